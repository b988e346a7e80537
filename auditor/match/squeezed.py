"""The sentences of a report without punctuation and blanks, a sentence a line, with the way back."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable

from auditor.model import Report, Role, Sentence

SILENT = (Role.TITLE, Role.MASTHEAD, Role.SIGNATURE)
"""Parts of a report in which nothing is looked for."""
_MOST_LINES = 500
# beside letters and digits the signs of 95.5%
_KEPT = re.compile(r"(?:[^\W_]|[.%])+")

Lines = int
"""A set of lines, a bit for each."""


class Squeezed:
    """A stretch of a report without punctuation. Offsets count in `text`, where every line ends with a line feed."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        """Squeeze sentences, each into a line."""
        runs: list[str] = []
        self._origin = array("L")
        self.lines: list[tuple[int, int]] = []
        """Where every line begins and ends, its line feed left out."""
        self.sentences: list[int] = []
        """The sentence that every line comes from."""
        for sentence in sentences:
            begins = len(self._origin)
            for run in _KEPT.finditer(sentence.text):
                runs.append(run[0])
                self._origin.extend(range(sentence.start + run.start(), sentence.start + run.end()))
            runs.append("\n")
            self.lines.append((begins, len(self._origin)))
            self._origin.append(sentence.end - 1)
            self.sentences.append(sentence.index)
        self.text = "".join(runs)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the cleaned span of a squeezed one."""
        return self._origin[start], self._origin[end - 1] + 1


def squeezed(report: Report) -> list[Squeezed]:
    """Squeeze the body of a report, some hundred sentences at a time, so that sets of lines stay small.

    Title, masthead and signature are left out.
    """
    spoken = [sentence for sentence in report.sentences if sentence.role not in SILENT]
    return [Squeezed(spoken[at : at + _MOST_LINES]) for at in range(0, len(spoken), _MOST_LINES)]


def each(lines: Lines) -> list[int]:
    """Return the numbers of the lines in a set, rising."""
    numbers = []
    while lines:
        lowest = lines & -lines
        numbers.append(lowest.bit_length() - 1)
        lines ^= lowest
    return numbers
