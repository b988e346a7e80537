"""The Code Quality report is what GitLab parses and documents, with an identity of its own for every issue."""

import json
from pathlib import Path, PurePosixPath

import found as made
import pytest
from jsonschema import Draft4Validator, Draft202012Validator

from auditor.load import load_bytes
from auditor.render.to_gitlab import to_gitlab
from auditor.render.visible import visible
from auditor.shortcoming import checked

SCHEMAS = Path(__file__).parents[2] / "schemas"
PARSED = Draft4Validator(json.loads((SCHEMAS / "gitlab-codeclimate.json").read_text("utf-8")))
DOCUMENTED = Draft202012Validator(json.loads((SCHEMAS / "gitlab-documented.json").read_text("utf-8")))


def issues_of(text):
    issues = json.loads(text)
    assert [e.message for issue in issues for e in PARSED.iter_errors(issue)] == []
    assert [e.message for e in DOCUMENTED.iter_errors(issues)] == []
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    return issues


def test_issue_has_what_gitlab_documents():
    issues = issues_of(to_gitlab([checked(made.card())], [made.unreadable()]))
    assert [(i["check_name"], i["severity"], i["location"]["lines"]["begin"]) for i in issues] == [
        ("A2", "critical", 1), ("A3", "major", 3), ("A4", "info", 3), ("damaged", "blocker", 1),
    ]  # fmt: skip
    assert issues[1]["description"] == (
        "A3 第A3行（提及）：A3的理由。 建议：写明次数。只写真实做过、查得到的；没有做的不要写成做了。"
    )
    assert [i["location"]["path"] for i in issues] == ["草稿/报告.txt"] * 3 + ["草稿/坏.docx"]


def test_real_reports_have_an_issue_for_every_shortcoming(auditor, root):
    names = ["seeds/beihe-2022.txt", "tests/gold/texts/w05.txt"]
    found = [checked(auditor.audit(load_bytes((root / name).read_bytes(), name))) for name in names]
    issues = issues_of(to_gitlab(found, []))
    assert [i["check_name"] for i in issues] == [s.rule for one in found for s in one.shortcomings]


def test_text_without_a_grade_blocks_and_what_is_excused_is_left_out():
    issues = issues_of(to_gitlab([checked(made.refused()), made.gated(made.card())], []))
    assert [(i["check_name"], i["severity"]) for i in issues] == [
        ("report", "blocker"), ("score", "critical"), ("A2", "critical"), ("多余空格", "critical"),
        ("多余空格", "critical"),
    ]  # fmt: skip


def test_word_file_stands_at_line_one_and_tells_its_paragraph():
    issue = issues_of(to_gitlab([checked(made.card(form="docx"))], []))[1]
    assert issue["location"]["lines"]["begin"] == 1
    assert "原文（一、工作情况，第3段）：“开展法治宣传6场次”" in issue["description"]


def test_paths_are_told_from_the_root_without_a_dot():
    cards = [made.card("/工作/草稿/甲.txt"), made.card("./乙.txt")]
    issues = issues_of(to_gitlab([checked(card) for card in cards], [], root=PurePosixPath("/工作")))
    assert {i["location"]["path"] for i in issues} == {"草稿/甲.txt", "乙.txt"}


@pytest.mark.parametrize("at", range(len(made.NASTY)), ids=lambda at: ascii(made.NASTY[at]))
def test_hostile_words_are_one_visible_line(at):
    named = made.NASTY_NAMES[at % len(made.NASTY_NAMES)]
    issues = issues_of(to_gitlab([made.nasty(at, named)], [made.unreadable(made.NASTY[at], named)]))
    for issue in issues:
        assert issue["description"] == visible(issue["description"])
        assert issue["location"]["path"] == visible(named)
    assert visible(made.NASTY[at]) in issues[0]["description"]


def test_nothing_found_is_an_empty_list():
    assert to_gitlab([], []) == "[]\n"
