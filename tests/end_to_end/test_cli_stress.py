"""`auditor rules stress` as users start it."""

import json
import re

import pytest

from auditor.evaluate.perturb import DAMAGES

NOISY = ["--kind", "noise-3", "--seed", "1"]


@pytest.fixture
def stress(program, few_rules):
    return lambda *arguments, **more: program("rules", "stress", "--rules", few_rules, *arguments, **more)


def test_a_run_shows_every_kind_with_its_share(stress, seed):
    ran = stress(seed)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("抗干扰：1 份报告，种子 0\n")
    assert re.search(r"字间空格 +\d+\.\d%  1 份报告 4 个判断，\d 个变了", ran.out)
    assert re.search(r"没有大标题 +100\.0%  1 份报告 2 个判断，0 个变了；不计 A6、A7", ran.out)
    assert "3% 错字" in ran.out


def test_json_holds_every_change(stress, root):
    ran = stress(root / "seeds", *NOISY, "-f", "json")
    result = json.loads(ran.out)
    (kind,) = result["kinds"]
    assert (result["reports"], result["seed"], kind["kind"], kind["reports"]) == (3, 1, "noise-3", 3)
    assert kind["n"] - kind["same"] == len(result["changes"])
    assert kind["share"] == round(kind["same"] / kind["n"], 4)
    assert ran.raw == stress(root / "seeds", *NOISY, "-f", "json").raw


def test_a_changed_verdict_is_named_with_its_file(stress, put):
    for number in range(60):
        # the certificate is named once, in four characters: some of the copies lose it
        put(
            f"报告/{number}.txt",
            f"{2010 + number}年\n一、工作情况\n全镇{number}名执法人员持证上岗。\n"
            "赶集日在集市摆开桌子，来问的事当场答复。\n",
        )
    folder = put("报告/60.txt").parent
    ran = stress(folder, *NOISY, "-v", "-f", "json", "-o", folder.parent / "果.json")
    assert (ran.code, ran.out) == (0, "")
    changes = json.loads((folder.parent / "果.json").read_text("utf-8"))["changes"]
    assert any(c["rule"] == "E1" and c["before"] > c["after"] for c in changes)
    ran = stress(folder, *NOISY, "-v")
    shown = re.findall(r"^  3% 错字 +([A-Z]\d) +(?:缺失|提及|落实|有据) 变为 (?:缺失|提及|落实|有据)", ran.out, re.M)
    assert shown == [c["rule"] for c in changes]
    assert str(folder) in re.sub(r"\s", "", ran.out)


def test_groups_and_names_choose_kinds(stress, report):
    out = json.loads(stress(report, "--kind", "noise", "--kind", "blanks", "-f", "json").out)
    assert [kind["kind"] for kind in out["kinds"]] == ["blanks", "noise-1", "noise-3"]


def test_an_unknown_kind_is_a_wrong_command_line(stress, report):
    ran = stress(report, "--kind", "nois")
    assert (ran.code, ran.out) == (2, "")
    assert "没有这种损伤：nois。" in ran.err
    assert all(damage.name in ran.err for damage in DAMAGES)


def test_an_unreadable_file_is_a_row_and_ends_with_3(stress, report, put):
    bad = put("坏.docx", b"PK\x03\x04")
    ran = stress(report, bad, "--kind", "blanks")
    assert ran.code == 3
    assert "抗干扰：1 份报告" in ran.out
    assert f"  {bad}：" in ran.out


def test_an_output_file_and_the_screen(stress, report, tmp_path):
    ran = stress(report, "--kind", "blanks", "-f", "terminal", "-o", "-", "-o", tmp_path / "果.json")
    assert ran.out.startswith("抗干扰")
    assert json.loads((tmp_path / "果.json").read_text("utf-8"))["reports"] == 1


def test_a_gbk_console_can_show_it(stress, seed):
    ran = stress(seed, env={"PYTHONIOENCODING": "gbk"}, encoding="gbk")
    assert ran.code == 0
    assert "?" not in ran.out


def test_help_names_every_kind_and_its_examples_run(program, put, tmp_path, few_rules):
    ran = program("rules", "stress", "--help")
    assert all(re.search(rf"^ +{damage.name} +[\d一-龥]", ran.out, re.M) for damage in DAMAGES)
    folder = put("报告文件夹/1.txt").parent
    place = {"报告文件夹": folder, "抗干扰.json": tmp_path / "抗干扰.json", "我的规则目录": few_rules}
    examples = re.findall(r"^ +auditor (.+)$", ran.out, re.M)
    assert len(examples) == 4
    for example in examples:
        assert program(*(place.get(part, part) for part in example.split())).code == 0, example
