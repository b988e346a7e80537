"""A hit in its sentence -> how the row is spoken of there, and the words that decided it.

Decided on the clause that holds the hit, the role of its passage and the words before it in the sentence. A word
such as 将 or 没有 misleads alone: every cue has its exceptions beside it in rules/lexicon/stance.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.book import Lexicon, Rule
from auditor.match.figures import Figure, figures
from auditor.model import Hit, Report, Role, Section, Sentence, Stance, Strength

_TITLE = re.compile(r"《[^《》\n]{2,60}》")
BARE = "只有名目"
"""The cue of a clause that holds no more than the row's name."""
# a comma inside a matched pair does not part clauses; an unmatched 《 must not swallow the sentence
_PAIRED = re.compile(r"《[^《》\n]*》|（[^（）\n]*）|“[^“”\n]{0,40}”")
# a year at a clause's beginning dates what follows; 2019年以来 and 2021年修订的 do not
_CLAUSE_YEAR = re.compile(
    r"(?:^|[，；：])(?:早在|在|自|回看|回顾)?(?P<year>20\d\d)年(?!以来|起|度?以来|版|修订|修正|公布|发布|印发的|建成的|[—\-－~至])"
)
_ISSUED = re.compile(
    r"(?<!转)(?:印发|出台|制定|制发|修订|编印|发布|公布|建立|形成|执行|下发|编制|研究|即|就是|只有|实施|完善|定了|发了|立了|订了|通过|列[进入])[^，。；《》]{0,14}(?:《[^《》]*》[、和及]?)*$"
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
    past: tuple[int, str] | None = None
    """From where the sentence speaks of an earlier year, and the words that say so."""
    present: int = 0
    """From where it speaks of the reporting year again."""

    def clause_at(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the clauses that hold a span."""
        first = next((a for a, b in self.clauses if a <= start < b), 0)
        last = next((b for a, b in self.clauses if a < end <= b), len(self.sentence.text))
        return first, max(last, end)


class Stances:
    """Reads the stance of hits with one vocabulary."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Keep the vocabulary; bare words are tried longest first."""
        self._cue = lexicon.cues
        self._bare = re.compile(
            "|".join(sorted(map(re.escape, lexicon.words.get("bare", ())), key=len, reverse=True)) or "(?!)"
        )

    def take_apart(self, sentence: Sentence, report: Report) -> Said:
        """Split a sentence into clauses, facts and titles."""
        text = sentence.text
        clauses = []
        at = 0
        kept = [found.span() for found in _PAIRED.finditer(text)]
        for found in re.finditer("[，：]", text):
            if not any(a < found.start() < b for a, b in kept):
                clauses.append((at, found.end()))
                at = found.end()
        if at < len(text):
            clauses.append((at, len(text)))
        own_name = re.sub(r"^.*[省市县区旗州盟](?=.{2})|(?:镇|乡|街道|人民政府|办事处|民族)+$", "", report.unit)
        titles = []
        for found in _TITLE.finditer(text):
            before = text[: found.start()]
            named = (
                len(own_name) >= 2 and own_name in found[0] or bool(re.match(r"《(?:我|本)?[镇乡]|《街道", found[0]))
            )
            issued = bool(_ISSUED.search(before)) and not self._of_superior(text, found.start())
            generic = bool(
                re.search(r"中华人民共和国|条例》|(?<!办)法》|纲要|（20\d\d[—\-]20\d\d年?）|中共中央|国务院", found[0])
            )
            titles.append((*found.span(), (named or issued) and not (generic and not named)))
        section: Section = report.sections[sentence.section]
        size = len(section.number) + len(section.heading) + 2
        heading = bool(section.heading) and sentence.start == section.start and len(text) <= size
        own = [(a, b) for a, b, is_own in titles if is_own]
        past, present = self._past(text, report.year)
        return Said(sentence, tuple(clauses), tuple(figures(text, own)), tuple(titles), heading, past, present)

    def _past(self, text: str, year: int | None) -> tuple[tuple[int, str] | None, int]:
        """Find where a sentence turns to an earlier year, and where it turns back; the end of the text if never."""
        found = self._cue["past"].search(text)
        past = (found.start(), found[0].strip("，；：")) if found else None
        for dated in _CLAUSE_YEAR.finditer(text):
            if past is None and year is not None and int(dated["year"]) < year:
                past = (dated.start(), dated[0].strip("，；："))
        if past is None:
            return None, len(text)
        now = self._cue["present"].search(text, past[0] + 1)
        return past, now.start() if now else len(text)

    def stance(self, hit: Hit, said: Said, rule: Rule, beside: Sequence[Hit] = ()) -> tuple[Stance, str]:
        """Return the stance of a hit and the words that decided it; empty words when nothing spoke against a deed.

        `beside` are the row's other hits in the sentence: naming the subject twice tells no more than naming it once.
        """
        text = said.sentence.text
        start, end = hit.start - said.sentence.start, hit.end - said.sentence.start
        first, last = said.clause_at(start, end)
        around = _without(text, said.sentence.start, [hit], first, last)
        title = next((t for t in said.titles if t[0] <= start and end <= t[1]), None)
        if title and not title[2] and (not rule.study_counts or "关于" in text[title[0] : title[1]]):
            return Stance.BORROWED, text[title[0] : title[1]]
        for check in (self._lacking, self._planned, self._by_others):
            found = check(hit, said, rule, around, (first, last))
            if found:
                return found
        if said.past and said.past[0] <= max(first, start - 1) < said.present and start < said.present:
            return Stance.PAST, said.past[1]
        if hit.strength is Strength.PASSING:
            return Stance.SLOGAN, "一语带过"
        if said.heading and hit.strength < Strength.FACT:
            return Stance.SLOGAN, "标题"
        named = [h for h in beside if h.strength <= Strength.TOPIC and first <= h.start - said.sentence.start < last]
        bare = _without(text, said.sentence.start, [hit, *named], first, last)
        return self._empty(hit, said, around, bare, (first, last)) or (Stance.DONE, "")

    def _lacking(
        self, hit: Hit, said: Said, rule: Rule, around: str, clause: tuple[int, int]
    ) -> tuple[Stance, str] | None:
        text, role = said.sentence.text, said.sentence.role
        own = self._cue["unless"].search(text[clause[0] :])
        denied = None if own else self._first("denied", hit, said, clause)
        if denied is None and not own and clause[1] < len(text):
            denied = self._cue["denied_after"].match(text[clause[1] :].split("，")[0])
        if denied:
            return Stance.DENIED, denied[0]
        short = self._first("shortfall", hit, said, clause)
        excused = short and self._cue["despite"].search(text[clause[0] : short.start()])
        if short and not excused and not self._cue["discussed"].search(text[slice(*clause)]):
            return Stance.SHORTFALL, short[0]
        if role in (Role.PROBLEMS, Role.CAUSES):
            return Stance.SHORTFALL, "写在问题部分"
        for later in text[clause[1] :].split("，") if hit.strength < Strength.FACT else ():
            if self._cue["but"].match(later) and self.lacks(later) and not self._cue["unless"].search(later):
                return Stance.SHORTFALL, later[:12].rstrip("。；")
        return None

    def _first(self, cue: str, hit: Hit, said: Said, clause: tuple[int, int]) -> re.Match[str] | None:
        """Return the first cue in a clause that does not begin in the phrase's own words."""
        base = said.sentence.start
        for found in self._cue[cue].finditer(said.sentence.text, *clause):
            if not any(a - base <= found.start() < b - base for a, b in hit.words):
                return found
        return None

    def _planned(
        self, hit: Hit, said: Said, rule: Rule, around: str, clause: tuple[int, int]
    ) -> tuple[Stance, str] | None:
        text, role = said.sentence.text, said.sentence.role
        before = text[: clause[1]]
        if role in (Role.PLAN, Role.MEASURES):
            late = self._cue["perfect_late"].search(text[clause[0] : clause[1]])
            if role is Role.MEASURES and not late:
                # 已选了宣传员，把民法典录成音频: what follows a thing done goes on about it
                earlier = list(self._cue["perfect_late"].finditer(before))
                late = (
                    earlier[-1]
                    if earlier and not self._cue["plan"].search(text[earlier[-1].end() : clause[1]])
                    else None
                )
            if late and (role is Role.MEASURES or late[0].startswith("已")):
                return None
            return Stance.PLAN, "写在下一步安排部分" if role is Role.PLAN else "写在改进措施部分"
        perfect = self._cue["perfect"].search(text[clause[0] : clause[1]])
        base = said.sentence.start
        for cue in reversed(list(self._cue["plan"].finditer(before))):
            own_words = any(a - base <= cue.start() and cue.end() <= b - base for a, b in hit.words)
            if own_words or any(a <= cue.start() < b for a, b, _ in said.titles):
                continue
            since = text[cue.end() : clause[1]]
            if not self._cue["perfect"].search(since) and not (perfect and cue.start() < clause[0]):
                return Stance.PLAN, cue[0].strip("，；")
        near = self._cue["plan_here"].search(around) or self._cue["plan_here"].search(_clause_before(text, clause[0]))
        if near and not perfect and not (near[0] not in around and self._cue["own"].search(text[slice(*clause)])):
            return Stance.PLAN, near[0]
        return None

    def _by_others(
        self, hit: Hit, said: Said, rule: Rule, around: str, clause: tuple[int, int]
    ) -> tuple[Stance, str] | None:
        text = said.sentence.text
        start, end = hit.start - said.sentence.start, hit.end - said.sentence.start
        # a name says nothing of who acts; a deed may hold the superior that acts in its own words
        heard = text[:start] if hit.strength <= Strength.TOPIC else text[:end]
        heard = heard[clause[0] :] if hit.strength is Strength.FACT else heard
        cue = self._of_superior(heard, len(heard))
        follows = (
            cue
            and hit.strength >= Strength.DEED
            and cue.end() <= start
            and self._cue["following"].match(cue[0].lstrip("，；："))
        )
        if cue and not follows and (not rule.superior_counts or self._cue["superior_orders"].search(cue[0])):
            return Stance.BORROWED, "上级部署"
        before, after = text[clause[0] : start], text[end : clause[1]]
        if hit.strength <= Strength.TOPIC:
            cited = self._cue["cited"].search(before)
            cited = cited or (self._cue["about"].search(before) if self._cue["about_after"].match(after) else None)
            if cited:
                return Stance.BORROWED, cited[0][:12]
        if not rule.study_counts and hit.strength <= Strength.TOPIC:
            studied = self._cue["study"].search(before) or self._cue["study_after"].match(after)
            if studied:
                return Stance.BORROWED, studied[0][:8].strip("，、：\n")
        return None

    def _of_superior(self, text: str, end: int) -> re.Match[str] | None:
        """Return the cue when what stands before `end` is a superior's act that this unit only passed on."""
        cues = list(self._cue["superior"].finditer(text[:end]))
        if not cues or self._cue["joint"].search(_clause_before(text, cues[-1].end())):
            return None
        since = _TITLE.sub("", text[cues[-1].end() : end])
        own = self._cue["own"].search(since)
        return cues[-1] if not own or self._cue["relay"].search(since[own.start() :]) else None

    def _empty(
        self, hit: Hit, said: Said, around: str, bare: str, bounds: tuple[int, int]
    ) -> tuple[Stance, str] | None:
        """Return the slogan stance when the clause holds nothing that could be checked."""
        if hit.strength is Strength.FACT:
            return None
        if any(bounds[0] <= f.start < bounds[1] and f.kind != "coverage" for f in said.figures):
            return None
        slogan = self._cue["slogan"].search(around.rstrip("，。；：！？\n"))
        if slogan and (hit.strength is Strength.TOPIC or not self._cue["purpose"].match(slogan[0])):
            return Stance.SLOGAN, slogan[0]
        if hit.strength is Strength.TOPIC and self._size(bare) < 4:
            after = said.sentence.text[bounds[1] :].split("，")[0]
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


def _without(text: str, base: int, hits: list[Hit], first: int, last: int) -> str:
    """Return clauses with the phrases' own words blotted out: what is left is the report's way of saying it."""
    chars = list(text[first:last])
    for start, end in (word for hit in hits for word in hit.words):
        for at in range(max(start - base - first, 0), min(end - base - first, len(chars))):
            chars[at] = "\x00"
    return re.sub("\x00+", "\x00", "".join(chars))
