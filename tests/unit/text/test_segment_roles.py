"""What a passage is for: by its heading, its label, or the first words of a sentence."""

import pytest

from auditor.model import Role

TITLE = "石桥镇2023年度法治政府建设情况报告\n"
WORK = "一、工作情况\n全年学法6次，参加120人次。办案3件，全部办结。发放资料500份。\n"


@pytest.fixture
def role_of(read):
    """Role of the sentence that holds a text; title and work account stand before it."""

    def find(body: str, sought: str, before: str = TITLE + WORK) -> Role:
        return next(s.role for s in read(before + body).sentences if sought in s.text)

    return find


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("主要举措和成效", Role.WORK),
        ("深入推进依法行政", Role.WORK),
        ("存在的问题", Role.PROBLEMS),
        ("问题和不足", Role.PROBLEMS),
        ("薄弱环节", Role.PROBLEMS),
        ("还有哪些没做好的", Role.PROBLEMS),
        ("存在的问题及原因", Role.PROBLEMS),
        ("原因分析", Role.CAUSES),
        ("问题产生的原因", Role.CAUSES),
        ("改进措施", Role.MEASURES),
        ("整改方向", Role.MEASURES),
        ("针对问题的整改措施", Role.MEASURES),
        ("下一步工作打算", Role.PLAN),
        ("明年工作计划", Role.PLAN),
        ("2024年工作安排", Role.PLAN),
        ("今后努力方向", Role.PLAN),
        ("接下来怎么干", Role.PLAN),
    ],
)
def test_a_heading_gives_its_part_a_role(role_of, heading, role):
    assert role_of(f"二、{heading}\n各村情况不同。", "各村") is role


@pytest.mark.parametrize(
    ("heading", "role"), [("存在的问题", Role.PROBLEMS), ("下一步工作打算", Role.PLAN), ("原因分析", Role.CAUSES)]
)
def test_a_heading_without_number_counts_where_its_words_are_known(role_of, heading, role):
    assert role_of(f"{heading}\n各村情况不同。", "各村") is role


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("自查情况", Role.WORK),
        ("存在问题", Role.PROBLEMS),
        ("主要问题", Role.PROBLEMS),
        ("整改", Role.MEASURES),
        ("改进措施", Role.MEASURES),
        ("下一步打算", Role.PLAN),
    ],
)
def test_a_label_gives_what_follows_it_a_role(role_of, label, role):
    assert role_of(f"{label}：全年情况如前。各村情况不同。", "各村", before=TITLE) is role


def test_labels_in_turn(read):
    report = read(TITLE + "自查情况：学法6次。\n存在问题：案卷归档不及时。\n整改：逐卷检查。")
    assert [s.role for s in report.sentences[1:]] == [Role.WORK, Role.PROBLEMS, Role.MEASURES]


def test_labels_inside_an_item_turn_the_role_and_the_next_item_turns_back(read):
    body = "一、学法\n学法6次。存在问题：人员不齐。整改：补课。\n二、执法\n办案3件。"
    wanted = [Role.WORK, Role.WORK, Role.PROBLEMS, Role.MEASURES, Role.WORK, Role.WORK]
    assert [s.role for s in read(TITLE + body).sentences[1:]] == wanted


@pytest.mark.parametrize(
    "mark",
    [
        *("一是", "一要", "其一，", "（一）", "1.", "①"),
        *(pytest.param(mark) for mark in ("第一，", "第一、", "一，")),
    ],
)
def test_an_item_stays_in_its_chapter(role_of, mark):
    assert role_of(f"二、下一步打算\n{mark}组织行政执法人员培训6次。", "培训") is Role.PLAN


def test_a_mixed_chapter_follows_its_subheadings(read):
    body = "二、存在的问题及改进措施\n（一）存在问题。\n1、案卷归档不及时。\n（二）改进措施。\n1、逐卷检查。"
    report = read(TITLE + WORK + body)
    assert [(s.heading, s.role) for s in report.sections[2:]] == [
        ("存在的问题及改进措施", Role.PROBLEMS),
        ("存在问题", Role.PROBLEMS),
        ("案卷归档不及时", Role.PROBLEMS),
        ("改进措施", Role.MEASURES),
        ("逐卷检查", Role.MEASURES),
    ]


def test_a_mixed_chapter_without_subheadings_follows_its_sentences(role_of):
    body = "二、差距和下一步\n调解员业务不熟。对此，请法官上课。下一步，每季度培训一次。\n由司法所负责。"
    assert role_of(body, "调解员") is Role.PROBLEMS
    assert role_of(body, "法官") is Role.MEASURES
    assert role_of(body, "每季度") is Role.PLAN
    assert role_of(body, "司法所") is Role.PLAN


def test_a_measure_inside_an_item_ends_with_the_item(read):
    body = "二、存在的问题\n（一）合同先签后审。对此，已把合同纳入审查。\n（二）协议无人回访。村里人手少。"
    roles = [s.role for s in read(TITLE + WORK + body).sentences[-4:]]
    assert roles == [Role.PROBLEMS, Role.MEASURES, Role.PROBLEMS, Role.PROBLEMS]


@pytest.mark.parametrize(
    ("first", "second"),
    [("一是", "二是"), pytest.param("1.", "2."), pytest.param("（1）", "（2）")],
)
def test_a_measure_inside_a_listed_sentence_ends_with_it(role_of, first, second):
    body = f"二、存在的问题\n{first}合同先签后审。对此，已纳入审查。{second}协议无人回访。"
    assert role_of(body, "已纳入") is Role.MEASURES
    assert role_of(body, "回访") is Role.PROBLEMS


def test_no_headings_at_all(read):
    text = (
        "今年以来，我镇组织学法6次，参加120人次。\n"
        "办案3件，全部办结。各村调委会按月排查纠纷，山界水源纠纷由司法所和派出所一起调处。\n"
        "一年来工作取得成绩，但仍然存在一些不足，主要表现在：一是案卷归档不及时；二是普法面窄。\n"
        "下一步，我镇将组织培训。由司法所负责。"
    )
    report = read(text)
    assert len(report.sections) == 1
    assert [s.role for s in report.sentences] == [Role.LEAD, *[Role.WORK] * 2, *[Role.PROBLEMS] * 2, *[Role.PLAN] * 2]


def test_problems_open_in_running_text_only_after_a_third_of_the_account(role_of):
    admission = "但仍然存在一些不足，主要表现在宣传力度不够。\n"
    work = "（一）学法\n全年学法6次，参加120人次。办案3件，全部办结。\n"
    assert role_of("一、工作情况\n" + work + admission, "不足", before=TITLE) is Role.PROBLEMS
    assert role_of("一、工作情况\n" + admission + work * 3, "不足", before=TITLE) is Role.WORK


def test_problems_named_before_work_done_on_them_stay_work(role_of):
    body = "针对执法程序不规范的问题，健全了制度。组织培训2次。"
    assert role_of(body, "针对") is Role.WORK
    assert role_of(body, "培训") is Role.WORK


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("2024年，我镇将重点抓好培训。", Role.PLAN),
        ("2024年，抓好培训。", Role.PLAN),
        ("2024年度重点抓好培训。", Role.PLAN),
        ("2023年，我镇抓好培训。", Role.WORK),
        ("2022年，我镇抓好培训。", Role.WORK),
        ("下一步，我镇抓好培训。", Role.PLAN),
        ("明年抓好培训。", Role.PLAN),
        ("我镇按照2024年要求抓好培训。", Role.WORK),
    ],
)
def test_next_year_opens_the_plan(role_of, sentence, role):
    assert role_of(sentence, "培训") is role


def test_a_plan_opened_by_its_first_words_holds_for_the_list_below(role_of):
    body = "下一步，做好以下工作：\n一是组织培训。\n二是评查案卷。"
    assert role_of(body, "培训") is Role.PLAN
    assert role_of(body, "评查") is Role.PLAN


def test_a_chapter_ends_the_plan_that_a_sentence_opened(role_of):
    body = "下一步，我镇将组织培训。\n二、存在的问题\n案卷不规范。"
    assert role_of(body, "案卷") is Role.PROBLEMS


def test_lead_title_and_signature(read):
    lead = "2023年，我镇在县委、县政府领导下扎实推进法治政府建设工作，取得成效。现将有关情况报告如下："
    report = read(f"{TITLE}{lead}\n全年学法6次。\n石桥镇人民政府\n2024年1月5日")
    assert [s.role for s in report.sentences] == [
        Role.TITLE,
        *[Role.LEAD] * 2,
        Role.WORK,
        *[Role.SIGNATURE] * 2,
    ]


@pytest.mark.parametrize(("words", "role"), [("现将情况报告如下", Role.WORK), ("取得了成效", Role.LEAD)])
def test_the_lead_ends_where_it_says_so(read, words, role):
    lead = f"2023年，我镇在县委、县政府的领导下，扎实推进法治政府建设的各项工作，{words}。"
    assert read(f"{TITLE}{lead}全镇组织学法。").sentences[-1].role is role


def test_a_short_lead_is_no_addressee(read):
    report = read(f"{TITLE}我镇以习近平法治思想为指导。现报告如下：\n{WORK}")
    assert report.sentences[1].role is Role.LEAD


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("2023年度推进法治政府建设的主要举措和成效", Role.WORK),
        ("2023年推进法治政府建设的主要措施", Role.WORK),
        ("2022年法治政府建设工作目标完成情况", Role.WORK),
        ("2024年推进法治政府建设的主要举措", Role.PLAN),
        ("2024年度工作安排", Role.PLAN),
        ("2023年下一步工作打算", Role.PLAN),
    ],
)
def test_a_heading_that_names_the_reports_own_year_is_no_plan(read, heading, role):
    report = read(f"石桥镇2023年度法治政府建设情况报告\n今年以来，我镇工作。\n一、{heading}\n学法6次。")
    assert [s.role for s in report.sections[1:]] == [role]
