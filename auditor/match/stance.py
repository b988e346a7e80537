"""A hit in its sentence -> how the row is spoken of there, and the words that decided it.

Decided on the clause that holds the hit, the role of its passage and the words before it in the sentence. A word
such as 将 or 没有 misleads alone: every cue has its exceptions beside it in rules/lexicon/stance.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from auditor.book import Lexicon, Rule
from auditor.match.emptiness import BARE, Emptiness
from auditor.match.said import Said, Spot
from auditor.match.scope import Scope, Scopes
from auditor.match.vocabulary import Vocabulary, clause_before
from auditor.model import Hit, Remark, Report, Role, Stance, Strength

# “执法人员全部持证”，实际一本证也没有
_BELIED = re.compile(
    "”[^，。；]{0,4}，(?:实际|其实|翻遍|一查|查无|问了|[^，。；]{0,12}(?:没有|没见|找不到|查不到|说没|并无|未见))"
)
_NO = "没未无不"
_NEXT = 20
"""Characters after a clause in which 一律不得 may still turn what it denies into a rule."""
_MORE_THAN_A_NAME = 10
_EVERYBODY = re.compile("全[省市州盟县区旗国]|[省市县区旗州盟]直|各")
_LABELS = re.compile("：$|(?:的事|一事|这块|这一块|方面|上头)，$")
_ONWARD = ("继续", "进一步")
_SHOWN = 12
"""Characters of a cue that are shown."""
_LABEL = 16
"""Characters of a label before a colon; what follows is said of it."""


class Stances:
    """Reads the stance of hits with one vocabulary."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Make the vocabulary ready."""
        self.words = Vocabulary(lexicon)
        self._cue = lexicon.cues
        self._scopes = Scopes(lexicon)
        self._empty = Emptiness(self.words)

    def scopes(self, report: Report) -> list[Scope]:
        """Return what every sentence of a report stands under."""
        return self._scopes.of(report)

    def stance(
        self, hit: Hit, said: Said, rule: Rule, beside: Sequence[Hit] = (), *, crowded: bool = False
    ) -> tuple[Stance, str]:
        """Return the stance of a hit and the words that decided it; empty words when nothing spoke against a deed.

        `beside` are the row's other hits in the sentence: naming the subject twice tells no more than naming it once.
        """
        base = said.sentence.start
        first, last = said.clause_at(hit.start - base, hit.end - base)
        spot = Spot(hit, said, hit.start - base, hit.end - base, first, last)
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
            return Stance.SLOGAN, Remark("一语带过")
        if said.heading and hit.strength < Strength.FACT and all(f.kind == "coverage" for f in said.figures):
            return Stance.SLOGAN, Remark("标题")
        named = [h for h in beside if (crowded or h.strength <= Strength.TOPIC) and first <= h.start - base < last]
        bare = spot.without(hit, *named)
        if crowded and self._empty.lists(spot, bare, rule):
            return Stance.SLOGAN, BARE
        return self._empty.of(spot, bare, rule) or (Stance.DONE, "")

    def _lacking(self, spot: Spot) -> tuple[Stance, str] | None:
        """Denied, or told as what is missing: by the clause, by the part it stands in, or by a turn after it."""
        rest = spot.text[spot.last :]
        excepted = self._cue["unless"].search(spot.text[spot.first : spot.last + _NEXT])
        denied = (
            None if excepted else self._first("denied", spot) or self._cue["denied_after"].match(rest.split("，")[0])
        )
        if denied:
            return Stance.DENIED, denied[0]
        for later in rest.split("，") if spot.hit.strength < Strength.FACT else ():
            own = self._cue["denied_later"].match(later)
            if own and not excepted:
                return Stance.DENIED, own[0]
        belied = _BELIED.search(spot.text, spot.end) if _quoted(spot) else None
        if belied:
            return Stance.DENIED, belied[0].strip("”，")
        short = self._first("shortfall", spot)
        excused = short and self._cue["despite"].search(spot.text[spot.first : short.start()])
        if short and not excused and not self._cue["discussed"].search(spot.clause):
            return Stance.SHORTFALL, short[0]
        if spot.said.sentence.role in (Role.PROBLEMS, Role.CAUSES):
            return Stance.SHORTFALL, Remark("写在问题部分")
        for later in rest.split("，") if spot.hit.strength < Strength.FACT else ():
            if self._cue["but"].match(later) and self.words.lacks(later) and not self._cue["unless"].search(later):
                return Stance.SHORTFALL, later[:12].rstrip("。；")
        return None

    def _first(self, cue: str, spot: Spot) -> re.Match[str] | None:
        """Return the first cue in the clauses whose deciding word is not the phrase's own."""
        for found in self._cue[cue].finditer(spot.text, spot.first, spot.last):
            # 没有败诉 is the phrase's own no; of 证件……过期 only the noun may be
            decided = found.start() + 1 if found[0][0] in _NO else found.end()
            if not any(a <= found.start() and decided <= b for a, b in spot.words):
                return found
        return None

    def _planned(self, spot: Spot) -> tuple[Stance, str] | None:
        """Told as what will be done: by the part it stands in, or by a cue before it in the sentence."""
        role = spot.said.sentence.role
        if role in (Role.PLAN, Role.MEASURES):
            if self._done_already(spot, role):
                return None
            return Stance.PLAN, Remark("写在下一步安排部分" if role is Role.PLAN else "写在改进措施部分")
        before = spot.text[: spot.last]
        perfect = self._cue["perfect"].search(spot.clause)
        for cue in reversed(list(self._cue["plan"].finditer(before))):
            own_words = any(a <= cue.start() and cue.end() <= b for a, b in spot.words)
            if own_words or any(a <= cue.start() < b for a, b, _ in spot.said.titles):
                continue
            # 进一步依托服务站，提供咨询300余人次: what has been counted has been done
            if cue[0].endswith(_ONWARD) and any(f.kind == "count" and f.start > cue.end() for f in spot.said.figures):
                continue
            if not self._cue["perfect"].search(before, cue.end()) and not (perfect and cue.start() < spot.first):
                return Stance.PLAN, cue[0].strip("，；")
        here = self._cue["plan_here"].search(spot.without(spot.hit))
        near = here or self._cue["plan_here"].search(clause_before(spot.text, spot.first))
        if near and not perfect and (here or not self._cue["own"].search(spot.clause)):
            return Stance.PLAN, near[0]
        return None

    def _done_already(self, spot: Spot, role: Role) -> bool:
        """Return whether a clause in the plan or among the measures tells of a thing done."""
        late = self._cue["perfect_late"].search(spot.clause)
        if role is Role.PLAN or late:
            return late is not None and (role is Role.MEASURES or late[0].startswith("已"))
        # 已选了宣传员，把民法典录成音频: what follows a thing done goes on about it
        earlier = list(self._cue["perfect_late"].finditer(spot.text, 0, spot.last))
        return bool(earlier) and not self._cue["plan"].search(spot.text[earlier[-1].end() : spot.last])

    def _by_others(self, spot: Spot, rule: Rule) -> tuple[Stance, str] | None:
        """A superior's act, the name of a document, or a subject of study."""
        strength = spot.hit.strength
        # a name says nothing of who acts; a deed may hold the superior that acts in its own words
        heard = spot.text[: spot.start if strength <= Strength.TOPIC else spot.end]
        heard = heard[spot.first :] if strength is Strength.FACT else heard
        mocked = self._cue["mocked"].search(spot.text[: spot.start])
        if mocked and spot.text.rfind("“", 0, spot.start) > mocked.start():
            return Stance.SLOGAN, mocked[0][:8]
        cue = self.words.of_superior(heard)
        if cue and (not rule.superior_counts or self._cue["superior_orders"].search(cue[0])):
            own_act = cue.end() <= (spot.start if strength >= Strength.DEED else spot.first)
            if not (own_act and self._cue["following"].match(cue[0].lstrip("，；："))):
                return Stance.BORROWED, cue[0].strip("，；：、")[:_SHOWN]
        before, after = spot.text[spot.first : spot.start], spot.text[spot.end : spot.last]
        if strength > Strength.TOPIC:
            # 认真学习重大行政决策合法性审查的有关规定: rules on it are studied, not it done
            studied = strength is Strength.DEED and not rule.study_counts and self._cue["rules_on"].match(after)
            found = self._cue["study"].search(before) if studied else None
            return (Stance.BORROWED, found[0][:_SHOWN].strip("，、：\n")) if found else None
        found = self._cue["cited"].search(before)
        if not found and self._cue["about_after"].match(after):
            found = self._cue["about"].search(before)
        if not found and not rule.study_counts:
            found = self._cue["study"].search(before) or self._cue["study_after"].match(after)
        return (Stance.BORROWED, found[0][:_SHOWN].strip("，、：\n")) if found else None

    def _past_only(self, spot: Spot) -> tuple[Stance, str] | None:
        past, present = spot.said.past, spot.said.present
        if past is None or spot.start >= present or spot.first >= present:
            return None
        # 法律顾问：（2019年度）聘请……: what stands before the year is its label
        labelled = spot.clause.endswith("：") and past[0] <= spot.last
        return (Stance.PAST, past[1]) if past[0] < spot.end or labelled else None

    def _framed(self, spot: Spot, rule: Rule) -> tuple[Stance, str] | None:
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

    def _foreign(self, spot: Spot) -> tuple[Stance, str] | None:
        """A clause about farming, trade or welfare that only borrows the row's word."""
        # a name may be the only word of law in the clause; a deed's own words say what it is about
        if spot.hit.strength <= Strength.TOPIC:
            found = self.words.off_topic(spot.without(spot.hit))
        else:
            last = spot.said.clause_at(spot.words[-1][0], spot.words[-1][1]) if spot.words else (spot.first, spot.last)
            found = self.words.off_topic(spot.clause) or self.words.off_topic(spot.text[slice(*last)])
        return (Stance.SLOGAN, found) if found else None


def _quoted(spot: Spot) -> bool:
    """Return whether a hit stands inside quotation marks, with more than a name there."""
    opened, closed = spot.text.rfind("“", 0, spot.start + 1), spot.text.find("”", spot.end - 1)
    return opened >= 0 and closed - opened > _MORE_THAN_A_NAME and "”" not in spot.text[opened : spot.start]
