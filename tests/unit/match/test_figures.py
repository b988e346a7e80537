"""Which facts a sentence holds, and which numbers are none."""

import pytest

from auditor.match.figures import figures


def facts(text: str, **more: object) -> list[tuple[str, str, str]]:
    return [(f.kind, f.unit, text[f.start : f.end]) for f in figures(text, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("举办法治讲座12场，受众3000余人次", [("count", "场", "12场"), ("count", "人次", "3000余人次")]),
        ("走访600多户", [("count", "户", "600多户")]),
        ("走访2万多户", [("count", "户", "2万多户")]),
        ("聘请两名律师", [("count", "名", "两名")]),
        ("办结案件二十三件", [("count", "件", "二十三件")]),
        ("调解纠纷36件次", [("count", "件次", "36件次")]),
        ("清理占道8处", [("count", "处", "8处")]),
        ("化解率98%", [("rate", "%", "98%")]),
        ("投入经费20万元", [("money", "元", "20万元")]),
        ("罚款1500元", [("money", "元", "1500元")]),
        ("补助600余万元", [("money", "元", "600余万元")]),
        ("持证上岗全覆盖", [("coverage", "", "全覆盖")]),
        ("村村有法律顾问", [("coverage", "", "村村有")]),
        ("普法覆盖率高", [("coverage", "", "覆盖率")]),
        ("排查无一遗漏", [("coverage", "", "无一遗漏")]),
        ("3月15日召开会议", [("date", "", "3月15日")]),
        ("2021年6月召开会议", [("date", "", "2021年6月")]),
        ("9月上旬召开会议", [("date", "", "9月上旬")]),
        ("广西正大律师事务所驻点", [("firm", "", "广西正大律师事务所")]),
        ("没有数字的一句话", []),
        ("", []),
    ],
)
def test_kinds_and_units(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize("fact", ["3.5万余份", "98.5%", "20.5万元", "0.5万元", "12.4公里"])
def test_a_decimal_is_a_fact(fact: str) -> None:
    assert [found for _, _, found in facts(f"合计{fact}")] == [fact]


@pytest.mark.parametrize(
    "text",
    [
        "每年不少于2次",
        "全年至少3次",
        "不得少于40学时",
        "每季度1次",
        "每村2名",
        "力争90%",
        "两名以上",
        "100人以内",
        "第3次",
        "满3次",
        "前3名",
        "少跑2趟",
        "近年来5件",
        "由2名执法人员到场",
        "两名以上行政执法人员",
    ],
)
def test_a_standing_norm_is_no_fact_of_the_year(text: str) -> None:
    assert facts(text) == []


@pytest.mark.parametrize(("text", "norm"), [("每年不少于2次", "2次"), ("每村2名", "2名"), ("100人以内", "100人")])
def test_norms_are_given_when_asked_for(text: str, norm: str) -> None:
    assert [found for _, _, found in facts(text, norms=True)] == [norm]


@pytest.mark.parametrize(
    "text",
    [
        "2021年",
        "2021—2025年",
        "2021-2025年",
        "国办发〔2018〕118号",
        "12·4宣传活动",
        "12.4宣传活动",
        "三项制度",
        "两个维护",
        "四个意识",
        "三重一大",
        "党的二十大",
        "十九届六中全会",
        "第三届",
        "一窗受理",
        "二人转",
    ],
)
def test_years_document_numbers_and_fixed_phrases_are_no_facts(text: str) -> None:
    assert facts(f"学习{text}精神") == []


@pytest.mark.parametrize(
    "text", ["办理0件", "办理零件", "说了1遍", "跑了1回", "三类", "两级", "“3个”", "百件", "最多跑1次"]
)
def test_nothing_set_phrases_and_loose_words_are_no_counts(text: str) -> None:
    assert facts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不止于3类", ["3类"]),
        ("举办12·4宣传活动2场", ["2场"]),
        ("2021年办结3件", ["3件"]),
        ("落实三项制度，配记录仪5台", ["5台"]),
        ("每年不少于2次，今年开展4次", ["4次"]),
        ("提出“3个”要求，检查7家", ["7家"]),
    ],
)
def test_what_is_left_out_hides_no_fact_beside_it(text: str, expected: list[str]) -> None:
    assert [found for _, _, found in facts(text)] == expected


@pytest.mark.parametrize("text", ["与律师事务所合作", "聘请律师事务所", "委托专业律师事务所", "一家律师事务所"])
def test_a_firm_without_a_name_is_none(text: str) -> None:
    assert facts(text) == []


@pytest.mark.parametrize("text", ["6月底前完成", "12月前完成", "11月末之前完成", "2022年3月以前完成"])
def test_a_day_by_which_is_no_date(text: str) -> None:
    assert facts(text) == []


def test_own_documents_are_facts_in_the_order_of_the_text() -> None:
    text = "印发《工作方案》，检查3次"
    assert facts(text, own_documents=[(2, 8)]) == [("document", "", "《工作方案》"), ("count", "次", "3次")]
