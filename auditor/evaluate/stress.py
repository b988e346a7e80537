"""Reports and an `Auditor` -> `Steadiness`: every report damaged in every way, its verdicts compared by level.

A row is left out of a kind that takes away what the row judges (the heading numbers that A1 counts parts by, the
title of A6): there the level ought to change. A report that a damage leaves as it was is not counted for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from auditor.evaluate.perturb import DAMAGES, Damage, Page, damaged
from auditor.model import Document, Level
from auditor.pipeline import Auditor
from auditor.steadiness import Change, KindSteadiness, RowSteadiness, Steadiness, Tally

Levels = dict[str, Level]


def stress(
    documents: Sequence[Document],
    auditor: Auditor,
    damages: Sequence[Damage] = DAMAGES,
    *,
    seed: int = 0,
    advance: Callable[[], None] = lambda: None,
) -> Steadiness:
    """Measure which verdicts damage changes; `advance` is called once for every report and kind.

    The same documents, kinds and seed give the same result. Never raises.
    """
    pages = [Page(document.text, auditor.read(document)) for document in documents]
    before = [_levels(document.text, auditor) for document in documents]
    kinds: list[KindSteadiness] = []
    changes: list[Change] = []
    for damage in damages:
        tried: list[tuple[Levels, Levels]] = []
        for document, page, levels in zip(documents, pages, before, strict=True):
            text = damaged(page, damage, seed)
            if text != page.text:
                after = _levels(text, auditor)
                tried.append((levels, after))
                changes += _changes(document.path, damage, levels, after)
            advance()
        kinds.append(_kind(damage, tried, auditor))
    rows = (
        RowSteadiness(
            rule.id, rule.title, rule.core, _sum(kind.rows[rule.id] for kind in kinds if rule.id in kind.rows)
        )
        for rule in auditor.book.rules
    )
    return Steadiness(len(documents), seed, tuple(kinds), tuple(rows), tuple(changes))


def _levels(text: str, auditor: Auditor) -> Levels:
    return {v.rule: v.level for v in auditor.audit(Document.of(text)).verdicts if v.applicable}


def _changes(path: str, damage: Damage, before: Levels, after: Levels) -> Iterator[Change]:
    for row, level in before.items():
        if row not in damage.removes and row in after and after[row] != level:
            yield Change(path, damage.name, row, level, after[row])


def _kind(damage: Damage, tried: list[tuple[Levels, Levels]], auditor: Auditor) -> KindSteadiness:
    rows = {}
    for rule in auditor.book.rules:
        if rule.id in damage.removes:
            continue
        pairs = [(a[rule.id], b[rule.id]) for a, b in tried if rule.id in a and rule.id in b]
        rows[rule.id] = Tally(len(pairs), sum(a == b for a, b in pairs))
    left_out = tuple(rule.id for rule in auditor.book.rules if rule.id in damage.removes)
    return KindSteadiness(damage.name, damage.group, len(tried), _sum(rows.values()), rows, left_out)


def _sum(tallies: Iterable[Tally]) -> Tally:
    counted = list(tallies)
    return Tally(sum(t.n for t in counted), sum(t.same for t in counted))
