"""The bar that the user sets, what is looked at, and the exit code that follows."""

import json

import pytest


@pytest.fixture
def result(check):
    """Run with -f json and return the only document."""

    def run(*arguments):
        ran = check(*arguments, "-f", "json")
        assert ran.code == 0
        return json.loads(ran.out)["documents"][0]

    return run


BARS = {
    "--only A6 --fail-under 100": 0,
    "--only B1 --fail-under 0": 0,
    "--only B1 --fail-under 1": 1,
    "--only A6,B1 --fail-under 20": 0,
    "--only A6,B1 --fail-under 20.1": 1,
    "--fail-under 60": 1,
    "--require A6": 0,
    "--require A6,E1": 0,
    "--require A6,B1": 1,
    "--require a6，e1、": 0,
    "--require a6，b1": 1,
    "--require A6 --fail-under 60": 1,
}


@pytest.mark.parametrize("options", BARS)
def test_bar_decides_the_exit_code(check, report, options):
    ran = check(report, "-q", *options.split())
    assert ran.code == BARS[options]
    assert bool(ran.err) == bool(ran.code)
    assert "总分" in ran.out


BODY = "一、工作开展情况\n全镇22名执法人员持有行政执法证，一律持证上岗，办案时主动出示证件，未持证的人员不参与执法。\n"
TITLED = f"青山县白水镇2023年度法治政府建设情况报告\n{BODY}"
SIGNED = f"关于法治政府建设情况的报告\n{BODY}青山县白水镇人民政府\n2024年1月5日\n"


@pytest.mark.parametrize(("text", "level", "code"), [(TITLED, 1, 1), (SIGNED, 2, 0)], ids=["提及", "落实"])
def test_required_row_must_be_done(check, put, text, level, code):
    ran = check(put("报告.txt", text), "--require", "A6", "--only", "A6", "-f", "json")
    assert json.loads(ran.out)["documents"][0]["verdicts"][0]["level"] == level
    assert ran.code == code


def test_a_text_that_is_no_report_falls_short_of_required_rows(check, put):
    text = "关于开展执法证年检的通知\n请各单位于5日内报送持有行政执法证的人员名单，逾期不予办理。\n"
    ran = check(put("通知.txt", text), "--require", "E1")
    assert ran.code == 1
    assert "评定 像是通知" in ran.err


def test_only_does_not_hide_a_required_row(check, report):
    assert check(report, "-q", "--only", "A6", "--require", "B1").code in (1, 2)


def test_bar_missed_says_which_report_and_by_how_much(check, report):
    ran = check(report, "--only", "A6,B1", "--fail-under", "60", "--require", "B1,A6", "-f", "json")
    assert ran.code == 1
    said = "总分 得分率 20.0，低于要求的 60；B1 第一责任人履职 缺失（要求落实）"
    assert ran.err == f"{report}：{said}。\n"
    assert json.loads(ran.out)["documents"][0]["score"] == 2


def test_bar_is_held_against_every_report(check, report, put):
    poor = put("差.txt", "今天天气很好，适合散步。\n" * 5)
    ran = check(report, poor, "-q", "--require", "E1")
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert str(poor) in ran.err


@pytest.mark.parametrize("option", ["--require", "--only"])
@pytest.mark.parametrize("rows", ["", "，"])
def test_list_without_rows_is_refused(check, report, option, rows):
    assert check(report, "-q", option, rows).code == 2


def test_unreadable_outweighs_a_missed_bar(check, report, tmp_path):
    ran = check(report, tmp_path / "没有.txt", "-q", "--require", "B1")
    assert ran.code == 3
    assert "B1" in ran.err


def test_wrong_rules_outweigh_an_unreadable_file(program, tmp_path):
    ran = program("check", tmp_path / "没有.txt", "--rules", tmp_path)
    assert (ran.code, ran.out) == (4, "")


def test_wrong_command_line_outweighs_wrong_rules(program, report, tmp_path):
    assert program("check", report, "--rules", tmp_path, "-f", "pdf").code == 2


def test_year_overrides_the_reports_own(result, report):
    assert result(report)["year"] == 2023
    assert result(report, "--year", "2020")["year"] == 2020


def test_year_overrides_that_of_standard_input(check, report):
    ran = check("-", "--year", "2020", "-f", "json", stdin=report.read_bytes())
    assert json.loads(ran.out)["documents"][0]["year"] == 2020


def test_year_is_used_by_the_judges(result, put):
    old = put("报告.txt", "青山县白水镇法治政府建设情况报告\n我镇以习近平总书记关于全面依法治国的重要论述为指导。\n")
    levels = [result(old, "--only", "A7", "--year", year)["verdicts"][0]["level"] for year in ("2019", "2023")]
    assert levels == [2, 0]


def test_only_leaves_the_other_rows_out_of_the_score(result, report):
    document = result(report, "--only", "e1，A6")
    assert [v["rule"] for v in document["verdicts"]] == ["A6", "E1"]
    assert (document["score"], document["max_score"], document["grade"], document["passed"]) == (10, 10, None, None)


def test_quiet_default_and_verbose_say_more_and_more(check, report):
    quiet, plain, verbose = (check(report, *option).out for option in (["--quiet"], [], ["--verbose"]))
    assert "总分" in quiet
    assert "有据 E1" not in quiet
    assert "有据 E1" in plain
    assert "依据：" not in plain
    assert "依据：《中华人民共和国行政处罚法》" in verbose
    assert len(quiet) < len(plain) < len(verbose)
