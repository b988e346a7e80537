"""A sentence -> its clauses, facts, titles and dates, who acts in it and what it stands under.

What it says of a row is for `stance`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from auditor.match.figures import Figure, figures
from auditor.match.heard import Heard, Span
from auditor.match.scope import Actor, Frame, Scope
from auditor.match.vocabulary import TITLE, Audible, Vocabulary
from auditor.model import Hit, Report, Section, Sentence

_OUR_TITLE = re.compile(r"《(?:我|本)?[镇乡]|《街道")
_STATE_TITLE = re.compile(r"中华人民共和国|条例》|(?<!办)法》|纲要|（20\d\d[—\-]20\d\d年?）|中共中央|国务院")
# a year at a clause's beginning dates what follows; 2019年以来 and 2021年修订的 do not
_CLAUSE_YEAR = re.compile(
    r"(?:^|[，；：）、.．]|(?<!》)（)(?:早在|在|自|于|截至|到|回看|回顾)?(?:20\d\d年?[—\-－~至])?(?P<year>20\d\d)年(?!以来|起|度?以来|版|修订|修正|公布|发布|印发的|建成的|[—\-－~至]|）》)"
)
_LINE = 26
"""Characters of a line that may be a heading."""
_ISSUED = re.compile(
    r"(?<!转)(?:印发|出台|制定|制发|修订|编印|发布|公布|建立|形成|执行|下发|编制|研究|推行|即|就是|只有|实施|完善|定了|发了|立了|订了|通过|[列写][进入])[^，。；《》]{0,14}(?:《[^《》]*》[、和及]?)*$"
)
NOBODY = Actor()


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence taken apart once for all its hits. Offsets count in the sentence's text."""

    sentence: Sentence
    clauses: tuple[tuple[int, int], ...]
    figures: tuple[Figure, ...]
    titles: tuple[tuple[int, int, bool], ...]
    """Start, end, and whether it is a document of this unit."""
    heading: bool
    foreign: tuple[tuple[int, int], ...] = ()
    """The clauses about farming, trade, welfare and the like."""
    actors: tuple[Actor, ...] = ()
    """Who acts in every clause."""
    frame: Frame | None = None
    """What holds for the sentence from outside it."""
    past: tuple[int, str] | None = None
    """From where the sentence speaks of an earlier year, and the words that say so."""
    present: int = 0
    """From where it speaks of the reporting year again."""
    audible: Audible = field(default_factory=dict)
    """The cues that it may hold."""
    exclaims: str = ""
    """The exclamation or question mark that it ends in."""
    acts_other: bool = False
    """Another one acts in one of the clauses."""
    heard: dict[Span, Heard] = field(default_factory=dict, compare=False, repr=False)
    """What the cues hear in stretches of it, noted so that many hits in one clause ask once."""

    def actor_at(self, start: int) -> Actor:
        """Return who acts in the clause that holds an offset."""
        for (first, last), actor in zip(self.clauses, self.actors, strict=False):
            if first <= start < last:
                return actor
        return NOBODY

    def off_topic_at(self, start: int) -> bool:
        """Return whether the clause that holds an offset is about farming, trade, welfare or the like."""
        return bool(self.foreign) and any(a <= start < b for a, b in self.foreign)

    def goes_on_at(self, start: int, words: Vocabulary) -> bool:
        """Return whether the clause that holds an offset can go on about a matter of law named before it."""
        clause = next((self.sentence.text[a:b] for a, b in self.clauses if a <= start < b), None)
        return clause is not None and words.goes_on(clause, self.audible)

    def clause_at(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the clauses that hold a span."""
        first, last = 0, len(self.sentence.text)
        for low, high in self.clauses:
            if low <= start < high:
                first = low
            if low < end <= high:
                last = high
                break
        return first, max(last, end)


@dataclass(slots=True)
class Spot:
    """A hit in its sentence; offsets count in the sentence's text."""

    hit: Hit
    said: Said
    start: int
    end: int
    first: int
    """Where the hit's clauses begin."""
    last: int
    """Where they end."""
    text: str
    """The whole sentence."""
    words: tuple[Span, ...]
    """Where the phrase's own words stand."""
    heard: Heard
    """What the cues hear in the clauses."""
    named: Sequence[Hit] = ()
    """Hits that name the row, or others, beside it in the clauses: naming twice tells no more than once."""

    @property
    def clause(self) -> str:
        """The clauses that hold the hit."""
        return self.heard.clause

    @property
    def rest(self) -> str:
        """The clauses with the phrase's own words blotted out: what is left is the report's way of saying it."""
        return self.heard.blotted(self.words)

    @property
    def bare(self) -> str:
        """The clauses without the words of all that is named in them."""
        if not self.named:
            return self.rest
        base = self.said.sentence.start
        return self.heard.blotted(tuple([(a - base, b - base) for h in (self.hit, *self.named) for a, b in h.words]))


def spot_of(hit: Hit, said: Said, words: Vocabulary) -> Spot:
    """Place a hit in its sentence."""
    base = said.sentence.start
    start, end = hit.start - base, hit.end - base
    first, last = said.clause_at(start, end)
    own = tuple([(a - base, b - base) for a, b in hit.words])
    return Spot(hit, said, start, end, first, last, said.sentence.text, own, heard_in(said, first, last, words))


def heard_in(said: Said, first: int, last: int, words: Vocabulary) -> Heard:
    """Return what the cues hear in a stretch of a sentence; noted in it."""
    heard = said.heard.get((first, last))
    if heard is None:
        heard = said.heard[first, last] = Heard(said.sentence.text, first, last, said.audible, words)
    return heard


def take_apart(sentence: Sentence, report: Report, scope: Scope, words: Vocabulary) -> Said:
    """Split a sentence into clauses, facts and titles, with what it stands under."""
    text = sentence.text
    titles = _titles(text, report.unit, words)
    section: Section = report.sections[sentence.section]
    size = len(section.number) + len(section.heading) + 2
    heading = bool(section.heading) and sentence.start == section.start and len(text) <= size
    # 普法宣传：入脑入心: a short line with a colon and without a full stop is a heading too
    line = text.rstrip("\n”』）")
    heading = heading or (len(line) <= _LINE and "：" in line and line[-1:] not in "。！？；：，、")
    ending = text.rstrip("”』\n")[-1:]
    own = [(a, b) for a, b, is_own in titles if is_own]
    audible = scope.audible
    past, present = _past(text, report.year, words, audible)
    facts = tuple(figures(text, own))
    foreign = tuple(c for c in scope.clauses if words.off_topic(text[slice(*c)])) if "foreign" in audible else ()
    return Said(
        sentence, scope.clauses, facts, tuple(titles), heading, foreign,
        scope.actors, scope.frame, past, present, audible, ending if ending in "！？" else "",
        any(actor.other for actor in scope.actors),
    )  # fmt: skip


def _titles(text: str, unit: str, words: Vocabulary) -> list[tuple[int, int, bool]]:
    """Find the documents named, and whether they are this unit's own: by its name in them, or issued by it."""
    if "《" not in text:
        return []
    own_name = re.sub(r"^.*[省市县区旗州盟](?=.{2})|(?:镇|乡|街道|人民政府|办事处|民族)+$", "", unit)
    titles = []
    for found in TITLE.finditer(text):
        before = text[: found.start()]
        named = bool(_OUR_TITLE.match(found[0])) or (len(own_name) >= 2 and own_name in found[0])
        issued = bool(_ISSUED.search(before)) and not words.of_superior(before)
        titles.append((*found.span(), named or (issued and not _STATE_TITLE.search(found[0]))))
    return titles


def _past(text: str, year: int | None, words: Vocabulary, audible: Audible) -> tuple[tuple[int, str] | None, int]:
    """Find where a sentence turns to an earlier year, and where it turns back; the end of the text if never."""
    found = words.cue["past"].search(text) if "past" in audible else None
    past = (found.start(), found[0].strip("，；：")) if found else None
    for dated in _CLAUSE_YEAR.finditer(text) if "年" in text else ():
        if year is not None and int(dated["year"]) < year and (past is None or dated.start() < past[0]):
            past = (dated.start(), dated[0].strip("，；："))
    if past is None:
        return None, len(text)
    now = words.cue["present"].search(text, past[0] + 1)
    return past, now.start() if now else len(text)
