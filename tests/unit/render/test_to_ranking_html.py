"""The page taken apart: everything there and in order, nothing loaded, nothing of the input alive."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from contrast import contrast
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from auditor.render.to_ranking_html import ranking_html
from auditor.render.visible import visible

SIGNS = {"缺": 0, "提": 1, "落": 2, "据": 3, "-": None}


@pytest.fixture(scope="module")
def page(county_ranking):
    return html.document_fromstring(ranking_html(county_ranking))


@pytest.fixture(scope="module")
def hostile_page(hostile_ranking):
    return html.document_fromstring(ranking_html(hostile_ranking))


def cells(row):
    return ["".join(cell.itertext()).strip() for cell in row.iter("td", "th")]


def units(table):
    return table.xpath("./tbody/tr[not(@class='band')]")


def test_page_is_chinese_and_fits_a_phone(page):
    assert page.get("lang") == "zh-CN"
    assert page.xpath("//meta[@name='viewport']/@content") == ["width=device-width, initial-scale=1"]
    assert page.xpath("string(//title)") == page.xpath("string(//h1)") != ""


def test_every_unit_stands_by_rank_with_its_figures(page, county_ranking):
    tables = page.xpath("//table[contains(@class, 'ranked')]")
    assert len(tables) == len(county_ranking.years)
    for table, year in zip(tables, county_ranking.years, strict=True):
        rows = [cells(row) for row in units(table)]
        assert [int(row[0].removeprefix("并")) for row in rows] == [s.rank for s in year.standings]
        assert [row[3] for row in rows] == [f"{s.entry.percent:.2f}" for s in year.standings]
        assert [row[-1] for row in rows] == [s.entry.path for s in year.standings]


def test_ties_changes_and_core_rows_are_told(page, county_ranking):
    table = page.xpath("//table[contains(@class, 'ranked')]")[0]
    assert cells(units(table)[0]) == [
        "1", "永兴镇", "青山县", "87.95", "优秀", "+11.20", "87.95/100",
        "有据", "有据", "有据", "落实", "有据", "2023/永兴镇.docx",
    ]  # fmt: skip
    tied = table.xpath(".//td[@data-v]")
    assert [(cell.text, cell.get("data-v")) for cell in tied][:2] == [("并14", "14"), ("并14", "14")]
    assert [cells(row)[0] for row in table.xpath(".//tr[@class='band']")] == [
        f"{band.grade} {band.count} 个" for band in county_ranking.years[0].bands
    ]


def test_heat_map_tells_levels_by_sign_and_by_colour(page, county_ranking):
    table = page.xpath("//table[contains(@class, 'heat')]")[0]
    for row, standing in zip(units(table), county_ranking.years[0].standings, strict=True):
        signs = row.xpath("./td[@title]")
        assert [SIGNS[cell.text] for cell in signs] == list(standing.entry.levels)
        assert [cell.get("class") for cell in signs] == [
            "off" if level is None else f"l{level:d}" for level in standing.entry.levels
        ]
    assert signs[1].get("title") == "A2 存在的问题和不足：落实"


def test_rows_done_least_stand_first_with_a_bar_each(page):
    table = page.xpath("//table[@class='coverage']")[0]
    shares = [float(cells(row)[2].rstrip("%")) for row in units(table)]
    assert (len(shares), shares) == (36, sorted(shares))
    for row in units(table):
        (bar,) = row.xpath(".//svg")
        assert bar.xpath("string(title)") == bar.get("aria-label")
        widths = [float(width) for width in bar.xpath("rect/@width")]
        assert sum(widths) == pytest.approx(100, abs=0.1)


def test_distribution_is_a_picture_with_words(page, county_ranking):
    picture = page.xpath("//svg[@class='histogram']")[0]
    title, told = picture.get("aria-labelledby").split()
    assert picture.xpath(f"string(title[@id='{title}'])") == "2023年度得分率分布"
    assert "60-70 分 8 个单位；" in picture.xpath(f"string(desc[@id='{told}'])")
    columns = picture.xpath("rect[@class='column']")
    assert len(columns) == sum(one.count > 0 for one in county_ranking.years[0].bins)
    assert all(0 <= float(c.get("x")) <= 360 and float(c.get("y")) >= 0 for c in columns)


def test_what_has_no_rank_stands_apart(page, county_ranking):
    assert [cells(row)[0] for row in page.xpath("//section[@id='refused']//tbody/tr")] == [
        entry.path for entry in county_ranking.refused
    ]
    assert [cells(row)[2] for row in page.xpath("//section[@id='unreadable']//tbody/tr")] == [
        row.hint for row in county_ranking.unreadable
    ]
    others = page.xpath("//h3[@id='year1-others']/following-sibling::div[1]//tbody/tr")
    assert [cells(row)[0] for row in others] == ["官塘镇", "官塘镇"]


def test_tables_are_told_to_those_who_hear_them(page):
    for table in page.iter("table"):
        assert table.xpath("string(caption)")
        assert {head.get("scope") for head in table.iter("th")} <= {"col", "row", "rowgroup"}
        assert all(row.xpath("./th") for row in table.iter("tr"))
    assert len(page.xpath("//*[@id]")) == len(set(page.xpath("//@id")))
    for reference in page.xpath("//a/@href | //@aria-labelledby"):
        for id in reference.removeprefix("#").split():
            assert page.get_element_by_id(id) is not None
    # without script they are the plain names of the columns
    assert page.xpath("//thead//button[not(@disabled) or @type != 'button']") == []
    assert page.xpath("//thead//button")


def test_policy_lets_nothing_in_but_the_page_itself(page):
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    for kind in ("style", "script"):
        (source,) = page.xpath(f"//{kind}")
        digest = b64encode(sha256(source.text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}';" in policy


@pytest.mark.parametrize("name", ["page", "hostile_page"])
def test_nothing_is_loaded_from_anywhere(name, request):
    page = request.getfixturevalue(name)
    assert page.xpath("//@src | //@srcset | //@action | //@style | //link | //iframe | //object | //img | //base") == []
    assert [href for href in page.xpath("//@href") if not href.startswith("#")] == []
    (style,) = page.xpath("//style/text()")
    assert "url(" not in style
    assert "@import" not in style


def test_nothing_hostile_is_alive(hostile_page, hostile_ranking):
    assert len(hostile_page.xpath("//script")) == 1
    assert [key for node in hostile_page.iter() for key in node.attrib if key.startswith("on")] == []
    assert hostile_page.xpath("//comment()") == []
    paths = {path.xpath("string()") for path in hostile_page.xpath("//table[@class='units ranked']//td[@class='file']")}
    assert "<script>alert(1)</script>" in paths
    assert "\" onmouseover='alert(1)' x=\"" in paths
    assert "{{ 7 * 7 }}{% raw %}" in paths
    assert len(paths) == len(hostile_ranking.years[0].standings)


@settings(max_examples=40, deadline=None)
@given(text=st.text(st.sampled_from("<>&\"'`=/{}%#!-镇a\u202e\x1b\ud800\U0001f600"), min_size=1, max_size=12))
def test_any_name_is_shown_as_it_is_and_changes_nothing_around_it(named, text):
    page = html.document_fromstring(ranking_html(named(text)))
    assert page.xpath("//table[contains(@class, 'ranked')]/tbody/tr[2]/*/bdi/text()") == [visible(text)] * 3
    assert page.xpath("//section[@id='unreadable']//tbody//bdi/text()") == [visible(text)] * 3
    assert len(list(page.iter())) == len(list(html.document_fromstring(ranking_html(named("镇"))).iter()))


def test_no_control_or_direction_mark_gets_into_the_page(hostile_ranking):
    made = ranking_html(hostile_ranking)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", made)
    assert "\ufffdgnp.exe\ufffd镇" in made
    assert made.encode("utf-8")


def test_a_long_heat_map_is_cut_and_says_where_the_rest_is(long_ranking):
    page = html.document_fromstring(ranking_html(long_ranking))
    assert len(page.xpath("//table[contains(@class, 'heat')]/tbody/tr")) == 300
    assert len(units(page.xpath("//table[contains(@class, 'ranked')]")[0])) == 400
    assert "这里只画前 300 个单位，全部 400 个见排名.xlsx" in page.text_content()
    assert ranking_html(long_ranking, heat_units=400).count("这里只画前") == 0


def test_nothing_to_rank_is_told(empty_ranking):
    page = html.document_fromstring(ranking_html(empty_ranking))
    assert "没有可以排名的报告。" in page.text_content()
    assert page.xpath("//table") == []


def test_a_single_unit_without_a_year_is_enough(single_ranking):
    page = html.document_fromstring(ranking_html(single_ranking))
    assert page.xpath("string(//h2)") == "年度未识别"
    assert page.xpath("//table[contains(@class, 'ranked')]//button[text()='较上年']") == []


def test_the_same_ranking_gives_the_same_page(any_ranking):
    assert ranking_html(any_ranking) == ranking_html(any_ranking)


PAIRS = [("ink", "page"), ("ink", "sheet"), ("ink", "head"), ("soft", "page"), ("soft", "sheet"), ("accent", "sheet")]
PAIRS += [("accent", "band"), ("good", "sheet"), ("bad", "sheet"), ("offt", "off")]
PAIRS += [(f"l{level}t", f"l{level}") for level in range(4)]


@pytest.mark.parametrize("theme", [0, 1, 2], ids=["light", "dark", "print"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_letters_stand_out_from_their_ground(page, theme, ink, ground):
    themes = re.findall(r":root \{(.*?)\}", page.xpath("string(//style)"), re.S)
    colors = dict(re.findall(r"--(\w+): (#\w+)", themes[theme]))
    assert contrast(colors[ink], colors[ground]) >= 4.5
