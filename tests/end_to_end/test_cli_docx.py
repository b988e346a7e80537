"""`auditor check -o 批注.docx`: the draft back with comments, or a reason and no file."""

from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path
from random import Random

import docx
import pytest
from formats import word
from marked import check_same_but_for_comments

REPORT = """\
青山县白水镇2023年度法治政府建设情况报告
2023年，我镇扎实推进法治政府建设。现报告如下：
一、工作开展情况
全镇22名执法人员持有行政执法证，一律持证上岗。
青山县白水镇人民政府
2024年1月5日
"""
BAD = "已损坏"


def comments(path: Path) -> list[str]:
    return [one.text for one in docx.Document(str(path)).comments]


def test_a_word_draft_comes_back_commented(put, tmp_path, check):
    data = word.tracked(REPORT, Random(1))
    draft = put("草稿.docx", data)
    ran = check(draft, "-o", tmp_path / "批注.docx")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    check_same_but_for_comments(data, (tmp_path / "批注.docx").read_bytes())
    assert any(one.startswith("自查总分") for one in comments(tmp_path / "批注.docx"))
    assert draft.read_bytes() == data


def test_the_same_draft_gives_the_same_bytes(put, tmp_path, check):
    draft = put("草稿.docx", word.plain(REPORT))
    for name, seed in (("一.docx", "1"), ("二.docx", "2")):
        assert check(draft, "-f", "docx", "-o", tmp_path / name, env={"PYTHONHASHSEED": seed}).code == 0
    assert (tmp_path / "一.docx").read_bytes() == (tmp_path / "二.docx").read_bytes()


@pytest.mark.parametrize("name", ["-", "草稿.txt", "草稿.md", "草稿.html"])
def test_any_other_draft_is_typed_anew(name, put, tmp_path, check):
    html = f"<html><body>{''.join(f'<p>{line}</p>' for line in REPORT.splitlines())}</body></html>"
    draft = "-" if name == "-" else put(name, html if name.endswith("html") else REPORT)
    ran = check(draft, "-o", tmp_path / "批注.docx", stdin=REPORT.encode())
    assert (ran.code, ran.err) == (0, "")
    assert docx.Document(str(tmp_path / "批注.docx")).paragraphs[0].text == "青山县白水镇2023年度法治政府建设情况报告"
    assert len(comments(tmp_path / "批注.docx")) >= 3


def test_a_draft_in_a_zip_and_a_folder_for_several(put, tmp_path, check):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("一镇/草稿.docx", word.plain(REPORT))
        archive.writestr("二镇/草稿.docx", word.numbered(REPORT))
    ran = check(put("报送.zip", out.getvalue()), "-f", "docx", "-o", f"{tmp_path / '结果'}{os.sep}")
    assert (ran.code, ran.err) == (0, "")
    made = sorted(path.relative_to(tmp_path / "结果").as_posix() for path in (tmp_path / "结果").rglob("*.docx"))
    assert made == ["一镇/草稿（批注）.docx", "二镇/草稿（批注）.docx"]


def test_what_no_screen_shows(report, check):
    ran = check(report, "-f", "docx")
    assert (ran.code, ran.out) == (2, "")
    assert "docx 不能显示在屏幕上" in ran.err


def test_the_draft_is_never_written_over(put, check):
    data = word.plain(REPORT)
    draft = put("草稿.docx", data)
    ran = check(draft, "-o", draft)
    assert ran.code == 2
    assert "报告本身" in ran.err
    assert draft.read_bytes() == data


def test_macros_keep_their_suffix(put, tmp_path, check):
    draft = put("草稿.docm", word.plain(REPORT))
    ran = check(draft, "-o", tmp_path / "批注.docx")
    assert ran.code == 2
    assert ".docm 结尾" in ran.err
    assert not (tmp_path / "批注.docx").exists()
    assert check(draft, "-o", tmp_path / "批注.docm").code == 0
    assert check(draft, "-f", "docx", "-o", f"{tmp_path / '结果'}{os.sep}").code == 0
    assert [path.name for path in (tmp_path / "结果").iterdir()] == ["草稿（批注）.docm"]


def test_one_that_cannot_be_commented_keeps_back_no_other(put, tmp_path, check):
    good = word.plain(REPORT)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
                link = f'<Relationship Id="x" Type="{kind}" Target="comments.xml"/></Relationships>'
                data = data.replace(b"</Relationships>", link.encode())
            after.writestr(name, data)
        after.writestr("word/comments.xml", "<broken")
    put("箱/1坏批注.docx", out.getvalue())
    put("箱/2好.docx", good)
    ran = check(tmp_path / "箱", "-f", "docx", "-o", f"{tmp_path / '批'}/", "-f", "json", "-o", tmp_path / "a.json")
    assert ran.code == 3
    assert "1坏批注.docx" in ran.err
    assert [path.name for path in (tmp_path / "批").iterdir()] == ["2好（批注）.docx"]
    assert (tmp_path / "a.json").exists()


def test_a_damaged_draft_gives_a_reason_and_no_file(put, tmp_path, check):
    draft = put("草稿.docx", word.plain(REPORT)[:-2000])
    ran = check(draft, "-o", tmp_path / "批注.docx")
    assert ran.code == 3
    assert BAD in ran.err
    assert list(tmp_path.iterdir()) == [draft]


def test_comments_that_are_damaged_give_a_reason_and_no_file(put, tmp_path, check):
    whole, out = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    for line in REPORT.splitlines():
        paragraph = document.add_paragraph(line)
    document.add_comment(paragraph.runs, text="请核对")
    document.save(whole)
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(out, "w") as archive:
        for name in before.namelist():
            archive.writestr(name, b"<w:comments" if name.endswith("comments.xml") else before.read(name))
    draft = put("草稿.docx", out.getvalue())
    ran = check(draft, "-o", tmp_path / "批注.docx")
    assert ran.code == 3
    assert BAD in ran.err
    assert "comments.xml" in ran.err
    assert list(tmp_path.iterdir()) == [draft]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_shut(put, tmp_path, check):
    shut = tmp_path / "只读"
    shut.mkdir(mode=0o500)
    ran = check(put("草稿.docx", word.plain(REPORT)), "-o", shut / "批注.docx")
    assert ran.code == 3
    assert "没有权限" in ran.err


def test_a_folder_whose_name_a_file_has(put, tmp_path, check):
    draft = put("草稿.docx", word.plain(REPORT))
    ran = check(draft, "-o", draft / "批注.docx")
    assert ran.code == 3
    assert "已有同名的文件" in ran.err
    assert list(tmp_path.iterdir()) == [draft]


def test_a_gbk_console_is_told_in_its_own_encoding(put, program, few_rules):
    draft = put("草稿.docx", word.plain(REPORT))
    arguments = ("check", "--rules", few_rules, draft, "-o", draft)
    ran = program(*arguments, env={"PYTHONIOENCODING": "gbk"}, encoding="gbk")
    assert ran.code == 2


def test_a_folder_is_searched_without_the_copies_that_stand_in_it(put, check):
    draft = put("草稿箱/草稿.docx", word.plain(REPORT))
    for _ in range(2):
        ran = check(draft.parent, "-f", "docx", "-o", f"{draft.parent}{os.sep}")
        assert ran.code == 0
    assert ran.err == "跳过以前写出的结果 1 个。\n"
    copy = draft.with_name("草稿（批注）.docx")
    assert sorted(draft.parent.iterdir()) == sorted([draft, copy])
    assert check(copy, "-q").code == 0


def test_a_commented_copy_that_is_checked_again_bears_the_new_comments_only(put, tmp_path, check):
    copy, again = tmp_path / "草稿（批注）.docx", tmp_path / "再查.docx"
    assert check(put("草稿.docx", word.plain(REPORT)), "-o", copy).code == 0
    document = docx.Document(str(copy))
    document.add_comment(document.paragraphs[0].runs, text="请补页码", author="张三", initials="张")
    document.save(str(copy))
    assert check(copy, "-o", again).code == 0
    authors = [comment.author for comment in docx.Document(str(again)).comments]
    assert authors.count("张三") == 1
    assert authors.count("auditor 自查") == len(comments(copy)) - 1
    check_quotes_of(again)


def check_quotes_of(path):
    """Every mark has its comment and every comment its marks."""
    with zipfile.ZipFile(path) as archive:
        body = archive.read("word/document.xml").decode()
    ids = {comment.comment_id for comment in docx.Document(str(path)).comments}
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(map(int, re.findall(rf'<w:{name} w:id="(\d+)"', body))) == sorted(ids)
