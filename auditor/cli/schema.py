"""`auditor schema`: print the JSON Schema of the results."""

from __future__ import annotations

import sys

from auditor.render.to_json import SCHEMA


def schema() -> None:
    """打印 JSON 结果的 JSON Schema。"""
    sys.stdout.write(SCHEMA.read_text("utf-8"))
