"""Judges of form: A1 (measures and results), A4 (next year's plan), A6 (title, signature, date), A7 (guidance).

They look at the structure of the report more than at single sentences. A2, A3 and A5: `problems`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from auditor.book import Rule
from auditor.judge.admitted import Admitted
from auditor.judge.ladder import Passages, readings
from auditor.judge.problems import judge_answered, judge_causes, judge_problems
from auditor.match.figures import figures
from auditor.match.stance import Stances
from auditor.model import MOST_PROOFS, Finding, Flag, Hit, Level, Note, Proof, Reading, Report, Role, Sentence, Stance

# one digit may be misread
_YEAR = re.compile(r"20\d\d|(?:20\d\D|20\D\d|2\D\d\d)年|二[〇○零][〇○零一二三四五六七八九]{2}年")
_OWN_DOCUMENT = re.compile(r"(?:制定|出台|印发|编印|修订)[^，。；《]{0,10}《(?![^》]*(?:纲要|(?<!办)法|条例)》)")
_REMEDY = re.compile(r"针对(?:这|以上|上述|此)[^，。]{0,8}，")
_WORK_FIGURES = ("count", "rate", "money")
_YEARS_SUM = re.compile("(?:全年|今年|一年来|年内|累计|共|本年)")
_STRUCTURE_SHOWN = 3
_OLD_NAMES_UNTIL = 2020
"""Reports on 2020 or before may use the earlier names of 习近平法治思想, which was set out in November 2020."""


def judge_form(rule: Rule, hits: list[Hit], passages: Passages, stances: Stances, part: Admitted) -> Finding:
    """Judge a row of form by the judge that its rule names."""
    if rule.judge == "problems":
        return judge_problems(rule, hits, part)
    if rule.judge == "causes":
        return judge_causes(rule, hits, part)
    if rule.judge == "answered":
        return judge_answered(rule, hits, part, stances)
    if rule.judge == "measures":
        return _measures(rule, passages)
    if rule.judge == "plan":
        return _plan(rule, hits, passages, stances)
    if rule.judge == "form":
        return _elements(rule, passages.report)
    return _guidance(rule, hits, passages, stances)


@dataclass(frozen=True, slots=True)
class _Part:
    """A first-level part of the work account."""

    head: Proof
    """Its heading, or its first clause where it has none."""
    sentences: tuple[Sentence, ...]


def _measures(rule: Rule, passages: Passages) -> Finding:
    """A1: several measures in a structure, and figures in at least a third of the first-level parts."""
    parts = _work_parts(passages.report)
    if not parts:
        return Finding(rule.id, Level.ABSENT, (), "没有写本年度的主要举措和成效。", ())
    told = {part.head: [s for s in part.sentences if _own(s, passages)] for part in parts}
    own = [part for part in parts if told[part.head]]
    counted = {part.head for part in own}
    best = {part.head: _best_figure(told[part.head], passages) for part in own}
    notes = tuple(_part_note(part, part.head in counted, best.get(part.head), passages) for part in parts)
    if len(own) * 2 < len(parts):
        heads = tuple(part.head for part in parts[:MOST_PROOFS])
        said = "写的大多不是本单位本年度做的工作（上级、往年、计划或口号）。"
        return Finding(rule.id, Level.MENTIONED, (), said, heads, notes=notes)
    parts = own
    backed = [proof for part in parts if (proof := best[part.head])]
    shown = [part.head for part in parts[:_STRUCTURE_SHOWN]] + backed
    proofs = tuple(dict.fromkeys(shown))[:MOST_PROOFS]
    if len(parts) < 2:
        return Finding(rule.id, Level.MENTIONED, (), "只有一段话，没有分条分项。", proofs, notes=notes)
    count = f"分 {len(parts)} 个部分写举措和成效，其中 {len(backed)} 个部分有本年度的数字"
    if len(backed) * 3 >= len(parts):
        return Finding(rule.id, Level.EVIDENCED, (), f"{count}。", proofs, notes=notes)
    return Finding(rule.id, Level.DONE, (), f"{count}，不到三分之一。", proofs, notes=notes)


def _part_note(part: _Part, own: bool, figure: Proof | None, passages: Passages) -> Note:
    if not own:
        return Note("写的不是本单位本年度的工作，不计入", False, part.head)
    words = passages.report.clean.text[figure.start : figure.end] if figure else ""
    return Note(f"有本年度的数字（“{words}”）" if figure else "没有本年度的数字", figure is not None, part.head)


def _own(sentence: Sentence, passages: Passages) -> bool:
    """Return whether a sentence tells of this unit and this year, as far as what it stands under says."""
    said = passages.said(sentence.index)
    past = said.past is not None and said.present >= len(sentence.text)
    return said.frame is None and not past and not all(actor.other for actor in said.actors)


def _best_figure(sentences: list[Sentence], passages: Passages) -> Proof | None:
    """Quote the clause that holds a figure of the year's work; a sum of the year rather than a single count."""
    found: Proof | None = None
    for sentence in sentences:
        said = passages.said(sentence.index)
        may_lack = "shortfall" in said.audible or "denied" in said.audible
        for fact in [fact for fact in said.figures if fact.kind in _WORK_FIGURES]:
            start, end = said.clause_at(fact.start, fact.end)
            if said.actor_at(fact.start).other or said.off_topic_at(fact.start):
                continue
            if may_lack and passages.words.lacks(sentence.text[start:end]):
                continue
            start = max(sentence.text.rfind(sign, 0, fact.start) for sign in "，：；") + 1
            proof = Proof(sentence.start + start, sentence.start + fact.end, sentence.section)
            if _YEARS_SUM.match(sentence.text, start):
                return proof
            found = found or proof
    return found


def _work_parts(report: Report) -> list[_Part]:
    """Return the first-level parts of the work account.

    The children of the one chapter on work, else the chapters themselves, else list items, else paragraphs.
    """
    work = [s for s in report.sentences if s.role is Role.WORK and not _is_heading(s, report)]
    chapters = [
        c for c in report.sections[1:] if c.role is Role.WORK and report.sections[c.parent].role is not Role.WORK
    ]
    if len(chapters) == 1:
        below = [c for c in report.sections if c.parent == chapters[0].index and c.role is Role.WORK]
        chapters = below if len(below) > 1 else chapters
    if len(chapters) > 1:
        starts = [s.start for s in work]
        parts = [(c, tuple(work[bisect_left(starts, c.start) : bisect_left(starts, c.end)])) for c in chapters]
        return [_Part(_first_clause(c.start, c.index, report), inside) for c, inside in parts if inside]
    items = _cut(work, lambda s: bool(s.item))
    if sum(bool(part[0].item) for part in items) > 1:
        return _headless([part for part in items if part[0].item], report)
    firsts = {s.paragraph: s.index for s in reversed(work)}
    paragraphs = _cut(work, lambda s: firsts[s.paragraph] == s.index)
    return _headless(paragraphs if len(paragraphs) > 2 else [work] if work else [], report)


def _headless(parts: list[list[Sentence]], report: Report) -> list[_Part]:
    return [_Part(_first_clause(part[0].start, part[0].section, report), tuple(part)) for part in parts]


def _first_clause(start: int, section: int, report: Report) -> Proof:
    # a part may open with a stray mark: that one character is quoted then
    clause = re.compile(r"[，。；：]?[^，。；：\n]{0,60}").match(report.clean.text, start)
    return Proof(start, clause.end() if clause else start + 1, section)


def _cut(sentences: list[Sentence], opens: Callable[[Sentence], bool]) -> list[list[Sentence]]:
    """Cut a run of sentences before each one that opens a part."""
    parts: list[list[Sentence]] = []
    for sentence in sentences:
        if opens(sentence) or not parts:
            parts.append([])
        parts[-1].append(sentence)
    return parts


def _is_heading(sentence: Sentence, report: Report) -> bool:
    section = report.sections[sentence.section]
    return bool(section.heading) and sentence.start == section.start


def _plan(rule: Rule, hits: list[Hit], passages: Passages, stances: Stances) -> Finding:
    """A4: measures of its own for next year, and at least one with a target, date, owner or own document."""
    report = passages.report
    plan = [s for s in report.sentences if s.role is Role.PLAN and not _only_heads(s, report) and len(s.text) > 2]
    extra = [s for s in report.sentences if s.role is Role.MEASURES and re.match(r"此外|另外|同时", s.text)]
    measures = [s for s in plan + extra if stances.words.plans(s.text)]
    told = sum(stances.words.plans(s.text) for s in measures)
    planned = {s.index for s in plan}
    firm = [h for h in hits if h.element == "firm" and h.sentence in planned]
    targets = [s for s in plan if any(f.kind in _WORK_FIGURES for f in figures(s.text, norms=True))]
    documents = [s for s in plan if _OWN_DOCUMENT.search(s.text)]
    aimed = [report.sentences[h.sentence] for h in firm] + targets + documents
    acts, aims = set(measures), set(aimed)
    notes = tuple(_plan_note(s, s in acts, s in aims) for s in dict.fromkeys(plan + measures)) or (
        Note("没有单列下一年度的安排", False),
    )
    if told > 1 and aimed:
        shown = tuple(map(_whole, aimed))
        return Finding(
            rule.id, Level.EVIDENCED, (), "下一步安排有自己的措施，并写明了目标数、时限、责任人或拟定的文件。",
            tuple(dict.fromkeys(shown))[:MOST_PROOFS], notes=notes,
        )  # fmt: skip
    if told > 1:
        said = "下一步安排有自己的措施，但没有目标数、时限、责任人或拟定的文件。"
        return Finding(rule.id, Level.DONE, (), said, tuple(map(_whole, measures))[:MOST_PROOFS], notes=notes)
    closing = plan or [s for s in report.sentences if s.role is Role.MEASURES or _REMEDY.search(s.text)]
    if closing:
        said = "只有结尾表态，没有下一步的具体安排。" if plan else "只有针对问题的改进措施，没有下一年度的安排。"
        return Finding(rule.id, Level.MENTIONED, (), said, tuple(map(_whole, closing))[:MOST_PROOFS], notes=notes)
    return Finding(rule.id, Level.ABSENT, (), "没有写下一年度的安排。", (), notes=notes)


def _plan_note(sentence: Sentence, measure: bool, aimed: bool) -> Note:
    said = "是措施" if measure else "不算措施（表态，或太短）"
    aim = "，有" if aimed else "，没有" if measure else ""
    return Note(f"{said}{aim}目标数、时限、责任人或拟定的文件" if aim else said, measure, _whole(sentence))


def _only_heads(sentence: Sentence, report: Report) -> bool:
    """Return whether a sentence is the heading of the part, or of an item that goes on below it."""
    section = report.sections[sentence.section]
    if sentence.start != section.start or section.names_role:
        return section.names_role and sentence.start == section.start
    heading = len(section.number) + len(section.heading) + 2
    return bool(section.heading) and len(sentence.text) <= heading and section.end > sentence.end + 1


def _whole(sentence: Sentence) -> Proof:
    text = sentence.text[:110].rstrip("。；，！\n")
    return Proof(sentence.start, sentence.start + len(text), sentence.section)


def _elements(rule: Rule, report: Report) -> Finding:
    """A6: a title that names unit and year, the issuing unit signed at the end, the date signed."""
    named = re.search(r"镇|乡|街道|苏木", report.title) or (report.unit and report.unit in report.title)
    unit_named = bool(named) or bool(report.letterhead)
    titled = bool(report.title) and unit_named and bool(_YEAR.search(report.title))
    spans = (
        (report.title_span if titled else None, "标题（单位和年度）"),
        (report.signature_span if report.signature else None, "落款单位"),
        (report.date_span if report.date else None, "成文日期"),
    )
    have = [name for span, name in spans if span]
    lack = [name for span, name in spans if not span]
    shown = tuple(dict.fromkeys(Proof(*span, 0) for span, _ in spans if span))
    said = f"有{'、'.join(have)}" if have else "标题、落款单位、成文日期都不齐"
    reason = said + (f"，缺{'、'.join(lack)}。" if have and lack else "。")
    flags = (Flag.PARTIAL,) if have and lack and len(have) < 2 else ()
    notes = tuple(Note(("有" if s else "缺") + name, s is not None, Proof(*s, 0) if s else None) for s, name in spans)
    return Finding(rule.id, Level(len(have)), flags, reason, shown, notes=notes)


def _guidance(rule: Rule, hits: list[Hit], passages: Passages, stances: Stances) -> Finding:
    """A7: 习近平法治思想 as guidance or studied and carried out, and the outline or its local plan."""
    year = passages.report.year
    earlier = year is not None and year <= _OLD_NAMES_UNTIL
    thought = [h for h in hits if h.element == "thought" or (earlier and h.element == "earlier")]
    read = readings(rule, thought, passages, stances)
    guided = [r for r in read if r.stance is Stance.DONE]
    outline = [h for h in hits if h.element == "outline"]
    shown = _quotes([r.hit for r in guided], passages)[:2] + _quotes(outline, passages)[:2]
    notes = _guidance_notes(read, outline, passages)
    if guided and outline:
        return Finding(
            rule.id, Level.EVIDENCED, (), "以习近平法治思想为指导，并写明了《纲要》或本地实施方案。", shown, notes=notes
        )
    if guided:
        return Finding(
            rule.id, Level.DONE, (Flag.PARTIAL,), "以习近平法治思想为指导，没有写《纲要》或本地实施方案。", shown,
            notes=notes,
        )  # fmt: skip
    some = thought or outline
    if some:
        shown = _quotes(some, passages)
        said = "习近平法治思想只是一语带过" if thought else "只写了《纲要》，没有写习近平法治思想"
        return Finding(rule.id, Level.MENTIONED, (Flag.PARTIAL,), f"{said}。", shown, notes=notes)
    return Finding(rule.id, Level.ABSENT, (), "没有写习近平法治思想和《纲要》。", (), notes=notes)


def _guidance_notes(read: list[Reading], outline: list[Hit], passages: Passages) -> tuple[Note, ...]:
    """Tell of every place that names the thought or the outline, each clause once; what is not there at all as well."""
    told: dict[Proof, bool] = {}
    for row in read:
        at = passages.quote(row.hit.start, row.hit.end, row.hit.sentence)
        told[at] = told.get(at, False) or row.stance is Stance.DONE
    thought = [
        Note("以习近平法治思想为指导或学习贯彻" if ok else "写了习近平法治思想，只是一语带过", ok, at)
        for at, ok in told.items()
    ]
    plans = [Note("写明了《纲要》或本地实施方案", True, at) for at in _quotes(outline, passages)]
    return (
        *(thought or [Note("没有写习近平法治思想", False)]),
        *(plans or [Note("没有写《纲要》或本地实施方案", False)]),
    )


def _quotes(hits: list[Hit], passages: Passages) -> tuple[Proof, ...]:
    """Quote passages, each once."""
    return tuple(dict.fromkeys(passages.quote(h.start, h.end, h.sentence) for h in hits))[:MOST_PROOFS]
