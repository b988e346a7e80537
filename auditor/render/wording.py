"""The words that users read for the values of the model, in one place."""

from __future__ import annotations

from auditor.model import Flag, Level, RefusalCode, UnitKind

LEVELS = {Level.ABSENT: "缺失", Level.MENTIONED: "提及", Level.DONE: "落实", Level.EVIDENCED: "有据"}

FLAGS = {
    Flag.PLAN_ONLY: "只是计划",
    Flag.SHORTFALL_ONLY: "只是短板",
    Flag.NEGATED: "承认没做",
    Flag.BORROWED: "转述他人",
    Flag.PARTIAL: "要素不全",
}


KINDS = {UnitKind.TOWNSHIP: "乡镇", UnitKind.SUBDISTRICT: "街道", UnitKind.DEPARTMENT: "部门"}

NOT_APPLICABLE = "不适用"

REFUSALS = {RefusalCode.NOT_A_REPORT: "不像法治政府建设报告", RefusalCode.UNREADABLE: "无法评定"}


def points(value: float) -> str:
    """Write points without needless zeros: 6.4, 8."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
