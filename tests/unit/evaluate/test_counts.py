"""Figures from added-up counts against the same figures from plain lists of pairs."""

import random
from collections import Counter
from dataclasses import replace
from statistics import mean

import pytest

from auditor.card import Evidence, Verdict
from auditor.evaluate.agreement import confusion, figures, headline, overlaps, tally
from auditor.evaluate.gold import Label
from auditor.model import Flag, Level

SHARES = {Level.ABSENT: 0, Level.MENTIONED: 0.4, Level.DONE: 0.8, Level.EVIDENCED: 1}
QUOTES = ["全镇执法人员全部持证上岗", "执法人员全部持证", "聘请律师担任法律顾问", "律师", "持 证 上\n岗的执法人员"]
FLAGS = [(), ("partial",), ("plan_only",), ("plan_only", "partial")]


def verdict(level, *quotes, flags=(), core=False, most=2.0):
    """Return a verdict of row E2 with a share of 0, 0.4, 0.8 or 1 of its points."""
    return Verdict(
        rule="E2",
        title="",
        group="E",
        core=core,
        level=Level(level),
        flags=tuple(map(Flag, flags)),
        points=most * (0, 0.4, 0.8, 1)[level],
        max_points=most,
        reason="",
        advice="",
        basis=(),
        evidence=tuple(Evidence(quote, "", 0, len(quote), 1, None) for quote in quotes),
    )


def label(level, *quotes, flags=()):
    return Label(Level(level), frozenset(map(Flag, flags)), quotes)


def plainly(reports):
    """Return the figures by their definitions, one pair after another."""
    pairs = [pair for report in reports for pair in report]
    shown = [(a, b) for a, b in pairs if a.level > 0 and b.level > 0]
    low = [(a, b) for a, b in pairs if a.level <= 1 and b.level <= 1]
    errors = []
    for report in reports:
        most = sum(b.max_points for _, b in report)
        want = sum(b.max_points * SHARES[a.level] for a, b in report)
        errors.append(abs(sum(b.points for _, b in report) - want) / most * 100)
    core = [(a.level, b.level) for a, b in pairs if b.core]
    return [
        *plain_figures([(a.level, b.level) for a, b in pairs]),
        *(plain_figures(core) if core else [None] * 7),
        mean(any(plain_overlap(e.quote, a.evidence) for e in b.evidence) for a, b in shown) if shown else None,
        mean(set(a.flags) == set(b.flags) for a, b in low) if low else None,
        mean(errors),
    ]


def plain_figures(pairs):
    gold, ours = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum((i - j) ** 2 * gold[i] * ours[j] / len(pairs) for i in range(4) for j in range(4))
    precision, recall, done = plain_f1([(a > 1, b > 1) for a, b in pairs])
    return [
        mean(a == b for a, b in pairs),
        mean(abs(a - b) < 2 for a, b in pairs),
        1 - sum((a - b) ** 2 for a, b in pairs) / chance if chance else 1,
        precision,
        recall,
        done,
        plain_f1([(a == 0, b == 0) for a, b in pairs])[2],
    ]


def plain_f1(pairs):
    right, ours, gold = (pairs.count((True, True)), sum(b for _, b in pairs), sum(a for a, _ in pairs))
    precision, recall = right / ours if ours else 1, right / gold if gold else 1
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0


def plain_overlap(quote, gold):
    own = "".join(quote.split())
    for other in ("".join(text.split()) for text in gold):
        need = max(4, min(len(own), len(other)) // 2)
        if {own[i : i + need] for i in range(len(own) - need + 1)} & {
            other[i : i + need] for i in range(len(other) - need + 1)
        }:
            return True
    return False


def drawn(chance):
    """Return a report of a few rows: label and verdict lie near each other, as they do."""
    report = []
    for _ in range(chance.randint(1, 9)):
        gold = chance.randrange(4)
        ours = min(3, max(0, gold + chance.choice([0, 0, 0, -1, 1, 2])))
        quotes = chance.sample(QUOTES, 2)
        own = verdict(ours, *quotes[: chance.randint(0, 2)], flags=chance.choice(FLAGS), core=chance.random() < 0.3)
        report.append((label(gold, *chance.sample(QUOTES, 2), flags=chance.choice(FLAGS)), replace(own, max_points=3)))
    return report


@pytest.mark.parametrize("seed", range(30))
def test_figures_of_counts_are_those_of_pairs(seed):
    chance = random.Random(seed)
    reports = [drawn(chance) for _ in range(chance.randint(1, 6))]
    total = [sum(column) for column in zip(*(tally(report, SHARES) for report in reports), strict=True)]
    assert headline(total) == pytest.approx(plainly(reports))


def test_figures_by_hand():
    made = figures(confusion([(0, 0), (0, 1), (1, 1), (2, 3), (3, 3), (3, 0), (2, 1), (2, 2)]))
    assert (made.n, made.exact.value, made.within_one.value) == (8, 4 / 8, 7 / 8)
    done = (made.done_precision.value, made.done_recall.value, made.done_f1.value)
    assert done == pytest.approx((1, 3 / 5, 3 / 4))
    assert made.absent_f1.value == 1 / 2
    # squared distances seen: 1 + 1 + 9 + 1; by chance: every label (2, 1, 3, 2) against every verdict (2, 3, 1, 2)
    chance = sum((i - j) ** 2 * a * b for i, a in enumerate((2, 1, 3, 2)) for j, b in enumerate((2, 3, 1, 2))) / 8
    assert made.kappa.value == pytest.approx(1 - 12 / chance)


def test_one_level_throughout_agrees_perfectly():
    made = figures(confusion([(2, 2)] * 3))
    assert {made.exact.value, made.kappa.value, made.done_f1.value, made.absent_f1.value} == {1}


def test_one_verdict_throughout_is_as_good_as_chance():
    assert figures(confusion([(0, 2), (1, 2), (2, 2), (3, 2)])).kappa.value == 0


def test_nothing_counted_is_none():
    counts = tally([(label(0), verdict(2, core=False))], SHARES)
    assert headline(counts)[7:16] == (None,) * 9
    assert headline(tally([(label(2), verdict(2, most=0))], SHARES))[16] is None


@pytest.mark.parametrize(
    ("quote", "gold", "same"),
    [
        ("全镇执法人员全部持证上岗", ["执法人员全部持证"], True),
        ("执法 人员\n持证", ["执法人员持证"], True),
        ("聘请律师", ["持证上岗", "聘请律师"], True),
        ("持证上", ["持证上"], False),
        ("全镇执法人员", ["我镇执法机构"], False),
        ("", ["持证上岗"], False),
        ("持证上岗", [], False),
    ],
)
def test_quotes_overlap_by_half_of_the_shorter(quote, gold, same):
    assert overlaps(quote, gold) is same
    assert plain_overlap(quote, gold) is same
