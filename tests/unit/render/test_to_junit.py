"""JUnit XML is valid, its counts add up, and a case stands where it stood in the last run."""

from collections import Counter
from pathlib import Path, PurePosixPath

import found as made
import pytest
from lxml import etree

from auditor.load import load_bytes
from auditor.render.to_junit import to_junit
from auditor.render.visible import visible
from auditor.shortcoming import checked

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parents[2] / "schemas" / "junit-10.xsd"))
STATES = ("failure", "error", "skipped")


def suites_of(text):
    """Parse a result, hold it against the schema and its counts against its cases."""
    top = etree.fromstring(text.encode())
    SCHEMA.assertValid(top)
    for suite in top:
        states = Counter(child.tag for case in suite.iter("testcase") for child in case if child.tag in STATES)
        assert int(suite.get("tests")) == len(suite.findall("testcase"))
        assert [int(suite.get(name)) for name in ("failures", "errors", "skipped")] == [states[s] for s in STATES]
        assert all(len([c for c in case if c.tag in STATES]) <= 1 for case in suite.iter("testcase"))
    for name in ("tests", "failures", "errors"):
        assert int(top.get(name)) == sum(int(suite.get(name)) for suite in top)
    return list(top)


def cases_of(suite):
    """Return name and state of every case, passed ones as such."""
    return [
        (case.get("name"), next((c.tag for c in case if c.tag in STATES), "passed")) for case in suite.iter("testcase")
    ]


@pytest.fixture(scope="module")
def real(auditor, root):
    names = ["seeds/beihe-2022.txt", "seeds/guantang-2021.txt", "tests/gold/texts/w05.txt"]
    return [checked(auditor.audit(load_bytes((root / name).read_bytes(), name))) for name in names]


def test_real_reports_have_a_case_for_the_total_and_every_row_in_order(real, book):
    for suite, found in zip(suites_of(to_junit(real, [], book)), real, strict=True):
        verdicts = found.card.verdicts
        assert [name for name, _ in cases_of(suite)] == ["总分", *(f"{v.rule} {v.title}" for v in verdicts)]
        states = dict(cases_of(suite))
        for verdict in verdicts:
            wanted = "skipped" if not verdict.applicable else "failure" if verdict.level < 2 else "passed"
            assert states[f"{verdict.rule} {verdict.title}"] == wanted


def test_class_is_the_report_and_the_group_of_rows(real, book):
    classes = [case.get("classname") for case in suites_of(to_junit(real, [], book))[0].iter("testcase")]
    assert classes[0] == "seeds/beihe-2022_txt.总分"
    assert classes[1] == "seeds/beihe-2022_txt.A 报告要素"
    assert {name.count(".") for name in classes} == {1}


def test_no_two_cases_of_a_run_have_class_and_name_in_common(real, book):
    found = [*real, made.gated(made.card()), checked(made.refused())]
    text = to_junit(found, [made.unreadable()], book)
    keys = [(c.get("classname"), c.get("name")) for suite in suites_of(text) for c in suite.iter("testcase")]
    assert len(set(keys)) == len(keys)


def test_failure_tells_why_shows_the_words_and_what_to_do(book):
    (suite,) = suites_of(to_junit([checked(made.card())], [], book))
    assert cases_of(suite) == [
        ("总分", "passed"), ("A2 第A2行", "failure"), ("A3 第A3行", "failure"), ("A4 第A4行", "passed"),
        ("B1 第B1行", "passed"), ("B2 第B2行", "skipped"),
    ]  # fmt: skip
    failure = suite.find("testcase[@name='A3 第A3行']/failure")
    assert (failure.get("type"), failure.get("message")) == ("mentioned", "A3的理由。")
    assert failure.text.split("\n") == [
        "A3的理由。",
        "原文（一、工作情况，第3行）：“开展法治宣传6场次”",
        "建议：写明次数。只写真实做过、查得到的；没有做的不要写成做了。",
        "依据：《条例》：应当公开。",
    ]
    assert suite.find("testcase[@name='B2 第B2行']/skipped").get("message") == "不适用：没有。"
    assert suite.find("testcase[@name='A4 第A4行']/system-out").text.startswith("落实，2/3 分\nA4的理由。\n建议：")


def test_gate_fails_what_is_below_the_bar_and_skips_what_is_excused(book):
    (suite,) = suites_of(to_junit([made.gated(made.card())], [], book))
    assert cases_of(suite) == [
        ("总分", "failure"), ("A2 第A2行", "failure"), ("A3 第A3行", "skipped"), ("A4 第A4行", "passed"),
        ("B1 第B1行", "passed"), ("B2 第B2行", "skipped"),
        ("多余空格", "failure"), ("多余空格 2", "failure"), ("多余空格 3", "skipped"),
    ]  # fmt: skip
    messages = {case.get("name"): case[0].get("message") for case in suite.iter("testcase")}
    assert messages["总分"] == "得分率 50.0，低于要求的 60。"
    assert messages["A3 第A3行"] == "已豁免：张三，到2030年底。"
    assert messages["多余空格 3"] == "基线内"


def test_text_without_a_grade_and_file_without_a_result_are_errors(book):
    refused, unread = suites_of(to_junit([checked(made.refused())], [made.unreadable()], book))
    assert [(c[0].tag, c[0].get("type"), c[0].get("message")) for c in refused.iter("testcase")] == [
        ("error", "not_a_report", "这是一份通知，不是报告。")
    ]
    assert unread.get("name") == "草稿/坏.docx"
    assert [(c[0].tag, c[0].get("type"), c[0].text) for c in unread.iter("testcase")] == [
        ("error", "damaged", "请用 Word 打开，另存一份。")
    ]


@pytest.mark.parametrize("at", range(len(made.NASTY)), ids=lambda at: ascii(made.NASTY[at]))
def test_hostile_words_are_text_and_nothing_else(book, at):
    nasty, named = made.NASTY[at], made.NASTY_NAMES[at % len(made.NASTY_NAMES)]
    text = to_junit([made.nasty(at, named)], [made.unreadable(nasty, named)], book)
    first, second = suites_of(text)
    assert visible(nasty) in first.find("testcase/failure").get("message")
    assert second.find("testcase/error").get("message") == visible(nasty)
    assert first.get("name") == visible(named)
    kinds = {"testsuite", "testcase", "properties", "property", "failure", "error", "skipped", "system-out"}
    assert {element.tag for element in first.iter()} <= kinds


def test_run_of_nothing_is_valid_and_paths_are_told_from_the_root(book):
    assert suites_of(to_junit([], [], book)) == []
    (suite,) = suites_of(to_junit([checked(made.card("/工作/甲.txt"))], [], book, root=PurePosixPath("/工作")))
    assert suite.get("name") == "甲.txt"


def test_same_run_gives_the_same_bytes(real, book):
    assert to_junit(real, [], book) == to_junit(real, [], book)
