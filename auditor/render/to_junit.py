"""Shortcomings -> JUnit XML as Jenkins and GitLab read it: a suite for every report, a case for every row.

Reports come in the order given, cases in the checklist's, so that a case is found at the same spot in every run: first
the total, then the rows, then the slips. A class is a report's group of rows, as GitLab drops the second of two cases
whose names and classes are alike. Times are 0, as readers want one and none is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from xml.etree import ElementTree

from auditor.book import RuleBook
from auditor.card import Evidence, Scorecard, Unreadable, Verdict
from auditor.model import Level
from auditor.render.places import HERE, advice_of, heading_of, shown_name, spot_of
from auditor.render.visible import visible
from auditor.render.wording import EXCUSED, LEVELS, NOT_APPLICABLE, points
from auditor.shortcoming import REPORT, SCORE, Checked, Severity, Shortcoming, of_refusal

_FAILING = (Severity.ERROR, Severity.WARNING)
_TOTAL = "总分"
_SLIPS = "硬伤"
_READING = "读取"


@dataclass(frozen=True, slots=True)
class _Case:
    """A test case: passed where `kind` is empty."""

    group: str
    name: str
    kind: str = ""
    """failure, error or skipped."""
    type: str = ""
    message: str = ""
    lines: tuple[str, ...] = ()
    """Of a passed case what could still be better."""


def to_junit(
    found: Sequence[Checked], unreadable: Sequence[Unreadable], book: RuleBook, *, root: PurePath = HERE
) -> str:
    """Render a run; what something excuses is skipped with the reason.

    A row fails that is not done, or that is below the bar in a gate; one that could only gain by a fact passes.
    """
    suites = []
    for checked in found:
        name = shown_name(checked.card.document.path, root)
        suites.append(_suite(name, list(_cases(checked, book)), _properties(checked.card)))
    for row in unreadable:
        told = _Case(_READING, _READING, "error", row.code, row.message, (row.hint,))
        suites.append(_suite(shown_name(row.path, root), [told], {}))
    top = ElementTree.Element("testsuites", name="auditor", time="0")
    for count in ("tests", "failures", "errors"):
        top.set(count, str(sum(int(suite.attrib[count]) for suite in suites)))
    top.extend(suites)
    ElementTree.indent(top)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(top, encoding="unicode")}\n'


def _cases(checked: Checked, book: RuleBook) -> Iterator[_Case]:
    card = checked.card
    by_rule: dict[str, list[Shortcoming]] = {}
    for one in checked.shortcomings:
        by_rule.setdefault(one.rule, []).append(one)
    if card.refusal:
        (one,) = by_rule.get(REPORT) or (of_refusal(card.refusal),)
        if one.excused:
            yield _Case(_TOTAL, one.title, "skipped", one.excused.value, _excuse(one))
        else:
            yield _Case(_TOTAL, one.title, "error", card.refusal.code.value, card.refusal.reason)
        return
    yield _total(card, by_rule.pop(SCORE, []))
    for verdict in card.verdicts:
        yield _row(verdict, by_rule.pop(verdict.rule, []), card, book)
    yield from _slips([one for rest in by_rule.values() for one in rest], card)


def _total(card: Scorecard, short: list[Shortcoming]) -> _Case:
    reached = f"{points(card.score)}/{points(card.max_score)} 分" + (f"，{card.grade}" if card.grade else "")
    return _judged(_TOTAL, _TOTAL, SCORE, short, (), passed=reached)


def _row(verdict: Verdict, short: list[Shortcoming], card: Scorecard, book: RuleBook) -> _Case:
    group = f"{verdict.group} {book.groups.get(verdict.group, '')}".strip()
    name = f"{verdict.rule} {verdict.title}"
    if not verdict.applicable:
        return _Case(group, name, "skipped", "not_applicable", verdict.reason or NOT_APPLICABLE)
    level = f"{LEVELS[verdict.level]}，{points(verdict.points)}/{points(verdict.max_points)} 分"
    proofs = verdict.evidence or ((verdict.nearest,) if verdict.nearest else ())
    return _judged(group, name, verdict.level.code, short, tuple(_quotes(proofs, verdict.level, card)), passed=level)


def _slips(short: list[Shortcoming], card: Scorecard) -> Iterator[_Case]:
    """Yield a case for every slip, numbered where several have one title."""
    titles: dict[str, int] = {}
    for one in short:
        titles[one.title] = number = titles.get(one.title, 0) + 1
        name = heading_of(one) + (f" {number}" if number > 1 else "")
        quotes = tuple(_quotes((one.place,) if one.place else (), one.level, card))
        yield _judged(_SLIPS, name, one.rule, [one], quotes, passed=one.message)


def _judged(
    group: str, name: str, type: str, short: list[Shortcoming], quotes: tuple[str, ...], *, passed: str
) -> _Case:
    """Decide a case by what it falls short in; `passed` is told of one that does not fail."""
    failing = [one for one in short if one.severity in _FAILING and not one.excused]
    excused = [one for one in short if one.excused]
    if failing:
        told = [line for one in failing for line in _told(one, quotes)]
        return _Case(group, name, "failure", type, failing[0].message, tuple(told))
    if excused:
        one = excused[0]
        return _Case(group, name, "skipped", one.excused.value if one.excused else "", _excuse(one))
    return _Case(group, name, lines=(passed, *(line for one in short for line in _told(one, ()))))


def _excuse(one: Shortcoming) -> str:
    why = EXCUSED[one.excused] if one.excused else ""
    return f"{why}：{one.excuse}" if one.excuse else why


def _told(one: Shortcoming, quotes: Sequence[str]) -> Iterator[str]:
    yield one.message
    yield from quotes
    if one.advice:
        yield advice_of(one)
    yield from (f"依据：{basis}" for basis in one.basis)


def _quotes(proofs: Sequence[Evidence], level: Level | None, card: Scorecard) -> Iterator[str]:
    what = "最接近的一处" if level is Level.ABSENT else "原文"
    for proof in proofs:
        yield f"{what}（{spot_of(card.document, proof)}）：“{proof.quote}”"


def _properties(card: Scorecard) -> dict[str, str]:
    grade = {"grade": card.grade} if card.grade else {}
    year = {"year": str(card.year)} if card.year else {}
    scores = {} if card.refusal else {"score": points(card.score), "max_score": points(card.max_score)}
    return {"title": card.title, "unit": card.unit, **year, **scores, **grade, "sha256": card.document.sha256}


def _suite(name: str, cases: list[_Case], properties: dict[str, str]) -> ElementTree.Element:
    kinds = [case.kind for case in cases]
    suite = ElementTree.Element("testsuite", name=name, tests=str(len(cases)))
    for kind, count in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        suite.set(count, str(kinds.count(kind)))
    suite.set("time", "0")
    if properties:
        listed = ElementTree.SubElement(suite, "properties")
        for key, value in properties.items():
            ElementTree.SubElement(listed, "property", name=key, value=visible(value))
    for case in cases:
        # readers part a class from its package at the last dot
        classname = f"{name.replace('.', '_')}.{visible(case.group).replace('.', '_')}"
        element = ElementTree.SubElement(suite, "testcase", classname=classname, name=visible(case.name), time="0")
        text = "\n".join(visible(line) for line in case.lines if line)
        if case.kind:
            about = ElementTree.SubElement(element, case.kind, type=visible(case.type), message=visible(case.message))
            about.text = text or None
        elif text:
            ElementTree.SubElement(element, "system-out").text = text
    return suite
