"""Report -> is it an annual report on law-based government at all, and was it read well enough to judge?

A refusal stands in place of a grade. It names what the text looks like instead; the rows are judged all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.book import DocumentKinds
from auditor.card import Refusal, RefusalCode
from auditor.model import Document, Finding, Level, Report, Role, Sentence

_LINES = 5
_TITLE = 60
"""Characters of a line that may be a title."""
_NOT_TITLE = re.compile("^[（(]?[一二三四五六七八九十][）)、.．]|[，。；：]")
_NOTE = re.compile("(?:[（(][^（）()]{0,20}[）)])+$")
_TOLD = 30
"""Characters of running text: less is an outline."""
_OPENING = 200
_BEGINNING = 800
_FEW_HAN = 20
"""Han characters: less is a scan, a picture or a slip of paper."""
_READABLE = 0.8
"""Share of the Han characters that must be common ones; text decoded with the wrong table is made of rare ones."""
_UNREAD = 0.2
"""Share of the pages that may be pictures: what stands on them would be told as missing."""
_CERTAIN = 0.8
"""Mean certainty of recognised characters; below it more than one line in ten is misread."""
_ARTICLES = 5
_SPARSE = 70
"""Characters for every blank left to fill in; a report that is filled in has none or few."""
_MANY_BLANKS = 10
_THEMES = 2
_DENSE = 300
"""Characters for every word on law-based government: a report speaks of it at least so often, other texts less."""
_ROWS = 9
_MANY_ROWS = 14
"""Rows spoken of: a report without its title speaks of eighteen and more (development texts), other kinds of a dozen
at most."""
_HAN = re.compile("[\u3400-\u9fff]+")
_LEVEL_ONE = bytes(range(0xB0, 0xD8))
"""First bytes, in GB 2312, of the 3,755 characters of level one."""
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百]{1,5}条(?![、，和])", re.MULTILINE)


def judge_kind(document: Document, report: Report, findings: Iterable[Finding], kinds: DocumentKinds) -> Refusal | None:
    """Return why a text gets no grade; None for a report that was read well. Never raises.

    `findings` are those of the rows on duties; the rows on form would find something in any text.
    """
    text = report.clean.text
    poor = _poorly_read(document, text)
    if poor:
        return Refusal(RefusalCode.UNREADABLE, poor)
    spoken = sum(finding.level > Level.ABSENT for finding in findings)
    reason = _other_kind(report, spoken, kinds)
    return Refusal(RefusalCode.NOT_A_REPORT, reason) if reason else None


def _poorly_read(document: Document, text: str) -> str:
    """Say why a text cannot be judged; empty if it can."""
    han = "".join(_HAN.findall(text))
    if len(han) < _FEW_HAN:
        return f"全文只读出 {len(han)} 个汉字，可能是扫描件、图片，或内容没有保存。"
    if document.quality < _READABLE:
        return f"有 {1 - document.quality:.0%} 的字符读不出来，可能是编码不对或文件已损坏。"
    pages = len(document.page_starts)
    if len(document.unread_pages) > _UNREAD * pages:
        return f"全文 {pages} 页，有 {len(document.unread_pages)} 页是图片，没有读出文字。"
    if document.confidence is not None and document.confidence < _CERTAIN:
        return f"扫描件识别的把握只有 {document.confidence:.0%}，读错的字会太多。"
    # of the two bytes of every character that the table has, the first tells its level
    firsts = han.encode("gb2312", "ignore")[::2]
    common = (len(firsts) - len(firsts.translate(None, _LEVEL_ONE))) / len(han)
    if common < _READABLE:
        return f"只有 {common:.0%} 的汉字是常用字，像是乱码或没有识别好的扫描件。"
    return ""


def _other_kind(report: Report, spoken: int, kinds: DocumentKinds) -> str:
    """Say what a text looks like instead of a report; empty if it is one."""
    text = report.clean.text
    blanks = kinds.blank.findall(text)
    if len(blanks) >= _MANY_BLANKS and len(blanks) * _SPARSE >= len(text):
        return f"像是没有填写的模板：全文有 {len(blanks)} 处空着没填。"
    told = sum(len(s.text) for s in report.sentences if not _only_heads(s, report))
    if told < _TOLD:
        return f"只有标题和提纲，正文只有 {told} 个字。"
    first = (report.title, *text.split("\n")[:_LINES])
    lines = [_NOTE.sub("", line) for line in first if len(line) <= _TITLE and not _NOT_TITLE.search(line)]
    if any(kinds.title.search(line) for line in lines):
        return ""
    for kind in kinds.others:
        called = next((line for line in lines if kind.title and kind.title.search(line)), "")
        if called:
            return f"像是{kind.name}：开头写的是“{called[:40]}”。"
        if kind.opening and kind.opening.search(text[:_OPENING]):
            return f"像是{kind.name}。"
    articles = len(_ARTICLE.findall(text))
    if articles >= _ARTICLES:
        return f"像是法规、规章或制度条文：有 {articles} 段以“第×条”开头。"
    if kinds.announced.search(text[:_BEGINNING]):
        return ""
    themes = len(kinds.theme.findall(text))
    if (spoken < _ROWS and themes * _DENSE < len(text)) or (themes < _THEMES and spoken < _MANY_ROWS):
        return f"没有法治政府建设报告的标题，正文 {themes} 处说到法治政府建设，只涉及清单里的 {spoken} 行。"
    return ""


def _only_heads(sentence: Sentence, report: Report) -> bool:
    section = report.sections[sentence.section]
    head = bool(section.heading) and sentence.start == section.start
    return head or sentence.role in (Role.TITLE, Role.MASTHEAD, Role.SIGNATURE)
