"""Modules find their patterns compiled, and the same as without."""

import re
import sys

import pytest

from auditor.kept import patterns
from auditor.kept.patterns import known_patterns

MODULE = """
import re
PLAIN = re.compile("执法[\\u3400-\\u9fff]{1,3}(?P<who>队|员)")
FLAGGED = re.compile(r"^a.b", re.M | re.S | re.I)
BYTES = re.compile(rb"[^\\x80-\\xff]")
INLINE = re.compile("(?i)abc")
"""


@pytest.fixture(autouse=True)
def module(tmp_path, monkeypatch):
    """A module of the program with patterns, to be imported as often as wanted."""
    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path / "缓存"))

    def load():
        re.purge()
        with known_patterns("here"):
            made = type(sys)("auditor.here")
            exec(MODULE, vars(made))
            monkeypatch.setitem(sys.modules, "auditor.here", made)
        return made.PLAIN, made.FLAGGED, made.BYTES, made.INLINE

    yield load
    re.purge()


@pytest.fixture
def compiled(monkeypatch):
    """The patterns that `re` has compiled."""
    seen = []
    compile_one = re._compiler.compile

    def count(source, flags=0):
        seen.append(source)
        return compile_one(source, flags)

    monkeypatch.setattr(re._compiler, "compile", count)
    return seen


def test_what_one_run_compiled_the_next_one_knows(module, compiled):
    first = module()
    assert len(compiled) == 4
    compiled.clear()
    assert module() == first
    # what a pattern says of its flags itself cannot be told from what the module says
    assert compiled == ["(?i)abc"]


def test_patterns_of_other_imports_are_kept_apart(module, compiled):
    module()
    compiled.clear()
    re.purge()
    with known_patterns("elsewhere"):
        re.compile("执法[\u3400-\u9fff]{1,3}(?P<who>队|员)")
    assert len(compiled) == 1


def test_without_a_cache_everything_is_compiled(module, compiled, monkeypatch):
    monkeypatch.setenv("AUDITOR_CACHE", "")
    assert module() == module()
    assert len(compiled) == 8


def test_a_python_that_keeps_its_patterns_elsewhere_compiles_them(module, compiled, monkeypatch):
    module()
    monkeypatch.setattr(patterns, "re", type("Re", (), {"Pattern": re.Pattern, "UNICODE": re.UNICODE}))
    compiled.clear()
    module()
    assert len(compiled) == 4


def test_a_compiler_knows_what_earlier_runs_compiled(compiled):
    first = patterns.Compiler()
    made = first("执法([\u3400-\u9fff]{1,3})(?:队|员)")
    first.keep()
    compiled.clear()
    re.purge()
    known = patterns.Compiler()("执法([\u3400-\u9fff]{1,3})(?:队|员)")
    assert compiled == []
    assert known == made
    assert known.search("行政执法大队")[1] == made.search("行政执法大队")[1] == "大"


def test_a_compiler_keeps_what_every_run_adds():
    for source in ("甲+", "乙+"):
        one = patterns.Compiler()
        one(source)
        one.keep()
    assert set(patterns.Compiler()._known) == {"甲+", "乙+"}
