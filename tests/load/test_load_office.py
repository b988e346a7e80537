"""Old Word and WPS files, RTF and OpenDocument, through LibreOffice: what comes back, what failure leaves behind."""

import subprocess
from random import Random

import pytest
from formats import office, word

from auditor.errors import ReadError
from auditor.load import from_office, load_bytes

pytestmark = pytest.mark.skipif(not office.AVAILABLE, reason=office.MISSING)

SHORT = """\
青山县白水镇2023年度法治政府建设情况报告
2023年，我镇扎实推进法治政府建设。现报告如下：
一、工作开展情况
（一）行政执法。全镇22名执法人员持有行政执法证，一律持证上岗。
青山县白水镇人民政府
2024年1月5日
"""


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(("make", "name"), [("doc", "a.doc"), ("wps", "a.wps"), ("rtf", "a.rtf")])
def test_the_text_comes_back(make, name):
    document = load_bytes(getattr(office, make)(SHORT), name)
    assert squeezed(document.text) == squeezed(SHORT)
    assert (document.format, document.warnings) == ("rtf" if make == "rtf" else "doc", ())


def test_an_opendocument_text_comes_back():
    document = load_bytes(office.convert(word.plain(SHORT), "docx", "odt"), "a.odt")
    assert (squeezed(document.text), document.format) == (squeezed(SHORT), "odt")


def test_tracked_changes_are_taken_as_accepted():
    data = office.doc(SHORT, lambda text: word.tracked(text, Random(5)))
    assert squeezed(load_bytes(data, "a.doc").text) == squeezed(SHORT)


def test_a_broken_file_is_told():
    data = office.doc(SHORT)
    with pytest.raises(ReadError) as caught:
        load_bytes(data[:1536] + bytes(len(data) - 4096) + data[-2560:], "a.doc")
    assert caught.value.code in {"damaged", "unsupported"}


def test_a_converter_that_hangs_is_killed_with_its_children(monkeypatch):
    monkeypatch.setattr(from_office, "SECONDS", 0.05)
    with pytest.raises(ReadError) as caught:
        load_bytes(office.doc(SHORT), "a.doc")
    assert caught.value.code == "timeout"
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert "auditor-" not in "".join(row for row in running.splitlines() if "soffice" in row)
