"""The options that choose a checklist: --rules, --year, --as."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.errors import UsageError
from auditor.model import UnitKind
from auditor.render.wording import KINDS

_ALIASES = {name: kind for kind in UnitKind for name in (kind.value, KINDS[kind])} | {
    "镇": UnitKind.TOWNSHIP,
    "乡": UnitKind.TOWNSHIP,
    "苏木": UnitKind.TOWNSHIP,
}

Rules = Annotated[
    Path | None, typer.Option("--rules", metavar="目录|文件", help="使用自己的规则目录，或叠加文件（.yaml）。")
]
Year = Annotated[
    int | None, typer.Option("--year", min=2000, max=2099, metavar="年", help="指定报告年度，默认由标题识别。")
]
Kind = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="township|subdistrict|department",
        help="按哪类单位评：township 乡镇、subdistrict 街道、department 部门（写中文也行），默认由名称识别。",
    ),
]


def kind_named(name: str | None) -> UnitKind | None:
    """Return the kind of unit that `--as` names, in English or Chinese. Raises `UsageError`."""
    if name is None:
        return None
    kind = _ALIASES.get(name.strip().lower())
    if kind is None:
        hint = "可以写 township（乡镇）、subdistrict（街道）、department（部门）。"
        raise UsageError("bad-kind", f"--as 后面的“{name}”不是一类单位。", hint)
    return kind
