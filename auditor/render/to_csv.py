"""Ranking -> CSV for spreadsheets: a line a file, levels as Chinese words. Bytes of UTF-8 with a mark, CRLF."""

from __future__ import annotations

import csv
import io
import re

from auditor.model import Level
from auditor.ranking import Ranking
from auditor.render.records import Record, records
from auditor.render.visible import visible
from auditor.render.wording import KINDS, LEVELS, NOT_APPLICABLE, STATUSES, points, row_title, signed, unit_name

_BEFORE = ("状态", "名次", "并列", "年度", "县区", "单位", "单位名称依据", "类别")
_SCORE = ("得分", "满分", "得分率（%）", "等次", "较上年（百分点）")
_AFTER = ("标题", "报告日期", "文件", "SHA-256", "原因", "办法")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?%?")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def to_csv(ranking: Ranking) -> bytes:
    """Render every file once: what counts by year and rank, with its other versions, then what has no grade."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_safe(name) for name in (*_BEFORE, *_SCORE, *map(row_title, ranking.rows), *_AFTER))
    for record in records(ranking):
        writer.writerow(_safe(cell) for cell in _cells(record, len(ranking.rows)))
    return out.getvalue().encode("utf-8-sig")


def _cells(record: Record, rows: int) -> tuple[str, ...]:
    levels = map(_word, record.levels) if record.levels else [""] * rows
    return (
        STATUSES[record.status],
        str(record.rank or ""),
        "是" if record.tied else "",
        str(record.year or ""),
        record.county,
        unit_name(record.unit, record.folder, guessed=False),
        "文件名" if record.guessed else "",
        KINDS[record.kind] if record.kind else "",
        _points(record.score),
        _points(record.max_score),
        _points(record.percent),
        record.grade or "",
        "" if record.change is None else signed(record.change),
        *levels,
        record.title,
        record.date,
        record.path,
        record.sha256,
        record.reason,
        record.hint,
    )


def _word(level: Level | None) -> str:
    return NOT_APPLICABLE if level is None else LEVELS[level]


def _points(value: float | None) -> str:
    return "" if value is None else points(value)


def _safe(text: str) -> str:
    """Keep a spreadsheet from reading a text as a formula; plain numbers stay numbers."""
    shown = visible(text)
    # some programs drop the blanks before they look
    if shown.lstrip().startswith(_FORMULA) and not _NUMBER.fullmatch(shown):
        return f"'{shown}"
    return shown
