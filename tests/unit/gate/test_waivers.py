"""Waivers: read from YAML and CSV, as people write them; what they excuse and until when."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from auditor.errors import UsageError
from auditor.gate.waivers import read_waivers
from auditor.gating import Bar, Draft
from auditor.shortcoming import SCORE, Excused, Severity, Shortcoming, fingerprint

ROWS = ["A2", "E1", "E2"]
TODAY = date(2026, 11, 22)
GOOD = {
    "列表.yaml": """\
- report: 白水镇.docx
  rule: E1
  reason: 本年度无执法权
  by: 县司法局
  until: 2026-12-31
""",
    "有名.yml": """\
waivers:
  - {report: 白水镇.docx, rule: e1, reason: 本年度无执法权, by: 县司法局, until: "2026/12/31"}
""",
    "中文.yaml": """\
- 报告: 白水镇.docx
  行: E1
  理由: 本年度无执法权
  批准人: 县司法局
  有效期至: 2026年12月31日
""",
    "表.csv": "report,rule,reason,by,until\n白水镇.docx,E1,本年度无执法权,县司法局,2026-12-31\n",
    "表格软件.csv": "sep=,\r报告,规则,原因,担保人,有效期,\r白水镇.docx,E1,本年度无执法权,县司法局,2026/12/31 0:00,\r",
    "大写.csv": "Report,Rule,Reason,By,Until\n白水镇.docx,E1,本年度无执法权,县司法局,2026-12-31\n",
    "中文表.csv": "报告,行,理由,批准人,有效期至\r\n\r\n白水镇.docx,e1,本年度无执法权,县司法局,2026/12/31\r\n,,,,\r\n",
}


def draft(path: Path, *rules: str) -> Draft:
    found = tuple(Shortcoming(rule, rule, Severity.ERROR, "没有写。", fingerprint(rule, [])) for rule in rules)
    return Draft(str(path), Bar(60), None, found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("name", GOOD)
def test_a_waiver_excuses_its_row_of_its_report(tmp_path, name, encoding):
    (tmp_path / name).write_bytes(GOOD[name].encode(encoding))
    waivers = read_waivers(tmp_path / name, ROWS, TODAY)
    met = waivers.excuse(draft(tmp_path / "镇" / "白水镇.docx", "E1", "E2"), tmp_path)
    assert [found.excused for found in met.shortcomings] == [Excused.WAIVED, None]
    assert met.shortcomings[0].excuse == "本年度无执法权（县司法局，至 2026-12-31）"
    other = waivers.excuse(draft(tmp_path / "黑水镇.docx", "E1"), tmp_path)
    assert other.shortcomings[0].excused is None
    assert waivers.unused() == ()


@pytest.mark.parametrize(
    ("report", "path", "fits"),
    [
        ("白水镇.docx", "a/白水镇.docx", True),
        ("/白水镇.docx", "a/白水镇.docx", False),
        ("a/白水镇.docx", "a/白水镇.docx", True),
        ("b/白水镇.docx", "a/白水镇.docx", False),
        ("a/*", "a/白水 镇.docx", True),
        ("*", "a/白水镇.docx", True),
        ("白水镇.doc", "白水镇.docx", False),
    ],
)
def test_the_report_is_a_pattern_below_the_folder_of_the_file(tmp_path, report, path, fits):
    file = tmp_path / "豁免.yaml"
    file.write_text(f"- {{report: {report!r}, rule: E1, reason: 甲, by: 乙, until: 2026-12-31}}", "utf-8")
    waivers = read_waivers(file, ROWS, TODAY)
    met = waivers.excuse(draft(tmp_path / path, "E1"), tmp_path)
    assert (met.shortcomings[0].excused is Excused.WAIVED) is fits


@pytest.mark.parametrize(("until", "valid"), [("2026-11-22", True), ("2026-11-21", False)])
def test_a_waiver_holds_through_its_last_day(tmp_path, until, valid):
    file = tmp_path / "豁免.yaml"
    file.write_text(f"- {{report: a.txt, rule: 总分, reason: 甲, by: 乙, until: {until}}}", "utf-8")
    waivers = read_waivers(file, ROWS, TODAY)
    met = waivers.excuse(draft(tmp_path / "a.txt", SCORE), tmp_path)
    assert (met.shortcomings[0].excused is Excused.WAIVED) is valid
    assert [(waiver.rule, path) for waiver, path in waivers.expired] == (
        [] if valid else [(SCORE, str(tmp_path / "a.txt"))]
    )
    # an expired one met something to excuse: it is shown as expired, not as of no use
    assert waivers.unused() == ()


def test_a_valid_waiver_beside_an_expired_one_excuses(tmp_path):
    file = tmp_path / "豁免.yaml"
    one = "- {report: a.txt, rule: E1, reason: 甲, by: 乙, until: 2026-01-01}\n"
    file.write_text(one + one.replace("2026-01", "2027-01"), "utf-8")
    waivers = read_waivers(file, ROWS, TODAY)
    assert waivers.excuse(draft(tmp_path / "a.txt", "E1"), tmp_path).open == ()
    assert waivers.expired == []


def test_waivers_that_meet_nothing_are_told(tmp_path):
    file = tmp_path / "豁免.yaml"
    form = "- {{report: {}, rule: E1, reason: 甲, by: 乙, until: 2026-12-31}}\n"
    file.write_text("".join(map(form.format, ["a.txt", "b*.txt", "c.txt"])), "utf-8")
    (tmp_path / "镇").mkdir()
    (tmp_path / "镇" / "b1.txt").touch()
    waivers = read_waivers(file, ROWS, TODAY)
    waivers.excuse(draft(tmp_path / "a.txt", "E2"), tmp_path)
    # a met nothing, b is there and was not looked at, c is nowhere
    assert [waiver.report for waiver in waivers.unused()] == ["a.txt", "c.txt"]
    assert [waiver.where for waiver in waivers.unused()] == [f"{file} 第 1 行", f"{file} 第 3 行"]


def test_an_empty_file_waives_nothing(tmp_path):
    (tmp_path / "空.yaml").write_text("# 还没有\n", "utf-8")
    waivers = read_waivers(tmp_path / "空.yaml", ROWS, TODAY)
    assert waivers.excuse(draft(tmp_path / "a.txt", "E1"), tmp_path).open


FULL = "- {report: a, rule: E1, reason: 甲, by: 乙, until: 2026-12-31}"
SLIPS = {
    ("a.yaml", FULL.replace("reason: 甲, ", "")): ("第 1 行：缺少必填的键“reason”", "docs/gate.md"),
    ("a.yaml", "\n" + FULL.replace("reason: 甲", "reason: ' '")): ("第 2 行：“reason”不能为空", "docs/gate.md"),
    ("a.yaml", FULL.replace("until: 2026-12-31", "until: 年底")): ("“until”：应是日期", "docs/gate.md"),
    ("a.yaml", FULL.replace("2026-12-31", "2026-02-30")): ("“until”：应是日期", "docs/gate.md"),
    ("a.yaml", FULL.replace("2026-12-31", "2026-12-31 10:00:00")): ("“until”：应是日期", "docs/gate.md"),
    ("a.yaml", FULL.replace("2026-12-31", "!!timestamp abc")): ("!! 标记", "去掉"),
    ("a.yaml", FULL.replace("rule: E1", "rule: E9")): ("第 1 行：没有“E9”这一行", "E"),
    ("a.yaml", FULL.replace("report: a", "report: '!'")): ("第 1 行：“!”不是文件名的模式", ".gitignore"),
    ("a.yaml", FULL.replace("until:", "untill:")): ("不认识的键“untill”", "until"),
    ("a.yaml", FULL.replace("reason: 甲", "reason: 甲, 理由: 乙")): ("第 1 行：“理由”这一项写了两次", "合并"),
    ("a.yaml", "- [甲]"): ("第 1 行：“waivers”下面应是“键: 值”", "docs/gate.md"),
    ("a.yaml", "- {report: a, report: b}"): ("第 1 行：键“report”写了两次", "合并"),
    ("a.csv", "report,rule,reason,by\na,E1,甲,乙\n"): ("第 2 行：缺少必填的键“until”", "docs/gate.md"),
    ("a.csv", "report,rule,reason,by,until\n\na,E1,甲,乙,2026-12-31,多\n"): ("第 3 行：不认识的键“多出的列”", "用的键"),
    ("a.csv", "报告,行,理由,批准人,until,有效期至\na,E1,甲,乙,2026-12-31,2027-01-01\n"): ("写了两次", "合并"),
    ("a.csv", "report;rule;reason;by;until\na;E1;甲;乙;2026-12-31\n"): ("英文逗号", "CSV"),
    ("a.csv", 'report,rule,reason,by,until\n"a,E1,甲,乙,2026-12-31\n'): ("表格读不下去", "引号"),
}
LAYERS = "".join(f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in pairwise("abcdefghij"))


def test_references_that_repeat_one_another_are_refused_at_once(tmp_path):
    (tmp_path / "a.yaml").write_text("a: &a [甲]\n" + LAYERS, "utf-8")
    with pytest.raises(UsageError, match="层层重复"):
        read_waivers(tmp_path / "a.yaml", ROWS, TODAY)


@pytest.mark.parametrize(("name", "text"), SLIPS)
def test_a_slip_is_told_with_file_and_line(tmp_path, name, text):
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(UsageError) as caught:
        read_waivers(tmp_path / name, ROWS, TODAY)
    said, hint = SLIPS[name, text]
    assert caught.value.message.startswith(str(tmp_path / name))
    assert said in caught.value.message
    assert hint in caught.value.hint


def test_a_file_that_is_not_there_is_explained(tmp_path):
    with pytest.raises(UsageError, match="读不出来"):
        read_waivers(tmp_path / "没有.yaml", ROWS, TODAY)
