"""Judged files and what is asked of them -> a run at the gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from auditor.card import Scorecard, Unreadable
from auditor.gate.bars import below_bar
from auditor.gate.baseline import Baseline
from auditor.gate.chosen import Chosen
from auditor.gate.layers import Layers
from auditor.gate.waivers import Waivers
from auditor.gating import Draft, Gated, State


def gated(
    chosen: Chosen,
    cards: Sequence[Scorecard],
    unreadable: Sequence[Unreadable],
    layers: Layers,
    waivers: Waivers | None,
    baseline: Baseline | None,
) -> Gated:
    """Hold every draft against its bar; waivers excuse first, then what is known. The worst draft comes first."""
    judged: Mapping[str, Scorecard] = {card.document.path: card for card in cards}
    lost: Mapping[str, Unreadable] = {row.path: row for row in unreadable}
    drafts = []
    mended = 0
    for file in chosen.files:
        card = judged.get(file.path)
        bar = layers.bar(file.path, file.root)
        found = below_bar(card, bar) if card else ()
        draft = Draft(file.path, bar, card, found, lost.get(file.path))
        if waivers is not None and card is not None:
            draft = waivers.excuse(draft, file.root)
        if baseline is not None and card is not None:
            draft, gone = baseline.excuse(draft, chosen.renamed.get(file.path))
            mended += gone
        drafts.append(draft)
    return Gated(
        tuple(sorted(drafts, key=_badness)), chosen.unchanged, chosen.excluded,
        tuple(waivers.expired) if waivers else (), waivers.unused() if waivers else (), mended,
    )  # fmt: skip


def _badness(draft: Draft) -> tuple[int, int, float, str]:
    """Sort by state, then by how much is below the bar, then by score."""
    percent = draft.percent
    return list(State).index(draft.state), -len(draft.open), -1.0 if percent is None else percent, draft.path


def root_of(path: Path) -> Path:
    """Return the folder that a file named by the user was looked for in."""
    try:
        return path if path.is_dir() else path.parent
    except OSError:
        return path.parent
