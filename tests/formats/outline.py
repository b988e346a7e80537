"""Report text -> its paragraphs with the place that each has on the sheet of an official document."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple


class Place(StrEnum):
    """Where a paragraph stands; the value is the id of its style."""

    HEAD = "RedHead"
    """Issuing unit in red: 某镇人民政府文件."""
    CODE = "IssueCode"
    """文号: 某政发〔2021〕74号."""
    TITLE = "DocTitle"
    ADDRESSEE = "Addressee"
    """县人民政府："""
    CHAPTER = "Chapter"
    """一、 and what is as high."""
    BODY = "BodyText16"
    SIGNATURE = "Signature16"
    DATE = "Date16"
    COPIES = "Copies"
    """抄送 and 印发."""


class Paragraph(NamedTuple):
    """A paragraph without white space around it."""

    place: Place
    text: str


_CODE = re.compile(r"\S{1,12}[〔\[(（]\d{4}[〕\])）]\s*\d+\s*号")
_TITLE = re.compile(r"报告|总结|汇报|法治政府|(?:政府|办事处)$")
_NO_TITLE = re.compile(r"[|>：。！；]|首页|来源|浏览")
_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、")
_DATE = re.compile(
    r"[\d〇○零一二三四五六七八九十]{4}\s*年\s*[\d一二三四五六七八九十]+\s*月\s*[\d一二三四五六七八九十]+\s*日"
)
_UNIT = re.compile(r"(?:政府|办事处|街道|委员会|办公室|局|镇|乡)$")
_MAX_TITLE = 45
_MAX_HEADING = 40
_TAIL = 8
"""Lines from the end among which signature and date are looked for."""


def outline(text: str) -> list[Paragraph]:
    """Place every line of a report that holds text; empty lines are lost."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    opening = next((at for at, line in enumerate(lines) if _is_body(line)), len(lines))
    places = [_opening(line) for line in lines[:opening]]
    places += [_within(line) for line in lines[opening:]]
    if opening < len(lines) and lines[opening].endswith("：") and len(lines[opening]) <= _MAX_HEADING:
        places[opening] = Place.ADDRESSEE
    _place_end(lines, places)
    return [Paragraph(*one) for one in zip(places, lines, strict=True)]


def _is_body(line: str) -> bool:
    return len(line) > _MAX_TITLE or line.endswith(("。", "：", "；")) or _CHAPTER.match(line) is not None


def _opening(line: str) -> Place:
    if line.endswith("文件"):
        return Place.HEAD
    if _CODE.fullmatch(line):
        return Place.CODE
    return Place.TITLE if _TITLE.search(line) and not _NO_TITLE.search(line) else Place.BODY


def _within(line: str) -> Place:
    if line.startswith(("抄送", "抄报")) or line.endswith("印发"):
        return Place.COPIES
    return Place.CHAPTER if _CHAPTER.match(line) and len(line) <= _MAX_HEADING else Place.BODY


def _place_end(lines: list[str], places: list[Place]) -> None:
    """Find the signature: the short line above the last date, or the last line where it names a unit."""
    dated = [at for at in range(max(len(lines) - _TAIL, 1), len(lines)) if _DATE.fullmatch(lines[at])]
    if dated:
        places[dated[-1]] = Place.DATE
    at = dated[-1] - 1 if dated else len(lines) - 1
    if len(lines[at]) <= _MAX_HEADING and _UNIT.search(lines[at]) and places[at] is Place.BODY:
        places[at] = Place.SIGNATURE
