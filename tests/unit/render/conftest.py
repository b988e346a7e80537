"""Hand-made rankings: small ones to ask about one thing, and a county's two years with every case in it."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from statistics import mean, median

import pytest

from auditor.card import Refusal, RefusalCode, Unreadable
from auditor.model import Level, UnitKind
from auditor.ranking import Band, Bin, Coverage, Entry, Ranking, Row, Standing, Unit, YearTable

TITLES = {
    "A1": "主要举措和成效", "A2": "存在的问题和不足", "A3": "原因分析", "A4": "下一年度安排", "A5": "问题与措施对应",
    "A6": "文种要素", "A7": "指导思想与依据", "B1": "第一责任人履职", "B2": "组织领导", "B3": "领导干部学法",
    "B4": "述法", "B5": "干部学法培训与考试", "C1": "权责清单、放管服与政务服务", "C2": "法治化营商环境",
    "D1": "行政规范性文件管理", "D2": "重大行政决策程序", "D3": "合法性审查", "D4": "法律顾问",
    "E1": "执法证与持证上岗", "E2": "行政执法三项制度", "E3": "执法人员培训", "E4": "执法规范",
    "E5": "综合执法与重点领域执法", "F1": "突发事件依法应对", "G1": "人民调解与矛盾排查化解",
    "G2": "行政复议与行政应诉", "G3": "依法办理信访", "G4": "公共法律服务与法律援助", "H1": "政务公开与政府信息公开",
    "H2": "接受人大、政协、司法和社会监督", "H3": "行政执法监督", "H4": "政务诚信与廉政建设",
    "J1": "数字法治政府与信息化", "K1": "普法宣传", "K2": "谁执法谁普法", "K3": "法治乡村",
}  # fmt: skip
CORE = ("A2", "B1", "D4", "E1", "E2")
ROWS = tuple(Row(id, title, id[0], id in CORE, 8.0 if id in CORE else 60 / 31) for id, title in TITLES.items())
SHARES = (0.0, 0.4, 0.8, 1.0)
GRADES = (("优秀", 85), ("良好", 70), ("合格", 60), ("不合格", 0))
COUNTY = "青山县"
TOWNS = [
    "白水", "官塘", "乌塘", "北和", "长岭", "石桥", "大河", "龙泉", "凤山", "双溪",
    "清湖", "新安", "太平", "永兴", "金沙", "红岩", "马场", "三江", "东风", "南坪",
]  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>",
    "\" onmouseover='alert(1)' x=\"",
    "=HYPERLINK(\"http://evil.example/\",\"点我\")",
    "\u202egnp.exe\u202c镇",
    "\x1b[31m红镇\x1b[0m\x07",
    "空\x00镇\ud800",
    "javascript:alert(1)",
    "换\r\n行\t镇",
    "＝1+1",
    "@SUM(A1)",
    "http://evil.example/镇",
    "{{ 7 * 7 }}{% raw %}",
    "]]><!--",
)  # fmt: skip


def made_entry(
    name: str, levels: Sequence[Level | None], *, year: int | None = 2023, county: str = COUNTY, path: str = "", **more
) -> Entry:
    """Build a judged report from its levels."""
    known = [(row, level) for row, level in zip(ROWS, levels, strict=False) if level is not None]
    score = round(sum(row.max_points * SHARES[level] for row, level in known), 2)
    full = round(sum(row.max_points for row, _ in known), 2)
    entry = Entry(
        path=path or f"{year or '未知'}/{name}.docx", sha256=hashlib.sha256(ascii((name, year)).encode()).hexdigest(),
        unit=Unit(name, county), kind=UnitKind.TOWNSHIP, year=year, title=f"{name}{year or ''}年度法治政府建设情况报告",
        date=f"{year + 1}年1月15日" if year else "", modified=0.0, score=0.0, max_score=full, grade=None,
        passed=None, levels=tuple(levels),
    )  # fmt: skip
    return replace(scored(entry, score), **more)


def scored(entry: Entry, score: float) -> Entry:
    """Give a report another score, and the grade that goes with it."""
    entry = replace(entry, score=score)
    grade = next(grade for grade, low in GRADES if entry.percent >= low)
    return replace(entry, grade=grade, passed=entry.percent >= 60)


def made_table(
    year: int | None,
    entries: Iterable[Entry],
    *,
    before: YearTable | None = None,
    others: dict[str, tuple[Entry, ...]] | None = None,
    rows: tuple[Row, ...] = ROWS,
) -> YearTable:
    """Rank entries the plain way; `others` are by the name of the unit."""
    ordered = sorted(entries, key=lambda e: (-e.percent, e.unit.county, e.unit.name, e.path))
    percents = [entry.percent for entry in ordered]
    earlier = {s.entry.unit: s.entry for s in before.standings} if before else {}
    standings = tuple(
        Standing(
            percents.index(e.percent) + 1,
            percents.count(e.percent) > 1,
            e,
            earlier.get(e.unit),
            (others or {}).get(e.unit.name, ()),
        )
        for e in ordered
    )
    return YearTable(
        year,
        standings,
        tuple(Band(grade, sum(e.grade == grade for e in ordered)) for grade, _ in GRADES),
        tuple(coverage_of(at, row, standings) for at, row in enumerate(rows)),
        tuple(
            Bin(low, low + 10, sum(low <= p < low + 10 or p == low + 10 == 100 for p in percents))
            for low in range(0, 100, 10)
        ),
        round(mean(percents), 2) if percents else 0.0,
        round(median(percents), 2) if percents else 0.0,
    )


def coverage_of(at: int, row: Row, standings: Sequence[Standing]) -> Coverage:
    """Count a row over the units, and against the year before."""
    levels = [standing.entry.levels[at] for standing in standings]
    counts = tuple(levels.count(level) for level in Level)
    pairs = [
        (s.before.levels[at] >= Level.DONE, s.entry.levels[at] >= Level.DONE)
        for s in standings
        if s.before and s.before.levels[at] is not None and s.entry.levels[at] is not None
    ]
    before, now = (mean(side) for side in zip(*pairs, strict=True)) if pairs else (None, None)
    return Coverage(row, counts, levels.count(None), before, now)


def made_ranking(
    years: Iterable[YearTable] = (),
    refused: Iterable[Entry] = (),
    unreadable: Iterable[Unreadable] = (),
    rows: tuple[Row, ...] = ROWS,
) -> Ranking:
    """Put tables together."""
    title = "乡镇（街道）法治政府建设年度报告核对清单"
    return Ranking(
        title, "0.1.0", "a" * 64, "0.1.0", "b" * 64, rows, tuple(years), tuple(refused), tuple(unreadable)
    )  # fmt: skip


def drawn(random: random.Random, skill: float, off: Sequence[str] = ()) -> list[Level | None]:
    """Draw levels for every row: the better the unit, the higher."""
    made: list[Level | None] = []
    for row in ROWS:
        hard = 0.35 if row.id in ("B4", "G4", "H3", "K2", "D1") else 0.0
        at = min(3, max(0, round(random.gauss((skill - hard) * 3, 0.8))))
        made.append(None if row.id in off else Level(at))
    return made


def refused_entry(path: str, code: RefusalCode, reason: str, **more) -> Entry:
    """Build a text without a grade."""
    entry = made_entry("", [Level.ABSENT] * len(ROWS), path=path)
    return replace(entry, grade=None, passed=None, refusal=Refusal(code, reason), **more)


def county() -> Ranking:
    """Build a county's two years: ties, streets, rows that do not apply, versions, refused and unreadable files."""
    dice = random.Random(7)
    skills = {name: dice.uniform(0.35, 0.98) for name in TOWNS}
    streets = {"城关街道": 0.7, "河东街道": 0.5, "西苑街道": 0.85}
    tables = []
    for year in (2022, 2023):
        lift = 0.06 if year == 2023 else 0.0
        entries = [made_entry(f"{name}镇", drawn(dice, skill + lift), year=year) for name, skill in skills.items()]
        entries += [
            made_entry(name, drawn(dice, skill + lift, ("C1", "K3")), year=year, kind=UnitKind.SUBDISTRICT)
            for name, skill in streets.items()
        ]
        if year == 2023:
            entries[4] = scored(entries[4], entries[3].score)
            folder = replace(entries[0], unit=Unit("白水镇", "", folder="云岭县报送"), path="云岭县报送/白水镇.pdf")
            guessed = replace(
                entries[1], unit=Unit("法治报告终稿（2）", COUNTY, guessed=True), path="法治报告终稿（2）.wps"
            )
            entries += [folder, guessed]
        old = {
            "官塘镇": (
                scored(replace(entries[1], path="2023/旧/官塘镇（初稿）.docx"), entries[1].score - 5),
                scored(replace(entries[1], path="2023/旧/官塘镇（二稿）.docx"), entries[1].score - 2.4),
            )
        }
        before = tables[-1] if tables else None
        tables.append(made_table(year, entries, before=before, others=old if year == 2023 else None))
    return made_ranking(reversed(tables), REFUSED, UNREADABLE)


REFUSED = (
    refused_entry(
        "2023/石桥镇政府信息公开年报.docx",
        RefusalCode.NOT_A_REPORT,
        "这是政府信息公开工作年度报告，不是法治政府建设报告。",
    ),
    refused_entry("2023/大河镇扫描.pdf", RefusalCode.UNREADABLE, "12 页中有 9 页是图片，没有识别出文字。"),
)
UNREADABLE = (
    Unreadable(
        "2023/全部.rar",
        "archive",
        "「全部.rar」是RAR 或 7z 一类的压缩包，不能直接审核。",
        "请先解压，再选择里面的报告。",
    ),
    Unreadable("2023/加密.docx", "encrypted", "「加密.docx」设了打开密码。", "请去掉密码另存一份。"),
)


def nasty() -> Ranking:
    """Build a ranking in which every text that comes from a file or its name is hostile."""
    dice = random.Random(3)
    entries = [
        made_entry(text, drawn(dice, 0.7), path=text, title=text, date=text, unit=Unit(text, text, folder=text))
        for text in HOSTILE
    ]
    others = {text: (replace(e, path=f"old/{text}"),) for e, text in zip(entries, HOSTILE, strict=True)}
    refused = [
        replace(refused_entry(text, RefusalCode.NOT_A_REPORT, text), unit=Unit(text), title=text) for text in HOSTILE
    ]
    unreadable = [Unreadable(text, "broken", text, text) for text in HOSTILE]
    return made_ranking([made_table(2023, entries, others=others)], refused, unreadable)


def many(units: int) -> Ranking:
    """Build a province's year."""
    dice = random.Random(1)
    entries = [
        made_entry(f"{TOWNS[at % 20]}{at}镇", drawn(dice, dice.random()), county=f"云州市第{at // 20}县")
        for at in range(units)
    ]
    table = made_table(2023, entries[:1])
    ordered = sorted(entries, key=lambda e: -e.percent)
    standings = tuple(Standing(at, False, entry) for at, entry in enumerate(ordered, 1))
    coverage = tuple(coverage_of(at, row, standings) for at, row in enumerate(ROWS))
    return made_ranking([replace(table, standings=standings, coverage=coverage)])


@pytest.fixture(scope="session")
def county_ranking() -> Ranking:
    return county()


@pytest.fixture(scope="session")
def hostile_ranking() -> Ranking:
    return nasty()


@pytest.fixture(scope="session")
def long_ranking() -> Ranking:
    return many(400)


@pytest.fixture
def empty_ranking() -> Ranking:
    return made_ranking()


@pytest.fixture
def single_ranking() -> Ranking:
    """One unit, whose report tells no year and to which no row but the first applies."""
    levels = [Level.DONE] + [None] * (len(ROWS) - 1)
    return made_ranking([made_table(None, [made_entry("白水镇", levels, year=None)])])


@pytest.fixture(params=["county_ranking", "hostile_ranking", "empty_ranking", "single_ranking"])
def any_ranking(request: pytest.FixtureRequest) -> Ranking:
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def named() -> Callable[[str], Ranking]:
    """Build a ranking of one unit that is called, filed and titled as wished, and of a broken file."""

    def build(text: str) -> Ranking:
        entry = made_entry(text, [Level.DONE] * len(ROWS), county=text, path=text, title=text, date=text)
        return made_ranking([made_table(2023, [entry])], unreadable=[Unreadable(text, "broken", text, text)])

    return build
