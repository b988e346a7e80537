"""Reading a rule folder: what comes out, what is refused and how the mistake is shown, and what the sum stands for."""

import codecs
import shutil
from pathlib import Path

import pytest

from auditor.errors import ExitCode, RulesError
from auditor.model import Level, Role
from auditor.pipeline import Auditor
from auditor.rulebook import default_rules, read_rules

A1, B1 = "A/A1-adviser.yaml", "B/B1-adviser.yaml"
CHECKLIST, STANCE, SECTIONS = "checklist.yaml", "lexicon/stance.yaml", "lexicon/sections.yaml"


def spoil(folder: Path, file: str, old: str, new: str) -> Path:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    return path


def refusal(folder: Path) -> RulesError:
    with pytest.raises(RulesError) as caught:
        Auditor(read_rules(folder))
    assert caught.value.exit_code is ExitCode.BAD_RULES
    return caught.value


def test_a_folder_becomes_a_book_in_the_checklists_order(folder: Path) -> None:
    spoil(
        folder,
        CHECKLIST,
        "  A1: { points: 3 }\n  B1: { points: 5, core: true }\n",
        "  B1: { points: 5, core: true }\n  A1: { points: 3 }\n",
    )
    book = read_rules(folder)
    assert [(rule.id, rule.group, rule.points, rule.core) for rule in book.rules] == [
        ("B1", "B", 5, True),
        ("A1", "A", 3, False),
    ]
    assert book.grades == (("优秀", 85), ("合格", 60), ("不合格", 0))
    assert (book.id, book.title, book.version, book.pass_mark) == ("small", "小清单", "1", 60)
    assert book.shares == {Level.ABSENT: 0, Level.MENTIONED: 0.4, Level.DONE: 0.8, Level.EVIDENCED: 1}
    assert (book.rule("A1"), book.rule("C1")) == (book.rules[1], None)


def test_a_rule_file_becomes_a_rule(folder: Path) -> None:
    spoil(folder, A1, "advice:", "need: 2\nunits: [名, 人]\nsuperior: counts\nmasks: [财务顾问]\nshares: [B1]\nadvice:")
    rule = read_rules(folder).rules[0]
    assert (rule.need, rule.need_fact, rule.units, rule.superior_counts, rule.study_counts) == (
        2,
        2,
        {"名", "人"},
        True,
        False,
    )
    assert (rule.masks, rule.shares, rule.cap, rule.judge) == (("财务顾问",), {"B1"}, Level.EVIDENCED, "ladder")
    assert [(e.id, e.topics, e.deeds) for e in rule.elements] == [("adviser", ("法律顾问",), ("聘请…法律顾问",))]
    assert rule.advice == {Level.ABSENT: "写明聘请了谁。", Level.MENTIONED: "写明做了什么。", Level.DONE: "补上数字。"}
    assert [(c.text, c.level, c.flags, c.role) for c in rule.cases] == [
        ("聘请律师担任法律顾问。", Level.DONE, None, Role.WORK),
        ("没有写到。", Level.ABSENT, None, Role.WORK),
    ]
    lines = Path(rule.path).read_text(encoding="utf-8").splitlines()
    assert [lines[case.line - 1].strip()[:7] for case in rule.cases] == ["- { tex", "- text:"]


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("superior: counts", "superior_counts", True),
        ("study: counts", "study_counts", True),
        ("cap: 2", "cap", Level.DONE),
        ("judge: form", "judge", "form"),
        ("need_fact: 3", "need_fact", 3),
        ("fact_kinds: [rate, date]", "fact_kinds", {"rate", "date"}),
    ],
)
def test_a_key_sets_its_own_property_alone(folder: Path, line: str, name: str, value: object) -> None:
    spoil(folder, A1, "advice:", f"{line}\nadvice:")
    set_rule, plain = read_rules(folder).rules
    names = ("superior_counts", "study_counts", "cap", "judge", "need_fact", "fact_kinds")
    changed = {n: getattr(set_rule, n) for n in names if getattr(set_rule, n) != getattr(plain, n)}
    assert changed == {name: value}


UNKNOWN_KEYS = [
    pytest.param(A1, "basis:", "untis: [名]\nbasis:", 4, "untis", "“units”", id="of a rule"),
    pytest.param(A1, "    deeds:", "    deed:", 11, "deed", "“deeds”", id="of an element"),
    pytest.param(A1, "level: 2", "level: 2, rol: work", 18, "rol", "“role”", id="of a case"),
    pytest.param(A1, "level: 0", "level: 0\n    trapp: plan", 21, "trapp", "“trap”", id="of a long case"),
    pytest.param(
        A1, "- document: 某条例", "- document: 某条例\n    artcle: 第一条", 6, "artcle", "“article”", id="of a basis"
    ),
    pytest.param(A1, "basis:", "一二三: 四\nbasis:", 4, "一二三", "id、title、question", id="with no near one"),
    pytest.param(CHECKLIST, "core: true", "croe: true", 7, "croe", "“core”", id="of a row"),
    pytest.param(STANCE, "cues:", "cue: {}\ncues:", 1, "cue", "“cues”", id="of the lexicon"),
]
MISTAKES = [
    pytest.param(A1, "title: 法律顾问\n", "", 1, "bad-rule", "缺少必填的键“title”", id="key left out"),
    pytest.param(A1, "name: 法律顾问", "name: ''", 8, "bad-rule", "“name”不能为空", id="empty text"),
    pytest.param(A1, ", level: 2", "", 18, "bad-rule", "缺少必填的键“level”", id="key left out of a case"),
    pytest.param(A1, "level: 2", "level: 5", 18, "bad-rule", "“level”的值只能是", id="level outside the scale"),
    pytest.param(A1, "id: adviser", "id: Adviser!", 7, "bad-rule", "“id”的写法", id="bad element id"),
    pytest.param(A1, "title: 法律顾问", "title: 2021", 2, "bad-rule", "“title”应是文字", id="number for text"),
    pytest.param(
        A1, "topics:\n      - 法律顾问", "topics: 法律顾问", 9, "bad-rule", "“topics”应是列表", id="text for list"
    ),
    pytest.param(CHECKLIST, "points: 3", "points: 0", 6, "bad-rule", "points", id="row without points"),
    pytest.param(A1, "id: A1", "id: A1\nid: A1", 2, "duplicate-key", "“id”写了两次", id="key twice"),
    pytest.param(A1, "    topics:", "    name: 顾问\n    topics:", 9, "duplicate-key", "“name”", id="key twice below"),
    pytest.param(A1, "level: 2 }", "level: 2, level: 2 }", 18, "duplicate-key", "“level”", id="key twice in a line"),
    pytest.param(CHECKLIST, "  B1:", "  A1: { points: 2 }\n  B1:", 7, "duplicate-key", "“A1”", id="row twice"),
    pytest.param(A1, "    name:", "   name:", 8, "bad-yaml", "YAML", id="bad indent"),
    pytest.param(A1, "title: 法律顾问", 'title: "法律"顾问', 2, "bad-yaml", "YAML", id="text after a quote"),
    pytest.param(A1, "title: 法律顾问", "title: 法律: 顾问", 2, "bad-yaml", "YAML", id="colon in a text"),
    pytest.param(B1, "id: B1", "id: A1", 1, "duplicate-id", "A1-adviser.yaml", id="id of another file"),
    pytest.param(B1, "title: 法律顾问\n", "", 1, "bad-rule", "title", id="key left out of the second file"),
    pytest.param(B1, "id: B1", "id: B2", 1, "bad-name", "B2-short-name.yaml", id="id unlike the name"),
    pytest.param(CHECKLIST, "  B1:", "  B3: { points: 2 }\n  B1:", 1, "missing-rule", "B3", id="row without a rule"),
    pytest.param(STANCE, "'没有'", "'没(有'", 2, "bad-pattern", "没(有", id="bad cue"),
    pytest.param(SECTIONS, "'^下一步'", "'[下一步'", 3, "bad-pattern", "[下一步", id="bad heading pattern"),
    pytest.param(SECTIONS, "'^首页'", "'*首页'", 5, "bad-pattern", "*首页", id="bad frame pattern"),
    pytest.param(A1, "- 聘请…法律顾问", "- (聘请…法律顾问", 12, "bad-phrase", "(聘请…法律顾问", id="bad phrase"),
    pytest.param(A1, "advice:", "masks: ['…']\nadvice:", 13, "bad-phrase", "“…”", id="bad mask"),
]
MISSPELT = [
    pytest.param(A1, "title:", "titel:", 2, "“title”", id="of a rule"),
    pytest.param(A1, "level: 0", "levle: 0", 20, "“level”", id="of a case"),
    pytest.param(A1, "  mentioned:", "  mentoned:", 15, "“mentioned”", id="of the advice"),
    pytest.param(CHECKLIST, "points: 3", "point: 3", 6, "“points”", id="of a row"),
]


@pytest.mark.parametrize(("file", "old", "new", "line", "key", "hint"), UNKNOWN_KEYS)
def test_an_unknown_key_is_shown_with_the_nearest_known_one(
    folder: Path, file: str, old: str, new: str, line: int, key: str, hint: str
) -> None:
    path = spoil(folder, file, old, new)
    error = refusal(folder)
    assert (error.code, error.file, error.line) == ("bad-rule", str(path), line)
    assert f"{path} 第 {line} 行：不认识的键“{key}”" in error.message
    assert hint in error.hint


@pytest.mark.parametrize(("file", "old", "new", "line", "hint"), MISSPELT)
def test_a_misspelt_necessary_key_is_shown_as_such(
    folder: Path, file: str, old: str, new: str, line: int, hint: str
) -> None:
    spoil(folder, file, old, new)
    error = refusal(folder)
    assert (error.line, hint in error.hint) == (line, True)


@pytest.mark.parametrize(("file", "old", "new", "line", "code", "named"), MISTAKES)
def test_a_mistake_is_named_with_its_place(
    folder: Path, file: str, old: str, new: str, line: int, code: str, named: str
) -> None:
    path = spoil(folder, file, old, new)
    error = refusal(folder)
    assert (error.code, error.file, error.line) == (code, str(path), line)
    assert named in error.message + error.hint


def test_a_row_of_no_list_is_refused_where_it_says_its_id(folder: Path) -> None:
    spoil(folder, CHECKLIST, "  B1: { points: 5, core: true }\n", "")
    error = refusal(folder)
    assert (error.code, error.file, error.line) == ("not-listed", str(folder / B1), 1)


@pytest.mark.parametrize(
    "name", ["A/adviser.yaml", "A/a1-adviser.yaml", "A/A1_adviser.yaml", "A/A1-顾问.yaml", "B/A1-adviser.yaml"]
)
def test_a_file_is_named_by_its_id_and_stands_with_its_group(folder: Path, name: str) -> None:
    (folder / A1).rename(folder / name)
    assert refusal(folder).code == "bad-name"


@pytest.mark.parametrize(
    ("file", "code"),
    [(CHECKLIST, "no-checklist"), (STANCE, "no-file"), (SECTIONS, "no-file"), (A1, "missing-rule")],
)
def test_a_missing_file_is_refused(folder: Path, file: str, code: str) -> None:
    (folder / file).unlink()
    error = refusal(folder)
    assert error.code == code
    assert error.hint


@pytest.mark.parametrize("content", [b"id: A1\xff\n", "标题: 乱".encode("gbk")])
def test_a_file_that_is_not_utf8_is_refused(folder: Path, content: bytes) -> None:
    (folder / A1).write_bytes(content)
    error = refusal(folder)
    assert (error.code, error.file) == ("unreadable", str(folder / A1))


@pytest.mark.parametrize("content", ["", "# 只有注释\n", "- 一\n- 二\n", "一句话\n"])
def test_a_file_without_keys_is_refused(folder: Path, content: str) -> None:
    (folder / A1).write_text(content, encoding="utf-8")
    error = refusal(folder)
    assert (error.code, error.file, error.line) == ("bad-rule", str(folder / A1), 1)


def test_a_key_that_is_no_word_is_refused(folder: Path) -> None:
    spoil(folder, A1, "title: 法律顾问", "{title: 法律顾问}: 法律顾问")
    assert refusal(folder).line == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("words:", "  denyed: ['未曾']\nwords:", id="unknown cue"),
        pytest.param("  plan: ['某某']\n", "", id="missing cue"),
        pytest.param("['尚未', '没有']", "[]", id="empty cue, which would match anywhere"),
    ],
)
def test_the_lexicon_holds_the_cues_that_are_asked_for(folder: Path, old: str, new: str) -> None:
    path = spoil(folder, STANCE, old, new)
    assert refusal(folder).file == str(path)


def sums(folder: Path, file: str, content: bytes) -> tuple[str, str]:
    """Return the sum of a folder before and after a file's content is put in place."""
    before = read_rules(folder).sha256
    (folder / file).write_bytes(content)
    return before, read_rules(folder).sha256


@pytest.mark.parametrize("file", [A1, STANCE, CHECKLIST])
def test_windows_line_ends_do_not_change_the_sum(folder: Path, file: str) -> None:
    before, after = sums(folder, file, (folder / file).read_bytes().replace(b"\n", b"\r\n"))
    assert before == after


@pytest.mark.parametrize("file", [A1, STANCE, CHECKLIST])
def test_a_byte_order_mark_does_not_change_the_sum(folder: Path, file: str) -> None:
    before, after = sums(folder, file, codecs.BOM_UTF8 + (folder / file).read_bytes())
    assert before == after


@pytest.mark.parametrize("file", [A1, B1, STANCE, SECTIONS, CHECKLIST])
def test_any_other_byte_changes_the_sum(folder: Path, file: str) -> None:
    before, after = sums(folder, file, (folder / file).read_bytes() + b"#")
    assert len(before) == 64
    assert before != after


def test_a_files_name_changes_the_sum(folder: Path) -> None:
    before = read_rules(folder).sha256
    (folder / A1).rename(folder / "A/A1-counsel.yaml")
    assert read_rules(folder).sha256 != before


def test_a_copy_of_the_shipped_rules_is_the_same_set(tmp_path: Path) -> None:
    shutil.copytree(default_rules(), tmp_path / "rules")
    shipped, copy = read_rules(), read_rules(tmp_path / "rules")
    assert copy.sha256 == shipped.sha256
    assert [(rule.id, rule.points, rule.elements) for rule in copy.rules] == [
        (rule.id, rule.points, rule.elements) for rule in shipped.rules
    ]
    assert all(Path(rule.path).is_relative_to(tmp_path) for rule in copy.rules)
