"""A sentence -> the checkable facts in it, each with its kind and unit. What a fact belongs to is for the judge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CN = "两二三四五六七八九十百千零"
_COUNT = re.compile(
    rf"(?P<value>(?<!\d)\d{{1,12}}(?:\.\d{{1,6}})?|(?<![{_CN}])[{_CN}]+)(?P<more>余|多)?(?P<scale>[万亿])?(?:余|多)?"
    r"(?P<unit>%|个百分点|平方米|平方公里|公里|公顷|人次|人|名|位|户次|户|件次|件|宗|起|次|场次|场|期|条|份|册|个|家次|家|"
    r"项|台|部|套|架|本|张|段|亩|元|万元|亿元|批次|批|处|笔|支|篇|类|种|卷|课时|学时|课次|堂课|堂|课|天|辆|块|幅|则|级|对|所|间|吨|斤|"
    r"班次|例|组|门|页|字|路|轮|节|班|栋|座|站|面|盏|艘|回|趟|分钟|小时|遍|讲|集|幢|片|只|头|株)"
)
_DATE = re.compile(r"(?<!\d)(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|份|底|初)?")
_LOOSE_UNITS = frozenset("个级类种天面门对片节字路轮遍回趟站头")
"""Written with a Chinese numeral these are mostly set phrases (两级, 三个方面)."""
_COVERAGE = re.compile(r"全覆盖|村村(?:有|都|设|建)|覆盖率|全部覆盖|一个不落|无一遗漏")
_FIRM = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,10}?)(?:律师事务所|法律服务所)")
_NO_NAME = re.compile(
    r"(?:聘请|委托|请了?|[与由和同向跟某多]|[一两三四五六七八九十几]家|专业|有关|相关|社会|外聘|签约|合作|当地|本地|各)$"
)
_NORM_BEFORE = re.compile(
    r"(?:(?:不(?:少|低|得少|得低|超)于?|至少|最少)[^，。；]{0,6}|每(?:年|月|季度?|周|学期|半年|半月|旬|村|人|名|个|件|次|户|两月|家|所|镇|乡)[^，。；共]{0,8}|力争|第|满|(?<!目)前|近年来|原|一|不分|不跑|不用跑|别跑|少跑|多跑)$"
)
_NORM_AFTER = re.compile(r"^(?:及)?以[上下内]")
# two officers are what the law asks for, not a count of this year
_TWO_OFFICERS = re.compile(
    r"^(?:两|2|二)[名人个位]?(?:以上)?(?:行政|综合|持证)*(?:执法|同行|同去|一起|到场|一组|办案|共同|工作人员)"
)
_NOT_COUNT = re.compile(
    r"二人转|三句半|三字经|三项制度|两个维护|四个(?:意识|自信|亲自)|五个(?:办|一)|[两一二三四五六七八九]届|一窗|三重一大|二十[大届]|十九[大届]|第[一二三四五六七八九十]+"
)
_NUMERAL = re.compile(rf"[\d{_CN}]")
_BEFORE_DATE = re.compile(r"(?:底|末)?(?:之)?前|以前")
_YEARS = re.compile(r"\d{4}(?:年|[—\-－~]\d{4})|〔\d{4}〕\d*号|\d{1,2}·\d{1,2}|“\d{1,2}\.\d{1,2}”")


@dataclass(frozen=True, slots=True)
class Figure:
    """A fact: `start` and `end` count in the sentence's text."""

    kind: str
    """count, rate, money, coverage, date, document or firm."""
    unit: str
    start: int
    end: int


def figures(text: str, own_documents: list[tuple[int, int]] | None = None, *, norms: bool = False) -> list[Figure]:
    """Return the facts of a sentence in text order; with `norms` also what is only required (不少于2次).

    Left out: years, document numbers, standing norms (每年不少于2次, 两名以上), fixed phrases (三项制度),
    and 一次, 一遍.
    """
    rows = list(_counts(text, norms=norms))
    rows += [Figure("coverage", "", *found.span()) for found in _COVERAGE.finditer(text)]
    # a pattern that may begin anywhere is tried only where its own words stand
    if "事务所" in text or "服务所" in text:
        rows += [Figure("firm", "", *f.span()) for f in _FIRM.finditer(text) if not _NO_NAME.search(f["name"])]
    if "月" in text:
        rows += [
            Figure("date", "", *found.span())
            for found in _DATE.finditer(text)
            if not _BEFORE_DATE.match(text, found.end(), found.end() + 3)
        ]
    rows.extend(Figure("document", "", a, b) for a, b in own_documents or [])
    return sorted(rows, key=lambda f: (f.start, f.end))


def _counts(text: str, *, norms: bool) -> Iterator[Figure]:
    """Yield the numbers with their units: counts, rates and sums of money."""
    first = _NUMERAL.search(text)
    if first is None:
        return
    barred = [found.span() for pattern in (_NOT_COUNT, _YEARS) for found in pattern.finditer(text)]
    for found in _COUNT.finditer(text, first.start()):
        start, end = found.span()
        value, unit = found["value"], found["unit"]
        if (
            any(a < end and start < b for a, b in barred)
            or (not norms and (_NORM_BEFORE.search(text[max(0, start - 14) : start]) or _NORM_AFTER.match(text[end:])))
            or _TWO_OFFICERS.match(text[start:])
            or (text[max(0, start - 1) : start] == "“" and text[end : end + 1] == "”")
            or value in ("0", "零", "百", "千", "十")
            or (value == "1" and unit in ("遍", "回"))
            or (not value[0].isdigit() and unit in _LOOSE_UNITS)
        ):
            continue
        kind = "rate" if unit == "%" else "money" if unit in ("元", "万元", "亿元") else "count"
        yield Figure(kind, unit, start, end)
