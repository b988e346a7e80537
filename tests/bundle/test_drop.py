"""What a report that is dropped on the icon leaves beside itself."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from offline import ROOT, run


@pytest.fixture
def drop(tmp_path):
    """Start what the icon starts, as it is installed, with this tree's program and nothing that could open files."""
    home = tmp_path / "auditor"
    home.mkdir()
    shutil.copyfile(ROOT / "packaging" / "parts" / "drop.py", home / "drop.py")
    environment = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "LANG": "C.UTF-8", "PATH": "/nowhere"}

    def do(*paths: Path, encoding: str = "utf-8", **more: str):
        command = (sys.executable, home / "drop.py", *paths)
        return run(*command, env=environment | more, stdin=subprocess.DEVNULL, encoding=encoding)

    do.home = home
    return do


@pytest.mark.parametrize("name", ["报告.txt", "2023 年报告 (1).txt", "a,b;c=d!%~x^.txt"])
def test_a_page_and_a_word_file_lie_beside_the_report(drop, put, name):
    report = put(f"草稿 箱/{name}")
    before = report.read_bytes()
    ran = drop(report)
    assert ran.returncode == 0, ran.stderr
    made = {f"{report.stem}（自查）.html", f"{report.stem}（批注）.docx"}
    assert {path.name for path in report.parent.iterdir()} == {report.name, *made}
    assert all(f"写好了：{name}" in ran.stdout for name in made)
    assert report.read_bytes() == before


def test_several_reports_are_judged_one_after_the_other_and_the_worst_counts(drop, put):
    good, bad = put("好.txt"), put("坏.docx", b"PK\x03\x04")
    ran = drop(bad, good)
    assert ran.returncode == 3
    assert good.with_name("好（自查）.html").exists()
    assert not bad.with_name("坏（自查）.html").exists()


def test_rules_of_the_office_are_taken_where_they_lie(drop, put, few_rules):
    shutil.copytree(few_rules, drop.home / "rules")
    ran = drop(put("报告.txt"))
    assert "用的是本单位的规则" in ran.stdout


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("没有.docx", 3, "找不到"),
        ("甲", 3, "去掉 &"),
        ("", 2, "把报告文件"),
        (".", 2, "这是一个文件夹"),
        ("几份.ZIP", 2, "压缩包"),
    ],
)
def test_what_is_no_report_is_said(drop, tmp_path, name, code, said):
    ran = drop(*([tmp_path / name] if name else []))
    assert (ran.returncode, said in ran.stdout + ran.stderr) == (code, True)
    assert "Traceback" not in ran.stderr


def test_a_gbk_console_gets_question_marks_for_what_it_cannot_show(drop, tmp_path):
    ran = drop(tmp_path / "吉🙂.docx", encoding="gbk", PYTHONIOENCODING="gbk:strict")
    assert (ran.returncode, "正在评定：吉?.docx" in ran.stdout) == (3, True), ran.stderr
