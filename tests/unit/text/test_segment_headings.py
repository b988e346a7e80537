"""Which lines are headings, of what number and level, and what stands under them."""

import pytest

TITLE = "石桥镇2023年度法治政府建设情况报告\n"


@pytest.fixture
def outline(read):
    """(number, heading, level, index of the section above) of every section."""
    return lambda body: [(s.number, s.heading, s.level, s.parent) for s in read(TITLE + body).sections[1:]]


def test_numbers_of_every_style_nest(outline):
    body = "一、甲事\n（二）乙事\n3.丙事\n（4）丁事\n⑤戊事\n二、己事\n1、庚事"
    assert outline(body) == [
        ("一、", "甲事", 1, 0),
        ("（二）", "乙事", 2, 1),
        ("3.", "丙事", 3, 2),
        ("（4）", "丁事", 4, 3),
        ("⑤", "戊事", 5, 4),
        ("二、", "己事", 1, 0),
        ("1、", "庚事", 3, 6),
    ]


@pytest.mark.parametrize(
    ("line", "number", "level"),
    [
        ("一、加强学习", "一、", 1),
        ("一.加强学习", "一.", 1),
        ("第一，加强学习", "第一，", 2),
        ("第一部分 加强学习", "第一部分", 1),
        ("第二章 加强学习", "第二章", 1),
        ("十一、加强学习", "十一、", 1),
        ("（一）加强学习", "（一）", 2),
        ("(一)加强学习", "（一）", 2),
        ("（一）、加强学习", "（一）、", 2),
        ("1.加强学习", "1.", 3),
        ("1．加强学习", "1.", 3),
        ("12、加强学习", "12、", 3),
        ("1）加强学习", "1）", 3),
        ("（1）加强学习", "（1）", 4),
        ("①加强学习", "①", 5),
        ("## 一、加强学习", "一、", 1),
        ("### （一）加强学习", "（一）", 2),
    ],
)
def test_a_numbered_line_is_a_heading(outline, line, number, level):
    assert outline(f"{line}\n全年学法6次，参加120人次。") == [(number, "加强学习", level, 0)]


@pytest.mark.parametrize(("hashes", "level"), [("#", 1), ("##", 2), ("###", 3), ("####", 3)])
def test_a_markdown_heading_without_number(outline, hashes, level):
    assert outline(f"{hashes} 存在的问题\n案卷不规范。") == [("", "存在的问题", level, 0)]


def test_markdown_headings_of_one_level_are_siblings(outline):
    body = "## 一、工作情况\n\n全年学法6次。\n\n## 存在的问题\n\n案卷不规范。"
    assert [parent for *_, parent in outline(body)] == [0, 0]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("一、规范执法。全年办案12件，全部办结。", "规范执法"),
        ("（一）落实学法制度。坚持把学法作为基础。", "落实学法制度"),
        ("1.主要做法：全年办案12件，全部办结。", "主要做法"),
        ("一、压实责任，规范执法。全年办案12件。", "压实责任，规范执法"),
    ],
)
def test_a_heading_runs_into_its_text(read, line, heading):
    report = read(f"{TITLE}{line}")
    assert [s.heading for s in report.sections[1:]] == [heading]
    assert [s.section for s in report.sentences[1:]] == [1] * (len(report.sentences) - 1)


@pytest.mark.parametrize(
    "line",
    [
        "2.5万元用于普法宣传工作。",
        "一是加强学习，全年学法6次。",
        "我镇全年学法6次，办案3件。",
        "（此件公开发布）",
        "2023年3月，我镇召开会议。",
    ],
)
def test_running_text_is_no_heading(outline, line):
    assert outline(line) == []


def test_a_long_numbered_paragraph_has_a_number_and_no_heading(outline):
    text = "全年组织镇村干部学习行政处罚法和民法典等法律法规，" * 2
    assert outline(f"一、{text}成效明显。") == [("一、", "", 1, 0)]


@pytest.mark.parametrize(
    ("twin", "sections"), [("", 1), ("2.组织干部办案，参加120人次，成绩全部合格，成为经常的事；还有。\n", 3)]
)
def test_a_bare_numbered_paragraph_opens_a_part_where_it_has_a_twin(outline, twin, sections):
    text = "一、工作\n1.组织干部学法，参加120人次，成绩全部合格，成为经常的事；还有。\n" + twin
    assert len(outline(text)) == sections


@pytest.mark.parametrize("text", ["全年学法；办案3件，全部办结。", "全年学法，办案3件！全部办结。"])
def test_a_numbered_line_with_other_stops_has_no_heading(outline, text):
    assert outline(f"一、{text}") == [("一、", "", 1, 0)]


def test_missing_numbers_break_nothing(outline):
    assert outline("一、甲事\n三、乙事\n（三）丙事\n七、丁事") == [
        ("一、", "甲事", 1, 0),
        ("三、", "乙事", 1, 0),
        ("（三）", "丙事", 2, 2),
        ("七、", "丁事", 1, 0),
    ]


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("（一）抓学习。学法6次。（二）抓执法。办案3件。（三）抓普法。发放资料。", ["（一）", "（二）", "（三）"]),
        ("一、抓学习。学法6次。二、抓执法。办案3件。", ["一、", "二、"]),
        ("（一）抓学习。学法6次。（三）抓执法。办案3件。", ["（一）"]),
        ("（一）抓学习，分（二）（三）两步。学法6次。", ["（一）"]),
    ],
)
def test_a_paragraph_is_cut_where_its_own_series_goes_on(outline, line, numbers):
    assert [number for number, *_ in outline(line)] == numbers


def test_a_section_reaches_to_the_next_of_its_level(read):
    report = read(TITLE + "一、甲事\n（一）乙事\n学法6次。\n二、丙事\n办案3件。")
    text = report.clean.text
    assert [text[s.start : s.end] for s in report.sections[1:]] == [
        "一、甲事\n（一）乙事\n学法6次。\n",
        "（一）乙事\n学法6次。\n",
        "二、丙事\n办案3件。\n",
    ]
    assert report.path_of(2) == "一、甲事 > （一）乙事"
    assert report.path_of(0) == ""


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("学法6次。办案3件！结果如何？好；", ["学法6次。", "办案3件！", "结果如何？", "好；"]),
        ("他说：“学法。”会后办案。", ["他说：“学法。”", "会后办案。"]),
        ("学法6次", ["学法6次"]),
        ("学法……继续。。", ["学法……继续。。"]),
    ],
)
def test_sentences_end_at_stops(read, text, sentences):
    assert [s.text for s in read(text).sentences] == sentences


@pytest.mark.parametrize(
    ("sentence", "item"),
    [
        ("一是学法。", "一是"),
        ("（二）学法", "（二）"),
        ("3.学法", "3."),
        ("④学法", "④"),
        ("五、学法", "五、"),
        ("- 学法6次", "-"),
        ("第一，学法6次。", "第一，"),
        ("一方面，学法6次。", "一方面，"),
        ("学法一是6次。", ""),
    ],
)
def test_a_list_mark_opens_an_item(read, sentence, item):
    assert [s.item for s in read(f"{TITLE}{sentence}").sentences[1:]] == [item]


def test_sentences_cover_the_text_in_order(read):
    report = read(TITLE + "一、甲事\n学法6次。办案3件；\n（一）乙事。普法。\n石桥镇人民政府\n2024年1月5日")
    text = report.clean.text
    assert [s.index for s in report.sentences] == list(range(len(report.sentences)))
    assert all(text[s.start : s.end] == s.text for s in report.sentences)
    assert "".join(s.text for s in report.sentences) == text.replace("\n", "")
