"""Reports as judged -> their sheets: 整改清单, the checklist row by row, quotes, flaws. Every line names its report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.book import RuleBook
from auditor.card import Scorecard, Verdict
from auditor.render import headings
from auditor.render.headings import BASIS, NUMBER, PLACE, REPORT, ROW
from auditor.render.remedies import HEADING as REMEDIES
from auditor.render.remedies import remedies_of
from auditor.render.summary import flags_of, groups_of, quotes_of, row_of, sources
from auditor.render.wording import NOT_APPLICABLE, RECOGNISED, place_of, place_of_line
from auditor.render.xlsx.sheet import CHANGE, SCORE, Book, Cell, Column, Sheet, fill

Named = tuple[str, Scorecard]
"""A report with the name that tells it from the others of the workbook."""
_REPORT = Column(REPORT, width=16)
_LEVEL_WIDTH = 7
_MARGIN = 0.4
"""Inches: the sheets are broad, and the letters shrink with what is lost at the edges."""


def add_remedies(book: Book, reports: Sequence[Named]) -> None:
    """Add what to add to each report, with columns to fill in by hand or on paper."""
    levels = [Column(title, width=_LEVEL_WIDTH) for title in (headings.NOW, headings.TO)]
    to_fill_in = [Column(headings.WHO, width=9), Column(headings.UNTIL, width=10), Column(headings.HOW_FAR, width=12)]
    columns = [
        _REPORT, Column(NUMBER, width=5), Column(ROW, width=16), *levels, Column(headings.GAIN, CHANGE, 8),
        Column(headings.STATE, width=38), Column(BASIS, width=34), Column(PLACE, width=22), *to_fill_in,
    ]  # fmt: skip
    sheet = broad(book, REMEDIES, columns, frozen=3)
    fill(sheet, (cells for name, card in reports for cells in _remedies(name, card)))
    sheet.shade_levels(3, 4)


def _remedies(name: str, card: Scorecard) -> Iterator[list[Cell]]:
    levels = {verdict.rule: verdict.level for verdict in card.verdicts}
    for remedy, addition in zip(remedies_of(card), card.remedies, strict=True):
        yield [
            name, remedy.number, row_of(remedy), levels[remedy.rule], addition.to, addition.gain, remedy.advice,
            sources(remedy.basis), remedy.place, None, None, None,
        ]  # fmt: skip


def add_checklist(book: Book, reports: Sequence[Named], rules: RuleBook) -> None:
    """Add a line for every row and report; texts without a grade have none."""
    columns = [
        _REPORT, Column("组", width=14), Column(ROW, width=5), Column("内容", width=16), Column("核心", width=5),
        Column(headings.LEVEL, width=_LEVEL_WIDTH), Column(headings.POINTS, SCORE, 7), Column("满分", SCORE, 7),
        Column("标记", width=10), Column(headings.REASON, width=34), Column(headings.QUOTE, width=40),
        Column(PLACE, width=22), Column(BASIS, width=34),
    ]  # fmt: skip
    sheet = broad(book, headings.CHECKLIST, columns, frozen=4)
    fill(
        sheet,
        (
            [name, group.title, *_row(verdict)]
            for name, card in reports
            for group in groups_of(card, rules)
            for verdict in group.rows
        ),
    )
    sheet.shade_levels(5, 5)


def _row(verdict: Verdict) -> list[Cell]:
    on, first = verdict.applicable, verdict.evidence[0] if verdict.evidence else None
    return [
        verdict.rule, verdict.title, "★" if verdict.core else None, verdict.level if on else NOT_APPLICABLE,
        verdict.points if on else None, verdict.max_points if on else None, flags_of(verdict), verdict.reason,
        first.quote if first else None, place_of(first) if first else None, sources(verdict.basis),
    ]  # fmt: skip


def add_quotes(book: Book, reports: Sequence[Named], rules: RuleBook) -> None:
    """Add a line for every quote: what levels rest on, and what came nearest to an absent row."""
    columns = [
        Column(REPORT, width=30), Column(ROW, width=5), Column("内容", width=16),
        Column(headings.LEVEL, width=_LEVEL_WIDTH), Column("类别", width=13),
        Column(headings.QUOTES, width=60), Column("章节", width=34), Column("页码", width=6), Column("行号", width=6),
        Column("核对", width=12),
    ]  # fmt: skip
    sheet = broad(book, headings.QUOTES, columns, frozen=3)
    fill(
        sheet,
        (
            [
                name, verdict.rule, verdict.title, verdict.level if verdict.applicable else NOT_APPLICABLE, what,
                evidence.quote, evidence.section, evidence.page, evidence.line,
                RECOGNISED if evidence.recognised else None,
            ]
            for name, card in reports
            for group in groups_of(card, rules)
            for verdict in group.rows
            for what, evidence in quotes_of(verdict)
        ),
    )  # fmt: skip
    sheet.shade_levels(3, 3)


def add_flaws(book: Book, reports: Sequence[Named]) -> None:
    """Add the slips in the texts; no sheet where there are none."""
    rows = [
        [name, flaw.kind, flaw.explain, flaw.suggest, flaw.quote, place_of_line(flaw.line, None)]
        for name, card in reports
        for flaw in card.flaws
    ]
    if rows:
        columns = [
            _REPORT, Column("类别", width=14), Column(headings.REASON, width=40), Column("建议", width=34),
            Column(headings.QUOTE, width=40), Column(PLACE, width=10),
        ]  # fmt: skip
        fill(broad(book, headings.FLAWS, columns, frozen=1), rows)


def broad(book: Book, name: str, columns: Sequence[Column], *, frozen: int) -> Sheet:
    """Return a sheet that uses the whole breadth of its paper."""
    sheet = Sheet(book, name, columns, frozen=frozen)
    # lines to read along and to write between, on paper too
    sheet.page.hide_gridlines(0)
    sheet.page.set_margins(left=_MARGIN, right=_MARGIN, top=_MARGIN, bottom=2 * _MARGIN)
    return sheet
