"""What is asked for in words -> a bar; a scorecard and a bar -> what the report is below it in."""

from __future__ import annotations

import math
from collections.abc import Mapping

from auditor.card import Scorecard
from auditor.gating import Bar
from auditor.model import Level
from auditor.render.wording import LEVEL_NAMES
from auditor.shortcoming import SCORE, Severity, Shortcoming, fingerprint, of_flaw, of_refusal, of_row

_SLACK = 1e-6
"""Of a percent: 59.999... from adding points is 60."""


def words(value: object) -> object:
    """Return the parts of what is written in one line, or several, with Chinese or Western commas between them.

    Anything else as it is.
    """
    lines = value if isinstance(value, list) else [value]
    if not all(isinstance(line, str) for line in lines):
        return value
    parts = ",".join(map(str, lines)).replace("，", ",").replace("、", ",").split(",")
    return [part.strip() for part in parts if part.strip()]


def required(value: object) -> dict[str, Level]:
    """Read rows, each with a level after an equals sign where it is not to be 落实: A2、E2=有据.

    Takes a line, a list or a mapping. Raises `ValueError` with a Chinese sentence.
    """
    if isinstance(value, Mapping):
        value = [f"{row}={level}" for row, level in value.items()]
    value = words(value)
    if not isinstance(value, list):
        raise ValueError("应是行号的列表，例如 ['A2', 'E2=有据']")
    found: dict[str, Level] = {}
    for part in value:
        row, _, named = str(part).partition("=")
        level = LEVEL_NAMES.get(named.strip().lower()) if named else Level.DONE
        if not level:
            raise ValueError(f"“{part}”里的等级不认得，可以写提及、落实、有据")
        if found.setdefault(row.strip().upper(), level) is not level:
            raise ValueError(f"{row.strip().upper()} 写了两个不同的等级")
    if not found:
        raise ValueError("没有写行号，例如 A2,B1")
    return found


def percent(value: object) -> float:
    """Read a share in percent. Raises `ValueError` with a Chinese sentence, for 0.6 as well: that would be a slip."""
    try:
        share = float(str(value)) if not isinstance(value, bool) else math.nan
    except ValueError:
        share = math.nan
    if math.isnan(share):
        raise ValueError("应是数字，例如 60")
    if not 0 <= share <= 100:
        raise ValueError("应在 0 到 100 之间")
    if 0 < share < 1:
        raise ValueError(f"是百分制的，{share:g} 会让什么都通过；是不是想写 {share * 100:g}")
    return share


def below_bar(card: Scorecard, bar: Bar) -> tuple[Shortcoming, ...]:
    """Return what a report is below a bar in: the total, then rows in the checklist's order, then flaws.

    A text without a grade is below any bar, in that alone. Rows that do not apply are not asked for.
    """
    asked = bar.fail_under is not None or bar.require or bar.no_flaw
    if card.refusal:
        return (of_refusal(card.refusal),) if asked else ()
    rows = [
        of_row(verdict, Severity.ERROR, wanted=bar.require[verdict.rule])
        for verdict in card.verdicts
        if verdict.applicable and verdict.level < bar.require.get(verdict.rule, 0)
    ]
    flaws = [of_flaw(flaw, Severity.ERROR) for flaw in card.flaws if flaw.kind in bar.no_flaw]
    return (*_total(card, bar), *rows, *flaws)


def _total(card: Scorecard, bar: Bar) -> tuple[Shortcoming, ...]:
    if bar.fail_under is None or not card.max_score:
        return ()
    reached = card.score / card.max_score * 100
    if reached + _SLACK >= bar.fail_under:
        return ()
    # rounded up to the bar it would read as if nothing were amiss
    shown = f"{reached:.1f}" if round(reached, 1) < bar.fail_under else f"{reached:.3f}"
    said = f"得分率 {shown}，低于要求的 {bar.fail_under:g}。"
    return (Shortcoming(SCORE, "总分", Severity.ERROR, said, fingerprint(SCORE, [])),)
