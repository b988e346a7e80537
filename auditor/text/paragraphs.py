"""Cleaned text -> paragraphs with their number and heading. What stands under a heading is for `segment`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.book import Lexicon
from auditor.model import Role

CN_NUMBER = "[一二三四五六七八九十]{1,3}"
_NUMBERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"(?:#{{1,6}}\s*)?(?:{CN_NUMBER}[、.．]|第{CN_NUMBER}(?:部分|章|节))")),
    (
        2,
        re.compile(
            rf"(?:#{{1,6}}\s*)?(?:[（(]{CN_NUMBER}[）)][、.]?|第{CN_NUMBER}[，、：]|{CN_NUMBER}，(?=.{{2,30}}$))"
        ),
    ),
    (3, re.compile(r"(?:#{1,6}\s*)?\d{1,2}\s*[.．、)）](?!\d)")),
    (4, re.compile(r"(?:#{1,6}\s*)?[（(]\d{1,2}[）)]")),
    (5, re.compile(r"[①-⑳]")),
)
_HASHES = re.compile(r"(#{1,6})\s*")
_CN = "一二三四五六七八九"
_SERIES = re.compile(rf"(?P<open>（?)(?P<n>[{_CN}]|[1-9](?=[）.．、]))(?P<close>[）、.．])(?!\d)")
_SERIES_INSIDE = re.compile(rf"(?<=[。；！])(?:{_SERIES.pattern})")
_MAX_HEADING = 45
_BELOW = re.compile(r"(?<![，。；：、！？])(?:（一）|1[.．、](?!\d))(?=[^，。；：！？]{2})")
_LACK = "(?:问题|不足(?:之处)?|短板(?:弱项)?|弱项|差距|困难|薄弱环节)"
_AIM = "(?:打算|安排|计划|思路|措施|举措|重点|目标|方向|设想|任务|对策)"
_AND = "(?:[和与及、]|以及)"
_SAYS_ROLE = re.compile(
    # 存在的主要问题和不足
    rf"(?:当前|目前|工作中|工作)?(?:主要)?(?:还|仍)?(?:存在|面临)的?(?:主要|突出|一些)?的?{_LACK}"
    rf"(?:{_AND}(?:主要|存在|产生)?的?(?:{_LACK}|原因(?:分析)?))*"
    # 下一步工作打算
    rf"|(?:下一?(?:步|年度?|阶段)|明年|来年|今后)的?(?:(?:法治政府|法治)?建设)?(?:主要|重点)?(?:工作|努力|改进)?的?(?:主要|重点)?{_AIM}"
    rf"(?:{_AND}(?:主要|工作|努力)?{_AIM})*"
    rf"|20\d\d年度?(?:主要|重点)?(?:工作)?(?:打算|思路|设想|安排)"
    # 整改方向
    rf"|(?:整改|改进|努力)的?(?:{_AIM}|意见|建议|办法)(?:{_AND}(?:{_AIM}|意见|建议|办法))*"
    # 原因分析
    rf"|(?:问题)?(?:产生|存在|形成)?的?(?:主要)?原因(?:分析|剖析)"
    # 自查情况
    rf"|(?:本年度?|今年|20\d\d年度?)?(?:主要|重点)?(?:自查|自评|工作)(?:工作)?(?:开展|完成|落实|推进|进展)?(?:情况|做法|成效)"
    rf"(?:{_AND}(?:主要)?(?:情况|做法|成效|成绩))*"
)
"""Headings that every report has, whole: what follows one on its line is text."""
_GOES_ON = re.compile(
    "[的和与及、，。；：！？是有也等之中作报汇通如）”》]|主要|表现|在于|进行|已|均|都|得到|整改|清单|台账|全部|逐"
)
_PLAIN_HEADING = 4
"""Characters of a run-in heading without a number: shorter ones begin a sentence as often."""


@dataclass(slots=True)
class Para:
    """A paragraph as `segment` builds on it."""

    start: int
    end: int
    level: int = 0
    number: str = ""
    heading: str = ""
    heading_end: int = 0
    """Offset where the heading ends and the text begins; equals `start` when there is none."""
    role: Role | None = None
    """By its own heading or label."""
    hashes: int = 0
    """Of a Markdown heading."""


def cut_paragraphs(text: str, lexicon: Lexicon) -> list[Para]:
    """Cut a cleaned text into paragraphs, blank ones left out; offsets count in the text."""
    paras = []
    at = 0
    for line in text.split("\n"):
        for start, end in _parts(line):
            paras.append(_paragraph(line[start:end], at + start, lexicon))
        at += len(line) + 1
    # 一、 under ## makes every ## as high as 一、
    scale = {para.hashes: para.level for para in reversed(paras) if para.hashes and para.number}
    for para in paras:
        if para.hashes and not para.number:
            para.level = scale.get(para.hashes, min(para.hashes, 3))
    return paras


def _parts(line: str) -> list[tuple[int, int]]:
    """Cut a paragraph behind a heading run into it, and where the next number of its own series stands: ……。（二）……"""
    if not line:
        return []
    head = _run_in(line)
    if head:
        return [(0, head), *((start + head, end + head) for start, end in _parts(line[head:]))]
    cuts = [0]
    opened = _SERIES.match(line)
    if opened:
        series = opened["open"], opened["close"]
        expected = _place(opened["n"]) + 1
        for found in _SERIES_INSIDE.finditer(line):
            if (found["open"], found["close"]) == series and _place(found["n"]) == expected:
                cuts.append(found.start())
                expected += 1
    return list(zip(cuts, [*cuts[1:], len(line)], strict=True))


def _run_in(line: str) -> int:
    """Return where a heading ends that the text is run into without a sign; 0 when there is none."""
    number = next((found.end() for _, pattern in _NUMBERS[:3] if (found := pattern.match(line))), 0)
    below = _BELOW.search(line, number + 2, number + _MAX_HEADING) if number else None
    if below and not re.search("[。；：！？]", line[number : below.start()]) and line[0] != below[0][0]:
        return below.start()
    role = _SAYS_ROLE.match(line, number)
    if not role or role.end() == len(line) or _GOES_ON.match(line, role.end()):
        return 0
    return role.end() if number or role.end() >= _PLAIN_HEADING else 0


def _place(numeral: str) -> int:
    return int(numeral) if numeral.isascii() else _CN.index(numeral) + 1


def _paragraph(line: str, at: int, lexicon: Lexicon) -> Para:
    para = Para(at, at + len(line), heading_end=at)
    hashes = _HASHES.match(line)
    para.hashes = len(hashes[1]) if hashes else 0
    for level, pattern in _NUMBERS:
        found = pattern.match(line)
        if found:
            para.level, para.number = level, found[0].lstrip("# ")
            break
    body = line[len(line) - len(line.lstrip("# ")) :]
    body = body[len(para.number) :] if para.number else body
    skipped = len(line) - len(body)
    heading = _heading_of(body, numbered=bool(para.number or para.hashes), lexicon=lexicon)
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
        if stop and stop[0] == "。" and len(bare) >= _PLAIN_HEADING and _SAYS_ROLE.fullmatch(bare):
            return first
        short = whole and len(bare) <= 20 and not re.search("[，。；]", body)
        labelled = short or (stop is not None and stop[0] == "：" and len(bare) <= 12)
        return (
            first
            if labelled
            and _role_of(bare, lexicon) not in (None, Role.WORK)
            or (labelled and re.search(r"(自查|自评|工作|完成)情况$", bare))
            else ""
        )
    if whole and (stop is None or stop[0] == "。" and "，" not in bare and len(bare) <= 25):
        return first
    if stop and stop[0] == "。" and len(bare) <= 32:
        return first
    if stop and stop[0] == "：" and len(bare) <= 25:
        return first
    return ""


def _role_of(heading: str, lexicon: Lexicon) -> Role | None:
    return next((role for role, pattern in lexicon.headings if pattern.search(heading)), None)
