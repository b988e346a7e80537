"""Lines of a report -> the mark-up that editors and converters make of them."""
# ruff: noqa: E501 -- mark-up is as long as it is

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

_SIGNED = re.compile(r".{2,30}(?:人民政府|办事处)$|\d{4} ?年 ?\d+ ?月 ?\d+ ?日$")

_LAW = re.compile("(《[^》]*》)")


def _right(line: str) -> bool:
    return _SIGNED.match(line) is not None and len(line) < 30


def plain(lines: list[str]) -> str:
    """One `<p>` a paragraph, signature and date to the right."""
    return "\n".join(
        f'<p style="text-align: right;">{escape(line)}&nbsp;&nbsp;</p>'
        if _right(line)
        else f'<p style="text-indent: 2em;">{escape(line)}</p>'
        for line in lines
    )


def divs(lines: list[str]) -> str:
    """One `<div>` a paragraph, empty ones between."""
    return "<div><br></div>".join(f"<div>&ensp;&ensp;{escape(line)}</div>" for line in lines)


def breaks(lines: list[str]) -> str:
    """Full-width blanks before, a break after every paragraph, nothing around."""
    return "<br>\r\n<BR/>".join(f"　　{escape(line)}" for line in lines)


def cells(lines: list[str]) -> str:
    """One row of one cell a paragraph."""
    return "\n".join(f"<tr>\n<td>&nbsp;&nbsp;&nbsp;&nbsp;{escape(line)}</td>\n</tr>" for line in lines)


def spans(lines: list[str]) -> str:
    """Spans that begin and end within words."""
    return "\n".join(
        "<p>"
        + "".join(f'<span style="font-size:16px;">{escape(line[at : at + 7])}</span>' for at in range(0, len(line), 7))
        + "</p>"
        for line in lines
    )


def word(lines: list[str]) -> str:
    """What Word writes: every line of mark-up broken, empty paragraphs of its own name space."""
    return "\n".join(
        "<p class=MsoNormal\nstyle='text-indent:32.0pt;line-height:28.0pt'><span\nstyle='font-size:16.0pt;font-family:"
        f"仿宋_GB2312;mso-bidi-font-family:宋体'>{_broken(line)}<span lang=EN-US><o:p></o:p></span></span></p>\n"
        "<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>"
        for line in lines
    )


def _broken(line: str) -> str:
    """Break lines between Chinese characters, as writers of mark-up do."""
    return re.sub(r"([\u4e00-\u9fff]{30})(?=[\u4e00-\u9fff])", r"\1" + "\n", escape(line))


def inline(lines: list[str]) -> str:
    """Bold beginnings, fonts in fonts, an anchor without an address."""
    return "".join(
        f'<p><a name="p{at}"></a><font face="仿宋"><font size="3"><strong>{escape(line[:6])}</strong><em></em>'
        f"{escape(line[6:])}</font></font></p>"
        for at, line in enumerate(lines)
    )


def nested(lines: list[str]) -> str:
    """Paragraphs deep in boxes of hashed names."""
    return "".join(
        f"<div class='css-{at:x}7'><div><section><p><span><span>{escape(line)}</span></span></p></section></div></div>"
        for at, line in enumerate(lines)
    )


def preformatted(lines: list[str]) -> str:
    """Lines of plain text."""
    return "\r\n\r\n".join(f"    {escape(line)}" for line in lines)


def sections(lines: list[str]) -> str:
    """A section for every chapter, its heading marked as one."""
    text = "<section>"
    for line in lines:
        if re.match("[一二三四五六七八九十]+、", line) and len(line) < 40:
            text += f"</section><section><h2>{escape(line)}</h2>"
        else:
            text += f"<p>{escape(line)}</p>"
    return text + "</section>"


def blocks(lines: list[str]) -> str:
    """Spans that are shown as blocks."""
    return "".join(f'<span style="display: block;">{escape(line)}</span>' for line in lines)


def linked(lines: list[str]) -> str:
    """Names of laws lead to their texts."""
    return "".join("<p>" + _LAW.sub(r"<a href='/law'>\1</a>", escape(line)) + "</p>" for line in lines)


def table(rows: Iterable[Iterable[str]]) -> str:
    """A table of data, every cell a paragraph."""
    text = "".join("<tr>" + "".join(f"<td><p>{cell or '&nbsp;'}</p></td>" for cell in row) + "</tr>" for row in rows)
    return f"<table border='1'><tbody>{text}</tbody></table>"
