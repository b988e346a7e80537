"""`auditor schema`: print the JSON Schema of the results."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from auditor.render import to_json, to_jsonl


def schema(
    ranking: Annotated[bool, typer.Option("--ranking", help="改为 score -f jsonl 一行的 Schema。")] = False,
) -> None:
    """打印 JSON 结果的 JSON Schema。"""
    path = to_jsonl.RANKING_SCHEMA if ranking else to_json.SCHEMA
    sys.stdout.write(path.read_text("utf-8"))
