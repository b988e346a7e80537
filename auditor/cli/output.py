"""What every command that gives a result needs: formats paired with outputs, progress, the screen or a file."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from auditor.card import MARK
from auditor.cli.files import write_out, write_whole
from auditor.errors import ReadError, UsageError
from auditor.load import absolute
from auditor.render.to_terminal import Look

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PROGRESS_FROM = 10
_SLOW_SECONDS = 1.0
_WORKING = "评定中"
_READING = "读取中，"
Forms = Mapping[str, str]
"""Formats of a command by the suffixes of the files that they are written to; the first is the screen's own.

A key without a dot is no suffix: its format is named with -f alone.
"""
PLAIN: Forms = {"": "terminal", ".txt": "terminal", ".json": "json"}
_BINARY = frozenset(("docx", "xlsx", "parquet"))
"""Formats that no screen can show."""
_FOR_PEOPLE = frozenset(("terminal", "text"))
"""Formats that are printed in the console's own encoding; all others are UTF-8 everywhere."""


def targets(formats: list[str], outputs: list[str], known: Forms = PLAIN) -> list[tuple[str, str]]:
    """Pair formats with outputs; a missing format follows from the file's suffix, a missing output is the screen."""
    names = names_of(known)
    rows: list[tuple[str, str]] = []
    for at in range(max(len(formats), len(outputs), 1)):
        target = outputs[at] if at < len(outputs) else "-"
        if not target.strip():
            raise UsageError("empty-name", "-o 后面的文件名是空的。", "写出文件名，例如 -o 结果.json；- 表示屏幕。")
        name = formats[at] if at < len(formats) else _format_of(target, known, names)
        if name not in names:
            raise UsageError("bad-format", f"没有“{name}”这种格式。", f"可用的格式：{'、'.join(names)}。")
        if target == "-" and name in _BINARY:
            raise UsageError("not-on-screen", f"{name} 不能显示在屏幕上。", f"用 -o 指定文件，例如 -o 结果.{name}。")
        rows.append((name, target))
    if sum(target == "-" for _, target in rows) > 1:
        raise UsageError("two-on-screen", "屏幕上只能显示一种格式。", "给其余格式用 -o 指定文件。")
    twice = _twice(rows)
    if twice is not None:
        raise UsageError("same-file", f"“{twice}”写了两次，后一种结果会盖掉前一种。", "给每种格式各写一个文件名。")
    return rows


def see_apart(pairs: list[tuple[str, str]], sources: Iterable[str]) -> None:
    """See to it that no result is written over what it is made of, whatever leads there. Raises `UsageError`."""
    own = {place for source in sources for place in _places(source)}
    clash = next((target for _, target in pairs if target != "-" and own & _places(target)), None)
    if clash is not None:
        said = f"“{clash}”是报告本身，不能用结果把它盖掉。"
        raise UsageError("same-file", said, "请在 -o 后面另写一个文件名或文件夹。")


def _places(path: str) -> set[object]:
    """Return what a path stands for: where it leads and, where something is there, that very file."""
    found: set[object] = {absolute(path)}
    with suppress(OSError, RuntimeError):
        found.add(Path(path).resolve())
    with suppress(OSError, ValueError):
        state = Path(path).stat()
        # on some systems files have no numbers
        if state.st_ino and not stat.S_ISDIR(state.st_mode):
            found.add((state.st_dev, state.st_ino))
    return found


def _twice(rows: list[tuple[str, str]]) -> str | None:
    """Return an output that two forms would be written to; a folder takes one file of every form."""
    seen: set[object] = set()
    for name, target in rows:
        key = (absolute(target), name if is_folder(target) else "")
        if target != "-" and key in seen:
            return target
        seen.add(key)
    return None


def is_folder(target: str) -> bool:
    """Return whether an output is a folder, there already or by how it is written."""
    return target.endswith(("/", os.sep)) or Path(target).is_dir()


def names_of(known: Forms) -> list[str]:
    """Return the names that `-f` takes, the screen's own first."""
    return list(dict.fromkeys(known.values()))


def _format_of(target: str, known: Forms, names: list[str]) -> str:
    """Return the format that an output's name asks for by its last suffix, or the last two of them."""
    suffixes = Path(target.lower()).suffixes
    for ending in ("".join(suffixes[-2:]), "".join(suffixes[-1:])):
        if ending in known:
            return known[ending]
    said = (
        f"用 -f 指明：{'、'.join(names[:-1])}或 {names[-1]}。"
        if len(names) > 2
        else f"用 -f 指明：{' 或 '.join(names)}。"
    )
    raise UsageError("bad-format", f"看不出“{target}”要写成什么格式。", said)


def silence() -> None:
    """Send what is still to be printed nowhere: the reader of the pipe has gone."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - lives to the end of the program


def standard_input() -> bytes:
    """Return what is piped in, whole. Raises `ReadError` when there is no standard input."""
    if sys.stdin is None:
        raise ReadError("no-input", "标准输入已关闭，读不到内容。", "改为写出文件名，或把内容用管道送进来。")
    return sys.stdin.buffer.read()


class Bar:
    """A bar on standard error: of files where there are many, and of a file's pages where they take long."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._since = 0.0
        self._shown: Progress | None = None
        self._task: TaskID | None = None
        if total >= _PROGRESS_FROM:
            self._show()

    def advance(self) -> None:
        """One more file is done."""
        self._done += 1
        self._since = 0.0
        if self._shown and self._task is not None:
            self._shown.update(self._task, completed=self._done, description=_WORKING)

    def page(self, done: int, total: int) -> None:
        """So many pages of the file are read; the bar comes up when that takes a while."""
        self._since = self._since or monotonic()
        if not self._shown and monotonic() - self._since > _SLOW_SECONDS:
            self._show()
        if self._shown and self._task is not None:
            self._shown.update(self._task, description=f"{_READING}第 {min(done + 1, total)}/{total} 页")
            if self._total == 1:
                self._shown.update(self._task, completed=done, total=total)

    def close(self) -> None:
        """Take the bar away."""
        if self._shown:
            self._shown.stop()

    def _show(self) -> None:
        if not sys.stderr.isatty():
            return
        from rich.console import Console
        from rich.progress import Progress

        self._shown = Progress(console=Console(stderr=True), transient=True)
        self._task = self._shown.add_task(_WORKING, total=self._total, completed=self._done)
        self._shown.start()


@contextmanager
def progress(total: int) -> Iterator[Bar]:
    """Show how far long work in front of a person is."""
    bar = Bar(total)
    try:
        yield bar
    finally:
        bar.close()


def look_of(target: str, verbosity: int = 0, *, ledger: bool = False) -> Look:
    """Return how to show a result for people: a file gets no colour and 100 columns, the screen what it can."""
    if target != "-":
        return Look(100, False, verbosity, ledger)
    color = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return Look(shutil.get_terminal_size((100, 24)).columns, color, verbosity, ledger)


def as_result(made: str | bytes, name: str, target: str) -> str | bytes:
    """Return a result that a folder search would take for a report with the mark that it is none, for a file."""
    if target == "-" or not isinstance(made, str):
        return made
    return f"{made.rstrip()}\n\n（{MARK}）\n" if name in ("terminal", "text", "markdown") else made


def deliver(made: str | bytes | Iterable[str], name: str, target: str) -> None:
    """Print a rendered result, or write it to a file; one that comes in parts is never whole in memory.

    Raises `OutputError`.
    """
    parts = [made] if isinstance(made, (str, bytes)) else made
    if target == "-":
        try:
            for part in parts:
                write_out(part, utf8=name not in _FOR_PEOPLE)
        except BrokenPipeError:
            # the reader has gone; what the run ends with stays
            silence()
    else:
        write_whole(Path(target), parts)
