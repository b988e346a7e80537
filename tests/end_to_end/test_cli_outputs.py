"""Results go where and in the form that was asked for, whole or not at all."""

import json
import os
import subprocess

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
    assert target.read_bytes() == shown.encode()


def test_new_result_replaces_the_old_and_leaves_nothing_beside(check, report, put, tmp_path):
    target = put("出/结果.json", "旧")
    assert check(report, "-o", target).code == 0
    assert is_json(target.read_text("utf-8"))
    assert [p.name for p in target.parent.iterdir()] == ["结果.json"]


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_result_can_be_read_by_others(check, report, tmp_path):
    check(report, "-o", tmp_path / "结果.json")
    assert (tmp_path / "结果.json").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("inside", ["没有的文件夹/结果.json", "文件夹"])
def test_target_that_cannot_be_written_is_explained(check, report, tmp_path, inside):
    (tmp_path / "文件夹").mkdir()
    ran = check(report, "-o", tmp_path / inside)
    assert (ran.code, ran.out) == (3, "")
    assert "结果写不进" in ran.err
    assert str(tmp_path / inside) in ran.err
    assert sorted(p.name for p in tmp_path.rglob("*")) == sorted(["文件夹", report.name])


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
