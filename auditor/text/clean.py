"""Source text -> `Clean`: one spelling for every character, no layout, every character with its way back.

Joins lines that a page or a console broke, drops page numbers and the frame of a web page. It never adds a
character and never reorders, so offsets stay exact. What a line means is for `segment`.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.model import Clean
from auditor.text.simplify import simplified

HAN = "\u3400-\u9fff"
MARK = re.compile(
    rf"(?:#{{1,6}}\s*)?(?:第?[一二三四五六七八九十]{{1,3}}[、.．]|第[一二三四五六七八九十]{{1,3}}，|第[一二三四五六七八九十]{{1,3}}[章节部]|"
    rf"[（(][一二三四五六七八九十]{{1,3}}[）)]|[（(]\d{{1,2}}[）)]|\d{{1,2}}\s*[.．、)）](?!\d)|[①-⑳]|"
    rf"[一二三四五六七八九十]{{1,2}}是|#{{1,6}}\s|[-*•·]\s)[\s{HAN}“《]?"
)
_DAY = r"[\d一二三四五六七八九十]{1,3}"
_DATE = rf"(?:\d{{4}}|[一二][〇○零一二三四五六七八九]{{3}})\s*年\s*{_DAY}\s*月\s*{_DAY}\s*日"
DATE = re.compile(_DATE)
_SIGNS = re.compile(rf"^\s*(?:{_DATE}|[{HAN}]{{2,30}}(?:人民政府|办事处|委员会|党委|党工委|政府))\s*$")
_PAGE_NUMBER = re.compile(
    r"^[\s\-—–―－·.]*(?:第?\s*\d{1,3}\s*页?(?:\s*[,，/共]+\s*\d{1,3}\s*页?)?|[-—–]\s*\d{1,3}\s*[-—–])[\s\-—–―－·.]*$"
)
_ENDS = "。！？；：!?;:…"
_OPEN_ENDS = "，、,（(《“—"
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"), "\x00")
_WIDTH = {ord("\u3000"): " ", ord("\u00a0"): " ", ord("\t"): " ", ord("〇"): "〇"}
_WIDTH |= {c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F) if chr(c - 0xFEE0) not in ",:;?!()"}
_UNIFY = _INVISIBLE | _WIDTH | {ord("("): "（", ord(")"): "）", ord(";"): "；", ord("?"): "？", ord("!"): "！"}
_UNIFY |= {ord("「"): "“", ord("」"): "”"}
_DIGIT_SHAPES = re.compile(
    r"(?<=\d)[OoIlZSB]+(?=[\d年月日])|(?<![A-Za-z\d])[OoIlZSB](?=\d{1,3}年)|(?<=[年月])[OoIlZSB](?=\d?[月日])"
)
_AS_DIGIT = str.maketrans("OoIlZSB", "0011258")
_LINE = re.compile(r"[^\r\n\v\f\u2028\u2029]*(?:\r\n|[\r\n\v\f\u2028\u2029]|$)")
_HAN_GAP = re.compile(rf"(?<=[{HAN}）。”》]) +(?=[{HAN}“《（])")
_TITLE_GAP = re.compile(
    rf"^[\d{HAN}（）\- ]*?法 *治[\d{HAN}（） ]*?(?:报 *告|总 *结|汇 *报|情 *况)( +)(?=[\d{HAN}])"
    rf"(?![{HAN} ]{{0,10}}(?:报 *告|总 *结|汇 *报))"
)
_LATIN_GAP = re.compile(r"(?<=[A-Za-z]) +(?=[A-Za-z])")
_SPACES = re.compile(r"[ \x00]+")
_DATE_GAP = re.compile(rf"(?<=[{HAN}。]) {{4,}}(?={_DATE})")
_RUN_ON = 20
"""Characters after a blank: a title or heading does not go on as long."""
_MIN_PROSE = 60
_NARROWEST = 20
_WIDEST = 70
"""Characters: no page or console wraps Chinese text narrower or wider."""
_EDGE = 20
"""Lines at either end of a web page where its frame may stand."""
_LONGEST_FRAME = 200
_LONGEST_PAGE_NUMBER = 100
_TITLE_LINES = 5
# the look ahead keeps a long line that is no title linear
_TITLE = re.compile(r"(?=[^，。；]*?(?:法治|依法行政))[^，。；]*(?:报告|总结|汇报)$")
_PROSE_ITEM = re.compile(r"^[一二三四五六七八九十]{1,2}是")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    """Of the content, outer blanks left out."""
    indent: int
    after_blank: bool

    @property
    def size(self) -> int:
        """Characters of the content."""
        return self.end - self.start


def clean(text: str, frame: Sequence[re.Pattern[str]] = ()) -> Clean:
    """Normalise a text, keeping for every character the offset it came from.

    `frame` are the patterns of web page lines that are left out when they stand among the first or last twenty lines.
    Full width becomes half width for digits, letters and signs; ASCII punctuation in Chinese text becomes Chinese;
    a text in traditional characters becomes one in simplified characters;
    blanks inside Chinese text go; every paragraph is one line. Linear in the length of the text. Never raises.
    """
    unified = _unify(simplified(text))
    lines = _lines(unified, frame)
    chars: list[str] = []
    origin = array("L")
    wrap, indented = _wrap(unified, lines)
    for at, line in enumerate(lines):
        follower = lines[at + 1] if at + 1 < len(lines) else None
        _emit(unified, line, chars, origin, full=line.size >= wrap)
        titled = at < _TITLE_LINES and bool(_TITLE.match(unified[line.start : line.end]))
        if follower is None or titled or not _joins(unified, line, follower, wrap, indented):
            chars.append("\n")
            origin.append(min(line.end, max(len(text) - 1, 0)))
    return Clean("".join(chars), origin)


def _unify(text: str) -> str:
    """Spell every character one way, one for one."""
    out = text.translate(_UNIFY)
    out = _DIGIT_SHAPES.sub(lambda found: found[0].translate(_AS_DIGIT), out)
    out = re.sub(r"(?<!\d),|,(?!\d)", "，", out)
    out = re.sub(r"(?<!\d):|:(?!\d)", "：", out)
    return re.sub(rf"(?<=[{HAN}）”》%])(?<![一二三四五六七八九十])\.(?=[\s\d{HAN}“《（]|$)", "。", out)


def _lines(text: str, frame: Sequence[re.Pattern[str]]) -> list[_Line]:
    """Cut into lines; leave out blank ones, page numbers and the web frame."""
    rows: list[_Line] = []
    blank = False
    for found in _LINE.finditer(text):
        raw = found[0]
        content = raw.strip(" \r\n\v\f\u2028\u2029\x00")
        if not content:
            blank = True
            continue
        start = found.start() + len(raw) - len(raw.lstrip(" \r\n\v\f\u2028\u2029\x00"))
        if len(content) > _LONGEST_PAGE_NUMBER or not _PAGE_NUMBER.match(content):
            rows.append(_Line(start, start + len(content), start - found.start(), blank))
            blank = False
    edges = {*range(_EDGE), *range(len(rows) - _EDGE, len(rows))}
    return [row for at, row in enumerate(rows) if at not in edges or not _is_frame(text, row, frame)]


def _is_frame(text: str, row: _Line, frame: Sequence[re.Pattern[str]]) -> bool:
    return row.size < _LONGEST_FRAME and any(p.search(text[row.start : row.end]) for p in frame)


def _wrap(text: str, lines: list[_Line]) -> tuple[int, bool]:
    """Return the width at which lines count as full, and whether new paragraphs are indented."""
    sizes = sorted(line.size for line in lines)
    indented = sum(line.indent >= 2 for line in lines) >= 2 and any(line.indent < 2 for line in lines)
    if sizes and _NARROWEST <= sizes[-1] <= _WIDEST:
        # the full lines of a wrapped text differ by a hanging comma; headings and last lines are shorter
        full = [line for line in lines if line.size >= sizes[-1] - 3]
        torn = sum(text[line.end - 1] not in _ENDS for line in full)
        if torn >= 3 and torn * 2 >= len(full) and len(full) * 4 >= len(sizes):
            return max(8, int(sizes[-1] * 0.8)), indented
    if len(sizes) >= 8:
        # page numbers and headings are short, a few long ones stray: the middle of the full lines is the width
        width = sizes[int(len(sizes) * 0.8)]
        near = sum(width * 0.85 <= s <= width * 1.15 for s in sizes)
        if width <= _WIDEST and near * 2 >= len(sizes):
            return max(8, int(width * 0.8)), indented
    return _MIN_PROSE, indented


def _joins(text: str, line: _Line, follower: _Line, wrap: int, indented: bool) -> bool:
    """Return whether the line break after `line` stands inside a paragraph."""
    if MARK.match(text, follower.start, follower.end) or _SIGNS.match(text[follower.start : follower.end]):
        return False
    last = text[line.end - 1]
    full = line.size >= wrap
    if last in _OPEN_ENDS:
        return True
    if last in _ENDS:
        if text.endswith("如下：", line.start, line.end):
            return False
        return full and wrap < _MIN_PROSE and indented and follower.indent < 2 and not follower.after_blank
    content = text[line.start : line.end]
    if full:
        return not (indented and wrap < _MIN_PROSE and follower.indent >= 2)
    if _SIGNS.match(content) or (MARK.match(content) and not _PROSE_ITEM.match(content)):
        return False
    # a short line that holds a comma or full stop is prose cut in mid-sentence, not a heading
    return any(c in content for c in "，。；") and follower.indent < 2


def _emit(text: str, line: _Line, chars: list[str], origin: array[int], *, full: bool) -> None:
    """Append a line's characters without the blanks inside Chinese text."""
    content = text[line.start : line.end]
    breaks = _heading_break(content, full=full)
    keep = {found.start() for found in _LATIN_GAP.finditer(content)} if " " in content else set()
    at = 0
    for gap in _SPACES.finditer(content):
        chars.extend(content[at : gap.start()])
        origin.extend(range(line.start + at, line.start + gap.start()))
        if gap.start() in breaks:
            chars.append("\n")
            origin.append(line.start + gap.start())
        elif gap.start() in keep:
            chars.append(" ")
            origin.append(line.start + gap.start())
        at = gap.end()
    chars.extend(content[at:])
    origin.extend(range(line.start + at, line.end))


def _heading_break(content: str, *, full: bool) -> set[int]:
    """Find the blank that parts a heading, or a signature and its date, from the text run on after it.

    What follows a heading is longer than the rest of one, or goes on in the next line of a wrapped text.
    """
    breaks = {found.start() for found in _DATE_GAP.finditer(content)}
    titled = _TITLE_GAP.match(content[:120])
    if titled and (full or len(content) - titled.end() > _RUN_ON):
        return breaks | {titled.start(1)}
    gaps = [found.start() for found in _HAN_GAP.finditer(content[:120])]
    if len(gaps) == 1 and 4 <= gaps[0] <= 45 and (full or len(content) - gaps[0] > _RUN_ON):
        head = content[: gaps[0]]
        if MARK.match(head) and head[-1] not in "，。；":
            breaks.add(gaps[0])
    return breaks
