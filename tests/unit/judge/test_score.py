"""Levels -> points, total, grade and ledger."""

from dataclasses import replace

import pytest

from auditor.card import Verdict
from auditor.model import MOST_ADDITIONS, Document, Level
from auditor.score import grade, ledger, points_for, total

NEUTRAL = (
    "境内山峦起伏，河流由西向东汇入大江，沿岸水田相连，春季多雨，夏季炎热，山地多为红壤，"
    "冬天山顶偶有积雪，最高的山海拔八百余米，村子多在半山腰。"
)
TEXT = (
    "石桥镇2023年度法治政府建设情况报告\n一、工作情况\n全年学法6次。全镇22名执法人员持证上岗。\n"
    f"{NEUTRAL}\n石桥镇人民政府"
)


@pytest.fixture
def card(auditor):
    return auditor.audit(Document.of(TEXT))


@pytest.mark.parametrize(("level", "share"), [(0, 0), (1, 0.4), (2, 0.8), (3, 1)])
def test_points_are_the_rows_weight_times_the_levels_share(book, level, share):
    for rule in book.rules:
        assert points_for(rule, Level(level), book) == pytest.approx(rule.points * share)


@pytest.mark.parametrize(("weight", "points"), [(0.33, 0.26), (1.005, 0.8), (1.111, 0.89), (2.5, 2.0)])
def test_points_have_two_places(book, weight, points):
    assert points_for(replace(book.rules[0], points=weight), Level.DONE, book) == points


def test_the_shipped_rows_weigh_100_and_five_core_rows_8_each(book):
    assert sum(rule.points for rule in book.rules) == 100
    assert {rule.id: rule.points for rule in book.rules if rule.core} == dict.fromkeys(
        ("A2", "B1", "D4", "E1", "E2"), 8
    )


def weighed(card, *weights: tuple[float, float, bool]) -> tuple[Verdict, ...]:
    return tuple(
        replace(card.verdicts[0], points=points, max_points=most, applicable=applies)
        for points, most, applies in weights
    )


def test_the_total_is_over_rows_that_apply(card):
    assert total(weighed(card, (1.6, 2, True), (0.1, 3, True), (5, 8, False))) == (1.7, 5)
    assert total(()) == (0, 0)


def test_the_total_has_two_places(card):
    assert total(weighed(card, *[(0.1, 0.3, True)] * 3)) == (0.3, 0.9)


@pytest.mark.parametrize(
    ("score", "name", "passed"),
    [
        (0, "不合格", False),
        (59.99, "不合格", False),
        (60, "合格", True),
        (69.99, "合格", True),
        (70, "良好", True),
        (84.99, "良好", True),
        (85, "优秀", True),
        (100, "优秀", True),
    ],
)
@pytest.mark.parametrize("most", [100, 50, 7.5])
def test_grades_begin_at_their_lower_bound(book, score, name, passed, most):
    assert grade(score * most / 100, most, book) == (name, passed)


def test_the_pass_mark_is_its_own(book):
    strict = replace(book, pass_mark=80)
    assert grade(79.99, 100, strict) == ("良好", False)
    assert grade(80, 100, strict) == ("良好", True)


def test_no_row_no_grade(book):
    assert grade(0, 0, book) == (None, None)


def test_a_card_adds_up(card, book):
    assert [v.rule for v in card.verdicts] == [rule.id for rule in book.rules]
    assert card.score == pytest.approx(sum(v.points for v in card.verdicts))
    assert card.max_score == 100
    assert (card.grade, card.passed) == grade(card.score, card.max_score, book)


def test_advice_stands_where_points_are_missing(card, book):
    assert {v.level for v in card.verdicts} >= {Level.ABSENT, Level.EVIDENCED}
    for verdict in card.verdicts:
        wanted = "" if verdict.level is Level.EVIDENCED else book.rule(verdict.rule).advice[verdict.level]
        assert verdict.advice == wanted


def test_only_counts_the_chosen_rows_alone(auditor, card):
    few = auditor.only(card, frozenset({"E1", "B1"}))
    assert [v.rule for v in few.verdicts] == ["B1", "E1"]
    assert (few.score, few.max_score) == (8, 16)
    # a part of a report has no grade
    assert (few.grade, few.passed) == (None, None)
    one = auditor.only(card, frozenset({"E1"}))
    assert (one.score, one.max_score, one.grade, one.passed) == (8, 8, None, None)
    assert (one.document, one.title) == (card.document, card.title)


def test_only_of_no_row_has_no_grade(auditor, card):
    none = auditor.only(card, frozenset())
    assert (none.verdicts, none.score, none.max_score, none.grade, none.passed) == ((), 0, 0, None, None)


def lost_of(card):
    return {v.rule: round(v.max_points - v.points, 2) for v in card.verdicts if v.points < v.max_points}


@pytest.mark.parametrize("rows", [None, {"A6", "B1", "E1"}])
def test_the_ledger_adds_up_to_what_the_score_is_short_of(auditor, card, rows):
    shown = auditor.only(card, frozenset(rows)) if rows else card
    account = shown.ledger
    assert account.lost == pytest.approx(shown.max_score - shown.score)
    assert account.lost == pytest.approx(sum(row.lost for row in account.rows))
    assert account.lost == pytest.approx(sum(group.lost for group in account.groups))
    assert sum(group.max_points for group in account.groups) == pytest.approx(shown.max_score)
    assert {row.id: row.lost for row in account.rows} == lost_of(shown)


def test_the_ledger_stands_by_loss_then_by_the_checklist(card, book):
    order = [rule.id for rule in book.rules]
    places = [(-row.lost, order.index(row.id)) for row in card.ledger.rows]
    assert places == sorted(places)
    assert [group.id for group in card.ledger.groups] == list(book.groups)


def test_the_three_additions_gain_most(card, book):
    gains = []
    for verdict in card.verdicts:
        level = Level.EVIDENCED if verdict.level >= Level.DONE else Level.DONE
        gains.append(round(points_for(book.rule(verdict.rule), level, book) - verdict.points, 2))
    assert [a.gain for a in card.ledger.additions] == sorted(gains, reverse=True)[:MOST_ADDITIONS]
    for addition in card.ledger.additions:
        assert addition.advice == next(v.advice for v in card.verdicts if v.rule == addition.rule)


def at(verdict: Verdict, level: Level, book) -> Verdict:
    rule = book.rule(verdict.rule)
    advice = "" if level is Level.EVIDENCED else rule.advice[level]
    return replace(verdict, level=level, points=points_for(rule, level, book), advice=advice)


@pytest.mark.parametrize(
    ("level", "to", "gain"), [(0, Level.DONE, 6.4), (1, Level.DONE, 3.2), (2, Level.EVIDENCED, 1.6), (3, None, None)]
)
def test_an_addition_leads_to_done_or_on_to_evidenced(card, book, level, to, gain):
    first = next(v for v in card.verdicts if v.rule == "E1")
    made = ledger((at(first, Level(level), book),), book).additions
    assert [(a.rule, a.to, a.gain) for a in made] == ([("E1", to, gain)] if to else [])


def test_no_addition_goes_beyond_the_rules_cap(card, book):
    capped = replace(book, rules=tuple(replace(rule, cap=Level.DONE) for rule in book.rules))
    first = next(v for v in card.verdicts if v.rule == "E1")
    assert ledger((at(first, Level.DONE, book),), capped).additions == ()
    assert ledger((at(first, Level.ABSENT, book),), capped).additions[0].gain == 6.4


def test_rows_that_do_not_apply_are_in_no_ledger(card, book):
    off = tuple(replace(v, applicable=v.rule != "B1") for v in card.verdicts)
    account = ledger(off, book)
    assert "B1" not in {row.id for row in account.rows} | {a.rule for a in account.additions}
    score, most = total(off)
    assert account.lost == pytest.approx(most - score)
    assert ledger((), book).lost == 0
