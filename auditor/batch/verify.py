"""A store's results judged once more: does every seal fit, and does the same file still give the same result?"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from auditor.batch.local import Engine
from auditor.batch.reading import Kept, results
from auditor.batch.rows import CARD, EVIDENCE, VERDICT, Rows
from auditor.batch.seal import program_sha256
from auditor.batch.store import Store, seal_of
from auditor.batch.store_schema import KEY
from auditor.batch.task import Order, Outcome, Task
from auditor.book import RuleBook
from auditor.card import Unreadable
from auditor.errors import AuditorError
from auditor.load import read_bytes
from auditor.verification import Difference, Trouble, Verification

_SHA256, _CHECKLIST, _PROGRAM, _ASKED = (
    KEY.index(name) for name in ("file_sha256", "checklist_sha256", "program_sha256", "asked")
)
_RULE = VERDICT.index("rule")
_QUOTE = EVIDENCE.index("quote")


class Listener(Protocol):
    """Hears how far a verification is."""

    def expect(self, total: int) -> None:
        """So many files will be judged once more."""

    def judged(self, *, failed: bool) -> None:
        """One more file is done."""


def verify(
    store: Store,
    book: RuleBook,
    engine_for: Callable[[Order], Engine],
    listener: Listener,
    *,
    sample: int | None,
    seed: int = 0,
) -> Verification:
    """Look at every seal, judge a sample of the files once more (all for None), and compare.

    The same seed draws the same sample. Results of other rules than `book` are counted, not judged.
    """
    again = _Again(store, book)
    chosen = again.look(sample, seed)
    listener.expect(sum(map(len, chosen.values())))
    for asked, paths in sorted(chosen.items()):
        with engine_for(Order.as_asked(book, asked)) as engine:
            for outcome in engine.outcomes(again.tasks(paths)):
                again.compare(outcome)
                listener.judged(failed=isinstance(outcome.result, Unreadable))
    return again.verification()


class _Again:
    """Results on their way to be judged once more."""

    def __init__(self, store: Store, book: RuleBook) -> None:
        """Begin with nothing."""
        self._store = store
        self._book = book
        self._out: dict[str, Kept] = {}
        self._results = self._rejudged = self._same = self._other_rules = self._other_program = 0
        self._differences: list[Difference] = []

    def look(self, sample: int | None, seed: int) -> dict[str, set[str]]:
        """Check all seals; return the absolute paths to judge, by what overrode their reports."""
        sound: list[tuple[str, str]] = []
        for kept in results(self._store):
            self._results += 1
            if seal_of(kept.key, kept.rows) != kept.seal:
                self._differences.append(Difference(kept.shown, Trouble.BROKEN))
            elif kept.key[_CHECKLIST] != self._book.sha256:
                self._other_rules += 1
            else:
                sound.append((kept.key[_ASKED], kept.path))
        if sample is not None and sample < len(sound):
            sound = random.Random(seed).sample(sound, sample)
        chosen: dict[str, set[str]] = {}
        for asked, path in sound:
            chosen.setdefault(asked, set()).add(path)
        return chosen

    def tasks(self, paths: set[str]) -> Iterator[Task]:
        """Yield the files that still have the content they had."""
        for kept in results(self._store):
            if kept.path not in paths:
                continue
            try:
                data = read_bytes(self._place(Path(kept.path)))
            except AuditorError as error:
                self._differences.append(Difference(kept.shown, Trouble.GONE, now=error.message))
                continue
            if hashlib.sha256(data).hexdigest() != kept.key[_SHA256]:
                self._differences.append(Difference(kept.shown, Trouble.CHANGED))
                continue
            self._out[kept.shown] = kept
            yield Task(kept.shown, data)

    def _place(self, path: Path) -> Path:
        """Return where a file lies; a store that was moved with its reports has them beside it as before."""
        if not path.exists():
            beside = (
                Path(self._store.path).absolute().parent.joinpath(*path.parts[at:]) for at in range(1, len(path.parts))
            )
            return next((place for place in beside if place.exists()), path)
        return path

    def compare(self, outcome: Outcome) -> None:
        """Hold an outcome against what was kept."""
        kept = self._out.pop(outcome.path)
        self._rejudged += 1
        self._other_program += kept.key[_PROGRAM] != program_sha256()
        if isinstance(outcome.result, Unreadable):
            said = outcome.result.message
            self._differences.append(Difference(kept.shown, Trouble.DIFFERENT, field="result", now=said))
            return
        found = list(_differences(kept, outcome.result))
        self._same += not found
        self._differences += found

    def verification(self) -> Verification:
        """Return what was found."""
        return Verification(
            results=self._results,
            rejudged=self._rejudged,
            same=self._same,
            other_rules=self._other_rules,
            other_program=self._other_program,
            differences=tuple(sorted(self._differences, key=lambda d: (d.path, d.rule, d.field))),
        )


def _differences(kept: Kept, now: Rows) -> Iterator[Difference]:
    """Yield every field that differs: of the report as a whole, then row by row."""
    for field, before, after in zip(CARD, kept.rows.card, now.card, strict=True):
        if before != after:
            yield Difference(kept.shown, Trouble.DIFFERENT, "", field, str(before), str(after))
    old, new = ({row[_RULE]: row for row in rows.verdicts} for rows in (kept.rows, now))
    for rule in dict.fromkeys([*old, *new]):
        one, other = old.get(rule), new.get(rule)
        if one is None or other is None:
            yield Difference(kept.shown, Trouble.DIFFERENT, str(rule), "rule", _there(one), _there(other))
            continue
        for field, before, after in zip(VERDICT, one, other, strict=True):
            if before != after:
                yield Difference(kept.shown, Trouble.DIFFERENT, str(rule), field, str(before), str(after))
        was, is_now = _quotes(kept.rows, one[0]), _quotes(now, other[0])
        if was != is_now:
            yield Difference(
                kept.shown, Trouble.DIFFERENT, str(rule), "evidence", _written(was), _written(is_now)
            )  # fmt: skip


def _there(row: object) -> str:
    return "" if row is None else "+"


def _quotes(rows: Rows, place: object) -> list[tuple[object, ...]]:
    return [row[1:] for row in rows.evidence if row[0] == place]


def _written(quotes: list[tuple[object, ...]]) -> str:
    return " | ".join(str(row[_QUOTE - 1]) for row in quotes)
