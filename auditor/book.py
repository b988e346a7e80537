"""The rule set as values: what `rulebook` reads and the later stages use. Frozen, checked, without YAML.

How an overlay changes a rule set: `auditor.overlay`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from auditor.model import Flag, Level, Role, UnitKind


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal source of a row."""

    document: str
    number: str
    article: str
    """Empty unless verified."""
    says: str
    valid_from: date | None = None
    """None where the file does not say: in force from of old."""
    valid_to: date | None = None
    """Last day; None while it is in force."""

    def cite(self) -> str:
        """Return the citation as shown to users."""
        name = f"《{self.document}》" + (f"（{self.number}）" if self.number else "") + self.article
        return f"{name}：{self.says}" if self.says else name


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a row's subject with the phrases that show it, by what they prove."""

    id: str
    name: str
    passing: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    cap: Level = Level.EVIDENCED
    """Highest level that this element gives by itself."""


@dataclass(frozen=True, slots=True)
class Case:
    """A passage with the verdict that the rule's author wants for it."""

    text: str
    level: Level
    flags: tuple[Flag, ...] | None
    """None when the case does not say."""
    role: Role
    trap: str
    year: int | None
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the checklist."""

    id: str
    title: str
    group: str
    question: str
    judge: str
    """Name of the judge: `ladder`, or one of the judges of form."""
    points: float
    core: bool
    basis: tuple[Basis, ...]
    elements: tuple[Element, ...]
    need: int
    """Elements that must be done for level 2."""
    need_fact: int
    """Elements that must be done for level 3."""
    units: frozenset[str]
    """Units whose figures belong to the row."""
    fact_kinds: frozenset[str]
    """Further kinds of facts that count: rate, coverage, date, money, document, firm."""
    superior_counts: bool
    """A superior's act on this unit is the row's subject (supervision, attending training)."""
    study_counts: bool
    """Learning or teaching the subject is the row's deed."""
    masks: tuple[str, ...]
    """Look-alikes: a hit inside one of these is not of this row."""
    shares: frozenset[str]
    """Rows that may use the same words."""
    yields: frozenset[str]
    """Rows that take a clause from this one where they tell of a deed in it too."""
    cap: Level
    """Highest level that the ladder may give."""
    advice: Mapping[Level, str]
    cases: tuple[Case, ...]
    path: str
    counts: str = ""
    """For people: what counts as the duty done."""
    does_not_count: str = ""
    """For people: what does not, though it may sound like it."""
    off: str = ""
    """Why the row does not apply; empty when it does."""

    def basis_in(self, year: int | None) -> tuple[Basis, ...]:
        """Return what may be cited to a report on a year: nothing of later date.

        What has run out gives way to what is in force, and stands until something is. All of it without a year.
        """
        if year is None:
            return self.basis
        known = tuple(b for b in self.basis if b.valid_from is None or b.valid_from.year <= year)
        return tuple(b for b in known if b.valid_to is None or b.valid_to.year >= year) or known


@dataclass(frozen=True, slots=True)
class OtherKind:
    """A kind of document that is no annual report."""

    name: str
    title: re.Pattern[str] | None
    """Shows it in one of the first lines."""
    opening: re.Pattern[str] | None
    """Shows it at the beginning of the text."""


@dataclass(frozen=True, slots=True)
class DocumentKinds:
    """What tells a report from other documents."""

    others: tuple[OtherKind, ...]
    """First match wins."""
    title: re.Pattern[str]
    """A title that says it is a report on law-based government."""
    announced: re.Pattern[str]
    """A sentence near the beginning that says so."""
    theme: re.Pattern[str]
    """Words that every report on it is full of."""
    blank: re.Pattern[str]
    """A place that is left to fill in."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Vocabulary shared by all rows."""

    frame: tuple[re.Pattern[str], ...]
    """Lines of a web page's frame."""
    headings: tuple[tuple[Role, re.Pattern[str]], ...]
    """Role by heading, first match wins."""
    openings: tuple[tuple[Role, re.Pattern[str]], ...]
    """Role by the first words of a sentence, for what stands under no fitting heading."""
    cues: Mapping[str, re.Pattern[str]]
    """Cues of stance by name."""
    words: Mapping[str, frozenset[str]]
    """Word lists by name."""
    kinds: DocumentKinds


@dataclass(frozen=True, slots=True)
class Change:
    """What an overlay says of one row; what is empty or None leaves the row as it is."""

    title: str = ""
    question: str = ""
    points: float | None = None
    core: bool | None = None
    basis: tuple[Basis, ...] = ()
    """In place of the row's own."""
    advice: Mapping[Level, str] = field(default_factory=dict)
    """By level, in place of the row's own."""
    phrases: Mapping[str, Element] = field(default_factory=dict)
    """Phrases to add, by the id of the element that they belong to."""
    masks: tuple[str, ...] = ()
    """To add."""
    off: str | None = None
    """Why the row does not apply; empty: it applies again."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """Changes to a rule set for some years or kinds of unit, or as a user wants them."""

    id: str
    title: str
    years: tuple[int, int] | None
    """First and last reporting year that it is for; None: all."""
    kinds: frozenset[UnitKind]
    """Kinds of unit that it is for; empty: all."""
    changes: Mapping[str, Change]
    rows: tuple[Rule, ...]
    """New ones, in the order listed."""
    core: frozenset[str] | None
    """The core rows, in place of the set's own; None leaves them."""
    grades: tuple[tuple[str, float], ...]
    pass_mark: float | None
    path: str
    shipped: bool
    """It stands in the rule set's own folder, and is chosen by year and kind."""
    always: bool = False
    """Named by the user's own overlay: laid whatever the year and the kind."""


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Everything that a verdict depends on besides the report."""

    id: str
    title: str
    version: str
    sha256: str
    """Over all files of the set, by name and content."""
    groups: Mapping[str, str]
    """Group letter to title, in order."""
    rules: tuple[Rule, ...]
    """In the checklist's order."""
    shares: Mapping[Level, float]
    grades: tuple[tuple[str, float], ...]
    """Name and lower bound in percent, best first."""
    pass_mark: float
    lexicon: Lexicon
    overlays: tuple[Overlay, ...] = ()
    """Those that may be laid over the set, in the order in which they are laid."""
    laid: tuple[str, ...] = ()
    """Ids of those that have been laid."""

    def row_ids(self) -> tuple[str, ...]:
        """Return the ids of all rows, those that overlays bring along last."""
        return tuple(
            dict.fromkeys(rule.id for rules in (self.rules, *(o.rows for o in self.overlays)) for rule in rules)
        )

    def rule(self, row: str) -> Rule | None:
        """Return the rule of a row id."""
        return next((rule for rule in self.rules if rule.id == row), None)
