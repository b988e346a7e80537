"""The words that a match of a pattern cannot do without: none is named that a match could lack."""

import re
from pathlib import Path

import pytest

from auditor.book import RuleBook
from auditor.match.needles import needles
from auditor.match.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("尚未|没有", {"尚未", "没有"}),
        ("尚?未(?:能|曾)开展", {"开展"}),
        ("(?<!并)(?:没有|未)(?!败)办", {"办"}),
        ("没(?!什么)有", {"没有"}),
        ("(?:打|拟)算{1,2}", {"算"}),
        ("下{0,1}一步", {"一步"}),
        ("[将要]在.{2,4}前", {"在"}),
        (r"\d+分(?!钟)|满分", {"分", "满分"}),
        ("(?P<how>按照)?方案$", {"方案"}),
    ],
)
def test_of_what_stands_in_every_match_the_longest_words_are_named(pattern: str, words: set[str]) -> None:
    assert needles(pattern) == words


@pytest.mark.parametrize(
    "pattern", ["", "[已了]", "已|[了过]", "(?:已|了)?", r"\d+", "(?!)", "(已", "已)", "(?i)已", "*"]
)
def test_where_a_match_may_lack_every_word_none_is_named(pattern: str) -> None:
    assert needles(pattern) is None


def test_no_cue_of_the_rules_matches_without_its_words(book: RuleBook, seeds: list[Path]) -> None:
    lines = [line for path in seeds for line in re.split("[。\n]", path.read_text("utf-8"))]
    lines += [case.text for rule in book.rules for case in rule.cases]
    words = Vocabulary(book.lexicon)
    for line in lines:
        spoken = {name for name, cue in book.lexicon.cues.items() if cue.search(line)}
        assert spoken <= words.audible(line).keys(), line
