"""The baseline: what it knows, what it forgets, and that it never grows."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.card import Evidence, Scorecard
from auditor.errors import UsageError
from auditor.gate.baseline import Baseline, baseline_of, read_baseline
from auditor.gating import Bar, Draft
from auditor.model import Document
from auditor.shortcoming import SCORE, Excused, Severity, Shortcoming, fingerprint


def short(rule: str, *quotes: str) -> Shortcoming:
    place = Evidence(quotes[0], "", 0, len(quotes[0]), 1, None) if quotes else None
    return Shortcoming(rule, rule, Severity.ERROR, "没有写。", fingerprint(rule, quotes), place=place)


def draft(path: Path, *found: Shortcoming, score: float = 50.0) -> Draft:
    document = Document.of("正文", path=str(path))
    card = Scorecard(document, "", "", None, score, 100.0, "不合格", False, ())
    return Draft(str(path), Bar(60), card, found)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "查" / "基线.json"


def kept(place: Path, *drafts: Draft) -> Baseline:
    """Write a baseline of drafts and read it back."""
    place.parent.mkdir(exist_ok=True)
    place.write_text(baseline_of(place, drafts).written(), "utf-8")
    return read_baseline(place)


def test_what_stands_in_it_is_excused_and_nothing_else(tmp_path, place):
    old = draft(tmp_path / "甲 镇.txt", short("E2", "公示信息"), short("B1"))
    known = kept(place, old)
    now = draft(tmp_path / "甲 镇.txt", short("E2", "公 示\n信息"), short("B1", "镇长"), short("A2"))
    met, gone = known.excuse(now)
    # the quote's white space counts for nothing; another quote is another shortcoming
    assert [found.excused for found in met.shortcomings] == [Excused.KNOWN, None, None]
    assert gone == 1
    other, _ = known.excuse(draft(tmp_path / "乙镇.txt", short("E2", "公示信息")))
    assert other.open == other.shortcomings


def test_reports_are_named_by_the_way_from_its_folder(tmp_path, place):
    made = baseline_of(place, [draft(tmp_path / "草稿" / "甲.txt", short("B1"))])
    assert [row["report"] for row in json.loads(made.written())["entries"]] == ["../草稿/甲.txt"]


def test_it_holds_no_lines_and_is_sorted(tmp_path, place):
    drafts = [draft(tmp_path / name, short("E2"), short("B1")) for name in ("乙.txt", "甲.txt")]
    text = baseline_of(place, drafts).written()
    rows = json.loads(text)["entries"]
    assert rows == sorted(rows, key=lambda row: (row["report"], row["rule"], row["evidence"]))
    assert {key for row in rows for key in row} == {"report", "rule", "evidence"}
    assert text == baseline_of(place, drafts[::-1]).written()


def test_the_same_slip_twice_is_known_twice(tmp_path, place):
    path = tmp_path / "甲.txt"
    known = kept(place, draft(path, short("typo", "今年年"), short("typo", "今年年")))
    met, gone = known.excuse(draft(path, *[short("typo", "今年年")] * 3))
    assert ([found.excused for found in met.shortcomings].count(Excused.KNOWN), gone) == (2, 0)
    met, gone = known.excuse(draft(path, short("typo", "今年年")))
    assert (met.open, gone) == ((), 1)


@pytest.mark.parametrize(("score", "excused"), [(50.0, True), (55.0, True), (49.99, False), (49.996, True)])
def test_a_total_is_known_while_it_has_not_fallen(tmp_path, place, score, excused):
    path = tmp_path / "甲.txt"
    known = kept(place, draft(path, short(SCORE), score=50.0))
    met, _ = known.excuse(draft(path, short(SCORE), score=score))
    assert (met.open == ()) is excused


def test_what_a_waiver_excuses_is_not_taken_in(tmp_path, place):
    waived = replace(short("B1"), excused=Excused.WAIVED)
    assert len(baseline_of(place, [draft(tmp_path / "甲.txt", waived, short("E2"))])) == 1


def test_a_renamed_draft_is_known_under_its_old_name(tmp_path, place):
    known = kept(place, draft(tmp_path / "旧 名.txt", short("B1")))
    met, gone = known.excuse(draft(tmp_path / "新名.txt", short("B1")), tmp_path / "旧 名.txt")
    assert (met.open, gone) == ((), 0)


def test_it_shrinks_and_never_grows(tmp_path, place):
    for name in ("甲.txt", "乙.txt"):
        (tmp_path / name).touch()
    first = kept(
        place,
        draft(tmp_path / "甲.txt", short("B1"), short("E2")),
        draft(tmp_path / "乙.txt", short("B1")),
        draft(tmp_path / "丙.txt", short("B1")),
    )
    shrunk = first.shrunk([draft(tmp_path / "甲.txt", short("B1"), short("A2"))])
    rows = [(Path(row["report"]).name, row["rule"]) for row in json.loads(shrunk.baseline.written())["entries"]]
    # mended: E2; gone with its file: 丙; not looked at: 乙; new and left out: A2
    assert rows == [("乙.txt", "B1"), ("甲.txt", "B1")]
    assert (shrunk.gone, shrunk.outside) == (2, 1)
    again = shrunk.baseline.shrunk([draft(tmp_path / "甲.txt", short("B1"), short("A2"))])
    assert (again.gone, again.baseline.written()) == (0, shrunk.baseline.written())


def test_a_total_that_rose_is_known_at_its_new_height_and_one_that_fell_at_the_old(tmp_path, place):
    path = tmp_path / "甲.txt"
    first = kept(place, draft(path, short(SCORE), score=50.0))
    for score, known in ((55.0, 55.0), (45.0, 50.0)):
        tighter = first.shrunk([draft(path, short(SCORE), score=score)]).baseline
        assert json.loads(tighter.written())["entries"][0]["percent"] == known


def test_a_draft_that_could_not_be_read_keeps_its_entries(tmp_path, place):
    (tmp_path / "甲.txt").touch()
    first = kept(place, draft(tmp_path / "甲.txt", short("B1")))
    lost = Draft(str(tmp_path / "甲.txt"), Bar(60), None)
    assert first.shrunk([lost]).baseline.written() == first.written()


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"schema_version": "2", "entries": []}', '{"schema_version": "1", "entries": [{"report": "a"}]}',
     '{"schema_version": "1", "entries": [], "line": 3}', "\ufffd"],
)  # fmt: skip
def test_a_damaged_file_is_explained(place, text):
    place.parent.mkdir()
    place.write_text(text, "utf-8")
    with pytest.raises(UsageError, match="的内容不对"):
        read_baseline(place)


def test_a_missing_file_tells_how_to_make_one(place):
    with pytest.raises(UsageError) as caught:
        read_baseline(place)
    assert "auditor baseline" in caught.value.hint
