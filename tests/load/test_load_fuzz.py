"""Files changed at random: what comes out is a text or a `ReadError` with a reason, never another error."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from auditor.errors import ReadError
from auditor.load import load_bytes
from auditor.model import Document

pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name")
SOME = settings(
    derandomize=True, database=None, deadline=None, max_examples=250, suppress_health_check=list(HealthCheck)
)
CODES = {"empty", "too-large", "unsupported", "encrypted", "damaged", "unsafe", "not-text"}
TEXT = "2023年，我镇扎实推进法治政府建设。\n一、工作情况\n22名执法人员持证上岗；聘请律师1名。\n𠮷家坪\u3000（盖章）\n"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/><w:pStyle w:val="s1"/></w:lvl><w:lvl w:ilvl="1"><w:lvlText w:val="%1.%2"/>'
    '<w:lvlRestart w:val="0"/><w:suff w:val="space"/><w:isLgl/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="s2"/></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="3"/>'
    '<w:lvl w:ilvl="1"><w:lvlText w:val="（%2）"/></w:lvl></w:lvlOverride></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="s1" w:default="1"><w:basedOn w:val="s2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="s2"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    '</w:pPr><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
)
BODY = (
    '<w:p><w:pPr><w:pStyle w:val="s1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t xml:space="preserve"> 法治 </w:t><w:tab/><w:br/></w:r></w:p>'
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:ins><w:r><w:t>政府</w:t></w:r></w:ins>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>'
    '<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>建设</w:t></w:r></w:p></w:tc>'
    "<w:tc><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:tc></w:tr>"
    "</w:tbl><w:sdt><w:sdtContent><w:p><w:r><mc:AlternateContent><mc:Choice><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p>"
    "</w:txbxContent></w:pict></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r></w:p></w:sdtContent></w:sdt>"
)
VALUES = st.sampled_from(
    ["", "0", "1", "2", "8", "9", "999999", "9999999", "-1", "1.5", "²", "１", "s1", "s2", "none", "bullet", "continue",
     "begin", "separate", "end", "off", "%1%2%9", "%" * 70, "lowerLetter", "upperRoman", "decimalZero", "x" * 300]
)  # fmt: skip
PARTS = ("document", "styles", "numbering")


def read(data: bytes, name: str = "a.docx") -> Document | None:
    """Read; None for a file refused with a reason."""
    try:
        document = load_bytes(data, name)
    except ReadError as error:
        assert error.code in CODES
        assert error.message
        assert error.hint.endswith("。")
        return None
    assert document.text.strip()
    assert 0 <= document.quality <= 1
    assert "\r" not in document.text
    # a lone surrogate could not be written to any output
    assert not any("\ud800" <= char <= "\udfff" for char in document.text)
    return document


@pytest.fixture
def whole(members) -> dict[str, bytes]:
    rows = members(BODY, numbering=NUMBERING, styles=STYLES)
    return {name: content.encode() if isinstance(content, str) else content for name, content in rows.items()}


def zipped(members: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def test_the_unchanged_file_is_read(whole):
    document = read(zipped(list(whole.items())))
    assert document is not None
    assert "法治" in document.text


@given(data=st.data())
@SOME
def test_bytes_of_an_archive(whole, data):
    content = bytearray(zipped(list(whole.items())))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        # directory and headers stand at the end, where most can go wrong
        at = at if data.draw(st.booleans()) else len(content) - 1 - at % min(700, len(content))
        cut = data.draw(st.integers(0, 8))
        content[at : at + cut] = data.draw(st.binary(max_size=8))
        assume(content)
    read(bytes(content))


@given(data=st.data())
@SOME
def test_members_of_an_archive(whole, data):
    members = list(whole.items())
    names = st.sampled_from([*whole, "word/document2.xml", "OFD.xml", "content.xml", "../x", ""])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(members) - 1))
        what = data.draw(st.sampled_from(["drop", "rename", "double", "swap", "fill"]))
        name, content = members[at]
        if what == "drop" and len(members) > 1:
            del members[at]
        elif what == "rename":
            members[at] = (data.draw(names), content)
        elif what == "double":
            members.append((name, data.draw(st.sampled_from(list(whole.values())))))
        elif what == "swap":
            members[at] = (name, members[-1][1])
        else:
            members[at] = (name, data.draw(st.binary(max_size=60)))
    read(zipped(members))


def changed(tree: etree._Element, data: st.DataObject) -> None:
    """Drop, double, move or relabel an element, or give it another value."""
    nodes = list(tree.iter())
    node, other = (data.draw(st.sampled_from(nodes)) for _ in range(2))
    what = data.draw(st.sampled_from(["drop", "double", "move", "value", "value", "label", "text"]))
    parent = node.getparent()
    if what == "drop" and parent is not None:
        parent.remove(node)
    elif what == "double" and parent is not None:
        parent.append(etree.fromstring(etree.tostring(node)))
    elif what == "move" and node is not other and node not in other.iterancestors():
        other.append(node)
    elif what == "value":
        name = data.draw(
            st.sampled_from(["val", "ilvl", "numId", "abstractNumId", "styleId", "fldCharType", "default"])
        )
        node.set(W + name, data.draw(VALUES))
    elif what == "label":
        node.tag = other.tag
    else:
        node.text = data.draw(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20))


@given(data=st.data())
@SOME
def test_elements_of_the_parts(whole, data):
    members = dict(whole)
    for _ in range(data.draw(st.integers(1, 3))):
        name = f"word/{data.draw(st.sampled_from(PARTS))}.xml"
        tree = etree.fromstring(members[name])
        for _ in range(data.draw(st.integers(1, 5))):
            changed(tree, data)
        members[name] = etree.tostring(tree)
    try:
        read(zipped(list(members.items())))
    except ValueError as error:
        # characters that XML cannot hold never reach the reader
        assert "XML compatible" in str(error)


@given(
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]),
    text=st.one_of(st.just(TEXT), st.text(max_size=200)),
    data=st.data(),
)
@SOME
def test_texts_in_every_encoding(encoding, text, data):
    content = bytearray(text.encode(encoding, "replace"))
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, max(len(content) - 1, 0)))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    read(bytes(content), data.draw(st.sampled_from(["a.txt", "a.md", "a.docx", "-"])))


@given(
    content=st.binary(max_size=300),
    head=st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0", b"<?xml", b"{\\rtf"]),
)
@SOME
def test_any_bytes(content, head):
    read(head + content)
