"""Does a clause tell anything that could be checked, or only the row's name, a wish, an opinion?"""

from __future__ import annotations

import re

from auditor.book import Element, Rule
from auditor.match.language import spelled_out
from auditor.match.said import Spot
from auditor.match.vocabulary import Vocabulary
from auditor.model import Remark, Stance, Strength

BARE = Remark("只有名目")
"""The cue of a clause that holds no more than the row's name."""
# 法律顾问是参谋助手: the name is explained, nothing is told of it
_DEFINED = re.compile(
    r"[”》]?(?:也|就|正|都|才|便|更|永远|从来|归根结底)?(?:是(?![由在否以把对向与指街镇乡我本])|犹如|如同|好比|重在|贵在|在于|不可或缺|必不可少|不是)"
)
# 执法队伍要持证上岗
_URGED = re.compile("(?<![主重需首只不])(?:要|应该|须得)(?:严格|切实|坚持|全面|做到)?$")
# what nearly every clause of such a report speaks of tells nothing of a row
_DOMAIN = re.compile("行政执法|综合执法|执法|法治化?|依法(?:行政)?|要求|[和与及的等了]")
_DATED = re.compile(r"（[^（）]*）|\d+(?:年度?|月|日)?")
_SETS_UP = re.compile("设立|建立|成立|组织|开展|制定|聘|印发|配备")
# 无证不得执法，这是不可逾越的红线
_OPINION = re.compile(
    "，这(?:是|就是|才是|既是|正是)[^，。]{0,14}(?:红线|底线|铁律|铁规|要求|原则|关键|根本|职责|使命|义务|规矩)"
)
# 研判行政执法、矛盾纠纷化解等重点难点问题: what is dealt with is listed, nothing is told of any
_LISTED_AS = re.compile(
    "[^，。；：、]{2,24}(?:、[^，。；：、]{2,14})+等[^，。；、]{0,10}"
    "(?:工作|任务|问题|事项|业务|事务|难题|领域|内容|议题|方面|重点|难点|制度|机制|体系|职能)"
)
_ONLY_MORE = ("力度", "水平", "能力", "工作力度", "质效")
"""Right after a deed's words they make it a wish: 加大执法力度."""
_TOLD = 7
"""Characters with which a clause tells something."""
_LISTED = 5
"""Characters besides the names: a clause that lists three rows and tells less than this tells nothing of any."""


class Emptiness:
    """Asks clauses what they tell, with one vocabulary."""

    def __init__(self, words: Vocabulary) -> None:
        """Keep the vocabulary; the names of a row are spelled out when first asked for."""
        self._words = words
        self._cue = words.cue
        self._named: dict[str, tuple[tuple[Element, ...], tuple[str, ...]]] = {}

    def lists(self, spot: Spot, rule: Rule) -> bool:
        """Return whether a clause that names several rows tells nothing of this one."""
        return self._only_names(spot, rule) and self._words.size(spot.bare) < _LISTED

    def _only_names(self, spot: Spot, rule: Rule) -> bool:
        """Return whether a hit holds no more than the row's name with a bare verb (强化法律顾问作用)."""
        if spot.hit.strength is not Strength.DEED or rule.need > 1:
            return spot.hit.strength is Strength.TOPIC
        words = "".join(spot.text[a:b] for a, b in spot.words)
        return self._words.bared(words) in self._names(rule) and not _SETS_UP.search(words)

    def _unnamed(self, text: str, rule: Rule) -> str:
        """Return a text without the names of a row's subject."""
        for name in self._names(rule):
            text = text.replace(name, "") if name else text
        return text

    def _names(self, rule: Rule) -> tuple[str, ...]:
        """Return the names of a row's subject as spelled out in its rule, bare words taken off; longest first."""
        known = self._named.get(rule.id)
        # an overlay may give a row other phrases for other reports
        if known is None or known[0] is not rule.elements:
            phrases = (phrase for element in rule.elements for phrase in element.topics)
            names = {self._words.bared(name) for phrase in phrases for name in spelled_out(phrase)}
            known = self._named[rule.id] = (rule.elements, tuple(sorted(names, key=lambda name: (-len(name), name))))
        return known[1]

    def of(self, spot: Spot, rule: Rule) -> tuple[Stance, str] | None:
        """Return the slogan stance when the clause holds nothing that could be checked."""
        if spot.hit.strength is Strength.FACT:
            return None
        if any(spot.first <= f.start < spot.last and f.kind != "coverage" for f in spot.said.figures):
            return None
        if spot.said.exclaims:
            return Stance.SLOGAN, spot.said.exclaims
        if spot.text.startswith(_ONLY_MORE, spot.end):
            return Stance.SLOGAN, spot.text[spot.end : spot.end + 2]
        if "，这" in spot.text and _OPINION.search(spot.text, max(spot.last - 1, 0)):
            return Stance.SLOGAN, "这是"
        slogan = None
        if "slogan" in spot.heard.audible:
            slogan = spot.heard.search("slogan", spot.rest.rstrip("，。；：！？\n"))
        if slogan and (spot.hit.strength is Strength.TOPIC or not self._cue["purpose"].match(slogan[0])):
            # 发挥法律明白人作用，组织他们参与排查: the wish is followed by the deed
            return (
                None
                if slogan.end() >= len(spot.clause) - 2 and self._goes_on(spot, rule)
                else (Stance.SLOGAN, slogan[0])
            )
        if spot.hit.strength is Strength.TOPIC and _in_list(spot):
            return Stance.SLOGAN, Remark("只列了名目")
        if self._only_names(spot, rule):
            if _URGED.search(spot.text[spot.first : spot.start]):
                return Stance.SLOGAN, "要"
            if not rule.study_counts and _DEFINED.match(spot.text, spot.end, spot.last):
                return Stance.SLOGAN, Remark("只说是什么、为什么")
            told = self._words.size(_DATED.sub("", _DOMAIN.sub("", spot.bare))) >= 4
            if told or self._cue["means"].match(spot.text[spot.end : spot.last]):
                return None
            if not self._goes_on(spot, rule):
                return Stance.SLOGAN, BARE
        return None

    def _goes_on(self, spot: Spot, rule: Rule) -> bool:
        """Return whether the next clause tells how the thing named is done: by whom, for whom, by what means."""
        after = self._unnamed(spot.text[spot.last :].split("，")[0], rule)
        if self._words.size(after) < _TOLD or self._cue["slogan"].search(after) or self._words.off_topic(after):
            return False
        return self._cue["means"].match(after) is not None


def _in_list(spot: Spot) -> bool:
    return any(
        listed.start() <= spot.start and spot.end <= listed.end()
        for listed in _LISTED_AS.finditer(spot.text, spot.first, spot.last)
    )
