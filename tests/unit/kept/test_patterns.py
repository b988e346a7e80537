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
