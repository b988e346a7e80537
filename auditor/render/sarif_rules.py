"""Rule book -> the rule descriptions of a SARIF log, in the checklist's order, then whatever else was found."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.book import Rule, RuleBook
from auditor.render.remedies import HONESTY
from auditor.render.visible import visible
from auditor.render.wording import LEVELS
from auditor.shortcoming import Shortcoming

Json = dict[str, object]
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~!]")
_ESCAPED = r"\\\g<0>"
CORE = "核心行"
IN_MESSAGES = "怎样处理，写在每条消息里。"
"""Help on what no rule file describes."""


def rules_of(book: RuleBook, used: Iterable[Shortcoming]) -> list[Json]:
    """Describe every row of the book, those that overlays bring along too, and whatever else was found."""
    rows = {rule.id: rule for rules in (*(o.rows for o in reversed(book.overlays)), book.rules) for rule in rules}
    made = {row: _of_row(rows[row], book) for row in book.row_ids()}
    for one in used:
        if one.rule not in made:
            made[one.rule] = _of_other(one)
    return list(made.values())


def message(text: str) -> Json:
    """Return a text as a SARIF message: nothing in it is a placeholder or a link (3.11.5, 3.11.6)."""
    text = text.replace("{", "{{").replace("}", "}}")
    if "](" in text:
        text = re.sub(r"[\\\[\]]", _ESCAPED, text)
    return {"text": text}


def _of_row(rule: Rule, book: RuleBook) -> Json:
    group = f"{rule.group} {book.groups.get(rule.group, '')}".strip()
    level = "error" if rule.core else "warning"
    return {
        "id": visible(rule.id),
        "name": visible(rule.title),
        "shortDescription": message(visible(rule.title)),
        "fullDescription": message(visible(rule.question)),
        "help": message("\n".join(f"{head}：{text}" for head, text in _help(rule))) | {"markdown": _markdown(rule)},
        "defaultConfiguration": {"level": level} | ({"enabled": False} if rule.off else {}),
        "properties": {"tags": [visible(group), *([CORE] if rule.core else [])]},
    }


def _of_other(one: Shortcoming) -> Json:
    title = message(visible(one.title))
    return {
        "id": visible(one.rule),
        # a name that only repeats the id tells nobody anything
        **({"name": visible(one.title)} if one.title != one.rule else {}),
        "shortDescription": title,
        "fullDescription": title,
        "help": message(IN_MESSAGES),
        "defaultConfiguration": {"level": one.severity.value},
    }


def _help(rule: Rule) -> list[tuple[str, str]]:
    """Tell a row in heads and texts."""
    parts = [("问题", rule.question), ("算", rule.counts), ("不算", rule.does_not_count)]
    parts += [(f"“{LEVELS[level]}”时怎样补", advice) for level, advice in sorted(rule.advice.items()) if advice]
    parts += [("依据", basis.cite()) for basis in rule.basis]
    parts += [("不适用", rule.off), ("提醒", HONESTY)]
    return [(head, visible(text)) for head, text in parts if text]


def _markdown(rule: Rule) -> str:
    """Tell the same with markup, none of it from the rule's own texts."""
    return "\n\n".join(f"**{head}**：{_MARKUP.sub(_ESCAPED, text)}" for head, text in _help(rule))
