"""The parts of an OFD archive: found by the places that files name, and the resources that pages refer to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote

from lxml import etree

from auditor.errors import ReadError
from auditor.load.safe_zip import SafeZip

HINT = "请用 WPS 或 OFD 阅读器打开检查；能打开就转换为 Word 文档（.docx）再审，打不开请重新取得该文件。"

_OBJECT_BYTES = 16
"""XML that takes about as long to read as an object does, to tell what a drawing costs wherever it is used."""


def kind(node: etree._Element) -> str:
    """Return an element's name without its namespace, of which writers use several."""
    return str(node.tag).rpartition("}")[2]


def children(node: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Return the direct children of a name; none of a missing element."""
    return (one for one in ([] if node is None else node) if kind(one) == name)


def child(node: etree._Element | None, name: str) -> etree._Element | None:
    """Return the first direct child of a name."""
    return next(children(node, name), None)


class Parts:
    """Members by the places that other members name: GB/T 33190-2016 ST_Loc, read as leniently as viewers do."""

    def __init__(self, archive: SafeZip, name: str) -> None:
        self._archive = archive
        self._name = name
        self._members: dict[str, str] = {}
        for member in sorted(archive.names):
            self._members.setdefault(_key(member), member)
        for member in sorted(archive.names):
            for spelled in _meant(member):
                self._members.setdefault(_key(spelled), member)

    def find(self, source: str, place: str | None) -> str:
        """Return the member that `source` names; empty if there is none.

        A place with a leading slash counts from the root, any other from the folder of `source`. Writers mix these up,
        and upper and lower case, too.
        """
        place = (place or "").strip().replace("\\", "/")
        folder = posixpath.dirname(source.replace("\\", "/"))
        for spelled in dict.fromkeys((place, unquote(place))) if place else ():
            for path in (posixpath.join(folder, spelled), spelled, posixpath.join(folder, spelled.lstrip("/"))):
                if found := self._members.get(_key(path)):
                    return found
        return ""

    def xml(self, source: str, place: str | None, expected: str) -> tuple[str, etree._Element]:
        """Return the member that `source` names, and its root, which must be of the expected name.

        Raises `ReadError`: damaged, also when there is none, and those of `SafeZip.xml`.
        """
        member = self.find(source, place)
        if not member:
            raise self.damaged(f"缺少 {place or expected}")
        root = self._archive.xml(member)
        if kind(root) != expected:
            raise self.damaged(f"{member} 不是 {expected}")
        return member, root

    def damaged(self, what: str) -> ReadError:
        """Build the error for a part that is missing or not what it should be."""
        return ReadError("damaged", f"「{self._name}」已损坏：{what}。", HINT)


def _key(path: str) -> str:
    """Return what stands for a path however it is written; it never leads out of the archive."""
    return posixpath.normpath(posixpath.join("/", path.replace("\\", "/"))).lstrip("/").casefold()


def _meant(member: str) -> Iterator[str]:
    """Return what a name may be that stands in the archive without its encoding, which then reads as cp437."""
    if not member.isascii():
        for encoding in ("utf-8", "gb18030"):
            with suppress(UnicodeError):
                yield member.encode("cp437").decode(encoding)


class Resources:
    """Pictures and drawings by their IDs; the files that list them are read when the first one is asked for."""

    def __init__(self, parts: Parts, files: list[tuple[str, str]], outer: Resources | None = None) -> None:
        """`files` are (naming member, place); what they lack is looked up in `outer`."""
        self._parts = parts
        self._waiting = files
        self._outer = outer
        self._media: dict[str, str] = {}
        self._units: dict[str, tuple[etree._Element, int]] = {}

    def media(self, id_: str | None) -> str:
        """Return the member that holds a picture's bytes; empty if nothing leads to one."""
        self._load()
        found = self._media.get(id_ or "")
        return found or (self._outer.media(id_) if self._outer else "")

    def unit(self, id_: str | None) -> tuple[etree._Element | None, int]:
        """Return a drawing made up of page objects, None if there is none of this ID, and its cost in objects."""
        self._load()
        found = self._units.get(id_ or "")
        if found is None:
            return self._outer.unit(id_) if self._outer else (None, 0)
        return found

    def _load(self) -> None:
        while self._waiting:
            source, place = self._waiting.pop()
            try:
                member, root = self._parts.xml(source, place, "Res")
            except ReadError as error:
                # a page's text needs no resources; what is missed is told where it is used
                if error.code != "damaged":
                    raise
                continue
            self._list(member, root)

    def _list(self, member: str, root: etree._Element) -> None:
        """Take in a resource file. Some writers repeat its BaseLoc in front of every file, some forget it."""
        base = posixpath.join(root.get("BaseLoc", "").replace("\\", "/"), "")
        for group in root:
            for one in group:
                id_ = one.get("ID", "")
                if kind(one) == "MultiMedia":
                    file = child(one, "MediaFile")
                    place = ((file.text if file is not None else None) or "").strip()
                    found = self._parts.find(member, base + place.lstrip("/")) if place else ""
                    self._media.setdefault(id_, found or self._parts.find(member, place))
                elif kind(one) == "CompositeGraphicUnit":
                    self._units.setdefault(id_, (one, len(etree.tostring(one)) // _OBJECT_BYTES))
