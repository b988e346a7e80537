"""Read a folder of rule files, or an overlay with the folder below it, into a `RuleBook`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from auditor.book import DocumentKinds, Lexicon, OtherKind, Rule, RuleBook
from auditor.errors import RulesError
from auditor.model import Level, Role
from auditor.rulebook.files import load
from auditor.rulebook.overlay import add_overlays, as_grades, folder_overlays, resolve
from auditor.rulebook.rows import as_rule
from auditor.rulebook.schema import ChecklistFile, KindsFile, RolePatterns, RuleFile, SectionsFile, StanceFile
from auditor.rulebook.sources import root_of
from auditor.written import Lines

_FILE_NAME = re.compile(r"^([A-Z]\d{1,2})-[a-z0-9-]+\.yaml$")


def read_rules(source: Path | None = None) -> RuleBook:
    """Read a rule folder, the program's own by default, or an overlay file with all that it extends.

    The book holds the overlays that come with its folder and those of the chain; none is laid. Raises `RulesError`.
    """
    root = root_of(source)
    chain: list[Path] = []
    if root.is_file() or root.suffix.lower() in (".yaml", ".yml"):
        root, chain = resolve(root)
    if not (root / "checklist.yaml").is_file():
        hint = "请检查 --rules 指向的目录或文件。"
        raise RulesError("no-checklist", f"规则目录“{root}”里没有 checklist.yaml", hint)
    digest = hashlib.sha256()
    book = _read_folder(root, digest)
    book = add_overlays(book, folder_overlays(root), digest, shipped=True)
    book = add_overlays(book, chain, digest, shipped=False)
    return replace(book, sha256=digest.hexdigest())


def _read_folder(root: Path, digest: Any) -> RuleBook:
    checklist, _ = load(root / "checklist.yaml", ChecklistFile, digest)
    lexicon = _read_lexicon(root, digest)
    rules: dict[str, Rule] = {}
    for path in sorted(root.glob("*/*.yaml")):
        if path.parent.name in ("lexicon", "overlays"):
            continue
        spec, lines = load(path, RuleFile, digest)
        _check_name(path, spec, lines, rules, checklist)
        rules[spec.id] = as_rule(spec, checklist.rows[spec.id], path, lines)
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
        sha256="",
        groups=dict(checklist.groups),
        rules=tuple(rules[row] for row in checklist.rows),
        shares={level: getattr(checklist.shares, level.code) for level in Level},
        grades=as_grades(checklist.grades),
        pass_mark=checklist.pass_mark,
        lexicon=lexicon,
    )


def _read_lexicon(root: Path, digest: Any) -> Lexicon:
    sections, _ = load(root / "lexicon" / "sections.yaml", SectionsFile, digest)
    stance, _ = load(root / "lexicon" / "stance.yaml", StanceFile, digest)
    return Lexicon(
        frame=tuple(_compiled([p], root / "lexicon" / "sections.yaml") for p in sections.frame),
        headings=_roles(sections.headings, root),
        openings=_roles(sections.openings, root),
        cues={name: _compiled(cues, root / "lexicon" / "stance.yaml") for name, cues in stance.cues},
        words={name: frozenset(words) for name, words in stance.words},
        kinds=_read_kinds(root / "lexicon" / "kinds.yaml", digest),
    )


def _read_kinds(path: Path, digest: Any) -> DocumentKinds:
    kinds, _ = load(path, KindsFile, digest)
    others = tuple(
        OtherKind(
            kind.name,
            _compiled(kind.title, path) if kind.title else None,
            _compiled(kind.opening, path) if kind.opening else None,
        )
        for kind in kinds.kinds
    )
    report = kinds.report
    signs = (report.title, report.opening, report.theme, kinds.blank)
    return DocumentKinds(others, *(_compiled(patterns, path) for patterns in signs))


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


def _check_name(path: Path, spec: RuleFile, lines: Lines, rules: dict[str, Rule], list_: ChecklistFile) -> None:
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
