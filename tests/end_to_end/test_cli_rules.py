"""Rule folders of the user's own, and what the program tells of itself."""

import json
import re
import shutil
from pathlib import Path

import pytest

OPTIONS = [
    "--format",
    "--output",
    "--rules",
    "--year",
    "--as",
    "--fail-under",
    "--require",
    "--only",
    "--quiet",
    "--verbose",
]
OPTIONS += ["-f", "-o", "-q", "-v"]
E1 = "E/E1-law-enforcement-certificates.yaml"


def line_of(path, text):
    return path.read_text("utf-8").split("\n").index(text) + 1


def test_copied_rules_judge_the_same(program, report, rules_copy):
    for path in rules_copy.rglob("*.yaml"):
        # an editor on Windows changes the line ends, not the rules
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    own = program("check", report, "-f", "json", "--rules", rules_copy)
    assert own.raw == program("check", report, "-f", "json").raw


def test_changed_weight_counts_and_changes_the_checksum(program, report, rules_copy):
    path = rules_copy / "checklist.yaml"
    path.write_text(path.read_text("utf-8").replace("E1: { points: 8", "E1: { points: 18"), "utf-8")
    own, shipped = (json.loads(program("check", report, "-f", "json", *o).out) for o in (["--rules", rules_copy], []))
    assert own["documents"][0]["max_score"] == shipped["documents"][0]["max_score"] + 10
    assert own["documents"][0]["score"] == shipped["documents"][0]["score"] + 10
    assert own["checklist"]["sha256"] != shipped["checklist"]["sha256"]


BROKEN = {
    "unknown key": ("counts:", "count:", "是不是想写“counts”"),
    "mistyped key": ("question:", "qustion:", "是不是想写“question”"),
    "twin key": ("question:", "title:", "写了两次"),
    "bad indent": ("judge:", "\tjudge:", "YAML 格式不对"),
    "wrong judge": ("judge: form", "judge: from", "的值只能是"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_rule_is_shown_at_its_line(program, report, rules_copy, case):
    old, new, said = BROKEN[case]
    path = rules_copy / "A" / "A6-title-signature-date.yaml"
    lines = path.read_text("utf-8").split("\n")
    at = next(at for at, line in enumerate(lines) if line.startswith(old))
    lines[at] = lines[at].replace(old, new, 1)
    path.write_text("\n".join(lines), "utf-8")
    ran = program("check", report, "--rules", rules_copy)
    assert (ran.code, ran.out) == (4, "")
    assert f"{path} 第 {at + 1} 行：" in ran.err
    assert said in ran.err


@pytest.fixture
def phrase_broken(program, report, rules_copy):
    """Run on rules with a phrase that cannot be read; return the run, the file and the phrase's line."""
    path = rules_copy / E1
    added = '      - "（（"'
    path.write_text(path.read_text("utf-8").replace("    topics:\n", f"    topics:\n{added}\n", 1), "utf-8")
    return program("check", report, "--rules", rules_copy), path, line_of(path, added)


def test_broken_phrase_is_shown_with_its_file_and_words(phrase_broken):
    ran, path, _ = phrase_broken
    assert (ran.code, ran.out) == (4, "")
    assert str(path) in ran.err
    assert "短语“（（”" in ran.err


def test_broken_phrase_is_shown_at_its_line(phrase_broken):
    ran, path, line = phrase_broken
    assert f"{path} 第 {line} 行" in ran.err


@pytest.mark.parametrize("command", [["list"], ["show", "E1"], ["test"]], ids=" ".join)
def test_rules_commands_refuse_a_broken_folder(program, rules_copy, command):
    (rules_copy / E1).unlink()
    ran = program("rules", *command, "--rules", rules_copy)
    assert (ran.code, ran.out) == (4, "")
    assert "清单列了 E1，却没有对应的规则文件" in ran.err


@pytest.mark.parametrize("name", ["没有", "空"])
def test_folder_without_rules_is_named(program, report, tmp_path, name):
    (tmp_path / "空").mkdir()
    ran = program("check", report, "--rules", tmp_path / name)
    assert (ran.code, ran.out) == (4, "")
    assert str(tmp_path / name) in ran.err
    assert "--rules" in ran.err


def test_rules_list_names_every_row_once_with_its_points(program, book):
    out = program("rules", "list").out
    rows = re.findall(r"^  ([A-Z]\d+) +([\d.]+) 分  (.+?)(★?)$", out, re.M)
    assert rows == [(r.id, f"{r.points:g}", r.title, "★" * r.core) for r in book.rules]
    assert all(f"{letter} {title}" in out for letter, title in book.groups.items())


def test_rules_list_shows_the_users_own_folder(program, rules_copy):
    path = rules_copy / "checklist.yaml"
    path.write_text(path.read_text("utf-8").replace("E1: { points: 8", "E1: { points: 7"), "utf-8")
    assert re.search(r"E1 +7 分", program("rules", "list", "--rules", rules_copy).out)


@pytest.mark.parametrize("row", ["E1", "e1"])
def test_rules_show_tells_all_of_a_row(program, book, row):
    ran = program("rules", "show", row)
    rule = book.rule("E1")
    wanted = [rule.title, rule.question, *rule.advice.values()]
    wanted += [basis.cite() for basis in rule.basis] + [case.text.strip() for case in rule.cases]
    assert ran.code == 0
    assert [text for text in wanted if text not in ran.out] == []


def test_rules_test_passes_on_the_shipped_rules(program, book):
    ran = program("rules", "test")
    count = sum(len(rule.cases) for rule in book.rules)
    assert (ran.code, ran.out, ran.err) == (0, f"{len(book.rules)} 个规则文件，{count} 个例句，0 个不符。\n", "")


@pytest.mark.parametrize(
    "case", ["{ text: 今天天气很好。, level: 3 }", "{ text: 今天天气很好。, level: 0, flags: [partial] }"]
)
def test_rules_test_names_the_case_that_fails(program, rules_copy, case):
    path = rules_copy / E1
    added = f"  - {case}"
    path.write_text(path.read_text("utf-8").rstrip("\n") + f"\n{added}\n", "utf-8")
    ran = program("rules", "test", "--rules", rules_copy)
    assert ran.code == 4
    assert f"{path} 第 {line_of(path, added)} 行" in ran.err
    assert "判为缺失" in ran.err
    assert ran.out.endswith("1 个不符。\n")


def test_rules_test_judges_a_case_for_its_year(program, few_rules, tmp_path):
    own = Path(shutil.copytree(few_rules, tmp_path / "规则"))
    with (own / "A" / "A7-guidance.yaml").open("a", encoding="utf-8") as file:
        for year, level in ((2019, 2), (2023, 0)):
            file.write(
                f"  - {{ text: 我镇以全面依法治国的重要论述为指导。, level: {level}, role: lead, year: {year} }}\n"
            )
    ran = program("rules", "test", "--rules", own)
    assert (ran.code, ran.err) == (0, "")


def test_schema_is_json(program):
    ran = program("schema")
    assert (ran.code, ran.err) == (0, "")
    assert "documents" in json.loads(ran.out)["properties"]


def test_version_is_the_packages(program):
    from auditor import __version__

    assert program("--version").out == f"auditor {__version__}\n"


@pytest.mark.parametrize("command", ["-h", "check -h", "rules --help", "rules show -h", "schema --help"])
def test_help_is_a_result_and_no_mistake(program, command):
    ran = program(*command.split())
    assert (ran.code, ran.err) == (0, "")
    assert re.search("[一-龥]", ran.out)


def test_help_lists_every_option_of_check(program):
    out = program("check", "--help").out
    for option in OPTIONS:
        assert re.search(rf"(?<![\w-]){option}(?![\w-])", out), option


@pytest.mark.parametrize("command", [[], ["check"], ["rules"]], ids=" ".join)
def test_help_has_no_english_sentence(program, command):
    shown = re.sub(r"(python -m )?auditor( rules| check)?( show| list| test)?", "", program(*command, "--help").out)
    assert re.findall(r"[A-Za-z]+ [a-z]+ [a-z]+", shown) == []


def test_examples_of_the_help_run(program, put, tmp_path):
    folder = put("报告文件夹/1.txt").parent
    place = dict.fromkeys(("报告文件夹", "草稿箱", "各乡镇报告"), folder) | {"草稿.docx": put("草稿.docx")}
    results = re.compile(r"(?:结果|排名|整改清单|草稿（批注）)(?:\.[a-z]+|/)")
    helps = program("--help").out + program("check", "--help").out
    examples = set(re.findall(r"^ +auditor (.+)$", helps, re.M))
    assert len(examples) >= 6
    for example in examples:
        command, _, piped = example.partition(" < ")
        stdin = put(piped).read_bytes() if piped else b""
        parts = (f"{tmp_path}/{part}" if results.fullmatch(part) else place.get(part, part) for part in command.split())
        ran = program(*parts, stdin=stdin)
        assert ran.code in ((0, 1) if "--require" in command else (0,)), (example, ran.err)
