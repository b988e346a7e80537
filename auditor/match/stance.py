"""A hit in its sentence -> how the row is spoken of there, and the words that decided it.

Decided on the clause that holds the hit, the role of its passage and the words before it in the sentence. A word
such as 将 or 没有 misleads alone: every cue has its exceptions beside it in rules/lexicon/stance.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.book import Lexicon, Rule
from auditor.match.figures import Figure, figures
from auditor.match.language import spelled_out
from auditor.match.scope import Actor, Frame, Scope, Scopes
from auditor.model import Hit, Report, Role, Section, Sentence, Stance, Strength

_TITLE = re.compile(r"《[^《》\n]{2,60}》")
_OUR_TITLE = re.compile(r"《(?:我|本)?[镇乡]|《街道")
_STATE_TITLE = re.compile(r"中华人民共和国|条例》|(?<!办)法》|纲要|（20\d\d[—\-]20\d\d年?）|中共中央|国务院")
BARE = "只有名目"
"""The cue of a clause that holds no more than the row's name."""
# a year at a clause's beginning dates what follows; 2019年以来 and 2021年修订的 do not
_CLAUSE_YEAR = re.compile(
    r"(?:^|[，；：）、.．]|(?<!》)（)(?:早在|在|自|于|截至|到|回看|回顾)?(?:20\d\d年?[—\-－~至])?(?P<year>20\d\d)年(?!以来|起|度?以来|版|修订|修正|公布|发布|印发的|建成的|[—\-－~至]|）》)"
)
# of a whole county, or of its departments: a superior's sum, not its visit to this unit
_EVERYBODY = re.compile("全[省市州盟县区旗国]|[省市县区旗州盟]直|各")
# 法律顾问是参谋助手: the name is explained, nothing is told of it
_DEFINED = re.compile(
    r"[”》]?(?:也|就|正|都|才|便|更|永远|从来|归根结底)?(?:是(?![由在否以把对向与指街镇乡我本])|犹如|如同|好比|重在|贵在|在于|不可或缺|必不可少|不是)"
)
# 执法队伍要持证上岗
_URGED = re.compile("(?<![主重需首只不])(?:要|应该|须得)(?:严格|切实|坚持|全面|做到)?$")
_LINE = 26
"""Characters of a line that may be a heading."""
# what nearly every clause of such a report speaks of tells nothing of a row
_DOMAIN = re.compile("行政执法|综合执法|执法|法治化?|依法(?:行政)?|要求|[和与及的等了]")
_DATED = re.compile(r"（[^（）]*）|\d+(?:年度?|月|日)?")
_SETS_UP = re.compile("设立|建立|成立|组织|开展|制定|聘|印发|配备")
_LABELS = re.compile("：$|(?:的事|一事|这块|这一块|方面|上头)，$")
_LABEL = 16
"""Characters of a label before a colon; what follows is said of it."""
_LITTLE = 10
"""Characters of a clause that can only go on about what was named before it (参加人员46人次)."""
_LISTED = 5
"""Characters besides the names: a clause that lists three rows and tells less than this tells nothing of any."""
_ISSUED = re.compile(
    r"(?<!转)(?:印发|出台|制定|制发|修订|编印|发布|公布|建立|形成|执行|下发|编制|研究|即|就是|只有|实施|完善|定了|发了|立了|订了|通过|[列写][进入])[^，。；《》]{0,14}(?:《[^《》]*》[、和及]?)*$"
)


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
    on_topic: tuple[tuple[int, int], ...] = ()
    """The clauses that speak of law, or too little to be about something else (共12次)."""
    actors: tuple[Actor, ...] = ()
    """Who acts in every clause."""
    frame: Frame | None = None
    """What holds for the sentence from outside it."""
    past: tuple[int, str] | None = None
    """From where the sentence speaks of an earlier year, and the words that say so."""
    present: int = 0
    """From where it speaks of the reporting year again."""

    def actor_at(self, start: int) -> Actor:
        """Return who acts in the clause that holds an offset."""
        clauses = zip(self.clauses, self.actors, strict=False)
        return next((actor for (a, b), actor in clauses if a <= start < b), Actor())

    def off_topic_at(self, start: int) -> bool:
        """Return whether the clause that holds an offset is about farming, trade, welfare or the like."""
        return any(a <= start < b for a, b in self.foreign)

    def goes_on_at(self, start: int) -> bool:
        """Return whether the clause that holds an offset can go on about a matter of law named before it."""
        return any(a <= start < b for a, b in self.on_topic)

    def clause_at(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the clauses that hold a span."""
        first = next((a for a, b in self.clauses if a <= start < b), 0)
        last = next((b for a, b in self.clauses if a < end <= b), len(self.sentence.text))
        return first, max(last, end)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A hit in its sentence; offsets count in the sentence's text."""

    hit: Hit
    said: Said
    start: int
    end: int
    first: int
    """Where the hit's clauses begin."""
    last: int
    """Where they end."""

    @property
    def text(self) -> str:
        """The whole sentence."""
        return self.said.sentence.text

    @property
    def clause(self) -> str:
        """The clauses that hold the hit."""
        return self.text[self.first : self.last]

    @property
    def words(self) -> list[tuple[int, int]]:
        """Where the phrase's own words stand."""
        base = self.said.sentence.start
        return [(a - base, b - base) for a, b in self.hit.words]

    def without(self, *hits: Hit) -> str:
        """Return the clauses with the words of hits blotted out: what is left is the report's way of saying it."""
        chars = list(self.clause)
        base = self.said.sentence.start + self.first
        for start, end in (word for hit in hits for word in hit.words):
            for at in range(max(start - base, 0), min(end - base, len(chars))):
                chars[at] = "\x00"
        return re.sub("\x00+", "\x00", "".join(chars))


class Stances:
    """Reads the stance of hits with one vocabulary."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Keep the vocabulary; bare words are tried longest first."""
        self._scopes = Scopes(lexicon)
        self._named: dict[str, frozenset[str]] = {}
        self._cue = lexicon.cues
        self._bare = re.compile(
            "|".join(sorted(map(re.escape, lexicon.words.get("bare", ())), key=len, reverse=True)) or "(?!)"
        )

    def scopes(self, report: Report) -> list[Scope]:
        """Return what every sentence of a report stands under."""
        return self._scopes.of(report)

    def take_apart(self, sentence: Sentence, report: Report, scope: Scope) -> Said:
        """Split a sentence into clauses, facts and titles, with what it stands under."""
        text = sentence.text
        titles = self._titles(text, report.unit)
        section: Section = report.sections[sentence.section]
        size = len(section.number) + len(section.heading) + 2
        heading = bool(section.heading) and sentence.start == section.start and len(text) <= size
        # a short line without a full stop is a heading too, whatever it is headed with
        heading = heading or (text.endswith("\n") and len(text) <= _LINE and text[-2:-1] not in "。！？；：，、")
        own = [(a, b) for a, b, is_own in titles if is_own]
        past, present = self._past(text, report.year)
        facts = tuple(figures(text, own))
        foreign = tuple((a, b) for a, b in scope.clauses if self.off_topic(text[a:b]))
        on_topic = tuple((a, b) for a, b in scope.clauses if self._on_topic(text[a:b]))
        return Said(
            sentence, scope.clauses, facts, tuple(titles), heading, foreign, on_topic,
            scope.actors, scope.frame, past, present,
        )  # fmt: skip

    def _titles(self, text: str, unit: str) -> list[tuple[int, int, bool]]:
        """Find the documents named, and whether they are this unit's own: by its name in them, or issued by it."""
        own_name = re.sub(r"^.*[省市县区旗州盟](?=.{2})|(?:镇|乡|街道|人民政府|办事处|民族)+$", "", unit)
        titles = []
        for found in _TITLE.finditer(text):
            before = text[: found.start()]
            named = bool(_OUR_TITLE.match(found[0])) or (len(own_name) >= 2 and own_name in found[0])
            issued = bool(_ISSUED.search(before)) and not self._of_superior(before)
            titles.append((*found.span(), named or (issued and not _STATE_TITLE.search(found[0]))))
        return titles

    def _past(self, text: str, year: int | None) -> tuple[tuple[int, str] | None, int]:
        """Find where a sentence turns to an earlier year, and where it turns back; the end of the text if never."""
        found = self._cue["past"].search(text)
        past = (found.start(), found[0].strip("，；：")) if found else None
        for dated in _CLAUSE_YEAR.finditer(text):
            if year is not None and int(dated["year"]) < year and (past is None or dated.start() < past[0]):
                past = (dated.start(), dated[0].strip("，；："))
        if past is None:
            return None, len(text)
        now = self._cue["present"].search(text, past[0] + 1)
        return past, now.start() if now else len(text)

    def stance(
        self, hit: Hit, said: Said, rule: Rule, beside: Sequence[Hit] = (), *, crowded: bool = False
    ) -> tuple[Stance, str]:
        """Return the stance of a hit and the words that decided it; empty words when nothing spoke against a deed.

        `beside` are the row's other hits in the sentence: naming the subject twice tells no more than naming it once.
        """
        base = said.sentence.start
        first, last = said.clause_at(hit.start - base, hit.end - base)
        spot = _Spot(hit, said, hit.start - base, hit.end - base, first, last)
        title = next((t for t in said.titles if t[0] <= spot.start and spot.end <= t[1]), None)
        if title and not title[2] and (not rule.study_counts or "关于" in spot.text[title[0] : title[1]]):
            return Stance.BORROWED, spot.text[title[0] : title[1]]
        # 执法记录仪：两台坏了未修
        labels = last - first <= _LABEL and _LABELS.search(spot.clause) is not None
        wide = replace(spot, last=len(spot.text)) if labels else spot
        found = (
            self._lacking(wide)
            or self._planned(wide)
            or self._by_others(spot, rule)
            or self._past_only(spot)
            or self._framed(spot, rule)
            or self._foreign(spot)
        )
        if found:
            return found
        if hit.strength is Strength.PASSING:
            return Stance.SLOGAN, "一语带过"
        if said.heading and hit.strength < Strength.FACT and all(f.kind == "coverage" for f in said.figures):
            return Stance.SLOGAN, "标题"
        named = [h for h in beside if (crowded or h.strength <= Strength.TOPIC) and first <= h.start - base < last]
        bare = spot.without(hit, *named)
        if crowded and self._only_names(spot, rule) and self._size(bare) < _LISTED:
            return Stance.SLOGAN, BARE
        return self._empty(spot, bare, rule) or (Stance.DONE, "")

    def _lacking(self, spot: _Spot) -> tuple[Stance, str] | None:
        """Denied, or told as what is missing: by the clause, by the part it stands in, or by a turn after it."""
        rest = spot.text[spot.last :]
        excepted = self._cue["unless"].search(spot.text[spot.first :])
        denied = (
            None if excepted else self._first("denied", spot) or self._cue["denied_after"].match(rest.split("，")[0])
        )
        if denied:
            return Stance.DENIED, denied[0]
        for later in rest.split("，") if spot.hit.strength < Strength.FACT else ():
            own = self._cue["denied_later"].match(later)
            if own and not excepted:
                return Stance.DENIED, own[0]
        short = self._first("shortfall", spot)
        excused = short and self._cue["despite"].search(spot.text[spot.first : short.start()])
        if short and not excused and not self._cue["discussed"].search(spot.clause):
            return Stance.SHORTFALL, short[0]
        if spot.said.sentence.role in (Role.PROBLEMS, Role.CAUSES):
            return Stance.SHORTFALL, "写在问题部分"
        for later in rest.split("，") if spot.hit.strength < Strength.FACT else ():
            if self._cue["but"].match(later) and self.lacks(later) and not self._cue["unless"].search(later):
                return Stance.SHORTFALL, later[:12].rstrip("。；")
        return None

    def _first(self, cue: str, spot: _Spot) -> re.Match[str] | None:
        """Return the first cue in the clauses that does not begin in the phrase's own words."""
        for found in self._cue[cue].finditer(spot.text, spot.first, spot.last):
            if not any(a <= found.start() < b for a, b in spot.words):
                return found
        return None

    def _planned(self, spot: _Spot) -> tuple[Stance, str] | None:
        """Told as what will be done: by the part it stands in, or by a cue before it in the sentence."""
        role = spot.said.sentence.role
        if role in (Role.PLAN, Role.MEASURES):
            if self._done_already(spot, role):
                return None
            return Stance.PLAN, "写在下一步安排部分" if role is Role.PLAN else "写在改进措施部分"
        before = spot.text[: spot.last]
        perfect = self._cue["perfect"].search(spot.clause)
        for cue in reversed(list(self._cue["plan"].finditer(before))):
            own_words = any(a <= cue.start() and cue.end() <= b for a, b in spot.words)
            if own_words or any(a <= cue.start() < b for a, b, _ in spot.said.titles):
                continue
            if not self._cue["perfect"].search(before, cue.end()) and not (perfect and cue.start() < spot.first):
                return Stance.PLAN, cue[0].strip("，；")
        here = self._cue["plan_here"].search(spot.without(spot.hit))
        near = here or self._cue["plan_here"].search(_clause_before(spot.text, spot.first))
        if near and not perfect and (here or not self._cue["own"].search(spot.clause)):
            return Stance.PLAN, near[0]
        return None

    def _done_already(self, spot: _Spot, role: Role) -> bool:
        """Return whether a clause in the plan or among the measures tells of a thing done."""
        late = self._cue["perfect_late"].search(spot.clause)
        if role is Role.PLAN or late:
            return late is not None and (role is Role.MEASURES or late[0].startswith("已"))
        # 已选了宣传员，把民法典录成音频: what follows a thing done goes on about it
        earlier = list(self._cue["perfect_late"].finditer(spot.text, 0, spot.last))
        return bool(earlier) and not self._cue["plan"].search(spot.text[earlier[-1].end() : spot.last])

    def _by_others(self, spot: _Spot, rule: Rule) -> tuple[Stance, str] | None:
        """A superior's act, the name of a document, or a subject of study."""
        strength = spot.hit.strength
        # a name says nothing of who acts; a deed may hold the superior that acts in its own words
        heard = spot.text[: spot.start if strength <= Strength.TOPIC else spot.end]
        heard = heard[spot.first :] if strength is Strength.FACT else heard
        mocked = self._cue["mocked"].search(spot.text[: spot.start])
        if mocked and spot.text.rfind("“", 0, spot.start) > mocked.start():
            return Stance.SLOGAN, mocked[0][:8]
        cue = self._of_superior(heard)
        if cue and (not rule.superior_counts or self._cue["superior_orders"].search(cue[0])):
            own_act = strength >= Strength.DEED and cue.end() <= spot.start
            if not (own_act and self._cue["following"].match(cue[0].lstrip("，；："))):
                return Stance.BORROWED, "上级部署"
        if strength > Strength.TOPIC:
            return None
        before, after = spot.text[spot.first : spot.start], spot.text[spot.end : spot.last]
        found = self._cue["cited"].search(before)
        if not found and self._cue["about_after"].match(after):
            found = self._cue["about"].search(before)
        if not found and not rule.study_counts:
            found = self._cue["study"].search(before) or self._cue["study_after"].match(after)
        return (Stance.BORROWED, found[0][:12].strip("，、：\n")) if found else None

    def _past_only(self, spot: _Spot) -> tuple[Stance, str] | None:
        past, present = spot.said.past, spot.said.present
        if past is None or spot.start >= present or spot.first >= present:
            return None
        # 法律顾问：（2019年度）聘请……: what stands before the year is its label
        labelled = spot.clause.endswith("：") and past[0] <= spot.last
        return (Stance.PAST, past[1]) if past[0] < spot.end or labelled else None

    def _framed(self, spot: _Spot, rule: Rule) -> tuple[Stance, str] | None:
        """Under a heading or announcement about something else, where the clause does not speak for itself again."""
        actor = spot.said.actor_at(spot.start)
        if actor.other and (not rule.superior_counts or _EVERYBODY.match(actor.other)):
            return Stance.BORROWED, actor.other
        scored = self._cue["scored"].search(spot.text)
        if scored:
            return Stance.BORROWED, scored[0]
        frame = spot.said.frame
        if frame is None or (frame.stance is Stance.BORROWED and actor.ours):
            return None
        again = self._cue["present" if frame.stance is Stance.PAST else "perfect_late"]
        if frame.stance is not Stance.BORROWED and again.search(spot.text, 0, spot.last):
            return None
        return frame.stance, frame.cue

    def _foreign(self, spot: _Spot) -> tuple[Stance, str] | None:
        """A clause about farming, trade or welfare that only borrows the row's word."""
        # a name may be the only word of law in the clause; a deed's own words say what it is about
        if spot.hit.strength <= Strength.TOPIC:
            found = self.off_topic(spot.without(spot.hit))
        else:
            last = spot.said.clause_at(spot.words[-1][0], spot.words[-1][1]) if spot.words else (spot.first, spot.last)
            found = self.off_topic(spot.clause) or self.off_topic(spot.text[slice(*last)])
        return (Stance.SLOGAN, found) if found else None

    def off_topic(self, text: str) -> str:
        """Return the words that show a stretch to be about other work than that of law; empty if it is not."""
        found = self._cue["foreign"].search(text)
        return found[0] if found and not self._cue["of_law"].search(text) else ""

    def _on_topic(self, clause: str) -> bool:
        if self._cue["of_law"].search(clause):
            return True
        if self._cue["foreign"].search(clause):
            return False
        return bool(self._cue["goes_on"].search(clause)) or self._size(re.sub(r"[\d.%]", "", clause)) <= _LITTLE

    def _of_superior(self, text: str) -> re.Match[str] | None:
        """Return the cue when a stretch ends in a superior's act that this unit only passed on."""
        cues = list(self._cue["superior"].finditer(text))
        if not cues or self._cue["joint"].search(_clause_before(text, cues[-1].end())):
            return None
        since = _TITLE.sub("", text[cues[-1].end() :])
        own = self._cue["own"].search(since)
        return cues[-1] if not own or self._cue["relay"].search(since[own.start() :]) else None

    def _only_names(self, spot: _Spot, rule: Rule) -> bool:
        """Return whether a hit holds no more than the row's name with a bare verb (强化法律顾问作用)."""
        if spot.hit.strength is not Strength.DEED or rule.need > 1:
            return spot.hit.strength is Strength.TOPIC
        words = "".join(spot.text[a:b] for a, b in spot.words)
        return self._bare.sub("", words) in self._names(rule) and not _SETS_UP.search(words)

    def _unnamed(self, text: str, rule: Rule) -> str:
        """Return a text without the names of a row's subject."""
        for name in self._names(rule):
            text = text.replace(name, "") if name else text
        return text

    def _names(self, rule: Rule) -> frozenset[str]:
        """Return the names of a row's subject as spelled out in its rule, bare words taken off."""
        if rule.id not in self._named:
            phrases = (phrase for element in rule.elements for phrase in element.topics)
            names = (self._bare.sub("", name) for phrase in phrases for name in spelled_out(phrase))
            self._named[rule.id] = frozenset(names)
        return self._named[rule.id]

    def _empty(self, spot: _Spot, bare: str, rule: Rule) -> tuple[Stance, str] | None:
        """Return the slogan stance when the clause holds nothing that could be checked."""
        if spot.hit.strength is Strength.FACT:
            return None
        if any(spot.first <= f.start < spot.last and f.kind != "coverage" for f in spot.said.figures):
            return None
        if spot.text.rstrip("”』\n").endswith(("！", "？")):
            return Stance.SLOGAN, spot.text.rstrip("”』\n")[-1]
        slogan = self._cue["slogan"].search(spot.without(spot.hit).rstrip("，。；：！？\n"))
        if slogan and (spot.hit.strength is Strength.TOPIC or not self._cue["purpose"].match(slogan[0])):
            return Stance.SLOGAN, slogan[0]
        if self._only_names(spot, rule):
            if _URGED.search(spot.text[spot.first : spot.start]):
                return Stance.SLOGAN, "要"
            if not rule.study_counts and _DEFINED.match(spot.text, spot.end, spot.last):
                return Stance.SLOGAN, "是什么、为什么"
            after = self._unnamed(spot.text[spot.last :].split("，")[0], rule)
            told = self._size(_DATED.sub("", _DOMAIN.sub("", bare))) >= 4
            if told or self._cue["means"].match(spot.text[spot.end : spot.last]):
                return None
            if self._size(after) < 7 or not self._cue["means"].match(after) or self._cue["slogan"].search(after):
                return Stance.SLOGAN, BARE
        return None

    def without_bare(self, text: str) -> str:
        """Return a text with its empty words turned into blanks."""
        return self._bare.sub(" ", text)

    def lacks(self, text: str) -> bool:
        """Return whether a stretch says that something is lacking."""
        return bool(self._cue["shortfall"].search(text) or self._cue["denied"].search(text))

    def plans(self, text: str) -> int:
        """Count the clauses of a sentence about the future that hold a measure: no pledge, no bare verb."""
        clauses = [c for c in re.split("[，。；：]", text) if c and self._cue["acts"].search(c)]
        empty = (self._cue["slogan"], self._cue["pledge"])
        return sum(self._size(c) >= 7 and not any(cue.search(c) for cue in empty) for c in clauses)

    def _size(self, text: str) -> int:
        """Count the characters that tell something."""
        return len(re.sub(r"[\W_]", "", self._bare.sub("", text)))


def _clause_before(text: str, end: int) -> str:
    """Return what stands before `end` in its clause; at a clause's beginning, the clause before."""
    return re.split("[，；：]", text[:end].rstrip("，；："))[-1]
