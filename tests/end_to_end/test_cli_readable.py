"""Markdown, plain text and the workbook as users get them: files, pipes, several reports, and what is no report."""

import io
import re

import pytest
from audited import HOSTILE
from markdown_it import MarkdownIt
from openpyxl import load_workbook

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
RAR = b"Rar!\x1a\x07\0"
TITLE = "青山县白水镇2023年度法治政府建设情况报告"


def sheets(path):
    return load_workbook(io.BytesIO(path.read_bytes())).sheetnames


@pytest.mark.parametrize(
    ("name", "options", "first"),
    [
        ("结果.md", [], f"# {TITLE}\n"),
        ("结果.MD", [], f"# {TITLE}\n"),
        ("结果.markdown", [], f"# {TITLE}\n"),
        ("结果.txt", ["-f", "markdown"], f"# {TITLE}\n"),
        ("结果.txt", ["-f", "text"], f"{TITLE}\n单位：青山县白水镇人民政府\n"),
        ("结果.txt", [], f"{TITLE}\n青山县白水镇人民政府  2023年度"),
    ],
)
def test_suffix_gives_the_form_and_its_name_another(check, report, tmp_path, name, options, first):
    target = tmp_path / name
    ran = check(report, *options, "-o", target)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert target.read_bytes().decode().startswith(first)
    assert b"\r" not in target.read_bytes()


@pytest.mark.parametrize("options", [[], ["-f", "xlsx"]])
def test_a_workbook_is_written(check, report, tmp_path, options):
    target = tmp_path / ("结果.xlsx" if not options else "结果")
    ran = check(report, *options, "-o", target)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert sheets(target) == ["说明", "整改清单", "清单", "引文"]


def test_a_workbook_is_not_shown_on_the_screen(check, report):
    ran = check(report, "-f", "xlsx")
    assert (ran.code, ran.out) == (2, "")
    assert "-o 结果.xlsx" in ran.err


def test_all_forms_of_a_run_at_once(check, report, tmp_path):
    names = ["1.md", "2.xlsx", "3.json", "4.txt"]
    ran = check(report, *(part for name in names for part in ("-o", tmp_path / name)))
    assert (ran.code, ran.out) == (0, "")
    assert all((tmp_path / name).stat().st_size for name in names)


@pytest.mark.parametrize("form", ["markdown", "text"])
def test_a_file_holds_what_the_pipe_gets(check, report, tmp_path, form):
    target = tmp_path / "结果"
    shown = check(report, "-f", form)
    check(report, "-f", form, "-o", target)
    assert target.read_bytes().startswith(shown.raw.rstrip())
    assert "\x1b" not in shown.out


def test_plain_text_is_in_the_console_s_own_encoding(program, report):
    plain = program("check", report, "-f", "text")
    gbk = program("check", report, "-f", "text", env={"PYTHONIOENCODING": "gbk"}, encoding="gbk")
    assert (gbk.code, gbk.out, gbk.err) == (0, plain.out, "")
    assert "?" not in gbk.out


def test_a_gbk_console_gets_a_question_mark_for_a_foreign_character(check, put):
    path = put("报告.txt", "青山县\U00020bb7水镇2023年度法治政府建设情况报告\n一、工作情况\n已开展法治宣传6场次。\n")
    ran = check(path, "-f", "text", env={"PYTHONIOENCODING": "gbk"}, encoding="gbk")
    assert ran.code == 0
    assert ran.out.startswith("青山县?水镇2023年度")


def test_markdown_is_utf8_with_line_feeds_on_every_console(check, report):
    plain = check(report, "-f", "markdown").raw
    assert check(report, "-f", "markdown", env={"PYTHONIOENCODING": "gbk"}).raw == plain
    assert plain.startswith(f"# {TITLE}\n".encode())


@pytest.fixture
def folder(put, tmp_path):
    """Two reports, a text that is none, and two files that cannot be read."""
    put("报送/甲.txt")
    put("报送/乙/甲.txt")
    put("报送/新闻.txt", "青山县召开会议\n本报讯 1月5日，青山县召开会议，研究部署有关工作。" * 3)
    put("报送/坏.docx", b"PK\x03\x04broken")
    put("报送/压缩.txt", RAR)
    return tmp_path / "报送"


def test_several_reports_go_into_one_file_with_those_that_gave_no_result(check, folder, tmp_path):
    for name, options in (("1.md", []), ("2.txt", ["-f", "text"]), ("3.xlsx", [])):
        ran = check(folder, *options, "-o", tmp_path / name)
        assert (ran.code, ran.out, ran.err) == (3, "", "")
    for name in ("1.md", "2.txt"):
        made = (tmp_path / name).read_text("utf-8")
        assert made.count("没有评成的文件") == 1
        # in the overview with its file, and at the head of its own part
        assert re.findall(rf"{TITLE}（\S*甲\\?\.txt）", made) != []
        assert made.count("持证上岗") > 1
        below = made.partition("没有评成的文件")[2]
        assert "坏.docx" in below
        assert "压缩.txt" in below
        assert "不评分" in made
    book = load_workbook(tmp_path / "3.xlsx")
    assert book.sheetnames == ["说明", "概况", "整改清单", "清单", "引文", "没有评成的文件"]
    assert len({cell.value for cell in book["清单"]["A"][1:]}) == 2
    assert sorted(cell.value.rpartition("/")[2] for cell in book["没有评成的文件"]["A"][1:]) == [
        "压缩.txt", "坏.docx", "新闻.txt",
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["markdown", "text"])
def test_nothing_that_could_be_read_is_still_a_result(check, put, form):
    ran = check(put("坏.docx", b"PK\x03\x04broken"), "-f", form)
    assert ran.code == 3
    assert "没有评成的文件" in ran.out
    assert "坏.docx" in ran.out


@pytest.mark.parametrize("name", ["1.md", "1.xlsx"])
def test_a_folder_that_is_not_there_is_explained(check, report, tmp_path, name):
    ran = check(report, "-o", tmp_path / "没有" / name)
    assert (ran.code, ran.out) == (3, "")
    assert "结果写不进" in ran.err
    assert "文件夹不存在" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == [report.name]


@pytest.mark.parametrize("form", ["markdown", "text"])
def test_standard_input_has_a_result(check, report, form):
    ran = check("-", "-f", form, stdin=report.read_bytes())
    assert ran.code == 0
    assert re.search("^文件：-$|文件：`-`$", ran.out, re.M)


@pytest.mark.parametrize("name", ["1.md", "1.txt", "1.xlsx"])
def test_rows_that_do_not_apply_under_an_overlay_are_told(program, report, put, tmp_path, name):
    overlay = put("本县.yaml", "id: ours\ntitle: 本县口径\nextends: township\noff:\n  H4: 本县另行考核\n")
    options = ["-f", "text"] if name.endswith(".txt") else []
    ran = program("check", report, "--rules", overlay, *options, "-o", tmp_path / name)
    assert (ran.code, ran.err) == (0, "")
    if name.endswith(".xlsx"):
        made = load_workbook(tmp_path / name)
        said = " ".join(str(cell.value) for sheet in made for row in sheet.iter_rows() for cell in row)
    else:
        said = (tmp_path / name).read_text("utf-8")
    assert "本县口径" in said
    assert "不适用：本县另行考核。" in said


def test_a_hostile_report_does_nothing(check, put, tmp_path):
    said = [text.replace("\ud800", "") for text in HOSTILE if len(text) < 1000]
    body = "".join(f"全镇22名执法人员持有行政执法证，一律持证上岗{text}\n" for text in said)
    path = put("恶意`a`|b.txt", f"{TITLE}\n一、工作{said[1]}\n{body}青山县白水镇人民政府\n2024年1月5日\n")
    targets = [tmp_path / name for name in ("1.md", "2.txt", "3.xlsx")]
    ran = check(
        path, "-f", "markdown", "-o", targets[0], "-f", "text", "-o", targets[1], "-f", "xlsx", "-o", targets[2]
    )
    assert ran.code == 0
    tokens = MarkdownIt("gfm-like").parse(targets[0].read_text("utf-8"))
    kinds = {child.type for token in tokens for child in token.children or ()} | {token.type for token in tokens}
    assert not {kind for kind in kinds if kind.startswith(("html", "link", "image", "hr", "fence"))}
    assert "<script>alert(1)</script>" in targets[1].read_text("utf-8")
    cells = [cell for sheet in load_workbook(targets[2]) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink]
