"""Topic, stance and figure of hand-made rules: levels, needed elements, caps, flags."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from auditor.book import Element, Rule, RuleBook
from auditor.model import Document, Flag, Level
from auditor.pipeline import Auditor

WORK = "一、工作情况\n"
PUBLICITY = Element(
    "publicity",
    "宣传",
    passing=("普法风气",),
    topics=("法治宣传",),
    deeds=("开展…法治宣传",),
    facts=("发放资料#份",),
)
THREE = tuple(
    Element(name, title, deeds=(phrase,))
    for name, title, phrase in (
        ("show", "公示", "公示执法信息"),
        ("record", "记录", "记录执法过程"),
        ("review", "审核", "审核执法决定"),
    )
)


@pytest.fixture
def rule(book: RuleBook) -> Callable[..., Rule]:
    """A row of the ladder with nothing special about it."""
    plain = replace(
        book.rules[0],
        id="X1",
        title="普法",
        judge="ladder",
        elements=(PUBLICITY,),
        need=1,
        need_fact=0,
        units=frozenset({"场", "条"}),
        fact_kinds=frozenset(),
        superior_counts=False,
        study_counts=False,
        masks=(),
        shares=frozenset(),
        cap=Level.EVIDENCED,
    )
    return lambda **changes: replace(plain, **changes)


@pytest.mark.parametrize(
    ("text", "level", "flags"),
    [
        ("全镇干部学法。", 0, ()),
        ("普法风气好。", 1, ()),
        ("加强法治宣传，营造浓厚氛围。", 1, ()),
        ("我镇将开展法治宣传。", 1, (Flag.PLAN_ONLY,)),
        ("法治宣传不够深入。", 1, (Flag.SHORTFALL_ONLY,)),
        ("尚未开展法治宣传。", 1, (Flag.NEGATED,)),
        ("普法风气好。我镇将开展法治宣传。", 1, (Flag.PLAN_ONLY,)),
        ("县司法局开展法治宣传12场。", 1, (Flag.BORROWED,)),
        ("我镇将开展法治宣传。去年尚未开展法治宣传。", 1, (Flag.PLAN_ONLY, Flag.NEGATED)),
        ("我镇将开展法治宣传。加强法治宣传，营造浓厚氛围。", 1, ()),
        ("我镇在赶集日开展法治宣传。", 2, ()),
        ("我镇将开展法治宣传。已在赶集日开展法治宣传。", 2, ()),
        ("我镇在赶集日开展法治宣传12场。", 3, ()),
        ("我镇在赶集日开展法治宣传，全年12场。", 3, ()),
        ("发放资料300份。", 3, ()),
    ],
)
def test_topic_stance_and_figure_give_level_and_flags(ruled, rule, text, level, flags):
    finding = ruled(rule(), WORK + text)
    assert (finding.level, finding.flags) == (level, flags)


@pytest.mark.parametrize(
    ("heading", "level", "flags"),
    [
        ("一、工作情况", 3, ()),
        ("一、存在的问题", 1, (Flag.SHORTFALL_ONLY,)),
        ("一、下一步打算", 1, (Flag.PLAN_ONLY,)),
        ("一、改进措施", 1, (Flag.PLAN_ONLY,)),
    ],
)
def test_the_part_decides_on_the_stance(ruled, rule, heading, level, flags):
    finding = ruled(rule(), f"{heading}\n我镇在赶集日开展法治宣传12场。")
    assert (finding.level, finding.flags) == (level, flags)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("我镇在赶集日开展法治宣传，出动车辆3台。", 2),
        ("我镇在赶集日开展法治宣传，投入3万元。", 2),
        ("我镇在赶集日开展法治宣传。办了12场。", 2),
        ("我镇在赶集日开展法治宣传。\n全年共12场。", 2),
        ("我镇在赶集日开展法治宣传，每年不少于2场。", 2),
        ("全年12场。我镇在赶集日开展法治宣传。", 2),
    ],
    ids=["unit", "kind", "sentence", "paragraph", "norm", "before"],
)
def test_a_figure_that_is_not_the_deeds_own_does_not_count(ruled, rule, text, level):
    assert ruled(rule(), WORK + text).level == level


@pytest.mark.parametrize("sum_", ["共12场", "全年共12场", "2023年以来，共计办了12场", "累计12场"])
def test_a_sentence_that_sums_up_belongs_to_the_one_before(ruled, rule, sum_):
    assert ruled(rule(), f"{WORK}我镇在赶集日开展法治宣传。{sum_}。").level == 3


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("date", "3月5日开展法治宣传。"),
        ("date", "12月4日，开展法治宣传。"),
        ("coverage", "开展法治宣传，实现全覆盖。"),
        ("rate", "开展法治宣传，知晓率95%。"),
        ("money", "开展法治宣传，投入3万元。"),
        ("firm", "联合正弘律师事务所开展法治宣传。"),
        ("document", "制定《石桥镇普法方案》开展法治宣传。"),
    ],
)
def test_further_kinds_of_facts_count_where_the_rule_says_so(ruled, rule, kind, text):
    assert ruled(rule(), WORK + text).level == 2
    assert ruled(rule(fact_kinds=frozenset({kind})), WORK + text).level == 3


SHOW, RECORD, REVIEW = "公示执法信息", "记录执法过程", "审核执法决定"
SHOW40 = "公示执法信息40条"


@pytest.mark.parametrize(
    ("need", "need_fact", "said", "level", "flags"),
    [
        (2, 0, [SHOW], 1, (Flag.PARTIAL,)),
        (2, 0, [SHOW40], 1, (Flag.PARTIAL,)),
        (2, 0, [SHOW, SHOW], 1, (Flag.PARTIAL,)),
        (2, 0, [SHOW, RECORD], 2, ()),
        (2, 0, [SHOW40, RECORD], 3, ()),
        (2, 3, [SHOW40, RECORD], 2, ()),
        (2, 3, [SHOW, RECORD, REVIEW], 2, ()),
        (2, 3, [SHOW40, RECORD, REVIEW], 3, ()),
        (3, 3, [SHOW40, RECORD], 1, (Flag.PARTIAL,)),
        (1, 2, [SHOW40], 2, ()),
        (2, 0, [SHOW, "下一步将记录执法过程"], 1, (Flag.PARTIAL,)),
        (2, 0, ["下一步将公示执法信息", "下一步将记录执法过程"], 1, (Flag.PLAN_ONLY,)),
    ],
)
def test_elements_needed_for_done_and_for_evidenced(ruled, rule, need, need_fact, said, level, flags):
    finding = ruled(rule(elements=THREE, need=need, need_fact=need_fact), WORK + "。".join(said) + "。")
    assert (finding.level, finding.flags) == (level, flags)


@pytest.mark.parametrize(
    "cap",
    [
        pytest.param(
            Level.MENTIONED,
        ),
        Level.DONE,
        Level.EVIDENCED,
    ],
)
def test_caps_of_rule_and_element(ruled, rule, cap):
    text = WORK + "我镇在赶集日开展法治宣传12场。"
    assert ruled(rule(cap=cap), text).level is cap
    assert ruled(rule(elements=(replace(PUBLICITY, cap=cap),)), text).level is cap


def test_an_elements_cap_does_not_bind_another_element(ruled, rule):
    elements = (replace(THREE[0], cap=Level.MENTIONED), THREE[1])
    assert ruled(rule(elements=elements), f"{WORK}{SHOW40}。{RECORD}。").level == 2


@pytest.mark.parametrize(("counts", "level"), [(False, 1), (True, 3)])
def test_a_superiors_act_and_study_count_where_the_rule_says_so(ruled, rule, counts, level):
    assert ruled(rule(superior_counts=counts), WORK + "县司法局来镇开展法治宣传12场。").level == level
    learnt = rule(elements=(replace(PUBLICITY, deeds=()),), study_counts=counts)
    assert ruled(learnt, WORK + "组织干部集中学习法治宣传知识12场。").level == level


@pytest.mark.parametrize(("shares", "level"), [(frozenset(), 2), (frozenset({"X2"}), 3)])
@pytest.mark.parametrize("then", ["矛盾调处12场。", "并做矛盾调处，全年12场。"])
def test_a_figure_behind_another_rows_subject_is_that_rows(book, rule, then, shares, level):
    other = rule(id="X2", elements=(Element("other", "调处", topics=("矛盾调处",)),))
    auditor = Auditor(replace(book, rules=(rule(shares=shares), other)))
    report = auditor.read(Document.of(f"{WORK}我镇在赶集日开展法治宣传，{then}"))
    assert auditor.findings(report)["X1"].level == level


def test_a_masked_look_alike_is_not_of_the_row(ruled, rule):
    text = WORK + "石桥镇法治宣传教育中心全年开放12场。"
    assert ruled(rule(), text).level > 0
    assert ruled(rule(masks=("法治宣传教育中心",)), text).level == 0


def test_the_best_passage_is_quoted_first(ruled, rule):
    text = WORK + "加强法治宣传。我镇将开展法治宣传。我镇在赶集日开展法治宣传12场。"
    finding = ruled(rule(), text)
    assert text[finding.proofs[0].start : finding.proofs[0].end] == "我镇在赶集日开展法治宣传12场"


def test_every_element_done_is_quoted_the_best_first(ruled, rule):
    text = f"{WORK}{SHOW}。{RECORD}。审核执法决定12条。"
    finding = ruled(rule(elements=THREE, need=3), text)
    quotes = [text[p.start : p.end] for p in finding.proofs]
    assert quotes[0] == "审核执法决定12条"
    assert sorted(quotes[1:]) == sorted([SHOW, RECORD])


def test_a_quote_stops_at_110_characters(ruled, rule):
    text = WORK + "我镇开展法治宣传" + "并请法官在村里讲课" * 20 + "，全年12场。"
    (proof,) = ruled(rule(), text).proofs
    assert proof.end - proof.start == 110
    assert "开展法治宣传" in text[proof.start : proof.end]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("学法。", "全文没有写到“普法”。"),
        ("我镇将开展法治宣传。", "只作为下一步安排提到，不是已做的工作（“我镇将”）。"),
        ("尚未开展法治宣传。", "文中承认没有做到（“尚未”）。"),
        ("在赶集日开展法治宣传。", "写明了已开展的工作（宣传），但没有本年度可核对的数字、日期或名称。"),
        ("在赶集日开展法治宣传12场。", "写明了已开展的工作，并有本年度可核对的事实（宣传）。"),
    ],
)
def test_the_reason_names_what_decided(ruled, rule, text, reason):
    assert ruled(rule(), WORK + text).reason == reason
