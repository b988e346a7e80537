"""Title and lines of a report -> pages of government sites: frames after the habits of the usual content systems."""

# ruff: noqa: E501 -- mark-up is as long as it is

from __future__ import annotations

import base64
import html
import quopri
from collections.abc import Callable

from formats import web_bodies as bodies
from formats import web_parts as parts

DATE, SOURCE = "2024-01-20", "清河镇人民政府"
TABLE = (
    ("项目", "数量", "备注"),
    ("执法检查", "225次", ""),
    ("行政处罚", "52宗", "均已办结"),
    ("人民调解", "31件", "成功率98%"),
)


def _page(head: str, body: str, *, charset: str = "utf-8", doctype: str = "<!DOCTYPE html>") -> bytes:
    encoding = {"gb2312": "gb18030", "gbk": "gb18030"}.get(charset, charset)
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    return f"{doctype}\n<html>\n<head>\n{meta}\n{head}\n</head>\n{body}\n</html>\n".encode(encoding)


def _named(title: str, site: str = "_清河县人民政府门户网站") -> str:
    return f"<title>{html.escape(title)}{site}</title>"


def _metas(title: str) -> str:
    return (
        f'<meta name="SiteName" content="清河县人民政府"><meta name="ArticleTitle" content="{html.escape(title)}">'
        f'<meta name="PubDate" content="{DATE} 09:30"><meta name="ContentSource" content="{SOURCE}">'
    )


def _ucap(title: str, lines: list[str]) -> bytes:
    body = (
        f"<body>{parts.TOP}{parts.NAV}<div class='w1200'><div class='BreadcrumbNav'>{parts.CRUMB}</div>"
        f"<div class='article'><h1><ucaptitle>{html.escape(title)}</ucaptitle></h1>{parts.INFO_BAR}"
        f"<div class='pages_content' id='UCAP-CONTENT'>{bodies.plain(lines)}</div>"
        f"<div class='editor'>责任编辑：王小明</div>{parts.SHARE}{parts.RELATED}</div></div>{parts.FOOTER}</body>"
    )
    return _page(_named(title) + _metas(title) + parts.SCRIPT, body)


def _trs(title: str, lines: list[str]) -> bytes:
    body = (
        f"<body>{parts.NAV}<div id='wrap'><div class='con-left'><div class='dqwz'>{parts.CRUMB}</div>"
        f"<div class='xl_title'>{html.escape(title)}</div><div class='xl_info'>{parts.INFO_ITEMS}</div>"
        f"<div class='TRS_Editor'>{bodies.word(lines)}</div>{parts.ATTACHED}</div>"
        f"<div class='con-right'>{parts.teasers(8)}</div></div>{parts.FOOTER}</body>"
    )
    return _page(_named(title, "-清河县人民政府"), body)


def _vsb(title: str, lines: list[str]) -> bytes:
    body = (
        f"<body>{parts.NAV}<table width='100%'><tr><td><form name='_newscontent_fromname'><h2 align='center'>"
        f"{html.escape(title)}</h2><div align='center'>{parts.INFO_BAR}</div><div id='vsb_content'>"
        f"<div class='v_news_content'>{bodies.spans(lines)}</div></div>{parts.ATTACHED}{parts.NEIGHBOURS}</form></td></tr>"
        f"</table>{parts.FOOTER}</body>"
    )
    return _page(_named(title, "-清河镇"), body)


def _index_card(title: str, lines: list[str]) -> bytes:
    body = (
        f"<body>{parts.NAV}<div class='crumbs'>{parts.CRUMB}</div><div class='main'>{parts.index_card(html.escape(title))}"
        f"<p class='tit'>{html.escape(title)}</p><div id='zoom'>{bodies.breaks(lines)}</div>{parts.PRINT_BAR}</div>"
        f"{parts.FOOTER}</body>"
    )
    return _page(_named(title) + _metas(title), body)


def _layout_tables(title: str, lines: list[str]) -> bytes:
    body = (
        "<BODY bgcolor=#ffffff topmargin=0><TABLE width=980 align=center border=0><TR><TD colspan=2>"
        f"{parts.FONT_NAV}</TD></TR><TR><TD width=200 valign=top>{parts.LINK_ROWS}</TD><TD valign=top><TABLE width='100%'>"
        f"<TR><TD align=center><FONT size=5><B>{html.escape(title)}</B></FONT></TD></TR><TR><TD align=center>{parts.INFO_TEXT}"
        f"</TD></TR><TR><TD class=t9><FONT id=Zoom>{bodies.breaks(lines)}</FONT></TD></TR><TR><TD align=right>"
        f"{parts.PRINT_BAR}</TD></TR></TABLE></TD></TR><TR><TD colspan=2 align=center>{parts.FOOTER_TEXT}</TD></TR></TABLE></BODY>"
    )
    return _page(_named(title, ""), body, charset="gb2312", doctype="")


def _cell_each(title: str, lines: list[str]) -> bytes:
    body = (
        f"<body><table><tr><td>{parts.FONT_NAV}</td></tr></table><table width='90%' align='center'><tr><td><h3>"
        f"{html.escape(title)}</h3></td></tr><tr><td>{parts.INFO_TEXT}</td></tr>{bodies.cells(lines)}</table>"
        f"<table><tr><td>{parts.LINK_ROWS}</td></tr><tr><td>{parts.FOOTER_TEXT}</td></tr></table></body>"
    )
    return _page(_named(title), body, charset="gbk")


def _long_side(title: str, lines: list[str]) -> bytes:
    count = 4 + 2 * len("".join(lines)) // 300
    body = (
        f"<body><div class='a1'>{parts.LIST}</div><div class='a2'><div class='b1'>{parts.teasers(count)}</div><div class='b2'>"
        f"<div class='c1'>{html.escape(title)}</div><div class='c2'>{parts.INFO_TEXT}</div><div class='c3'>"
        f"{bodies.divs(lines)}</div></div></div><div class='a3'>{parts.FOOTER_TEXT}</div></body>"
    )
    return _page(_named(title), body)


def _mobile(title: str, lines: list[str]) -> bytes:
    body = (
        f"<body><header class='hd'><a href='/m'>首页</a><span>政务公开</span></header><section class='detail'><h1>"
        f"{html.escape(title)}</h1><div class='time'><span>{DATE} 09:12</span> <span>来源：{SOURCE}</span></div>"
        f"<section class='con'>{bodies.inline(lines)}</section><div class='zan'><span>点赞</span></div></section>"
        f"<section class='cmt'><h3>网友评论</h3>{parts.COMMENTS}</section><footer>{parts.FOOTER_TEXT}</footer></body>"
    )
    return _page('<meta name="viewport" content="width=device-width">' + _named(title, ""), body)


def _bare(title: str, lines: list[str]) -> bytes:
    return f"<html><body>{bodies.plain([title, *lines])}</body></html>".encode()


def _word(title: str, lines: list[str]) -> bytes:
    body = (
        f"<body lang=ZH-CN style='tab-interval:21.0pt'><div class=Section1>{bodies.word([title, *lines])}</div></body>"
    )
    return _page(parts.WORD_HEAD, body, charset="gb2312", doctype="")


def _saved(title: str, lines: list[str]) -> bytes:
    mark = "<!DOCTYPE html>\n<!-- saved from url=(0042)http://www.qinghe.gov.cn/art/2024/1/20/1.html -->"
    body = (
        f"<body class='ng-scope'>{parts.SCRIPT}<div id='app'><div class='header'>{parts.NAV}</div><div class='x9f2'>"
        f"<div class='x1'>{html.escape(title)}</div>{parts.INFO_BAR}<div class='x2'>{bodies.nested(lines)}</div></div>"
        f"<div style='display: none'>隐藏的埋点文字，不应当出现在正文里。</div>{parts.PICTURE}{parts.RELATED}{parts.FOOTER}</div></body>"
    )
    return _page(_named(title) + parts.STYLE, body, doctype=mark)


def _preformatted(title: str, lines: list[str]) -> bytes:
    body = (
        f"<body>{parts.NAV}<div class='box'><h1>{html.escape(title)}</h1>{parts.INFO_BAR}"
        f"<pre>{bodies.preformatted(lines)}</pre>{parts.SHARE}</div>{parts.FOOTER}</body>"
    )
    return _page(_named(title), body)


def _semantic(title: str, lines: list[str]) -> bytes:
    body = (
        f"<body><nav>{parts.LIST}</nav><main><article><header><h1>{html.escape(title)}</h1><p class='meta'>{parts.INFO_TEXT}"
        f"</p></header>{bodies.sections(lines)}<footer>{parts.PRINT_BAR}</footer></article><aside>{parts.teasers(6)}</aside>"
        f"</main><footer>{parts.FOOTER_TEXT}</footer></body>"
    )
    return _page(_named(title), body)


def _teased(title: str, lines: list[str]) -> bytes:
    body = (
        f"<body>{parts.NAV}<div class='cont'><div class='title'>{html.escape(title)}</div>{parts.INFO_BAR}"
        f"<div class='zcjd-btn'><a href='/jd/1.html'>政策解读</a><a href='/jd/2.html'>图解</a></div>"
        f"<div class='text'>{bodies.plain(lines)}</div>{parts.READINGS}{parts.LONG_RELATED}</div>{parts.FOOTER}</body>"
    )
    return _page(_named(title), body)


def _boxes(title: str, lines: list[str]) -> bytes:
    side = "".join(f"<div class='box'><h3>{name}</h3>{parts.teasers(3)}</div>" for name in ("镇街动态", "通知公告"))
    body = (
        f"<body>{parts.NAV}<div class='row'><div class='box'><h2>{html.escape(title)}</h2>{parts.INFO_BAR}"
        f"<div>{bodies.plain(lines)}</div></div>{side}</div>{parts.FOOTER}</body>"
    )
    return _page(_named(title), body)


def _unnamed(title: str, lines: list[str]) -> bytes:
    body = (
        f"<body>{parts.NAV}<div class='k1'><div class='k2'>{parts.LIST}</div><div class='k3'><p class='bt'>{html.escape(title)}"
        f"</p><p>{parts.INFO_TEXT}</p><div>{bodies.spans(lines)}</div></div></div>{parts.FOOTER}</body>"
    )
    return _page("<title>文章内容页</title>", body)


def _with_table(title: str, lines: list[str]) -> bytes:
    body = (
        f"<body>{parts.NAV}<div class='main'><h1>{html.escape(title)}</h1>{parts.INFO_BAR}<div class='content'>"
        f"{bodies.plain(lines)}{bodies.table(TABLE)}</div>{parts.SHARE}{parts.RELATED}</div>{parts.FOOTER}</body>"
    )
    return _page(_named(title), body)


def _repeated(title: str, lines: list[str]) -> bytes:
    body = (
        f"<body>{parts.NAV}<div class='main'><div class='sub-nav'>{parts.CRUMB}</div><h1>{html.escape(title)}</h1>"
        f"{parts.INFO_BAR}<div class='content'>{bodies.plain([title, *lines])}</div>{parts.NEIGHBOURS}</div>{parts.FOOTER}</body>"
    )
    return _page(_named(title) + _metas(title), body)


def _archived(title: str, lines: list[str], *, packed: bool = False) -> bytes:
    page = _cell_each(title, lines) if packed else _ucap(title, lines)
    content = base64.encodebytes(page) if packed else quopri.encodestring(page)
    head = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: http://www.qinghe.gov.cn/1.html\n"
        "Subject: =?utf-8?Q?=E6=B3=95=E6=B2=BB?=\n =?utf-8?Q?=E6=94=BF=E5=BA=9C?=\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related;\n\ttype="text/html";\n\tboundary="----=_Part_0"\n\n\n------=_Part_0\n'
        f"Content-Type: text/html\nContent-Transfer-Encoding: {'base64' if packed else 'quoted-printable'}\n\n"
    )
    tail = "\n------=_Part_0\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n------=_Part_0--\n"
    return head.encode() + content + tail.encode()


def _web_form(title: str, lines: list[str]) -> bytes:
    state = '<input type="hidden" name="__VIEWSTATE" value="' + "dDwtMTY4" * 500 + '">'
    side = f"<div id='divLeft'><h2>镇情简介</h2><p>{parts.ABOUT}</p><h2>政务动态</h2>{parts.teasers(5)}</div>"
    body = (
        f"<body><form id='form1' method='post'>{state}<h1>清河县人民政府</h1>{parts.LIST}{side}<div id='divRight'>"
        f"<div class='con-tit'>{html.escape(title)}</div><div>{parts.INFO_TEXT}</div><div id='divContent'>"
        f"{bodies.blocks(lines)}</div></div><div>{parts.FOOTER_TEXT}</div></form></body>"
    )
    return _page("<title>清河县人民政府</title>", body)


def _deep_tables(title: str, lines: list[str]) -> bytes:
    wrapped = (
        f"<p align='center'><b>{html.escape(title)}</b></p><p align='center'>{parts.INFO_TEXT}</p>{bodies.plain(lines)}"
    )
    for _ in range(8):
        wrapped = f"<table width='100%'><tbody><tr><td valign='top'>{wrapped}</td></tr></tbody></table>"
    body = (
        f"<body>{parts.FONT_NAV}<table><tr><td width='180'><b>本镇概况</b><p>{parts.ABOUT}</p><p>{parts.ABOUT_MORE}</p>"
        f"{parts.LINK_ROWS}</td><td>{wrapped}</td></tr></table>{parts.FOOTER_TEXT}</body>"
    )
    return _page("<title>法治政府建设年度报告-清河县人民政府</title>", body, charset="gbk")


def _blog(title: str, lines: list[str]) -> bytes:
    widgets = "".join(
        f"<section class='widget'><h2>{name}</h2>{parts.LIST}</section>" for name in ("近期文章", "分类目录")
    )
    body = (
        f"<body class='single'><div id='page'><header><a href='/'>清河镇</a></header><div id='primary'><main><article "
        f"class='post'><h1 class='entry-title'>{html.escape(title)}</h1><div class='entry-meta'><time>2024-01-20</time> "
        f"<a href='/author'>镇党政办</a></div><div class='entry-content'>{bodies.linked(lines)}</div></article>"
        f"<nav class='post-navigation'>{parts.NEIGHBOURS}</nav><div id='respond'><h3>发表评论</h3><p>电子邮件地址不会被公开，必填项已标注，请文明发言。"
        f"</p></div></main></div><div id='secondary'>{widgets}</div></div></body>"
    )
    return _page(_named(title, " – 清河镇"), body)


def _messenger(title: str, lines: list[str]) -> bytes:
    body = (
        f"<body><div id='js_article'><h1 class='rich_media_title' id='activity-name'>\n  {html.escape(title)}\n</h1>"
        f"<div id='meta_content'><span>原创</span> <a href='javascript:void(0);'>清河镇发布</a> <em id='publish_time'>2024-01-20 18:02</em>"
        f"</div><div id='js_content' style='visibility: hidden; opacity: 0; '>{bodies.nested(lines)}</div>"
        f"<div id='js_pc_qr_code'><p>微信扫一扫关注该公众号</p></div></div></body>"
    )
    return _page(f'<meta property="og:title" content="{html.escape(title)}"><title></title>', body)


def _notes_below(title: str, lines: list[str]) -> bytes:
    body = (
        f"<body><div>{parts.LIST}</div><div class='w'><div>{parts.CRUMB}</div><h1>{html.escape(title)}</h1><div class='ly'><i>{DATE}"
        f"</i><i>来源： {SOURCE}</i></div>{bodies.plain(lines)}<p>【责任编辑：小李】</p>{parts.ATTACHED}<p>免责声明：本网站转载的信息，版权归原作者所有，"
        f"如有侵权请与我们联系，我们将及时处理。</p>{parts.FOOTER_TEXT}</div></body>"
    )
    return _page(_named(title), body)


def _site_first(title: str, lines: list[str]) -> bytes:
    body = (
        f"<body><div id='hd'>{parts.LIST}<p>今天是2024年1月22日 星期一 欢迎您访问清河县人民政府门户网站</p></div><div id='bd'><div id='l'>"
        f"<div class='t'>{html.escape(title)}</div><div class='s'>日期：2024-01-20 | 来源：{SOURCE} | 【字体：<a href='#'>大</a>】</div>"
        f"<dl><dd>{bodies.divs(lines)}</dd></dl><div>文章录入：admin　　责任编辑：admin</div></div><div id='r'><h3>栏目导航</h3>{parts.LIST}"
        f"{parts.teasers(6)}</div></div><div id='ft'>{parts.FOOTER_TEXT}</div></body>"
    )
    return _page(f"<title>清河县人民政府门户网站 - {html.escape(title)}</title>", body)


def _app(title: str, lines: list[str]) -> bytes:
    body = (
        f"<body><div id='app'><div data-v-1>{parts.LIST}</div><div data-v-3><div data-v-4><span>{html.escape(title)}</span></div>"
        f"<div data-v-5><span>2024-01-20 10:11:12</span><span>来源：{SOURCE}</span><span>阅读：21</span></div><div data-v-6>"
        f"{bodies.nested(lines)}</div><div data-v-7><span>上一篇</span><span>暂无</span></div></div><div data-v-8>"
        f"Copyright © 2024 清河镇人民政府 All Rights Reserved</div></div></body>"
    )
    return _page("<title>清河镇</title>", body)


def _headings(title: str, lines: list[str]) -> bytes:
    text = "".join(f"<h3>{html.escape(line)}</h3>" if len(line) < 25 else bodies.plain([line]) for line in lines)
    body = (
        f"<body><div class='top-bar'><a href='/'>首页</a></div><div class='bread'>首页 &gt; 政务公开 &gt; {html.escape(title)}</div>"
        f"<article><h1>{html.escape(title)}</h1><ul class='info'><li>发布时间：2024-01-20</li><li>信息来源：{SOURCE}</li>"
        f"<li>访问量：<script>x()</script></li></ul><div class='article-content'>{text}</div><div class='page'><a href='2'>下一页</a>"
        f"</div><div class='fj'>附件下载：<a href='1.pdf'>{html.escape(title)}.pdf</a></div></article>{parts.teasers(10)}{parts.FOOTER}</body>"
    )
    return _page(_named(title, "-新闻中心-清河县人民政府"), body)


def _split(title: str, lines: list[str]) -> bytes:
    half = len(lines) // 2
    body = (
        f"<body>{parts.NAV}<div class='main'><div class='left-menu'><h2>法治政府建设</h2>{parts.LIST}</div><div class='right-con'>"
        f"<h1>{html.escape(title)}</h1>{parts.INFO_BAR}<div class='zoom'>{bodies.plain(lines[:half])}</div><div class='zoom'>"
        f"{bodies.plain(lines[half:])}</div><div class='pj'>您觉得本文是否有帮助？<label>有</label><label>没有</label></div>{parts.SHARE}"
        f"</div></div>{parts.FOOTER}</body>"
    )
    return _page(_named(title) + _metas(title), body)


WITH_TABLE = frozenset(("with-table",))
KINDS: dict[str, Callable[[str, list[str]], bytes]] = {
    "ucap": _ucap,
    "trs-word": _trs,
    "vsb-spans": _vsb,
    "index-card": _index_card,
    "layout-tables": _layout_tables,
    "cell-each": _cell_each,
    "long-side": _long_side,
    "mobile": _mobile,
    "bare": _bare,
    "word": _word,
    "saved": _saved,
    "preformatted": _preformatted,
    "semantic": _semantic,
    "teased": _teased,
    "boxes": _boxes,
    "unnamed": _unnamed,
    "with-table": _with_table,
    "repeated": _repeated,
    "web-form": _web_form,
    "deep-tables": _deep_tables,
    "blog": _blog,
    "messenger": _messenger,
    "notes-below": _notes_below,
    "site-first": _site_first,
    "app": _app,
    "headings": _headings,
    "split": _split,
    "archive": _archived,
    "archive-base64": lambda title, lines: _archived(title, lines, packed=True),
}
