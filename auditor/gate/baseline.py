"""Shortcomings that were there before the bar was -> a file that only ever shrinks.

An entry is a report, a row, a hash of the row's evidence, how high the row stood and how high it should have; no line
numbers, so that edits elsewhere leave it be.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from auditor.card import FlawKind, Scorecard
from auditor.errors import UsageError, why
from auditor.gate.patterns import settled
from auditor.gating import Draft, State
from auditor.shortcoming import REPORT, SCORE, Excused, Shortcoming, fingerprint

_HINT = "它由 auditor baseline 写出，不要手改；弄坏了的，从版本库里取回，或删掉重建。"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    report: Annotated[str, Field(min_length=1)]
    rule: Annotated[str, Field(min_length=1)]
    evidence: Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
    height: Annotated[float, Field(ge=0, le=100)]
    wanted: Annotated[float, Field(ge=0, le=100)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_version: Literal["1"]
    entries: list[_Entry]


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A shortcoming that is known."""

    report: str
    """The way to it from the baseline's folder, with `/`."""
    rule: str
    evidence: str
    """Fingerprint of row and evidence."""
    height: float
    """Level of a row, percent of the total, 0 of a flaw: what stands lower than it did is not known."""
    wanted: float
    """The height from which it is mended; 1 for a flaw."""


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

    def __init__(self, path: Path, entries: Iterable[Entry]) -> None:
        """`path` is where it is kept, and what reports are named from."""
        self.path = path
        self.entries = tuple(sorted(entries))

    def excuse(self, draft: Draft, before: Path | None = None) -> tuple[Draft, int]:
        """Return a draft with what is known excused, and how many of its entries are mended.

        `before` is the name that the draft had; it counts where nothing is known under today's.
        """
        left = self._of(Path(draft.path)) or (self._of(before) if before else [])
        mended = len(left) - len(_standing(left, draft.card)) if draft.card and not draft.card.refusal else 0
        made = []
        for found in draft.shortcomings:
            height, _ = _heights(found, draft)
            known = next((e for e in left if _same(e, found) and round(height, 2) >= e.height), None)
            if known is not None:
                left.remove(known)
                if found.excused is None:
                    found = replace(found, excused=Excused.KNOWN)
            made.append(found)
        return replace(draft, shortcomings=tuple(made)), mended

    def shrunk(self, drafts: Sequence[Draft]) -> Shrunk:
        """Keep of the entries what still stands, be it asked for today or not, and those of reports not looked at.

        Nothing is taken in; what stands higher than it did is known at its new height. Raises `UsageError` where no
        entry names a report that is there: the file was moved.
        """
        judged = {_name(Path(d.path), self.path): d.card for d in drafts if d.card and d.state is not State.UNREADABLE}
        reports = {entry.report for entry in self.entries}
        if reports and not any(report in judged or self._is_there(report) for report in reports):
            said = f"基线“{self.path}”里的报告一份也找不到，文件是不是挪了地方？"
            raise UsageError("bad-baseline", said, "挪回原处再运行；真要重建，先删掉它。")
        kept: list[Entry] = []
        for report in sorted(reports):
            own = [entry for entry in self.entries if entry.report == report]
            card = judged.get(report)
            if card is not None and not card.refusal:
                kept += _standing(own, card)
            elif card is not None or self._is_there(report):
                kept += own
        outside = sum(len(self.excuse(draft)[0].open) for draft in drafts)
        return Shrunk(Baseline(self.path, kept), len(self.entries) - len(kept), outside)

    def written(self) -> str:
        """Return the file's text: sorted, a line an entry."""
        rows = []
        for entry in self.entries:
            row = {"report": entry.report, "rule": entry.rule, "evidence": entry.evidence}
            rows.append(f"    {json.dumps(row | {'height': entry.height, 'wanted': entry.wanted}, ensure_ascii=False)}")
        inside = "[\n" + ",\n".join(rows) + "\n  ]" if rows else "[]"
        return f'{{\n  "schema_version": "1",\n  "entries": {inside}\n}}\n'

    def _of(self, path: Path) -> list[Entry]:
        report = _name(path, self.path)
        # what stood highest is matched first: it asks for most
        return sorted((e for e in self.entries if e.report == report), key=lambda entry: -entry.height)

    def _is_there(self, report: str) -> bool:
        """Return whether a report may still be there, by itself or in an archive."""
        place = settled(self.path).parent / report
        try:
            return place.exists() or any(above.is_file() for above in place.parents)
        except OSError:
            # in a folder that nobody may look into
            return True


def baseline_of(path: Path, drafts: Iterable[Draft]) -> Baseline:
    """Take in what drafts fall short in and nothing excuses; that a text is no report is never taken in."""
    return Baseline(path, (entry for draft in drafts for entry in _entries(draft, path)))


def _entries(draft: Draft, path: Path) -> Iterator[Entry]:
    report = _name(Path(draft.path), path)
    for found in draft.open:
        if found.rule != REPORT:
            height, wanted = _heights(found, draft)
            yield Entry(report, found.rule, found.fingerprint, round(height, 2), wanted)


def _heights(found: Shortcoming, draft: Draft) -> tuple[float, float]:
    """Return how high something stands and how high it should."""
    if found.rule == SCORE:
        return draft.percent or 0.0, draft.bar.fail_under or 0.0
    if found.level is None:
        return 0.0, 1.0
    return float(found.level), float(found.wanted or 0)


def _same(entry: Entry, found: Shortcoming) -> bool:
    return (entry.rule, entry.evidence) == (found.rule, found.fingerprint)


def _standing(entries: Sequence[Entry], card: Scorecard | None) -> list[Entry]:
    """Return those of a report's entries that still stand, at the height that they have risen to."""
    if card is None:
        return list(entries)
    now = {v.rule: (fingerprint(v.rule, [e.quote for e in v.evidence]), float(v.level)) for v in card.verdicts}
    off = {v.rule for v in card.verdicts if not v.applicable}
    if card.max_score:
        now[SCORE] = (fingerprint(SCORE, []), round(card.score / card.max_score * 100, 2))
    flaws = Counter((flaw.kind, fingerprint(flaw.kind, [flaw.quote])) for flaw in card.flaws)
    kept = []
    for entry in entries:
        if entry.rule in now:
            evidence, height = now[entry.rule]
            if evidence == entry.evidence and height < entry.wanted and entry.rule not in off:
                kept.append(replace(entry, height=max(height, entry.height)))
        elif entry.rule not in set(FlawKind):
            # a row that another checklist has
            kept.append(entry)
        elif flaws[entry.rule, entry.evidence] > 0:
            flaws[entry.rule, entry.evidence] -= 1
            kept.append(entry)
    return kept


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
    return Baseline(path, (Entry(row.report, row.rule, row.evidence, row.height, row.wanted) for row in read.entries))


def _name(report: Path, baseline: Path) -> str:
    """Return what a report is called in a baseline: the way from its folder, with `/`; another drive stands whole."""
    place = settled(report)
    try:
        return Path(os.path.relpath(place, settled(baseline).parent)).as_posix()
    except ValueError:
        return place.as_posix()
