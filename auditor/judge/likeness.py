"""Does a measure take up the main point of a problem? By the themes both speak of and the words they share.

Themes stand in the rule file of the row; words are compared by pairs of characters. What is rare in a report tells
more than what every problem and measure speaks of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from math import fsum
from operator import add

from auditor.judge.admitted import Problem, Spans
from auditor.match.stance import Stances
from auditor.model import Report

_NOT_HAN = re.compile(r"[^\u4e00-\u9fff]+")
# what nearly every problem and measure speaks of cannot tell one from another
_COMMON = re.compile(
    "执法|干部|群众|部分|个别|有的|不够|不足|存在|问题|人员|一些|少数|还不|还有|仍然|主要|由于|原因|导致|目前|我们|镇|乡|街道|力量|质量|效果|需要|较为|不高|不强|"
    "不到|程度|方面|现象|没有|不规范|不及时|不完善|影响|基层|过程|习惯|运用|不能|对此|针对|今年|全年|时候|一是|二是|三是|四是|五是"
)
_ENOUGH = 1.0
_THEME = 0.2
_IN_NAME = 2


class Likeness:
    """What a report's problems and measures speak of, weighed by how rare it is among them."""

    def __init__(self, report: Report, stances: Stances, themes: Spans, stretches: Iterable[tuple[int, int]]) -> None:
        """`themes` are the hits of themes; `stretches` are the problems and measures that may share one."""
        self._stances = stances
        self._known: dict[str, set[str]] = {}
        self._held: dict[tuple[int, int], set[str]] = {}
        self._themes = themes
        self._seen = Counter(chain.from_iterable(self._cut(sentence.text) for sentence in report.sentences))
        self._spoken = Counter(theme for start, end in stretches for theme in self._themes_in(start, end))

    def between(self, problem: Problem, start: int, end: int, measure: str) -> float:
        """Return how far a measure takes up a problem; 1 is enough. What the problem's name says counts double."""
        taken = self._pairs(measure)
        main, rest = self._pairs(problem.name), self._pairs(problem.text)
        shared = (taken & main) | (taken & rest)
        weights = [self._weight(pair) * (_IN_NAME if pair in main else 1) for pair in shared]
        themes = self._themes_in(start, end)
        named = self._themes_in(problem.start, problem.start + len(problem.name) + 4)
        told = self._themes_in(problem.start, problem.end)
        for theme in told & themes:
            rare = (2 / max(2, self._spoken[theme])) ** 0.5
            weights.append(_THEME * rare * (_IN_NAME if theme in named else 1))
        # sets have no order that holds from run to run: this sum is the same in any
        return fsum(weights) / _ENOUGH

    def _themes_in(self, start: int, end: int) -> set[str]:
        if (start, end) not in self._held:
            self._held[start, end] = {hit.element for hit in self._themes.beginning_in(start, end)}
        return self._held[start, end]

    def _weight(self, pair: str) -> float:
        return float((1 + self._seen[pair]) ** -0.5)

    def _pairs(self, text: str) -> set[str]:
        """Return the pairs of a problem or measure, each of which is compared many times."""
        if text not in self._known:
            self._known[text] = self._cut(text)
        return self._known[text]

    def _cut(self, text: str) -> set[str]:
        parts = _NOT_HAN.split(_COMMON.sub(" ", self._stances.words.without_bare(text)))
        return {pair for part in parts for pair in map(add, part, part[1:])}
