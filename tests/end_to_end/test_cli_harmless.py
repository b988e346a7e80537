"""A report that holds what acts elsewhere - markup, screen codes, formulas, marks of direction - acts in no form."""

from __future__ import annotations

import io
import itertools
import json
import re
import zipfile
from pathlib import Path

import pytest
from formats import word
from lxml import etree, html
from openpyxl import load_workbook

from auditor.cli.gate import _FORMS as GATE_FORMS
from auditor.cli.showing import FORMS
from auditor.render.visible import UNSEEN

SHORT = (
    "<b onclick=x>evil.example</b>", "[链](//evil.example)", "[bold]evil.example[/bold]", "=HYPERLINK(evil.example)",
    "%0A::error::evil.example", "\u202eevil.example\u2066隔\u200b", "]]>evil.example{{7*7}}", "|evil.example`码`",
)  # fmt: skip
SCRIPT = "<script>evil.example</script>"
SIGNS = "\x1b[31mevil.example\x1b]0\x07\x9b2J"
SEED = Path(__file__).parents[2] / "seeds" / "beihe-2022.txt"


def report_with(*nasty: str) -> str:
    """Return a real report with something nasty in the middle of every long clause, one after the other."""
    at = itertools.cycle(nasty)
    return re.sub(
        r"[^，。；、：\n]{14,}", lambda found: found[0][:7] + next(at) + found[0][7:], SEED.read_text("utf-8")
    )


AS_TEXT = report_with(*SHORT, SIGNS)
"""A script would make a text a web page, and its words would not be read."""
AS_WORD = report_with(*SHORT, SCRIPT)
"""Controls have no place in XML."""
SOURCES = {"毒 <b>=1+1,::error%0A.txt": AS_TEXT.encode(), "毒 [1](x).docx": word.plain(AS_WORD)}
BAR = ",".join(f"{row}=有据" for row in ("A4", "B1", "B4", "D3", "D4", "E1", "E2", "E5", "G1", "K1"))
CHECKED = sorted(set(FORMS.values()))
BRIEF = {"github", "gate github", "gitlab", "gate gitlab", "gate terminal"}
"""Forms that need not quote the report."""
ON_SCREEN = {"terminal", "text", "markdown", "json", "sarif", "gitlab", "github", "junit", "html"}


@pytest.fixture(scope="module", params=SOURCES)
def made(request, program, tmp_path_factory):
    """Every form of a nasty report, by name, as bytes."""
    folder = tmp_path_factory.mktemp("毒")
    report = folder / request.param
    report.write_bytes(SOURCES[request.param])
    pairs = [part for name in CHECKED for part in ("-f", name, "-o", folder / f"结果.{name}")]
    ran = program("check", report, "-v", *pairs)
    assert ran.code == 0, ran.err
    found = {name: (folder / f"结果.{name}").read_bytes() for name in CHECKED}
    for name in sorted(set(GATE_FORMS.values())):
        ran = program("gate", report, "-v", "--fail-under", "100", "--require", BAR, "-f", name)
        assert ran.code == 1, ran.err
        found[f"gate {name}"] = ran.raw
    return found


def test_all_forms_are_looked_at(made):
    assert {"terminal", "text", "markdown", "json", "html", "docx", "xlsx", "sarif", "junit"} <= set(made)
    assert {"gate terminal", "gate json", "gate sarif", "gate junit", "gate github", "gate gitlab"} <= set(made)


def test_nothing_steers_a_screen(made):
    for name, data in made.items():
        if name.split()[-1] in ON_SCREEN:
            text = data.decode("utf-8")
            assert "evil" in text or name in BRIEF, name
            assert UNSEEN.search(text.replace("\t", "").replace("\ufffd", "")) is None, name


def test_the_page_holds_no_element_of_the_report(made):
    page = html.fromstring(made["html"].decode("utf-8"))
    assert not page.xpath("//script|//img|//iframe|//*[@onerror]")
    links = [link for _, _, link, _ in page.iterlinks()]
    assert [link for link in links if not link.startswith("#")] == []


def test_the_workbook_holds_neither_formulas_nor_links(made):
    book = load_workbook(io.BytesIO(made["xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)


def test_xml_is_sound_and_holds_no_element_of_the_report(made):
    for name in ("junit", "gate junit"):
        assert not etree.fromstring(made[name]).xpath("//script|//img")
    with zipfile.ZipFile(io.BytesIO(made["docx"])) as archive:
        for member in archive.namelist():
            if member.endswith((".xml", ".rels")):
                root = etree.fromstring(archive.read(member))
                assert not root.xpath("//*[local-name()='script' or local-name()='img' or local-name()='hyperlink']")
                assert b"evil.example" not in archive.read(member) or member in (
                    "word/document.xml",
                    "word/comments.xml",
                )


@pytest.mark.parametrize("name", ["json", "gate json"])
def test_json_gives_the_report_back_as_it_was(made, name):
    quotes = [json.loads(quote) for quote in re.findall(r'"quote": ("(?:[^"\\]|\\.)*")', made[name].decode("utf-8"))]
    assert any("evil.example" in quote for quote in quotes)
    whole = [text.replace("\n", "") for text in (AS_TEXT, AS_WORD)]
    assert all(any(quote in text for text in whole) for quote in quotes)


@pytest.mark.parametrize("name", ["github", "gate github"])
def test_annotations_are_the_programs_own(made, name):
    lines = made[name].decode("utf-8").splitlines()
    assert not [
        line for line in lines if "::" in line and not re.match("::(error|warning|notice|group|endgroup)", line)
    ]
    assert all(line.count("\n") == 0 and "file=x::" not in line.split("::")[1] for line in lines if "::" in line)
