"""Lines with places -> paragraphs: what joins, what parts, and what of a page is left out."""

import pytest

from auditor.load.layout import lay_out
from auditor.load.page import Line, Page

EM = 10.0
LEFT, WIDTH = 100.0, 28
FULL = "镇党委理论学习中心组集中学习宪法和行政处罚法并由镇长领学"
"""28 characters: a full line."""


def line(text: str, row: int, *, at: float = 0, size: float = EM, sure: float = 1.0, top: float = 150.0) -> Line:
    """A line that begins `at` characters from the body's left edge."""
    left = LEFT + at * EM
    wide = sum(1 if char > "\u2e80" else 0.5 for char in text)
    return Line(text, left, left + wide * size, top + 20 * row, top + 20 * row + size, sure)


def page(*lines: Line, recognised: bool = False) -> Page:
    return Page(500, 1000, lines, recognised)


def body(*more: Line) -> tuple[Line, ...]:
    """Two ordinary paragraphs that show where the body begins and ends, then more."""
    return (
        line(FULL[:26], 0, at=2), line(FULL, 1), line(FULL, 2), line("年六次。", 3),
        line(FULL[:26], 4, at=2), line(FULL, 5), line(FULL, 6), line("年六次。", 7), *more,
    )  # fmt: skip


PARAGRAPH = FULL[:26] + FULL + FULL + "年六次。"


def test_lines_of_a_paragraph_are_joined():
    assert lay_out([page(*body())]).text == f"{PARAGRAPH}\n{PARAGRAPH}"


def test_the_order_of_the_lines_does_not_matter():
    assert lay_out([page(*reversed(body()))]).text == f"{PARAGRAPH}\n{PARAGRAPH}"


def test_a_heading_stands_alone():
    text = lay_out([page(*body(line("二、存在的问题", 8, at=2), line(FULL[:26], 9, at=2), line("还不够。", 10)))]).text
    assert text.split("\n")[2:] == ["二、存在的问题", FULL[:26] + "还不够。"]


def test_a_heading_as_wide_as_the_body_stands_alone():
    text = lay_out([page(*body(line(FULL[:26], 8, at=2), line(FULL[:26], 9, at=2), line("不够。", 10)))]).text
    assert text.split("\n")[2:] == [FULL[:26], FULL[:26] + "不够。"]


def test_a_number_that_did_not_fit_leaves_the_line_short():
    text = lay_out([page(*body(line(FULL[:23], 8, at=2), line("2023年度三次。", 9)))]).text
    assert text.split("\n")[2:] == [FULL[:23] + "2023年度三次。"]


def test_signature_and_date_stand_alone():
    text = lay_out(
        [page(*body(line("白水镇人民政府", 8, at=19), line("2024年1月5日", 9, at=18), line("抄送：司法局", 10)))]
    ).text
    assert text.split("\n")[2:] == ["白水镇人民政府", "2024年1月5日", "抄送：司法局"]


def test_a_title_over_two_lines_is_one():
    first, second = "青山县白水镇人民政府二〇二三年度法", "治政府建设情况报告"
    title = (line(first, -3, at=2.1, size=14), line(second, -2, at=7.7, size=14))
    assert lay_out([page(*title, *body())]).text.split("\n")[0] == first + second


def test_two_titles_that_fit_on_a_line_each_stay_two():
    title = (line("白水镇人民政府", -3, at=9.1, size=14), line("法治政府建设情况报告", -2, at=7, size=14))
    assert lay_out([page(*title, *body())]).text.split("\n")[:2] == ["白水镇人民政府", "法治政府建设情况报告"]


def test_a_block_indented_as_a_whole_is_joined():
    rows = [line(FULL[:24], 8 + at, at=4) for at in range(3)]
    text = lay_out([page(*body(*rows, line("完了。", 11, at=4)))]).text
    assert text.split("\n")[2].startswith(FULL[:24] * 3)


def test_cells_of_a_row_are_parted_by_a_tab():
    assert "人民调解\t12件" in lay_out([page(*body(line("人民调解", 8), line("12件", 8, at=12)))]).text


def test_a_row_cut_in_two_by_the_recognition_is_one():
    assert (
        FULL[:12] + FULL[12:20] in lay_out([page(*body(line(FULL[:12], 8, at=2), line(FULL[12:20], 8, at=14.3)))]).text
    )


@pytest.mark.parametrize("number", ["- 1 -", "— {} —", "{}", "第{}页", "第 {} 页 共 9 页", "{}/9", "－{}－"])
def test_page_numbers_go(number):
    pages = [page(*body(line(number.format(at), 36, at=13))) for at in (1, 2)]
    assert lay_out(pages).text == "\n".join([PARAGRAPH] * 4)


def test_a_figure_in_the_body_stays():
    assert lay_out([page(*body(line("2023", 8, at=2)))]).text.endswith("\n2023")


def test_running_headers_go_with_their_numbers():
    pages = [page(line(f"白水镇年度报告 第{at}期", 0, top=50), *body()) for at in range(3)]
    assert "年度报告" not in lay_out(pages).text


def test_what_stands_once_in_the_margin_stays():
    assert lay_out([page(line("白水政发〔2024〕3号", 0, top=50), *body()), page(*body())]).text.startswith("白水政发")


def test_a_paragraph_goes_on_over_the_page():
    first = page(*body(line(FULL[:26], 8, at=2), line(FULL, 9)))
    second = page(line(FULL, 0), line("年六次。", 1), *(line(FULL, 2 + at, at=0) for at in range(6)))
    read = lay_out([first, second])
    assert read.text.split("\n")[2].startswith(FULL[:26] + FULL + FULL + "年六次。")
    assert read.text[read.page_starts[1] :].startswith(FULL + "年六次。")


def test_margins_that_shift_from_page_to_page_are_followed():
    def shifted(one: Line) -> Line:
        return Line(one.text, one.left + 25, one.right + 25, one.top, one.bottom)

    assert lay_out([page(*body()), page(*map(shifted, body()))]).text == "\n".join([PARAGRAPH] * 4)


def test_pages_are_counted_blank_ones_too():
    read = lay_out([page(*body()), page(), page(*body()), page()])
    assert read.page_starts == (0, len(PARAGRAPH) * 2 + 2, len(PARAGRAPH) * 2 + 2, len(read.text))
    assert lay_out([]).text == lay_out([page()]).text == ""


def test_recognised_spans_and_their_certainty_are_told():
    scan = page(line("一、工作", 0, sure=0.9), line("持证上岗", 1, at=2, sure=0.7), recognised=True)
    read = lay_out([page(*body()), scan])
    assert [read.text[slice(*span)] for span in read.recognised] == ["一、工作", "持证上岗"]
    assert (read.confidence, read.page_confidence) == (0.8, (None, 0.8))


def test_pages_that_show_an_unread_picture_are_named():
    assert lay_out([page(*body()), Page(500, 1000, (), picture=True)]).unread_pages == (2,)


def test_english_words_keep_their_blank():
    english = body(line("镇里办了一个学习小组，大家一直都叫它们 Rule of", 8, at=2), line("Law 小组。", 9))
    text = lay_out([page(*english)]).text
    assert text.endswith("Rule of Law 小组。")


@pytest.mark.parametrize("pitch", [12, 20, 40])
def test_the_usual_pitch_decides_what_is_a_gap(pitch):
    def spaced(one: Line, extra: float = 0) -> Line:
        row = (one.top - 150) / 20
        return Line(one.text, one.left, one.right, 50 + pitch * row + extra, 60 + pitch * row + extra)

    rows = [spaced(one) for one in body()]
    assert lay_out([page(*rows)]).text == f"{PARAGRAPH}\n{PARAGRAPH}"
    # a gap in the middle of what would be one paragraph
    apart = [spaced(one, 2 * pitch * (at > 1)) for at, one in enumerate(body())]
    assert lay_out([page(*apart)]).text.split("\n")[0] == FULL[:26] + FULL


def test_items_without_an_indent_part_after_a_full_line():
    rows = [
        line(FULL[:27] + "。", 0),
        line("二是" + FULL[:26], 1),
        line(FULL[:27] + "。", 2),
        line("三是" + FULL[:10], 3),
    ]
    assert [one[:2] for one in lay_out([page(*rows)]).text.split("\n")] == [FULL[:2], "二是", "三是"]


def test_pages_in_another_unit_fit_when_scaled():
    scan = Page(1000, 2000, tuple(Line(o.text, o.left * 2, o.right * 2, o.top * 2, o.bottom * 2) for o in body()), True)
    read = lay_out([page(*body()), scan.scaled(500), page(*body())])
    assert read.text == "\n".join([PARAGRAPH] * 6)
