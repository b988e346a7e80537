"""Scorecards -> Markdown to read, tick off and pass on: 整改清单 first, then the rows with their quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.book import RuleBook
from auditor.card import Flaw, Scorecard, Unreadable
from auditor.render import headings
from auditor.render.headings import RESULT
from auditor.render.remedies import HEADING as REMEDIES
from auditor.render.remedies import Remedy, remedies_of
from auditor.render.safe_markdown import code, escaped, table
from auditor.render.summary import (
    NO_GRADE,
    Group,
    absent,
    changed_by,
    core_undone,
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
from auditor.render.wording import (
    CAUTION,
    LEVEL_MEANINGS,
    LEVELS,
    REFUSALS,
    place_of,
    place_of_line,
    points,
)


def to_markdown(cards: Sequence[Scorecard], unreadable: Sequence[Unreadable], book: RuleBook) -> str:
    """Render a run as GitHub's Markdown, LF; the same input gives the same text.

    A single report heads the text with its title; several stand below an overview, in the order given.
    """
    blocks: list[str] = []
    alone = len(cards) == 1 and not unreadable
    if not alone:
        blocks += [f"# {RESULT}", *_overview(cards)]
    for number, card in enumerate(cards, 1):
        blocks += [f"# {escaped(name_of(card))}"] if alone else [f"## {number}. {escaped(name_of(card))}"]
        blocks += _card(card, book, "##" if alone else "###")
    if unreadable:
        blocks += [f"## {headings.UNREADABLE}", _unreadable(unreadable)]
    blocks += [*_notes("##"), escaped(made_with(book))]
    return "\n\n".join(blocks) + "\n"


def _overview(cards: Sequence[Scorecard]) -> Iterator[str]:
    if not cards:
        return
    yield f"## {headings.OVERVIEW}"
    titles = (
        headings.NUMBER, headings.REPORT, headings.TOTAL, headings.GRADE, headings.ABSENT, headings.CORE_UNDONE,
        headings.CAN_GAIN, headings.FILE,
    )  # fmt: skip
    yield table(titles, (_short(*row) for row in zip(range(1, len(cards) + 1), cards, names_of(cards), strict=True)))


def _short(number: int, card: Scorecard, name: str) -> list[str]:
    head, file = [str(number), escaped(name)], code(card.document.path)
    if card.refusal:
        return [*head, "-", REFUSALS[card.refusal.code], "-", "-", "-", file]
    gain = sum(addition.gain for addition in card.remedies)
    rest = [f"{len(absent(card))} 行", escaped("、".join(core_undone(card))) or "没有", f"+{points(gain)}", file]
    return [*head, f"{points(card.score)}/{points(card.max_score)}", escaped(card.grade or NO_GRADE), *rest]


def _card(card: Scorecard, book: RuleBook, mark: str) -> Iterator[str]:
    yield "\n".join(f"- {title}：{said}" for title, said in _facts(card, book))
    for warning in card.document.warnings:
        yield f"> **{headings.WARNING}** {escaped(warning)}"
    if not card.refusal:
        yield f"{mark} {REMEDIES}"
        yield mending(card)
        remedies = remedies_of(card)
        if remedies:
            yield "\n".join(_remedy(remedy) for remedy in remedies)
    groups = groups_of(card, book)
    if groups:
        yield f"{mark} {headings.CHECKLIST}"
    for group in groups:
        yield f"{mark}# {escaped(group.title)} {group.points}"
        yield from _group(group)
    if card.flaws:
        yield f"{mark} {headings.FLAWS}"
        yield "\n".join(_flaw(flaw) for flaw in card.flaws)


def _facts(card: Scorecard, book: RuleBook) -> Iterator[tuple[str, str]]:
    yield headings.UNIT, escaped(unit_of(card))
    yield headings.YEAR, escaped(year_of(card))
    if card.date:
        yield headings.DATE, escaped(card.date)
    yield headings.FILE, code(card.document.path)
    if card.overlays:
        yield headings.CHANGED, escaped(changed_by(card, book))
    title, total = total_of(card)
    yield title, f"**{escaped(total)}**"


def _remedy(remedy: Remedy) -> str:
    head = f"{remedy.number}. **{escaped(row_of(remedy))}** {remedy.now} → {remedy.to}，{remedy.gain} 分"
    lines = [f"- [ ] {head}", f"  - {headings.STATE}：{escaped(remedy.advice)}"]
    if remedy.quote:
        lines.append(f"  - {quote_title(remedy)}：{_quoted(remedy.quote, remedy.place)}")
    if remedy.basis:
        lines.append(f"  - {headings.BASIS}：{escaped(sources(remedy.basis))}")
    return "\n".join(lines)


def _quoted(quote: str, place: str) -> str:
    return f"“{escaped(quote)}”（{escaped(place)}）"


def _group(group: Group) -> Iterator[str]:
    """Yield a table of a group's rows, and what they rest on as quotes below it."""
    titles = (headings.LEVEL, headings.ROW, headings.POINTS, headings.REASON)
    rows = []
    for verdict in group.rows:
        flags = flags_of(verdict)
        level = level_of(verdict) + (f"（{flags}）" if flags else "")
        rows.append([level, escaped(row_of(verdict)), points_of(verdict), escaped(verdict.reason)])
    yield table(titles, rows)
    quotes = [
        f"> **{escaped(verdict.rule)}** {f'{title}：' if title == headings.NEAREST else ''}"
        f"{_quoted(evidence.quote, place_of(evidence))}"
        for verdict in group.rows
        for title, evidence in quotes_of(verdict)
    ]
    if quotes:
        yield "\n>\n".join(quotes)


def _flaw(flaw: Flaw) -> str:
    said = escaped(f"{flaw.kind}：{flaw.explain}{flaw.suggest}")
    return f"- {said}\n  - {headings.QUOTE}：{_quoted(flaw.quote, place_of_line(flaw.line, None))}"


def _unreadable(unreadable: Sequence[Unreadable]) -> str:
    titles = (headings.FILE, headings.CAUSE, headings.HINT)
    return table(titles, ([code(row.path), escaped(row.message), escaped(row.hint)] for row in unreadable))


def _notes(mark: str) -> Iterator[str]:
    yield f"{mark} {headings.MEANINGS}"
    yield "\n".join(f"- {LEVELS[level]}：{meaning}。" for level, meaning in LEVEL_MEANINGS.items())
    yield f"★ 是核心行。{CAUTION}"
