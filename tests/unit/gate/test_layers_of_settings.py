"""Settings: which source counts, what folders say, and how a slip is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import UsageError
from auditor.model import Level, UnitKind

SOURCES = ["flags", "environment", "project", "user"]
SAID = {
    "flags": {"fail-under": 91},
    "environment": {"AUDITOR_FAIL_UNDER": "82"},
    "project": "fail-under = 73",
    "user": "fail-under = 64",
}
VALUES = {"flags": 91, "environment": 82, "project": 73, "user": 64}


@pytest.mark.parametrize("first", range(len(SOURCES) + 1))
def test_the_nearest_source_counts(told, first):
    layers = told(**{source: SAID[source] for source in SOURCES[first:]})
    value, _, origin = layers.says("fail_under")
    if first == len(SOURCES):
        assert (value, origin) == (60, "清单的合格线")
    else:
        assert value == VALUES[SOURCES[first]]
        assert origin.startswith(["命令行", "环境变量", "项目文件", "用户文件"][first])


def test_a_source_that_says_nothing_of_a_setting_leaves_it_to_the_next(told):
    layers = told(flags={"fail-under": 80}, project='require = ["A2"]', user="year = 2023")
    assert layers.bar().require == {"A2": Level.DONE}
    assert layers.says("year")[0] == 2023


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("E2", Level.DONE), ("e2", Level.DONE), ("E2=有据", Level.EVIDENCED), ("E2=evidenced", Level.EVIDENCED),
        ("E2 = 3", Level.EVIDENCED), ("E2=提及", Level.MENTIONED), ("E2=1", Level.MENTIONED),
    ],
)  # fmt: skip
def test_a_row_may_name_its_level(told, written, level):
    assert told(flags={"require": written}).bar().require == {"E2": level}
    assert told(project=f'require = ["{written}"]').bar().require == {"E2": level}


def test_rows_may_stand_in_a_table(told):
    layers = told(project='[require]\nA2 = "落实"\nE2 = "有据"\n')
    assert layers.bar().require == {"A2": Level.DONE, "E2": Level.EVIDENCED}


FOLDERS = """\
fail-under = 60
require = ["A2"]

[[folders]]
paths = ["街道/"]
fail-under = 70
as = "街道"

[[folders]]
paths = ["草稿 箱/街道/试点*", "!试点旧.txt"]
require = ["E2=有据"]
year = 2022
"""


@pytest.mark.parametrize(
    ("name", "fail_under", "rows", "checklist"),
    [
        ("甲镇.txt", 60, {"A2": 2}, (None, None)),
        ("街道/甲街道.txt", 70, {"A2": 2}, (None, UnitKind.SUBDISTRICT)),
        ("街道/试点.txt", 70, {"E2": 3}, (2022, UnitKind.SUBDISTRICT)),
        ("街道/试点旧.txt", 70, {"A2": 2}, (None, UnitKind.SUBDISTRICT)),
    ],
)
def test_a_folder_may_be_asked_for_more(told, drafts, name, fail_under, rows, checklist):
    layers = told(project=FOLDERS)
    path = str(drafts / name)
    bar = layers.bar(path, drafts)
    assert (bar.fail_under, dict(bar.require)) == (fail_under, rows)
    assert layers.checklist(path, drafts) == checklist


def test_a_flag_counts_before_what_a_file_says_of_a_folder(told, drafts):
    layers = told(flags={"fail-under": 95}, project=FOLDERS)
    assert layers.bar(str(drafts / "街道/甲街道.txt"), drafts).fail_under == 95


def test_the_project_is_looked_for_upward_and_no_higher_than_the_repository(told, drafts):
    (drafts.parents[1] / "auditor.toml").write_text("fail-under = 99", "utf-8")
    assert told().says("fail_under")[0] == 60
    (drafts.parent / "pyproject.toml").write_text("[tool.auditor]\nfail-under = 88\n", "utf-8")
    assert told().says("fail_under")[0] == 88
    (drafts.parent / "auditor.toml").write_text("fail-under = 77", "utf-8")
    assert told().says("fail_under")[0] == 77
    (drafts / "auditor.toml").write_text("year = 2023", "utf-8")
    assert told().says("fail_under")[0] == 60


def test_a_pyproject_of_something_else_is_passed_over(told, drafts):
    (drafts / "pyproject.toml").write_text("[tool.ruff]\nline-length = 100\n", "utf-8")
    (drafts.parent / "auditor.toml").write_text("fail-under = 77", "utf-8")
    assert told().says("fail_under")[0] == 77


def test_files_named_in_a_file_stand_beside_it_and_those_of_flags_where_one_is(told, drafts):
    layers = told(flags={"baseline": "基线.json"}, project='waivers = "豁免.yaml"')
    assert layers.place("waivers") == drafts.parent / "豁免.yaml"
    assert layers.place("baseline") == Path.cwd() / "基线.json"


SLIPS = {
    "fail-undr = 60": ("第 1 行：不认识的键“fail-undr”", "fail-under"),
    "\n\nrequired = ['A2']": ("第 3 行：不认识的键“required”", "require"),
    "[[folders]]\npaths = ['a']\n[[folders]]\npath = ['b']\n": ("第 4 行：不认识的键“path”", "paths"),
    "[[folders]]\nfail-under = 70\n": ("缺少必填的键“paths”", "docs/gate.md"),
    "fail-under = 101": ("第 1 行：“fail-under”：应在 0 到 100 之间", "docs/gate.md"),
    "fail-under = 0.9": ("是百分制的，0.9 会让什么都通过；是不是想写 90", "docs/gate.md"),
    "fail-under = true": ("应是数字，例如 60", "docs/gate.md"),
    "fail-under = nan": ("应是数字，例如 60", "docs/gate.md"),
    "require = ['A2=有据', 'A2']": ("A2 写了两个不同的等级", "docs/gate.md"),
    'rules = "甲\\u0000"': ("第 1 行：“rules”的写法不合规定", "docs/gate.md"),
    "fail-under = '高'": ("第 1 行：“fail-under”：应是数字，例如 60", "docs/gate.md"),
    "require = ['A2=很好']": ("第 1 行：“require”：“A2=很好”里的等级不认得", "docs/gate.md"),
    "no-flaw = ['typos']": ("没有“typos”这种硬伤", "docs/gate.md"),
    "as = '学校'": ("第 1 行：“as”：应是 township", "docs/gate.md"),
    "fail-under = \n": ("第 1 行：TOML 格式不对", "引号"),
    "year = 1999": ("“year”不能小于 2000", "docs/gate.md"),
}


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_is_told_with_file_line_and_what_was_meant(told, drafts, text):
    with pytest.raises(UsageError) as caught:
        told(project=text)
    said, hint = SLIPS[text]
    assert str(drafts.parent / "auditor.toml") in caught.value.message
    assert said in caught.value.message
    assert hint in caught.value.hint


def test_a_misspelt_variable_is_refused_and_another_programs_is_not(told):
    with pytest.raises(UsageError, match="AUDITOR_FAIL_UNDR") as caught:
        told(environment={"AUDITOR_FAIL_UNDR": "60"})
    assert "AUDITOR_FAIL_UNDER" in caught.value.hint
    told(environment={"AUDITOR_HOME_PAGE": "x", "AUDITOR_CACHE": "", "AUDITOR_DEBUG": "1"})


def test_variables_hold_lists_and_empty_ones_say_nothing(told):
    layers = told(environment={"AUDITOR_REQUIRE": "A2，E2=有据", "AUDITOR_EXCLUDE": "旧稿/,*.pdf", "AUDITOR_YEAR": ""})
    assert layers.bar().require == {"A2": Level.DONE, "E2": Level.EVIDENCED}
    assert layers.says("exclude")[0] == ["旧稿/", "*.pdf"]
    assert layers.says("year")[0] is None


def test_a_file_that_is_no_text_or_has_no_table_is_explained(told, tmp_path):
    (tmp_path / "坏.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="不是 UTF-8 文本"):
        told(named=tmp_path / "坏.toml")
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\n", "utf-8")
    with pytest.raises(UsageError, match=r"没有 \[tool.auditor\] 一节"):
        told(named=tmp_path / "pyproject.toml")


def test_all_settings_are_printed_with_their_origin(told, drafts):
    shown = told(flags={"year": 2023}, environment={"AUDITOR_NO_FLAW": "typo"}, project=FOLDERS + "").printed()
    lines = shown.splitlines()
    file = drafts.parent / "auditor.toml"
    assert f"fail-under = 60    # 项目文件 {file}" in lines
    assert f'require = ["A2=done"]    # 项目文件 {file}' in lines
    assert "year = 2023    # 命令行" in lines
    assert 'no-flaw = ["typo"]    # 环境变量' in lines
    assert "since = （没有设）" in lines
    assert lines[lines.index(f"[[folders]]    # 项目文件 {file}") + 1 :][:3] == [
        'paths = ["街道/"]', "fail-under = 70", 'as = "subdistrict"'
    ]  # fmt: skip
