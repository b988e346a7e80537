"""`Scorecard` -> places that it does not name: its title, and where to write of a row that nothing is said of."""

from __future__ import annotations

import re
import unicodedata

from auditor.book import RuleBook
from auditor.card import Part, Scorecard, Verdict
from auditor.model import Level

Span = tuple[int, int]
"""Of `Document.text`, half open."""
_TITLE_WITHIN = 3000
"""Characters from the beginning in which a title is looked for."""
_LONGEST_LINE = 60
"""Of a first line that stands in for the title."""
_SENTENCE_END = re.compile(r"[。！？；]")


def trimmed(text: str, start: int, end: int) -> Span:
    """Return a span without white space at either end; an empty one where there is nothing else."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip()) if words.strip() else start


def title_of(card: Scorecard) -> Span | None:
    """Return where the title stands; None where it is not found as the scorecard has it."""
    title = "".join(_single(card.title).split())
    pattern = r"\s*".join(map(re.escape, title))
    found = re.search(pattern, _single(card.document.text[:_TITLE_WITHIN])) if title else None
    return found.span() if found else None


def opening_of(card: Scorecard) -> Span:
    """Return where the title stands, else the first line that holds anything."""
    text = card.document.text
    start, end = trimmed(text, 0, len(text))
    line = text.find("\n", start, end)
    end = min(end if line < 0 else line, start + _LONGEST_LINE)
    return title_of(card) or trimmed(text, start, end)


def _single(text: str) -> str:
    """Make characters of double width single, one for one."""
    return "".join(single if len(single := unicodedata.normalize("NFKC", one)) == 1 else one for one in text)


def fitting_place(verdict: Verdict, card: Scorecard, book: RuleBook) -> tuple[Span, str]:
    """Return where to write of a row, and why there, in a Chinese sentence.

    That is the end of the part that quotes for the nearest row of the same group stand in; rows that are done come
    first, since what was merely planned stands in another part. Else it is the end of the report's body.
    """
    text = card.document.text
    rows = [row.rule for row in card.verdicts]
    at = rows.index(verdict.rule)
    others = [
        (other.level < Level.DONE, abs(number - at), other)
        for number, other in enumerate(card.verdicts)
        if other.group == verdict.group and other.evidence
    ]
    for _, _, other in sorted(others, key=lambda one: one[:2]):
        part = _innermost(card.outline, other.evidence[0].start)
        if part:
            group = book.groups.get(verdict.group, "")
            return _last_sentence(text, part.heading_end, part.end), f"可以写在这一部分（{group}的其他内容在这里）。"
    return _last_sentence(text, 0, len(text)), "可以另写一段。"


def _innermost(outline: tuple[Part, ...], offset: int) -> Part | None:
    """Return the smallest part that holds an offset."""
    holding = [part for part in outline if part.start <= offset < part.end]
    return min(holding, key=lambda part: part.end - part.start, default=None)


def _last_sentence(text: str, start: int, end: int) -> Span:
    """Return a stretch's last sentence, for signature and date may stand below; without any, its last line."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text, start, end)]
    if not ends:
        start, end = trimmed(text, start, end)
        return trimmed(text, max(text.rfind("\n", start, end) + 1, start), end)
    opening = max(text.rfind("\n", start, ends[-1]) + 1, ends[-2] if len(ends) > 1 else 0, start)
    return trimmed(text, opening, ends[-1])
