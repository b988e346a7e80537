"""What the cues hear in a stretch of a sentence, whatever hit lies in it: asked once for all hits there."""

from __future__ import annotations

import re
from functools import cached_property

from auditor.match.vocabulary import Audible, Vocabulary, clause_before

Span = tuple[int, int]
_NO = "没未无不"
_NEXT = 20
"""Characters after a clause in which 一律不得 may still turn what it denies into a rule."""
_BLOT = "\x00"


class Heard:
    """The clauses between two offsets of a sentence. Offsets count in the sentence's text."""

    def __init__(self, text: str, first: int, last: int, audible: Audible, words: Vocabulary) -> None:
        """Ask nothing yet; `audible` are the cues that the sentence may hold."""
        self.text = text
        self.first = first
        self.last = last
        self.clause = text[first:last]
        self._audible = audible
        self._words = words
        self._cue = words.cue
        self._cues: dict[str, tuple[tuple[int, int, str], ...]] = {}
        self._blotted: dict[tuple[Span, ...], str] = {}
        self._off_topic: dict[str, str] = {}
        self._superior: dict[str, re.Match[str] | None] = {}
        self._found: dict[tuple[str, str], re.Match[str] | None] = {}

    def may_hold(self, cue: str, text: str) -> bool:
        """Return whether a part of the sentence may hold a cue."""
        words = self._audible.get(cue)
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

    def cues(self, name: str) -> tuple[tuple[int, int, str], ...]:
        """Return where a cue stands in the clauses, and where its deciding word ends."""
        if not self.may_hold(name, self.clause):
            return ()
        found = self._cues.get(name)
        if found is None:
            # 没有败诉 is the phrase's own no; of 证件……过期 only the noun may be
            found = self._cues[name] = tuple(
                [
                    (cue.start(), cue.start() + 1 if cue[0][0] in _NO else cue.end(), cue[0])
                    for cue in self._cue[name].finditer(self.text, self.first, self.last)
                ]
            )
        return found

    @cached_property
    def after(self) -> list[str]:
        """The clauses that follow in the sentence."""
        return self.text[self.last :].split("，")

    @cached_property
    def excepted(self) -> bool:
        """Whether what is denied is a rule."""
        return self.search("unless", self.text[self.first : self.last + _NEXT]) is not None

    @cached_property
    def denied_after(self) -> str:
        """What denies right after the clauses."""
        found = self._cue["denied_after"].match(self.after[0]) if "denied_after" in self._audible else None
        return found[0] if found else ""

    @cached_property
    def denied_later(self) -> str:
        """What denies in a clause that follows."""
        matches = map(self._cue["denied_later"].match, self.after if "denied_later" in self._audible else ())
        return next((found[0] for found in matches if found), "")

    @cached_property
    def lacking_later(self) -> str:
        """The clause that follows and turns to what is lacking."""
        for later in self.after if "but" in self._audible else ():
            if self._cue["but"].match(later) and self._words.lacks(later) and not self._cue["unless"].search(later):
                return later
        return ""

    @cached_property
    def plans(self) -> tuple[re.Match[str], ...]:
        """The cues of a plan up to the end of the clauses that no word of a thing done takes back, last first."""
        if not self.may_hold("plan", self.text[: self.last]):
            return ()
        before, perfect = self.text[: self.last], self.has("perfect")
        return tuple(
            cue
            for cue in reversed(list(self._cue["plan"].finditer(before)))
            if not self._cue["perfect"].search(before, cue.end()) and not (perfect and cue.start() < self.first)
        )

    @cached_property
    def planned_before(self) -> re.Match[str] | None:
        """A cue of a plan in the clause before."""
        if "plan_here" not in self._audible:
            return None
        return self.search("plan_here", clause_before(self.text, self.first))

    @cached_property
    def done_late(self) -> bool:
        """Whether a thing done is told up to here, and no plan after it."""
        # 已选了宣传员，把民法典录成音频: what follows a thing done goes on about it
        earlier = list(self._cue["perfect_late"].finditer(self.text, 0, self.last))
        return bool(earlier) and not self._cue["plan"].search(self.text[earlier[-1].end() : self.last])

    @cached_property
    def present(self) -> bool:
        """Whether the reporting year is named up to here."""
        return "present" in self._audible and self._cue["present"].search(self.text, 0, self.last) is not None

    @cached_property
    def perfect_late(self) -> bool:
        """Whether a thing done is told up to here."""
        if "perfect_late" not in self._audible:
            return False
        return self._cue["perfect_late"].search(self.text, 0, self.last) is not None

    @cached_property
    def scored(self) -> str:
        """The words that give a score in the sentence."""
        found = self.search("scored", self.text)
        return found[0] if found else ""
