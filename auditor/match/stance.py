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
from auditor.match.said import NOBODY, Spot, heard_in
from auditor.match.scope import Scope, Scopes
from auditor.match.vocabulary import Vocabulary
from auditor.model import Hit, Remark, Report, Role, Stance, Strength

# “执法人员全部持证”，实际一本证也没有
_BELIED = re.compile(
    "”[^，。；]{0,4}，(?:实际|其实|翻遍|一查|查无|问了|[^，。；]{0,12}(?:没有|没见|找不到|查不到|说没|并无|未见))"
)
_MORE_THAN_A_NAME = 10
_EVERYBODY = re.compile("全[省市州盟县区旗国]|[省市县区旗州盟]直|各")
_ON_PROBLEMS = (Role.PROBLEMS, Role.CAUSES)
_ON_PLANS = (Role.PLAN, Role.MEASURES)
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
        self._scopes = Scopes(self.words)
        self._empty = Emptiness(self.words)

    def scopes(self, report: Report) -> list[Scope]:
        """Return what every sentence of a report stands under."""
        return self._scopes.of(report)

    def stance(
        self, spot: Spot, rule: Rule, beside: Sequence[Hit] = (), *, crowded: bool = False
    ) -> tuple[Stance, str]:
        """Return the stance of a hit and the words that decided it; empty words when nothing spoke against a deed.

        `beside` are the row's other hits in the sentence: naming the subject twice tells no more than naming it once.
        """
        hit, said = spot.hit, spot.said
        found = self._by_title(spot, rule) if said.titles else None
        found = found or self._spoken_against(spot, rule)
        if found:
            return found
        strength = hit.strength
        if strength is Strength.PASSING:
            return Stance.SLOGAN, Remark("一语带过")
        if said.heading and strength < Strength.FACT and all(f.kind == "coverage" for f in said.figures):
            return Stance.SLOGAN, Remark("标题")
        low, high = said.sentence.start + spot.first, said.sentence.start + spot.last
        spot.named = [h for h in beside if low <= h.start < high and (crowded or h.strength <= Strength.TOPIC)]
        if crowded and self._empty.lists(spot, rule):
            return Stance.SLOGAN, BARE
        return self._empty.of(spot, rule) or (Stance.DONE, "")

    def _by_title(self, spot: Spot, rule: Rule) -> tuple[Stance, str] | None:
        """Inside the name of a document that is not this unit's."""
        title = next((t for t in spot.said.titles if t[0] <= spot.start and spot.end <= t[1]), None)
        if title and not title[2] and (not rule.study_counts or "关于" in spot.text[title[0] : title[1]]):
            return Stance.BORROWED, spot.text[title[0] : title[1]]
        return None

    def _spoken_against(self, spot: Spot, rule: Rule) -> tuple[Stance, str] | None:
        """Say what the words around a hit make of it, where they make it no deed of this unit and year."""
        wide = spot
        if spot.last - spot.first <= _LABEL and _LABELS.search(spot.clause):
            # 执法记录仪：两台坏了未修
            end = len(spot.text)
            wide = replace(spot, last=end, heard=heard_in(spot.said, spot.first, end, self.words))
        return (
            self._lacking(wide)
            or self._planned(wide)
            or self._by_others(spot, rule)
            or self._past_only(spot)
            or self._framed(spot, rule)
            or self._foreign(spot)
        )

    def _lacking(self, spot: Spot) -> tuple[Stance, str] | None:
        """Denied, or told as what is missing: by the clause, by the part it stands in, or by a turn after it."""
        heard = spot.heard
        counted = spot.hit.strength is Strength.FACT
        if heard.lacks:
            denial = self._denial(spot, counted=counted)
            if denial:
                return Stance.DENIED, denial
        belied = _BELIED.search(spot.text, spot.end) if "“" in spot.text and _quoted(spot) else None
        if belied:
            return Stance.DENIED, belied[0].strip("”，")
        short = self._first(heard.short, spot) if heard.short else None
        if short:
            excused = heard.search("despite", spot.text[spot.first : short[0]])
            if not excused and not heard.has("discussed"):
                return Stance.SHORTFALL, short[2]
        if spot.said.sentence.role in _ON_PROBLEMS:
            return Stance.SHORTFALL, Remark("写在问题部分")
        if heard.lacking_later and not counted:
            return Stance.SHORTFALL, heard.lacking_later[:12].rstrip("。；")
        return None

    def _denial(self, spot: Spot, *, counted: bool) -> str:
        """Return the words that deny a hit; what has been counted is not denied by a later clause."""
        heard = spot.heard
        denied = self._first(heard.denied, spot)
        denial = denied[2] if denied else heard.denied_after or ("" if counted else heard.denied_later)
        return denial if denial and not heard.excepted() else ""

    def _first(self, cues: Sequence[tuple[int, int, str]], spot: Spot) -> tuple[int, int, str] | None:
        """Return the first cue whose deciding word is not the phrase's own."""
        for found in cues:
            start, decided, _ = found
            if not any(a <= start and decided <= b for a, b in spot.words):
                return found
        return None

    def _planned(self, spot: Spot) -> tuple[Stance, str] | None:
        """Told as what will be done: by the part it stands in, or by a cue before it in the sentence."""
        role, heard = spot.said.sentence.role, spot.heard
        if role in _ON_PLANS:
            if self._done_already(spot, role):
                return None
            return Stance.PLAN, Remark("写在下一步安排部分" if role is Role.PLAN else "写在改进措施部分")
        for cue in heard.plans():
            own_words = any(a <= cue.start() and cue.end() <= b for a, b in spot.words)
            if own_words or any(a <= cue.start() < b for a, b, _ in spot.said.titles):
                continue
            # 进一步依托服务站，提供咨询300余人次: what has been counted has been done
            if cue[0].endswith(_ONWARD) and any(f.kind == "count" and f.start > cue.end() for f in spot.said.figures):
                continue
            return Stance.PLAN, cue[0].strip("，；")
        here = near = None
        if "plan_here" in heard.audible:
            here = heard.search("plan_here", spot.rest)
            near = here or heard.planned_before()
        if near and not heard.has("perfect") and (here or not heard.has("own")):
            return Stance.PLAN, near[0]
        return None

    def _done_already(self, spot: Spot, role: Role) -> bool:
        """Return whether a clause in the plan or among the measures tells of a thing done."""
        late = spot.heard.has("perfect_late")
        if role is Role.PLAN or late:
            return late is not None and (role is Role.MEASURES or late[0].startswith("已"))
        return spot.heard.done_late()

    def _by_others(self, spot: Spot, rule: Rule) -> tuple[Stance, str] | None:
        """A superior's act, the name of a document, or a subject of study."""
        audible = spot.heard.audible
        found = self._mocked(spot) if "mocked" in audible else None
        found = found or (self._by_superior(spot, rule) if "superior" in audible else None)
        if found:
            return found
        of_deed = spot.hit.strength > Strength.TOPIC
        if of_deed and ("rules_on" not in audible or "study" not in audible):
            return None
        words = self._studied(spot, rule) if of_deed else self._mere_name(spot, rule)
        return (Stance.BORROWED, words[0][:_SHOWN].strip("，、：\n")) if words else None

    def _mocked(self, spot: Spot) -> tuple[Stance, str] | None:
        """What is quoted to be mocked."""
        opened = spot.text.rfind("“", 0, spot.start)
        mocked = spot.heard.search("mocked", spot.text[: spot.start]) if opened >= 0 else None
        return (Stance.SLOGAN, mocked[0][:8]) if mocked and opened > mocked.start() else None

    def _by_superior(self, spot: Spot, rule: Rule) -> tuple[Stance, str] | None:
        """A superior's act that this unit only passed on."""
        strength = spot.hit.strength
        # a name says nothing of who acts; a deed may hold the superior that acts in its own words
        heard = spot.text[: spot.start if strength <= Strength.TOPIC else spot.end]
        cue = spot.heard.of_superior(heard[spot.first :] if strength is Strength.FACT else heard)
        if cue and (not rule.superior_counts or self._cue["superior_orders"].search(cue[0])):
            own_act = cue.end() <= (spot.start if strength >= Strength.DEED else spot.first)
            if not (own_act and self._cue["following"].match(cue[0].lstrip("，；："))):
                return Stance.BORROWED, cue[0].strip("，；：、")[:_SHOWN]
        return None

    def _studied(self, spot: Spot, rule: Rule) -> re.Match[str] | None:
        """A deed of which the rules are studied: 认真学习重大行政决策合法性审查的有关规定."""
        if spot.hit.strength is not Strength.DEED or rule.study_counts:
            return None
        if not spot.heard.match("rules_on", spot.text[spot.end : spot.last]):
            return None
        return spot.heard.search("study", spot.text[spot.first : spot.start])

    def _mere_name(self, spot: Spot, rule: Rule) -> re.Match[str] | None:
        """A subject that is cited, or that a document or a study is about."""
        heard, audible = spot.heard, spot.heard.audible
        before, after = spot.text[spot.first : spot.start], spot.text[spot.end : spot.last]
        found = heard.search("cited", before) if "cited" in audible else None
        if not found and "about" in audible and heard.match("about_after", after):
            found = heard.search("about", before)
        if not found and not rule.study_counts:
            found = heard.search("study", before) if "study" in audible else None
            found = found or (heard.match("study_after", after) if "study_after" in audible else None)
        return found

    def _past_only(self, spot: Spot) -> tuple[Stance, str] | None:
        past, present = spot.said.past, spot.said.present
        if past is None or spot.start >= present or spot.first >= present:
            return None
        # 法律顾问：（2019年度）聘请……: what stands before the year is its label
        labelled = spot.clause.endswith("：") and past[0] <= spot.last
        return (Stance.PAST, past[1]) if past[0] < spot.end or labelled else None

    def _framed(self, spot: Spot, rule: Rule) -> tuple[Stance, str] | None:
        """Under a heading or announcement about something else, where the clause does not speak for itself again."""
        said = spot.said
        actor = said.actor_at(spot.start) if said.acts_other or said.frame else NOBODY
        if actor.other and (not rule.superior_counts or _EVERYBODY.match(actor.other)):
            return Stance.BORROWED, actor.other
        if spot.heard.scored:
            return Stance.BORROWED, spot.heard.scored
        frame = said.frame
        if frame is None or (frame.stance is Stance.BORROWED and actor.ours):
            return None
        again = spot.heard.told("present" if frame.stance is Stance.PAST else "perfect_late")
        if frame.stance is not Stance.BORROWED and again:
            return None
        return frame.stance, frame.cue

    def _foreign(self, spot: Spot) -> tuple[Stance, str] | None:
        """A clause about farming, trade or welfare that only borrows the row's word."""
        if "foreign" not in spot.heard.audible:
            return None
        # a name may be the only word of law in the clause; a deed's own words say what it is about
        if spot.hit.strength <= Strength.TOPIC:
            found = spot.heard.off_topic(spot.rest)
        else:
            last = spot.said.clause_at(spot.words[-1][0], spot.words[-1][1]) if spot.words else (spot.first, spot.last)
            found = spot.heard.off_topic(spot.clause) or spot.heard.off_topic(spot.text[slice(*last)])
        return (Stance.SLOGAN, found) if found else None


def _quoted(spot: Spot) -> bool:
    """Return whether a hit stands inside quotation marks, with more than a name there."""
    opened, closed = spot.text.rfind("“", 0, spot.start + 1), spot.text.find("”", spot.end - 1)
    return opened >= 0 and closed - opened > _MORE_THAN_A_NAME and "”" not in spot.text[opened : spot.start]
