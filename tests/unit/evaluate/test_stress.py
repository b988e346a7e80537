"""What is compared, what is left out, and that the sums are right."""

from collections.abc import Callable

import pytest

from auditor.evaluate.perturb import DAMAGES, Damage
from auditor.evaluate.stress import stress
from auditor.model import Document, Level
from auditor.render.to_stress import KINDS

REPORT = """\
青山县白水镇2023年度法治政府建设情况报告
一、工作开展情况
全镇22名执法人员持有行政执法证，一律持证上岗。
青山县白水镇人民政府
2024年1月5日
"""
EMPTY = Damage("empty", "layout", lambda page, random: "", frozenset(("A6",)))
NOTHING = Damage("nothing", "layout", lambda page, random: page.text)
ONLY_THIS = Damage("one", "noise", lambda page, random: page.text.replace("执法证", "工作证"))


@pytest.fixture
def run(auditor) -> Callable:
    return lambda *damages, texts=(REPORT,): stress(
        [Document.of(text, path=f"{at}.txt") for at, text in enumerate(texts)], auditor, damages
    )


def test_what_is_taken_away_changes_the_rows_it_proved(run, auditor):
    found = run(EMPTY)
    had = {v.rule: v.level for v in auditor.audit(Document.of(REPORT)).verdicts if v.level and v.rule != "A6"}
    assert {c.rule: c.before for c in found.changes} == had
    assert {c.after for c in found.changes} == {Level.ABSENT}
    assert {(c.path, c.damage) for c in found.changes} == {("0.txt", "empty")}


def test_rows_that_judge_what_is_removed_are_left_out(run, book):
    (kind,) = run(EMPTY).kinds
    assert kind.left_out == ("A6",)
    assert kind.all.n == len(book.rules) - 1
    assert "A6" not in kind.rows


def test_a_report_that_a_damage_leaves_alone_is_not_counted(run):
    found = run(NOTHING, ONLY_THIS, texts=(REPORT, "今天天气很好。", "二、普法\n进村宣传8场。"))
    assert [kind.reports for kind in found.kinds] == [0, 1]
    assert found.kinds[0].all.n == 0
    assert found.kinds[0].all.share == 1
    assert found.reports == 3


def test_sums_agree(run, book):
    found = run(EMPTY, ONLY_THIS, texts=(REPORT, REPORT.replace("22", "23")))
    for kind in found.kinds:
        assert kind.all.n - kind.all.same == sum(c.damage == kind.damage for c in found.changes)
        assert kind.all.n == sum(tally.n for tally in kind.rows.values())
    for row in found.rows:
        assert row.all.n - row.all.same == sum(c.rule == row.rule for c in found.changes)
    assert [row.rule for row in found.rows] == [rule.id for rule in book.rules]


def test_the_same_seed_gives_the_same_result_and_every_try_is_told(auditor, seeds):
    documents = [Document.of(path.read_text("utf-8"), path=path.name) for path in seeds]
    told = []
    noise = [damage for damage in DAMAGES if damage.group == "noise"]
    found = stress(documents, auditor, noise, seed=3, advance=lambda: told.append(1))
    assert found == stress(documents, auditor, noise, seed=3)
    assert found.changes != stress(documents, auditor, noise, seed=4).changes
    assert len(told) == len(documents) * len(noise)


def test_seeds_stand_what_people_do_to_a_layout(auditor, seeds):
    documents = [Document.of(path.read_text("utf-8"), path=path.name) for path in seeds]
    found = stress(documents, auditor)
    shares = {kind.damage: kind.all.share for kind in found.kinds}
    assert {name: share for name, share in shares.items() if name.startswith("noise") and share < 0.88} == {}
    assert {name: share for name, share in shares.items() if not name.startswith("noise") and share < 0.97} == {}


def test_every_kind_has_a_name_for_people():
    assert list(KINDS) == [damage.name for damage in DAMAGES]
