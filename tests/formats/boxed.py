"""Report text -> Word file with its paragraphs in tables, text boxes, controls and fields, and nonsense all around."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count, cycle, takewhile

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls

from formats import sheet
from formats.outline import Paragraph, Place, outline
from formats.sheet import LEAK

_TOP = {Place.HEAD, Place.CODE, Place.TITLE}
_FIRST_NOTE = 2
"""0 and 1 are the lines that part notes from the body."""
_RULE = '<w:{} w:val="single" w:sz="18" w:color="FF0000"/>'


def boxed(text: str) -> bytes:
    """Write a report whose every paragraph is wrapped in something; what is in the margins and notes is not of it."""
    document = sheet.blank(f"{LEAK}，存在的问题整改率100%。")
    for part in (document.sections[0].footer, document.sections[0].even_page_footer):
        part.add_paragraph(f"{LEAK}，全镇持证执法人员22人。")
    writer = _Wrapper(document)
    paragraphs = outline(text)
    top = list(takewhile(lambda paragraph: paragraph.place in _TOP, paragraphs))
    blocks = [_masthead(top)] if top else []
    ways = cycle(writer.ways())
    for paragraph in paragraphs[len(top) :]:
        if paragraph.place is Place.DATE:
            blocks.append(sheet.para(paragraph.place, _field(' DATE \\@ "yyyy年M月d日" ', sheet.run(paragraph.text))))
        else:
            blocks.append(next(ways)(paragraph))
    writer.add_notes()
    return sheet.fill(document, blocks)


def _masthead(paragraphs: list[Paragraph]) -> str:
    """Put what stands above the body into a table: a row for the unit, one for its number, one for the title."""
    kinds = [[p for p in paragraphs if p.place is place] for place in (Place.HEAD, Place.CODE, Place.TITLE)]
    # the order of the report counts, whatever the usual order is
    groups = kinds if [p for kind in kinds for p in kind] == paragraphs else [paragraphs]
    rows = "".join(
        f'<w:tr><w:tc><w:tcPr><w:tcW w:w="8800" w:type="dxa"/></w:tcPr>{"".join(map(sheet.plain, group))}</w:tc></w:tr>'
        for group in groups
        if group
    )
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="8800" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>'
        f"{_RULE.format('top')}{_RULE.format('bottom')}</w:tblBorders></w:tblPr>"
        f'<w:tblGrid><w:gridCol w:w="8800"/></w:tblGrid>{rows}</w:tbl>'
    )


class _Wrapper:
    """Wraps paragraphs; bookmarks, boxes and notes have numbers, and comments and notes parts of their own."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._numbers = count(1)
        self._notes: list[str] = []

    def ways(self) -> list[Callable[[Paragraph], str]]:
        """Return the ways to wrap a paragraph, each giving its markup."""
        return [
            self._split, self._text_box, self._note, self._control_around, self._control_inside, self._link,
            self._smart_tag, self._simple_field, self._page_field, self._comment,
        ]  # fmt: skip

    def _split(self, p: Paragraph) -> str:
        """Cut words apart as a spelling check and many an edit do."""
        number = next(self._numbers)
        pieces = [sheet.run(p.text[at : at + 3], '<w:rFonts w:hint="eastAsia"/>') for at in range(0, len(p.text), 3)]
        pieces.insert(1, f'<w:bookmarkStart w:id="{number}" w:name="_Toc{number}"/><w:proofErr w:type="spellStart"/>')
        pieces.insert(2, '<w:r><w:lastRenderedPageBreak/></w:r><w:proofErr w:type="spellEnd"/>')
        return sheet.para(p.place, "".join(pieces) + f'<w:bookmarkEnd w:id="{number}"/>')

    def _text_box(self, p: Paragraph) -> str:
        """Put a paragraph into a box, which Word writes twice: for programs of today and of old."""
        content = f"<w:txbxContent>{sheet.plain(p)}</w:txbxContent>"
        height = 380_000 * (1 + len(p.text) // 24)
        shape = (
            f'<wp:inline><wp:extent cx="5500000" cy="{height}"/><wp:docPr id="{next(self._numbers)}" name="文本框"/>'
            '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
            '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="5500000" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
            f"<wps:txbx>{content}</wps:txbx>"
            "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>"
        )
        old = f'<v:shape style="width:430pt;height:{height // 12_700}pt"><v:textbox>{content}</v:textbox></v:shape>'
        return (
            '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">'
            f"<w:drawing>{shape}</w:drawing></mc:Choice><mc:Fallback><w:pict>{old}</w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>"
        )

    def _control_around(self, p: Paragraph) -> str:
        head = f'<w:sdtPr><w:alias w:val="{LEAK}"/><w:id w:val="{next(self._numbers)}"/></w:sdtPr>'
        return f"<w:sdt>{head}<w:sdtContent>{sheet.plain(p)}</w:sdtContent></w:sdt>"

    def _control_inside(self, p: Paragraph) -> str:
        before, middle, after = _thirds(p.text)
        head = f'<w:sdtPr><w:id w:val="{next(self._numbers)}"/><w:text/></w:sdtPr>'
        return sheet.para(p.place, f"{before}<w:sdt>{head}<w:sdtContent>{middle}</w:sdtContent></w:sdt>{after}")

    def _link(self, p: Paragraph) -> str:
        before, middle, after = _thirds(p.text)
        return sheet.para(p.place, f'{before}<w:hyperlink w:anchor="_Toc1">{middle}</w:hyperlink>{after}')

    def _smart_tag(self, p: Paragraph) -> str:
        before, middle, after = _thirds(p.text)
        tag = '<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="chsdate">'
        pairs = f'<w:smartTagPr><w:attr w:name="Year" w:val="{LEAK}"/></w:smartTagPr>'
        return sheet.para(p.place, f"{before}{tag}{pairs}{middle}</w:smartTag>{after}")

    def _simple_field(self, p: Paragraph) -> str:
        before, middle, after = _thirds(p.text)
        return sheet.para(p.place, f'{before}<w:fldSimple w:instr=" DOCPROPERTY {LEAK} ">{middle}</w:fldSimple>{after}')

    def _page_field(self, p: Paragraph) -> str:
        """Make a third of the paragraph the result of a field, one whose instruction holds a field."""
        before, middle, after = _thirds(p.text)
        inner = _field(" PAGE ", sheet.run(LEAK))
        return sheet.para(p.place, before + _field(" PAGEREF _Toc1 \\h ", middle, inner) + after)

    def _comment(self, p: Paragraph) -> str:
        before, middle, after = _thirds(p.text)
        made = self._document.part._comments_part.comments.add_comment(f"{LEAK}？", author="李四", initials="李")
        number = f'w:id="{made.comment_id}"'
        marks = f"<w:commentRangeStart {number}/>{middle}<w:commentRangeEnd {number}/>"
        return sheet.para(p.place, f"{before}{marks}<w:r><w:commentReference {number}/></w:r>{after}")

    def _note(self, p: Paragraph) -> str:
        before, middle, after = _thirds(p.text)
        number = _FIRST_NOTE + len(self._notes)
        self._notes.append(_footnote(number, sheet.run(f"{LEAK}，持证率100%。")))
        look = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        return sheet.para(p.place, f'{before}{middle}<w:r>{look}<w:footnoteReference w:id="{number}"/></w:r>{after}')

    def add_notes(self) -> None:
        """Put the footnotes into their part."""
        lines = ("separator", "continuationSeparator")
        parted = [_footnote(at, f"<w:r><w:{line}/></w:r>", f' w:type="{line}"') for at, line in enumerate(lines)]
        markup = f"<w:footnotes {nsdecls('w')}>{''.join(parted + self._notes)}</w:footnotes>"
        package = self._document.part.package
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, markup.encode(), package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _footnote(number: int, inner: str, more: str = "") -> str:
    return f'<w:footnote w:id="{number}"{more}><w:p>{inner}</w:p></w:footnote>'


def _field(instruction: str, result: str, inner: str = "") -> str:
    """Return a locked field, which no program works out anew; `inner` is a field in its instruction."""
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end")}
    begin = '<w:r><w:fldChar w:fldCharType="begin" w:fldLock="1"/></w:r>'
    asked = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    return begin + asked + inner + marks["separate"] + result + marks["end"]


def _thirds(text: str) -> tuple[str, str, str]:
    """Return the runs of a paragraph's beginning, middle and end; of short ones some are empty."""
    first, second = len(text) // 3, 2 * len(text) // 3
    return sheet.run(text[:first]), sheet.run(text[first:second]), sheet.run(text[second:])
