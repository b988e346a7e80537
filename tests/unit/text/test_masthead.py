"""Title, letterhead, unit, year, signature and date."""

import pytest

LEAD = "今年以来，我镇扎实推进工作。"


@pytest.mark.parametrize(
    "title",
    [
        "石桥镇2023年度法治政府建设情况报告",
        "云溪县石桥镇人民政府关于2023年度法治政府建设情况的报告",
        "石桥镇2023年依法行政工作总结",
        "石桥镇2023年法治建设工作汇报（送审稿）",
    ],
)
def test_a_title_on_one_line(read, title):
    report = read(f"{title}\n{LEAD}")
    assert report.title == title
    assert report.clean.text[slice(*report.title_span)] == title


@pytest.mark.parametrize(
    "lines",
    [
        ("石桥镇2023年度法治政府建设", "工作情况报告"),
        ("石桥镇2023年度", "法治政府建设", "工作情况报告"),
        ("石桥镇人民政府", "2023年度法治政府建设情况报告"),
        ("石桥镇人民政府", "关于2023年度法治政府建设情况的报告"),
    ],
)
def test_a_title_over_several_lines(read, lines):
    report = read("\n".join([*lines, LEAD]))
    assert report.title == "".join(lines)
    assert report.clean.text[slice(*report.title_span)] == "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [f"{LEAD}\n办案3件。", "石桥镇简介\n石桥镇位于县城西部。", "全年完成法治政府建设工作。提交了报告\n一、办案"],
)
def test_running_text_is_no_title(read, text):
    report = read(text)
    assert (report.title, report.title_span) == ("", None)


@pytest.mark.parametrize("number", ["一、", "（一）", "## 一、"])
def test_a_chapter_is_no_title(read, number):
    report = read(f"{LEAD}\n{number}2023年法治政府建设情况\n学法6次。")
    assert report.title == ""
    assert report.sections[1].heading == "2023年法治政府建设情况"


def test_a_markdown_title_has_no_hash(read):
    assert read(f"# 石桥镇2023年度法治政府建设情况报告\n\n{LEAD}").title == "石桥镇2023年度法治政府建设情况报告"


def test_letterhead_number_and_addressee_are_no_title(read):
    report = read(f"石桥镇人民政府文件\n石政〔2024〕3号\n关于2023年度法治政府建设情况的报告\n县人民政府：\n{LEAD}")
    assert report.title == "关于2023年度法治政府建设情况的报告"
    assert report.letterhead == "石桥镇人民政府文件"
    assert report.unit == "石桥镇人民政府"
    assert report.sentences[-1].text == LEAD


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("云溪县石桥镇2023年度法治政府建设情况报告\n今年以来。", "云溪县石桥镇"),
        ("关于石桥镇2023年度法治政府建设情况的报告\n今年以来。", "石桥镇"),
        ("城南街道办事处2023年法治政府建设报告\n今年以来。", "城南街道办事处"),
        ("四川省甘孜州康定市青河乡2023年法治政府建设报告\n今年以来。", "四川省甘孜州康定市青河乡"),
        (f"法治政府建设工作总结\n{LEAD}\n石桥镇人民政府\n2024年1月5日", "石桥镇人民政府"),
        ("法治政府建设工作总结\n今年以来，石桥镇认真工作。石桥镇坚持依法行政。", "石桥镇"),
        (f"法治政府建设工作总结\n{LEAD}", ""),
    ],
    ids=["title", "about", "street", "province", "signature", "text", "none"],
)
def test_the_unit(read, text, unit):
    assert read(text).unit == unit


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("石桥镇2023年度法治政府建设情况报告\n2022年，我镇工作。\n石桥镇人民政府\n2025年1月5日", 2023),
        ("石桥镇二〇二三年度法治政府建设情况报告\n今年以来，我镇工作。", 2023),
        ("石桥镇法治政府建设工作总结\n2022年，我镇工作。\n石桥镇人民政府\n2025年1月5日", 2022),
        ("石桥镇法治政府建设工作总结\n今年以来，我镇工作。\n石桥镇人民政府\n2024年1月5日", 2023),
        ("石桥镇法治政府建设工作总结\n今年以来，我镇工作。\n石桥镇人民政府\n2024年6月30日", 2023),
        ("石桥镇法治政府建设工作总结\n今年以来，我镇工作。\n石桥镇人民政府\n2023年7月1日", 2023),
        ("石桥镇法治政府建设工作总结\n今年以来，我镇工作。\n石桥镇人民政府\n二〇二三年十二月五日", 2023),
        ("石桥镇法治政府建设工作总结\n今年以来，我镇工作。", None),
        pytest.param(
            "石桥镇法治政府建设工作总结\n今年以来，我镇工作。\n石桥镇人民政府\n二〇二四年一月五日",
            2023,
        ),
    ],
    ids=["title", "title-cn", "text", "january", "june", "july", "december-cn", "none", "january-cn"],
)
def test_the_year_is_that_of_the_title_then_the_text_then_the_date(read, text, year):
    assert read(text).year == year


@pytest.mark.parametrize(
    ("ending", "signature", "date"),
    [
        ("石桥镇人民政府\n2024年1月5日", "石桥镇人民政府", "2024年1月5日"),
        ("石桥镇人民政府\n二〇二四年一月五日", "石桥镇人民政府", "二〇二四年一月五日"),
        ("石桥镇人民政府 2024年1月5日", "石桥镇人民政府", "2024年1月5日"),
        ("石桥镇人民政府          2024年1月5日", "石桥镇人民政府", "2024年1月5日"),
        ("（石桥镇人民政府，2024年1月5日）", "石桥镇人民政府", "2024年1月5日"),
        ("中共石桥镇委员会\n2024年1月5日", "中共石桥镇委员会", "2024年1月5日"),
        ("石桥镇人民政府\n2024年1月5日\n抄送：县委依法治县办", "石桥镇人民政府", "2024年1月5日"),
        ("石桥镇人民政府", "石桥镇人民政府", ""),
        ("2024年1月5日", "", "2024年1月5日"),
        ("2023年12月31日，我镇召开总结会。", "", ""),
        ("办案3件。", "", ""),
        pytest.param(
            "石桥镇人民政府（盖章）\n2024年1月5日",
            "石桥镇人民政府",
            "2024年1月5日",
        ),
        pytest.param(
            "2024年1月5日\n石桥镇人民政府",
            "石桥镇人民政府",
            "2024年1月5日",
        ),
    ],
)
def test_signature_and_date(read, ending, signature, date):
    report = read(f"石桥镇法治政府建设情况报告\n{LEAD}\n一、工作情况\n全年学法6次，办案3件。\n{ending}")
    assert (report.signature, report.date) == (signature, date)
    text = report.clean.text
    assert signature in text[slice(*(report.signature_span or (0, 0)))]
    assert date in text[slice(*(report.date_span or (0, 0)))]


@pytest.mark.parametrize(
    ("ending", "signature", "date"),
    [
        ("石桥镇人民政庥\n2024年1月5日", "石桥镇人民政庥", "2024年1月5日"),
        ("石桥镇人政府\n2024年1月5日", "石桥镇人政府", "2024年1月5日"),
        ("石桥镇人民政府\n2024年1用5日", "石桥镇人民政府", "2024年1用5日"),
        ("石桥镇人民政府\n2O24年l月5日", "石桥镇人民政府", "2024年1月5日"),
        ("石桥镇人民政庥", "", ""),
        ("群众评价人民政庥\n办案3件。", "", ""),
    ],
)
def test_a_signature_and_date_with_a_character_misread(read, ending, signature, date):
    report = read(f"石桥镇法治政府建设情况报告\n{LEAD}\n一、工作情况\n全年学法6次，办案3件。\n{ending}")
    assert (report.signature, report.date) == (signature, date)


@pytest.mark.parametrize(
    "title",
    ["石桥镇2023年度法冶政府建设情况报告", "石桥镇2023年度法治政府建设工作总绪", "石桥镇2O23年度法治政建设情况报告"],
)
def test_a_title_with_a_character_misread(read, title):
    report = read(f"{title}\n{LEAD}")
    assert report.title == title.replace("2O23", "2023")
    assert report.year == 2023


def test_a_date_below_the_title_counts_where_the_end_has_none(read):
    report = read(f"石桥镇2023年度法治政府建设情况报告\n（2024年1月5日）\n{LEAD}\n全年学法6次。")
    assert report.date == "2024年1月5日"
    assert report.clean.text[slice(*report.date_span)] == "（2024年1月5日）"


def test_the_publishing_date_of_a_page_is_no_date(read):
    assert read(f"石桥镇2023年度法治政府建设情况报告\n发布时间：2024-01-05\n{LEAD}").date == ""
