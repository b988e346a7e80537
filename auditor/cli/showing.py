"""A run's scorecards -> the form that was asked for, on the screen or in files.

What each form is made with takes long to import, so that each is imported when it is asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from auditor.book import RuleBook
from auditor.card import Scorecard
from auditor.cli.auditing import Run
from auditor.cli.each import deliver_each
from auditor.cli.output import Forms, deliver, look_of
from auditor.errors import ExitCode

FORMS: Forms = {"": "terminal", ".txt": "terminal", ".json": "json", ".docx": "docx", ".docm": "docx"}


@dataclass(frozen=True, slots=True)
class Wish:
    """How results are to be shown, and what the run will end with."""

    verbosity: int = 0
    ledger: bool = False
    code: ExitCode = ExitCode.OK


def show(run: Run, book: RuleBook, name: str, target: str, wish: Wish) -> None:
    """Render a run in a form and deliver it. Raises `OutputError`.

    What gave no result has no place in a form that is made once a report: it is told on standard error.
    """
    if name not in _EACH:
        deliver(_MADE[name](run, book, target, wish), name, target)
        return
    deliver_each(run.cards, name, target, lambda card: _EACH[name](run, card, book))
    for row in run.unreadable:
        print(f"{row.path}：{row.message}{row.hint}", file=sys.stderr)


def _terminal(run: Run, book: RuleBook, target: str, wish: Wish) -> str:
    from auditor.render.to_terminal import to_terminal

    look = look_of(target, wish.verbosity, ledger=wish.ledger)
    return to_terminal(run.cards, run.unreadable, book, look)


def _json(run: Run, book: RuleBook, target: str, wish: Wish) -> str:
    from auditor.render.to_json import to_json

    return to_json(run.cards, run.unreadable, book)


def _docx(run: Run, card: Scorecard, book: RuleBook) -> bytes:
    from auditor.annotate.commented import commented

    return commented(run.source(card), card, book)


_MADE: dict[str, Callable[[Run, RuleBook, str, Wish], str | bytes]] = {"terminal": _terminal, "json": _json}
"""Forms that hold a whole run."""
_EACH: dict[str, Callable[[Run, Scorecard, RuleBook], str | bytes]] = {"docx": _docx}
"""Forms that are made once a report."""
