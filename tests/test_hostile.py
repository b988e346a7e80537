"""Texts that speak of every row and deserve none, and documents of other kinds: what must not fool the rules."""

from pathlib import Path

import pytest

from auditor.card import RefusalCode
from auditor.load import load_file
from auditor.model import Level

HERE = Path(__file__).parent
TEXTS = sorted((HERE / "hostile").glob("*/*.txt"))
OTHERS = sorted((HERE / "other_kinds").glob("*.txt"))
REPORTS = sorted((HERE / "gold" / "texts").glob("*.txt"))
FALLEN_FOR = {
    "denied/a07": "a plan on paper is told as what it says, what became of it two clauses later",
    "denied/c02": "each false claim is quoted in full and belied in words of its own",
    "foreign/c03": "names that are said to have to be lived up to, in a sentence of many rows",
    "slogans/c03": "严禁无证执法 under 严格执法人员资格管理 reads as discipline kept",
    "earlier/a10": "a period of years gone by (脱贫攻坚时期) that no year names",
    "plans/a11": "promises for the coming year in the words of deeds, dated by seasons in the headings alone",
}


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def hostile() -> list[object]:
    known = {name: pytest.mark.xfail(strict=True, reason=why) for name, why in FALLEN_FOR.items()}
    return [
        pytest.param(path, id=name_of(path), marks=[known[name_of(path)]] if name_of(path) in known else [])
        for path in TEXTS
    ]


def test_there_are_ten_of_each_kind():
    kinds = [path.parent.name for path in TEXTS]
    assert {kind: kinds.count(kind) >= 10 for kind in kinds} == dict.fromkeys(
        ["denied", "earlier", "foreign", "plans", "slogans", "superiors"], True
    )


@pytest.mark.parametrize("path", hostile())
def test_words_without_deeds_earn_nothing(auditor, path):
    card = auditor.audit(load_file(path))
    fooled = [v.rule for v in card.verdicts if v.core and v.rule != "A2" and v.level > Level.MENTIONED]
    assert fooled == []
    assert card.score < 45


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_other_kinds_of_documents_get_a_reason_and_no_grade(auditor, path):
    card = auditor.audit(load_file(path))
    assert card.refusal is not None
    assert card.refusal.code is RefusalCode.NOT_A_REPORT
    assert card.refusal.reason.endswith("。")
    assert (card.grade, card.passed) == (None, None)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_no_report_is_taken_for_something_else(auditor, path):
    assert auditor.audit(load_file(path)).refusal is None
