"""Keyword presence knows words, and nothing else."""

from dataclasses import replace

import pytest

from auditor.book import Element
from auditor.evaluate.baselines import Keywords
from auditor.model import Document


@pytest.fixture
def level(auditor, book):
    """Level of row E1 by keywords, with these phrases in its file."""

    def judge(text, *phrases):
        rule = replace(book.rule("E1"), elements=(Element("x", "x", topics=phrases),), masks=phrases)
        keywords = Keywords(replace(book, rules=(rule,)))
        return keywords.levels(auditor.read(Document.of(text)))["E1"]

    return judge


@pytest.mark.parametrize(
    "text",
    ["尚未持证上岗。", "下一步，将推进持证上岗。", "执法人员持证 上岗。", "要“持证”上岗", "带证上岗"],
)
def test_words_are_enough_however_they_are_meant(level, text):
    assert level(text, "(持|带)证上岗") == 2


@pytest.mark.parametrize("text", ["证件齐全。", "人人持证。上岗前培训。", "持有证件上岗"])
def test_without_the_words_a_row_is_absent(level, text):
    assert level(text, "(持|带)证上岗") == 0


@pytest.mark.parametrize("phrase", ["持证…上岗", "#(名|人)持证", "行政执法资格证书~2"])
def test_gaps_numbers_and_slips_are_beyond_it(level, phrase):
    assert level("22名持证人员全部上岗，取得行政执法资格证。", phrase) == 0


def test_every_row_gets_a_level(auditor, book):
    levels = Keywords(book).levels(auditor.read(Document.of("我镇聘请了法律顾问。")))
    assert list(levels) == [rule.id for rule in book.rules]
    assert levels["D4"] == 2
    assert levels["A6"] == 0
