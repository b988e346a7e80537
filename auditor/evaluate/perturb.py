"""A report -> the same report damaged, in the ways that reports reach an auditor damaged.

Layout damage leaves every word a person would read where it was; noise damages characters. A damage depends on the
text, the seed and nothing else. How the verdicts bear it is for `stress`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from random import Random
from typing import Literal

from auditor.model import Report, Role, Section
from auditor.text.clean import HAN

_TO_FULL = {c: c + 0xFEE0 for c in range(0x21, 0x7F) if chr(c).isalnum() or chr(c) in "%+-./#&=<>@*"}
_TO_HALF = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)}
_TO_ASCII = str.maketrans("，。；：？！（）", ",.;:?!()")
_NUMBER = re.compile(
    r"^([ \t\u3000]*(?:#{1,6}[ \t]*)?)"
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]、?|\d{1,2}[.．、](?!\d))[ \t\u3000]*",
    re.MULTILINE,
)
_GAP = re.compile(rf"(?<=[{HAN}])(?=[{HAN}])")
_SPACED = 0.08
"""Share of the places between two Chinese characters that get a blank."""
_COLUMN = (30, 40)
"""Characters a line, narrowest and widest page; digits and letters are half as wide."""
_PAGE = (22, 34)
"""Lines a page."""
_NO_LINE_START = "，。；：？！、）》”’,.;:?!)%"
_FOLIOS = ("{n}", "- {n} -", "—{n}—", "第 {n} 页", "第{n}页 共9页")
_SUBSTITUTED, _DROPPED = 0.8, 0.1
"""Shares of noisy characters; the rest are inserted ones."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a damage works on: a report's source text and how it was understood undamaged."""

    text: str
    report: Report


@dataclass(frozen=True, slots=True)
class Damage:
    """A way in which a report is damaged."""

    name: str
    group: Literal["layout", "noise"]
    apply: Callable[[Page, Random], str]
    removes: frozenset[str] = frozenset()
    """Rows that judge what is taken away, so that a changed verdict is the right one."""


def damaged(page: Page, damage: Damage, seed: int) -> str:
    """Return the damaged text; the same text, damage and seed give the same result."""
    return damage.apply(page, Random(f"{seed}:{damage.name}:{page.text}"))


def _full(page: Page, random: Random) -> str:
    """Letters, digits and signs as wide as a Chinese character."""
    return page.text.translate(_TO_FULL)


def _half(page: Page, random: Random) -> str:
    """Everything that has a narrow form in its narrow form, punctuation with it."""
    return page.text.translate(_TO_HALF)


def _blanks(page: Page, random: Random) -> str:
    """Stray blanks between Chinese characters, two at the start of lines."""
    text = _GAP.sub(lambda _: random.choice(" \u3000") if random.random() < _SPACED else "", page.text)
    return re.sub(r"^(?=\S)", lambda _: "\u3000\u3000" if random.random() < 0.5 else "  ", text, flags=re.MULTILINE)


def _wrapped(page: Page, random: Random) -> str:
    """Hard line breaks and page numbers, as in text taken from a page."""
    width = random.randint(*_COLUMN)
    height = random.randint(*_PAGE)
    indent = random.choice(("", "\u3000\u3000"))
    folio = random.choice(_FOLIOS)
    rows: list[str] = []
    for paragraph in _paragraphs(page):
        for row in _rows(indent + paragraph, width):
            rows.append(row)
            if len(rows) % height == 0:
                rows.append(folio.format(n=len(rows) // height))
    return "\n".join(rows)


def _paragraphs(page: Page) -> list[str]:
    """Return the paragraphs as typed: a text that was wrapped before is not wrapped twice."""
    clean = page.report.clean
    rows = [""]
    for char, at, following in zip(clean.text, clean.origin, [*clean.origin[1:], len(page.text)], strict=True):
        between = page.text[at:following]
        if char != "\n":
            rows[-1] += page.text[at]
        # a run of blanks sets a signature apart from its date
        elif re.search(r"[\n\r]|\s{4}", between) or following == len(page.text):
            rows.append("")
        else:
            rows[-1] += between
    return [row for row in rows if row]


def _rows(paragraph: str, width: int) -> list[str]:
    """Cut a paragraph as a typesetter does: no row begins with a closing sign."""
    rows = [""]
    filled = 0.0
    for char in paragraph:
        filled += 0.5 if char.isascii() else 1
        if filled > width and char not in _NO_LINE_START:
            rows.append("")
            filled = 0.5 if char.isascii() else 1
        rows[-1] += char
    return rows


def _unnumbered(page: Page, random: Random) -> str:
    """Headings and list items without the numbers they open with."""
    return _NUMBER.sub(r"\1", page.text)


def _run_in(page: Page, random: Random, blank: str) -> str:
    """Headings on the line of the text that follows them."""
    text, report = page.text, page.report
    cleaned = report.clean.text
    own_line = {section.start for section in report.sections}
    own_line |= {span[0] for span in (report.signature_span, report.date_span) if span}
    for section in reversed(report.sections[1:]):
        end = cleaned.find("\n", section.start)
        below = end + 1
        alone = section.heading and cleaned[section.start : end].rstrip("。：") == section.number + section.heading
        if alone and 0 < below < len(cleaned) and below not in own_line:
            start, stop = report.clean.source_span(end - 1, end)[1], report.clean.source_span(below, below + 1)[0]
            text = text[:start] + blank + text[stop:]
    return text


def _narrow_signs(page: Page, random: Random) -> str:
    """ASCII signs for the Chinese ones, with or without a blank after them."""
    text = page.text.translate(_TO_ASCII)
    return re.sub(r"([,.;:?!])(?=\S)(?!\d)", r"\1 ", text) if random.random() < 0.5 else text


def _traditional(page: Page, random: Random) -> str:
    """The whole text in traditional characters."""
    from opencc import OpenCC

    return str(OpenCC("s2t").convert(page.text))


def _untitled(page: Page, random: Random) -> str:
    """Begin below the title."""
    if page.report.title_span is None:
        return page.text
    start, end = page.report.clean.source_span(*page.report.title_span)
    return page.text[:start] + page.text[end:]


def _reordered(page: Page, random: Random) -> str:
    """The chapters on the year's work in another order, numbered anew; what is not work stays in its place."""
    report = page.report
    text = page.text
    for run in reversed(_chapters(report)):
        order = list(run)
        random.shuffle(order)
        starts = [report.clean.source_span(c.start, c.start + 1)[0] for c in run]
        end = report.clean.source_span(run[-1].start, _end(run[-1], report))[1]
        blocks = {
            chapter.index: text[start:stop].rstrip()
            for chapter, start, stop in zip(run, starts, [*starts[1:], end], strict=True)
        }
        moved = []
        for place, chapter in zip(run, order, strict=True):
            number = re.match(re.escape(chapter.number), blocks[chapter.index]) if chapter.number else None
            moved.append(place.number + blocks[chapter.index][number.end() :] if number else blocks[chapter.index])
        text = text[: starts[0]] + "\n".join(moved) + text[end:]
    return text


def _chapters(report: Report) -> list[list[Section]]:
    """Return the runs of neighbouring chapters on the year's work, at the highest level that has two of them."""
    for level in range(1, 4):
        runs: list[list[Section]] = []
        for section in report.sections[1:]:
            if section.level != level or not _only_work(section, report):
                continue
            if runs and runs[-1][-1].end == section.start and runs[-1][-1].parent == section.parent:
                runs[-1].append(section)
            else:
                runs.append([section])
        runs = [run for run in runs if len(run) > 1]
        if runs:
            return runs
    return []


def _only_work(section: Section, report: Report) -> bool:
    inside = [s for s in report.sentences if section.start <= s.start < section.end]
    return all(s.role in (Role.WORK, Role.SIGNATURE) for s in inside)


def _end(section: Section, report: Report) -> int:
    """Return where a chapter's own text ends, a signature under it left out."""
    return max(s.end for s in report.sentences if section.start <= s.start < section.end and s.role is Role.WORK)


def _noisy(page: Page, random: Random, rate: float) -> str:
    """Characters misread: mostly one taken for a look-alike, some lost, some added; line breaks stay."""
    alike = _look_alikes()
    common = sorted(c for c in alike if re.match(f"[{HAN}]", c))
    out = []
    for char in page.text:
        if char in "\r\n" or random.random() >= rate:
            out.append(char)
            continue
        kind = random.random()
        if kind < _SUBSTITUTED:
            out.append(random.choice(alike.get(char, common)))
        elif kind >= _SUBSTITUTED + _DROPPED:
            out.append(char + random.choice(common))
    return "".join(out)


@cache
def _look_alikes() -> dict[str, str]:
    """Read the table: the characters that a character may be taken for."""
    alike: dict[str, str] = {}
    for line in files("auditor.evaluate").joinpath("confusable.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        for char in line:
            others = alike.get(char, "") + line.replace(char, "")
            alike[char] = "".join(dict.fromkeys(others))
    return alike


DAMAGES = (
    Damage("full-width", "layout", _full),
    Damage("half-width", "layout", _half),
    Damage("blanks", "layout", _blanks),
    Damage("hard-wrap", "layout", _wrapped),
    Damage("no-numbers", "layout", _unnumbered, frozenset(("A1",))),
    Damage("run-in-blank", "layout", partial(_run_in, blank=" ")),
    Damage("run-in", "layout", partial(_run_in, blank="")),
    Damage("ascii-signs", "layout", _narrow_signs),
    Damage("traditional", "layout", _traditional),
    Damage("no-title", "layout", _untitled, frozenset(("A6", "A7"))),
    Damage("reordered", "layout", _reordered),
    Damage("noise-1", "noise", partial(_noisy, rate=0.01)),
    Damage("noise-3", "noise", partial(_noisy, rate=0.03)),
)
