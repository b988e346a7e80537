"""What a report falls short in, one by one, for those who work through lists: pipelines, editors, reviewers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from auditor.card import Evidence, Flaw, Refusal, Scorecard, Verdict
from auditor.model import Level

SCORE = "score"
"""Stands for the total where a row's id would stand."""
REPORT = "report"
"""Stands for a text as a whole: that it is no report, or cannot be judged."""


class Severity(StrEnum):
    """How much a shortcoming matters."""

    ERROR = "error"
    """In a gate: below the bar. Else a core row that is not done, a grave flaw, or a report without a grade."""
    WARNING = "warning"
    """Another row that is not done."""
    NOTE = "note"
    """A row that is done and could gain by a fact."""


class Excused(StrEnum):
    """Why a shortcoming does not count against a report."""

    WAIVED = "waived"
    """Somebody vouched for it, with a reason and until a date."""
    KNOWN = "known"
    """It stands in the baseline: it was there before the bar was."""


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """A row below what it could be, a flaw, or a total below the bar."""

    rule: str
    """Id of the row, kind of the flaw, `SCORE` or `REPORT`."""
    title: str
    severity: Severity
    message: str
    """One Chinese sentence."""
    fingerprint: str
    """Of the row and its evidence, see `fingerprint`."""
    level: Level | None = None
    """Of the row; None for flaws and the total."""
    wanted: Level | None = None
    """That the bar asks of the row; None where no bar does."""
    advice: str = ""
    basis: tuple[str, ...] = ()
    place: Evidence | None = None
    """The passage that it is about; None where nothing in the text is."""
    excused: Excused | None = None
    excuse: str = ""
    """Why, by whom and until when, in Chinese; empty where nothing excuses it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A report with its shortcomings, the gravest first."""

    card: Scorecard
    shortcomings: tuple[Shortcoming, ...]


def fingerprint(rule: str, quotes: Iterable[str]) -> str:
    """Return what tells a shortcoming from others of its report, 32 hexadecimal digits.

    It hangs on the row and on the words that were quoted for it, white space apart: neither on lines and offsets nor on
    the rest of the text, so that it outlasts edits elsewhere.
    """
    words = "\n".join("".join(quote.split()) for quote in quotes)
    return hashlib.sha256(f"{rule}\n{words}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def checked(card: Scorecard) -> Checked:
    """List what a report falls short in, no bar asked for; a text without a grade falls short in that alone."""
    if card.refusal:
        return Checked(card, (of_refusal(card.refusal),))
    rows = [of_row(v, _severity(v)) for v in card.verdicts if v.applicable and v.advice]
    found = [*rows, *(of_flaw(flaw) for flaw in card.flaws)]
    return Checked(card, tuple(sorted(found, key=lambda s: list(Severity).index(s.severity))))


def of_refusal(refusal: Refusal) -> Shortcoming:
    """Return that a text gets no grade."""
    made = fingerprint(REPORT, [refusal.code])
    return Shortcoming(REPORT, "评定", Severity.ERROR, refusal.reason, made)


def of_row(verdict: Verdict, severity: Severity, *, wanted: Level | None = None) -> Shortcoming:
    """Return what a row falls short in, where a level is asked for, of that."""
    return Shortcoming(
        verdict.rule, verdict.title, severity, verdict.reason,
        fingerprint(verdict.rule, [e.quote for e in verdict.evidence]),
        level=verdict.level, wanted=wanted, advice=verdict.advice, basis=verdict.basis,
        place=verdict.evidence[0] if verdict.evidence else verdict.nearest,
    )  # fmt: skip


def of_flaw(flaw: Flaw, severity: Severity | None = None) -> Shortcoming:
    """Return a flaw; without a severity, its own decides."""
    place = Evidence(flaw.quote, "", flaw.start, flaw.end, flaw.line, None)
    own = Severity(flaw.severity) if flaw.severity in set(Severity) else Severity.WARNING
    made = fingerprint(flaw.kind, [flaw.quote])
    return Shortcoming(flaw.kind, flaw.kind, severity or own, flaw.explain, made, advice=flaw.suggest, place=place)


def _severity(verdict: Verdict) -> Severity:
    if verdict.level >= Level.DONE:
        return Severity.NOTE
    return Severity.ERROR if verdict.core else Severity.WARNING
