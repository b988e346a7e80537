"""What is added, taken away or damaged changes what it should and nothing else."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import MOST_PROOFS, Document, Role

FEW = settings(derandomize=True, deadline=None, max_examples=40)
NEUTRAL = [
    "这里属亚热带季风气候，春季多雨，夏季炎热，山地多为红壤。",
    "境内山峦起伏，河流由西向东汇入大江，沿岸水田相连。",
    "年平均气温21摄氏度，最高的山海拔860米，冬天山顶偶有积雪。",
]
NOISE = "一（）()。，；：\n #①《》“”…-*是年月日镇3.、\x00\ufffd\u200b\v\f\ue000"


def gaps(auditor, text: str, *roles: Role) -> list[int]:
    """Offsets between two paragraphs of a role, where the first one ends with a full stop."""
    report = auditor.read(Document.of(text))
    return [
        report.clean.source_span(one.start, one.end)[1]
        for one, other in pairwise(report.sentences)
        if one.role in roles and other.role in roles and one.paragraph != other.paragraph and one.text.endswith("。")
    ]


@pytest.mark.parametrize("neutral", NEUTRAL)
def test_a_neutral_paragraph_in_the_work_part_changes_nothing_but_its_structure(auditor, levels, text, neutral):
    before = levels(text)
    places = gaps(auditor, text, Role.WORK)
    assert places
    for at in places[:: max(1, len(places) // 6)]:
        after = levels(f"{text[:at]}\n{neutral}\n{text[at:]}")
        assert {row: level for row, level in after.items() if row != "A1"} == {
            row: level for row, level in before.items() if row != "A1"
        }


def test_a_neutral_paragraph_in_the_problems_names_no_problem(auditor, levels, reports):
    text = reports["beihe-2022"]
    at = gaps(auditor, text, Role.PROBLEMS)[0]
    after = levels(f"{text[:at]}\n{NEUTRAL[0]}\n{text[at:]}")
    assert after == levels(text)


def test_a_neutral_paragraph_in_the_plan_is_no_measure(levels, reports):
    text = reports["running"]
    at = text.index("青河乡人民政府")
    assert levels(text[:at] + NEUTRAL[0] + "\n" + text[at:]) == levels(text)


def test_a_removed_proof_never_raises_its_row(auditor, text):
    card = auditor.audit(Document.of(text))
    for verdict in card.verdicts:
        # rows of form weigh the shape of the whole report
        if verdict.rule.startswith("A") or not verdict.evidence:
            continue
        first = verdict.evidence[0]
        cut = text[: first.start] + text[first.end :]
        after = {v.rule: v.level for v in auditor.audit(Document.of(cut)).verdicts}
        assert after[verdict.rule] <= verdict.level, verdict.rule


def test_the_same_text_twice_gives_equal_scorecards(auditor, text):
    assert auditor.audit(Document.of(text)) == auditor.audit(Document.of(text))


def test_an_audit_leaves_no_trace_in_the_next(auditor, reports):
    alone = {name: auditor.audit(Document.of(text)) for name, text in reports.items()}
    assert {name: auditor.audit(Document.of(reports[name])) for name in reversed(reports)} == alone


@pytest.mark.parametrize("empty", ["", " \n\u3000\n", "- 1 -\n"])
def test_a_report_without_text_scores_nothing(auditor, empty):
    assert auditor.audit(Document.of(empty)).score == 0


def assert_sound(auditor, text: str) -> None:
    """Points within range, quotes verbatim and in range, a quote for every level above 0."""
    card = auditor.audit(Document.of(text))
    assert 0 <= card.score <= card.max_score == 100
    for verdict in card.verdicts:
        assert 0 <= verdict.points <= verdict.max_points
        assert bool(verdict.evidence) == (verdict.level > 0)
        assert len(verdict.evidence) <= MOST_PROOFS
        for evidence in verdict.evidence:
            assert 0 <= evidence.start < evidence.end <= len(text)
            assert evidence.line == text.count("\n", 0, evidence.start) + 1
            source = text[evidence.start : evidence.end]
            assert evidence.quote
            assert "".join(evidence.quote.split()) == "".join(source.split())


def test_a_whole_report_is_sound(auditor, text):
    assert_sound(auditor, text)


@FEW
@given(data=st.data())
def test_any_cut_of_a_report_is_sound(auditor, reports, data):
    text = data.draw(st.sampled_from(list(reports.values())))
    start = data.draw(st.integers(0, len(text) - 40))
    end = data.draw(st.integers(start + 40, len(text)))
    kept = text[start:end] if data.draw(st.booleans()) else text[:start] + text[end:]
    # a text without content is tested apart
    assert_sound(auditor, "法\n" + kept)


@FEW
@given(data=st.data())
def test_a_report_with_noise_is_sound(auditor, reports, data):
    chars = list(data.draw(st.sampled_from(list(reports.values()))))
    marks = st.tuples(st.integers(0, len(chars) - 1), st.sampled_from(NOISE))
    for at, mark in data.draw(st.lists(marks, min_size=1, max_size=40)):
        chars[at] = mark
    assert_sound(auditor, "".join(chars))


@FEW
@given(data=st.data())
def test_a_report_with_shuffled_paragraphs_is_sound(auditor, reports, data):
    paragraphs = data.draw(st.sampled_from(list(reports.values()))).split("\n")
    assert_sound(auditor, "\n".join(data.draw(st.permutations(paragraphs))))


@FEW
@given(
    st.text("一二三（）1.、。，；：《》“”年月日镇乡是将未法治存在的问题下一步报告对此\n # ", min_size=1, max_size=200)
)
def test_any_text_is_sound(auditor, noise):
    assert_sound(auditor, "法" + noise)
