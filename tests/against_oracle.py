"""Documents to search, and what the search finds in them that the oracle does not, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

from oracle import Found, places_in

from auditor.book import Rule
from auditor.match.index import Index
from auditor.match.language import Compiled, Literal
from auditor.match.places import places
from auditor.match.sightings import Sightings
from auditor.match.squeezed import Squeezed
from auditor.model import Role, Sentence

TEXTS = sorted((Path(__file__).parent / "gold" / "texts").glob("*.txt"))
Differing = tuple[int, str, list[Found], list[Found]]
"""Number of the phrase, the line, what the oracle finds there and what the search finds."""


def phrases_of(rules: Iterable[Rule]) -> list[str]:
    """Return all phrases of rules, look-alikes too, each once."""
    return list(
        dict.fromkeys(
            phrase
            for rule in rules
            for source in (*((e.passing, e.topics, e.deeds, e.facts) for e in rule.elements), (rule.masks,))
            for phrases in source
            for phrase in phrases
        )
    )


def documents(count: int, seed: int = 0) -> Iterator[list[str]]:
    """Yield documents as sentences: those of a labelled report, shuffled, doubled, and a character in 30 spoilt."""
    sentences = [re.findall(r"[^。；！？\n]+[。；！？\n]?", path.read_text("utf-8")) for path in TEXTS]
    random = Random(seed)
    for number in range(count):
        own = sentences[number % len(sentences)]
        rows = random.choices(own, k=len(own)) + random.choices(random.choice(sentences), k=5)
        yield [spoilt(sentence, random) for sentence in rows]


def spoilt(sentence: str, random: Random) -> str:
    """Return a sentence with some characters dropped, doubled, changed or swapped with the next."""
    chars = list(sentence)
    for at in range(len(chars) - 1):
        if random.random() < 1 / 30:
            one, two = chars[at], chars[at + 1]
            chars[at], chars[at + 1] = random.choice(
                [("", two), (one + one, two), (random.choice(sentence), two), (two, one)]
            )
    return "".join(chars)


def field_of(sentences: Sequence[str]) -> Squeezed:
    """Return sentences as the text that is searched."""
    rows, at = [], 0
    for number, text in enumerate(sentences):
        rows.append(Sentence(number, text, at, at + len(text), 0, Role.WORK, 0))
        at += len(text)
    return Squeezed(rows)


def differing(index: Index, phrases: Sequence[Compiled], field: Squeezed) -> Iterator[Differing]:
    """Yield where the search and the oracle differ, by phrase and line."""
    lines = [field.text[low:high] for low, high in field.lines]
    found: dict[tuple[int, int], list[Found]] = {}
    seen = Sightings(index, field)
    for entry, possible in seen.possible():
        for place in places(entry, possible, seen):
            base = field.lines[place.line][0]
            words = tuple((a - base, b - base) for a, b in place.words)
            own = found.setdefault((index.phrase_of[entry], place.line), [])
            own.append((place.start - base, place.end - base, place.edits, words))
    for number, phrase in enumerate(phrases):
        for line in worth_a_look(phrase, lines):
            wanted = places_in(phrase, lines[line])
            got = sorted(found.pop((number, line), []))
            if wanted != got:
                yield number, lines[line], wanted, got
    for (number, line), got in found.items():
        yield number, lines[line], [], got


def worth_a_look(phrase: Compiled, lines: Sequence[str]) -> list[int]:
    """Return the lines that hold what a phrase cannot do without: a piece of a spelling, a word of every group."""
    if isinstance(phrase, tuple):
        groups = [[piece for literal in phrase for piece in whole_pieces(literal)]]
    else:
        groups = [list(part) for part in phrase.parts if isinstance(part, tuple)]
    text = "\n".join(lines)
    if not all(any(word in text for word in group) for group in groups):
        return []
    return [at for at, line in enumerate(lines) if all(any(word in line for word in group) for group in groups)]


def whole_pieces(literal: Literal) -> list[str]:
    """Return the pieces of which k slips leave one whole."""
    cuts = [len(literal.text) * i // (literal.edits + 1) for i in range(literal.edits + 2)]
    return [literal.text[a:b] for a, b in zip(cuts, cuts[1:], strict=False) if a < b]
