"""Patterns in gitignore syntax -> which files are meant."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pathspec import GitIgnoreSpec

from auditor.load import absolute


class Patterns:
    """A list of patterns; as in gitignore, the last that fits decides and `!` takes back."""

    def __init__(self, lines: Iterable[str], base: Path | None) -> None:
        """`base` is the folder that they are relative to, and nothing outside of it is meant.

        None: they are relative to the folder that a file was looked for in. Raises `ValueError` for what is no pattern.
        """
        self._spec = GitIgnoreSpec.from_lines(list(lines))
        self._base = settled(base) if base else None

    def match(self, path: str, root: Path | None) -> bool:
        """Return whether a file is meant; `root` is where it was looked for."""
        base = self._base or (settled(root) if root else None)
        place = settled(path)
        if base is None or not place.is_relative_to(base):
            return False
        return self._spec.match_file(place.relative_to(base).as_posix())


def settled(path: str | Path) -> Path:
    """Return where a file stands, folders by their true names: one that is a link keeps its own name.

    The same draft is the same whichever way leads to it.
    """
    place = absolute(path)
    try:
        return place.resolve() if place.is_dir() else place.parent.resolve() / place.name
    except (OSError, RuntimeError):
        return place
