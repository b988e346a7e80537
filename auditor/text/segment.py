"""`Clean` -> `Report`: sections with roles, sentences, title, unit, year, signature and date.

Headings are found by their numbers and by the shared word list; where they are missing, the opening words of a
sentence tell what a passage is for. What a sentence says of a row is for `match`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from auditor.book import Lexicon
from auditor.model import Clean, Report, Role, Section, Sentence
from auditor.text.clean import HAN
from auditor.text.masthead import read_frame
from auditor.text.paragraphs import CN_NUMBER, Para, cut_paragraphs

_ITEM = re.compile(
    rf"(?:{CN_NUMBER}[是要]|第{CN_NUMBER}[，、]|其{CN_NUMBER}[，、]|{CN_NUMBER}方面[，：]|[（(](?:{CN_NUMBER}|\d{{1,2}})[）)]|"
    rf"\d{{1,2}}[、.．)）](?!\d)|[①-⑳]|[-*•·]\s*(?=[{HAN}]))"
)
# a text without full stops is cut after a comma, or anyhow, so that one endless line stays linear
_SENTENCE = re.compile(
    r"[^。！？；\n]{0,400}(?:[。！？；]+[”』」）]*|\n|$)|[^。！？；\n]{300,400}，|[^。！？；\n]{1,400}"
)
_YEAR_HEADING = re.compile(r"(20\d\d)年")
_AHEAD = re.compile("下一?[步年阶]|今后|打算|计划|安排|思路|设想|努力方向|要点|任务")
_RESULTS = re.compile("成效|成绩|成果|亮点|做法|情况|进展")
_LEAD_END = re.compile(r"(报告|汇报|总结|情况|通报|自查)(如下|于后)|如下[：。]?$")


def segment(clean: Clean, lexicon: Lexicon, year: int | None = None) -> Report:
    """Cut a cleaned text into sections and sentences and find what its title and end say.

    `year` overrides the reporting year that the text gives. The first section is the report itself. Never raises; a
    text without any heading gives one section.
    """
    paras = cut_paragraphs(clean.text, lexicon)
    report = Report(clean, (), ())
    report, first, last = read_frame(report, paras)
    report = replace(report, year=year or report.year)
    for para in paras:
        if para.role is Role.PLAN and _tells_of_the_year(para.heading, report.year):
            para.role = Role.WORK
    sections, owner = _sections(clean, paras, first, last)
    sentences = _sentences(clean, paras, sections, owner, (first, last), report.year, lexicon)
    return replace(report, sections=tuple(sections), sentences=tuple(sentences))


def _tells_of_the_year(heading: str, year: int | None) -> bool:
    """Return whether a heading that names a year and measures is on the year's work: 2023年度的主要举措和成效."""
    named = _YEAR_HEADING.match(heading)
    if not named or _AHEAD.search(heading):
        return False
    return bool(_RESULTS.search(heading)) or (year is not None and int(named[1]) <= year)


def _sections(clean: Clean, paras: list[Para], first: int, last: int) -> tuple[list[Section], list[int]]:
    """Build the tree of headings; return it with the section of every paragraph."""
    size = len(clean.text)
    rows: list[Section] = [Section(0, "", "", 0, Role.LEAD, -1, 0, size)]
    owner = [0] * len(paras)
    stack = [0]
    for at, para in enumerate(paras):
        if at < first or at >= last or not (para.heading or (para.level and para.number)):
            owner[at] = stack[-1]
            continue
        level = para.level
        if not para.heading and level >= 3 and rows[stack[-1]].level < level and not _listed(paras, at):
            owner[at] = stack[-1]
            continue
        while len(stack) > 1 and rows[stack[-1]].level >= level:
            stack.pop()
        parent = stack[-1]
        role = para.role or (rows[parent].role if parent else Role.WORK)
        if para.role is Role.WORK and parent and rows[parent].role in (Role.PROBLEMS, Role.PLAN, Role.MEASURES):
            role = rows[parent].role
        if para.role in (Role.PLAN, Role.MEASURES) and parent and rows[parent].role is Role.PLAN:
            role = Role.PLAN
        index = len(rows)
        named = para.role not in (None, Role.WORK)
        rows.append(Section(index, para.number, para.heading, level, role, parent, para.start, size, named))
        stack.append(index)
        owner[at] = index
    ends = [size] * len(rows)
    for row in rows[1:]:
        follower = next((r.start for r in rows[row.index + 1 :] if r.level <= row.level), None)
        ends[row.index] = follower if follower is not None else size
    return [replace(row, end=end) for row, end in zip(rows, ends, strict=True)], owner


def _listed(paras: list[Para], at: int) -> bool:
    """Return whether a bare numbered paragraph has a twin next to it, so that it opens a part of its own."""
    level = paras[at].level
    return any(0 <= k < len(paras) and paras[k].level == level for k in (at - 1, at + 1, at + 2))


@dataclass(slots=True)
class _Carried:
    """A role that a sentence's opening words began, and where."""

    role: Role | None = None
    section: int = -1
    spreads: bool = False
    """A plan, or what opens a paragraph, holds for the list that follows; 对此 inside one ends with its item."""


def _sentences(
    clean: Clean,
    paras: list[Para],
    sections: list[Section],
    owner: list[int],
    body: tuple[int, int],
    year: int | None,
    lexicon: Lexicon,
) -> list[Sentence]:
    rows: list[Sentence] = []
    carried = _Carried()
    lead_done = False
    first, last = body
    next_year = re.compile(rf"^{year + 1}年度?(?:，|[^，。]{{0,12}}(?:将|打算|重点|计划|要(?!求)))" if year else "(?!)")
    for at, para in enumerate(paras):
        section = sections[owner[at]]
        framed = _frame_role(at, first, last)
        if owner[at] != carried.section and not (carried.spreads and _inherits(section, carried.section, sections)):
            carried = _Carried()
        for found in _SENTENCE.finditer(clean.text, para.start, para.end):
            start, end = found.span()
            if start == end:
                continue
            text = clean.text[start:end]
            lead = _ITEM.match(text)
            item = lead[0] if lead else para.number if para.number and start == para.start else ""
            role = framed or (carried.role if carried.role and carried.section != owner[at] else None) or section.role
            if role is Role.LEAD and (lead_done or at > first):
                role = Role.WORK
            lead_done = lead_done or bool(_LEAD_END.search(text)) or (at == first and start - para.start > 250)
            if framed is None and start >= para.heading_end:
                late = start * 2 > len(clean.text) and start == para.start
                opened = Role.PLAN if next_year.match(text) and role is not Role.MASTHEAD else None
                opened = opened or _opened(
                    text[len(lead[0]) :] if lead else text, section.role, carried.role, late, lexicon
                )
                if opened:
                    carried = _Carried(
                        opened, owner[at], spreads=opened is Role.PLAN or start <= max(para.start, para.heading_end)
                    )
                elif item and not carried.spreads:
                    carried = _Carried()
                role = carried.role or role
            rows.append(Sentence(len(rows), text, start, end, owner[at], role, at, item))
    return rows


def _inherits(section: Section, above: int, sections: list[Section]) -> bool:
    """Return whether a section stands right under another and has no role of its own."""
    return section.parent == above >= 0 and section.role is sections[above].role


def _frame_role(at: int, first: int, last: int) -> Role | None:
    if at < first:
        return Role.TITLE
    return Role.SIGNATURE if at >= last else None


def _opened(body: str, role: Role, carried: Role | None, late: bool, lexicon: Lexicon) -> Role | None:
    """Return the role that a sentence's opening words begin, None when it goes on as before.

    In a passage about work, only a paragraph in the second half of the report can turn to problems, and only problems
    can turn to measures: 针对……问题 also opens accounts of work done.
    """
    for opened, pattern in lexicon.openings:
        found = pattern.search(body)
        if not found:
            continue
        label = found[0].endswith(("：", ":"))
        now = carried or role
        if opened is Role.PROBLEMS and now in (Role.WORK, Role.LEAD) and not (late or label):
            continue
        if (
            opened in (Role.MEASURES, Role.CAUSES)
            and now not in (Role.PROBLEMS, Role.MEASURES, Role.CAUSES)
            and not label
        ):
            continue
        if role is Role.PLAN and opened in (Role.MEASURES, Role.PROBLEMS) and not label:
            return None
        return opened
    return None
