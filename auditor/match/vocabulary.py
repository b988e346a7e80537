"""The shared vocabulary asked of a stretch of text: what it lacks, plans, is about, and how much it tells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from operator import add

from auditor.book import Lexicon
from auditor.match.needles import needles

TITLE = re.compile(r"《[^《》\n]{2,60}》")
_GUARDED = frozenset(
    {
        "about",
        "about_after",
        "but",
        "cited",
        "denied",
        "denied_after",
        "denied_later",
        "despite",
        "discussed",
        "exhorts",
        "foreign",
        "mocked",
        "other_subject",
        "own_named",
        "past",
        "perfect",
        "perfect_late",
        "plan",
        "plan_here",
        "present",
        "rules_on",
        "scored",
        "shortfall",
        "slogan",
        "study",
        "study_after",
        "superior",
        "unless",
        "when",
    }
)
"""Cues that are asked of many sentences and stand in few: it pays to look up their words first."""
_LITTLE = 10
"""Characters of a clause that can only go on about what was named before it (参加人员46人次)."""


Audible = Mapping[str, list[str]]
"""The cues that a text may hold, each with words in it of which every match holds one; without any, search for it."""


class Vocabulary:
    """A lexicon made ready; `cue` are its patterns by name."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Keep the cues; bare words are tried longest first."""
        self.cue = lexicon.cues
        known = {name: needles(cue.pattern) if name in _GUARDED else None for name, cue in self.cue.items()}
        self._always: dict[str, list[str]] = {name: [] for name, words in known.items() if words is None}
        cues_of: dict[str, list[str]] = {}
        for name, needed in known.items():
            for word in needed or ():
                cues_of.setdefault(word, []).append(name)
        self._needles = _by_pair(cues_of)
        self._ones = re.compile("|".join(re.escape(word) for word in cues_of if len(word) == 1) or "(?!)")
        words = sorted(map(re.escape, lexicon.words.get("bare", ())), key=len, reverse=True)
        self._bare = re.compile("|".join(words) or "(?!)")

    def audible(self, text: str) -> Audible:
        """Return the cues that a text may hold; the others need not be searched in any part of it."""
        audible = self._always.copy()
        known = self._needles
        keys = [pair for pair in map(add, text, text[1:]) if pair in known]
        for key in dict.fromkeys([*keys, *self._ones.findall(text)]):
            for word, names in known[key]:
                if word == key or word in text:
                    for name in names:
                        if name in audible:
                            audible[name].append(word)
                        else:
                            audible[name] = [word]
        return audible

    def without_bare(self, text: str) -> str:
        """Return a text with its empty words turned into blanks."""
        return self._bare.sub(" ", text)

    def bared(self, text: str) -> str:
        """Return a text without its empty words, what is left drawn together."""
        return self._bare.sub("", text)

    def lacks(self, text: str) -> bool:
        """Return whether a stretch says that something is lacking."""
        return bool(self.cue["shortfall"].search(text) or self.cue["denied"].search(text))

    def plans(self, text: str) -> int:
        """Count the clauses of a sentence about the future that hold a measure: no pledge, no bare verb, no lack."""
        clauses = [c for c in re.split("[，。；：]", text) if c and self.cue["acts"].search(c)]
        empty = (self.cue["slogan"], self.cue["pledge"], self.cue["shortfall"])
        return sum(self.size(c) >= 7 and not any(cue.search(c) for cue in empty) for c in clauses)

    def size(self, text: str) -> int:
        """Count the characters that tell something."""
        return len(re.sub(r"[\W_]", "", self.bared(text)))

    def off_topic(self, text: str) -> str:
        """Return the words that show a stretch to be about other work than that of law; empty if it is not."""
        # words of law are in most clauses, and quicker to find
        if self.cue["of_law"].search(text):
            return ""
        found = self.cue["foreign"].search(text)
        return found[0] if found else ""

    def goes_on(self, clause: str, audible: Audible) -> bool:
        """Return whether a clause speaks of law, or too little to be about something else (共12次)."""
        if self.cue["of_law"].search(clause):
            return True
        if "foreign" in audible and self.cue["foreign"].search(clause):
            return False
        return bool(self.cue["goes_on"].search(clause)) or self.size(re.sub(r"[\d.%]", "", clause)) <= _LITTLE

    def of_superior(self, text: str) -> re.Match[str] | None:
        """Return the cue when a stretch ends in a superior's act that this unit only passed on."""
        cues = list(self.cue["superior"].finditer(text))
        if not cues or self.cue["joint"].search(clause_before(text, cues[-1].end())):
            return None
        since = TITLE.sub("", text[cues[-1].end() :])
        own = self.cue["own"].search(since)
        return cues[-1] if not own or self.cue["relay"].search(since[own.start() :]) else None


def _by_pair(cues_of: Mapping[str, list[str]]) -> dict[str, list[tuple[str, list[str]]]]:
    """Sort words, with the cues that need them, by their first two characters; a single one by itself."""
    rows: dict[str, list[tuple[str, list[str]]]] = {}
    for word, names in cues_of.items():
        rows.setdefault(word[:2], []).append((word, names))
    return rows


def clause_before(text: str, end: int) -> str:
    """Return what stands before `end` in its clause; at a clause's beginning, the clause before."""
    return re.split("[，；：]", text[:end].rstrip("，；："))[-1]
