"""Scorecards -> what a person reads in a terminal, 40 columns or 200, with or without colour.

Only characters that a GBK console has; no boxes, so that a narrow window wraps text and not frames.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from auditor.book import RuleBook
from auditor.card import Evidence, Scorecard, Unreadable, Verdict
from auditor.model import Level
from auditor.render.ledger import print_ledger
from auditor.render.page import Console, Text
from auditor.render.wording import FLAGS, LEVELS, NOT_APPLICABLE, REFUSALS, place_of, points

_STYLES = {Level.ABSENT: "bold red", Level.MENTIONED: "yellow", Level.DONE: "green", Level.EVIDENCED: "bold green"}
_BAR = 20


@dataclass(frozen=True, slots=True)
class Look:
    """How to show a run."""

    width: int = 100
    color: bool = False
    verbosity: int = 0
    """-1 totals only, 0 the checklist, 1 all quotes, reasons and legal bases."""
    ledger: bool = False
    """After each checklist, where the points went."""


def to_terminal(cards: Sequence[Scorecard], unreadable: Sequence[Unreadable], book: RuleBook, look: Look) -> str:
    """Render a run: every report's checklist, then for several a summary; unreadable files stand apart."""
    out = io.StringIO()
    console = console_on(out, look)
    for card in cards:
        _card(console, card, book, look)
    if len(cards) + len(unreadable) > 1:
        _summary(console, cards, book)
    if unreadable:
        _unreadable(console, unreadable)
    return trimmed(out)


def console_on(out: io.StringIO, look: Look) -> Console:
    """Return a console that writes to a string, at least 40 columns wide."""
    return Console(out, max(look.width, 40), color=look.color)


def trimmed(out: io.StringIO) -> str:
    """Return what was written, without the blanks that fill up lines."""
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def _card(console: Console, card: Scorecard, book: RuleBook, look: Look) -> None:
    console.print(Text(card.title or card.document.path, style="bold"))
    facts = [card.unit or "单位未识别", f"{card.year}年度" if card.year else "年度未识别", card.document.path]
    console.print(Text("  ".join(facts), style="dim"))
    if card.overlays:
        titles = {overlay.id: overlay.title for overlay in book.overlays}
        console.print(Text(f"清单按{'、'.join(titles.get(name, name) for name in card.overlays)}调整", style="dim"))
    for warning in card.document.warnings:
        console.print(Text(f"注意：{warning}", style="yellow"))
    if card.refusal:
        console.print(Text(f"{REFUSALS[card.refusal.code]}，不评分。{card.refusal.reason}", style="bold red"))
        console.print()
        return
    console.print(_total(card))
    for group, title in book.groups.items() if look.verbosity >= 0 else ():
        rows = [v for v in card.verdicts if v.group == group]
        if not rows:
            continue
        got, most = sum(v.points for v in rows), sum(v.max_points for v in rows)
        console.print()
        console.print(Text(f"{group} {title}  {points(got)}/{points(most)}", style="bold cyan"))
        for verdict in rows:
            _row(console, verdict, look)
    if look.ledger:
        print_ledger(console, card, book)
    console.print()


def _total(card: Scorecard) -> Text:
    share = card.score / card.max_score if card.max_score else 0.0
    full = round(share * _BAR)
    text = Text(f"总分 {points(card.score)}/{points(card.max_score)}  ", style="bold")
    text.append("=" * full, style="green")
    text.append("-" * (_BAR - full), style="dim")
    text.append(f"  {card.grade or '不评等次'}", style="bold green" if card.passed else "bold red")
    missing = [v.rule for v in card.verdicts if v.level is Level.ABSENT and v.applicable]
    text.append(f"  缺失 {len(missing)} 行" + (f"（{'、'.join(missing)}）" if missing else ""))
    off = [v.rule for v in card.verdicts if not v.applicable]
    if off:
        text.append(f"  {NOT_APPLICABLE} {len(off)} 行（{'、'.join(off)}）")
    return text


def _row(console: Console, verdict: Verdict, look: Look) -> None:
    head = Text("  ")
    if not verdict.applicable:
        head.append(
            f"{NOT_APPLICABLE} {verdict.rule} {verdict.title}  不计分，文中为{LEVELS[verdict.level]}", style="dim"
        )
        console.print(head)
        _explained(console, verdict, look, quotes=look.verbosity > 0)
        return
    head.append(LEVELS[verdict.level], style=_STYLES[verdict.level])
    head.append(f" {verdict.rule} {verdict.title}{'★' if verdict.core else ''}")
    head.append(f"  {points(verdict.points)}/{points(verdict.max_points)}", style="dim")
    if verdict.flags:
        head.append("  " + "、".join(FLAGS[flag] for flag in verdict.flags), style="yellow")
    console.print(head)
    _explained(console, verdict, look, quotes=True)


def _explained(console: Console, verdict: Verdict, look: Look, *, quotes: bool) -> None:
    """Show what a verdict rests on."""
    shown = verdict.evidence if look.verbosity > 0 else verdict.evidence[:1]
    for evidence in shown if quotes else ():
        _indented(console, quoted(evidence))
    if verdict.level < Level.EVIDENCED or not verdict.applicable or look.verbosity > 0:
        _indented(console, Text(f"理由：{verdict.reason}"))
    if verdict.advice:
        _indented(console, Text(f"补充：{verdict.advice}", style="cyan"))
    if look.verbosity > 0:
        for basis in verdict.basis:
            _indented(console, Text(f"依据：{basis}", style="dim"))


def quoted(evidence: Evidence) -> Text:
    """Show a quote and where it stands."""
    text = Text(f"“{evidence.quote}”")
    text.append(f"（{place_of(evidence)}）", style="dim")
    return text


def _indented(console: Console, text: Text) -> None:
    console.print(text, 7)


def _summary(console: Console, cards: Sequence[Scorecard], book: RuleBook) -> None:
    # overlays may have other core rows than the checklist
    core = dict.fromkeys(
        [*(rule.id for rule in book.rules if rule.core), *(v.rule for c in cards for v in c.verdicts if v.core)]
    )
    if cards:
        off = sum(not v.applicable for c in cards for v in c.verdicts)
        console.print(
            Text(
                f"汇总：{len(cards)} 份，{sum(c.passed is True for c in cards)} 份合格及以上"
                + (f"，{NOT_APPLICABLE}共 {off} 行次" if off else ""),
                style="bold",
            )
        )
        console.print(
            Text("  名次   总分  等次    " + "  ".join(f"{row:<4}" for row in core) + "  单位（文件）", style="dim")
        )
    graded = [card for card in cards if not card.refusal]
    ranked = sorted(graded, key=lambda c: (-(c.score / c.max_score if c.max_score else 0), c.document.path))
    for place, card in enumerate(ranked, 1):
        verdicts = {v.rule: v for v in card.verdicts}
        line = Text(f"  {place:>4}  {card.score:>5.1f}  ")
        line.append(padded(card.grade or "-", 6), style="green" if card.passed else "red")
        for row in core:
            verdict = verdicts.get(row)
            if verdict is None or not verdict.applicable:
                line.append("   -  ")
            else:
                line.append("  " + LEVELS[verdict.level], style=_STYLES[verdict.level])
        for part in (f"  {card.unit or card.title or '单位未识别'}", f"（{card.document.path}）"):
            if line.cell_len + cell_len(part) > console.width:
                console.print(line)
                line = Text(" " * 8)
            line.append(part)
        console.print(line)
    for card in cards:
        if card.refusal:
            console.print(Text(f"  不评  {REFUSALS[card.refusal.code]}（{card.document.path}）", style="red"))


def padded(text: str, width: int) -> str:
    """Fill up a text to a number of columns; a Chinese character takes two."""
    return text + " " * max(0, width - cell_len(text))


def _unreadable(console: Console, unreadable: Sequence[Unreadable]) -> None:
    console.print()
    console.print(Text(f"没有评定的文件 {len(unreadable)} 个：", style="bold red"))
    for row in unreadable:
        console.print(Text(f"  {row.path}：{row.message}"))
        if row.hint:
            _indented(console, Text(row.hint, style="cyan"))
