"""Settings from all sources -> what is asked of a draft: flags, environment, project, user, program, the nearest first.

Every setting is looked for by itself. A draft's project is the settings file nearest above it; what is said for folders
counts before what the same file says for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from auditor.gate.patterns import Patterns, settled
from auditor.gate.settings import KEYS, PATHS, Folder, Settings, place, shown
from auditor.gating import Bar
from auditor.model import UnitKind
from auditor.render.visible import marked

Nearest = Callable[[Path], "Layer | None"]
"""The project's settings for drafts in a folder."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Settings from one source."""

    origin: str
    """For people."""
    base: Path
    """Folder that the paths written there are relative to."""
    own: Settings
    in_file: bool = False
    """Patterns of a file are relative to its folder, those of flags to the folder of drafts."""
    include: Patterns | None = field(default=None, repr=False)
    exclude: Patterns | None = field(default=None, repr=False)
    folders: tuple[tuple[Patterns, Folder], ...] = field(default=(), repr=False)

    def says(self, name: str, path: str = "", root: Path | None = None) -> tuple[Any, str]:
        """Return a setting and its origin; with a path, what the last fitting folder says of it comes first."""
        for patterns, folder in reversed(self.folders) if path else ():
            value = getattr(folder, name, None)
            if value is not None and patterns.match(path, root):
                return value, f"{self.origin} 的 folders（{'、'.join(folder.paths)}）"
        return getattr(self.own, name), self.origin


class Layers:
    """All sources, the one that counts most first."""

    def __init__(
        self, near: tuple[Layer, ...], project: Layer | None, far: tuple[Layer, ...], nearest: Nearest | None = None
    ) -> None:
        """`near` counts before the project and `far` after it; `nearest` finds the project of a draft's own folder."""
        self._near = near
        self._project = project
        self._far = far
        self._nearest = nearest
        self._own: dict[Path, tuple[Layer, ...]] = {}

    def above(self, pass_mark: float) -> Layers:
        """Return the same sources with the checklist's pass mark below them."""
        last = Layer("清单的合格线", Path(), Settings.model_validate({"fail-under": pass_mark}))
        return Layers(self._near, self._project, (*self._far, last), self._nearest)

    def without(self, name: str) -> Layers:
        """Return the same sources with one setting left unsaid."""

        def less(layer: Layer) -> Layer:
            return replace(layer, own=layer.own.model_copy(update={name: None}))

        project = less(self._project) if self._project else None
        return Layers(tuple(map(less, self._near)), project, tuple(map(less, self._far)), self._nearest)

    def says(self, name: str, path: str = "", root: Path | None = None) -> tuple[Any, Layer | None, str]:
        """Return the value of a setting, the layer that says it and its origin; None where no layer does.

        With a path, of that draft; without, of the run.
        """
        for layer in self._of(path):
            value, origin = layer.says(name, path, root)
            if value is not None:
                return value, layer, origin
        return None, None, ""

    def bar(self, path: str = "", root: Path | None = None) -> Bar:
        """Return what is asked of a draft; without a path, of all that no folder says more of."""
        fail_under, require, no_flaw = (self.says(name, path, root)[0] for name in ("fail_under", "require", "no_flaw"))
        return Bar(fail_under, require or {}, frozenset(no_flaw or ()))

    def checklist(self, path: str, root: Path) -> tuple[int | None, UnitKind | None]:
        """Return year and kind of unit that a draft is to be judged as; None where it tells itself."""
        year, kind = (self.says(name, path, root)[0] for name in ("year", "as_"))
        return year, kind

    def wants(self, path: str, root: Path) -> bool:
        """Return whether patterns let a draft come."""
        _, including, _ = self.says("include", path)
        _, excluding, _ = self.says("exclude", path)
        include = including.include if including else None
        exclude = excluding.exclude if excluding else None
        return (include is None or include.match(path, root)) and not (exclude and exclude.match(path, root))

    def place(self, name: str) -> Path | None:
        """Return where a setting that names a file leads."""
        value, layer, _ = self.says(name)
        return place(value, layer.base) if value is not None and layer is not None else None

    def rows(self) -> Iterator[tuple[str, str]]:
        """Yield every row that is required anywhere, with its origin."""
        for layer in self._known():
            for one in (layer.own, *(folder for _, folder in layer.folders)):
                for row in one.require or ():
                    yield row, layer.origin

    def idle(self, drafts: list[tuple[str, Path]]) -> Iterator[str]:
        """Name what is asked of folders that no draft is in: most likely misspelt. Drafts come with their roots."""
        for layer in self._known():
            for patterns, folder in layer.folders:
                if not any(patterns.match(path, root) for path, root in drafts):
                    yield f"{layer.origin} 的 folders（{'、'.join(folder.paths)}）"

    def printed(self) -> str:
        """Show every setting with its value and origin, then what holds for some folders only."""
        lines = []
        for key, name in KEYS.items():
            if name == "folders":
                continue
            value, layer, origin = self.says(name)
            if name in PATHS and value is not None and layer is not None:
                value = str(place(value, layer.base))
            lines.append(f"{key} = {shown(value)}" + (f"    # {origin}" if origin else ""))
        for layer in self._of(""):
            for _, folder in layer.folders:
                lines += ["", f"[[folders]]    # {layer.origin}", f"paths = {shown(folder.paths)}"]
                for key, name in KEYS.items():
                    if name in Folder.model_fields and getattr(folder, name) is not None:
                        lines.append(f"{key} = {shown(getattr(folder, name))}")
        return marked("\n".join(lines)) + "\n"

    def _of(self, path: str) -> tuple[Layer, ...]:
        """Return the sources for a draft."""
        project = self._project
        if path and self._nearest:
            folder = settled(path).parent
            if folder not in self._own:
                own = self._nearest(folder) or project
                self._own[folder] = (*self._near, *((own,) if own else ()), *self._far)
            return self._own[folder]
        return (*self._near, *((project,) if project else ()), *self._far)

    def _known(self) -> list[Layer]:
        """Return every source that was looked at, once."""
        found = {layer.origin: layer for layers in (self._of(""), *self._own.values()) for layer in layers}
        return list(found.values())
