"""What must not slip through the gate: misspelt names, links, settings nearby, excuses too wide, lost readers."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = (ROOT / "seeds" / "beihe-2022.txt").read_text("utf-8")
"""66 of 100 points, D3 done without a figure."""
NO_REPORT = "关于召开年终总结会议的通知\n请各办于12月5日前报送名单，逾期不予办理，会议地点另行通知。\n"


@pytest.fixture
def gate(program):
    return partial(program, "gate", "--today", "2026-11-22")


@pytest.fixture
def drafts(put):
    """A folder with a good draft."""
    return put("库/草稿/甲镇.txt", GOOD).parent


@pytest.fixture
def committed(drafts):
    """The same in a repository, all of it committed."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    for line in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "一次"]):
        own = ["-c", "user.name=甲", "-c", "user.email=a@b.c"]
        subprocess.run(["git", "-C", drafts.parent, *own, *line], check=True, capture_output=True)
    return drafts


def test_a_misspelt_name_is_unreadable_also_where_only_changes_count(gate, committed):
    for name in ("草稿2", "草稿/没有.txt"):
        ran = gate(committed.parent / name, "--since", "HEAD")
        assert ran.code == 3
        assert "找不到文件" in ran.out


def test_requirements_add_up(gate, drafts):
    assert gate(drafts, "--require", "D3=有据").code == 1
    assert gate(drafts, "--require", "D3=有据", "--require", "A2").code == 1
    ran = gate(drafts, "--require", "D3=有据", "--require", "D3")
    assert ran.code == 2
    assert "D3 写了两个不同的等级" in ran.err


def test_a_share_of_one_is_no_bar(gate, drafts, check):
    ran = gate(drafts, "--fail-under", "0.9")
    assert (ran.code, "是不是想写 90" in ran.err) == (2, True)
    assert check(drafts, "-q", "--fail-under", "0.9").code == 2


def test_the_settings_nearest_to_a_draft_count_whatever_was_named(gate, drafts, put):
    put("库/乙/乙镇.txt", GOOD)
    put("库/乙/auditor.toml", "fail-under = 90")
    for named in (["库"], ["库/乙"], ["库/草稿", "库/乙"], ["库/乙/乙镇.txt"]):
        ran = gate(*(drafts.parents[1] / name for name in named))
        assert (ran.code, "乙镇.txt：总分" in ran.out) == (1, True), named
    assert gate(drafts).code == 0


def test_what_concerns_the_whole_run_cannot_be_said_by_one_folder(gate, drafts, put):
    put("库/乙/乙镇.txt", GOOD)
    put("库/乙/auditor.toml", 'baseline = "基线.json"')
    ran = gate(drafts.parent)
    assert ran.code == 2
    assert "baseline 管整个运行" in ran.err


def test_a_link_to_the_folder_leads_to_the_same_settings(gate, drafts, put, tmp_path):
    put("库/auditor.toml", '[[folders]]\npaths = ["草稿/"]\nfail-under = 90\n')
    (tmp_path / "链").symlink_to(drafts)
    assert gate(drafts).code == gate(tmp_path / "链").code == 1


def test_a_folder_that_settings_name_and_nothing_is_in_is_told(gate, drafts, put):
    put("库/auditor.toml", '[[folders]]\npaths = ["草搞/"]\nfail-under = 90\n')
    ran = gate(drafts)
    assert ran.code == 0
    assert "folders（草搞/）没有对上任何草稿" in ran.err


def test_a_link_does_not_hide_the_draft_that_it_leads_to(gate, committed):
    (committed / "a链接.txt").symlink_to("甲镇.txt")
    subprocess.run(["git", "-C", committed, "add", "-A"], check=True)
    (committed / "甲镇.txt").write_text(NO_REPORT, "utf-8")
    for options in (["--since", "HEAD"], ["--exclude", "a*.txt"]):
        assert gate(committed, *options).code == 1, options


def test_a_waiver_of_the_total_excuses_no_text_that_is_no_report(gate, drafts, put):
    put("库/草稿/甲镇.txt", NO_REPORT)
    form = "- {{report: '*', rule: {}, reason: 甲, by: 乙, until: 2026-12-31}}"
    waivers = ("--waivers", put("库/豁免.yaml", form.format("总分")))
    assert gate(drafts, *waivers).code == 1
    put("库/豁免.yaml", form.format("文种"))
    assert gate(drafts, *waivers).code == 0


def test_a_text_that_is_no_report_is_not_taken_into_a_baseline(program, gate, drafts, put):
    put("库/草稿/通知.txt", NO_REPORT)
    known = ("--baseline", drafts.parent / "基线.json")
    ran = program("baseline", drafts, *known)
    assert ran.code == 1
    assert "不像报告" in ran.err
    assert gate(drafts, *known).code == 1


def test_a_second_baseline_that_asks_for_less_loses_nothing(program, gate, drafts):
    known = ("--baseline", drafts.parent / "基线.json")
    more = ("--fail-under", "80", "--require", "D3=有据")
    assert program("baseline", drafts, *known, *more).code == 0
    ran = program("baseline", drafts, *known)
    assert (ran.code, "去掉 0 条" in ran.out) == (0, True)
    assert "对不上" not in gate(drafts, *known).out
    assert gate(drafts, *known, *more).code == 0


def test_a_reader_that_goes_away_changes_no_verdict(gate, drafts, program):
    with program.start("gate", drafts, "--fail-under", "90", "-v", stdout=subprocess.PIPE) as process:
        process.stdout.close()
        process.stderr.read()
    assert process.returncode == 1


def test_a_full_disk_behind_the_screen_is_told(program, drafts):
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    with Path("/dev/full").open("wb") as full, program.start("gate", drafts, stdout=full.fileno()) as process:
        said = process.stderr.read().decode()
    assert (process.returncode, "磁盘已满" in said) == (3, True)


@pytest.mark.parametrize("command", ["check", "gate"])
def test_no_result_is_written_over_a_draft_or_another_result(program, drafts, command):
    draft = drafts / "甲镇.txt"
    for outputs in ([draft], [drafts / "a.json", drafts / "a.json"]):
        ran = program(command, drafts, *(part for output in outputs for part in ("-o", output)))
        assert ran.code == 2
    assert draft.read_text("utf-8") == GOOD
    assert not (drafts / "a.json").exists()


def test_names_steer_no_screen(program, gate, drafts, put):
    name = "库/草稿/\x1b[2J空.txt"
    put(name, "")
    known = ("--baseline", drafts.parent / "基线.json")
    for ran in (gate(drafts), program("baseline", drafts, *known), gate(drafts, "-o", drafts / "\x1b[2J" / "a.json")):
        assert "\x1b" not in ran.out + ran.err
        assert ran.code == 3


def test_a_folder_that_nobody_may_open_is_unreadable(gate, committed):
    shut = committed / "锁"
    shut.mkdir()
    shut.chmod(0)
    try:
        if os.access(shut, os.R_OK):
            pytest.skip("this user may open everything")
        for options in ([], ["--since", "HEAD"]):
            assert gate(committed, *options).code == 3
    finally:
        shut.chmod(0o755)


def test_a_waiver_with_a_date_that_is_none_is_explained(gate, drafts, put):
    put("库/豁免.yaml", "- {report: a, rule: E1, reason: 甲, by: 乙, until: 2026-11-31}")
    ran = gate(drafts, "--waivers", drafts.parent / "豁免.yaml")
    assert ran.code == 2
    assert "应是日期" in ran.err
