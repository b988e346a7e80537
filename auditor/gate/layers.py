"""Where settings come from, the nearest first: flags, environment, the project's file, the user's file, the program.

A file is `auditor.toml`, or the table `[tool.auditor]` of a `pyproject.toml`; the project's is looked for from the
folder of the drafts upward.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from platformdirs import user_config_path
from rapidfuzz import fuzz, process

from auditor.errors import UsageError, why
from auditor.gate.patterns import Patterns
from auditor.gate.settings import KEYS, PATHS, Folder, Settings, place, shown
from auditor.gating import Bar
from auditor.load import absolute
from auditor.model import UnitKind
from auditor.written import SlipError, fitted

FILE = "auditor.toml"
_PROJECT = "pyproject.toml"
_TABLE = ("tool", "auditor")
_PREFIX = "AUDITOR_"
_NO_SETTING = frozenset(("AUDITOR_CACHE", "AUDITOR_DEBUG"))
_HINT = "写法见 docs/gate.md。"
_LIKELY = 85
"""Likeness, 0-100, from which an unknown variable is a slip rather than another program's."""


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

    def __init__(self, layers: Iterable[Layer]) -> None:
        self.layers = tuple(layers)

    def above(self, pass_mark: float) -> Layers:
        """Return the same sources with the checklist's pass mark below them."""
        last = Layer("清单的合格线", Path.cwd(), Settings.model_validate({"fail-under": pass_mark}))
        return Layers((*self.layers, last))

    def without(self, name: str) -> Layers:
        """Return the same sources with one setting left unsaid."""
        return Layers(replace(layer, own=layer.own.model_copy(update={name: None})) for layer in self.layers)

    def says(self, name: str, path: str = "", root: Path | None = None) -> tuple[Any, Layer | None, str]:
        """Return the value of a setting, the layer that says it and its origin; None where no layer does."""
        for layer in self.layers:
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

    def place(self, name: str) -> Path | None:
        """Return where a setting that names a file leads."""
        value, layer, _ = self.says(name)
        return place(value, layer.base) if value is not None and layer is not None else None

    def patterns(self, name: str) -> Patterns | None:
        """Return the patterns of a setting."""
        value, layer, _ = self.says(name)
        return _patterns(value, layer.base, in_file=layer.in_file) if value is not None and layer else None

    def rows(self) -> Iterator[tuple[str, str]]:
        """Yield every row that is required anywhere, with its origin."""
        for layer in self.layers:
            for one in (layer.own, *(folder for _, folder in layer.folders)):
                for row in one.require or ():
                    yield row, layer.origin

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
        for layer in self.layers:
            for _, folder in layer.folders:
                lines += ["", f"[[folders]]    # {layer.origin}", f"paths = {shown(folder.paths)}"]
                for key, name in KEYS.items():
                    if name in Folder.model_fields and getattr(folder, name) is not None:
                        lines.append(f"{key} = {shown(getattr(folder, name))}")
        return "\n".join(lines) + "\n"


def layers_for(folder: Path, flags: Mapping[str, object], environment: Mapping[str, str], named: Path | None) -> Layers:
    """Gather all settings for drafts in a folder; `flags` by key, `named` is a file in place of the project's own.

    Raises `UsageError` for what is misspelt, with the nearest known key.
    """
    here = Path.cwd()
    found = [_said("命令行", here, flags), _said("环境变量", here, _variables(environment))]
    project = named or _project(absolute(folder))
    if project is not None:
        found.append(_read(project, f"项目文件 {project}"))
    users = user_config_path("auditor", appauthor=False, roaming=True) / FILE
    if users.is_file() and users != project:
        found.append(_read(users, f"用户文件 {users}"))
    return Layers(found)


def _said(origin: str, base: Path, told: Mapping[str, object]) -> Layer:
    try:
        return Layer(origin, base, fitted(Settings, dict(told), _NoLines(), _HINT))
    except SlipError as slip:
        raise UsageError("bad-setting", f"{origin}里{slip.what}。", slip.hint) from None


def _variables(environment: Mapping[str, str]) -> dict[str, object]:
    """Return the settings that variables hold by key; one that is likely misspelt is refused, not passed over."""
    keys = {_PREFIX + key.upper().replace("-", "_"): key for key in KEYS if key != "folders"}
    for name in sorted(environment):
        if name.startswith(_PREFIX) and name not in keys and name not in _NO_SETTING:
            near = process.extractOne(name, list(keys), scorer=fuzz.ratio, score_cutoff=_LIKELY)
            if near:
                said = f"不认识的环境变量 {name}。"
                raise UsageError("bad-setting", said, f"是不是想写 {near[0]}？不是的话，请换一个名称。")
    return {key: environment[name] for name, key in keys.items() if environment.get(name)}


def _project(folder: Path) -> Path | None:
    """Return the settings file that is nearest above a folder; a repository's top is as far as it looks."""
    folder = folder if folder.is_dir() else folder.parent
    for above in (folder, *folder.parents):
        own, shared = above / FILE, above / _PROJECT
        if own.is_file():
            return own
        if shared.is_file() and _table(shared) is not None:
            return shared
        if (above / ".git").exists():
            return None
    return None


def _read(path: Path, origin: str) -> Layer:
    path = absolute(path)
    table = _table(path)
    if table is None:
        said = f"“{path}”里没有 [tool.auditor] 一节。"
        raise UsageError("bad-setting", said, f"在其中写上这一节，或改用 {FILE}。")
    try:
        own = fitted(Settings, table, _Lines(path), _HINT)
    except SlipError as slip:
        raise UsageError("bad-setting", f"{path}{slip.where}{slip.what}。", slip.hint) from None
    folders = tuple((_patterns(one.paths, path.parent, in_file=True), one) for one in own.folders)
    return Layer(origin, path.parent, own, in_file=True, folders=folders)


def _table(path: Path) -> Mapping[str, Any] | None:
    """Return the settings in a file; None for a project's file that has none of this program."""
    try:
        data: Any = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        said = why(error) if isinstance(error, OSError) else "不是 UTF-8 文本"
        raise UsageError("bad-setting", f"设置文件“{path}”读不出来：{said}。", "检查文件名，另存为 UTF-8。") from None
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = f"第 {at[1]} 行" if at else "末尾"
        hint = '字符串要加英文引号，列表写成 ["甲", "乙"]。'
        raise UsageError("bad-setting", f"{path} {line}：TOML 格式不对（{error}）。", hint) from None
    if path.name != _PROJECT:
        return data  # type: ignore[no-any-return]
    for key in _TABLE:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data if isinstance(data, Mapping) else None


def _patterns(lines: list[str], base: Path, *, in_file: bool) -> Patterns:
    try:
        return Patterns(lines, base if in_file else None)
    except ValueError as error:
        raise UsageError(
            "bad-pattern", f"文件名的模式写错了：{error}。", "写法同 .gitignore，例如 旧稿/ 或 *.pdf。"
        ) from None


class _NoLines:
    """Flags and variables stand on no line."""

    def of(self, path: Iterable[str | int]) -> int:
        return 0


class _Lines:
    """Finds the line of a key in a settings file; the parser of the format does not tell it."""

    def __init__(self, path: Path) -> None:
        self._lines = path.read_text("utf-8-sig").splitlines()

    def of(self, path: Iterable[str | int]) -> int:
        """Return the line, from 1, of the last key of a path; 0 where it is not found."""
        keys = list(path)
        name = next((key for key in reversed(keys) if isinstance(key, str)), "")
        begin = 0
        if keys[:1] == ["folders"] and len(keys) > 1 and isinstance(keys[1], int):
            heads = [at for at, line in enumerate(self._lines) if re.match(r"\s*\[\[[\w.]*folders\]\]", line)]
            begin = heads[keys[1]] if keys[1] < len(heads) else 0
        key = re.compile(rf"""\s*\[*(?:[\w.]*\.)?["']?{re.escape(name)}["']?\s*(?:=|\])""")
        return next((at for at, line in enumerate(self._lines[begin:], begin + 1) if key.match(line)), 0)
