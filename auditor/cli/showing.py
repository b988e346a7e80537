"""A run's scorecards -> the form that was asked for, on the screen or in files.

What each form is made with takes long to import, so that each is imported when it is asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from auditor.book import RuleBook
from auditor.card import Scorecard
from auditor.cli.auditing import Run
from auditor.cli.each import deliver_each
from auditor.cli.output import Forms, deliver, look_of, names_of
from auditor.errors import ExitCode
from auditor.shortcoming import Checked, checked

FORMS: Forms = {
    "": "terminal",
    ".txt": "terminal",
    ".json": "json",
    ".sarif": "sarif",
    ".sarif.json": "sarif",
    ".xml": "junit",
}
UNSUFFIXED = ("github", "gitlab")
"""Forms that no file name tells: annotations for a log, and JSON that is not the program's own."""
ResultFormats = Annotated[
    list[str] | None,
    typer.Option(
        "--format", "-f", metavar="|".join(names_of(FORMS, UNSUFFIXED)), help="输出格式，可多次，与 -o 依次成对。"
    ),
]


@dataclass(frozen=True, slots=True)
class Wish:
    """How results are to be shown, and what the run will end with."""

    verbosity: int = 0
    ledger: bool = False
    code: ExitCode = ExitCode.OK
    found: tuple[Checked, ...] | None = None
    """What the reports fall short in by a bar; None: what they do without one."""
    excused: bool = False
    """Show what something excuses too, where a form leaves it out else."""


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


def _sarif(run: Run, book: RuleBook, target: str, wish: Wish) -> str:
    from auditor.render.to_sarif import to_sarif

    return to_sarif(
        _found(run, wish), run.unreadable, book, int(wish.code), excused=wish.excused, root=_working_folder()
    )


def _junit(run: Run, book: RuleBook, target: str, wish: Wish) -> str:
    from auditor.render.to_junit import to_junit

    return to_junit(_found(run, wish), run.unreadable, book, root=_working_folder())


def _github(run: Run, book: RuleBook, target: str, wish: Wish) -> str:
    from auditor.render.to_github import to_github

    return to_github(_found(run, wish), run.unreadable, root=_working_folder())


def _gitlab(run: Run, book: RuleBook, target: str, wish: Wish) -> str:
    from auditor.render.to_gitlab import to_gitlab

    return to_gitlab(_found(run, wish), run.unreadable, root=_working_folder())


def _found(run: Run, wish: Wish) -> tuple[Checked, ...]:
    return tuple(checked(card) for card in run.cards) if wish.found is None else wish.found


def _working_folder() -> Path:
    """Return the folder that pipelines tell paths from; nothing where it is gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path()


_MADE: dict[str, Callable[[Run, RuleBook, str, Wish], str | bytes]] = {
    "terminal": _terminal,
    "json": _json,
    "sarif": _sarif,
    "junit": _junit,
    "github": _github,
    "gitlab": _gitlab,
}
"""Forms that hold a whole run."""
_EACH: dict[str, Callable[[Run, Scorecard, RuleBook], str | bytes]] = {}
"""Forms that are made once a report."""
