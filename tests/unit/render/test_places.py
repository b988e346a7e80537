"""Where a shortcoming is: names that every consumer reads, regions that are those of the file, stable identities."""

import re
from dataclasses import replace
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import unquote_to_bytes

import docx
import found as made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.load import load_bytes, load_file
from auditor.model import Document
from auditor.render.places import is_below, lines_of, name_of, region_of, shown_name, spotted, uri_of
from auditor.shortcoming import Checked, checked

POSIX = PurePosixPath("/工作")
WINDOWS = PureWindowsPath("C:\\工作")
REFERENCE = re.compile(r"(?:file://)?(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})*")


@pytest.mark.parametrize(
    ("path", "root", "uri"),
    [
        ("报告.txt", POSIX, "%E6%8A%A5%E5%91%8A.txt"),
        ("a/b c.txt", POSIX, "a/b%20c.txt"),
        ("./a.txt", POSIX, "a.txt"),
        ("../a.txt", POSIX, "../a.txt"),
        ("a,b:c%20d#e?.txt", POSIX, "a%2Cb%3Ac%2520d%23e%3F.txt"),
        ("a\\b.txt", POSIX, "a%5Cb.txt"),
        ("/工作/a/b.txt", POSIX, "a/b.txt"),
        ("/工作/../b.txt", POSIX, "../b.txt"),
        ("/工作二/b.txt", POSIX, "file:///%E5%B7%A5%E4%BD%9C%E4%BA%8C/b.txt"),
        ("/a/b.txt", PurePosixPath(), "file:///a/b.txt"),
        ("\udcb0.txt", POSIX, "%B0.txt"),
        ("\ud800.txt", POSIX, "%ED%A0%80.txt"),
        ("a\\b c.txt", WINDOWS, "a/b%20c.txt"),
        ("C:\\工作\\a\\b.txt", WINDOWS, "a/b.txt"),
        ("c:/工作/b.txt", WINDOWS, "b.txt"),
        ("D:\\b c.txt", WINDOWS, "file:///D:/b%20c.txt"),
        ("\\\\主机\\共享\\b.txt", WINDOWS, "file://%E4%B8%BB%E6%9C%BA/%E5%85%B1%E4%BA%AB/b.txt"),
    ],
)
def test_file_is_named_from_the_root_on(path, root, uri):
    assert uri_of(path, root) == uri
    assert is_below(path, root) is not uri.startswith("file:")


@given(st.text(st.characters(exclude_characters="\0/", exclude_categories=[]), min_size=1))
def test_any_name_makes_a_reference(name):
    assert REFERENCE.fullmatch(uri_of(f"草稿/{name}", POSIX))


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0/"), min_size=1))
def test_name_in_unicode_comes_back_from_its_reference(name):
    path = f"草稿/{name}"
    assert unquote_to_bytes(uri_of(path, POSIX)).decode() == name_of(path, POSIX)


@pytest.mark.parametrize("path", made.NASTY_NAMES)
def test_shown_name_is_one_line_without_controls(path):
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", shown_name(path))


def test_standard_input_is_called_so():
    assert shown_name("-") == "标准输入"


ENCODED = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with mark": lambda text: text.encode("utf-8-sig"),
    "windows": lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
    "old mac": lambda text: text.replace("\n", "\r").encode(),
    "mixed": lambda text: re.sub("\n", lambda m: "\r\n" if m.start() % 3 else "\n", text).encode(),
    "gb18030": lambda text: text.encode("gb18030"),
    "gbk windows": lambda text: text.replace("\n", "\r\n").encode("gbk", "replace"),
    "utf-16": lambda text: text.encode("utf-16"),
}
CODECS = {"gb18030": "gb18030", "gbk windows": "gb18030", "utf-16": "utf-16"}


@pytest.mark.parametrize("how", ENCODED)
@pytest.mark.parametrize("name", ["seeds/beihe-2022.txt", "tests/gold/texts/w03.txt"])
def test_region_holds_the_quote_in_the_file_itself(auditor, root, name, how):
    # a byte beyond the basic plane before quotes: columns count code points, neither bytes nor UTF-16 units
    data = ENCODED[how]((root / name).read_text("utf-8").replace("法治", "𠮷法治" if "gbk" not in how else "法治"))
    lines = re.split("\r\n|\n|\r", data.decode(CODECS.get(how, "utf-8-sig")))
    card = auditor.audit(load_bytes(data, name))
    quotes = [e for v in card.verdicts for e in (*v.evidence, v.nearest) if e]
    assert len(quotes) > 20
    for quote in quotes:
        region = region_of(card.document, quote)
        stretch = lines[region.line - 1 : region.end_line]
        stretch[-1] = stretch[-1][: region.end_column - 1]
        stretch[0] = stretch[0][region.column - 1 :]
        assert "".join("".join(stretch).split()) == "".join(quote.quote.split())
        assert region.text == "\n".join(stretch).replace("\t", " ")


@pytest.mark.parametrize(
    ("words", "region"),
    [
        ("  开展法治宣传6场次。", (3, 3, 3, 13, "开展法治宣传6场次。")),
        ("𠮷日", (3, 3, 13, 15, "𠮷日")),
        ("情况\n  开展", (2, 3, 5, 5, "情况\n  开展")),
        ("力量不足。", (5, 5, 1, 6, "力量不足。")),
        ("  ", (3, 3, None, None, "")),
    ],
)
def test_region_is_as_counted_by_hand(words, region):
    got = region_of(Document.of(made.TEXT), made.place(words))
    assert (got.line, got.end_line, got.column, got.end_column, got.text) == region


def test_columns_are_not_told_behind_bytes_that_could_not_be_decoded():
    text = "第一行\n坏\ufffd字，开展宣传。\n好字，开展培训。"
    document = Document.of(text)
    unsure = region_of(document, made.place("开展宣传", text))
    assert (unsure.line, unsure.column, unsure.end_column, unsure.text) == (2, None, None, "")
    assert region_of(document, made.place("开展培训", text)).column == 4


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "ofd", "image", "doc", "rtf", "odt"])
def test_other_formats_get_words_in_place_of_a_region(form):
    of = made.card(form=form)
    told = spotted(checked(of))[1]
    assert (told.region, told.spot) == (None, "一、工作情况，第3段")
    assert "原文（一、工作情况，第3段）：“开展法治宣传6场次”" in lines_of(told, quoted=False)
    paged = replace(of, verdicts=tuple(replace(v, evidence=_paged(v)) for v in of.verdicts))
    assert spotted(checked(paged))[1].spot == "一、工作情况，第2页，第3段"


def _paged(verdict):
    return tuple(replace(proof, page=2) for proof in verdict.evidence)


def test_word_file_is_told_by_its_paragraphs(auditor, seeds, tmp_path):
    document = docx.Document()
    for line in seeds[0].read_text("utf-8").split("\n"):
        document.add_paragraph(line.strip())
    document.save(tmp_path / "报告.docx")
    card = auditor.audit(load_file(tmp_path / "报告.docx"))
    told = [one for one in spotted(checked(card)) if one.shortcoming.place]
    assert told
    assert not any(one.region for one in told)
    for one in told:
        paragraph = int(re.search("第([0-9]+)段", one.spot)[1])
        assert one.shortcoming.place.quote[:10] in document.paragraphs[paragraph - 1].text


def test_row_that_two_reports_do_not_speak_of_has_two_identities():
    first, second = (spotted(checked(made.card(path))) for path in ("甲.txt", "乙.txt"))
    assert first[0].shortcoming.fingerprint == second[0].shortcoming.fingerprint
    assert not {one.identity for one in first} & {one.identity for one in second}


def test_slips_alike_in_a_report_have_identities_of_their_own():
    told = spotted(made.gated(made.card()), excused=True)
    assert len({one.identity for one in told}) == len(told) == 6


def test_identity_hangs_on_the_file_from_the_root_on_and_outlasts_edits_elsewhere():
    root = PurePosixPath("/工作")
    card = made.card("/工作/草稿/报告.txt")
    longer = f"抬头\n\n{made.TEXT}"
    moved = replace(
        made.card("草稿/报告.txt"),
        document=Document.of(longer),
        verdicts=tuple(
            replace(v, evidence=tuple(made.place(e.quote, longer) for e in v.evidence)) for v in card.verdicts
        ),
    )
    moved = replace(moved, document=replace(moved.document, path="草稿/报告.txt"))
    before, after = spotted(checked(card), root), spotted(checked(moved), root)
    assert [one.identity for one in before] == [one.identity for one in after]
    assert before[1].region.line + 2 == after[1].region.line


def test_what_is_excused_is_left_out_unless_wanted_and_changes_no_identity():
    gated = made.gated(made.card())
    told = {one.identity for one in spotted(gated, excused=True)}
    kept = {one.identity for one in spotted(gated)}
    assert kept < told
    assert len(told - kept) == 2


def test_order_is_that_of_the_shortcomings():
    found = checked(made.card())
    assert [one.shortcoming for one in spotted(found)] == list(found.shortcomings)
    assert spotted(Checked(found.card, ())) == []
