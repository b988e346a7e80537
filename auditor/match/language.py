"""The phrase language of rule files -> what the finder can search. Described for clerks in docs/rules.md.

行政执法三项制度          the words themselves; nine characters or more may differ by a slip (see `edits_for`)
(聘请|外聘)…法律顾问      one of several; … is up to 12 characters of the same sentence, …… up to 30
参训#人次                 # is a number, Arabic or Chinese, with 余, 多, 万
持证上岗率~1              ~n sets the number of slips allowed
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from math import prod

NUMBER = (
    r"(?!0(?![\d.]))(?!三项制度|三重一大|三务|三资|三农|三治)(?:\d{1,12}(?:\.\d{1,6})?|[两二三四五六七八九十百千]+(?:[零一][零一二三四五六七八九十百千]*)?)"
    r"(?:余|多)?[万亿]?(?:余|多)?"
)
"""A number above zero, Arabic or Chinese; 一 alone is no count (一窗, 一村), nor is 三 in a name (三项制度)."""
_TOKEN = re.compile(r"\((?P<any>[^()]*)\)|(?P<gap>…{1,2})|(?P<number>#)|(?P<plain>[^()…#]+)")
_DROPPED = re.compile(r"[^\w%.\n]|(?<!\d)\.|\.(?!\d)|_")
# signs of regular expressions, which would be dropped without a word; | belongs into parentheses
_FOREIGN = re.compile(r"[?*\[\]{}^$\\|]|\.(?!\d)")
_MAX_SPELLED = 48


def squeeze(text: str) -> str:
    """Drop punctuation and blanks; sentence ends must be line feeds before."""
    return text if text.isalnum() else _DROPPED.sub("", text)


def edits_for(length: int) -> int:
    """Return how many characters of a phrase may be inserted, dropped or changed.

    None below nine characters: there a changed character is usually another term (述法, 普法). docs/decisions/0002.
    """
    return 0 if length < 9 else 1 if length < 16 else 2


Part = tuple[str, ...] | str
"""The words of which one must stand, or the sign of a gap or a number."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A phrase without gaps, spelled out."""

    text: str
    edits: int

    def pieces(self) -> tuple[tuple[int, int], ...]:
        """Return spans of the text of which one stands whole wherever the phrase stands within its edits."""
        cuts = [len(self.text) * i // (self.edits + 1) for i in range(self.edits + 2)]
        return tuple(span for span in pairwise(cuts) if span[0] < span[1])


@dataclass(frozen=True, slots=True)
class Shape:
    """A phrase with gaps or numbers."""

    parts: tuple[Part, ...]

    def regex(self) -> str:
        """Return a regular expression with a group for every word and number; what stands between groups is gap."""
        return "".join(map(_regex, self.parts))


Compiled = tuple[Literal, ...] | Shape
"""A phrase as the finder searches it: what it spells out to, or its parts. Plain values, quick to store and load."""


class PhraseError(ValueError):
    """A phrase that does not follow the language; the message is Chinese, `phrase` is as written."""

    def __init__(self, phrase: str, fault: str) -> None:
        """Name the phrase and what is wrong with it."""
        super().__init__(f"短语“{phrase}”{fault}")
        self.phrase = phrase


@cache
def compile_phrase(source: str) -> Compiled:
    """Compile one phrase. Raises `PhraseError`."""
    if source.isalnum():
        # no sign in it that means anything: most phrases are words
        return (Literal(source, edits_for(len(source))),)
    body, tilde, slips = source.partition("~")
    if tilde and not slips.isdigit():
        raise PhraseError(source, "里 ~ 后面应是数字")
    foreign = _FOREIGN.search(re.sub(r"\([^()]*\)", "", body)) or _FOREIGN.search(body.replace("|", ""))
    if foreign:
        raise PhraseError(source, f"里的“{foreign[0]}”不是短语的写法")
    parts: list[Part] = []
    at = 0
    for token in _TOKEN.finditer(body):
        if token.start() != at:
            raise PhraseError(source, "的括号不成对")
        at = token.end()
        if token["any"] is not None:
            parts.append(tuple(squeeze(word) for word in token["any"].split("|")))
        elif token["gap"]:
            parts.append(token["gap"])
        elif token["number"]:
            parts.append("#")
        elif squeeze(token["plain"]):
            parts.append((squeeze(token["plain"]),))
    if at != len(body) or not any(isinstance(part, tuple) and any(part) for part in parts):
        raise PhraseError(source, "是空的，或括号不成对")
    words = [part for part in parts if isinstance(part, tuple)]
    if len(words) == len(parts) and prod(map(len, words)) <= _MAX_SPELLED:
        spelled = map("".join, product(*words))
        return tuple(Literal(s, int(slips) if slips else edits_for(len(s))) for s in spelled)
    return Shape(tuple(parts))


def spelled_out(source: str) -> tuple[str, ...]:
    """Return what a phrase spells out to; nothing for one with gaps or numbers. Raises `PhraseError`."""
    compiled = compile_phrase(source)
    return () if isinstance(compiled, Shape) else tuple(literal.text for literal in compiled)


def _regex(part: Part) -> str:
    if part == "…":
        return r"[^\n]{0,12}?"
    if part == "……":
        return r"[^\n]{0,30}?"
    if part == "#":
        return f"({NUMBER})"
    return "(" + "|".join(re.escape(word) for word in sorted(part, key=len, reverse=True)) + ")"
