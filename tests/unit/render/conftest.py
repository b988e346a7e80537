"""Rankings to render."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rankings import samples
from rankings.build import ROWS, made_entry, made_ranking, made_table

from auditor.card import Unreadable
from auditor.model import Level
from auditor.ranking import Ranking


@pytest.fixture(scope="session")
def county_ranking() -> Ranking:
    return samples.county()


@pytest.fixture(scope="session")
def hostile_ranking() -> Ranking:
    return samples.nasty()


@pytest.fixture(scope="session")
def long_ranking() -> Ranking:
    return samples.many(400)


@pytest.fixture
def empty_ranking() -> Ranking:
    return made_ranking()


@pytest.fixture
def single_ranking() -> Ranking:
    """One unit, whose report tells no year and to which no row but the first applies."""
    levels = [Level.DONE] + [None] * (len(ROWS) - 1)
    return made_ranking([made_table(None, [made_entry("白水镇", levels, year=None)])])


@pytest.fixture(params=["county_ranking", "hostile_ranking", "empty_ranking", "single_ranking"])
def any_ranking(request: pytest.FixtureRequest) -> Ranking:
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def named() -> Callable[[str], Ranking]:
    """Build a ranking of one unit that is called, filed and titled as wished, and of a broken file."""

    def build(text: str) -> Ranking:
        entry = made_entry(text, [Level.DONE] * len(ROWS), county=text, path=text, title=text, date=text)
        return made_ranking([made_table(2023, [entry])], unreadable=[Unreadable(text, "broken", text, text)])

    return build
