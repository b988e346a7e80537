"""The shape of the YAML files in rules/: unknown keys are refused, every key says what it is for."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1)]
Phrases = list[Text]
Cue = Annotated[list[Text], Field(min_length=1)]
FactKind = Literal["rate", "coverage", "date", "money", "document", "firm"]


class Strict(BaseModel):
    """Base of all files: no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class BasisFile(Strict):
    """A legal source."""

    document: Text
    number: str = ""
    article: str = ""
    says: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


class ElementFile(Strict):
    """A part of the row's subject. Phrase language: docs/rules.md."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    name: Text
    passing: Phrases = []
    topics: Phrases = []
    deeds: Phrases = []
    facts: Phrases = []
    cap: Literal[1, 2, 3] = 3


class AdviceFile(Strict):
    """What to state when the row stands at this level; never invented facts."""

    absent: Text
    mentioned: Text
    done: Text


class CaseFile(Strict):
    """A passage and the verdict wanted."""

    text: Text
    level: Literal[0, 1, 2, 3]
    flags: list[Literal["plan_only", "shortfall_only", "negated", "borrowed", "partial"]] | None = None
    role: Literal["lead", "work", "problems", "measures", "plan", "report"] = "work"
    trap: Literal["", "plan", "shortfall", "denial", "borrowed", "look-alike", "slogan"] = ""
    year: int | None = None


class RuleFile(Strict):
    """One row of the checklist."""

    id: Annotated[str, Field(pattern=r"^[A-Z]\d{1,2}$")]
    title: Text
    question: Text
    judge: Literal["ladder", "measures", "problems", "causes", "plan", "answered", "form", "guidance"] = "ladder"
    basis: Annotated[list[BasisFile], Field(min_length=1)]
    counts: str = ""
    does_not_count: str = ""
    elements: list[ElementFile] = []
    need: Annotated[int, Field(ge=1)] = 1
    need_fact: Annotated[int, Field(ge=0)] = 0
    units: list[Text] = []
    fact_kinds: list[FactKind] = []
    superior: Literal["borrowed", "counts"] = "borrowed"
    study: Literal["borrowed", "counts"] = "borrowed"
    masks: Phrases = []
    shares: list[Text] = []
    yields: list[Text] = []
    cap: Literal[1, 2, 3] = 3
    advice: AdviceFile
    cases: Annotated[list[CaseFile], Field(min_length=1)]


class RowFile(Strict):
    """A row's weight in the checklist."""

    points: Annotated[float, Field(gt=0)]
    core: bool = False


class GradeFile(Strict):
    """A grade and the percentage from which it is given."""

    name: Text
    from_percent: Annotated[float, Field(ge=0, le=100)]


class SharesFile(Strict):
    """Share of a row's points by level."""

    absent: float
    mentioned: float
    done: float
    evidenced: float


class ChecklistFile(Strict):
    """checklist.yaml: which rows, what they weigh, and the grades."""

    id: Text
    title: Text
    version: Text
    groups: dict[str, str]
    rows: dict[str, RowFile]
    shares: SharesFile
    grades: Annotated[list[GradeFile], Field(min_length=1)]
    pass_mark: Annotated[float, Field(ge=0, le=100)]


class AppliesFile(Strict):
    """Which reports an overlay is for; what is left out does not limit it."""

    years: Annotated[list[int], Field(min_length=2, max_length=2)] | None = None
    units: list[Literal["township", "subdistrict", "department"]] = []


class AdviceChange(Strict):
    """Advice in place of the row's own, by level."""

    absent: Text | None = None
    mentioned: Text | None = None
    done: Text | None = None


class RowChange(Strict):
    """What an overlay changes in a row. A row that the checklist does not have is new: its rule file stands beside."""

    points: Annotated[float, Field(gt=0)] | None = None
    core: bool | None = None
    title: Text | None = None
    question: Text | None = None
    basis: list[BasisFile] = []
    advice: AdviceChange = AdviceChange()
    masks: Phrases = []


class PhrasesFile(Strict):
    """Phrases to add to an element, by what they prove."""

    passing: Phrases = []
    topics: Phrases = []
    deeds: Phrases = []
    facts: Phrases = []


class OverlayFile(Strict):
    """An overlay: changes to a checklist, by row. Described for clerks in docs/rules.md."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    title: Text
    extends: Text = "township"
    applies: AppliesFile = AppliesFile()
    groups: dict[str, Text] = {}
    rows: dict[str, RowChange] = {}
    off: dict[str, Text] = {}
    on: list[Text] = []
    core: list[Text] | None = None
    add_phrases: dict[str, dict[str, PhrasesFile]] = {}
    grades: list[GradeFile] = []
    pass_mark: Annotated[float, Field(ge=0, le=100)] | None = None


class RolePatterns(Strict):
    """Patterns (regular expressions) that give a role."""

    role: Literal["work", "problems", "causes", "measures", "plan"]
    patterns: Phrases


class SectionsFile(Strict):
    """lexicon/sections.yaml: roles of headings and of opening words; lines of web frames."""

    headings: list[RolePatterns]
    openings: list[RolePatterns]
    frame: Phrases


class OtherKindFile(Strict):
    """A kind of document that is no annual report, with the patterns that show it."""

    name: Text
    title: Phrases = []
    opening: Phrases = []


class ReportKindFile(Strict):
    """What shows a report."""

    title: Cue
    opening: Cue
    theme: Cue


class KindsFile(Strict):
    """lexicon/kinds.yaml: what tells a report from other documents."""

    kinds: list[OtherKindFile]
    report: ReportKindFile
    blank: Cue


class CuesFile(Strict):
    """The cues that the stages ask for; what each means stands beside it in the file."""

    denied: Cue
    unless: Cue
    denied_after: Cue
    denied_later: Cue
    mocked: Cue
    shortfall: Cue
    but: Cue
    despite: Cue
    discussed: Cue
    plan: Cue
    plan_here: Cue
    perfect: Cue
    perfect_late: Cue
    superior: Cue
    superior_orders: Cue
    following: Cue
    joint: Cue
    own: Cue
    relay: Cue
    study: Cue
    study_after: Cue
    rules_on: Cue
    cited: Cue
    past: Cue
    present: Cue
    about: Cue
    about_after: Cue
    slogan: Cue
    means: Cue
    purpose: Cue
    acts: Cue
    pledge: Cue
    frame_past: Cue
    frame_plan: Cue
    frame_denied: Cue
    frame_borrowed: Cue
    frame_slogan: Cue
    frame_own: Cue
    frame_told: Cue
    announces: Cue
    opens_borrowed: Cue
    foreign: Cue
    of_law: Cue
    goes_on: Cue
    scored: Cue
    opens_slogan: Cue
    exhorts: Cue
    quotes: Cue
    when: Cue
    other_subject: Cue
    own_subject: Cue
    own_named: Cue
    speech: Cue
    orders: Cue
    for_us: Cue


class WordsFile(Strict):
    """The word lists that the stages ask for."""

    bare: Cue


class StanceFile(Strict):
    """lexicon/stance.yaml: cues (regular expressions) and word lists."""

    cues: CuesFile
    words: WordsFile
