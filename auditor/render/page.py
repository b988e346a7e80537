"""Styled text -> lines of a given width, with or without colour: what the results need of rich's console, and as it.

rich takes longer to import and to wrap than a report takes to be judged (docs/decisions/0015). The widths of characters
are still its own.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from rich.cells import cell_len, chop_cells, set_cell_size

from auditor.render.visible import marked

_ATTRIBUTES = {"bold": "1", "dim": "2"}
_COLORS = {"red": "31", "green": "32", "yellow": "33", "cyan": "36"}
_CONTROLS = dict.fromkeys((7, 8, 11, 12, 13))
"""Bell, backspace and what else would move the cursor."""
_TAB = 8
_WORD = re.compile(r"\s*\S+\s*")
_BLANKS = re.compile(r"\s+$")


class Text:
    """A text in a style, such as bold or bold red, of parts that may bear a further one."""

    def __init__(self, text: str, style: str = "") -> None:
        self._style = style
        self._parts: list[tuple[str, str]] = []
        self.append(text)

    def append(self, text: str, style: str = "") -> Text:
        """Add a part, what would steer the screen made visible; return the text."""
        text = marked(text.translate(_CONTROLS))
        if text and not style and self._parts and not self._parts[-1][1]:
            self._parts[-1] = (self._parts[-1][0] + text, "")
        elif text:
            self._parts.append((text, style))
        return self

    def append_text(self, other: Text) -> Text:
        """Add another text with its styles; return the text."""
        for text, style in other._parts:
            self.append(text, f"{other._style} {style}".strip())
        return self

    @property
    def plain(self) -> str:
        """The text without its styles."""
        return "".join(text for text, _ in self._parts)

    @property
    def cell_len(self) -> int:
        """Columns that the text takes on one line."""
        return sum(cell_len(text) for text, _ in self._parts)

    def lines(self, width: int) -> Iterator[list[tuple[str, str]]]:
        """Yield the lines as parts with their whole style, none wider than `width` columns."""
        styles = [f"{self._style} {style}".strip() for _, style in self._parts]
        marks = [at for at, (text, _) in enumerate(self._parts) for _ in text]
        start = 0
        for line in self.plain.split("\n"):
            end = start + len(line)
            for text, own in _wrapped(*_without_tabs(line, marks[start:end]), width):
                runs = groupby(zip(own, text, strict=False), key=lambda pair: pair[0])
                yield [("".join(char for _, char in run), styles[mark]) for mark, run in runs]
            start = end + 1


class Console:
    """Prints texts into a string."""

    def __init__(self, out: io.StringIO, width: int, *, color: bool) -> None:
        self.width = width
        self._out = out
        self._color = color

    def print(self, text: Text | str = "", indent: int = 0) -> None:
        """Print a text wrapped to the width, every line of it so many columns to the right."""
        if isinstance(text, str):
            text = Text(text)
        for line in text.lines(self.width - indent):
            shown = "".join(_colored(*part) if self._color else part[0] for part in line)
            self._out.write(f"{' ' * indent}{shown}\n")


def _colored(text: str, style: str) -> str:
    """Put a text between the signs that switch its style on and off."""
    words = style.split()
    codes = [code for word, code in _ATTRIBUTES.items() if word in words]
    codes += [_COLORS[word] for word in words if word in _COLORS][-1:]
    return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if codes else text


def _without_tabs(line: str, marks: list[int]) -> tuple[str, list[int]]:
    """Fill up tabs with blanks; return the line and the marks of its characters."""
    if "\t" not in line:
        return line, marks
    text, own = "", []
    for char, mark in zip(line, marks, strict=True):
        filled = char if char != "\t" else " " * (_TAB - cell_len(text) % _TAB)
        text += filled
        own += [mark] * len(filled)
    return text, own


def _wrapped(line: str, marks: list[int], width: int) -> Iterator[tuple[str, list[int]]]:
    """Cut a line to the width, without the blanks that stand over."""
    for start, end in pairwise([0, *_breaks(line, width), len(line)]):
        text = line[start:end]
        over = len(text) - width
        blanks = _BLANKS.search(text) if over > 0 else None
        if blanks:
            text = text[: -min(len(blanks[0]), over)]
        if cell_len(text) > width:
            text = set_cell_size(text, width)
        yield text, marks[start:end]


def _breaks(line: str, width: int) -> Iterator[int]:
    """Yield where a line has to be cut: before a word that does not fit, and within one that fits on no line."""
    used = 0
    for word in _WORD.finditer(line):
        start, needed = word.start(), cell_len(word[0].rstrip())
        if needed <= width - used:
            used += cell_len(word[0])
        elif needed <= width:
            if used and start:
                yield start
            used = cell_len(word[0])
        else:
            pieces = chop_cells(word[0], width)
            for piece in pieces:
                if start:
                    yield start
                start += len(piece)
            used = cell_len(pieces[-1])
