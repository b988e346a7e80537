"""Patterns in gitignore syntax -> which files are meant."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from pathspec import GitIgnoreSpec

from auditor.load import absolute


class Patterns:
    """A list of patterns; as in gitignore, the last that fits decides and `!` takes back."""

    def __init__(self, lines: Iterable[str], base: Path | None) -> None:
        """`base` is the folder that they are relative to; None: the one that the files were looked for in.

        Raises `ValueError` for what is no pattern.
        """
        self._spec = GitIgnoreSpec.from_lines(list(lines))
        self._base = absolute(base) if base else None

    def match(self, path: str, root: Path | None) -> bool:
        """Return whether a file is meant; `root` is where it was looked for, and stands in where `base` does not."""
        return self._spec.match_file(below(path, self._base, root))


def below(path: str, base: Path | None, root: Path | None) -> str:
    """Return a path relative to a folder, with `/`; one outside of it relative to where it was looked for."""
    place = absolute(path)
    for folder in (base, root):
        if folder is not None and place.is_relative_to(absolute(folder)):
            return place.relative_to(absolute(folder)).as_posix()
    return place.name if base or root else Path(os.path.relpath(place)).as_posix()
