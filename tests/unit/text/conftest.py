"""Short cuts through the text stage, with the vocabulary of the shipped rules."""

from collections.abc import Callable

import pytest

from auditor.book import RuleBook
from auditor.model import Clean, Report
from auditor.text.clean import clean
from auditor.text.segment import segment


@pytest.fixture
def cleaned(book: RuleBook) -> Callable[[str], Clean]:
    return lambda text: clean(text, book.lexicon.frame)


@pytest.fixture
def lines(cleaned: Callable[[str], Clean]) -> Callable[[str], list[str]]:
    """Paragraphs of a cleaned text."""
    return lambda text: cleaned(text).text.splitlines()


@pytest.fixture
def read(book: RuleBook, cleaned: Callable[[str], Clean]) -> Callable[[str], Report]:
    return lambda text: segment(cleaned(text), book.lexicon)
