"""Annotations are commands that GitHub's runner takes apart again, the worst first, and no word of a report is one."""

import re
from pathlib import PurePosixPath

import found as made
import pytest

from auditor.load import load_bytes
from auditor.render.to_github import to_github
from auditor.render.visible import visible
from auditor.shortcoming import checked

COMMAND = re.compile(r"::(?P<name>[a-z]+)(?: (?P<properties>.*?))?::(?P<data>.*)")
DATA = {"%0A": "\n", "%0D": "\r", "%25": "%"}
PROPERTY = DATA | {"%3A": ":", "%2C": ","}


def unescaped(text, table):
    return re.sub("%(?:0A|0D|25|3A|2C)", lambda m: table.get(m[0], m[0]), text)


def commands_of(text):
    """Take commands apart as the runner does: name, properties, message."""
    made = []
    for line in text.splitlines():
        match = COMMAND.fullmatch(line)
        assert match, line
        pairs = [pair.partition("=") for pair in (match["properties"] or "").split(",") if pair]
        assert all(value for _, _, value in pairs)
        properties = {key: unescaped(value, PROPERTY) for key, _, value in pairs}
        made.append((match["name"], properties, unescaped(match["data"], DATA)))
    return made


def test_annotation_has_file_place_title_and_lines():
    group, error, warning, notice, end = commands_of(to_github([checked(made.card())], []))
    assert group == ("group", {}, "草稿/报告.txt")
    assert error[:2] == ("error", {"file": "草稿/报告.txt", "title": "A2 第A2行（缺失）"})
    where = {"file": "草稿/报告.txt", "line": "3", "endLine": "3", "col": "3"}
    assert warning[:2] == ("warning", where | {"title": "A3 第A3行（提及）"})
    assert warning[2] == "A3的理由。\n建议：写明次数。只写真实做过、查得到的；没有做的不要写成做了。"
    assert notice[0] == "notice"
    assert end == ("endgroup", {}, "")


def test_word_file_gets_no_line_but_its_paragraph():
    warning = commands_of(to_github([checked(made.card(form="docx"))], []))[2]
    assert warning[1].keys() == {"file", "title"}
    assert "原文（一、工作情况，第3段）：“开展法治宣传6场次”" in warning[2].split("\n")


def test_real_report_has_an_annotation_for_every_shortcoming(auditor, root):
    name = "tests/gold/texts/w05.txt"
    found = checked(auditor.audit(load_bytes((root / name).read_bytes(), name)))
    commands = commands_of(to_github([found], []))
    kinds = {"error": "error", "warning": "warning", "note": "notice"}
    assert [command[0] for command in commands[1:-1]] == [kinds[s.severity] for s in found.shortcomings]
    lines = (root / name).read_text("utf-8").split("\n")
    pointed = [c for c in commands if "col" in c[1]]
    assert pointed
    assert all(int(c[1]["col"]) <= len(lines[int(c[1]["line"]) - 1]) for c in pointed)


def test_what_could_not_be_read_comes_first_then_the_worst_report():
    fine = checked(made.card("一.txt", verdicts=(made.verdict("A4", 2),)))
    bad, worse = checked(made.card("二.txt")), made.gated(made.card("三.txt"))
    commands = commands_of(to_github([fine, bad, worse, checked(made.card("四.txt"))], [made.unreadable()]))
    assert commands[0][:2] == ("error", {"file": "草稿/坏.docx", "title": "读不了"})
    assert [c[2] for c in commands if c[0] == "group"] == ["三.txt", "二.txt", "四.txt", "一.txt"]


def test_what_is_excused_and_reports_without_shortcomings_are_not_told():
    gated = made.gated(made.card())
    told = [c for c in commands_of(to_github([gated], [])) if c[0] == "error"]
    assert len(told) == 4
    assert to_github([checked(made.card(verdicts=()))], []) == ""
    assert to_github([], []) == ""


def test_standard_input_has_no_file():
    commands = commands_of(to_github([checked(made.card("-"))], [made.unreadable(path="-")]))
    assert commands[0][1] == {"title": "读不了"}
    assert commands[1] == ("group", {}, "标准输入")
    assert "file" not in commands[3][1]


def test_paths_are_told_from_the_root():
    commands = commands_of(to_github([checked(made.card("/工作/甲.txt"))], [], root=PurePosixPath("/工作")))
    assert commands[1][1]["file"] == "甲.txt"


@pytest.mark.parametrize("path", made.NASTY_NAMES)
def test_file_name_is_one_property_whatever_is_in_it(path):
    commands = commands_of(to_github([checked(made.card(path))], [made.unreadable(path=path)]))
    assert {c[1]["file"] for c in commands if c[1]} == {visible(path)}


@pytest.mark.parametrize("at", range(len(made.NASTY)), ids=lambda at: ascii(made.NASTY[at]))
def test_hostile_words_make_no_command(at):
    text = to_github([made.nasty(at)], [made.unreadable(made.NASTY[at])])
    commands = commands_of(text)
    assert [c[0] for c in commands] == ["error", "group", "error", "error", "endgroup"]
    assert visible(made.NASTY[at]) in commands[2][2]
    assert visible(made.NASTY[at]) in commands[2][1]["title"]
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff]", text)
