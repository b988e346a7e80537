"""`auditor rules stress`: damage reports in the ways they arrive damaged and show which verdicts change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from auditor.card import RefusalCode, Unreadable
from auditor.cli.choice import Formats, Outputs, Rules
from auditor.cli.files import collect
from auditor.cli.output import deliver, look_of, progress, targets
from auditor.errors import AuditorError, ExitCode, UsageError
from auditor.evaluate.perturb import DAMAGES, Damage
from auditor.evaluate.stress import stress as measure
from auditor.load import load_file
from auditor.model import Document
from auditor.pipeline import Auditor
from auditor.prepare import prepare
from auditor.render.to_stress import KINDS, stress_json, stress_text
from auditor.render.wording import REFUSALS

EPILOG = "\b\n损伤的种类（--kind 写左边的名称，也可以写 layout 或 noise）：\n" + "\n".join(
    f"  {damage.name:<14}{KINDS[damage.name]}" for damage in DAMAGES
) + """

\b
例：
  auditor rules stress 报告文件夹
  auditor rules stress 报告文件夹 --kind blanks --kind traditional -v
  auditor rules stress 报告文件夹 --kind noise --seed 7 -f json -o 抗干扰.json
  auditor rules stress 报告文件夹 --rules 我的规则目录
"""  # fmt: skip


def stress(
    paths: Annotated[list[str], typer.Argument(metavar="文件或文件夹...", help="报告文件或文件夹。")],
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar="种类", help="只试这一种损伤，可多次；默认全部。")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="数", help="损伤的种子；同一种子结果相同。")] = 0,
    rules: Rules = None,
    format: Formats = None,
    output: Outputs = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="列出每一行和每一个变了的判断。")] = False,
) -> int:
    """把报告弄花（空格、换行、标点、繁体、错字等）再评一次，看等级变没变。

    损伤若去掉了某一行要看的内容（如没有大标题时的 A6），这一行在该种损伤里不计，输出里写明。

    退出代码：0 已完成；2 命令写错；3 有文件读不了；4 规则有误。
    """
    pairs = targets(format or [], output or [])
    damages = _chosen(kind or [])
    auditor = prepare(rules)
    documents, unreadable = _load(collect(paths), auditor)
    with progress(len(documents) * len(damages)) as bar:
        found = measure(documents, auditor, damages, seed=seed, advance=bar.advance)
    found = replace(found, unreadable=tuple(unreadable))
    for name, target in pairs:
        if name == "json":
            text = stress_json(found, auditor.book)
        else:
            text = stress_text(found, auditor.book, look_of(target, int(verbose)))
        deliver(text, name, target)
    return int(ExitCode.UNREADABLE if unreadable else ExitCode.OK)


def _chosen(names: list[str]) -> list[Damage]:
    """Return the kinds of damage by name or group, in the order of the table; all when none is named."""
    known = {damage.name for damage in DAMAGES} | {damage.group for damage in DAMAGES}
    unknown = [name for name in names if name not in known]
    if unknown:
        hint = f"可用的种类：{'、'.join(damage.name for damage in DAMAGES)}；或 layout、noise。"
        raise UsageError("unknown-kind", f"没有这种损伤：{'、'.join(unknown)}。", hint)
    return [damage for damage in DAMAGES if not names or damage.name in names or damage.group in names]


def _load(paths: list[str], auditor: Auditor) -> tuple[list[Document], list[Unreadable]]:
    """Load what can be judged; a text read too badly would stay the same under any damage."""
    documents: list[Document] = []
    unreadable: list[Unreadable] = []
    for path in paths:
        try:
            document = load_file(Path(path))
            refusal = auditor.audit(document).refusal
            if refusal and refusal.code is RefusalCode.UNREADABLE:
                unreadable.append(
                    Unreadable(path, refusal.code.value, f"{REFUSALS[refusal.code]}：{refusal.reason}", "")
                )
            else:
                documents.append(document)
        except AuditorError as error:
            unreadable.append(Unreadable(path, error.code, error.message, error.hint))
    return documents, unreadable
