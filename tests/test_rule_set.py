"""The shipped rules as a set: every row is shown by cases and explained; and every case comes out as written."""

from collections import Counter

import pytest

from auditor.book import Rule
from auditor.match.figures import figures
from auditor.match.language import Shape, compile_phrase, squeeze
from auditor.model import Level
from auditor.pipeline import Auditor
from auditor.rulebook import read_rules

BOOK = read_rules()
IDS = {rule.id for rule in BOOK.rules}
# written with ? as in a regular expression, which the language drops, so that what stands before it becomes necessary

each_rule = pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)


def phrases(rule: Rule) -> list[str]:
    """Return all phrases of a rule, masks included."""
    own = [p for e in rule.elements for p in (*e.passing, *e.topics, *e.deeds, *e.facts)]
    return [*own, *rule.masks]


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor(BOOK)


@each_rule
def test_every_case_comes_out_as_its_author_wrote(rule: Rule, auditor: Auditor) -> None:
    wrong = []
    for case in rule.cases:
        finding = auditor.try_case(rule, case)
        if finding.level != case.level or (case.flags is not None and set(case.flags) != set(finding.flags)):
            wrong.append(f"{case.file}:{case.line} gives {finding.level.code} {[*finding.flags]}: {finding.reason}")
    assert wrong == []


@each_rule
def test_every_level_has_a_case(rule: Rule) -> None:
    assert {case.level for case in rule.cases} == {level for level in Level if level <= rule.cap}


@each_rule
def test_at_least_two_cases_are_traps(rule: Rule) -> None:
    assert sum(bool(case.trap) for case in rule.cases) >= 2


@each_rule
def test_a_trap_never_reaches_what_it_feigns(rule: Rule) -> None:
    assert [case.line for case in rule.cases if case.trap and case.level is Level.EVIDENCED] == []


@each_rule
def test_no_case_is_written_twice(rule: Rule) -> None:
    assert [text for text, times in Counter((c.text, c.role, c.year) for c in rule.cases).items() if times > 1] == []


def test_the_set_holds_36_rows_250_cases_and_100_points() -> None:
    assert len(BOOK.rules) == 36
    assert sum(len(rule.cases) for rule in BOOK.rules) >= 250
    assert sum(rule.points for rule in BOOK.rules) == 100
    assert {rule.id: rule.points for rule in BOOK.rules if rule.core} == dict.fromkeys(
        ("A2", "B1", "D4", "E1", "E2"), 8
    )


def test_every_row_stands_in_a_group_and_every_group_has_rows() -> None:
    assert list(dict.fromkeys(rule.group for rule in BOOK.rules)) == list(BOOK.groups)


@each_rule
def test_a_legal_basis_is_named_with_what_it_says(rule: Rule) -> None:
    assert rule.basis
    assert all(basis.document and basis.says for basis in rule.basis)


@each_rule
def test_advice_names_no_figures(rule: Rule) -> None:
    """A writer must not be handed numbers to copy; 写0件 for what did not happen, and years of a title, are none."""
    assert set(rule.advice) == {Level.ABSENT, Level.MENTIONED, Level.DONE}
    for advice in rule.advice.values():
        assert [advice[f.start : f.end] for f in figures(advice) if advice[f.start].isdigit()] == []


@each_rule
def test_shared_rows_exist(rule: Rule) -> None:
    assert rule.shares <= IDS - {rule.id}


@each_rule
def test_elements_are_told_apart_and_none_is_empty(rule: Rule) -> None:
    ids = [element.id for element in rule.elements]
    assert len(ids) == len(set(ids))
    for element in rule.elements:
        assert element.passing + element.topics + element.deeds + element.facts, element.id


@each_rule
def test_no_phrase_stands_twice_in_an_element(rule: Rule) -> None:
    for element in rule.elements:
        counts = Counter(element.passing + element.topics + element.deeds + element.facts)
        assert [phrase for phrase, times in counts.items() if times > 1] == []


@each_rule
def test_as_many_elements_as_are_needed_can_be_done(rule: Rule) -> None:
    able = [e for e in rule.elements if e.topics or e.deeds or e.facts]
    if rule.judge == "ladder":
        assert 1 <= rule.need <= rule.need_fact <= len(able)


@each_rule
def test_phrases_hold_no_signs_that_the_language_drops(rule: Rule) -> None:
    assert [phrase for phrase in phrases(rule) if set(phrase) & set("?*[]{}^$\\")] == []


@each_rule
def test_a_phrase_is_as_long_as_a_word(rule: Rule) -> None:
    """A phrase of a single character would hit everywhere."""
    for phrase in phrases(rule):
        compiled = compile_phrase(phrase)
        if not isinstance(compiled, Shape):
            assert min(len(literal.text) for literal in compiled) >= 2, phrase
        assert squeeze(phrase)
