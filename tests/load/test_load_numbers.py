"""Automatic numbers: they stand nowhere in the text, and reports lose their sections without them."""

import io

import docx as python_docx
import pytest

from auditor.load import load_bytes
from auditor.load.numerals import spell


def level(at: int, spelling: str, pattern: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{spelling}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def abstract(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def num(name: int, target: int, more: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{target}"/>{more}</w:num>'


def item(text: str, at: int | None = 0, name: int | None = 1, style: str = "") -> str:
    """Return a numbered paragraph; without level, number or style where they are None or empty."""
    place = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    place += "" if name is None else f'<w:numId w:val="{name}"/>'
    look = (f'<w:pStyle w:val="{style}"/>' if style else "") + (f"<w:numPr>{place}</w:numPr>" if place else "")
    return f"<w:p><w:pPr>{look}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def style(name: str, number: str = "", based: str = "", more: str = "") -> str:
    numbering = f"<w:pPr><w:numPr>{number}</w:numPr></w:pPr>" if number else ""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}" {more}>{base}{numbering}</w:style>'


GOVERNMENT = abstract(
    0,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"),
    level(4, "decimalEnclosedCircle", "%5"),
)


@pytest.fixture
def lines(docx):
    def read(body: str, numbering: str, styles: str = "") -> list[str]:
        return load_bytes(docx(body, numbering=numbering, styles=styles), "a.docx").text.split("\n")

    return read


def test_the_outline_of_official_documents(lines):
    places = [0, 1, 1, 2, 2, 3, 4, 4, 1, 2, 0, 1]
    read = lines("".join(item("甲", at) for at in places), GOVERNMENT + num(1, 0))
    labels = ["一、", "（一）", "（二）", "1. ", "2. ", "（1）", "①", "②", "（三）", "1. ", "二、", "（一）"]
    assert read == [label + "甲" for label in labels]


def test_plain_paragraphs_between_do_not_stop_the_count(lines):
    read = lines(item("甲") + item("正文", None, None) + item("乙"), GOVERNMENT + num(1, 0))
    assert read == ["一、甲", "正文", "二、乙"]


def test_number_zero_switches_off(lines):
    styles = style("H1", '<w:numId w:val="1"/>')
    assert lines(item("甲", 0, 0, "H1") + item("乙", None, None, "H1"), GOVERNMENT + num(1, 0), styles) == [
        "甲",
        "一、乙",
    ]


@pytest.mark.parametrize(
    ("spelling", "pattern", "more", "label"),
    [
        ("decimal", "%1", "", "1 "),
        ("decimal", "%1.", '<w:suff w:val="nothing"/>', "1."),
        ("decimal", "%1.", '<w:suff w:val="space"/>', "1. "),
        ("decimalFullWidth", "%1．", "", "１．"),
        ("chineseCounting", "第%1章", "", "第一章 "),
        ("chineseCounting", "第%1章", '<w:suff w:val="nothing"/>', "第一章"),
        ("chineseCounting", "%1是", '<w:suff w:val="nothing"/>', "一是"),
        ("decimalEnclosedCircleChinese", "%1", "", "①"),
        ("bullet", "\uf0b7", "", ""),
        ("none", "", "", ""),
        ("decimal", "注" * 61, "", ""),
    ],
)
def test_what_parts_a_number_from_its_text(lines, spelling, pattern, more, label):
    assert lines(item("2023年"), abstract(0, level(0, spelling, pattern, more)) + num(1, 0)) == [label + "2023年"]


def test_several_levels_in_one_number(lines):
    numbering = abstract(
        0, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%2.%3", "<w:isLgl/>")
    )
    read = lines("".join(item("甲", at) for at in (0, 1, 1, 2, 0, 1)), numbering + num(1, 0))
    assert read == ["一、甲", "一.1 甲", "一.2 甲", "2.1 甲", "二、甲", "二.1 甲"]


def test_a_legal_level_writes_all_in_arabic_digits(lines):
    numbering = abstract(0, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert lines(item("甲") + item("乙", 1), numbering + num(1, 0)) == ["一、甲", "1.1 乙"]


def test_a_level_above_that_has_not_begun_shows_its_start(lines):
    numbering = abstract(0, level(0, "decimal", "%1.", start=3), level(1, "decimal", "%1.%2"))
    assert lines(item("甲", 1) + item("乙"), numbering + num(1, 0)) == ["3.1 甲", "3. 乙"]


def test_start_and_start_override(lines):
    numbering = abstract(0, level(0, "chineseCounting", "%1、", start=4))
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = item("甲") + item("乙") + item("丙", name=2) + item("丁", name=2) + item("戊")
    read = lines(body, numbering + num(1, 0) + num(2, 0, again))
    assert read == ["四、甲", "五、乙", "一、丙", "二、丁", "三、戊"]


def test_two_numbers_of_one_list_count_together(lines):
    assert lines(item("甲") + item("乙", name=2), GOVERNMENT + num(1, 0) + num(2, 0)) == ["一、甲", "二、乙"]


def test_lists_count_apart(lines):
    other = abstract(1, level(0, "decimal", "%1."))
    read = lines(item("甲") + item("乙", name=2) + item("丙"), GOVERNMENT + other + num(1, 0) + num(2, 1))
    assert read == ["一、甲", "1. 乙", "二、丙"]


def test_a_number_may_bring_its_own_level(lines):
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1)")}</w:lvlOverride>'
    assert lines(item("甲"), GOVERNMENT + num(1, 0, own)) == ["I) 甲"]


@pytest.mark.parametrize(
    ("restart", "last"), [("", "1. "), ('<w:lvlRestart w:val="0"/>', "2. "), ('<w:lvlRestart w:val="1"/>', "2. ")]
)
def test_restarts_after_a_higher_level(lines, restart, last):
    numbering = abstract(
        0,
        level(0, "chineseCounting", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3.", restart),
    )
    read = lines("".join(item("甲", at) for at in (0, 1, 2, 1, 2)), numbering + num(1, 0))
    assert read[-1] == last + "甲"


def test_numbers_by_style(lines):
    numbering = abstract(
        0,
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="H1"/>'),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="H2"/>'),
    )
    styles = (
        style("H1", '<w:numId w:val="1"/>')
        + style("H2", '<w:numId w:val="1"/>', "H1")
        + style("Child", based="H2")
        + style("Off", '<w:numId w:val="0"/>', "H1")
    )
    body = "".join(item("甲", None, None, name) for name in ("H1", "H2", "Child", "Off", "H1"))
    assert lines(body, numbering + num(1, 0), styles) == ["一、甲", "（一）甲", "（二）甲", "甲", "二、甲"]


def test_the_default_style_numbers_as_well(lines):
    styles = style("Normal", '<w:ilvl w:val="1"/><w:numId w:val="1"/>', more='w:default="1"')
    assert lines(item("甲", None, None), GOVERNMENT + num(1, 0), styles) == ["（一）甲"]


def test_a_direct_level_with_the_number_of_the_style(lines):
    styles = style("H1", '<w:numId w:val="1"/>')
    assert lines(item("甲", 2, None, "H1"), GOVERNMENT + num(1, 0), styles) == ["1. 甲"]


def test_a_list_that_stands_in_for_a_list_style(lines):
    stand_in = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Outline"/></w:abstractNum>'
    styles = style("Outline", '<w:numId w:val="1"/>').replace("paragraph", "numbering")
    assert lines(item("甲", name=2), GOVERNMENT + stand_in + num(1, 0) + num(2, 1), styles) == ["一、甲"]


def test_an_empty_item_counts_but_shows_nothing(lines):
    assert lines(item("甲") + item("") + item("乙"), GOVERNMENT + num(1, 0)) == ["一、甲", "", "三、乙"]


def test_a_number_that_was_changed_is_the_new_one(lines):
    body = (
        "<w:p><w:pPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:pPrChange></w:pPr>"
        "<w:r><w:t>甲</w:t></w:r></w:p>"
    )
    assert lines(body, GOVERNMENT + num(1, 0)) == ["甲"]


@pytest.mark.parametrize("name", [9, -1])
def test_unknown_numbers_are_none(lines, name):
    assert lines(item("甲", 0, name) + item("乙", 8), GOVERNMENT + num(1, 0) + num(7, 99)) == ["甲", "乙"]


def test_absurd_starts_do_no_harm(lines):
    numbering = abstract(0, level(0, "upperRoman", "%1.").replace('w:val="1"', f'w:val="{"9" * 5000}"', 1))
    assert lines(item("甲"), numbering + num(1, 0)) == ["0. 甲"]


def test_a_list_made_by_a_library():
    made = python_docx.Document()
    for text in ("甲", "乙"):
        made.add_paragraph(text, style="List Number")
    made.add_paragraph("丙", style="List Bullet")
    out = io.BytesIO()
    made.save(out)
    assert load_bytes(out.getvalue(), "a.docx").text == "1. 甲\n2. 乙\n丙"


@pytest.mark.parametrize(
    ("spelling", "spelt"),
    [
        (
            "chineseCounting",
            {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 105: "一百零五", 110: "一百一十"},
        ),
        ("japaneseCounting", {12: "十二"}),
        ("chineseCountingThousand", {0: "零", 1001: "一千零一", 9999: "九千九百九十九", 10000: "10000"}),
        ("chineseLegalSimplified", {3: "叁", 10: "壹拾", 25: "贰拾伍"}),
        ("ideographDigital", {1: "一", 10: "一〇", 23: "二三"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {12: "亥"}),
        ("ideographEnclosedCircle", {1: "㊀", 11: "11"}),
        ("decimal", {0: "0", 7: "7"}),
        ("decimalZero", {7: "07", 12: "12"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalEnclosedCircle", {0: "⓪", 1: "①", 20: "⑳", 21: "㉑", 35: "㉟", 36: "㊱", 50: "㊿", 51: "51"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇", 21: "21"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 781: "781"}),
        ("upperLetter", {2: "B"}),
        ("lowerRoman", {4: "iv", 1999: "mcmxcix", 4000: "4000"}),
        ("upperRoman", {9: "IX"}),
        ("none", {1: ""}),
        ("somethingNew", {3: "3"}),
    ],
)
def test_spellings(spelling, spelt):
    assert {count: spell(count, spelling) for count in spelt} == spelt


def test_numbers_that_the_file_does_not_define_are_told(docx):
    body = item("甲") + item("乙", name=7) + item("丙", name=8) + item("丁", name=0)
    document = load_bytes(docx(body, numbering=GOVERNMENT + num(1, 0)), "a.docx")
    assert document.text == "一、甲\n乙\n丙\n丁"
    assert [warning for warning in document.warnings if "编号" in warning][0].startswith("有 2 段")
