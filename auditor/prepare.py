"""Rule files -> `Auditor`, as an earlier run made it where nothing has changed since; else made now and kept."""

from __future__ import annotations

import atexit
from pathlib import Path

from auditor.book import RuleBook
from auditor.kept.folder import keep, key_of, recall
from auditor.kept.patterns import Compiler
from auditor.pipeline import Auditor
from auditor.rulebook import read_rules
from auditor.rulebook.sources import all_among, sources_of


def prepare(source: Path | None = None) -> Auditor:
    """Return the auditor of a rule folder, the program's own by default, or an overlay. Raises `RulesError`.

    What was kept has been checked. A rule set with a mistake is never kept, so that the mistake is told every time.
    """
    files = sources_of(source)
    auditor = _recalled(source, files)
    if auditor is None:
        auditor = Auditor(read_rules(source))
        # a file may have been saved while the rules were read
        if files and all_among(auditor.book, files) and sources_of(source) == files:
            keep(_key(source, files), auditor)
    compiler = Compiler()
    auditor.compile_with(compiler)
    atexit.register(compiler.keep)
    return auditor


def book_of(source: Path | None = None) -> RuleBook:
    """Return the rule set of the same sources, its phrases not looked at. Raises `RulesError`."""
    found = _recalled(source, sources_of(source))
    return read_rules(source) if found is None else found.book


def _recalled(source: Path | None, files: dict[Path, bytes] | None) -> Auditor | None:
    found = recall(_key(source, files)) if files else None
    return found if isinstance(found, Auditor) else None


def _key(source: Path | None, files: dict[Path, bytes]) -> str:
    """Name the auditor by all that it is made of; paths too, for they are shown."""
    return key_of(
        [str(source).encode(), *(part for path, data in files.items() for part in (str(path).encode(), data))]
    )
