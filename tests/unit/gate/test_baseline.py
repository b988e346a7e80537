"""The baseline: what it knows, what it forgets, and that it never grows."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.card import Evidence, Flaw, Refusal, RefusalCode, Scorecard, Verdict
from auditor.errors import UsageError
from auditor.gate.bars import below_bar
from auditor.gate.baseline import Baseline, baseline_of, read_baseline
from auditor.gating import Bar, Draft
from auditor.model import Document, Level
from auditor.shortcoming import Excused

ASKED = Bar(60, dict.fromkeys(("A2", "B1", "E2"), Level.EVIDENCED), frozenset(["typo"]))
FULL = 100.0


def row(rule: str, level: int, *quotes: str) -> Verdict:
    """A row with the quotes that show its level."""
    evidence = tuple(Evidence(quote, "", 0, len(quote), 1, None) for quote in quotes)
    return Verdict(rule, rule, rule[0], False, Level(level), (), 0.0, 1.0, "没有写。", "补上。", (), evidence)


def draft(path: Path, *rows: Verdict, score: float = FULL, slips: int = 0, bar: Bar = ASKED) -> Draft:
    """A judged draft; rows that are not named do not count."""
    flaws = (Flaw("typo", "error", "今年年", 0, 3, 1, "多了一个字。", ""),) * slips
    card = Scorecard(Document.of("正文", path=str(path)), "", "", None, score, 100.0, "", True, rows, flaws)
    return Draft(str(path), bar, card, below_bar(card, bar))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "查" / "基线.json"


def kept(place: Path, *drafts: Draft) -> Baseline:
    """Write a baseline of drafts and read it back."""
    place.parent.mkdir(exist_ok=True)
    place.write_text(baseline_of(place, drafts).written(), "utf-8")
    return read_baseline(place)


def known(baseline: Baseline, now: Draft, before: Path | None = None) -> list[str]:
    """Return the rows of a draft that are excused."""
    return [found.rule for found in baseline.excuse(now, before)[0].shortcomings if found.excused is Excused.KNOWN]


def entries(baseline: Baseline) -> list[tuple[str, str]]:
    return [(Path(entry.report).name, entry.rule) for entry in baseline.entries]


def test_what_stands_in_it_is_excused_and_nothing_else(tmp_path, place):
    path = tmp_path / "甲 镇.txt"
    base = kept(place, draft(path, row("E2", 1, "公示信息"), row("B1", 0)))
    now = draft(path, row("E2", 1, "公 示\n信息"), row("B1", 1, "镇长"), row("A2", 0))
    # the quote's white space counts for nothing; another quote is another shortcoming
    assert known(base, now) == ["E2"]
    assert base.excuse(now)[1] == 1
    assert known(base, draft(tmp_path / "乙镇.txt", row("E2", 1, "公示信息"))) == []


@pytest.mark.parametrize(("before", "now", "excused"), [(1, 1, True), (1, 2, True), (2, 1, False)])
def test_a_row_that_stands_lower_on_the_same_words_is_not_known(tmp_path, place, before, now, excused):
    path = tmp_path / "甲.txt"
    base = kept(place, draft(path, row("B1", before, "听取汇报")))
    fallen = draft(path, row("B1", now, "听取汇报"))
    assert (known(base, fallen) == ["B1"]) is excused
    assert base.excuse(fallen)[1] == 0


def test_reports_are_named_by_the_way_from_its_folder(tmp_path, place):
    assert [entry.report for entry in kept(place, draft(tmp_path / "草稿" / "甲.txt", row("B1", 0))).entries] == [
        "../草稿/甲.txt"
    ]


def test_the_way_through_a_link_leads_to_the_same_report(tmp_path, place):
    (tmp_path / "草稿").mkdir()
    (tmp_path / "链").symlink_to(tmp_path / "草稿")
    base = kept(place, draft(tmp_path / "草稿" / "甲.txt", row("B1", 0)))
    assert known(base, draft(tmp_path / "链" / "甲.txt", row("B1", 0))) == ["B1"]


def test_it_holds_no_lines_and_is_sorted(tmp_path, place):
    drafts = [draft(tmp_path / name, row("E2", 0), row("B1", 0)) for name in ("乙.txt", "甲.txt")]
    text = baseline_of(place, drafts).written()
    rows = json.loads(text)["entries"]
    assert rows == sorted(rows, key=lambda one: (one["report"], one["rule"]))
    assert {key for one in rows for key in one} == {"report", "rule", "evidence", "height", "wanted"}
    assert text == baseline_of(place, drafts[::-1]).written()


def test_the_same_slip_twice_is_known_twice(tmp_path, place):
    path = tmp_path / "甲.txt"
    base = kept(place, draft(path, slips=2))
    assert (known(base, draft(path, slips=3)), base.excuse(draft(path, slips=3))[1]) == (["typo", "typo"], 0)
    assert (known(base, draft(path, slips=1)), base.excuse(draft(path, slips=1))[1]) == (["typo"], 1)


@pytest.mark.parametrize(("score", "excused"), [(50.0, True), (55.0, True), (49.99, False), (49.996, True)])
def test_a_total_is_known_while_it_has_not_fallen(tmp_path, place, score, excused):
    path = tmp_path / "甲.txt"
    base = kept(place, draft(path, score=50.0))
    assert (known(base, draft(path, score=score)) == ["score"]) is excused
    assert base.excuse(draft(path, score=score))[1] == 0


def test_what_a_waiver_excuses_is_not_taken_in_and_keeps_its_entry(tmp_path, place):
    path = tmp_path / "甲.txt"
    path.touch()
    plain = draft(path, row("B1", 0), row("E2", 0))
    waived = replace(
        plain,
        shortcomings=tuple(replace(one, excused=Excused.WAIVED) for one in plain.shortcomings if one.rule == "B1"),
    )
    assert entries(kept(place, waived)) == []
    assert entries(kept(place, plain).shrunk([waived]).baseline) == [("甲.txt", "B1"), ("甲.txt", "E2")]


def test_a_text_that_is_no_report_is_never_known(tmp_path, place):
    path = tmp_path / "甲.txt"
    refusal = Refusal(RefusalCode.NOT_A_REPORT, "像是通知。")
    judged = draft(path, row("B1", 0))
    card = replace(judged.card, refusal=refusal)
    refused = replace(judged, card=card, shortcomings=below_bar(card, ASKED))
    assert entries(kept(place, refused)) == []
    base = kept(place, judged)
    assert len(base.excuse(refused)[0].open) == 1
    # nor does it lose what was known of it
    assert base.excuse(refused)[1] == 0
    assert entries(base.shrunk([refused]).baseline) == [("甲.txt", "B1")]


def test_a_renamed_draft_is_known_under_either_name(tmp_path, place):
    old, new = tmp_path / "旧 名.txt", tmp_path / "新名.txt"
    for name in (old, new):
        assert known(kept(place, draft(name, row("B1", 0))), draft(new, row("B1", 0)), old) == ["B1"]


def test_it_shrinks_and_never_grows(tmp_path, place):
    for name in ("甲.txt", "乙.txt"):
        (tmp_path / name).touch()
    first = kept(
        place,
        draft(tmp_path / "甲.txt", row("B1", 0), row("E2", 0)),
        draft(tmp_path / "乙.txt", row("B1", 0)),
        draft(tmp_path / "丙.txt", row("B1", 0)),
    )
    now = draft(tmp_path / "甲.txt", row("B1", 0), row("E2", 3, "公示12条"), row("A2", 0))
    shrunk = first.shrunk([now])
    # mended: E2; gone with its file: 丙; not looked at: 乙; new and left out: A2
    assert entries(shrunk.baseline) == [("乙.txt", "B1"), ("甲.txt", "B1")]
    assert (shrunk.gone, shrunk.outside) == (2, 1)
    again = shrunk.baseline.shrunk([now])
    assert (again.gone, again.baseline.written()) == (0, shrunk.baseline.written())


def test_asking_for_less_takes_nothing_out(tmp_path, place):
    path = tmp_path / "甲.txt"
    rows = (row("B1", 0), row("E2", 2, "公示"))
    first = kept(place, draft(path, *rows, score=50.0))
    shrunk = first.shrunk([draft(path, *rows, score=50.0, bar=Bar(10))])
    assert (shrunk.gone, shrunk.baseline.written()) == (0, first.written())


def test_what_rose_is_known_at_its_new_height_and_what_fell_at_the_old(tmp_path, place):
    path = tmp_path / "甲.txt"
    first = kept(place, draft(path, row("E2", 1, "公示"), score=50.0))
    for level, score, heights, outside in ((2, 55.0, [2.0, 55.0], 0), (0, 45.0, [1.0, 50.0], 2)):
        shrunk = first.shrunk([draft(path, row("E2", level, "公示"), score=score)])
        assert [entry.height for entry in shrunk.baseline.entries] == heights
        assert (shrunk.gone, shrunk.outside) == (0, outside)


@pytest.mark.parametrize("name", ["甲.txt", "包.zip/镇/甲.txt"])
def test_a_draft_that_could_not_be_read_keeps_its_entries(tmp_path, place, name):
    (tmp_path / name.split("/")[0]).touch()
    first = kept(place, draft(tmp_path / name, row("B1", 0)))
    lost = Draft(str(tmp_path / name), ASKED, None)
    assert first.shrunk([lost]).baseline.written() == first.written()


def test_a_baseline_that_was_moved_is_not_emptied(tmp_path, place):
    (tmp_path / "甲.txt").touch()
    base = kept(place, draft(tmp_path / "甲.txt", row("B1", 0)))
    moved = Baseline(tmp_path / "别" / "处" / "基线.json", base.entries)
    with pytest.raises(UsageError, match="挪了地方"):
        moved.shrunk([draft(tmp_path / "甲.txt", row("B1", 0))])


ENTRY = '{"report": "a", "rule": "score", "evidence": "' + "0" * 32 + '", "height": 5, "wanted": 60}'


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"schema_version": "2", "entries": []}', '{"schema_version": "1", "entries": [{"report": "a"}]}',
     '{"schema_version": "1", "entries": [], "line": 3}', "\ufffd",
     *('{"schema_version": "1", "entries": [' + ENTRY.replace(*change) + "]}"
       for change in (('"height": 5, ', ""), ("5,", "NaN,"), ("5,", "101,"), ("0000", "xxxx")))],
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
