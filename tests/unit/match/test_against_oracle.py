"""The search finds what the definition says, no place lost and none added."""

from against_oracle import differing, documents, field_of, phrases_of
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.book import RuleBook
from auditor.match.index import Index
from auditor.match.language import PhraseError, compile_phrase

# few characters, so that words come again, overlap and stand in one another
LETTERS = "甲乙丙"
words = st.text(LETTERS, min_size=1, max_size=3)
groups = st.lists(words, min_size=1, max_size=3).map(lambda group: f"({'|'.join(group)})")
optional = st.lists(words, min_size=1, max_size=2).map(lambda group: f"({'|'.join(group)}|)")
parts = st.lists(st.one_of(words, groups, optional, st.sampled_from(["…", "……", "#"])), max_size=3).map("".join)
# a phrase of which no word need stand is in every line
shapes = st.tuples(parts, st.one_of(words, groups), parts).map("".join)
spellings = st.tuples(st.text(LETTERS, min_size=2, max_size=9), st.integers(0, 2)).map(
    lambda drawn: f"{drawn[0]}~{drawn[1]}"
)
lines = st.lists(st.text(LETTERS + "，2三余", min_size=1, max_size=40), min_size=1, max_size=6)


@settings(derandomize=True, deadline=None, max_examples=1500)
@given(st.lists(st.one_of(spellings, shapes), min_size=1, max_size=6), lines)
def test_every_place_is_found_and_no_other(sources: list[str], sentences: list[str]) -> None:
    phrases = []
    for source in sources:
        try:
            phrases.append(compile_phrase(source))
        except PhraseError:
            continue
    assert not list(differing(Index(phrases), phrases, field_of(sentences)))


def test_the_rules_are_found_in_spoilt_reports_as_the_definition_says(book: RuleBook) -> None:
    phrases = [compile_phrase(phrase) for phrase in phrases_of(book.rules)]
    index = Index(phrases)
    found = [differing(index, phrases, field_of(sentences)) for sentences in documents(20)]
    assert not [difference for differences in found for difference in differences]
