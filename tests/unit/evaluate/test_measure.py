"""A whole evaluation of a few reports with the real rules."""

import pytest

from auditor.evaluate.gold import read_gold
from auditor.evaluate.measure import evaluate

REPORT = """\
青山县白水镇2023年度法治政府建设情况报告
一、工作开展情况
全镇22名执法人员持有行政执法证，一律持证上岗。
"""
DONE = {"level": 2, "flags": [], "evidence": ["一律持证上岗"]}
ABSENT = {"level": 0}


@pytest.fixture
def found(folder, auditor):
    def run(*rows, **options):
        lines = [{"doc": f"{at}", "rows": labels} for at, labels in enumerate(rows)]
        made = folder(*lines, texts={f"{at}.txt": REPORT for at in range(len(rows))})
        return evaluate(read_gold(made, auditor.book), auditor, **options)

    return run


def test_levels_quotes_and_scores_are_compared_with_the_labels(found):
    made = found({"B1": ABSENT, "E1": DONE})
    assert (made.reports, made.all.n, made.all.exact.value) == (1, 2, 0.5)
    assert (made.evidence.n, made.evidence.figure.value) == (1, 1)
    assert (made.flags.n, made.flags.figure.value) == (1, 1)
    # E1 stands at 8 of 8 points instead of 6.4; B1 has 8 points too
    assert made.score_error.figure.value == pytest.approx(1.6 / 16 * 100)


def test_disagreement_tells_both_sides(found):
    [one] = found({"B1": ABSENT, "E1": DONE}).disagreements
    assert (one.doc, one.row, one.gold, one.ours, one.gold_quote) == ("0", "E1", 2, 3, "一律持证上岗")
    assert "22名执法人员" in one.quote
    assert one.reason.endswith("。")


def test_core_rows_are_those_of_the_rule_book(found, book):
    assert book.rule("E1").core
    assert not book.rule("E3").core
    made = found({"E3": ABSENT, "E1": DONE})
    assert (made.core.n, made.core.exact.value, made.all.exact.value) == (1, 0, 0.5)
    assert [(row.rule, row.core) for row in made.rows] == [("E1", True), ("E3", False)]


def test_without_core_labels_there_are_no_core_figures(found):
    made = found({"E3": ABSENT})
    assert made.core is None
    assert {baseline.core for baseline in made.baselines} == {None}


def test_baselines_stand_on_the_same_labels(found):
    present, keyword = found({"B1": ABSENT, "E1": DONE}).baselines
    assert (present.name, present.all.exact.value) == ("all-present", 0.5)
    assert (keyword.name, keyword.all.exact.value) == ("keyword-presence", 1)


def test_several_reports_have_intervals_one_has_none(found):
    made = found({"E1": DONE}, {"B1": ABSENT}, {"E1": DONE}, resamples=100)
    exact = made.all.exact
    assert exact.value == 1 / 3
    assert exact.low == 0
    assert 1 / 3 < exact.high <= 1
    assert made.rows[0].figures.exact.low is None


def test_a_single_report_has_no_interval(found):
    assert found({"E1": DONE}).all.exact.low is None


def test_progress_is_told_after_every_report(found):
    steps = []
    found({"E1": DONE}, {"E1": DONE}, resamples=100, advance=lambda: steps.append(1))
    assert len(steps) == 2
