"""A report as it was read and cut up -> text for people, JSON for programs: the way to see why a verdict came out."""

from __future__ import annotations

import io

from auditor.model import Document, Report, Section, Sentence
from auditor.render.json_text import json_text
from auditor.render.page import Console, Text
from auditor.render.to_json import reading_of
from auditor.render.to_terminal import Look, console_on, trimmed
from auditor.render.wording import KINDS, ROLES, place_of_line
from auditor.version import __version__

_FRAME = (("标题", "title"), ("红头", "letterhead"), ("单位", "unit"), ("落款", "signature"), ("日期", "date"))


def text_as_read(document: Document, report: Report, look: Look) -> str:
    """Render for people: how the file was read, then its paragraphs under their headings with role, line and page."""
    out = io.StringIO()
    console = console_on(out, look)
    _head(console, document, report)
    section = paragraph = -1
    said = ""
    for sentence in report.sentences:
        if sentence.paragraph != paragraph or sentence.section != section:
            _paragraph(console, said)
            paragraph, said = sentence.paragraph, _place(document, report, sentence)
        if sentence.section != section:
            section = sentence.section
            _heading(console, report.sections[section])
        said += sentence.text
    _paragraph(console, said)
    return trimmed(out)


def _head(console: Console, document: Document, report: Report) -> None:
    console.print(Text(document.path, style="bold"))
    pages = f"，{len(document.page_starts)} 页" if document.page_starts else ""
    sure = f"，识别把握 {document.confidence:.1%}" if document.confidence is not None else ""
    console.print(Text(f"格式 {document.format}{pages}，{len(document.text)} 字，读通 {document.quality:.1%}{sure}"))
    for warning in document.warnings:
        console.print(Text(f"注意：{warning}", style="yellow"))
    if document.published or document.source:
        console.print(Text(f"网页发布：{document.published or '日期不明'}  来源：{document.source or '不明'}"))
    for name, field in _FRAME:
        console.print(Text(f"{name}：{getattr(report, field) or '没有找到'}"))
    year = f"{report.year}年度" if report.year else "没有找到"
    console.print(Text(f"年度：{year}  类别：{KINDS[report.kind]}"))


def _heading(console: Console, section: Section) -> None:
    console.print()
    name = f"{section.number}{section.heading}" or "（没有标题）"
    line = Text(f"【{ROLES[section.role]}】", style="bold cyan")
    line.append(name, style="bold")
    console.print(line, 2 * max(section.level - 1, 0))


def _place(document: Document, report: Report, sentence: Sentence) -> str:
    """Return what stands before a paragraph: its place, and its role where it differs from its section's."""
    start, end = report.clean.source_span(sentence.start, sentence.end)
    place = place_of_line(document.line_of(start), document.page_of(start))
    role = sentence.role
    own = f" {ROLES[role]}" if role is not report.sections[sentence.section].role else ""
    mark = " 识别" if document.is_recognised(start, end) else ""
    return f"（{place}{own}{mark}）"


def _paragraph(console: Console, said: str) -> None:
    if said:
        console.print(Text(said), 2)


def text_json(document: Document, report: Report) -> str:
    """Render for programs. Offsets are code points of `text`, half open; lines and pages count from 1."""
    made = {
        "schema_version": "1",
        "tool": {"name": "auditor", "version": __version__},
        "path": document.path,
        "sha256": document.sha256,
        "reading": reading_of(document).model_dump(),
        **{field: getattr(report, field) for _, field in _FRAME},
        "year": report.year,
        "kind": report.kind.value,
        "page_starts": list(document.page_starts),
        "text": document.text,
        "sections": [
            {
                "number": section.number,
                "heading": section.heading,
                "level": section.level,
                "role": section.role.value,
                "parent": section.parent,
                **_span(document, report, section.start, section.end),
            }
            for section in report.sections
        ],
        "sentences": [
            {
                "text": sentence.text,
                "section": sentence.section,
                "role": sentence.role.value,
                "paragraph": sentence.paragraph,
                **_span(document, report, sentence.start, sentence.end),
            }
            for sentence in report.sentences
        ],
    }
    return json_text(made) + "\n"


def _span(document: Document, report: Report, start: int, end: int) -> dict[str, int | None]:
    first, last = report.clean.source_span(start, end)
    return {"start": first, "end": last, "line": document.line_of(first), "page": document.page_of(first)}
