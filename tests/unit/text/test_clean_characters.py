"""One spelling for every character: width, blanks, punctuation, invisible characters."""

import pytest


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("２０２３年投入３．５万元", "2023年投入3.5万元"),
        ("ＡＩ平台", "AI平台"),
        ("完成率１００％", "完成率100%"),
        ("（一）学法；办案！", "（一）学法；办案！"),
    ],
)
def test_full_width_digits_letters_and_signs_become_half_width(lines, source, wanted):
    assert lines(source) == [wanted]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("学法,办案;调解:普法", "学法，办案；调解：普法"),
        ("(一)做了吗?做了!", "（一）做了吗？做了！"),
        ("全年学法6次,办案3件:全部办结", "全年学法6次，办案3件：全部办结"),
        ("开展工作.", "开展工作。"),
        ("办结率100%.下一步继续", "办结率100%。下一步继续"),
    ],
)
def test_ascii_punctuation_in_chinese_text_becomes_chinese(lines, source, wanted):
    assert lines(source) == [wanted]


@pytest.mark.parametrize(
    "text",
    ["罚款3.25万元", "收入1,234.56元", "上午9:30开会", "“6.26”禁毒日", "一.加强领导", "1.加强领导", "访问www.gov.cn"],
)
def test_points_commas_and_colons_inside_numbers_and_marks_stay(lines, text):
    assert lines(text) == [text]


@pytest.mark.parametrize("blank", [" ", "   ", "\u3000", "\t", "\u00a0"])
@pytest.mark.parametrize(
    ("left", "right"), [("法治", "政府"), ("2021", "年"), ("《宪法》", "（修正）"), ("，", "“三项")]
)
def test_blanks_inside_chinese_text_go(lines, blank, left, right):
    assert lines(f"我镇推进{left}{blank}{right}工作。") == [f"我镇推进{left}{right}工作。"]


def test_a_blank_between_latin_words_stays(lines):
    assert lines("使用 WPS  Office 软件") == ["使用WPS Office软件"]


@pytest.mark.parametrize("code", [0x200B, 0x200D, 0xFEFF, 0x00AD, 0x200E])
def test_invisible_characters_go(lines, code):
    assert lines(f"法{chr(code)}治政府") == ["法治政府"]


@pytest.mark.parametrize("mark", ["\r\n", "\r", "\v", "\f", "\u2028", "\u2029", "\n\n\n"])
def test_every_kind_of_line_end_parts_paragraphs(lines, mark):
    assert lines(f"学法6次。{mark}办案3件。") == ["学法6次。", "办案3件。"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            text,
        )
        for text in ("", "\n \u3000\n\u200b", "12\n", "作者：张三\n")
    ],
)
def test_a_text_without_content_gives_an_empty_text(lines, text):
    assert lines(text) == []


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("2O23年投入", "2023年投入"),
        ("202l年1O月", "2021年10月"),
        ("Z022年学法", "2022年学法"),
        ("1OO0人次", "1000人次"),
    ],
)
def test_letters_in_the_place_of_digits_become_digits(lines, source, wanted):
    assert lines(source) == [wanted]


@pytest.mark.parametrize("text", ["A4纸", "4S店3家", "5B栋", "12345热线", "WPS2023年版", "O2O平台", "ISO9001认证"])
def test_letters_beside_digits_stay(lines, text):
    assert lines(text) == [text]
