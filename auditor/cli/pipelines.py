"""The forms that pipelines read, for every command that lists shortcomings: SARIF, JUnit, annotations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.book import RuleBook
from auditor.card import Unreadable
from auditor.cli.output import Forms
from auditor.errors import ExitCode

if TYPE_CHECKING:
    from auditor.shortcoming import Checked

PIPELINES: Forms = {
    ".sarif": "sarif", ".sarif.json": "sarif", ".xml": "junit", "github": "github", "gitlab": "gitlab"
}  # fmt: skip
"""No file name tells annotations for a log, and JSON that is not the program's own: those go by name alone."""


def made(
    name: str,
    found: Sequence[Checked],
    unreadable: Sequence[Unreadable],
    book: RuleBook,
    code: ExitCode,
    *,
    excused: bool = False,
) -> str:
    """Render what reports fall short in; `excused`: what something excuses too, where the form leaves it out else."""
    root = _working_folder()
    if name == "sarif":
        from auditor.render.to_sarif import to_sarif

        return to_sarif(found, unreadable, book, int(code), excused=excused, root=root)
    if name == "junit":
        from auditor.render.to_junit import to_junit

        return to_junit(found, unreadable, book, root=root)
    if name == "github":
        from auditor.render.to_github import to_github

        return to_github(found, unreadable, root=root)
    from auditor.render.to_gitlab import to_gitlab

    return to_gitlab(found, unreadable, root=root)


def _working_folder() -> Path:
    """Return the folder that pipelines tell paths from; nothing where it is gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path()
