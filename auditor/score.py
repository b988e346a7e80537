"""Findings -> points, total, grade and ledger. Points are the project's own, not an official scale."""

from __future__ import annotations

from auditor.book import Rule, RuleBook
from auditor.card import Addition, Ledger, Loss, Verdict
from auditor.model import MOST_ADDITIONS, Level


def points_for(rule: Rule, level: Level, book: RuleBook) -> float:
    """Return a row's points at a level: its weight times the level's share, to two places."""
    return round(rule.points * book.shares[level], 2)


def total(verdicts: tuple[Verdict, ...]) -> tuple[float, float]:
    """Return points and possible points over the rows that apply; both to two places."""
    applicable = [v for v in verdicts if v.applicable]
    return round(sum(v.points for v in applicable), 2), round(sum(v.max_points for v in applicable), 2)


def grade(score: float, max_score: float, book: RuleBook) -> tuple[str | None, bool | None]:
    """Return the grade's name and whether the report passes; nothing when no row applied."""
    if max_score <= 0:
        return None, None
    # half a cent of slack: 59.999... from adding points is 60
    percent = score / max_score * 100 + 1e-6
    name = next((name for name, bound in book.grades if percent >= bound), book.grades[-1][0])
    return name, percent >= book.pass_mark


def ledger(verdicts: tuple[Verdict, ...], book: RuleBook) -> Ledger:
    """Account for the points that are missing; rows that do not apply are left out. All points to two places."""
    applicable = [v for v in verdicts if v.applicable]
    rows = [Loss(v.rule, round(v.max_points - v.points, 2), v.max_points) for v in applicable]
    groups = []
    for group in dict.fromkeys(v.group for v in applicable):
        inside = [row for row, v in zip(rows, applicable, strict=True) if v.group == group]
        lost, most = (round(sum(points), 2) for points in ([r.lost for r in inside], [r.max_points for r in inside]))
        groups.append(Loss(group, lost, most))
    return Ledger(
        lost=round(sum(row.lost for row in rows), 2),
        rows=tuple(sorted((row for row in rows if row.lost > 0), key=lambda row: -row.lost)),
        groups=tuple(groups),
        additions=remedies(verdicts, book)[:MOST_ADDITIONS],
    )


def remedies(verdicts: tuple[Verdict, ...], book: RuleBook) -> tuple[Addition, ...]:
    """Say for every row that applies what to add, where that gains points; the largest gain first."""
    additions = [addition for v in verdicts if v.applicable and (addition := _addition(v, book))]
    return tuple(sorted(additions, key=lambda a: -a.gain))


def _addition(verdict: Verdict, book: RuleBook) -> Addition | None:
    """Say what following a row's advice would gain; None where its rule allows no more.

    The advice for what is absent already asks how it was done: nobody is sent from nothing to a mere mention.
    """
    rule = book.rule(verdict.rule)
    if rule is None or not verdict.advice:
        return None
    to = min(Level.EVIDENCED if verdict.level >= Level.DONE else Level.DONE, rule.cap)
    gain = round(points_for(rule, to, book) - verdict.points, 2)
    return Addition(rule.id, to, gain, verdict.advice) if gain > 0 else None
