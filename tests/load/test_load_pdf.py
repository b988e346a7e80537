"""PDF text layers: text and places as the file has them, turned pages, and what stands in for text."""

import io

import pypdfium2
import pytest
from formats import office, scan, word

from auditor.errors import ReadError
from auditor.load import from_pdf, load_bytes, readers

SHORT = """\
青山县白水镇2023年度法治政府建设情况报告
2023年，我镇扎实推进法治政府建设。现报告如下：
一、工作开展情况
（一）行政执法。全镇22名执法人员持有行政执法证，一律持证上岗，新进的5人参加省里统一考试后领证，调离的2人交回证件。
青山县白水镇人民政府
2024年1月5日
"""

needs_office = pytest.mark.skipif(not office.AVAILABLE, reason=office.MISSING)


def squeezed(text: str) -> list[str]:
    return ["".join(line.split()) for line in text.split("\n") if line.strip()]


@needs_office
def test_paragraphs_come_back_with_their_pages():
    long = SHORT.replace(
        "青山县白水镇人民政府\n", "（二）普法。赶集日摆桌子答疑，来问的事当场答复。\n" * 40 + "青山县白水镇人民政府\n"
    )
    document = load_bytes(office.pdf(long), "a.pdf")
    assert squeezed(document.text) == squeezed(long)
    assert (document.format, document.warnings, document.confidence) == ("pdf", (), None)
    assert len(document.page_starts) > 2
    assert document.page_of(document.text.index("2024年1月5日")) == len(document.page_starts)


@needs_office
@pytest.mark.parametrize(("degrees", "across", "down"), [(0, 0.14, 0.14), (90, 0.86, 0.14), (270, 0.14, 0.83)])
def test_places_are_those_of_the_page_as_shown(degrees, across, down):
    file = pypdfium2.PdfDocument(office.pdf(SHORT))
    file[0].set_rotation(degrees)
    out = io.BytesIO()
    file.save(out)
    read = from_pdf.read_page(pypdfium2.PdfDocument(out.getvalue())[0])
    title = next(line for line in read.lines if line.text.startswith("青山县"))
    # where the title begins: in the upper left corner of the sheet, which a quarter turn brings elsewhere
    assert abs(title.left / read.width - across) < 0.03
    assert abs(title.top / read.height - down) < 0.03


@needs_office
def test_a_scan_is_refused_with_the_way_out_where_nothing_can_recognise_it(monkeypatch):
    monkeypatch.setattr(readers, "recognises", lambda: False)
    with pytest.raises(ReadError) as caught:
        load_bytes(scan.clean(office.pdf(SHORT)), "a.pdf")
    assert caught.value.code == "no-text"
    assert "auditor[ocr]" in caught.value.hint


@needs_office
def test_a_single_picture_page_is_told(monkeypatch):
    monkeypatch.setattr(readers, "recognises", lambda: False)
    file = pypdfium2.PdfDocument(office.pdf(SHORT))
    file.import_pages(pypdfium2.PdfDocument(scan.clean(office.pdf(SHORT))))
    out = io.BytesIO()
    file.save(out)
    document = load_bytes(out.getvalue(), "a.pdf")
    assert document.unread_pages == (2,)
    assert "第 2 页是图片" in document.warnings[0]


@needs_office
def test_a_running_header_stays_out():
    text = SHORT + "（三）其他。坐班接访。\n" * 60
    data = office.convert(word.plain(text, header="青山县白水镇人民政府年度报告"), "docx", "pdf")
    assert "人民政府年度报告" not in load_bytes(data, "a.pdf").text
