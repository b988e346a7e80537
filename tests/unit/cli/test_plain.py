"""A parameter gives a command the same value, and the user the same complaint, with the library's check and without."""

from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.main import get_command

from auditor.cli.chinese import ChineseCommand

LINES = (
    [],
    ["甲"],
    ["甲", "乙"],
    ["甲", "--many", "一", "--many", "二"],
    ["甲", "--word", "字", "--number", "3", "--flag"],
    ["甲", "--word", ""],
    ["甲", "--number", "三"],
    ["甲", "--number", "9"],
    ["甲", "--share", "0.5", "--place", "."],
    ["甲", "--share", "半"],
    ["甲", "--place", "不在"],
)


def command(cls):
    """Return a command that gives back its values."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)

    @app.command(cls=cls)
    def values(
        names: list[str],
        many: Annotated[list[str] | None, typer.Option("--many")] = None,
        word: Annotated[str | None, typer.Option("--word")] = None,
        text: Annotated[str, typer.Option("--text")] = "缺省",
        number: Annotated[int | None, typer.Option("--number", min=1, max=5)] = None,
        share: Annotated[float | None, typer.Option("--share")] = None,
        place: Annotated[Path | None, typer.Option("--place", exists=True)] = None,
        flag: Annotated[bool, typer.Option("--flag")] = False,
    ) -> tuple[object, ...]:
        return names, many, word, text, number, share, place, flag

    return get_command(app)


def outcome(cls, line):
    """Return the values, or the complaint."""
    try:
        return command(cls)(line, standalone_mode=False, prog_name="values")
    except Exception as error:
        return type(error).__name__, error.format_message()


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_values_and_complaints_are_those_of_the_library(line):
    assert outcome(ChineseCommand, line) == outcome(None, line)
