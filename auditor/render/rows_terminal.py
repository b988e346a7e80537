"""How a year's units stand on the rows of the checklist -> what a terminal shows: scores, coverage, heat map."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from auditor.model import Level
from auditor.ranking import Row, YearTable
from auditor.render.figures import bin_title, gained, weakest_first
from auditor.render.page import Console, Text
from auditor.render.to_terminal import padded
from auditor.render.visible import visible
from auditor.render.wording import LEVEL_SIGNS, LEVELS, row_title, share, signed

LEVEL_STYLES = {Level.ABSENT: "bold red", Level.MENTIONED: "yellow", Level.DONE: "green", Level.EVIDENCED: "bold green"}
_BAR = 30
_NAME = 14
"""Columns that a unit's name gets at least beside its signs."""
_LONG_NAME = 24
_ROOM_TO_COMPARE = 60


def print_scores(console: Console, table: YearTable) -> None:
    """Print how many units have which score; the stretches below the first and above the last unit are left out."""
    full = [at for at, one in enumerate(table.bins) if one.count]
    if not full:
        return
    console.print()
    console.print(Text("得分率分布", style="bold cyan"))
    most = max(one.count for one in table.bins)
    length = min(_BAR, console.width - 16)
    for one in table.bins[full[0] : full[-1] + 1]:
        # a single unit among thousands is still to be seen
        bar = "=" * max(round(one.count / most * length), 1 if one.count else 0)
        line = Text(f"  {bin_title(one):>6}{one.count:>6}  ")
        line.append(bar, style="green")
        console.print(line)


def print_coverage(console: Console, table: YearTable) -> None:
    """Print the share of units that did each row, the weakest row first."""
    compared = console.width >= _ROOM_TO_COMPARE and any(one.before is not None for one in table.coverage)
    console.print()
    console.print(Text("各行覆盖率：落实及以上的单位占比，最弱的在前", style="bold cyan"))
    counted = "".join(f"  {LEVELS[level]}" for level in reversed(Level))
    console.print(Text("  行     占比" + ("  较上年" if compared else "") + f"{counted}  内容", style="dim"))
    for coverage in weakest_first(table):
        line = Text(f"  {coverage.row.id:<4}{share(coverage.done):>7}")
        if compared:
            line.append(f"{signed(gained(coverage)):>8}")
        for level in reversed(Level):
            line.append(f"{coverage.counts[level]:>6}", style=LEVEL_STYLES[level])
        title = "  " + visible(row_title(coverage.row).removeprefix(f"{coverage.row.id} "), "?")
        if coverage.not_applicable:
            title += f"（不适用 {coverage.not_applicable}）"
        if line.cell_len + cell_len(title) > console.width:
            console.print(line)
            line = Text("    ")
        line.append(title)
        console.print(line)


def print_heat_map(console: Console, table: YearTable, rows: Sequence[Row], most: int | None) -> None:
    """Print a sign for every unit and row, as broad as the window allows; where it is too narrow, say what shows it."""
    console.print()
    console.print(Text("热力图", style="bold cyan"))
    widest = max((len(row.id) for row in rows), default=0) + 1
    cell = next((n for n in (widest, 2, 1) if 2 + _NAME + n * len(rows) <= console.width), 0)
    if not cell:
        console.print(Text("  窗口太窄，用 -f html 或 xlsx 查看。", style="dim"))
        return
    console.print(Text(f"  {_legend(cell)}", style="dim"))
    name = min(_LONG_NAME, console.width - 2 - cell * len(rows))
    for head in _heads(rows, cell):
        console.print(Text(" " * (2 + name) + head, style="dim"))
    for standing in table.standings[:most]:
        line = Text("  " + set_cell_size(visible(standing.entry.unit.name, "?"), name - 1) + " ")
        for level in standing.entry.levels:
            sign = "-" if level is None else LEVEL_SIGNS[level] if cell > 1 else str(int(level))
            line.append(padded(sign, cell), style="dim" if level is None else LEVEL_STYLES[level])
        console.print(line)


def _legend(cell: int) -> str:
    signs = (f"{LEVEL_SIGNS[level] if cell > 1 else int(level)} {LEVELS[level]}" for level in Level)
    return "，".join([*signs, "- 不适用"])


def _heads(rows: Sequence[Row], cell: int) -> list[str]:
    """Return the lines that name the rows: across where there is room, else downwards."""
    if cell > 2:
        return ["".join(f"{row.id:<{cell}}" for row in rows)]
    tall = max(len(row.id) for row in rows)
    return ["".join(padded(row.id.ljust(tall)[at], cell) for row in rows) for at in range(tall)]
