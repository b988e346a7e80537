"""A scorecard and a bar -> what the report is below it in."""

from __future__ import annotations

from auditor.card import Scorecard
from auditor.gating import Bar
from auditor.shortcoming import SCORE, Severity, Shortcoming, fingerprint, of_flaw, of_row

_SLACK = 1e-6
"""Of a percent: 59.999... from adding points is 60."""


def below_bar(card: Scorecard, bar: Bar) -> tuple[Shortcoming, ...]:
    """Return what a report is below a bar in: the total, then rows in the checklist's order, then flaws.

    A text without a grade is below any bar, in that alone. Rows that do not apply are not asked for.
    """
    asked = bar.fail_under is not None or bar.require or bar.no_flaw
    if card.refusal:
        reason, made = card.refusal.reason, fingerprint(SCORE, [card.refusal.code])
        return (Shortcoming(SCORE, "评定", Severity.ERROR, reason, made),) if asked else ()
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
    percent = card.score / card.max_score * 100
    if percent + _SLACK >= bar.fail_under:
        return ()
    said = f"得分率 {percent:.1f}，低于要求的 {bar.fail_under:g}。"
    return (Shortcoming(SCORE, "总分", Severity.ERROR, said, fingerprint(SCORE, [])),)
