"""Words of flags, environment and settings files -> checked settings. Where they come from is for `layers`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from auditor.card import FlawKind
from auditor.gate.bars import percent, required, words
from auditor.model import Level, UnitKind
from auditor.render.wording import FLAW_KINDS, KIND_NAMES

ALL_KINDS = "all"
"""Stands for every kind of flaw."""
_KINDS = {name: kind for kind in FlawKind for name in (kind.value, FLAW_KINDS[kind])}


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
Required = Annotated[dict[str, Level], BeforeValidator(required)]
Kinds = Annotated[frozenset[FlawKind], BeforeValidator(_kinds)]
Text = Annotated[str, Field(min_length=1, pattern="^[^\x00]*$")]


class Asked(BaseModel):
    """What may differ from folder to folder; None where nothing is said."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_alias=True, validate_by_name=False)

    fail_under: Annotated[Annotated[float, BeforeValidator(percent)] | None, Field(alias="fail-under")] = None
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

    since: Annotated[str, Field(pattern="^[^\x00]*$")] | None = None
    """Empty: all drafts, whatever a file says."""
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
