"""`auditor verify`: do the results of a store still stand? Seals of all, a sample or all judged once more."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.batch.local import LocalEngine
from auditor.batch.store import Store
from auditor.batch.verify import verify as run_verify
from auditor.batch.worker import Limits
from auditor.cli.choice import Formats, Outputs, Rules
from auditor.cli.output import deliver, look_of, targets
from auditor.cli.progress import Meter
from auditor.errors import ExitCode, ReadError
from auditor.prepare import prepare
from auditor.render.to_verification import verification_json, verification_text
from auditor.verification import Trouble

EPILOG = """\b
例：
  auditor verify 各乡镇报告/评分记录.sqlite
  auditor verify 全市.sqlite --sample 500
  auditor verify 全市.sqlite --all -f json -o 复核.json
"""
_SAMPLE = 100


def verify(
    store: Annotated[Path, typer.Argument(metavar="评分记录", help="auditor score 存下的评分记录（.sqlite）。")],
    sample: Annotated[int, typer.Option("--sample", min=1, metavar="份", help="抽多少份重评。")] = _SAMPLE,
    all_: Annotated[bool, typer.Option("--all", help="全部重评。")] = False,
    seed: Annotated[int, typer.Option("--seed", metavar="数", help="抽样的种子；同一种子抽到的相同。")] = 0,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, max=1024, metavar="个", help="同时评几份；0 用全部处理器。")
    ] = 0,
    rules: Rules = None,
    format: Formats = None,
    output: Outputs = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="列出全部不同之处。")] = False,
) -> int:
    """复核评分记录：查每条结果的封印，抽样（或全部）重评，列出任何不同。

    退出代码：0 全部相符；1 封印或结果有不符；2 命令写错；3 文件读不到或改过，或一份都没能重评；4 规则有误。
    """
    pairs = targets(format or [], output or [])
    if not store.is_file():
        raise ReadError("not-found", f"找不到评分记录“{store}”。", "它在报告文件夹里，名叫“评分记录.sqlite”。")
    book = prepare(rules).book
    with Store(store, reading=True) as kept, Meter(0) as meter:
        found = run_verify(
            kept, book, lambda order: LocalEngine(order, jobs, Limits()), meter,
            sample=None if all_ else sample, seed=seed,
        )  # fmt: skip
    for name, target in pairs:
        look = look_of(target, int(verbose))
        deliver(verification_json(found) if name == "json" else verification_text(found, look), name, target)
    troubles = {difference.trouble for difference in found.differences}
    if troubles - {Trouble.GONE, Trouble.CHANGED}:
        return int(ExitCode.BELOW_BAR)
    return int(ExitCode.UNREADABLE if troubles or not found.rejudged else ExitCode.OK)
