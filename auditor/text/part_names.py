"""The names that parts of a report bear: what role they tell, also misread or with the text run into them.

Wide patterns for whole headings stand in the lexicon; here stand the few that are sure enough to be found in running
text, or in spite of a misread character.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from auditor.book import Lexicon
from auditor.model import Role

SHORTEST_NAME = 4
"""Characters: shorter names begin a sentence as often."""
_LONGEST_MISREAD = 11
_LONGEST_HEADING = 45
_BELOW = re.compile(r"(?<![，。；：、！？])(?:（一）|1[.．、](?!\d))(?=[^，。；：！？]{2})")
_LACK = "(?:问题|不足(?:之处)?|短板(?:弱项)?|弱项|差距|困难|薄弱环节)"
_AIM = "(?:打算|安排|计划|思路|措施|举措|重点|目标|方向|设想|任务|对策)"
_AND = "(?:[和与及、]|以及)"
# 存在的主要问题和不足
_PROBLEMS = (
    rf"存在的?(?:主要|突出|一些)?的?{_LACK}(?:{_AND}(?:主要|存在|产生)?的?(?:{_LACK}|原因(?:分析)?))*"
    rf"(?:{_AND}(?:下一?步)?(?:工作|整改|改进|努力)?的?{_AIM})?"
)
_BEFORE = "(?:当前|目前|工作中|工作)?(?:主要)?(?:还|仍)?"
# 下一步工作打算
_PLANS = (
    "(?:下一?(?:步|年度?|阶段)|明年|来年|今后)的?(?:(?:法治政府|法治)?建设)?(?:主要|重点)?(?:工作|努力|改进)?的?(?:主要|重点)?"
    rf"{_AIM}(?:{_AND}(?:主要|工作|努力)?{_AIM})*|20\d\d年度?(?:主要|重点)?(?:工作)?(?:打算|思路|设想|安排)"
)
# 整改方向
_MEASURES = rf"(?:整改|改进|努力)的?(?:{_AIM}|意见|建议|办法)(?:{_AND}(?:{_AIM}|意见|建议|办法))*"
_CAUSES = "(?:问题)?(?:产生|存在|形成)?的?(?:主要)?原因(?:分析|剖析)"
# 自查情况
_WORK = (
    "(?:本年度?|今年|20\\d\\d年度?)?(?:主要|重点)?(?:自查|自评|工作)(?:工作)?(?:开展|完成|落实|推进|进展)?(?:情况|做法|成效)"
    rf"(?:{_AND}(?:主要)?(?:情况|做法|成效|成绩))*"
)
_SURE = re.compile(rf"{_PROBLEMS}|{_PLANS}|{_MEASURES}|{_CAUSES}|(?:自查|自评)情况")
PART_NAME = re.compile(rf"{_BEFORE}(?:{_PROBLEMS}|面临的?{_LACK})|{_PLANS}|{_MEASURES}|{_CAUSES}|{_WORK}")
"""Whole names that stand in every report: after a number, what follows one on its line is text."""
_GOES_ON = re.compile(
    "[的和与及、，。；：！？是有也等之中作报汇通如不未较良得）”》]|主要|表现|在于|进行|已|均|都|整改|清单|台账|全部|逐|"
    "落实|到位|明确|部署|完成|实施"
)
_USUAL = {
    Role.PROBLEMS: (
        "存在问题|存在的问题|存在的主要问题|存在主要问题|存在的问题和不足|存在的问题与不足|存在问题和不足|存在的不足|"
        "存在的困难和问题|存在的短板和不足|主要问题|问题和不足|问题与不足"
    ),
    Role.CAUSES: "原因分析|问题原因分析|存在问题的原因|存在问题的原因分析",
    Role.MEASURES: "整改打算|下一步改进措施|下一步整改措施|下一步整改方向",
    Role.PLAN: (
        "下一步打算|下步打算|下一步工作|下一步工作打算|下一步工作安排|下一步工作计划|下一步工作思路|下一步工作措施|"
        "下一步计划|下一步安排|下一步工作重点|明年工作打算|明年工作计划|努力方向|工作打算|下一步努力方向"
    ),
}
"""No name that turns into another heading by one character: 改进措施 and 改革措施, 整改情况 and 整体情况."""
_MISREAD = tuple((name, role) for role, names in _USUAL.items() for name in names.split("|"))


def role_of(heading: str, lexicon: Lexicon) -> Role | None:
    """Return what a heading says its part is for; a usual name may have one character misread."""
    role = next((role for role, pattern in lexicon.headings if pattern.search(heading)), None)
    if role or not SHORTEST_NAME <= len(heading) <= _LONGEST_MISREAD:
        return role
    return next((role for name, role in _MISREAD if Levenshtein.distance(name, heading, score_cutoff=1) == 1), None)


def run_in(line: str, number: int) -> int:
    """Return where a heading ends that the text is run into without a sign; 0 when there is none.

    `number` is the length of the number that the line opens with, 0 for none.
    """
    below = _BELOW.search(line, number + 2, number + _LONGEST_HEADING) if number else None
    if below and not re.search("[。；：！？]", line[number : below.start()]) and line[0] != below[0][0]:
        return below.start()
    name = (PART_NAME if number else _SURE).match(line, number)
    if not name or name.end() - number < SHORTEST_NAME or name.end() == len(line) or _GOES_ON.match(line, name.end()):
        return 0
    return name.end()
