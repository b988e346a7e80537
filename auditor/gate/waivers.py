"""A file of waivers, YAML or CSV -> who vouches for which shortcoming, why and until when."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

from auditor.errors import UsageError, why
from auditor.gate.patterns import Patterns
from auditor.gating import Draft, Waiver
from auditor.render.wording import FLAW_KINDS
from auditor.shortcoming import SCORE, Excused
from auditor.written import Lines, SlipError, fitted, nearest, parse_yaml

_KEYS = {
    "report": "报告",
    "rule": "行",
    "reason": "理由",
    "by": "批准人",
    "until": "有效期至",
}
"""Keys of a waiver, and what a column may be called in Chinese."""
_SPOKEN = {chinese: key for key, chinese in _KEYS.items()}
_ROWS = {"总分": SCORE} | {chinese: kind.value for kind, chinese in FLAW_KINDS.items()}
_HINT = "每条豁免写明 report、rule、reason、by、until，写法见 docs/gate.md。"
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")


def _day(value: object) -> object:
    """Read a date as people and spreadsheets write it: 2026-12-31, 2026/12/31, 2026年12月31日."""
    found = _DATE.match(value.strip()) if isinstance(value, str) else None
    if isinstance(value, date):
        return value
    try:
        return date(*map(int, found.groups())) if found else _no_date()
    except ValueError:
        return _no_date()


def _no_date() -> object:
    raise ValueError("应是日期，例如 2026-12-31")


def _row(value: object) -> object:
    named = str(value).strip()
    return _ROWS.get(named) or (named.upper() if re.match(r"[A-Za-z]\d", named) else named.lower())


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Waiver(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    report: Text
    rule: Annotated[Text, BeforeValidator(_row)]
    reason: Text
    by: Text
    until: Annotated[date, BeforeValidator(_day)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    waivers: list[_Waiver]


class Waivers:
    """The waivers of a file, and which of them were of use."""

    def __init__(self, waivers: Iterable[Waiver], base: Path, today: date) -> None:
        """`base` is the file's folder, which the reports' names are relative to."""
        self.expired: list[tuple[Waiver, str]] = []
        """Those past their date that met something to excuse, with the draft."""
        self._waivers = tuple((waiver, Patterns([waiver.report], base)) for waiver in waivers)
        self._base = base
        self._today = today
        self._used: set[Waiver] = set()
        self._met: set[Waiver] = set()

    def excuse(self, draft: Draft, root: Path) -> Draft:
        """Return a draft with what is vouched for excused; every waiver past its date that would have, is noted."""
        fitting = [waiver for waiver, patterns in self._waivers if patterns.match(draft.path, root)]
        self._met.update(fitting)
        made = []
        for found in draft.shortcomings:
            own = [waiver for waiver in fitting if waiver.rule == found.rule]
            valid = next((waiver for waiver in own if waiver.until >= self._today), None)
            self._used.update(own)
            if valid:
                excuse = f"{valid.reason}（{valid.by}，至 {valid.until}）"
                found = replace(found, excused=Excused.WAIVED, excuse=excuse)
            else:
                self.expired.extend((waiver, draft.path) for waiver in own)
            made.append(found)
        return replace(draft, shortcomings=tuple(made))

    def unused(self) -> tuple[Waiver, ...]:
        """Return those that met nothing to excuse: in reports that were looked at, or in none that is there at all."""
        idle = [(waiver, patterns) for waiver, patterns in self._waivers if waiver not in self._used]
        unmet = [(waiver, patterns) for waiver, patterns in idle if waiver not in self._met]
        there = _named(self._base, [patterns for _, patterns in unmet]) if unmet else set()
        elsewhere = {waiver for waiver, patterns in unmet if patterns in there}
        return tuple(waiver for waiver, _ in idle if waiver not in elsewhere)


def _named(folder: Path, patterns: Iterable[Patterns]) -> set[Patterns]:
    """Return the patterns that some file in a folder is meant by."""
    left = set(patterns)
    found: set[Patterns] = set()
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            found |= {one for one in left - found if one.match(str(Path(place, name)), folder)}
        if left == found:
            break
    return found


def read_waivers(path: Path, rows: Sequence[str], today: date) -> Waivers:
    """Read a file of waivers; `rows` are the ids of the checklist. Raises `UsageError`, with file and line."""
    text = _text(path)
    try:
        data, lines = _table(text) if path.suffix.lower() == ".csv" else _tree(text)
        read = fitted(_File, data, lines, _HINT)
        known = {*rows, SCORE, *(kind.value for kind in FLAW_KINDS)}
        for at, waiver in enumerate(read.waivers):
            if waiver.rule not in known:
                said = f"没有“{waiver.rule}”这一行"
                raise SlipError("unknown-row", said, nearest(waiver.rule, [*rows, SCORE]), lines.of(["waivers", at]))
    except SlipError as slip:
        raise UsageError("bad-waivers", f"{path}{slip.where}{slip.what}。", slip.hint) from None
    made = [
        Waiver(w.report, w.rule, w.reason, w.by, w.until, f"{path} 第 {lines.of(['waivers', at])} 行")
        for at, w in enumerate(read.waivers)
    ]
    return Waivers(made, path.parent, today)


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        said = f"豁免文件“{path}”读不出来：{why(error)}。"
        raise UsageError("bad-waivers", said, "检查文件名；正开着的先关闭。") from None
    for encoding in ("utf-8-sig", "gb18030"):
        # spreadsheets on Chinese Windows save CSV in its own encoding
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError("bad-waivers", f"豁免文件“{path}”不是文本。", "另存为 UTF-8 的 .yaml 或 .csv。")


def _tree(text: str) -> tuple[Any, Lines]:
    """Return what a YAML text holds, a bare list of waivers too."""
    data, lines = parse_yaml(text)
    if data is None:
        return {"waivers": []}, lines
    if isinstance(data, list):
        # the list itself stands for the one key that a file has
        lines = lines.below("waivers")
        data = {"waivers": data}
    if isinstance(data, Mapping) and isinstance(data.get("waivers"), list):
        data = {**data, "waivers": [_english(one) for one in data["waivers"]]}
    return data, lines


def _table(text: str) -> tuple[Any, Lines]:
    """Return what a CSV text holds; its first line names the columns."""
    reader = csv.DictReader(io.StringIO(text), restkey="多出的列")
    made: list[object] = []
    at: dict[tuple[str | int, ...], int] = {}
    for row in reader:
        if any(value for value in row.values()):
            at[("waivers", len(made))] = reader.line_num
            made.append(_english({(key or "").strip(): value for key, value in row.items()}))
    return {"waivers": made}, Lines.at(at)


def _english(waiver: object) -> object:
    """Return a waiver with Chinese names of keys replaced by those of the shape."""
    if not isinstance(waiver, Mapping):
        return waiver
    return {_SPOKEN.get(str(key), str(key)): value for key, value in waiver.items()}
