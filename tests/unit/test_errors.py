"""An error that a worker on another machine raises is told here as it would be there."""

import pickle

import pytest

from auditor.errors import AuditorError, OutputError, ReadError, RulesError, UsageError


@pytest.mark.parametrize("kind", [AuditorError, OutputError, ReadError, RulesError, UsageError])
def test_an_error_comes_whole_from_another_process(kind: type[AuditorError]) -> None:
    error = pickle.loads(pickle.dumps(kind("a-code", "出了什么事。", "怎么办。")))
    assert (type(error), error.code, error.message, error.hint) == (kind, "a-code", "出了什么事。", "怎么办。")
    assert str(error) == "出了什么事。"


def test_the_place_in_a_rule_file_comes_along() -> None:
    error = pickle.loads(pickle.dumps(RulesError("a-code", "写错了。", "改。", file="E1.yaml", line=7)))
    assert (error.file, error.line) == ("E1.yaml", 7)
