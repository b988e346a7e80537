"""Word document -> text as a reader of the final version sees it; headers, footers, notes and comments stay out.

Paragraphs and table rows become lines, in document order. How the body is walked belongs to `from_docx_body`, what
names its parts to `from_docx_parts`.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from auditor.errors import ReadError
from auditor.load.extract import Extract
from auditor.load.from_docx_body import Line, Walk, joined
from auditor.load.from_docx_numbers import Numbers
from auditor.load.from_docx_parts import LINK, links, main_part, part, related
from auditor.load.from_docx_styles import Styles, W, child
from auditor.load.page import COVERED
from auditor.load.safe_zip import SafeZip

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_SCAN = 7_560_000 * 10_692_000 * COVERED
"""Area of a picture, in square EMU, from which it may be a scan: A4 is 210 by 297 mm of 36,000 each."""
_ODDITIES = (
    ({"ins", "del", "moveFrom"}, "文中有未接受的修订，已按接受全部修订后的文字读取。"),
    ({"footnoteReference", "endnoteReference"}, "文中有脚注或尾注，其内容未计入审核。"),
    ({"altChunk"}, "文中嵌入了另一份文档，其内容读不到；请用 Word 或 WPS 打开后另存一份再审。"),
)


@dataclass(frozen=True, slots=True)
class Laid:
    """A document's text with the place of every character in the file."""

    pieces: Line
    """Joined they are the text."""
    main: str
    """Member that holds the body."""
    root: etree._Element
    """Of that member, in the namespaces of the transitional flavour, XML comments apart."""
    warnings: tuple[str, ...]


def read(archive: SafeZip, name: str) -> Extract:
    """Read the body text of a document, with warnings about what was left out.

    Table cells are joined with a tab, rows and paragraphs with a line feed. Raises `ReadError`: damaged, unsafe,
    encrypted or too-large.
    """
    found = laid(archive, name)
    return Extract("".join([piece.text for piece in found.pieces]), found.warnings)


def laid(archive: SafeZip, name: str) -> Laid:
    """Read the body of a document for those who have to find its characters again. Raises `ReadError` like `read`."""
    main = main_part(archive)
    root = part(archive, main)
    body = child(root, "body")
    if body is None:
        raise ReadError("damaged", f"「{name}」已损坏：没有正文。", "请用 Word 或 WPS 打开，另存一份再审。")
    styles = Styles(related(archive, main, "styles"))
    numbers = Numbers(related(archive, main, "numbering"), styles)
    walk = Walk(name, styles, numbers)
    pieces = joined(walk.lines_of(body))
    warnings = [line for names, line in _ODDITIES if next(root.iter(*(W + one for one in names)), None) is not None]
    if numbers.missing:
        warnings.append(f"有 {numbers.missing} 段的自动编号在文件里没有定义，编号读不出来，可能影响分节，请核对。")
    if walk.hidden:
        warnings.append("文中有隐藏文字，未计入审核。")
    return Laid(pieces, main, root, tuple(warnings))


def scans(archive: SafeZip) -> list[str]:
    """Return the members that a document shows as pictures of a page's size, in order: scans pasted into it."""
    if not any("/media/" in name for name in archive.names):
        return []
    main = main_part(archive)
    targets = {link.id: link.member for link in links(archive, main)}
    found: list[str] = []
    for drawing in part(archive, main).iter(f"{W}drawing"):
        extent = next(drawing.iter(f"{_PLACED}extent"), None)
        if extent is None or _length(extent.get("cx")) * _length(extent.get("cy")) < _SCAN:
            continue
        names = (node.get(f"{LINK}embed", "") for node in drawing.iter(f"{_DRAWING}blip"))
        found.extend(targets[name] for name in names if name in targets)
    return found


def _length(written: str | None) -> int:
    """Return a length in EMU; 0 for none and for absurd ones."""
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 10 else 0
