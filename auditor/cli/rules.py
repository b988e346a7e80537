"""`auditor rules`: list the rows, show one, run the cases in the rule files, try the rules on damaged reports."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from auditor.book import RuleBook
from auditor.cli import stress
from auditor.cli.chinese import ChineseCommand, ChineseGroup
from auditor.cli.choice import LaidKind, LaidYear, Rules, kind_named, unknown_row
from auditor.errors import ExitCode
from auditor.model import UnitKind
from auditor.overlay import fitting, lay
from auditor.prepare import book_of, prepare
from auditor.render.wording import FLAGS, LEVELS, NOT_APPLICABLE, points

app = typer.Typer(cls=ChineseGroup, help="查看和检验规则。", no_args_is_help=True, rich_markup_mode=None)


@app.command("list", cls=ChineseCommand)
def list_rules(rules: Rules = None, year: LaidYear = None, as_: LaidKind = None) -> None:
    """列出清单的全部行、分值和核心标记；--year、--as 看某一年度、某类单位用的清单。"""
    book = _laid(rules, year, as_)
    print(f"{book.title}（{book.id} {book.version}）")
    for overlay in book.overlays:
        if overlay.id in book.laid:
            print(f"叠加：{overlay.title}（{overlay.id}）")
    for group, title in book.groups.items():
        rows = [rule for rule in book.rules if rule.group == group]
        if rows:
            print(f"\n{group} {title}")
        for rule in rows:
            if rule.off:
                print(f"  {rule.id:<4}{NOT_APPLICABLE}  {rule.title}：{rule.off}")
            else:
                print(f"  {rule.id:<4}{points(rule.points):>3} 分  {rule.title}{'★' if rule.core else ''}")


@app.command("show", cls=ChineseCommand)
def show(
    row: Annotated[str, typer.Argument(metavar="行号", help="如 E2。")],
    rules: Rules = None,
    year: LaidYear = None,
    as_: LaidKind = None,
) -> None:
    """显示一行：要问什么、依据、什么算什么不算、要素、建议和例句。"""
    book = _laid(rules, year, as_)
    rule = book.rule(row.upper())
    if rule is None:
        raise unknown_row([row], book)
    print(f"{rule.id} {rule.title}{'★' if rule.core else ''}（{points(rule.points)} 分）\n{rule.question}")
    if rule.off:
        print(f"{NOT_APPLICABLE}：{rule.off}")
    for basis in rule.basis_in(year):
        print(f"依据：{basis.cite()}")
    if rule.counts:
        print(f"算：{rule.counts}")
    if rule.does_not_count:
        print(f"不算：{rule.does_not_count}")
    if rule.elements:
        need = f"，至少落实 {rule.need} 项" if rule.need > 1 else ""
        print(f"要素：{'、'.join(f'{e.name}（{e.id}）' for e in rule.elements)}{need}")
    for level, advice in rule.advice.items():
        print(f"{LEVELS[level]}时建议：{advice}")
    print(f"例句（{Path(rule.path).name}）：")
    for case in rule.cases:
        flags = "".join(f"、{FLAGS[f]}" for f in case.flags or ())
        print(f"  {LEVELS[case.level]}{flags}：{case.text.strip()}")


@app.command("test", cls=ChineseCommand)
def test(rules: Rules = None, year: LaidYear = None, as_: LaidKind = None) -> int:
    """运行规则文件自带的全部例句，叠加文件新增的行也在内；有不符的以代码 4 结束。"""
    kind = kind_named(as_) or UnitKind.TOWNSHIP
    auditor = prepare(rules)
    overlays = auditor.tried(year, kind)
    tested = lay(auditor.book, overlays).rules
    ran = failed = 0
    for rule in tested:
        for case in rule.cases:
            ran += 1
            finding = auditor.try_case(rule, case, overlays)
            flags_differ = case.flags is not None and set(case.flags) != set(finding.flags)
            if finding.level == case.level and not flags_differ:
                continue
            failed += 1
            want = "、".join([LEVELS[case.level], *(FLAGS[f] for f in case.flags or ())])
            got = "、".join([LEVELS[finding.level], *(FLAGS[f] for f in finding.flags)])
            print(f"{case.file} 第 {case.line} 行：应为{want}，判为{got}（{finding.reason}）", file=sys.stderr)
            print(f"    {case.text.strip()[:80]}", file=sys.stderr)
    print(f"{len(tested)} 个规则文件，{ran} 个例句，{failed} 个不符。")
    return int(ExitCode.BAD_RULES if failed else ExitCode.OK)


def _laid(rules: Path | None, year: int | None, as_: str | None) -> RuleBook:
    """Return the checklist for a year and kind of unit, a township's of today by default."""
    kind = kind_named(as_) or UnitKind.TOWNSHIP
    book = book_of(rules)
    return lay(book, fitting(book, year, kind))


app.command("stress", cls=ChineseCommand, epilog=stress.EPILOG)(stress.stress)
