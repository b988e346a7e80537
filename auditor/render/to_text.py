"""Scorecards -> plain text to paste into a message, a mail or a document: a line a statement, nothing set in columns.

What a person reads in a terminal, set for its width: `to_terminal`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.book import RuleBook
from auditor.card import Flaw, Scorecard, Unreadable
from auditor.render import headings
from auditor.render.headings import RESULT
from auditor.render.remedies import HEADING as REMEDIES
from auditor.render.remedies import Remedy, remedies_of
from auditor.render.summary import (
    Group,
    changed_by,
    flags_of,
    groups_of,
    level_of,
    made_with,
    mending,
    name_of,
    names_of,
    points_of,
    quote_title,
    quotes_of,
    row_of,
    sources,
    total_of,
    unit_of,
    year_of,
)
from auditor.render.visible import visible
from auditor.render.wording import CAUTION, LEVEL_MEANINGS, LEVELS, place_of, place_of_line

_RULE = "————————————————"
"""Between reports."""


def to_text(cards: Sequence[Scorecard], unreadable: Sequence[Unreadable], book: RuleBook) -> str:
    """Render a run, LF; every line is a paragraph, to be wrapped where it is shown.

    A single report heads the text with its title; several stand below an overview, in the order given.
    """
    return "\n".join(visible(line).strip() for line in _lines(cards, unreadable, book)) + "\n"


def _lines(cards: Sequence[Scorecard], unreadable: Sequence[Unreadable], book: RuleBook) -> Iterator[str]:
    alone = len(cards) == 1 and not unreadable
    if not alone:
        yield RESULT
        yield from _overview(cards)
    for number, card in enumerate(cards, 1):
        if not alone:
            yield from ("", _RULE, "")
        yield name_of(card) if alone else _nth(number) + name_of(card)
        yield from _card(card, book)
    if unreadable:
        if cards:
            yield from ("", _RULE)
        yield from _headed(headings.UNREADABLE)
        yield from (f"{row.path}：{row.message}{row.hint}" for row in unreadable)
    if not alone:
        yield from ("", _RULE)
    yield from _headed(headings.MEANINGS)
    yield from (f"{LEVELS[level]}：{meaning}。" for level, meaning in LEVEL_MEANINGS.items())
    yield f"★ 是核心行。{CAUTION}"
    yield made_with(book)


def _nth(number: int) -> str:
    return f"第 {number} 份　"


def _headed(heading: str) -> tuple[str, str]:
    return "", f"【{heading}】"


def _overview(cards: Sequence[Scorecard]) -> Iterator[str]:
    if not cards:
        return
    yield from _headed(headings.OVERVIEW)
    for number, (card, name) in enumerate(zip(cards, names_of(cards), strict=True), 1):
        yield f"{_nth(number)}{name}：{total_of(card)[1]}"


def _card(card: Scorecard, book: RuleBook) -> Iterator[str]:
    yield f"{headings.UNIT}：{unit_of(card)}"
    yield f"{headings.YEAR}：{year_of(card)}"
    if card.date:
        yield f"{headings.DATE}：{card.date}"
    yield f"{headings.FILE}：{card.document.path}"
    if card.overlays:
        yield f"{headings.CHANGED}：{changed_by(card, book)}"
    yield from (f"{headings.WARNING}：{warning}" for warning in card.document.warnings)
    yield "：".join(total_of(card))
    if not card.refusal:
        yield from _headed(REMEDIES)
        yield mending(card)
        for remedy in remedies_of(card):
            yield from _remedy(remedy)
    groups = groups_of(card, book)
    if groups:
        yield from _headed(headings.CHECKLIST)
    for group in groups:
        yield from _group(group)
    if card.flaws:
        yield from _headed(headings.FLAWS)
    for number, flaw in enumerate(card.flaws, 1):
        yield from _flaw(number, flaw)


def _remedy(remedy: Remedy) -> Iterator[str]:
    yield ""
    yield f"{remedy.number}. {row_of(remedy)}：{remedy.now} → {remedy.to}，{remedy.gain} 分"
    yield f"{headings.STATE}：{remedy.advice}"
    if remedy.quote:
        yield f"{quote_title(remedy)}：“{remedy.quote}”（{remedy.place}）"
    if remedy.basis:
        yield f"{headings.BASIS}：{sources(remedy.basis)}"


def _group(group: Group) -> Iterator[str]:
    yield ""
    yield f"{group.title}（{group.points}）"
    for verdict in group.rows:
        flags = flags_of(verdict)
        yield ""
        yield f"{level_of(verdict)} {row_of(verdict)}（{points_of(verdict)}{f'，{flags}' if flags else ''}）"
        yield f"{headings.REASON}：{verdict.reason}"
        for title, evidence in quotes_of(verdict):
            yield f"{title}：“{evidence.quote}”（{place_of(evidence)}）"


def _flaw(number: int, flaw: Flaw) -> Iterator[str]:
    yield f"{number}. {flaw.kind}：{flaw.explain}{flaw.suggest}"
    yield f"{headings.QUOTE}：“{flaw.quote}”（{place_of_line(flaw.line, None)}）"
