"""How far a measure takes up the main point of a problem: shared pairs of characters, rare ones weigh more."""

from __future__ import annotations

import re
from collections import Counter

from auditor.match.stance import Stances
from auditor.model import Report

_NOT_HAN = re.compile(r"[^\u4e00-\u9fff]+")


class Likeness:
    """Pairs of characters of one report, weighed by how rare they are in it."""

    def __init__(self, report: Report, stances: Stances) -> None:
        """Count every sentence once."""
        self._stances = stances
        self._seen = Counter(pair for sentence in report.sentences for pair in self._pairs(sentence.text))

    def share(self, name: str, text: str, measure: str) -> float:
        """Return the weighted share, 0-1, of a problem's words that a measure takes up; its name counts double."""
        taken = self._pairs(measure)
        total = found = 0.0
        for pairs, factor in ((self._pairs(name), 2.0), (self._pairs(text), 1.0)):
            for pair in pairs:
                weight = factor / (1 + self._seen[pair]) ** 0.5
                total += weight
                found += weight if pair in taken else 0.0
        return found / total if total else 0.0

    def _pairs(self, text: str) -> set[str]:
        parts = _NOT_HAN.split(self._stances.without_bare(text))
        return {part[i : i + 2] for part in parts for i in range(len(part) - 1)}
