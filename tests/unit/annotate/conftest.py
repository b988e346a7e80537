"""Word files part by part, and scorecards of nothing but flaws: what a comment stands at is then ours to choose."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping

import pytest

from auditor.annotate.commented import commented
from auditor.book import RuleBook
from auditor.card import Flaw, Scorecard
from auditor.load import load_bytes

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def pack_members(members: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def members_of(body: str, numbering: str = "") -> dict[str, str]:
    return {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="rId1" Type="{OFFICE}/numbering" Target="numbering.xml"/></Relationships>',
        "word/numbering.xml": f"<w:numbering {SPACES}>{numbering}</w:numbering>",
        "word/media/picture.bin": "\x00\x01图",
    }


def with_flaws(data: bytes, spans: Iterable[tuple[int, int]]) -> Scorecard:
    """Return a scorecard of a Word file that finds fault with some spans of its text."""
    document = load_bytes(data, "草稿.docx")
    flaws = [
        Flaw(f"错{at}", "warning", document.text[start:end], start, end, 1, "写错了。", "改。")
        for at, (start, end) in enumerate(spans)
    ]
    return Scorecard(document, "", "", None, 0, 0, None, None, (), flaws=tuple(flaws))


@pytest.fixture(scope="session")
def members() -> Callable[..., dict[str, str]]:
    return members_of


@pytest.fixture(scope="session")
def pack() -> Callable[[Mapping[str, str]], bytes]:
    return pack_members


@pytest.fixture(scope="session")
def flawed() -> Callable[..., Scorecard]:
    return with_flaws


@pytest.fixture(scope="session")
def card_with() -> Callable[..., Scorecard]:
    """A scorecard that finds fault with the given words, each at its first place."""

    def build(data: bytes, *words: str) -> Scorecard:
        text = load_bytes(data, "草稿.docx").text
        return with_flaws(data, [(text.index(one), text.index(one) + len(one)) for one in words])

    return build


@pytest.fixture(scope="session")
def comment(book: RuleBook) -> Callable[[bytes, Scorecard], bytes]:
    """What is under test, with the shipped rules."""
    return lambda data, card: commented(data, card, book)
