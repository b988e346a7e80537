"""Audit township reports on law-based government against a checklist of duties.

    >>> import auditor
    >>> card = auditor.audit_file("draft.docx")
    >>> [(v.rule, v.level.code) for v in card.verdicts if v.core]

`audit`, `audit_file` and `load_rules` are the public face, together with the types of `auditor.model`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from auditor.version import __version__

if TYPE_CHECKING:
    from auditor.book import RuleBook
    from auditor.card import Scorecard
    from auditor.model import Document, UnitKind

__all__ = ["__version__", "audit", "audit_file", "load_rules"]


def load_rules(source: str | Path | None = None) -> RuleBook:
    """Read a rule folder, the program's own by default, or an overlay file. Raises `RulesError`."""
    from auditor.rulebook import read_rules

    return read_rules(Path(source) if source is not None else None)


def audit(
    document: Document, book: RuleBook | None = None, *, year: int | None = None, kind: UnitKind | None = None
) -> Scorecard:
    """Judge a document on every row; `year` and `kind` override what the report says. Raises `RulesError`.

    To audit many with one rule set, build `auditor.pipeline.Auditor(book)` once.
    """
    from auditor.pipeline import Auditor

    return Auditor(book or load_rules()).audit(document, year=year, kind=kind)


def audit_file(
    path: str | Path, book: RuleBook | None = None, *, year: int | None = None, kind: UnitKind | None = None
) -> Scorecard:
    """Load a file and judge it. Raises `ReadError` or `RulesError`."""
    from auditor.load import load_file

    return audit(load_file(Path(path)), book, year=year, kind=kind)
