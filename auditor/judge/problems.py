"""Judges of A2 (problems), A3 (causes) and A5 (answered) on the problems that a report names."""

from __future__ import annotations

import re
from bisect import bisect_right

from auditor.book import Rule
from auditor.judge.admitted import LISTED, Admitted, Problem, Spans
from auditor.judge.likeness import Likeness
from auditor.match.nearest import elsewhere
from auditor.match.stance import Stances
from auditor.model import MOST_PROOFS, Finding, Flag, Hit, Level, Note, Proof, Report, Role

_IN_ORDER = 0.4
_ONE_EACH = 0.7
"""As many listed measures as problems: they were written one for each."""
Measure = tuple[int, int, str]
"""Start, end and text of a measure or plan."""

_NUMBER = re.compile(
    r"(?<!20)(?<!\d)\d{1,3}(?!\d|届|大)|\d{5,}|[二三四五六七八九十百两][余多来]?[个项名人件次份台处家村户支条本起天岁成]|"
    r"[一二三四五六七八九十]分之|半数|一半|过半|大半"
)
_LIST_MARK = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．是要]")
_NAMING = re.compile("(?:主要|关键|归根到底|归根结底|说到底)(?!是?(?:由于|因为?|源于|受))")
_MOST_MEASURES = 500
"""No report takes more; a text that seems to is cut here, since each is held against every problem."""
_REMEDY = re.compile(r"(?:针对|对于?)(?:这|此|上述|该)[^，。]{0,8}，|对此，|为此，")


def judge_problems(rule: Rule, hits: list[Hit], part: Admitted) -> Finding:
    """A2: at least two problems named, at least half of them concrete."""
    told = Spans([h for h in hits if h.element == "concrete"])
    concrete = [p for p in part.named if told.beginning_in(p.start, p.end) or _has_count(p)]
    notes = tuple(
        Note("写到了具体单位、人员或环节" if p in concrete else "没有写到具体单位、人员或环节", p in concrete, shown)
        for p, shown in ((p, _named(p, part.report)) for p in part.named)
    )
    hinted = [
        h
        for h in hits
        if h.element in ("general", "hinted") and part.report.sentences[h.sentence].role is not Role.WORK
    ]
    if not part.sentences and hinted:
        spans = tuple(dict.fromkeys(_clause(h.start, h.end, part.report) for h in hinted))[:MOST_PROOFS]
        said = "没有单列问题，只在别处带到短板，至少要写明两个。"
        return Finding(rule.id, Level.MENTIONED, (Flag.PARTIAL,), said, spans)
    if not part.sentences:
        nearest = elsewhere(part.lacking(hits), ("general", "hinted"), part.report)
        return Finding(rule.id, Level.ABSENT, (), "全文没有写存在的问题和不足。", (), nearest)
    if len(part.named) < 2:
        said = "只承认有差距，没有写出具体是什么问题" if not part.named else "只写了一个问题"
        shown = _shown(part.named or [_whole(part)], part.report)
        return Finding(rule.id, Level.MENTIONED, (Flag.PARTIAL,), f"{said}，至少要写明两个。", shown, notes=notes)
    count = f"写了 {len(part.named)} 个问题，其中 {len(concrete)} 个写到了具体单位、人员或环节"
    if len(concrete) * 2 >= len(part.named):
        return Finding(rule.id, Level.EVIDENCED, (), f"{count}。", _shown(concrete, part.report), notes=notes)
    shown = _shown(concrete + part.named, part.report)
    return Finding(rule.id, Level.DONE, (), f"{count}，不到一半。", shown, notes=notes)


def judge_causes(rule: Rule, hits: list[Hit], part: Admitted) -> Finding:
    """A3: an explicit cause for at least one problem; for more than half of them, or a part of its own."""
    report = part.report
    roles = (Role.PROBLEMS, Role.CAUSES, Role.MEASURES, Role.PLAN)
    near = [h for h in hits if report.sentences[h.sentence].role in roles]
    # what comes first names the problem; 主要是 right at its beginning is no cause
    openings = {at for p in part.named for at in range(p.start, p.start + 8)}
    causes = [
        h for h in near
        if h.element in ("cause", "shared") and not (h.start in openings and _NAMING.match(report.clean.text, h.start))
    ]  # fmt: skip
    shared = any(h.element == "shared" for h in causes)
    own_part = any(s.role is Role.CAUSES and s.names_role for s in report.sections)
    told = Spans(causes)
    explained = [p for p in part.named if told.beginning_in(p.start, p.end)]
    notes = tuple(_cause_note(p, told, report) for p in part.named)
    shown = tuple(dict.fromkeys(_clause(h.start, h.end, report) for h in causes))[:MOST_PROOFS]
    if own_part or shared or (explained and len(explained) * 2 > len(part.named)):
        said = f"{len(part.named)} 个问题中有 {len(explained)} 个写明了原因"
        said = "原因单列一部分" if own_part else "写了几个问题共同的原因" if shared else said
        if not shown:
            own = [s for s in report.sentences if s.role is Role.CAUSES][:MOST_PROOFS]
            shown = tuple(_clause(s.start, s.end, report) for s in own)
        return Finding(rule.id, Level.EVIDENCED, (), f"{said}。", shown, notes=notes)
    vague = not part.named and all(h.phrase.startswith("由于") for h in causes)
    if causes and not vague:
        said = f"{len(part.named)} 个问题中只有 {len(explained)} 个写明了原因，没有过半"
        return Finding(rule.id, Level.DONE, (), f"{said}。", shown, notes=notes)
    background = [h for h in near if h.element == "background"] + causes
    if background:
        shown = tuple(dict.fromkeys(_clause(h.start, h.end, report) for h in background))[:MOST_PROOFS]
        return Finding(rule.id, Level.MENTIONED, (), "只带到背景，没有说明问题为什么会产生。", shown, notes=notes)
    nearest = elsewhere(part.lacking(hits), ("cause",), report)
    return Finding(rule.id, Level.ABSENT, (), "没有分析问题产生的原因。", (), nearest, notes=notes)


def judge_answered(rule: Rule, hits: list[Hit], part: Admitted, stances: Stances) -> Finding:
    """A5: the share of named problems that a measure or plan answers on their main point."""
    report = part.report
    if not part.named:
        return Finding(rule.id, Level.ABSENT, (), "没有写出具体问题，无从对应措施。", ())
    measures = _measures(report)[:_MOST_MEASURES]
    stretches = [(p.start, p.end) for p in part.named] + [(start, end) for start, end, _ in measures]
    likeness = Likeness(report, stances, Spans(hits), stretches)
    proofs: list[Proof] = []
    notes: list[Note] = []
    answered = 0
    in_turn, weight = _in_turn(measures, len(part.named))
    for at, problem in enumerate(part.named):
        # measures mostly follow the order of the problems
        likes = [likeness.between(problem, *m) + (weight if m is in_turn[at] else 0) for m in measures]
        best = measures[likes.index(max(likes))] if likes else None
        taken_up = best is not None and max(likes) >= 1
        remedy = _REMEDY.search(problem.text)
        inline = problem.siblings == 1 and stances.words.plans(problem.answer) > 0
        inline = inline or (remedy is not None and stances.words.plans(problem.text[remedy.end() :]) > 0)
        if taken_up or inline:
            answered += 1
            span = best[:2] if best and taken_up else (problem.start, problem.end)
            proofs.append(_clause(*span, report))
        notes.append(_answer_note(problem, best, likeness, report, inline=inline))
    count = f"{len(part.named)} 个问题中有 {answered} 个能找到对应的措施"
    shown = tuple(dict.fromkeys(proofs))[:MOST_PROOFS]
    if answered == len(part.named):
        return Finding(rule.id, Level.EVIDENCED, (), f"{count}。", shown, notes=tuple(notes))
    if answered * 2 >= len(part.named):
        return Finding(rule.id, Level.DONE, (), f"{count}。", shown, notes=tuple(notes))
    return Finding(
        rule.id, Level.MENTIONED, (Flag.PARTIAL,), f"{count}，不到一半。", shown or _shown(part.named, report),
        notes=tuple(notes),
    )  # fmt: skip


def _cause_note(problem: Problem, told: Spans, report: Report) -> Note:
    causes = told.beginning_in(problem.start, problem.end)
    words = report.clean.text[causes[0].start : causes[0].end] if causes else ""
    return Note(f"写明了原因（“{words}”）" if causes else "没有写原因", bool(causes), _named(problem, report))


def _answer_note(problem: Problem, best: Measure | None, likeness: Likeness, report: Report, *, inline: bool) -> Note:
    """Tell which measure comes closest to a problem, and whether that is enough."""
    shown = _named(problem, report)
    if best is None:
        return Note("问题后面紧接着写了措施" if inline else "全文没有措施可对应", inline, shown)
    like = likeness.between(problem, *best)
    answer = _clause(*best[:2], report) if like > 0 else None
    if like >= 1:
        return Note("找到对应的措施", True, shown, answer, like)
    said = "问题后面紧接着写了措施" if inline else "没有找到对应的措施" + ("，最接近的一条还不够" if answer else "")
    return Note(said, inline, shown, answer, like)


def _named(problem: Problem, report: Report) -> Proof:
    return _clause(problem.start, min(problem.end, problem.start + 110), report)


def _measures(report: Report) -> list[Measure]:
    """Return the measures and plans, a list item with all its sentences."""
    rows: list[Measure] = []
    held: tuple[int, int] | None = None
    for sentence in report.sentences:
        if (
            sentence.role not in (Role.MEASURES, Role.PLAN)
            or report.sections[sentence.section].names_role
            and len(sentence.text) < 12
            or sentence.text.endswith("：")
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


def _in_turn(measures: list[Measure], problems: int) -> tuple[list[Measure | None], float]:
    """Return for each problem the measure in the same place of its list, and how much that tells."""
    listed = [m for m in measures if LISTED.match(m[2])]
    rows, weight = (listed, _ONE_EACH) if len(listed) == problems > 1 else (measures, _IN_ORDER)
    return [*rows, *[None] * problems][:problems], weight


def _has_count(problem: Problem) -> bool:
    """Return whether a problem is told in numbers; 一是, 一些 and the year in a name are none."""
    return bool(_NUMBER.search(_LIST_MARK.sub("", problem.text)))


def _whole(part: Admitted) -> Problem:
    first, last = part.sentences[0], part.sentences[-1]
    return Problem(first.start, last.end, "", "", False, set())


def _shown(problems: list[Problem], report: Report) -> tuple[Proof, ...]:
    spans = dict.fromkeys(_named(p, report) for p in problems)
    return tuple(spans)[:MOST_PROOFS]


def _clause(start: int, end: int, report: Report) -> Proof:
    """Quote from the clause's beginning to its end, at most 110 characters."""
    text = report.clean.text
    sentence = report.sentences[max(bisect_right(report.sentences, start, key=lambda s: s.start) - 1, 0)]
    while start > sentence.start and text[start - 1] not in "，。；：！？\n":
        start -= 1
    while end < min(len(text), start + 110) and text[end - 1] not in "，。；！？\n" and text[end] not in "，。；！？\n":
        end += 1
    end = min(end, start + 110)
    while end > start and text[end - 1] in "，。；：、！？\n":
        end -= 1
    return Proof(start, end, sentence.section)
