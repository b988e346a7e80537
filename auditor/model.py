"""The values that travel from stage to stage. Frozen, plain, without behaviour beyond look-ups.

Offsets are code points, half open. `Document` and everything that leaves the pipeline count in the source text;
`Clean`, `Report`, `Clause` and `Hit` count in the cleaned text, and `Clean.source_span` leads back.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class Level(IntEnum):
    """The four-step scale of the checklist."""

    ABSENT = 0
    MENTIONED = 1
    DONE = 2
    EVIDENCED = 3

    @property
    def code(self) -> str:
        """Name used in rule files and JSON."""
        return self.name.lower()


class Flag(StrEnum):
    """Why a verdict does not stand higher."""

    PLAN_ONLY = "plan_only"
    SHORTFALL_ONLY = "shortfall_only"
    NEGATED = "negated"
    BORROWED = "borrowed"
    PARTIAL = "partial"


class Role(StrEnum):
    """What a stretch of the report is for."""

    MASTHEAD = "masthead"
    TITLE = "title"
    LEAD = "lead"
    WORK = "work"
    PROBLEMS = "problems"
    CAUSES = "causes"
    MEASURES = "measures"
    PLAN = "plan"
    SIGNATURE = "signature"


class UnitKind(StrEnum):
    """Which kind of unit a report is by; the checklist is chosen by it."""

    TOWNSHIP = "township"
    """镇, 乡, 苏木."""
    SUBDISTRICT = "subdistrict"
    """街道."""
    DEPARTMENT = "department"
    """A bureau, commission or office of a county or district."""


class Stance(StrEnum):
    """How a clause speaks of its subject."""

    DONE = "done"
    SLOGAN = "slogan"
    PLAN = "plan"
    SHORTFALL = "shortfall"
    DENIED = "denied"
    BORROWED = "borrowed"
    PAST = "past"
    """Of an earlier year."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its text and how well it was read."""

    path: str
    """As given by the user, or `-` for standard input."""
    text: str
    """Extracted text; every public offset counts in it."""
    sha256: str
    """Of the file's bytes."""
    format: str
    """Name of the format that was read, such as txt, docx or pdf."""
    quality: float = 1.0
    """Share of characters that are not odd (replacement, private use, control), 0-1."""
    warnings: tuple[str, ...] = ()
    """Chinese sentences about what was odd in reading."""
    page_starts: tuple[int, ...] = ()
    """Offset of every page's first character; empty when the format has no pages."""
    unread_pages: tuple[int, ...] = ()
    """Pages, from 1, that show a picture in place of text and were not recognised."""
    recognised: tuple[tuple[int, int], ...] = ()
    """Spans whose characters were recognised from a picture and may be misread."""
    confidence: float | None = None
    """Mean certainty of the recognised characters, 0-1; None where nothing was recognised."""
    page_confidence: tuple[float | None, ...] = ()
    """The same for every page; empty where nothing was recognised."""
    published: str = ""
    """Date that the web page around the report bears, as written; never the report's own."""
    source: str = ""
    """Where the web page around the report says it comes from."""
    _line_starts: tuple[int, ...] = field(default=(), repr=False)

    def is_recognised(self, start: int, end: int) -> bool:
        """Return whether any character of a span was recognised from a picture."""
        return any(first < end and start < last for first, last in self.recognised)

    def line_of(self, offset: int) -> int:
        """Return the line, from 1, that holds the offset."""
        return bisect_right(self._line_starts, offset) if self._line_starts else 1

    def column_of(self, offset: int) -> int:
        """Return the place of an offset in its line, in code points from 1."""
        return offset - self._line_starts[self.line_of(offset) - 1] + 1 if self._line_starts else offset + 1

    def page_of(self, offset: int) -> int | None:
        """Return the page, from 1, that holds the offset; None when the format has no pages."""
        return bisect_right(self.page_starts, offset) or 1 if self.page_starts else None

    @classmethod
    def of(cls, text: str, *, path: str = "-", sha256: str = "", format: str = "txt", **more: object) -> Document:
        """Build a document and index its lines."""
        starts = [0]
        at = text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = text.find("\n", at + 1)
        return cls(path, text, sha256, format, _line_starts=tuple(starts), **more)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Clean:
    """Normalised text with a way back: paragraphs end with a line feed, characters are unified, layout is gone."""

    text: str
    origin: array[int]
    """For every character of `text`, the source offset it came from; rising."""

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source span that the cleaned span stands for."""
        if start >= end:
            at = self.origin[start] if start < len(self.origin) else 0
            return at, at
        return self.origin[start], self.origin[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it up to the next heading of its own or a higher level."""

    index: int
    """Position in `Report.sections`."""
    number: str
    """As written, such as 一、 or （二）; empty where there is none."""
    heading: str
    """Without number; empty for the report's body and for bare numbered items."""
    level: int
    """0 the whole report, 1 一、, 2 （一）, 3 1., 4 （1）, 5 ①."""
    role: Role
    parent: int
    """Index of the section above; -1 for the report itself."""
    start: int
    end: int
    names_role: bool = False
    """The heading says what the part is for (存在的问题), rather than what it is about."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch up to 。！？； or the end of a paragraph."""

    index: int
    text: str
    start: int
    end: int
    section: int
    """Index into `Report.sections`."""
    role: Role
    paragraph: int
    """Number of the paragraph, from 0."""
    item: str = ""
    """The list mark that the sentence opens with (一是, 1.), empty if none."""


@dataclass(frozen=True, slots=True)
class Report:
    """A document cut into sections and sentences, with what its title and end say of it."""

    clean: Clean
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    title: str = ""
    title_span: tuple[int, int] | None = None
    unit: str = ""
    kind: UnitKind = UnitKind.TOWNSHIP
    year: int | None = None
    letterhead: str = ""
    signature: str = ""
    signature_span: tuple[int, int] | None = None
    date: str = ""
    date_span: tuple[int, int] | None = None

    def path_of(self, section: int) -> str:
        """Return the headings from the top down to a section, joined by ` > `."""
        names: list[str] = []
        while section > 0:
            part = self.sections[section]
            if part.number or part.heading:
                names.append(part.number + part.heading)
            section = part.parent
        return " > ".join(reversed(names))


class Strength(IntEnum):
    """What a phrase of a rule proves by itself."""

    PASSING = 1
    """Speaks of the row, never as a deed."""
    TOPIC = 2
    """Names the subject; a deed where the clause tells more than the name."""
    DEED = 3
    """Tells what is done."""
    FACT = 4
    """Tells what is done and how much of it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a sentence speaks of a row."""

    rule: str
    element: str
    strength: Strength
    phrase: str
    """As written in the rule file."""
    sentence: int
    start: int
    end: int
    edits: int = 0
    """Characters inserted, dropped or changed against the phrase."""
    words: tuple[tuple[int, int], ...] = ()
    """Where the phrase's own words stand inside the hit; the gaps between them are the report's."""


class Remark(str):
    """A cue in the program's own words, where no words of the report decided: never shown as a quotation."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A hit understood: how the row is spoken of there, and with what figure."""

    hit: Hit
    stance: Stance
    level: Level
    cue: str = ""
    """The words that decided the stance; empty when nothing spoke against a deed."""
    figure: tuple[int, int] | None = None
    """Cleaned span of the figure that belongs to the hit."""


MOST_ADDITIONS = 3
"""Next steps that a ledger names: as many as can be taken in one evening."""
MOST_PROOFS = 6
"""Quotes that show a verdict: more would be read by nobody."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A cleaned span that shows a verdict."""

    start: int
    end: int
    section: int


class Unbound(StrEnum):
    """Why no figure belongs to a hit."""

    NOT_SOUGHT = "not_sought"
    """Nothing is told as done there, so that no figure was looked for."""
    NONE = "none"
    """The sentence holds no fact."""
    UNFIT = "unfit"
    """There is a fact, of a kind or unit that is not the row's."""
    APART = "apart"
    """There is a fitting fact, in a clause that does not go on about the hit."""


class Miss(StrEnum):
    """Why a passage that comes near to a row is not of it."""

    LOOK_ALIKE = "look_alike"
    """Inside one of the row's masks."""
    OTHER_ROW = "other_row"
    """Part of another row's longer name."""
    ELSEWHERE = "elsewhere"
    """In a part of the report where it does not count."""
    LIKE = "like"
    """Similar to a phrase of the row, and not the same."""


@dataclass(frozen=True, slots=True)
class Near:
    """The passage that came closest to a row that a report does not speak of."""

    proof: Proof
    start: int
    """Cleaned span of the very words, inside `proof`."""
    end: int
    miss: Miss
    phrase: str
    """Of the row, as written or spelled out; for a look-alike the mask."""
    other: str = ""
    """The row that the words belong to."""
    likeness: int = 100
    """Of the words to the phrase, 0-100."""


@dataclass(frozen=True, slots=True)
class Note:
    """A thing that a judge of form counted."""

    text: str
    """Chinese: what was found of it."""
    ok: bool
    """It speaks for a higher level."""
    proof: Proof | None = None
    """The part, problem or measure itself; None for what is missing."""
    answer: Proof | None = None
    """The measure that comes closest to a problem."""
    likeness: float | None = None
    """Of problem and measure; 1 and above is enough."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a judge says of a row before points are given."""

    rule: str
    level: Level
    flags: tuple[Flag, ...]
    reason: str
    """One Chinese sentence."""
    proofs: tuple[Proof, ...]
    """One to `MOST_PROOFS` for a level above 0, best first; empty for level 0."""
    nearest: Near | None = None
    """For level 0: the passage that came closest, if any."""
    readings: tuple[Reading, ...] = ()
    """For rows of the ladder: every hit as understood, in text order."""
    notes: tuple[Note, ...] = ()
    """For rows of form: what was counted."""
