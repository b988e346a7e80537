"""Bars in proportion, inside their picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.ranking import Bin
from auditor.render import charts


def bins(*counts):
    return [Bin(at * 10, at * 10 + 10, count) for at, count in enumerate(counts)]


def test_bars_are_as_tall_as_units_are_many():
    one, other, none = charts.histogram(bins(4, 2, 0))
    assert (one.height, other.height, none.height) == (118, 59, 0)
    assert one.y + one.height == other.y + other.height == charts.BASE
    assert (one.title, one.count) == ("0-10", 4)


@given(st.lists(st.integers(0, 10_000), max_size=20))
def test_bars_stay_in_the_picture_and_a_single_unit_can_be_seen(counts):
    for bar in charts.histogram(bins(*counts)):
        assert 0 <= bar.x <= charts.WIDTH - bar.width
        assert 0 <= bar.y <= charts.BASE
        assert (bar.height >= 2) == (bar.count > 0)


def test_the_axis_names_the_edges_of_the_bars():
    assert [edge for _, edge in charts.axis(bins(1, 2))] == ["0", "10", "20"]
    assert charts.axis([]) == []


def test_parts_of_a_whole_stand_side_by_side():
    assert charts.stacked((1, 0, 1, 2)) == [(0, 25), (25, 0), (25, 25), (50, 50)]
    assert charts.stacked((0, 0, 0, 0)) == []


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=4))
def test_parts_fill_the_whole(counts):
    parts = charts.stacked(counts)
    assert sum(width for _, width in parts) == pytest.approx(100 if any(counts) else 0, abs=0.05)
