"""Which line breaks stay: page numbers, broken paragraphs, headings, signature, web frame."""

import textwrap

import pytest

PARAGRAPHS = [
    "全镇组织干部学习行政处罚法和民法典，邀请法官到镇里讲课，参加学法考试的有七十八人，成绩全部合格，学法成了经常的事。",
    "执法队配备执法记录仪四台，检查砖厂、养殖场和农资店，对发现的问题当场交办，逐条整改，并把结果贴在公开栏里给群众看。",
    "各村调委会按月排查纠纷，把山界、水源和婚姻家庭列为重点，能在村里解决的不出村，疑难的请司法所和派出所一起来调处。",
    "赶集的日子里，普法队员在街头摆摊，发放资料，解答咨询，还编了山歌在三月三歌圩上传唱，老人和孩子都愿意听下去。",
]
HEADINGS = ["一、抓学习", "二、抓执法", "三、抓调解", "四、抓普法"]


def wrapped(paragraphs: list[str], width: int, indent: str) -> str:
    return "\n".join(line for text in paragraphs for line in textwrap.wrap(indent + text, width, drop_whitespace=False))


@pytest.mark.parametrize("indent", ["", "\u3000\u3000", "    "], ids=["flush", "indented", "four-blanks"])
@pytest.mark.parametrize("width", [24, 28, 34])
def test_hard_wrapped_paragraphs_are_joined_and_headings_are_not(lines, width, indent):
    source = [part for pair in zip(HEADINGS, PARAGRAPHS, strict=True) for part in pair]
    assert lines(wrapped(source, width, indent)) == source


@pytest.mark.parametrize("width", [20, 28, 34])
def test_indented_paragraphs_without_headings_stay_apart(lines, width):
    assert lines(wrapped(PARAGRAPHS, width, "\u3000\u3000")) == PARAGRAPHS


@pytest.mark.parametrize(
    "number", ["12", "- 3 -", "—4—", "第5页", "第 5 页 共 12 页", "5/12", "－ 6 －", "· 7 ·", "５"]
)
def test_page_numbers_go_and_the_paragraph_they_cut_is_joined(lines, number):
    assert lines(f"在村里设立平台，开展咨询，今年来驻村律师\n{number}\n共进村服务336次。") == [
        "在村里设立平台，开展咨询，今年来驻村律师共进村服务336次。"
    ]


@pytest.mark.parametrize("text", ["2023", "3件", "12345", "第3次会议"])
def test_lines_that_are_no_page_number_stay(lines, text):
    assert text in lines(f"学法6次。\n{text}\n办案3件。")


@pytest.mark.parametrize(
    "broken",
    [
        "执法不够规范，个别部门卷宗整理不及时的情\n\n况；三是宣传力度不够。",
        "全镇组织学习，\n参加120人。",
        "学习《民法典》、\n《宪法》。",
        "制定了《\n石桥镇议事规则》。",
    ],
)
def test_a_break_in_mid_sentence_is_joined(lines, broken):
    assert lines(broken) == [broken.replace("\n", "")]


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("一、工作情况", "我镇组织学法6次，办案3件。"),
        ("（一）抓学法", "我镇组织学法6次。"),
        ("1.抓学法", "我镇组织学法6次。"),
        ("存在的问题", "案卷归档不及时，普法面窄。"),
        ("石桥镇2023年度法治政府建设情况报告", "今年以来，我镇扎实工作。"),
        ("（一）压实责任，抓好学法", "我镇组织学法6次。"),
    ],
)
def test_a_heading_is_not_joined_to_the_text_below(lines, heading, text):
    assert lines(f"{heading}\n{text}") == [heading, text]


@pytest.mark.parametrize(
    "mark", ["一、", "（二）", "3.", "3、", "（4）", "⑤", "第六章", "七是", "## ", "- ", "10）", "第一部分"]
)
def test_a_numbered_line_opens_a_paragraph_even_after_a_comma(lines, mark):
    above = "我镇组织干部学法，邀请法官讲课，"
    assert lines(f"{above}\n{mark}加强普法宣传工作") == [above, f"{mark.strip()}加强普法宣传工作"]


@pytest.mark.parametrize("ending", ["石桥镇人民政府", "石桥街道办事处", "2024年1月5日", "二〇二四年一月五日"])
def test_a_signature_or_date_is_not_joined_to_the_last_line(lines, ending):
    text = "我镇将继续努力，不断提高依法行政水平"
    assert lines(f"{text}\n{ending}") == [text, ending]


def test_signature_and_date_stay_apart(lines):
    assert lines("学法6次。\n石桥镇人民政府\n2024年1月5日") == ["学法6次。", "石桥镇人民政府", "2024年1月5日"]


@pytest.mark.parametrize(
    ("run_on", "parts"),
    [
        (
            "一、加强组织领导 我镇成立了领导小组，全年召开会议三次，研究解决问题七个。",
            ["一、加强组织领导", "我镇成立了领导小组，全年召开会议三次，研究解决问题七个。"],
        ),
        (
            "石桥镇2023年度法治政府建设情况报告 2023年我镇扎实推进法治政府建设，取得一定成效。",
            ["石桥镇2023年度法治政府建设情况报告", "2023年我镇扎实推进法治政府建设，取得一定成效。"],
        ),
        (
            "石桥 镇2023年度法 治政府建设工作的报 告 为检视一 年来的工作，根据通知要求逐项自查。",
            ["石桥镇2023年度法治政府建设工作的报告", "为检视一年来的工作，根据通知要求逐项自查。"],
        ),
        ("石桥镇人民政府          2024年1月5日", ["石桥镇人民政府", "2024年1月5日"]),
    ],
)
def test_a_blank_parts_what_was_run_together(lines, run_on, parts):
    assert lines(run_on) == parts


@pytest.mark.parametrize(
    "title",
    ["石桥镇2023年度法治政府建设情况 的报告", "石桥镇2023年度法治建设情况 自查报告", "石桥镇法治政府建设 2023年总结"],
)
def test_a_blank_inside_a_title_parts_nothing(lines, title):
    assert lines(f"{title}\n我镇学法6次。") == [title.replace(" ", ""), "我镇学法6次。"]


@pytest.mark.parametrize("width", [36, 40])
def test_a_title_is_parted_from_its_text_in_a_wrapped_line(lines, width):
    title = "石桥镇人民政府2023年度法治政府建设情况报告"
    text = f"{title} {PARAGRAPHS[0]}"
    assert lines(wrapped([text, *PARAGRAPHS[1:]], width, "")) == [title, *PARAGRAPHS]


def test_what_follows_is_a_paragraph_of_its_own_though_its_line_is_full(lines):
    paragraph = "　　" + PARAGRAPHS[0][:40] + "现将我镇二〇二三年自查情况报告如下："
    source = wrapped([paragraph], 30, "") + "\n对照行政执法指标\n" + wrapped(PARAGRAPHS, 30, "　　")
    assert "对照行政执法指标" in lines(source)


@pytest.mark.parametrize(
    "text", ["一、加强组织 领导", "我镇成立了领导小组 全年召开会议三次，研究解决问题七个，成效明显。"]
)
def test_a_stray_blank_parts_nothing(lines, text):
    assert lines(text) == [text.replace(" ", "")]


FRAME = ["首页 > 政务公开 > 法治建设", "作者：张三 | 来源：本网 | 点击数：5", "打印本页", "版权所有 石桥镇人民政府"]
BODY = [f"在{'村' * (n % 13)}里学法{n}次。" for n in range(101, 151)]


@pytest.mark.parametrize("line", FRAME)
def test_the_web_frame_goes_at_head_and_foot_only(cleaned, line):
    text = "\n".join([line, *BODY[:25], line, *BODY[25:], line])
    result = cleaned(text)
    kept = line.replace(" ", "")
    assert [part for part in result.text.splitlines() if part not in BODY] == [kept]


@pytest.mark.parametrize(("at", "kept"), [(0, False), (19, False), (20, True), (29, True), (30, False), (49, False)])
def test_the_frame_is_looked_for_in_the_first_and_last_twenty_lines(cleaned, at, kept):
    rows = [*BODY[:at], FRAME[0], *BODY[at:49]]
    assert (FRAME[0].replace(" ", "") in cleaned("\n".join(rows)).text) is kept


@pytest.mark.xfail(strict=True, reason="a wrapped line that begins with 一， or 一。 is taken for a numbered one")
@pytest.mark.parametrize(
    "broken", ["问题主要是普法形式单\n一，群众很少参加。", "并把考试结果作为任用的依据之\n一。我镇坚持学法。"]
)
def test_a_word_broken_before_one_is_joined(lines, broken):
    assert lines(broken + "\n" + "\n".join(PARAGRAPHS))[0] == broken.replace("\n", "")


def test_a_list_item_cut_in_mid_sentence_is_joined(lines):
    assert lines("二是执法不够规范，个别卷宗整理不及时的情\n\n况仍然存在。") == [
        "二是执法不够规范，个别卷宗整理不及时的情况仍然存在。"
    ]


def test_a_title_as_wide_as_the_text_is_not_joined(lines):
    title = "青山县白水镇2023年度法治政府建设工作情况的报告"
    body = wrapped(PARAGRAPHS, len(title), "")
    assert lines(f"{title}\n{body}")[0] == title
