"""`auditor store`: what people do with the store of a scoring run itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from auditor.batch.store import Store
from auditor.cli.chinese import ChineseCommand, ChineseGroup
from auditor.errors import ReadError

_COPY = """\b
例：
  auditor store copy 各乡镇报告/评分记录.sqlite 备份.sqlite
"""

app = typer.Typer(cls=ChineseGroup, help="评分记录的复制。", no_args_is_help=True, rich_markup_mode=None)


@app.callback(help="评分记录的复制。")
def store() -> None:
    """Keep the group a group while it has one command."""


@app.command("copy", cls=ChineseCommand, epilog=_COPY)
def copy(
    source: Annotated[Path, typer.Argument(metavar="评分记录", help="auditor score 存下的评分记录（.sqlite）。")],
    target: Annotated[Path, typer.Argument(metavar="副本", help="复制到哪里；已有的同名文件会被替换。")],
) -> int:
    """复制评分记录，评分正在进行时也可以：副本里是到这一刻为止的全部结果。"""
    if not source.is_file():
        raise ReadError("not-found", f"找不到评分记录“{source}”。", "它在报告文件夹里，名叫“评分记录.sqlite”。")
    with Store(source, reading=True) as kept:
        kept.copy(target)
    print(f"已复制到“{target}”。", file=sys.stderr)
    return 0
