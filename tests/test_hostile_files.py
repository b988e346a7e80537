"""Files that are broken or mean harm beside good reports: every one gets its answer, and the good ones their scores."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from formats.family import Watch
from formats.hostile import KINDS, READABLE
from formats.hostile_zip import GOOD, REPORT

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc and makes pipes")
WAITS = {"二进制超长.rtf", "组不收口.rtf"}
"""LibreOffice hangs on these until the time limit for a file is up: a minute each, left to the bench."""
ASKED = KINDS.keys() - WAITS
MOST_SECONDS = 600
"""For all kinds together on a slow machine; a quarter of it on a common one."""
MOST_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Batch:
    """What a run over all kinds left behind."""

    code: int
    documents: dict[str, dict]
    errors: dict[str, dict]
    rows: int
    err: str
    seconds: float
    peak: int


@pytest.fixture(scope="module")
def batch(program, tmp_path_factory) -> Batch:
    folder = tmp_path_factory.mktemp("来稿")
    for name in ASKED:
        (folder / name).write_bytes(KINDS[name]())
    (folder / "好报告.docx").write_bytes(GOOD)
    (folder / "又一份好报告.txt").write_text(REPORT, encoding="utf-8")
    out = folder.parent / f"{folder.name}.json"
    began = time.monotonic()
    # suffixes that no folder is searched for are named one by one
    process = program.start("check", folder, *sorted(folder.iterdir()), "-f", "json", "-o", out)
    with process, Watch(process.pid) as watch:
        try:
            _, err = process.communicate(timeout=MOST_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    result = json.loads(out.read_text("utf-8"))
    # files in an archive go by its name with theirs behind it
    documents = {row["path"].removeprefix(f"{folder}/"): row for row in result["documents"]}
    errors = {row["path"].removeprefix(f"{folder}/"): row for row in result["errors"]}
    rows = len(result["documents"]) + len(result["errors"])
    return Batch(
        process.returncode, documents, errors, rows, err.decode(), time.monotonic() - began, watch.peak
    )  # fmt: skip


@LINUX
def test_the_run_ends_in_time_and_memory_without_a_traceback(batch):
    assert batch.code == 3
    assert "Traceback" not in batch.err
    assert batch.seconds < MOST_SECONDS
    assert 0 < batch.peak < MOST_BYTES


@LINUX
def test_good_reports_beside_them_are_judged(batch):
    for name in ("好报告.docx", "又一份好报告.txt"):
        assert batch.documents[name]["refusal"] is None
        assert batch.documents[name]["score"] > 0


@LINUX
def test_every_file_has_one_row(batch):
    rows = [*batch.documents, *batch.errors]
    assert len(rows) == len(set(rows)) == batch.rows
    assert {row.partition(".zip/")[0] + (".zip" if ".zip/" in row else "") for row in rows} == ASKED | {
        "好报告.docx",
        "又一份好报告.txt",
    }


@LINUX
def test_every_error_says_in_chinese_what_is_wrong_and_what_to_do(batch):
    for name, row in batch.errors.items():
        assert row["code"], name
        assert any("一" <= char <= "鿿" for char in row["message"].replace(name, "")), name
        assert row["hint"].endswith("。"), name


@LINUX
def test_good_reports_under_a_wrong_name_are_read(batch):
    assert batch.documents.keys() >= READABLE
    for name in READABLE:
        assert batch.documents[name]["refusal"] is None, name
        assert "文件后缀" in batch.documents[name]["reading"]["warnings"][0], name


def test_there_are_enough_kinds():
    assert len(KINDS) >= 200


@LINUX
def test_pipes_devices_and_links_are_told_and_never_waited_for(check, put, tmp_path):
    report = put("好.txt")
    pipe, folder, astray, circle = (tmp_path / name for name in ("报告.docx", "文件夹.docx", "断链.docx", "圈.docx"))
    os.mkfifo(pipe)
    folder.mkdir()
    (folder / "里面的.txt").write_text(REPORT, encoding="utf-8")
    astray.symlink_to(tmp_path / "没有.docx")
    circle.symlink_to(tmp_path / "圈二.docx")
    (tmp_path / "圈二.docx").symlink_to(circle)
    named = [report, pipe, folder, astray, circle, "/dev/zero", "/dev/full", "/proc/self/mem"]
    ran = check(*named, "-f", "json")
    result = json.loads(ran.out)
    codes = {row["path"]: row["code"] for row in result["errors"]}
    assert ran.code == 3
    assert [row["path"] for row in result["documents"]] == [str(report), str(folder / "里面的.txt")]
    assert codes == {
        str(pipe): "unsupported",
        str(astray): "not-found",
        str(circle): "read-failed",
        "/dev/zero": "unsupported",
        "/dev/full": "unsupported",
        "/proc/self/mem": "read-failed",
    }
    # a search passes over what is no file
    found = json.loads(check(tmp_path, "-f", "json").out)
    assert {Path(row["path"]).name for row in found["documents"]} == {"好.txt", "里面的.txt"}


@LINUX
@pytest.mark.parametrize(
    "name",
    [
        pytest.param("换\n行.txt", id="line feed"),
        pytest.param("😀报告.txt", id="emoji"),
        pytest.param("长" * 83 + "x.txt", id="255 bytes"),
        pytest.param("\u202e反\u200b向.txt", id="bidi"),
        pytest.param("[red]标记[/red].txt", id="mark-up"),
        pytest.param("\x1b[31m红.txt", id="escape"),
    ],
)
def test_wild_names_are_names(check, put, name, tmp_path):
    good, bad = put(name), put(f"坏/{name}", b"PK\x03\x04")
    ran = check(tmp_path, "-f", "json")
    result = json.loads(ran.out)
    assert ran.code == 3
    assert [row["path"] for row in result["documents"]] == [str(good)]
    assert [row["path"] for row in result["errors"]] == [str(bad)]
    assert check(tmp_path, "-q").code == 3


@pytest.mark.parametrize("name", ["长" * 200 + ".docx", "a/" * 3000 + "x.docx", "没有/的/路.docx", "名\tx.docx"])
def test_names_that_cannot_be(check, report, name):
    ran = check(report, name, "-f", "json")
    result = json.loads(ran.out)
    assert ran.code == 3
    assert len(result["documents"]) == len(result["errors"]) == 1
    assert result["errors"][0]["hint"].endswith("。")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read(check, report, put):
    locked = put("锁.docx")
    locked.chmod(0)
    result = json.loads(check(report, locked, "-f", "json").out)
    assert [row["code"] for row in result["errors"]] == ["no-permission"]


def test_a_file_over_the_size_limit(check, put):
    long = put("长.txt", b"\xe6\xb3\x95" * 17_000_000)
    assert json.loads(check(long, "-f", "json").out)["errors"][0]["code"] == "too-large"
