"""`auditor text`: what was read, cut into parts, in each form, with its places."""

import json
import zipfile

import pytest
from formats import word
from formats.ofd import ofd

REPORT = """\
青山县白水镇2023年度法治政府建设情况报告
2023年，我镇扎实推进法治政府建设。现报告如下：
一、工作开展情况
（一）行政执法。全镇22名执法人员持有行政执法证，一律持证上岗。
二、存在的问题
案卷制作不够规范。
三、下一步打算
每季度评查一次案卷。
青山县白水镇人民政府
2024年1月5日
"""


@pytest.fixture
def text(program):
    return lambda *arguments, **more: program("text", *arguments, **more)


def test_parts_are_shown_with_their_roles_and_lines(text, put):
    ran = text(put("草稿.txt", REPORT))
    assert ran.code == 0
    lines = ran.out.split("\n")
    assert lines[1] == f"格式 txt，{len(REPORT)} 字，读通 100.0%"
    assert "标题：青山县白水镇2023年度法治政府建设情况报告" in lines
    assert "落款：青山县白水镇人民政府" in lines
    assert "年度：2023年度  类别：乡镇" in lines
    found = [line.strip() for line in lines]
    assert (
        found.index("【问题】二、存在的问题")
        < found.index("（第6行）案卷制作不够规范。")
        < found.index("【计划】三、下一步打算")
    )


def test_json_has_the_text_and_every_place(text, put):
    made = json.loads(text(put("草稿.docx", word.plain(REPORT)), "--json").out)
    assert made["reading"]["format"] == "docx"
    assert made["signature"] == "青山县白水镇人民政府"
    for part in (*made["sections"], *made["sentences"]):
        assert 0 <= part["start"] <= part["end"] <= len(made["text"])
    sentence = next(one for one in made["sentences"] if "案卷制作" in one["text"])
    assert made["text"][sentence["start"] : sentence["end"]] == "案卷制作不够规范。"
    assert (sentence["role"], made["sections"][sentence["section"]]["heading"]) == ("problems", "存在的问题")


def test_pages_are_named(text, put):
    ran = text(put("草稿.ofd", ofd(REPORT)))
    assert "格式 ofd，1 页" in ran.out
    assert "（第1页，第6行）案卷制作不够规范。" in ran.out


def test_a_file_in_an_archive(text, tmp_path):
    with zipfile.ZipFile(tmp_path / "报告.zip", "w") as archive:
        archive.writestr("白水镇/草稿.txt", REPORT)
    assert "落款：青山县白水镇人民政府" in text(tmp_path / "报告.zip" / "白水镇" / "草稿.txt").out


def test_standard_input_and_a_narrow_encoding(text):
    ran = text("-", stdin=REPORT.encode("gbk"), env={"PYTHONIOENCODING": "gbk"}, encoding="gbk")
    assert ran.code == 0
    assert "注意：文件没有标明编码" in ran.out
    assert "【工作】" in ran.out


def test_a_file_that_cannot_be_read_gives_the_reason(text, put):
    ran = text(put("坏.docx", b"PK\x03\x04"))
    assert (ran.code, ran.out) == (3, "")
    assert "已损坏" in ran.err


def test_two_ways_to_ask_for_json_are_one_too_many(text, put):
    ran = text(put("草稿.txt", REPORT), "--json", "-f", "terminal")
    assert ran.code == 2
    assert "只能写一个" in ran.err


def test_an_archive_in_a_folder_is_walked_by_check(check, put):
    out = put("来稿/甲.txt", REPORT).parent
    with zipfile.ZipFile(out / "乙.zip", "w") as archive:
        archive.writestr("丙.txt", REPORT)
        archive.writestr("照片.jpg", b"\xff\xd8\xff")
    with zipfile.ZipFile(out / "空.zip", "w") as archive:
        archive.writestr("照片.jpg", b"\xff\xd8\xff")
    result = json.loads(check(out, "-f", "json").out)
    assert [row["path"].rpartition("来稿/")[2] for row in result["documents"]] == ["乙.zip/丙.txt", "甲.txt"]
    assert [(row["path"].rpartition("/")[2], row["code"]) for row in result["errors"]] == [("空.zip", "unsupported")]
