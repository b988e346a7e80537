"""A cleaned span -> the verbatim quote with its place in the source."""

from __future__ import annotations

from auditor.card import Evidence
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
