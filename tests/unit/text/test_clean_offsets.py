"""Every cleaned character leads back to the source character it came from."""

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.text.clean import clean

ALPHABET = "法治镇年月日一二（）()《》“”，。；：,.;:?!％％1２3.5Ａb # -①是\u3000 \t\r\n\v\f\u200b\ufeff\u2028\x00"


def spelled(char: str) -> str:
    """One spelling for a character, by the Unicode tables rather than by the code under test."""
    return unicodedata.normalize("NFKC", char).replace("。", ".")


def assert_leads_back(text: str) -> None:
    result = clean(text)
    assert len(result.origin) == len(result.text)
    body = result.origin[:-1]
    assert all(a < b for a, b in pairwise(body)), "rising"
    assert all(0 <= at < len(text) for at in result.origin), "in range"
    for at, char in enumerate(result.text):
        start, end = result.source_span(at, at + 1)
        assert end == start + 1
        if char != "\n":
            assert spelled(text[start]) == spelled(char)


@pytest.mark.parametrize("path", sorted((Path(__file__).parents[3] / "seeds").glob("*.txt")), ids=lambda p: p.stem)
def test_offsets_of_real_reports(path):
    assert_leads_back(path.read_text(encoding="utf-8"))


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.text(ALPHABET, min_size=1, max_size=80).map("法".__add__))
def test_offsets_of_any_text(text):
    assert_leads_back(text)


def test_a_span_leads_back_over_what_was_left_out():
    text = "年初部署，我镇组织学\n- 3 -\n习，参加１２人次。"
    result = clean(text)
    assert result.text == "年初部署，我镇组织学习，参加12人次。\n"
    at = result.text.index("学习")
    start, end = result.source_span(at, at + 2)
    assert text[start:end] == "学\n- 3 -\n习"
    at = result.text.index("12人次")
    assert text[slice(*result.source_span(at, at + 4))] == "１２人次"


def test_an_empty_span_leads_to_one_place():
    result = clean("　法治")
    assert result.source_span(0, 0) == (1, 1)


def test_nothing_is_added():
    text = "一、学　法(全年),共６次!\n\n- 1 -\n石桥镇 人民政府"
    assert len(clean(text).text.replace("\n", "")) < len(text)
