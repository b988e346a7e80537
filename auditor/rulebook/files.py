"""A YAML file of the rule set -> a checked model and the line of every key."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from auditor.errors import RulesError
from auditor.written import Lines, SlipError, fitted, parse_yaml

_Model = TypeVar("_Model", bound=BaseModel)
_HINT = "规则文件的写法见 docs/rules.md。"


def load(path: Path, model: type[_Model], digest: Any) -> tuple[_Model, Lines]:
    """Read and check a file and add it to the sum `digest`. Raises `RulesError`."""
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except FileNotFoundError:
        raise RulesError("no-file", f"缺少规则文件 {path}", "补上该文件。", file=str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise RulesError(
            "unreadable", f"规则文件 {path} 读不出来：{error}", "规则文件须是 UTF-8 文本。", file=str(path)
        ) from None
    digest.update(f"{path.name}\0{text}\0".replace("\r\n", "\n").encode())
    try:
        data, lines = parse_yaml(text)
        return fitted(model, data, lines, _HINT), lines
    except SlipError as slip:
        code = "bad-rule" if slip.code == "bad-shape" else slip.code
        said = f"{path}{slip.where}{slip.what}"
        raise RulesError(code, said, slip.hint, file=str(path), line=slip.line) from None
