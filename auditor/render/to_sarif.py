"""Shortcomings -> SARIF 2.1.0 (OASIS, errata 01), for code scanning and viewers of findings.

Reports come in the order given, in each the gravest first. A line feed, a carriage return, or both end a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from auditor.book import RuleBook
from auditor.card import Scorecard, Unreadable
from auditor.model import Document
from auditor.render.json_text import json_text
from auditor.render.places import HERE, STANDARD_INPUT, VERBATIM, Region, Spotted, is_below, lines_of, spotted, uri_of
from auditor.render.sarif_rules import IN_MESSAGES, Json, message, rules_of
from auditor.render.visible import visible
from auditor.render.wording import EXCUSED, place_of_line
from auditor.shortcoming import Checked
from auditor.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_FINGERPRINT = "auditor/v1"
_GITHUB_FINGERPRINT = "primaryLocationLineHash"
"""The only one that GitHub goes by; it makes its own from the line of a text, and none for other files."""
_READING = "reading"
_NEWS = {_READING: "读这个文件时的提示"}
_NO_RESULT = "文件读不了，没有评定"
_DONE = (0, 1)
"""Exit codes of a run that judged all it was given."""


def to_sarif(
    found: Sequence[Checked],
    unreadable: Sequence[Unreadable],
    book: RuleBook,
    code: int,
    *,
    excused: bool = False,
    root: PurePath = HERE,
) -> str:
    """Render a run that ends with the exit code `code`; paths are told from `root` on.

    `excused` brings in what something excuses, marked as suppressed. It is left out by default, as GitHub opens an
    alert for it nevertheless.
    """
    files = _Files(found, unreadable, root)
    rules = rules_of(book, (one for checked in found for one in checked.shortcomings if excused or not one.excused))
    notes, kinds = _notifications(found, unreadable, files)
    driver: Json = {"name": "auditor", "version": __version__, "semanticVersion": __version__, "language": "zh-CN"}
    if kinds:
        driver["notifications"] = [_news(kind) for kind in kinds]
    run: Json = {
        "tool": {"driver": driver | {"rules": rules}},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {_ROOT: {"description": message("运行 auditor 的文件夹，一般是代码库的根目录。")}},
        "invocations": [_invocation(code, notes)],
        "artifacts": files.artifacts,
        "results": list(_results(found, rules, files, root, excused=excused)),
        "properties": {"checklist": {"id": book.id, "version": book.version, "sha256": book.sha256}},
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


class _Files:
    """The files of a run: those judged, then those that gave no result."""

    def __init__(self, found: Sequence[Checked], unreadable: Sequence[Unreadable], root: PurePath) -> None:
        """List them."""
        self._root = root
        self._at: dict[str, int] = {}
        self.artifacts: list[Json] = []
        for one in found:
            self._add(one.card.document.path, _judged(one.card))
        for row in unreadable:
            self._add(row.path, {"roles": ["analysisTarget"]})

    def place(self, path: str) -> Json:
        """Return where a file is; of standard input its row alone."""
        return self._location(path) | {"index": self._at[path]}

    def _add(self, path: str, about: Json) -> None:
        if path in self._at:
            return
        self._at[path] = len(self.artifacts)
        if path == STANDARD_INPUT:
            about = about | {"roles": ["analysisTarget", "standardStream"], "description": message("标准输入")}
        else:
            about = {"location": self._location(path)} | about
        self.artifacts.append(about)

    def _location(self, path: str) -> Json:
        if path == STANDARD_INPUT:
            return {}
        uri: Json = {"uri": uri_of(path, self._root)}
        return uri | ({"uriBaseId": _ROOT} if is_below(path, self._root) else {})


def _judged(card: Scorecard) -> Json:
    about: Json = {"roles": ["analysisTarget"]}
    if card.document.sha256:
        about["hashes"] = {"sha-256": card.document.sha256}
    about["properties"] = {
        "title": visible(card.title), "unit": visible(card.unit), "year": card.year,
        "score": card.score, "maxScore": card.max_score, "grade": card.grade, "passed": card.passed,
    }  # fmt: skip
    return about


def _invocation(code: int, notes: list[Json]) -> Json:
    made: Json = {"executionSuccessful": code in _DONE, "exitCode": code}
    return made | ({"toolExecutionNotifications": notes} if notes else {})


def _news(kind: str) -> Json:
    title = message(_NEWS.get(kind, _NO_RESULT))
    return {"id": kind, "shortDescription": title, "fullDescription": title, "help": message(IN_MESSAGES)}


def _notifications(
    found: Sequence[Checked], unreadable: Sequence[Unreadable], files: _Files
) -> tuple[list[Json], list[str]]:
    """Tell which files gave no result and what was odd about the others; and the kinds of such news, by first use."""
    told = [(u.code, "error", u.path, f"{u.message}{u.hint}") for u in unreadable]
    told += [(_READING, "warning", one.card.document.path, w) for one in found for w in one.card.document.warnings]
    kinds = list(dict.fromkeys(kind for kind, *_ in told))
    notes: list[Json] = [
        {
            "descriptor": {"id": kind, "index": kinds.index(kind)},
            "level": level,
            "message": message(visible(text)),
            "locations": [{"physicalLocation": {"artifactLocation": files.place(path)}}],
        }
        for kind, level, path, text in told
    ]
    return notes, kinds


def _results(
    found: Sequence[Checked], rules: list[Json], files: _Files, root: PurePath, *, excused: bool
) -> Iterator[Json]:
    at = {str(rule["id"]): index for index, rule in enumerate(rules)}
    for checked in found:
        document = checked.card.document
        for one in spotted(checked, root, excused=excused):
            rule = visible(one.shortcoming.rule)
            made: Json = {
                "ruleId": rule,
                "ruleIndex": at[rule],
                "level": one.shortcoming.severity.value,
                "message": message("\n".join(lines_of(one, quoted=False))),
                "locations": [_location(one, document, files)],
                "partialFingerprints": _fingerprints(one),
            }
            # the standard wants it with every result of a run or with none
            yield made | ({"suppressions": _suppressions(one)} if excused else {})


def _fingerprints(one: Spotted) -> Json:
    marks: Json = {_FINGERPRINT: one.identity}
    return marks if one.region else marks | {_GITHUB_FINGERPRINT: one.identity}


def _suppressions(one: Spotted) -> list[Json]:
    said = one.shortcoming
    if not said.excused:
        return []
    reason = f"{EXCUSED[said.excused]}：{said.excuse}" if said.excuse else EXCUSED[said.excused]
    return [{"kind": "external", "status": "accepted", "justification": visible(reason)}]


def _location(one: Spotted, document: Document, files: _Files) -> Json:
    physical: Json = {"artifactLocation": files.place(document.path)}
    if one.region:
        physical["region"] = _region(one.region)
    made: Json = {"physicalLocation": physical}
    logical = list(_logical(one, document))
    return made | ({"logicalLocations": logical} if logical else {})


def _region(region: Region) -> Json:
    made: Json = {"startLine": region.line}
    if region.column is not None:
        made["startColumn"] = region.column
    made["endLine"] = region.end_line
    if region.end_column is not None:
        made |= {"endColumn": region.end_column, "snippet": {"text": region.text}}
    return made


def _logical(one: Spotted, document: Document) -> Iterator[Json]:
    """Yield the part of the report that a quote stands in, and its paragraph where that is not a line of the file."""
    place = one.shortcoming.place
    if place is None:
        return
    if place.section:
        section = visible(place.section)
        yield {"name": section.rpartition(" > ")[2], "fullyQualifiedName": section, "kind": "section"}
    if document.format not in VERBATIM:
        name = place_of_line(place.line, place.page, "段")
        yield {"name": name, "fullyQualifiedName": one.spot, "kind": "paragraph"}
