"""The way of a report: load -> clean -> segment -> find -> judge -> score. The only module that knows the order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.book import Case, Overlay, Rule, RuleBook
from auditor.card import Scorecard, Verdict
from auditor.errors import RulesError
from auditor.judge.admitted import Admitted
from auditor.judge.form import judge_form
from auditor.judge.kind import judge_kind
from auditor.judge.ladder import Passages, judge_ladder
from auditor.load import OnPage, load_bytes, load_file
from auditor.match.index import Compile
from auditor.match.language import PhraseError
from auditor.match.nearest import nearest
from auditor.match.phrases import Finder, check_phrases
from auditor.match.stance import Stances
from auditor.model import Document, Finding, Hit, Level, Report, Role, UnitKind
from auditor.overlay import fitting, lay
from auditor.quoting import evidence_of, outline_of
from auditor.score import grade, ledger, points_for, remedies, total
from auditor.text.clean import clean
from auditor.text.segment import segment

if TYPE_CHECKING:
    from auditor.explanation import Explanation

_SPELLING = "短语的写法见 docs/rules.md。"
_CASE_HEADS = {
    Role.LEAD: "",
    Role.WORK: "一、工作开展情况\n",
    Role.PROBLEMS: "二、存在的问题\n",
    Role.MEASURES: "三、改进措施\n",
    Role.PLAN: "三、下一步工作打算\n",
}


@dataclass(frozen=True, slots=True)
class _Ready:
    """A rule book, overlays laid, with its phrases compiled."""

    book: RuleBook
    finder: Finder


@dataclass(frozen=True, slots=True)
class _Judged:
    """The findings of a report by row id, and its sentences as they were taken apart for them."""

    findings: dict[str, Finding]
    passages: Passages


class Auditor:
    """A rule set made ready: build it once, audit any number of documents.

    Every document is judged with the overlays for its year and kind of unit; a book is laid when first asked for.
    """

    def __init__(self, book: RuleBook) -> None:
        """Compile the phrases of a rule set. Raises `RulesError` for a phrase outside the language, in overlays too."""
        self.book = book
        self._stances = Stances(book.lexicon)
        self._compile: Compile = re.compile
        self._finders: dict[tuple[object, ...], Finder] = {}
        self._laid: dict[tuple[str, ...], _Ready] = {}
        # what any overlay adds is compiled too: a wrong phrase must not come up in the middle of a run
        for rule in lay(book, book.overlays).rules:
            try:
                check_phrases(rule)
            except PhraseError as error:
                raise _misspelt(rule, book.overlays, error) from None
        self._ready(())

    def compile_with(self, compile: Compile) -> None:
        """Have the patterns of phrases made by another than `re.compile`, one that knows some already."""
        self._compile = compile
        for finder in self._finders.values():
            finder.compile_with(compile)

    def __getstate__(self) -> dict[str, object]:
        """Leave out what makes patterns."""
        return self.__dict__ | {"_compile": re.compile}

    def audit(self, document: Document, *, year: int | None = None, kind: UnitKind | None = None) -> Scorecard:
        """Judge a document on every row of its checklist; `year` and `kind` override what the report says."""
        report = self.read(document, year=year, kind=kind)
        book = self.book_for(report.year, report.kind)
        findings = self.findings(report)
        verdicts = tuple(_verdict(rule, findings[rule.id], report, document, book) for rule in book.rules)
        score, max_score = total(verdicts)
        refusal = judge_kind(document, report, _duties(book, findings), book.lexicon.kinds)
        name, passed = (None, None) if refusal else grade(score, max_score, book)
        return Scorecard(
            document, report.title, report.unit, report.year, score, max_score, name, passed, verdicts,
            kind=report.kind, overlays=book.laid, refusal=refusal, ledger=ledger(verdicts, book),
            date=report.date, outline=outline_of(report, document),
            remedies=() if refusal else remedies(verdicts, book),
        )  # fmt: skip

    def explain(
        self, document: Document, row: str, *, year: int | None = None, kind: UnitKind | None = None
    ) -> Explanation:
        """Show how the verdict of a row came about. Raises `KeyError` for a row that the report's checklist lacks."""
        # what explains is made of values that no other run needs
        from auditor.explaining import explained

        report = self.read(document, year=year, kind=kind)
        book = self.book_for(report.year, report.kind)
        rule = book.rule(row)
        if rule is None:
            raise KeyError(row)
        judged = self._judge(report)
        return explained(
            rule, judged.findings[row], judged.passages, document,
            verdict=_verdict(rule, judged.findings[row], report, document, book),
            refusal=judge_kind(document, report, _duties(book, judged.findings), book.lexicon.kinds),
        )  # fmt: skip

    def only(self, card: Scorecard, rows: frozenset[str]) -> Scorecard:
        """Return a scorecard of some rows; the score counts these alone, and a part of a report gets no grade."""
        verdicts = tuple(v for v in card.verdicts if v.rule in rows)
        score, max_score = total(verdicts)
        laid = self.book_for(card.year, card.kind)
        return replace(
            card, verdicts=verdicts, score=score, max_score=max_score, grade=None, passed=None,
            ledger=ledger(verdicts, laid),
            remedies=() if card.refusal else remedies(verdicts, laid),
        )  # fmt: skip

    def read(self, document: Document, *, year: int | None = None, kind: UnitKind | None = None) -> Report:
        """Clean and segment a document; `year` and `kind` override what it says."""
        return segment(clean(document.text, self.book.lexicon.frame), self.book.lexicon, year, kind)

    def book_for(self, year: int | None, kind: UnitKind) -> RuleBook:
        """Return the rule book for reports on a year by a kind of unit."""
        return self._ready(fitting(self.book, year, kind)).book

    def findings(self, report: Report, overlays: tuple[Overlay, ...] | None = None) -> dict[str, Finding]:
        """Judge a report; a finding for every row, by row id. `overlays` in place of those that fit the report."""
        return self._judge(report, overlays).findings

    def _judge(self, report: Report, overlays: tuple[Overlay, ...] | None = None) -> _Judged:
        ready = self._ready(fitting(self.book, report.year, report.kind) if overlays is None else overlays)
        rules = ready.book.rules
        found = ready.finder.search(report)
        hits = found.hits
        ladder = {rule.id for rule in rules if rule.judge == "ladder"}
        passages = Passages(report, self._stances, [hit for hit in hits if hit.rule in ladder])
        by_rule: dict[str, list[Hit]] = {}
        for hit in hits:
            by_rule.setdefault(hit.rule, []).append(hit)
        general = [
            h for rule in rules if rule.judge == "problems" for h in by_rule.get(rule.id, ()) if h.element == "general"
        ]
        part = Admitted(report, general, self._stances)
        out: dict[str, Finding] = {}
        for rule in rules:
            own = by_rule.get(rule.id, [])
            if rule.judge == "ladder":
                out[rule.id] = judge_ladder(rule, own, passages, self._stances)
            else:
                out[rule.id] = judge_form(rule, own, passages, self._stances, part)
        absent = [rule for rule in rules if out[rule.id].level is Level.ABSENT]
        for row, near in nearest(absent, found, report).items():
            out[row] = replace(out[row], nearest=near)
        return _Judged(out, passages)

    def tried(self, year: int | None, kind: UnitKind) -> tuple[Overlay, ...]:
        """Return the overlays under which cases are run: those that fit, and all that bring rows of their own."""
        fit = fitting(self.book, year, kind)
        return tuple(overlay for overlay in self.book.overlays if overlay in fit or overlay.rows)

    def try_case(self, rule: Rule, case: Case, overlays: tuple[Overlay, ...] = ()) -> Finding:
        """Judge a rule's own case in the passage that it asks for, under these overlays."""
        text = case.text if case.role is Role.MASTHEAD else _CASE_HEADS[case.role] + case.text
        report = self.read(Document.of(text), year=case.year)
        return self.findings(report, overlays)[rule.id]

    def _ready(self, overlays: tuple[Overlay, ...]) -> _Ready:
        """Lay overlays and compile; a book whose phrases are the same as another's shares its finder."""
        names = tuple(overlay.id for overlay in overlays)
        if names not in self._laid:
            book = lay(self.book, overlays)
            key = tuple((r.id, r.judge, r.elements, r.masks, r.shares) for r in book.rules)
            if key not in self._finders:
                self._finders[key] = Finder(book.rules)
                self._finders[key].compile_with(self._compile)
            self._laid[names] = _Ready(book, self._finders[key])
        return self._laid[names]


def _duties(book: RuleBook, findings: dict[str, Finding]) -> list[Finding]:
    return [findings[rule.id] for rule in book.rules if rule.judge == "ladder"]


def _verdict(rule: Rule, finding: Finding, report: Report, document: Document, book: RuleBook) -> Verdict:
    """Give points and places. A row that does not apply keeps its level, without points, demands and advice."""
    level = finding.level
    return Verdict(
        rule=rule.id,
        title=rule.title,
        group=rule.group,
        core=rule.core,
        level=level,
        flags=finding.flags,
        points=0.0 if rule.off else points_for(rule, level, book),
        max_points=0.0 if rule.off else rule.points,
        reason=f"不适用：{rule.off.rstrip('。')}。{finding.reason}" if rule.off else finding.reason,
        advice="" if level is Level.EVIDENCED or rule.off else rule.advice[level],
        basis=tuple(basis.cite() for basis in rule.basis_in(report.year)),
        evidence=tuple(evidence_of(proof, report, document) for proof in finding.proofs),
        nearest=evidence_of(finding.nearest.proof, report, document) if finding.nearest else None,
        applicable=not rule.off,
    )


def _misspelt(rule: Rule, overlays: tuple[Overlay, ...], error: PhraseError) -> RulesError:
    """Say where in its file a phrase stands that is outside the language."""
    item = re.compile(rf"[-\[,]\s*['\"]?{re.escape(error.phrase)}['\"]?\s*(?:[,\]#]|$)")
    for path in (rule.path, *(o.path for o in overlays if rule.id in o.changes)):
        lines = Path(path).read_text("utf-8-sig").splitlines()
        line = next((at for at, text in enumerate(lines, 1) if item.search(text)), 0)
        if line:
            return RulesError("bad-phrase", f"{path} 第 {line} 行：{error}", _SPELLING, file=path, line=line)
    # the phrase is spelled otherwise in the file (an escape, a folded line): the file is what can be told
    return RulesError("bad-phrase", f"{rule.path}：{error}", _SPELLING, file=rule.path)


def audit_file(
    path: Path,
    auditor: Auditor,
    *,
    year: int | None = None,
    kind: UnitKind | None = None,
    on_page: OnPage | None = None,
) -> Scorecard:
    """Load and audit a file; `on_page` hears how far reading it is. Raises `ReadError`."""
    return auditor.audit(load_file(path, on_page), year=year, kind=kind)


def audit_bytes(
    data: bytes,
    auditor: Auditor,
    *,
    name: str = "-",
    year: int | None = None,
    kind: UnitKind | None = None,
    on_page: OnPage | None = None,
) -> Scorecard:
    """Load and audit bytes, such as standard input; `on_page` as of `audit_file`. Raises `ReadError`."""
    return auditor.audit(load_bytes(data, name, on_page), year=year, kind=kind)
