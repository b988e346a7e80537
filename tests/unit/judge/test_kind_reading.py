"""How well a file must have been read for its report to be judged."""

import pytest

from auditor.card import RefusalCode
from auditor.model import Document

TEXT = (
    "青山县白水镇2023年度法治政府建设情况报告\n2023年，我镇扎实推进法治政府建设。现报告如下：\n一、工作开展情况\n"
    "全镇22名执法人员持有行政执法证，一律持证上岗。镇党委书记履行推进法治建设第一责任人职责，主持召开专题会议三次。\n"
)


@pytest.fixture
def refusal(auditor):
    return lambda **reading: auditor.audit(Document.of(TEXT, **reading)).refusal


@pytest.mark.parametrize(
    "reading",
    [
        {},
        {"confidence": 0.95, "recognised": ((0, 20),)},
        {"confidence": 0.8},
        {"page_starts": tuple(range(10)), "unread_pages": (9, 10)},
        {"quality": 0.9},
    ],
)
def test_a_report_read_well_enough_is_judged(refusal, reading):
    assert refusal(**reading) is None


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        ({"confidence": 0.79}, "把握只有 79%"),
        ({"page_starts": tuple(range(10)), "unread_pages": (1, 9, 10)}, "全文 10 页，有 3 页是图片"),
        ({"quality": 0.7}, "30% 的字符读不出来"),
    ],
)
def test_a_report_read_badly_is_not_judged(refusal, reading, said):
    found = refusal(**reading)
    assert found.code is RefusalCode.UNREADABLE
    assert said in found.reason


def test_quotes_from_recognised_text_are_marked(auditor):
    at = TEXT.index("全镇22名")
    card = auditor.audit(Document.of(TEXT, recognised=((at, at + 10),)))
    marked = {verdict.rule: [e.recognised for e in verdict.evidence] for verdict in card.verdicts}
    assert marked["E1"] == [True]
    assert marked["B1"] == [False]
