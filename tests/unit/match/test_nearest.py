"""The passage nearest to a row that is not spoken of: look-alikes, other rows' names, likeness, and nothing silly."""

import pytest

from auditor.book import Element
from auditor.match.nearest import elsewhere, nearest
from auditor.match.phrases import Finder
from auditor.model import Miss


@pytest.fixture
def near(report_of, rule_of):
    """Nearest passage of the row Z1 in some sentences, with its words; `others` are further rows."""

    def search(*sentences, phrases=("行政执法公示制度",), others=(), **more):
        rule = rule_of(Element("one", "一", topics=tuple(phrases)), **more)
        report = report_of(*sentences)
        found = nearest([rule], Finder((rule, *others)).search(report), report).get("Z1")
        if found is None:
            return None
        text = report.clean.text
        assert found.proof.start <= found.start < found.end <= found.proof.end
        return found, text[found.start : found.end], text[found.proof.start : found.proof.end]

    return search


def test_a_masked_look_alike_is_told_with_its_mask(near):
    found, words, quote = near(
        "全年学法。", "安全生产第一责任人履职。", phrases=["第一责任人"], masks=("安全生产第一责任人",)
    )
    assert (found.miss, found.phrase, words, quote) == (
        Miss.LOOK_ALIKE, "安全生产第一责任人", "第一责任人", "安全生产第一责任人履职",
    )  # fmt: skip


def test_a_name_lost_to_a_longer_one_is_told_with_its_row(near, rule_of):
    other = rule_of(Element("two", "二", topics=("法律顾问制度",)), id="Y2")
    found, words, _ = near("落实法律顾问制度。", phrases=["法律顾问"], others=[other])
    assert (found.miss, found.other, words) == (Miss.OTHER_ROW, "Y2", "法律顾问")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("落实行政执法责任制度。", "行政执法责任制度"),
        ("健全行政执法信息、结果公示制度。", "行政执法信息、结果公示制度"),
    ],
)
def test_words_with_the_same_ends_are_like(near, sentence, words):
    found, said, _ = near(sentence)
    assert (found.miss, said) == (Miss.LIKE, words)
    assert 70 <= found.likeness < 100


@pytest.mark.parametrize(
    "sentences",
    [
        ["全年学法。"],
        ["规范行政执法。"],
        ["完善各项制度。"],
        ["行政执法有力。", "健全公示制度。"],
        ["行政审批一次办好制度。"],
    ],
)
def test_nothing_silly_is_near(near, sentences):
    assert near(*sentences) is None


def test_the_most_alike_then_the_first_is_taken(near):
    found, words, _ = near("落实行政执法责任制度。", "行政执法公开制度好。", "行政执法公布制度好。")
    assert (words, found.likeness) == ("行政执法公开制度", 87)


def test_a_look_alike_goes_before_a_likeness(near):
    found, _, _ = near("行政执法公开制度。", "听行政执法公示制度讲座。", masks=("行政执法公示制度讲座",))
    assert found.miss is Miss.LOOK_ALIKE


def test_a_long_sentence_is_cut_around_the_words(near):
    _, words, quote = near("说" * 300 + "行政执法责任制度" + "说" * 300 + "。")
    assert words in quote
    assert len(quote) <= 110


def test_rows_of_form_are_not_searched(near):
    assert near("落实行政执法责任制度。", judge="plan") is None


def test_elsewhere_takes_the_first_hit_of_the_elements(report_of, rule_of):
    rule = rule_of(Element("one", "一", topics=("原因",)), Element("two", "二", topics=("背景",)))
    report = report_of("说明背景。", "说明原因。")
    hits = Finder((rule,)).find(report)
    found = elsewhere(hits, ("one",), report)
    assert (found.miss, found.start) == (Miss.ELSEWHERE, 7)
    assert elsewhere(hits, ("three",), report) is None
