"""Intervals: repeatable, of the right width, and none where nothing can be said."""

from math import sqrt

import pytest

from auditor.evaluate.bootstrap import intervals


def share(counts):
    return [counts[0] / counts[1] if counts[1] else None]


def test_same_seed_gives_the_same_interval():
    tallies = [[at % 3 == 0, 1] for at in range(40)]
    first, again, other = (intervals(tallies, share, resamples=200, seed=seed) for seed in (1, 1, 2))
    assert first == again != other


@pytest.mark.parametrize("each", [1, 5])
def test_width_is_that_of_a_share_of_reports_however_many_rows_each_has(each):
    """Rows of a report hang together: five equal rows a report tell no more than one."""
    [(low, high)] = intervals([[(at < 60) * each, each] for at in range(100)], share, resamples=4000, seed=1)
    half = 1.96 * sqrt(0.6 * 0.4 / 100)
    assert (low, high) == pytest.approx((0.6 - half, 0.6 + half), abs=0.015)


def test_equal_reports_leave_no_doubt():
    assert intervals([[1, 2]] * 5, share, resamples=100, seed=1) == [(0.5, 0.5)]


def test_a_single_report_has_no_interval():
    assert intervals([[1, 2]], share, resamples=100, seed=1) == [None]


def test_what_was_never_counted_has_no_interval():
    assert intervals([[0, 0]] * 5, share, resamples=100, seed=1) == [None]
