"""What of a Word file is text: every case is the smallest body that shows it."""

import pytest

from auditor.errors import ReadError
from auditor.load import load_bytes


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*runs: str, look: str = "") -> str:
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(runs)}</w:p>"


def line(text: str) -> str:
    return para(run(text))


def table(*rows: list[str]) -> str:
    cells = ("".join(cell if cell.startswith("<w:tc>") else f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def field(mark: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>'


def alternate(choice: str, fallback: str) -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


BOX = "<w:drawing><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></w:drawing>"
OLD_BOX = "<w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(para(run("甲"), run("乙")) + line("丙"), "甲乙\n丙", id="paragraphs"),
        pytest.param(line("甲") + "<w:p/>" + line("乙"), "甲\n\n乙", id="empty paragraph"),
        pytest.param(para("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>"), "甲\t乙", id="tab"),
        pytest.param(para("<w:r><w:t>甲</w:t><w:ptab/><w:t>乙</w:t></w:r>"), "甲\t乙", id="placed tab"),
        pytest.param(para("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/></w:r>"), "甲\n乙\n", id="line breaks"),
        pytest.param(para('<w:r><w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t></w:r>'), "甲\n乙", id="page break"),
        pytest.param(para("<w:r><w:t>3</w:t><w:noBreakHyphen/><w:t>5</w:t></w:r>"), "3-5", id="hyphen"),
        pytest.param(para('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>甲</w:t></w:r>'), "甲", id="symbol"),
        pytest.param(para("<w:r><w:t>\n 甲\n乙 </w:t></w:r>", run(" 丙 ")), "甲 乙 丙 ", id="white space in XML"),
        pytest.param(para("<w:r><w:t>\u3000\u3000甲</w:t></w:r>"), "\u3000\u3000甲", id="ideographic indent"),
        pytest.param(para("<w:r><w:t>甲<!-- 注 -->乙</w:t></w:r>"), "甲乙", id="XML comment"),
        pytest.param(para(f'<w:hyperlink r:id="x">{run("甲")}</w:hyperlink>'), "甲", id="link"),
        pytest.param(para(f"<w:smartTag>{run('甲')}</w:smartTag>"), "甲", id="smart tag"),
        pytest.param(para(f'<w:fldSimple w:instr="DATE">{run("甲")}</w:fldSimple>'), "甲", id="simple field"),
        pytest.param(
            para(
                "<w:r><w:ruby><w:rt><w:r><w:t>jia</w:t></w:r></w:rt><w:rubyBase>",
                run("甲"),
                "</w:rubyBase></w:ruby></w:r>",
            ),
            "甲",
            id="pinyin over a character",
        ),
        pytest.param(
            f"<w:sdt><w:sdtPr/><w:sdtContent>{line('甲')}</w:sdtContent></w:sdt>"
            + para(f"<w:sdt><w:sdtContent>{run('乙')}</w:sdtContent></w:sdt>"),
            "甲\n乙",
            id="content controls",
        ),
        pytest.param(
            para(run("甲"), '<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:commentReference w:id="1"/></w:r>'),
            "甲",
            id="references",
        ),
    ],
)
def test_body(docx, body, text):
    assert load_bytes(docx(body), "a.docx").text == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(para(run("甲"), f"<w:ins>{run('乙')}</w:ins>"), "甲乙", id="inserted"),
        pytest.param(
            para(run("甲"), "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>", f"<w:del>{run('丙')}</w:del>"),
            "甲",
            id="deleted",
        ),
        pytest.param(
            para(f"<w:moveFrom>{run('乙')}</w:moveFrom>", run("甲"), f"<w:moveTo>{run('乙')}</w:moveTo>"),
            "甲乙",
            id="moved",
        ),
        pytest.param(
            para(run("甲"), look="<w:rPr><w:del/></w:rPr>") + line("乙") + line("丙"),
            "甲乙\n丙",
            id="deleted end joins",
        ),
        pytest.param(
            para(f"<w:moveFrom>{run('甲')}</w:moveFrom>", look="<w:rPr><w:moveFrom/></w:rPr>") + line("乙"),
            "乙",
            id="moved paragraph leaves no line",
        ),
        pytest.param(
            para(run("甲"), look="<w:rPr><w:del/></w:rPr>") + table([line("a"), line("b")]),
            "甲\na\tb",
            id="before table",
        ),
        pytest.param(
            f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{line('甲')}</w:tc></w:tr><w:tr><w:tc>{line('乙')}</w:tc></w:tr></w:tbl>",
            "乙",
            id="deleted row",
        ),
    ],
)
def test_revisions_read_as_accepted(docx, body, text):
    doc = load_bytes(docx(body), "a.docx")
    assert doc.text == text
    assert doc.warnings == ("文中有未接受的修订，已按接受全部修订后的文字读取。",)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(table([line("甲"), line("乙")], [line("丙"), line("丁")]), "甲\t乙\n丙\t丁", id="rows are lines"),
        pytest.param(table([line("甲"), "<w:p/>", line("丙")]), "甲\t\t丙", id="empty cell keeps its place"),
        pytest.param(table(["<w:p/>", "<w:p/>"], [line("甲"), line("乙")]), "甲\t乙", id="empty row"),
        pytest.param(
            table(
                [f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{line("甲")}</w:tc>', line("1")],
                [f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{line('旧')}</w:tc>", line("2")],
                [f'<w:tc><w:tcPr><w:vMerge w:val="continue"/></w:tcPr>{line("旧")}</w:tc>', line("3")],
            ),
            "甲\t1\n\t2\n\t3",
            id="cells merged downwards",
        ),
        pytest.param(
            table([f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{line("甲")}</w:tc>', line("乙")]),
            "甲\t乙",
            id="span",
        ),
        pytest.param(
            table(
                [
                    line("外"),
                    line("前")
                    + table([line("内一"), line("内二")], [line("内三"), line("内四")])
                    + line("后面的说明文字"),
                ]
            ),
            "外\t前\n内一\t内二\n内三\t内四\n后面的说明文字",
            id="table in a table",
        ),
        pytest.param(
            table([line("负责") + line("部门"), line("司法所")]), "负责 部门\t司法所", id="label written downwards"
        ),
        pytest.param(table([line("标题") + line("甲") + line("乙")]), "标题\n甲\n乙", id="frame around text"),
        pytest.param(
            f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>{line('甲')}</w:tc></w:sdtContent></w:sdt>"
            f"<w:tc>{line('乙')}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>",
            "甲\t乙",
            id="content controls around rows and cells",
        ),
    ],
)
def test_tables(docx, body, text):
    assert load_bytes(docx(body), "a.docx").text == text


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        pytest.param(alternate(BOX.format(line("框")), OLD_BOX.format(line("旧框"))), "甲乙\n框", id="once, not twice"),
        pytest.param(OLD_BOX.format(line("框一") + line("框二")), "甲乙\n框一\n框二", id="old style"),
        pytest.param(
            BOX.format(para(run("外"), f"<w:r>{BOX.format(line('内'))}</w:r>")), "甲乙\n外\n内", id="box in a box"
        ),
    ],
)
def test_text_boxes_follow_their_paragraph(docx, inner, text):
    assert load_bytes(docx(para(run("甲"), f"<w:r>{inner}</w:r>", run("乙"))), "a.docx").text == text


def test_a_fallback_counts_where_there_is_no_choice(docx):
    body = para(f"<mc:AlternateContent><mc:Fallback>{run('甲')}</mc:Fallback></mc:AlternateContent>")
    assert load_bytes(docx(body), "a.docx").text == "甲"


FIELD = (
    field("begin") + "<w:r><w:instrText>PAGE \\* x</w:instrText></w:r>" + field("separate") + run("7") + field("end")
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(para(run("共"), FIELD, run("页")), "共7页", id="result stays"),
        pytest.param(
            para(
                *(run("甲"), field("begin"), "<w:r><w:instrText>IF </w:instrText></w:r>", FIELD),
                *("<w:r><w:instrText>=1</w:instrText></w:r>", field("separate"), run("乙"), field("end"), run("丙")),
            ),
            "甲乙丙",
            id="field in an instruction",
        ),
        pytest.param(
            para(field("begin"), run("甲")) + para(FIELD), "甲\n7", id="a field that never ends swallows nothing"
        ),
        pytest.param(para(field("end"), run("甲")), "甲", id="an end without a beginning"),
    ],
)
def test_fields(docx, body, text):
    assert load_bytes(docx(body), "a.docx").text == text


HIDING = (
    '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Child"><w:basedOn w:val="Secret"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Draft"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
)


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param(para(run("甲"), run("乙", "<w:vanish/>")), id="by itself"),
        pytest.param(para(run("甲"), run("乙", '<w:rStyle w:val="Secret"/>')), id="by style"),
        pytest.param(para(run("甲"), run("乙", '<w:rStyle w:val="Child"/>')), id="by a style's style"),
        pytest.param(
            para(run("甲", '<w:vanish w:val="0"/>'), run("乙"), look='<w:pStyle w:val="Draft"/>'),
            id="by paragraph style",
        ),
    ],
)
def test_hidden_text_is_left_out(docx, hidden):
    doc = load_bytes(docx(hidden, styles=HIDING), "a.docx")
    assert doc.text == "甲"
    assert doc.warnings == ("文中有隐藏文字，未计入审核。",)


@pytest.mark.parametrize("look", ['<w:vanish w:val="false"/>', '<w:rStyle w:val="Loop"/>', '<w:rStyle w:val="None"/>'])
def test_shown_text_stays(docx, look):
    doc = load_bytes(docx(para(run("甲", look)), styles=HIDING), "a.docx")
    assert (doc.text, doc.warnings) == ("甲", ())


def test_a_field_that_ends_in_a_hidden_run_ends(docx):
    hidden_end = '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>'
    body = para(field("begin"), hidden_end, FIELD)
    assert load_bytes(docx(body), "a.docx").text == "7"


@pytest.mark.parametrize(
    ("inner", "words"),
    [('<w:r><w:footnoteReference w:id="1"/></w:r>', "脚注"), ('<w:r><w:endnoteReference w:id="1"/></w:r>', "尾注")],
)
def test_notes_are_told(docx, inner, words):
    (warning,) = load_bytes(docx(para(run("甲"), inner)), "a.docx").warnings
    assert words in warning


def test_an_embedded_document_is_told(docx):
    (warning,) = load_bytes(docx(line("甲") + '<w:altChunk r:id="x"/>'), "a.docx").warnings
    assert "嵌入" in warning


def test_private_characters_lower_the_quality(docx):
    doc = load_bytes(docx(line("法治建设\uf0b7")), "a.docx")
    assert doc.quality == 0.8
    assert "自造字" in doc.warnings[0]


def test_the_strict_flavour(pack, members):
    parts = members(line("甲"))
    parts["word/document.xml"] = str(parts["word/document.xml"]).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert load_bytes(pack(parts), "a.docx").text == "甲"


@pytest.mark.parametrize("target", ["word/document2.xml", "/word/document2.xml"])
def test_a_body_of_another_name(pack, members, target):
    parts = members(line("甲"))
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace("word/document.xml", target)
    assert load_bytes(pack(parts), "a.docx").text == "甲"


def test_a_file_of_the_body_alone(pack, members):
    parts = members(line("甲"))
    few = {name: parts[name] for name in ("[Content_Types].xml", "word/document.xml")}
    assert load_bytes(pack(few), "a.docx").text == "甲"


def test_a_long_document_and_its_limit(docx):
    body = line("法治" * 500) * 299
    assert len(load_bytes(docx(body), "a.docx").text) == 299_298
    with pytest.raises(ReadError) as caught:
        load_bytes(docx(body + line("法治" * 500)), "a.docx")
    assert caught.value.code == "too-large"
    assert "30 万字" in caught.value.message


def test_numbers_count_into_the_limit(docx):
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="700"/><w:numFmt w:val="lowerLetter"/>'
        f'<w:lvlText w:val="{"%1" * 30}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    numbered = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>法</w:t></w:r></w:p>'
    with pytest.raises(ReadError) as caught:
        load_bytes(docx(numbered * 20_000, numbering=numbering), "a.docx")
    assert caught.value.code == "too-large"
