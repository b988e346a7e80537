"""Shortcomings -> the Code Quality report of GitLab: a list of issues in the order found, then what could not be read.

GitLab wants a line for each: 1 stands for the whole file where no line can be told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import PurePath

from auditor.card import Unreadable
from auditor.render.json_text import json_text
from auditor.render.places import HERE, heading_of, lines_of, name_of, spotted
from auditor.render.visible import visible
from auditor.shortcoming import Checked, Severity

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}
_NO_RESULT = "blocker"


def to_gitlab(found: Sequence[Checked], unreadable: Sequence[Unreadable], *, root: PurePath = HERE) -> str:
    """Render a run; what something excuses is left out."""
    issues = []
    for checked in found:
        path = name_of(checked.card.document.path, root)
        ungraded = checked.card.refusal is not None
        for one in spotted(checked, root):
            said = one.shortcoming
            severity = _NO_RESULT if ungraded else _SEVERITIES[said.severity]
            told = f"{heading_of(said)}：{' '.join(lines_of(one, quoted=False))}"
            issues.append(_issue(told, said.rule, one.identity, severity, path, one.region.line if one.region else 1))
    for row in unreadable:
        path = name_of(row.path, root)
        mark = hashlib.sha256(f"{path}\n{row.code}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
        issues.append(_issue(f"读不了：{row.message}{row.hint}", row.code, mark, _NO_RESULT, path, 1))
    return json_text(issues) + "\n"


def _issue(told: str, rule: str, mark: str, severity: str, path: str, line: int) -> dict[str, object]:
    return {
        "description": visible(told),
        "check_name": visible(rule),
        "fingerprint": mark,
        "severity": severity,
        "location": {"path": visible(path), "lines": {"begin": line}},
    }
