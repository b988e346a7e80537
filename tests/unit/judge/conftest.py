"""Short cuts from a small report to what the judges say."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from auditor.book import Rule, RuleBook
from auditor.model import MOST_PROOFS, Document, Finding, Report
from auditor.pipeline import Auditor


@pytest.fixture
def found(auditor: Auditor) -> Callable[..., Finding]:
    """Finding of a shipped row on a report; the quotes are checked against the text."""

    def judge(row: str, text: str, year: int | None = None) -> Finding:
        report = auditor.read(Document.of(text), year=year)
        return checked(auditor.findings(report)[row], report)

    return judge


@pytest.fixture
def ruled(book: RuleBook) -> Callable[..., Finding]:
    """Finding of a hand-made rule, with the real vocabulary."""

    def judge(rule: Rule, text: str) -> Finding:
        auditor = Auditor(replace(book, rules=(rule,)))
        report = auditor.read(Document.of(text))
        return checked(auditor.findings(report)[rule.id], report)

    return judge


def checked(finding: Finding, report: Report) -> Finding:
    """Every level above 0 has one to six quotes, every finding a sentence that says why."""
    assert finding.reason.endswith("。")
    assert (1 <= len(finding.proofs) <= MOST_PROOFS) if finding.level else not finding.proofs
    for proof in finding.proofs:
        assert report.clean.text[proof.start : proof.end].strip()
    return finding
