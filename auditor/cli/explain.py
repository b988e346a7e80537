"""`auditor explain`: how the verdict of one row of a report came about."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.book import RuleBook
from auditor.cli.check import deliver, look_of, standard_input, targets
from auditor.cli.choice import Kind, Rules, Year, kind_named
from auditor.errors import UsageError
from auditor.load import load_bytes, load_file
from auditor.pipeline import Auditor
from auditor.render.to_explanation import explanation_json, explanation_text
from auditor.rulebook import read_rules

EPILOG = """\b
例：
  auditor explain 草稿.docx E2
  auditor explain 草稿.docx B1 --as 街道 --year 2023
  auditor explain 草稿.docx A5 -f json -o A5.json
  auditor explain - E1 < 草稿.txt
"""


def explain(
    path: Annotated[str, typer.Argument(metavar="文件", help="报告文件，或 - 表示从标准输入读。")],
    row: Annotated[str, typer.Argument(metavar="行号", help="如 E2。")],
    year: Year = None,
    as_: Kind = None,
    rules: Rules = None,
    format: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", metavar="terminal|json", help="输出格式，可多次，与 -o 依次成对。"),
    ] = None,
    output: Annotated[
        list[str] | None, typer.Option("--output", "-o", metavar="文件", help="写到文件；- 表示屏幕。")
    ] = None,
) -> int:
    """说明一行是怎么评出来的：读到哪些话、怎么理解、数字算不算、还差什么。

    缺失的行显示最接近的段落和它差在哪里。JSON 的样子见 docs/explain.md。
    """
    pairs = targets(format or [], output or [])
    auditor = Auditor(read_rules(rules))
    kind = kind_named(as_)
    wanted = row.strip().upper()
    if wanted not in auditor.book.row_ids():
        raise _unknown(row, auditor.book)
    document = load_bytes(standard_input()) if path == "-" else load_file(Path(path))
    try:
        found = auditor.explain(document, wanted, year=year, kind=kind)
    except KeyError:
        # a row of an overlay that is not laid for this report
        raise _unknown(row, auditor.book) from None
    for name, target in pairs:
        text = (
            explanation_json(found, auditor.book)
            if name == "json"
            else explanation_text(found, auditor.book, look_of(target))
        )
        deliver(text, name, target)
    return 0


def _unknown(row: str, book: RuleBook) -> UsageError:
    known = "、".join(rule.id for rule in book.rules)
    return UsageError("unknown-row", f"清单里没有“{row}”这一行。", f"可用的行：{known}。")
