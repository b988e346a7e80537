"""A1 measures and results, A4 next year's plan, A6 title, signature and date, A7 guidance: borders of every level."""

import pytest

from auditor.model import Flag

TITLE = "石桥镇2023年度法治政府建设情况报告\n"
LEAD = "2023年，我镇在县委、县政府的领导下扎实推进法治政府建设，取得成效。现将有关情况报告如下：\n"
PROBLEMS = "二、存在的问题\n一是案卷归档不及时；二是普法面窄。\n"


def chapters(backed: int, bare: int, cut: str = "（{}）抓第{}项\n{}\n") -> str:
    texts = ["全年开展12次。"] * backed + ["带头认真做。"] * bare
    return "".join(cut.format(n, n, text) for n, text in zip("一二三四五六七", texts, strict=False))


@pytest.mark.parametrize(
    ("backed", "bare", "level"),
    [(0, 2, 2), (1, 2, 3), (1, 3, 2), (2, 4, 3), (2, 5, 2), (2, 0, 3), (0, 1, 1), (1, 0, 1)],
)
def test_a1_wants_parts_and_figures_in_a_third_of_them(found, backed, bare, level):
    assert found("A1", f"{TITLE}一、工作情况\n{chapters(backed, bare)}{PROBLEMS}").level == level


@pytest.mark.parametrize(
    "cut", ["{}、抓第{}项\n{}\n", "{}是抓第{}项。{}\n", "{}是抓第{}项。{}"], ids=["chapters", "paragraphs", "inline"]
)
@pytest.mark.parametrize(("backed", "bare", "level"), [(1, 1, 3), (5, 0, 3), (1, 2, 3), (1, 3, 2)])
def test_a1_finds_parts_without_subheadings(found, cut, backed, bare, level):
    assert found("A1", TITLE + LEAD + chapters(backed, bare, cut)).level == level


@pytest.mark.parametrize(
    ("paragraphs", "level"),
    [(["学法。"], 1), (["学法。"] * 2, 1), (["学法。"] * 3, 2), (["学法6次。", "办案。", "普法。"], 3)],
)
def test_a1_takes_three_paragraphs_for_parts(found, paragraphs, level):
    assert found("A1", TITLE + LEAD + "\n".join(paragraphs)).level == level


@pytest.mark.parametrize(
    "figure", ["2023年3月1日开会。", "落实〔2023〕12号文件。", "每年不少于2次。", "执行三项制度。", "实现全覆盖。"]
)
def test_a1_dates_document_numbers_and_norms_are_no_figures(found, figure):
    assert found("A1", f"{TITLE}一、甲事\n{figure}\n二、乙事\n办案。").level == 2


@pytest.mark.parametrize(
    "figure",
    [
        "办案12件。",
        "办结率95%。",
        "罚款3万元。",
        "调解纠纷十二起。",
        pytest.param("办结率95.5%。"),
        pytest.param("罚款3.2万元。"),
        pytest.param("复耕土地1107.24亩。"),
    ],
)
def test_a1_counts_rates_and_sums_are_figures(found, figure):
    assert found("A1", f"{TITLE}一、甲事\n{figure}\n二、乙事\n办案。").level == 3


def test_a1_absent_without_an_account_of_work(found):
    assert found("A1", TITLE + "一、存在的问题\n案卷归档不及时12件。").level == 0


TWO = "一是请法官给村级调解员讲课。二是组织执法队员到县局跟班学习。"


@pytest.mark.parametrize(
    ("plan", "level"),
    [
        ("二、下一步打算\n我镇将奋力开创法治政府建设新局面。", 1),
        ("二、下一步打算\n进一步加强学习，强化管理。", 1),
        ("二、下一步打算\n请法官给村级调解员讲课。", 1),
        ("二、改进措施\n逐卷对照评查标准改正案卷。", 1),
        (f"二、下一步打算\n{TWO}", 2),
        (f"二、下一步打算\n{TWO}由司法所牵头。", 3),
        (f"二、下一步打算\n{TWO}2024年6月底前完成。", 3),
        (f"二、下一步打算\n{TWO}培训不少于2次。", 3),
        (f"二、下一步打算\n{TWO}制定《石桥镇案卷评查细则》。", 3),
        pytest.param(
            f"二、下一步打算\n{TWO}制定《石桥镇案卷评查办法》。",
            3,
        ),
        (f"二、下一步打算\n{TWO}落实《法治政府建设实施纲要》。", 2),
        ("二、下一步打算\n由司法所牵头。", 1),
        ("办案12件，由司法所牵头，请法官讲课，组织培训不少于2次。", 0),
    ],
)
def test_a4_wants_two_measures_and_something_firm(found, plan, level):
    assert found("A4", f"{TITLE}一、工作情况\n全年学法6次，办案3件。\n{plan}").level == level


def test_a4_firm_words_about_work_done_do_not_count(found):
    text = f"{TITLE}一、工作情况\n全年学法6次，由司法所牵头评查案卷，6月底前完成。\n二、下一步打算\n{TWO}"
    assert found("A4", text).level == 2


def test_a4_a_statement_is_no_measure(found):
    plan = "二、下一步打算\n继续努力。\n境内山峦起伏成片，河流由西向东汇入大江。霜期很短，适宜种植水稻。"
    assert found("A4", f"{TITLE}一、工作情况\n全年学法6次。\n{plan}").level == 1


def test_a4_quotes_something(found):
    found("A4", f"{TITLE}一、工作情况\n全年学法6次。\n二、下一步打算\n。")


@pytest.mark.parametrize(
    ("title", "ending", "level", "flags"),
    [
        ("石桥镇2023年度法治政府建设报告", "石桥镇人民政府\n2024年1月5日", 3, ()),
        ("关于法治政府建设情况的报告", "石桥镇人民政府\n2024年1月5日", 2, ()),
        ("石桥镇法治政府建设情况报告", "石桥镇人民政府\n2024年1月5日", 2, ()),
        ("石桥镇2023年度法治政府建设报告", "石桥镇人民政府", 2, ()),
        ("石桥镇2023年度法治政府建设报告", "2024年1月5日", 2, ()),
        ("石桥镇2023年度法治政府建设报告", "", 1, (Flag.PARTIAL,)),
        ("法治政府建设情况报告", "石桥镇人民政府", 1, (Flag.PARTIAL,)),
        ("法治政府建设情况报告", "", 0, ()),
    ],
)
def test_a6_counts_title_signature_and_date(found, title, ending, level, flags):
    finding = found("A6", f"{title}\n今年以来，我镇扎实工作。\n一、工作情况\n全年学法6次。\n{ending}")
    assert (finding.level, finding.flags) == (level, flags)
    assert len(finding.proofs) == level


def test_a6_says_what_is_there_and_what_is_not(found):
    finding = found("A6", "石桥镇2023年度法治政府建设报告\n一、工作情况\n全年学法6次。\n石桥镇人民政府")
    assert finding.reason == "有标题（单位和年度）、落款单位，缺成文日期。"


THOUGHT = "我镇以习近平法治思想为指导"
EARLIER = "我镇以习近平总书记关于全面依法治国的重要论述为指导"
OUTLINE = "落实《法治政府建设实施纲要（2021—2025年）》"


@pytest.mark.parametrize(
    ("sentence", "level", "flags"),
    [
        (f"{THOUGHT}，{OUTLINE}。", 3, ()),
        (f"{THOUGHT}，落实省法治政府建设实施方案。", 3, ()),
        (f"{THOUGHT}。", 2, (Flag.PARTIAL,)),
        (f"我镇{OUTLINE}。", 1, (Flag.PARTIAL,)),
        ("下一步，我镇将学习贯彻习近平法治思想。", 1, (Flag.PARTIAL,)),
        ("我镇以习近平新时代中国特色社会主义思想为指导。", 0, ()),
    ],
)
def test_a7_wants_the_thought_as_guidance_and_the_outline(found, sentence, level, flags):
    finding = found("A7", f"{TITLE}一、工作情况\n全年学法6次。\n{sentence}")
    assert (finding.level, finding.flags) == (level, flags)


@pytest.mark.parametrize(("year", "level"), [(2019, 3), (2020, 3), (2021, 1), (None, 1)])
def test_a7_takes_the_earlier_name_up_to_2020(found, year, level):
    text = f"法治政府建设情况报告\n一、工作情况\n{EARLIER}，{OUTLINE}。"
    assert found("A7", text, year=year).level == level


def test_a7_reads_a_short_lead(found):
    lead = f"{THOUGHT}，落实《法治政府建设实施纲要》。现报告如下："
    assert found("A7", f"{TITLE}{lead}\n一、工作情况\n全年学法6次。").level == 3
