"""The words that users read for the values of the model, in one place."""

from __future__ import annotations

from auditor.card import Evidence, RefusalCode
from auditor.model import Flag, Level, Miss, Role, Stance, Strength, Unbound, UnitKind

LEVELS = {Level.ABSENT: "缺失", Level.MENTIONED: "提及", Level.DONE: "落实", Level.EVIDENCED: "有据"}

FLAGS = {
    Flag.PLAN_ONLY: "只是计划",
    Flag.SHORTFALL_ONLY: "只是短板",
    Flag.NEGATED: "承认没做",
    Flag.BORROWED: "转述他人",
    Flag.PARTIAL: "要素不全",
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


def place_of(evidence: Evidence) -> str:
    """Say where a quote stands: section, page, line."""
    check = "识别所得，请核对原件" if evidence.recognised else ""
    return "，".join(part for part in (evidence.section, place_of_line(evidence.line, evidence.page), check) if part)


def place_of_line(line: int, page: int | None) -> str:
    """Say where a line stands."""
    return f"第{page}页，第{line}行" if page else f"第{line}行"


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

NOT_APPLICABLE = "不适用"

REFUSALS = {RefusalCode.NOT_A_REPORT: "不像法治政府建设报告", RefusalCode.UNREADABLE: "无法评定"}


def points(value: float) -> str:
    """Write points without needless zeros: 6.4, 8."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
