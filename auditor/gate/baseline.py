"""Shortcomings that were there before the bar was -> a file that only ever shrinks.

An entry is a report, a row and a hash of the row's evidence; no line numbers, so that edits elsewhere leave it be.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from auditor.errors import UsageError, why
from auditor.gating import Draft
from auditor.load import absolute
from auditor.shortcoming import SCORE, Excused, Shortcoming

_HINT = "它由 auditor baseline 写出，不要手改；弄坏了的，从版本库里取回，或删掉重建。"


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A shortcoming that is known."""

    report: str
    """Relative to the baseline's folder, with `/`."""
    rule: str
    evidence: str
    """Fingerprint of row and evidence."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    report: Annotated[str, Field(min_length=1)]
    rule: Annotated[str, Field(min_length=1)]
    evidence: Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
    percent: float | None = None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_version: Literal["1"]
    entries: list[_Entry]


@dataclass(frozen=True, slots=True)
class Shrunk:
    """What came of drawing a baseline tighter."""

    baseline: Baseline
    gone: int
    """Entries that were taken out."""
    outside: int
    """Shortcomings that no entry stands for and that were not taken in."""


class Baseline:
    """The known shortcomings of a set of drafts; the same one may be known several times."""

    def __init__(self, path: Path, entries: Counter[Entry], percents: dict[str, float]) -> None:
        """`percents` is, by report, how high a total below the bar stood."""
        self.path = path
        self._entries = entries
        self._percents = percents

    def __len__(self) -> int:
        return self._entries.total()

    def excuse(self, draft: Draft, before: Path | None = None) -> tuple[Draft, int]:
        """Return a draft with what is known excused, and how many of its entries stand for nothing any more.

        `before` is the name that the draft was known under. A total is known while it has not fallen.
        """
        report = _name(before or Path(draft.path), self.path)
        left = Counter({entry: count for entry, count in self._entries.items() if entry.report == report})
        made = []
        for found in draft.shortcomings:
            entry = Entry(report, found.rule, found.fingerprint)
            if left[entry] > 0 and not self._fell(report, found, draft):
                left[entry] -= 1
                if found.excused is None:
                    found = replace(found, excused=Excused.KNOWN)
            made.append(found)
        return replace(draft, shortcomings=tuple(made)), left.total()

    def shrunk(self, drafts: Sequence[Draft]) -> Shrunk:
        """Keep of the entries what the drafts still fall short in, and those of reports that were not looked at.

        Nothing is taken in. A total that rose is known at its new height.
        """
        found = _standing(self.path, drafts, waived=True)
        seen = {_name(Path(draft.path), self.path) for draft in drafts if draft.card is not None}
        kept: Counter[Entry] = Counter()
        percents = {}
        for entry, count in self._entries.items():
            if entry.report not in seen:
                still = count if (self.path.parent / entry.report).exists() else 0
            else:
                still = min(count, found._entries[entry])
            if still:
                kept[entry] = still
                if entry.rule == SCORE and entry.report in self._percents:
                    risen = found._percents.get(entry.report, 0.0)
                    percents[entry.report] = max(self._percents[entry.report], risen)
        outside = (baseline_of(self.path, drafts)._entries - self._entries).total()
        return Shrunk(Baseline(self.path, kept, percents), len(self) - kept.total(), outside)

    def written(self) -> str:
        """Return the file's text: sorted, a line an entry."""
        rows = []
        for entry in sorted(self._entries.elements()):
            row: dict[str, object] = {"report": entry.report, "rule": entry.rule, "evidence": entry.evidence}
            if entry.rule == SCORE and entry.report in self._percents:
                row["percent"] = self._percents[entry.report]
            rows.append("    " + json.dumps(row, ensure_ascii=False))
        inside = "[\n" + ",\n".join(rows) + "\n  ]" if rows else "[]"
        return f'{{\n  "schema_version": "1",\n  "entries": {inside}\n}}\n'

    def _fell(self, report: str, found: Shortcoming, draft: Draft) -> bool:
        known = self._percents.get(report)
        if found.rule != SCORE or known is None or draft.percent is None:
            return False
        return round(draft.percent, 2) < known


def baseline_of(path: Path, drafts: Iterable[Draft]) -> Baseline:
    """Take in everything that drafts fall short in and that nothing excuses."""
    return _standing(path, drafts, waived=False)


def _standing(path: Path, drafts: Iterable[Draft], *, waived: bool) -> Baseline:
    """Return what drafts fall short in, what waivers excuse for now included or not."""
    entries: Counter[Entry] = Counter()
    percents = {}
    for draft in drafts:
        report = _name(Path(draft.path), path)
        for found in draft.shortcomings if waived else draft.open:
            entries[Entry(report, found.rule, found.fingerprint)] += 1
            if found.rule == SCORE and draft.percent is not None:
                percents[report] = round(draft.percent, 2)
    return Baseline(path, entries, percents)


def read_baseline(path: Path) -> Baseline:
    """Read a baseline. Raises `UsageError`."""
    try:
        read = _File.model_validate_json(path.read_bytes())
    except OSError as error:
        hint = f"先运行 auditor baseline 建一份：auditor baseline 草稿箱 --baseline {path.name}。"
        raise UsageError("bad-baseline", f"基线文件“{path}”读不出来：{why(error)}。", hint) from None
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"])) or "全文"
        raise UsageError("bad-baseline", f"基线文件“{path}”的内容不对（{place}）。", _HINT) from None
    entries = Counter(Entry(row.report, row.rule, row.evidence) for row in read.entries)
    return Baseline(path, entries, {row.report: row.percent for row in read.entries if row.percent is not None})


def _name(report: Path, baseline: Path) -> str:
    """Return what a report is called in a baseline: the way from its folder, with `/`; another drive stands whole."""
    try:
        return Path(os.path.relpath(absolute(report), absolute(baseline).parent)).as_posix()
    except ValueError:
        return absolute(report).as_posix()
