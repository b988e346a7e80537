"""The problems part of a report -> the problems it names.

A problem is a list item, a subsection, or in running text a clause that says what is lacking. General admissions
(与上级要求还有差距) name none; what is general stands in the rule files. How good the problems are is for `problems`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from auditor.match.figures import figures
from auditor.match.stance import Stances
from auditor.model import Hit, Report, Role, Sentence

_INLINE = re.compile(
    r"(?<=[：，。；])(?:[一二三四五六七八九]是|[（(][一二三四五六七八九\d][）)]|第[一二三四五六七八九][，、]|\d[.、])"
)
LISTED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}[是要]|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.、．]|[①-⑳]|第[一二三四五六七八九][，、])"
)
"""The mark of a list's item at the beginning of a text."""
_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}[是要]|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.、．]|[①-⑳]|"
    r"第[一二三四五六七八九][，、]|问题[：:])*是?"
)
_LEAD = re.compile(r"(?:问题|不足|短板|差距|方面|如下|表现|薄弱环节|弱项|困难|在)[^，。]{0,8}[：:]")
_CAUSE_LEAD = re.compile(r"^(?:究其|主要|产生|造成|其|分析|剖析)?[^，。]{0,10}(?:原因|根源|症结)[^，。]{0,6}[，：]")
_ABOUT = re.compile(r"^(?:主要|究其|其|造成|产生|根子|这与|这是|深一层|原因|归根|导致|对此|有的|如|比如|例如|表现)")
# 在执法规范化等方面与先进乡镇还有差距: a gap, but of something
_IN_RESPECT = re.compile("在(?![^，。]{0,3}(?:一些|有些|许多|很多|不少|诸多|某些|多个?|各个?)方面).{2,20}方面")
_MOST = 100
"""No report names more problems; a text that seems to is cut here, so that the judges stay linear."""


class Spans:
    """Hits of a kind, asked many times whether one lies in a stretch."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        """Sort by start."""
        self.hits = sorted(hits, key=lambda h: h.start)
        self._starts = [h.start for h in self.hits]

    def beginning_in(self, start: int, end: int) -> list[Hit]:
        """Return the hits that begin in a stretch."""
        return self.hits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def any_touching(self, start: int, end: int) -> bool:
        """Return whether a hit overlaps a stretch; hits are never longer than a sentence."""
        first = bisect_left(self._starts, start - 500)
        return any(h.end > start for h in self.hits[first : bisect_left(self._starts, end)])


@dataclass(slots=True)
class Problem:
    """A problem as named: its span and what follows on it before the next one."""

    start: int
    end: int
    name: str
    """The first sentence, without list mark."""
    text: str
    listed: bool
    sections: set[int] = field(default_factory=set)
    answer: str = ""
    """The measures that follow before the next problem."""
    siblings: int = 1
    """Problems that share these measures."""


class Admitted:
    """The problems part of one report, taken apart once for the judges of A2, A3 and A5."""

    def __init__(self, report: Report, general: Sequence[Hit], stances: Stances) -> None:
        """`general` are the hits of admissions that name no problem."""
        self.report = report
        self._general = Spans(general)
        self._lacks = stances.words.lacks
        roles = (Role.PROBLEMS, Role.CAUSES)
        self.sentences = [s for s in report.sentences if s.role in roles and not self._is_title(s)]
        rows = self._problems()[:_MOST]
        listed = {section for p in rows if p.listed for section in p.sections}
        # running text in front of a list introduces it
        self.named = [p for p in rows if (p.listed or p.sections.isdisjoint(listed)) and self._names(p)]

    def lacking(self, hits: Sequence[Hit]) -> list[Hit]:
        """Return the hits in sentences that say that something is lacking, wherever they stand."""
        return [h for h in hits if self._lacks(self.report.sentences[h.sentence].text)]

    def _is_title(self, sentence: Sentence) -> bool:
        section = self.report.sections[sentence.section]
        size = len(section.heading) + len(section.number) + 2
        return section.names_role and sentence.start == section.start and len(sentence.text) <= size

    def _problems(self) -> list[Problem]:
        rows: list[Problem] = []
        measures: list[str] = []
        reasons = -1
        block = 0
        for sentence in self.report.sentences:
            if self._is_title(sentence):
                continue
            if sentence.role is Role.MEASURES:
                if len(rows) > block:
                    measures.append(sentence.text)
            elif sentence.role in (Role.PROBLEMS, Role.CAUSES):
                if measures:
                    _answer(rows[block:], measures)
                    block, measures = len(rows), []
                # 究其原因，一是……二是……: the list is of causes
                causes = bool(_CAUSE_LEAD.match(sentence.text)) or (
                    sentence.paragraph == reasons and sentence.item != ""
                )
                reasons = sentence.paragraph if causes else reasons
                self._take(sentence, rows, goes_on=causes or sentence.role is Role.CAUSES)
        _answer(rows[block:], measures)
        return rows

    def _take(self, sentence: Sentence, rows: list[Problem], *, goes_on: bool) -> None:
        """Add what a sentence names, or let it go on about the problem before."""
        for start, text, listed in self._pieces(sentence):
            last = rows[-1] if rows else None
            if last is None or (
                not goes_on
                and (listed or (not last.listed and not _ABOUT.match(text)) or self._opens_part(sentence, last))
            ):
                name = _MARK.sub("", text)
                rows.append(Problem(start, start + len(text), name, text, listed and not goes_on, {sentence.section}))
            else:
                last.end = start + len(text)
                last.text += text
                last.sections.add(sentence.section)

    def _opens_part(self, sentence: Sentence, last: Problem) -> bool:
        section = self.report.sections[sentence.section]
        head = section.start + len(section.heading) + len(section.number) + 3
        return sentence.section not in last.sections and sentence.start <= head

    def _pieces(self, sentence: Sentence) -> list[tuple[int, str, bool]]:
        """Cut a sentence where a list begins inside it, and running text into the clauses that each lack something."""
        text, base = sentence.text, sentence.start
        marks = [m.start() for m in _INLINE.finditer(text)]
        if marks:
            cuts = ([0] if sentence.item or not _LEAD.search(text[: marks[0]]) else []) + marks
            ends = [*cuts[1:], len(text)]
            return [(base + a, text[a:b], a in marks or sentence.item != "") for a, b in zip(cuts, ends, strict=True)]
        if sentence.item:
            return [(base, text, True)]
        lead = _LEAD.search(text)
        at = lead.end() if lead and lead.end() < len(text) else 0
        rows: list[tuple[int, str, bool]] = []
        for clause in re.finditer(r"[^，]+(?:，|$)", text[at:]):
            start, body = base + at + clause.start(), clause[0]
            if self._general.any_touching(start, start + len(body)) and not _IN_RESPECT.search(body):
                rows = [row for row in rows if self._lacks(row[1])]
            elif rows and (not self._lacks(rows[-1][1]) or not self._lacks(body) or len(body.strip("，。；")) < 12):
                rows[-1] = (rows[-1][0], rows[-1][1] + body, False)
            else:
                rows.append((start, body, False))
        return rows

    def _names(self, problem: Problem) -> bool:
        """Return whether something is said to be lacking beyond a general admission."""
        rest = problem.text
        general = self._general.beginning_in(problem.start, problem.end)
        for words in dict.fromkeys(self.report.clean.text[hit.start : hit.end] for hit in general):
            rest = rest.replace(words, "")
        rest = re.sub(r"[\W_]", "", _MARK.sub("", rest))
        least = 4 if problem.listed and self._lacks(rest) else 6
        if len(rest) < least or re.match("在看到|由于|因为", rest):
            return False
        return problem.listed or self._lacks(rest) or bool(figures(problem.text)) or bool(_IN_RESPECT.search(rest))


def _answer(problems: list[Problem], measures: list[str]) -> None:
    """Give problems the measures that follow them all."""
    answer = "".join(measures)
    for problem in problems if answer else ():
        problem.answer, problem.siblings = answer, len(problems)
