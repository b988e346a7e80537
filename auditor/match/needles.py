"""A regular expression -> words of which every match holds one, so that a text without them need not be searched."""

from __future__ import annotations

import re

Needles = frozenset[str] | None
"""None where no words are known that every match holds."""
_AROUND = re.compile(r"\(\?<?[=!]")
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>|(?!\?))")
_OPEN = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]|\\.|\.")
_TIMES = re.compile(r"[?*+]\??|\{(\d*)(?:,\d*)?\}\??")


def needles(pattern: str) -> Needles:
    """Return words of which every match of a pattern holds one; None also for signs that are not known here."""
    try:
        reader = _Reader(pattern)
        found = reader.either()
    except ValueError:
        return None
    return found if reader.at == len(pattern) else None


class _Reader:
    """Reads a pattern from left to right; `ValueError` for what it does not know."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self.at = 0

    def either(self) -> Needles:
        """Read alternatives up to the end or a closing bracket: each has to have words of its own."""
        branches = [self._sequence()]
        while self._pattern.startswith("|", self.at):
            self.at += 1
            branches.append(self._sequence())
        known = [branch for branch in branches if branch is not None]
        return frozenset().union(*known) if len(known) == len(branches) else None

    def _sequence(self) -> Needles:
        """Read what follows on one another, and take the part that tells most."""
        parts: list[frozenset[str]] = []
        run = ""
        while self.at < len(self._pattern) and self._pattern[self.at] not in "|)":
            char = self._pattern[self.at]
            around = _AROUND.match(self._pattern, self.at)
            if around or char in "^$":
                # nothing is taken: what stands on both sides stands together
                self.at = around.end() if around else self.at + 1
                if around:
                    self.either()
                    self._close()
                continue
            inner = self._atom(char)
            times = _TIMES.match(self._pattern, self.at)
            self.at = times.end() if times else self.at
            needed = times is None or times[0][0] == "+" or int(times[1] or 0) > 0
            if inner is None and char not in "([.\\" and needed:
                run += char
            if times or inner is not None or char in "([.\\":
                parts.extend([frozenset({run})] if run else [])
                run = ""
            if inner and needed:
                parts.append(inner)
        parts.extend([frozenset({run})] if run else [])
        return max(parts, key=lambda words: (min(map(len, words)), -len(words)), default=None)

    def _atom(self, char: str) -> Needles:
        """Read one character, class or group; return the words of a group."""
        group = _GROUP.match(self._pattern, self.at)
        if group:
            self.at = group.end()
            inner = self.either()
            self._close()
            return inner
        opened = _OPEN.match(self._pattern, self.at)
        if opened:
            self.at = opened.end()
        elif char in "([{?*+":
            raise ValueError(self._pattern)
        else:
            self.at += 1
        return None

    def _close(self) -> None:
        if not self._pattern.startswith(")", self.at):
            raise ValueError(self._pattern)
        self.at += 1
