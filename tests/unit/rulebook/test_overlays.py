"""Overlay files: what becomes of them, what `extends:` finds, and how a mistake is shown."""

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.book import RuleBook
from auditor.errors import ExitCode, RulesError
from auditor.model import Level, UnitKind
from auditor.overlay import fitting, lay
from auditor.pipeline import Auditor
from auditor.rulebook import default_rules, read_rules

HEAD = "id: ours\ntitle: 本县口径\nextends: {base}\n"
NEW_ROW = """\
id: {id}
title: 村规民约
question: 修订了吗？
basis:
  - document: 某方案
elements:
  - {{ id: rules, name: 村规民约, topics: [村规民约] }}
advice: {{ absent: 写明。, mentioned: 写明做了什么。, done: 补上数字。 }}
cases:
  - {{ text: 各村公布了村规民约。, level: 2 }}
"""
Put = Callable[..., Path]


@pytest.fixture
def overlay(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Put:
    """Write an overlay over the small folder, in a folder of its own; return its path."""
    home = tmp_path_factory.mktemp("叠加")

    def write(body: str, name: str = "ours.yaml", base: str | None = None) -> Path:
        path = home / name
        text = body if body.startswith("id:") else HEAD.format(base=base or folder) + body
        path.write_text(text, encoding="utf-8", newline="\n")
        return path

    return write


def laid(path: Path, year: int | None = None, kind: UnitKind = UnitKind.TOWNSHIP) -> RuleBook:
    book = read_rules(path)
    return lay(book, fitting(book, year, kind))


def refusal(path: Path) -> RulesError:
    with pytest.raises(RulesError) as caught:
        Auditor(read_rules(path))
    assert caught.value.exit_code is ExitCode.BAD_RULES
    assert caught.value.hint
    return caught.value


def test_an_overlay_changes_what_it_names_and_nothing_else(folder: Path, overlay: Put) -> None:
    path = overlay(
        """\
rows:
  A1:
    points: 4
    title: 顾问
    question: 顾问呢？
    basis: [{ document: 本县文件, says: 应当。 }]
    advice: { absent: 写明顾问。 }
    masks: [顾问费]
core: [A1]
grades: [{ name: 不过, from_percent: 0 }, { name: 过, from_percent: 50 }]
pass_mark: 50
add_phrases:
  A1: { adviser: { topics: [法务专员], deeds: [选派…专员], facts: ["#名专员"], passing: [顾问网] } }
"""
    )
    before, after = read_rules(folder), laid(path)
    row, other = after.rules
    assert (row.points, row.title, row.question, row.core, row.masks) == (4, "顾问", "顾问呢？", True, ("顾问费",))
    assert [basis.cite() for basis in row.basis] == ["《本县文件》：应当。"]
    assert row.advice == {**before.rules[0].advice, Level.ABSENT: "写明顾问。"}
    element = row.elements[0]
    assert element.topics == ("法律顾问", "法务专员")
    assert element.deeds == ("聘请…法律顾问", "选派…专员")
    assert (element.facts, element.passing) == (("#名专员",), ("顾问网",))
    assert (other.core, other.points, other.elements) == (False, 5, before.rules[1].elements)
    assert (after.grades, after.pass_mark, after.laid) == ((("过", 50), ("不过", 0)), 50, ("ours",))
    assert (before.lexicon.words, before.shares) == (after.lexicon.words, after.shares)


def test_core_can_be_set_row_by_row(overlay: Put) -> None:
    book = laid(overlay("rows: { A1: { core: true }, B1: { core: false } }\n"))
    assert [(rule.id, rule.core) for rule in book.rules] == [("A1", True), ("B1", False)]


def test_a_row_switched_off_says_why_and_stays(overlay: Put) -> None:
    assert [(r.id, r.off) for r in laid(overlay("off: { B1: 本县不考核 }\n")).rules] == [
        ("A1", ""),
        ("B1", "本县不考核"),
    ]


def test_a_row_can_be_switched_on_again(overlay: Put) -> None:
    overlay("off: { B1: 不考核 }\n", "low.yaml")
    assert [r.off for r in laid(overlay("id: high\ntitle: 上\nextends: low.yaml\non: [B1]\n")).rules] == ["", ""]


def test_words_that_yaml_takes_for_booleans_are_words(overlay: Put) -> None:
    book = laid(overlay("rows: { A1: { title: yes } }\noff: { B1: no }\n"))
    assert (book.rules[0].title, book.rules[1].off) == ("yes", "no")


def test_a_new_row_comes_from_the_file_beside(overlay: Put) -> None:
    path = overlay("groups: { L: 本地 }\nrows:\n  L1: { points: 2, core: true }\n  A2: { points: 1 }\n")
    (path.parent / "L1-our-rules.yaml").write_text(NEW_ROW.format(id="L1"), "utf-8")
    (path.parent / "A2-our-rules.yaml").write_text(NEW_ROW.format(id="A2"), "utf-8")
    book = laid(path)
    assert [(r.id, r.group, r.points, r.core) for r in book.rules] == [
        ("A1", "A", 3, False),
        ("A2", "A", 1, False),
        ("B1", "B", 5, True),
        ("L1", "L", 2, True),
    ]
    assert book.groups == {"A": "报告要素", "B": "领导", "L": "本地"}
    assert read_rules(path).row_ids() == ("A1", "B1", "L1", "A2")


def test_overlays_chain_and_the_upper_one_wins(overlay: Put) -> None:
    overlay("rows: { A1: { points: 4, title: 下 } }\n", "low.yaml")
    path = overlay("id: high\ntitle: 上\nextends: low.yaml\nrows: { A1: { title: 上 } }\n", "high.yaml")
    rule = laid(path).rules[0]
    assert (rule.points, rule.title, laid(path).laid) == (4, "上", ("ours", "high"))


@pytest.mark.parametrize("base", ["township", "default", None])
def test_the_checklist_itself_is_the_base_by_default(overlay: Put, base: str | None) -> None:
    path = overlay("id: ours\ntitle: 本县\n" + (f"extends: {base}\n" if base else ""))
    assert read_rules(path).rules == read_rules().rules


def test_a_shipped_overlay_named_as_base_is_laid_whatever_the_year_and_kind(overlay: Put) -> None:
    path = overlay("id: ours\ntitle: 本局\nextends: department\n")
    for kind in UnitKind:
        assert laid(path, 2023, kind).laid == ("department", "ours")
    assert laid(path, 2018).laid == ("outline-2015", "department", "ours")


def test_an_overlay_may_be_for_some_years_and_kinds_only(overlay: Put) -> None:
    path = overlay("applies: { years: [2022, 2023], units: [subdistrict] }\n")
    fits = {(y, k.value) for y in (None, 2021, 2022, 2023, 2024) for k in UnitKind if laid(path, y, k).laid}
    assert fits == {(2022, "subdistrict"), (2023, "subdistrict")}


def test_the_sum_covers_the_overlay_and_its_new_rows(folder: Path, overlay: Put) -> None:
    path = overlay("rows: { A2: { points: 2 } }\n")
    rule = path.parent / "A2-our-rules.yaml"
    rule.write_text(NEW_ROW.format(id="A2"), "utf-8")
    sums = {read_rules(folder).sha256, read_rules(path).sha256}
    overlay("rows: { A2: { points: 3 } }\n")
    sums.add(read_rules(path).sha256)
    rule.write_text(NEW_ROW.format(id="A2") + "units: [份]\n", "utf-8")
    sums.add(read_rules(path).sha256)
    assert len(sums) == 4


def test_the_checklists_own_file_stands_for_its_folder(folder: Path) -> None:
    assert read_rules(folder / "checklist.yaml") == read_rules(folder)


MISTAKES = {
    # body: code, line, words of the message, words of the hint
    "rowz: {}\n": ("bad-rule", 4, "不认识的键“rowz”", "rows"),
    "rows:\n  A1:\n    pionts: 3\n": ("bad-rule", 6, "不认识的键“pionts”", "points"),
    "rows: { A1: { points: 0 } }\n": ("bad-rule", 4, "“points”应大于 0", "docs/rules.md"),
    "rows: { A1: { points: 三 } }\n": ("bad-rule", 4, "“points”应是数字", "docs/rules.md"),
    "rows: [A1]\n": ("bad-rule", 4, "“rows”下面应是", "docs/rules.md"),
    "rows: { A1: 3 }\n": ("bad-rule", 4, "“A1”下面应是", "docs/rules.md"),
    "off: { B1: '' }\n": ("bad-rule", 4, "“B1”不能为空", "docs/rules.md"),
    "applies: { years: [2020] }\n": ("bad-rule", 4, "“years”至少要有 2 项", "docs/rules.md"),
    "applies:\n  years: [2020, 2016]\n": ("bad-years", 5, "年度写反了", "先写早的"),
    "applies: { units: [镇] }\n": ("bad-rule", 4, "“units”的值只能是", "docs/rules.md"),
    "off:\n  B2: 不考核\n": ("unknown-row", 5, "没有“B2”这一行", "B1"),
    "on: [A1, B9]\n": ("unknown-row", 4, "没有“B9”这一行", "B1"),
    "core:\n  - A1\n  - b1x\n": ("unknown-row", 6, "没有“b1x”这一行", "B1"),
    "add_phrases:\n  A7: { adviser: { topics: [法务] } }\n": ("unknown-row", 5, "没有“A7”这一行", "A1"),
    "rows:\n  B11: { points: 2 }\n": ("unknown-row", 5, "没有“B11”这一行", "B11-名称.yaml"),
    "add_phrases:\n  A1:\n    advisor: { topics: [法务专员] }\n": (
        "unknown-element", 6, "A1 没有“advisor”这个要素", "是不是想写“adviser”？",
    ),
    "add_phrases:\n  A1:\n    adviser: { topic: [法务专员] }\n": ("bad-rule", 6, "不认识的键“topic”", "topics"),
    "add_phrases:\n  A1:\n    adviser:\n      deeds:\n        - '(聘请…专员'\n": (
        "bad-phrase", 8, "短语“(聘请…专员”", "docs/rules.md",
    ),
    "rows:\n  A1:\n    masks:\n      - 顾问*费\n": ("bad-phrase", 7, "短语“顾问*费”", "docs/rules.md"),
    "rows: { A1: { points: 3 } }\nrows: {}\n": ("duplicate-key", 5, "“rows”写了两次", "合并"),
}  # fmt: skip


@pytest.mark.parametrize("body", MISTAKES)
def test_a_mistake_is_named_with_its_place(overlay: Put, body: str) -> None:
    code, line, said, hint = MISTAKES[body]
    path = overlay(body)
    error = refusal(path)
    assert (error.code, error.file, error.line) == (code, str(path), line)
    assert error.message.startswith(f"{path} 第 {line} 行：")
    assert said in error.message
    assert hint in error.hint


@pytest.mark.parametrize(
    ("base", "hint"), [("townshp", "“township”"), ("subdistict", "“subdistrict”"), ("没有.yaml", "department")]
)
def test_a_base_that_does_not_exist_is_named(overlay: Put, base: str, hint: str) -> None:
    path = overlay("rows: {}\n", base=base)
    error = refusal(path)
    assert (error.code, error.line) == ("no-base", 3)
    assert f"“{base}”不存在" in error.message
    assert hint in error.hint


def test_a_circle_is_named_whole(overlay: Put) -> None:
    overlay("id: low\ntitle: 下\nextends: ours.yaml\n", "low.yaml")
    error = refusal(overlay("", base="low.yaml"))
    assert (error.code, error.line) == ("circle", 3)
    assert "ours.yaml → low.yaml → ours.yaml" in error.message
    assert refusal(overlay("", "me.yaml", base="me.yaml")).code == "circle"


def test_a_file_that_holds_itself_is_refused(overlay: Put) -> None:
    assert "引用层层重复" in refusal(overlay("rows: &a { A1: *a }\n")).message


def test_an_id_is_used_once_in_a_chain(overlay: Put) -> None:
    low = overlay("", "low.yaml")
    error = refusal(overlay("", base="low.yaml"))
    assert (error.code, error.line) == ("duplicate-id", 1)
    assert str(low) in error.message


@pytest.mark.parametrize(
    ("row", "change", "file", "code"),
    [
        ("A2", "{ core: true }", "A2", "no-points"),
        ("L1", "{ points: 2 }", "L1", "no-group"),
        ("A2", "{ points: 2 }", "A3", "bad-name"),
        ("A1", "{ points: 2 }", "A1", "row-exists"),
    ],
)
def test_a_new_row_that_cannot_be_is_refused(overlay: Put, row: str, change: str, file: str, code: str) -> None:
    path = overlay(f"rows: {{ {row}: {change} }}\n")
    (path.parent / f"{row}-our-rules.yaml").write_text(NEW_ROW.format(id=file), "utf-8")
    assert refusal(path).code == code


def test_a_missing_overlay_file_is_named(tmp_path: Path) -> None:
    error = refusal(tmp_path / "没有.yaml")
    assert error.code == "no-file"
    assert "没有.yaml" in error.message


def test_an_overlay_in_a_folder_of_rules_is_for_that_folder(folder: Path) -> None:
    path = folder / "overlays" / "street.yaml"
    path.parent.mkdir()
    path.write_text("id: street\ntitle: 街道\nextends: township\napplies: { units: [subdistrict] }\n", "utf-8")
    book = read_rules(folder)
    assert [(o.id, o.shipped, o.always) for o in book.overlays] == [("street", True, False)]
    named = read_rules(path)
    assert [(o.id, o.shipped, o.always) for o in named.overlays] == [("street", True, True)]
    assert named.rules == book.rules
    assert named.sha256 != book.sha256


def test_the_shipped_overlays_stand_in_the_shipped_folder() -> None:
    names = [path.stem for path in sorted((default_rules() / "overlays").glob("*.yaml"))]
    assert names == ["department", "outline-2015", "subdistrict"]
    assert [overlay.id for overlay in read_rules().overlays] == ["outline-2015", "department", "subdistrict"]
