"""Report -> what every sentence stands under: who acts, at what time, in what mood, where its own words do not say.

A heading (县委、县政府的部署), an announcement (现将上级要求归纳如下), the first words of a paragraph (2019年) and a
quotation that is still open hold for what follows. Who acts goes on from clause to clause, and over a semicolon, until
another one is named. Whether a sentence speaks for itself again is for `stance` to weigh.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.match.squeezed import SILENT
from auditor.match.vocabulary import Audible, Vocabulary
from auditor.model import Report, Role, Section, Sentence, Stance

_FRAMES = (
    ("frame_past", Stance.PAST),
    ("frame_plan", Stance.PLAN),
    ("frame_denied", Stance.DENIED),
    ("frame_borrowed", Stance.BORROWED),
    ("frame_slogan", Stance.SLOGAN),
)
_YEAR_FIRST = re.compile(r"^[【（\s]*(?:在|自|于|截至)?(?P<year>20\d\d)年(?!以来|起|度?以来)")
_ANY_YEAR = re.compile(r"(?<![—\-－~至])(?P<year>20\d\d)年(?!以来|）)")
_YEARS = re.compile(r"（20\d\d年?[—\-－~至](?P<year>20\d\d)年?）")
_UNTIL_YEAR = re.compile(r"(?:到|至)(?P<year>20\d\d)年(?:底|末)?")
_MARK = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十]{1,2}[是要]|[◆·*•—-]+|第[一二三四五六七八九十]+部分)+\s*"
)
# a comma inside a matched pair does not part clauses; an unmatched 《 must not swallow the sentence
_PAIRED = re.compile(r"《[^《》\n]*》|（[^（）\n]*）|“[^“”\n]{0,40}”")
_PARTS = re.compile("[，：]")
_TITLE = re.compile(r"《[^《》\n]{2,60}》")
_DIGIT = re.compile(r"\d")
_OFTEN = 2
"""Exhortations in a paragraph without a figure: twice is a tone, not a slip."""
_MOST_BACK = 2000
"""A quotation longer than this is taken for an unbalanced mark."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for a sentence from outside it, and the words that say so."""

    stance: Stance
    cue: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts in a clause; where nobody is named it is this unit that reports."""

    other: str = ""
    """The words that name another one: a superior, another place, a law, a speaker."""
    ours: bool = False
    """This unit is named, as 我镇 or the like; 执法队 or 党委 could be another's too."""
    speaks: bool = False
    """The other one is a law or a speaker: whoever it speaks of, the words are its own."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a sentence stands under."""

    clauses: tuple[tuple[int, int], ...]
    """Spans in the sentence's text."""
    actors: tuple[Actor, ...]
    """Who acts in every clause."""
    frame: Frame | None = None
    audible: Audible = field(default_factory=dict)
    """The cues that it may hold."""


class Scopes:
    """Reads scopes with one vocabulary."""

    def __init__(self, words: Vocabulary) -> None:
        """Keep the vocabulary."""
        self._words = words
        self._cue = words.cue

    def of(self, report: Report) -> list[Scope]:
        """Return the scope of every sentence, by index. Linear in the text."""
        headed = self._by_section(report)
        audible = [self._words.audible(sentence.text) for sentence in report.sentences]
        whole = self._exhortations(report, audible) | self._paragraphs_ahead(report, audible)
        rows: list[Scope] = []
        announced: tuple[Frame, int] | None = None
        quoted = _Quotation()
        first: Sentence | None = None
        acting = Actor()
        opening: Frame | None = None
        for sentence, heard in zip(report.sentences, audible, strict=True):
            if first is None or sentence.paragraph != first.paragraph:
                first, acting = sentence, Actor()
                opening = whole.get(sentence.paragraph) or self._opening(first, report.year)
            elif (
                opening
                and opening.stance is Stance.PAST
                and "present" in heard
                and self._cue["present"].search(sentence.text)
            ):
                opening = None
            if announced and not _below(report.sections[sentence.section], announced[1], report):
                announced = None
            frame = opening or quoted.frame or headed[sentence.section] or (announced[0] if announced else None)
            clauses = clauses_of(sentence.text)
            actors = tuple(self._actors(sentence.text, clauses, acting, heard))
            rows.append(Scope(clauses, actors, frame, heard))
            acting = actors[-1] if sentence.text.endswith("；") else Actor()
            quoted.take(sentence, self)
            told = self._announcement(sentence, report.year)
            if told:
                announced = told, sentence.section
        return rows

    def _by_section(self, report: Report) -> list[Frame | None]:
        """Read the headings; what a chapter says holds for the parts below it."""
        rows: list[Frame | None] = []
        for section in report.sections:
            above = rows[section.parent] if section.parent >= 0 else None
            # a heading with last year's date over an account of the year is a slip, copied from last year's report
            own = self._cue["frame_own"].search(section.heading) or (
                section.role is Role.WORK and section.level == 1 and self._cue["frame_told"].search(section.heading)
            )
            rows.append(None if own else self.read(section.heading, report.year) or above)
        return rows

    def _paragraphs_ahead(self, report: Report, audible: list[Audible]) -> dict[int, Frame]:
        """Find the paragraphs that speak of later years only: nothing of this one, nothing done."""
        rows: dict[int, Frame] = {}
        barred: set[int] = set()
        for sentence, heard in zip(report.sentences, audible, strict=True):
            if sentence.paragraph in barred:
                continue
            if any(cue in heard and self._cue[cue].search(sentence.text) for cue in ("present", "perfect_late")):
                barred.add(sentence.paragraph)
            for dated in () if "年" not in sentence.text else _ANY_YEAR.finditer(_TITLE.sub("", sentence.text)):
                if report.year is None or int(dated["year"]) <= report.year:
                    barred.add(sentence.paragraph)
                else:
                    rows.setdefault(sentence.paragraph, Frame(Stance.PLAN, dated[0]))
        return {paragraph: frame for paragraph, frame in rows.items() if paragraph not in barred}

    def _exhortations(self, report: Report, audible: list[Audible]) -> dict[int, Frame]:
        """Find the paragraphs that only urge: 必须, 绝不, 都要 again and again, and not one figure."""
        urged: dict[int, int] = {}
        words: dict[int, str] = {}
        for sentence, heard in zip(report.sentences, audible, strict=True):
            found = self._cue["exhorts"].findall(sentence.text) if "exhorts" in heard else None
            if found:
                urged[sentence.paragraph] = urged.get(sentence.paragraph, 0) + len(found)
                words[sentence.paragraph] = found[0]
        counted = {
            sentence.paragraph
            for sentence in report.sentences
            if sentence.paragraph in urged
            and (_DIGIT.search(sentence.text) or self._cue["perfect_late"].search(sentence.text))
        }
        return {
            paragraph: Frame(Stance.SLOGAN, words[paragraph])
            for paragraph, times in urged.items()
            if times >= _OFTEN and paragraph not in counted
        }

    def read(self, words: str, year: int | None) -> Frame | None:
        """Read a heading or an announcement."""
        words = _TITLE.sub("", _MARK.sub("", words))
        dated = _YEAR_FIRST.search(words) or _YEARS.search(words) or _UNTIL_YEAR.search(words)
        if dated and year is not None and int(dated["year"]) != year:
            return Frame(Stance.PAST if int(dated["year"]) < year else Stance.PLAN, dated[0])
        for name, stance in _FRAMES:
            found = self._cue[name].search(words)
            if found:
                return Frame(stance, found[0])
        return None

    def speaker(self, words: str) -> Frame | None:
        """Read who or what is quoted; None when it is a name or a saying and no speech."""
        if not self._cue["quotes"].search(words):
            return None
        past = self._cue["frame_past"].search(words)
        return Frame(Stance.PAST, past[0]) if past else Frame(Stance.BORROWED, words[-10:])

    def _opening(self, first: Sentence, year: int | None) -> Frame | None:
        """Read how a paragraph begins: with a year that is over, or with a law in brackets."""
        opening = _MARK.sub("", first.text[:60])
        dated = _YEAR_FIRST.match(opening)
        if dated and year is not None and int(dated["year"]) < year:
            return Frame(Stance.PAST, dated[0])
        past = self._cue["past"].match(opening)
        if past:
            return Frame(Stance.PAST, past[0])
        pledged = self._cue["opens_slogan"].match(opening)
        if pledged:
            return Frame(Stance.SLOGAN, pledged[0])
        found = self._cue["opens_borrowed"].match(opening)
        return Frame(Stance.BORROWED, found[0]) if found else None

    def _announcement(self, sentence: Sentence, year: int | None) -> Frame | None:
        """Read an announcement of what follows; an account of the year is announced without a frame."""
        if sentence.role in SILENT:
            return None
        text = sentence.text.rstrip("。；\n")
        clauses = (text[a:b] if b >= len(text) else text[a:b].rstrip("，：") for a, b in clauses_of(text))
        said = [clause for clause in clauses if self._cue["announces"].search(clause)]
        return next((frame for clause in said if (frame := self._announced(clause, year))), None)

    def _announced(self, words: str, year: int | None) -> Frame | None:
        frame = self.read(words, year)
        for dated in _ANY_YEAR.finditer(words):
            if frame is None and year is not None and int(dated["year"]) > year:
                frame = Frame(Stance.PLAN, dated[0])
        # 现将今年工作情况和明年打算报告如下 announces what was done as well
        told = frame and frame.stance is not Stance.DENIED and self._cue["frame_told"].search(words)
        return None if told else frame

    def _actors(self, text: str, clauses: tuple[tuple[int, int], ...], actor: Actor, heard: Audible) -> Iterator[Actor]:
        """Yield for every clause who acts, going on from the clause before where it names nobody."""
        times, others, own = "when" in heard, "other_subject" in heard, "own_named" in heard
        for start, end in clauses:
            clause = _MARK.sub("", text[start:end])
            when = self._cue["when"].match(clause) if times else None
            clause = clause[when.end() :] if when else clause
            named = self._cue["other_subject"].match(clause) if others else None
            ours = own and bool(self._cue["own_named"].match(clause))
            if named and not self._cue["for_us"].search(clause):
                actor = Actor(named[0], speaks=actor.speaks or bool(self._cue["speech"].search(clause)))
                if actor.other and not actor.speaks and self._cue["orders"].search(clause):
                    # 县里印发方案，配备记录仪5台: what follows is done here
                    yield actor
                    actor = Actor()
                    continue
            elif named or ours or (not actor.speaks and self._cue["own_subject"].match(clause)):
                actor = Actor(ours=ours)
            yield actor


class _Quotation:
    """Whether a quotation is open, and under which words it was opened."""

    def __init__(self) -> None:
        self.frame: Frame | None = None
        self._size = 0

    def take(self, sentence: Sentence, scopes: Scopes) -> None:
        """Read a sentence's quotation marks."""
        text = sentence.text
        self._size += len(text)
        opened, closed = text.rfind("“"), text.rfind("”")
        if closed > opened or self._size > _MOST_BACK:
            self.frame = None
        elif opened >= 0 and closed < opened:
            self._size = 0
            self.frame = scopes.speaker(text[:opened])


def clauses_of(text: str) -> tuple[tuple[int, int], ...]:
    """Split a sentence at its commas and colons, those inside brackets and quotes left alone; at least one span."""
    rows = []
    at = 0
    kept = [found.span() for found in _PAIRED.finditer(text)]
    for found in _PARTS.finditer(text):
        if not kept or not any(a < found.start() < b for a, b in kept):
            rows.append((at, found.end()))
            at = found.end()
    if at < len(text) or not rows:
        rows.append((at, len(text)))
    return tuple(rows)


def _below(section: Section, above: int, report: Report) -> bool:
    """Return whether a section lies in another one; everything lies in the report itself."""
    while section.index != above and section.parent >= 0:
        section = report.sections[section.parent]
    return section.index == above
