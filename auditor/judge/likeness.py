"""Does a measure take up the main point of a problem? Decided on shared pairs of characters, rare ones weigh more."""

from __future__ import annotations

import re
from collections import Counter

from auditor.match.stance import Stances
from auditor.model import Report

_NOT_HAN = re.compile(r"[^\u4e00-\u9fff]+")
# what nearly every problem and measure speaks of cannot tell one from another
_COMMON = re.compile(
    "执法|干部|群众|部分|个别|有的|不够|不足|存在|问题|人员|一些|少数|还不|还有|仍然|主要|由于|原因|导致|目前|我们|镇|乡|街道|力量|质量|效果|需要|较为|不高|不强|"
    "不到|程度|方面|现象|没有|不规范|不及时|不完善|影响|基层|过程|习惯|运用|不能|对此|针对|今年|全年|时候|一是|二是|三是|四是|五是"
)
_ENOUGH = 0.8


class Likeness:
    """Pairs of characters of one report, weighed by how rare they are in it."""

    def __init__(self, report: Report, stances: Stances) -> None:
        """Count every sentence once."""
        self._stances = stances
        self._seen = Counter(pair for sentence in report.sentences for pair in self._pairs(sentence.text))

    def takes_up(self, name: str, text: str, measure: str) -> bool:
        """Return whether a measure shares enough with a problem; what its name says counts double."""
        taken = self._pairs(measure)
        main, rest = self._pairs(name), self._pairs(text)
        weight = sum(self._weight(pair) for pair in (main | rest) & taken) + sum(
            self._weight(pair) for pair in main & taken
        )
        return weight >= _ENOUGH

    def _weight(self, pair: str) -> float:
        return float((1 + self._seen[pair]) ** -0.5)

    def _pairs(self, text: str) -> set[str]:
        parts = _NOT_HAN.split(_COMMON.sub(" ", self._stances.without_bare(text)))
        return {part[i : i + 2] for part in parts for i in range(len(part) - 1)}
