"""Texts made to keep a reader busy: time grows with their length and not faster, in every stage."""

import time
from collections import Counter

import pytest
from formats.hostile_text import TEXTS

from auditor.card import RefusalCode
from auditor.match.phrases import Finder
from auditor.model import Document

SLOW = [
    "标题不收.txt",
    "镇镇镇.txt",
    "页码接空格.txt",
    "句中大段空格.txt",
    "章中有章.txt",
    "标题数万个.txt",
    "问题措施各数千.txt",
    "原因上万个.txt",
    "汉字数字到上限.txt",
    "数字串加单位词.txt",
    "计划上万条.txt",
    "持证上岗上万遍.txt",
]
MOST_SECONDS = 30
"""On a slow machine; each took minutes or broke off when it grew with the square of its length."""


@pytest.mark.parametrize("name", SLOW)
def test_a_long_text_is_judged_soon(auditor, name):
    document = Document.of(TEXTS[name]().decode())
    began = time.monotonic()
    card = auditor.audit(document)
    assert time.monotonic() - began < MOST_SECONDS
    assert card.refusal is None or card.refusal.code in RefusalCode


@pytest.mark.parametrize("blank", ["", " " * 20, "\u200b" * 20])
def test_blanks_inside_a_quote_stay_as_they_are(auditor, blank):
    text = f"2023年法治政府建设情况报告\n一、工作情况\n聘请法律{blank}顾问1名，审查合同12件。\n"
    (row,) = (v for v in auditor.audit(Document.of(text)).verdicts if v.rule == "D4")
    assert f"法律{blank}顾问1名" in row.evidence[0].quote


def test_a_phrase_said_over_and_over_counts_some_twenty_times(book, auditor):
    report = auditor.read(Document.of("一、工作情况\n" + "持证上岗" * 90 + "。\n"))
    times = Counter((hit.rule, hit.element, hit.phrase, hit.sentence) for hit in Finder(book.rules).find(report))
    assert max(times.values()) == 20
