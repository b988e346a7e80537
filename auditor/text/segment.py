"""`Clean` -> `Report`: sections with roles, sentences, title, unit, year, signature and date.

Headings are found by their numbers and by the shared word list; where they are missing, the opening words of a
sentence tell what a passage is for. What a sentence says of a row is for `match`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from auditor.book import Lexicon
from auditor.model import Clean, Report, Role, Section, Sentence
from auditor.text.clean import DATE, HAN

_NUM = "[一二三四五六七八九十]{1,3}"
_NUMBERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"(?:#{{1,6}}\s*)?(?:第?{_NUM}[、.．。]|第{_NUM}(?:部分|章|节|[，：])|{_NUM}[，：](?=.{{2,30}}$))")),
    (2, re.compile(rf"(?:#{{1,6}}\s*)?[（(]{_NUM}[）)][、.]?")),
    (3, re.compile(r"(?:#{1,6}\s*)?\d{1,2}\s*[.．、)）](?!\d)")),
    (4, re.compile(r"(?:#{1,6}\s*)?[（(]\d{1,2}[）)]")),
    (5, re.compile(r"[①-⑳]")),
)
_HASHES = re.compile(r"(#{1,6})\s*")
_ITEM = re.compile(
    rf"(?:{_NUM}是|{_NUM}要|第{_NUM}[，、]|其{_NUM}[，、]|{_NUM}方面[，：]|[（(](?:{_NUM}|\d{{1,2}})[）)]|\d{{1,2}}[、.．)）](?!\d)|[①-⑳]|[-*•·]\s*(?=[{HAN}]))"
)
_CN = "一二三四五六七八九"
_SERIES = re.compile(rf"(?P<open>（?)(?P<n>[{_CN}])(?P<close>[）、])")
_SERIES_INSIDE = re.compile(rf"(?<=[。；！])(?P<open>（?)(?P<n>[{_CN}])(?P<close>[）、])")
_SENTENCE = re.compile(r"[^。！？；\n]*(?:[。！？；]+[”』」）]*|\n|$)")
_TITLE_TOPIC = re.compile(r"法治政府|依法行政|法治建设|依法治[镇乡街]|法治.{0,6}(?:情况|工作)")
_TITLE_KIND = re.compile(r"(?:报告|总结|汇报|材料|情况|述职|通报|自评)(?:[（(].{0,12}[）)])?$")
_UNIT = re.compile(
    rf"(?:(?:[{HAN}]{{2,12}}?(?:省|自治区))?(?:[{HAN}]{{2,12}}?(?:市|州|盟|地区))?(?:[{HAN}]{{2,10}}?(?:市|县|区|旗))?)?"
    rf"[{HAN}]{{1,12}}?(?:镇|乡|街道|苏木)(?:党工委|党委)?(?:人民政府)?(?:办事处)?"
)
_SIGNER = re.compile(rf"^[{HAN}（）]{{2,40}}?(?:人民政府|办事处|委员会|党委|党工委|政府|街道|镇|乡)$")
_CN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = re.compile(r"(20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年")
_LEAD_END = re.compile(r"(报告|汇报|总结|情况|通报|自查)(如下|于后)|如下[：。]?$")
_MAX_HEADING = 45


@dataclass(slots=True)
class _Para:
    start: int
    end: int
    level: int = 0
    number: str = ""
    heading: str = ""
    heading_end: int = 0
    """Offset where the heading ends and the text begins; equals `start` when there is none."""
    role: Role | None = None
    """By its own heading or label."""


def segment(clean: Clean, lexicon: Lexicon, path: str = "") -> Report:
    """Cut a cleaned text into sections and sentences and find what its title and end say.

    The first section is the report itself. Never raises; a text without any heading gives one section.
    """
    paras = _paragraphs(clean.text, lexicon)
    report = Report(clean, (), ())
    report, first, last = _frame(report, paras)
    sections, owner = _sections(clean, paras, first, last)
    sentences = _sentences(clean, paras, sections, owner, (first, last), report.year, lexicon)
    return replace(report, sections=tuple(sections), sentences=tuple(sentences))


def _paragraphs(text: str, lexicon: Lexicon) -> list[_Para]:
    paras = []
    at = 0
    for line in text.split("\n"):
        for start, end in _parts(line):
            paras.append(_paragraph(line[start:end], at + start, lexicon))
        at += len(line) + 1
    return paras


def _parts(line: str) -> list[tuple[int, int]]:
    """Cut a paragraph where the next number of its own series stands in the middle: ……。（二）……"""
    if not line:
        return []
    cuts = [0]
    opened = _SERIES.match(line)
    if opened:
        series = opened["open"], opened["close"]
        expected = _CN.index(opened["n"]) + 1
        for found in _SERIES_INSIDE.finditer(line):
            if (found["open"], found["close"]) == series and expected < len(_CN) and found["n"] == _CN[expected]:
                cuts.append(found.start())
                expected += 1
    return list(zip(cuts, [*cuts[1:], len(line)], strict=True))


def _paragraph(line: str, at: int, lexicon: Lexicon) -> _Para:
    para = _Para(at, at + len(line), heading_end=at)
    hashes = _HASHES.match(line)
    for level, pattern in _NUMBERS:
        found = pattern.match(line)
        if found:
            para.level, para.number = level, found[0].lstrip("# ")
            break
    else:
        if hashes:
            para.level = min(len(hashes[1]), 3)
    body = line[len(line) - len(line.lstrip("# ")) :]
    body = body[len(para.number) :] if para.number else body
    skipped = len(line) - len(body)
    heading = _heading_of(body, numbered=bool(para.level), lexicon=lexicon)
    if heading:
        para.heading = heading.rstrip("。：:；，")
        para.heading_end = at + skipped + len(heading)
        para.role = _role_of(para.heading, lexicon)
        para.level = para.level or 1
    return para


def _heading_of(body: str, *, numbered: bool, lexicon: Lexicon) -> str:
    """Return the heading that opens a paragraph, its closing mark included; empty for running text."""
    stop = re.search(r"[。；！？：]", body)
    first = body[: stop.end()] if stop else body
    bare = first.rstrip("。；！？：")
    if not bare or len(bare) > _MAX_HEADING:
        return ""
    whole = len(first) == len(body)
    if not numbered:
        short = whole and len(bare) <= 20 and not re.search("[，。；]", body)
        labelled = short or (stop is not None and stop[0] == "：" and len(bare) <= 12)
        return first if labelled and _role_of(bare, lexicon) not in (None, Role.WORK) or (
            labelled and re.search(r"(自查|自评|工作|完成)情况$", bare)
        ) else ""
    if whole and (stop is None or stop[0] == "。" and "，" not in bare and len(bare) <= 25):
        return first
    if stop and stop[0] == "。" and len(bare) <= 32:
        return first
    if stop and stop[0] == "：" and len(bare) <= 25:
        return first
    return ""


def _role_of(heading: str, lexicon: Lexicon) -> Role | None:
    return next((role for role, pattern in lexicon.headings if pattern.search(heading)), None)


def _frame(report: Report, paras: list[_Para]) -> tuple[Report, int, int]:
    """Find title, letterhead, signature and date; return the report and the first and last body paragraph."""
    text = report.clean.text
    lines = [text[p.start : p.end] for p in paras]
    title_from, title_to = _title_lines(lines)
    first = title_to
    title = "".join(lines[title_from:title_to])
    span = (paras[title_from].start, paras[title_to - 1].end) if title else None
    letterhead = next((line for line in lines[: max(title_from, 2)] if _SIGNER.match(line.removesuffix("文件"))), "")
    while first < len(lines) and first < title_to + 4 and _is_masthead(lines[first]):
        first += 1
    last = len(lines)
    signature = date = ""
    signature_span = date_span = None
    for at in range(len(lines) - 1, max(first, len(lines) - 8) - 1, -1):
        if lines[at].endswith(("。", "；")) and not DATE.search(lines[at]):
            continue
        line = lines[at].strip("（）() ")
        dated = DATE.search(line)
        name = DATE.sub("", line).strip("，。（）() ")
        if dated and len(line) <= 60 and (not name or _SIGNER.match(name)):
            date, date_span = dated[0], (paras[at].start, paras[at].end)
            last = at
        if name and len(name) <= 40 and _SIGNER.match(name):
            signature, signature_span = name, (paras[at].start, paras[at].end)
            last = at
            break
    if not date:
        for at in range(title_from, first):
            dated = DATE.search(lines[at])
            if dated and len(lines[at]) <= 30:
                date, date_span = dated[0], (paras[at].start, paras[at].end)
    unit = _unit(title) or _unit(letterhead) or _unit(signature) or _acting_unit("".join(lines[first : first + 3]))
    year = _year(title) or _year("".join(lines[first : first + 2])) or _dated_year(date)
    report = replace(
        report, title=title, title_span=span, unit=unit, year=year, letterhead=letterhead, signature=signature,
        signature_span=signature_span, date=date, date_span=date_span,
    )  # fmt: skip
    return report, first, last


def _title_lines(lines: list[str]) -> tuple[int, int]:
    """Return the lines, half open, that hold the title; an empty range when there is none."""
    for at in range(min(6, len(lines))):
        if re.search(r"文件$|〔\d{4}〕|[>›»]", lines[at]):
            continue
        for size in (1, 2, 3):
            joined = "".join(lines[at : at + size])
            if len(joined) > 70 or re.search("[。；]", joined):
                break
            if _TITLE_TOPIC.search(joined) and _TITLE_KIND.search(joined.rstrip("*# ")):
                start = at
                # a line above that only names the unit belongs to a title that does not name it
                if size == 1 and at and _SIGNER.match(lines[at - 1]) and re.match(r"\d{4}年|关于", lines[at]):
                    start = at - 1
                return start, at + size
    return 0, 0


def _is_masthead(line: str) -> bool:
    return (
        bool(re.search(r"[：:]$", line) and len(line) <= 40)
        or (len(line) <= 30 and bool(DATE.search(line)) and "，" not in line)
        or bool(re.match(r"^[^，。]{0,20}〔\d{4}〕\d+号$", line))
    )


def _unit(text: str) -> str:
    for found in _UNIT.finditer(re.sub(r"关于|中共|(?:20)?\d+年度?", " ", text)):
        if not found[0].startswith(("我", "本", "全", "各", "该", "乡", "镇")) and len(found[0]) >= 3:
            return found[0]
    return ""


def _acting_unit(text: str) -> str:
    """Return the unit that running text names as the one that acts."""
    found = re.search(
        rf"(?:^|[，。])(?P<unit>[{HAN}]{{2,10}}?(?:镇|乡|街道))(?=党委|党工委|人民政府|政府|办事处|坚持|在|认真|深入|以|始终|紧紧|严格|全面|高举|高度)",
        text,
    )
    return found["unit"] if found and not found["unit"].startswith(("我", "本", "全", "各")) else ""


def _dated_year(date: str) -> int | None:
    """Return the year that a report signed on this date is about: signed by June, it tells of the year before."""
    year = _year(date)
    month = re.search(r"年\s*(\d{1,2})月", date)
    return year - 1 if year and month and int(month[1]) <= 6 else year


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    if not found:
        return None
    return int(found[1].translate(_CN_DIGITS))


def _sections(clean: Clean, paras: list[_Para], first: int, last: int) -> tuple[list[Section], list[int]]:
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


def _listed(paras: list[_Para], at: int) -> bool:
    """Return whether a bare numbered paragraph has a twin next to it, so that it opens a part of its own."""
    level = paras[at].level
    return any(0 <= k < len(paras) and paras[k].level == level for k in (at - 1, at + 1, at + 2))


@dataclass(slots=True)
class _Carried:
    """A role that a sentence's opening words began, and where."""

    role: Role | None = None
    section: int = -1
    spreads: bool = False
    """A plan, or what opens a paragraph, holds for the list that follows; 对此 inside a paragraph ends with its item."""


def _sentences(
    clean: Clean, paras: list[_Para], sections: list[Section], owner: list[int], body: tuple[int, int], year: int | None, lexicon: Lexicon
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
                opened = opened or _opened(text[len(lead[0]) :] if lead else text, section.role, carried.role, late, lexicon)
                if opened:
                    carried = _Carried(opened, owner[at], spreads=opened is Role.PLAN or start <= max(para.start, para.heading_end))
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
        if opened in (Role.MEASURES, Role.CAUSES) and now not in (Role.PROBLEMS, Role.MEASURES, Role.CAUSES) and not label:
            continue
        if role is Role.PLAN and opened in (Role.MEASURES, Role.PROBLEMS) and not label:
            return None
        return opened
    return None
