"""What the cues hear in a stretch of a sentence, whatever hit lies in it: asked once for all hits there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.match.vocabulary import Audible, Vocabulary, clause_before

Span = tuple[int, int]
_NO = "没未无不"
_NEXT = 20
"""Characters after a clause in which 一律不得 may still turn what it denies into a rule."""
_BLOT = "\x00"


class Heard:
    """The clauses between two offsets of a sentence. Offsets count in the sentence's text."""

    def __init__(self, text: str, first: int, last: int, audible: Audible, words: Vocabulary) -> None:
        """Ask what nearly every hit has to know; `audible` are the cues that the sentence may hold."""
        self.text = text
        self.first = first
        self.last = last
        self.clause = text[first:last]
        self.audible = audible
        self._words = words
        self._cue = words.cue
        self._blotted: dict[tuple[Span, ...], str] = {}
        self._off_topic: dict[str, str] = {}
        self._superior: dict[str, re.Match[str] | None] = {}
        self._found: dict[tuple[str, str], re.Match[str] | None] = {}
        self._plans: tuple[re.Match[str], ...] | None = None
        self.denied = self._cues("denied")
        """Where the clauses deny: from, until the end of the deciding word, and the words."""
        self.short = self._cues("shortfall")
        """Where they name a shortfall, likewise."""
        self.denied_after = self._denied_after()
        """What denies right after the clauses."""
        self.denied_later = self._denied_later()
        """What denies in a clause that follows."""
        self.lacking_later = self._lacking_later()
        """The clause that follows and turns to what is lacking."""
        self.lacks = bool(self.denied or self.short or self.denied_after or self.denied_later or self.lacking_later)
        """Whether anything here or after says that something is lacking."""
        scored = self.search("scored", text) if "scored" in audible else None
        self.scored = scored[0] if scored else ""
        """The words that give a score in the sentence."""

    def may_hold(self, cue: str, text: str) -> bool:
        """Return whether a part of the sentence may hold a cue."""
        words = self.audible.get(cue)
        if not words:
            return words is not None
        # no generator here: this is asked some thousand times a report
        for word in words:  # noqa: SIM110
            if word in text:
                return True
        return False

    def search(self, cue: str, text: str) -> re.Match[str] | None:
        """Search words of the stretch for a cue."""
        if not self.may_hold(cue, text):
            return None
        key = (cue, text)
        if key not in self._found:
            self._found[key] = self._cue[cue].search(text)
        return self._found[key]

    def match(self, cue: str, text: str) -> re.Match[str] | None:
        """Try a cue at the beginning of words of the stretch."""
        return self._cue[cue].match(text) if self.may_hold(cue, text) else None

    def has(self, cue: str) -> re.Match[str] | None:
        """Search the clauses for a cue."""
        return self.search(cue, self.clause)

    def off_topic(self, text: str) -> str:
        """Return the words that show a part of the stretch to be about other work; empty if it is not."""
        if not self.may_hold("foreign", text):
            return ""
        if text not in self._off_topic:
            self._off_topic[text] = self._words.off_topic(text)
        return self._off_topic[text]

    def of_superior(self, text: str) -> re.Match[str] | None:
        """Return the cue when what is heard up to a hit ends in a superior's act that this unit only passed on."""
        if not self.may_hold("superior", text):
            return None
        if text not in self._superior:
            self._superior[text] = self._words.of_superior(text)
        return self._superior[text]

    def blotted(self, spans: tuple[Span, ...]) -> str:
        """Return the clauses with some spans blotted out, neighbouring ones as one."""
        if spans not in self._blotted:
            self._blotted[spans] = self._blot(spans)
        return self._blotted[spans]

    def _blot(self, spans: tuple[Span, ...]) -> str:
        clause, kept, at = self.clause, "", 0
        for start, end in sorted(spans):
            low, high = max(start - self.first, 0), min(end - self.first, len(clause))
            if low >= high:
                continue
            if low > at or not kept:
                kept += clause[at:low] + _BLOT
            at = max(at, high)
        return kept + clause[at:]

    def _cues(self, name: str) -> tuple[tuple[int, int, str], ...]:
        if not self.may_hold(name, self.clause):
            return ()
        # 没有败诉 is the phrase's own no; of 证件……过期 only the noun may be
        return tuple(
            [
                (cue.start(), cue.start() + 1 if cue[0][0] in _NO else cue.end(), cue[0])
                for cue in self._cue[name].finditer(self.text, self.first, self.last)
            ]
        )

    def _after(self) -> list[str]:
        """Return the clauses that follow in the sentence."""
        return self.text[self.last :].split("，")

    def excepted(self) -> bool:
        """Return whether what is denied is a rule."""
        return self.search("unless", self.text[self.first : self.last + _NEXT]) is not None

    def _denied_after(self) -> str:
        found = self._cue["denied_after"].match(self._after()[0]) if "denied_after" in self.audible else None
        return found[0] if found else ""

    def _denied_later(self) -> str:
        matches = map(self._cue["denied_later"].match, self._after() if "denied_later" in self.audible else ())
        return next((found[0] for found in matches if found), "")

    def _lacking_later(self) -> str:
        for later in self._after() if "but" in self.audible else ():
            if self._cue["but"].match(later) and self._words.lacks(later) and not self._cue["unless"].search(later):
                return later
        return ""

    def plans(self) -> tuple[re.Match[str], ...]:
        """Return the cues of a plan up to here that no word of a thing done takes back, last first."""
        if self._plans is None:
            self._plans = tuple(self._planned()) if "plan" in self.audible else ()
        return self._plans

    def _planned(self) -> Iterator[re.Match[str]]:
        before = self.text[: self.last]
        if not self.may_hold("plan", before):
            return
        perfect = self.has("perfect")
        for cue in reversed(list(self._cue["plan"].finditer(before))):
            if not self._cue["perfect"].search(before, cue.end()) and not (perfect and cue.start() < self.first):
                yield cue

    def planned_before(self) -> re.Match[str] | None:
        """Return a cue of a plan in the clause before."""
        return self.search("plan_here", clause_before(self.text, self.first))

    def done_late(self) -> bool:
        """Return whether a thing done is told up to here, and no plan after it."""
        # 已选了宣传员，把民法典录成音频: what follows a thing done goes on about it
        earlier = list(self._cue["perfect_late"].finditer(self.text, 0, self.last))
        return bool(earlier) and not self._cue["plan"].search(self.text[earlier[-1].end() : self.last])

    def told(self, cue: str) -> bool:
        """Return whether a cue stands in the sentence up to here."""
        return cue in self.audible and self._cue[cue].search(self.text, 0, self.last) is not None
