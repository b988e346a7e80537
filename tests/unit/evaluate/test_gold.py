"""Labels and texts as read, and every fault at its line."""

import json

import pytest

from auditor.errors import ReadError, UsageError
from auditor.evaluate.gold import Label, read_gold
from auditor.model import Flag, Level


def refused(folder, book, **options):
    with pytest.raises(ReadError) as error:
        read_gold(folder, book, **options)
    return error.value


def rows(**labels):
    return {"doc": "甲", "rows": labels}


def test_labels_and_texts_are_read(folder, book, one):
    gold = read_gold(folder(one), book)
    [report] = gold.reports
    assert report.rows == {"E1": Label(Level.DONE, frozenset([Flag.PARTIAL]), ("持证上岗",))}
    assert (report.doc, report.document.text.split("\n")[1]) == ("甲", "一、工作情况")


def test_flags_and_evidence_may_be_left_out(folder, book):
    [report] = read_gold(folder(rows(E1={"level": 0})), book).reports
    assert report.rows["E1"] == Label(Level.ABSENT, frozenset(), ())


def test_byte_order_mark_windows_line_ends_and_empty_lines_do_not_matter(folder, book, one):
    raw = "\ufeff" + json.dumps(one, ensure_ascii=False) + "\r\n\r\n"
    assert len(read_gold(folder(raw), book).reports) == 1


def test_line_separator_inside_a_quote_does_not_end_the_line(folder, book):
    gold = read_gold(folder('{"doc": "甲", "rows": {"E1": {"level": 2, "evidence": ["持证\u2028上岗"]}}}'), book)
    assert gold.reports[0].rows["E1"].evidence == ("持证\u2028上岗",)


def test_rows_without_labels_are_told_and_no_fault(folder, book, one):
    [missing] = read_gold(folder(one), book).unlabelled
    assert (missing.doc, missing.rows) == ("甲", tuple(rule.id for rule in book.rules if rule.id != "E1"))


def test_texts_without_labels_are_told_but_not_what_editors_leave(folder, book, one):
    made = folder(one, texts=dict.fromkeys(("甲.md", "乙.txt", "~$甲.docx", ".DS_Store"), "全年学法6次。"))
    assert read_gold(made, book).unused == ("乙.txt",)


def test_only_keeps_by_the_beginning_of_the_name(folder, book, one):
    made = folder(
        one, one | {"doc": "乙1"}, one | {"doc": "乙2"}, texts={f"{n}.txt": "文" for n in ("甲", "乙1", "乙2")}
    )
    gold = read_gold(made, book, only="乙")
    assert ([report.doc for report in gold.reports], gold.unused) == (["乙1", "乙2"], ())
    with pytest.raises(UsageError, match="没有名称以“丙”开头的报告"):
        read_gold(made, book, only="丙")


FAULTS = {
    "no json": ('{"doc": ', "不是正确的 JSON（第 9 个字符附近）"),
    "deep json": ("[" * 100_000, "嵌套太深"),
    "not utf-8": ("甲".encode("gbk"), "不是 UTF-8 文本"),
    "a list": ([], "这一行应是一个 JSON 对象"),
    "no doc": ({"rows": {}}, "这一行缺少 doc"),
    "doc a number": ({"doc": 1, "rows": {}}, "doc 应是报告的名称"),
    "no rows": ({"doc": "甲"}, "这一行缺少 rows"),
    "empty rows": (rows(), "甲 的 rows 应是"),
    "unknown key": ({"doc": "甲", "rows": {}, "row": 1}, "这一行里有不认识的“row”"),
    "unknown row": (rows(Z9={"level": 1}), "甲 的 Z9：清单里没有这一行"),
    "row a number": (rows(E1=3), "甲 的 E1：标注应是一个 JSON 对象"),
    "no level": (rows(E1={"flags": []}), "甲 的 E1：标注缺少 level"),
    "misspelt key": (rows(E1={"level": 1, "flag": []}), "甲 的 E1：标注里有不认识的“flag”"),
    "level too high": (rows(E1={"level": 4}), "甲 的 E1：level 是 4，只能是 0、1、2、3"),
    "level below": (rows(E1={"level": -1}), "level 是 -1"),
    "level a text": (rows(E1={"level": "2"}), 'level 是 "2"'),
    "level true": (rows(E1={"level": True}), "level 是 true"),
    "level broken": (rows(E1={"level": 1.5}), "level 是 1.5"),
    "unknown flag": (rows(E1={"level": 1, "flags": ["plan"]}), '甲 的 E1：flags 是 ["plan"]'),
    "flags a text": (rows(E1={"level": 1, "flags": "partial"}), "flags 是"),
    "evidence a text": (rows(E1={"level": 1, "evidence": "持证"}), "evidence 应是引文的列表"),
    "twin rows": ('{"doc": "甲", "rows": {"E1": {"level": 1}, "E1": {"level": 2}}}', "“E1”写了两次"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_fault_is_told_with_file_and_line_and_nothing_is_read(folder, book, one, case):
    line, said = FAULTS[case]
    made = folder(one, "", line)
    error = refused(made, book)
    assert error.code == "bad-gold"
    first, *faults = error.message.split("\n  ")
    assert first == "标注有 1 处不对，没有评测："
    assert len(faults) == 1
    assert faults[0].startswith(f"{made / 'reports.jsonl'} 第 3 行：")
    assert said in faults[0]


def test_all_faults_are_told_at_once(folder, book, one):
    error = refused(folder(rows(E1={"level": 7}, Z1={}, A1={"level": 1}), one, one), book)
    assert [fault.partition("行：")[2] for fault in error.message.split("\n  ")[1:]] == [
        "甲 的 E1：level 是 7，只能是 0、1、2、3",
        "甲 的 Z1：清单里没有这一行",
        "doc“甲”与第 2 行重复",
    ]


def test_very_many_faults_are_counted(folder, book):
    message = refused(folder(*["x"] * 50), book).message
    assert message.startswith("标注有 50 处不对")
    assert message.endswith("……还有 30 处")


TEXT_FAULTS = {
    "missing": ({"乙.txt": "文"}, "texts 里没有“甲”的原文"),
    "two": ({"甲.txt": "文", "甲.md": "文"}, "texts 里“甲”的原文不止一份：甲.md、甲.txt"),
    "empty": ({"甲.txt": " "}, "“甲”的原文读不了"),
    "unreadable": ({"甲.pdf": "%PDF-1.7"}, "“甲”的原文读不了"),
}


@pytest.mark.parametrize("case", TEXT_FAULTS)
def test_fault_of_a_text_is_told_at_its_label(folder, book, one, case):
    texts, said = TEXT_FAULTS[case]
    made = folder("", one, texts=texts)
    message = refused(made, book).message
    assert f"{made / 'reports.jsonl'} 第 2 行：{said}" in message


def test_folder_label_file_or_texts_missing_is_named(folder, book, one, tmp_path):
    assert "里没有 reports.jsonl" in refused(tmp_path / "没有", book).message
    made = folder(one, texts={})
    (made / "texts").rmdir()
    assert f"没有文件夹“{made / 'texts'}”" in refused(made, book).message


def test_empty_label_file_is_named(folder, book):
    assert "里没有标注" in refused(folder("\n"), book).message
