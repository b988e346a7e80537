"""What a gate makes of drafts: each one's state, what it falls short in, and what of it is excused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from auditor.card import RefusalCode, Scorecard, Unreadable
from auditor.model import Level
from auditor.shortcoming import Checked, Shortcoming


@dataclass(frozen=True, slots=True)
class Bar:
    """What is asked of a draft."""

    fail_under: float | None = None
    """Lowest share of the possible points, in percent."""
    require: Mapping[str, Level] = field(default_factory=dict)
    """Lowest level of rows, by id."""
    no_flaw: frozenset[str] = frozenset()
    """Kinds of flaws that may not be there."""


class State(StrEnum):
    """What became of a draft, the worst first."""

    UNREADABLE = "unreadable"
    """Not read, or too badly to be judged."""
    REFUSED = "refused"
    """No annual report."""
    FAILED = "failed"
    """Below the bar in something that nothing excuses."""
    WAIVED = "waived"
    """Below the bar only in what is excused, some of it by a waiver."""
    KNOWN = "known"
    """Below the bar only in what stands in the baseline."""
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that came to the gate."""

    path: str
    """As given or found."""
    bar: Bar
    card: Scorecard | None
    """None for a file that could not be read."""
    shortcomings: tuple[Shortcoming, ...] = ()
    """In which it is below the bar, those excused among them."""
    unreadable: Unreadable | None = None

    @property
    def open(self) -> tuple[Shortcoming, ...]:
        """What nothing excuses."""
        return tuple(s for s in self.shortcomings if s.excused is None)

    @property
    def state(self) -> State:
        """Tell what became of it; a waiver can excuse that a text is no report."""
        if self.card is None:
            return State.UNREADABLE
        refusal = self.card.refusal
        if refusal and refusal.code is RefusalCode.UNREADABLE:
            return State.UNREADABLE
        if self.open:
            return State.REFUSED if refusal else State.FAILED
        if not self.shortcomings:
            return State.PASSED
        waived = any(s.excused == "waived" for s in self.shortcomings)
        return State.WAIVED if waived else State.KNOWN

    @property
    def percent(self) -> float | None:
        """Share of the possible points, 0-100; None without a grade."""
        if self.card is None or self.card.refusal or not self.card.max_score:
            return None
        return self.card.score / self.card.max_score * 100


@dataclass(frozen=True, slots=True)
class Waiver:
    """Somebody vouches for a shortcoming, until a date."""

    report: str
    """Pattern in gitignore syntax, below the folder of the waivers' file."""
    rule: str
    """Row, kind of flaw, `SCORE` or `REPORT`."""
    reason: str
    by: str
    until: date
    """Last day on which it holds."""
    where: str
    """File and line, for messages."""


@dataclass(frozen=True, slots=True)
class Gated:
    """A whole run at the gate."""

    drafts: tuple[Draft, ...]
    """The worst first."""
    unchanged: int = 0
    """Files left out because they did not change."""
    excluded: int = 0
    """Files left out by patterns."""
    expired: tuple[tuple[Waiver, str], ...] = ()
    """Waivers past their date that would have excused something, with the draft."""
    unused: tuple[Waiver, ...] = ()
    """Waivers that excused nothing in the drafts that were looked at, or whose drafts are nowhere."""
    mended: int = 0
    """Entries of the baseline that nothing in their drafts fits any more."""

    @property
    def checked(self) -> tuple[Checked, ...]:
        """The drafts that were judged, as lists of shortcomings."""
        return tuple(Checked(draft.card, draft.shortcomings) for draft in self.drafts if draft.card)

    @property
    def unreadable(self) -> tuple[Unreadable, ...]:
        """The files that could not be read."""
        return tuple(draft.unreadable for draft in self.drafts if draft.unreadable)

    def count(self, state: State) -> int:
        """Return how many drafts are in a state."""
        return sum(draft.state is state for draft in self.drafts)
