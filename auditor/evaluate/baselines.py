"""Two judges without understanding, to see what the verdicts are worth beside them.

all-present        every row of every report is done (level 2)
keyword-presence   a row is done where a phrase of its rule file stands in the report word for word, else absent; only
                   phrases without gaps and numbers, whatever they prove, and nobody asks how the sentence means them.
                   A row whose file spells none out (measures, answers, form) is absent throughout
"""

from __future__ import annotations

from auditor.book import Rule, RuleBook
from auditor.match.language import compile_phrase, squeeze
from auditor.model import Level, Report

ALL_PRESENT = "all-present"
KEYWORD_PRESENCE = "keyword-presence"


class Keywords:
    """The spelled-out phrases of a rule set, by row."""

    def __init__(self, book: RuleBook) -> None:
        self._by_row = {rule.id: _spelled(rule) for rule in book.rules}

    def levels(self, report: Report) -> dict[str, Level]:
        """Judge every row of a report: done or absent."""
        text = "\n".join(squeeze(sentence.text) for sentence in report.sentences)
        return {
            row: Level.DONE if any(word in text for word in words) else Level.ABSENT
            for row, words in self._by_row.items()
        }


def _spelled(rule: Rule) -> tuple[str, ...]:
    phrases = (p for e in rule.elements for p in (*e.passing, *e.topics, *e.deeds, *e.facts))
    return tuple({
        choice.text: None
        for compiled in map(compile_phrase, phrases)
        if isinstance(compiled, tuple)
        for choice in compiled
    })  # fmt: skip
