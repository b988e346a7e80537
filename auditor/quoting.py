"""Cleaned spans -> places in the source: quotes, and the outline of a report."""

from __future__ import annotations

from auditor.card import Evidence, Part
from auditor.model import Document, Proof, Report


def evidence_of(proof: Proof, report: Report, document: Document) -> Evidence:
    """Quote a proof as it stands in the document, line breaks apart."""
    start, end = report.clean.source_span(proof.start, proof.end)
    quote = "".join(line.strip() for line in document.text[start:end].split("\n"))
    return Evidence(
        quote,
        report.path_of(proof.section),
        start,
        end,
        document.line_of(start),
        document.page_of(start),
        document.is_recognised(start, end),
    )


def outline_of(report: Report, document: Document) -> tuple[Part, ...]:
    """Return the headed parts of a report, in text order; numbered items without a heading are none."""
    parts = []
    for section in report.sections[1:]:
        if not section.heading:
            continue
        start, end = report.clean.source_span(section.start, section.end)
        words = section.start + len(section.number + section.heading)
        heading_end = report.clean.source_span(section.start, min(words, section.end))[1]
        line_end = document.text.find("\n", start)
        heading_end = min(heading_end, line_end) if line_end >= 0 else heading_end
        parts.append(Part(section.number + section.heading, section.level, section.role, start, heading_end, end))
    return tuple(parts)
