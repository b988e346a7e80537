"""Paragraphs -> what stands around the body: letterhead, title, unit and its kind, year, signature, date."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from auditor.model import Report, UnitKind
from auditor.text.clean import DATE, HAN
from auditor.text.paragraphs import Para
from auditor.text.unit_kind import department_in, kind_of


def _misread(*words: str) -> str:
    """Return a pattern for words in which a scanner may have misread, lost or added one character."""
    forms = []
    for word in words:
        forms.append(word)
        forms += [f"{word[:at]}[{HAN}]?{word[at + 1 :]}" for at in range(len(word))]
        forms += [f"{word[:at]}[{HAN}]{word[at:]}" for at in range(1, len(word))]
    return "|".join(forms)


_TITLE_TOPIC = re.compile(
    rf"法治政府|依法行政|法治建设|依法治[镇乡街]|法治.{{0,6}}(?:情况|工作)|{_misread('法治政府建设', '法治政府')}"
)
_KINDS = _misread("情况报告", "情况的报告", "工作报告", "工作总结", "年度报告", "自查报告")
_TITLE_KIND = re.compile(rf"(?:报告|总结|汇报|材料|情况|述职|通报|自评|{_KINDS})(?:[（(].{{0,12}}[）)])?$")
_UNIT = re.compile(
    rf"(?:(?:[{HAN}]{{2,12}}?(?:省|自治区))?(?:[{HAN}]{{2,12}}?(?:市|州|盟|地区))?(?:[{HAN}]{{2,10}}?(?:市|县|区|旗))?)?"
    rf"[{HAN}]{{1,12}}?(?:镇|乡(?!族)|街道|苏木)(?:党工委|党委)?(?:人民政府)?(?:办事处)?"
)
_SIGNER = re.compile(rf"^[{HAN}（）]{{2,40}}?(?:人民政府|办事处|委员会|党委|党工委|政府|街道|镇|乡)$")
_SIGNED = re.compile(rf"^[{HAN}]{{2,20}}?(?:{_misread('人民政府', '街道办事处')})$")
"""As `_SIGNER`, where a date on the next line shows what a misread line is."""
_NUMBERED = re.compile(r"[#\s]*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")
_RECIPIENT = re.compile(
    r"(?:政府|委|委员会|局|办|办公室|部|部门|单位|领导|代表|委员|同志|同志们|人大|主席团|乡亲|百姓|村|社区|站所|科室|院|会|组|所|厅|省|市|县|区|旗|州)[：:]$"
)
_SEAL = re.compile(r"[（(](?:加?盖?公?印?章)[）)]")
_WRAPPING = "，。（）() "
_CN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_NEAR_DATE = re.compile(
    rf"20\d\d[{HAN}]\d{{1,2}}月\d{{1,2}}日|20\d\d年\d{{1,2}}[{HAN}]\d{{1,2}}日|20\d\d年\d{{1,2}}月\d{{1,2}}[{HAN}]|"
    rf"(?:[A-Z{HAN}]0\d\d|2[A-Z{HAN}]\d\d|20[\w{HAN}]\d|20\d[\w{HAN}])年\d{{1,2}}月\d{{1,2}}日"
)
"""A date line with one character misread."""
_RUNNING = 80
"""Characters from which a line with a full stop is running text."""
_YEAR = re.compile(r"(20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})(?:年|(?<=（20\d\d)）)")


def read_frame(report: Report, paras: list[Para]) -> tuple[Report, int, int]:
    """Find title, letterhead, signature and date; return it with the body's first and last paragraph.

    The last one is excluded.
    """
    text = report.clean.text
    lines = [text[p.start : p.end] for p in paras]
    spans = [(p.start, p.end) for p in paras]
    title_from, first = _title_lines(lines)
    title = "".join(lines[title_from:first]).strip("# *")
    signs = _signer(title)
    letterhead = next((line for line in lines[: max(title_from, 2)] if signs(line.removesuffix("文件"))), "")
    below_title = first
    while first < len(lines) and first < below_title + 4 and _is_masthead(lines[first]):
        first += 1
    signed, dated = _closing(lines, first, signs)
    last = min([at for at in (signed, dated) if at is not None], default=len(lines))
    if dated is None:
        # some reports are dated under the title
        dated = next((at for at in range(title_from, first) if DATE.search(lines[at]) and len(lines[at]) <= 30), None)
    date = _found_date(lines[dated]) if dated is not None else ""
    signature = DATE.sub("", _SEAL.sub("", lines[signed])).strip(_WRAPPING) if signed is not None else ""
    names = (title, letterhead, signature)
    unit = _fullest(*map(_unit, names)) or _acting_unit("".join(lines[first : first + 3]))
    kind = kind_of(names, unit, text)
    if kind is UnitKind.DEPARTMENT:
        unit = _fullest(*map(department_in, names))
    report = replace(
        report,
        title=title,
        title_span=(spans[title_from][0], spans[below_title - 1][1]) if title else None,
        unit=unit,
        kind=kind,
        year=_year(title) or _year("".join(lines[first : first + 2])) or _dated_year(date),
        letterhead=letterhead,
        signature=signature,
        signature_span=spans[signed] if signed is not None else None,
        date=date,
        date_span=spans[dated] if dated is not None else None,
    )
    return report, first, last


def _signer(title: str) -> Callable[[str], bool]:
    """Return what tells whether a line is a name that signs; a bureau's only where the title names no other unit."""
    bureaus = bool(department_in(title)) or not _unit(title)
    return lambda line: bool(_SIGNER.match(line)) or (bureaus and bool(line) and department_in(line) == line)


def _closing(lines: list[str], first: int, signs: Callable[[str], bool]) -> tuple[int | None, int | None]:
    """Return the lines, among the last eight, that hold the signature and the date; one line may hold both."""
    dated = None
    for at in range(len(lines) - 1, max(first, len(lines) - 8) - 1, -1):
        if len(lines[at]) > _RUNNING and "。" in lines[at]:
            # what stands above running text closes nothing
            return None, dated
        line = _SEAL.sub("", lines[at]).strip(_WRAPPING)
        if lines[at].endswith(("。", "；")) and not DATE.search(line):
            continue
        if dated is None and _NEAR_DATE.fullmatch(line):
            dated = at
            continue
        name = DATE.sub("", line).strip(_WRAPPING)
        if DATE.search(line) and len(line) <= 60 and (not name or signs(name)):
            dated = at
        if name and len(name) <= 40 and signs(name):
            if dated is None and at > first and DATE.fullmatch(lines[at - 1].strip(_WRAPPING)):
                dated = at - 1
            return at, dated
        if dated == at + 1 and _SIGNED.match(name):
            return at, dated
    return None, dated


def _found_date(line: str) -> str:
    found = DATE.search(line) or _NEAR_DATE.search(line)
    return found[0] if found else ""


def _title_lines(lines: list[str]) -> tuple[int, int]:
    """Return the lines, half open, that hold the title; an empty range when there is none."""
    for at in range(min(6, len(lines))):
        if _NUMBERED.match(lines[at]):
            # 一、2023年法治政府建设情况 is a chapter; above it there was no title
            break
        if re.search(r"文件$|〔\d{4}〕|[>›»]", lines[at]):
            continue
        for size in (1, 2, 3):
            joined = "".join(lines[at : at + size])
            if size > 1 and _SIGNER.match(lines[at]):
                break
            if len(joined) > 70 or re.search("[。；]", joined):
                break
            if _is_title(joined):
                start = at
                # a line above that only names the unit belongs to a title that does not name it
                if size == 1 and at and _SIGNER.match(lines[at - 1]) and re.match(r"\d{4}年|关于", lines[at]):
                    start = at - 1
                return start, at + size
    return 0, 0


def _is_title(line: str) -> bool:
    return bool(_TITLE_TOPIC.search(line) and _TITLE_KIND.search(line.rstrip("*# ")))


def _is_masthead(line: str) -> bool:
    return (
        bool(_RECIPIENT.search(line) and len(line) <= 40 and not re.search("[，。]|如下|报告|汇报", line))
        or (len(line) <= 30 and bool(DATE.search(line)) and "，" not in line)
        # a web page's title over the document's own: unit and title once more
        or bool(_SIGNER.match(line))
        or (len(line) <= 60 and not re.search("[，。：；]", line) and _is_title(line))
        or bool(re.match(r"^[^，。]{0,20}〔\d{4}〕\d+号$", line))
    )


def _unit(text: str) -> str:
    for found in _UNIT.finditer(re.sub(r"关于|中共|(?:20)?\d+年度?", " ", text)):
        if not found[0].startswith(("我", "本", "全", "各", "该", "乡", "镇")) and len(found[0]) >= 3:
            return found[0]
    return ""


def _fullest(*names: str) -> str:
    """Return the first name given, or a fuller form of it among the others (官塘镇, 湘桥区官塘镇人民政府)."""
    first = next((name for name in names if name), "")
    return max((name for name in names if first in name), key=len, default=first)


def _acting_unit(text: str) -> str:
    """Return the unit that running text names as the one that acts."""
    found = re.search(
        rf"(?:^|[，。])(?P<unit>[{HAN}]{{2,10}}?(?:镇|乡|街道))(?=党委|党工委|人民政府|政府|办事处|坚持|在|认真|深入|以|始终|紧紧|严格|全面|高举|高度)",
        text,
    )
    return found["unit"] if found and not found["unit"].startswith(("我", "本", "全", "各")) else ""


def _dated_year(date: str) -> int | None:
    """Return the year that a report signed on this date is about: signed by June, it tells of the year before."""
    year = _year(date)
    month = re.search(r"年\s*(?:(\d{1,2})|([一二三四五六]))月", date)
    early = month is not None and (month[2] is not None or int(month[1]) <= 6)
    return year - 1 if year and early else year


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    if not found:
        return None
    return int(found[1].translate(_CN_DIGITS))
