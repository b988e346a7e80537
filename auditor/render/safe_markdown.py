"""Text from files -> Markdown that shows it and does nothing: no markup, link, HTML, mention or table comes of it.

Held against CommonMark, GitHub's own parser, and previewers that make links of bare names such as 结果.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from auditor.render.visible import visible

_MARKUP = re.compile(r"[\\`*_\[\]<>|#&!~$]")
_LINK = re.compile(
    # the colon of a scheme, a second slash, www. and a dot before the letters of a domain: Chinese ones are none
    r"(?<=[a-z]):|(?<=/)/|(?<=www)\.|\.(?=[^\W\d_\u3400-\u9fff])",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^\d+(?=[.)](?:\s|$))|^(?=[-+=:])")
_CALL = re.compile(r"@(?=[\w.+-])|#(?=\d)", re.ASCII)
_WIDE = {"@": "＠", "#": "＃"}
_TICKS = re.compile("`+")


def escaped(text: str) -> str:
    """Return a text as a stretch of Markdown on one line.

    @ and # before a word become full width: GitHub makes addresses, mentions and numbers of issues into links after it
    has taken backslashes away.
    """
    shown = _CALL.sub(lambda found: _WIDE[found[0]], visible(text).strip())
    shown = _LINK.sub(r"\\\g<0>", _MARKUP.sub(r"\\\g<0>", shown))
    return _OPENING.sub(r"\g<0>\\", shown)


def code(text: str) -> str:
    """Return a text as a stretch of code, such as a path that is to be copied."""
    shown = visible(text)
    # a bar would end the cell of a table, and parsers differ on how to keep it
    if not shown.strip() or "|" in shown:
        return escaped(text)
    fence = "`" * (max((len(run) for run in _TICKS.findall(shown)), default=0) + 1)
    gap = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{gap}{shown}{gap}{fence}"


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of stretches of Markdown, a cell for every title."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
