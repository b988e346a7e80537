"""OFD (GB/T 33190-2016) -> pages of lines of print with their places in millimetres, and where the pictures stand.

Template pages belong to the page that uses them. Annotations, seals and attachments are left out. Text whose codes a
writer replaced by those of its own font stays as it is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lxml import etree

from auditor.errors import ReadError
from auditor.load.from_ofd_parts import Parts, Resources, child, children, kind
from auditor.load.from_ofd_text import IDENTITY, Matrix, Run, box, lines_of, numbers, placed, runs_of
from auditor.load.from_text import MAX_CHARS
from auditor.load.page import Page
from auditor.load.safe_zip import SafeZip

MAX_PAGES = 1_000
MAX_OBJECTS = 1_000_000
"""Objects and pieces of text on all pages; a report of two hundred pages, set character by character, has a quarter."""
_MAX_DEPTH = 8
"""Drawings within drawings that are followed: some refer to themselves."""
_A4 = (0.0, 0.0, 210.0, 297.0)
_GROUPS = {"Content", "Layer", "PageBlock"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a page, in the page's coordinates."""

    member: str
    """Archive member with the picture's bytes (PNG, JPEG, TIFF, BMP or JBIG2); empty if the file lacks it."""
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Contents:
    """What an OFD file shows, page by page."""

    pages: tuple[Page, ...]
    pictures: tuple[tuple[Picture, ...], ...]
    """For every page its pictures, those of its template pages included."""
    outlines: tuple[int, ...]
    """For every page the number of its shapes; on a page without lines many of them may be letters."""
    warnings: tuple[str, ...] = ()
    """Chinese sentences about what was left out or could not be read."""


@dataclass(slots=True)
class _Found:
    """What stands on a page or a template page by itself."""

    runs: list[Run] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    outlines: int = 0
    templates: list[str] = field(default_factory=list)
    """IDs, each once."""
    area: tuple[float, ...] | None = None
    hidden: bool = False
    objects: int = 0


def pages(archive: SafeZip, name: str) -> list[Page]:
    """Return the pages of an OFD file in order; errors as of `contents`. A page that is damaged has no lines."""
    return list(contents(archive, name).pages)


def contents(archive: SafeZip, name: str) -> Contents:
    """Read the pages of all documents in an OFD file, in order; `name` is shown in messages.

    A page that is damaged stays in its place without lines, and a warning names it. Raises `ReadError`: damaged (also
    where no page can be read or there is none), encrypted, unsafe, or too-large for more than `MAX_PAGES` pages,
    `MAX_OBJECTS` objects or `from_text.MAX_CHARS` characters.
    """
    if any(PurePosixPath(member).name.casefold() == "encryptions.xml" for member in archive.names):
        raise ReadError("encrypted", f"「{name}」加了密，读不了。", "请用 OFD 阅读器解密后另存一份，或改用 Word 原稿。")
    parts = Parts(archive, name)
    member, root = parts.xml("", "OFD.xml", "OFD")
    reader = _Reader(parts, name)
    for body in children(root, "DocBody"):
        reader.add_document(member, _text(child(body, "DocRoot")))
    return reader.contents()


class _Reader:
    """Collects pages and keeps count, over all documents of a file, of what must stay within bounds."""

    def __init__(self, parts: Parts, name: str) -> None:
        self._parts = parts
        self._name = name
        self._pages: list[Page] = []
        self._pictures: list[tuple[Picture, ...]] = []
        self._outlines: list[int] = []
        self._broken: list[int] = []
        self._untemplated: list[int] = []
        self._hidden = False
        self._objects = 0
        self._chars = 0

    def add_document(self, source: str, place: str) -> None:
        """Read a document and its pages."""
        member, root = self._parts.xml(source, place, "Document")
        common = child(root, "CommonData")
        document = _Document(member, common, self._parts)
        for page in children(child(root, "Pages"), "Page"):
            if len(self._pages) == MAX_PAGES:
                raise self._too_large(f"超过 {MAX_PAGES} 页")
            self._add_page(document, page.get("BaseLoc", ""))

    def contents(self) -> Contents:
        """Return everything read."""
        if len(self._broken) == len(self._pages):
            raise self._parts.damaged("没有一页能读出来" if self._pages else "里面没有页面")
        warnings = []
        if self._broken:
            warnings.append(f"{_numbered(self._broken)}已损坏，读不出文字，请核对原文。")
        if self._untemplated:
            warnings.append(f"{_numbered(self._untemplated)}的模板（如文件头、页眉）读不出来，请核对原文。")
        if lost := [at for at, found in enumerate(self._pictures, 1) if any(not one.member for one in found)]:
            warnings.append(f"{_numbered(lost)}有图片在文件里找不到，图片里的字读不到。")
        if self._hidden:
            warnings.append("文中有隐藏文字，未计入审核。")
        return Contents(tuple(self._pages), tuple(self._pictures), tuple(self._outlines), tuple(warnings))

    def _add_page(self, document: _Document, place: str) -> None:
        """Append a page; one that is damaged comes out blank."""
        number = len(self._pages) + 1
        try:
            found = [self._collect(document, *self._parts.xml(document.member, place, "Page"))]
        except ReadError as error:
            if error.code != "damaged":
                raise
            self._broken.append(number)
            found = [_Found()]
        else:
            found += self._templates(document, found[0].templates, number)
        # a template counts wherever it shows, though it is read only once
        self._chars += sum(len(run.text) for one in found for run in one.runs)
        if self._chars > MAX_CHARS:
            raise self._too_large(f"文字超过 {MAX_CHARS} 个字符")
        self._hidden |= any(one.hidden for one in found)
        width, height = (found[0].area or document.area)[2:]
        self._pages.append(Page(width, height, lines_of(run for one in found for run in one.runs)))
        self._pictures.append(tuple(picture for one in found for picture in one.pictures))
        self._outlines.append(sum(one.outlines for one in found))

    def _templates(self, document: _Document, ids: Iterable[str], number: int) -> list[_Found]:
        """Return the template pages that a page uses, each once, whatever they refer to in turn."""
        found: list[_Found] = []
        waiting = list(ids)
        seen: set[str] = set()
        while waiting:
            id_ = waiting.pop()
            if id_ in seen:
                continue
            seen.add(id_)
            template = self._template(document, id_)
            if template is not None:
                found.append(template)
                waiting.extend(template.templates)
        if len(found) < len(seen):
            self._untemplated.append(number)
        return found

    def _template(self, document: _Document, id_: str) -> _Found | None:
        """Return a template page; None if it cannot be read."""
        if id_ not in document.templates:
            document.templates[id_] = None
            try:
                part = self._parts.xml(document.member, document.template_places.get(id_, ""), "Page")
                document.templates[id_] = self._collect(document, *part)
            except ReadError as error:
                if error.code != "damaged":
                    raise
        elif found := document.templates[id_]:
            self._count(found.objects)
        return document.templates[id_]

    def _collect(self, document: _Document, member: str, root: etree._Element) -> _Found:
        """Walk through the objects of a page, in order, without recursion."""
        found = _Found(area=_area(child(root, "Area")))
        found.templates = list(dict.fromkeys(one.get("TemplateID", "") for one in children(root, "Template")))
        before = self._objects
        self._count(len(found.templates))
        own = [(member, _text(one)) for one in children(root, "PageRes")]
        resources = Resources(self._parts, own, document.resources)
        stack: list[tuple[etree._Element, Matrix, int]] = [(one, IDENTITY, 0) for one in children(root, "Content")]
        while stack:
            node, matrix, depth = stack.pop()
            self._count(1)
            shape = kind(node)
            if node.get("Visible", "").strip().lower() in ("false", "0"):
                found.hidden |= any(kind(one) == "TextCode" and _text(one) for one in node.iter())
            elif shape in _GROUPS:
                stack.extend((one, matrix, depth) for one in reversed(node))
            elif shape == "TextObject":
                self._count(len(node))
                found.runs.extend(runs_of(node, matrix))
            elif shape == "ImageObject":
                found.pictures.append(_picture(node, matrix, resources))
            elif shape == "PathObject":
                found.outlines += 1
            elif shape == "CompositeObject" and depth < _MAX_DEPTH:
                unit, weight = resources.unit(node.get("ResourceID"))
                # few references can ask for the same large drawing again and again
                self._count(weight)
                inner = placed(matrix, node)
                stack.extend((one, inner, depth + 1) for one in children(unit, "Content"))
        found.objects = self._objects - before
        return found

    def _count(self, objects: int) -> None:
        self._objects += objects
        if self._objects > MAX_OBJECTS:
            raise self._too_large(f"版面对象超过 {MAX_OBJECTS} 个")

    def _too_large(self, what: str) -> ReadError:
        return ReadError("too-large", f"「{self._name}」{what}，不能读取。", "请只留报告正文，另存一份后再审。")


class _Document:
    """What the pages of a document share."""

    def __init__(self, member: str, common: etree._Element | None, parts: Parts) -> None:
        self.member = member
        self.area = _area(child(common, "PageArea")) or _A4
        self.template_places = {one.get("ID", ""): one.get("BaseLoc", "") for one in children(common, "TemplatePage")}
        self.templates: dict[str, _Found | None] = {}
        files = [one for name in ("PublicRes", "DocumentRes") for one in children(common, name)]
        self.resources = Resources(parts, [(member, _text(one)) for one in files])


def _text(node: etree._Element | None) -> str:
    return "" if node is None else (node.text or "").strip()


def _area(node: etree._Element | None) -> tuple[float, ...] | None:
    """Read the size of the paper, whose upper left corner is where coordinates begin; None if it is none."""
    found = numbers(_text(child(node, "PhysicalBox")), 4)
    return found if found is not None and found[2] > 0 and found[3] > 0 else None


def _picture(node: etree._Element, matrix: Matrix, resources: Resources) -> Picture:
    """Place a picture; the Boundary is what it fills, however its CTM turns it inside."""
    x, y, width, height = numbers(node.get("Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
    left, top, right, bottom = box(matrix, x, y, x + width, y + height)
    return Picture(resources.media(node.get("ResourceID")), left, right, top, bottom)


def _numbered(pages: list[int]) -> str:
    """Name pages by number, the first ten of many."""
    return "第 " + "、".join(map(str, pages[:10])) + (" 页等" if len(pages) > 10 else " 页")
