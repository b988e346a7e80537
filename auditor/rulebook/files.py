"""A YAML file -> a checked model and the line of every key; a mistake is told with file, line and nearest known key."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from auditor.errors import RulesError

_Model = TypeVar("_Model", bound=BaseModel)
_BOOL = "tag:yaml.org,2002:bool"
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Loader: Any = type(
    "_Loader",
    (_Base,),
    {
        "yaml_implicit_resolvers": {
            first: [(tag, form) for tag, form in forms if tag != _BOOL]
            for first, forms in _Base.yaml_implicit_resolvers.items()
        }
    },
)
# only true and false: `on` and `off` are words, and keys of overlays
_Loader.add_implicit_resolver(_BOOL, re.compile("^(?:true|false)$"), list("tf"))


class Lines:
    """Line, from 1, of every place in a YAML file, by its path of keys."""

    def __init__(self, node: yaml.Node | None) -> None:
        """Walk the file once."""
        self._at: dict[tuple[str | int, ...], int] = {(): 1}
        if node is not None:
            self._walk(node, ())

    def _walk(self, node: yaml.Node, path: tuple[str | int, ...]) -> None:
        self._at.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self._at[(*path, key.value)] = key.start_mark.line + 1
                self._walk(value, (*path, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for at, value in enumerate(node.value):
                self._walk(value, (*path, at))

    def of(self, path: Iterable[str | int]) -> int:
        """Return the line of a path, or of the nearest place above it."""
        keys = tuple(path)
        while keys not in self._at:
            keys = keys[:-1]
        return self._at[keys]


def load(path: Path, model: type[_Model], digest: Any) -> tuple[_Model, Lines]:
    """Read and check a file and add it to the sum `digest`. Raises `RulesError`."""
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except FileNotFoundError:
        raise RulesError("no-file", f"缺少规则文件 {path}", "补上该文件。", file=str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise RulesError(
            "unreadable", f"规则文件 {path} 读不出来：{error}", "规则文件须是 UTF-8 文本。", file=str(path)
        ) from None
    digest.update(f"{path.name}\0{text}\0".replace("\r\n", "\n").encode())
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        _refuse_twins(node, path)
        data = loader.construct_document(node) if node is not None else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        what = getattr(error, "problem", None) or str(error)
        raise RulesError(
            "bad-yaml", f"{path} 第 {line} 行：YAML 格式不对（{what}）",
            "检查缩进、冒号后的空格和引号是否成对。", file=str(path), line=line,
        ) from None  # fmt: skip
    except RecursionError:
        said = f"{path}：& 和 * 的引用绕成了圈，或层次太深"
        raise RulesError("bad-yaml", said, "把引用的内容写开。", file=str(path)) from None
    finally:
        loader.dispose()
    lines = Lines(node)
    try:
        return model.model_validate(data), lines
    except ValidationError as error:
        raise _explained(error, path, lines, model) from None


def _refuse_twins(node: yaml.Node | None, path: Path) -> None:
    """YAML keeps the last of two equal keys in silence; a clerk would lose the first."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                line = key.start_mark.line + 1
                said = f"{path} 第 {line} 行：键应是一个词"
                raise RulesError("bad-key", said, "检查冒号的位置。", file=str(path), line=line)
            if key.value in seen:
                line = key.start_mark.line + 1
                raise RulesError(
                    "duplicate-key", f"{path} 第 {line} 行：键“{key.value}”写了两次", "合并成一处。",
                    file=str(path), line=line,
                )  # fmt: skip
            seen.add(key.value)
            _refuse_twins(value, path)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _refuse_twins(value, path)


_SAYS = {
    "missing": "缺少必填的键“{key}”",
    "string_type": "“{key}”应是文字",
    "list_type": "“{key}”应是列表（每项以“- ”开头）",
    "dict_type": "“{key}”下面应是“键: 值”",
    "model_type": "“{key}”下面应是“键: 值”",
    "int_type": "“{key}”应是整数",
    "int_parsing": "“{key}”应是整数",
    "float_type": "“{key}”应是数字",
    "float_parsing": "“{key}”应是数字",
    "bool_type": "“{key}”应是 true 或 false",
    "bool_parsing": "“{key}”应是 true 或 false",
    "greater_than": "“{key}”应大于 {gt:g}",
    "greater_than_equal": "“{key}”不能小于 {ge:g}",
    "less_than_equal": "“{key}”不能大于 {le:g}",
    "too_short": "“{key}”至少要有 {min_length} 项",
    "too_long": "“{key}”最多 {max_length} 项",
    "string_too_short": "“{key}”不能为空",
    "literal_error": "“{key}”的值只能是 {expected}",
    "string_pattern_mismatch": "“{key}”的写法不合规定（应如 {pattern}）",
}


def _explained(error: ValidationError, path: Path, lines: Lines, model: type[BaseModel]) -> RulesError:
    # a misspelt key is also a missing one: what stands there tells more than what is not there
    first = min(error.errors(), key=lambda e: e["type"] != "extra_forbidden")
    place = [part for part in first["loc"] if isinstance(part, (str, int))]
    line = lines.of(place)
    key = next((str(p) for p in reversed(place) if isinstance(p, str)), "")
    hint = "规则文件的写法见 docs/rules.md。"
    if first["type"] == "extra_forbidden":
        known = _keys(model, place[:-1])
        near = process.extractOne(key, known, score_cutoff=50)
        what = f"不认识的键“{key}”"
        hint = f"是不是想写“{near[0]}”？" if near else f"这里可用的键：{'、'.join(known)}。"
    else:
        form = _SAYS.get(first["type"])
        what = form.format(key=key, **first.get("ctx", {})) if form else f"“{key}”：{first['msg']}"
    return RulesError("bad-rule", f"{path} 第 {line} 行：{what}", hint, file=str(path), line=line)


def _keys(model: type[BaseModel], place: list[str | int]) -> list[str]:
    """Return the keys known at a place: walks the models along the path."""
    current: Any = model
    for part in place:
        if isinstance(part, str) and part in getattr(current, "model_fields", {}):
            current = _inner(current.model_fields[part].annotation)
    return list(getattr(current, "model_fields", {}))


def _inner(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in reversed(getattr(annotation, "__args__", ())):
        found = _inner(argument)
        if found is not None:
            return found
    return None
