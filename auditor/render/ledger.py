"""A scorecard's ledger -> what stands below its checklist in a terminal: losses by row and group, what to add first."""

from __future__ import annotations

from auditor.book import RuleBook
from auditor.card import Scorecard
from auditor.render.page import Console, Text
from auditor.render.wording import LEVELS, points


def print_ledger(console: Console, card: Scorecard, book: RuleBook) -> None:
    """Print the ledger of a report; one line where nothing was lost."""
    ledger = card.ledger
    verdicts = {verdict.rule: verdict for verdict in card.verdicts}
    console.print()
    if not ledger.rows:
        console.print(Text("失分：没有。", style="bold cyan"))
        return
    console.print(Text(f"失分 {points(ledger.lost)}/{points(card.max_score)}", style="bold cyan"))
    for row in ledger.rows:
        verdict = verdicts[row.id]
        name = f"{LEVELS[verdict.level]} {row.id} {verdict.title}{'★' if verdict.core else ''}"
        console.print(Text(f"  -{points(row.lost):<5}{name}"))
    lost = [g for g in ledger.groups if g.lost]
    told = "，".join(f"{g.id} {book.groups.get(g.id, '')} -{points(g.lost)}/{points(g.max_points)}" for g in lost)
    console.print(Text(f"按组：{told}"), 2)
    if ledger.additions:
        first = f"补上得分最多的 {len(ledger.additions)} 处"
        told = f"次优先补充（{first}；只写真实做过、查得到的；没有做的不要写成做了）"
        console.print(Text(told, style="bold cyan"))
    for at, addition in enumerate(ledger.additions, 1):
        verdict = verdicts[addition.rule]
        head = f"{at}. {addition.rule} {verdict.title}：达到“{LEVELS[addition.to]}”可得 +{points(addition.gain)} 分"
        console.print(Text(f"  {head}"))
        console.print(Text(addition.advice, style="cyan"), 7)
