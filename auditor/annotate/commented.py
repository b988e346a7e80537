"""`Scorecard` and the file that it is of -> the Word file with a comment beside all that the scorecard speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, count
from typing import TYPE_CHECKING

from lxml import etree

from auditor.annotate.anchors import Anchors
from auditor.annotate.earlier import forget
from auditor.annotate.marks import Marks
from auditor.annotate.package import add, comments_of, packed
from auditor.annotate.remarks import Remark, Said, remarks_of
from auditor.book import RuleBook
from auditor.card import Scorecard
from auditor.errors import ReadError
from auditor.load.from_docx import Laid, laid
from auditor.load.from_docx_body import Piece
from auditor.load.safe_zip import SafeZip
from auditor.render.wording import shortened

if TYPE_CHECKING:
    from auditor.annotate.typed import Typed

_LONGEST_QUOTE = 60


def commented(data: bytes, card: Scorecard, book: RuleBook) -> bytes:
    """Return a Word file: of a Word file a copy, of any other a plain one of its text, with comments.

    In a copy every member but body and comments stays byte for byte, and the body is what it was but for the marks.
    Comments of earlier runs make room for those of this one; those of people stay.
    Raises `ReadError`: changed, where `data` is not what the scorecard is of, and those of reading the file.
    """
    document = card.document
    if document.format == "docx" and not document.recognised:
        body = laid(SafeZip(data, document.path), document.path)
        if "".join([piece.text for piece in body.pieces]) != document.text:
            raise ReadError("changed", f"「{document.path}」与评定时不同。", "请保存并关闭文件，再运行一次。")
        return _commented(data, body, _placed(body), card, book)
    # what types takes long to import, and copies do without it
    from auditor.annotate.typed import typed

    made = typed(card)
    body = laid(SafeZip(made.data, document.path), document.path)
    return _commented(made.data, body, _placed(body, made), card, book)


def _placed(body: Laid, made: Typed | None = None) -> list[tuple[int, Piece]]:
    """Return a body's pieces with their offsets in the document's text; of a typed copy, in the text that was typed."""
    starts = accumulate((len(piece.text) for piece in body.pieces), initial=0)
    placed = zip(starts, body.pieces, strict=False)
    return [(made.origin(start), piece) for start, piece in placed] if made else list(placed)


def _commented(data: bytes, body: Laid, placed: list[tuple[int, Piece]], card: Scorecard, book: RuleBook) -> bytes:
    # one that counts anew what it reads: a long report need not be within the bounds twice
    archive = SafeZip(data, card.document.path)
    # the tree that was read has lost XML comments and its flavour: marks go into one that keeps them
    root = archive.parse(archive.read(body.main), body.main, whole=True)
    elements = list(body.root.iter("*"))
    order = {node: at for at, node in enumerate(elements)}
    own = dict(zip(elements, root.iter("*"), strict=True))
    space = etree.QName(root).namespace or ""
    comments = comments_of(archive, body.main, space, card.document.path)
    forget(root, comments.root)
    ids = _unused(root, comments.root)
    anchors = Anchors(placed, order)
    marked = []
    for remark in remarks_of(card, book):
        anchor = anchors.of(remark.start, remark.end)
        if anchor is None:
            continue
        number = next(ids)
        add(comments, number, remark.said if anchor.exact else (_quoted(remark, card), *remark.said))
        marked.append((number, anchor))
    Marks(space, ids).put(marked, order, own)
    return packed(archive, body.main, root, comments)


def _quoted(remark: Remark, card: Scorecard) -> Said:
    """Quote the words that no comment can stand at: those of text boxes and automatic numbers."""
    words = " ".join(card.document.text[remark.start : remark.end].split())
    return Said("原文：", f"“{shortened(words, _LONGEST_QUOTE)}”")


def _unused(*roots: etree._Element) -> Iterator[str]:
    """Yield numbers that no annotation has, from 0."""
    used = {
        str(value) for root in roots for node in root.iter("*") for name, value in node.items() if _is_id(str(name))
    }
    return (str(number) for number in count() if str(number) not in used)


def _is_id(name: str) -> bool:
    return name.endswith("}id")
