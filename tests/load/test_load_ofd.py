"""What of an OFD file is print and where it stands; broken and hostile files are refused or told."""

import re
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from formats.ofd import NAMESPACE, Deltas, Objects, Style, ofd
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import ReadError
from auditor.load import from_ofd
from auditor.load.from_ofd import Contents, contents
from auditor.load.page import Line
from auditor.load.safe_zip import SafeZip

GOLD = sorted((Path(__file__).parents[1] / "gold" / "texts").glob("*.txt"))
STYLES = {
    "lines": Style(),
    "characters": Style(Objects.CHAR, Deltas.NONE),
    "figures apart": Style(Objects.DIGITS, Deltas.PLAIN, nested=True, absolute=False, odd_case=True),
    "no deltas": Style(Objects.LINE, Deltas.NONE, nested=True),
}
REPORT = "白水镇2023年法治政府建设年度报告\n" + "全镇22名执法人员持证上岗。" * 60 + "\n白水镇人民政府\n2024年1月5日\n"
TURNED = 'CTM="0 1 -1 0 0 0"'
FLAT = 'CTM="1 0 0 1e-323 0 0"'
PNG = b"\x89PNG\r\n\x1a\n"
NAME = "报告.ofd"


def xml(root: str, content: str, attributes: str = "") -> str:
    return f'<ofd:{root} xmlns:ofd="{NAMESPACE}" {attributes}>{content}</ofd:{root}>'.replace("<-", "<ofd:").replace(
        "</-", "</ofd:"
    )


def page(content: str, *, before: str = "") -> str:
    return xml("Page", f"{before}<-Content><-Layer>{content}</-Layer></-Content>")


def obj(text: str, x: float = 20, y: float = 50, *, size: float = 5, code: str = 'X="0" Y="0"', look: str = "") -> str:
    """A TextObject whose baseline is at y."""
    return (
        f'<-TextObject Boundary="{x} {y} 100 9" Size="{size}" {look}><-TextCode {code}>{text}</-TextCode></-TextObject>'
    )


def parts(*pages: str, common: str = "", **more: str) -> dict[str, bytes | str]:
    """Members of an OFD file; further members are named by what stands for them in `Doc_0/`, such as `Tpl`."""
    listed = "".join(f'<-Page ID="{at}" BaseLoc="P{at}.xml"/>' for at in range(len(pages)))
    return {
        "OFD.xml": xml("OFD", "<-DocBody><-DocRoot>Doc_0/Document.xml</-DocRoot></-DocBody>"),
        "Doc_0/Document.xml": xml("Document", f"<-CommonData>{common}</-CommonData><-Pages>{listed}</-Pages>"),
        **{f"Doc_0/P{at}.xml": content for at, content in enumerate(pages)},
        **{f"Doc_0/{name}.xml": content for name, content in more.items()},
    }


def packed(members: dict[str, bytes | str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def read(source: bytes | dict[str, bytes | str]) -> Contents:
    return contents(SafeZip(source if isinstance(source, bytes) else packed(source), NAME), NAME)


def lines(*content: str) -> list[Line]:
    return list(read(parts(page("".join(content)))).pages[0].lines)


def texts(*content: str) -> list[str]:
    return [line.text for line in lines(*content)]


def failure(source: bytes | dict[str, bytes | str]) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(source)
    assert NAME in caught.value.message
    assert caught.value.hint.endswith("。")
    return caught.value


def squeezed(text: str) -> str:
    return "".join(text.split())


def shown(found: Contents) -> str:
    return squeezed("".join(line.text for page in found.pages for line in page.lines))


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("path", GOLD, ids=[path.stem for path in GOLD])
def test_every_character_of_a_report_in_order(path, style):
    text = path.read_text(encoding="utf-8")
    found = read(ofd(text, style=style, page_numbers=False))
    assert shown(found) == squeezed(text)
    assert not found.warnings


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_an_independent_reader_sees_the_same(style):
    ofdkit = pytest.importorskip("ofdkit")
    data = ofd(REPORT, style=style, header="法治政府建设", red_head="白水镇人民政府文件")
    ours = [squeezed("".join(line.text for line in page.lines)) for page in read(data).pages]
    with ofdkit.open(data) as document:
        assert [squeezed(page.text()) for page in document.pages] == ours
    assert len(ours) == 2


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_a_line_of_print_is_one_line_wherever_its_objects_begin(style):
    first = read(ofd(REPORT, style=style)).pages[0]
    title, opening, second, *_, number = first.lines
    assert (first.width, first.height) == (210, 297)
    assert title.text == "白水镇2023年法治政府建设年度报告"
    assert title.left + title.right == pytest.approx(210, abs=1)
    assert opening.left == pytest.approx(28 + 2 * 156 / 28, abs=0.2)
    assert opening.text.startswith("全镇22名执法人员持证上岗。")
    assert second.left == pytest.approx(28, abs=0.1)
    assert second.right == pytest.approx(184, abs=6)
    assert second.bottom - second.top == pytest.approx(5.64, abs=0.01)
    assert second.top - opening.top == pytest.approx(225 / 22, abs=0.01)
    assert squeezed(number.text) == "—1—"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(obj("甲") + obj("乙", 25.2), ["甲乙"], id="one character each"),
        pytest.param(obj("乙", 25) + obj("甲"), ["甲乙"], id="drawn in another order"),
        pytest.param(obj("甲") + obj("乙", 32), ["甲 乙"], id="a blank's width between"),
        pytest.param(obj("甲") + obj("乙", 40), ["甲", "乙"], id="cells of a table"),
        pytest.param(obj("12") + obj("34", 25), ["1234"], id="figures that run on"),
        pytest.param(obj("12") + obj("34", 28), ["12 34"], id="figures apart"),
        pytest.param(obj("甲") + obj("乙", 25, 51), ["甲乙"], id="a baseline slightly off"),
        pytest.param(obj("甲") + obj("乙", 25, 53), ["甲", "乙"], id="two baselines"),
        pytest.param(obj("甲乙") + obj("甲乙", 20.2, 50.1), ["甲乙"], id="printed twice to look bold"),
        pytest.param(obj("甲") + obj("甲", 25), ["甲甲"], id="the same character again"),
        pytest.param(obj("甲乙丙丁戊") + obj("印", 21) + obj("己", 46), ["甲乙丙丁戊印己"], id="one over another"),
        pytest.param(obj("甲", look=TURNED) + obj("乙", 25, look=TURNED), ["甲", "乙"], id="turned, side by side"),
        pytest.param(
            obj("甲", size=0.01, look=FLAT) + obj("乙", 26, size=0.01, look=FLAT),
            ["甲", "乙"],
            id="flat beyond measure",
        ),
        pytest.param(obj("　　甲 "), ["甲"], id="blanks around"),
        pytest.param(obj("  \n"), [], id="nothing but blanks"),
        pytest.param(obj("\n  甲\n乙  "), ["甲乙"], id="white space of the XML"),
        pytest.param(obj("甲", look='Visible="false"'), [], id="hidden object"),
        pytest.param(f'<-PageBlock Visible="false">{obj("甲")}</-PageBlock>', [], id="hidden block"),
        pytest.param("<-PathObject/><-Unknown/>" + obj("甲"), ["甲"], id="other objects"),
        pytest.param(obj("甲", look='Alpha="0" Fill="false"'), ["甲"], id="text behind a scanned picture"),
    ],
)
def test_which_objects_make_a_line(content, expected):
    assert texts(content) == expected


@pytest.mark.parametrize(
    ("code", "text", "right"),
    [
        pytest.param('X="0" Y="0"', "甲乙丙", 15, id="full width"),
        pytest.param('X="0" Y="0"', "甲12", 10, id="half width"),
        pytest.param('X="0" Y="0" DeltaX="6 7"', "甲乙丙", 18, id="plain"),
        pytest.param('X="0" Y="0" DeltaX="g 2 6"', "甲乙丙", 17, id="packed"),
        pytest.param('X="0" Y="0" DeltaX="7 g 2 6 8"', "甲乙丙丁戊", 32, id="mixed"),
        pytest.param('X="0" Y="0" DeltaX="6"', "甲乙丙", 16, id="too few"),
        pytest.param('X="0" Y="0" DeltaX="g 999999999 6"', "甲乙", 11, id="far too many"),
        pytest.param('X="0" Y="0" DeltaX="g g 6 x nan 1e999"', "甲乙", 5, id="no numbers"),
        pytest.param('X="0" Y="0" DeltaX="g"', "甲", 5, id="cut off"),
        pytest.param('X="3"', "甲", 8, id="shifted"),
        pytest.param("", "甲", 5, id="no place at all"),
        pytest.param('X="0" Y="0" DeltaX="5 5"', "　　甲", 15, id="indented by blanks"),
    ],
)
def test_where_a_line_ends(code, text, right):
    (line,) = lines(obj(text, code=code))
    assert line.right - 20 == pytest.approx(right)


def test_blanks_in_front_move_the_left_edge():
    (line,) = lines(obj("　　甲", code='X="1" Y="0" DeltaX="g 2 6"'))
    assert line.left == pytest.approx(33)


def test_the_object_s_matrix_comes_before_its_boundary():
    code = 'X="10" Y="20" DeltaX="g 2 27.96"'
    (line,) = lines(obj("法治镇", 100, 30, size=27.96, code=code, look='CTM="0.3528 0 0 0.3528 1 2"'))
    height = 27.96 * 0.3528
    assert line.left == pytest.approx(100 + 10 * 0.3528 + 1)
    assert line.right == pytest.approx(line.left + 3 * height)
    assert line.bottom - line.top == pytest.approx(height)
    assert line.top < 30 + 20 * 0.3528 + 2 < line.bottom


@pytest.mark.parametrize(
    "look",
    [
        pytest.param('CTM="0 1 -1 0 0.5 -2"', id="turned"),
        pytest.param('CTM="-1 0 0 -1 0 0"', id="upside down"),
        pytest.param('CTM="0 0 0 0 0 0"', id="squeezed to nothing"),
        pytest.param('CTM="1e300 0 0 x"', id="no matrix"),
        pytest.param('HScale="0"', id="no width"),
    ],
)
def test_text_that_does_not_stand_upright_is_kept(look):
    assert texts(obj("下载次数", look=look)) == ["下载次数"]


def test_text_set_downwards_is_a_line_of_its_own():
    down = lines(obj("购买方", code='X="0" Y="0" DeltaY="g 2 6"'), obj("甲", 26, 56))
    assert sorted(line.text for line in down) == ["甲", "购买方"]
    (tall,) = [line for line in down if line.text == "购买方"]
    assert tall.right - tall.left == pytest.approx(5)
    assert tall.bottom - tall.top == pytest.approx(17)


def test_a_place_that_is_not_given_is_that_of_the_code_before():
    codes = '<-TextCode X="0" Y="3">甲</-TextCode><-TextCode X="5">乙</-TextCode>'
    (line,) = lines(f'<-TextObject Boundary="0 0 9 9" Size="5">{codes}</-TextObject>')
    assert line.text == "甲乙"


def test_codes_stay_as_written_whatever_glyphs_they_are_drawn_with():
    glyphs = '<-CGTransform CodePosition="0" CodeCount="2" GlyphCount="2"><-Glyphs>7 9</-Glyphs></-CGTransform>'
    content = f'<-TextObject Boundary="0 0 9 9" Size="5">{glyphs}<-TextCode X="0" Y="3">甲乙</-TextCode></-TextObject>'
    assert texts(content) == ["甲乙"]


def test_template_pages_belong_to_the_pages_that_use_them():
    found = read(ofd(REPORT, header="页眉", red_head="白水镇人民政府文件"))
    first, second = ([line.text for line in page.lines] for page in found.pages)
    assert first[:3] == ["页眉", "白水镇人民政府文件", "白水镇2023年法治政府建设年度报告"]
    assert second[0] == "页眉"
    assert "白水镇人民政府文件" not in second


def templated(*uses: str, **templates: str) -> Contents:
    common = "".join(f'<-TemplatePage ID="{id_}" BaseLoc="{id_}.xml"/>' for id_ in templates)
    used = "".join(f'<-Template TemplateID="{id_}"/>' for id_ in uses)
    return read(parts(page(obj("甲"), before=used), common=common, **templates))


def test_templates_that_use_each_other_count_once():
    found = templated(
        "A",
        "A",
        A=page(obj("乙", y=60), before='<-Template TemplateID="B"/>'),
        B=page(obj("丙", y=70), before='<-Template TemplateID="A"/>'),
    )
    assert shown(found) == "甲乙丙"


@pytest.mark.parametrize("template", ["<broken", xml("Res", ""), None])
def test_a_template_that_cannot_be_read_is_told(template):
    found = templated("A", **({} if template is None else {"A": template}))
    assert shown(found) == "甲"
    assert found.warnings == ("第 1 页的模板（如文件头、页眉）读不出来，请核对原文。",)


def test_drawings_made_of_objects():
    head = obj("白水镇人民政府文件", 10, 10)
    unit = f'<-CompositeGraphicUnit ID="7"><-Content>{head}</-Content></-CompositeGraphicUnit>'
    units = xml("Res", f"<-CompositeGraphicUnits>{unit}</-CompositeGraphicUnits>")
    use = '<-CompositeObject ResourceID="7" Boundary="30 40 9 9" CTM="2 0 0 2 0 0"/>'
    found = read(parts(page(use), common="<-PublicRes>Res.xml</-PublicRes>", Res=units))
    (line,) = found.pages[0].lines
    assert line.text == "白水镇人民政府文件"
    assert (line.left, line.right) == (50, 140)
    assert line.bottom - line.top == pytest.approx(10)


def test_all_documents_of_a_file_in_order():
    members = parts(page(obj("甲"))) | {
        "OFD.xml": xml(
            "OFD",
            "".join(f"<-DocBody><-DocRoot>Doc_{at}/Document.xml</-DocRoot></-DocBody>" for at in (0, 1)),
        ),
        "Doc_1/Document.xml": xml("Document", '<-Pages><-Page BaseLoc="P.xml"/></-Pages>'),
        "Doc_1/P.xml": page(obj("乙")),
    }
    assert [page.lines[0].text for page in read(members).pages] == ["甲", "乙"]


@pytest.mark.parametrize(
    "place",
    [
        "P 页.xml",
        "/P 页.xml",
        "/Doc_0/P 页.xml",
        "Doc_0/P 页.xml",
        "\\doc_0\\p 页.XML",
        "../Doc_0/./P 页.xml",
        "P%20%E9%A1%B5.xml",
    ],
)
def test_the_ways_in_which_files_name_each_other(place):
    members = parts() | {
        "Doc_0/Document.xml": xml("Document", f'<-Pages><-Page BaseLoc="{place}"/></-Pages>'),
        "Doc_0/P 页.xml": page(obj("甲")),
    }
    assert shown(read(members)) == "甲"


def test_members_packed_with_backslashes():
    members = {name.replace("/", "\\"): content for name, content in parts(page(obj("甲"))).items()}
    assert shown(read(members)) == "甲"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_members_named_in_chinese_without_saying_so(encoding):
    members = parts() | {
        "Doc_0/Document.xml": xml("Document", '<-Pages><-Page BaseLoc="第一页.xml"/></-Pages>'),
        "Doc_0/第一页.xml".encode(encoding).decode("cp437"): page(obj("甲")),
    }
    assert shown(read(members)) == "甲"


def test_any_namespace_or_none():
    members = {
        name: re.sub(r"xmlns:ofd=\S+|ofd:", "", str(content)) for name, content in parts(page(obj("甲"))).items()
    }
    assert "ofd:" not in members["Doc_0/P0.xml"]
    assert shown(read(members)) == "甲"


def test_a_page_has_the_size_it_gives_itself():
    area = "<-Area><-PhysicalBox>0 0 297 420</-PhysicalBox></-Area>"
    small = "<-PageArea><-PhysicalBox>0 0 100 150</-PhysicalBox></-PageArea>"
    found = read(parts(page("", before=area), page(obj("甲")), common=small))
    assert [(page.width, page.height) for page in found.pages] == [(297, 420), (100, 150)]
    assert (read(parts(page(""))).pages[0].width, read(parts(page(""))).pages[0].height) == (210, 297)


def test_pages_that_are_pictures():
    archive = SafeZip(ofd(REPORT, pictures=[PNG + b"1", PNG + b"2"]), NAME)
    found = contents(archive, NAME)
    assert [bool(page.lines) for page in found.pages] == [True, True, False, False]
    assert [[archive.read(one.member) for one in page] for page in found.pictures] == [
        [],
        [],
        [PNG + b"1"],
        [PNG + b"2"],
    ]
    (picture,) = found.pictures[2]
    assert (picture.left, picture.top, picture.right, picture.bottom) == (0, 0, 210, 297)
    assert not found.warnings


def test_pictures_of_a_page_in_the_order_of_drawing():
    found = read(parts(page("".join(f'<-ImageObject Boundary="{at} 0 1 1"/>' for at in (3, 1, 2)))))
    assert [one.left for one in found.pictures[0]] == [3, 1, 2]


def test_shapes_are_counted():
    found = read(parts(page("<-PathObject/><-PageBlock><-PathObject/></-PageBlock>"), page(obj("甲"))))
    assert found.outlines == (2, 0)


@pytest.mark.parametrize(
    ("base", "file", "member"),
    [
        ("Res", "a.png", "Doc_0/Res/a.png"),
        ("Res/", "Res/a.png", "Doc_0/Res/a.png"),
        ("", "Res/a.png", "Doc_0/Res/a.png"),
        ("Res", "/Doc_0/Res/a.png", "Doc_0/Res/a.png"),
        ("/Doc_0/Res", "A.PNG", "Doc_0/Res/a.png"),
    ],
)
def test_where_a_picture_s_bytes_are(base, file, member):
    media = f'<-MultiMedia ID="5" Type="Image"><-MediaFile>{file}</-MediaFile></-MultiMedia>'
    resources = xml("Res", f"<-MultiMedias>{media}</-MultiMedias>", f'BaseLoc="{base}"')
    image = '<-ImageObject ResourceID="5" Boundary="1 2 30 40"/>'
    for before, common in (("<-PageRes>R.xml</-PageRes>", ""), ("", "<-DocumentRes>R.xml</-DocumentRes>")):
        members = parts(page(image, before=before), common=common, R=resources) | {member: PNG}
        assert [one.member for one in read(members).pictures[0]] == [member]


@pytest.mark.parametrize("resources", ["<broken", xml("Res", ""), xml("Res", '<-A><-MultiMedia ID="5"/></-A>')])
def test_a_picture_without_bytes_is_told(resources):
    members = parts(page('<-ImageObject ResourceID="5"/>'), common="<-PublicRes>R.xml</-PublicRes>", R=resources)
    found = read(members)
    assert found.pictures[0][0].member == ""
    assert found.warnings == ("第 1 页有图片在文件里找不到，图片里的字读不到。",)


def test_hidden_text_is_told():
    assert read(parts(page(obj("甲", look='Visible="false"')))).warnings == ("文中有隐藏文字，未计入审核。",)


@pytest.mark.parametrize("broken", ["", "<a", xml("Res", ""), None])
def test_a_broken_page_stays_in_its_place_and_is_told(broken):
    members = parts(page(obj("甲")), page(obj("乙")), page(obj("丙")))
    if broken is None:
        del members["Doc_0/P1.xml"]
    else:
        members["Doc_0/P1.xml"] = broken
    found = read(members)
    assert [[line.text for line in page.lines] for page in found.pages] == [["甲"], [], ["丙"]]
    assert found.warnings == ("第 2 页已损坏，读不出文字，请核对原文。",)
    assert from_ofd.pages(SafeZip(packed(members), NAME), NAME) == list(found.pages)


def test_many_broken_pages_are_not_all_named():
    found = read(parts(page(obj("甲")), *["<a"] * 20))
    assert found.warnings == ("第 2、3、4、5、6、7、8、9、10、11 页等已损坏，读不出文字，请核对原文。",)


@pytest.mark.parametrize("name", ["OFD.xml", "Doc_0/Document.xml", "Doc_0/P0.xml"])
@pytest.mark.parametrize("content", [None, "", "<a", "<a/>", xml("OFD", ""), xml("Document", "")])
def test_missing_and_broken_parts(name, content):
    members = parts(page(obj("甲"))) | {name: content or ""}
    if content is None:
        del members[name]
    assert failure(members).code == "damaged"


def test_an_encrypted_file():
    assert failure(parts(page(obj("甲"))) | {"Encryptions.xml": xml("Encryptions", "")}).code == "encrypted"


@pytest.mark.parametrize("name", ["OFD.xml", "Doc_0/Document.xml", "Doc_0/P0.xml", "Doc_0/T.xml", "Doc_0/R.xml"])
def test_harm_in_any_part_is_refused_and_not_taken_for_damage(name):
    members = parts(
        page(obj("甲") + '<-ImageObject ResourceID="5"/>', before='<-Template TemplateID="1"/>'),
        page(obj("乙")),
        common='<-PublicRes>R.xml</-PublicRes><-TemplatePage ID="1" BaseLoc="T.xml"/>',
        T=page(""),
        R=xml("Res", ""),
    )
    read(members)
    assert failure(members | {name: '<!DOCTYPE x [<!ENTITY e "a">]><x/>'}).code == "unsafe"


def test_a_page_listed_again_and_again():
    members = parts(page(obj("甲")))
    for times, pages in ((1_000, 1_000), (200_000, None)):
        listed = '<-Page BaseLoc="P0.xml"/>' * times
        members["Doc_0/Document.xml"] = xml("Document", f"<-Pages>{listed}</-Pages>")
        if pages:
            assert len(read(members).pages) == pages
        else:
            assert failure(members).code == "too-large"


def test_a_template_repeated_beyond_measure():
    large = page(obj("法" * 200_000))
    common = '<-TemplatePage ID="1" BaseLoc="T.xml"/>'
    pages = [page("", before='<-Template TemplateID="1"/>')] * 150
    assert failure(parts(*pages, common=common, T=large)).code == "too-large"


@pytest.mark.parametrize(
    "template",
    [
        page("<-ImageObject/>" * 5_000),
        page("", before="".join(f'<-Template TemplateID="{at}"/>' for at in range(2, 5_000))),
    ],
    ids=["pictures", "further templates"],
)
def test_a_template_of_many_objects_on_many_pages(template):
    common = '<-TemplatePage ID="1" BaseLoc="T.xml"/>'
    pages = [page("", before='<-Template TemplateID="1"/>')] * 210
    assert failure(parts(*pages, common=common, T=template)).code == "too-large"


def test_drawings_that_draw_themselves():
    use = '<-CompositeObject ResourceID="7"/>'
    unit = f'<-CompositeGraphicUnit ID="7"><-Content>{use * 20}{obj("甲")}</-Content></-CompositeGraphicUnit>'
    units = xml("Res", f"<-CompositeGraphicUnits>{unit}</-CompositeGraphicUnits>")
    assert failure(parts(page(use), common="<-PublicRes>R.xml</-PublicRes>", R=units)).code == "too-large"
    once = units.replace("ofd:CompositeObject", "ofd:Other", 19)
    found = read(parts(page(use), common="<-PublicRes>R.xml</-PublicRes>", R=once))
    assert shown(found) == "甲"


def test_few_uses_of_a_large_drawing():
    unit = f'<-CompositeGraphicUnit ID="7"><-Content>{obj("法" * 100_000)}</-Content></-CompositeGraphicUnit>'
    units = xml("Res", f"<-CompositeGraphicUnits>{unit}</-CompositeGraphicUnits>")
    uses = page('<-CompositeObject ResourceID="7"/>' * 10_000)
    assert failure(parts(uses, common="<-PublicRes>R.xml</-PublicRes>", R=units)).code == "too-large"


def test_blocks_within_blocks():
    assert texts("<-PageBlock>" * 200 + obj("甲") + "</-PageBlock>" * 200) == ["甲"]
    assert failure(parts(page("<-PageBlock>" * 5_000 + "</-PageBlock>" * 5_000))).code == "damaged"


def test_a_wild_number_of_objects_in_one_line():
    assert texts(*(obj("法", 20 + 5 * at) for at in range(20_000))) == ["法" * 20_000]


SMALL = parts(
    page(
        obj("甲乙丙", code='X="1" Y="2" DeltaX="g 2 5"', look='CTM="1 0 0 1 0 0" HScale="1"')
        + '<-ImageObject ResourceID="5" Boundary="1 2 3 4"/><-CompositeObject ResourceID="7" Boundary="1 2 3 4"/>',
        before='<-Template TemplateID="1"/><-Area><-PhysicalBox>0 0 9 9</-PhysicalBox></-Area>',
    ),
    page(obj("丁", code='X="1" Y="2" DeltaY="g 2 5"')),
    common='<-PublicRes>R.xml</-PublicRes><-TemplatePage ID="1" BaseLoc="T.xml"/>',
    T=page(obj("戊")),
    R=xml(
        "Res",
        '<-MultiMedias><-MultiMedia ID="5"><-MediaFile>a.png</-MediaFile></-MultiMedia></-MultiMedias>'
        f'<-A><-CompositeGraphicUnit ID="7"><-Content>{obj("己")}</-Content></-CompositeGraphicUnit></-A>',
        'BaseLoc="Res"',
    ),
)
ODD = st.one_of(
    st.sampled_from(
        ["", "g", "g 9999999999 1", "-1", "0 0 0 0 0 0", "nan", "inf -inf 1 2", "1e308", "/", "..", "\\", "7"]
    ),
    st.lists(st.floats(), max_size=7).map(lambda some: " ".join(map(str, some))),
    st.text(alphabet="g 0123456789.-e/\\法", max_size=20),
)
FUZZ = settings(max_examples=150, deadline=None, derandomize=True)


def sound(members: dict[str, bytes | str]) -> None:
    """Reads, or says why not; what is read has places that can be sorted and reckoned with."""
    try:
        found = read(members)
    except ReadError:
        return
    for one in found.pages:
        for line in one.lines:
            assert line.text.strip() == line.text != ""
            assert line.left <= line.right
            assert line.top <= line.bottom


@FUZZ
@given(st.sampled_from(sorted(SMALL)), st.integers(0, 40), ODD)
def test_any_value_in_any_attribute(name, nth, value):
    content = str(SMALL[name])
    found = list(re.finditer(r'(?<==")[^"]*(?=")', content))
    start, end = found[nth % len(found)].span() if found else (0, 0)
    sound(SMALL | {name: content[:start] + value + content[end:]})


@FUZZ
@given(st.sampled_from(sorted(SMALL)), st.floats(0, 1), st.binary(max_size=4), st.integers(0, 60))
def test_any_member_cut_or_overwritten(name, share, noise, gone):
    content = str(SMALL[name]).encode()
    at = int(share * len(content))
    sound(SMALL | {name: content[:at] + noise + content[at + gone :]})
    sound(SMALL | {name: content[:at]})


@FUZZ
@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=8))
def test_any_bytes_of_the_archive_overwritten(at, noise):
    data = packed(SMALL)
    at %= len(data)
    with suppress(ReadError):
        contents(SafeZip(data[:at] + noise + data[at + len(noise) :], NAME), NAME)
