"""The shipped overlays: which is chosen, what it may not touch, and that nothing is cited before its time."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from auditor.book import RuleBook
from auditor.load import load_file
from auditor.match.figures import figures
from auditor.model import Document, Level, UnitKind
from auditor.overlay import fitting, lay
from auditor.pipeline import Auditor

TOWNSHIP, SUBDISTRICT, DEPARTMENT = UnitKind
YEARS = [2016, 2018, 2019, 2020, 2021, 2023, 2025, 2026]
REPORT = """\
云溪县{unit}2019年度法治政府建设情况报告

2019年，{unit}以习近平总书记关于全面依法治国的重要论述为指导，落实《法治政府建设实施纲要（2015—2020年）》。
一、工作开展情况
（一）完善决策机制。修建道路的方案先交司法所作合法性审查，再提请党委会集体讨论决定。
（二）规范执法。执法人员一律持证上岗。
{unit}
2020年1月5日
"""

each_year = pytest.mark.parametrize("year", YEARS)
each_kind = pytest.mark.parametrize("kind", list(UnitKind))


def book_of(book: RuleBook, year: int | None, kind: UnitKind) -> RuleBook:
    return lay(book, fitting(book, year, kind))


@pytest.mark.parametrize(
    ("year", "kind", "laid"),
    [
        (2015, TOWNSHIP, ()),
        (2016, TOWNSHIP, ("outline-2015",)),
        (2020, TOWNSHIP, ("outline-2015",)),
        (2021, TOWNSHIP, ()),
        (2026, TOWNSHIP, ()),
        (None, TOWNSHIP, ()),
        (2023, SUBDISTRICT, ("subdistrict",)),
        (None, SUBDISTRICT, ("subdistrict",)),
        (2018, SUBDISTRICT, ("outline-2015", "subdistrict")),
        (2023, DEPARTMENT, ("department",)),
        (2020, DEPARTMENT, ("outline-2015", "department")),
    ],
)
def test_year_and_kind_choose(book: RuleBook, year: int | None, kind: UnitKind, laid: tuple[str, ...]) -> None:
    assert book_of(book, year, kind).laid == laid


@each_year
@each_kind
def test_no_overlay_changes_what_is_matched(book: RuleBook, year: int, kind: UnitKind) -> None:
    """Levels must not hang on them: they change words, weights and what applies."""
    changed = book_of(book, year, kind)
    for rule, base in zip(changed.rules, book.rules, strict=True):
        assert (rule.elements, rule.masks, rule.shares, rule.judge) == (
            base.elements,
            base.masks,
            base.shares,
            base.judge,
        )
        assert (rule.points, rule.core) == (base.points, base.core)


def test_one_finder_serves_all_shipped_overlays(book: RuleBook) -> None:
    auditor = Auditor(book)
    for year in YEARS:
        for kind in UnitKind:
            auditor.book_for(year, kind)
    assert len(auditor._laid) == 6
    assert len(auditor._finders) == 1


@each_kind
@pytest.mark.parametrize("year", [2019, 2023])
def test_levels_of_the_real_reports_stay(auditor: Auditor, seed, year: int, kind: UnitKind) -> None:
    """Against the plain checklist in the same year."""
    document = load_file(seed)
    plain = Auditor(replace(auditor.book, overlays=())).audit(document, year=year)
    card = auditor.audit(document, year=year, kind=kind)
    assert [(v.rule, v.level, v.flags) for v in card.verdicts] == [(v.rule, v.level, v.flags) for v in plain.verdicts]
    assert (card.kind, plain.overlays) == (kind, ())


@each_kind
def test_nothing_is_cited_to_a_report_before_its_time(book: RuleBook, kind: UnitKind) -> None:
    for year in (2016, 2017, 2018, 2019, 2020):
        for rule in book_of(book, year, kind).rules:
            cited = " ".join(basis.cite() for basis in rule.basis_in(year))
            told = " ".join([rule.question, *rule.advice.values()]) if rule.id == "A7" else ""
            assert "2021—2025" not in cited + told, (year, rule.id)
            assert "法治宣传教育法" not in cited, (year, rule.id)
            if year < 2019:
                assert not re.search("督察工作规定|第713号|第711号", cited), (year, rule.id)


@each_year
@each_kind
def test_every_row_that_counts_has_its_basis(book: RuleBook, year: int, kind: UnitKind) -> None:
    """But for 普法 rows of years for which no source has been checked."""
    unsourced = {"K3"} if 2016 < year <= 2020 else {"K1", "K3"} if year == 2016 else set()
    rules = [rule for rule in book_of(book, year, kind).rules if not rule.off]
    assert {rule.id for rule in rules if not rule.basis_in(year)} <= unsourced


@each_year
def test_later_years_keep_the_outline_of_2021(book: RuleBook, year: int) -> None:
    cited = {b.document for rule in book_of(book, year, TOWNSHIP).rules for b in rule.basis_in(year)}
    assert ("法治政府建设实施纲要（2021—2025年）" in cited) is (year > 2020)
    assert ("法治政府建设实施纲要（2015—2020年）" in cited) is (year <= 2020)


@each_year
def test_what_binds_counties_only_is_never_held_against_a_township(book: RuleBook, year: int) -> None:
    """参照 is not 适用, and what departments must do is theirs."""
    for rule in book_of(book, year, TOWNSHIP).rules:
        for basis in rule.basis_in(year):
            if basis.document in ("重大行政决策程序暂行条例", "党政主要负责人履行推进法治建设第一责任人职责规定"):
                assert "参照" in basis.says, rule.id
            if "法律顾问制度" in basis.document:
                assert "根据需要" in basis.says
            assert "政府部门每" not in basis.says, rule.id


@each_kind
@each_year
def test_units_are_not_told_of_others_places(book: RuleBook, year: int, kind: UnitKind) -> None:
    wrong = {SUBDISTRICT: "镇长|乡长|村民|乡镇人民政府重大|哪个村", DEPARTMENT: "镇长|乡长|几个村|哪个村|村里|街道"}
    for rule in book_of(book, year, kind).rules:
        if kind in wrong and not rule.off:
            told = [rule.title, rule.question, *rule.advice.values()]
            assert [text for text in told if re.search(wrong[kind], text)] == [], rule.id


def test_advice_of_overlays_names_no_figures(book: RuleBook) -> None:
    for overlay in book.overlays:
        for change in overlay.changes.values():
            for advice in change.advice.values():
                found = [advice[f.start : f.end] for f in figures(advice) if advice[f.start].isdigit()]
                assert [figure for figure in found if not figure.startswith("0")] == [], advice


def test_a_report_on_2019_is_judged_with_the_names_of_2015(auditor: Auditor) -> None:
    card = auditor.audit(Document.of(REPORT.format(unit="石桥镇人民政府")))
    verdicts = {v.rule: v for v in card.verdicts}
    assert (card.year, card.kind, card.overlays) == (2019, TOWNSHIP, ("outline-2015",))
    assert verdicts["A7"].level is Level.EVIDENCED
    assert "2015—2020" in verdicts["A7"].basis[0]
    digital = verdicts["J1"]
    assert (digital.applicable, digital.points, digital.max_points, digital.advice) == (False, 0, 0, "")
    assert digital.reason.startswith("不适用：")
    assert card.max_score == 99
    # two of five steps are enough; a township is not asked for hearings or a public list
    assert verdicts["D2"].level >= Level.DONE


def test_a_departments_report_leaves_out_what_is_the_townships(auditor: Auditor) -> None:
    card = auditor.audit(
        Document.of(REPORT.format(unit="司法局").replace("2019", "2023").replace("2020年1", "2024年1"))
    )
    off = [v.rule for v in card.verdicts if not v.applicable]
    assert (card.kind, card.unit, off) == (DEPARTMENT, "云溪县司法局", ["G1", "G4", "K3"])
    assert card.max_score == 100 - 3 - 1 - 2
    assert {v.rule: v.level for v in card.verdicts}["A6"] is Level.EVIDENCED
