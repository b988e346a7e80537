"""A scorecard -> 整改清单: what to add, by points gained, as every form for people shows it."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.card import Scorecard
from auditor.render.wording import LEVELS, place_of, points

HEADING = "整改清单"
HONESTY = "只写真实做过、查得到的；没有做的不要写成做了。"
"""Stands beside every list of what to add."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """One thing to add, in the words that people read."""

    number: int
    """From 1, the largest gain first."""
    rule: str
    title: str
    core: bool
    now: str
    """Level as judged."""
    to: str
    """Level that a true statement of it would reach."""
    gain: str
    """Points, such as +3.2."""
    advice: str
    basis: tuple[str, ...]
    place: str
    """Where the text speaks of it, or comes near; empty where it does nowhere."""
    quote: str
    """The words there."""


def remedies_of(card: Scorecard) -> list[Remedy]:
    """List what to add to a report; empty where nothing is short of points and for a text without a grade."""
    if card.refusal:
        return []
    verdicts = {verdict.rule: verdict for verdict in card.verdicts}
    made = []
    for number, addition in enumerate(card.remedies, 1):
        verdict = verdicts[addition.rule]
        at = verdict.evidence[0] if verdict.evidence else verdict.nearest
        made.append(
            Remedy(
                number, verdict.rule, verdict.title, verdict.core, LEVELS[verdict.level], LEVELS[addition.to],
                f"+{points(addition.gain)}", addition.advice, verdict.basis,
                place_of(at) if at else "", at.quote if at else "",
            )
        )  # fmt: skip
    return made


def sum_of(card: Scorecard) -> str:
    """Say what the whole list would bring: the points, and where the total would then stand."""
    if not remedies_of(card):
        return "没有可以补的。"
    gain = round(sum(addition.gain for addition in card.remedies), 2)
    total = min(round(card.score + gain, 2), card.max_score)
    reached = f"{points(total)}/{points(card.max_score)}"
    return f"共 {len(card.remedies)} 项，全部如实补上可得 +{points(gain)} 分，到 {reached}。"
