"""The parts of a commented file: named, typed and linked so that Word finds them, whatever was there before."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from lxml import etree
from marked import File, check_same_but_for_comments

from auditor.errors import ReadError
from auditor.load import load_bytes

LINE = "<w:p><w:r><w:t>白水镇法治政府建设年度报告</w:t></w:r></w:p><w:p><w:r><w:t>扎实推进。</w:t></w:r></w:p>"
COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
OLD = '<w:comment w:id="{}" w:author="李四" w:initials="李"><w:p><w:r><w:t>旧批注</w:t></w:r></w:p></w:comment>'
AT_OLD = (
    '<w:commentRangeStart w:id="{0}"/><w:r><w:t>旧</w:t></w:r><w:commentRangeEnd w:id="{0}"/>'
    '<w:r><w:commentReference w:id="{0}"/></w:r>'
)
LINKS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
STRICT = (
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"),
)  # fmt: skip


@pytest.fixture
def made(pack, card_with, comment):
    """Comment a file of the given members; checked, and taken apart."""

    def make(members: dict[str, str], *words: str) -> File:
        data = pack(members)
        out = comment(data, card_with(data, *words))
        check_same_but_for_comments(data, out)
        return File(out)

    return make


def with_old(members: dict[str, str], part: str, *ids: str, target: str = "") -> dict[str, str]:
    """Put comments into a file, in a part of a given name."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    link = (
        '<Relationship Id="rId7" Target="{}" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"/>'
    )
    marks = "".join(AT_OLD.format(one) for one in ids)
    return members | {
        part: f"<w:comments {space}>{''.join(OLD.format(one) for one in ids)}</w:comments>",
        "word/document.xml": members["word/document.xml"].replace("<w:body>", f"<w:body><w:p>{marks}</w:p>"),
        LINKS: members[LINKS].replace("</Rel", link.format(target or part.removeprefix("word/")) + "</Rel"),
        TYPES: members[TYPES].replace("</Types", f'<Override PartName="/{part}" ContentType="{COMMENTS}"/></Types'),
    }


def test_a_file_without_comments_gets_a_part_with_type_and_link(members, made):
    file = made(members(LINE), "扎实")
    assert file.comments_part == "word/comments.xml"
    assert f'<Override PartName="/word/comments.xml" ContentType="{COMMENTS}"/>' in file.members[TYPES].decode()
    ids = [link["Id"] for link in file.links("word/document.xml")]
    assert ids == ["rId1", "rId2"]
    assert [one.words for one in file.marked().values()] == ["白水镇法治政府建设年度报告", "扎实"]


@pytest.mark.parametrize(
    ("part", "target"),
    [
        ("word/comments.xml", "comments.xml"),
        ("word/comments7.xml", "comments7.xml"),
        ("word/comments.xml", "/word/comments.xml"),
        ("notes/said.xml", "../notes/said.xml"),
    ],
)
def test_comments_that_are_there_are_added_to(part, target, members, made):
    file = made(with_old(members(LINE), part, "0", "1", target=target), "扎实")
    assert file.comments_part == part
    assert len(file.links("word/document.xml")) == 2
    assert file.members[TYPES].decode().count("comments+xml") == 1
    assert [comment.get(file.w("author")) for comment in file.comments] == ["李四"] * 2 + ["auditor 自查"] * 2


@pytest.mark.parametrize("ids", [("0", "1", "2"), ("1",), ("2147483647",), ("甲", "-1")])
def test_ids_are_new(ids, members, made):
    # a change and a bookmark have numbers, too
    body = LINE + '<w:p><w:ins w:id="3"/><w:bookmarkStart w:id="4" w:name="a"/></w:p>'
    file = made(with_old(members(body), "word/comments.xml", *ids), "扎实")
    all_ids = [comment.get(file.w("id")) for comment in file.comments]
    assert len(set(all_ids)) == len(ids) + 2
    new = {int(one) for one in all_ids[len(ids) :]}
    assert not new & {3, 4}
    assert max(new) < 2**31 - 1


def test_an_old_part_that_nothing_names_stays(members, made):
    file = made(members(LINE) | {"word/comments.xml": "<old/>", "word/Comments1.xml": "<old/>"}, "扎实")
    assert file.comments_part == "word/comments2.xml"
    assert file.members["word/comments.xml"] == b"<old/>"


def test_a_part_that_is_named_and_missing_is_made(members, made):
    parts = with_old(members(LINE), "word/comments.xml")
    del parts["word/comments.xml"]
    file = made(parts, "扎实")
    assert len(file.comments) == 2
    assert file.members[TYPES].count(b"comments+xml") == 1


def test_a_body_of_another_name_and_no_links(members, made):
    parts = members(LINE)
    del parts[LINKS]
    parts["text/document2.xml"] = parts.pop("word/document.xml")
    parts["word/styles.xml"] = "<none/>"
    parts["_rels/.rels"] = parts["_rels/.rels"].replace("word/document.xml", "/text/document2.xml")
    parts[TYPES] = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    file = made(parts, "扎实")
    assert file.comments_part == "text/comments.xml"
    assert 'Extension="rels"' in file.members[TYPES].decode()


def test_the_strict_flavour_stays_strict(members, made):
    parts = members(LINE)
    for name, content in parts.items():
        for old, new in STRICT:
            content = content.replace(old, new)
        parts[name] = content
    file = made(parts, "扎实")
    assert file.space == STRICT[0][1]
    assert {etree.QName(node).namespace for comment in file.comments for node in comment.iter()} == {file.space}
    assert file.links("word/document.xml")[-1]["Type"] == f"{STRICT[1][1]}/comments"
    assert not any(STRICT[0][0].encode() in data for data in file.members.values())


def test_another_encoding_and_prefix(members, pack, card_with, comment):
    parts = members(LINE)
    body = parts["word/document.xml"].replace("w:", "z:").replace("xmlns:z:", "xmlns:")
    body = body.replace("xmlns:w=", "xmlns:z=")
    data = pack(parts | {"word/document.xml": f'<?xml version="1.0" encoding="UTF-16"?>{body}'.encode("utf-16")})
    added = check_same_but_for_comments(data, comment(data, card_with(data, "扎实")))
    assert [one.words for one in added.values()] == ["白水镇法治政府建设年度报告", "扎实"]


def test_words_that_mean_harm_stay_words(members, pack, card_with, comment):
    words = "]]>\u202e<script>alert(1)</script>&amp;\u200b"
    shown = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    box = f"<w:txbxContent><w:p><w:r><w:t>{shown}</w:t></w:r></w:p></w:txbxContent>"
    box = f"<w:p><w:r><w:pict>{box}</w:pict></w:r></w:p>"
    data = pack(members(LINE + box))
    made = comment(data, card_with(data, words))
    added = check_same_but_for_comments(data, made)
    (said,) = [one.said for one in added.values() if one.said[0].startswith("原文")]
    assert said[0] == "原文：“]]>\ufffd<script>alert(1)</script>&amp;\ufffd”"
    assert [one.text for one in docx.Document(io.BytesIO(made)).comments][-1].startswith(said[0])


def test_the_archive_is_the_same_on_every_day_and_system(members, pack, card_with, comment):
    data = pack(members(LINE))
    made = comment(data, card_with(data, "扎实"))
    with zipfile.ZipFile(io.BytesIO(made)) as archive, zipfile.ZipFile(io.BytesIO(data)) as before:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.create_system for info in archive.infolist()} == {0}
        assert archive.namelist() == [*before.namelist(), "word/comments.xml"]
    assert b"w:date" not in File(made).members["word/comments.xml"]


@pytest.mark.parametrize("part", ["<w:comments", "<other/>", "<!DOCTYPE x><x/>"])
def test_comments_that_are_damaged_are_told(part, members, pack, card_with, comment):
    data = pack(with_old(members(LINE), "word/comments.xml", "0") | {"word/comments.xml": part})
    card = card_with(data, "扎实")
    with pytest.raises(ReadError, match=r"「草稿.docx」(已损坏|有安全风险)") as caught:
        comment(data, card)
    assert caught.value.hint


def test_xml_comments_and_instructions_stay(members, made):
    parts = members(LINE)
    parts["word/document.xml"] = parts["word/document.xml"].replace("<w:body>", "<!-- 一 --><?two?><w:body><!-- 三 -->")
    file = made(parts, "扎实")
    assert b"<!-- \xe4\xb8\x80 --><?two?><w:body><!-- \xe4\xb8\x89 -->" in file.members["word/document.xml"]


def test_a_text_that_was_recognised_is_typed_anew(members, pack, card_with, comment):
    from dataclasses import replace

    data = pack(members(LINE))
    card = card_with(data, "扎实")
    card = replace(card, document=replace(card.document, recognised=((0, 2),)))
    made = comment(data, card)
    assert "word/media/picture.bin" not in File(made).members
    assert load_bytes(made, "a.docx").text == card.document.text
