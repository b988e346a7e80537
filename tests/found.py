"""Made reports with shortcomings of every sort, some of them hostile: what pipelines are told about."""

from __future__ import annotations

from auditor.card import Evidence, Flaw, Refusal, RefusalCode, Scorecard, Unreadable, Verdict
from auditor.model import Document, Level
from auditor.shortcoming import SCORE, Checked, Excused, Severity, Shortcoming, fingerprint, of_flaw, of_row

LINES = [
    "青山县白水镇2023年度法治政府建设情况报告",
    "一、工作情况",
    "  开展法治宣传6场次。𠮷日",
    "二、存在的问题",
    "力量不足。",
]
TEXT = "\n".join(LINES)
NASTY = (
    "<script>alert(1)</script>",
    "\x1b[31m红\x1b[0m\x07",
    "%0A::error file=甲.txt::假的",
    "]]><!--",
    "\u202egnp.exe\u202c",
    "看\u200b不\u2066见\ufeff",
    "换\r\n::error::行\t列",
    "[点我](http://evil.example/){0}",
    "`code` **粗** ![图](http://evil.example/a.png)",
    "\ud800\uffff\x00",
    "&amp;\"'",
)
NASTY_NAMES = (
    "草稿/甲,乙:丙%20丁 戊.txt",
    "a\\b.txt",
    "<script>.txt",
    "换\n::error::行.txt",
    "\u202etxt.exe",
    "\udcb0\udcd7.txt",
    "\ud800.txt",
    "#?&[]{}.txt",
)


def place(words: str, text: str = TEXT, section: str = "一、工作情况") -> Evidence:
    """Quote words where they first stand in a text."""
    start = text.index(words)
    line = text.count("\n", 0, start) + 1
    return Evidence("".join(words.split()), section, start, start + len(words), line, None)


def verdict(rule: str, level: Level, *proofs: Evidence, core: bool = False, **more: object) -> Verdict:
    """Judge a row as wished."""
    advice = "" if level is Level.EVIDENCED else "写明次数。"
    made = {
        "rule": rule, "title": f"第{rule}行", "group": rule[0], "core": core, "level": level, "flags": (),
        "points": 1.0 * level, "max_points": 3.0, "reason": f"{rule}的理由。", "advice": advice,
        "basis": ("《条例》：应当公开。",), "evidence": proofs,
    }  # fmt: skip
    return Verdict(**(made | more))  # type: ignore[arg-type]


def card(path: str = "草稿/报告.txt", text: str = TEXT, form: str = "txt", **more: object) -> Scorecard:
    """Make a report's card: a core row that is absent, then one mentioned, done, evidenced, and one that is off."""
    proof = place("开展法治宣传6场次", text) if text == TEXT else Evidence(text, text, 0, len(text), 1, None)
    verdicts = (
        verdict("A2", Level.ABSENT, core=True),
        verdict("A3", Level.MENTIONED, proof),
        verdict("A4", Level.DONE, proof),
        verdict("B1", Level.EVIDENCED, proof),
        verdict("B2", Level.ABSENT, points=0.0, max_points=0.0, advice="", applicable=False, reason="不适用：没有。"),
    )
    made = {
        "document": Document.of(text, path=path, sha256="ab" * 32, format=form), "title": LINES[0],
        "unit": "青山县白水镇", "year": 2023, "score": 6.0, "max_score": 12.0, "grade": "不合格", "passed": False,
        "verdicts": verdicts,
    }  # fmt: skip
    return Scorecard(**(made | more))  # type: ignore[arg-type]


def refused(path: str = "通知.txt") -> Scorecard:
    """Make the card of a text without a grade."""
    refusal = Refusal(RefusalCode.NOT_A_REPORT, "这是一份通知，不是报告。")
    return card(path, grade=None, passed=None, refusal=refusal)


def gated(of: Scorecard) -> Checked:
    """Hold a report against a bar: the total and a row below it, a row that somebody vouched for, slips old and new."""
    total = Shortcoming(SCORE, "总分", Severity.ERROR, "得分率 50.0，低于要求的 60。", fingerprint(SCORE, []))
    rows = {v.rule: of_row(v, Severity.ERROR) for v in of.verdicts if v.advice}
    waived = Shortcoming(**(_fields(rows["A3"]) | {"excused": Excused.WAIVED, "excuse": "张三，到2030年底。"}))
    slip = of_flaw(Flaw("多余空格", "warning", "  ", 28, 30, 3, "多了空格。", "删去。"), Severity.ERROR)
    known = Shortcoming(**(_fields(slip) | {"excused": Excused.KNOWN}))
    return Checked(of, (total, rows["A2"], slip, slip, waived, known))


def nasty(at: int, path: str = "报告.txt", form: str = "txt") -> Checked:
    """Make a report that says, quotes and is titled something hostile."""
    text = NASTY[at]
    said = card(path, text, form, title=text, unit=text)
    row = of_row(verdict("A3", Level.MENTIONED, said.verdicts[1].evidence[0], title=text, reason=text), Severity.ERROR)
    slip = of_flaw(Flaw(text, "error", text, 0, len(text), 1, text, text))
    excused = Shortcoming(**(_fields(row) | {"excused": Excused.WAIVED, "excuse": text}))
    return Checked(said, (row, slip, excused))


def unreadable(text: str = "「坏.docx」已损坏。", path: str = "草稿/坏.docx") -> Unreadable:
    """Make the row of a file that gave no result."""
    return Unreadable(path, "damaged", text, "请用 Word 打开，另存一份。")


def _fields(one: Shortcoming) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__slots__}
