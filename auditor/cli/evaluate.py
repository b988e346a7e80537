"""`auditor evaluate`: how far the verdicts agree with reports that people have labelled."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli.choice import Formats, Outputs, Rules
from auditor.cli.output import deliver, look_of, progress, targets
from auditor.evaluate import measure
from auditor.evaluate.gold import read_gold
from auditor.prepare import prepare
from auditor.render.to_agreement import agreement_json, agreement_text

EPILOG = """\b
例：
  auditor evaluate 标注
  auditor evaluate 标注 --rows -o 不一致.txt
  auditor evaluate 标注 --only 2023- -f json -o 一致程度.json
  auditor evaluate 标注 --rules 我的规则目录
"""


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="标注文件夹", help="内有 reports.jsonl（每份报告一行标注）和 texts（原文）。")
    ],
    only: Annotated[str, typer.Option("--only", metavar="字头", help="只评测名称以此开头的报告。")] = "",
    rows: Annotated[bool, typer.Option("--rows", help="列出每一个不一致的判断。")] = False,
    rules: Rules = None,
    format: Formats = None,
    output: Outputs = None,
    resamples: Annotated[
        int, typer.Option("--resamples", min=100, max=100_000, metavar="次", help="求区间时再抽样的次数。")
    ] = measure.RESAMPLES,
    seed: Annotated[int, typer.Option("--seed", metavar="数", help="再抽样的种子；同一种子结果相同。")] = measure.SEED,
) -> int:
    """与人工标注的报告比一比：等级、引文、标记和总分有多一致。

    标注有错时指出文件和行，什么都不评测。文件夹的做法和 JSON 的样子见 docs/evaluate.md。

    退出代码：0 已评测；2 命令写错；3 标注或原文读不了；4 规则有误。
    """
    pairs = targets(format or [], output or [])
    auditor = prepare(rules)
    labelled = read_gold(gold, auditor.book, only=only)
    with progress(len(labelled.reports)) as bar:
        found = measure.evaluate(labelled, auditor, resamples=resamples, seed=seed, advance=bar.advance)
    for name, target in pairs:
        if name == "json":
            text = agreement_json(found, auditor.book)
        else:
            text = agreement_text(found, auditor.book, look_of(target), disagreements=rows)
        deliver(text, name, target)
    return 0
