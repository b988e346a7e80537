"""Where settings come from: flags, environment, files; each is read, checked and told of.

A file is `auditor.toml`, or the table `[tool.auditor]` of a `pyproject.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from platformdirs import user_config_path
from rapidfuzz import fuzz, process

from auditor.errors import UsageError, why
from auditor.gate.layers import Layer, Layers
from auditor.gate.patterns import Patterns
from auditor.gate.settings import KEYS, Settings
from auditor.load import absolute
from auditor.written import SlipError, fitted

FILE = "auditor.toml"
_PROJECT = "pyproject.toml"
_TABLE = ("tool", "auditor")
_PREFIX = "AUDITOR_"
_NO_SETTING = frozenset(("AUDITOR_CACHE", "AUDITOR_DEBUG"))
_OF_RUN = frozenset(("since", "rules", "waivers", "baseline"))
"""Settings that concern all drafts of a run."""
_HINT = "写法见 docs/gate.md。"
_LIKELY = 85
"""Likeness, 0-100, from which an unknown variable is a slip rather than another program's."""


def layers_for(folder: Path, flags: Mapping[str, object], environment: Mapping[str, str], named: Path | None) -> Layers:
    """Gather all settings for drafts in a folder; `flags` by key, `named` is a file in place of the project's own.

    Raises `UsageError` for what is misspelt, with the nearest known key.
    """
    here = Path.cwd()
    near = (_said("命令行", here, flags), _said("环境变量", here, _variables(environment)))
    users = user_config_path("auditor", appauthor=False, roaming=True) / FILE
    far = (_read(users, f"用户文件 {users}"),) if _is_there(users) else ()
    if named is not None:
        return Layers(near, _read(named, f"设置文件 {named}"), far)
    projects = _Projects(folder, users)
    return Layers(near, projects.common, far, projects.of)


class _Projects:
    """The projects' settings files above drafts, each read once."""

    def __init__(self, folder: Path, users: Path) -> None:
        """`folder` holds all drafts; the file nearest above it speaks for the whole run."""
        self._users = users
        self._read: dict[Path, Layer] = {}
        self.common = self._at(folder)

    def of(self, folder: Path) -> Layer | None:
        """Return the settings for drafts in a folder. Raises `UsageError` for what concerns the whole run."""
        layer = self._at(folder)
        if layer is None or layer is self.common:
            return layer
        whole = [key for key, name in KEYS.items() if name in _OF_RUN and getattr(layer.own, name) is not None]
        if whole:
            said = f"{layer.origin} 里的 {'、'.join(whole)} 管整个运行，这次运行还有别的文件夹的草稿。"
            raise UsageError(
                "bad-setting", said, "挪到上一级的设置文件里，或者分开运行，或者用 --config 指明用哪一个。"
            )
        return layer

    def _at(self, folder: Path) -> Layer | None:
        path = _project(folder)
        if path is None or path == self._users:
            return None
        if path not in self._read:
            self._read[path] = _read(path, f"项目文件 {path}")
        return self._read[path]


def _said(origin: str, base: Path, told: Mapping[str, object]) -> Layer:
    try:
        own = fitted(Settings, dict(told), _NoLines(), _HINT)
    except SlipError as slip:
        raise UsageError("bad-setting", f"{origin}里{slip.what}。", slip.hint) from None
    include, exclude = (_patterns(lines, None) if lines else None for lines in (own.include, own.exclude))
    return Layer(origin, base, own, include=include, exclude=exclude)


def _variables(environment: Mapping[str, str]) -> dict[str, object]:
    """Return the settings that variables hold by key; one that is likely misspelt is refused, not passed over."""
    keys = {_PREFIX + key.upper().replace("-", "_"): key for key in KEYS if key != "folders"}
    for name in sorted(environment):
        if name.startswith(_PREFIX) and name not in keys and name not in _NO_SETTING:
            near = [key for key in keys if key.startswith(name) or name.startswith(key)]
            alike = process.extract(name, list(keys), scorer=fuzz.ratio, score_cutoff=_LIKELY, limit=1)
            near += [key for key, _, _ in alike]
            if near:
                said = f"不认识的环境变量 {name}。"
                raise UsageError("bad-setting", said, f"是不是想写 {near[0]}？不是的话，请换一个名称。")
    return {key: environment[name] for name, key in keys.items() if environment.get(name)}


def _project(folder: Path) -> Path | None:
    """Return the settings file that is nearest above a folder; a repository's top is as far as it looks."""
    for above in (folder, *folder.parents):
        own, shared = above / FILE, above / _PROJECT
        if _is_there(own):
            return own
        if _is_there(shared) and _table(shared) is not None:
            return shared
        if _is_there(above / ".git"):
            return None
    return None


def _is_there(path: Path) -> bool:
    """Return whether something bears a name, be it a link that leads nowhere: reading it gives the reason."""
    try:
        return path.exists() or path.is_symlink()
    except OSError:
        # above a folder that nobody may look into
        return False


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
    folders = tuple((_patterns(one.paths, path.parent), one) for one in own.folders)
    include, exclude = (_patterns(lines, path.parent) if lines else None for lines in (own.include, own.exclude))
    return Layer(origin, path.parent, own, True, include, exclude, folders)


def _table(path: Path) -> Mapping[str, Any] | None:
    """Return the settings in a file; None for a project's file that has none of this program."""
    try:
        data: Any = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        said = why(error) if isinstance(error, OSError) else "不是 UTF-8 文本"
        raise UsageError("bad-setting", f"设置文件“{path}”读不出来：{said}。", "检查文件名，另存为 UTF-8。") from None
    except RecursionError:
        raise UsageError("bad-setting", f"{path}：层次太深，读不了。", _HINT) from None
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = f"第 {at[1]} 行" if at else "末尾"
        hint = '字符串要加英文引号，列表写成 ["甲", "乙"]。'
        raise UsageError("bad-setting", f"{path} {line}：TOML 格式不对（{error}）。", hint) from None
    if path.name != _PROJECT:
        return data  # type: ignore[no-any-return]
    for key in _TABLE:
        if not isinstance(data, Mapping) or key not in data:
            return None
        data = data[key]
    if not isinstance(data, Mapping):
        raise UsageError("bad-setting", f"{path} 的 [tool.auditor] 应是一节设置。", _HINT)
    return data


def _patterns(lines: list[str], base: Path | None) -> Patterns:
    try:
        return Patterns(lines, base)
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

    _HEAD = re.compile(r"\s*\[{1,2}([^\[\]]+)\]{1,2}")
    _KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*(?:=|\.)""")

    def __init__(self, path: Path) -> None:
        above = ".".join(_TABLE) if path.name == _PROJECT else ""
        self._at: dict[tuple[str | int, ...], int] = {}
        section: tuple[str | int, ...] = ()
        own = not above
        for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
            if head := self._HEAD.match(line):
                named = head[1].replace(" ", "")
                own = not above or named == above or named.startswith(f"{above}.")
                parts = named.removeprefix(above).strip(".").split(".")
                section = self._section([part for part in parts if part]) if own else ()
                self._at.setdefault(section, number)
            elif own and (key := self._KEY.match(line)):
                self._at.setdefault((*section, key[1] or key[2] or key[3]), number)

    def _section(self, parts: list[str]) -> tuple[str | int, ...]:
        """Return where the keys below a head stand; a table of a list has a number."""
        if parts != ["folders"]:
            return tuple(parts)
        return ("folders", sum(place[0:1] == ("folders",) and len(place) == 2 for place in self._at))

    def of(self, path: Iterable[str | int]) -> int:
        """Return the line, from 1, of a path of keys or the nearest place above it; 0 where none is found."""
        keys = tuple(path)
        while keys and keys not in self._at:
            keys = keys[:-1]
        return self._at.get(keys, 0) if keys else 0
