"""Shortcomings -> where they are, as pipelines name places: a file from the root, a region of it, an identity each.

A region is told for plain texts alone: their lines and columns are those of the file. The lines of any other text are
the reader's, so that section, page and paragraph are told in words.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath, PureWindowsPath
from urllib.parse import quote

from auditor.card import Evidence
from auditor.model import Document, Level
from auditor.render.remedies import HONESTY
from auditor.render.visible import MARK, visible
from auditor.render.wording import LEVELS, place_of, shortened
from auditor.shortcoming import Checked, Shortcoming

HERE = PurePath()
"""The root where none is told: paths stay as they were given."""
STANDARD_INPUT = "-"
_PIPED = "标准输入"
VERBATIM = frozenset(("txt", "md"))
"""Formats whose text is that of the file, line ends and byte order mark apart."""
_QUOTED = 120
"""Characters of a quote that a message has room for."""


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a plain text; lines and columns count from 1, columns in code points."""

    line: int
    end_line: int
    column: int | None
    """None, with `end_column` and no text, where bytes could not be decoded: columns before them are unsure."""
    end_column: int | None
    """Of the first character behind the stretch."""
    text: str
    """As it stands there, with a mark for whatever cannot be seen."""


@dataclass(frozen=True, slots=True)
class Spotted:
    """A shortcoming with its place."""

    shortcoming: Shortcoming
    identity: str
    """What tells it from all others of the run, 32 hexadecimal digits."""
    region: Region | None
    """None for a shortcoming of the whole report, and for a format without lines of its own."""
    spot: str
    """Section, page, line or paragraph in Chinese; empty for a shortcoming of the whole report."""


def spotted(found: Checked, root: PurePath = HERE, *, excused: bool = False) -> list[Spotted]:
    """Place a report's shortcomings, in their order; those that something excuses are left out unless wanted.

    The identity hangs on the file's name too: a row that two reports do not speak of has the same fingerprint in both,
    and whoever goes by it alone would show one of them. Slips that are alike in a report are told apart by their order.
    """
    document = found.card.document
    name = name_of(document.path, root)
    seen: Counter[str] = Counter()
    made = []
    for one in found.shortcomings:
        key = f"{name}\n{one.fingerprint}\n{seen[one.fingerprint]}"
        seen[one.fingerprint] += 1
        if one.excused and not excused:
            continue
        identity = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        spot = visible(spot_of(document, one.place)) if one.place else ""
        made.append(Spotted(one, identity, region_of(document, one.place), spot))
    return made


def name_of(path: str, root: PurePath = HERE) -> str:
    """Return a file's path with `/` between its parts, from the root on where it is below it.

    The root says whose paths these are: a back-slash parts names on Windows, and is a part of a name elsewhere.
    """
    whole = type(root)(path)
    return (whole.relative_to(root) if whole.is_relative_to(root) else whole).as_posix()


def shown_name(path: str, root: PurePath = HERE) -> str:
    """Return a file's name for people, with a mark for whatever cannot be seen."""
    return _PIPED if path == STANDARD_INPUT else visible(name_of(path, root))


def uri_of(path: str, root: PurePath = HERE) -> str:
    """Return a file's path as a reference by RFC 3986: relative to the root where it can be, else file://."""
    whole = type(root)(path)
    name = name_of(path, root)
    try:
        # bytes of a name in another encoding stay what they are
        raw = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = name.encode("utf-8", "surrogatepass")
    if not whole.is_absolute() or whole.is_relative_to(root):
        return quote(raw)
    if isinstance(whole, PureWindowsPath):
        # //server/folder has its host already
        return ("file:" if name.startswith("//") else "file:///") + quote(raw, safe="/:")
    return "file://" + quote(raw)


def is_below(path: str, root: PurePath = HERE) -> bool:
    """Return whether a file is named from the root on; standard input is not."""
    whole = type(root)(path)
    return path != STANDARD_INPUT and (not whole.is_absolute() or whole.is_relative_to(root))


def region_of(document: Document, place: Evidence | None) -> Region | None:
    """Return the stretch of a plain text that a quote stands in, white space around it left out."""
    if place is None or document.format not in VERBATIM:
        return None
    text = document.text[place.start : place.end]
    start = place.start + len(text) - len(text.lstrip())
    end = max(start + len(text.strip()), start)
    last = max(end - 1, start)
    line, end_line = document.line_of(start), document.line_of(last)
    head = start - document.column_of(start) + 1
    if start == end or MARK in document.text[head:end]:
        return Region(line, end_line, None, None, "")
    seen = "\n".join(visible(part) for part in document.text[start:end].split("\n"))
    return Region(line, end_line, document.column_of(start), document.column_of(last) + 1, seen)


def spot_of(document: Document, place: Evidence) -> str:
    """Say where a quote stands: section, page, and line of a plain text or paragraph of any other."""
    return place_of(place) if document.format in VERBATIM else place_of(place, "段")


def heading_of(one: Shortcoming) -> str:
    """Name a shortcoming on one line: row, title, level."""
    level = f"（{LEVELS[one.level]}）" if one.level is not None else ""
    name = one.title if one.level is None else f"{one.rule} {one.title}"
    return visible(f"{name}{level}")


def lines_of(one: Spotted, *, quoted: bool = True) -> list[str]:
    """Tell a shortcoming line by line: why, where and in which words, what to do.

    Without `quoted`, a region tells where; the words of what has none are told nevertheless.
    """
    said = one.shortcoming
    lines = [visible(said.message)]
    if said.place and (quoted or not one.region):
        what = "最接近的一处" if said.level is Level.ABSENT else "原文"
        lines.append(f"{what}（{one.spot}）：“{visible(shortened(said.place.quote, _QUOTED))}”")
    if said.advice:
        lines.append(visible(advice_of(said)))
    return lines


def advice_of(one: Shortcoming) -> str:
    """Say what to do about a shortcoming; where that is to write more, remind of honesty."""
    return f"建议：{one.advice}{HONESTY}" if one.level is not None else f"建议：{one.advice}"
