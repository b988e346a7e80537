"""One report text -> pages of government sites around it: `pages`, and what a reader should find there: `expected`.

Places, dates and news are invented. Frames follow the habits of the usual content systems, good and bad.
"""

from __future__ import annotations

import re

from formats.web_frames import DATE, KINDS, SOURCE, TABLE, WITH_TABLE

__all__ = ["DATE", "SOURCE", "TABLE", "WITH_TABLE", "expected", "pages", "paragraphs", "squeezed"]
DEFAULT_TITLE = "关于报送法治政府建设年度报告的公示"
_PASTED_HEAD = re.compile(r"发布(?:时间|日期)[:：]|点击数[:：]")
_PASTED_TAIL = re.compile(r"\s*(?:\[ ?打印|【打印|打印本页|分享到|上一篇|上一条)")


def paragraphs(text: str) -> list[str]:
    """Return the filled lines of a report, stripped; what was pasted along with it from a page is cut off."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head = next((at for at, line in enumerate(lines[:8]) if _PASTED_HEAD.search(line)), 0)
    tail = next((at for at, line in enumerate(lines) if _PASTED_TAIL.match(line)), len(lines))
    if not head:
        return lines[:tail]
    # above the line of date and source stands the page's title, unless the report shows it again
    title = [] if lines[head - 1] in lines[head + 1 : head + 6] else [lines[head - 1]]
    return title + lines[head + 1 : tail]


def expected(kind: str, text: str) -> list[str]:
    """Return the lines that the page of a kind shows of a report, its title first."""
    title, lines = _titled(text)
    return [title, *lines, *(["\t".join(row) for row in TABLE] if kind in WITH_TABLE else [])]


def pages(text: str) -> dict[str, bytes]:
    """Return the pages that show a report, by kind."""
    title, lines = _titled(text)
    return {kind: build(title, lines) for kind, build in KINDS.items()}


def squeezed(line: str) -> str:
    """Return a line without any white space."""
    return "".join(line.split())


def _titled(text: str) -> tuple[str, list[str]]:
    lines = paragraphs(text)
    if len(lines[0]) <= 60 and "。" not in lines[0] and "，" not in lines[0]:
        return lines[0], lines[1:]
    return DEFAULT_TITLE, lines
