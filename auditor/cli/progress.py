"""How far a long run is: a bar with rate, time left and failures on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_LINE_SECONDS = 30.0
"""Between two lines of a log."""
_BAR_SECONDS = 0.1
"""Between two looks of the bar: thousands of files a second may be known already."""


class Meter:
    """Hears of every file of a run and shows how far it is, on standard error."""

    def __init__(self, total: int) -> None:
        """`total` files in all."""
        self._total = total
        self._begun = self._shown_at = monotonic()
        self._known = self._judged = self._failed = 0
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn

            self._bar = Progress(
                TextColumn("评定中"), BarColumn(), TextColumn("{task.fields[said]}"),
                console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self._task = self._bar.add_task("", total=self._total, said=self._said())
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def expect(self, total: int) -> None:
        """The run has so many files."""
        self._total = total
        if self._bar and self._task is not None:
            self._bar.update(self._task, total=total, said=self._said())

    def kept(self) -> None:
        """One more file had been judged before."""
        self._known += 1
        self._show()

    def judged(self, *, failed: bool) -> None:
        """One more file is done."""
        self._judged += 1
        self._failed += failed
        self._show()

    @property
    def done(self) -> int:
        """Files judged by this run."""
        return self._judged

    @property
    def seconds(self) -> float:
        """Wall clock since the run began."""
        return monotonic() - self._begun

    @property
    def rate(self) -> float:
        """Files judged a second; those known before do not count."""
        return self._judged / self.seconds if self.seconds else 0.0

    def _show(self) -> None:
        now = monotonic()
        if now - self._shown_at < (_BAR_SECONDS if self._bar else _LINE_SECONDS):
            return
        self._shown_at = now
        if self._bar and self._task is not None:
            self._bar.update(self._task, completed=self._known + self._judged, said=self._said())
        elif not self._bar:
            print(self._said(), file=sys.stderr, flush=True)

    def _said(self) -> str:
        done = self._known + self._judged
        left = (self._total - done) / self.rate if self._judged else None
        parts = (
            f"{done}/{self._total} 份",
            f"{self.rate:.1f} 份/秒" if self._judged else "",
            f"约剩 {span(left)}" if left is not None else "",
            f"没评成 {self._failed} 份" if self._failed else "",
        )
        return "，".join(part for part in parts if part)


def span(seconds: float) -> str:
    """Write a stretch of time as people say it: 45 秒, 3 分 20 秒, 2 小时 5 分."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} 秒"
    if whole < 3600:
        return f"{whole // 60} 分 {whole % 60} 秒"
    return f"{whole // 3600} 小时 {whole % 3600 // 60} 分"
