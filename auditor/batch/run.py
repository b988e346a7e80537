"""A scoring run: files that no run has judged go to the workers, every result to the store at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypedDict

from auditor.batch.local import Engine
from auditor.batch.seal import program_sha256
from auditor.batch.store import File, Judgement, Store
from auditor.batch.task import Order, Outcome, Task
from auditor.card import Unreadable
from auditor.errors import AuditorError
from auditor.load import absolute, read_bytes
from auditor.ranking import MARK

_HEAD = 4_000
"""Bytes of a file in which a table of this program says what it is."""


class Watcher(Protocol):
    """Hears how far a run is."""

    def kept(self) -> None:
        """One more file had been judged before."""

    def judged(self, *, failed: bool) -> None:
        """One more file is done."""


@dataclass(slots=True)
class Tally:
    """What came of a run so far."""

    run: int
    """Number of the run in the store."""
    judged: int = 0
    kept: int = 0
    """Files whose result was there already."""
    failed: int = 0
    own: int = 0
    """Tables of earlier runs among the reports, which are left out."""


def judgement_of(order: Order) -> Judgement:
    """Return what the results of an order hang on, besides the file."""
    return Judgement(order.book.sha256, program_sha256(), order.asked)


def score(
    paths: Sequence[str], order: Order, engine: Engine, store: Store, watcher: Watcher, *, by_path: bool = False
) -> Tally:
    """Judge files, each named once, and keep what comes of them; return the counts.

    Whoever asks for the run's tables tells `Store.end` when that is done.
    `by_path`: workers read the files themselves, from storage that they share. Raises `OutputError` when the store
    fails; what was kept until then stays.
    """
    run = _Run(order, store, watcher, by_path=by_path)
    run.tally.run = store.begin(run.judgement)
    for outcome in engine.outcomes(run.tasks(paths)):
        run.put_away(outcome)
    return run.tally


@dataclass(slots=True)
class _Run:
    """The files of a run on their way to the workers and back."""

    order: Order
    store: Store
    watcher: Watcher
    by_path: bool
    judgement: Judgement = field(init=False)
    tally: Tally = field(default_factory=lambda: Tally(0))
    _out: dict[str, list[File]] = field(default_factory=dict)
    """Files with the workers by the path shown, each with those of the same content that were met meanwhile."""

    def __post_init__(self) -> None:
        self.judgement = judgement_of(self.order)

    def tasks(self, paths: Sequence[str]) -> Iterator[Task]:
        """Yield what has to be judged; what has been, and what cannot be got at, is put away at once."""
        for shown in paths:
            path = Path(shown)
            try:
                data = read_bytes(path)
            except AuditorError as error:
                self._missing(shown, error)
                continue
            if MARK.encode() in data[:_HEAD]:
                # an earlier run's tables, written among the reports
                self.tally.own += 1
                self.watcher.kept()
                continue
            file = File(str(absolute(path)), shown, hashlib.sha256(data).hexdigest(), _modified(path))
            self.store.saw(self.tally.run, file)
            if self.store.has(file, self.judgement):
                self.tally.kept += 1
                self.watcher.kept()
                continue
            twins = self._twins(file)
            if twins:
                twins.append(file)
                continue
            self._out[shown] = [file]
            yield Task(shown, place=file.path) if self.by_path else Task(shown, data)

    def put_away(self, outcome: Outcome) -> None:
        """Keep an outcome, for all files of that content."""
        files = self._out.pop(outcome.path)
        result = outcome.result
        spent = _Spent(seconds=outcome.seconds, attempts=outcome.attempts)
        if isinstance(result, Unreadable):
            for file in files:
                said = result.message.replace(outcome.path, file.shown)
                self._failed(file, replace(result, path=file.shown, message=said), **spent)
            return
        file, *twins = files
        if outcome.sha256 != file.sha256:
            # read by path, the file had changed since it was listed: what was judged counts, for that file alone
            file = replace(file, sha256=outcome.sha256)
            self.store.saw(self.tally.run, file)
            for twin in twins:
                said = f"「{twin.shown}」与「{file.shown}」原来内容相同，评的时候后者改了。"
                self._failed(twin, Unreadable(twin.shown, "changed", said, "请再运行一次同样的命令。"), **spent)
            twins = []
        self.store.keep(file, self.judgement, result, **spent)
        for _ in (file, *twins):
            self.tally.judged += 1
            self.watcher.judged(failed=False)

    def _missing(self, shown: str, error: AuditorError) -> None:
        file = File(str(absolute(shown)), shown, "", 0.0)
        self.store.saw(self.tally.run, file)
        self._failed(file, Unreadable(shown, error.code, error.message, error.hint), seconds=0.0, attempts=1)

    def _failed(self, file: File, why: Unreadable, *, seconds: float, attempts: int) -> None:
        self.store.fail(self.tally.run, file, why, seconds=seconds, attempts=attempts)
        self.tally.failed += 1
        self.watcher.judged(failed=True)

    def _twins(self, file: File) -> list[File] | None:
        """Return the files of the same content that are being judged."""
        same = (f for f in self._out.values() if (f[0].sha256, f[0].suffix) == (file.sha256, file.suffix))
        return next(same, None)


class _Spent(TypedDict):
    """What a file took."""

    seconds: float
    attempts: int


def _modified(path: Path) -> float:
    """Return when a file was written, an archive's for one inside it; 0 where the system does not tell."""
    for place in (path, *path.parents):
        try:
            return place.stat().st_mtime
        except OSError:
            continue
    return 0.0
