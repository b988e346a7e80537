"""Scorecards -> a workbook to work through and hand on: 整改清单 to fill in, every row, every quote. Bytes of XLSX."""

from __future__ import annotations

import io
from collections.abc import Sequence

from auditor.book import RuleBook
from auditor.card import Scorecard, Unreadable
from auditor.render.headings import RESULT
from auditor.render.summary import names_of
from auditor.render.xlsx.audited import add_checklist, add_flaws, add_quotes, add_remedies
from auditor.render.xlsx.run import add_about, add_overview, add_ungraded
from auditor.render.xlsx.sheet import Book


def to_xlsx(cards: Sequence[Scorecard], unreadable: Sequence[Unreadable], book: RuleBook) -> bytes:
    """Render a run; the same input gives the same bytes. Levels are numbers 0-3 that show as words.

    Sheets without a line are left out where they would only tell of slips or failures; the overview where one report
    stands alone.
    """
    out = io.BytesIO()
    made = Book(out, RESULT)
    reports = list(zip(names_of(cards), cards, strict=True))
    add_about(made, reports, unreadable, book)
    if len(reports) > 1:
        add_overview(made, reports)
    add_remedies(made, reports)
    add_checklist(made, reports, book)
    add_quotes(made, reports, book)
    add_flaws(made, reports)
    add_ungraded(made, reports, unreadable)
    made.close()
    return out.getvalue()
