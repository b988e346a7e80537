"""A revision -> the files that differ from it, as git tells: changed, added, renamed and untracked ones."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from auditor.errors import UsageError

_SECONDS = 120
_OF_HOOKS = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE",
)  # fmt: skip
"""Variables that git sets for hooks and that lead it to the hook's repository, not to that of the drafts."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What differs from a revision in a repository."""

    files: frozenset[Path]
    """Places that hold something else than at the revision, under their names of today."""
    renamed: dict[Path, Path] = field(default_factory=dict)
    """Name of today to the name at the revision."""


def changed_since(revision: str, folder: Path) -> Changed:
    """Return what a working tree holds that a revision did not; of a branch's tip, what it did not where they parted.

    Raises `UsageError`: no git, no repository, no such revision.
    """
    folder = folder if folder.is_dir() else folder.parent
    top = Path(_git(folder, "rev-parse", "--show-toplevel").rstrip("\n"))
    known = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", lost=revision)
    start = known.strip()
    common = _try(top, "merge-base", start, "HEAD")
    if common.returncode == 0:
        start = os.fsdecode(common.stdout).strip()
    files: set[Path] = set()
    renamed: dict[Path, Path] = {}
    options = ("-z", "--name-status", "-M", "--diff-filter=ACMRT", "--ignore-submodules=none", "--no-ext-diff")
    told = iter(_git(top, "diff", *options, start, "--").split("\0"))
    for status in told:
        if not status:
            continue
        name = next(told)
        if status[0] in "RC":
            before, name = name, next(told)
            if status[0] == "R":
                renamed[top / name] = top / before
        files.add(top / name)
    # ignored ones too: a draft that is never committed is still a draft
    loose = _git(folder, "ls-files", "-z", "--others", "--full-name")
    files.update(top / name for name in loose.split("\0") if name)
    return Changed(frozenset(files), renamed)


def _git(folder: Path, *arguments: str, lost: str = "") -> str:
    ran = _try(folder, *arguments)
    if ran.returncode == 0:
        return os.fsdecode(ran.stdout)
    if lost:
        hint = "写提交号、分支或标签，例如 --since origin/main；自动检查里要取全部历史（fetch-depth: 0）。"
        raise UsageError("no-revision", f"版本库里没有“{lost}”这个版本。", hint)
    said = os.fsdecode(ran.stderr).strip().splitlines()
    told = f"（git：{said[-1]}）" if said else ""
    raise UsageError("no-repository", f"“{folder}”不在 git 版本库里，--since 用不了{told}。", "去掉 --since 再运行。")


def _try(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    # names are told as they are, and nothing is written to the repository
    command = ["git", "-C", str(folder), "-c", "core.quotepath=off", *arguments]
    kept = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    environment = kept | {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(command, capture_output=True, check=False, env=environment, timeout=_SECONDS)
    except FileNotFoundError:
        raise UsageError("no-git", "没有找到 git，--since 用不了。", "安装 git，或去掉 --since 再运行。") from None
    except subprocess.TimeoutExpired:
        raise UsageError("no-git", f"git 等了 {_SECONDS} 秒没有回答。", "检查版本库所在的磁盘，再运行一次。") from None
