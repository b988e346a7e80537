"""What `gate` and `baseline` share: options -> settings -> drafts held against their bars."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from auditor.book import RuleBook
from auditor.cli.auditing import audit_all
from auditor.cli.choice import unknown_row
from auditor.cli.files import collect
from auditor.errors import UsageError
from auditor.gate.baseline import Baseline
from auditor.gate.chosen import Chosen, Found, choose
from auditor.gate.layers import Layers
from auditor.gate.patterns import settled
from auditor.gate.run import gated, root_of
from auditor.gate.sources import layers_for
from auditor.gate.waivers import read_waivers
from auditor.gating import Gated
from auditor.pipeline import Auditor
from auditor.prepare import prepare
from auditor.render.visible import marked

Paths = Annotated[list[str] | None, typer.Argument(metavar="文件夹或文件...", help="草稿所在的文件夹，或一份份草稿。")]
FailUnder = Annotated[
    float | None,
    typer.Option("--fail-under", metavar="分", help="得分率（百分制）低于此数的不达标；默认合格线。"),
]
Require = Annotated[
    list[str] | None,
    typer.Option("--require", metavar="A2,E2=有据,…", help="列出的行须达到的等级；不写等级的须“落实”。可多次。"),
]
NoFlaw = Annotated[
    list[str] | None, typer.Option("--no-flaw", metavar="种类|all", help="不许有这种硬伤；可多次，all 为全部。")
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="版本", help="只看某个 git 版本以来改过的，例如 origin/main。")
]
Include = Annotated[list[str] | None, typer.Option("--include", metavar="模式", help="只看这些；写法同 .gitignore。")]
Exclude = Annotated[list[str] | None, typer.Option("--exclude", metavar="模式", help="不看这些；写法同 .gitignore。")]
Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", metavar="文件", help="设置文件；默认从草稿所在的文件夹往上找 auditor.toml。"),
]
WaiverFile = Annotated[str | None, typer.Option("--waivers", metavar="文件", help="豁免文件（.yaml 或 .csv）。")]
NoWaivers = Annotated[bool, typer.Option("--no-waivers", help="所有豁免都不算。")]
BaselineFile = Annotated[
    str | None, typer.Option("--baseline", metavar="文件", help="基线文件：其中记下的不达标之处不算。")
]
Today = Annotated[
    str | None, typer.Option("--today", metavar="日期", help="按哪一天看豁免是否过期，例如 2026-12-31；默认今天。")
]


@dataclass(frozen=True, slots=True)
class Told:
    """Settings and a rule set for a run."""

    layers: Layers
    auditor: Auditor

    @property
    def book(self) -> RuleBook:
        """The rule set."""
        return self.auditor.book


def settle(paths: Sequence[str], flags: Mapping[str, object], config: Path | None) -> Told:
    """Gather the settings for drafts, flags that were not given left out. Raises `UsageError` or `RulesError`."""
    given = {key: value for key, value in flags.items() if value not in (None, [])}
    if config is not None and not config.is_file():
        raise UsageError("bad-setting", f"找不到设置文件“{config}”。", "检查 --config 后面的文件名。")
    layers = layers_for(_above(paths), given, os.environ, config)
    auditor = prepare(layers.place("rules"))
    told = Told(layers.above(auditor.book.pass_mark), auditor)
    _see_rows(told)
    return told


def _see_rows(told: Told) -> None:
    unknown = [row for row, _ in told.layers.rows() if row not in told.book.row_ids()]
    if unknown:
        raise unknown_row(unknown, told.book, "require")


def _above(paths: Sequence[str]) -> Path:
    """Return the folder that holds all that was named."""
    try:
        return Path(os.path.commonpath([settled(root_of(Path(name))) for name in paths]))
    except ValueError:
        # on several drives
        return settled(root_of(Path(paths[0])))


def chosen(paths: Sequence[str], told: Told) -> Chosen:
    """Return the drafts that come to the gate; what is asked of folders that hold none is told on standard error.

    Raises `ReadError` for none, `UsageError`.
    """
    found: dict[Path, Found] = {}
    for name in paths:
        if name == "-":
            raise UsageError("no-stream", "gate 不从标准输入读稿。", "写出文件夹或文件名。")
        for path in collect([name], everything=True):
            found.setdefault(settled(path), Found(path, root_of(Path(name))))
    come = choose(list(found.values()), told.layers)
    _see_rows(told)
    for origin in told.layers.idle([(file.path, file.root) for file in found.values()]):
        print(marked(f"注意：{origin}没有对上任何草稿。"), file=sys.stderr)
    return come


def at_gate(told: Told, come: Chosen, baseline: Baseline | None, *, waive: bool, today: str | None) -> Gated:
    """Judge the drafts that come and hold them against their bars. Raises `UsageError`."""
    place = told.layers.place("waivers") if waive else None
    waivers = read_waivers(place, told.book.row_ids(), _day(today)) if place else None
    roots = {file.path: file.root for file in come.files}
    run = audit_all(list(roots), told.auditor, lambda path: told.layers.checklist(path, roots[path]))
    return gated(come, run.cards, run.unreadable, told.layers, waivers, baseline)


def _day(written: str | None) -> date:
    if written is None:
        return datetime.now().date()
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise UsageError("bad-date", f"“{written}”不是日期。", "写成 2026-12-31 的样子。") from None
