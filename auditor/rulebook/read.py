"""Read a folder of rule files into a `RuleBook`; a mistake is reported with file, line and the nearest known key."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from auditor.book import Basis, Case, Element, Lexicon, Rule, RuleBook
from auditor.errors import RulesError
from auditor.model import Flag, Level, Role
from auditor.rulebook.schema import (
    ChecklistFile,
    RolePatterns,
    RowFile,
    RuleFile,
    SectionsFile,
    StanceFile,
)

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Model = TypeVar("_Model", bound=BaseModel)
_FILE_NAME = re.compile(r"^([A-Z]\d{1,2})-[a-z0-9-]+\.yaml$")


def default_rules() -> Path:
    """Return the folder of the rules that come with the program."""
    package = Path(__file__).resolve().parents[1]
    shipped = package / "rules"
    return shipped if shipped.is_dir() else package.parent / "rules"


def read_rules(folder: Path | None = None) -> RuleBook:
    """Read a rule folder, the program's own by default. Raises `RulesError`."""
    root = folder or default_rules()
    if not (root / "checklist.yaml").is_file():
        raise RulesError("no-checklist", f"规则目录“{root}”里没有 checklist.yaml", "请检查 --rules 指向的目录。")
    digest = hashlib.sha256()
    checklist, _ = _load(root / "checklist.yaml", ChecklistFile, digest)
    sections, _ = _load(root / "lexicon" / "sections.yaml", SectionsFile, digest)
    stance, _ = _load(root / "lexicon" / "stance.yaml", StanceFile, digest)
    lexicon = Lexicon(
        frame=tuple(_compiled([p], root / "lexicon" / "sections.yaml") for p in sections.frame),
        headings=_roles(sections.headings, root),
        openings=_roles(sections.openings, root),
        cues={name: _compiled(cues, root / "lexicon" / "stance.yaml") for name, cues in stance.cues},
        words={name: frozenset(words) for name, words in stance.words},
    )
    rules: dict[str, Rule] = {}
    for path in sorted(root.glob("*/*.yaml")):
        if path.parent.name == "lexicon":
            continue
        spec, lines = _load(path, RuleFile, digest)
        _check_name(path, spec, lines, rules, checklist)
        rules[spec.id] = _rule(spec, checklist.rows[spec.id], path, lines)
    missing = [row for row in checklist.rows if row not in rules]
    if missing:
        raise RulesError(
            "missing-rule", f"清单列了 {'、'.join(missing)}，却没有对应的规则文件", "补上规则文件，或从清单删去该行。",
            file=str(root / "checklist.yaml"), line=1,
        )  # fmt: skip
    return RuleBook(
        id=checklist.id,
        title=checklist.title,
        version=checklist.version,
        sha256=digest.hexdigest(),
        groups=dict(checklist.groups),
        rules=tuple(rules[row] for row in checklist.rows),
        shares={level: getattr(checklist.shares, level.code) for level in Level},
        grades=tuple(sorted(((g.name, g.from_percent) for g in checklist.grades), key=lambda g: -g[1])),
        pass_mark=checklist.pass_mark,
        lexicon=lexicon,
    )


class _Lines:
    """Line, from 1, of every place in a YAML file, by its path of keys."""

    def __init__(self, node: yaml.Node | None) -> None:
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


def _load(path: Path, model: type[_Model], digest: Any) -> tuple[_Model, _Lines]:
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
    finally:
        loader.dispose()
    lines = _Lines(node)
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
    "string_too_short": "“{key}”不能为空",
    "literal_error": "“{key}”的值只能是 {expected}",
    "string_pattern_mismatch": "“{key}”的写法不合规定（应如 {pattern}）",
}


def _explained(error: ValidationError, path: Path, lines: _Lines, model: type[BaseModel]) -> RulesError:
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


def _compiled(patterns: Iterable[str], path: Path) -> re.Pattern[str]:
    """Join patterns into one; a wrong one is reported at its line."""
    rows = list(patterns)
    for pattern in rows:
        try:
            re.compile(pattern)
        except re.error as error:
            lines = path.read_text("utf-8-sig").splitlines()
            line = next((at for at, text in enumerate(lines, 1) if pattern in text), 0)
            said = f"{path} 第 {line} 行：正则式“{pattern[:60]}”写错了（{error}）"
            raise RulesError("bad-pattern", said, "检查括号是否成对。", file=str(path), line=line) from None
    return re.compile("|".join(f"(?:{p})" for p in rows))


def _roles(groups: list[RolePatterns], root: Path) -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((Role(g.role), _compiled(g.patterns, root / "lexicon" / "sections.yaml")) for g in groups)


def _check_name(path: Path, spec: RuleFile, lines: _Lines, rules: dict[str, Rule], list_: ChecklistFile) -> None:
    found = _FILE_NAME.match(path.name)
    line = lines.of(["id"])
    if spec.id in rules:
        raise RulesError(
            "duplicate-id", f"{path} 第 {line} 行：编号 {spec.id} 与 {rules[spec.id].path} 重复",
            "一行一个文件，编号不能重复。", file=str(path), line=line,
        )  # fmt: skip
    if not found or found[1] != spec.id or path.parent.name != spec.id[0]:
        said = f"{path} 第 {line} 行：文件名应以编号开头，放在 {spec.id[0]}/ 下"
        hint = f"文件名如 {spec.id}-short-name.yaml；改文件名或改 id。"
        raise RulesError("bad-name", said, hint, file=str(path), line=line)
    if spec.id not in list_.rows:
        raise RulesError(
            "not-listed", f"{path} 第 {line} 行：checklist.yaml 的 rows 里没有 {spec.id}",
            "在 checklist.yaml 给它分值。", file=str(path), line=line,
        )  # fmt: skip


def _rule(spec: RuleFile, row: RowFile, path: Path, lines: _Lines) -> Rule:
    """Turn a checked file into the value that the stages use."""
    return Rule(
        id=spec.id,
        title=spec.title,
        group=spec.id[0],
        question=spec.question,
        judge=spec.judge,
        points=row.points,
        core=row.core,
        basis=tuple(Basis(b.document, b.number, b.article, b.says) for b in spec.basis),
        elements=tuple(
            Element(e.id, e.name, tuple(e.passing), tuple(e.topics), tuple(e.deeds), tuple(e.facts), Level(e.cap))
            for e in spec.elements
        ),
        need=spec.need,
        need_fact=spec.need_fact or spec.need,
        units=frozenset(spec.units),
        fact_kinds=frozenset(spec.fact_kinds),
        superior_counts=spec.superior == "counts",
        study_counts=spec.study == "counts",
        masks=tuple(spec.masks),
        shares=frozenset(spec.shares),
        cap=Level(spec.cap),
        advice={Level.ABSENT: spec.advice.absent, Level.MENTIONED: spec.advice.mentioned, Level.DONE: spec.advice.done},
        cases=tuple(
            Case(
                text=c.text,
                level=Level(c.level),
                flags=None if c.flags is None else tuple(Flag(f) for f in c.flags),
                role=Role.MASTHEAD if c.role == "report" else Role(c.role),
                trap=c.trap,
                year=c.year,
                file=str(path),
                line=lines.of(["cases", at]),
            )
            for at, c in enumerate(spec.cases)
        ),
        path=str(path),
    )
