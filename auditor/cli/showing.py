"""A run's scorecards -> the form that was asked for, on the screen or in files.

What each form is made with takes long to import, so that each is imported when it is asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from auditor.book import RuleBook
from auditor.card import Scorecard
from auditor.cli.auditing import Run
from auditor.cli.choice import formats_option
from auditor.cli.each import deliver_each
from auditor.cli.output import Forms, as_result, deliver, is_folder, look_of
from auditor.cli.pipelines import PIPELINES, made
from auditor.errors import ExitCode, UsageError
from auditor.render.visible import marked

Make = Callable[[Run, RuleBook, str, "Wish"], str | bytes]
FORMS: Forms = {
    "": "terminal",
    ".txt": "terminal",
    ".json": "json",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".dotm": "docx",
    ".xlsx": "xlsx",
    **PIPELINES,
    "text": "text",
}
ResultFormats = Annotated[list[str] | None, formats_option(FORMS)]


@dataclass(frozen=True, slots=True)
class Wish:
    """How results are to be shown, and what the run will end with."""

    verbosity: int = 0
    ledger: bool = False
    code: ExitCode = ExitCode.OK


def show(run: Run, book: RuleBook, name: str, target: str, wish: Wish) -> bool:
    """Render a run in a form and deliver it; return whether it could be made of all reports. Raises `OutputError`.

    What gave no result has no place in a form that is made once a report: it is told on standard error.
    """
    if name not in _EACH:
        if is_folder(target):
            said = f"{name} 几份报告写在一个文件里，“{target}”却是文件夹。"
            raise UsageError("is-folder", said, "写出文件名；一份报告一个文件的是 -f html 和 -f docx。")
        deliver(as_result(_MADE[name](run, book, target, wish), name, target), name, target)
        return True
    failed = deliver_each(run.cards, name, target, lambda card: _EACH[name](run, card, book))
    for row in (*run.unreadable, *failed):
        print(marked(f"{row.path}：{row.message}{row.hint}"), file=sys.stderr)
    return not failed


def _terminal(run: Run, book: RuleBook, target: str, wish: Wish) -> str:
    from auditor.render.to_terminal import to_terminal

    look = look_of(target, wish.verbosity, ledger=wish.ledger)
    return to_terminal(run.cards, run.unreadable, book, look)


def _json(run: Run, book: RuleBook, target: str, wish: Wish) -> str:
    from auditor.render.to_json import to_json

    return to_json(run.cards, run.unreadable, book)


def _pipeline(name: str) -> Make:
    def make(run: Run, book: RuleBook, target: str, wish: Wish) -> str:
        from auditor.shortcoming import checked

        return made(name, [checked(card) for card in run.cards], run.unreadable, book, wish.code)

    return make


def _markdown(run: Run, book: RuleBook, target: str, wish: Wish) -> str:
    from auditor.render.to_markdown import to_markdown

    return to_markdown(run.cards, run.unreadable, book)


def _text(run: Run, book: RuleBook, target: str, wish: Wish) -> str:
    from auditor.render.to_text import to_text

    return to_text(run.cards, run.unreadable, book)


def _xlsx(run: Run, book: RuleBook, target: str, wish: Wish) -> bytes:
    from auditor.render.to_xlsx import to_xlsx

    return to_xlsx(run.cards, run.unreadable, book)


def _html(run: Run, card: Scorecard, book: RuleBook) -> str:
    from auditor.render.to_html import to_html

    return to_html(card, book)


def _docx(run: Run, card: Scorecard, book: RuleBook) -> bytes:
    from auditor.annotate.commented import commented

    return commented(run.source(card), card, book)


_MADE: dict[str, Make] = {
    "terminal": _terminal,
    "json": _json,
    "markdown": _markdown,
    "text": _text,
    "xlsx": _xlsx,
    **{name: _pipeline(name) for name in PIPELINES.values()},
}
"""Forms that hold a whole run."""
_EACH: dict[str, Callable[[Run, Scorecard, RuleBook], str | bytes]] = {"html": _html, "docx": _docx}
"""Forms that are made once a report."""
