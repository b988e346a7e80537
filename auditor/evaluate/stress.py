"""Reports and an `Auditor` -> `Steadiness`: every report damaged in every way, its verdicts compared by level.

A row is left out of a kind that takes away what the row judges (the heading numbers that A1 counts parts by, the
title of A6): there the level ought to change. A report that a damage leaves as it was is not counted for it,
nor a row that applies to one of the two texts only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from auditor.card import Verdict
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
    before = [_verdicts(page.text, auditor) for page in pages]
    # the checklist may differ by year and kind of unit, so the rows are those that some report was judged on
    judged = {row: verdict for verdicts in before for row, verdict in verdicts.items()}
    rows = {row: judged[row] for row in auditor.book.row_ids() if row in judged}
    kinds: list[KindSteadiness] = []
    changes: list[Change] = []
    for damage in damages:
        tried: list[tuple[Levels, Levels]] = []
        for document, page, verdicts in zip(documents, pages, before, strict=True):
            text = damaged(page, damage, seed)
            if text != page.text:
                tried.append((_levels(verdicts, damage), _levels(_verdicts(text, auditor), damage)))
                changes += _changes(document.path, damage, *tried[-1])
            advance()
        kinds.append(_kind(damage, tried, list(rows)))
    totals = (
        RowSteadiness(row, verdict.title, verdict.core, _sum(kind.rows[row] for kind in kinds if row in kind.rows))
        for row, verdict in rows.items()
    )
    return Steadiness(len(documents), seed, tuple(kinds), tuple(totals), tuple(changes))


def _verdicts(text: str, auditor: Auditor) -> dict[str, Verdict]:
    return {v.rule: v for v in auditor.audit(Document.of(text)).verdicts if v.applicable}


def _levels(verdicts: dict[str, Verdict], damage: Damage) -> Levels:
    return {row: verdict.level for row, verdict in verdicts.items() if row not in damage.removes}


def _changes(path: str, damage: Damage, before: Levels, after: Levels) -> Iterator[Change]:
    for row, level in before.items():
        if after.get(row, level) != level:
            yield Change(path, damage.name, row, level, after[row])


def _kind(damage: Damage, tried: list[tuple[Levels, Levels]], rows: list[str]) -> KindSteadiness:
    tallies = {}
    for row in rows:
        if row not in damage.removes:
            pairs = [(before[row], after[row]) for before, after in tried if row in before and row in after]
            tallies[row] = Tally(len(pairs), sum(before == after for before, after in pairs))
    left_out = tuple(row for row in rows if row in damage.removes)
    return KindSteadiness(damage.name, damage.group, len(tried), _sum(tallies.values()), tallies, left_out)


def _sum(tallies: Iterable[Tally]) -> Tally:
    counted = list(tallies)
    return Tally(sum(t.n for t in counted), sum(t.same for t in counted))
