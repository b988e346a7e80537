"""`Clean` -> `Report`: sections with roles, sentences, title, unit, year, signature and date.

Headings are found by their numbers and by the shared word list; where they are missing, the opening words of a
sentence tell what a passage is for. What a sentence says of a row is for `match`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from auditor.book import Lexicon
from auditor.model import Clean, Report, Role, Section, Sentence, UnitKind
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
_OF_PROBLEMS = (Role.PROBLEMS, Role.MEASURES, Role.CAUSES)
_LEAD_END = re.compile(r"(报告|汇报|总结|情况|通报|自查)(如下|于后)|如下[：。]?$")


def segment(clean: Clean, lexicon: Lexicon, year: int | None = None, kind: UnitKind | None = None) -> Report:
    """Cut a cleaned text into sections and sentences and find what its title and end say.

    `year` and `kind` override the reporting year and the kind of unit that the text gives. The first section is the
    report itself. Never raises; a text without any heading gives one section.
    """
    paras = cut_paragraphs(clean.text, lexicon)
    report = Report(clean, (), ())
    report, first, last = read_frame(report, paras)
    report = replace(report, year=year or report.year, kind=kind or report.kind)
    sections, owner = _sections(clean, paras, first, last, report.year)
    sections = _lamenting(sections, lexicon)
    sentences = _sentences(clean, paras, sections, owner, (first, last), report.year, lexicon)
    return replace(report, sections=tuple(sections), sentences=tuple(sentences))


def _sections(
    clean: Clean, paras: list[Para], first: int, last: int, year: int | None
) -> tuple[list[Section], list[int]]:
    """Build the tree of headings; return it with the section of every paragraph."""
    size = len(clean.text)
    rows: list[Section] = [Section(0, "", "", 0, Role.LEAD, -1, 0, size)]
    owner = [0] * len(paras)
    ends = [size]
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
            ends[stack.pop()] = para.start
        parent = stack[-1]
        para.role = _of_year(para, year)
        role = para.role or (rows[parent].role if parent else Role.WORK)
        if para.role is Role.WORK and parent and rows[parent].role in (Role.PROBLEMS, Role.PLAN, Role.MEASURES):
            role = rows[parent].role
        if para.role in (Role.PLAN, Role.MEASURES) and parent and rows[parent].role is Role.PLAN:
            role = Role.PLAN
        index = len(rows)
        named = para.role not in (None, Role.WORK)
        rows.append(Section(index, para.number, para.heading, level, role, parent, para.start, size, named))
        ends.append(size)
        stack.append(index)
        owner[at] = index
    return [replace(row, end=end) for row, end in zip(rows, ends, strict=True)], owner


def _lamenting(sections: list[Section], lexicon: Lexicon) -> list[Section]:
    """Return the sections, a chapter whose headings all name what is lacking turned into one on problems."""
    short = lexicon.cues["shortfall"]
    rows = list(sections)
    headed: dict[int, list[Section]] = {}
    for row in sections[1:]:
        if row.heading:
            headed.setdefault(row.parent, []).append(row)
    for chapter in sections[1:]:
        below = headed.get(chapter.index, [])
        plain = chapter.role is Role.WORK and not any(row.names_role for row in below)
        if plain and len(below) > 1 and all(short.search(row.heading) for row in below):
            for row in (chapter, *below):
                rows[row.index] = replace(row, role=Role.PROBLEMS)
    return rows


def _of_year(para: Para, year: int | None) -> Role | None:
    """Return the role of a heading, the year it begins with considered: what the next year holds is a plan."""
    dated = re.match(r"(20\d\d)年", para.heading)
    if dated is None or year is None or para.role not in (None, Role.WORK, Role.PLAN):
        return para.role
    if int(dated[1]) == year + 1:
        return Role.PLAN
    own = int(dated[1]) <= year and not re.search("下一?步|打算|思路", para.heading)
    return Role.WORK if own else para.role


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
    next_year = _next_year(year)
    told_until = _work_ends(clean.text, paras, body, next_year, lexicon)
    told = any(section.role is Role.PROBLEMS and section.names_role for section in sections)
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
                late = start * 3 > told_until and start == para.start
                opened = Role.PLAN if next_year.match(text) and role is not Role.MASTHEAD else None
                opened = opened or _opened(
                    text[len(lead[0]) :] if lead else text, section.role, carried.role, late, lexicon
                )
                if opened is None and late and not told and carried.role is None and role in (Role.WORK, Role.LEAD):
                    opened = Role.PROBLEMS if _laments(clean.text[start : para.end], lexicon) else None
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


def _next_year(year: int | None) -> re.Pattern[str]:
    """Return the words with which a sentence turns to the year after the reporting year."""
    if year is None:
        return re.compile("(?!)")
    words = "将|打算|重点|计划|安排|目标|思路|主要工作|着力|继续|争取|力争|准备|要(?!求)"
    return re.compile(rf"^(?:在|到|进入)?{year + 1}年度?(?:，|[^，。]{{0,12}}(?:{words}))")


def _work_ends(
    text: str, paras: list[Para], body: tuple[int, int], next_year: re.Pattern[str], lexicon: Lexicon
) -> int:
    """Return where the account of the year is over: where the last plan begins, or at the end of the text."""
    plans = [pattern for role, pattern in lexicon.openings if role is Role.PLAN]
    for para in reversed(paras[body[0] + 1 : body[1]]):
        opening = text[para.start : para.start + 40]
        if para.role is Role.PLAN or next_year.match(opening) or any(plan.match(opening) for plan in plans):
            return para.start
    return len(text)


def _laments(paragraph: str, lexicon: Lexicon) -> bool:
    """Return whether a paragraph mostly tells of what is lacking, so that it needs no heading to be about problems."""
    clauses = [clause for clause in re.split("[，。；：\\n]", paragraph) if len(clause) > 3]
    short, denied, unless = (lexicon.cues[name] for name in ("shortfall", "denied", "unless"))
    first = re.split("[。；\n]", paragraph)[0]
    if not (short.search(first) or (denied.search(first) and not unless.search(first))):
        return False
    lacking = [c for c in clauses if short.search(c) or (denied.search(c) and not unless.search(c))]
    return len(lacking) > 1 and len(lacking) * 2 >= len(clauses)


def _opened(body: str, role: Role, carried: Role | None, late: bool, lexicon: Lexicon) -> Role | None:
    """Return the role that a sentence's opening words begin, None when it goes on as before.

    In a passage about work, only a paragraph in the second half of the report can turn to problems, and only problems
    can turn to measures: 针对……问题 also opens accounts of work done.
    """
    now = carried or role
    labels = "：" in body or ":" in body
    for opened, pattern in lexicon.openings:
        if opened is Role.PROBLEMS:
            only_as_label = now in (Role.WORK, Role.LEAD) and not late
        else:
            only_as_label = opened in (Role.MEASURES, Role.CAUSES) and now not in _OF_PROBLEMS
        found = None if only_as_label and not labels else pattern.search(body)
        if not found:
            continue
        label = found[0].endswith(("：", ":"))
        if only_as_label and not label:
            continue
        if role is Role.PLAN and opened in (Role.MEASURES, Role.PROBLEMS) and not label:
            return None
        return opened
    return None
