"""Ranking -> a workbook for people: an explanation, four sheets a year, the files without a rank. Bytes of XLSX."""

from __future__ import annotations

import io

from auditor.ranking import Ranking
from auditor.render.records import records
from auditor.render.xlsx.rest import add_about, add_other_versions, add_refused, add_unreadable
from auditor.render.xlsx.sheet import Book
from auditor.render.xlsx.year import add_year


def ranking_xlsx(ranking: Ranking) -> bytes:
    """Render the whole run; the same ranking gives the same bytes. Levels are numbers 0-3 that show as words."""
    out = io.BytesIO()
    book = Book(out, ranking.checklist)
    found = list(records(ranking))
    add_about(book, ranking)
    for table in ranking.years:
        add_year(book, table, ranking.rows)
    add_refused(book, found)
    add_unreadable(book, found)
    add_other_versions(book, ranking, found)
    book.close()
    return out.getvalue()
