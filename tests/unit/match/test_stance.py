"""How a clause speaks of its subject, with the vocabulary that is shipped.

Every row marks the hit with square brackets; it stands in a work passage and is a deed unless the table says otherwise.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from auditor.book import Element, Rule
from auditor.match.said import spot_of, take_apart
from auditor.match.stance import Stances
from auditor.model import Document, Hit, Level, Report, Role, Stance, Strength
from auditor.pipeline import Auditor
from auditor.rulebook import read_rules

ReportOf = Callable[..., Report]
RuleOf = Callable[..., Rule]
Unmarked = Callable[[str], tuple[str, int, int]]
Ask = Callable[..., tuple[Stance, str]]

DONE, SLOGAN, PLAN, SHORTFALL, DENIED, BORROWED = (
    Stance.DONE, Stance.SLOGAN, Stance.PLAN, Stance.SHORTFALL, Stance.DENIED, Stance.BORROWED,
)  # fmt: skip
TOPIC, DEED, FACT, PASSING = Strength.TOPIC, Strength.DEED, Strength.FACT, Strength.PASSING


@pytest.fixture(scope="module")
def stances() -> Stances:
    return Stances(read_rules().lexicon)


@pytest.fixture
def ask(stances: Stances, report_of: ReportOf, rule_of: RuleOf, unmarked: Unmarked) -> Ask:
    """Return the stance of the marked hit and the words that decided it."""

    def asked(
        marked: str,
        strength: Strength = DEED,
        *,
        role: Role = Role.WORK,
        heading: str = "",
        beside: tuple[str, Strength] = ("", TOPIC),
        **rule: object,
    ) -> tuple[Stance, str]:
        text, start, end = unmarked(marked)
        report = report_of(text, role=role, heading=heading)
        hit = Hit("Z1", "e", strength, text[start:end], 0, start, end, words=((start, end),))
        said = take_apart(report.sentences[0], report, stances.scopes(report)[0], stances.words)
        hits, (words, proves) = [hit], beside
        if words:
            at = text.index(words)
            hits.append(replace(hit, strength=proves, start=at, end=at + len(words), words=((at, at + len(words)),)))
        return stances.stance(spot_of(hit, said, stances.words), rule_of(Element("e", ""), **rule), hits)

    return asked


DENIALS = [
    ("我镇尚未建立[行政执法公示制度]。", DENIED),
    ("全镇无人持有[行政执法证]。", DENIED),
    ("没有聘请[法律顾问]。", DENIED),
    ("未与律师事务所签订[法律顾问合同]。", DENIED),
    ("没有专职[法制审核人员]。", DENIED),
    ("[法律顾问工作室]形同虚设。", DENIED),
    ("[法律顾问]合同已到期。", DENIED),
    ("我镇不具备[行政执法资格]。", DENIED),
    # a clause after may deny what the clause before told
    ("制定了[三项制度]方案，但未落实到办案中。", DENIED),
    ("印发[行政决策]规则，目前还没有用过。", DENIED),
    ("开展了[执法检查]，未发生一起安全事故。", DONE),
    ("开展了[执法检查]，没有出现一例投诉。", DONE),
    # discipline put as 没有……不得, and zero as a result, deny nothing
    ("没有取得执法资格的人员一律不得[上岗执法]。", DONE),
    ("未经[合法性审核]不得提交会议讨论。", DONE),
    ("严禁未取得资格的人员[上岗执法]。", DONE),
    ("未取得资格人员不参与[行政执法]。", DONE),
    ("全年没有发生[行政复议案件]。", DONE),
    ("本年度未收到[行政复议申请]。", DONE),
    ("全年无一人[违规执法]。", DONE),
    ("没有一起[行政诉讼案件]败诉。", DONE),
    ("不漏一村、没有空白地开展[普法宣传]。", DONE),
    # what another clause lacks is not this clause's
    ("没有聘请财务人员，[法律顾问]由律师王某担任。", DONE),
]
SHORTFALLS = [
    ("[合法性审核]力量薄弱。", SHORTFALL),
    ("[执法全过程记录]还不够规范。", SHORTFALL),
    ("[法律顾问]作用发挥不到位。", SHORTFALL),
    ("[执法案卷]装订随意。", SHORTFALL),
    ("[持证执法人员]偏少。", SHORTFALL),
    ("[普法宣传]的力度弱。", SHORTFALL),
    ("[执法案卷]存在漏填日期的问题。", SHORTFALL),
    # named only because it was mended
    ("整治[执法案卷]不规范问题。", DONE),
    ("针对[执法记录]不及时的问题组织整改。", DONE),
    ("解决[执法力量]不足的难题。", DONE),
    ("排查化解[矛盾纠纷]中的薄弱环节。", DONE),
    # the subject of a meeting
    ("召开会议研究[执法经费]不足问题。", DONE),
    ("听取[信访积案]难以化解事项的汇报。", DONE),
    # words that hold a cue and mean something else
    ("[法律援助]困难群众30人。", DONE),
    ("[便民大厅]设单一窗口办件。", DONE),
    ("防止随意[执法检查]。", DONE),
]
PLANS = [
    ("下一步聘请[法律顾问]。", PLAN),
    ("明年建立[行政执法公示制度]。", PLAN),
    ("今后，我镇聘请[法律顾问]。", PLAN),
    ("我镇将聘请[法律顾问]。", PLAN),
    ("我镇还将开展[普法宣传]。", PLAN),
    ("计划聘请[法律顾问]。", PLAN),
    ("拟聘请[法律顾问]。", PLAN),
    ("一是继续推行[行政执法公示]。", PLAN),
    ("各站所将继续开展[普法宣传]。", PLAN),
    ("2022年底前配齐[执法记录仪]。", PLAN),
    ("[法律顾问]聘请工作逐步提上日程。", PLAN),
    ("正在筹备[法律顾问室]。", PLAN),
    ("力争[法律顾问]进村。", PLAN),
    ("正在筹备顾问室，[律师]每月坐班。", PLAN),
    ("正在筹备顾问室，我镇[律师]每月坐班。", DONE),
    ("正在筹备顾问室，[律师]已到岗。", DONE),
    # done in the end
    ("原计划明年聘请的[法律顾问]现已到岗。", DONE),
    ("原计划明年办的[普法讲座]举办了2场。", DONE),
    ("年初计划聘请法律顾问，目前[法律顾问]到岗。", DONE),
    # 将 as the mark of the object
    ("将[规范性文件]纳入合法性审核范围。", DONE),
    ("镇里将[法治建设]列入年度考核。", DONE),
    ("将[执法结果]在公示栏公开。", DONE),
    ("将《宪法读本》送到[普法驿站]。", DONE),
    # plans as things
    ("按照学法计划开展[集中学法]。", DONE),
    ("制定计划书推进[普法宣传]。", DONE),
    ("列入计划的[普法讲座]全部办完。", DONE),
    ("拟稿后送[合法性审核]。", DONE),
    ("做好[迎检]准备工作。", DONE),
    ("依托《下一步工作清单》公示[执法结果]。", DONE),
]
SUPERIORS = [
    ("县司法局印发了[行政执法三项制度]实施方案。", BORROWED),
    ("省政府部署开展[三项制度]工作。", BORROWED),
    ("年初，全县召开[法治政府建设]推进会。", BORROWED),
    ("上级要求落实[三项制度]。", BORROWED),
    ("市里下发了[普法]方案。", BORROWED),
    # following them, one's own deed
    ("按照县司法局要求，[配备执法记录仪]。", DONE),
    ("根据省委部署，[聘请法律顾问]。", DONE),
    # the own unit takes over, unless it only passed on
    ("县里印发方案后，我镇制定了[三项制度]清单。", DONE),
    ("县里印发方案后，我镇转发了[三项制度]文件。", BORROWED),
    ("县里召开会议，我镇传达学习了[三项制度]。", BORROWED),
    ("县里印发《乡镇干部学法清单》，推行[三项制度]。", BORROWED),
    # invited, or together
    ("邀请县司法局开展[执法培训]。", DONE),
    ("联合县市场监管局开展[食品安全检查]。", DONE),
    ("会同区城管局组织[联合执法]。", DONE),
    # places that end like a superior
    ("在园区开展[执法检查]。", DONE),
    ("对农贸市场组织[执法检查]。", DONE),
    ("全域推行[执法公示]。", DONE),
]
TITLES = [
    ("落实《[法治政府建设]实施纲要》。", BORROWED),
    ("根据《[重大行政决策]程序暂行条例》召开会议。", BORROWED),
    ("转发《[三项制度]实施方案》。", BORROWED),
    ("县政府印发《[三项制度]实施方案》。", BORROWED),
    ("印发《中华人民共和国[行政处罚法]》单行本。", BORROWED),
    ("制定《[重大行政决策]工作规则》。", DONE),
    ("出台了《值班制度》《[重大行政决策]工作规则》。", DONE),
    ("按《北河镇[法律顾问]工作规则》聘请律师。", DONE),
    ("按《我镇[法律顾问]工作规则》聘请律师。", DONE),
    # beside a title, not in it
    ("落实《纲要》[聘请法律顾问]。", DONE),
]


@pytest.mark.parametrize(("marked", "stance"), DENIALS + SHORTFALLS + PLANS + SUPERIORS + TITLES)
def test_stance_of_a_deed(ask: Ask, marked: str, stance: Stance) -> None:
    found, words = ask(marked)
    assert (found, bool(words)) == (stance, stance is not DONE)


@pytest.mark.parametrize(
    ("marked", "stance"),
    [
        # learnt or taught, not done
        ("组织学习[行政执法三项制度]。", BORROWED),
        ("6月集中学[行政处罚法]。", BORROWED),
        ("[行政处罚法]专题讲座举办2场。", BORROWED),
        ("传达[依法行政]会议精神。", BORROWED),
        ("[依法行政]工作会议精神直达村组干部。", BORROWED),
        ("学习中心组研究[三项制度]清单制定。", DONE),
        # nothing but the name
        ("认真落实[三项制度]。", SLOGAN),
        ("健全[三项制度]，确保落实到位。", SLOGAN),
        ("落实[三项制度]，执法队在大厅公示处罚结果。", DONE),
        ("由律师王某担任[法律顾问]。", DONE),
        ("落实[三项制度]5项。", DONE),
        ("落实[三项制度]全覆盖。", SLOGAN),
        ("接待群众3人，落实[三项制度]。", SLOGAN),
        ("落实[三项制度]，确保执法规范群众满意放心。", SLOGAN),
        ("落实[三项制度]，成效好。", SLOGAN),
        ("落实[三项制度]，全镇上下形成浓厚的法治氛围。", SLOGAN),
        ("专人盯[三项制度]。", SLOGAN),
        ("专人紧盯[三项制度]。", DONE),
        # following a superior is one's own deed only where a deed is told
        ("按照县司法局要求，推行[三项制度]5项。", DONE),
        # pledges, meaning, mood
        ("牢固树立[依法行政]理念。", SLOGAN),
        ("[普法宣传]氛围日益浓厚。", SLOGAN),
        ("全体干部必须自觉坚守[依法行政]准则本色。", SLOGAN),
        ("全镇把[依法行政]放在首位常抓不懈。", SLOGAN),
        ("镇村干部把[普法]当作民生实事来抓。", SLOGAN),
        ("镇村干部把[普法]作为一项政治任务常抓不懈。", SLOGAN),
        ("提升[执法规范化]水平。", SLOGAN),
        ("为[法治乡村]建设提供坚强保障。", SLOGAN),
        ("营造浓厚氛围发放[普法宣传]资料300份。", DONE),
    ],
)
def test_stance_of_a_name(ask: Ask, marked: str, stance: Stance) -> None:
    assert ask(marked, TOPIC)[0] is stance


@pytest.mark.parametrize("marked", ["[信访案件]比上年明显减少。", "[持证人员]一个不少。", "[调解员]人数不少，作用大。"])
def test_fewer_cases_and_none_missing_are_no_shortfall(ask: Ask, marked: str) -> None:
    assert ask(marked)[0] is DONE


@pytest.mark.parametrize(
    "marked",
    [
        "全镇干部[依法行政]意识明显增强。",
        "各村组干部[依法行政]水平明显提升，群众满意。",
        "群众满意，着力夯实[法治乡村]根基底盘。",
    ],
)
def test_a_boast_at_the_end_of_a_clause_is_a_slogan(ask: Ask, marked: str) -> None:
    assert ask(marked, TOPIC)[0] is SLOGAN


@pytest.mark.parametrize(
    ("marked", "role", "stance"),
    [
        ("聘请了[法律顾问]。", Role.PROBLEMS, SHORTFALL),
        ("聘请了[法律顾问]。", Role.CAUSES, SHORTFALL),
        ("尚未聘请[法律顾问]。", Role.PROBLEMS, DENIED),
        ("聘请[法律顾问]。", Role.PLAN, PLAN),
        ("聘请了[法律顾问]。", Role.PLAN, PLAN),
        ("已聘请[法律顾问]。", Role.PLAN, DONE),
        ("聘请[法律顾问]。", Role.MEASURES, PLAN),
        ("聘请了[法律顾问]。", Role.MEASURES, DONE),
        ("已选了宣传员，把[民法典]录成音频。", Role.MEASURES, DONE),
        ("已选宣传员，把[民法典]录成音频。", Role.PLAN, PLAN),
        ("已选了宣传员，下一步把[民法典]录成音频。", Role.MEASURES, PLAN),
        ("[法律顾问]作用不够。", Role.PLAN, SHORTFALL),
        ("聘请了[法律顾问]。", Role.LEAD, DONE),
    ],
)
def test_the_passage_decides(ask: Ask, marked: str, role: Role, stance: Stance) -> None:
    assert ask(marked, role=role)[0] is stance


@pytest.mark.parametrize(
    ("marked", "strength", "rule", "stance"),
    [
        ("组织学习[行政处罚法]，由司法所长领学第三章。", TOPIC, {"study_counts": True}, DONE),
        ("学习《[宪法]》。", DEED, {"study_counts": True}, DONE),
        ("组织学习了[行政处罚法]。", DEED, {}, DONE),
        ("县司法局到镇开展[执法监督]。", DEED, {}, BORROWED),
        ("县司法局到镇开展[执法监督]。", DEED, {"superior_counts": True}, DONE),
        ("县里印发方案，[配备记录仪5台]。", DEED, {}, BORROWED),
        ("县里印发方案，[配备记录仪5台]。", FACT, {}, DONE),
        ("县司法局下发[执法监督]通知。", DEED, {"superior_counts": True}, BORROWED),
        ("接受[群众监督]，开设信箱3个。", PASSING, {}, SLOGAN),
        ("以[法治宣传]增强群众法治意识。", TOPIC, {}, SLOGAN),
        ("以[法治宣传]增强群众法治意识。", DEED, {}, DONE),
        ("[法治宣传]蔚然成风。", DEED, {}, SLOGAN),
        ("[法治宣传]蔚然成风。", FACT, {}, DONE),
        ("发放[普法资料]增强群众法治意识。", FACT, {}, DONE),
    ],
)
def test_the_rule_and_the_strength_decide(
    ask: Ask, marked: str, strength: Strength, rule: dict[str, object], stance: Stance
) -> None:
    assert ask(marked, strength, **rule)[0] is stance


@pytest.mark.parametrize(
    ("marked", "strength", "stance"),
    [
        ("聘请[法律顾问]", DEED, SLOGAN),
        ("[聘请3名法律顾问]", FACT, DONE),
        ("聘请[法律顾问]律师王某每月坐班", DEED, DONE),
    ],
)
def test_a_heading_proves_nothing_but_a_fact(ask: Ask, marked: str, strength: Strength, stance: Stance) -> None:
    assert ask(marked, strength, heading="聘请法律顾问")[0] is stance


@pytest.mark.parametrize(
    "marked",
    [
        "全年[没有制定规范性文件]。",
        "[尚未持证的不得上岗]。",
        "[将矛盾化解在基层]。",
        "[整治不规范案卷]。",
        "[下一步工作清单公示]。",
    ],
)
def test_a_phrases_own_words_are_no_cues(ask: Ask, marked: str) -> None:
    assert ask(marked) == (DONE, "")


@pytest.mark.parametrize(
    ("marked", "cue"),
    [
        ("我镇尚未建立[行政执法公示制度]。", "尚未"),
        ("[合法性审核]力量薄弱。", "薄弱"),
        ("明年建立[行政执法公示制度]。", "明年"),
        ("我镇将聘请[法律顾问]。", "我镇将"),
        ("正在筹备[法律顾问室]。", "筹备"),
        ("落实《[法治政府建设]实施纲要》。", "《法治政府建设实施纲要》"),
    ],
)
def test_the_words_that_decided_are_named(ask: Ask, marked: str, cue: str) -> None:
    assert ask(marked)[1] == cue


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("聘请律师，每月坐班：三次。", ["聘请律师，", "每月坐班：", "三次。"]),
        ("印发《方案，办法》，开会。", ["印发《方案，办法》，", "开会。"]),
        ("聘请顾问（含村级，共3名），开会。", ["聘请顾问（含村级，共3名），", "开会。"]),
        ("推行“前置，后置”审核。", ["推行“前置，后置”审核。"]),
        ("印发《方案，开会。", ["印发《方案，", "开会。"]),
        ("事前、事中公示。", ["事前、事中公示。"]),
    ],
)
def test_commas_part_clauses_but_not_inside_a_pair(
    stances: Stances, report_of: ReportOf, text: str, clauses: list[str]
) -> None:
    report = report_of(text)
    said = take_apart(report.sentences[0], report, stances.scopes(report)[0], stances.words)
    assert [text[a:b] for a, b in said.clauses] == clauses


@pytest.mark.parametrize(
    ("unit", "title", "own"),
    [
        ("北河镇人民政府", "《北河镇工作规则》", True),
        ("青山县北河镇人民政府", "《北河镇工作规则》", True),
        ("北河镇人民政府", "《南河镇工作规则》", False),
        ("北河镇人民政府", "《本乡工作规则》", True),
        ("北河街道办事处", "《街道工作规则》", True),
        ("", "《工作规则》", False),
        ("北河镇人民政府", "《北河镇学习宣传宪法法实施条例》", True),
    ],
)
def test_a_title_is_own_by_the_units_name(
    stances: Stances, report_of: ReportOf, unit: str, title: str, own: bool
) -> None:
    report = report_of(f"按照{title}办理。", unit=unit)
    said = take_apart(report.sentences[0], report, stances.scopes(report)[0], stances.words)
    assert said.titles == ((2, 2 + len(title), own),)
    assert [figure.kind for figure in said.figures] == (["document"] if own else [])


@pytest.mark.parametrize(
    ("before", "own"),
    [
        ("制定", True),
        ("印发《值班制度》、", True),
        ("转发", False),
        ("学习", False),
        ("县政府印发", False),
        ("县政府印发通知后，我镇制定", True),
    ],
)
def test_a_title_is_own_where_this_unit_issued_it(
    stances: Stances, report_of: ReportOf, before: str, own: bool
) -> None:
    report = report_of(f"{before}《工作规则》。")
    assert take_apart(report.sentences[0], report, stances.scopes(report)[0], stances.words).titles[-1][2] is own


@pytest.mark.parametrize(
    ("beside", "strength", "stance"), [("村级合同台账", TOPIC, SLOGAN), ("村级合同台账", DEED, DONE), ("", TOPIC, DONE)]
)
def test_a_second_name_tells_no_more_than_one(ask: Ask, beside: str, strength: Strength, stance: Stance) -> None:
    assert ask("落实村级合同台账[三项制度]。", TOPIC, beside=(beside, strength))[0] is stance


@pytest.mark.parametrize(
    ("text", "lacks"), [("执法力量薄弱", True), ("尚未建立制度", True), ("配备记录仪", False), ("", False)]
)
def test_lacks(stances: Stances, text: str, lacks: bool) -> None:
    assert stances.words.lacks(text) is lacks


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("每季度请律师到村讲一课，给执法队添置记录仪两台", 2),
        ("每季度请律师到村讲一课，奋力谱写新篇章", 1),
        ("请律师进村讲法", 1),
        ("请律师讲法课", 0),
        ("力求全镇村寨送法到户", 0),
        ("牢固树立法治理念，进一步加强各项工作", 0),
        ("", 0),
    ],
)
def test_measures_are_counted_by_clause(stances: Stances, text: str, measures: int) -> None:
    assert stances.words.plans(text) == measures


def test_empty_words_become_blanks(stances: Stances) -> None:
    assert stances.words.without_bare("进一步加强村级调解").split() == ["村级调解"]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("我镇去年聘请了广东明理律师事务所担任法律顾问。", Level.MENTIONED),
        ("2021年，我镇聘请广东明理律师事务所担任法律顾问。", Level.MENTIONED),
        ("县政府统一聘请了法律顾问。", Level.MENTIONED),
        ("我镇去年聘请律师担任法律顾问，今年审查合同12份。", Level.EVIDENCED),
        ("2023年，我镇聘请广东明理律师事务所担任法律顾问。", Level.EVIDENCED),
        ("2021年以来，我镇聘请律师担任法律顾问，审查合同12份。", Level.EVIDENCED),
    ],
)
def test_deeds_of_another_year_or_office_are_no_deeds(text: str, level: Level) -> None:
    auditor = Auditor(read_rules())
    report = auditor.read(Document.of(f"石桥镇2023年度法治政府建设情况报告\n一、工作情况\n{text}"))
    assert auditor.findings(report)["D4"].level is level


@pytest.mark.parametrize(("year", "level"), [(2021, Level.EVIDENCED), (2023, Level.MENTIONED)])
def test_the_year_asked_for_decides_what_is_past(year: int, level: Level) -> None:
    text = "石桥镇法治政府建设情况报告\n一、工作情况\n2021年，我镇聘请广东明理律师事务所担任法律顾问。"
    card = Auditor(read_rules()).audit(Document.of(text), year=year)
    assert (card.year, next(v.level for v in card.verdicts if v.rule == "D4")) == (year, level)


def test_a_row_goes_by_the_names_that_its_rule_has_now(
    stances: Stances, report_of: ReportOf, rule_of: RuleOf, unmarked: Unmarked
) -> None:
    """An overlay gives a row other phrases for other reports; what was asked before must not be remembered for it."""
    text, start, end = unmarked("不断[强化法律顾问]。")
    report = report_of(text)
    hit = Hit("Z1", "e", DEED, text[start:end], 0, start, end, words=((start, end),))
    rules = [rule_of(Element("e", "", topics=(topic,))) for topic in ("法律顾问", "别的名目")]

    def asked(of: Stances, rule: Rule) -> tuple[Stance, str]:
        said = take_apart(report.sentences[0], report, of.scopes(report)[0], of.words)
        return of.stance(spot_of(hit, said, of.words), rule)

    alone = [asked(Stances(read_rules().lexicon), rule) for rule in rules]
    assert alone[0] != alone[1]
    assert [asked(stances, rule) for rule in (*rules, *rules)] == [*alone, *alone]
