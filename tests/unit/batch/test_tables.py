"""Entries put into a ranking: whose report counts, places and ties, last year, coverage."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.batch.tables import rank, table_rows
from auditor.batch.units import unit_of
from auditor.book import RuleBook
from auditor.card import Refusal, RefusalCode, Unreadable
from auditor.model import Level, UnitKind
from auditor.ranking import Entry, Ranking, Standing, Unit

Ranked = Callable[..., Ranking]


def entry(name: str = "白水镇", score: float = 60.0, **more: object) -> Entry:
    passed = score >= 60
    made = Entry(
        path=f"{name}.txt", sha256=name, unit=Unit(name, "青山县"), kind=UnitKind.TOWNSHIP, year=2023, title="",
        date="", modified=0.0, score=score, max_score=100.0, grade="合格" if passed else "不合格", passed=passed,
        levels=(Level.DONE,) * 36,
    )  # fmt: skip
    return replace(made, **more)


@pytest.fixture(scope="module")
def ranked(book: RuleBook) -> Ranked:
    def make(*entries: Entry, unreadable: Sequence[Unreadable] = (), earlier: Sequence[Entry] = ()) -> Ranking:
        return rank(entries, unreadable, book, "程序", earlier=earlier)

    return make


def shown(standings: Sequence[Standing]) -> list[tuple[int, bool, str]]:
    return [(s.rank, s.tied, s.entry.unit.name) for s in standings]


def test_equal_scores_share_a_place_and_the_next_is_passed_over(ranked: Ranked) -> None:
    made = ranked(entry("甲镇", 70), entry("乙镇", 80), entry("丙镇", 80), entry("丁镇", 60))
    assert shown(made.years[0].standings) == [
        (1, True, "丙镇"), (1, True, "乙镇"), (3, False, "甲镇"), (4, False, "丁镇")
    ]  # fmt: skip


def test_a_place_goes_by_percent_of_what_could_be_had(ranked: Ranked) -> None:
    made = ranked(entry("甲镇", 72), entry("乙镇", 60, max_score=80.0))
    assert [(s.entry.unit.name, s.entry.percent) for s in made.years[0].standings] == [("乙镇", 75.0), ("甲镇", 72.0)]


def test_every_year_has_a_ranking_of_its_own_the_newest_first(ranked: Ranked) -> None:
    made = ranked(entry(year=2022), entry(year=None), entry(year=2023), entry(year=2021))
    assert [table.year for table in made.years] == [2023, 2022, 2021, None]


def test_the_same_town_in_two_counties_is_two_units(ranked: Ranked) -> None:
    made = ranked(
        entry(unit=Unit("白水镇", "青山县")),
        entry(unit=Unit("白水镇", "红旗县")),
        entry(unit=Unit("白水镇", folder="甲")),
    )
    assert len(made.years[0].standings) == 3


def test_a_folder_is_named_only_where_it_sets_units_apart(ranked: Ranked) -> None:
    alone = ranked(entry(unit=Unit("白水镇", folder="甲")), entry("红石乡", unit=Unit("红石乡", folder="甲")))
    apart = ranked(*(entry(unit=Unit("白水镇", folder=folder)) for folder in "甲乙"))
    years = ranked(*(entry(year=year, unit=Unit("白水镇", folder=f)) for year, f in ((2022, "去年"), (2023, "今年"))))
    assert [s.entry.unit.folder for s in alone.years[0].standings] == ["", ""]
    assert years.years[0].standings[0].change == 0.0
    assert sorted(s.entry.unit.folder for s in apart.years[0].standings) == ["乙", "甲"]


@pytest.mark.parametrize(
    ("counties", "units"),
    [
        (["湘桥区", "潮州市湘桥区"], 1),
        (["潮州市湘桥区", "云州市湘桥区"], 2),
        (["潮州市湘桥区", "云州市湘桥区", "湘桥区"], 3),
        (["连州市", "清云市连州市"], 1),
    ],
)
def test_a_county_is_the_same_with_its_city_and_without(ranked: Ranked, counties: list[str], units: int) -> None:
    made = ranked(*(entry(unit=unit_of(f"{county}官塘镇", ""), path=str(at)) for at, county in enumerate(counties)))
    assert len(made.years[0].standings) == units


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [
        ({"date": "2023年12月1日"}, {"date": "2024年1月5日"}, "second"),
        ({"date": "2023年12月20日"}, {"date": "2023年12月3日"}, "first"),
        ({"date": "2024年1月5日", "modified": 1.0}, {"date": "2024年1月5日", "modified": 2.0}, "second"),
        ({"date": "2024年1月5日", "modified": 1.0}, {"date": "", "modified": 9.0}, "first"),
        ({"date": "2025年1月8日"}, {"date": "二〇二五年三月二十日"}, "second"),
        ({"date": "二○二五年十二月三十一日"}, {"date": "2025年12月30日"}, "first"),
        ({"date": "2025年3月"}, {"date": "2025年1月8日"}, "first"),
        ({"modified": 3.0}, {"modified": 2.0}, "first"),
        ({}, {}, "first"),
    ],
)
def test_of_two_versions_the_one_dated_last_counts(
    ranked: Ranked, first: dict[str, object], second: dict[str, object], counts: str
) -> None:
    one, other = entry(path="first", **first), entry(path="second", **second)
    for given_in_any_order in ((one, other), (other, one)):
        (standing,) = ranked(*given_in_any_order).years[0].standings
        assert standing.entry.path == counts
        assert [e.path for e in standing.others] == [{"first": "second", "second": "first"}[counts]]


def test_last_year_is_that_of_the_same_unit(ranked: Ranked) -> None:
    made = ranked(
        entry(score=70), entry(score=62.5, year=2022, path="旧"), entry("乙镇"), entry("丙镇", year=2021, path="更旧")
    )
    (first, second) = made.years[0].standings
    assert (first.change, first.before.path, second.change, second.before) == (7.5, "旧", None, None)


def test_last_year_may_come_from_an_earlier_run_which_is_not_ranked(ranked: Ranked) -> None:
    made = ranked(entry(score=70), earlier=[entry(score=60, year=2022), entry("乙镇", year=2023)])
    assert [(table.year, len(table.standings)) for table in made.years] == [(2023, 1)]
    assert made.years[0].standings[0].change == 10.0


def test_what_has_no_grade_is_listed_apart(ranked: Ranked) -> None:
    refusal = Refusal(RefusalCode.NOT_A_REPORT, "像新闻稿。")
    bad = Unreadable("坏.doc", "damaged", "已损坏。", "")
    made = ranked(entry(), entry("新闻", refusal=refusal, grade=None, passed=None), unreadable=[bad])
    assert (len(made.years[0].standings), [e.refusal for e in made.refused], made.unreadable) == (1, [refusal], (bad,))
    assert ranked().years == ()


def test_coverage_counts_units_and_leaves_out_where_a_row_does_not_apply(ranked: Ranked) -> None:
    levels = [Level.ABSENT, Level.MENTIONED, Level.DONE, Level.EVIDENCED, None]
    made = ranked(*(entry(f"{at}镇", levels=(level,) * 36) for at, level in enumerate(levels)))
    first = made.years[0].coverage[0]
    assert (first.counts, first.not_applicable, first.applicable, first.done) == ((1, 1, 1, 1), 1, 4, 0.5)
    assert first.row == made.rows[0]


def test_coverage_is_compared_over_the_units_of_both_years(ranked: Ranked) -> None:
    low, high = (Level.ABSENT,) * 36, (Level.DONE,) * 36
    made = ranked(
        entry("甲镇", levels=high), entry("乙镇", levels=low), entry("丙镇", levels=high),
        entry("甲镇", levels=low, year=2022), entry("乙镇", levels=low, year=2022),
    )  # fmt: skip
    first = made.years[0].coverage[0]
    assert (first.before, first.now, first.done) == (0.0, 0.5, 2 / 3)


def test_the_distribution_holds_every_unit_once(ranked: Ranked) -> None:
    made = ranked(*(entry(f"{score}镇", score) for score in (0, 9.99, 10, 59.99, 60, 99.5, 100)))
    bins = made.years[0].bins
    assert [b.count for b in bins] == [2, 1, 0, 0, 0, 1, 1, 0, 0, 2]
    assert (bins[0].low, bins[-1].high) == (0, 100)


def test_bands_follow_the_grades_of_the_checklist(ranked: Ranked, book: RuleBook) -> None:
    made = ranked(entry(grade="良好"), entry("乙镇", grade="良好"), entry("丙镇", grade="不合格"))
    bands = made.years[0].bands
    assert [b.grade for b in bands] == [name for name, _ in book.grades]
    assert {b.grade: b.count for b in bands} == {"优秀": 0, "良好": 2, "合格": 0, "不合格": 1}


def test_rows_that_only_overlays_bring_come_last(book: RuleBook) -> None:
    ids = [row.id for row in table_rows(book)]
    assert ids[: len(book.rules)] == [rule.id for rule in book.rules]
    assert sorted(ids) == sorted(book.row_ids())


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("甲乙丙丁"), st.sampled_from([2022, 2023, None]), st.integers(0, 9)), max_size=12
    )
)
def test_every_entry_stands_once_and_places_never_rise(
    book: RuleBook, drawn: list[tuple[str, int | None, int]]
) -> None:
    entries = [entry(n + "镇", s * 10.0, year=y, path=str(at)) for at, (n, y, s) in enumerate(drawn)]
    made = rank(entries, (), book, "程序")
    standing = [e.path for t in made.years for s in t.standings for e in (s.entry, *s.others)]
    assert sorted(standing, key=int) == [e.path for e in entries]
    for table in made.years:
        places = [s.rank for s in table.standings]
        assert places == sorted(places)
        for s in table.standings:
            better = sum(o.entry.percent > s.entry.percent for o in table.standings)
            equal = sum(o.entry.percent == s.entry.percent for o in table.standings)
            assert (s.rank, s.tied) == (better + 1, equal > 1)
