"""What pipelines take: the real program writes valid files by suffix and by name, in UTF-8 on every console."""

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

SCHEMA = Draft202012Validator(json.loads((Path(__file__).parents[1] / "schemas/sarif-2.1.0.json").read_text("utf-8")))
FORMS = ("sarif", "junit", "github", "gitlab")
READS = {
    "sarif": lambda text: json.loads(text)["runs"][0]["results"],
    "junit": ElementTree.fromstring,
    "github": lambda text: [line for line in text.splitlines() if line.startswith("::")],
    "gitlab": json.loads,
}


@pytest.mark.parametrize(
    ("name", "form"),
    [("结果.sarif", "sarif"), ("结果.SARIF.json", "sarif"), ("结果.xml", "junit"), ("一.二.xml", "junit")],
)
def test_suffix_gives_the_format(check, report, tmp_path, name, form):
    ran = check(report, "-o", tmp_path / name)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert (tmp_path / name).read_bytes() == check(report, "-f", form).raw


@pytest.mark.parametrize("form", ["github", "gitlab"])
def test_format_without_a_suffix_is_named(check, report, tmp_path, form):
    target = tmp_path / "gl-code-quality-report.json"
    assert check(report, "-f", form, "-o", target).code == 0
    assert READS[form](target.read_text("utf-8"))
    assert target.read_bytes() == check(report, "-f", form).raw


def test_all_come_out_of_one_run_and_the_screen_stays(check, report, tmp_path):
    targets = {form: tmp_path / f"结果.{form}" for form in FORMS}
    options = [part for form, target in targets.items() for part in ("-f", form, "-o", target)]
    ran = check(report, *options, "-f", "terminal", "-o", "-")
    assert ran.code == 0
    assert "总分" in ran.out
    assert all(READS[form](target.read_text("utf-8")) is not None for form, target in targets.items())


@pytest.mark.parametrize("form", FORMS)
def test_bytes_are_utf8_with_line_feeds_on_every_console(check, report, form):
    plain = check(report, "-f", form).raw
    assert check(report, "-f", form, env={"PYTHONIOENCODING": "gbk"}).raw == plain
    assert b"\r" not in plain
    assert "第一责任人".encode() in plain
    assert READS[form](plain.decode("utf-8")) is not None


@pytest.mark.parametrize("form", FORMS)
def test_file_that_cannot_be_read_is_told_in_the_result(check, report, tmp_path, form):
    ran = check(report, tmp_path / "没有.docx", "-f", form)
    assert (ran.code, ran.err) == (3, "")
    assert "找不到文件" in ran.out


def test_sarif_tells_the_code_that_the_run_ends_with(check, report, put, tmp_path):
    for code, options in {0: [], 1: ["--require", "B1"], 3: [tmp_path / "没有.docx"]}.items():
        ran = check(report, *options, "-f", "sarif")
        log = json.loads(ran.out)
        assert (ran.code, log["runs"][0]["invocations"][0]["exitCode"]) == (code, code)
        assert list(SCHEMA.iter_errors(log)) == []


def test_a_pipe_gets_all_of_a_big_result(program):
    with program.start(
        "check", "seeds", "tests/gold/texts/w00.txt", "-f", "sarif", stderr=subprocess.DEVNULL
    ) as process:
        log = json.loads(b"".join(iter(lambda: process.stdout.read(1000), b"")))
    assert list(SCHEMA.iter_errors(log)) == []
    assert len(log["runs"][0]["artifacts"]) == 4
    assert process.returncode == 0


def test_standard_input_is_judged_for_pipelines_too(check, report):
    log = json.loads(check("-", "-f", "sarif", stdin=report.read_bytes()).out)
    assert list(SCHEMA.iter_errors(log)) == []
    assert "standardStream" in log["runs"][0]["artifacts"][0]["roles"]
    assert check("-", "-f", "github", stdin=report.read_bytes()).out.startswith("::group::标准输入\n")


def test_paths_are_told_from_the_working_folder(program, few_rules, put, tmp_path):
    """A pipeline names files from the folder it runs in, whether they were named so or whole."""
    put("草稿/甲 一.txt")
    log = []
    for named in ("草稿", str(tmp_path / "草稿")):
        env = program.env | {"PYTHONPATH": str(Path(__file__).parents[2])}
        ran = subprocess.run(
            [sys.executable, "-m", "auditor", "check", named, "--rules", str(few_rules), "-f", "sarif"],
            cwd=tmp_path, env=env, capture_output=True, check=True,
        )  # fmt: skip
        log.append(json.loads(ran.stdout)["runs"][0])
    assert log[0] == log[1]
    assert log[0]["artifacts"][0]["location"]["uri"] == "%E8%8D%89%E7%A8%BF/%E7%94%B2%20%E4%B8%80.txt"


@pytest.mark.skipif(os.name == "nt", reason="such names are not allowed there")
@pytest.mark.parametrize("name", ["甲,乙:丙%20.txt", "a\\b.txt", "换\n::error::行.txt", "<b>\u202e.txt"])
def test_odd_file_names_make_sound_results(check, put, name):
    path = put(name)
    for form in FORMS:
        ran = check(path, "-f", form)
        assert ran.code == 0
        assert READS[form](ran.out)
    assert [line for line in check(path, "-f", "github").out.splitlines() if not line.startswith("::")] == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep names in Unicode")
def test_name_in_another_encoding_is_kept_in_the_reference(check, tmp_path, report):
    path = os.fsencode(tmp_path) + b"/\xb0\xd7\xcb\xae.txt"
    Path(os.fsdecode(path)).write_bytes(report.read_bytes())
    for form in FORMS:
        ran = check(os.fsdecode(path), "-f", form)
        assert ran.code == 0
        assert READS[form](ran.out)
    assert "/%B0%D7%CB%AE.txt" in check(os.fsdecode(path), "-f", "sarif").out


@pytest.mark.parametrize("options", [["-f", "pdf"], ["-o", "结果.pdf"]], ids=" ".join)
def test_wrong_format_is_answered_with_all_names(check, report, options):
    ran = check(report, *options)
    assert ran.code == 2
    assert all(form in ran.err for form in ("terminal", "json", *FORMS))


def test_help_names_all_formats(program):
    shown = program("check", "--help").out
    assert "|sarif|junit|github|gitlab" in shown
