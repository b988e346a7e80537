"""What every command that gives a result needs: formats paired with outputs, progress, the screen or a file."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from auditor.cli.files import write_out, write_whole
from auditor.errors import ReadError, UsageError
from auditor.render.to_terminal import Look

_PROGRESS_FROM = 10
Format = Literal["terminal", "json"]


def targets(formats: list[str], outputs: list[str]) -> list[tuple[Format, str]]:
    """Pair formats with outputs; a missing format follows from the file's suffix, a missing output is the screen."""
    count = max(len(formats), len(outputs), 1)
    rows: list[tuple[Format, str]] = []
    for at in range(count):
        target = outputs[at] if at < len(outputs) else "-"
        name = formats[at] if at < len(formats) else _format_of(target)
        if name == "terminal":
            rows.append(("terminal", target))
        elif name == "json":
            rows.append(("json", target))
        else:
            raise UsageError("bad-format", f"没有“{name}”这种格式。", "可用的格式：terminal、json。")
    if sum(target == "-" for _, target in rows) > 1:
        raise UsageError("two-on-screen", "屏幕上只能显示一种格式。", "给其余格式用 -o 指定文件。")
    return rows


def _format_of(target: str) -> str:
    """Return the format that an output's name asks for."""
    suffix = Path(target).suffix.lower()
    known = {"": "terminal", ".txt": "terminal", ".json": "json"}
    if suffix not in known:
        raise UsageError("bad-format", f"看不出“{target}”要写成什么格式。", "用 -f 指明：terminal 或 json。")
    return known[suffix]


def standard_input() -> bytes:
    """Return what is piped in, whole. Raises `ReadError` when there is no standard input."""
    if sys.stdin is None:
        raise ReadError("no-input", "标准输入已关闭，读不到内容。", "改为写出文件名，或把内容用管道送进来。")
    return sys.stdin.buffer.read()


@contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """Show a bar on standard error for long work in front of a person."""
    if total < _PROGRESS_FROM or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("评定中", total=total)
        yield lambda: bar.advance(task)


def look_of(target: str, verbosity: int = 0) -> Look:
    """Return how to show a result for people: a file gets no colour and 100 columns, the screen what it can."""
    if target != "-":
        return Look(100, False, verbosity)
    color = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return Look(shutil.get_terminal_size((100, 24)).columns, color, verbosity)


def deliver(text: str, name: Format, target: str) -> None:
    """Print a rendered result, or write it to a file. Raises `OutputError`."""
    if target == "-":
        write_out(text, utf8=name == "json")
    else:
        write_whole(Path(target), text)
