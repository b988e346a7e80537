"""`auditor baseline`: take down what drafts fall short in today, or draw what was taken down tighter."""

from __future__ import annotations

import sys
from pathlib import Path

from auditor.cli import at_gate as own
from auditor.cli.choice import Rules
from auditor.cli.files import write_whole
from auditor.errors import ExitCode, UsageError
from auditor.gate.baseline import baseline_of, read_baseline
from auditor.gating import State

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
    config: own.Config = None,
) -> int:
    """建立基线：记下草稿现有的不达标之处，以后 gate 只拦新的；再次运行只减不增。

    退出代码：0 已写好；1 有不在基线里的不达标之处，没有收进去；2 命令或设置写错；3 有文件读不了；4 规则有误。
    """
    if not paths:
        raise UsageError("no-paths", "没有写草稿在哪里。", "例如 auditor baseline 草稿箱 --baseline 基线.json。")
    flags = {
        "fail-under": fail_under, "require": require, "no-flaw": no_flaw, "include": include, "exclude": exclude,
        "waivers": waivers, "baseline": baseline, "rules": str(rules) if rules else None,
    }  # fmt: skip
    told = own.settle(paths, flags, config)
    place = told.layers.place("baseline")
    if place is None:
        hint = "用 --baseline 基线.json 指定，或写进 auditor.toml。"
        raise UsageError("no-baseline", "没有说基线写在哪个文件。", hint)
    before = read_baseline(place) if place.exists() else None
    layers = told.layers.without("since")
    told = own.Told(layers, told.auditor)
    drafts = own.at_gate(told, own.chosen(paths, layers), None, waive=True, today=today).drafts
    outside = 0
    if before is None:
        made = baseline_of(place, drafts)
        print(f"基线记下 {len(made)} 处不达标：{place}")
    else:
        shrunk = before.shrunk(drafts)
        made, outside = shrunk.baseline, shrunk.outside
        print(f"基线原有 {len(before)} 条，去掉 {shrunk.gone} 条，剩 {len(made)} 条：{place}")
    if before is None or made.written() != before.written():
        write_whole(Path(place), [made.written()])
    if outside:
        said = f"另有 {outside} 处不达标不在基线里，没有收进去；基线只减不增，要重建请先删掉旧的。"
        print(said, file=sys.stderr)
    lost = [draft for draft in drafts if draft.state is State.UNREADABLE]
    for draft in lost:
        print(
            f"{draft.path}：{draft.unreadable.message if draft.unreadable else '读得太差，没有评。'}", file=sys.stderr
        )
    return int(ExitCode.UNREADABLE if lost else ExitCode.BELOW_BAR if outside else ExitCode.OK)
