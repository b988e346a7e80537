"""A2 problems, A3 causes, A5 problems answered: borders of every level."""

import pytest

from auditor.model import Flag

TITLE = "石桥镇2023年度法治政府建设情况报告\n"
WORK = "一、工作情况\n全年组织学习6次，办理案件3件。\n"
CONCRETE = ("部分执法案卷归档不及时", "个别村的调解员年龄偏大", "两个村的公开栏更新不及时")
VAGUE = ("干部法治意识不强", "法治宣传力度不够", "工作机制不够完善")
MEASURES = ("执法案卷办结后当月归档", "选聘年轻人担任调解员", "公开栏每月更新")


def listed(*items: str) -> str:
    return "".join(f"{n}是{text}。" for n, text in zip("一二三四五六", items, strict=False))


@pytest.fixture
def judged(found):
    """Finding of a row on a report with a part of problems, and what follows it."""
    return lambda row, problems, *, after="": found(row, f"{TITLE}{WORK}二、存在的问题\n{problems}\n{after}")


@pytest.mark.parametrize(
    ("concrete", "vague", "level", "flags"),
    [
        (1, 0, 1, (Flag.PARTIAL,)),
        (0, 1, 1, (Flag.PARTIAL,)),
        (0, 2, 2, ()),
        (1, 2, 2, ()),
        (1, 1, 3, ()),
        (2, 2, 3, ()),
        (2, 0, 3, ()),
    ],
)
def test_a2_wants_two_problems_half_of_them_concrete(judged, concrete, vague, level, flags):
    finding = judged("A2", listed(*CONCRETE[:concrete], *VAGUE[:vague]))
    assert (finding.level, finding.flags) == (level, flags)


@pytest.mark.parametrize(
    "problems",
    [
        "部分执法案卷归档不及时，个别村的调解员年龄偏大难胜任。",
        "主要表现在：部分执法案卷归档不及时，个别村的调解员年龄偏大难胜任。",
        "### 执法案卷\n部分执法案卷归档不及时。\n### 村级调解\n个别村的调解员年龄偏大。",
        "部分执法案卷归档不及时，影响了镇里办案的进度和群众的评价。个别村的调解员年龄偏大难胜任。",
        "1.部分执法案卷归档不及时。\n2.个别村的调解员年龄偏大。",
        "（一）部分执法案卷归档不及时。\n（二）个别村的调解员年龄偏大。",
        "①部分执法案卷归档不及时；②个别村的调解员年龄偏大。",
        "主要表现在：（1）部分执法案卷归档不及时；（2）个别村的调解员年龄偏大。",
        pytest.param(
            "第一，部分执法案卷归档不及时。\n第二，个别村的调解员年龄偏大。",
        ),
    ],
    ids=["running", "led", "markdown", "consequence", "arabic", "sections", "circled", "inline", "ordinal"],
)
def test_a2_counts_problems_however_they_are_listed(judged, problems):
    finding = judged("A2", problems)
    assert finding.level == 3
    assert finding.reason == "写了 2 个问题，其中 2 个写到了具体单位、人员或环节。"


@pytest.mark.parametrize(
    "text",
    [
        "与上级要求相比，还有不小的差距。",
        "一是与上级要求相比，还有不小的差距。二是与群众期盼相比，还有不小的距离。",
        "仍存在一些不足。",
        "与上级要求相比，还有不小的差距。部分执法案卷归档不及时。",
    ],
)
def test_a2_general_admissions_name_no_problem(judged, text):
    finding = judged("A2", text)
    assert (finding.level, finding.flags) == (1, (Flag.PARTIAL,))


def test_a2_quotes_the_concrete_problems(judged):
    problems = listed(*CONCRETE[:2], VAGUE[0])
    text = f"{TITLE}{WORK}二、存在的问题\n{problems}\n"
    proofs = judged("A2", problems).proofs
    quotes = [text[p.start : p.end] for p in proofs]
    assert {p.section for p in proofs} == {2}
    assert quotes == [f"一是{CONCRETE[0]}", f"二是{CONCRETE[1]}"]


def test_a2_finds_problems_without_a_heading(found):
    admission = f"一年来工作取得成绩，但仍然存在一些不足，主要表现在：{listed(*CONCRETE[:2])}"
    assert found("A2", f"{TITLE}{WORK * 3}{admission}").level == 3


def test_a2_a_heading_alone_names_nothing(judged):
    assert judged("A2", "三、下一步打算\n组织培训。").level == 0


def test_a2_a_problem_met_in_the_plan_is_a_hint(found):
    text = f"{TITLE}{WORK}二、下一步打算\n针对案卷归档不及时的问题，组织评查。"
    assert found("A2", text).level == 1


@pytest.mark.parametrize("text", [WORK, WORK + "针对案卷归档不及时的问题，组织了评查。"])
def test_a2_absent_without_admission(found, text):
    assert found("A2", TITLE + text).level == 0


CAUSE = "，主要原因是新队员没有办过案"


@pytest.mark.parametrize(
    ("causes", "problems", "level"), [(0, 2, 0), (1, 2, 2), (1, 3, 2), (2, 3, 3), (1, 1, 3), (2, 2, 3)]
)
def test_a3_wants_causes_for_more_than_half(judged, causes, problems, level):
    items = [text + CAUSE * (n < causes) for n, text in enumerate(CONCRETE[:problems])]
    assert judged("A3", listed(*items)).level == level


@pytest.mark.parametrize(
    "cause", ["由于人手少", "这与考核不硬有关", "根子在责任没有压实", "究其原因是培训跟不上", "原因在于人员流动大"]
)
def test_a3_knows_ways_to_name_a_cause(judged, cause):
    assert judged("A3", listed(*(f"{text}，{cause}" for text in CONCRETE[:2]))).level == 3


def test_a3_a_part_of_its_own_explains_all(judged):
    assert judged("A3", listed(*CONCRETE), after="三、原因分析\n队伍流动大，培训跟不上。").level == 3


def test_a3_a_background_is_no_cause(judged):
    assert judged("A3", listed(f"随着城镇化加快，{CONCRETE[0]}", CONCRETE[1])).level == 1


def test_a3_causes_of_work_done_do_not_count(found):
    assert found("A3", f"{TITLE}{WORK}由于宣传到位，群众满意。").level == 0


@pytest.mark.parametrize(
    ("problems", "answered", "level", "flags"),
    [(2, 2, 3, ()), (3, 2, 2, ()), (2, 1, 2, ()), (3, 1, 1, (Flag.PARTIAL,)), (2, 0, 1, (Flag.PARTIAL,))],
)
def test_a5_wants_a_measure_for_every_problem(judged, problems, answered, level, flags):
    measures = listed(*MEASURES[:answered]) or "提高政治站位，奋力开创新局面。"
    finding = judged("A5", listed(*CONCRETE[:problems]), after=f"三、下一步打算\n{measures}")
    assert (finding.level, finding.flags) == (level, flags)


def test_a5_a_measure_inside_the_item_answers_it(judged):
    items = "（一）合同先签后审。对此，已把合同纳入律师审查。\n（二）协议无人回访。对此，由调委会主任上门回访。"
    assert judged("A5", items).level == 3


def test_a5_a_measure_that_follows_several_problems_answers_none_by_itself(judged):
    items = "一是合同先签后审。二是协议无人回访。对此，请律师到镇里上课。"
    assert judged("A5", items).level == 1


def test_a5_absent_without_named_problems(judged):
    assert judged("A5", "与上级要求相比，还有不小的差距。", after=f"三、下一步打算\n{MEASURES[0]}。").level == 0
