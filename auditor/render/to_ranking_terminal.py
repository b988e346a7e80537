"""Ranking -> what a reviewer reads in a terminal, 40 columns or 200. Only characters that a GBK console has."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import islice

from rich.cells import cell_len

from auditor.card import RefusalCode
from auditor.model import Level
from auditor.ranking import MARK, Entry, Ranking, Row, Standing, YearTable
from auditor.render.figures import core_places
from auditor.render.page import Console, Text
from auditor.render.rows_terminal import LEVEL_STYLES, print_coverage, print_heat_map, print_scores
from auditor.render.to_terminal import Look, console_on, padded, trimmed
from auditor.render.visible import visible
from auditor.render.wording import (
    LEVEL_SIGNS,
    LEVELS,
    REFUSALS,
    bands_of,
    figures_of,
    rank_title,
    signed,
    unit_title,
    year_title,
)

UNITS = 50
"""Units of a year that are shown unless all are asked for: a few screens."""
_WIDE = 80
"""Columns from which the core rows have columns of their own."""
_INDENT = 8


def ranking_terminal(ranking: Ranking, look: Look, units: int = UNITS) -> str:
    """Render for people: every year's ranking, scores, rows and heat map, then the files without a rank.

    At most `units` units a year and files a list; all when verbose, headlines alone when quiet.
    """
    out = io.StringIO()
    console = console_on(out, look)
    most = units if look.verbosity <= 0 else None
    if not ranking.years:
        console.print(Text("没有可以排名的报告。", style="bold"))
        console.print(Text(f"{MARK}（{ranking.program}）", style="dim"))
    for table in ranking.years:
        _headline(console, ranking, table)
        if look.verbosity >= 0:
            _standings(console, table, ranking.rows, most)
            print_scores(console, table)
            print_coverage(console, table)
            print_heat_map(console, table, ranking.rows, most)
        console.print()
    if look.verbosity >= 0:
        _refused(console, ranking.refused, most)
        _unreadable(console, ranking, most)
    elif ranking.refused or ranking.unreadable:
        console.print(
            Text(f"不评分 {len(ranking.refused)} 个，读不了 {len(ranking.unreadable)} 个。", style="bold red")
        )
    return trimmed(out)


def shown(text: str) -> str:
    """Return what a terminal may get of a text from a file."""
    return visible(text, "?")


def _headline(console: Console, ranking: Ranking, table: YearTable) -> None:
    console.print(Text(f"{year_title(table.year)}排名：{figures_of(table)}", style="bold"))
    console.print(Text(f"等次：{bands_of(table)}"))
    console.print(Text(f"清单：{shown(ranking.checklist)} {ranking.version}；{MARK}（{ranking.program}）", style="dim"))


def _standings(console: Console, table: YearTable, rows: Sequence[Row], most: int | None) -> None:
    core = core_places(rows)
    compared = any(standing.before for standing in table.standings)
    wide = console.width >= _WIDE
    head = "  名次  得分率  等次    " + ("  较上年" if compared else "")
    head += "".join(f"  {padded(rows[at].id, 4)}" for at in core) if wide else ""
    console.print()
    console.print(Text(f"{head}  单位（文件）", style="dim"))
    counts = {band.grade: band.count for band in table.bands}
    grade = None
    for standing in table.standings[:most]:
        if standing.entry.grade != grade:
            grade = standing.entry.grade
            line = f"-- {grade} {counts.get(grade or '', 0)} 个 "
            console.print(Text(line + "-" * (min(console.width, _WIDE) - cell_len(line)), style="cyan"))
        _standing(console, standing, [(rows[at], standing.entry.levels[at]) for at in core], compared=compared)
    _rest(console, len(table.standings), most)


def _standing(
    console: Console, standing: Standing, core: Sequence[tuple[Row, Level | None]], *, compared: bool
) -> None:
    """Print a unit, broken between its parts where it is too long; its other versions below."""
    entry = standing.entry
    line = Text(f"  {_right(rank_title(standing.rank, tied=standing.tied), 4)}  {entry.percent:>6.2f}  ")
    line.append(padded(entry.grade or "-", 6), style="green" if entry.passed else "red")
    if compared:
        line.append(f"  {signed(standing.change):>6}")
    if console.width >= _WIDE:
        for _, level in core:
            line.append("  ")
            line.append("-   " if level is None else LEVELS[level], "dim" if level is None else LEVEL_STYLES[level])
    parts = [f"  {shown(unit_title(entry.unit))}", f"（{shown(entry.path)}）"]
    if console.width < _WIDE:
        signs = (f"{row.id}{'-' if level is None else LEVEL_SIGNS[level]}" for row, level in core)
        parts.append("  " + " ".join(signs))
    for part in parts:
        if line.cell_len + cell_len(part) > console.width:
            console.print(line)
            line = Text(" " * _INDENT)
        line.append(part.lstrip() if not line.plain.strip() else part)
    console.print(line)
    for other in standing.others:
        said = f"另一版本，不计入：{other.percent:.2f} {other.grade or ''}（{shown(other.path)}）"
        console.print(Text(said, style="dim"), _INDENT)


def _right(text: str, width: int) -> str:
    return " " * (width - cell_len(text)) + text


def _rest(console: Console, count: int, most: int | None) -> None:
    if most is not None and count > most:
        console.print(Text(f"  其余 {count - most} 个见 -o 排名.xlsx，或用 -v 全部显示。", style="dim"))


def _refused(console: Console, refused: Sequence[Entry], most: int | None) -> None:
    """List the texts without a grade by the kind of refusal."""
    for code in RefusalCode:
        found = [entry for entry in refused if entry.refusal and entry.refusal.code is code]
        listed = ((entry.path, entry.refusal.reason if entry.refusal else "", "") for entry in found)
        _files(console, f"「{REFUSALS[code]}」{len(found)} 个，不评分", len(found), listed, most)


def _unreadable(console: Console, ranking: Ranking, most: int | None) -> None:
    found = ranking.unreadable
    _files(console, f"读不了的文件 {len(found)} 个", len(found), ((u.path, u.message, u.hint) for u in found), most)


def _files(console: Console, title: str, count: int, listed: Iterable[tuple[str, str, str]], most: int | None) -> None:
    """List files by path with what is wrong and what helps; nothing where there are none."""
    if not count:
        return
    console.print(Text(f"{title}：", style="bold red"))
    for path, reason, hint in islice(listed, most):
        console.print(Text(f"{shown(path)}：{shown(reason)}"), 2)
        if hint:
            console.print(Text(shown(hint), style="cyan"), _INDENT)
    _rest(console, count, most)
    console.print()
