"""What was audited before changes nothing: a run over many gives every report the verdicts that it gets alone."""

from random import Random

import pytest

from auditor.book import RuleBook
from auditor.card import Scorecard
from auditor.model import Document, UnitKind
from auditor.pipeline import Auditor

GOLD = ("w00", "w15", "w29", "w56", "w65")


@pytest.fixture(scope="module")
def asked(root) -> list[tuple[Document, UnitKind, int]]:
    """Reports on years and by kinds of unit that have checklists of their own, shuffled."""
    texts = [(root / "tests/gold/texts" / f"{name}.txt").read_text("utf-8") for name in GOLD]
    rows = [(Document.of(text), kind, year) for text in texts for kind in UnitKind for year in (2018, 2023)]
    Random(7).shuffle(rows)
    return rows


def test_verdicts_do_not_hang_on_what_came_before(book: RuleBook, asked) -> None:
    long_at_it = Auditor(book)
    alone: dict[tuple[UnitKind, int], Auditor] = {}

    def judged(auditor: Auditor, document: Document, kind: UnitKind, year: int) -> Scorecard:
        return auditor.audit(document, kind=kind, year=year)

    for document, kind, year in asked:
        own = alone.setdefault((kind, year), Auditor(book))
        assert judged(long_at_it, document, kind, year) == judged(own, document, kind, year)
