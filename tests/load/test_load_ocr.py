"""Scans and pictures: recognised upright or turned, with what was recognised marked as such."""

import io
import re

import docx
import numpy as np
import pypdfium2
import pytest
from docx.shared import Mm
from formats import office, scan
from formats.ofd import ofd
from PIL import Image

from auditor.errors import ReadError
from auditor.load import load_bytes, readers

SHORT = """\
青山县白水镇2023年度法治政府建设情况报告
2023年，我镇扎实推进法治政府建设。现报告如下：
一、工作开展情况
（一）行政执法。全镇22名执法人员持有行政执法证，一律持证上岗。
青山县白水镇人民政府
2024年1月5日
"""

LONG = SHORT.replace("一律持证上岗。", "一律持证上岗，新进的5人参加全省统一考试后领取证件，调离的2人及时交回。" * 3)

pytestmark = [
    pytest.mark.skipif(not office.AVAILABLE, reason=office.MISSING),
    pytest.mark.skipif(not readers.recognises(), reason="the extra ocr is not installed"),
]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text).translate(str.maketrans("(),:", "（），："))


@pytest.fixture(scope="module")
def pdf():
    return office.pdf(SHORT)


@pytest.mark.parametrize("make", [scan.clean, lambda pdf: scan.noisy(pdf, 3), lambda pdf: scan.turned(pdf, 270)])
def test_a_scanned_pdf_is_recognised_whichever_way_it_lies(pdf, make):
    document = load_bytes(make(pdf), "a.pdf")
    assert squeezed(document.text) == squeezed(SHORT)
    assert document.is_recognised(0, len(document.text))
    assert document.confidence > 0.95
    assert document.warnings == ("第 1 页是图片，文字为识别所得，可能有错，引文请核对原件。",)


def test_a_page_upside_down(pdf):
    assert squeezed(load_bytes(scan.turned(pdf, 180), "a.pdf").text) == squeezed(SHORT)


@pytest.mark.parametrize(("make", "name"), [(scan.png, "a.png"), (scan.tiff, "a.tif")])
def test_a_picture_is_recognised(pdf, make, name):
    document = load_bytes(make(pdf), name)
    assert (squeezed(document.text), document.format) == (squeezed(SHORT), "image")


def test_an_ofd_of_scans_is_recognised(pdf):
    document = load_bytes(ofd("", pictures=(scan.png(pdf),)), "a.ofd")
    assert (squeezed(document.text), document.format) == (squeezed(SHORT), "ofd")


def test_a_picture_without_text_is_told(pdf):
    blank = scan.images(office.pdf("。"))[0]
    out = io.BytesIO()
    blank.save(out, "PNG")
    with pytest.raises(ReadError) as caught:
        load_bytes(out.getvalue(), "a.png")
    assert caught.value.code == "empty"


def test_a_picture_is_refused_where_nothing_can_recognise_it(pdf, monkeypatch):
    monkeypatch.setattr(readers, "recognises", lambda: False)
    with pytest.raises(ReadError) as caught:
        load_bytes(scan.png(pdf), "a.png")
    assert caught.value.code == "no-text"


def as_file(image, form: str, **more) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def transparent(image):
    """Black letters on nothing."""
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    layer.putalpha(image.convert("L").point(lambda value: 255 - value))
    return layer


def deep(image):
    return Image.fromarray(np.asarray(image.convert("L")).astype("uint16") * 40)


@pytest.mark.parametrize(
    ("change", "form"),
    [
        (transparent, "PNG"),
        (deep, "PNG"),
        (lambda image: image.convert("1"), "TIFF"),
        (lambda image: image.convert("CMYK"), "JPEG"),
        (lambda image: image.convert("P"), "GIF"),
        (lambda image: image.resize((3308, 4678)), "JPEG"),
    ],
)
def test_a_picture_of_any_depth_is_seen_as_on_paper(pdf, change, form):
    assert squeezed(load_bytes(as_file(change(scan.images(pdf)[0]), form), "a.png").text) == squeezed(SHORT)


def test_all_pages_of_a_tiff_are_read(pdf):
    page = scan.images(pdf)[0]
    document = load_bytes(as_file(page, "TIFF", save_all=True, append_images=[page.resize((2500, 3536))]), "a.tif")
    assert squeezed(document.text) == squeezed(SHORT) * 2
    assert len(document.page_starts) == 2


def scanned_word_file(pages, text: str = "", header: str = "") -> bytes:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = header
    if text:
        made.add_paragraph(text)
    for page in pages:
        made.add_picture(io.BytesIO(page), width=Mm(150))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_scans_pasted_into_a_word_file_are_recognised(pdf):
    document = load_bytes(scanned_word_file([scan.png(pdf)]), "a.docx")
    assert (squeezed(document.text), document.format) == (squeezed(SHORT), "docx")
    assert document.is_recognised(0, 1)


def test_scans_in_a_word_file_are_refused_where_nothing_can_recognise_them(pdf, monkeypatch):
    monkeypatch.setattr(readers, "recognises", lambda: False)
    with pytest.raises(ReadError) as caught:
        load_bytes(scanned_word_file([scan.png(pdf)]), "a.docx")
    assert caught.value.code == "no-text"


def test_recognition_leaves_no_trace_and_notes_no_events(pdf, program, tmp_path):
    (tmp_path / "a.png").write_bytes(scan.png(pdf))
    home, scratch = tmp_path / "家", tmp_path / "临时"
    home.mkdir()
    scratch.mkdir()
    env = {"HOME": str(home), "TMPDIR": str(scratch), "AUDITOR_CACHE": ""}
    ran = program("text", tmp_path / "a.png", env=env)
    assert "白水镇" in ran.out
    assert [*home.rglob("*"), *scratch.rglob("*")] == []


def test_a_scan_pasted_below_a_text_is_told(pdf):
    document = load_bytes(scanned_word_file([scan.png(pdf)], text=SHORT * 2), "a.docx")
    assert document.warnings == ("文中有 1 张整页大小的图片，其中的文字没有读，未计入审核。",)
    assert not document.recognised


def test_scans_below_a_line_of_text_are_recognised(pdf):
    document = load_bytes(scanned_word_file([scan.png(pdf)], text="附：年度报告（扫描件）"), "a.docx")
    assert squeezed(document.text) == "附：年度报告（扫描件）" + squeezed(SHORT)
    assert [squeezed(document.text[slice(*span)])[:3] for span in document.recognised][0] == "青山县"


def test_scans_under_a_running_header_are_recognised(pdf):
    data = scanned_word_file([scan.png(pdf)], header="青山县白水镇人民政府二〇二三年度法治政府建设材料")
    document = load_bytes(office.convert(data, "docx", "pdf"), "a.pdf")
    assert "全镇22名执法人员" in document.text
    assert document.confidence


def test_a_scan_among_pages_of_text_leaves_their_paragraphs_whole(pdf):
    file = pypdfium2.PdfDocument(office.pdf(LONG))
    file.import_pages(pypdfium2.PdfDocument(scan.clean(pdf)))
    out = io.BytesIO()
    file.save(out)
    document = load_bytes(out.getvalue(), "a.pdf")
    assert squeezed(LONG).replace("\n", "") + squeezed(SHORT) == squeezed(document.text)
    assert len(document.text.split("\n")) == len(LONG.split("\n")) - 1 + len(SHORT.split("\n")) - 1
