"""The problems part of a report -> the problems it names; judges of A2 (problems), A3 (causes), A5 (answered).

A problem is a list item, a subsection, or in running text a clause that says what is lacking. General admissions
(与上级要求还有差距) name none. The vocabulary of what is concrete, general or a cause stands in the rule files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.book import Rule
from auditor.judge.likeness import Likeness
from auditor.match.figures import figures
from auditor.match.stance import Stances
from auditor.model import Finding, Flag, Hit, Level, Proof, Report, Role, Sentence

_INLINE = re.compile(
    r"(?<=[：，。；])(?:[一二三四五六七八九]是|[（(][一二三四五六七八九\d][）)]|第[一二三四五六七八九][，、]|\d[.、])"
)
_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}[是要]|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.、．]|[①-⑳]|第[一二三四五六七八九][，、]|问题[：:])*是?"
)
_LEAD = re.compile(r"(?:问题|不足|短板|差距|方面|如下|表现|薄弱环节|弱项|困难|在)[^，。]{0,8}[：:]")
_CAUSE_LEAD = re.compile(r"^(?:究其|主要|产生|造成|其|分析|剖析)?[^，。]{0,10}(?:原因|根源|症结)[^，。]{0,6}[，：]")
_ABOUT = re.compile(r"^(?:主要|究其|其|造成|产生|根子|这与|这是|深一层|原因|归根|导致|对此|有的|如|比如|例如|表现)")


@dataclass(slots=True)
class Problem:
    """A problem as named: its span and what follows on it before the next one."""

    start: int
    end: int
    name: str
    """The first sentence, without list mark."""
    text: str
    listed: bool
    sections: set[int]
    answer: str = ""
    """The measures that follow before the next problem."""
    siblings: int = 1
    """Problems that share these measures."""


class Admitted:
    """The problems part of one report, taken apart for the three judges."""

    def __init__(self, report: Report, general: list[Hit], stances: Stances) -> None:
        """`general` are the hits of admissions that name no problem."""
        self.report = report
        self._general = general
        self._lacks = stances.lacks
        self.sentences = [
            s for s in report.sentences if s.role in (Role.PROBLEMS, Role.CAUSES) and not self._is_title(s)
        ]
        rows = self._problems()
        listed = {section for p in rows if p.listed for section in p.sections}
        # running text in front of a list introduces it
        self.named = [p for p in rows if (p.listed or p.sections.isdisjoint(listed)) and self._names(p)]

    def _is_title(self, sentence: Sentence) -> bool:
        section = self.report.sections[sentence.section]
        return (
            section.names_role
            and sentence.start == section.start
            and len(sentence.text) <= len(section.heading) + len(section.number) + 2
        )

    def _problems(self) -> list[Problem]:
        rows: list[Problem] = []
        reasons = -1
        block = 0
        closed = False
        for sentence in self.report.sentences:
            if sentence.role is Role.MEASURES and rows and not self._is_title(sentence):
                for problem in rows[block:]:
                    problem.answer += sentence.text
                    problem.siblings = len(rows) - block
                closed = True
            if sentence.role not in (Role.PROBLEMS, Role.CAUSES) or self._is_title(sentence):
                continue
            causes = _CAUSE_LEAD.match(sentence.text) or (sentence.paragraph == reasons and sentence.item)
            reasons = sentence.paragraph if causes else reasons
            for start, text, listed in self._pieces(sentence):
                if causes and rows:
                    listed = False
                fresh = (
                    listed
                    or not rows
                    or (not rows[-1].listed and not _ABOUT.match(text))
                    or self._new_part(sentence, rows[-1])
                )
                if rows and (causes or sentence.role is Role.CAUSES):
                    fresh = False
                if fresh:
                    block, closed = (len(rows), False) if closed else (block, False)
                    rows.append(
                        Problem(start, start + len(text), _MARK.sub("", text), text, listed, {sentence.section})
                    )
                else:
                    rows[-1].end = start + len(text)
                    rows[-1].text += text
                    rows[-1].sections.add(sentence.section)
        return rows

    def _new_part(self, sentence: Sentence, last: Problem) -> bool:
        section = self.report.sections[sentence.section]
        return (
            sentence.section not in last.sections
            and sentence.start <= section.start + len(section.heading) + len(section.number) + 3
        )

    def _pieces(self, sentence: Sentence) -> list[tuple[int, str, bool]]:
        """Cut a sentence where a list begins inside it, and running text into the clauses that each lack something."""
        text, base = sentence.text, sentence.start
        marks = [m.start() for m in _INLINE.finditer(text)]
        if marks and not (sentence.item and len(marks) == 0):
            cuts = ([0] if sentence.item or not _LEAD.search(text[: marks[0]]) else []) + marks
            return [
                (base + a, text[a:b], a in marks or bool(sentence.item))
                for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)
            ]
        if sentence.item:
            return [(base, text, True)]
        lead = _LEAD.search(text)
        at = lead.end() if lead and lead.end() < len(text) else 0
        rows: list[tuple[int, str, bool]] = []
        for clause in re.finditer(r"[^，]+(?:，|$)", text[at:]):
            start, body = at + clause.start(), clause[0]
            general = any(h.start < base + start + len(body) and base + start < h.end for h in self._general)
            if general:
                rows = [row for row in rows if self._lacks(row[1])]
                continue
            if rows and (not self._lacks(rows[-1][1]) or not self._lacks(body) or len(body.strip("，。；")) < 12):
                rows[-1] = (rows[-1][0], rows[-1][1] + body, False)
            else:
                rows.append((base + start, body, False))
        return rows

    def _names(self, problem: Problem) -> bool:
        """Return whether something is said to be lacking beyond a general admission."""
        rest = problem.text
        for hit in self._general:
            if problem.start <= hit.start and hit.end <= problem.end:
                rest = rest.replace(self.report.clean.text[hit.start : hit.end], "")
        rest = re.sub(r"[\W_]", "", _MARK.sub("", rest))
        if len(rest) < 6 or re.match("在看到|由于|因为", rest):
            return False
        return (
            problem.listed or self._lacks(rest) or bool(figures(problem.text)) or bool(re.search("在.{2,20}方面", rest))
        )


def judge_problems(rule: Rule, hits: list[Hit], part: Admitted) -> Finding:
    """A2: at least two problems named, at least half of them concrete."""
    concrete = [p for p in part.named if _is_concrete(p, hits)]
    hinted = [
        h
        for h in hits
        if h.element in ("general", "hinted") and part.report.sentences[h.sentence].role is not Role.WORK
    ]
    if not part.sentences and hinted:
        spans = tuple(_clause(h.start, h.end, part.report) for h in hinted[:2])
        said = "没有单列问题，只在别处带到短板，至少要写明两个。"
        return Finding(rule.id, Level.MENTIONED, (Flag.PARTIAL,), said, spans)
    if not part.sentences:
        return Finding(rule.id, Level.ABSENT, (), "全文没有写存在的问题和不足。", ())
    if len(part.named) < 2:
        said = "只承认有差距，没有写出具体是什么问题" if not part.named else "只写了一个问题"
        shown = _shown(part.named or [_whole(part)], part.report)
        return Finding(rule.id, Level.MENTIONED, (Flag.PARTIAL,), f"{said}，至少要写明两个。", shown)
    count = f"写了 {len(part.named)} 个问题，其中 {len(concrete)} 个写到了具体单位、人员或环节"
    if len(concrete) * 2 >= len(part.named):
        return Finding(rule.id, Level.EVIDENCED, (), f"{count}。", _shown(concrete, part.report))
    return Finding(rule.id, Level.DONE, (), f"{count}，不到一半。", _shown(concrete + part.named, part.report))


def judge_causes(rule: Rule, hits: list[Hit], part: Admitted) -> Finding:
    """A3: an explicit cause for at least one problem; for more than half of them, or a part of its own."""
    report = part.report
    roles = (Role.PROBLEMS, Role.CAUSES, Role.MEASURES, Role.PLAN)
    near = [h for h in hits if report.sentences[h.sentence].role in roles]
    openings = {p.start for p in part.named}
    causes = [h for h in near if h.element == "cause" and not any(at <= h.start < at + 8 for at in openings)]
    own_part = any(s.role is Role.CAUSES and s.names_role for s in report.sections)
    # what comes first names the problem; 主要是 right at its beginning is no cause
    explained = [p for p in part.named if any(p.start + 8 <= h.start < p.end for h in causes)]
    shown = tuple(_clause(h.start, h.end, report) for h in causes[:3])
    if own_part or (explained and len(explained) * 2 > len(part.named)):
        said = "原因单列一部分" if own_part else f"{len(part.named)} 个问题中有 {len(explained)} 个写明了原因"
        if not shown:
            shown = tuple(_clause(s.start, s.end, report) for s in report.sentences if s.role is Role.CAUSES)[:3]
        return Finding(rule.id, Level.EVIDENCED, (), f"{said}。", shown)
    vague = not part.named and all(h.phrase.startswith("由于") for h in causes)
    if causes and not vague:
        said = f"{len(part.named)} 个问题中只有 {len(explained)} 个写明了原因，没有过半"
        return Finding(rule.id, Level.DONE, (), f"{said}。", shown)
    background = [h for h in near if h.element == "background"] + causes
    if background:
        shown = tuple(_clause(h.start, h.end, report) for h in background[:2])
        return Finding(rule.id, Level.MENTIONED, (), "只带到背景，没有说明问题为什么会产生。", shown)
    return Finding(rule.id, Level.ABSENT, (), "没有分析问题产生的原因。", ())


def judge_answered(rule: Rule, part: Admitted, stances: Stances) -> Finding:
    """A5: the share of named problems that a measure or plan answers on their main point."""
    report = part.report
    if not part.named:
        return Finding(rule.id, Level.ABSENT, (), "没有写出具体问题，无从对应措施。", ())
    measures = _measures(report)
    likeness = Likeness(report, stances)
    proofs: list[Proof] = []
    answered = 0
    for problem in part.named:
        match = next((m for m in measures if likeness.takes_up(problem.name, problem.text, m[2])), None)
        inline = problem.siblings == 1 and stances.plans(problem.answer) > 0
        if match or inline:
            answered += 1
            proofs.append(_clause(*match[:2], report) if match else _clause(problem.start, problem.end, report))
    count = f"{len(part.named)} 个问题中有 {answered} 个能找到对应的措施"
    shown = tuple(dict.fromkeys(proofs))[:3]
    if answered == len(part.named):
        return Finding(rule.id, Level.EVIDENCED, (), f"{count}。", shown)
    if answered * 2 >= len(part.named):
        return Finding(rule.id, Level.DONE, (), f"{count}。", shown)
    return Finding(
        rule.id, Level.MENTIONED, (Flag.PARTIAL,), f"{count}，不到一半。", shown or _shown(part.named, report)
    )


def _measures(report: Report) -> list[tuple[int, int, str]]:
    """Return the measures and plans as start, end and text, a list item with all its sentences."""
    rows: list[tuple[int, int, str]] = []
    held: tuple[int, int] | None = None
    for sentence in report.sentences:
        if (
            sentence.role not in (Role.MEASURES, Role.PLAN)
            or report.sections[sentence.section].names_role
            and len(sentence.text) < 12
        ):
            held = None
            continue
        here = (sentence.section, sentence.paragraph)
        if rows and held == here and not sentence.item and len(rows[-1][2]) < 120:
            rows[-1] = (rows[-1][0], sentence.end, rows[-1][2] + sentence.text)
        else:
            rows.append((sentence.start, sentence.end, sentence.text))
        held = here
    return rows


def _is_concrete(problem: Problem, hits: list[Hit]) -> bool:
    inside = any(h.element == "concrete" and problem.start <= h.start and h.end <= problem.end for h in hits)
    return inside or any(f.kind == "count" for f in figures(problem.text))


def _whole(part: Admitted) -> Problem:
    first, last = part.sentences[0], part.sentences[-1]
    return Problem(first.start, last.end, "", "", False, set())


def _shown(problems: list[Problem], report: Report) -> tuple[Proof, ...]:
    spans = dict.fromkeys(_clause(p.start, min(p.end, p.start + 110), report) for p in problems)
    return tuple(spans)[:3]


def _clause(start: int, end: int, report: Report) -> Proof:
    """Quote from the clause's beginning to its end, at most 110 characters."""
    text = report.clean.text
    while start > 0 and text[start - 1] not in "，。；：！？\n":
        start -= 1
    while end < len(text) and text[end - 1] not in "，。；！？\n" and text[end] not in "，。；！？\n":
        end += 1
    end = min(end, start + 110)
    while end > start and text[end - 1] in "，。；：、！？\n":
        end -= 1
    at = next((s.section for s in report.sentences if s.start <= start < s.end), 0)
    return Proof(start, end, at)
