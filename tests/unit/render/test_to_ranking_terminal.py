"""The tables in a terminal: every unit and figure there, at any width, on a Chinese console."""

import pytest
from rich.cells import cell_len
from rich.text import Text

from auditor.render.to_ranking_terminal import ranking_terminal
from auditor.render.to_terminal import Look


def shown(ranking, width=100, verbosity=0, **more):
    return ranking_terminal(ranking, Look(width=width, verbosity=verbosity), **more)


def part(text, title):
    """Return the lines below the first heading that begins with a title, up to the next empty line."""
    lines = text.split("\n")
    start = next(at for at, line in enumerate(lines) if line.startswith(title))
    return lines[start + 1 : lines.index("", start)]


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_every_unit_is_shown_within_the_width_in_characters_of_the_console(county_ranking, width):
    text = shown(county_ranking, width)
    assert text.encode("gbk")
    assert max(cell_len(line) for line in text.split("\n")) <= width
    flat = "".join(text.split())
    for table in county_ranking.years:
        for standing in table.standings:
            assert f"（{standing.entry.path}）" in flat
            assert f"{standing.entry.percent:.2f}" in flat


def test_headline_tells_year_units_figures_and_grades(county_ranking):
    assert shown(county_ranking).split("\n")[:3] == [
        "2023年度排名：25 个单位，得分率平均 66.08，中位 62.48",
        "等次：优秀 3，良好 7，合格 8，不合格 7",
        "清单：乡镇（街道）法治政府建设年度报告核对清单 0.1.0；由 auditor score 生成（0.1.0）",
    ]


def test_units_stand_by_rank_below_the_line_of_their_grade(county_ranking):
    lines = part(shown(county_ranking, 200), "  名次")
    dividers = [line.split()[1:4] for line in lines if line.startswith("--")]
    assert dividers == [[band.grade, str(band.count), "个"] for band in county_ranking.years[0].bands]
    ranks = [line.split()[0] for line in lines if line[:6].strip() and not line.startswith("--")]
    assert ranks[:2] == ["1", "2"]
    assert [rank for rank in ranks if rank.startswith("并")] == ["并14", "并14", "并16", "并16", "并21", "并21"]
    assert [int(rank.removeprefix("并")) for rank in ranks] == [s.rank for s in county_ranking.years[0].standings]


def test_a_unit_has_its_change_and_core_rows(county_ranking):
    line = next(line for line in shown(county_ranking, 200).split("\n") if "2023/永兴镇" in line)
    assert line.split() == ["1", "87.95", "优秀", "+11.20", "有据", "有据", "有据", "落实", "有据"] + [
        "青山县", "永兴镇（2023/永兴镇.docx）",
    ]  # fmt: skip


def test_other_versions_stand_below_their_unit(county_ranking):
    lines = shown(county_ranking, 200).split("\n")
    at = next(at for at, line in enumerate(lines) if "2023/官塘镇.docx" in line)
    assert [line.strip()[:9] for line in lines[at + 1 : at + 3]] == ["另一版本，不计入："] * 2
    assert "（2023/旧/官塘镇（初稿）.docx）" in lines[at + 1]


def test_bars_are_as_long_as_units_are_many(county_ranking):
    bars = {line.split()[0]: line for line in part(shown(county_ranking), "得分率分布")}
    assert list(bars) == ["40-50", "50-60", "60-70", "70-80", "80-90"]
    assert bars["60-70"].split()[1:] == ["8", "=" * 30]
    assert bars["40-50"].split()[1] == "2"


def test_rows_done_least_stand_first(county_ranking):
    _, *lines = part(shown(county_ranking), "各行覆盖率")
    shares = [float(line.split()[1].rstrip("%")) for line in lines]
    assert len(lines) == 36
    assert shares == sorted(shares)
    assert lines[0].split() == ["K2", "16.0%", "+13.04", "0", "4", "12", "9", "谁执法谁普法"]


@pytest.mark.parametrize(
    ("width", "signs"), [(160, "落  提  落  落  缺  落  据  缺"), (100, "落提落落缺落据缺"), (60, "21220230")]
)
def test_heat_map_takes_the_room_it_gets(county_ranking, width, signs):
    lines = [line for line in part(shown(county_ranking, width), "热力图") if line.startswith("  白水镇")]
    assert len(lines) == 2
    assert signs.replace("  ", " ") in lines[0]


def test_heat_map_says_what_shows_it_where_the_window_is_too_narrow(county_ranking):
    assert part(shown(county_ranking, 40), "热力图") == ["  窗口太窄，用 -f html 或 xlsx 查看。"]


def test_rows_that_do_not_apply_are_a_dash(single_ranking):
    line = next(line for line in shown(single_ranking, 160).split("\n") if line.startswith("  白水镇"))
    assert line.split() == ["白水镇", "落", *["-"] * 35]


def test_files_without_a_rank_stand_apart_with_reason_and_hint(county_ranking):
    text = shown(county_ranking, 200)
    assert "「不像法治政府建设报告」1 个，不评分：\n  2023/石桥镇政府信息公开年报.docx：这是政府" in text
    assert "「无法评定」1 个，不评分：\n  2023/大河镇扫描.pdf：12 页" in text
    assert "读不了的文件 2 个：\n  2023/全部.rar：「全部.rar」" in text
    assert "        请先解压，再选择里面的报告。" in text


def test_a_long_run_is_cut_and_says_where_the_rest_is(long_ranking):
    text = shown(long_ranking, 160)
    assert text.count(".docx") == 50
    assert text.count("  其余 350 个见 -o 排名.xlsx，或用 -v 全部显示。") == 1
    assert shown(long_ranking, 160, units=3).count(".docx") == 3
    everything = shown(long_ranking, 160, 1)
    assert everything.count(".docx") == 400
    assert "其余" not in everything


def test_quiet_shows_the_headlines_alone(county_ranking):
    lines = shown(county_ranking, verbosity=-1).split("\n")
    assert [line[:4] for line in lines if line] == [
        "2023",
        "等次：优",
        "清单：乡",
        "2022",
        "等次：优",
        "清单：乡",
        "不评分 ",
    ]
    assert lines[-2] == "不评分 2 个，读不了 2 个。"


def test_nothing_to_rank_is_told(empty_ranking):
    assert shown(empty_ranking) == "没有可以排名的报告。\n由 auditor score 生成（0.1.0）\n"


@pytest.mark.parametrize("width", [40, 200])
def test_nothing_hostile_steers_the_screen(hostile_ranking, width):
    text = shown(hostile_ranking, width, 1)
    assert not set(text) & set("\x1b\x07\x00\u202e\u202c\r\t\ud800")
    assert "?[31m红镇?[0m?" in "".join(text.split())


def test_colour_changes_no_word(county_ranking):
    colored = ranking_terminal(county_ranking, Look(100, color=True))
    assert "\x1b[" in colored
    assert "".join(Text.from_ansi(colored).plain.split()) == "".join(shown(county_ranking).split())
