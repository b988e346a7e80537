"""The rule set as values: what `rulebook` reads and the later stages use. Frozen, checked, without YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from auditor.model import Flag, Level, Role


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal source of a row."""

    document: str
    number: str
    article: str
    """Empty unless verified."""
    says: str

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
    cap: Level
    """Highest level that the ladder may give."""
    advice: Mapping[Level, str]
    cases: tuple[Case, ...]
    path: str


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

    def rule(self, row: str) -> Rule | None:
        """Return the rule of a row id."""
        return next((rule for rule in self.rules if rule.id == row), None)
