"""Plain text: a line a statement, all of the result in it, nothing that a message or a printer chokes on."""

import re
import unicodedata

import pytest
from audited import HOSTILE, RAR, absent, audited, complete, flawed, hostile, hostile_file, not_applicable

from auditor.render.remedies import remedies_of
from auditor.render.to_text import to_text
from auditor.render.visible import visible

NEWS = "tests/other_kinds/02-news.txt"


@pytest.fixture(scope="module")
def card(auditor):
    return audited(auditor, "seeds/beihe-2022.txt")[0]


@pytest.fixture(scope="module")
def refused(auditor):
    return audited(auditor, NEWS)[0]


def test_a_report_alone_heads_the_text_and_what_to_add_stands_before_the_checklist(card, book):
    lines = to_text([card], [], book).split("\n")
    assert lines[:5] == [
        "雷州市北和镇人民政府2022年法治政府建设年度报告",
        "单位：雷州市北和镇人民政府",
        "年度：2022年度",
        "文件：seeds/beihe-2022.txt",
        "总分：66/100，合格，缺失 7 行（B4、F1、G2、G4、H4、K2、K3）。",
    ]
    assert [line for line in lines if line.startswith("【")] == ["【整改清单】", "【清单】", "【等级的意思】"]


def test_every_thing_to_add_tells_all_that_is_known_of_it(card, book):
    text = to_text([card], [], book)
    for remedy in remedies_of(card):
        star = "★" if remedy.core else ""
        head = f"{remedy.number}. {remedy.rule} {remedy.title}{star}：{remedy.now} → {remedy.to}，{remedy.gain} 分\n"
        assert f"{head}补充：{remedy.advice}\n" in text
        assert not remedy.quote or f"“{remedy.quote}”（{remedy.place}）" in text
        assert all(basis.rstrip("。") in text for basis in remedy.basis)


def test_every_row_and_every_quote_stands_in_the_checklist(card, book):
    below = to_text([card], [], book).partition("【清单】")[2]
    for verdict in card.verdicts:
        assert len(re.findall(rf"^\w\w {verdict.rule} {re.escape(verdict.title)}★?（", below, re.M)) == 1
        assert verdict.reason in below
        assert all(f"“{evidence.quote}”" in below for evidence in verdict.evidence)


def test_several_stand_below_an_overview_in_the_order_given(card, refused, book):
    text = to_text([card, refused], [RAR], book)
    assert text.startswith("法治政府建设年度报告评定结果\n\n【概况】\n第 1 份　雷州市北和镇")
    heads = re.findall(r"^(第 \d 份)　", text, re.M)
    assert heads == ["第 1 份", "第 2 份"] * 2
    assert f"第 2 份　{NEWS}：不像法治政府建设报告，不评分。像是新闻稿。" in text
    assert f"【没有评成的文件】\n{RAR.path}：{RAR.message}{RAR.hint}\n" in text


def test_a_text_without_a_grade_gets_no_list(refused, book):
    text = to_text([refused], [], book)
    assert "结论：不像法治政府建设报告，不评分。像是新闻稿。" in text
    assert "【整改清单】" not in text
    assert "【清单】" not in text


def test_files_that_cannot_be_read_stand_alone_where_nothing_else_was(book):
    text = to_text([], [RAR], book)
    assert text.startswith("法治政府建设年度报告评定结果\n\n【没有评成的文件】\n报送/全部.rar：")
    assert "【概况】" not in text


def test_what_no_seed_has_is_told(card, book):
    text = to_text([flawed(card)], [], book)
    assert "注意：第 3 页是图片，没有读。" in text
    assert "报告日期：2024年1月5日" in text
    assert "最接近的原文：“应急预案已报备”（三、安全，第2页，第9行，识别所得，请核对原件）" in text
    assert (
        "【硬伤】\n1. 数字前后不一：同一件事写了两个数。请核对后统一。\n原文：“全年开展2次……共开展3次”（第2行）" in text
    )


def test_rows_that_do_not_apply_and_overlays_are_told(auditor, book):
    text = to_text([not_applicable(auditor)], [], book)
    assert "清单的调整：《法治政府建设实施纲要（2015—2020年）》、县级部门的说法" in text
    assert "\nJ 数字法治政府（不计分）\n\n不适用 J1 数字法治政府与信息化（不计分）\n理由：不适用：" in text


def test_nothing_to_add_is_said(card, book):
    assert "【整改清单】\n没有可以补的。\n\n【清单】" in to_text([complete(card)], [], book)


def test_a_report_that_says_nothing_gets_the_whole_list(auditor, book):
    text = to_text([absent(auditor)], [], book)
    assert "共 36 项" in text
    assert re.search(r"^36\. ", text, re.M)


def test_its_own_words_are_in_gbk(card, refused, auditor, book):
    cards = [flawed(card), refused, absent(auditor), not_applicable(auditor), complete(card)]
    assert to_text(cards, [RAR], book).encode("gbk")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_on_its_line_and_is_seen(card, book, text):
    plain = to_text([flawed(card)], [hostile_file("甲")], book)
    made = to_text([hostile(card, text)], [hostile_file(text)], book)
    assert not [c for c in made if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp", "Cf") and c != "\n"]
    # the overlays' line is the only one more
    assert made.count("\n") == plain.count("\n") + 1
    assert visible(text).strip() in made


def test_no_line_is_set_in_columns_or_wrapped(card, book):
    lines = to_text([card, card], [RAR], book).split("\n")
    assert not [line for line in lines if line != line.strip() or "  " in line or "\t" in line]
    assert max(map(len, lines)) > 150


def test_the_same_reports_give_the_same_text(card, refused, book):
    assert to_text([card, refused], [RAR], book) == to_text([card, refused], [RAR], book)
