"""Reports and rules made by hand, so that the match stage is tested without the stages before it."""

import re
from array import array
from collections.abc import Callable

import pytest

from auditor.book import Element, Rule
from auditor.model import Clean, Level, Report, Role, Section, Sentence


def report_of(*sentences: str, role: Role = Role.WORK, heading: str = "", unit: str = "北河镇人民政府") -> Report:
    """Return a report of one section, cut where the sentences are given."""
    text = "".join(sentences)
    rows, at = [], 0
    for index, sentence in enumerate(sentences):
        rows.append(Sentence(index, sentence, at, at + len(sentence), 0, role, 0))
        at += len(sentence)
    section = Section(0, "", heading, 1 if heading else 0, role, -1, 0, len(text))
    return Report(Clean(text, array("L", range(len(text)))), (section,), tuple(rows), unit=unit)


def rule_of(*elements: Element, id: str = "Z1", **more: object) -> Rule:
    """Return a rule that has nothing but its elements."""
    plain: dict[str, object] = {
        "title": "", "group": id[0], "question": "", "judge": "ladder", "points": 1.0, "core": False, "basis": (),
        "need": 1, "need_fact": 1, "units": frozenset(), "fact_kinds": frozenset(), "superior_counts": False,
        "study_counts": False, "masks": (), "shares": frozenset(), "yields": frozenset(),
        "cap": Level.EVIDENCED, "advice": {}, "cases": (), "path": "",
    }  # fmt: skip
    return Rule(id=id, elements=elements, **(plain | more))  # type: ignore[arg-type]


def unmarked(text: str) -> tuple[str, int, int]:
    """Return a text without its one pair of square brackets, and the span that they held."""
    found = re.fullmatch(r"([^\[\]]*)\[([^\[\]]+)\]([^\[\]]*)", text, re.DOTALL)
    assert found, f"mark one span in {text!r}"
    before, inside, after = found.groups()
    return before + inside + after, len(before), len(before) + len(inside)


@pytest.fixture(name="report_of", scope="session")
def _report_of() -> Callable[..., Report]:
    return report_of


@pytest.fixture(name="rule_of", scope="session")
def _rule_of() -> Callable[..., Rule]:
    return rule_of


@pytest.fixture(name="unmarked", scope="session")
def _unmarked() -> Callable[[str], tuple[str, int, int]]:
    return unmarked
