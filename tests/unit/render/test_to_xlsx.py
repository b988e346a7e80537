"""The workbook read again: a line for everything, types, what stays in sight and on paper, and that nothing runs."""

import io
import zipfile
from dataclasses import replace

import pytest
from audited import HOSTILE, RAR, absent, audited, complete, flawed, hostile, hostile_file, not_applicable
from lxml import etree
from openpyxl import load_workbook

from auditor.render.remedies import remedies_of
from auditor.render.to_xlsx import to_xlsx
from auditor.render.visible import visible

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
NEWS = "tests/other_kinds/02-news.txt"
SEED = "seeds/beihe-2022.txt"
WORDS = {0: "缺失", 1: "提及", 2: "落实", 3: "有据"}


def opened(cards, unreadable, book):
    return load_workbook(io.BytesIO(to_xlsx(cards, unreadable, book)))


def lines(sheet):
    """Return the rows below the header, by column title."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def card(auditor):
    return audited(auditor, SEED)[0]


@pytest.fixture(scope="module")
def cards(auditor, card):
    """Two reports of one title, one that is none, and one to which some rows do not apply."""
    other = flawed(not_applicable(auditor))
    other = replace(other, document=replace(other.document, path="二稿.txt"))
    return [card, other, *audited(auditor, NEWS, "seeds/guantang-2021.txt")]


@pytest.fixture(scope="module")
def made(cards, book):
    return opened(cards, [RAR], book)


@pytest.fixture(scope="module")
def alone(card, book):
    return opened([card], [], book)


def test_sheets_are_those_that_have_something_to_say(made, alone, book):
    assert alone.sheetnames == ["说明", "整改清单", "清单", "引文"]
    assert made.sheetnames == ["说明", "概况", "整改清单", "清单", "引文", "硬伤", "没有评成的文件"]
    assert opened([], [RAR], book).sheetnames == ["说明", "整改清单", "清单", "引文", "没有评成的文件"]


def test_everything_to_add_has_a_line_with_room_to_fill_in(alone, card):
    found = lines(alone["整改清单"])
    assert [(line["序号"], line["补充"], line["位置"] or "") for line in found] == [
        (r.number, r.advice, r.place) for r in remedies_of(card)
    ]
    assert [line["可得分"] for line in found] == [addition.gain for addition in card.remedies]
    assert [line["补到"] for line in found] == [addition.to for addition in card.remedies]
    levels = {v.rule: v.level for v in card.verdicts}
    assert [line["现在"] for line in found] == [levels[addition.rule] for addition in card.remedies]
    assert {line["报告"] for line in found} == {card.title}
    assert found[0]["行"] == "B1 第一责任人履职★"
    assert found[0]["依据"].startswith("《法治政府建设与责任落实督察工作规定》")
    assert {line[title] for line in found for title in ("责任人", "完成时限", "完成情况")} == {None}


def test_every_row_of_every_graded_report_has_a_line(made, cards):
    found = lines(made["清单"])
    wanted = [v for card in cards if not card.refusal for v in card.verdicts]
    assert [line["行"] for line in found] == [v.rule for v in wanted]
    assert [line["理由"] for line in found] == [v.reason for v in wanted]
    assert [line["核心"] for line in found] == ["★" if v.core else None for v in wanted]
    assert [line["等级"] for line in found] == [v.level if v.applicable else "不适用" for v in wanted]
    assert [line["得分"] for line in found] == [v.points if v.applicable else None for v in wanted]
    assert [line["原文"] for line in found] == [v.evidence[0].quote if v.evidence else None for v in wanted]
    assert {line["组"] for line in found} >= {"A 报告要素", "K 普法与基层法治"}
    assert len({line["报告"] for line in found}) == 3


def test_points_add_up_to_the_total(alone, card):
    found = lines(alone["清单"])
    assert sum(line["得分"] for line in found) == pytest.approx(card.score)
    assert sum(line["满分"] for line in found) == pytest.approx(card.max_score)


def test_every_quote_has_a_line_with_its_place(made, cards):
    found = lines(made["引文"])
    wanted = [e for c in cards if not c.refusal for v in c.verdicts for e in v.evidence or [v.nearest] if e]
    assert [line["引文"] for line in found] == [visible(e.quote) for e in wanted]
    assert [(line["页码"], line["行号"]) for line in found] == [(e.page, e.line) for e in wanted]
    near = [line for line in found if line["类别"] == "最接近的原文"]
    assert {line["核对"] for line in near} == {"识别所得，请核对原件"}
    assert {line["等级"] for line in near} == {0, "不适用"}
    assert {line["类别"] for line in found} == {"原文", "最接近的原文"}


@pytest.mark.parametrize(("name", "column"), [("整改清单", "D"), ("整改清单", "E"), ("清单", "F"), ("引文", "D")])
def test_levels_are_numbers_that_show_as_words(made, name, column):
    seen = set()
    for cell in made[name][column][1:]:
        if cell.value != "不适用":
            assert f'[={cell.value:d}]"{WORDS[cell.value]}"' in cell.number_format
            assert cell.data_type == "n"
            seen.add(cell.value)
    assert len(seen) > 1
    assert any(f"{column}2" in found.sqref for found in made[name].conditional_formatting)


def test_the_overview_has_a_line_for_every_report_in_order(made, cards):
    found = lines(made["概况"])
    assert [line["文件"] for line in found] == [card.document.path for card in cards]
    assert [line["得分率"] for line in found] == [66, 66.45, None, 71.6]
    first, second, third, _ = found
    assert [first["报告"], second["报告"]] == [f"{cards[0].title}（{path}）" for path in (SEED, "二稿.txt")]
    assert (first["等次"], first["缺失行数"], first["没有落实的核心行"], first["可补得分"]) == (
        "合格",
        7,
        "B1、D4",
        25.6,
    )
    assert (second["不适用行数"], second["报告日期"], second["类别"]) == (4, "2024年1月5日", "部门")
    assert second["注意"] == "第 3 页是图片，没有读。"
    assert (third["等次"], third["得分"], third["可补得分"]) == ("不像法治政府建设报告", None, None)


def test_what_got_no_grade_is_listed_with_the_reason(made):
    assert [tuple(line.values()) for line in lines(made["没有评成的文件"])] == [
        (RAR.path, "读不了", RAR.message, RAR.hint),
        (NEWS, "不像法治政府建设报告", "像是新闻稿。", None),
    ]


def test_flaws_have_their_sheet(made):
    (line,) = lines(made["硬伤"])
    assert (line["类别"], line["位置"], line["原文"]) == ("数字前后不一", "第2行", "全年开展2次……共开展3次")


def test_the_explanation_tells_the_facts_of_a_report_alone_and_counts_several(alone, made, book):
    told = {line["项目"]: line["内容"] for line in lines(alone["说明"])}
    assert told["总分"] == "66/100，合格，缺失 7 行（B4、F1、G2、G4、H4、K2、K3）。"
    assert told["整改清单"].startswith("共 24 项")
    assert told["清单校验值"] == book.sha256
    assert set(WORDS.values()) <= set(told)
    counted = {line["项目"]: line["内容"] for line in lines(made["说明"])}
    assert counted["法治政府建设年度报告评定结果"] == "3 份报告，不评分的 1 份。"
    assert counted["没有评成的文件"] == "1 个。"


def test_headers_stay_in_sight_on_screen_and_paper(made):
    frozen = {
        "说明": "A2",
        "概况": "C2",
        "整改清单": "D2",
        "清单": "E2",
        "引文": "D2",
        "硬伤": "B2",
        "没有评成的文件": "B2",
    }
    for sheet in made:
        assert sheet.freeze_panes == frozen[sheet.title], sheet.title
        assert sheet.auto_filter.ref == sheet.dimensions, sheet.title
        assert sheet.print_title_rows == "$1:$1", sheet.title
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9), sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0), sheet.title


def test_sheets_are_no_broader_than_paper_can_show(made):
    for sheet in made:
        # at 240 Latin letters across A4 the print is still larger than a footnote
        assert sum(sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]) < 240, sheet.title


def test_long_texts_wrap_and_have_the_height_for_it(alone):
    sheet = alone["整改清单"]
    texts = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.data_type == "s"]
    assert all(cell.alignment.wrap_text for cell in texts)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            wide = sum(2 if ord(c) > 255 else 1 for c in str(cell.value or ""))
            needed = wide / sheet.column_dimensions[cell.column_letter].width
            if needed > 1:
                assert sheet.row_dimensions[cell.row].height >= min(needed, 12) * 15, cell.coordinate


def test_a_list_without_a_line_says_so(card, book):
    made = opened([complete(card)], [], book)
    assert made["整改清单"]["A2"].value == "没有"
    assert len(lines(made["清单"])) == 36


def test_a_report_that_says_nothing_gets_the_whole_list(auditor, book):
    made = opened([absent(auditor)], [], book)
    assert len(lines(made["整改清单"])) == 36


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_becomes_a_formula_or_a_link(card, book, text):
    data = to_xlsx([hostile(card, text), hostile(card, text)], [hostile_file(text)], book)
    made = load_workbook(io.BytesIO(data))
    cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell.value for cell in cells if cell.hyperlink] == []
    held = made["没有评成的文件"]["A2"].value
    assert held == visible(text) if len(text) < 32_767 else held.endswith("…")
    assert max(len(str(cell.value)) for cell in cells) <= 32_767
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            root = etree.fromstring(parts.read(name))
            assert not root.findall(".//{*}c/{*}f"), name
            assert not root.findall(".//{*}hyperlink"), name
            assert not [node for node in root.iter() if node.get("TargetMode") == "External"], name


def test_the_same_reports_give_the_same_bytes(cards, book, monkeypatch):
    made = to_xlsx(cards, [RAR], book)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert to_xlsx(list(cards), [RAR], book) == made
