"""`auditor check`: audit files and folders, show the checklists, end with the code that the worst result asks for."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Annotated

import typer

from auditor.book import RuleBook
from auditor.card import Refusal, Scorecard
from auditor.cli.auditing import Run, audit_all
from auditor.cli.choice import Kind, Outputs, Rules, Year, kind_named, unknown_row
from auditor.cli.files import collect
from auditor.cli.output import targets
from auditor.cli.showing import FORMS, Wish, show
from auditor.errors import ExitCode, UsageError
from auditor.model import Level
from auditor.prepare import prepare
from auditor.render.wording import REFUSALS

EPILOG = """\b
例：
  auditor check 草稿.docx
  auditor check 报告文件夹 -q
  auditor check 草稿.docx -f json -o 结果.json
  auditor check 草稿.docx -o 结果.md -o 整改清单.xlsx
  auditor check 草稿.docx --as 街道 --year 2019
  auditor check 草稿.docx -q --ledger
  auditor check 草稿箱 --fail-under 60 --require A2,B1,D4,E1,E2
  auditor check - < 草稿.txt
"""

CheckFormats = Annotated[
    list[str] | None,
    typer.Option(
        "--format", "-f", metavar="|".join(dict.fromkeys(FORMS.values())), help="输出格式，可多次，与 -o 依次成对。"
    ),
]


def check(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="文件或文件夹...", help="报告文件、文件夹、装着报告的 zip，或 - 表示从标准输入读。"),
    ],
    format: CheckFormats = None,
    output: Outputs = None,
    rules: Rules = None,
    year: Year = None,
    as_: Kind = None,
    fail_under: Annotated[
        float | None,
        typer.Option("--fail-under", min=0, max=100, metavar="分", help="得分率低于此数（百分制）时以代码 1 结束。"),
    ] = None,
    require: Annotated[
        str | None, typer.Option("--require", metavar="A2,B1,…", help="列出的行须达到“落实”，否则以代码 1 结束。")
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
    required = _rows(require, auditor.book, "--require")
    chosen = _rows(only, auditor.book, "--only")
    run = audit_all(collect(paths), auditor, year, kind)
    short = _short(run, required)
    if chosen:
        run = replace(run, cards=tuple(auditor.only(card, chosen) for card in run.cards))
    below = list(dict.fromkeys(_below(run, fail_under) + short))
    code = ExitCode.UNREADABLE if run.poor else ExitCode.BELOW_BAR if below else ExitCode.OK
    wish = Wish(-1 if quiet else int(verbose), ledger, code)
    for name, target in pairs:
        show(run, auditor.book, name, target, wish)
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


def _below(run: Run, fail_under: float | None) -> list[str]:
    """Say for every report whether its score stands below the bar."""
    lines = []
    for card in run.cards:
        if fail_under is None or not card.max_score:
            continue
        if card.refusal:
            lines.append(_ungraded(card, card.refusal))
            continue
        percent = card.score / card.max_score * 100
        if percent + 1e-6 < fail_under:
            lines.append(f"{card.document.path}：得分率 {percent:.1f}，低于要求的 {fail_under:g}。")
    return lines


def _ungraded(card: Scorecard, refusal: Refusal) -> str:
    return f"{card.document.path}：{REFUSALS[refusal.code]}，没有评分。"


def _short(run: Run, required: frozenset[str]) -> list[str]:
    """Say for every report which required rows that apply are not done; --only does not hide them."""
    lines = []
    for card in run.cards:
        if required and card.refusal:
            lines.append(_ungraded(card, card.refusal))
            continue
        rows = [v for v in card.verdicts if v.rule in required and v.applicable and v.level < Level.DONE]
        if rows:
            names = "、".join(f"{v.rule} {v.title}" for v in rows)
            lines.append(f"{card.document.path}：没有达到“落实”的必备行：{names}。")
    return lines
