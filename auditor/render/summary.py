"""A scorecard -> the facts, totals and rows that a person reads of it, in words, whatever the form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.book import RuleBook
from auditor.card import Evidence, Scorecard, Verdict
from auditor.model import Level
from auditor.render import headings
from auditor.render.remedies import HONESTY, Remedy, remedies_of, sum_of
from auditor.render.wording import FLAGS, LEVELS, NOT_APPLICABLE, REFUSALS, points
from auditor.version import __version__

NO_POINTS = "不计分"
NO_GRADE = "不评等次"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the checklist with its rows as judged."""

    id: str
    title: str
    """With the id before it."""
    points: str
    """Got and possible, such as 16.2/23."""
    rows: tuple[Verdict, ...]


def name_of(card: Scorecard) -> str:
    """Name a report by its title, for want of one by its file."""
    return card.title.strip() or card.document.path


def names_of(cards: Sequence[Scorecard]) -> list[str]:
    """Name several reports; those of the same title bear their files too."""
    named = Counter(name_of(card) for card in cards)
    return [
        name if named[name] == 1 or name == card.document.path else f"{name}（{card.document.path}）"
        for card, name in ((card, name_of(card)) for card in cards)
    ]


def unit_of(card: Scorecard) -> str:
    """Name the unit that a report is by."""
    return card.unit or "单位未识别"


def year_of(card: Scorecard) -> str:
    """Name the year that a report is on."""
    return f"{card.year}年度" if card.year else "年度未识别"


def changed_by(card: Scorecard, book: RuleBook) -> str:
    """Name the overlays that a report was judged with; empty for the plain checklist."""
    titles = {overlay.id: overlay.title for overlay in book.overlays}
    return "、".join(titles.get(name, name) for name in card.overlays)


def total_of(card: Scorecard) -> tuple[str, str]:
    """Say what a report got in all, or why it got no grade; with what it is called."""
    if card.refusal:
        return headings.OUTCOME, f"{REFUSALS[card.refusal.code]}，不评分。{card.refusal.reason}"
    parts = [f"{points(card.score)}/{points(card.max_score)}", card.grade or NO_GRADE]
    missing = absent(card)
    parts.append(f"缺失 {len(missing)} 行" + (f"（{'、'.join(missing)}）" if missing else ""))
    off = [v.rule for v in card.verdicts if not v.applicable]
    if off:
        parts.append(f"{NOT_APPLICABLE} {len(off)} 行（{'、'.join(off)}）")
    return headings.TOTAL, "，".join(parts) + "。"


def absent(card: Scorecard) -> list[str]:
    """Return the rows that apply and are not spoken of."""
    return [v.rule for v in card.verdicts if v.level is Level.ABSENT and v.applicable]


def core_undone(card: Scorecard) -> list[str]:
    """Return the core rows that apply and are not done."""
    return [v.rule for v in card.verdicts if v.core and v.applicable and v.level < Level.DONE]


def groups_of(card: Scorecard, book: RuleBook) -> list[Group]:
    """Return the checklist's groups that a report was judged on, in order; none for a text without a grade."""
    made = []
    for id, title in {} if card.refusal else book.groups.items():
        rows = tuple(v for v in card.verdicts if v.group == id)
        if rows:
            got, most = sum(v.points for v in rows), sum(v.max_points for v in rows)
            made.append(Group(id, f"{id} {title}", f"{points(got)}/{points(most)}" if most else NO_POINTS, rows))
    return made


def row_of(one: Verdict | Remedy) -> str:
    """Name a row by id and title; core rows bear a star."""
    return f"{one.rule} {one.title.strip()}{'★' if one.core else ''}"


def level_of(verdict: Verdict) -> str:
    """Name the level of a row."""
    return LEVELS[verdict.level] if verdict.applicable else NOT_APPLICABLE


def points_of(verdict: Verdict) -> str:
    """Say what a row got of what it could."""
    return f"{points(verdict.points)}/{points(verdict.max_points)}" if verdict.applicable else NO_POINTS


def flags_of(verdict: Verdict) -> str:
    """Say why a row does not stand higher; empty where nothing is the matter."""
    return "、".join(FLAGS[flag] for flag in verdict.flags)


def quotes_of(verdict: Verdict) -> list[tuple[str, Evidence]]:
    """Return what a verdict rests on, each quote with what it is; for an absent row the nearest passage."""
    found = [(headings.QUOTE, evidence) for evidence in verdict.evidence]
    if verdict.nearest and not found:
        found.append((headings.NEAREST, verdict.nearest))
    return found


def mending(card: Scorecard) -> str:
    """Say what 整改清单 would bring, and what may stand in a report at all."""
    return sum_of(card) + (HONESTY if remedies_of(card) else "")


def quote_title(remedy: Remedy) -> str:
    """Say what the words beside a thing to add are to its row."""
    return headings.NEAREST if remedy.now == LEVELS[Level.ABSENT] else headings.QUOTE


def sources(basis: Sequence[str]) -> str:
    """Write the legal sources of a row as one sentence; empty where there are none."""
    return "；".join(one.rstrip("。") for one in basis) + "。" if basis else ""


def made_with(book: RuleBook) -> str:
    """Say what a result hangs on besides the report."""
    return f"按“{book.title}”{book.version} 版评定，程序 auditor {__version__}。"
