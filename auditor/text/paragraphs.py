"""Cleaned text -> paragraphs with their number and heading. What stands under a heading is for `segment`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.book import Lexicon
from auditor.model import Role
from auditor.text.part_names import PART_NAME, SHORTEST_NAME, role_of, run_in

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
_FIRST_CHAPTER = re.compile("(?<=.)(?<!第)(?<!十)一、")
_LATER_CHAPTER = re.compile(rf"(?<=[。；！])(?P<n>[{_CN}])、")
_ONE_LINE = 600
"""Characters from which a line with chapters inside can only be a report without line breaks."""
_TITLE_RUN_IN = re.compile(
    "[^。，；：]{4,50}法治[^。，；：]{0,12}(?:报告|总结|汇报|情况)"
    "(?=(?:(?:19|20)[0-9]{2}年(?:度|以来)?|今年以来|一年来|近年来)，|(?:按照|根据|为[了全深认贯进切充扎])[^。]{4})"
)
_TITLED = 2
"""Paragraphs at the top of which a title may be run into the text."""
_MOST_NESTED = 5
"""Times a chapter is looked through for chapters of its own."""
_MAX_HEADING = 45
_MOST_RUN_IN = 3
"""Parts of a line: a heading, one below it, the text."""


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
    paras: list[Para] = []
    at = 0
    for line in text.split("\n"):
        title = _TITLE_RUN_IN.match(line) if len(paras) < _TITLED else None
        head = title.end() if title else 0
        if head:
            paras.append(_paragraph(line[:head], at, lexicon))
        for start, end in _parts(line[head:]):
            paras.append(_paragraph(line[head + start : head + end], at + head + start, lexicon))
        at += len(line) + 1
    # 一、 under ## makes every ## as high as 一、
    scale = {para.hashes: para.level for para in reversed(paras) if para.hashes and para.number}
    for para in paras:
        if para.hashes and not para.number:
            para.level = scale.get(para.hashes, min(para.hashes, 3))
    return paras


def _parts(line: str, nested: int = 0) -> list[tuple[int, int]]:
    """Cut a paragraph behind a heading run into it, and where the next number of its own series stands: ……。（二）……"""
    if not line:
        return []
    chapters = _chapters(line) if nested < _MOST_NESTED else []
    if chapters:
        cuts = [0, *chapters]
        pieces = zip(cuts, [*chapters, len(line)], strict=True)
        return [(at + a, at + b) for at, end in pieces for a, b in _parts(line[at:end], nested + 1)]
    cuts = [0]
    rest = line
    while len(cuts) < _MOST_RUN_IN and (head := run_in(rest, _number_end(rest))):
        cuts.append(cuts[-1] + head)
        rest = rest[head:]
    opened = _SERIES.match(rest)
    if opened:
        series = opened["open"], opened["close"]
        expected = _place(opened["n"]) + 1
        for found in _SERIES_INSIDE.finditer(line, len(line) - len(rest)):
            if (found["open"], found["close"]) == series and _place(found["n"]) == expected:
                cuts.append(found.start())
                expected += 1
    return list(zip(cuts, [*cuts[1:], len(line)], strict=True))


def _chapters(line: str) -> list[int]:
    """Return where the chapters 一、二、…… stand in a report that lost all its line breaks; empty in any other line."""
    first = _FIRST_CHAPTER.search(line) if len(line) > _ONE_LINE else None
    if not first:
        return []
    cuts = [first.start()]
    for found in _LATER_CHAPTER.finditer(line, first.end()):
        if _place(found["n"]) == len(cuts) + 1:
            cuts.append(found.start())
    return cuts if len(cuts) > 1 else []


def _number_end(line: str) -> int:
    return next((found.end() for _, pattern in _NUMBERS[:3] if (found := pattern.match(line))), 0)


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
        para.role = role_of(para.heading, lexicon)
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
        if stop and stop[0] == "。" and len(bare) >= SHORTEST_NAME and PART_NAME.fullmatch(bare):
            return first
        short = whole and len(bare) <= 20 and not re.search("[，。；]", body)
        labelled = short or (stop is not None and stop[0] == "：" and len(bare) <= 12)
        return (
            first
            if labelled
            and role_of(bare, lexicon) not in (None, Role.WORK)
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
