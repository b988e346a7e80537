"""A scorecard <-> the rows that a store keeps of it: plain tuples, nothing lost but the report's own text,
its outline and what to add for each row.

The columns are the fields of the values themselves; what is no plain number or text is kept as JSON.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from auditor.card import Evidence, Flaw, Scorecard, Verdict
from auditor.model import Document

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Row = tuple[str | int | float | None, ...]

NEAREST = -1
"""Number of the passage that came closest to an absent row; evidence is numbered from 0."""
_JSON = frozenset(("overlays", "ledger", "refusal", "reading", "flags", "basis"))
"""Columns that hold JSON."""


def _columns(kind: type, *left_out: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in left_out)


CARD = (*_columns(Scorecard, "document", "verdicts", "flaws", "outline", "remedies"), "reading")
"""Columns of a result; `reading` is how the document was read. What only text or rules tell is not kept."""
VERDICT = ("place", *_columns(Verdict, "evidence", "nearest"))
EVIDENCE = ("place", "number", *_columns(Evidence))
"""`place` is the verdict's."""
FLAW = ("number", *_columns(Flaw))
_READING = _columns(Document, "path", "text", "sha256", "_line_starts")


@dataclass(frozen=True, slots=True)
class Rows:
    """A result as a store keeps it."""

    card: Row
    verdicts: tuple[Row, ...]
    """In the checklist's order."""
    evidence: tuple[Row, ...]
    flaws: tuple[Row, ...]

    def digest(self) -> str:
        """Return the SHA-256 of the whole result: any change of a level, quote or figure changes it."""
        text = json.dumps((self.card, self.verdicts, self.evidence, self.flaws), ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()


def rows_of(card: Scorecard) -> Rows:
    """Take a scorecard apart."""
    reading = {name: getattr(card.document, name) for name in _READING}
    verdicts = enumerate(card.verdicts)
    return Rows(
        card=(*(_cell(getattr(card, name)) for name in CARD[:-1]), _cell(reading)),
        verdicts=tuple((place, *_cells(verdict, VERDICT[1:])) for place, verdict in verdicts),
        evidence=tuple(_quotes(card.verdicts)),
        flaws=tuple((number, *_cells(flaw, FLAW[1:])) for number, flaw in enumerate(card.flaws)),
    )


def card_of(rows: Rows, path: str, sha256: str) -> Scorecard:
    """Put a scorecard together again; its document has no text, and goes by the path given."""
    quotes: dict[object, dict[object, Evidence]] = {}
    for row in rows.evidence:
        quotes.setdefault(row[0], {})[row[1]] = _value(Evidence, EVIDENCE[2:], row[2:])
    verdicts = []
    for row in rows.verdicts:
        own = quotes.get(row[0], {})
        nearest = own.pop(NEAREST, None)
        more = {"evidence": [own[number] for number in range(len(own))], "nearest": nearest}
        verdicts.append(_value(Verdict, VERDICT[1:], row[1:], **more))
    reading = json.loads(str(rows.card[-1]))
    document = _adapter(Document).validate_python({"path": path, "text": "", "sha256": sha256} | reading)
    flaws = [_value(Flaw, FLAW[1:], row[1:]) for row in rows.flaws]
    card: Scorecard = _value(Scorecard, CARD[:-1], rows.card[:-1], document=document, verdicts=verdicts, flaws=flaws)
    return card


def _quotes(verdicts: Iterable[Verdict]) -> Iterable[Row]:
    for place, verdict in enumerate(verdicts):
        for number, evidence in enumerate(verdict.evidence):
            yield (place, number, *_cells(evidence, EVIDENCE[2:]))
        if verdict.nearest:
            yield (place, NEAREST, *_cells(verdict.nearest, EVIDENCE[2:]))


def _cells(value: object, columns: tuple[str, ...]) -> Row:
    return tuple(_cell(getattr(value, name)) for name in columns)


def _cell(value: Any) -> str | int | float | None:
    """Bring a field's value into a form that a table keeps as it is."""
    if value is None or type(value) in (str, int, float):
        return value  # type: ignore[no-any-return]
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        # levels and truth values
        return int(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    assert is_dataclass(value)
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _value(kind: Any, columns: tuple[str, ...], cells: Row, **more: object) -> Any:
    read = {
        name: json.loads(cell) if name in _JSON and isinstance(cell, str) else cell
        for name, cell in zip(columns, cells, strict=True)
    }
    return _adapter(kind).validate_python(read | more)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Return what checks plain values and makes them into one of a kind; only reading back needs the library."""
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
