"""Report text -> an OFD file that looks like an official document on A4, in the ways that writers differ."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, takewhile
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 210, 297
LEFT, TOP, RIGHT = 28, 37, 184
CHARS, ROWS = 28, 22
SIZE, TITLE_SIZE, SMALL_SIZE = 5.64, 7.76, 4.94
PITCH = (RIGHT - LEFT) / CHARS
LEADING = 225 / ROWS
NAMESPACE = "http://www.ofdspec.org/2016"
_NOT_FIRST = "，。、；：？！）》”’」』】〕"
_DATE = re.compile(r"[\d〇○零一二三四五六七八九十]{4}年[\d一二三四五六七八九十]+月[\d一二三四五六七八九十]+日")


class Objects(StrEnum):
    """What one TextObject holds."""

    LINE = "line"
    CHAR = "char"
    DIGITS = "digits"
    """Runs of figures apart from what is between them."""


class Deltas(StrEnum):
    """How the way from character to character is written."""

    PACKED = "g 3 5.6"
    PLAIN = "5.6 5.6 5.6"
    NONE = ""


@dataclass(frozen=True)
class Style:
    """The ways in which writers differ."""

    objects: Objects = Objects.LINE
    deltas: Deltas = Deltas.PACKED
    nested: bool = False
    absolute: bool = True
    """Places count from the archive's root."""
    odd_case: bool = False
    """Files name each other in another case than the archive does."""


@dataclass(frozen=True)
class Print:
    """Characters on one baseline; lengths in millimetres."""

    text: str
    x: float
    y: float
    size: float = SIZE
    pitch: float = PITCH
    """From one full character to the next."""


def ofd(
    text: str,
    *,
    style: Style = Style(),
    page_numbers: bool = True,
    header: str = "",
    red_head: str = "",
    pictures: Sequence[bytes] = (),
) -> bytes:
    """Return a report as OFD: a paragraph a line of `text`, empty ones left out.

    `header` runs above every page and `red_head` stands on the first, both on template pages; `pictures` (PNG) become
    pages of their own at the end.
    """
    pages = list(_pages(text, red=bool(red_head)))
    if page_numbers:
        for number, page in enumerate(pages, 1):
            mark = f"— {number} —"
            x = RIGHT - SMALL_SIZE - _units(mark) * SMALL_SIZE if number % 2 else LEFT + SMALL_SIZE
            page.append(Print(mark, x, 275, SMALL_SIZE, SMALL_SIZE))
    templates = [
        ([_centred(header, 25, SMALL_SIZE)], range(len(pages))) if header else None,
        ([_centred(red_head, 60, 12)], range(1)) if red_head else None,
    ]
    return _pack(_members(pages, [one for one in templates if one], pictures, style))


def _units(text: str) -> float:
    """Return the width in full characters."""
    return sum(0.5 if char < "\u2000" else 1 for char in text)


def _centred(text: str, y: float, size: float) -> Print:
    return Print(text, (WIDTH - _units(text) * size) / 2, y, size, size)


def _pages(text: str, *, red: bool) -> Iterator[list[Print]]:
    """Set the paragraphs line by line; a red head takes the upper third of the first page."""
    row, page = (5 if red else 0), []
    for line in _set([line.strip() for line in text.splitlines() if line.strip()]):
        if row == ROWS:
            yield page
            row, page = 0, []
        page.append(replace(line, y=TOP + row * LEADING + SIZE))
        row += 1
    if page:
        yield page


def _set(paragraphs: list[str]) -> Iterator[Print]:
    """Break paragraphs into lines that know where they begin."""
    dated = bool(paragraphs) and _DATE.fullmatch(paragraphs[-1]) is not None
    opening = len(list(takewhile(lambda one: len(one) <= 60 and one[-1] not in "。；：", paragraphs[:2])))
    for at, paragraph in enumerate(paragraphs):
        from_end = len(paragraphs) - at
        if at < opening:
            for line in _broken(paragraph, 20, 20):
                yield _centred(line, 0, TITLE_SIZE)
        elif dated and (from_end == 1 or (from_end == 2 and len(paragraph) <= 20)):
            yield Print(paragraph, RIGHT - (_units(paragraph) + 4) * PITCH, 0)
        else:
            for nth, line in enumerate(_broken(paragraph, CHARS - 2, CHARS)):
                yield Print(line, LEFT if nth else LEFT + 2 * PITCH, 0)


def _broken(text: str, first: int, rest: int) -> Iterator[str]:
    """Cut a paragraph into lines; what must not begin a line hangs at the end of the one before."""
    line, room = "", float(first)
    for char in text:
        if line and _units(char) > room and char not in _NOT_FIRST:
            yield line
            line, room = "", float(rest)
        line += char
        room -= _units(char)
    yield line


def _objects(lines: Iterable[Print], style: Style, ids: Iterator[int]) -> str:
    """Write lines as TextObjects."""
    cut = {Objects.LINE: r".+", Objects.CHAR: r".", Objects.DIGITS: r"\d+|\D+"}[style.objects]
    found = []
    for line in lines:
        pitch = line.size if style.deltas is Deltas.NONE else line.pitch
        for piece in re.finditer(cut, line.text):
            x = line.x + _units(line.text[: piece.start()]) * pitch
            width = _units(piece[0]) * pitch
            found.append(
                f'<ofd:TextObject ID="{next(ids)}" Boundary="{x:.4f} {line.y - line.size:.4f} {width:.4f} '
                f'{line.size * 1.2:.4f}" Font="2" Size="{line.size}"><ofd:TextCode X="0" Y="{line.size}"'
                f"{_delta_x(piece[0], pitch, style.deltas)}>{escape(piece[0])}</ofd:TextCode></ofd:TextObject>"
            )
    return "".join(found)


def _delta_x(text: str, pitch: float, deltas: Deltas) -> str:
    steps = [f"{_units(char) * pitch:.4f}" for char in text[:-1]]
    if deltas is Deltas.NONE or not steps:
        return ""
    if deltas is Deltas.PACKED:
        groups = ((step, len(list(same))) for step, same in groupby(steps))
        steps = [f"g {count} {step}" if count > 1 else step for step, count in groups]
    return f' DeltaX="{" ".join(steps)}"'


Template = tuple[list[Print], range]
"""What stands on it, and the pages that use it, counted from 0."""


def _members(
    pages: list[list[Print]], templates: list[Template], pictures: Sequence[bytes], style: Style
) -> dict[str, bytes | str]:
    """Return the archive's members."""
    ids = iter(range(100, 10_000_000))
    names = [f"Pages/Page_{at}/Content.xml" for at in range(len(pages) + len(pictures))]
    contents = [_objects(page, style, ids) for page in pages] + [
        f'<ofd:ImageObject ID="{next(ids)}" Boundary="0 0 {WIDTH} {HEIGHT}" CTM="{WIDTH} 0 0 {HEIGHT} 0 0" '
        f'ResourceID="{10 + at}"/>'
        for at in range(len(pictures))
    ]
    members: dict[str, bytes | str] = {
        "OFD.xml": _xml(
            "OFD",
            f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>"
            f"{_place('Doc_0/Document.xml', '', style)}</ofd:DocRoot></ofd:DocBody>",
            'Version="1.0" DocType="OFD"',
        ),
        "Doc_0/Document.xml": _xml("Document", _document(names, len(templates), style)),
        "Doc_0/DocumentRes.xml": _resources(len(pictures)),
    }
    for at, (name, content) in enumerate(zip(names, contents, strict=True)):
        used = "".join(f'<ofd:Template TemplateID="{2 + nth}"/>' for nth, one in enumerate(templates) if at in one[1])
        members[f"Doc_0/{name}"] = _page(used, content, style)
    for nth, (lines, _) in enumerate(templates):
        members[f"Doc_0/Tpls/Tpl_{nth}/Content.xml"] = _page("", _objects(lines, style, ids), style)
    return members | {f"Doc_0/Res/Image_{at}.png": picture for at, picture in enumerate(pictures)}


def _document(names: list[str], templates: int, style: Style) -> str:
    places = [_place(name, "Doc_0", style) for name in names]
    tpls = [_place(f"Tpls/Tpl_{nth}/Content.xml", "Doc_0", style) for nth in range(templates)]
    return (
        f"<ofd:CommonData><ofd:MaxUnitID>9999999</ofd:MaxUnitID>"
        f"<ofd:PageArea><ofd:PhysicalBox>0 0 {WIDTH} {HEIGHT}</ofd:PhysicalBox></ofd:PageArea>"
        f"<ofd:DocumentRes>{_place('DocumentRes.xml', 'Doc_0', style)}</ofd:DocumentRes>"
        + "".join(f'<ofd:TemplatePage ID="{2 + nth}" BaseLoc="{place}"/>' for nth, place in enumerate(tpls))
        + "</ofd:CommonData><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{50_000 + at}" BaseLoc="{place}"/>' for at, place in enumerate(places))
        + "</ofd:Pages>"
    )


def _page(used: str, content: str, style: Style) -> str:
    opening, closing = ("<ofd:PageBlock>" * 3, "</ofd:PageBlock>" * 3) if style.nested else ("", "")
    return _xml("Page", f'{used}<ofd:Content><ofd:Layer ID="1">{opening}{content}{closing}</ofd:Layer></ofd:Content>')


def _resources(pictures: int) -> str:
    media = "".join(
        f'<ofd:MultiMedia ID="{10 + at}" Type="Image" Format="PNG"><ofd:MediaFile>Image_{at}.png</ofd:MediaFile>'
        "</ofd:MultiMedia>"
        for at in range(pictures)
    )
    return _xml("Res", f"<ofd:MultiMedias>{media}</ofd:MultiMedias>" if media else "", 'BaseLoc="Res"')


def _place(name: str, folder: str, style: Style) -> str:
    """Return how a file names a member below its own folder."""
    place = f"/{folder}/{name}".replace("//", "/") if style.absolute else name
    return place.swapcase() if style.odd_case else place


def _xml(root: str, content: str, attributes: str = "") -> str:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<ofd:{root} xmlns:ofd="{NAMESPACE}" {attributes}>{content}</ofd:{root}>'


def _pack(members: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()
