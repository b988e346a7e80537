"""The way of a report: load -> clean -> segment -> find -> judge -> score. The only module that knows the order."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from auditor.book import Case, Rule, RuleBook
from auditor.errors import RulesError
from auditor.judge.admitted import Admitted
from auditor.judge.form import judge_form
from auditor.judge.ladder import Passages, judge_ladder
from auditor.load import load_bytes, load_file
from auditor.match.language import PhraseError
from auditor.match.phrases import Finder
from auditor.match.stance import Stances
from auditor.model import Document, Evidence, Finding, Hit, Level, Proof, Report, Role, Scorecard, Verdict
from auditor.score import grade, points_for, total
from auditor.text.clean import clean
from auditor.text.segment import segment

_CASE_HEADS = {
    Role.LEAD: "",
    Role.WORK: "一、工作开展情况\n",
    Role.PROBLEMS: "二、存在的问题\n",
    Role.MEASURES: "三、改进措施\n",
    Role.PLAN: "三、下一步工作打算\n",
}


class Auditor:
    """A rule set made ready: build it once, audit any number of documents."""

    def __init__(self, book: RuleBook) -> None:
        """Compile the phrases of a rule set. Raises `RulesError` for a phrase outside the language."""
        self.book = book
        self._stances = Stances(book.lexicon)
        for rule in book.rules:
            try:
                Finder((rule,))
            except PhraseError as error:
                raise _misspelt(rule, error) from None
        self._finder = Finder(book.rules)

    def audit(self, document: Document, *, year: int | None = None) -> Scorecard:
        """Judge a document on every row of the checklist; `year` overrides the report's own."""
        report = self.read(document, year=year)
        findings = self.findings(report)
        verdicts = tuple(self._verdict(rule, findings[rule.id], report, document) for rule in self.book.rules)
        score, max_score = total(verdicts)
        name, passed = grade(score, max_score, self.book)
        return Scorecard(document, report.title, report.unit, report.year, score, max_score, name, passed, verdicts)

    def only(self, card: Scorecard, rows: frozenset[str]) -> Scorecard:
        """Return a scorecard of some rows; score and grade count these alone."""
        verdicts = tuple(v for v in card.verdicts if v.rule in rows)
        score, max_score = total(verdicts)
        name, passed = grade(score, max_score, self.book)
        return replace(card, verdicts=verdicts, score=score, max_score=max_score, grade=name, passed=passed)

    def read(self, document: Document, *, year: int | None = None) -> Report:
        """Clean and segment a document; `year` overrides the report's own."""
        return segment(clean(document.text, self.book.lexicon.frame), self.book.lexicon, year)

    def findings(self, report: Report) -> dict[str, Finding]:
        """Judge a report; a finding for every row, by row id."""
        hits = self._finder.find(report)
        ladder = {rule.id for rule in self.book.rules if rule.judge == "ladder"}
        passages = Passages(report, self._stances, [hit for hit in hits if hit.rule in ladder])
        by_rule: dict[str, list[Hit]] = {}
        for hit in hits:
            by_rule.setdefault(hit.rule, []).append(hit)
        general = [
            h
            for rule in self.book.rules
            if rule.judge == "problems"
            for h in by_rule.get(rule.id, ())
            if h.element == "general"
        ]
        part = Admitted(report, general, self._stances)
        out = {}
        for rule in self.book.rules:
            own = by_rule.get(rule.id, [])
            if rule.judge == "ladder":
                out[rule.id] = judge_ladder(rule, own, passages, self._stances)
            else:
                out[rule.id] = judge_form(rule, own, passages, self._stances, part)
        return out

    def try_case(self, rule: Rule, case: Case) -> Finding:
        """Judge a rule's own case in the passage that it asks for."""
        text = case.text if case.role is Role.MASTHEAD else _CASE_HEADS[case.role] + case.text
        report = self.read(Document.of(text), year=case.year)
        return self.findings(report)[rule.id]

    def _verdict(self, rule: Rule, finding: Finding, report: Report, document: Document) -> Verdict:
        level = finding.level
        return Verdict(
            rule=rule.id,
            title=rule.title,
            group=rule.group,
            core=rule.core,
            level=level,
            flags=finding.flags,
            points=points_for(rule, level, self.book),
            max_points=rule.points,
            reason=finding.reason,
            advice="" if level is Level.EVIDENCED else rule.advice[level],
            basis=tuple(basis.cite() for basis in rule.basis),
            evidence=tuple(_evidence(proof, report, document) for proof in finding.proofs),
            nearest=_evidence(finding.nearest, report, document) if finding.nearest else None,
        )


def _misspelt(rule: Rule, error: PhraseError) -> RulesError:
    """Say where in its file a phrase stands that is outside the language."""
    lines = Path(rule.path).read_text("utf-8-sig").splitlines()
    item = re.compile(rf"[-\[,]\s*['\"]?{re.escape(error.phrase)}['\"]?\s*(?:[,\]#]|$)")
    line = next((at for at, text in enumerate(lines, 1) if item.search(text)), 0)
    said = f"{rule.path} 第 {line} 行：{error}"
    return RulesError("bad-phrase", said, "短语的写法见 docs/rules.md。", file=rule.path, line=line)


def _evidence(proof: Proof, report: Report, document: Document) -> Evidence:
    start, end = report.clean.source_span(proof.start, proof.end)
    quote = re.sub(r"\s*\n\s*", "", document.text[start:end]).strip()
    return Evidence(quote, report.path_of(proof.section), start, end, document.line_of(start), document.page_of(start))


def audit_file(path: Path, auditor: Auditor, *, year: int | None = None) -> Scorecard:
    """Load and audit a file. Raises `ReadError`."""
    return auditor.audit(load_file(path), year=year)


def audit_bytes(data: bytes, auditor: Auditor, *, name: str = "-", year: int | None = None) -> Scorecard:
    """Load and audit bytes, such as standard input. Raises `ReadError`."""
    return auditor.audit(load_bytes(data, name), year=year)
