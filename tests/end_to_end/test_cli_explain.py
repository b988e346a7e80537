"""`auditor explain` and `check --ledger` from a file to what the user reads."""

import json
import re

import pytest

from auditor.model import MOST_ADDITIONS

KEYS = ["schema_version", "tool", "checklist", "document", "question", "verdict", "need", "need_fact", "elements"]
KEYS += ["hits", "counted", "nearest"]
GBK = {"PYTHONIOENCODING": "gbk", "COLUMNS": "40"}


@pytest.fixture(scope="module")
def verdicts(program, seeds):
    """Every verdict on a real report, by row."""
    made = json.loads(program("check", seeds[0], "-f", "json").out)
    return {v["rule"]: v for v in made["documents"][0]["verdicts"]}


@pytest.fixture
def explain(program, few_rules):
    def run(*arguments, **options):
        return program("explain", "--rules", few_rules, *arguments, **options)

    return run


def test_a_row_of_the_ladder_is_explained(explain, report):
    ran = explain(report, "e1")
    assert (ran.code, ran.err) == (0, "")
    assert re.match(r"E1 执法证与持证上岗★  有据  8/8\n", ran.out)
    # of a row with one element there is nothing to count
    assert "要素：“落实”" not in ran.out
    assert re.search(r"1\. “全镇22名执法人员持有行政执法证[^”]*”（[^）]*第5行）", ran.out)
    assert re.search(r"规则短语：.+\n +立场：已做，没有读到相反的说法；数字：“[^”]*22名[^”]*”；这一处：有据", ran.out)
    assert "怎样提高" not in ran.out


def test_an_absent_row_says_what_is_near_and_what_to_state(explain, report):
    out = explain(report, "B1").out
    assert "最接近的段落\n  没有找到相近的段落。\n" in out
    assert re.search("怎样提高\n  差在：全文没有写到.*\n  补充：", out)


def test_a_row_of_form_is_explained(explain, report):
    out = explain(report, "A6").out
    assert "逐项看了 3 项，3 项符合" in out
    assert "读到" not in out
    assert "要素：" not in out


@pytest.mark.parametrize("row", ["A1", "A2", "A3", "A4", "A5", "B4", "D4", "E2"])
def test_real_reports_are_explained_as_they_are_judged(program, seeds, verdicts, row):
    made = json.loads(program("explain", seeds[0], row, "-f", "json").out)
    assert list(made) == KEYS
    assert made["verdict"] == verdicts[row]
    assert bool(made["hits"]) == (row[0] != "A" and verdicts[row]["level"] > 0)
    assert bool(made["counted"]) == (row[0] == "A")
    text = seeds[0].read_text("utf-8")
    for hit in made["hits"]:
        assert "".join(text[hit["passage"]["start"] : hit["passage"]["end"]].split())
        assert (hit["figure"] is None) == (hit["unbound"] is not None)


def test_json_keys_are_documented(program, seeds, root):
    guide = (root / "docs" / "explain.md").read_text("utf-8")
    made = json.loads(program("explain", seeds[0], "E2", "-f", "json").out)
    assert [key for key in [*KEYS, *made["hits"][0]] if not re.search(rf"`\"?{key}\"?`", guide)] == []


@pytest.mark.parametrize("row", ["A5", "D4", "E2"])
def test_a_narrow_chinese_console_can_show_it(program, seeds, row):
    ran = program("explain", seeds[0], row, env=GBK, encoding="gbk")
    assert (ran.code, ran.err) == (0, "")
    assert "?" not in ran.out


def test_standard_input_gives_the_same(explain, report):
    piped = explain("-", "E1", stdin=report.read_bytes())
    assert (piped.code, piped.err) == (0, "")
    named = explain(report, "E1").out
    assert piped.out.partition("问：")[2] == named.partition("问：")[2] != ""


def test_results_go_to_files(explain, report, tmp_path):
    ran = explain(report, "E1", "-o", tmp_path / "E1.json", "-o", tmp_path / "E1.txt")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert json.loads((tmp_path / "E1.json").read_text("utf-8"))["verdict"]["level"] == 3
    assert (tmp_path / "E1.txt").read_text("utf-8").startswith("E1 ")


def test_the_year_may_be_ordered(explain, report):
    assert "2020年度" in explain(report, "E1", "--year", "2020").out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["报告", "Z9"], 2, "清单里没有“Z9”这一行"),
        (["报告"], 2, "缺少必填的参数"),
        (["报告", "E1", "-f", "html"], 2, "没有“html”这种格式"),
        (["报告", "E1", "-f", "json", "-f", "terminal"], 2, "屏幕上只能显示一种格式"),
        (["没有.txt", "E1"], 3, "没有.txt"),
        (["seeds", "E1"], 3, "是文件夹"),
        (["-", "E1"], 3, "「-」里没有文字"),
        (["报告", "E1", "--rules", "没有这个目录"], 4, "没有这个目录"),
    ],
)
def test_what_cannot_be_is_named(program, report, arguments, code, said):
    ran = program("explain", *(report if part == "报告" else part for part in arguments))
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_help_is_chinese_and_its_examples_are_of_this_command(program):
    out = program("explain", "--help").out
    assert re.findall(r"[A-Za-z]+ [a-z]+ [a-z]+", out.replace("python -m auditor explain", "")) == []
    assert len(re.findall(r"^ +auditor explain ", out, re.M)) >= 3


def test_the_ledger_follows_the_checklist(program, seeds):
    plain = program("check", seeds[0]).out
    told = program("check", seeds[0], "--ledger").out
    assert told.startswith(plain.rstrip("\n"))
    account = told[len(plain.rstrip("\n")) :]
    lost, most = map(float, re.search(r"^失分 ([\d.]+)/([\d.]+)$", account, re.M).groups())
    rows = [float(n) for n in re.findall(r"^  -([\d.]+) ", account, re.M)]
    assert sum(rows) == pytest.approx(lost)
    assert rows == sorted(rows, reverse=True)
    assert most == 100
    assert "次优先补充（补上得分最多的 3 处；只写真实做过、查得到的；没有做的不要写成做了）" in account
    assert len(re.findall(r"^  \d\. \w\d .*可得 \+[\d.]+ 分$", account, re.M)) == MOST_ADDITIONS


def test_the_ledger_of_chosen_rows_and_of_a_full_score(program, seeds):
    assert re.search(r"^失分 0\.4/4$", program("check", seeds[0], "-q", "--ledger", "--only", "A7,B3").out, re.M)
    assert "失分：没有。" in program("check", seeds[0], "-q", "--ledger", "--only", "A7").out


def test_a_text_that_is_no_report_has_no_ledger_and_is_named_when_explained(check, explain, put):
    notice = put("通知.txt", "关于开展普法活动的通知\n" + "各村要在本月内张贴宣传单，由村文书登记。\n" * 4)
    assert "失分" not in check(notice, "--ledger").out
    assert "不像法治政府建设报告，全文不评分。" in explain(notice, "E1").out


def test_a_row_that_does_not_apply_is_said_to(program, seeds, put):
    overlay = put("本县.yaml", "id: county\ntitle: 本县\nextends: township\noff:\n  B4: 由县里统一组织\n")
    out = program("explain", seeds[0], "B4", "--rules", overlay).out
    assert out.startswith("B4 述法  缺失  不适用，不计分\n")
    assert "怎样提高" not in out


def test_the_ledger_is_always_in_the_json(check, report):
    made = json.loads(check(report, "-f", "json").out)["documents"][0]
    assert list(made)[-1] == "ledger"
    assert list(made["ledger"]) == ["lost", "rows", "groups", "additions"]
    assert made["ledger"]["lost"] == pytest.approx(made["max_score"] - made["score"])


def test_a_narrow_chinese_console_can_show_the_ledger(program, seeds):
    ran = program("check", seeds[0], "-q", "--ledger", env=GBK, encoding="gbk")
    assert (ran.code, ran.err) == (0, "")
    assert "?" not in ran.out
