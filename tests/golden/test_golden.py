"""Whole reports against kept outputs. After a wanted change: REGOLD=1 python -m pytest tests/golden."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest

from auditor import __version__
from auditor.card import Unreadable
from auditor.errors import ReadError
from auditor.load import load_bytes
from auditor.render.to_json import to_json
from auditor.render.to_markdown import to_markdown
from auditor.render.to_terminal import Look, to_terminal
from auditor.render.to_text import to_text

HERE = Path(__file__).parent
HOW = "Wanted? Then: REGOLD=1 python -m pytest tests/golden (or python tests/check.py --regold), and review the diff."
SHOWN_LINES = 60
FOR_READERS = {"beihe-2022.md": to_markdown, "beihe-2022-plain.txt": to_text}
"""Forms to read and pass on, of one seed: the others would show the same."""


@pytest.fixture(scope="module")
def audit(auditor):
    def run(path):
        return auditor.audit(load_bytes(path.read_bytes(), f"seeds/{path.name}"))

    return run


def as_json(cards, unreadable, book):
    """Render as JSON without what changes with every release and every edit of a rule."""
    text = to_json(cards, unreadable, book)
    for version in {__version__, book.version}:
        text = text.replace(f'"version": "{version}"', '"version": "@@VERSION@@"')
    return text.replace(book.sha256, "@@RULES@@")


def hold(name, made):
    """Compare with the kept file byte for byte; with REGOLD set, keep what was made."""
    path = HERE / name
    if os.environ.get("REGOLD"):
        path.write_bytes(made.encode())
        return
    kept = path.read_bytes() if path.exists() else b""
    if kept != made.encode():
        lines = difflib.unified_diff(
            kept.decode("utf-8", "replace").splitlines(), made.splitlines(), f"kept {name}", "made", "", "", 1, ""
        )
        shown = list(lines)[:SHOWN_LINES] or ["(they differ in line ends or in odd bytes)"]
        pytest.fail("\n".join([f"{name} is not what was kept. {HOW}", *shown]), pytrace=False)


def test_json_is_as_kept(audit, book, seed):
    hold(f"{seed.stem}.json", as_json([audit(seed)], [], book))


def test_terminal_is_as_kept(audit, book, seed):
    hold(f"{seed.stem}.txt", to_terminal([audit(seed)], [], book, Look(width=100)))


@pytest.mark.parametrize("name", FOR_READERS)
def test_forms_to_read_are_as_kept(audit, book, root, name):
    made = FOR_READERS[name]([audit(root / "seeds" / "beihe-2022.txt")], [], book)
    hold(name, made.replace(f"”{book.version} 版", "”@@RULES@@ 版").replace(f" {__version__}。", " @@VERSION@@。"))


def test_summary_of_several_and_of_unreadable_files_is_as_kept(audit, book, seeds):
    with pytest.raises(ReadError) as refused:
        load_bytes(b"Rar!\x1a\x07\0", "seeds/all.rar")
    row = Unreadable("seeds/all.rar", refused.value.code, refused.value.message, refused.value.hint)
    hold("summary.txt", to_terminal([audit(path) for path in seeds], [row], book, Look(width=100, verbosity=-1)))


def test_nothing_is_kept_without_its_report(seeds):
    wanted = {f"{path.stem}{suffix}" for path in seeds for suffix in (".json", ".txt")} | {"summary.txt", *FOR_READERS}
    kept = {path.name for path in HERE.iterdir() if path.suffix in (".json", ".txt", ".md")}
    assert kept == wanted, HOW
