"""A row's finding -> its explanation, in the words and places of the source."""

from __future__ import annotations

from auditor.book import Rule
from auditor.card import Refusal, Verdict
from auditor.explanation import Counted, Explanation, Nearby, Part, Step
from auditor.judge.ladder import Passages, why_unbound
from auditor.model import Document, Finding, Level, Note, Proof, Reading, Remark, Report
from auditor.quoting import evidence_of


def explained(
    rule: Rule, finding: Finding, passages: Passages, document: Document, *, verdict: Verdict, refusal: Refusal | None
) -> Explanation:
    """Show how the verdict of a row came about."""
    report = passages.report
    best = {element.id: Level.ABSENT for element in rule.elements}
    for reading in finding.readings:
        best[reading.hit.element] = max(best[reading.hit.element], reading.level)
    return Explanation(
        document=document,
        title=report.title,
        unit=report.unit,
        year=report.year,
        refusal=refusal,
        rule=rule,
        verdict=verdict,
        parts=tuple(Part(e.id, e.name, best[e.id]) for e in rule.elements) if rule.judge == "ladder" else (),
        # overlapping spellings of a phrase hit the same words in the same way
        steps=tuple(dict.fromkeys(_step(r, rule, passages, document) for r in finding.readings)),
        counted=tuple(_counted(note, report, document) for note in finding.notes),
        nearby=_nearby(finding, report, document),
    )


def _step(reading: Reading, rule: Rule, passages: Passages, document: Document) -> Step:
    """Put a reading into the words and places of the source."""
    report, hit = passages.report, reading.hit
    proof = passages.quote(hit.start, hit.end, hit.sentence, reading.figure)
    if proof.end <= proof.start:
        proof = Proof(hit.start, hit.end, proof.section)
    unbound, unfit = (None, None) if reading.figure else why_unbound(reading, rule, passages)
    figure = reading.figure or unfit
    element = next(e for e in rule.elements if e.id == hit.element)
    return Step(
        passage=evidence_of(proof, report, document),
        words=report.clean.text[hit.start : hit.end],
        phrase=hit.phrase,
        element=element.name,
        strength=hit.strength,
        stance=reading.stance,
        cue=reading.cue,
        cue_is_quoted=not isinstance(reading.cue, Remark),
        figure=report.clean.text[slice(*figure)] if figure else "",
        unbound=unbound,
        level=reading.level,
        cap=min(element.cap, rule.cap),
    )


def _counted(note: Note, report: Report, document: Document) -> Counted:
    return Counted(
        text=note.text,
        ok=note.ok,
        passage=evidence_of(note.proof, report, document) if note.proof else None,
        answer=evidence_of(note.answer, report, document) if note.answer else None,
        likeness=note.likeness,
    )


def _nearby(finding: Finding, report: Report, document: Document) -> Nearby | None:
    near = finding.nearest
    if near is None:
        return None
    words = report.clean.text[near.start : near.end]
    passage = evidence_of(near.proof, report, document)
    return Nearby(passage, words, near.miss, near.phrase, near.other, near.likeness)
