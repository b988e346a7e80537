"""Files that the user named -> scorecards, one after the other, with a bar where it takes long."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from auditor.card import RefusalCode, Scorecard, Unreadable
from auditor.cli.output import progress, standard_input
from auditor.errors import AuditorError, ReadError
from auditor.load import read_bytes
from auditor.model import UnitKind
from auditor.pipeline import Auditor, audit_bytes, audit_file

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run."""

    cards: tuple[Scorecard, ...]
    unreadable: tuple[Unreadable, ...]
    piped: bytes = b""
    """What came through standard input."""

    @property
    def poor(self) -> bool:
        """Whether a file could not be read, or too badly to be judged."""
        refusals = (card.refusal for card in self.cards)
        return bool(self.unreadable) or any(r and r.code is RefusalCode.UNREADABLE for r in refusals)

    def source(self, card: Scorecard) -> bytes:
        """Return the file that a scorecard is of, as it was judged. Raises `ReadError`."""
        document = card.document
        if document.path == STANDARD_INPUT:
            return self.piped
        data = read_bytes(Path(document.path))
        if hashlib.sha256(data).hexdigest() != document.sha256:
            raise ReadError("changed", f"「{document.path}」在评定以后被改过。", "请保存并关闭文件，再运行一次。")
        return data


Asked = Callable[[str], tuple[int | None, UnitKind | None]]
"""By path: the year and the kind of unit that the user names for it; None where it tells itself."""


def audit_all(paths: list[str], auditor: Auditor, asked: Asked) -> Run:
    """Judge every file in order; one that cannot be read is told with its reason, and the run goes on."""
    cards: list[Scorecard] = []
    unreadable: list[Unreadable] = []
    piped = b""
    with progress(len(paths)) as bar:
        for path in paths:
            year, kind = asked(path)
            try:
                if path == STANDARD_INPUT:
                    piped = standard_input()
                    cards.append(audit_bytes(piped, auditor, year=year, kind=kind, on_page=bar.page))
                else:
                    cards.append(audit_file(Path(path), auditor, year=year, kind=kind, on_page=bar.page))
            except AuditorError as error:
                unreadable.append(Unreadable(path, error.code, error.message, error.hint))
            bar.advance()
    return Run(tuple(cards), tuple(unreadable), piped)
