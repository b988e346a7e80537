"""What of a web page is its article: every labelled report in every kind of page, then one small page a point."""

import time
from pathlib import Path
from random import Random

import pytest
from formats import web

from auditor.errors import ReadError
from auditor.load import load_bytes

TEXTS = sorted((Path(__file__).parents[1] / "gold" / "texts").glob("*.txt"))
PROSE = "2023年，我镇扎实推进法治政府建设，全镇22名执法人员持证上岗，办结行政处罚案件31件。"
TITLE = "白水镇2023年度法治政府建设年度报告"
NEWS = "近日，县司法局到我镇调研法治建设工作，实地查看公共法律服务站，听取情况汇报，提出意见建议。"


def lines(body: str, head: str = "", name: str = "报告.html") -> list[str]:
    page = f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return load_bytes(page.encode(), name).text.split("\n")


def failure(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        load_bytes(data, "报告.html")
    error = caught.value
    assert "「报告.html」" in error.message and error.hint.endswith("。")
    return error


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_report_comes_back_from_every_kind_of_page(path):
    text = path.read_text(encoding="utf-8")
    for kind, page in web.pages(text).items():
        doc = load_bytes(page, "报告.html")
        wanted = [web.squeezed(line) for line in web.expected(kind, text)]
        assert [web.squeezed(line) for line in doc.text.split("\n")] == wanted, kind
        assert (doc.format, doc.quality, doc.warnings) == ("html", 1.0, ()), kind


@pytest.mark.parametrize("kind", ["ucap", "trs-word", "vsb-spans", "index-card", "long-side", "mobile", "notes-below"])
def test_date_and_source_of_the_page_come_apart(kind):
    doc = load_bytes(web.pages(f"{TITLE}\n" + f"{PROSE}\n" * 5 + "白水镇人民政府\n2024年1月5日")[kind], "报告.html")
    assert doc.published.startswith(web.DATE)
    assert doc.source == web.SOURCE
    assert doc.text.endswith("白水镇人民政府\n2024年1月5日")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("<p>甲</p><p>乙</p>", ["甲", "乙"], id="paragraphs"),
        pytest.param("<div>甲<div>乙</div>丙</div>", ["甲", "乙", "丙"], id="boxes"),
        pytest.param("　　甲<br>　　乙<br/><br/>丙", ["甲", "乙", "丙"], id="breaks"),
        pytest.param("<p>法<span>治</span><b>政<i>府</i></b></p>", ["法治政府"], id="spans in a word"),
        pytest.param("<p>法治\n  政府</p><p>GDP\n增长</p>", ["法治政府", "GDP 增长"], id="broken lines"),
        pytest.param("<p>&nbsp;&ensp;甲&nbsp;乙&emsp;</p>", ["甲 乙"], id="blanks"),
        pytest.param("<pre>甲\n  乙\n\n丙</pre>", ["甲", "乙", "丙"], id="preformatted"),
        pytest.param("<p style='white-space: pre-wrap'>甲\n乙</p>", ["甲", "乙"], id="breaks kept by style"),
        pytest.param("<p>甲<!-- 注 --><script>乙</script><style>丙</style></p>", ["甲"], id="comment, script, style"),
        pytest.param("<p>甲<span style='display: none'>乙</span></p>", ["甲"], id="hidden by style"),
        pytest.param("<p>甲</p><p hidden>乙</p><p class='d-none'>丙</p>", ["甲"], id="hidden by attribute, by class"),
        pytest.param("<p>甲<del>乙</del></p>", ["甲"], id="deleted"),
        pytest.param("<ol><li>甲</li><li>乙</li></ol>", ["1. 甲", "2. 乙"], id="numbers"),
        pytest.param("<ol start=3><li>甲<li value=7>乙</ol>", ["3. 甲", "7. 乙"], id="numbers that start elsewhere"),
        pytest.param("<ol><li>1、甲</li><li>（二）乙</li></ol>", ["1、甲", "（二）乙"], id="numbers written"),
        pytest.param("<ol type=a><li>甲<ol><li>乙</ol><li>丙</ol>", ["a. 甲", "1. 乙", "b. 丙"], id="list in a list"),
        pytest.param("<ul><li>甲</li></ul>", ["甲"], id="no numbers"),
        pytest.param(
            "<p class=MsoNormal><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>"
            "<![endif]>甲<o:p></o:p></p><!--[if gte mso 9]><xml>乙</xml><![endif]-->",
            ["1. 甲"],
            id="Word's own",
        ),
    ],
)
def test_lines(body, text):
    assert lines(f"<p>{PROSE}</p>{body}<p>{PROSE}</p>") == [PROSE, *text, PROSE]


@pytest.mark.parametrize(
    ("table", "text"),
    [
        pytest.param("<tr><td>甲<td>乙<tr><td>丙<td>丁", ["甲\t乙", "丙\t丁"], id="rows"),
        pytest.param("<tr><td>甲<td><td>丙", ["甲\t\t丙"], id="empty cell"),
        pytest.param("<tr><td rowspan=2>甲<td>1<tr><td>2<tr><td>乙<td>3", ["甲\t1", "\t2", "乙\t3"], id="merged down"),
        pytest.param("<thead><tr><th>甲<th>乙</thead><tbody><tr><td>1<td>2", ["甲\t乙", "1\t2"], id="head"),
        pytest.param("<tr><td><p>负责</p><p>部门</p><td>司法所", ["负责 部门\t司法所"], id="paragraphs in a cell"),
        pytest.param("<tr><td>甲</td></tr><tr><td>乙</td></tr>", ["甲", "乙"], id="a paragraph a cell"),
    ],
)
def test_tables(table, text):
    found = lines(f"<p>{PROSE}</p><table>{table}</table><p>{PROSE}</p>")
    assert found == [PROSE, *(line.strip(" ") for line in text), PROSE]


@pytest.mark.parametrize(
    ("head", "above", "body", "first"),
    [
        ("", f"<h1>{TITLE}</h1>", "", TITLE),
        (f"<meta name=ArticleTitle content='{TITLE}'>", "", "", TITLE),
        (f"<title>{TITLE}_青山县人民政府</title>", "", "", TITLE),
        (f"<title>{TITLE}</title>", "<h1>白水镇2023年度<br>法治政府建设年度报告</h1>", "", TITLE),
        (f"<title>{TITLE}</title>", f"<h1>{TITLE}</h1>", f"<p>{TITLE}</p>", TITLE),
        (
            f"<title>{TITLE}</title>",
            f"<h1>{TITLE}</h1>",
            "<p>白水镇2023年度</p><p>法治政府建设年度报告</p>",
            "白水镇2023年度",
        ),
        (
            f"<title>{TITLE}</title>",
            f"<h1>{TITLE}</h1>",
            f"<p>白水镇人民政府文件</p><p>{TITLE}</p>",
            "白水镇人民政府文件",
        ),
        ("<title>无标题文档</title>", "", "", PROSE),
    ],
)
def test_the_title_stands_first_and_once(head, above, body, first):
    found = lines(f"{above}<div>发布时间：2024-01-20</div><div>{body}{f'<p>{PROSE}</p>' * 6}</div>", head)
    assert found[0] == first
    assert sum(TITLE in "".join(found[at : at + 2]) for at in range(0, 3, 2)) <= 1
    assert found.count(PROSE) == 6


@pytest.mark.parametrize(
    "junk",
    [
        "<div>您所在的位置：<a href='/'>首页</a> &gt; 正文</div>",
        "<p>来源：镇党政办　浏览次数：<span></span></p>",
        "<ul><li>发布时间：2024-01-20</li><li>字号：</li><li>大</li><li>中</li><li>小</li></ul>",
        "<table><tr><td>索引号</td><td>0143/2024-7</td></tr><tr><td>发布机构</td><td>白水镇</td></tr></table>",
        "<p>2024-01-20 09:12</p>",
    ],
)
def test_what_stands_between_title_and_text_is_left_out(junk):
    assert lines(f"<h1>{TITLE}</h1>{junk}<p>县人民政府：</p><p>{PROSE}</p>") == [TITLE, "县人民政府：", PROSE]


@pytest.mark.parametrize(
    "junk",
    [
        f"<h4>相关文件</h4><p>{NEWS}</p>",
        f"<div><p>政策解读</p><p><a href='/1'>一图读懂</a></p><p>{NEWS}</p></div>",
        f"<div class='comment'><p>{NEWS}</p></div>",
        "<p>附件：</p><p><a href='1.doc'>1.法治政府建设情况统计表.doc</a></p>",
        "<p>上一篇：<a href='/1'>我镇召开安全生产工作会议</a></p><p>下一篇：没有了</p>",
        "<p>（责任编辑：李明）</p><p>扫一扫在手机打开当前页</p><p>【打印】 【关闭】</p>",
        "<p>版权所有：青山县人民政府　网站标识码：1300000001</p><p>冀ICP备05000000号</p>",
    ],
)
def test_what_stands_below_the_signature_is_left_out(junk):
    text = f"<h1>{TITLE}</h1><p>{PROSE * 4}</p><p align=right>白水镇人民政府</p><p align=right>2024年1月5日</p>"
    assert lines(text + junk) == [TITLE, PROSE * 4, "白水镇人民政府", "2024年1月5日"]


@pytest.mark.parametrize(
    "own", ["附件：1.统计表", "日期：2024年1月5日", "主题词：法治政府 报告", "（联系人：李明，电话：1380000）", "- 6 -"]
)
def test_lines_that_only_look_like_the_page_s_stay(own):
    assert lines(f"<p>{PROSE * 4}</p><p>{own}</p>") == [PROSE * 4, own]


def test_a_heading_amid_the_report_ends_nothing():
    text = [PROSE * 4, "政策解读", PROSE, "二、下一步打算", PROSE]
    assert lines("".join(f"<p>{line}</p>" for line in text)) == text


def test_laws_named_in_links_stay():
    laws = "".join(f"<p><a href='/{at}'>《行政处罚法》第{at}条</a></p>" for at in range(3))
    found = lines(f"<p>{PROSE}</p>{laws}<p>二、存在的问题</p><p>{PROSE}</p>")
    assert found[1:4] == [f"《行政处罚法》第{at}条" for at in range(3)]


def test_a_link_that_never_ends_hides_nothing():
    assert lines(f"<a href='/1'>{f'<p>{PROSE * 3}</p>' * 4}") == [PROSE * 3] * 4


def test_hidden_text_within_the_article_is_told():
    page = f"<html><body><p>{PROSE}</p><p style='display:none'>整改率100%。</p><p>{PROSE}</p></body></html>"
    doc = load_bytes(page.encode(), "报告.html")
    assert doc.text == f"{PROSE}\n{PROSE}"
    assert doc.warnings == ("文中有隐藏文字，未计入审核。",)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("utf-8", "utf-8"),
        ("gb2312", "utf-8"),
        ("utf-8", "gb18030"),
        ("klingon", "gb18030"),
        ("utf-8", "utf-8-sig"),
        ("gb2312", "utf-16"),
        ("big5", "big5"),
    ],
)
def test_encodings_as_declared_or_not(declared, encoding):
    text = "白水鎮法治報告，" * 20 if encoding == "big5" else PROSE + ("镕㙍" if encoding == "gb18030" else "")
    page = f"<html><head><meta http-equiv=Content-Type content='text/html; charset={declared}'></head><p>{text}</html>"
    assert load_bytes(page.encode(encoding), "报告.html").text == text


def test_an_encoding_in_the_xml_declaration():
    page = f'<?xml version="1.0" encoding="gb2312"?><html xmlns="http://www.w3.org/1999/xhtml"><p>{PROSE}</p></html>'
    assert load_bytes(page.encode("gb18030"), "报告.html").text == PROSE


@pytest.mark.parametrize(
    "page", ["\ufeff<html><p>{}</html>", "<!-- a --><!-- b -->\n<HTML><P>{}</HTML>", "<meta charset=utf-8><p>{}"]
)
def test_how_a_page_may_begin(page):
    doc = load_bytes(page.format(PROSE).encode(), "报告")
    assert (doc.format, doc.text) == ("html", PROSE)


@pytest.mark.parametrize(
    ("name", "warned"),
    [("报告.html", False), ("报告.mht", False), ("报告", False), ("报告.doc", True), ("报告.txt", True)],
)
def test_a_page_under_another_name(name, warned):
    doc = load_bytes(f"<html><p>{PROSE}</p></html>".encode(), name)
    assert doc.format == "html"
    assert bool(doc.warnings) == warned
    assert all("内容却是网页" in warning for warning in doc.warnings)


PARAGRAPH = f"<p>{PROSE}</p>".encode()
NESTED = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (at, at) for at in range(3000))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"<html></html>", "empty", id="nothing"),
        pytest.param(b"<html><frameset><frame src='http://a.cn/'></frameset></html>", "empty", id="frames"),
        pytest.param(b"<html>" + b"<!--" * 1_000_000, "empty", id="comments that never end"),
        pytest.param(b"<html>" + b"<div>" * 10_000 + PARAGRAPH, "unsafe", id="deep"),
        pytest.param(b"<html>" + b"<table><tr><td>" * 5_000 + PARAGRAPH, "unsafe", id="deep tables"),
        pytest.param(b"<html>" + PARAGRAPH * 100_000, "too-large", id="long"),
        pytest.param(b"<html>" + b"<p>a" * 300_000, "too-large", id="many lines"),
        pytest.param(b"<html>" + Random(1).randbytes(20_000), "not-text", id="no text"),
        pytest.param(b"MIME-Version: 1.0\nContent-Type: text/plain\n\n", "damaged", id="an archive without a page"),
        pytest.param(b"MIME-Version: 1.0\n" + NESTED, "unsafe", id="archives in archives"),
    ],
)
def test_what_cannot_be_read(data, code):
    assert failure(data).code == code


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"<html>" + b"<div>" * 900 + PARAGRAPH + b"</div>" * 900, id="nested up to the limit"),
        pytest.param(
            b"<html><p " + b" ".join(b"a%d=1" % at for at in range(200_000)) + b">" + PARAGRAPH, id="attributes"
        ),
        pytest.param(b"<html>\0" + PARAGRAPH.replace(b"<p>", b"<p>\0"), id="NUL"),
        pytest.param(b"<html><img src='data:image/png;base64," + b"A" * 20_000_000 + b"'>" + PARAGRAPH, id="picture"),
        pytest.param(b"<html>" + PARAGRAPH + b"<table>" + b"<tr><td rowspan=999 colspan=999>" * 5_000, id="spans"),
        pytest.param(b"<html>" + PARAGRAPH + b"</b></td></div>" * 200_000, id="ends without beginnings"),
        pytest.param(b"<html>" + PARAGRAPH + b"<p hidden>" + b"<" * 200_000, id="brackets"),
    ],
)
def test_odd_pages_are_read_soon(data):
    began = time.perf_counter()
    assert PROSE in load_bytes(data, "报告.html").text
    assert time.perf_counter() - began < 5
