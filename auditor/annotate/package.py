"""Zip members of a Word file -> the file with another body and more comments; all other members stay byte for byte."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from auditor.annotate.remarks import Said
from auditor.card import AUTHOR
from auditor.errors import ReadError
from auditor.load.from_docx_parts import STRICT, links_of, member_of
from auditor.load.safe_zip import SafeZip
from auditor.render.visible import visible

INITIALS = "自查"
_TYPES = "[Content_Types].xml"
_OF_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OF_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_LINKS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT_KIND = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Word itself dates members so."""
_LOOK = (
    ("spacing", {"before": "0", "after": "0", "line": "240", "lineRule": "auto"}),
    ("ind", {"firstLine": "0", "firstLineChars": "0"}),
)
_SIZE = "18"
"""Half points: small enough for a balloon, whatever size the report's own text has."""


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of a document and where the file keeps them."""

    member: str
    root: etree._Element
    links: etree._Element | None
    """What the body names, with the comments now among it; None where they were already."""


def comments_of(archive: SafeZip, main: str, space: str, name: str) -> Comments:
    """Read the comments that a body names, or begin new ones in its flavour; `name` is shown in messages.

    Raises `ReadError`: damaged, or unsafe.
    """
    own = links_of(main)
    links = _read(archive, own) if own in archive.names else etree.XML(f'<Relationships xmlns="{_OF_LINKS}"/>')
    for link in links.iter(f"{{{_OF_LINKS}}}Relationship"):
        if link.get("Type", "").endswith("/comments") and link.get("TargetMode") != "External":
            member = member_of(main, link.get("Target", ""))
            if member not in archive.names:
                return Comments(member, _empty(space), None)
            root = _read(archive, member)
            if etree.QName(root).localname != "comments":
                said = f"「{name}」已损坏：{member} 里不是批注。"
                raise ReadError("damaged", said, "请用 Word 或 WPS 打开，另存一份再审。")
            return Comments(member, root, None)
    member = _free(archive, posixpath.dirname(main))
    taken = {link.get("Id", "") for link in links}
    number = next(at for at in range(1, len(taken) + 2) if f"rId{at}" not in taken)
    kind = _STRICT_KIND if space == STRICT else _KIND
    target = posixpath.basename(member)
    etree.SubElement(links, f"{{{_OF_LINKS}}}Relationship", {"Id": f"rId{number}", "Type": kind, "Target": target})
    return Comments(member, _empty(space), links)


def add(comments: Comments, number: str, said: tuple[Said, ...]) -> None:
    """Write a comment, a paragraph for each thing said; what is invisible in the words becomes visible."""
    space = f"{{{etree.QName(comments.root).namespace}}}"

    def below(parent: etree._Element, name: str, **values: str) -> etree._Element:
        return etree.SubElement(parent, space + name, {space + key: value for key, value in values.items()})

    comment = below(comments.root, "comment", id=number, author=AUTHOR, initials=INITIALS)
    for at, one in enumerate(said):
        paragraph = below(comment, "p")
        look = below(paragraph, "pPr")
        for name, values in _LOOK:
            below(look, name, **values)
        if not at:
            below(below(paragraph, "r"), "annotationRef")
        for text, bold in ((one.head, True), (one.words, False)):
            if not text:
                continue
            run = below(paragraph, "r")
            face = below(run, "rPr")
            below(face, "b", val="1" if bold else "0")
            for name in ("sz", "szCs"):
                below(face, name, val=_SIZE)
            words = below(run, "t")
            words.text = visible(text)
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def packed(archive: SafeZip, main: str, body: etree._Element, comments: Comments) -> bytes:
    """Return the file with a new body and comments. No clock goes into it. Raises `ReadError`: damaged, or unsafe."""
    changed = {main: _written(body), comments.member: _written(comments.root)}
    if comments.links is not None:
        changed[links_of(main)] = _written(comments.links)
    changed[_TYPES] = _written(_typed(_read(archive, _TYPES), comments.member))
    return _zipped(archive, changed)


def _typed(types: etree._Element, member: str) -> etree._Element:
    """Name the types of the comments and of what names them, where they have none."""
    name = f"/{member}"
    if not any(one.get("PartName", "").lower() == name.lower() for one in types):
        etree.SubElement(types, f"{{{_OF_TYPES}}}Override", PartName=name, ContentType=_TYPE)
    if not any(one.get("Extension", "").lower() == "rels" for one in types):
        types.insert(0, types.makeelement(f"{{{_OF_TYPES}}}Default", {"Extension": "rels", "ContentType": _LINKS_TYPE}))
    return types


def _zipped(archive: SafeZip, changed: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in archive.entries:
            data = changed[entry.filename] if entry.filename in changed else archive.read(entry.filename)
            made.writestr(_entry(entry.filename, entry.compress_type), data)
        for name in [name for name in changed if name not in archive.names]:
            made.writestr(_entry(name, zipfile.ZIP_DEFLATED), changed[name])
    return out.getvalue()


def _entry(name: str, compression: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = compression
    # else the system that it is written on stands in it
    entry.create_system = 0
    return entry


def _free(archive: SafeZip, folder: str) -> str:
    """Return a name for new comments; nothing names an old member that has the usual one, yet it stays."""
    taken = {name.lower() for name in archive.names}
    names = (posixpath.join(folder, f"comments{at or ''}.xml") for at in range(len(taken) + 1))
    return next(name for name in names if name.lower() not in taken)


def _read(archive: SafeZip, member: str) -> etree._Element:
    return archive.parse(archive.read(member), member, whole=True)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def _empty(space: str) -> etree._Element:
    """Return comments, none so far."""
    return etree.Element(f"{{{space}}}comments", nsmap={"w": space})
