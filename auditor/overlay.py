"""Rule book + overlays -> the rule book for one year and kind of unit. Reading overlay files: `rulebook.overlay`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from auditor.book import Change, Element, Overlay, Rule, RuleBook
from auditor.model import UnitKind


def fitting(book: RuleBook, year: int | None, kind: UnitKind) -> tuple[Overlay, ...]:
    """Return the overlays for a report on a year by a kind of unit, in the order in which they are laid.

    One that is for certain years does not fit a report whose year is unknown. A shipped one gives way where the user's
    overlay names another one of its sort: township and department at once would be nonsense.
    """
    named = [overlay for overlay in book.overlays if overlay.always]
    return tuple(
        overlay
        for overlay in book.overlays
        if overlay.always or (_fits(overlay, year, kind) and not any(_rivals(overlay, other) for other in named))
    )


def _fits(overlay: Overlay, year: int | None, kind: UnitKind) -> bool:
    in_time = overlay.years is None or (year is not None and overlay.years[0] <= year <= overlay.years[1])
    return in_time and (not overlay.kinds or kind in overlay.kinds)


def _rivals(overlay: Overlay, other: Overlay) -> bool:
    return overlay.shipped and bool((overlay.years and other.years) or (overlay.kinds and other.kinds))


def lay(book: RuleBook, overlays: Iterable[Overlay]) -> RuleBook:
    """Return the rule book with overlays laid over it, the last on top; rows that it does not have are passed over."""
    for overlay in overlays:
        rules = [_changed(rule, overlay) for rule in book.rules]
        for rule in overlay.rows:
            place = max((at for at, other in enumerate(rules, 1) if other.group == rule.group), default=len(rules))
            rules.insert(place, _changed(rule, overlay))
        book = replace(
            book,
            rules=tuple(rules),
            grades=overlay.grades or book.grades,
            pass_mark=book.pass_mark if overlay.pass_mark is None else overlay.pass_mark,
            laid=(*book.laid, overlay.id),
        )
    return book


def _changed(rule: Rule, overlay: Overlay) -> Rule:
    """Return a row as the overlay wants it; the very same value when it wants nothing."""
    if overlay.core is not None and rule.core is not (rule.id in overlay.core):
        rule = replace(rule, core=rule.id in overlay.core)
    change = overlay.changes.get(rule.id)
    if change is None:
        return rule
    return replace(
        rule,
        title=change.title or rule.title,
        question=change.question or rule.question,
        points=rule.points if change.points is None else change.points,
        core=rule.core if change.core is None else change.core,
        basis=change.basis or rule.basis,
        advice={**rule.advice, **change.advice},
        elements=tuple(_grown(element, change) for element in rule.elements),
        masks=(*rule.masks, *(m for m in change.masks if m not in rule.masks)),
        off=rule.off if change.off is None else change.off,
    )


def _grown(element: Element, change: Change) -> Element:
    more = change.phrases.get(element.id)
    if more is None:
        return element
    return replace(
        element,
        passing=(*element.passing, *more.passing),
        topics=(*element.topics, *more.topics),
        deeds=(*element.deeds, *more.deeds),
        facts=(*element.facts, *more.facts),
    )
