"""`auditor explain`: how the verdict of one row of a report came about."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.card import RefusalCode
from auditor.cli.choice import Formats, Kind, Outputs, Rules, Year, kind_named, unknown_row
from auditor.cli.output import deliver, look_of, progress, standard_input, targets
from auditor.errors import ExitCode
from auditor.load import load_bytes, load_file
from auditor.prepare import prepare
from auditor.render.to_explanation import explanation_json, explanation_text

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
    format: Formats = None,
    output: Outputs = None,
) -> int:
    """说明一行是怎么评出来的：读到哪些话、怎么理解、数字算不算、还差什么。

    缺失的行显示最接近的段落和它差在哪里。JSON 的样子见 docs/explain.md。

    退出代码：0 已说明；2 命令写错；3 文件读不了或读得太差；4 规则有误。
    """
    pairs = targets(format or [], output or [])
    auditor = prepare(rules)
    kind = kind_named(as_)
    wanted = row.strip().upper()
    if wanted not in auditor.book.row_ids():
        raise unknown_row([row], auditor.book)
    with progress(1) as bar:
        data = standard_input() if path == "-" else None
        document = load_file(Path(path), bar.page) if data is None else load_bytes(data, on_page=bar.page)
    try:
        found = auditor.explain(document, wanted, year=year, kind=kind)
    except KeyError:
        # a row of an overlay that is not laid for this report
        raise unknown_row([row], auditor.book) from None
    for name, target in pairs:
        text = (
            explanation_json(found, auditor.book)
            if name == "json"
            else explanation_text(found, auditor.book, look_of(target))
        )
        deliver(text, name, target)
    poor = found.refusal is not None and found.refusal.code is RefusalCode.UNREADABLE
    return int(ExitCode.UNREADABLE if poor else ExitCode.OK)
