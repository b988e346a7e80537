"""`auditor text`: what was read of a file, and how it was cut into parts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli.choice import Formats, Kind, Outputs, Rules, Year, kind_named
from auditor.cli.output import deliver, look_of, progress, standard_input, targets
from auditor.errors import ExitCode, UsageError
from auditor.load import load_bytes, load_file
from auditor.prepare import prepare
from auditor.render.as_read import text_as_read, text_json

EPILOG = """\b
例：
  auditor text 草稿.docx
  auditor text 扫描件.pdf -o 识别结果.txt
  auditor text 草稿.docx --json
  auditor text 报告.zip/白水镇/报告.docx
"""


def text(
    path: Annotated[str, typer.Argument(metavar="文件", help="报告文件，或 - 表示从标准输入读。")],
    json: Annotated[bool, typer.Option("--json", help="输出 JSON，含每节每句的位置；同 -f json。")] = False,
    year: Year = None,
    as_: Kind = None,
    rules: Rules = None,
    format: Formats = None,
    output: Outputs = None,
) -> int:
    """显示从文件里读出了什么：读得好不好，标题、落款，各部分归为工作、问题还是计划。

    评定结果出乎意料时，先看这里读得对不对。

    退出代码：0 已读出；2 命令写错；3 文件读不了；4 规则有误。
    """
    if json and format:
        raise UsageError("two-formats", "--json 和 -f 只能写一个。", "去掉其中一个。")
    pairs = targets(["json"] if json else format or [], output or [])
    auditor = prepare(rules)
    with progress(1) as bar:
        document = load_bytes(standard_input(), on_page=bar.page) if path == "-" else load_file(Path(path), bar.page)
    report = auditor.read(document, year=year, kind=kind_named(as_))
    for name, target in pairs:
        made = text_json(document, report) if name == "json" else text_as_read(document, report, look_of(target))
        deliver(made, name, target)
    return int(ExitCode.OK)
