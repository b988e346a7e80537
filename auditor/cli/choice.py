"""The options that commands share: --rules, --year and --as choose a checklist, --format and --output its form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from auditor.book import RuleBook
from auditor.cli.output import PLAIN, Forms, names_of
from auditor.errors import UsageError
from auditor.model import UnitKind
from auditor.render.wording import KIND_NAMES

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
LaidYear = Annotated[
    int | None, typer.Option("--year", min=2000, max=2099, metavar="年", help="看评这一年度的报告用的清单，默认现行。")
]
LaidKind = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="township|subdistrict|department",
        help="看评哪类单位用的清单：township 乡镇（默认）、subdistrict 街道、department 部门（写中文也行）。",
    ),
]


def formats_option(known: Forms) -> Any:
    """Return the option that names the forms of a command's results."""
    names = "|".join(names_of(known))
    return typer.Option("--format", "-f", metavar=names, help="输出格式，可多次，与 -o 依次成对。")


Formats = Annotated[list[str] | None, formats_option(PLAIN)]
Outputs = Annotated[list[str] | None, typer.Option("--output", "-o", metavar="文件", help="写到文件；- 表示屏幕。")]


def unknown_row(rows: list[str], book: RuleBook, option: str = "") -> UsageError:
    """Return the complaint about rows that no checklist has, those of overlays included."""
    named = "、".join(rows)
    said = f"{option} 里没有这样的行：{named}。" if option else f"清单里没有“{named}”这一行。"
    return UsageError("unknown-row", said, f"可用的行：{'、'.join(book.row_ids())}。")


def kind_named(name: str | None) -> UnitKind | None:
    """Return the kind of unit that `--as` names, in English or Chinese. Raises `UsageError`."""
    if name is None:
        return None
    kind = KIND_NAMES.get(name.strip().lower())
    if kind is None:
        hint = "可以写 township（乡镇）、subdistrict（街道）、department（部门）。"
        raise UsageError("bad-kind", f"--as 后面的“{name}”不是一类单位。", hint)
    return kind
