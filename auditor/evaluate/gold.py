"""A folder of labelled reports -> `Gold`. All faults of the labels are told at once, and then nothing is measured."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.book import RuleBook
from auditor.errors import AuditorError, ReadError, UsageError, why
from auditor.evaluation import Unlabelled
from auditor.load import load_file
from auditor.model import Document, Flag, Level

LABELS = "reports.jsonl"
TEXTS = "texts"
_SHOWN_FAULTS = 20
_HINT = "标注的写法见 docs/evaluate.md；改好后再运行。"


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader said of a row."""

    level: Level
    flags: frozenset[Flag]
    evidence: tuple[str, ...]
    """Quotes, best first."""


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A report with its labels by row id."""

    doc: str
    document: Document
    rows: Mapping[str, Label]


@dataclass(frozen=True, slots=True)
class Gold:
    """A folder of labelled reports, in the order of the label file."""

    path: str
    reports: tuple[GoldReport, ...]
    unlabelled: tuple[Unlabelled, ...]
    unused: tuple[str, ...]
    """Names of texts without labels."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A good line of the label file."""

    at: int
    doc: str
    rows: Mapping[str, Label]


class _LabelError(ValueError):
    """Something wrong in one line; the message is Chinese."""


def read_gold(folder: Path, book: RuleBook, *, only: str = "") -> Gold:
    """Read the labels and texts of a folder; `only` keeps the reports whose name begins with it.

    Raises `ReadError`: no-gold where folder or label file is missing, bad-gold for labels or texts that are wrong, with
    every fault at its line; `UsageError` when `only` leaves nothing. A row that is not labelled is no fault.
    """
    path = folder / LABELS
    faults: list[tuple[int, str]] = []
    lines = _lines(path, book, faults)
    kept = [line for line in lines if line.doc.startswith(only)]
    if not kept and not faults:
        if lines:
            raise UsageError("no-report", f"没有名称以“{only}”开头的报告。", f"可用的名称如：{lines[0].doc}。")
        raise ReadError("no-gold", f"“{path}”里没有标注。", _HINT)
    texts = _texts(folder / TEXTS)
    reports = []
    for line in kept:
        try:
            reports.append(GoldReport(line.doc, _document(line.doc, texts), line.rows))
        except _LabelError as fault:
            faults.append((line.at, str(fault)))
    if faults:
        raise _refused(path, sorted(faults))
    ids = [rule.id for rule in book.rules]
    missing = [(r.doc, tuple(row for row in ids if row not in r.rows)) for r in reports]
    labelled = {line.doc for line in lines}
    return Gold(
        path=str(folder),
        reports=tuple(reports),
        unlabelled=tuple(Unlabelled(doc, rows) for doc, rows in missing if rows),
        unused=tuple(file.name for doc, files in texts.items() if doc not in labelled for file in files),
    )


def _refused(path: Path, faults: Sequence[tuple[int, str]]) -> ReadError:
    said = [f"{path} 第 {at} 行：{what}" for at, what in faults[:_SHOWN_FAULTS]]
    if len(faults) > _SHOWN_FAULTS:
        said.append(f"……还有 {len(faults) - _SHOWN_FAULTS} 处")
    return ReadError("bad-gold", "\n  ".join([f"标注有 {len(faults)} 处不对，没有评测：", *said]), _HINT)


def _lines(path: Path, book: RuleBook, faults: list[tuple[int, str]]) -> list[_Line]:
    """Read the label file's good lines; the faults of the others are added, at their line from 1."""
    lines: list[_Line] = []
    seen: dict[str, int] = {}
    for at, raw in enumerate(_read(path).split(b"\n"), 1):
        try:
            text = raw.decode("utf-8-sig" if at == 1 else "utf-8")
            if not text.strip():
                continue
            line = _line(at, text, book)
            if line.doc in seen:
                raise _LabelError(f"doc“{line.doc}”与第 {seen[line.doc]} 行重复")
        except UnicodeDecodeError:
            faults.append((at, "不是 UTF-8 文本"))
        except _LabelError as fault:
            faults.extend((at, what) for what in fault.args)
        else:
            seen[line.doc] = at
            lines.append(line)
    return lines


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError(
            "no-gold",
            f"“{path.parent}”里没有 {LABELS}。",
            f"标注文件夹里应有 {LABELS} 和 {TEXTS}{'/'}，见 docs/evaluate.md。",
        ) from None
    except OSError as error:
        raise ReadError("no-gold", f"“{path}”读不出来：{why(error)}。", "请检查路径和权限。") from None


def _line(at: int, text: str, book: RuleBook) -> _Line:
    """Check one line. Raises `_LabelError` with all that is wrong in it."""
    try:
        data = json.loads(text, object_pairs_hook=_without_twins)
    except json.JSONDecodeError as error:
        raise _LabelError(f"不是正确的 JSON（第 {error.colno} 个字符附近）") from None
    except RecursionError:
        raise _LabelError("不是正确的 JSON（嵌套太深）") from None
    report = _object(data, "这一行", required=("doc", "rows"))
    doc, rows = report["doc"], report["rows"]
    if not isinstance(doc, str) or not doc:
        raise _LabelError("doc 应是报告的名称（文字）")
    if not isinstance(rows, dict) or not rows:
        raise _LabelError(f"{doc} 的 rows 应是 {{行号: 标注}}，至少一行")
    labels, wrong = {}, []
    for row, label in rows.items():
        try:
            labels[row] = _label(row, label, book)
        except _LabelError as fault:
            wrong.append(f"{doc} 的 {row}：{fault}")
    if wrong:
        raise _LabelError(*wrong)
    return _Line(at, doc, labels)


def _label(row: str, data: object, book: RuleBook) -> Label:
    if book.rule(row) is None:
        raise _LabelError("清单里没有这一行")
    label = _object(data, "标注", required=("level",), more=("flags", "evidence"))
    level, flags, evidence = label["level"], label.get("flags", []), label.get("evidence", [])
    if type(level) is not int or level not in {0, 1, 2, 3}:
        raise _LabelError(f"level 是 {json.dumps(level, ensure_ascii=False)}，只能是 0、1、2、3")
    known = [flag.value for flag in Flag]
    if not isinstance(flags, list) or any(flag not in known for flag in flags):
        raise _LabelError(f"flags 是 {json.dumps(flags, ensure_ascii=False)}，应是列表，可用：{'、'.join(known)}")
    if not isinstance(evidence, list) or not all(isinstance(quote, str) for quote in evidence):
        raise _LabelError("evidence 应是引文的列表")
    return Label(Level(level), frozenset(map(Flag, flags)), tuple(evidence))


def _object(data: object, what: str, *, required: tuple[str, ...], more: tuple[str, ...] = ()) -> dict[str, object]:
    """Check that a JSON value is an object with these keys and no others."""
    if not isinstance(data, dict):
        raise _LabelError(f"{what}应是一个 JSON 对象")
    for key in required:
        if key not in data:
            raise _LabelError(f"{what}缺少 {key}")
    for key in data:
        if key not in required + more:
            raise _LabelError(f"{what}里有不认识的“{key}”，可用：{'、'.join(required + more)}")
    return data


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """JSON keeps the last of two equal keys in silence; a labeller would lose the first."""
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise _LabelError(f"“{twin}”写了两次")
    return made


def _texts(folder: Path) -> dict[str, list[Path]]:
    """Return the texts by their name without suffix; what systems and editors leave behind is passed over."""
    try:
        files = sorted(file for file in folder.iterdir() if file.is_file())
    except OSError:
        raise ReadError("no-gold", f"没有文件夹“{folder}”。", f"把原文放进 {TEXTS}，文件名与 doc 相同。") from None
    found: dict[str, list[Path]] = {}
    for file in files:
        if not file.name.startswith((".", "~$")):
            found.setdefault(file.stem, []).append(file)
    return found


def _document(doc: str, texts: Mapping[str, Sequence[Path]]) -> Document:
    """Load a report's only text."""
    files = texts.get(doc, ())
    if not files:
        raise _LabelError(f"{TEXTS} 里没有“{doc}”的原文（文件名去掉后缀要与 doc 相同）")
    if len(files) > 1:
        raise _LabelError(f"{TEXTS} 里“{doc}”的原文不止一份：{'、'.join(file.name for file in files)}")
    try:
        return load_file(files[0])
    except AuditorError as error:
        raise _LabelError(f"“{doc}”的原文读不了：{error.message}") from None
