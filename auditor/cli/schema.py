"""`auditor schema`: print the JSON Schema of the results."""

from __future__ import annotations

import sys
from typing import Annotated

import typer


def schema(
    ranking: Annotated[bool, typer.Option("--ranking", help="改为 score -f jsonl 一行的 Schema。")] = False,
) -> None:
    """打印 JSON 结果的 JSON Schema。"""
    if ranking:
        from auditor.render.to_jsonl import RANKING_SCHEMA as path
    else:
        from auditor.render.to_json import SCHEMA as path
    sys.stdout.write(path.read_text("utf-8"))
