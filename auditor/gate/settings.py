"""Words of flags, environment and settings files -> checked settings. Where they come from is for `layers`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from auditor.card import FlawKind
from auditor.model import Level, UnitKind
from auditor.render.wording import FLAW_KINDS, KIND_NAMES, LEVEL_NAMES

ALL_KINDS = "all"
"""Stands for every kind of flaw."""
_KINDS = {name: kind for kind in FlawKind for name in (kind.value, FLAW_KINDS[kind])}


def words(value: object) -> object:
    """Return the parts of a list written in one line, with Chinese or Western commas; anything else as it is."""
    if not isinstance(value, str):
        return value
    return [part.strip() for part in value.replace("，", ",").replace("、", ",").split(",") if part.strip()]


def _required(value: object) -> object:
    """Read rows, each with a level after an equals sign where it is not to be 落实: A2、E2=有据."""
    if isinstance(value, Mapping):
        value = [f"{row}={level}" for row, level in value.items()]
    value = words(value)
    if not isinstance(value, list):
        raise ValueError("应是行号的列表，例如 ['A2', 'E2=有据']")
    found: dict[str, Level] = {}
    for part in value:
        row, _, named = str(part).partition("=")
        level = LEVEL_NAMES.get(named.strip().lower()) if named else Level.DONE
        if not level:
            raise ValueError(f"“{part}”里的等级不认得，可以写提及、落实、有据")
        found[row.strip().upper()] = level
    if not found:
        raise ValueError("没有写行号，例如 A2,B1")
    return found


def _kinds(value: object) -> object:
    value = words(value)
    if not isinstance(value, list):
        raise ValueError("应是硬伤种类的列表")
    named = [str(part).lower() for part in value]
    unknown = [part for part in named if part not in _KINDS and part != ALL_KINDS]
    if unknown:
        known = "、".join([ALL_KINDS, *(kind.value for kind in FlawKind)])
        raise ValueError(f"没有“{unknown[0]}”这种硬伤，可用的种类：{known}")
    return frozenset(FlawKind) if ALL_KINDS in named else frozenset(_KINDS[part] for part in named)


def _kind(value: object) -> object:
    kind = KIND_NAMES.get(str(value).strip().lower())
    if kind is None:
        raise ValueError("应是 township（乡镇）、subdistrict（街道）或 department（部门）")
    return kind


Words = Annotated[list[str], BeforeValidator(words)]
Required = Annotated[dict[str, Level], BeforeValidator(_required)]
Kinds = Annotated[frozenset[FlawKind], BeforeValidator(_kinds)]
Text = Annotated[str, Field(min_length=1)]


class Asked(BaseModel):
    """What may differ from folder to folder; None where nothing is said."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_alias=True, validate_by_name=False)

    fail_under: Annotated[float | None, Field(alias="fail-under", ge=0, le=100)] = None
    require: Required | None = None
    no_flaw: Annotated[Kinds | None, Field(alias="no-flaw")] = None
    year: Annotated[int | None, Field(ge=2000, le=2099)] = None
    as_: Annotated[UnitKind | None, BeforeValidator(_kind), Field(alias="as")] = None


class Folder(Asked):
    """What is asked of some drafts only."""

    paths: Annotated[Words, Field(min_length=1)]
    """Patterns in gitignore syntax."""


class Settings(Asked):
    """All that a gate can be told; paths are as written, relative to where they were written."""

    since: Text | None = None
    include: Words | None = None
    exclude: Words | None = None
    rules: Text | None = None
    waivers: Text | None = None
    baseline: Text | None = None
    folders: list[Folder] = []


KEYS: Mapping[str, str] = {field.alias or name: name for name, field in Settings.model_fields.items()}
"""Keys of a settings file to the names of the fields."""
PATHS = frozenset(("rules", "waivers", "baseline"))
"""Keys whose values are places on the disk."""


def place(value: str, base: Path) -> Path:
    """Return where a path leads that was written down in a folder."""
    return Path(value) if Path(value).is_absolute() else base / value


def shown(value: Any) -> str:
    """Write a setting's value as it would stand in a settings file."""
    if value is None:
        return "（没有设）"
    if isinstance(value, Mapping):
        return _list(f"{row}={level.code}" for row, level in value.items())
    if isinstance(value, (list, frozenset)):
        return _list(sorted(value) if isinstance(value, frozenset) else value)
    return f'"{value}"' if isinstance(value, str) else f"{value:g}"


def _list(parts: Any) -> str:
    return "[" + ", ".join(f'"{part}"' for part in parts) + "]"
