"""Files found -> those that come to the gate: patterns and what has changed decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from auditor.errors import ReadError
from auditor.gate.changed import Changed, changed_since
from auditor.gate.layers import Layers
from auditor.gate.patterns import settled


@dataclass(frozen=True, slots=True)
class Found:
    """A file, and the folder that it was looked for in."""

    path: str
    root: Path


@dataclass(frozen=True, slots=True)
class Chosen:
    """What comes to the gate, and what was left out."""

    files: tuple[Found, ...]
    excluded: int = 0
    unchanged: int = 0
    renamed: dict[str, Path] = field(default_factory=dict)
    """Path of a renamed draft to its place at the revision."""


def choose(found: Sequence[Found], layers: Layers) -> Chosen:
    """Leave out what patterns exclude or do not include, then what did not change.

    A file in an archive changed where the archive did; what cannot be read is let through, so that reading it gives
    the reason. Raises `ReadError` where the patterns leave nothing, and `UsageError`.
    """
    wanted = [file for file in found if layers.wants(file.path, file.root)]
    if not wanted:
        said = f"找到 {len(found)} 个文件，按 include 和 exclude 都排除了，没有草稿可看。"
        raise ReadError("nothing-to-audit", said, "用 --print-config 看看这两项设置从哪里来。")
    revision = layers.says("since")[0]
    if not revision:
        return Chosen(tuple(wanted), len(found) - len(wanted))
    known: dict[Path, Changed] = {}
    files = []
    renamed = {}
    for file in wanted:
        if file.root not in known:
            known[file.root] = changed_since(revision, file.root)
        changed = known[file.root]
        own = settled(file.path)
        # git names a link and what it leads to apart; either may have changed
        ways = (own, *own.parents, _end_of(own))
        place = next((place for place in ways if place in changed.files), None)
        if place is not None or not _is_plain(own):
            files.append(file)
        if place in changed.renamed and own.is_relative_to(place):
            renamed[file.path] = changed.renamed[place] / own.relative_to(place)
    return Chosen(tuple(files), len(found) - len(wanted), len(wanted) - len(files), renamed)


def _end_of(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path


def _is_plain(path: Path) -> bool:
    """Return whether a file is there to be read, by itself or in an archive."""
    try:
        return any(place.is_file() for place in (path, *path.parents))
    except OSError:
        return False
