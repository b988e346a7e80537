"""`check -f html`: a page for every report, where it was asked for, and no report for the next run."""

import json

import pytest
from lxml import html

BROKEN = b"PK\x03\x04"


def title_of(path):
    return html.document_fromstring(path.read_bytes().decode("utf-8")).xpath("string(//h1)")


@pytest.mark.parametrize("name", ["结果.html", "结果.htm", "结果.HTML"])
def test_the_suffix_asks_for_a_page(check, report, tmp_path, name):
    ran = check(report, "-o", tmp_path / name)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert title_of(tmp_path / name) == "青山县白水镇2023年度法治政府建设情况报告"


def test_the_screen_gets_it_in_utf8_whatever_its_own_encoding(check, report):
    plain = check(report, "-f", "html").raw
    assert check(report, "-f", "html", env={"PYTHONIOENCODING": "gbk"}).raw == plain
    assert plain.startswith(b"<!DOCTYPE html>")
    assert "白水镇" in plain.decode("utf-8")


def test_standard_input_has_a_page_too(check, report, tmp_path):
    assert check("-", "-f", "html", "-o", tmp_path / "页.html", stdin=report.read_bytes()).code == 0
    assert title_of(tmp_path / "页.html") == "青山县白水镇2023年度法治政府建设情况报告"


def test_a_folder_gets_a_page_for_every_report(check, put, tmp_path):
    put("报告/甲.txt")
    put("报告/子/乙.txt")
    put("报告/丙.docx", BROKEN)
    ran = check(tmp_path / "报告", "-f", "html", "-o", f"{tmp_path / '页'}/")
    assert ran.code == 3
    assert "丙.docx" in ran.err
    made = sorted(path.relative_to(tmp_path / "页").as_posix() for path in (tmp_path / "页").rglob("*.*"))
    assert made == ["子/乙（自查）.html", "甲（自查）.html"]


def test_several_reports_do_not_go_into_one_page(check, put, tmp_path):
    ran = check(put("甲.txt"), put("乙.txt"), "-o", tmp_path / "页.html")
    assert ran.code == 2
    assert "一份报告写一个文件" in ran.err
    assert not (tmp_path / "页.html").exists()


def test_a_report_is_not_written_over(check, put):
    path = put("报告.html", "<p>青山县白水镇2023年度法治政府建设情况报告</p>")
    before = path.read_bytes()
    assert check(path, "-o", path).code == 2
    assert path.read_bytes() == before


@pytest.mark.parametrize("command", [["check"], ["score", "--store", "库.sqlite"]], ids=["check", "score"])
def test_pages_of_an_earlier_run_are_no_reports(program, few_rules, report, tmp_path, command):
    assert program("check", report, "--rules", few_rules, "-o", tmp_path / "结果.html").code == 0
    command = [tmp_path / part if part.endswith(".sqlite") else part for part in command]
    ran = program(*command, tmp_path, "--rules", few_rules, "-f", "json")
    assert ran.code == 0
    assert report.name in ran.out
    assert "结果.html" not in ran.out


def test_a_page_that_is_named_is_read(check, report, tmp_path):
    page = tmp_path / "结果.html"
    check(report, "-o", page)
    ran = check(page, "-f", "json")
    assert [one["path"] for one in json.loads(ran.out)["documents"]] == [str(page)]


def test_a_hostile_file_makes_a_harmless_page(check, report, put, tmp_path):
    text = (
        report.read_text("utf-8")
        .replace("白水镇2023", "<script>alert(1)</script>镇2023")
        .replace("持有", "\x1b[31m持有\u202e")
    )
    path = put("[red]甲'&<b>.txt", text)
    assert check(path, "-o", tmp_path / "页.html").code == 0
    page = html.document_fromstring((tmp_path / "页.html").read_text("utf-8"))
    assert page.xpath("//script") == []
    assert "<script>alert(1)</script>镇2023年度" in page.xpath("string(//div[@class='words'])")
    assert "[red]甲'&<b>.txt" in page.xpath("string(//*[@class='facts'])")
