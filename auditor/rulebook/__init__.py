"""rules/ -> `RuleBook`: reads, checks and compiles the files that legal clerks edit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from auditor.rulebook.sources import default_rules

if TYPE_CHECKING:
    from auditor.book import RuleBook

__all__ = ["default_rules", "read_rules"]


def read_rules(source: Path | None = None) -> RuleBook:
    """Read a rule folder, the program's own by default, or an overlay file. Raises `RulesError`."""
    # what checks the files takes long to import, and a run with kept rules does without
    from auditor.rulebook import read

    return read.read_rules(source)
