"""What the user names is what is audited: files, folders, patterns, standard input."""

import json
import os
import sys
from pathlib import Path

import pytest

UNREADABLE = {
    "空.txt": (b"", "empty"),
    "包.docx": (b"Rar!\x1a\x07\0" + bytes(64), "unsupported"),
    "扫描.pdf": (b"%PDF-1.7\n%%EOF", "damaged"),
    "断.docx": (b"PK\x03\x04" + bytes(64), "damaged"),
}


@pytest.fixture
def audited(check):
    """Run with -f json and return the code, the paths audited and the paths refused."""

    def run(*names, stdin=b""):
        ran = check(*names, "-f", "json", stdin=stdin)
        result = json.loads(ran.out)
        return ran.code, [d["path"] for d in result["documents"]], [e["path"] for e in result["errors"]]

    return run


def test_files_come_in_the_order_named(audited, put):
    names = [str(put(name)) for name in ("丙.txt", "甲.txt", "乙.txt")]
    assert audited(*names) == (0, names, [])


def test_folder_is_searched_below_and_by_name(audited, put, tmp_path):
    found = [put(name) for name in ("乙镇/1.txt", "乙镇/下级/2.md", "甲镇.TXT")]
    assert audited(tmp_path) == (0, sorted(map(str, found)), [])


@pytest.mark.parametrize("name", ["~$报告.docx", ".~lock.报告.docx#", ".隐藏.txt", ".git/说明.txt", "照片.png"])
def test_folder_search_leaves_out_what_is_no_report(audited, report, put, tmp_path, name):
    put(name)
    assert audited(tmp_path) == (0, [str(report)], [])


def test_standard_input_is_read(check, put, report):
    piped = json.loads(check("-", "-f", "json", stdin=report.read_bytes()).out)["documents"][0]
    named = json.loads(check(report, "-f", "json").out)["documents"][0]
    assert piped["path"] == "-"
    assert piped | {"path": ""} == named | {"path": ""}


def test_standard_input_keeps_its_place_among_files(audited, put):
    first, last = str(put("1.txt")), str(put("2.txt"))
    assert audited(first, "-", last, "-", stdin=put("3.txt").read_bytes()) == (0, [first, "-", last], [])


def test_empty_standard_input_is_a_row(audited):
    assert audited("-") == (3, [], ["-"])


def test_same_file_named_in_several_ways_is_audited_once(audited, report, tmp_path):
    crooked = report.parent / "." / ".." / report.parent.name / report.name
    assert audited(report, tmp_path, f"{report.parent}{os.sep}.{os.sep}{report.name}", crooked) == (
        0,
        [str(report)],
        [],
    )


@pytest.mark.parametrize("name", ["我 的 报告（终稿）.txt", "２０２３ 年.txt", "-q.txt", "a[1].txt", "%s{0}'\".txt"])
def test_odd_names_are_plain_names(audited, put, name):
    path = str(put(name))
    assert audited(path) == (0, [path], [])


def test_pattern_that_the_shell_left_alone_is_resolved(audited, put, tmp_path):
    wanted = [str(put(f"报告{n}.txt")) for n in (3, 1, 5, 2, 4, 0)]
    put("别的.txt")
    assert audited(tmp_path / "报告?.tx*") == (0, sorted(wanted), [])


def test_pattern_that_meets_a_folder_searches_it(audited, put, tmp_path):
    inside = str(put("报告一/甲.txt"))
    assert audited(tmp_path / "报告*") == (0, [inside], [])


@pytest.mark.parametrize("name", ["空文件夹", "*.docx"])
def test_nothing_to_audit_says_so(check, tmp_path, name):
    (tmp_path / "空文件夹").mkdir()
    ran = check(tmp_path / name)
    assert (ran.code, ran.out) == (3, "")
    assert "没有可以评定的报告" in ran.err
    assert ".docx" in ran.err


def test_empty_name_is_not_the_working_folder(check, report):
    ran = check(report, "")
    assert (ran.code, ran.out) == (2, "")
    assert "有一个文件名是空的。" in ran.err


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_file_is_a_row_beside_the_readable(check, report, put, name):
    content, code = UNREADABLE[name]
    bad, last = put(name, content), put("最后.txt")
    ran = check(report, bad, last, "-f", "json")
    result = json.loads(ran.out)
    assert ran.code == 3
    assert [d["path"] for d in result["documents"]] == [str(report), str(last)]
    assert [(e["path"], e["code"]) for e in result["errors"]] == [(str(bad), code)]
    assert result["errors"][0]["message"]
    assert result["errors"][0]["hint"]


def test_terminal_shows_unreadable_files_with_reason_and_hint(check, report, tmp_path):
    ran = check(report, tmp_path / "没有.docx", "-q")
    assert ran.code == 3
    assert "青山县白水镇" in ran.out
    assert "没有评定的文件 1 个" in ran.out
    assert "找不到文件" in ran.out
    assert "请检查路径" in ran.out


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize(
    "form",
    ["terminal", "json"],
)
def test_file_name_in_gbk_bytes_is_no_fault(check, put, tmp_path, form):
    os.rename(os.fsencode(put("x.txt")), os.fsencode(tmp_path) + b"/" + "报告.txt".encode("gbk"))  # noqa: PTH104
    assert check(tmp_path, "-f", form).code == 0


def test_without_a_bar_a_failing_report_is_no_failure(check, put):
    ran = check(put("无关.txt", "今天天气很好，适合散步。\n" * 5))
    assert (ran.code, ran.err) == (0, "")
    assert "不像法治政府建设报告" in ran.out


def test_relative_names_are_shown_as_given(audited, root):
    names = [str(Path("seeds") / path.name) for path in sorted((root / "seeds").glob("*.txt"))]
    assert audited("seeds") == (0, names, [])
