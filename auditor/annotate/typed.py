"""Text of a report that is no Word file -> a plain Word file of it, on the sheet of an official document.

Empty lines and indents are left out, for the sheet has its own; `Typed` leads back to the text.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from auditor.annotate.fitting import title_of
from auditor.card import AUTHOR, Scorecard
from auditor.render.visible import visible

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.paragraph import CT_P

_BODY, _TITLE, _HEADING = "Body Text", "Title", "Heading {}"
_FACES = {
    _BODY: ("仿宋", 32),
    _TITLE: ("方正小标宋简体", 44),
    _HEADING.format(1): ("黑体", 32),
    _HEADING.format(2): ("楷体", 32),
    **{_HEADING.format(level): ("仿宋", 32) for level in (3, 4, 5)},
}
"""Style -> Chinese typeface and size in half points, after GB/T 9704-2012; digits and letters are in Times."""
_PITCH = '<w:spacing w:before="0" w:after="0" w:line="560" w:lineRule="exact"/>'
_TITLE_PITCH = '<w:spacing w:before="0" w:after="280" w:line="640" w:lineRule="exact"/>'
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_HEADING_MARKS = re.compile(r"#{1,6}\s+")
_LONGEST_SIGNATURE = 30
_SENTENCE_ENDS = ("。", "；", "：", "！", "？")


@dataclass(frozen=True, slots=True)
class Typed:
    """A Word file of a text, and where its lines come from."""

    data: bytes
    starts: tuple[int, ...]
    """Of every line in the text that the file is read as."""
    origins: tuple[int, ...]
    """Of every line in the text that was typed."""

    def origin(self, offset: int) -> int:
        """Return the offset in the text that was typed."""
        at = bisect_right(self.starts, offset) - 1
        return self.origins[at] + offset - self.starts[at]


def typed(card: Scorecard) -> Typed:
    """Type a report's text: its title, headings and signature as such, all else as body; tabs stay tabs."""
    lines = _lines(card.document.text, markdown=card.document.format == "md")
    signed = _signature([line for _, line in lines], card.date)
    title = title_of(card) or (0, 0)
    headed = [part.start for part in card.outline]
    document = _sheet()
    starts, total, above = [], 0, -1
    for number, (start, line) in enumerate(lines):
        last = bisect_right(headed, start) - 1
        part = card.outline[last] if last >= 0 and headed[last] > above else None
        if title[0] < start + len(line) and start < title[1]:
            _run(_paragraph(document, _TITLE), line)
        elif part:
            whole = line.startswith(part.heading)
            _type_heading(document, line, part.level, len(part.heading) if whole else part.heading_end - start)
        else:
            paragraph = _paragraph(document, _BODY)
            _run(paragraph, line)
            if number in signed:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                # a date is not left alone on the last page
                paragraph.paragraph_format.keep_with_next = number + 1 in signed
        above = start
        starts.append(total)
        total += len(line) + 1
    out = io.BytesIO()
    document.save(out)
    return Typed(out.getvalue(), tuple(starts), tuple(start for start, _ in lines))


def _lines(text: str, *, markdown: bool) -> list[tuple[int, str]]:
    """Return the lines that hold anything, without blanks and marks of headings around it, and where they start."""
    lines = []
    at = 0
    for line in text.split("\n"):
        bare = line.strip()
        mark = _HEADING_MARKS.match(bare) if markdown else None
        bare = bare[mark.end() :] if mark else bare
        if bare:
            lines.append((at + len(line.rstrip()) - len(bare), bare))
        at += len(line) + 1
    return lines


def _signature(lines: list[str], date: str) -> set[int]:
    """Return the numbers of the lines that sign the report: its date, and the short line above it."""
    at = next((at for at in range(len(lines) - 1, 0, -1) if date and lines[at] == date), 0)
    if not at:
        return set()
    above = lines[at - 1]
    signs = len(above) <= _LONGEST_SIGNATURE and not above.endswith(_SENTENCE_ENDS)
    return {at - 1, at} if signs else {at}


def _type_heading(document: Document, line: str, level: int, length: int) -> None:
    """Type a heading; one that the text goes on behind is no heading for Word, and only looks like one."""
    style = _HEADING.format(min(level, 5))
    if not line[length:].strip("。：: "):
        _run(_paragraph(document, style), line)
        return
    paragraph = _paragraph(document, _BODY)
    _run(paragraph, line[:length], _FACES[style][0])
    _run(paragraph, line[length:])


def _paragraph(document: Document, style: str) -> Paragraph:
    """Add a paragraph. By hand, for `add_paragraph` looks through all styles and all paragraphs every time."""
    made = cast("CT_P", OxmlElement("w:p"))
    made.style = style.replace(" ", "")
    # the last child is the section's properties
    document.element.body[-1].addprevious(made)
    return Paragraph(made, document)


def _run(paragraph: Paragraph, text: str, face: str = "") -> None:
    """Type characters one for one: what Word cannot hold or would not show becomes visible."""
    run = paragraph.add_run("\t".join(visible(part) for part in text.split("\t")))
    if face:
        run.element.get_or_add_rPr().insert(0, parse_xml(_fonts(face)))


def _sheet() -> Document:
    """Return an empty document with page and styles; its default paragraph, which comments are in, stays plain."""
    document = docx.Document()
    document.core_properties.author = AUTHOR
    document.core_properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    # else Chinese characters are drawn as Japanese ones
    defaults.find(f".//{qn('w:lang')}").set(qn("w:eastAsia"), "zh-CN")
    for name, (face, size) in _FACES.items():
        style = document.styles[name].element
        for old in (style.find(qn("w:pPr")), style.find(qn("w:rPr"))):
            if old is not None:
                style.remove(old)
        style.append(parse_xml(f"<w:pPr {nsdecls('w')}>{_layout(name)}</w:pPr>"))
        style.append(parse_xml(f'<w:rPr {nsdecls("w")}>{_fonts(face)}<w:sz w:val="{size}"/></w:rPr>'))
    return document


def _layout(style: str) -> str:
    if style == _TITLE:
        return f'{_TITLE_PITCH}<w:jc w:val="center"/>'
    level = style.rpartition(" ")[2]
    if level.isdigit():
        return f'<w:keepNext/>{_PITCH}{_INDENT}<w:outlineLvl w:val="{int(level) - 1}"/>'
    return _PITCH + _INDENT


def _fonts(face: str) -> str:
    return f'<w:rFonts {nsdecls("w")} w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{face}"/>'
