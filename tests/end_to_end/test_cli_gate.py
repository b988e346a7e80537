"""`auditor gate` on folders of drafts of every sort: codes, order, summary, waivers, baseline, changed files."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from functools import partial
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from auditor.render.to_gate_json import GATE_SCHEMA, gate_schema

SCHEMAS = Path(__file__).parents[1] / "schemas"
FIRST = "镇党委书记、镇长切实履行法治建设第一责任人职责，主持召开法治建设专题会议3次。\n"
BAD = """\
青山县白水镇2023年度法治政府建设情况报告

2023年，我镇扎实推进法治政府建设。现报告如下：
一、工作开展情况
全镇22名执法人员持有行政执法证，一律持证上岗。
青山县白水镇人民政府
2024年1月5日
"""
"""B1 is absent."""
GOOD = BAD.replace("全镇22名", FIRST + "全镇22名")
"""B1, E1 and A6 stand at level 3."""
NO_REPORT = "关于召开年终总结会议的通知\n请各办于12月5日前报送名单，逾期不予办理，会议地点另行通知。\n"
TODAY = ("--today", "2026-11-22")


@pytest.fixture(scope="session")
def gate(program, few_rules):
    """Run `auditor gate` with a few rules and a fixed day."""
    return partial(program, "gate", "--rules", few_rules, *TODAY)


@pytest.fixture(scope="session")
def drafts(tmp_path_factory, program, few_rules):
    """Thirty drafts: 12 good, 6 bad, 3 unreadable, 2 that are no reports, 3 waived, 2 expired, 2 in the baseline."""
    folder = tmp_path_factory.mktemp("稿") / "草稿 箱"
    sorts = {
        "好": (12, GOOD), "差": (6, BAD), "通知": (2, NO_REPORT), "免": (3, BAD), "过期": (2, BAD), "旧": (2, BAD)
    }  # fmt: skip
    for sort, (count, text) in sorts.items():
        for at in range(count):
            path = folder / f"{sort} {at % 2}" / f"{sort}镇{at} 报告.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    (folder / "空.txt").write_bytes(b"")
    (folder / "表.pdf").write_bytes(b"%PDF-1.7\n")
    form = "- {{report: {}*.txt, rule: B1, reason: {}, by: 县司法局, until: {}}}\n"
    waivers = form.format("免镇", "班子空缺", "2026-12-31") + form.format("过期镇", "换届", "2026-11-21")
    waivers += form.format("好镇", "没有用处", "2026-12-31")
    (folder / "豁免.yaml").write_text(waivers, "utf-8")
    setting = 'fail-under = 40\nrequire = ["B1", "E1=有据"]\nwaivers = "豁免.yaml"\n'
    (folder / "auditor.toml").write_text(setting, "utf-8")
    ran = program(
        "baseline", folder / "旧 0", folder / "旧 1", "--baseline", folder / "基线.json", "--rules", few_rules
    )
    assert (ran.code, ran.err) == (0, "")
    assert "基线记下 2 处不达标" in ran.out
    return folder


STATES = {
    "读不了": 3, "不像报告": 2, "不达标": 8, "豁免": 3, "基线内": 2, "通过": 12
}  # fmt: skip


def states(out: str) -> list[str]:
    return [line.split()[0] for line in out.splitlines() if re.match(r"\S+ +(-|\d+\.\d) ", line)]


def test_every_draft_has_one_line_the_worst_first(gate, drafts):
    ran = gate(drafts, "--baseline", drafts / "基线.json")
    assert ran.code == 3
    assert states(ran.out) == [state for state, count in STATES.items() for _ in range(count)]
    bad = next(line for line in ran.out.splitlines() if "差镇0" in line)
    assert bad.endswith("报告.txt：B1 第一责任人履职 缺失（要求落实）")


def test_the_summary_counts_every_state(gate, drafts):
    ran = gate(drafts, "--baseline", drafts / "基线.json", "-q")
    assert "汇总：30 份；读不了 3，不像报告 2，不达标 8，豁免 3，基线内 2，通过 12。" in ran.out
    assert "低于要求 15 处，其中豁免 3 处、基线内 2 处。" in ran.out
    assert states(ran.out) == []


def test_expired_and_useless_waivers_are_shown(gate, drafts):
    lines = gate(drafts, "-q").out.splitlines()
    expired = [line for line in lines if line.startswith("豁免已过期，重新计入")]
    assert len(expired) == 2
    assert "县司法局，至 2026-11-21" in expired[0]
    (useless,) = [line for line in lines if line.startswith("豁免用不上")]
    assert "好镇*.txt 的 B1" in useless
    assert useless.endswith("豁免.yaml 第 3 行）")


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        (["好 0"], 0), (["好 0", "差 0"], 1), (["免 0"], 0), (["过期 0"], 1), (["旧 0"], 0), (["通知 0"], 1),
        (["空.txt"], 3), (["差 0", "空.txt"], 3), (["没有这个"], 3),
    ],
)  # fmt: skip
def test_the_worst_draft_decides_the_code(gate, drafts, chosen, code):
    ran = gate(*(drafts / name for name in chosen), "--baseline", drafts / "基线.json")
    assert ran.code == code


def test_waivers_and_baseline_can_be_ignored(gate, drafts):
    told = ["免 0", "免 1", "旧 0", "旧 1"]
    paths = [drafts / name for name in told]
    known = ("--baseline", drafts / "基线.json")
    assert gate(*paths, *known).code == 0
    assert states(gate(*paths, *known, "--no-waivers").out) == ["不达标"] * 3 + ["基线内"] * 2
    assert states(gate(*paths, *known, "--no-baseline").out) == ["不达标"] * 2 + ["豁免"] * 3


def test_details_tell_reason_advice_and_excuse(gate, drafts):
    out = gate(drafts / "差 0", drafts / "免 0", "-v").out
    assert "理由：全文没有" in out
    assert "补充：" in out
    assert "豁免：班子空缺（县司法局，至 2026-12-31）" in out


def test_patterns_leave_drafts_out_and_count_them(gate, drafts):
    ran = gate(drafts, "--include", "*.txt", "--exclude", "通知*/", "--exclude", "空.txt", "-q")
    assert "汇总：25 份；读不了 0，不像报告 0" in ran.out
    assert "没有看的：没有改动 0 份，按模式排除 5 份。" in ran.out
    ran = gate(drafts, "--include", "*.ofd")
    assert ran.code == 3
    assert "排除" in ran.err


def test_json_tells_it_all_and_fits_its_schema(gate, drafts, program):
    ran = gate(drafts, "--baseline", drafts / "基线.json", "-f", "json")
    made = json.loads(ran.out)
    jsonschema.validate(made, json.loads(GATE_SCHEMA.read_text("utf-8")))
    assert made["code"] == ran.code == 3
    assert [made["summary"][state] for state in ("unreadable", "refused", "failed", "waived", "known", "passed")] == [
        3, 2, 8, 3, 2, 12
    ]  # fmt: skip
    assert [draft["state"] for draft in made["drafts"]][:3] == ["unreadable"] * 3
    assert all(draft["error"] for draft in made["drafts"][:3])
    waived = next(draft for draft in made["drafts"] if draft["state"] == "waived")
    (found,) = waived["shortcomings"]
    assert (found["rule"], found["level"], found["wanted"], found["excused"]) == ("B1", 0, 2, "waived")
    assert waived["bar"] == {"fail_under": 40, "require": {"B1": 2, "E1": 3}, "no_flaw": []}
    assert program("schema", "--gate").out == gate_schema() == GATE_SCHEMA.read_text("utf-8")


def test_sarif_holds_what_nothing_excuses_and_the_rest_on_demand(gate, drafts):
    known = ("--baseline", drafts / "基线.json", "-f", "sarif")
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text("utf-8"))
    (run,) = (made := json.loads(gate(drafts, *known).out))["runs"]
    jsonschema.validate(made, schema)
    assert [result["level"] for result in run["results"]] == ["error"] * 10
    assert run["invocations"][0]["exitCode"] == 3
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == 3
    (run,) = (made := json.loads(gate(drafts, *known, "--excused").out))["runs"]
    jsonschema.validate(made, schema)
    reasons = [result["suppressions"][0]["justification"] for result in run["results"] if result["suppressions"]]
    assert len(run["results"]) == 15
    assert sorted(reasons) == ["基线内"] * 2 + ["已豁免：班子空缺（县司法局，至 2026-12-31）"] * 3


def test_junit_fails_what_is_below_the_bar_and_skips_what_is_excused(gate, drafts):
    ran = gate(drafts, "--baseline", drafts / "基线.json", "-f", "junit")
    made = etree.fromstring(ran.raw)
    etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd")).assertValid(made)
    assert len(made.findall(".//failure")) == 8
    assert len(made.findall(".//error")) == 5
    excused = [node.get("message") for node in made.iterfind(".//skipped")]
    assert len([said for said in excused if "班子空缺" in said or "基线" in said]) == 5


@pytest.mark.parametrize(("form", "sign"), [("github", "::error "), ("gitlab", '"fingerprint"')])
def test_annotations_name_what_is_below_the_bar(gate, drafts, form, sign):
    ran = gate(drafts, "--baseline", drafts / "基线.json", "-f", form)
    assert ran.out.count(sign) == 13


def test_the_same_drafts_give_the_same_bytes(gate, drafts):
    assert gate(drafts, "-f", "json").raw == gate(drafts, "-f", "json").raw


def test_a_gbk_console_gets_what_it_can_show(gate, drafts):
    ran = gate(drafts / "差 0", env={"PYTHONIOENCODING": "gbk"}, encoding="gbk")
    assert (ran.code, ran.err) == (1, "")
    assert "不达标" in ran.out


def test_settings_are_printed_and_nothing_is_judged(gate, drafts):
    ran = gate(drafts, "--print-config")
    assert ran.code == 0
    assert f'waivers = "{drafts / "豁免.yaml"}"    # 项目文件 {drafts / "auditor.toml"}' in ran.out
    assert f"fail-under = 40    # 项目文件 {drafts / 'auditor.toml'}" in ran.out
    assert "汇总" not in ran.out


def test_the_environment_stands_between_flags_and_files(gate, drafts):
    raised = {"AUDITOR_REQUIRE": "A7=有据"}
    assert gate(drafts / "好 0", env=raised).code == 1
    assert gate(drafts / "好 0", "--require", "B1", env=raised).code == 0


WRONG = {
    "--fail-under 101": "fail-under",
    "--require Z9": "可用的行",
    "--require B1=很好": "B1=很好",
    "--no-flaw typos": "typos",
    "--since HEAD": "不在 git 版本库里",
    "--waivers 没有.yaml": "没有.yaml",
    "--baseline 没有.json": "auditor baseline",
    "--config 没有.toml": "没有.toml",
    "--today 明天": "明天",
    "-f pdf": "pdf",
}


@pytest.mark.parametrize("options", WRONG)
def test_a_wrong_command_line_says_what_is_wrong(gate, drafts, options):
    ran = gate(drafts / "好 0", *options.split())
    assert (ran.code, ran.out) == (2, "")
    assert WRONG[options] in ran.err


def test_wrong_rules_end_with_their_own_code(program, drafts, put):
    ran = program("gate", drafts / "好 0", "--rules", put("坏.yaml", "extends: default\nrwos: []\n"))
    assert ran.code == 4
    assert "rwos" in ran.err


def test_what_cannot_be_checked_yet_is_said(gate, drafts):
    ran = gate(drafts / "好 0", "--no-flaw", "all")
    assert ran.code == 0
    assert "还不查硬伤" in ran.err


def test_no_folder_is_asked_for(program):
    ran = program("gate")
    assert ran.code == 2
    assert "auditor gate 草稿箱" in ran.err


class TestSince:
    """Only what changed comes to the gate."""

    @pytest.fixture
    def repository(self, tmp_path):
        if shutil.which("git") is None:
            pytest.skip("git is not installed")
        folder = tmp_path / "我的 库"
        for name in ("甲 镇/报告 一.txt", "乙镇.txt", "丙镇.txt"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(BAD.replace("白水", name[0] * 2), "utf-8")
        self.git(folder, "init", "-q", "-b", "main")
        self.commit(folder)
        return folder

    def git(self, folder, *arguments):
        own = ["-c", "user.name=甲", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "-C", str(folder), *own, *arguments], check=True, capture_output=True)

    def commit(self, folder):
        self.git(folder, "add", "-A")
        self.git(folder, "commit", "-qm", "一次")

    def test_nothing_changed_is_well(self, gate, repository):
        ran = gate(repository, "--since", "HEAD")
        assert ran.code == 0
        assert "汇总：0 份" in ran.out
        assert "没有改动 3 份" in ran.out

    def test_only_changed_drafts_are_judged(self, gate, repository):
        (repository / "乙镇.txt").write_text(BAD + "附记。\n", "utf-8")
        (repository / "新 稿.txt").write_text(GOOD, "utf-8")
        ran = gate(repository, "--since", "HEAD", "--require", "B1")
        assert ran.code == 1
        assert states(ran.out) == ["不达标", "通过"]
        assert "乙镇.txt" in ran.out.splitlines()[0]

    def test_a_renamed_draft_keeps_its_baseline(self, gate, program, few_rules, repository):
        known = ("--require", "B1", "--baseline", repository / "基线.json")
        assert program("baseline", repository, *known, "--rules", few_rules).code == 0
        self.commit(repository)
        self.git(repository, "mv", "甲 镇/报告 一.txt", "丁 镇 报告.txt")
        ran = gate(repository, *known, "--since", "HEAD")
        assert (ran.code, states(ran.out)) == (0, ["基线内"])
        assert "丁 镇 报告.txt" in ran.out


class TestBaseline:
    """`auditor baseline` is made once and then only shrinks."""

    BAR = ("--fail-under", "40", "--require", "B1,A7")

    @pytest.fixture
    def run(self, program, few_rules, tmp_path):
        own = ("--rules", few_rules, *self.BAR, "--baseline", tmp_path / "基线.json")
        return partial(program, "baseline", tmp_path, *own)

    def test_it_shrinks_and_refuses_to_grow(self, run, gate, put, tmp_path):
        path = put("甲 镇.txt", BAD)
        assert run().code == 0
        first = (tmp_path / "基线.json").read_bytes()
        put("乙镇.txt", BAD)
        grown = run()
        assert grown.code == 1
        assert "没有收进去" in grown.err
        assert (tmp_path / "基线.json").read_bytes() == first
        (tmp_path / "乙镇.txt").unlink()
        path.write_text(GOOD, "utf-8")
        known = (*self.BAR, "--baseline", tmp_path / "基线.json", "-q")
        assert "基线里有 1 条对不上了" in gate(tmp_path, *known).out
        ran = run()
        assert ran.code == 0
        assert "基线原有 2 条，去掉 1 条，剩 1 条" in ran.out
        path.write_text(BAD, "utf-8")
        assert gate(tmp_path, *known).code == 1

    def test_unreadable_drafts_are_named(self, run, put):
        put("甲.txt", BAD)
        put("空.txt", "")
        ran = run()
        assert ran.code == 3
        assert "空.txt" in ran.err

    def test_it_asks_where_to_write(self, program, put):
        put("甲.txt", BAD)
        ran = program("baseline", put("甲.txt", BAD).parent)
        assert ran.code == 2
        assert "--baseline 基线.json" in ran.err


@pytest.mark.parametrize("waivers", ["豁免.yaml", "豁免.csv"])
def test_the_example_is_read_as_it_stands(program, root, tmp_path, waivers):
    folder = shutil.copytree(root / "examples" / "gate", tmp_path / "草稿箱")
    shutil.copyfile(root / "examples" / "draft.txt", folder / "白鹭镇 2023.txt")
    ran = program("gate", folder, "--waivers", folder / waivers, *TODAY, "-v")
    assert ran.code == 1
    assert "已豁免 D4" in ran.out
    assert "folders（街道/）没有对上任何草稿" in ran.err
    assert program("gate", folder, "--waivers", folder / waivers, "--today", "2027-01-01").out.count("豁免已过期") == 1
