"""Kept values: given back only whole and only from the user's own folder; whatever goes wrong, the run does without."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.kept.folder import _modules, keep, key_of, recall

KEY = key_of([b"rules"])
OURS = pytest.mark.skipif(not hasattr(os, "getuid"), reason="rights are those of the user's profile")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """The folder that values are kept in."""
    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path / "缓存"))
    return tmp_path / "缓存" / "kept"


def test_a_value_is_given_back_under_its_key_alone():
    keep(KEY, {"甲": 1})
    assert recall(KEY) == {"甲": 1}
    assert recall(key_of([b"other rules"])) is None


def test_the_key_is_of_all_parts_and_where_they_end():
    assert len({key_of(parts) for parts in ([], [b""], [b"ab"], [b"a", b"b"], [b"b", b"a"])}) == 5


def test_the_key_changes_with_the_program(monkeypatch):
    monkeypatch.setattr("auditor.kept.folder.__version__", "0.0.0")
    assert key_of([b"rules"]) != KEY


def test_the_key_changes_with_python(monkeypatch):
    monkeypatch.setattr(sys, "version", "another")
    assert key_of([b"rules"]) != KEY


@pytest.mark.parametrize("damage", [
    lambda data: b"",
    lambda data: data[: len(data) // 2],
    lambda data: data[:-1],
    lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
    lambda data: b"\x80\x05." * 40,
], ids=["empty", "half", "short", "a bit", "rubbish"])  # fmt: skip
def test_a_damaged_value_is_none_and_can_be_kept_anew(folder, damage):
    keep(KEY, list(range(100)))
    path = folder / KEY
    path.write_bytes(damage(path.read_bytes()))
    assert recall(KEY) is None
    keep(KEY, "new")
    assert recall(KEY) == "new"


@OURS
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o755])
def test_nothing_is_read_from_or_written_to_a_folder_that_is_open_to_others(folder, mode):
    keep(KEY, "mine")
    folder.chmod(mode)
    assert recall(KEY) is None
    keep(key_of([]), "mine")
    assert [path.name for path in folder.iterdir()] == [KEY]


@OURS
def test_a_file_that_others_can_write_is_not_read(folder):
    keep(KEY, "mine")
    (folder / KEY).chmod(0o666)
    assert recall(KEY) is None


@OURS
def test_what_belongs_to_another_user_is_not_read(monkeypatch):
    keep(KEY, "mine")
    other = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: other)
    assert recall(KEY) is None


@OURS
def test_a_folder_that_is_a_link_is_not_used(folder, tmp_path):
    folder.parent.mkdir()
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to(tmp_path / "elsewhere")
    keep(KEY, "mine")
    assert not list((tmp_path / "elsewhere").iterdir())


@OURS
def test_folder_and_file_are_made_for_the_user_alone(folder):
    keep(KEY, "mine")
    assert [path.stat().st_mode & 0o777 for path in (folder, folder / KEY)] == [0o700, 0o600]


def test_a_place_that_cannot_be_written_is_as_good_as_none(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path / "file"))
    keep(KEY, "mine")
    assert recall(KEY) is None


def test_what_cannot_be_pickled_is_not_kept(folder):
    keep(KEY, lambda: None)
    assert recall(KEY) is None
    assert not list(folder.iterdir())


def test_switched_off_nothing_is_kept(monkeypatch, folder):
    keep(KEY, "mine")
    monkeypatch.setenv("AUDITOR_CACHE", "")
    assert recall(KEY) is None
    keep(key_of([]), "mine")
    assert len(list(folder.iterdir())) == 1


def test_a_user_without_a_home_has_no_cache(monkeypatch, tmp_path):
    monkeypatch.delenv("AUDITOR_CACHE")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *names, **options: Path("~/.cache"))
    monkeypatch.chdir(tmp_path)
    keep(KEY, "mine")
    assert recall(KEY) is None
    assert not list(tmp_path.iterdir())


def test_the_newest_few_stay(folder):
    keys = [key_of([bytes([at])]) for at in range(12)]
    for at, key in enumerate(keys):
        keep(key, at)
        os.utime(folder / key, (at, at))
    keep(KEY, "last")
    assert sorted(path.name for path in folder.iterdir()) == sorted([*keys[-7:], KEY])


def test_runs_at_the_same_time_do_not_disturb_one_another():
    code = (
        "import sys\nfrom auditor.kept.folder import keep, recall\nvalue = list(range(50_000))\n"
        "for _ in range(20):\n    keep(sys.argv[1], value)\n    assert recall(sys.argv[1]) == value"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, KEY], env=dict(os.environ)) for _ in range(3)]
    assert [run.wait() for run in runs] == [0, 0, 0]


def test_the_key_changes_with_the_modules(monkeypatch, tmp_path):
    (tmp_path / "kept").mkdir()
    module = tmp_path / "model.py"
    keys = set()
    monkeypatch.setattr("auditor.kept.folder.__file__", str(tmp_path / "kept" / "folder.py"))
    for at, text in enumerate(["a = 1", "a = 22", "a = 33"]):
        module.write_text(text)
        os.utime(module, (at, at))
        _modules.cache_clear()
        keys.add(key_of([]))
    _modules.cache_clear()
    assert len(keys) == 3
