"""A command's name -> the command, its module imported when it is called: together they take longer than most runs.

The module bears the command's name. It holds a function of that name and, where there are examples, `EPILOG`; or `app`,
a group of further commands.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.main import get_command, get_group

from auditor.cli.chinese import ChineseCommand, ChineseGroup
from auditor.kept.patterns import known_patterns


class LateGroup(ChineseGroup):
    """A group that shows its commands' names and lines of help without importing them."""

    lines: ClassVar[Mapping[str, str]]
    """Line of help by name, in the order shown."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands.update({name: ChineseCommand(name=name, help=line) for name, line in self.lines.items()})

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the name, the command and what is left of the arguments."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, loaded(name) if name else command, rest


def loaded(name: str) -> Any:
    """Import a command's module; return the command or group."""
    with known_patterns(name):
        module = import_module(f"auditor.cli.{name}")
    if hasattr(module, "app"):
        return get_group(module.app)
    app = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
    app.command(name, cls=ChineseCommand, epilog=getattr(module, "EPILOG", None))(getattr(module, name))
    return get_command(app)
