"""The one sentence that says why a row stands where it stands."""

from __future__ import annotations

from auditor.book import Rule
from auditor.model import Level, Reading, Remark, Stance

_LONGEST = 20
"""Characters of a cue that still help a reader to find it."""
_SAYS = {
    Stance.DONE: "写了做法，但按规则这样写只算提及",
    Stance.SLOGAN: "只有表态、名目或标题，没有说明怎么做的",
    Stance.PLAN: "只作为下一步安排提到，不是已做的工作",
    Stance.SHORTFALL: "只作为短板提到",
    Stance.DENIED: "文中承认没有做到",
    Stance.PAST: "说的是往年的事，没有写本年度做了什么",
    Stance.BORROWED: "只是上级部署、文件名称或学习宣传的内容，不是本单位自己做的工作",
}


def because(rule: Rule, level: Level, shown: list[Reading], done: int) -> str:
    """Return the reason for a verdict of the ladder; `shown` are the readings it rests on, best first."""
    if level is Level.ABSENT:
        return f"全文没有写到“{rule.title}”。"
    best = shown[0]
    names = {element.id: element.name for element in rule.elements}
    if level is Level.EVIDENCED:
        backed = [names[row.hit.element] for row in shown if row.level is Level.EVIDENCED]
        return f"写明了已开展的工作，并有本年度可核对的事实（{'、'.join(dict.fromkeys(backed))}）。"
    if level is Level.DONE:
        told = "、".join(dict.fromkeys(names[row.hit.element] for row in shown))
        return f"写明了已开展的工作（{told}），但没有本年度可核对的数字、日期或名称。"
    if done:
        told = "、".join(dict.fromkeys(names[row.hit.element] for row in shown if row.level >= Level.DONE))
        return f"只写了{told}，达到“落实”至少要写明 {rule.need} 项。"
    if not best.cue or best.stance is Stance.SLOGAN or len(best.cue) > _LONGEST:
        return f"{_SAYS[best.stance]}。"
    cue = best.cue if isinstance(best.cue, Remark) else f"“{best.cue}”"
    return f"{_SAYS[best.stance]}（{cue}）。"
