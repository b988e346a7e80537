"""A wrong command line ends with 2, a Chinese sentence that names what is wrong, and no result."""

import re
from functools import cache

import pytest

WRONG = {
    "no such option": (["check", "报告", "--nope"], "没有选项 --nope"),
    "no such short option": (["check", "报告", "-x"], "没有选项 -x"),
    "no such command": (["nope"], "没有命令 nope"),
    "no such rules command": (["rules", "nope"], "没有命令 nope"),
    "no path": (["check"], "缺少必填的参数"),
    "no row": (["rules", "show"], "缺少必填的参数"),
    "unknown format": (["check", "报告", "-f", "pdf"], "没有“pdf”这种格式"),
    "unknown second format": (["check", "报告", "-o", "-", "-f", "json", "-f", "JSON"], "没有“JSON”这种格式"),
    "two on the screen": (["check", "报告", "-f", "json", "-f", "terminal"], "只能显示一种格式"),
    "unknown required row": (["check", "报告", "--require", "A2,Z9,zz"], "--require 里没有这样的行：Z9、ZZ"),
    "unknown only row": (["check", "报告", "--only", "A22"], "--only 里没有这样的行：A22"),
    "row shown": (["rules", "show", "Z9"], "没有“Z9”这一行"),
    "year no number": (["check", "报告", "--year", "今年"], "--year"),
    "year too early": (["check", "报告", "--year", "1999"], "--year"),
    "year too late": (["check", "报告", "--year", "2100"], "--year"),
    "bar no number": (["check", "报告", "--fail-under", "六十"], "--fail-under"),
    "bar too high": (["check", "报告", "--fail-under", "101"], "--fail-under"),
    "bar below zero": (["check", "报告", "--fail-under", "-1"], "--fail-under"),
    "no value": (["check", "报告", "-o"], "-o"),
    "value for a flag": (["check", "报告", "--quiet=1"], "--quiet"),
    "one too many": (["schema", "多余"], "多余"),
}


@pytest.fixture(scope="module")
def mistaken(program, tmp_path_factory):
    """Run a wrong command line, each only once."""
    report = tmp_path_factory.mktemp("报告") / "报告.txt"
    report.write_text("青山县白水镇2023年度法治政府建设情况报告\n", "utf-8")

    @cache
    def run(case):
        return program(*(report if part == "报告" else part for part in WRONG[case][0]))

    return run


@pytest.mark.parametrize("case", WRONG)
def test_wrong_command_line_is_named_and_gives_no_result(mistaken, case):
    ran = mistaken(case)
    assert (ran.code, ran.out) == (2, "")
    assert WRONG[case][1] in ran.err
    assert re.search("[一-龥]", ran.err)
    assert len(ran.err.strip().split("\n")) == 2


@pytest.mark.parametrize("case", WRONG)
def test_wrong_command_line_is_explained_without_english_sentences(mistaken, case):
    said = re.sub(r"auditor [a-z ]+--help", "", mistaken(case).err).replace("auditor check", "")
    assert re.findall(r"[A-Za-z]+ [a-z]+ [a-z]+", said) == []


@pytest.mark.parametrize("case", ["unknown required row", "unknown only row", "row shown", "unknown format"])
def test_wrong_value_is_answered_with_the_right_ones(mistaken, case, book):
    known = ["terminal", "json"] if case == "unknown format" else [rule.id for rule in book.rules]
    assert "、".join(known) in mistaken(case).err


def test_wrong_command_line_writes_no_file(program, report, tmp_path):
    target = tmp_path / "结果.json"
    assert program("check", report, "-o", target, "--only", "Z9").code == 2
    assert not target.exists()


@pytest.mark.parametrize("command", [[], ["rules"]], ids=["auditor", "rules"])
def test_without_a_command_the_help_is_shown(program, command):
    ran = program(*command)
    assert ran.code == 2
    assert "命令：" in ran.out + ran.err


@pytest.mark.parametrize("command", [[], ["rules"]], ids=["auditor", "rules"])
def test_without_a_command_nobody_is_blamed(program, command):
    assert "命令写得不对" not in program(*command).err
