"""`auditor evaluate` from the labels on disk to what the user reads."""

import json
import re

import pytest

KEYS = ["schema_version", "tool", "checklist", "gold", "bootstrap", "all", "core", "evidence", "flags"]
KEYS += ["score_error", "baselines", "rows", "disagreements"]
FIGURES = ["exact", "within_one", "kappa", "done_precision", "done_recall", "done_f1", "absent_f1"]
ROWS = {
    "A6": {"level": 3, "evidence": ["青山县白水镇人民政府"]},
    "A7": {"level": 0},
    "B1": {"level": 0},
    "E1": {"level": 2, "evidence": ["一律持证上岗"]},
}


@pytest.fixture
def gold(put, tmp_path):
    """Write a folder of equally labelled short reports."""

    def write(count=12, rows=ROWS):
        for at in range(count):
            put(f"标注/texts/报告{at}.txt")
        lines = [json.dumps({"doc": f"报告{at}", "rows": rows}, ensure_ascii=False) for at in range(count)]
        put("标注/reports.jsonl", "\n".join(lines))
        return tmp_path / "标注"

    return write


@pytest.fixture
def evaluate(program, few_rules):
    def run(*arguments, **options):
        return program("evaluate", "--rules", few_rules, *arguments, **options)

    return run


def test_figures_baselines_and_rows_are_shown(evaluate, gold):
    ran = evaluate(gold())
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("与标注的一致程度：12 份报告，48 个判断\n")
    assert re.search(r"^等级相同 +0\.750（0\.750-0\.750） +0\.500（0\.500-0\.500）$", ran.out, re.M)
    assert "核心行（B1、E1）" in ran.out
    assert re.search(r"^总分平均相差 +8\.0 分（8\.0-8\.0） +12 份报告", ran.out, re.M)
    assert re.search(r"^全判落实：", ran.out, re.M)
    assert re.search(r"^只看字样：.*不看怎么说", ran.out, re.M)
    assert re.search(r"^E1 +12 +0\.000 +1\.000 .*★$", ran.out, re.M)
    assert "标注“落实”" not in ran.out


def test_rows_lists_every_disagreement_with_both_quotes_and_the_reason(evaluate, gold):
    out = evaluate(gold(2), "--rows").out
    told = out[out.index("等级不同的 2 个判断") :]
    assert told.count("E1  标注“落实”，判为“有据”\n    标注：“一律持证上岗”\n    引文：“全镇22名执法人员") == 2
    assert told.count("理由：") == 2


def test_json_has_its_documented_shape(evaluate, gold, root):
    ran = evaluate(gold(), "-f", "json", "--resamples", "100", "--seed", "7")
    made = json.loads(ran.out)
    assert list(made) == KEYS
    assert made["gold"] | {"path": ""} == {"path": "", "reports": 12, "unlabelled": [], "unused": []}
    assert made["bootstrap"] == {"over": "reports", "level": 0.95, "resamples": 100, "seed": 7}
    assert list(made["all"]) == ["n", *FIGURES]
    assert made["all"]["exact"] == {"value": 0.75, "low": 0.75, "high": 0.75}
    assert made["core"]["n"] == 24
    assert [(b["name"], list(b["all"])) for b in made["baselines"]] == [
        ("all-present", ["n", *FIGURES]),
        ("keyword-presence", ["n", *FIGURES]),
    ]
    assert [row["rule"] for row in made["rows"]] == list(ROWS)
    assert len(made["disagreements"]) == 12
    guide = (root / "docs" / "evaluate.md").read_text("utf-8")
    assert [key for key in [*KEYS, *FIGURES, *made["disagreements"][0]] if f'"{key}"' not in guide] == []


def test_same_seed_gives_the_same_bytes(evaluate, gold):
    folder = gold()
    assert evaluate(folder, "-f", "json").raw == evaluate(folder, "-f", "json").raw


def test_results_go_to_files(evaluate, gold, tmp_path):
    ran = evaluate(gold(2), "-o", tmp_path / "一致.json", "-o", tmp_path / "一致.txt")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert json.loads((tmp_path / "一致.json").read_text("utf-8"))["gold"]["reports"] == 2
    assert (tmp_path / "一致.txt").read_text("utf-8").startswith("与标注的一致程度：2 份报告")


def test_a_narrow_chinese_console_can_show_it(evaluate, gold):
    ran = evaluate(gold(2), "--rows", env={"PYTHONIOENCODING": "gbk", "COLUMNS": "40"}, encoding="gbk")
    assert ran.code == 0
    assert "?" not in ran.out


def test_what_is_not_labelled_is_told(evaluate, gold, put):
    folder = gold(2, {"E1": {"level": 3}})
    put("标注/texts/多余.txt")
    out = evaluate(folder).out
    assert "有 2 份报告共 6 行没有标注，不计入：报告0、报告1。" in out
    assert "有 1 份原文没有标注，没有评测：多余.txt。" in out
    assert "只有 2 份报告，数字只供参考。" in out


def test_only_takes_reports_by_the_beginning_of_their_names(evaluate, gold):
    assert "：3 份报告，" in evaluate(gold(), "--only", "报告1").out
    ran = evaluate(gold(), "--only", "2023")
    assert (ran.code, ran.out) == (2, "")
    assert "没有名称以“2023”开头的报告" in ran.err


def test_wrong_labels_are_told_and_nothing_is_shown(evaluate, gold, put, tmp_path):
    folder = gold(2)
    (folder / "texts" / "报告1.txt").unlink()
    put("标注/reports.jsonl", (folder / "reports.jsonl").read_text("utf-8").replace('"level": 3', '"level": 5', 1))
    target = tmp_path / "结果.json"
    ran = evaluate(folder, "-o", target)
    assert (ran.code, ran.out, target.exists()) == (3, "", False)
    assert ran.err.startswith("标注有 2 处不对，没有评测：\n")
    assert f"{folder / 'reports.jsonl'} 第 1 行：报告0 的 A6：level 是 5，只能是 0、1、2、3" in ran.err
    assert f"{folder / 'reports.jsonl'} 第 2 行：texts 里没有“报告1”的原文" in ran.err


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["没有这个文件夹"], 3, "里没有 reports.jsonl"),
        ([], 2, "缺少必填的参数"),
        (["标注", "--resamples", "9"], 2, "--resamples"),
        (["标注", "-f", "html"], 2, "没有“html”这种格式"),
        (["标注", "--rules", "没有这个目录"], 4, "没有这个目录"),
    ],
)
def test_wrong_command_line_is_named(program, options, code, said):
    ran = program("evaluate", *options)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_help_is_chinese_and_its_examples_are_of_this_command(program):
    out = program("evaluate", "--help").out
    assert re.findall(r"[A-Za-z]+ [a-z]+ [a-z]+", out.replace("python -m auditor evaluate", "")) == []
    assert len(re.findall(r"^ +auditor evaluate ", out, re.M)) >= 3
