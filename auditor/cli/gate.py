"""`auditor gate`: hold a folder of drafts against a bar; what falls below it ends the run with code 1."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from auditor.book import RuleBook
from auditor.cli import at_gate as own
from auditor.cli.choice import Kind, Outputs, Rules, Year, formats_option
from auditor.cli.output import PLAIN, Forms, as_result, deliver, look_of, see_apart, targets
from auditor.cli.pipelines import PIPELINES
from auditor.cli.pipelines import made as made_for_pipelines
from auditor.errors import ExitCode, UsageError
from auditor.gate.baseline import read_baseline
from auditor.gating import Gated, State
from auditor.render.to_terminal import Look

EPILOG = """\b
例：
  auditor gate 草稿箱
  auditor gate 草稿箱 --fail-under 70 --require A2,B1,E2=有据
  auditor gate 草稿箱 --since origin/main -f github
  auditor gate 草稿箱 --waivers 豁免.yaml --baseline 基线.json
  auditor gate 草稿箱 --print-config
设置可以写进 auditor.toml；命令行 > 环境变量 > 项目文件 > 用户文件。写法见 docs/gate.md。
"""
_FORMS: Forms = {**PLAIN, **PIPELINES}
_OWN = frozenset(PLAIN.values())
"""Forms that tell all of a run, not only what is below the bar."""
GateFormats = Annotated[list[str] | None, formats_option(_FORMS)]


def gate(
    paths: own.Paths = None,
    fail_under: own.FailUnder = None,
    require: own.Require = None,
    no_flaw: own.NoFlaw = None,
    since: own.Since = None,
    include: own.Include = None,
    exclude: own.Exclude = None,
    waivers: own.WaiverFile = None,
    no_waivers: own.NoWaivers = False,
    baseline: own.BaselineFile = None,
    no_baseline: Annotated[bool, typer.Option("--no-baseline", help="不看基线。")] = False,
    today: own.Today = None,
    rules: Rules = None,
    year: Year = None,
    as_: Kind = None,
    config: own.Config = None,
    print_config: Annotated[bool, typer.Option("--print-config", help="显示每项设置和它从哪里来，不评定。")] = False,
    format: GateFormats = None,
    output: Outputs = None,
    excused: Annotated[bool, typer.Option("--excused", help="SARIF 里也写豁免的和基线里的，注明原因。")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="只显示汇总。")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="列出每一处不达标的理由、引文和建议。")] = False,
) -> int:
    """草稿把关：一个文件夹的草稿逐份对照要求，不达标的以代码 1 结束，供自动检查用。

    退出代码：0 都达标；1 有不达标的；2 命令或设置写错；3 有文件读不了，或没有草稿；4 规则有误。
    """
    pairs = targets(format or [], output or [], _FORMS)
    flags = {
        "fail-under": fail_under, "require": require, "no-flaw": no_flaw, "since": since, "include": include,
        "exclude": exclude, "waivers": waivers, "baseline": baseline, "rules": str(rules) if rules else None,
        "year": year, "as": as_,
    }  # fmt: skip
    if not paths and not print_config:
        raise UsageError("no-paths", "没有写草稿在哪里。", "例如 auditor gate 草稿箱。")
    told = own.settle(paths or ["."], flags, config)
    if print_config:
        deliver(told.layers.printed(), "terminal", "-")
        return int(ExitCode.OK)
    place = None if no_baseline else told.layers.place("baseline")
    known = read_baseline(place) if place else None
    come = own.chosen(paths or [], told)
    see_apart(pairs, [file.path for file in come.files])
    result = own.at_gate(told, come, known, waive=not no_waivers, today=today)
    code = code_of(result)
    for name, target in pairs:
        if name in _OWN:
            made = _made(name, result, told.book, look_of(target, int(verbose) - int(quiet)), code)
        else:
            made = made_for_pipelines(name, result.checked, result.unreadable, told.book, code, excused=excused)
        deliver(as_result(made, name, target), name, target)
    if any(draft.bar.no_flaw for draft in result.drafts):
        print("注意：这一版还不查硬伤，no-flaw 的要求拦不住任何草稿。", file=sys.stderr)
    return int(code)


def code_of(result: Gated) -> ExitCode:
    """Return what a run ends with: the worst draft decides."""
    if result.count(State.UNREADABLE):
        return ExitCode.UNREADABLE
    return ExitCode.BELOW_BAR if any(draft.open for draft in result.drafts) else ExitCode.OK


def _made(name: str, result: Gated, book: RuleBook, look: Look, code: ExitCode) -> str:
    if name == "json":
        from auditor.render.to_gate_json import gate_json

        return gate_json(result, book, int(code))
    from auditor.render.to_gate_terminal import gate_terminal

    return gate_terminal(result, look)
