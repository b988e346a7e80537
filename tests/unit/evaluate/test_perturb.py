"""Each damage does what its name says, no more, and the same every time."""

import re
from collections import Counter
from random import Random

import pytest

from auditor.evaluate.perturb import DAMAGES, Page, damaged
from auditor.model import Document

HAN = "\u3400-\u9fff"
BY_NAME = {damage.name: damage for damage in DAMAGES}
SAME_WORDS = ["full-width", "half-width", "blanks", "run-in-blank", "run-in", "ascii-signs"]
REPORT = """\
青山县白水镇2023年度法治政府建设情况报告

2023年，我镇扎实推进法治政府建设。现报告如下：
一、党的领导
全年中心组学法6次，参加120人次。
二、规范执法
立案查处违法案件12件，罚款3.5万元。
三、普法宣传
（一）集中宣传
开展宣传活动20场次（其中进村8场）。
四、存在的问题
1.个别案卷归档不及时。
2.普法形式单一。
青山县白水镇人民政府
2024年1月5日
"""


@pytest.fixture(scope="session")
def page(auditor):
    return lambda text: Page(text, auditor.read(Document.of(text)))


@pytest.fixture
def damage(page):
    return lambda name, text=REPORT, seed=0: damaged(page(text), BY_NAME[name], seed)


def han(text):
    return re.sub(f"[^{HAN}]", "", text)


@pytest.mark.parametrize("name", BY_NAME)
def test_every_damage_alters_a_report_and_the_same_way_every_time(damage, seed, name):
    text = seed.read_text("utf-8")
    made = damage(name, text, 5)
    if name not in ("half-width", "reordered", "run-in", "run-in-blank", "no-numbers"):
        assert made != text
    assert made == damage(name, text, 5)


@pytest.mark.parametrize("name", ["blanks", "noise-1", "noise-3"])
def test_another_seed_damages_other_places(damage, name):
    assert len({damage(name, REPORT * 5, seed) for seed in range(4)}) == 4


@pytest.mark.parametrize("name", SAME_WORDS)
def test_layout_damage_leaves_every_word_in_its_place(damage, seed, name):
    text = seed.read_text("utf-8")
    assert han(damage(name, text)) == han(text)


def test_full_and_half_width(damage):
    assert "２０２３年" in damage("full-width")
    assert "３．５万元" in damage("full-width")
    assert "3.5万元，约10%(其中)" in damage("half-width", REPORT + "３．５万元，约１０％（其中）").replace(",", "，")


def test_blanks_stand_between_chinese_characters_and_before_lines(damage):
    made = damage("blanks", REPORT * 10)
    assert re.search(rf"[{HAN}][ \u3000][{HAN}]", made)
    assert all(line[:2] in ("  ", "\u3000\u3000") for line in made.splitlines() if line)


@pytest.mark.parametrize("number", range(8))
def test_hard_wraps_are_as_wide_as_a_page_and_numbered(damage, number):
    made = damage("hard-wrap", (REPORT + "我镇组织干部学法，" * 40 + "\n") * 5, number)
    lines = made.splitlines()
    folios = [
        line
        for line in lines
        if re.fullmatch(r"\D{0,3}\d \D{0,3}|\d|- \d -|—\d—|第 ?\d 页( 共9页)?|第\d页 共9页", line)
    ]
    assert [int(re.search(r"\d", line)[0]) for line in folios] == list(range(1, len(folios) + 1))
    assert len(folios) > 1
    # a closing sign may hang over the edge
    assert max(len(line) for line in lines) <= 44
    assert not re.search("^[，。；：、）]", made, re.M)
    assert han(re.sub(r"第 ?\d ?页( 共9页)?", "", made)) == han((REPORT + "我镇组织干部学法，" * 40 + "\n") * 5)


def test_a_text_wrapped_before_is_not_wrapped_twice(page):
    paragraphs = [
        f"我镇第{number}次组织干部学法，请法官到镇里讲课，成绩全部合格，" * 6 + "。" for number in range(1, 9)
    ]
    flowing = "".join(f"\u3000\u3000{text}\n" for text in paragraphs)
    rows = "\n".join(line[at : at + 30] for line in flowing.splitlines() for at in range(0, len(line), 30))
    wrap = BY_NAME["hard-wrap"].apply
    assert wrap(page(rows), Random(1)) == wrap(page(flowing), Random(1))


def test_lost_numbers(damage):
    lines = damage("no-numbers").splitlines()
    assert {"党的领导", "集中宣传", "存在的问题", "普法形式单一。"} <= set(lines)
    assert "2023年，我镇扎实推进法治政府建设。现报告如下：" in lines
    assert "2024年1月5日" in lines


@pytest.mark.parametrize(("name", "blank"), [("run-in", ""), ("run-in-blank", " ")])
def test_headings_run_into_their_text_but_not_into_the_next_heading(damage, name, blank):
    lines = damage(name).splitlines()
    assert f"一、党的领导{blank}全年中心组学法6次，参加120人次。" in lines
    assert "三、普法宣传" in lines
    assert f"（一）集中宣传{blank}开展宣传活动20场次（其中进村8场）。" in lines
    assert lines[-2:] == REPORT.splitlines()[-2:]


def test_ascii_signs_leave_no_chinese_ones(damage):
    for number in range(6):
        made = damage("ascii-signs", REPORT, number)
        assert not re.search("[，。；：（）]", made)
        assert "3.5万元" in made


def test_traditional_characters_are_as_many(damage, seed):
    text = seed.read_text("utf-8")
    made = damage("traditional", text)
    assert len(made) == len(text)
    assert "法治政府建設" in made


def test_without_title_the_rest_is_whole(damage):
    assert damage("no-title").strip() == REPORT.partition("\n")[2].strip()
    assert damage("no-title", "今天天气很好。\n") == "今天天气很好。\n"


def test_chapters_on_work_are_reordered_and_nothing_else(damage):
    head, tail = REPORT.index("一、"), REPORT.index("四、")
    orders = set()
    for number in range(12):
        made = damage("reordered", REPORT, number)
        assert (made[:head], made[-len(REPORT[tail:]) :]) == (REPORT[:head], REPORT[tail:])
        assert Counter(made) == Counter(REPORT)
        assert re.findall("^[一二三四]、", made, re.M) == ["一、", "二、", "三、", "四、"]
        assert "普法宣传\n（一）集中宣传\n开展" in made
        orders.add(made)
    assert len(orders) > 3


def test_a_report_with_one_chapter_on_work_reorders_its_parts(damage):
    text = "一、工作情况\n（一）学法\n学法6次。\n（二）执法\n办案3件。\n二、存在的问题\n案卷不齐。\n"
    turned = "一、工作情况\n（一）执法\n办案3件。\n（二）学法\n学法6次。\n二、存在的问题\n案卷不齐。\n"
    assert {damage("reordered", text, number) for number in range(8)} == {text, turned}


@pytest.mark.parametrize(("name", "rate"), [("noise-1", 0.01), ("noise-3", 0.03)])
def test_noise_keeps_its_rate_and_the_lines(damage, seed, name, rate):
    text = seed.read_text("utf-8") * 4
    made = damage(name, text)
    assert made.count("\n") == text.count("\n")
    lost = sum((Counter(text) - Counter(made)).values()) / len(text)
    assert rate * 0.6 < lost < rate * 1.3


def test_noise_takes_characters_for_look_alikes(damage):
    made = damage("noise-3", "己" * 4000 + "0" * 4000)
    assert set(made[:3800]) - set("己") > set("已巳")
    assert set("O〇") < set(made)
