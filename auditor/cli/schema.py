"""`auditor schema`: print the JSON Schema of the results."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from auditor.render import to_gate_json, to_json, to_jsonl


def schema(
    ranking: Annotated[bool, typer.Option("--ranking", help="改为 score -f jsonl 一行的 Schema。")] = False,
    gate: Annotated[bool, typer.Option("--gate", help="改为 gate -f json 的 Schema。")] = False,
) -> None:
    """打印 JSON 结果的 JSON Schema。"""
    path = to_gate_json.GATE_SCHEMA if gate else to_jsonl.RANKING_SCHEMA if ranking else to_json.SCHEMA
    sys.stdout.write(path.read_text("utf-8"))
