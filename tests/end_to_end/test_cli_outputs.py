"""Results go where and in the form that was asked for, whole or not at all."""

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

BIG = ("check", "seeds", "-f", "json")


def is_json(text):
    return text.startswith("{") and bool(json.loads(text))


@pytest.mark.parametrize(
    ("name", "options", "as_json"),
    [
        ("结果.json", [], True),
        ("结果.txt", [], False),
        ("结果", [], False),
        ("结果.txt", ["-f", "json"], True),
        ("结果.json", ["--format", "terminal"], False),
        ("结果.JSON", [], True),
    ],
)
def test_suffix_gives_the_format_unless_named(check, report, tmp_path, name, options, as_json):
    target = tmp_path / name
    ran = check(report, *options, "--output", target)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert is_json(target.read_text("utf-8")) is as_json


def test_formats_and_outputs_pair_up_in_order(check, report, tmp_path):
    first, second = tmp_path / "1.txt", tmp_path / "2.txt"
    ran = check(report, "-f", "json", "-o", first, "-f", "terminal", "-o", second)
    assert (ran.code, ran.out) == (0, "")
    assert (is_json(first.read_text("utf-8")), is_json(second.read_text("utf-8"))) == (True, False)


def test_one_format_may_stay_on_the_screen(check, report, tmp_path):
    ran = check(report, "-f", "json", "-o", tmp_path / "1.json", "-f", "terminal", "-o", "-")
    assert "总分" in ran.out
    assert is_json((tmp_path / "1.json").read_text("utf-8"))


@pytest.mark.parametrize("form", ["json", "terminal"])
def test_file_holds_what_the_screen_shows(check, report, tmp_path, form):
    target = tmp_path / "结果.out"
    shown = check(report, "-f", form).out
    check(report, "-f", form, "-o", target)
    assert target.read_text("utf-8").startswith(shown.rstrip())
    # what people read says that it is no report, for the next search of the folder
    assert ("由 auditor check 生成" in target.read_text("utf-8")) is (form == "terminal")


def test_new_result_replaces_the_old_and_leaves_nothing_beside(check, report, put, tmp_path):
    target = put("出/结果.json", "旧")
    assert check(report, "-o", target).code == 0
    assert is_json(target.read_text("utf-8"))
    assert [p.name for p in target.parent.iterdir()] == ["结果.json"]


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be replaced there")
def test_reader_of_the_old_result_never_meets_half_of_the_new(check, report, put):
    target = put("结果.json", "旧")
    with target.open(encoding="utf-8") as old:
        assert check(report, "-o", target).code == 0
        assert old.read() == "旧"


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_result_can_be_read_by_others(check, report, tmp_path):
    check(report, "-o", tmp_path / "结果.json")
    assert (tmp_path / "结果.json").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("inside", "code", "said"),
    [("没有的文件夹/结果.json", 3, "结果写不进"), ("文件夹", 2, "却是文件夹"), ("文件夹/", 2, "却是文件夹")],
)
def test_target_that_cannot_be_written_is_explained(check, report, tmp_path, inside, code, said):
    (tmp_path / "文件夹").mkdir()
    ran = check(report, "-f", "json", "-o", f"{tmp_path}/{inside}")
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert str(tmp_path / inside) in ran.err
    assert sorted(p.name for p in tmp_path.rglob("*")) == sorted(["文件夹", report.name])


def test_an_output_without_a_name_is_refused(check, report):
    for name in ("", " "):
        ran = check(report, "-o", name)
        assert (ran.code, "文件名是空的" in ran.err) == (2, True)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_no_link_leads_a_result_over_the_report(check, report, tmp_path):
    before = report.read_bytes()
    (tmp_path / "链.txt").symlink_to(report)
    (tmp_path / "夹").symlink_to(tmp_path)
    os.link(report, tmp_path / "同一份.txt")
    for source, target in (("链.txt", report.name), (report.name, "链.txt"), (report.name, f"夹/{report.name}"),
                           (report.name, "同一份.txt")):  # fmt: skip
        assert check(tmp_path / source, "-f", "json", "-o", tmp_path / target).code == 2
    assert report.read_bytes() == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="devices of Linux")
def test_a_device_takes_what_it_gets_and_stays_one(check, report, tmp_path):
    os.mkfifo(tmp_path / "管道")
    reader = subprocess.Popen(["cat", tmp_path / "管道"], stdout=subprocess.PIPE)
    assert check(report, "-f", "json", "-o", tmp_path / "管道").code == 0
    assert is_json(reader.communicate()[0].decode())
    assert stat.S_ISFIFO((tmp_path / "管道").stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_stays_and_what_it_leads_to_is_written(check, report, tmp_path):
    (tmp_path / "链.json").symlink_to(tmp_path / "真.json")
    assert check(report, "-o", tmp_path / "链.json").code == 0
    assert (tmp_path / "链.json").is_symlink()
    assert is_json((tmp_path / "真.json").read_text("utf-8"))


@pytest.mark.parametrize("form", ["terminal", "text", "markdown", "html", "docx"])
def test_results_in_a_folder_are_not_taken_for_reports(check, put, form):
    draft = put("草稿箱/草稿.txt")
    names = {"terminal": "a.txt", "text": "b.txt", "markdown": "c.md", "html": "d.html", "docx": "草稿（批注）.docx"}
    assert check(draft, "-f", form, "-o", draft.parent / names[form]).code == 0
    ran = check(draft.parent, "-f", "json")
    assert len(json.loads(ran.out)["documents"]) == 1
    assert "跳过以前写出的结果 1 个" in ran.err


def test_a_commented_draft_that_came_alone_is_a_report(check, put):
    draft = put("草稿箱/草稿.txt")
    for name in ("草稿（批注）.docx", "定稿.docx"):
        assert check(draft, "-o", put(f"收件/{name}", b"")).code == 0
    ran = check(draft.parents[1] / "收件", "-f", "json")
    assert (len(json.loads(ran.out)["documents"]), ran.err) == (2, "")


@pytest.mark.parametrize(("form", "name"), [("html", "草稿（自查）.html"), ("docx", "草稿（批注）.docx")])
def test_what_is_no_result_is_not_written_over(check, put, form, name):
    draft, other = put("草稿箱/草稿.txt"), put(f"草稿箱/{name}", "<html>别人的")
    ran = check(draft, "-f", form, "-o", f"{draft.parent}/")
    assert (ran.code, "不能盖掉" in ran.err) == (2, True)
    assert other.read_text("utf-8") == "<html>别人的"


def test_every_report_has_a_result_of_its_own(check, put, tmp_path):
    for name in ("草稿.txt", "草稿.md", "草稿.txt.md", "草稿 2.txt", "子/草稿.txt"):
        put(f"草稿箱/{name}")
    assert check(tmp_path / "草稿箱", "-f", "html", "-o", f"{tmp_path / '页'}/").code == 0
    assert len(list((tmp_path / "页").rglob("*.html"))) == 5


def test_a_long_name_leaves_room_for_the_ending(check, put, tmp_path):
    assert check(put(f"{'长' * 83}.txt"), "-f", "docx", "-o", f"{tmp_path / '批'}/").code == 0
    assert len(list((tmp_path / "批").iterdir())) == 1


def test_failed_run_keeps_the_old_result(program, report, put, rules_copy):
    target = put("结果.json", "旧")
    (rules_copy / "checklist.yaml").write_text("id: [", "utf-8")
    assert program("check", report, "--rules", rules_copy, "-o", target).code == 4
    assert target.read_text("utf-8") == "旧"


def test_pipe_gets_no_colour_no_progress_and_100_columns(check, put, tmp_path):
    from rich.cells import cell_len

    for at in range(12):
        put(f"{at}.txt")
    ran = check(tmp_path)
    assert "\x1b" not in ran.out
    assert ran.err == ""
    assert 90 < max(map(cell_len, ran.out.split("\n"))) <= 100


@pytest.mark.parametrize("command", [["check", "报告", "-v"], ["rules", "show", "E2"], ["check", "-h"]], ids=" ".join)
def test_gbk_console_shows_the_same_words(program, report, command):
    command = [str(report) if part == "报告" else part for part in command]
    gbk = program(*command, env={"PYTHONIOENCODING": "gbk"}, encoding="gbk")
    assert gbk.out == program(*command).out
    assert gbk.code == 0


def test_gbk_console_gets_a_question_mark_for_a_foreign_character(check, put):
    path = put("报告.txt", "青山县\U00020bb7水镇2023年度法治政府建设情况报告\n一、工作情况\n已开展法治宣传6场次。\n")
    ran = check(path, env={"PYTHONIOENCODING": "gbk"}, encoding="gbk")
    assert ran.code == 0
    assert "青山县?水镇2023年度" in ran.out


def test_gbk_console_explains_mistakes_in_gbk(check, tmp_path):
    ran = check(tmp_path, env={"PYTHONIOENCODING": "gbk"}, encoding="gbk")
    assert "没有可以评定的报告" in ran.err


def test_json_is_utf8_with_line_feeds_on_every_console(check, report):
    plain = check(report, "-f", "json").raw
    assert check(report, "-f", "json", env={"PYTHONIOENCODING": "gbk"}).raw == plain
    assert b"\r" not in plain
    assert "青山县" in plain.decode("utf-8")


GONE = ("check seeds -f json", "check seeds -v", "schema", "--help", "rules list", "rules show E2")


@pytest.fixture
def reader_gone(program):
    """Run with a standard output that nobody reads; return code and standard error."""

    def run(command):
        read, write = os.pipe()
        os.close(read)
        with program.start(*command.split(), stdout=write) as process:
            os.close(write)
            return process.communicate()[1], process.returncode

    return run


@pytest.mark.parametrize("command", GONE)
def test_reader_that_is_gone_causes_no_complaint(reader_gone, command):
    assert reader_gone(command)[0] == b""


@pytest.mark.parametrize("command", GONE)
def test_reader_that_is_gone_is_no_failure(reader_gone, command):
    assert reader_gone(command)[1] == 0


def test_reader_that_leaves_early_gets_its_line_and_hears_no_complaint(program):
    # more than a pipe holds, so that the program is still writing when the reader leaves
    with program.start(*BIG) as process:
        assert process.stdout.readline() == b"{\n"
        process.stdout.close()
        assert process.stderr.read() == b""


def test_big_result_survives_a_slow_pipe(program):
    with program.start(*BIG, stderr=subprocess.DEVNULL) as process:
        parts = iter(lambda: process.stdout.read(1000), b"")
        assert json.loads(b"".join(parts))["summary"]["documents"] == 3
