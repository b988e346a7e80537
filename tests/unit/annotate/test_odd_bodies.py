"""Bodies as no office writes them: comments stand at the words all the same, and nothing else changes."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from marked import File, check_quotes, check_same_but_for_comments

from auditor.errors import ReadError
from auditor.load import load_bytes

SOME = settings(derandomize=True, database=None, deadline=None, max_examples=100, suppress_health_check=[*HealthCheck])
WORDS = st.text("法治政府建设2。<&>]]'\"\u202e\u200b\u3000 \t\n", min_size=0, max_size=9)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
CHANGE = '<w:rPrChange w:id="7" w:author="甲"><w:rPr><w:b/></w:rPr></w:rPrChange>'
LOOKS = st.sampled_from(["", "<w:rPr><w:b/></w:rPr>", f"<w:rPr><w:i/>{CHANGE}</w:rPr>"])
ODD_LEAVES = [
    *("<w:tab/>", "<w:br/>", "<w:cr/>", "<w:noBreakHyphen/>", "<w:lastRenderedPageBreak/>", "<w:t/>", "<!-- 注 -->"),
    *('<w:sym w:font="Wingdings" w:char="F0FE"/>', '<w:footnoteReference w:id="2"/>', "<w:softHyphen/>"),
    "<w:t>甲<!-- 注 -->乙<?x y?>丙</w:t>",
]
ODD_PIECES = [
    *(
        "<w:r/>",
        '<w:bookmarkStart w:id="3" w:name="a"/>',
        '<w:bookmarkEnd w:id="3"/>',
        '<w:proofErr w:type="spellStart"/>',
    ),
    *(
        "<w:del w:id='4'><w:r><w:delText>旧</w:delText></w:r></w:del>",
        "<w:moveFrom w:id='5'><w:r><w:t>走</w:t></w:r></w:moveFrom>",
    ),
    *("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>", "<!-- 注 -->", '<w:commentRangeStart w:id="1"/>'),
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>三页</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
]
WRAPS = [
    *(
        "<w:ins w:id='6' w:author='乙'>{}</w:ins>",
        "<w:moveTo w:id='8'>{}</w:moveTo>",
        '<w:hyperlink r:id="x">{}</w:hyperlink>',
    ),
    *("<w:smartTag>{}</w:smartTag>", '<w:fldSimple w:instr="DATE">{}</w:fldSimple>', "<w:dir>{}</w:dir>"),
    "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
]
SHUT = [
    "<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
    '<mc:AlternateContent><mc:Choice Requires="wps">{}</mc:Choice><mc:Fallback>'
    "<w:r><w:t>旧</w:t></w:r></mc:Fallback></mc:AlternateContent>",
    "<mc:AlternateContent><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
    "<w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
    "<w:strange>{}</w:strange>",
]
BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent>'
    "</wps:txbx>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    space = draw(st.sampled_from(["", ' xml:space="preserve"']))
    return f"<w:t{space}>{escape(draw(WORDS))}</w:t>"


@st.composite
def runs(draw: st.DrawFn) -> str:
    leaves = draw(st.lists(st.one_of(texts(), texts(), st.sampled_from(ODD_LEAVES)), max_size=4))
    return f"<w:r>{draw(LOOKS)}{''.join(leaves)}</w:r>"


def wrapped(wrap: str, pieces: list[str]) -> str:
    return wrap.format("".join(pieces))


def inner(wraps: list[str]) -> st.SearchStrategy[str]:
    return st.recursive(
        st.one_of(runs(), runs(), st.sampled_from(ODD_PIECES)),
        lambda pieces: st.builds(wrapped, st.sampled_from(wraps), st.lists(pieces, max_size=3)),
        max_leaves=8,
    )  # fmt: skip


@st.composite
def paragraphs(draw: st.DrawFn, wraps: list[str], *, boxes: bool = False) -> str:
    mark = draw(st.sampled_from(["", "", "<w:pPr><w:rPr><w:del w:id='9'/></w:rPr></w:pPr>"]))
    pieces = draw(st.lists(inner(wraps), min_size=1, max_size=4))
    if boxes and not mark and draw(st.booleans()):
        pieces.append(BOX.format("".join(draw(st.lists(paragraphs(WRAPS), min_size=1, max_size=2)))))
    return f"<w:p>{mark}{''.join(pieces)}</w:p>"


@st.composite
def bodies(draw: st.DrawFn, wraps: list[str], *, boxes: bool = False) -> str:
    """Draw paragraphs and a table of two rows."""
    blocks = draw(st.lists(paragraphs(wraps, boxes=boxes), min_size=1, max_size=4))
    cells = draw(st.lists(paragraphs(wraps), min_size=4, max_size=4))
    rows = "".join(f"<w:tr><w:tc>{a}</w:tc><w:tc>{b}</w:tc></w:tr>" for a, b in (cells[:2], cells[2:]))
    where = draw(st.integers(0, len(blocks)))
    blocks.insert(where, f"<w:sdt><w:sdtContent><w:tbl>{rows}</w:tbl></w:sdtContent></w:sdt>")
    return "".join(blocks)


@st.composite
def spans(draw: st.DrawFn, text: str) -> list[tuple[int, int]]:
    """Draw spans that begin and end with a character that is not white space."""
    places = [at for at, one in enumerate(text) if not one.isspace()]
    ends = st.tuples(st.sampled_from(places), st.sampled_from(places))
    return [(min(one), max(one) + 1) for one in draw(st.lists(ends, min_size=1, max_size=8))]


def try_on(data: bytes, draw: st.DrawFn, flawed, comment, *, numbered: bool = False) -> tuple[int, int]:
    try:
        text = load_bytes(data, "草稿.docx").text
    except ReadError as error:
        assert error.code == "empty"
        return 0, 0
    card = flawed(data, draw(spans(text)))
    made = comment(data, card)
    added = check_same_but_for_comments(data, made)
    assert load_bytes(made, "草稿.docx").text == text
    return check_quotes(card, made, added, numbered=numbered)


@SOME
@given(drawn=st.data())
def test_every_comment_is_exact_where_word_takes_marks(drawn, members, pack, flawed, comment):
    data = pack(members(drawn.draw(bodies(WRAPS))))
    _, quoted = try_on(data, drawn.draw, flawed, comment)
    assert quoted == 0


@SOME
@given(drawn=st.data())
def test_what_is_shut_in_is_quoted(drawn, members, pack, flawed, comment):
    try_on(pack(members(drawn.draw(bodies([*WRAPS, *SHUT], boxes=True)))), drawn.draw, flawed, comment)


@SOME
@given(drawn=st.data())
def test_automatic_numbers_have_no_characters(drawn, members, pack, flawed, comment):
    place = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    inside = drawn.draw(st.lists(st.lists(inner(WRAPS), min_size=1, max_size=3), min_size=1, max_size=4))
    body = "".join(
        f"<w:p>{place}{''.join(pieces)}</w:p>"
        for pieces in inside
        if "<w:br/>" not in str(pieces) and "<w:cr/>" not in str(pieces)
    )
    try_on(pack(members(body, NUMBERING)), drawn.draw, flawed, comment, numbered=True)


@pytest.mark.parametrize(
    ("inside", "words", "marked"),
    [
        ("<w:r><w:t>一二三四</w:t></w:r>", "二三", "<w:t>一</w:t>|<w:t>二三</w:t>|<w:t>四</w:t>"),
        ("<w:r><w:t>一二</w:t></w:r>", "一二", "|<w:t>一二</w:t>|"),
        (
            '<w:r w:rsidR="00AB"><w:rPr><w:b/></w:rPr><w:t>一二</w:t></w:r>',
            "二",
            '<w:r w:rsidR="00AB"><w:rPr><w:b/></w:rPr><w:t>一</w:t></w:r>|'
            '<w:r w:rsidR="00AB"><w:rPr><w:b/></w:rPr><w:t>二</w:t></w:r>|',
        ),
        (
            "<w:r><w:t> 一 二 </w:t></w:r>",
            "二",
            '<w:t> </w:t><w:t xml:space="preserve">一 </w:t>|<w:t>二 </w:t>|',
        ),
        (
            "<w:r><w:t> 一 二 三 </w:t></w:r>",
            "二",
            '<w:t> </w:t><w:t xml:space="preserve">一 </w:t>|<w:t>二</w:t>|'
            '<w:t xml:space="preserve"> 三</w:t><w:t> </w:t>',
        ),
        ("<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t></w:r>", "二", "<w:t>一</w:t><w:tab/>|<w:t>二</w:t>|"),
        (
            "<w:r><w:lastRenderedPageBreak/><w:t>一</w:t></w:r><w:r><w:t>二</w:t></w:r>",
            "一二",
            "|<w:r><w:lastRenderedPageBreak/><w:t>一</w:t></w:r><w:r><w:t>二</w:t></w:r>|",
        ),
    ],
)
def test_how_runs_are_split(inside, words, marked, members, pack, card_with, comment):
    """`|` stands for the marks."""
    data = pack(members(f"<w:p><w:r><w:t>标题</w:t></w:r></w:p><w:p>{inside}</w:p>"))
    made = File(comment(data, card_with(data, words))).members["word/document.xml"].decode()
    body = made[made.index("<w:p>", made.index("</w:p>")) : made.index("<w:sectPr")]
    body = re.sub(r'(<w:commentRange(Start|End) w:id="1"/>)(<w:r><w:commentReference w:id="1"/></w:r>)?', "|", body)
    plain = "<w:r>" not in marked and "<w:r " not in marked
    body = body.removeprefix("<w:p>").removesuffix("</w:p>")
    assert (body.replace("<w:r>", "").replace("</w:r>", "") if plain else body) == marked


def test_two_words_of_a_text_whose_blanks_are_not_shown(members, pack, card_with, comment):
    data = pack(members("<w:p><w:r><w:t>标题</w:t></w:r></w:p><w:p><w:r><w:t>  一二 三 四 </w:t></w:r></w:p>"))
    card = card_with(data, "二", "三", "四")
    made = comment(data, card)
    added = check_same_but_for_comments(data, made)
    assert check_quotes(card, made, added) == (3, 0)
    assert load_bytes(made, "a.docx").text == "标题\n一二 三 四"


@pytest.mark.parametrize(
    "wrap",
    [
        "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:fldSimple w:instr="DATE">{}</w:fldSimple>',
    ],
)
def test_controls_and_fields_hold_the_marks_and_not_the_reference(wrap, members, pack, card_with, comment):
    inside = wrap.format("<w:r><w:t>控件中的字</w:t></w:r>")
    data = pack(members(f"<w:p><w:ins>{inside}</w:ins><w:r><w:t>后文</w:t></w:r></w:p>"))
    root = File(comment(data, card_with(data, "件中"))).root
    names = {
        etree.QName(node).localname: [etree.QName(one).localname for one in node.iterancestors()]
        for node in root.iter("{*}commentRangeStart", "{*}commentRangeEnd", "{*}commentReference")
        if node.values() == ["1"]
    }
    holder = "sdtContent" if "sdt" in wrap else "fldSimple"
    assert names["commentRangeStart"][0] == names["commentRangeEnd"][0] == holder
    assert names["commentReference"][:2] == ["r", "ins"]


def test_a_box_amid_a_line_does_not_reach_the_words_around_it(members, pack, card_with, comment):
    box = BOX.format("<w:p><w:r><w:t>框中文字</w:t></w:r></w:p>")
    inside = f"<w:r><w:t>前文</w:t>{box.removeprefix('<w:r>').removesuffix('</w:r>')}<w:t>后文</w:t></w:r>"
    data = pack(members(f"<w:p>{inside}</w:p><w:p><w:r><w:t>末段</w:t></w:r></w:p>"))
    assert load_bytes(data, "a.docx").text == "前文后文\n框中文字\n末段"
    card = card_with(data, "前文", "后文", "框中文字", "后文\n框中文字\n末")
    added = check_same_but_for_comments(data, comment(data, card))
    words = {one.said[-1][:2]: (one.words, one.said[0]) for one in added.values()}
    assert words["错0"] == ("前文", "错0：写错了。建议：改。")
    assert words["错1"] == ("后文", "错1：写错了。建议：改。")
    assert words["错2"] == ("框中文字", "原文：“框中文字”")
    # from the box, which stands before the words in the file, to the last of them
    assert words["错3"] == ("框中文字后文末", "原文：“后文 框中文字 末”")


def test_a_number_alone_is_commented_at_its_paragraph(members, pack, card_with, comment):
    place = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    data = pack(members(f"<w:p>{place}<w:r><w:t>开展工作</w:t></w:r></w:p>", NUMBERING))
    card = card_with(data, "一、", "一、开展")
    added = check_same_but_for_comments(data, comment(data, card))
    assert [(one.words, one.said[0][:3]) for one in added.values()][1:] == [("开展", "错1："), ("开展工作", "原文：")]
