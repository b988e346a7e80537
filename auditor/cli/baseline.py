"""`auditor baseline`: take down what drafts fall short in today, or draw what was taken down tighter."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from auditor.cli import at_gate as own
from auditor.cli.choice import Kind, Rules, Year
from auditor.cli.files import write_whole
from auditor.errors import ExitCode, UsageError
from auditor.gate.baseline import Baseline, baseline_of, read_baseline
from auditor.gate.patterns import settled
from auditor.gating import Draft, State
from auditor.render.visible import marked

EPILOG = """\b
例：
  auditor baseline 草稿箱 --baseline 基线.json
  auditor gate 草稿箱 --baseline 基线.json
"""


def baseline(
    paths: own.Paths = None,
    baseline: own.BaselineFile = None,
    fail_under: own.FailUnder = None,
    require: own.Require = None,
    no_flaw: own.NoFlaw = None,
    include: own.Include = None,
    exclude: own.Exclude = None,
    waivers: own.WaiverFile = None,
    today: own.Today = None,
    rules: Rules = None,
    year: Year = None,
    as_: Kind = None,
    config: own.Config = None,
) -> int:
    """建立基线：记下草稿现有的不达标之处，以后 gate 只拦新的；再次运行只减不增。

    退出代码：0 已写好；1 有不在基线里的不达标之处，没有收进去；2 命令或设置写错；3 有文件读不了；4 规则有误。
    """
    if not paths:
        raise UsageError("no-paths", "没有写草稿在哪里。", "例如 auditor baseline 草稿箱 --baseline 基线.json。")
    flags = {
        "fail-under": fail_under, "require": require, "no-flaw": no_flaw, "include": include, "exclude": exclude,
        "waivers": waivers, "baseline": baseline, "rules": str(rules) if rules else None, "year": year, "as": as_,
    }  # fmt: skip
    told = own.settle(paths, flags, config)
    place = told.layers.place("baseline")
    if place is None:
        hint = "用 --baseline 基线.json 指定，或写进 auditor.toml。"
        raise UsageError("no-baseline", "没有说基线写在哪个文件。", hint)
    place = settled(place)
    before = read_baseline(place) if place.exists() else None
    told = own.Told(told.layers.without("since"), told.auditor)
    drafts = own.at_gate(told, own.chosen(paths, told), None, waive=True, today=today).drafts
    lost = [draft for draft in drafts if draft.state is State.UNREADABLE]
    outside = _first(place, drafts) if before is None else _tighter(before, drafts)
    for draft in lost:
        said = draft.unreadable.message if draft.unreadable else "读得太差，没有评。"
        print(marked(f"没有收进基线：{draft.path}：{said}"), file=sys.stderr)
    return int(ExitCode.UNREADABLE if lost else ExitCode.BELOW_BAR if outside else ExitCode.OK)


def _first(place: Path, drafts: Sequence[Draft]) -> int:
    """Write a first baseline; return how much could not be taken in."""
    made = baseline_of(place, drafts)
    write_whole(place, [made.written()])
    print(f"基线记下 {len(made.entries)} 处不达标：{place}")
    refused = [draft for draft in drafts if draft.state is State.REFUSED]
    for draft in refused:
        print(marked(f"没有收进基线：{draft.path}：不像报告。请挪开，或用 exclude 排除。"), file=sys.stderr)
    return len(refused)


def _tighter(before: Baseline, drafts: Sequence[Draft]) -> int:
    """Draw a baseline tighter; return how much is outside of it."""
    shrunk = before.shrunk(drafts)
    made = shrunk.baseline
    if made.written() != before.written():
        write_whole(before.path, [made.written()])
    print(f"基线原有 {len(before.entries)} 条，去掉 {shrunk.gone} 条，剩 {len(made.entries)} 条：{before.path}")
    if shrunk.outside:
        said = f"另有 {shrunk.outside} 处不达标不在基线里，没有收进去；基线只减不增，要重建请先删掉旧的。"
        print(said, file=sys.stderr)
    return shrunk.outside
