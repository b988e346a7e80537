"""What comes back from bytes is what went in, and patterns are not compiled again."""

import re
from dataclasses import dataclass, field

import pytest

from auditor.kept import packed
from auditor.kept.packed import unpacked
from auditor.model import Level, Remark
from auditor.pipeline import Auditor

PATTERNS = [
    re.compile("执法(?:人员|队)|(?P<数>[0-9〇一二三]{1,3})名"),
    re.compile(r"^\s*\w+?(?<!不)[^\W\d_]$", re.M | re.I),
    re.compile(rb"\x00[\x80-\xff]+"),
    re.compile("(a)(?P<b>b)?(c)"),
    re.compile(""),
]


@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: tuple[int, ...] = ()


@dataclass
class Counter:
    start: int
    seen: list[int] = field(init=False, default_factory=list)


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: repr(pattern.pattern))
def test_a_pattern_comes_back_the_same(pattern):
    back = unpacked(packed.packed(pattern))
    assert (back, back.groups, back.groupindex) == (pattern, pattern.groups, pattern.groupindex)


def test_a_pattern_comes_back_without_being_compiled(monkeypatch):
    data = packed.packed(PATTERNS)
    re.purge()
    monkeypatch.setattr(re, "_compile", None)
    found = unpacked(data)[0].search("有执法人员十二名")
    assert found[0] == "执法人员"


def test_a_pattern_is_compiled_where_its_code_does_not_hold(monkeypatch):
    monkeypatch.setattr("auditor.kept.patterns.pattern_of", lambda *parts: re.compile("anything else"))
    assert unpacked(packed.packed(PATTERNS)) == PATTERNS


def test_values_come_back_equal():
    counter = Counter(3)
    counter.seen.append(5)
    value = {"a": (Point(1, (2, 3)), Level.DONE), "b": frozenset({Remark("标题")}), "c": Point, "d": counter}
    back = unpacked(packed.packed(value))
    assert back == value
    assert type(next(iter(back["b"]))) is Remark


def test_a_whole_auditor_comes_back_and_judges_the_same(auditor, seed):
    from auditor.load import load_file

    back = unpacked(packed.packed(auditor))
    assert isinstance(back, Auditor)
    assert back.book == auditor.book
    document = load_file(seed)
    assert back.audit(document) == auditor.audit(document)
