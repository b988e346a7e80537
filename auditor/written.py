"""What people write (YAML, TOML) -> checked models; a mistake is told with its line and the nearest known key.

Which file it is, and what a mistake ends with, is the caller's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from rapidfuzz import process

_Model = TypeVar("_Model", bound=BaseModel)
_BOOL = "tag:yaml.org,2002:bool"
_DATE = "tag:yaml.org,2002:timestamp"
_MOST_NODES = 200_000
"""Values of a file, those that references repeat counted each time."""
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Loader: Any = type(
    "_Loader",
    (_Base,),
    {
        "yaml_implicit_resolvers": {
            first: [(tag, form) for tag, form in forms if tag not in (_BOOL, _DATE)]
            for first, forms in _Base.yaml_implicit_resolvers.items()
        }
    },
)
# only true and false: `on` and `off` are words, and keys of overlays; dates are read by the models, which tell a slip
_Loader.add_implicit_resolver(_BOOL, re.compile("^(?:true|false)$"), list("tf"))


class Where(Protocol):
    """Tells where something stands."""

    def of(self, path: Iterable[str | int]) -> int:
        """Return the line, from 1, of a path of keys; 0 where none can be named."""


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

    @classmethod
    def at(cls, known: dict[tuple[str | int, ...], int]) -> Lines:
        """Return lines that were found otherwise."""
        lines = cls(None)
        lines._at.update(known)
        return lines

    def below(self, key: str) -> Lines:
        """Return the lines of the same text as if all of it stood under a key."""
        return Lines.at({(key, *path): line for path, line in self._at.items()})

    def of(self, path: Iterable[str | int]) -> int:
        """Return the line of a path, or of the nearest place above it."""
        keys = tuple(path)
        while keys not in self._at:
            keys = keys[:-1]
        return self._at[keys]


class SlipError(Exception):
    """A mistake in what somebody wrote: what, where, and what to do about it."""

    def __init__(self, code: str, what: str, hint: str, line: int = 0) -> None:
        """`line` counts from 1; 0 where none can be named."""
        super().__init__(code, what, hint, line)
        self.code = code
        self.what = what
        self.hint = hint
        self.line = line

    @property
    def where(self) -> str:
        """The place to put after the file's name."""
        return f" 第 {self.line} 行：" if self.line else "："


def parse_yaml(text: str) -> tuple[Any, Lines]:
    """Parse a YAML text whose keys are all different; return the data and the line of every place.

    Raises `SlipError`.
    """
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        _refuse_endless(node)
        _refuse_twins(node)
        data = loader.construct_document(node) if node is not None else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error)
        said = f"YAML 格式不对（{what}）"
        line = mark.line + 1 if mark else 0
        raise SlipError("bad-yaml", said, "检查缩进、冒号后的空格和引号是否成对。", line) from None
    except (ValueError, AttributeError, TypeError):
        # a value that a tag promises to be something else
        raise SlipError("bad-yaml", "有一个值和它前面的 !! 标记不符", "去掉 !! 标记。") from None
    except RecursionError:
        raise SlipError("bad-yaml", "& 和 * 的引用绕成了圈，或层次太深", "把引用的内容写开。") from None
    finally:
        loader.dispose()
    return data, Lines(node)


def fitted(model: type[_Model], data: object, lines: Where, hint: str) -> _Model:
    """Check data against a model; `hint` says where its shape is described. Raises `SlipError`."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise _slip(error, lines, model, hint) from None


def nearest(key: str, known: Iterable[str]) -> str:
    """Return the hint for an unknown key: the one that was likely meant, or all there are."""
    keys = list(known)
    near = process.extractOne(key, keys, score_cutoff=50)
    return f"是不是想写“{near[0]}”？" if near else f"这里可用的键：{'、'.join(keys)}。"


def _refuse_endless(node: yaml.Node | None) -> None:
    """Refuse a text whose references repeat one another until it holds more than any file needs."""
    left = _MOST_NODES
    rest = [node] if node is not None else []
    while rest:
        value = rest.pop().value
        for part in value if isinstance(value, list) else ():
            rest.extend(part if isinstance(part, tuple) else (part,))
        left -= 1
        if left < len(rest):
            raise SlipError("bad-yaml", "内容太多，或 & 和 * 的引用层层重复", "把引用的内容写开。")


def _refuse_twins(node: yaml.Node | None) -> None:
    """YAML keeps the last of two equal keys in silence; a clerk would lose the first."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise SlipError("bad-key", "键应是一个词", "检查冒号的位置。", line)
            if key.value in seen:
                raise SlipError("duplicate-key", f"键“{key.value}”写了两次", "合并成一处。", line)
            seen.add(key.value)
            _refuse_twins(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _refuse_twins(value)


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


def _slip(error: ValidationError, lines: Where, model: type[BaseModel], hint: str) -> SlipError:
    # a misspelt key is also a missing one: what stands there tells more than what is not there
    first = min(error.errors(), key=lambda e: e["type"] != "extra_forbidden")
    place = [part for part in first["loc"] if isinstance(part, (str, int))]
    key = next((str(p) for p in reversed(place) if isinstance(p, str)), "")
    if first["type"] == "extra_forbidden":
        what = f"不认识的键“{key}”"
        hint = nearest(key, _keys(model, place[:-1]))
    elif first["type"] == "value_error":
        what = f"“{key}”：{first['ctx']['error']}"
    else:
        form = _SAYS.get(first["type"])
        what = form.format(key=key, **first.get("ctx", {})) if form else f"“{key}”：{first['msg']}"
    return SlipError("bad-shape", what, hint, lines.of(place))


def _keys(model: type[BaseModel], place: list[str | int]) -> list[str]:
    """Return the keys known at a place: walks the models along the path."""
    current: Any = model
    for part in place:
        fields = getattr(current, "model_fields", {})
        found = next((f for name, f in fields.items() if part in (name, f.alias)), None)
        if found is not None:
            current = _inner(found.annotation)
    fields = getattr(current, "model_fields", {})
    return [field.alias or name for name, field in fields.items()]


def _inner(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in reversed(getattr(annotation, "__args__", ())):
        found = _inner(argument)
        if found is not None:
            return found
    return None
