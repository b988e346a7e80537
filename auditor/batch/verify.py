"""A store's results judged once more: does every seal fit, and does the same file still give the same result?"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from auditor.batch.local import Engine
from auditor.batch.reading import Kept, Seen, files, has_ended, kept_as, numbers
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

    The same seed draws the same sample. Results of other rules than `book` are counted, not judged; files that are gone
    are told of the last run alone.
    """
    again = _Again(store, book)
    chosen = again.look(sample, seed)
    listener.expect(sum(map(len, chosen.values())))
    for asked, seen in sorted(chosen.items()):
        with engine_for(Order.as_asked(book, asked)) as engine:
            for outcome in engine.outcomes(again.tasks(seen)):
                again.compare(outcome)
                listener.judged(failed=isinstance(outcome.result, Unreadable))
    return again.verification()


class _Again:
    """Results on their way to be judged once more."""

    def __init__(self, store: Store, book: RuleBook) -> None:
        """Begin with nothing."""
        self._store = store
        self._book = book
        self._out: dict[str, tuple[Seen, Kept]] = {}
        self._results = self._rejudged = self._same = self._other_rules = self._other_program = 0
        self._differences: list[Difference] = []

    def look(self, sample: int | None, seed: int) -> dict[str, list[Seen]]:
        """Check the seals of all results; return the files to judge, by what overrode their reports."""
        seen = files(self._store)
        shown = {one.result: one.shown for one in seen}
        asked: dict[int, str] = {}
        for number in numbers(self._store):
            self._results += 1
            kept = kept_as(self._store, number)
            if not _is_sealed(kept):
                self._differences.append(Difference(shown.get(number, str(kept.key[_SHA256])), Trouble.BROKEN))
            elif kept.key[_CHECKLIST] == self._book.sha256:
                asked[number] = kept.key[_ASKED]
            else:
                self._other_rules += number in shown
        # the last run knows which files it saw; a run that was killed has files that nobody has judged yet
        last = max((one.run for one in seen), default=0)
        for one in seen:
            if one.result is None and not one.failed and has_ended(self._store, one.run):
                self._differences.append(Difference(one.shown, Trouble.LOST))
        sound = [s for s in seen if s.result in asked and (s.run == last or Path(s.path).exists())]
        if sample is not None and sample < len(sound):
            sound = random.Random(seed).sample(sound, sample)
        chosen: dict[str, list[Seen]] = {}
        for one in sound:
            chosen.setdefault(asked[one.result or 0], []).append(one)
        return chosen

    def tasks(self, chosen: list[Seen]) -> Iterator[Task]:
        """Yield the files that still have the content they had."""
        for seen in chosen:
            assert seen.result is not None
            kept = kept_as(self._store, seen.result)
            try:
                data = read_bytes(Path(seen.path))
            except AuditorError as error:
                self._differences.append(Difference(seen.shown, Trouble.GONE, now=error.message))
                continue
            if hashlib.sha256(data).hexdigest() != kept.key[_SHA256]:
                self._differences.append(Difference(seen.shown, Trouble.CHANGED))
                continue
            self._out[seen.path] = seen, kept
            yield Task(seen.path, data)

    def compare(self, outcome: Outcome) -> None:
        """Hold an outcome against what was kept."""
        seen, kept = self._out.pop(outcome.path)
        self._rejudged += 1
        self._other_program += kept.key[_PROGRAM] != program_sha256()
        if isinstance(outcome.result, Unreadable):
            said = outcome.result.message
            self._differences.append(Difference(seen.shown, Trouble.DIFFERENT, field="result", now=said))
            return
        found = list(_differences(seen.shown, kept.rows, outcome.result))
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


def _is_sealed(kept: Kept) -> bool:
    """Return whether a seal fits; what is no number or text any more fits none."""
    try:
        return seal_of(kept.key, kept.rows) == kept.seal
    except (TypeError, ValueError):
        return False


def _differences(shown: str, old: Rows, new: Rows) -> Iterator[Difference]:
    """Yield every field that differs: of the report as a whole, then row by row."""
    for field, before, after in zip(CARD, old.card, new.card, strict=True):
        if before != after:
            yield Difference(shown, Trouble.DIFFERENT, "", field, str(before), str(after))
    was, is_now = ({row[_RULE]: row for row in rows.verdicts} for rows in (old, new))
    for rule in dict.fromkeys([*was, *is_now]):
        one, other = was.get(rule), is_now.get(rule)
        if one is None or other is None:
            yield Difference(shown, Trouble.DIFFERENT, str(rule), "rule", _there(one), _there(other))
            continue
        for field, before, after in zip(VERDICT, one, other, strict=True):
            if before != after:
                yield Difference(shown, Trouble.DIFFERENT, str(rule), field, str(before), str(after))
        quoted, quotes = _quotes(old, one[0]), _quotes(new, other[0])
        if quoted != quotes:
            yield Difference(shown, Trouble.DIFFERENT, str(rule), "evidence", _written(quoted), _written(quotes))


def _there(row: object) -> str:
    return "" if row is None else "+"


def _quotes(rows: Rows, place: object) -> list[tuple[object, ...]]:
    return [row[1:] for row in rows.evidence if row[0] == place]


def _written(quotes: list[tuple[object, ...]]) -> str:
    return " | ".join(str(row[_QUOTE - 1]) for row in quotes)
