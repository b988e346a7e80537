"""Shortcomings -> workflow commands of GitHub Actions: an annotation for each, a group for every report.

GitHub shows about ten annotations of a kind for a step. So what could not be read comes first, then the reports with
the most of the gravest shortcomings, in each the gravest first. SARIF holds all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from auditor.card import Unreadable
from auditor.render.places import HERE, STANDARD_INPUT, Spotted, heading_of, lines_of, shown_name, spotted
from auditor.render.visible import visible
from auditor.shortcoming import Checked, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_Properties = dict[str, str | int]


def to_github(found: Sequence[Checked], unreadable: Sequence[Unreadable], *, root: PurePath = HERE) -> str:
    """Render a run; what something excuses is left out. Empty where there is nothing to tell."""
    lines = [_unread(row, root) for row in unreadable]
    placed = [(checked.card.document.path, spotted(checked, root)) for checked in found]
    for path, told in sorted(placed, key=lambda one: _gravity(one[1])):
        if told:
            lines += [f"::group::{_data(shown_name(path, root))}", *_annotations(path, told, root), "::endgroup::"]
    return "".join(f"{line}\n" for line in lines)


def _gravity(told: list[Spotted]) -> list[int]:
    """Return what orders reports: more errors first, then more warnings; those alike keep their order."""
    severities = [one.shortcoming.severity for one in told]
    return [-severities.count(severity) for severity in Severity]


def _annotations(path: str, told: list[Spotted], root: PurePath) -> Iterator[str]:
    for one in told:
        where = _where(path, root)
        if one.region:
            where |= {"line": one.region.line, "endLine": one.region.end_line}
            # GitHub takes columns of a single line only
            if one.region.column is not None and one.region.line == one.region.end_line:
                where["col"] = one.region.column
        title = heading_of(one.shortcoming)
        yield _command(_COMMANDS[one.shortcoming.severity], where | {"title": title}, lines_of(one, quoted=False))


def _unread(row: Unreadable, root: PurePath) -> str:
    said = [visible(text) for text in (row.message, row.hint) if text]
    return _command("error", _where(row.path, root) | {"title": "读不了"}, said)


def _where(path: str, root: PurePath) -> _Properties:
    return {} if path == STANDARD_INPUT else {"file": shown_name(path, root)}


def _command(name: str, properties: _Properties, lines: Sequence[str]) -> str:
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    text = _data("\n".join(lines))
    return f"::{name} {listed}::{text}"


def _data(text: str) -> str:
    """Escape what would end a command or begin another."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
