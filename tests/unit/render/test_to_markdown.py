"""Markdown as a reader sees it: parsed, every row and quote in its place, and nothing that acts."""

import cmarkgfm
import pytest
from audited import HOSTILE, RAR, absent, audited, complete, flawed, hostile, hostile_file, not_applicable
from cmarkgfm.cmark import Options
from lxml import html
from markdown_it import MarkdownIt

from auditor.render.remedies import remedies_of
from auditor.render.to_markdown import to_markdown

NEWS = "tests/other_kinds/02-news.txt"
PARSER = MarkdownIt("gfm-like")
OWN_TAGS = {
    "h1", "h2", "h3", "h4", "p", "ul", "li", "input", "strong", "code", "blockquote",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


def github(source):
    options = Options.CMARK_OPT_UNSAFE
    made = cmarkgfm.github_flavored_markdown_to_html(source, options)
    return html.fromstring(f"<div>{made}</div>")


def shape(root):
    """Return the elements with their depth: what a text made of them, apart from its words."""
    return [(node.tag, len(list(node.iterancestors()))) for node in root.iter()]


@pytest.fixture(scope="module")
def card(auditor):
    return audited(auditor, "seeds/beihe-2022.txt")[0]


@pytest.fixture(scope="module")
def refused(auditor):
    return audited(auditor, NEWS)[0]


def headings_of(root):
    return [(node.tag, node.text_content()) for node in root.iter("h1", "h2", "h3", "h4")]


def test_a_report_alone_heads_the_text_and_what_to_add_stands_before_the_checklist(card, book):
    found = headings_of(github(to_markdown([card], [], book)))
    assert found[:4] == [
        ("h1", "雷州市北和镇人民政府2022年法治政府建设年度报告"),
        ("h2", "整改清单"),
        ("h2", "清单"),
        ("h3", "A 报告要素 16.2/23"),
    ]
    assert found[-1] == ("h2", "等级的意思")
    assert len(found) == 4 + 9 + 1


def test_what_to_add_is_a_list_of_tasks(card, book):
    root = github(to_markdown([card], [], book))
    boxes = [node.getparent() for node in root.iter("input")]
    remedies = remedies_of(card)
    assert len(boxes) == len(remedies) == 24
    for box, remedy in zip(boxes, remedies, strict=True):
        assert box.tag == "li"
        said = box.text_content()
        star = "★" if remedy.core else ""
        assert (
            f"{remedy.number}. {remedy.rule} {remedy.title}{star} {remedy.now} → {remedy.to}，{remedy.gain} 分" in said
        )
        assert f"补充：{remedy.advice}" in said
        assert not remedy.quote or f"“{remedy.quote}”（{remedy.place}）" in said
        assert all(basis.rstrip("。") in said for basis in remedy.basis)
        assert box.find("strong") is not None


def test_every_row_has_a_line_in_the_table_of_its_group_and_its_quotes_below(card, book):
    root = github(to_markdown([card], [], book))
    tables = list(root.iter("table"))
    lines = [[cell.text_content() for cell in row.findall("td")] for row in root.iter("tr") if row.findall("td")]
    assert len(tables) == 10
    assert [line[1].split()[0] for line in lines] == [v.rule for v in card.verdicts]
    assert {len(line) for line in lines} == {4}
    assert lines[5] == ["提及（要素不全）", "A6 文种要素", "0.8/2", "有标题（单位和年度），缺落款单位、成文日期。"]
    quotes = [node.text_content() for block in root.iter("blockquote") for node in block.findall("p")]
    wanted = [(v.rule, e.quote) for v in card.verdicts for e in v.evidence]
    assert len(quotes) == len(wanted)
    for said, (rule, quote) in zip(quotes, wanted, strict=True):
        assert said.startswith(f"{rule} “{quote}”（")


def test_several_stand_below_an_overview_in_the_order_given(card, refused, book):
    root = github(to_markdown([card, refused], [RAR], book))
    found = headings_of(root)
    assert found[:3] == [
        ("h1", "法治政府建设年度报告评定结果"), ("h2", "概况"), ("h2", f"1. {card.title}"),
    ]  # fmt: skip
    assert [name for tag, name in found if tag == "h2"][2:] == [f"2. {NEWS}", "没有评成的文件", "等级的意思"]
    overview = [[cell.text_content() for cell in row.findall("td")] for row in next(root.iter("table")).iter("tr")][1:]
    assert overview == [
        ["1", card.title, "66/100", "合格", "7 行", "B1、D4", "+25.6", "seeds/beihe-2022.txt"],
        ["2", NEWS, "-", "不像法治政府建设报告", "-", "-", "-", NEWS],
    ]
    last = list(root.iter("table"))[-1]
    assert [cell.text_content() for cell in last.iter("td")] == [RAR.path, RAR.message, RAR.hint]


def test_a_text_without_a_grade_gets_no_list(refused, book):
    root = github(to_markdown([refused], [], book))
    assert headings_of(root) == [("h1", NEWS), ("h2", "等级的意思")]
    assert "结论：不像法治政府建设报告，不评分。像是新闻稿。" in root.text_content()


def test_files_that_cannot_be_read_stand_alone_where_nothing_else_was(book):
    root = github(to_markdown([], [RAR], book))
    assert [name for _, name in headings_of(root)] == ["法治政府建设年度报告评定结果", "没有评成的文件", "等级的意思"]


def test_what_no_seed_has_is_told(card, book):
    said = github(to_markdown([flawed(card)], [], book)).text_content()
    assert "注意 第 3 页是图片，没有读。" in said
    assert "报告日期：2024年1月5日" in said
    assert "B4 最接近的原文：“应急预案已报备”（三、安全，第2页，第9行，识别所得，请核对原件）" in said
    assert "数字前后不一：同一件事写了两个数。请核对后统一。" in said


def test_rows_that_do_not_apply_and_overlays_are_told(auditor, book):
    root = github(to_markdown([not_applicable(auditor)], [], book))
    assert "清单的调整：《法治政府建设实施纲要（2015—2020年）》、县级部门的说法" in root.text_content()
    off = [
        [cell.text_content() for cell in row.findall("td")][1:3]
        for row in root.iter("tr")
        if row.findtext("td") == "不适用"
    ]
    assert [name.split()[0] for name, _ in off] == ["G1", "G4", "J1", "K3"]
    assert {points for _, points in off} == {"不计分"}


def test_nothing_to_add_is_said(card, book):
    root = github(to_markdown([complete(card)], [], book))
    assert not list(root.iter("input"))
    assert "没有可以补的。" in root.text_content()


def test_a_report_that_says_nothing_gets_the_whole_list(auditor, book):
    assert len(list(github(to_markdown([absent(auditor)], [], book)).iter("input"))) == 36


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_changes_no_element(card, book, text):
    plain = github(to_markdown([hostile(card, "甲"), hostile(card, "甲")], [hostile_file("甲")], book))
    made = to_markdown([hostile(card, text), hostile(card, text)], [hostile_file(text)], book)
    root = github(made)
    if text.strip():
        assert [one for one in shape(root) if one[0] != "code"] == [one for one in shape(plain) if one[0] != "code"]
    assert {node.tag for node in root.iter()} - {"div"} <= OWN_TAGS
    assert {name for node in root.iter() for name in node.attrib} <= {"type", "disabled"}
    assert made.startswith("# ")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_neither_link_nor_html_to_what_seeks_links(card, book, text):
    tokens = PARSER.parse(to_markdown([hostile(card, text)], [hostile_file(text)], book))
    kinds = {child.type for token in tokens for child in token.children or ()} | {token.type for token in tokens}
    assert not {kind for kind in kinds if kind.startswith(("html", "link", "image", "hr", "fence", "code_block", "s_"))}


def test_every_table_row_has_its_head_s_cells_to_commonmark_too(card, refused, book):
    tokens = PARSER.parse(to_markdown([flawed(card), refused], [RAR], book))
    widths, width = [], 0
    for token in tokens:
        if token.type == "tr_open":
            width = 0
        width += token.type in ("th_open", "td_open")
        if token.type == "tr_close":
            widths.append(width)
    assert set(widths) == {8, 4, 3}


def test_the_same_reports_give_the_same_text(card, refused, book):
    assert to_markdown([card, refused], [RAR], book) == to_markdown([card, refused], [RAR], book)
