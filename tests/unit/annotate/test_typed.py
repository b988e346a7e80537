"""Reports that are no Word files: typed on a sheet of their own, line by line, then commented like any other."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from marked import File, check_quotes

from auditor.annotate.commented import commented
from auditor.annotate.typed import typed
from auditor.card import Flaw, Scorecard
from auditor.load import load_bytes
from auditor.pipeline import Auditor
from auditor.render.visible import visible

TEXTS = sorted((Path(__file__).resolve().parents[2] / "gold" / "texts").glob("*.txt"))
REPORT = """\
# 青山县白水镇
# 2023年度法治政府建设情况报告

　　2023年，我镇扎实推进法治政府建设。现报告如下：
## 一、工作开展情况
（一）规范执法。全镇22名执法人员持有行政执法证，一律持证上岗。
\t项目\t数量\u200b
普法\x0c活动]]>&<b>12场\x01。

二、存在的问题
一是力量不足。

青山县白水镇人民政府
2024年1月5日
"""


def squeezed(text: str) -> str:
    return "".join(visible(text).split())


def audited(auditor: Auditor, text: str, name: str = "报告.md") -> Scorecard:
    return auditor.audit(load_bytes(text.encode(), name))


@pytest.mark.parametrize("path", TEXTS[::9], ids=lambda path: path.stem)
def test_comments_of_a_plain_text_stand_at_their_quotes(path, auditor):
    card = audited(auditor, path.read_text("utf-8"), "报告.txt")
    made = commented(b"", card, auditor.book)
    assert squeezed(load_bytes(made, "a.docx").text) == squeezed(card.document.text)
    exact, quoted = check_quotes(card, made, File(made).marked())
    assert (exact > 20, quoted) == (True, 0)
    assert commented(b"", card, auditor.book) == made


def test_lines_get_the_styles_of_an_official_document(auditor):
    card = audited(auditor, REPORT)
    document = docx.Document(io.BytesIO(typed(card).data))
    lines = [(paragraph.style.name, paragraph.text, paragraph.alignment) for paragraph in document.paragraphs]
    right = docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT
    assert lines == [
        ("Title", "青山县白水镇", None),
        ("Title", "2023年度法治政府建设情况报告", None),
        ("Body Text", "2023年，我镇扎实推进法治政府建设。现报告如下：", None),
        ("Heading 1", "一、工作开展情况", None),
        ("Body Text", "（一）规范执法。全镇22名执法人员持有行政执法证，一律持证上岗。", None),
        ("Body Text", "项目\t数量\ufffd", None),
        ("Body Text", "普法 活动]]>&<b>12场\ufffd。", None),
        ("Heading 1", "二、存在的问题", None),
        ("Body Text", "一是力量不足。", None),
        ("Body Text", "青山县白水镇人民政府", right),
        ("Body Text", "2024年1月5日", right),
    ]
    assert [paragraph.paragraph_format.keep_with_next for paragraph in document.paragraphs[-2:]] == [True, False]
    assert document.paragraphs[4].runs[0].text == "（一）规范执法"
    faces = {
        name: document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Body Text", "Title", "Heading 1", "Heading 2")
    }
    assert faces == {"Body Text": "仿宋", "Title": "方正小标宋简体", "Heading 1": "黑体", "Heading 2": "楷体"}


def test_every_offset_leads_back(auditor):
    card = audited(auditor, REPORT)
    made = typed(card)
    text = load_bytes(made.data, "a.docx").text
    for at, one in enumerate(text):
        if not one.isspace():
            assert one in (visible(card.document.text[made.origin(at)]), card.document.text[made.origin(at)])


def test_hostile_words_are_commented_where_they_stand(auditor):
    card = audited(auditor, REPORT)
    text = card.document.text
    words = ("活动]]>&<b>12场\x01", "数量\u200b", "# 青山县", "现报告如下：\n## 一、工作")
    flaws = [
        Flaw(f"错{at}", "note", one, text.index(one), text.index(one) + len(one), 1, "改。", "")
        for at, one in enumerate(words)
    ]
    made = commented(b"", replace(card, flaws=tuple(flaws)), auditor.book)
    found = {one.said[-1]: one.words for one in File(made).marked().values() if one.said[-1].endswith("改。")}
    assert found == {
        "错0：改。": "活动]]>&<b>12场\ufffd",
        "错1：改。": "数量\ufffd",
        "错2：改。": "青山县",
        "错3：改。": "现报告如下：一、工作",
    }


def test_the_default_paragraph_is_plain_for_the_comments(auditor):
    document = docx.Document(io.BytesIO(typed(audited(auditor, REPORT)).data))
    assert document.styles["Normal"].element.pPr is None
    assert document.core_properties.author == "auditor 自查"
