"""Overlay files -> `Overlay`: follows `extends:` down to a rule folder, checks every name against what lies below."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rapidfuzz import process

from auditor.book import Change, Element, Overlay, Rule, RuleBook
from auditor.errors import RulesError
from auditor.model import UnitKind
from auditor.rulebook.files import load
from auditor.rulebook.rows import as_advice, as_basis, as_rule
from auditor.rulebook.schema import GradeFile, OverlayFile, PhrasesFile, RowChange, RowFile, RuleFile
from auditor.rulebook.sources import shelf_of
from auditor.written import Lines

_BASES = ("township", "default")
"""Names of the checklist itself."""


def as_grades(files: Iterable[GradeFile]) -> tuple[tuple[str, float], ...]:
    """Turn checked grades into pairs of name and lower bound, best first."""
    return tuple(sorted(((g.name, g.from_percent) for g in files), key=lambda g: -g[1]))


def folder_overlays(root: Path) -> list[Path]:
    """Return the overlay files that come with a rule folder, by name."""
    return sorted((root / "overlays").glob("*.yaml"))


def resolve(path: Path) -> tuple[Path, list[Path]]:
    """Follow `extends:` from an overlay; return the rule folder at the bottom and the files above it, lowest first.

    Raises `RulesError` for a base that does not exist and for overlays that extend one another in a circle.
    """
    files: list[Path] = []
    while not path.is_dir():
        spec, lines = load(path, OverlayFile, hashlib.sha256())
        files.insert(0, path)
        base = _base(spec.extends, path, lines)
        if base.resolve() in {file.resolve() for file in files}:
            said = f"extends 绕成了圈：{' → '.join(f.name for f in [*reversed(files), base])}"
            raise _wrong("circle", path, lines.of(["extends"]), said, "让其中一个改为 extends: township。")
        path = base
    return path, files


def _base(name: str, path: Path, lines: Lines) -> Path:
    """Return what `extends:` names: the folder of the checklist, or another overlay's file."""
    shelf = shelf_of(path)
    if name in _BASES:
        return shelf
    shipped = {file.stem: file for file in folder_overlays(shelf)}
    if name in shipped:
        return shipped[name]
    base = path.parent / name
    if base.is_file() or (base / "checklist.yaml").is_file():
        return base
    said = f"extends 写的“{name}”不存在"
    near = process.extractOne(name, [*_BASES, *shipped], score_cutoff=60)
    hint = f"是不是想写“{near[0]}”？" if near else ""
    hint += f"可用的名称：{'、'.join([_BASES[0], *shipped])}；也可写另一个文件或规则目录的路径（相对于本文件）。"
    raise _wrong("no-base", path, lines.of(["extends"]), said, hint)


def add_overlays(book: RuleBook, paths: Sequence[Path], digest: Any, *, shipped: bool) -> RuleBook:
    """Read overlay files, lowest first, and add them to those of the book. Raises `RulesError`.

    One of the chain that the folder brings along itself is not read again, but from now on laid always.
    """
    for path in paths:
        held = next((o for o in book.overlays if Path(o.path).resolve() == path.resolve()), None)
        if held is not None:
            overlays = tuple(replace(o, always=True) if o is held else o for o in book.overlays)
            book = replace(book, overlays=overlays)
            digest.update(f"always {held.id}\0".encode())
            continue
        spec, lines = load(path, OverlayFile, digest)
        overlay = _Reader(path, spec, lines, book).read(digest, shipped=shipped)
        overlays = (*book.overlays, overlay)
        if shipped:
            # what is for a year comes first: a unit's own wording stands above it
            overlays = tuple(sorted(overlays, key=lambda o: bool(o.kinds)))
        book = replace(book, overlays=overlays, groups={**book.groups, **spec.groups})
    return book


class _Reader:
    """One overlay file, checked against the rows that lie below it."""

    def __init__(self, path: Path, spec: OverlayFile, lines: Lines, book: RuleBook) -> None:
        self._path, self._spec, self._lines, self._book = path, spec, lines, book
        self._rows = {rule.id: rule for rule in (*book.rules, *(row for o in book.overlays for row in o.rows))}

    def read(self, digest: Any, *, shipped: bool) -> Overlay:
        """Return the overlay. Raises `RulesError` at the first name that means nothing."""
        spec = self._spec
        twin = next((o for o in self._book.overlays if o.id == spec.id), None)
        if twin is not None:
            raise self._at(["id"], "duplicate-id", f"编号 {spec.id} 已被 {twin.path} 用了", "换一个 id。")
        years = spec.applies.years
        if years and years[0] > years[1]:
            raise self._at(
                ["applies", "years"], "bad-years", f"年度写反了：{years[0]} 在 {years[1]} 之后", "先写早的一年。"
            )
        new = self._new_rows(digest)
        self._rows |= {rule.id: rule for rule in new}
        for key, rows in {
            "off": spec.off,
            "on": spec.on,
            "core": spec.core or [],
            "add_phrases": spec.add_phrases,
        }.items():
            for at, row in enumerate(rows):
                self._known(row, [key, row if isinstance(rows, dict) else at])
        return Overlay(
            id=spec.id,
            title=spec.title,
            years=(years[0], years[1]) if years else None,
            kinds=frozenset(UnitKind(unit) for unit in spec.applies.units),
            changes={
                row: self._change(row) for row in dict.fromkeys((*spec.rows, *spec.off, *spec.on, *spec.add_phrases))
            },
            rows=new,
            core=None if spec.core is None else frozenset(spec.core),
            grades=as_grades(spec.grades),
            pass_mark=spec.pass_mark,
            path=str(self._path),
            shipped=shipped,
        )

    def _new_rows(self, digest: Any) -> tuple[Rule, ...]:
        """Read the rule files of the rows that the checklist does not have yet; they stand beside the overlay."""
        rows = []
        for row, change in self._spec.rows.items():
            files = sorted(self._path.parent.glob(f"{row}-*.yaml")) if row.isalnum() else []
            if row in self._rows:
                if files:
                    hint = "新行请换一个编号；只改几处的，写在 rows 里就行，删去这个文件。"
                    raise self._at(["rows", row], "row-exists", f"清单里已有 {row}，旁边又有 {files[0].name}", hint)
                continue
            if not files:
                self._known(row, ["rows", row], more=f"新增的行要把规则文件 {row}-名称.yaml 放在同一文件夹。")
            if change.points is None:
                raise self._at(["rows", row], "no-points", f"新增的行 {row} 没有写 points", "给它分值，如 points: 2。")
            spec, lines = load(files[0], RuleFile, digest)
            if spec.id != row:
                line = lines.of(["id"])
                raise _wrong("bad-name", files[0], line, f"文件名是 {row}，里面的 id 却是 {spec.id}", "改成一致。")
            groups = {**self._book.groups, **self._spec.groups}
            if row[0] not in groups:
                hint = f"在 groups 里给 {row[0]} 起名，或用已有的组：{'、'.join(groups)}。"
                raise self._at(["rows", row], "no-group", f"新增的行 {row} 没有对应的组 {row[0]}", hint)
            rows.append(as_rule(spec, RowFile(points=change.points, core=bool(change.core)), files[0], lines))
        return tuple(rows)

    def _change(self, row: str) -> Change:
        """Return all that the file says of a row."""
        spec = self._spec
        change = spec.rows.get(row, RowChange())
        return Change(
            title=change.title or "",
            question=change.question or "",
            points=change.points,
            core=change.core,
            basis=as_basis(change.basis),
            advice=as_advice(change.advice),
            phrases={
                element: self._phrases(row, element, more) for element, more in spec.add_phrases.get(row, {}).items()
            },
            masks=tuple(change.masks),
            off="" if row in spec.on else spec.off.get(row),
        )

    def _phrases(self, row: str, element: str, more: PhrasesFile) -> Element:
        known = {e.id: e.name for e in self._rows[row].elements}
        if element not in known:
            near = process.extractOne(element, list(known), score_cutoff=50)
            hint = f"是不是想写“{near[0]}”？" if near else ""
            hint += f"{row} 的要素有：{'、'.join(f'{id_}（{name}）' for id_, name in known.items())}。" if known else ""
            place = ["add_phrases", row, element]
            raise self._at(place, "unknown-element", f"{row} 没有“{element}”这个要素", hint or "这一行没有要素。")
        return Element(
            element, known[element], tuple(more.passing), tuple(more.topics), tuple(more.deeds), tuple(more.facts)
        )

    def _known(self, row: str, place: Sequence[str | int], more: str = "") -> None:
        if row not in self._rows:
            near = process.extractOne(row.upper(), list(self._rows), score_cutoff=50)
            hint = f"是不是想写“{near[0]}”？" if near else f"清单的行：{'、'.join(self._rows)}。"
            raise self._at(place, "unknown-row", f"清单里没有“{row}”这一行", hint + more)

    def _at(self, place: Sequence[str | int], code: str, said: str, hint: str) -> RulesError:
        return _wrong(code, self._path, self._lines.of(place), said, hint)


def _wrong(code: str, path: Path, line: int, said: str, hint: str) -> RulesError:
    return RulesError(code, f"{path} 第 {line} 行：{said}", hint, file=str(path), line=line)
