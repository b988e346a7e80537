"""Files found -> those that come to the gate: patterns and what has changed decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from auditor.errors import ReadError
from auditor.gate.changed import Changed, changed_since
from auditor.gate.layers import Layers
from auditor.load import absolute


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

    A file in an archive changed where the archive did. Raises `ReadError` where the patterns leave nothing, and
    `UsageError`.
    """
    include, exclude = layers.patterns("include"), layers.patterns("exclude")
    wanted = [
        file
        for file in found
        if (include is None or include.match(file.path, file.root))
        and not (exclude is not None and exclude.match(file.path, file.root))
    ]
    if not wanted:
        said = f"找到 {len(found)} 个文件，按 include 和 exclude 都排除了，没有草稿可看。"
        raise ReadError("nothing-to-audit", said, "用 --print-config 看看这两项设置从哪里来。")
    revision = layers.says("since")[0]
    if revision is None:
        return Chosen(tuple(wanted), len(found) - len(wanted))
    known: dict[Path, Changed] = {}
    files = []
    renamed = {}
    for file in wanted:
        if file.root not in known:
            known[file.root] = changed_since(revision, file.root)
        changed = known[file.root]
        own = absolute(file.path)
        # git names a link, not what it leads to
        own = own.parent.resolve() / own.name
        place = next((place for place in (own, *own.parents) if place in changed.files), None)
        if place is not None:
            files.append(file)
            if place in changed.renamed:
                renamed[file.path] = changed.renamed[place] / own.relative_to(place)
    return Chosen(tuple(files), len(found) - len(wanted), len(wanted) - len(files), renamed)
