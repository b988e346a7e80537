"""The words that users read for the values of the model, in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.card import Evidence, FlawKind, RefusalCode
from auditor.model import Flag, Level, Miss, Role, Stance, Strength, Unbound, UnitKind

if TYPE_CHECKING:
    # the values of scoring runs, which no other command needs
    from auditor.ranking import Row, Unit, YearTable

LEVELS = {Level.ABSENT: "缺失", Level.MENTIONED: "提及", Level.DONE: "落实", Level.EVIDENCED: "有据"}

LEVEL_NAMES = {name: level for level in Level for name in (LEVELS[level], level.code, str(int(level)))}
"""What users may call a level."""

LEVEL_SIGNS = {Level.ABSENT: "缺", Level.MENTIONED: "提", Level.DONE: "落", Level.EVIDENCED: "据"}

NEAR = "相近"
"""What a passage is called that comes near to a row that a report does not speak of."""

NEAR_SIGN = "近"

FLAW_SIGN = "误"

LEVEL_MEANINGS = {
    Level.ABSENT: "全文没有写",
    Level.MENTIONED: "写了，但只是口号、计划、短板、上级部署或文件名称",
    Level.DONE: "写明了本单位已做的工作：怎么做、做了什么、对谁做",
    Level.EVIDENCED: "落实，并有当年可核对的事实：次数、比率、日期、律所名称、本单位文件",
}

FLAGS = {
    Flag.PLAN_ONLY: "只是计划",
    Flag.SHORTFALL_ONLY: "只是短板",
    Flag.NEGATED: "承认没做",
    Flag.BORROWED: "转述他人",
    Flag.PARTIAL: "要素不全",
}

FLAW_KINDS = {
    FlawKind.SUM_MISMATCH: "数字加总不符",
    FlawKind.HEADING_SEQUENCE: "标题序号不连",
    FlawKind.YEAR_MISMATCH: "年份不符",
    FlawKind.STALE_LAW: "引用已废止的法律",
    FlawKind.WRONG_LAW_NAME: "法律名称有误",
    FlawKind.DOUBLED_WORD: "文字重复",
    FlawKind.TYPO: "错别字",
    FlawKind.PLACEHOLDER: "留有空白待填",
    FlawKind.UNBALANCED_MARKS: "标点不成对",
    FlawKind.PERSONAL_DATA: "个人信息",
    FlawKind.WEB_RESIDUE: "网页残留",
    FlawKind.BOILERPLATE: "与他稿雷同",
}

STANCES = {
    Stance.DONE: "已做",
    Stance.SLOGAN: "表态",
    Stance.PLAN: "计划",
    Stance.SHORTFALL: "短板",
    Stance.DENIED: "否认",
    Stance.BORROWED: "借用",
    Stance.PAST: "往年",
}

STRENGTHS = {
    Strength.PASSING: "顺带提到",
    Strength.TOPIC: "名目",
    Strength.DEED: "做法",
    Strength.FACT: "事实",
}

UNBOUND = {
    Unbound.NOT_SOUGHT: "不看（这一处不是已做的工作）",
    Unbound.NONE: "没有（这句话里没有数字、日期或名称）",
    Unbound.UNFIT: "没有（“{figure}”的种类或单位不是这一行要的）",
    Unbound.APART: "没有（“{figure}”在另一个分句里，说的不是这件事）",
}

MISSES = {
    Miss.LOOK_ALIKE: "字样相同，但在形近而无关的说法里（规则里的排除：{phrase}）",
    Miss.OTHER_ROW: "这几个字是 {other} 行更长的名称的一部分，归那一行",
    Miss.ELSEWHERE: "写在这一行不计的部分",
    Miss.LIKE: "与规则里的“{phrase}”相近（相似度 {likeness}），但不是同一个说法",
}


def shortened(text: str, most: int = 60) -> str:
    """Cut a text that is too long to be read on the way."""
    return text if len(text) <= most else text[: most - 1] + "…"


RECOGNISED = "识别所得，请核对原件"
"""Stands beside words that were recognised from a picture."""


def place_of(evidence: Evidence, unit: str = "行") -> str:
    """Say where a quote stands: section, page, line; `unit` is what a line of the text was in the file."""
    check = RECOGNISED if evidence.recognised else ""
    spot = place_of_line(evidence.line, evidence.page, unit)
    return "，".join(part for part in (evidence.section, spot, check) if part)


def place_of_line(line: int, page: int | None, unit: str = "行") -> str:
    """Say where a line stands."""
    return f"第{page}页，第{line}{unit}" if page else f"第{line}{unit}"


ROLES = {
    Role.MASTHEAD: "抬头",
    Role.TITLE: "标题",
    Role.LEAD: "引言",
    Role.WORK: "工作",
    Role.PROBLEMS: "问题",
    Role.CAUSES: "原因",
    Role.MEASURES: "措施",
    Role.PLAN: "计划",
    Role.SIGNATURE: "落款",
}

KINDS = {UnitKind.TOWNSHIP: "乡镇", UnitKind.SUBDISTRICT: "街道", UnitKind.DEPARTMENT: "部门"}

KIND_NAMES = {name: kind for kind in UnitKind for name in (kind.value, KINDS[kind])} | dict.fromkeys(
    ("镇", "乡", "苏木"), UnitKind.TOWNSHIP
)
"""What users may call a kind of unit."""

NOT_APPLICABLE = "不适用"

EXCUSED = {"waived": "已豁免", "known": "基线内"}
"""By the value of `Excused`."""

REFUSALS = {RefusalCode.NOT_A_REPORT: "不像法治政府建设报告", RefusalCode.UNREADABLE: "无法评定"}


def points(value: float) -> str:
    """Write points without needless zeros: 6.4, 8."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


STATUSES = {"counted": "计入", "other_version": "另一版本", "refused": "不评分", "unreadable": "读不了"}
"""By the value of `records.Status`."""

HOW_RANKED = {
    "名次": "按得分率从高到低排。得分率是得分占满分的百分比；不适用的行不计分，满分因此可能不足 100。"
    "得分率相同的并列，后面的名次顺延：1、2、2、4。",
    "较上年": "与同一单位上一年度的报告相比，得分率差几个百分点；两份由同一版程序评定才比。",
    "另一版本": "同一单位同一年度有几份报告的只计一份：落款日期最晚的；日期相同或没有日期的，"
    "文件修改时间最晚的。其余列为“另一版本”，不进排名和各项统计。",
    "覆盖率": "一行达到“落实”或“有据”的单位，占这一行适用的单位的比例；与上年相比时只看两年都有报告的单位。",
    "不评分": "不像法治政府建设报告的，和读得太差无法评定的，没有等次，不进排名和各项统计。",
}
"""What the tables of a run rest on, by heading."""

CAUTION = "等级由程序按清单和原文判断，请以报告原文为准；分值是清单自定的，不是官方评分。"


def year_title(year: int | None) -> str:
    """Name a year's tables."""
    return "年度未识别" if year is None else f"{year}年度"


def unit_title(unit: Unit) -> str:
    """Name a unit with its county, and with its folder where that alone sets it apart."""
    return f"{unit.county} {unit_name(unit.name, unit.folder, guessed=unit.guessed)}".strip()


def unit_name(name: str, folder: str, *, guessed: bool) -> str:
    """Name a unit apart from its county; say where the name was taken from the file's."""
    return name + (f"（{folder}）" if folder else "") + ("（按文件名）" if guessed else "")


def row_title(row: Row) -> str:
    """Name a row of the checklist by id and title; core rows bear a star."""
    return f"{row.id} {row.title}{'★' if row.core else ''}"


def rank_title(rank: int, *, tied: bool) -> str:
    """Write a rank; a shared one says so: 并2."""
    return f"并{rank}" if tied else str(rank)


def figures_of(table: YearTable) -> str:
    """Sum a year up: how many units, how they did."""
    return f"{len(table.standings)} 个单位，得分率平均 {table.mean:.2f}，中位 {table.median:.2f}"


def bands_of(table: YearTable) -> str:
    """Tell how many units have each grade."""
    return "，".join(f"{band.grade} {band.count}" for band in table.bands)


def signed(value: float | None) -> str:
    """Write a gain or a loss with its sign: +3.20; a dash where unknown."""
    if value is None:
        return "-"
    return f"{value:+.2f}" if value else "0.00"


def share(value: float | None) -> str:
    """Write a share of 0-1 in percent: 45.0%; a dash where nothing was counted."""
    return "-" if value is None else f"{value:.1%}"
