"""Files that are broken or mean harm: each is refused with a reason, soon, and without filling the memory."""

import io
import struct
import zipfile

import pytest
from lxml import etree

from auditor.errors import ReadError
from auditor.load import load_bytes
from auditor.load.safe_zip import SafeZip

BODY = "<w:p><w:r><w:t>法治政府建设</w:t></w:r></w:p>"


def failure(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        load_bytes(data, "报告.docx")
    error = caught.value
    assert "报告.docx" in error.message
    assert error.hint.endswith("。")
    return error


def with_part(pack, members, name: str, content: bytes | str | None) -> bytes:
    parts = members(BODY)
    if content is None:
        del parts[name]
    else:
        parts[name] = content
    return pack(parts)


def test_a_cut_off_archive(docx):
    data = docx(BODY)
    assert failure(data[: len(data) // 2]).code == "damaged"
    assert failure(data[:-30]).code == "damaged"


def test_an_archive_of_nothing_but_its_mark():
    assert failure(b"PK\x03\x04").code == "damaged"


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/numbering.xml"])
def test_a_part_with_flipped_bytes(docx, name):
    data = bytearray(docx(BODY))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo(name)
    start = info.header_offset + 30 + len(name)
    data[start + 2 : start + 6] = b"\xff\xff\xff\xff"
    assert failure(bytes(data)).code == "damaged"


def test_a_missing_body(pack, members):
    assert failure(with_part(pack, members, "word/document.xml", None)).code == "damaged"


@pytest.mark.parametrize(
    "content", ["", "<w:document", "<a></b>", "<document/>", b"\xff\xff\xff\xff", "<a>&outside;</a>"]
)
def test_a_broken_body(pack, members, content):
    assert failure(with_part(pack, members, "word/document.xml", content)).code == "damaged"


def test_nesting_beyond_measure(docx):
    deep = "<w:sdt><w:sdtContent>" * 5000 + BODY + "</w:sdtContent></w:sdt>" * 5000
    assert failure(docx(deep)).code == "damaged"


@pytest.mark.parametrize(
    ("opening", "closing", "times"),
    [
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 120),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 80),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>", 60),
    ],
)
def test_nesting_up_to_the_parser_s_limit_is_read(docx, opening, closing, times):
    assert load_bytes(docx(opening * times + BODY + closing * times), "a.docx").text.strip() == "法治政府建设"


def test_a_wild_number_of_runs_in_one_paragraph(docx):
    body = "<w:p>" + "<w:r><w:t>法</w:t></w:r>" * 50_000 + "</w:p>"
    assert load_bytes(docx(body), "a.docx").text == "法" * 50_000


def doctype(members, subset: str, use: str) -> str:
    body = str(members(BODY)["word/document.xml"]).replace("法治", use)
    return f'<?xml version="1.0"?><!DOCTYPE x [{subset}]>{body}'


def test_an_outside_entity(pack, members, tmp_path):
    (tmp_path / "secret").write_text("机密", encoding="utf-8")
    content = doctype(members, f'<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">', "&e;")
    error = failure(with_part(pack, members, "word/document.xml", content))
    assert error.code == "unsafe"
    assert "DOCTYPE" in error.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/numbering.xml", "_rels/.rels"])
def test_a_doctype_in_any_part_in_any_encoding(pack, members, name, encoding):
    content = '<!DOCTYPE x [<!ENTITY e "a">]><x/>'.encode(encoding)
    assert failure(with_part(pack, members, name, content)).code == "unsafe"


def test_a_doctype_is_refused_before_anything_is_parsed(pack, members):
    assert failure(with_part(pack, members, "word/document.xml", "<!DOCTYPE x []><x>")).code == "unsafe"


def test_a_doctype_behind_a_long_comment(pack, members):
    content = f"<!-- {'x' * 10_000} -->" + doctype(members, '<!ENTITY e "a">', "&e;").split("?>", 1)[1]
    assert failure(with_part(pack, members, "word/document.xml", content)).code == "unsafe"


def test_a_billion_laughs(pack, members):
    laughs = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
    content = f"<!-- {'x' * 10_000} -->" + doctype(members, laughs, "&a9;").split("?>", 1)[1]
    assert failure(with_part(pack, members, "word/document.xml", content)).code in {"unsafe", "damaged"}


def test_a_member_too_large(pack, members):
    error = failure(with_part(pack, members, "word/media/x.bin", bytes(100_000_001)))
    assert error.code == "unsafe"
    assert "100 MB" in error.message


def test_a_member_that_packs_too_well(pack, members):
    error = failure(with_part(pack, members, "word/document.xml", b" " * 20_000_000))
    assert error.code == "unsafe"
    assert "200 倍" in error.message


def test_small_members_may_pack_as_well_as_they_like(docx):
    data = docx("<w:p/>" * 100_000 + BODY)
    assert load_bytes(data, "a.docx").text.strip() == "法治政府建设"


def test_too_much_in_total(pack, members):
    data = bytearray(pack(members(BODY) | {f"word/media/{at}": b"x" for at in range(4)}))
    for at in range(4):
        # the directory claims ninety million bytes for each, packed from half a million: odd only in total
        place = data.rindex(f"word/media/{at}".encode()) - 46
        struct.pack_into("<II", data, place + 20, 500_000, 90_000_000)
    error = failure(bytes(data))
    assert error.code == "unsafe"
    assert "300 MB" in error.message


def test_a_directory_that_lies_about_a_size(docx):
    data = bytearray(docx(BODY * 1000))
    place = data.rindex(b"word/document.xml") - 46
    struct.pack_into("<I", data, place + 24, 100)
    assert failure(bytes(data)).code == "damaged"


def test_too_many_entries(pack, members):
    error = failure(pack(members(BODY) | {f"word/{at}": b"" for at in range(5_000)}))
    assert error.code == "unsafe"
    assert "5000 个" in error.message


def test_a_member_with_a_password(docx):
    data = bytearray(docx(BODY))
    data[data.rindex(b"word/document.xml") - 46 + 8] |= 1
    assert failure(bytes(data)).code == "encrypted"


def test_an_unknown_way_of_packing(docx):
    data = bytearray(docx(BODY))
    struct.pack_into("<H", data, data.rindex(b"word/document.xml") - 46 + 10, 99)
    assert failure(bytes(data)).code == "damaged"


@pytest.mark.parametrize("start", [0, 3, 1_000_000, 0xFFFFFFFE])
def test_a_directory_that_points_elsewhere(docx, start):
    data = bytearray(docx(BODY))
    struct.pack_into("<I", data, data.rindex(b"word/document.xml") - 46 + 42, start)
    assert failure(bytes(data)).code == "damaged"


def test_a_directory_that_is_not_where_the_end_says(docx):
    data = bytearray(docx(BODY))
    place = data.rindex(b"PK\x05\x06") + 16
    struct.pack_into("<I", data, place, struct.unpack_from("<I", data, place)[0] + 256)
    assert failure(bytes(data)).code == "damaged"


def test_flipped_bytes_in_any_way_of_packing(pack, members):
    for way in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", way) as archive:
            for name, content in members(BODY).items():
                archive.writestr(name, content)
        data = bytearray(out.getvalue())
        start = data.index(b"word/document.xml") + len("word/document.xml")
        data[start : start + 60] = b"\xff" * 60
        assert failure(bytes(data)).code == "damaged"


def test_the_total_of_what_is_read_is_bounded(pack):
    block = bytes(range(256)) * 350_000
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("x", block)
    archive = SafeZip(data.getvalue(), "a.zip")
    for _ in range(3):
        assert len(archive.read("x")) == 89_600_000
    with pytest.raises(ReadError) as caught:
        archive.read("x")
    assert caught.value.code == "unsafe"


def test_the_opener_reads_members_and_trees(pack):
    archive = SafeZip(pack({"a.xml": "<a><!-- 注 --><b>文</b></a>"}), "a.ofd")
    assert archive.names == {"a.xml"}
    assert etree.tostring(archive.xml("a.xml"), encoding="unicode") == "<a><b>文</b></a>"
    with pytest.raises(ReadError) as caught:
        archive.read("b.xml")
    assert caught.value.code == "damaged"


@pytest.mark.parametrize("piece", ["<w:p/>", '<w:p w:a="" w:b="" w:c=""/>'])
def test_a_part_of_too_many_pieces(docx, piece):
    error = failure(docx(piece * 2_000_001 if "=" not in piece else piece * 600_000))
    assert error.code == "unsafe"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_of_packing_that_no_office_program_uses(members, method):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members(BODY).items():
            archive.writestr(name, content)
    assert failure(out.getvalue()).code == "damaged"


def test_a_chain_of_styles_without_end(docx):
    styles = "".join(f'<w:style w:styleId="s{at}"><w:basedOn w:val="s{at + 1}"/></w:style>' for at in range(20_000))
    body = '<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>法</w:t></w:r></w:p>' * 20_000
    assert load_bytes(docx(body, styles=styles), "a.docx").text.count("法") == 20_000


def test_a_list_of_very_many_levels_used_very_often(docx):
    numbering = f'<w:abstractNum w:abstractNumId="1">{"<w:lvl/>" * 100_000}</w:abstractNum>' + "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="1"/></w:num>' for at in range(20_000)
    )
    assert load_bytes(docx(BODY, numbering=numbering), "a.docx").text == "法治政府建设"


@pytest.mark.parametrize("far", [0xFFFFFF00, 0x7FFFFFFF])
def test_a_directory_that_points_past_the_file(docx, far):
    data = bytearray(docx(BODY))
    struct.pack_into("<I", data, data.rindex(b"word/document.xml") - 46 + 42, far)
    assert failure(bytes(data)).code == "damaged"


def test_an_end_that_moves_everything_before_the_file(docx):
    data = bytearray(docx(BODY))
    start = data.rindex(b"PK\x05\x06") + 16
    struct.pack_into("<I", data, start, struct.unpack_from("<I", data, start)[0] + 200)
    assert failure(bytes(data)).code == "damaged"


def test_parts_share_one_bound(docx):
    styles = "<w:style/>" * 300_000
    assert load_bytes(docx(BODY, styles=styles), "a.docx").text == "法治政府建设"
    assert failure(docx(BODY, styles=styles, numbering=styles)).code == "unsafe"
