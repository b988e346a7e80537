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
from auditor.shortcoming import REPORT, SCORE, Excused
from auditor.written import Lines, SlipError, fitted, nearest, parse_yaml

_KEYS = {
    "report": ("报告", "文件"),
    "rule": ("行", "行号", "规则"),
    "reason": ("理由", "原因"),
    "by": ("批准人", "担保人"),
    "until": ("有效期至", "有效期", "到期日"),
}
"""Keys of a waiver, and what they may be called in Chinese."""
_SPOKEN = {name: key for key, names in _KEYS.items() for name in (key, *names)}
_ROWS = {"总分": SCORE, "文种": REPORT} | {chinese: kind.value for kind, chinese in FLAW_KINDS.items()}
_HINT = "每条豁免写明 report、rule、reason、by、until，写法见 docs/gate.md。"
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s+0?0:00(?::00)?)?$")


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
    shut: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=shut.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        if shut or any(name.lower().endswith(".zip") for name in names):
            # what is in there nobody looked at
            return left
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
        known = {*rows, SCORE, REPORT, *(kind.value for kind in FLAW_KINDS)}
        for at, waiver in enumerate(read.waivers):
            if waiver.rule not in known:
                said = f"没有“{waiver.rule}”这一行"
                hint = nearest(waiver.rule, [*rows, SCORE, REPORT])
                raise SlipError("unknown-row", said, hint, lines.of(["waivers", at]))
            _pattern(waiver.report, path.parent, lines.of(["waivers", at]))
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
        rows = [
            _english(one.items(), lines.of(["waivers", at])) if isinstance(one, Mapping) else one
            for at, one in enumerate(data["waivers"])
        ]
        data = {**data, "waivers": rows}
    return data, lines


def _table(text: str) -> tuple[Any, Lines]:
    """Return what a CSV text holds; its first line, or the one below `sep=`, names the columns. Raises `SlipError`."""
    rows = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), strict=True)
    made: list[object] = []
    at: dict[tuple[str | int, ...], int] = {}
    head: list[str] | None = None
    try:
        for row in rows:
            filled = any(cell.strip() for cell in row)
            if head is None and filled and not row[0].startswith("sep="):
                head = [cell.strip() for cell in row]
                if len(head) == 1 and ";" in head[0]:
                    raise SlipError("bad-table", "各列要用英文逗号隔开", "另存为“CSV（逗号分隔）”。", rows.line_num)
            elif head is not None and filled:
                at[("waivers", len(made))] = rows.line_num
                names = head + ["多出的列"] * (len(row) - len(head))
                pairs = [(name, cell) for name, cell in zip(names, row, strict=False) if name or cell.strip()]
                made.append(_english(pairs, rows.line_num))
    except csv.Error:
        raise SlipError("bad-table", "表格读不下去", "检查引号是否成对。", rows.line_num) from None
    return {"waivers": made}, Lines.at(at)


def _english(pairs: Iterable[tuple[object, object]], line: int) -> dict[str, object]:
    """Return a waiver with other names of keys replaced by those of the shape. Raises `SlipError` for one key twice."""
    found: dict[str, object] = {}
    for named, value in pairs:
        key = _SPOKEN.get(str(named).lower(), str(named))
        if key in found:
            raise SlipError("duplicate-key", f"“{named}”这一项写了两次", "合并成一处。", line)
        found[key] = value
    return found


def _pattern(report: str, base: Path, line: int) -> Patterns:
    try:
        return Patterns([report], base)
    except ValueError:
        raise SlipError("bad-pattern", f"“{report}”不是文件名的模式", "写法同 .gitignore。", line) from None
