"""Report text -> Word file whose numbers stand nowhere in the text: Word counts them anew from a list of levels.

The count is followed here as the format's standard has it, so that the file shows the numbers of the report: where the
report counts otherwise, the paragraph begins a list of its own that starts at the report's number.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from formats import sheet
from formats.outline import Paragraph, Place, outline

_DIGITS = "一二三四五六七八九"
_CHINESE = {
    (_DIGITS[tens - 2] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones - 1] if ones else ""): tens * 10
    + ones
    for tens in range(10)
    for ones in range(10)
    if tens or ones
}
_LEVELS = (
    ("chineseCountingThousand", re.compile(r"()([一二三四五六七八九十]{1,3})(、)")),
    ("chineseCounting", re.compile(r"([（(])([一二三四五六七八九十]{1,3})([）)]、?)")),
    ("decimal", re.compile(r"()([0-9]{1,2})([.．、）)])(?![0-9])")),
    ("decimal", re.compile(r"([（(])([0-9]{1,2})([）)])")),
    ("decimalEnclosedCircle", re.compile(r"()([①-⑳])()")),
)
_ALSO = ("chineseCounting", re.compile(r"()([一二三四五六七八九十]{1,3})(是)"))
"""一是 is no level of the outline: it has a list of one level, begun anew for every run of them."""
_OUTLINE, _RUN = 1, 2
"""The two lists, and the numbers by which their paragraphs name them until one begins anew."""
_PLACES = {Place.CHAPTER, Place.BODY}


class _Mark(NamedTuple):
    """The number that a paragraph opens with."""

    abstract: int
    level: int
    value: int
    around: tuple[str, str]
    """What stands before and after it, such as （ and ）."""
    end: int
    """Where the paragraph's own words begin."""


def numbered(text: str, *, apart: bool = False) -> bytes:
    """Write a report with automatic numbers; what no list can show stays typed.

    `apart`: what begins anew is a list of its own, not the old one with another start. LibreOffice loses such starts
    when it writes .doc, so take it for what goes on to .doc.
    """
    paragraphs = outline(text)
    marks = [_mark(paragraph) for paragraph in paragraphs]
    # a level has one look: the report's most frequent; 1、 among many 1. stays as typed
    looks = Counter((mark.abstract, mark.level, mark.around) for mark in marks if mark)
    usual = {(abstract, level): around for (abstract, level, around), _ in reversed(looks.most_common())}
    lists = _Lists(usual, apart=apart)
    blocks = []
    for paragraph, mark in zip(paragraphs, marks, strict=True):
        if mark and usual[mark.abstract, mark.level] == mark.around:
            inner = sheet.runs(paragraph.text[mark.end :].lstrip())
            blocks.append(sheet.para(paragraph.place, inner, lists.place(mark, paragraph.place)))
        else:
            # its style would number a chapter whose number is typed
            off = '<w:numPr><w:numId w:val="0"/></w:numPr>' if paragraph.place is Place.CHAPTER else ""
            blocks.append(sheet.para(paragraph.place, sheet.runs(paragraph.text), off))
    document = sheet.blank()
    lists.write(document.part.numbering_part.element)
    style = document.styles[Place.CHAPTER.value].element.pPr
    style.insert(0, parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="{_OUTLINE}"/></w:numPr>'))
    return sheet.fill(document, blocks)


def _mark(paragraph: Paragraph) -> _Mark | None:
    """Read the number off a paragraph; None where there is none, or nothing behind it."""
    if paragraph.place not in _PLACES:
        return None
    kinds = [(_OUTLINE, level, pattern) for level, (_, pattern) in enumerate(_LEVELS)]
    for abstract, level, pattern in [*kinds, (_RUN, 0, _ALSO[1])]:
        found = pattern.match(paragraph.text)
        value = _value(found[2]) if found else 0
        if found and value and paragraph.text[found.end() :].strip():
            return _Mark(abstract, level, value, (found[1], found[3]), found.end())
    return None


def _value(number: str) -> int:
    """Return what a number counts; 0 for one that no list would spell so."""
    if "①" <= number <= "⑳":
        return ord(number) - ord("①") + 1
    if number.isascii():
        return int(number) if number == str(int(number)) else 0
    return _CHINESE.get(number, 0)


class _Lists:
    """The lists of a document and where their counts stand."""

    def __init__(self, looks: dict[tuple[int, int], tuple[str, str]], *, apart: bool) -> None:
        self._looks = looks
        self._apart = apart
        self._numbers = {_OUTLINE: _OUTLINE, _RUN: _RUN}
        self._counts: dict[int, dict[int, int]] = {_OUTLINE: {}, _RUN: {}}
        self._starts: dict[int, set[int]] = {_OUTLINE: set(), _RUN: set()}
        self._anew: list[tuple[int, dict[int, int]]] = []
        """For every number from `_RUN` + 1: the list it began as, and where its levels start."""

    def place(self, mark: _Mark, place: Place) -> str:
        """Count a paragraph and return the properties that number it; empty where its style does."""
        counts, starts = self._counts[mark.abstract], self._starts[mark.abstract]
        due = counts[mark.level] + 1 if mark.level in counts else 1
        # whether a start of its own holds again under the next parent is where office programs differ
        unsettled = mark.level not in counts and mark.level in starts
        if due != mark.value or unsettled:
            self._begin_anew(mark)
        counts[mark.level] = mark.value
        # a number of a level begins all levels below anew
        for below in [level for level in counts if level > mark.level]:
            del counts[below]
        number = self._numbers[mark.abstract]
        if place is Place.CHAPTER and (number, mark.level) == (_OUTLINE, 0):
            return ""
        return f'<w:numPr><w:ilvl w:val="{mark.level}"/><w:numId w:val="{number}"/></w:numPr>'

    def _begin_anew(self, mark: _Mark) -> None:
        """Let the list go on under another number, whose level starts where the report does.

        The levels above are told where to go on: some programs take a list under another number for another list.
        """
        number = _RUN + 1 + len(self._anew)
        above = {at: last + 1 for at, last in self._counts[mark.abstract].items() if at < mark.level}
        starts = {**above, mark.level: mark.value}
        self._numbers[mark.abstract] = number
        self._starts[mark.abstract] = set(starts)
        self._anew.append((mark.abstract, starts))

    def write(self, root: object) -> None:
        """Put the lists into the numbering part in place of the template's."""
        lists = [self._list(name, name, {}) for name in (_OUTLINE, _RUN)]
        numbers = [_number(name, name, {}) for name in (_OUTLINE, _RUN)]
        for number, (abstract, starts) in enumerate(self._anew, _RUN + 1):
            if self._apart:
                lists.append(self._list(number, abstract, starts))
            numbers.append(_number(number, number, {}) if self._apart else _number(number, abstract, starts))
        root[:] = list(parse_xml(f"<w:numbering {nsdecls('w')}>{''.join(lists + numbers)}</w:numbering>"))

    def _list(self, name: int, like: int, starts: dict[int, int]) -> str:
        """Return a list that looks like one of the two."""
        spellings = [spelling for spelling, _ in _LEVELS] if like == _OUTLINE else [_ALSO[0]]
        levels = "".join(self._level(name, like, at, one, starts.get(at, 1)) for at, one in enumerate(spellings))
        return f'<w:abstractNum w:abstractNumId="{name}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'

    def _level(self, name: int, like: int, at: int, spelling: str, start: int) -> str:
        before, after = self._looks.get((like, at), ("", "、"))
        style = f'<w:pStyle w:val="{Place.CHAPTER.value}"/>' if (name, at) == (_OUTLINE, 0) else ""
        # a full stop parts a number from its text with a gap of its own
        gap = "" if after == "." else '<w:suff w:val="nothing"/>'
        return (
            f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{spelling}"/>{style}{gap}'
            f'<w:lvlText w:val="{before}%{at + 1}{after}"/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr></w:lvl>'
        )


def _number(name: int, target: int, starts: dict[int, int]) -> str:
    """Return a number of a list, with levels that start elsewhere."""
    overrides = "".join(
        f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for at, start in starts.items()
    )
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{target}"/>{overrides}</w:num>'
