"""What git tells of a working tree: changed, added, renamed and untracked files, whatever their names."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from auditor.errors import UsageError
from auditor.gate.changed import changed_since

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
TEXT = "".join(f"第{at}段，落实行政执法三项制度。\n" for at in range(40))


class Repository:
    """A repository in a folder of its own."""

    def __init__(self, top: Path) -> None:
        self.top = top
        top.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> None:
        own = ["-c", "user.name=甲", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "-C", str(self.top), *own, *arguments], check=True, capture_output=True)

    def commit(self, **files: str) -> None:
        for name, text in files.items():
            self.put(name, text)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "一次")

    def put(self, name: str, text: str) -> Path:
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def names(self, revision: str, folder: str = "") -> set[str]:
        found = changed_since(revision, self.top / folder)
        return {path.relative_to(self.top.resolve()).as_posix() for path in found.files}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "我的 库")
    made.commit(**{"甲 镇/报告 一.txt": TEXT, "乙镇.txt": TEXT.upper() + "乙", "'引号\"\t.txt": "丙", "-x.txt": "丁"})
    return made


def test_nothing_changed(repository):
    assert repository.names("HEAD") == set()


def test_changed_staged_added_and_untracked_files_are_named_as_they_are(repository):
    repository.put("甲 镇/报告 一.txt", TEXT + "改")
    repository.put("'引号\"\t.txt", "改")
    repository.put("新 稿.txt", "新")
    repository.put("暂存.txt", "新")
    repository.git("add", "暂存.txt")
    assert repository.names("HEAD") == {"甲 镇/报告 一.txt", "'引号\"\t.txt", "新 稿.txt", "暂存.txt"}


def test_committed_changes_count_against_an_older_revision(repository):
    repository.commit(**{"乙镇.txt": "改"})
    assert repository.names("HEAD~1") == {"乙镇.txt"}
    assert repository.names("HEAD") == set()


def test_a_renamed_file_is_changed_under_its_new_name_and_knows_its_old_one(repository):
    repository.git("mv", "甲 镇/报告 一.txt", "丙 镇 报告.txt")
    repository.put("丙 镇 报告.txt", TEXT + "改了一点")
    repository.git("commit", "-qam", "改名")
    found = changed_since("HEAD~1", repository.top)
    top = repository.top.resolve()
    assert found.files == {top / "丙 镇 报告.txt"}
    assert found.renamed == {top / "丙 镇 报告.txt": top / "甲 镇/报告 一.txt"}


def test_a_deleted_file_is_not_there_to_be_looked_at(repository):
    (repository.top / "乙镇.txt").unlink()
    assert repository.names("HEAD") == set()


def test_a_draft_that_is_ignored_is_still_a_draft(repository):
    repository.put(".gitignore", "*.docx.txt\n")
    repository.put("甲 镇/新.docx.txt", "新")
    assert repository.names("HEAD", "甲 镇") == {"甲 镇/新.docx.txt"}
    assert repository.names("HEAD") == {".gitignore", "甲 镇/新.docx.txt"}


@pytest.mark.parametrize("name", ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"])
def test_a_hook_of_another_repository_does_not_lead_astray(repository, tmp_path, monkeypatch, name):
    other = Repository(tmp_path / "别的")
    other.commit(**{"乙镇.txt": "别的"})
    repository.put("乙镇.txt", "改")
    monkeypatch.setenv(name, str(other.top / {"GIT_DIR": ".git", "GIT_INDEX_FILE": ".git/index"}.get(name, "")))
    assert repository.names("HEAD") == {"乙镇.txt"}


def test_a_changed_submodule_counts_whatever_is_set_to_ignore_it(repository, tmp_path):
    other = Repository(tmp_path / "里面")
    other.commit(**{"丁镇.txt": "丁"})
    repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other.top), "子库")
    repository.git("commit", "-qm", "子库")
    repository.git("config", "diff.ignoreSubmodules", "all")
    (repository.top / "子库" / "丁镇.txt").write_text("改", "utf-8")
    assert repository.names("HEAD") == {"子库"}


def test_what_the_other_branch_changed_is_not_ours(repository):
    repository.git("checkout", "-q", "-b", "稿")
    repository.commit(**{"我的.txt": "新"})
    repository.git("checkout", "-q", "main")
    repository.commit(**{"乙镇.txt": "别人改的"})
    repository.git("checkout", "-q", "稿")
    assert repository.names("main") == {"我的.txt"}


def test_a_folder_inside_and_a_file_lead_to_the_same_repository(repository):
    repository.put("乙镇.txt", "改")
    assert repository.names("HEAD", "甲 镇") == {"乙镇.txt"}
    assert repository.names("HEAD", "甲 镇/报告 一.txt") == {"乙镇.txt"}


@pytest.mark.parametrize("revision", ["没有", "--output=x", "HEAD~99", "0" * 40])
def test_an_unknown_revision_is_refused(repository, revision):
    with pytest.raises(UsageError, match="没有"):
        changed_since(revision, repository.top)
    assert not (repository.top / "x").exists()


def test_a_folder_that_is_in_no_repository_is_explained(tmp_path):
    with pytest.raises(UsageError, match="不在 git 版本库里"):
        changed_since("HEAD", tmp_path)
