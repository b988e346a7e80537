"""Report text -> Word file in the middle of its revision; with all changes accepted it is the text again."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from random import Random

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from formats import sheet
from formats.outline import Paragraph, Place, outline
from formats.sheet import LEAK

_AUTHORS = ("司法所 张三", "党政办 李四", "分管领导", "WPS_1650000000")
_LAST_YEAR = (
    f"全镇22名执法人员持有行政执法证，{LEAK}，一律持证上岗。",
    f"全年受理行政复议案件9件，{LEAK}，全部被撤销。",
    f"开展普法宣传88场次，{LEAK}，受教育群众1.2万人次。",
    f"存在的问题：一是执法力量不足，{LEAK}。",
)
_NUMBER = re.compile(r"\d{2,}")
_MIN_CHARS = 12
"""Shorter paragraphs are left whole."""


def tracked(text: str, rng: Random) -> bytes:
    """Write a report with every kind of change by several authors, with comments and hidden words; seeded by `rng`."""
    document = sheet.blank()
    pen = _Pen(rng, document)
    _add_hiding_style(document)
    changes = pen.changes()
    blocks: list[str] = []
    queue: list[Callable[[Paragraph], list[str]]] = []
    for paragraph in outline(text):
        if len(paragraph.text) < _MIN_CHARS or paragraph.place is Place.DATE:
            blocks.append(sheet.plain(paragraph))
            continue
        # all kinds of change once in a random order, then again: a short report has most of them, too
        if not queue:
            queue = rng.sample(changes, len(changes))
        blocks.extend(queue.pop()(paragraph))
    return sheet.fill(document, blocks)


def _add_hiding_style(document: Document) -> None:
    style = f'<w:style {nsdecls("w")} w:type="character" w:styleId="Hiding"><w:name w:val="Hiding"/>'
    document.styles.element.append(parse_xml(f"{style}<w:rPr><w:vanish/></w:rPr></w:style>"))


class _Pen:
    """Writes changes; every one has a number, an author and a date."""

    def __init__(self, rng: Random, document: Document) -> None:
        self._rng = rng
        self._document = document
        self._numbers = count(100)

    def changes(self) -> list[Callable[[Paragraph], list[str]]]:
        """Return what may happen to a paragraph; each gives the markup of one paragraph or several."""
        return [
            self._insert, self._delete, self._replace, self._move_within, self._move, self._join, self._add_paragraph,
            self._drop_paragraph, self._reformat, self._comment, self._hide, self._hide_paragraph, self._take_back,
        ]  # fmt: skip

    def _by(self) -> str:
        day = f"2024-01-{self._rng.randint(2, 28):02d}T{self._rng.randint(8, 20):02d}:00:00Z"
        return f'w:id="{next(self._numbers)}" w:author="{self._rng.choice(_AUTHORS)}" w:date="{day}"'

    def _ins(self, inner: str) -> str:
        return f"<w:ins {self._by()}>{inner}</w:ins>"

    def _del(self, text: str) -> str:
        return f"<w:del {self._by()}>{_deleted(text)}</w:del>"

    def _nonsense(self) -> str:
        return self._rng.choice(_LAST_YEAR)

    def _cut(self, text: str) -> tuple[str, str, str]:
        """Cut a text in three, anywhere."""
        first, second = sorted(self._rng.sample(range(1, len(text)), 2))
        return text[:first], text[first:second], text[second:]

    def _insert(self, p: Paragraph) -> list[str]:
        before, middle, after = self._cut(p.text)
        return [sheet.para(p.place, sheet.run(before) + self._ins(sheet.run(middle)) + sheet.run(after))]

    def _delete(self, p: Paragraph) -> list[str]:
        before, middle, after = self._cut(p.text)
        inner = sheet.run(before) + self._del(self._nonsense()) + sheet.run(middle) + self._del(LEAK)
        return [sheet.para(p.place, inner + sheet.run(after))]

    def _replace(self, p: Paragraph) -> list[str]:
        """Put last year's figures before this year's, struck out."""
        pieces, at = [], 0
        for found in _NUMBER.finditer(p.text):
            pieces.append(sheet.run(p.text[at : found.start()]))
            pieces += [self._del(str(int(found[0]) - 1)), self._ins(sheet.run(found[0]))]
            at = found.end()
        return [sheet.para(p.place, "".join(pieces) + sheet.run(p.text[at:]))]

    def _move_within(self, p: Paragraph) -> list[str]:
        before, middle, after = self._cut(p.text)
        gone, come = self._moved(sheet.run(middle))
        return [sheet.para(p.place, gone + sheet.run(before) + come + sheet.run(after))]

    def _moved(self, inner: str) -> tuple[str, str]:
        """Return the place that runs were moved from and the one that they were moved to."""
        name = f"move{next(self._numbers)}"
        pieces = []
        for kind in ("moveFrom", "moveTo"):
            place = f'w:id="{next(self._numbers)}"'
            # words that were moved away stay plain text, unlike deleted ones
            pieces.append(
                f'<w:{kind}RangeStart {place} w:name="{name}" w:author="{_AUTHORS[0]}"/>'
                f"<w:{kind} {self._by()}>{inner}</w:{kind}><w:{kind}RangeEnd {place}/>"
            )
        return pieces[0], pieces[1]

    def _move(self, p: Paragraph) -> list[str]:
        """Move the whole paragraph, from before or behind a paragraph that was struck out."""
        gone, come = self._moved(sheet.runs(p.text))
        source = sheet.para(p.place, gone, mark=f"<w:moveFrom {self._by()}/>")
        between = sheet.para(Place.BODY, self._del(self._nonsense()), mark=f"<w:del {self._by()}/>")
        target = sheet.para(p.place, come, mark=f"<w:moveTo {self._by()}/>")
        return [source, between, target]

    def _join(self, p: Paragraph) -> list[str]:
        """Strike out the ends of two paragraphs that now are one with the next."""
        first, second, third = self._cut(p.text)
        mark = f"<w:del {self._by()}/>"
        return [sheet.para(p.place, sheet.run(piece), mark=mark) for piece in (first, second)] + [
            sheet.para(p.place, sheet.run(third))
        ]

    def _add_paragraph(self, p: Paragraph) -> list[str]:
        return [sheet.para(p.place, self._ins(sheet.runs(p.text)), mark=f"<w:ins {self._by()}/>")]

    def _drop_paragraph(self, p: Paragraph) -> list[str]:
        gone = sheet.para(Place.BODY, self._del(self._nonsense()), mark=f"<w:del {self._by()}/>")
        return [gone, sheet.plain(p)]

    def _reformat(self, p: Paragraph) -> list[str]:
        before, middle, after = self._cut(p.text)
        old = f"<w:rPrChange {self._by()}><w:rPr><w:vanish/></w:rPr></w:rPrChange>"
        look = f'<w:pPrChange {self._by()}><w:pPr><w:jc w:val="left"/></w:pPr></w:pPrChange>'
        inner = sheet.run(before) + sheet.run(middle, f"<w:b/>{old}") + sheet.run(after)
        return [sheet.para(p.place, inner).replace("</w:pPr>", f"{look}</w:pPr>", 1)]

    def _comment(self, p: Paragraph) -> list[str]:
        before, middle, after = self._cut(p.text)
        author = self._rng.choice(_AUTHORS)
        made = self._document.part._comments_part.comments.add_comment(self._nonsense(), author=author, initials="甲")
        number = f'w:id="{made.comment_id}"'
        inner = (
            f"{sheet.run(before)}<w:commentRangeStart {number}/>{sheet.run(middle)}<w:commentRangeEnd {number}/>"
            f"<w:r><w:commentReference {number}/></w:r>{sheet.run(after)}"
        )
        return [sheet.para(p.place, inner)]

    def _hide(self, p: Paragraph) -> list[str]:
        before, middle, after = self._cut(p.text)
        hidden = sheet.run(self._nonsense(), "<w:vanish/>"), sheet.run(LEAK, '<w:rStyle w:val="Hiding"/>')
        shown = sheet.run(middle, '<w:rStyle w:val="Hiding"/><w:vanish w:val="0"/>')
        return [sheet.para(p.place, sheet.run(before) + hidden[0] + shown + hidden[1] + sheet.run(after))]

    def _hide_paragraph(self, p: Paragraph) -> list[str]:
        return [sheet.para(Place.BODY, sheet.run(self._nonsense(), "<w:vanish/>"), mark="<w:vanish/>"), sheet.plain(p)]

    def _take_back(self, p: Paragraph) -> list[str]:
        """Let one author strike out what another had inserted; nobody's own insertions stay behind like this."""
        before, middle, after = self._cut(p.text)
        first, second = self._rng.sample(_AUTHORS, 2)
        inserted = f'w:id="{next(self._numbers)}" w:author="{first}" w:date="2024-01-03T09:00:00Z"'
        deleted = f'w:id="{next(self._numbers)}" w:author="{second}" w:date="2024-01-30T09:00:00Z"'
        gone = f"<w:ins {inserted}><w:del {deleted}>{_deleted(self._nonsense())}</w:del></w:ins>"
        return [sheet.para(p.place, sheet.run(before) + gone + sheet.run(middle) + sheet.run(after))]


def _deleted(text: str) -> str:
    return sheet.run(text).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
