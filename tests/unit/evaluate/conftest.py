"""Hand-made folders of labels."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

TEXT = "青山县白水镇2023年度法治政府建设情况报告\n一、工作情况\n全年学法6次。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Write a folder of labels: lines as text or as values, texts by file name."""

    def write(*lines: object, texts: Mapping[str, str | bytes] | None = None) -> Path:
        made = [line if isinstance(line, (str, bytes)) else json.dumps(line, ensure_ascii=False) for line in lines]
        raw = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in made)
        (tmp_path / "texts").mkdir()
        (tmp_path / "reports.jsonl").write_bytes(raw)
        for name, text in ({"甲.txt": TEXT} if texts is None else texts).items():
            (tmp_path / "texts" / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return write


@pytest.fixture
def one() -> dict[str, object]:
    """A good line: report 甲 with one row labelled."""
    return {"doc": "甲", "rows": {"E1": {"level": 2, "flags": ["partial"], "evidence": ["持证上岗"]}}}
