"""Nothing in a shown text steers a screen, a page or a table."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.render.visible import encodable, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("白水镇（二稿）.docx", "白水镇（二稿）.docx"),
        ("\x1b[31m红\x1b[0m", "�[31m红�[0m"),
        ("\u202egnp.exe", "�gnp.exe"),
        ("一\x00二\ud800\uffff", "一�二��"),
        ("一\t二\r\n三\u2028四", "一 二  三 四"),
        ("𠮷😀", "𠮷😀"),
    ],
)
def test_what_cannot_be_seen_leaves_a_mark(text, shown):
    assert visible(text) == shown


@given(st.text(st.characters(exclude_categories=[])))
def test_no_control_direction_mark_or_surrogate_is_left(text):
    shown = visible(text)
    assert len(shown) == len(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert not [c for c in shown if unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "LRE", "RLI", "LRI", "FSI")]
    assert visible(shown) == shown


def test_bytes_of_another_encoding_can_be_written():
    name = b"\xb0\xd7.txt".decode("utf-8", "surrogateescape")
    assert encodable(name) == "??.txt"
    assert encodable("白水镇") == "白水镇"
