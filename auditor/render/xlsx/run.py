"""A run's reports -> the sheets around them: explanation and overview in front, what got no grade at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.book import RuleBook
from auditor.card import Scorecard, Unreadable
from auditor.render import headings
from auditor.render.headings import FILE
from auditor.render.remedies import HEADING as REMEDIES
from auditor.render.remedies import HONESTY
from auditor.render.summary import (
    NO_GRADE,
    absent,
    changed_by,
    core_undone,
    made_with,
    mending,
    name_of,
    total_of,
    unit_of,
    year_of,
)
from auditor.render.wording import CAUTION, KINDS, LEVEL_MEANINGS, LEVELS, REFUSALS
from auditor.render.xlsx.audited import Named, broad
from auditor.render.xlsx.sheet import CHANGE, SCORE, Book, Cell, Column, Sheet, fill


def add_about(book: Book, reports: Sequence[Named], unreadable: Sequence[Unreadable], rules: RuleBook) -> None:
    """Add the sheet that says what the others show; it tells the facts of a report that stands alone."""
    sheet = Sheet(book, headings.ABOUT, [Column("项目", width=14), Column("内容", width=100)], tall=20)
    fill(sheet, _told(reports, unreadable, rules))


def _told(reports: Sequence[Named], unreadable: Sequence[Unreadable], rules: RuleBook) -> Iterator[tuple[str, str]]:
    if len(reports) == 1:
        yield from _facts(reports[0][1], rules)
    else:
        graded = sum(not card.refusal for _, card in reports)
        yield headings.RESULT, f"{graded} 份报告，不评分的 {len(reports) - graded} 份。"
    if unreadable:
        yield headings.UNREADABLE, f"{len(unreadable)} 个。"
    to_fill_in = f"{headings.WHO}、{headings.UNTIL}、{headings.HOW_FAR}"
    yield "怎么用", f"“{REMEDIES}”里得分多的在前。{to_fill_in}由本单位填写。{HONESTY}"
    for level, meaning in LEVEL_MEANINGS.items():
        yield LEVELS[level], f"{level:d}：{meaning}。"
    yield headings.NOTICE, f"★ 是核心行。{CAUTION}"
    yield "评定", made_with(rules)
    yield "清单校验值", rules.sha256


def _facts(card: Scorecard, rules: RuleBook) -> Iterator[tuple[str, str]]:
    yield headings.REPORT, name_of(card)
    yield headings.UNIT, unit_of(card)
    yield headings.YEAR, year_of(card)
    if card.date:
        yield headings.DATE, card.date
    yield FILE, card.document.path
    if card.overlays:
        yield headings.CHANGED, changed_by(card, rules)
    for warning in card.document.warnings:
        yield headings.WARNING, warning
    yield total_of(card)
    if not card.refusal:
        yield REMEDIES, mending(card)


def add_overview(book: Book, reports: Sequence[Named]) -> None:
    """Add a line for every report, in the order given."""
    columns = [
        Column(headings.NUMBER, width=5), Column(headings.REPORT, width=30), Column(headings.UNIT, width=16),
        Column(headings.YEAR, width=6), Column("类别", width=6), Column("得分率", SCORE, 8),
        Column(headings.GRADE, width=10), Column(headings.POINTS, SCORE, 7), Column("满分", SCORE, 7),
        Column("缺失行数", width=6), Column("不适用行数", width=11), Column(headings.CORE_UNDONE, width=14),
        Column(headings.CAN_GAIN, CHANGE, 8), Column(headings.WARNING, width=24), Column(headings.DATE, width=15),
        Column(FILE, width=26),
    ]  # fmt: skip
    sheet = broad(book, headings.OVERVIEW, columns, frozen=2)
    fill(sheet, ([number, name, *_summed(card)] for number, (name, card) in enumerate(reports, 1)))
    sheet.bars("得分率", 100)


def _summed(card: Scorecard) -> list[Cell]:
    head: list[Cell] = [unit_of(card), card.year, KINDS[card.kind]]
    tail: list[Cell] = ["".join(card.document.warnings), card.date, card.document.path]
    if card.refusal:
        return [*head, None, REFUSALS[card.refusal.code], *[None] * 6, *tail]
    return [
        *head, round(card.score / card.max_score * 100, 2) if card.max_score else None, card.grade or NO_GRADE,
        card.score, card.max_score, len(absent(card)), sum(not v.applicable for v in card.verdicts),
        "、".join(core_undone(card)), round(sum(a.gain for a in card.remedies), 2), *tail,
    ]  # fmt: skip


def add_ungraded(book: Book, reports: Sequence[Named], unreadable: Sequence[Unreadable]) -> None:
    """Add the files that could not be read and those that are no reports; no sheet where there are none."""
    rows: list[list[Cell]] = [[row.path, "读不了", row.message, row.hint] for row in unreadable]
    for _, card in reports:
        if card.refusal:
            rows.append([card.document.path, REFUSALS[card.refusal.code], card.refusal.reason, None])
    if rows:
        columns = [
            Column(FILE, width=40), Column(headings.OUTCOME, width=22), Column(headings.CAUSE, width=50),
            Column(headings.HINT, width=50),
        ]  # fmt: skip
        fill(broad(book, headings.UNREADABLE, columns, frozen=1), rows)
