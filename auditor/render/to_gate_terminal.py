"""A run at the gate -> what a person or a pipeline's log shows: a line a draft, the worst first, and a summary."""

from __future__ import annotations

import io
from dataclasses import replace

from auditor.gating import Draft, Gated, State
from auditor.render.below import told
from auditor.render.page import Console, Text
from auditor.render.to_terminal import Look, console_on, padded, trimmed
from auditor.render.visible import visible
from auditor.render.wording import EXCUSED, NOT_APPLICABLE, place_of
from auditor.shortcoming import Excused

STATES = {
    State.UNREADABLE: "读不了",
    State.REFUSED: "不像报告",
    State.FAILED: "不达标",
    State.WAIVED: "豁免",
    State.KNOWN: "基线内",
    State.PASSED: "通过",
}
_STYLES = {
    State.UNREADABLE: "bold red",
    State.REFUSED: "bold red",
    State.FAILED: "red",
    State.WAIVED: "yellow",
    State.KNOWN: "yellow",
    State.PASSED: "green",
}
_MOST = 3
"""Shortcomings named in a draft's line; the rest is counted."""
_ENDLESS = 1_000_000
"""Columns of a line that is never wrapped."""


def gate_terminal(gated: Gated, look: Look) -> str:
    """Render a run. Verbosity -1: only the summary; 1: every shortcoming with its reason, and what excuses it."""
    out = io.StringIO()
    whole = console_on(out, replace(look, width=_ENDLESS))
    console = console_on(out, look)
    for draft in gated.drafts if look.verbosity >= 0 else ():
        whole.print(_line(draft))
        if look.verbosity > 0:
            _details(console, draft)
    _summary(whole, gated)
    return trimmed(out)


def _line(draft: Draft) -> Text:
    text = Text(padded(STATES[draft.state], 9), style=_STYLES[draft.state])
    percent = draft.percent
    text.append(f"{percent:>5.1f}  " if percent is not None else "    -  ")
    text.append(visible(draft.path))
    said = _said(draft)
    if said:
        text.append(f"：{visible(said)}")
    return text


def _said(draft: Draft) -> str:
    if draft.unreadable:
        return draft.unreadable.message.rstrip("。")
    shown = draft.open or draft.shortcomings
    more = f"；等 {len(shown)} 处" if len(shown) > _MOST else ""
    return "；".join(told(found) for found in shown[:_MOST]) + more


def _details(console: Console, draft: Draft) -> None:
    if draft.unreadable and draft.unreadable.hint:
        console.print(Text(visible(draft.unreadable.hint), style="cyan"), 4)
    for found in draft.shortcomings:
        head = f"{EXCUSED[found.excused]} " if found.excused else ""
        console.print(Text(visible(f"{head}{told(found)}")), 4)
        if found.excuse:
            console.print(
                Text(visible(f"豁免：{found.excuse}" if found.excused is Excused.WAIVED else found.excuse)), 7
            )
        if found.level is not None:
            console.print(Text(visible(f"理由：{found.message}")), 7)
        if found.place:
            console.print(Text(visible(f"“{found.place.quote}”（{place_of(found.place)}）"), style="dim"), 7)
        if found.advice:
            console.print(Text(visible(f"补充：{found.advice}"), style="cyan"), 7)


def _summary(console: Console, gated: Gated) -> None:
    counts = "，".join(f"{STATES[state]} {gated.count(state)}" for state in State)
    console.print(Text(f"汇总：{len(gated.drafts)} 份；{counts}。", style="bold"))
    left = [(gated.unchanged, "没有改动"), (gated.excluded, "按模式排除")]
    if any(count for count, _ in left):
        console.print(Text("没有看的：" + "，".join(f"{said} {count} 份" for count, said in left) + "。"))
    off = sum(not verdict.applicable for draft in gated.drafts if draft.card for verdict in draft.card.verdicts)
    found = [s for draft in gated.drafts for s in draft.shortcomings]
    excused = [sum(s.excused is why for s in found) for why in Excused]
    rest = f"，{NOT_APPLICABLE} {off} 行次" if off else ""
    not_met = f"低于要求 {len(found)} 处，其中豁免 {excused[0]} 处、基线内 {excused[1]} 处{rest}。"
    console.print(Text(not_met))
    for waiver, path in gated.expired:
        said = f"豁免已过期，重新计入：{path} 的 {waiver.rule}（{waiver.by}，至 {waiver.until}；{waiver.where}）"
        console.print(Text(visible(said), style="yellow"))
    for waiver in gated.unused:
        said = f"豁免用不上，可以删去：{waiver.report} 的 {waiver.rule}（{waiver.where}）"
        console.print(Text(visible(said), style="yellow"))
    if gated.mended:
        said = f"基线里有 {gated.mended} 条对不上了（已改好，或文字变了），运行 auditor baseline 收紧基线。"
        console.print(Text(said, style="cyan"))
