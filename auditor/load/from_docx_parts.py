"""Package of a Word document -> its parts, found by what names them and not by their usual names."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from auditor.load.from_docx_styles import W
from auditor.load.safe_zip import SafeZip

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Link(NamedTuple):
    """A part that another names."""

    id: str
    type: str
    member: str


def links_of(source: str) -> str:
    """Return the member that says what a part (empty: the package) names; it need not be there."""
    folder, own = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{own}.rels")


def member_of(source: str, target: str) -> str:
    """Return the member that a part means by a target."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")


def links(archive: SafeZip, source: str) -> Iterator[Link]:
    """Yield what a part (empty: the package) names and the archive holds."""
    own = links_of(source)
    for link in archive.xml(own) if own in archive.names else ():
        member = member_of(source, link.get("Target", ""))
        if member in archive.names:
            yield Link(link.get("Id", ""), link.get("Type", ""), member)


def main_part(archive: SafeZip) -> str:
    """Return the member that holds the body.

    Most writers use the same few names, but some add figures to them: document2.xml.
    """
    return _target(archive, "", "officeDocument") or "word/document.xml"


def related(archive: SafeZip, source: str, kind: str) -> etree._Element | None:
    """Read the part that another names as its `kind`; None if there is none."""
    member = _target(archive, source, kind)
    return part(archive, member) if member else None


def part(archive: SafeZip, member: str) -> etree._Element:
    """Read a part; the strict flavour of the format differs in nothing but its namespace."""
    return archive.parse(archive.read(member).replace(STRICT.encode(), W[1:-1].encode()), member)


def _target(archive: SafeZip, source: str, kind: str) -> str:
    """Return the member that a part names as its `kind`; empty if none, or if it is missing."""
    return next((link.member for link in links(archive, source) if link.type.endswith(f"/{kind}")), "")
