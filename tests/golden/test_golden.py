"""Whole reports against kept outputs. After a wanted change: REGOLD=1 python -m pytest tests/golden."""

from __future__ import annotations

import difflib
import json
import os
from pathlib import Path

import pytest

from auditor import __version__
from auditor.card import Unreadable
from auditor.errors import ReadError
from auditor.load import load_bytes
from auditor.render.to_github import to_github
from auditor.render.to_gitlab import to_gitlab
from auditor.render.to_json import to_json
from auditor.render.to_junit import to_junit
from auditor.render.to_markdown import to_markdown
from auditor.render.to_sarif import to_sarif
from auditor.render.to_terminal import Look, to_terminal
from auditor.render.to_text import to_text
from auditor.shortcoming import checked

HERE = Path(__file__).parent
HOW = "Wanted? Then: REGOLD=1 python -m pytest tests/golden (or python tests/check.py --regold), and review the diff."
SHOWN_LINES = 60
PIPED = "wutang-2021"
"""The report that the forms for pipelines are kept of."""
FOR_READERS = {"beihe-2022.md": to_markdown, "beihe-2022-plain.txt": to_text}
"""Forms to read and pass on, of one seed: the others would show the same."""


@pytest.fixture(scope="module")
def audit(auditor):
    def run(path):
        return auditor.audit(load_bytes(path.read_bytes(), f"seeds/{path.name}"))

    return run


def as_json(cards, unreadable, book):
    """Render as JSON without what changes with every release and every edit of a rule."""
    return lasting(to_json(cards, unreadable, book), book)


def as_sarif(found, unreadable, book):
    """Render as SARIF without that; of the rules' descriptions, which are longer than all else, the first is kept."""
    log = json.loads(to_sarif(found, unreadable, book, 3))
    del log["runs"][0]["tool"]["driver"]["rules"][1:]
    return lasting(json.dumps(log, ensure_ascii=False, indent=2) + "\n", book).replace(
        f'"semanticVersion": "{__version__}"', '"semanticVersion": "@@VERSION@@"'
    )


def lasting(text, book):
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


def test_forms_for_pipelines_are_as_kept(audit, book, root):
    found = [checked(audit(root / "seeds" / f"{PIPED}.txt"))]
    unreadable = [Unreadable("草稿/坏 的.docx", "damaged", "「草稿/坏 的.docx」已损坏。", "请另存一份再审。")]
    hold(f"{PIPED}.sarif", as_sarif(found, unreadable, book))
    hold(f"{PIPED}.xml", to_junit(found, unreadable, book))
    hold(f"{PIPED}.github", to_github(found, unreadable))
    hold(f"{PIPED}.gitlab", to_gitlab(found, unreadable))


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
    wanted |= {f"{PIPED}.{form}" for form in ("sarif", "xml", "github", "gitlab")}
    kept = {path.name for path in HERE.iterdir() if path.is_file() and path.suffix != ".py"}
    assert kept == wanted, HOW
