"""What a path may be, what content may be, and the error that each failure gives."""

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import docx as python_docx
import pytest

from auditor.errors import ReadError
from auditor.load import load_bytes, load_file
from auditor.load.kinds import kind_of

TEXT = "一、加强党的领导。镇党委召开专题会议三次。"


def failure(call, *arguments) -> ReadError:
    with pytest.raises(ReadError) as caught:
        call(*arguments)
    error = caught.value
    assert error.message.endswith("。") and error.hint.endswith("。"), "whole Chinese sentences"
    return error


def test_a_document_carries_path_hash_and_lines(tmp_path):
    path = tmp_path / "报告.txt"
    path.write_bytes(f"标题\r\n{TEXT}".encode())
    doc = load_file(path)
    assert (doc.path, doc.format, doc.quality, doc.warnings) == (str(path), "txt", 1.0, ())
    assert doc.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert doc.text == f"标题\n{TEXT}"
    assert doc.line_of(3) == 2
    assert doc.page_of(0) is None


def test_a_word_file_made_by_a_library(tmp_path):
    made = python_docx.Document()
    made.add_heading("法治政府建设报告", 0)
    made.add_paragraph("一、工作情况")
    table = made.add_table(2, 2)
    for at, text in enumerate("甲乙丙丁"):
        table.cell(at // 2, at % 2).text = text
    made.sections[0].header.paragraphs[0].text = "页眉"
    made.save(str(tmp_path / "a.docx"))
    doc = load_file(tmp_path / "a.docx")
    assert doc.text == "法治政府建设报告\n一、工作情况\n甲\t乙\n丙\t丁"
    assert (doc.format, doc.warnings) == ("docx", ())


@pytest.mark.parametrize("suffix", [".txt", ".doc", ".wps", ".pdf"])
def test_a_word_file_under_another_name(docx, suffix):
    doc = load_bytes(docx(f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"), f"a{suffix}")
    assert (doc.format, doc.text) == ("docx", TEXT)
    assert doc.warnings == (f"文件后缀是 {suffix}，内容却是 Word 文档（docx），已按 Word 文档读取。",)


@pytest.mark.parametrize("suffix", [".docx", ".DOC", ".pdf"])
def test_a_text_under_another_name(suffix):
    doc = load_bytes(TEXT.encode(), f"a{suffix}")
    assert (doc.format, doc.text) == ("txt", TEXT)
    assert doc.warnings == (f"文件后缀是 {suffix.lower()}，内容却是纯文本，已按纯文本读取。",)


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("a.md", TEXT, "md"),
        ("a.markdown", TEXT, "md"),
        ("a.txt", "# 报告\n\n## 一、工作\n正文", "md"),
        ("-", "# 报告\n\n## 一、工作\n正文", "md"),
        ("a.txt", "# 报告\n正文", "txt"),
        ("a.txt", "#话题#\n#话题#\n", "txt"),
    ],
)
def test_markdown_by_name_or_by_headings(name, text, form):
    assert load_bytes(text.encode(), name).format == form


def test_not_found(tmp_path):
    assert failure(load_file, tmp_path / "没有.docx").code == "not-found"
    (tmp_path / "a").write_text(TEXT, encoding="utf-8")
    assert failure(load_file, tmp_path / "a" / "b.txt").code == "not-found"
    assert failure(load_file, Path("a\0b")).code == "not-found"


def test_the_message_names_the_file(tmp_path):
    assert "没有.docx" in failure(load_file, tmp_path / "没有.docx").message


def test_is_folder(tmp_path):
    assert failure(load_file, tmp_path).code == "is-folder"


def test_name_too_long(tmp_path):
    assert failure(load_file, tmp_path / ("长" * 300)).code == "read-failed"


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")
@pytest.mark.parametrize(("owner", "code"), [("", "no-permission"), ("~$.docx", "locked"), ("~$报告.docx", "locked")])
def test_a_file_that_may_not_be_opened(owner, code):
    # root may open everything, so the work is done by a user of no rights; pytest's own folder is closed to them
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(folder) / "报告.docx"
        path.write_text(TEXT, encoding="utf-8")
        path.chmod(0)
        if owner:
            (Path(folder) / owner).touch()
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            error = failure(load_file, path)
        finally:
            if root:
                os.seteuid(0)
    assert error.code == code


@pytest.mark.parametrize("name", ["~$报告.docx", ".~lock.报告.docx#"])
def test_the_marker_beside_an_open_document(tmp_path, name):
    (tmp_path / name).write_bytes(b"\x05admin" + b" " * 156)
    error = failure(load_file, tmp_path / name)
    assert error.code == "locked"
    assert "临时文件" in error.message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    code = (
        "import sys; from pathlib import Path\n"
        "from auditor.errors import ReadError; from auditor.load import load_file\n"
        "try: load_file(Path(sys.argv[1]))\n"
        "except ReadError as error: print(error.code)"
    )
    # in a process of its own, so that a hang fails the test and not the whole run
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "pipe.txt")], capture_output=True, text=True, timeout=20, check=True
    )
    assert ran.stdout.strip() == "unsupported"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs device files")
def test_a_device_is_refused():
    assert failure(load_file, Path("/dev/zero")).code == "unsupported"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", "\ufeff\u3000\n".encode(), "\u3000 \n".encode("utf-16")])
def test_empty(tmp_path, data):
    (tmp_path / "a.txt").write_bytes(data)
    assert failure(load_file, tmp_path / "a.txt").code == "empty"


def test_a_word_file_without_text_is_empty(docx):
    assert failure(load_bytes, docx("<w:p/><w:p><w:r><w:br/></w:r></w:p>"), "a.docx").code == "empty"


def test_too_large_a_file_is_not_even_read(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(3_000_000_000)
    error = failure(load_file, path)
    assert error.code == "too-large"
    assert "3000.0 MB" in error.message
    assert "50 MB" in error.message
    assert failure(load_bytes, bytes(50_000_001)).code == "too-large"


def test_too_long_a_text():
    assert failure(load_bytes, b"a" * 20_000_001, "a.txt").code == "too-large"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\n junk %PDF-1.4 ... %%EOF\n", "PDF"),
        (OLE + "WordDocument".encode("utf-16-le"), "旧版 Word 或 WPS"),
        (OLE + "Workbook".encode("utf-16-le"), "旧版 Excel"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "旧版演示"),
        (OLE, "旧版 Office"),
        (b"{\\rtf1\\ansi}", "RTF"),
        (b'<?xml version="1.0"?><w:wordDocument/>', "XML"),
        (b"\x89PNG\r\n\x1a\n\0\0", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"GIF89a", "图片"),
        (b"II*\0", "图片"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "图片"),
        (b"BM\x0a\0\0\0\0\0\0\0", "图片"),
        (b"Rar!\x1a\x07\0", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "RAR"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b"\0\0\0\x18ftypmp42", "视频"),
    ],
)
def test_a_kind_is_told_by_the_content(data, word):
    assert word in kind_of(data).value


@pytest.mark.parametrize(
    "data", [OLE + "Workbook".encode("utf-16-le"), OLE, b"Rar!\x1a\x07\0", b"<?xml version='1.0'?><a/>"]
)
def test_unsupported_kinds(data):
    # the name promises a text: the content decides
    error = failure(load_bytes, data, "a.txt")
    assert error.code == "unsupported"
    assert kind_of(data).value in error.message


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%%EOF",
        b"%PDF-1.7\n" + bytes(9000),
        b"\x89PNG\r\n\x1a\n\0\0",
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"II*\0",
    ],
)
def test_broken_pdf_and_pictures(data):
    assert failure(load_bytes, data, "a.pdf").code in {"damaged", "no-text"}


@pytest.mark.parametrize(
    ("member", "word"),
    [
        ("xl/workbook.xml", "Excel"),
        ("ppt/presentation.xml", "演示"),
        ("META-INF/container.xml", "电子书"),
        ("报告.txt", "压缩包"),
    ],
)
def test_unsupported_archives(pack, member, word):
    error = failure(load_bytes, pack({member: "x"}), "a.docx")
    assert error.code == "unsupported"
    assert word in error.message


@pytest.mark.parametrize("data", [OLE + "WordDocument".encode("utf-16-le"), b"{\\rtf1\\ansi}"])
def test_old_word_files_come_with_the_way_out(data, monkeypatch):
    monkeypatch.setenv("PATH", "")
    error = failure(load_bytes, data, "a.doc")
    assert (error.code, "LibreOffice" in error.message) == ("unsupported", True)
    assert "另存为 .docx" in error.hint


def test_encrypted():
    error = failure(load_bytes, OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx")
    assert error.code == "encrypted"
    assert "取消密码" in error.hint
    assert failure(load_bytes, b"%TSD-Header-###%\0\0\0", "a.docx").code == "encrypted"
    assert failure(load_bytes, b"\x62\x14\x23\x65\0\0\0E-SafeNet\0LOCK", "a.docx").code == "encrypted"
