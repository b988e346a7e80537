"""What judges leave behind for the explanation: readings with stance and cue, why no figure, what was counted."""

import pytest

from auditor.explanation import Explanation
from auditor.model import Document, Level, Miss, Stance, Unbound

TITLE = "石桥镇2023年度法治政府建设情况报告\n"
LEAD = "2023年，我镇扎实推进法治政府建设。现报告如下：\n"


@pytest.fixture
def explain(auditor):
    def run(row: str, text: str) -> Explanation:
        found = auditor.explain(Document.of(TITLE + text), row)
        card = auditor.audit(Document.of(TITLE + text))
        assert found.verdict == next(v for v in card.verdicts if v.rule == row)
        assert all(step.words in TITLE + text for step in found.steps)
        return found

    return run


@pytest.mark.parametrize(
    ("said", "stance", "cue"),
    [
        ("一、工作情况\n我镇聘请李律师担任法律顾问，审查合同。", Stance.DONE, ""),
        ("二、存在的问题\n一是法律顾问作用发挥得不够充分。", Stance.SHORTFALL, "不够"),
        ("二、存在的问题\n一是聘请法律顾问的站所集中在镇里。", Stance.SHORTFALL, "写在问题部分"),
        ("三、下一步打算\n聘请法律顾问参与合同审查。", Stance.PLAN, "写在下一步安排部分"),
        ("一、工作情况\n我镇计划聘请法律顾问。", Stance.PLAN, "计划"),
        ("一、工作情况\n我镇尚未聘请法律顾问。", Stance.DENIED, "尚未"),
        ("一、工作情况\n加强法律顾问工作。", Stance.SLOGAN, "只有名目"),
    ],
)
def test_a_planted_sentence_is_told_with_stance_and_cue(explain, said, stance, cue):
    step = max(explain("D4", LEAD + said).steps, key=lambda s: len(s.words))
    assert (step.stance, cue in step.cue if cue else step.cue == "") == (stance, True), step
    assert step.cue_is_quoted == (step.cue in TITLE + LEAD + said)


@pytest.mark.parametrize(
    ("said", "figure", "unbound"),
    [
        ("全镇22名执法人员持有行政执法证。", "22名", None),
        ("执法人员一律持证上岗。", "", Unbound.NONE),
        ("执法人员一律持证上岗，张贴横幅12条。", "12条", Unbound.UNFIT),
        ("执法人员今后要一律持证上岗。", "", Unbound.NOT_SOUGHT),
    ],
)
def test_a_figure_is_told_or_why_there_is_none(explain, said, figure, unbound):
    steps = explain("E1", f"{LEAD}一、工作情况\n{said}\n").steps
    assert [s for s in steps if s.unbound is unbound and figure in s.figure], steps


def test_elements_are_told_with_the_level_they_reach(explain):
    found = explain("E2", f"{LEAD}一、工作情况\n执法队购置执法记录仪6台，现场检查全程录像。\n")
    assert (found.verdict.level, found.rule.need) == (Level.MENTIONED, 2)
    assert {p.name for p in found.parts if p.level >= Level.DONE} == {"执法全过程记录"}


def test_a_look_alike_is_the_nearest_of_an_absent_row(explain):
    found = explain("E2", f"{LEAD}一、工作情况\n落实首问负责、限时办结、责任追究三项制度。\n")
    assert found.verdict.level is Level.ABSENT
    assert found.nearby.miss is Miss.LOOK_ALIKE
    assert found.nearby.words.endswith("责任追究三项制度")
    assert found.verdict.nearest == found.nearby.passage
    assert found.nearby.words in found.nearby.passage.quote


def test_parts_are_counted_with_their_figures(explain):
    text = f"{LEAD}一、工作情况\n（一）抓学习\n全年学法12次。\n（二）抓执法\n认真办案。\n"
    assert [(c.ok, "12次" in c.text) for c in explain("A1", text).counted] == [(True, True), (False, False)]


PROBLEMS = "二、存在的问题\n一是部分执法案卷归档不及时，主要原因是人手少；二是干部法治意识不强。\n"
MEASURES = "三、下一步打算\n一是执法案卷办结后当月归档，由执法队内勤检查。\n"


@pytest.mark.parametrize(
    ("row", "oks", "said"),
    [("A2", [True, False], "具体"), ("A3", [True, False], "原因"), ("A5", [True, False], "措施")],
)
def test_problems_are_counted_one_by_one(explain, row, oks, said):
    counted = explain(row, f"{LEAD}一、工作情况\n全年学法6次。\n{PROBLEMS}{MEASURES}").counted
    assert [c.ok for c in counted] == oks
    assert all(said in c.text for c in counted)
    assert "案卷归档" in counted[0].passage.quote


def test_a_problem_is_shown_with_its_measure_and_their_likeness(explain):
    first, second = explain("A5", f"{LEAD}一、工作情况\n全年学法6次。\n{PROBLEMS}{MEASURES}").counted
    assert "当月归档" in first.answer.quote
    assert first.likeness >= 1 > second.likeness


def test_measures_of_the_plan_are_told_apart_from_pledges(explain):
    text = f"{LEAD}一、工作情况\n学法。\n三、下一步打算\n组织执法人员学习行政处罚法4次。推动工作再上新台阶。\n"
    assert [c.ok for c in explain("A4", text).counted] == [True, False]


def test_a_missing_plan_is_told(explain):
    counted = explain("A4", f"{LEAD}一、工作情况\n学法。\n").counted
    assert [(c.ok, c.passage) for c in counted] == [(False, None)]


def test_the_three_elements_are_told_one_by_one(explain):
    counted = explain("A6", f"{LEAD}一、工作情况\n学法。\n石桥镇人民政府\n").counted
    assert [(c.ok, c.passage is not None) for c in counted] == [(True, True), (True, True), (False, False)]


def test_thought_and_outline_are_told_one_by_one(explain):
    counted = explain("A7", f"{LEAD}一、工作情况\n我镇深入学习贯彻习近平法治思想，推进各项工作。\n").counted
    assert [(c.ok, "《纲要》" in c.text) for c in counted] == [(True, False), (False, True)]


def test_an_unknown_row_is_refused(auditor):
    with pytest.raises(KeyError):
        auditor.explain(Document.of(TITLE), "Z9")
