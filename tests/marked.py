"""A Word file -> the words that its comments stand at, read without the project's reader: slow, plain, by hand.

Also what two files differ in, once comments are taken away and runs that were split are one again.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import accumulate

from lxml import etree

from auditor.card import Scorecard
from auditor.render.visible import visible

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_PARENTS = {
    *("p", "ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "sdtContent", "dir", "bdo"),
}
"""What Word takes marks in, text boxes apart."""


@dataclass
class Marked:
    """What stands at a comment."""

    said: list[str]
    """Its paragraphs."""
    author: str = ""
    words: str = ""
    """Shown between its marks, white space apart."""
    before: int = -1
    """Characters shown before its first mark, white space apart."""
    seen: list[str] = field(default_factory=list)
    """Its marks in document order."""


class File:
    """A Word file taken apart."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            assert len(names) == len(set(names)), "a member stands twice in the archive"
            self.members = {name: archive.read(name) for name in names}
        self.main = self._target("", "/officeDocument") or "word/document.xml"
        self.root = etree.fromstring(self.members[self.main])
        self.space = etree.QName(self.root).namespace
        self.comments_part = self._target(self.main, "/comments")
        part = self.members.get(self.comments_part)
        self.comments = [] if part is None else list(etree.fromstring(part))
        styles = self.members.get(self._target(self.main, "/styles"), b"<none/>")
        self._hiding = {
            style.get(self.w("styleId"))
            for style in etree.fromstring(styles)
            if _on(style.find(f"{self.w('rPr')}/{self.w('vanish')}"))
        }

    def w(self, name: str) -> str:
        return f"{{{self.space}}}{name}"

    def links(self, source: str) -> list[dict[str, str]]:
        folder, own = posixpath.split(source)
        data = self.members.get(posixpath.join(folder, "_rels", f"{own}.rels"))
        return (
            [] if data is None else [dict(one.attrib) for one in etree.fromstring(data).iter(f"{_LINKS}Relationship")]
        )

    def _target(self, source: str, kind: str) -> str:
        for link in self.links(source):
            if link["Type"].endswith(kind):
                return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), link["Target"]))[1:]
        return ""

    def marked(self) -> dict[str, Marked]:
        """Return all comments by id."""
        found: dict[str, Marked] = {}
        for comment in self.comments:
            said = ["".join(t.text or "" for t in p.iter(self.w("t"))) for p in comment.iter(self.w("p"))]
            number = comment.get(self.w("id"))
            assert number not in found, f"two comments have the id {number}"
            found[number] = Marked(said, comment.get(self.w("author")))
        body = _Body(self, found)
        body.walk(self.root, hidden=False)
        self.shown = "".join(body.shown)
        self.paragraphs = body.paragraphs
        return found

    def hides(self, run: etree._Element) -> bool:
        look = run.find(self.w("rPr"))
        if look is None:
            return False
        own = look.find(self.w("vanish"))
        style = look.find(self.w("rStyle"))
        return _on(own) if own is not None else style is not None and style.get(self.w("val")) in self._hiding


class _Body:
    """One walk: what is shown, and which marks are open meanwhile."""

    def __init__(self, file: File, found: dict[str, Marked]) -> None:
        self.file = file
        self.found = found
        self.open: dict[str, list[str]] = {}
        self.shown: list[str] = []
        self.length = 0
        self.paragraphs: list[str] = []
        self.fields: list[bool] = []
        self._out = {file.w(name) for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "rt", "instrText", "delText")}

    def walk(self, node: etree._Element, *, hidden: bool) -> None:
        w = self.file.w
        for child in node:
            tag = child.tag
            if tag in self._out or not isinstance(tag, str):
                continue
            if tag == f"{_MC}AlternateContent":
                choice = child.find(f"{_MC}Choice")
                choice = child.find(f"{_MC}Fallback") if choice is None else choice
                if choice is not None:
                    self.walk(choice, hidden=hidden)
            elif tag == w("t"):
                self._text(child, hidden=hidden)
            elif tag == w("noBreakHyphen") and not hidden:
                self._show("-")
            elif tag == w("fldChar"):
                self._field(child.get(w("fldCharType")))
            elif etree.QName(child).localname in _MARKS:
                self._mark(etree.QName(child).localname, child.get(w("id")))
            elif tag == w("r"):
                self.walk(child, hidden=hidden or self.file.hides(child))
            elif tag == w("p"):
                at = len(self.shown)
                fields, self.fields = self.fields, []
                self.walk(child, hidden=hidden)
                self.fields = fields
                self.paragraphs.append("".join(self.shown[at:]))
            else:
                self.walk(child, hidden=hidden)

    def _text(self, node: etree._Element, *, hidden: bool) -> None:
        if not hidden and not any(self.fields[:-1]):
            own = [node.text or "", *(one.tail or "" for one in node)]
            self._show("".join("".join(own).split()))

    def _show(self, text: str) -> None:
        self.shown.append(text)
        self.length += len(text)
        for words in self.open.values():
            words.append(text)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.append(True)
        elif kind == "separate" and self.fields:
            self.fields[-1] = False
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _mark(self, kind: str, number: str) -> None:
        one = self.found.get(number)
        if one is None:
            return
        one.seen.append(kind)
        if kind == "commentRangeStart":
            self.open[number] = []
            one.before = self.length
        elif kind == "commentRangeEnd" and number in self.open:
            one.words = "".join(self.open.pop(number))


def _on(node: etree._Element | None) -> bool:
    return node is not None and "0" not in node.values() and "false" not in node.values()


def check_same_but_for_comments(before: bytes, after: bytes) -> dict[str, Marked]:
    """Fail unless a file is another with comments added; return the new comments by id."""
    old, new = File(before), File(after)
    was, now = old.marked(), new.marked()
    assert new.shown == old.shown
    types = "[Content_Types].xml"
    links = posixpath.join(posixpath.dirname(new.main), "_rels", f"{posixpath.basename(new.main)}.rels")
    touched = {new.main, new.comments_part, types, links}
    assert old.members.keys() <= new.members.keys() <= old.members.keys() | touched
    for name in old.members.keys() - touched:
        assert new.members[name] == old.members[name], name
    for name in (types, links):
        if name in old.members:
            _check_only_added(old.members[name], new.members[name])
    assert f'"/{new.comments_part}"' in new.members[types].decode()
    for ours, theirs in zip(old.comments, new.comments, strict=False):
        assert _canon(ours) == _canon(theirs)
    added = {number: one for number, one in now.items() if number not in was}
    assert len(added) == len(now) - len(was)
    _check_marks(new, added)
    assert _canon(joined(old, ())) == _canon(joined(new, added))
    return added


def _check_only_added(before: bytes, after: bytes) -> None:
    old, new = ([_canon(one) for one in etree.fromstring(data)] for data in (before, after))
    assert set(old) <= set(new)
    assert len(new) <= len(old) + 2


def _check_marks(file: File, added: dict[str, Marked]) -> None:
    """Every new comment has its three marks, in order, where Word takes them."""
    for number, one in added.items():
        assert one.seen == list(_MARKS), (number, one)
    for node in file.root.iter(*(file.w(name) for name in _MARKS)):
        if node.get(file.w("id")) in added:
            names = [etree.QName(one).localname for one in node.iterancestors()]
            names = names[1:] if node.tag == file.w("commentReference") else names
            assert names[0] in _PARENTS, names
            assert not {"txbxContent", "Fallback", "rubyBase"} & set(names[: names.index("body")])


def joined(file: File, added: Iterable[str]) -> etree._Element:
    """Return a body without some comments' marks, neighbouring runs and texts of one look joined."""
    root = deepcopy(file.root)
    for node in list(root.iter(*(file.w(name) for name in _MARKS))):
        if node.get(file.w("id")) in set(added):
            gone = node.getparent() if node.tag == file.w("commentReference") else node
            _drop(gone)
    for change in root.iter(file.w("rPrChange")):
        # a number for itself, anew in every part of a run
        change.attrib.pop(file.w("id"), None)
    for text in root.iter(file.w("t")):
        text.attrib.pop(_SPACE, None)
        etree.strip_tags(text, etree.Comment, etree.ProcessingInstruction)
    for run in list(root.iter(file.w("r"))):
        _join_run(file, run)
    for run in root.iter(file.w("r")):
        _join_texts(file, run)
    return root


def _drop(node: etree._Element) -> None:
    """Take an element away, what follows it as text stays."""
    parent, before = node.getparent(), node.getprevious()
    if node.tail:
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    parent.remove(node)


def _join_run(file: File, run: etree._Element) -> None:
    before = run.getprevious()
    if before is None or before.tag != run.tag or before.tail or dict(before.attrib) != dict(run.attrib):
        return
    looks = [one.find(file.w("rPr")) for one in (before, run)]
    if len({b"" if look is None else _canon(look) for look in looks}) > 1:
        return
    # the later one stays, so that it meets the next
    kept = [one for one in before if one is not looks[0]]
    at = 0 if looks[1] is None else 1
    run[at:at] = kept
    before.getparent().remove(before)


def _join_texts(file: File, run: etree._Element) -> None:
    for text in list(run.iter(file.w("t"))):
        before = text.getprevious()
        if before is not None and before.tag == text.tag and not before.tail:
            text.text = (before.text or "") + (text.text or "")
            before.getparent().remove(before)


def _canon(node: etree._Element) -> bytes:
    copy = deepcopy(node)
    copy.tail = None
    return etree.tostring(copy, method="c14n", with_comments=True)


def characters(text: str, paragraphs: Sequence[str] = ()) -> list[bool]:
    """Tell for every character of a text whether it stands in the file: white space and automatic numbers do not.

    With `paragraphs`, the shown paragraphs of a file without tables and boxes, numbers are told from them.
    """
    stands = [not one.isspace() for one in text]
    filled = [paragraph for paragraph in paragraphs if paragraph]
    at = 0
    for line in text.split("\n"):
        bare = "".join(line.split())
        if filled and bare:
            paragraph = filled.pop(0)
            assert bare.endswith(paragraph), (bare, paragraph)
            left = len(bare) - len(paragraph)
            for place, one in enumerate(line):
                if left and not one.isspace():
                    stands[at + place] = False
                    left -= 1
        at += len(line) + 1
    return stands


def check_quotes(card: Scorecard, after: bytes, added: dict[str, Marked], *, numbered: bool = False) -> tuple[int, int]:
    """Fail unless a comment stands exactly at every quote and flaw; return how many do, and how many quote instead.

    What is in a text box, or in automatic numbers alone, is quoted in its comment. `numbered`: see `characters`.
    """
    file = File(after)
    file.marked()
    text = card.document.text
    stands = characters(text, file.paragraphs if numbered else ())
    before = [0, *accumulate(stands)]
    asked = [(f"{v.rule} {v.title}", e.start, e.end) for v in card.verdicts for e in v.evidence]
    asked += [(f"{flaw.kind}：", flaw.start, flaw.end) for flaw in card.flaws]
    exact = quoted = 0
    for head, start, end in asked:
        words = "".join(one for one, there in zip(text[start:end], stands[start:end], strict=True) if there)
        mine = [one for one in added.values() if any(said.startswith(head) for said in one.said)]
        if words and any(one.words == words and one.before == before[start] for one in mine):
            exact += 1
            continue
        told = visible(" ".join(text[start:end].split()))
        near = [one for one in mine if one.said[0].startswith(f"原文：“{told[:50]}")]
        assert any(words in one.words for one in near), (head, text[start:end], mine)
        quoted += 1
    return exact, quoted
