"""Scorecards of every kind, for tests of what is rendered from one."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

from rankings.samples import HOSTILE

from auditor.card import Flaw, Scorecard
from auditor.load import load_file
from auditor.model import Document
from auditor.pipeline import Auditor

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parent / "seeds"
INVISIBLE = ("\u200b", "\u2066", "\u200f", "\ufeff", "\u0000", "\u009b31m", "\u2028", "[bold red]红[/]", "&lt;b&gt;")
EMPTY = """\
青山县白水镇2023年度法治政府建设情况报告

一、基本情况
我镇位于青山县东部，面积八十平方公里，山多地少，河流纵横，历史上是商旅往来的地方，如今公路四通八达。
全镇产业以水稻、茶叶、竹木为主，春天采茶，秋天收稻，冬天伐竹，四季分明，风光秀丽，出产丰富，远近闻名。
镇上有老街一条，石桥三座，古树若干，逢五逢十赶集，十里八乡的乡亲都来，热闹的时候能有上万人，多年来一向如此。
河东是新区，学校、医院、车站都在那里，楼房整齐，道路宽阔，路灯明亮，晚饭以后常有人在河边散步、跳舞、下棋。
二、其他情况
以上是白水镇2023年度法治政府建设情况，特此报告。
"""
BUREAU = """\
青山县水务局2023年度法治政府建设情况报告

2023年，我局扎实推进法治政府建设。现报告如下：
一、工作开展情况
全局22名执法人员持有行政执法证，一律持证上岗。开展法治宣传活动12场次，受教育群众3000人次。
指导人民调解委员会调解水事纠纷12件。
二、存在的问题
一是执法人员培训次数不多，全年只办了1期。
三、下一步工作打算
2024年计划培训执法人员4期。
青山县水务局
2024年1月5日
"""


def full(auditor: Auditor) -> Scorecard:
    """Judge a real report."""
    return auditor.audit(load_file(SEEDS / "wutang-2021.txt"))


def absent(auditor: Auditor) -> Scorecard:
    """Judge a report that speaks of no duty."""
    return auditor.audit(Document.of(EMPTY, path="空白.docx", sha256="c" * 64))


def bureau(auditor: Auditor) -> Scorecard:
    """Judge a report to which some rows do not apply, of which one is spoken of nevertheless."""
    return auditor.audit(Document.of(BUREAU, path="水务局.txt", sha256="d" * 64))


def refused(auditor: Auditor) -> Scorecard:
    """Judge a document of another kind."""
    return auditor.audit(load_file(sorted((HERE / "other_kinds").glob("*.txt"))[0]))


def paged(auditor: Auditor) -> Scorecard:
    """Judge a real report in pages: some begin within a line, one is a picture, one follows the end."""
    text = (SEEDS / "guantang-2021.txt").read_text("utf-8")
    starts = (0, text.index("（二）"), 1403, 1403, 2100, text.index("（五）") - 1, len(text))
    return auditor.audit(
        Document.of(text, path="官塘.pdf", sha256="e" * 64, format="pdf", page_starts=starts, unread_pages=(4,))
    )


def hostile(auditor: Auditor) -> Scorecard:
    """Judge a real report that is full of what would steer a page, a screen or a table; with warnings and flaws."""
    text = (SEEDS / "guantang-2021.txt").read_text("utf-8")
    nasty = cycle([*HOSTILE, *INVISIBLE])
    spiked = "".join(text[at : at + 45] + next(nasty) for at in range(0, len(text), 45))
    name = "\u202egnp.<script>alert(1)</script>\x1b[31m\ud800.txt"
    title = '2023年度<img src=x onerror="alert(2)">法治政府建设情况报告'
    document = Document.of(
        f"青山县白水镇{title}\n{'长' * 600}\n{'a' * 600}\n{spiked}", path=name, sha256="f" * 64,
        warnings=tuple(HOSTILE), page_starts=(0, 60, 661),
    )  # fmt: skip
    card = auditor.audit(document)
    flaws = tuple(Flaw(text, "error", text, at * 50, at * 50 + 20, 1, text, text) for at, text in enumerate(HOSTILE))
    return Scorecard(
        document, title, HOSTILE[0], card.year, card.score, card.max_score, card.grade, card.passed, card.verdicts,
        flaws, card.ledger, card.kind, card.overlays, None, HOSTILE[3], card.outline, card.remedies,
    )  # fmt: skip


def long(auditor: Auditor, characters: int) -> Scorecard:
    """Judge a real report that is followed by itself until it has so many characters."""
    text = (SEEDS / "wutang-2021.txt").read_text("utf-8")
    return auditor.audit(Document.of((text * (characters // len(text) + 1))[:characters], path="长.txt"))


KINDS = {"full": full, "absent": absent, "bureau": bureau, "refused": refused, "paged": paged, "hostile": hostile}
