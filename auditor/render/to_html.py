"""A scorecard -> one web page: what to add, the checklist, and beside them the report with its quotes marked."""

from __future__ import annotations

from pathlib import PurePath

from auditor.book import Overlay, RuleBook
from auditor.card import MARK, Part, Scorecard
from auditor.model import Level
from auditor.render import marked_text
from auditor.render.marked_text import Line, Piece, Sort, lines_of, marks_of
from auditor.render.remedies import HEADING, HONESTY, remedies_of, sum_of
from auditor.render.summary import groups_of
from auditor.render.web_page import web_page
from auditor.version import __version__

CONTENTS_LEVEL = 2
"""Deepest headings that the table of contents lists: 一、 and （一）."""


def to_html(card: Scorecard, book: RuleBook) -> str:
    """Render a report's result; a text without a grade gets the reason and its text, and nothing of points."""
    lines = lines_of(card)
    return web_page(
        "report.html.j2", ("house.css", "report.css"), rules=_aims(card), mark=MARK, version=__version__,
        card=card, book=book, name=_name(card), judged=card.refusal is None,
        groups=groups_of(card, book), grades=_grades(card, book), counts=_counts(card),
        overlays=[overlay.title for overlay in _laid(card, book)],
        remedies=remedies_of(card), remedies_sum=sum_of(card), remedies_heading=HEADING, honesty=HONESTY,
        lines=lines, contents=_contents(card, lines), marked=marked_text, tone=tone, classes=classes,
    )  # fmt: skip


def tone(piece: Piece) -> str:
    """Return how a piece is shown: by the highest level that it is a quote for."""
    quoted = [mark.level for mark in piece.marks if mark.sort is Sort.QUOTE]
    levels = [level for level in quoted if level is not None]
    if levels:
        return f"m{max(levels):d}"
    return "moff" if quoted else "mnear" if piece.marks else ""


def classes(piece: Piece) -> str:
    """Return what a piece is found by: its tone, the rows and the passages that it is of."""
    names = dict.fromkeys([tone(piece), *(mark.of for mark in piece.marks), *(mark.id for mark in piece.marks)])
    return " ".join(name for name in names if name)


def _name(card: Scorecard) -> str:
    """Name a report by its title, one without by its file."""
    path = card.document.path
    return card.title or ("标准输入" if path == "-" else PurePath(path).name)


def _aims(card: Scorecard) -> str:
    """Return the rules of style that show a whole passage when it is jumped to, and all of a row's when the row is.

    Ids are those of the rule set's schema, a letter and digits: nothing in them could end a rule. What an old browser
    does not know stands in a rule of its own, so that it drops that alone.
    """
    marks = marks_of(card)
    if not marks:
        return ""
    named = dict.fromkeys([*(mark.of for mark in marks), *(mark.id for mark in marks)])
    here = ",".join(f"#{mark.id}:target~.{mark.id}" for mark in marks)
    anywhere = ",".join(f":root:has(#{name}:target) mark.{name}" for name in named)
    look = "{background:var(--aim);color:var(--aimt);border-bottom:3px solid var(--aimline)}"
    return f"@media screen{{{here}{look}{anywhere}{look}}}\n"


def _laid(card: Scorecard, book: RuleBook) -> list[Overlay]:
    return sorted((o for o in book.overlays if o.id in card.overlays), key=lambda o: card.overlays.index(o.id))


def _grades(card: Scorecard, book: RuleBook) -> list[tuple[str, float, float]]:
    """Return the grades with their lower and upper bounds in percent, the lowest first."""
    laid = [overlay.grades for overlay in _laid(card, book) if overlay.grades]
    lows = sorted(laid[-1] if laid else book.grades, key=lambda grade: grade[1])
    highs = [low for _, low in lows[1:]] + [100.0]
    return [(name, low, high) for (name, low), high in zip(lows, highs, strict=True)]


def _contents(card: Scorecard, lines: list[Line]) -> list[tuple[int, Part]]:
    """List the parts of the two upper levels whose headings are shown, by their index in the outline."""
    shown = {piece.heading for line in lines for piece in line.pieces}
    return [(at, part) for at, part in enumerate(card.outline) if at in shown and part.level <= CONTENTS_LEVEL]


def _counts(card: Scorecard) -> list[tuple[Level | None, int]]:
    """Count the rows by level, the highest first; those that do not apply last, where there are any."""
    counts: list[tuple[Level | None, int]] = [
        (level, sum(v.applicable and v.level is level for v in card.verdicts)) for level in reversed(Level)
    ]
    off = sum(not v.applicable for v in card.verdicts)
    return [*counts, (None, off)] if off else counts
