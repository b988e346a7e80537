"""The hooks as users have them: pre-commit installs them from this repository and runs them on commits of drafts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFIG = """\
repos:
- repo: {root}
  rev: {revision}
  hooks:
  - id: auditor-gate
    files: ^报告 箱/
    args: [--fail-under, "60", --require, E1]
"""
UNREACHABLE = ("No matching distribution found", "Could not find a version", "Failed to establish a new connection")


def git(folder: Path, *arguments: str) -> str:
    own = ("-c", "user.name=甲", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
    ran = subprocess.run(["git", "-C", folder, *own, *arguments], check=True, capture_output=True, encoding="utf-8")
    return ran.stdout.strip()


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """A repository of drafts that asks for the hooks of this one, as last committed."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("hooks are installed from a git repository")
    folder = tmp_path_factory.mktemp("库")
    git(folder, "init", "-q", "-b", "main")
    config = CONFIG.format(root=ROOT, revision=git(ROOT, "rev-parse", "HEAD"))
    (folder / ".pre-commit-config.yaml").write_text(config, "utf-8")
    (folder / "报告 箱").mkdir()
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "一次")
    return folder


@pytest.fixture(scope="module")
def pre_commit(repository, tmp_path_factory):
    """Run pre-commit; skip where what the hooks need cannot be installed."""
    home = tmp_path_factory.mktemp("钩子")
    environment = os.environ | {"PRE_COMMIT_HOME": str(home), "PRE_COMMIT_COLOR": "never", "PYTHONUTF8": "1"}
    # a hook is installed on its own, not into the environment that runs the tests
    for name in ("PYTHONPATH", "VIRTUAL_ENV"):
        environment.pop(name, None)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pre_commit", *arguments]
        return subprocess.run(
            command, cwd=repository, env=environment, capture_output=True, encoding="utf-8", check=False
        )

    ran = run("install-hooks")
    if ran.returncode and any(said in ran.stdout + ran.stderr for said in UNREACHABLE):
        pytest.skip("the package index cannot be reached")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return run


def test_a_draft_below_the_bar_is_not_committed_and_a_good_one_is(repository, pre_commit):
    draft = repository / "报告 箱" / "白鹭镇 2023.txt"
    shutil.copyfile(ROOT / "examples" / "draft.txt", draft)
    git(repository, "add", "-A")
    ran = pre_commit("run")
    assert ran.returncode == 1, ran.stdout
    assert "法治政府建设年度报告达标检查" in ran.stdout
    assert "不达标" in ran.stdout
    assert "白鹭镇 2023.txt" in ran.stdout
    shutil.copyfile(ROOT / "seeds" / "beihe-2022.txt", draft)
    git(repository, "add", "-A")
    ran = pre_commit("run")
    assert ran.returncode == 0, ran.stdout
    assert "Passed" in ran.stdout


def test_a_commit_without_drafts_is_not_looked_at(repository, pre_commit):
    git(repository, "commit", "-qm", "二次", "--allow-empty", "--no-verify")
    (repository / "说明.md").write_text("说明\n", "utf-8")
    git(repository, "add", "-A")
    ran = pre_commit("run")
    assert (ran.returncode, "Skipped" in ran.stdout) == (0, True), ran.stdout
