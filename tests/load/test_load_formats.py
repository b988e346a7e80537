"""Every labelled report in the files that offices keep it in: the reader gives back the text, and so the verdicts."""

import io
import zipfile
from pathlib import Path
from random import Random

import docx as python_docx
import pypdfium2
import pytest
from formats import ofd, office, scan, web, word
from formats.sheet import LEAK
from PIL import Image

from auditor.load import load_bytes

TEXTS = Path(__file__).parents[1] / "gold" / "texts"
NAMES = [path.stem for path in sorted(TEXTS.glob("*.txt"))]
FEW = ["seed-beihe-2022", "seed-guantang-2021", "seed-wutang-2021", "w28", "w54"]
KINDS = {
    "plain": lambda text: word.plain(text, header=f"{LEAK}，存在的问题整改率100%。"),
    "numbered": word.numbered,
    "numbered apart": lambda text: word.numbered(text, apart=True),
    "tracked": lambda text: word.tracked(text, Random(len(text))),
    "boxed": word.boxed,
}
SHORT = """\
青山县白水镇2023年度法治政府建设情况报告
2023年，我镇扎实推进法治政府建设。现报告如下：
一、工作开展情况
（一）行政执法。全镇22名执法人员持有行政执法证，一律持证上岗。
青山县白水镇人民政府
2024年1月5日
"""

needs_office = pytest.mark.skipif(not office.AVAILABLE, reason=office.MISSING)

if not NAMES:
    pytest.skip("the labelled reports are not part of source packages", allow_module_level=True)


def report(name: str) -> str:
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


def squeezed(text: str) -> list[str]:
    """Return the lines that hold text, without white space."""
    return ["".join(line.split()) for line in text.split("\n") if line.strip()]


def document_of(data: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_text_comes_back(kind, name):
    text = report(name)
    assert squeezed(load_bytes(KINDS[kind](text), "报告.docx").text) == squeezed(text)


@pytest.mark.parametrize("seed", range(5))
def test_the_text_comes_back_whatever_was_changed(seed):
    text = report("seed-beihe-2022")
    assert squeezed(load_bytes(word.tracked(text, Random(seed)), "报告.docx").text) == squeezed(text)


@pytest.fixture(scope="module")
def verdicts(auditor):
    def of(data: bytes, name: str) -> tuple[object, ...]:
        card = auditor.audit(load_bytes(data, name))
        rows = {verdict.rule: (verdict.level, verdict.flags, verdict.applicable) for verdict in card.verdicts}
        return card.title, card.unit, card.year, card.score, card.grade, rows

    return of


@pytest.mark.parametrize("name", FEW)
def test_the_verdicts_stay(verdicts, name):
    text = report(name)
    expected = verdicts(text.encode(), "报告.txt")
    for kind, make in KINDS.items():
        assert verdicts(make(text), "报告.docx") == expected, kind


@pytest.mark.parametrize("name", FEW)
def test_the_verdicts_stay_on_laid_out_pages_and_web_pages(verdicts, name):
    text = report(name)
    expected = verdicts(text.encode(), "报告.txt")
    assert verdicts(ofd.ofd(text), "报告.ofd") == expected
    for kind in ("ucap", "layout-tables", "word"):
        assert verdicts(web.pages(text)[kind], "报告.html") == expected, kind


@needs_office
def test_the_verdicts_stay_in_what_the_office_program_writes(verdicts):
    files = {f"{name}.docx": word.plain(report(name)) for name in FEW}
    for to in ("pdf", "doc"):
        for name, data in zip(FEW, office.convert_all(files, to).values(), strict=True):
            assert verdicts(data, f"报告.{to}") == verdicts(report(name).encode(), "报告.txt"), (to, name)


@pytest.mark.parametrize(
    ("kind", "marks"),
    [
        ("plain", ["w:pStyle", "楷体_GB2312"]),
        ("numbered", ["w:numPr"]),
        ("tracked", ["w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:vanish", "w:rPrChange", "w:pPrChange"]),
        ("tracked", ["w:commentReference", "<w:rPr><w:del ", "<w:rPr><w:moveFrom ", "<w:rPr><w:ins "]),
        ("boxed", ["w:tbl", "mc:Fallback", "w:sdt", "w:hyperlink", "w:smartTag", "w:fldSimple", "w:fldChar"]),
        ("boxed", ["w:footnoteReference", "w:commentReference", " DATE "]),
    ],
)
def test_the_files_hold_what_they_are_for(kind, marks):
    markup = document_of(KINDS[kind](report("seed-guantang-2021")))
    assert [mark for mark in marks if mark not in markup] == []


def test_numbers_stand_nowhere_in_the_text():
    markup = document_of(word.numbered(report("seed-guantang-2021")))
    assert "一、" not in markup
    assert "（一）" not in markup


@pytest.mark.parametrize("name", FEW)
def test_another_reader_sees_the_same_plain_text(name):
    read = python_docx.Document(io.BytesIO(word.plain(report(name))))
    assert squeezed("\n".join(paragraph.text for paragraph in read.paragraphs)) == squeezed(report(name))


@pytest.mark.parametrize("name", FEW)
def test_another_reader_accepts_the_same_changes(name):
    mammoth = pytest.importorskip("mammoth")
    read = mammoth.extract_raw_text(io.BytesIO(KINDS["tracked"](report(name)))).value
    # it knows of changes, and not of hidden words
    lines = [line for line in squeezed(read) if LEAK not in line]
    assert set(lines) <= set(squeezed(report(name)))
    assert len(lines) > len(squeezed(report(name))) * 0.75


@pytest.mark.parametrize("name", FEW)
def test_another_reader_finds_every_boxed_paragraph(name):
    docx2txt = pytest.importorskip("docx2txt")
    # it takes the instructions of fields for text
    read = docx2txt.process(io.BytesIO(word.boxed(report(name)))).replace(LEAK, "")
    assert set(squeezed(report(name))) <= set(squeezed(read))


@needs_office
def test_the_office_program_shows_the_same_numbers():
    shown = office.convert_all({f"{name}.docx": word.numbered(report(name)) for name in FEW}, "txt")
    for name in FEW:
        assert squeezed(shown[f"{name}.docx"].decode("utf-8-sig")) == squeezed(report(name)), name


@needs_office
@pytest.mark.parametrize(
    ("make", "magic"),
    [
        (office.pdf, b"%PDF-"),
        (office.doc, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        (office.wps, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        (office.rtf, b"{\\rtf"),
    ],
)
def test_the_office_program_makes_what_it_is_asked_for(make, magic):
    assert make(SHORT).startswith(magic)


@needs_office
def test_a_conversion_that_fails_is_told():
    with pytest.raises(RuntimeError):
        office.convert(b"", "docx", "nonsense")


@needs_office
@pytest.mark.parametrize("make", [scan.clean, lambda pdf: scan.noisy(pdf, 1), lambda pdf: scan.turned(pdf, 90)])
def test_scans_are_pictures_alone(make):
    pdf = office.pdf(SHORT)
    made = pypdfium2.PdfDocument(make(pdf))
    assert len(made) == len(scan.images(pdf))
    assert all(page.get_textpage().count_chars() == 0 for page in made)
    made.close()


@needs_office
def test_the_same_seed_gives_the_same_scan():
    pdf = office.pdf(SHORT)
    assert scan.noisy(pdf, 2, 72) == scan.noisy.__wrapped__(pdf, 2, 72)
    assert scan.noisy(pdf, 2, 72) != scan.noisy(pdf, 4, 72)


@needs_office
def test_pictures_of_pages():
    pdf = office.pdf(report("w54"))
    assert scan.png(pdf, dpi=72).startswith(b"\x89PNG")
    assert Image.open(io.BytesIO(scan.tiff(pdf, 72))).n_frames == len(scan.images(pdf, 72)) > 1
