"""SARIF is valid, points at the very words, holds together, and nothing in it steers whoever shows it."""

import json
import re
from dataclasses import replace
from pathlib import Path, PurePosixPath

import found as made
import pytest
from jsonschema import Draft202012Validator

from auditor.load import load_bytes
from auditor.model import Document
from auditor.render.sarif_rules import message
from auditor.render.to_sarif import to_sarif
from auditor.rulebook import read_rules
from auditor.shortcoming import Checked, Excused, checked

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))
VALID = Draft202012Validator(SCHEMA)
REAL = ["seeds/beihe-2022.txt", "seeds/wutang-2021.txt", "tests/gold/texts/w05.txt"]


@pytest.fixture(scope="module")
def real(auditor, root):
    """Real reports, a notice, and files that cannot be read."""
    cards = [auditor.audit(load_bytes((root / name).read_bytes(), name)) for name in REAL]
    notice = auditor.audit(load_bytes("关于召开会议的通知\n各村：\n定于明天开会，请准时参加。\n".encode(), "通知.txt"))
    return [checked(card) for card in [*cards, notice]]


def run_of(text):
    """Parse a log and hold it against the schema."""
    log = json.loads(text)
    assert [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in VALID.iter_errors(log)] == []
    assert log["version"] == "2.1.0"
    return log["runs"][0]


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(key)
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def test_the_schema_refuses_what_is_wrong():
    assert not VALID.is_valid({"version": "2.1.0", "runs": [{"tool": {"driver": {}}, "results": []}]})


def test_real_reports_make_a_valid_log_that_holds_together(real, book):
    run = run_of(to_sarif(real, [made.unreadable()], book, 3))
    rules, artifacts = run["tool"]["driver"]["rules"], run["artifacts"]
    assert len(run["results"]) == sum(len(one.shortcomings) for one in real)
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert artifacts[place["index"]]["location"]["uri"] == place["uri"]
        assert place["uriBaseId"] in run["originalUriBaseIds"]
    assert [a["location"]["uri"] for a in artifacts[:3]] == REAL


def test_results_keep_the_order_of_reports_and_in_each_the_gravest_come_first(real, book):
    results = run_of(to_sarif(real, [], book, 0))["results"]
    assert [r["ruleId"] for r in results] == [s.rule for one in real for s in one.shortcomings]
    for one in real:
        levels = [s.severity for s in one.shortcomings]
        assert levels == sorted(levels, key=["error", "warning", "note"].index)


def test_every_result_points_at_its_words_in_the_file(real, book, root):
    results = run_of(to_sarif(real[:3], [], book, 0))["results"]
    pointed = [
        r["locations"][0]["physicalLocation"] for r in results if "region" in r["locations"][0]["physicalLocation"]
    ]
    assert len(pointed) > 30
    for place in pointed:
        lines = (root / place["artifactLocation"]["uri"]).read_bytes().decode("utf-8-sig").split("\n")
        region = place["region"]
        stretch = lines[region["startLine"] - 1 : region["endLine"]]
        stretch[-1] = stretch[-1][: region["endColumn"] - 1]
        stretch[0] = stretch[0][region["startColumn"] - 1 :]
        assert region["snippet"]["text"] == "\n".join(stretch)


def test_every_row_is_described_in_the_checklists_order(real, book):
    rules = run_of(to_sarif(real[:1], [], book, 0))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.id for rule in book.rules]
    for rule, described in zip(book.rules, rules, strict=True):
        assert described["name"] == described["shortDescription"]["text"] == rule.title
        assert described["fullDescription"]["text"] == rule.question
        assert described["defaultConfiguration"]["level"] == ("error" if rule.core else "warning")
        assert described["properties"]["tags"] == [f"{rule.group} {book.groups[rule.group]}"] + ["核心行"] * rule.core
        for text in (rule.question, rule.counts, rule.does_not_count, *rule.advice.values(), rule.basis[0].cite()):
            assert text in described["help"]["text"]
            assert text in re.sub(r"\\(.)", r"\1", described["help"]["markdown"])


def test_rows_of_overlays_are_described_too(root):
    book = read_rules(root / "examples" / "overlay" / "county.yaml")
    new = {row.id for overlay in book.overlays for row in overlay.rows}
    assert new
    rules = run_of(to_sarif([], [], book, 0))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(book.row_ids())


def test_what_is_no_row_is_described_where_it_is_found(book):
    run = run_of(to_sarif([made.gated(made.card())], [], book, 1))
    described = run["tool"]["driver"]["rules"][len(book.row_ids()) :]
    assert [(rule["id"], rule.get("name")) for rule in described] == [("score", "总分"), ("多余空格", None)]
    assert all(rule[key]["text"] for rule in described for key in ("shortDescription", "fullDescription", "help"))
    assert {r["ruleId"] for r in run["results"]} == {"score", "A2", "多余空格"}


@pytest.mark.parametrize(("code", "good"), [(0, True), (1, True), (3, False)])
def test_invocation_tells_how_the_run_ended(book, code, good):
    (invocation,) = run_of(to_sarif([], [], book, code))["invocations"]
    assert (invocation["exitCode"], invocation["executionSuccessful"]) == (code, good)


def test_file_that_gave_no_result_is_a_notification_at_its_place(book):
    run = run_of(to_sarif([], [made.unreadable(), made.unreadable(path="-")], book, 3))
    first, second = run["invocations"][0]["toolExecutionNotifications"]
    assert (first["level"], first["message"]["text"]) == ("error", "「坏.docx」已损坏。请用 Word 打开，另存一份。")
    assert first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "%E8%8D%89%E7%A8%BF/%E5%9D%8F.docx"
    assert run["tool"]["driver"]["notifications"][first["descriptor"]["index"]]["id"] == "damaged"
    assert second["locations"][0]["physicalLocation"]["artifactLocation"] == {"index": 1}
    assert "standardStream" in run["artifacts"][1]["roles"]
    assert run["results"] == []


def test_what_was_odd_in_reading_is_a_notification(book):
    of = made.card()
    of = replace(of, document=replace(of.document, warnings=("文件没有标明编码。",)))
    (note,) = run_of(to_sarif([checked(of)], [], book, 0))["invocations"][0]["toolExecutionNotifications"]
    assert (note["level"], note["message"]["text"]) == ("warning", "文件没有标明编码。")


def test_excused_is_left_out_unless_wanted_and_then_suppressed_with_the_reason(book):
    gated = made.gated(made.card())
    without = run_of(to_sarif([gated], [], book, 1))
    assert not any("suppressions" in result for result in without["results"])
    assert len(without["results"]) == sum(one.excused is None for one in gated.shortcomings)
    everything = run_of(to_sarif([gated], [], book, 1, excused=True))["results"]
    reasons = [[s["justification"] for s in result["suppressions"]] for result in everything]
    assert reasons == [[], [], [], [], ["已豁免：张三，到2030年底。"], ["基线内"]]
    assert [one.excused for one in gated.shortcomings][-2:] == [Excused.WAIVED, Excused.KNOWN]


def test_fingerprints_tell_results_apart_and_stand_in_for_githubs_where_it_makes_none(real, book):
    twice = [*real[:2], Checked(replace(real[0].card, document=_called(real[0].card.document)), real[0].shortcomings)]
    results = run_of(to_sarif(twice, [], book, 0))["results"]
    marks = [result["partialFingerprints"] for result in results]
    assert len({mark["auditor/v1"] for mark in marks}) == len(results)
    for result, mark in zip(results, marks, strict=True):
        whole = "region" not in result["locations"][0]["physicalLocation"]
        assert ("primaryLocationLineHash" in mark) is whole


def _called(document):
    return replace(document, path="另一份.txt")


def test_paths_below_the_root_are_told_from_it_and_others_are_whole(book):
    cards = [made.card("/工作/草稿/甲.txt"), made.card("/别处/乙.txt")]
    run = run_of(to_sarif([checked(card) for card in cards], [], book, 0, root=PurePosixPath("/工作")))
    inside, outside = (artifact["location"] for artifact in run["artifacts"])
    assert inside == {"uri": "%E8%8D%89%E7%A8%BF/%E7%94%B2.txt", "uriBaseId": "%SRCROOT%"}
    assert outside == {"uri": "file:///%E5%88%AB%E5%A4%84/%E4%B9%99.txt"}
    assert "uri" not in run["originalUriBaseIds"]["%SRCROOT%"]


def test_word_file_gets_section_page_and_paragraph_and_no_line(book):
    result = run_of(to_sarif([checked(made.card("报告.docx", form="docx"))], [], book, 0))["results"][1]
    (location,) = result["locations"]
    assert "region" not in location["physicalLocation"]
    assert [(part["kind"], part["name"]) for part in location["logicalLocations"]] == [
        ("section", "一、工作情况"),
        ("paragraph", "第3段"),
    ]
    assert "原文（一、工作情况，第3段）：“开展法治宣传6场次”" in result["message"]["text"]


@pytest.mark.parametrize("form", ["txt", "docx"])
@pytest.mark.parametrize("at", range(len(made.NASTY)), ids=lambda at: ascii(made.NASTY[at]))
def test_hostile_words_are_harmless_and_visible(book, at, form):
    named = made.NASTY_NAMES[at % len(made.NASTY_NAMES)]
    text = to_sarif(
        [made.nasty(at, named, form)], [made.unreadable(made.NASTY[at], named + "2")], book, 3, excused=True
    )
    run = run_of(text)
    text.encode()
    run.pop("newlineSequences")
    for said in strings(run):
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]", said
        )
    for result in run["results"]:
        assert "\n::" not in result["message"]["text"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[点我](http://evil.example/)", "\\[点我\\](http://evil.example/)"),
        ("反斜\\[点我](1)", "反斜\\\\\\[点我\\](1)"),
        ("〔2021〕3号 [一] a\\b", "〔2021〕3号 [一] a\\b"),
        ("{0}", "{{0}}"),
    ],
)
def test_no_words_become_a_link_or_a_placeholder(text, said):
    assert message(text) == {"text": said}


def test_markup_in_a_rule_stays_text(book):
    nasty = replace(book.rules[0], question="![图](http://evil.example) <b>*粗*</b> `x`", title="<i>题</i>")
    rule = run_of(to_sarif([], [], replace(book, rules=(nasty,), overlays=()), 0))["tool"]["driver"]["rules"][0]
    assert re.search(r"(?<!\\)[!\[\]<>`]", rule["help"]["markdown"]) is None
    assert rule["help"]["markdown"].startswith("**问题**：")


def test_same_run_gives_the_same_bytes_and_ends_with_a_line_feed(real, book):
    one, two = (to_sarif(real, [made.unreadable()], book, 3) for _ in range(2))
    assert one == two
    assert one.endswith("}\n")
    assert "\r" not in one


def test_standard_input_has_a_region_and_no_reference(book):
    run = run_of(to_sarif([checked(made.card("-"))], [], book, 0))
    place = run["results"][1]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"index": 0}
    assert place["region"]["startLine"] == 3
    assert "location" not in run["artifacts"][0]


def test_empty_run_is_valid(book):
    assert run_of(to_sarif([], [], book, 0))["results"] == []


def test_text_without_content_has_no_place(book):
    empty = Checked(replace(made.card(), document=Document.of("")), checked(made.refused()).shortcomings)
    (result,) = run_of(to_sarif([empty], [], book, 0))["results"]
    assert (result["ruleId"], result["level"]) == ("report", "error")
