"""`auditor check`: audit files and folders, show the checklists, end with the code that the worst result asks for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.book import RuleBook
from auditor.card import Scorecard
from auditor.cli.auditing import audit_all
from auditor.cli.choice import Kind, Outputs, Rules, Year, kind_named, unknown_row
from auditor.cli.files import collect
from auditor.cli.output import see_apart, targets
from auditor.cli.showing import FORMS, ResultFormats, Wish, show
from auditor.errors import ExitCode, UsageError
from auditor.prepare import prepare

if TYPE_CHECKING:
    from auditor.gating import Bar

EPILOG = """\b
例：
  auditor check 草稿.docx
  auditor check 报告文件夹 -q
  auditor check 草稿.docx -o 草稿（批注）.docx
  auditor check 草稿.docx -o 结果.html
  auditor check 报告文件夹 -f docx -o 结果/
  auditor check 草稿.docx -f json -o 结果.json
  auditor check 草稿箱 -o 结果.sarif -o 结果.xml
  auditor check 草稿.docx -o 结果.md -o 整改清单.xlsx
  auditor check 草稿.docx --as 街道 --year 2019
  auditor check 草稿.docx -q --ledger
  auditor check 草稿箱 --fail-under 60 --require A2,B1,D4,E1,E2
  auditor check - < 草稿.txt
"""


def check(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="文件或文件夹...", help="报告文件、文件夹、装着报告的 zip，或 - 表示从标准输入读。"),
    ],
    format: ResultFormats = None,
    output: Outputs = None,
    rules: Rules = None,
    year: Year = None,
    as_: Kind = None,
    fail_under: Annotated[
        float | None,
        typer.Option("--fail-under", min=0, max=100, metavar="分", help="得分率低于此数（百分制）时以代码 1 结束。"),
    ] = None,
    require: Annotated[
        list[str] | None,
        typer.Option(
            "--require", metavar="A2,E2=有据,…", help="列出的行须达到的等级（不写的须“落实”），否则以代码 1 结束。"
        ),
    ] = None,
    only: Annotated[
        str | None, typer.Option("--only", metavar="A2,B1,…", help="只看列出的行，总分也只算这些行。")
    ] = None,
    ledger: Annotated[
        bool, typer.Option("--ledger", help="清单后附失分账：按行、按组失了几分，先补哪三处得分最多。")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="只显示总分。")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="显示全部引文、理由和依据。")] = False,
) -> int:
    """对照清单评定报告：每行给出等级、分值、引文和补充建议。

    退出代码：0 已评定；1 低于要求；2 命令写错；3 有文件读不了；4 规则有误。
    """
    pairs = targets(format or [], output or [], FORMS)
    kind = kind_named(as_)
    auditor = prepare(rules)
    bar = _bar(fail_under, require, auditor.book)
    chosen = _rows(only, auditor.book, "--only")
    files = collect(paths)
    see_apart(pairs, files)
    run = audit_all(files, auditor, lambda path: (year, kind))
    whole = run.cards
    if chosen:
        run = replace(run, cards=tuple(auditor.only(card, chosen) for card in whole))
    below = _below(whole, run.cards, bar)
    code = ExitCode.UNREADABLE if run.poor else ExitCode.BELOW_BAR if below else ExitCode.OK
    wish = Wish(-1 if quiet else int(verbose), ledger, code)
    for name, target in pairs:
        if not show(run, auditor.book, name, target, wish):
            code = ExitCode.UNREADABLE
    for line in below:
        print(line, file=sys.stderr)
    return int(code)


def _rows(text: str | None, book: RuleBook, option: str) -> frozenset[str]:
    if text is None:
        return frozenset()
    rows = [part.strip().upper() for part in text.replace("，", ",").replace("、", ",").split(",") if part.strip()]
    if not rows:
        raise UsageError("no-row", f"{option} 后面没有写行号。", "例如 A2,B1。")
    unknown = [row for row in rows if row not in book.row_ids()]
    if unknown:
        raise unknown_row(unknown, book, option)
    return frozenset(rows)


def _bar(fail_under: float | None, require: list[str] | None, book: RuleBook) -> Bar | None:
    """Return the bar that the user sets, if any. Raises `UsageError`."""
    if fail_under is None and not require:
        return None
    # what holds results against a bar is not needed without one
    from auditor.gate.bars import percent, required
    from auditor.gating import Bar

    try:
        least = None if fail_under is None else percent(fail_under)
        rows = required(require) if require else {}
    except ValueError as error:
        raise UsageError("bad-bar", f"要求写错了：{error}。", "例如 --fail-under 60 --require A2,E2=有据。") from None
    unknown = [row for row in rows if row not in book.row_ids()]
    if unknown:
        raise unknown_row(unknown, book, "--require")
    return Bar(least, rows)


def _below(whole: Sequence[Scorecard], shown: Sequence[Scorecard], bar: Bar | None) -> list[str]:
    """Say for every report what is below the bar: of the total as shown, of all required rows, shown or not."""
    if bar is None:
        return []
    from auditor.gate.bars import below_bar
    from auditor.render.below import told

    lines = []
    for card, part in zip(whole, shown, strict=True):
        found = below_bar(part, replace(bar, require={})) if bar.fail_under is not None else ()
        rows = below_bar(card, replace(bar, fail_under=None))
        said = dict.fromkeys(told(shortcoming) for shortcoming in (*found, *rows))
        if said:
            lines.append(f"{card.document.path}：{'；'.join(said)}。")
    return lines
