"""Years and kinds of unit on the command line: --as, --year, overlays of the user's own."""

import json
import re
from pathlib import Path

import pytest

REPORT_2019 = """\
青山县白水镇2019年度法治政府建设情况报告

2019年，我镇以习近平总书记关于全面依法治国的重要论述为指导，认真落实《法治政府建设实施纲要（2015—2020年）》。
一、工作开展情况
全镇22名执法人员持有行政执法证，一律持证上岗。
青山县白水镇人民政府
2020年1月5日
"""
EXAMPLE = Path("examples/overlay/county.yaml")


def one(ran):
    assert ran.code == 0, ran.err
    document = json.loads(ran.out)["documents"][0]
    return document, {v["rule"]: v for v in document["verdicts"]}


def test_a_report_on_2019_is_judged_with_the_outline_of_2015(program, put):
    document, verdicts = one(program("check", put("报告.txt", REPORT_2019), "-f", "json"))
    assert (document["kind"], document["year"], document["overlays"]) == ("township", 2019, ["outline-2015"])
    assert verdicts["A7"]["level"] == 3
    assert verdicts["A7"]["basis"] == [b for b in verdicts["A7"]["basis"] if "2015—2020" in b]
    digital = verdicts["J1"]
    assert (digital["applicable"], digital["points"], digital["max_points"], digital["advice"]) == (False, 0, 0, "")
    assert "2021年《纲要》新增" in digital["reason"]
    assert document["max_score"] == 99


def test_the_terminal_shows_what_does_not_apply_and_why(program, put):
    out = program("check", put("报告.txt", REPORT_2019)).out
    assert "清单按《法治政府建设实施纲要（2015—2020年）》调整" in out
    assert "不适用 J1 数字法治政府与信息化  不计分，文中为缺失" in out
    assert re.search("理由：不适用：数字法治政府是2021年《纲要》新增的部分", out)
    assert "不适用 1 行（J1）" in out
    assert not re.search("缺失 .*J1", re.search("总分.*", out)[0])


def test_the_year_ordered_chooses_the_checklist(program, put):
    path = put("报告.txt", REPORT_2019)
    assert one(program("check", path, "-f", "json", "--year", "2022"))[0]["overlays"] == []
    assert one(program("check", put("今.txt"), "-f", "json", "--year", "2018"))[0]["overlays"] == ["outline-2015"]


@pytest.mark.parametrize(
    ("name", "kind", "overlays"),
    [
        ("township", "township", []),
        ("乡镇", "township", []),
        ("subdistrict", "subdistrict", ["subdistrict"]),
        ("街道", "subdistrict", ["subdistrict"]),
        ("Department", "department", ["department"]),
        ("部门", "department", ["department"]),
    ],
)
def test_as_orders_the_kind_in_english_and_chinese(program, report, name, kind, overlays):
    document, _ = one(program("check", report, "-f", "json", "--as", name))
    assert (document["kind"], document["overlays"]) == (kind, overlays)


def test_as_refuses_what_is_no_kind(program, report):
    ran = program("check", report, "--as", "村")
    assert (ran.code, ran.out) == (2, "")
    assert "“村”不是一类单位" in ran.err
    assert "街道" in ran.err


@pytest.mark.parametrize(
    ("unit", "kind"), [("白水镇人民政府", "township"), ("白水街道办事处", "subdistrict"), ("司法局", "department")]
)
def test_the_kind_is_read_from_the_report(program, put, unit, kind):
    text = (
        REPORT_2019.replace("白水镇人民政府", unit).replace("白水镇", unit).replace("2019", "2023").replace("我镇", "")
    )
    document, verdicts = one(program("check", put("报告.txt", text), "-f", "json"))
    assert document["kind"] == kind
    assert verdicts["G1"]["applicable"] is (kind != "department")


def test_kinds_do_not_change_levels_in_one_run_over_several(program, put):
    """Each file is judged with its own checklist, whatever stood before it."""
    town = put("甲.txt")
    office = put("乙.txt", town.read_bytes().replace("白水镇人民政府".encode(), "司法局".encode()))
    both = json.loads(program("check", office, town, "-f", "json").out)
    alone, _ = one(program("check", town, "-f", "json"))
    assert both["documents"][1] == alone
    assert both["summary"]["not_applicable"] == sum(
        not v["applicable"] for d in both["documents"] for v in d["verdicts"]
    )


def test_what_does_not_apply_is_not_required(program, put):
    text = REPORT_2019.replace("白水镇人民政府", "司法局").replace("白水镇", "司法局")
    path = put("报告.txt", text)
    assert program("check", path, "-q", "--require", "K3,E1").code == 0
    ran = program("check", path, "-q", "--require", "K3,E1,B2")
    assert ran.code == 1
    assert "B2" in ran.err
    assert "K3" not in ran.err


def test_a_score_over_rows_that_do_not_apply_is_no_failure(program, put):
    path = put("报告.txt", REPORT_2019)
    ran = program("check", path, "--only", "J1", "--fail-under", "60")
    assert (ran.code, ran.err) == (0, "")
    assert "不评等次" in ran.out


@pytest.fixture(scope="module")
def example(program, root):
    """The example overlay on a real report, beside the plain checklist."""
    seed = root / "seeds" / "beihe-2022.txt"
    own = program("check", seed, "-f", "json", "--rules", root / EXAMPLE)
    return own, *one(own), *one(program("check", seed, "-f", "json"))


def test_the_example_overlay_does_what_it_says(example):
    ran, document, verdicts, plain_document, plain = example
    assert document["overlays"] == ["county"]
    assert (verdicts["J1"]["max_points"], verdicts["J1"]["core"]) == (3, True)
    assert (verdicts["C2"]["applicable"], verdicts["C2"]["max_points"]) == (False, 0)
    assert "开发区统一报送" in verdicts["C2"]["reason"]
    assert (verdicts["K4"]["max_points"], verdicts["K4"]["group"]) == (2, "K")
    assert list(verdicts) == [*plain, "K4"]
    assert {row: v["level"] for row, v in verdicts.items() if row != "K4"} == {r: v["level"] for r, v in plain.items()}
    assert document["max_score"] == plain_document["max_score"] + 2 - 1 + 2
    assert json.loads(ran.out)["checklist"]["id"] == "township-2021"


def test_the_example_overlay_adds_its_phrase_and_its_grades(program, root, put):
    path = put("报告.txt", REPORT_2019.replace("一律持证上岗", "一律持证上岗。镇政府聘请法务专员，全年审查合同12件"))
    rows = ["-f", "json", "--only", "D4"]
    assert one(program("check", path, *rows))[1]["D4"]["level"] == 0
    document, verdicts = one(program("check", path, *rows, "--rules", root / EXAMPLE))
    assert verdicts["D4"]["level"] >= 2
    assert document["overlays"] == ["outline-2015", "county"]
    whole = (root / "seeds" / "guantang-2021.txt", "-f", "json")
    assert one(program("check", *whole))[0]["grade"] == "良好"
    assert one(program("check", *whole, "--rules", root / EXAMPLE))[0]["grade"] == "合格"


def test_the_summary_shows_the_core_rows_of_the_overlay(program, root):
    out = program("check", root / "seeds", "-q", "--rules", root / EXAMPLE).out
    assert re.search("名次.*A2 +B1 +D4 +E1 +E2 +J1", out)
    assert "不适用共 3 行次" in out


def test_a_new_row_can_be_named_in_options(program, root, report):
    ran = program("check", report, "--rules", root / EXAMPLE, "--only", "K4", "--require", "K4")
    assert ran.code == 1
    assert "K4 村规民约" in ran.err


def test_a_wrong_overlay_ends_with_4_at_its_line(program, report, put):
    path = put("错.yaml", "id: wrong\ntitle: 错\nextends: township\nof: { K3: 不写 }\n")
    ran = program("check", report, "--rules", path)
    assert (ran.code, ran.out) == (4, "")
    assert f"{path} 第 4 行：不认识的键“of”" in ran.err
    assert "“off”" in ran.err


@pytest.mark.parametrize("command", [["list"], ["show", "E1"], ["test"]], ids=" ".join)
def test_rules_commands_refuse_a_wrong_overlay(program, put, command):
    path = put("错.yaml", "id: wrong\ntitle: 错\noff: { K33: 不写 }\n")
    ran = program("rules", *command, "--rules", path)
    assert (ran.code, ran.out) == (4, "")
    assert "没有“K33”这一行" in ran.err


def test_rules_list_shows_what_applies(program):
    out = program("rules", "list", "--as", "部门", "--year", "2018").out
    assert "叠加：《法治政府建设实施纲要（2015—2020年）》（outline-2015）" in out
    assert re.findall(r"^  ([A-Z]\d) +不适用", out, re.M) == ["G1", "G4", "J1", "K3"]
    assert "叠加" not in program("rules", "list").out


def test_rules_show_speaks_for_the_year_and_kind(program):
    old = program("rules", "show", "A7", "--year", "2018").out
    assert "2021—2025年）》（" not in old
    assert "2015—2020年）》（中发〔2015〕36号）" in old
    assert "办事处主任" in program("rules", "show", "B1", "--as", "街道").out
    assert "不适用：" in program("rules", "show", "K3", "--as", "department").out


def test_rules_test_runs_the_cases_of_new_rows(program, root, book):
    ran = program("rules", "test", "--rules", root / EXAMPLE)
    count = sum(len(rule.cases) for rule in book.rules)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"{len(book.rules) + 1} 个规则文件，{count + 5} 个例句，0 个不符。\n"


def test_rules_test_names_a_new_rows_case_that_fails(program, root, put):
    put("county.yaml", (root / EXAMPLE).read_bytes())
    row = (root / EXAMPLE).with_name("K4-village-rules.yaml").read_text("utf-8")
    path = put("K4-village-rules.yaml", row + "  - { text: 全镇治安平稳。, level: 3 }\n")
    ran = program("rules", "test", "--rules", path.with_name("county.yaml"))
    assert ran.code == 4
    assert f"{path} 第 " in ran.err


def test_overlay_messages_fit_a_gbk_console(program, put):
    path = put("报告.txt", REPORT_2019)
    ran = program("check", path, "-v", "--as", "部门", env={"PYTHONIOENCODING": "gbk"}, encoding="gbk")
    assert (ran.code, "?" in ran.out) == (0, False)


def test_documented_example_is_the_example(root):
    """docs/rules.md shows the whole file."""
    shown = re.findall(r"```yaml\n(.+?)```", (root / "docs" / "rules.md").read_text("utf-8"), re.S)
    assert (root / EXAMPLE).read_text("utf-8") in shown
