"""Web page, saved or archived (.mht) -> the article on it, without the site around it; nothing is ever fetched.

Which lines a page shows: `from_html_page`, `from_html_tables`. Which of them are the article: `from_html_article`.
"""

from __future__ import annotations

import codecs
import email
import re
from email.message import Message

from auditor.errors import ReadError
from auditor.load import from_html_article, from_text
from auditor.load.extract import Extract
from auditor.load.from_html_page import parse
from auditor.load.from_html_tables import with_rows
from auditor.load.kinds import WEB_ARCHIVE

_HEAD_BYTES = 4096
_MOST_PARTS = 6
"""Archives hold one multipart, or one in another; the parser of mail is slow and recursive for nested ones."""
_MULTIPART = re.compile(rb"content-type:\s*multipart/", re.I)
_DECLARED = re.compile(rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.I)
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_CODECS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "big5hkscs": "big5hkscs"}
"""Pages declared as gb2312 hold characters of its successors; other encodings are found by their content."""
_PICTURE = re.compile(r"data:[\w.+-]+/[\w.+-]+;base64,[A-Za-z0-9+/=%]*")
_COPY_HINT = "请在浏览器里打开，把报告正文复制到 Word 后再审。"


def read(data: bytes, name: str) -> Extract:
    """Read the article of a page: one line a paragraph or row of a table, cells joined with a tab, its title first.

    Date and source of the page itself come apart from the text. Raises `ReadError`: damaged, unsafe, too-large,
    not-text or empty.
    """
    charset = ""
    if WEB_ARCHIVE.match(data[:_HEAD_BYTES].lstrip()):
        data, charset = _archived(data, name)
    markup, warnings = _markup(data, charset, name)
    # pictures within the page are most of its size, and no text
    article = from_html_article.find(with_rows(parse(_PICTURE.sub("", markup), name)))
    text = "\n".join(article.lines)
    if not text:
        raise ReadError("empty", f"「{name}」里没有文字，可能要靠脚本才显示。", _COPY_HINT)
    if len(text) > from_text.MAX_CHARS:
        raise ReadError("too-large", f"「{name}」的文字超过 {from_text.MAX_CHARS} 个字符。", _COPY_HINT)
    if article.hides:
        warnings.append("文中有隐藏文字，未计入审核。")
    return Extract(text, tuple(warnings), published=article.published, source=article.source)


def _markup(data: bytes, charset: str, name: str) -> tuple[str, list[str]]:
    """Decode a page: by byte order mark, as UTF-8 if it is valid, as it declares, else by what makes sense."""
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        found = _DECLARED.search(_COMMENT.sub(b"", data[:_HEAD_BYTES]))
        declared = charset or (found[1].decode("ascii", "replace") if found else "")
        # a page saved again is often UTF-8, whatever it still declares; no longer Chinese text in GBK is valid UTF-8
        for encoding in ("utf-8", _CODECS.get(re.sub(r"[-_]|^x-", "", declared.lower()), "")):
            text = _strictly(data, encoding) if encoding and b"\x00" not in data[:_HEAD_BYTES] else None
            if text is not None:
                return _with_line_feeds(text), []
    return from_text.decode(data, name)


def _strictly(data: bytes, encoding: str) -> str | None:
    """Decode, with up to one bad byte in a thousand; None if there are more."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    return text if text.count("\ufffd") * 1000 <= len(data) else None


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _archived(data: bytes, name: str) -> tuple[bytes, str]:
    """Return the page in a web archive and the encoding that its part declares, empty if none."""
    if len(_MULTIPART.findall(data)) > _MOST_PARTS:
        raise ReadError(
            "unsafe",
            f"「{name}」的网页归档层层嵌套，已拒绝读取。",
            "正常的归档不会这样。" + _COPY_HINT,
        )
    try:
        parts = [part for part in email.message_from_bytes(data).walk() if part.get_content_type() == "text/html"]
        pages = [(_payload(part), part.get_content_charset("")) for part in parts]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise _no_page(name) from error
    if not pages:
        raise _no_page(name)
    # frames of advertisements are parts like the page itself
    return max(pages, key=lambda page: len(page[0]))


def _payload(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _no_page(name: str) -> ReadError:
    return ReadError(
        "damaged", f"「{name}」是网页归档，但里面没有可读的网页。", "请在浏览器里重新打开，存为 .html 或 .docx 后再审。"
    )
