"""Findings -> points, total and grade. Points are the project's own, not an official scale."""

from __future__ import annotations

from auditor.book import Rule, RuleBook
from auditor.model import Level, Verdict


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
