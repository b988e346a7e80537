"""Zip archives of reports: which files are found in them, by which names, and what is refused."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from auditor.errors import ReadError
from auditor.load import load_file
from auditor.load.archive import files_in

TEXT = "青山县白水镇2023年度法治政府建设情况报告\n一、工作情况\n全镇22名执法人员持证上岗。"


@pytest.fixture
def archive(tmp_path):
    def build(members: dict[str, bytes], name: str = "报告.zip", raw: bool = False) -> Path:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as file:
            for member, content in members.items():
                # a name in cp437 is written without the mark for UTF-8, as Chinese Windows does with GBK
                file.writestr(member.encode("gbk").decode("cp437") if raw else member, content)
        path = tmp_path / name
        path.write_bytes(out.getvalue())
        return path

    return build


def test_files_are_found_in_folders_and_sorted(archive):
    path = archive({"乙/报告.txt": TEXT.encode(), "甲.txt": b"x", "甲/": b""})
    assert [str(p.relative_to(path)) for p in files_in(path)] == ["乙/报告.txt", "甲.txt"]


def test_what_systems_add_is_left_out(archive):
    path = archive({"__MACOSX/._a.txt": b"x", ".a.txt": b"x", "甲/~$a.docx": b"x", "a.txt": b"x"})
    assert [p.name for p in files_in(path)] == ["a.txt"]


@pytest.mark.parametrize("raw", [False, True])
def test_a_member_is_read_by_its_chinese_name(archive, raw):
    path = archive({"白水镇/报告.txt": TEXT.encode()}, raw=raw)
    document = load_file(path / "白水镇" / "报告.txt")
    assert document.text == TEXT
    assert document.path == str(path / "白水镇" / "报告.txt")


def test_a_document_named_zip_has_no_files(archive, docx):
    path = archive({})
    path.write_bytes(docx(f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"))
    assert files_in(path) == []
    assert "全镇22名" in load_file(path).text


def test_an_archive_that_is_written_anew_is_read_anew(archive, tmp_path):
    path = archive({"a.txt": TEXT.encode()})
    assert load_file(path / "a.txt").text == TEXT
    archive({"a.txt": TEXT.replace("22", "23").encode()})
    os.utime(path, ns=(1, 1))
    assert "23名" in load_file(path / "a.txt").text


@pytest.mark.parametrize(
    ("inside", "code"),
    [("没有.txt", "not-found"), ("a.zip", "unsupported"), ("../外.txt", "not-found"), ("甲", "not-found")],
)
def test_what_cannot_be_read_is_told(archive, inside, code):
    path = archive({"a.txt": TEXT.encode(), "a.zip": archive({"b.txt": b"x"}, "b.zip").read_bytes(), "甲/b.txt": b"x"})
    with pytest.raises(ReadError) as caught:
        load_file(path / inside)
    assert caught.value.code == code
    assert caught.value.hint


def test_a_locked_member_is_told(archive):
    path = archive({"a.txt": TEXT.encode()})
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(ReadError) as caught:
        load_file(path / "a.txt")
    assert caught.value.code == "encrypted"


@pytest.mark.parametrize(
    "name", ["/etc/报告.txt", "../报告.txt", "甲/../../报告.txt", "C:/报告.txt", "\\\\主机\\报告.txt", "..\\报告.txt"]
)
def test_names_that_lead_out_of_the_archive_are_left_out(archive, name, tmp_path):
    (tmp_path / "报告.txt").write_text(TEXT, encoding="utf-8")
    path = archive({name: TEXT.encode(), "内.txt": TEXT.encode()})
    assert [p.name for p in files_in(path)] == ["内.txt"]


def test_a_file_on_disk_is_never_taken_for_one_in_an_archive(archive, tmp_path):
    outside = tmp_path / "外.txt"
    outside.write_text(TEXT, encoding="utf-8")
    path = archive({str(outside): b"x"})
    assert files_in(path) == []
    with pytest.raises(ReadError) as caught:
        load_file(path / "外.txt")
    assert caught.value.code == "not-found"


@pytest.mark.parametrize("name", ["./报告.txt", "甲//报告.txt", "甲\\报告.txt"])
def test_odd_ways_to_write_a_name_are_read(archive, name):
    (found,) = files_in(archive({name: TEXT.encode()}))
    assert load_file(found).text == TEXT
