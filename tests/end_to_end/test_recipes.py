"""The pipeline recipes: their command lines are taken out of the files and run in a repository of drafts."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
RECIPES = sorted((ROOT / "examples" / "ci").glob("*.yml"))
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}


def commands(node: object) -> list[str]:
    """Return all shell lines of a recipe: under `run`, `script` or `commands`, wherever they stand."""
    found: list[str] = []
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("run", "script", "commands"):
                parts = value if isinstance(value, list) else [value]
                found += [line.strip() for part in parts for line in part.splitlines() if line.strip()]
            else:
                found += commands(value)
    elif isinstance(node, list):
        found += [line for value in node for line in commands(value)]
    return found


def own(path: Path) -> list[str]:
    """Return a recipe's lines that call the program."""
    return [line for line in commands(yaml.safe_load(path.read_text("utf-8"))) if line.startswith("auditor ")]


@pytest.fixture
def shell(program, tmp_path):
    """Run a line in a shell that knows the real program as `auditor`, in a repository with two commits of drafts."""
    there = tmp_path / "bin" / "auditor"
    there.parent.mkdir()
    # the tree's package, wherever the line runs
    there.write_text(
        f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)} -m auditor "$@"\n'
    )
    there.chmod(0o755)
    repository = tmp_path / "草稿"
    drafts = repository / "报告"
    drafts.mkdir(parents=True)
    environment = program.env | {"PATH": f"{there.parent}:{program.env['PATH']}"}
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@t", "-c", "init.defaultBranch=main", "-C", str(repository)]

    def commit(name: str, content: bytes) -> None:
        (drafts / name).write_bytes(content)
        for line in (["init", "-q"], ["add", "-A"], ["commit", "-qm", name]):
            subprocess.run([*git, *line], check=True, capture_output=True)

    commit("北和镇.txt", (ROOT / "seeds" / "beihe-2022.txt").read_bytes())
    commit("白鹭镇.txt", (ROOT / "examples" / "draft.txt").read_bytes())
    # what `origin/main` names in a clone
    subprocess.run([*git, "update-ref", "refs/remotes/origin/main", "HEAD~1"], check=True)

    def run(line: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-ec", line], cwd=repository, env=environment | variables, capture_output=True, encoding="utf-8"
        )

    run.repository = repository
    return run


def written(line: str) -> dict[str, str]:
    """Return the files that a line names, by format."""
    formats, outputs = re.findall(r"-f (\S+)", line), re.findall(r"-o (\S+)", line)
    assert len(formats) == len(outputs), "every format has its output"
    return {name: output for name, output in zip(formats, outputs, strict=True) if output != "-"}


def holds(path: Path, name: str) -> str:
    """Return a result file's text, read as what its format is."""
    text = path.read_text("utf-8")
    if name == "junit":
        ElementTree.fromstring(text)
        return text
    assert json.loads(text)
    # escaped or not, names are found
    return json.dumps(json.loads(text), ensure_ascii=False)


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.stem)
def test_a_recipe_calls_the_gate_and_uses_the_files_that_it_writes(path):
    (line,) = own(path)
    assert line.startswith("auditor gate 报告 ")
    rest = path.read_text("utf-8").replace(line, "")
    for output in written(line).values():
        assert output in rest, f"{output} is written and nobody takes it"


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.stem)
def test_a_recipe_lets_no_draft_below_the_bar_pass(shell, path):
    (line,) = own(path)
    ran = shell(line)
    assert ran.returncode == 1, ran.stderr
    assert "白鹭镇" in ran.stdout
    for name, output in written(line).items():
        assert "白鹭镇" in holds(shell.repository / output, name)


@pytest.mark.parametrize(
    ("name", "variables"),
    [("github-actions", {"BASE": "main"}), ("gitlab-ci", {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD~1"})],
)
def test_a_merge_request_is_asked_for_the_reports_that_it_changed(shell, name, variables):
    (line,) = own(ROOT / "examples" / "ci" / f"{name}.yml")
    ran = shell(line, **variables)
    assert (ran.returncode, "白鹭镇" in ran.stdout, "北和镇" in ran.stdout) == (1, True, False), ran.stderr


def test_github_uploads_what_the_gate_found_even_below_the_bar():
    steps = yaml.safe_load((ROOT / "examples" / "ci" / "github-actions.yml").read_text("utf-8"))["jobs"]["gate"][
        "steps"
    ]
    used = {step["uses"].partition("@")[0]: step for step in steps if "uses" in step}
    assert used["actions/checkout"]["with"]["fetch-depth"] == 0
    for action in ("github/codeql-action/upload-sarif", "actions/upload-artifact"):
        assert "!cancelled()" in used[action]["if"]


def test_hooks_are_what_pre_commit_asks_for():
    assert set(HOOKS) == {"auditor-gate", "auditor-rules"}
    for hook in HOOKS.values():
        assert {"id", "name", "entry", "language", "files"} <= hook.keys()
        assert hook["language"] == "python"
        assert hook["require_serial"] is True
        assert re.compile(hook["files"])
    reports = re.compile(HOOKS["auditor-gate"]["files"])
    assert reports.search("报告/白鹭镇.docx")
    assert not reports.search("README.md")
    assert re.search(HOOKS["auditor-rules"]["files"], "rules/E/E2-three-systems.yaml")


def test_the_hook_of_rules_runs_their_cases(shell):
    assert HOOKS["auditor-rules"]["pass_filenames"] is False
    ran = shell(HOOKS["auditor-rules"]["entry"])
    assert ran.returncode == 0, ran.stderr


def test_the_hook_of_reports_takes_the_names_of_files(shell):
    entry = HOOKS["auditor-gate"]["entry"]
    assert shell(f"{entry} --fail-under 60 报告/白鹭镇.txt").returncode == 1
    assert shell(f"{entry} --fail-under 60 报告/北和镇.txt").returncode == 0
