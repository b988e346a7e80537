"""The page taken apart: everything there, links both ways, nothing loaded, nothing of the report alive."""

import re
from dataclasses import replace
from itertools import chain
from time import process_time

import cards
import pytest
from contrast import contrast
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from auditor.card import MARK, Flaw, RefusalCode
from auditor.model import Document, Level
from auditor.render.marked_text import BLANKS, Mark, Piece, Sort
from auditor.render.remedies import remedies_of
from auditor.render.to_html import to_html, tone
from auditor.render.visible import visible
from auditor.render.wording import CAUTION, FLAGS, LEVELS, place_of, points

ADDRESSES = (
    "src",
    "srcset",
    "action",
    "formaction",
    "data",
    "poster",
    "background",
    "cite",
    "ping",
    "manifest",
    "style",
)


@pytest.fixture(scope="module")
def made(auditor, book):
    """Every kind of card with its page, by name."""
    made = {name: build(auditor) for name, build in cards.KINDS.items()}
    return {name: (card, html.document_fromstring(to_html(card, book))) for name, card in made.items()}


@pytest.fixture(params=cards.KINDS)
def pair(request, made):
    return made[request.param]


@pytest.fixture(params=[name for name in cards.KINDS if name != "refused"])
def judged(request, made):
    return made[request.param]


def words(node):
    return " ".join("".join(node.itertext()).split())


def by_id(page, id):
    (node,) = page.xpath("//*[@id=$id]", id=id)
    return node


def marks(page, id):
    return page.xpath("//mark[contains(concat(' ', @class, ' '), $id)]", id=f" {id} ")


def lines(page):
    return page.xpath("//div[@class='words']/*")


def said(line):
    """Return what of a line is the report's: the marks between its words are not."""
    texts = line.xpath(".//text()[not(ancestor::a or ancestor::span)]")
    return "".join(texts)


def shown(card, start, end):
    """Return a span of the source as the page shows it, line by line, without blank lines."""
    text = card.document.text
    out, at = [], 0
    for line in text.split("\n"):
        low, high = max(start, at), min(end, at + len(line))
        if low < high and line.strip(BLANKS):
            out.append(visible(text[low:high]))
        at += len(line) + 1
    return "\n".join(out)


def test_page_says_what_it_is_of(judged):
    card, page = judged
    head = words(by_id(page, "result"))
    assert page.get("lang") == "zh-CN"
    assert page.xpath("//meta[@name='viewport']/@content") == ["width=device-width, initial-scale=1"]
    assert words(page.xpath("//h1")[0]) in page.xpath("string(//title)")
    for part in (
        card.title,
        card.unit,
        f"{card.year}年度",
        f"{points(card.score)}/{points(card.max_score)} 分",
        card.grade,
    ):
        assert " ".join(visible(part).split()) in head
    for warning in card.document.warnings:
        assert f"注意：{' '.join(visible(warning).split())}" in head


def test_foot_tells_program_checklist_file_and_caution(pair, book):
    card, page = pair
    foot = words(by_id(page, "about"))
    assert CAUTION in foot
    assert f"{book.title} {book.version}" in foot
    assert page.xpath("//*[@class='hash']/text()") == [book.sha256, card.document.sha256]


def test_overlays_are_named(made, book):
    card, page = made["bureau"]
    assert card.overlays == ("department",)
    assert "清单按县级部门的说法调整。" in words(by_id(page, "result"))


def test_every_row_tells_all_of_its_verdict(judged):
    card, page = judged
    rows = page.xpath("//li[starts-with(@class, 'row') and not(starts-with(@id, 'f-'))]")
    assert [row.get("id") for row in rows] == [v.rule for v in card.verdicts]
    for row, verdict in zip(rows, card.verdicts, strict=True):
        told = words(row)
        chip = row.xpath("string(.//span[contains(@class, 'chip')])")
        assert chip == (LEVELS[verdict.level] if verdict.applicable else "不适用")
        full = f"{points(verdict.points)}/{points(verdict.max_points)}"
        assert (full if verdict.applicable else f"不计分，文中为{LEVELS[verdict.level]}") in told
        assert ("★" in told) is verdict.core
        for part in (verdict.title, verdict.reason, verdict.advice, *verdict.basis, *(FLAGS[f] for f in verdict.flags)):
            assert " ".join(part.split()) in told
        quoted = [e for e in (*verdict.evidence, verdict.nearest) if e]
        assert row.xpath(".//a[@class='quote']/q/bdi/text()") == [visible(e.quote) for e in quoted]
        assert row.xpath("count(.//span[@class='place'])") == len(quoted)
        assert [words(at) for at in row.xpath(".//span[@class='place']")] == [
            " ".join(visible(place_of(e)).split()) for e in quoted
        ]


def test_groups_have_their_points(made, book):
    card, page = made["full"]
    heads = [words(head) for head in page.xpath("//section[@class='group']/h3")]
    assert heads[:2] == ["A 报告要素 18/23", "B 党的领导与责任 10.4/15"]
    assert len(heads) == len({v.group for v in card.verdicts})


def test_rows_of_the_overview_lead_to_the_checklist(judged):
    card, page = judged
    cells = page.xpath("//a[starts-with(@class, 'cell')]")
    assert [cell.get("href") for cell in cells] == [f"#{v.rule}" for v in card.verdicts]
    signs = {Level.ABSENT: "缺", Level.MENTIONED: "提", Level.DONE: "落", Level.EVIDENCED: "据"}
    assert [cell.xpath("string(b)") for cell in cells] == [
        signs[v.level] if v.applicable else "-" for v in card.verdicts
    ]


def test_remedies_come_before_the_checklist_with_gain_place_and_basis(judged):
    card, page = judged
    items = page.xpath("//ol[@class='remedies']/li")
    assert len(items) == len(remedies_of(card)) > 0
    for item, remedy in zip(items, remedies_of(card), strict=True):
        told = words(item)
        for part in (remedy.title, remedy.gain, f"{remedy.now} → {remedy.to}", remedy.advice, *remedy.basis):
            assert " ".join(visible(part).split()) in told
        assert item.xpath("count(*[@class='box'])") == 1
        assert bool(remedy.place) is bool(item.xpath("*[@class='where']/a"))
    order = page.xpath("//section[@id='remedies' or @id='checklist']/@id")
    assert order == ["remedies", "checklist"]


def test_a_near_passage_is_not_told_as_written(made):
    card, page = made["full"]
    near = [v.rule for v in card.verdicts if v.nearest]
    assert near
    for rule in near:
        item = page.xpath("//ol[@class='remedies']/li[.//a[@href=$row]]", row=f"#{rule}")[0]
        assert words(item.xpath("*[@class='where']")[0]).startswith("最接近的一处：")
        assert "最接近的一处，不算写到：" in words(by_id(page, rule))


def test_every_link_leads_somewhere_and_no_name_is_given_twice(pair):
    _, page = pair
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = page.xpath("//@href")
    assert {target[0] for target in targets} == {"#"}
    assert {target[1:] for target in targets} <= set(ids)


def test_rows_and_quotes_lead_to_one_another(judged):
    card, page = judged
    for verdict in card.verdicts:
        targets = by_id(page, verdict.rule).xpath(".//a[@class='quote']/@href")
        assert len(targets) == len(verdict.evidence) + (verdict.nearest is not None)
        for target in targets:
            place = by_id(page, target[1:])
            # several quotes of a row that begin at the same word share its mark
            tags = [place, *place.itersiblings("a", preceding=True)]
            assert any(tag.get("href") == f"#{verdict.rule}" for tag in tags)


def test_every_quote_is_marked_word_for_word(judged):
    card, page = judged
    numbered = [(f"q-{v.rule}-{at}", v, e) for v in card.verdicts for at, e in enumerate(v.evidence, 1)]
    numbered += [(f"n-{v.rule}", v, v.nearest) for v in card.verdicts if v.nearest]
    for id, verdict, evidence in numbered:
        found = marks(page, id)
        grouped = {}
        for mark in found:
            assert verdict.rule in mark.get("class").split()
            grouped.setdefault(mark.getparent().get("data-n"), []).append(mark.text or "")
        assert "\n".join("".join(part) for part in grouped.values()) == shown(card, evidence.start, evidence.end)
        squeezed = "".join("".join(chain(*grouped.values())).split())
        assert squeezed == "".join(visible(evidence.quote).split())


def test_marks_tell_row_and_level_in_letters(judged):
    card, page = judged
    signs = {Level.ABSENT: "缺", Level.MENTIONED: "提", Level.DONE: "落", Level.EVIDENCED: "据"}
    for verdict in card.verdicts:
        tags = page.xpath("//div[@class='words']//a[@href=$row]", row=f"#{verdict.rule}")
        sign = signs[verdict.level] if verdict.applicable else "-"
        assert {words(tag) for tag in tags} <= {verdict.rule + sign, f"{verdict.rule}近"}
        assert bool(tags) is bool(verdict.evidence or verdict.nearest)


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        ([(Level.MENTIONED, Sort.QUOTE), (Level.EVIDENCED, Sort.QUOTE), (Level.ABSENT, Sort.NEAR)], "m3"),
        ([(Level.MENTIONED, Sort.QUOTE), (None, Sort.QUOTE)], "m1"),
        ([(None, Sort.QUOTE), (Level.ABSENT, Sort.NEAR)], "moff"),
        ([(Level.ABSENT, Sort.NEAR)], "mnear"),
        ([], ""),
    ],
)
def test_a_piece_is_shown_by_the_highest_level_that_it_proves(levels, shown):
    held = tuple(Mark(f"q-E{at}-1", f"E{at}", "", sort, 0, 1, level) for at, (level, sort) in enumerate(levels))
    assert tone(Piece("一", held)) == shown


def test_every_passage_has_a_rule_of_style_that_shows_it(judged):
    card, page = judged
    style = page.xpath("string(//style)")
    for verdict in card.verdicts:
        for at in range(1, len(verdict.evidence) + 1):
            assert f"#q-{verdict.rule}-{at}:target~.q-{verdict.rule}-{at}" in style
            assert f":root:has(#{verdict.rule}:target) mark.{verdict.rule}" in style


def test_the_report_is_there_from_the_first_to_the_last_character(pair):
    card, page = pair
    text = card.document.text
    whole = [visible(line) for line in text.split("\n") if line.strip(BLANKS)]
    assert [said(line) for line in lines(page)][: len(whole)] == whole
    numbers = [int(line.get("data-n")) for line in lines(page)][: len(whole)]
    assert numbers == [at for at, line in enumerate(text.split("\n"), 1) if line.strip(BLANKS)]


def test_headings_are_headings_and_listed(made):
    card, page = made["full"]
    upper = [part for part in card.outline if part.level <= 2]
    listed = page.xpath("//details[@class='contents']//a")
    assert [a.xpath("string()") for a in listed] == [part.heading for part in upper]
    for a, part in zip(listed, upper, strict=True):
        heading = by_id(page, a.get("href")[1:])
        assert said(heading).strip() == card.document.text[part.start : part.heading_end]
        # what goes on in its line is set off, what fills it is a heading
        goes_on = card.document.text[part.heading_end] != "\n"
        assert heading.tag == ("b" if goes_on else f"h{part.level + 2}")


def test_pages_are_shown_where_they_begin(made):
    card, page = made["paged"]
    leaves = page.xpath("//span[starts-with(@class, 'leaf')]")
    assert [words(leaf) for leaf in leaves] == [
        "第 1 页", "第 2 页", "第 3 页", "第 4 页（图片，没有识别）", "第 5 页", "第 6 页", "第 7 页",
    ]  # fmt: skip
    assert [leaf.get("class") == "leaf first" for leaf in leaves] == [True, True, False, False, False, True, True]
    head = said(leaves[1].getparent())
    assert head.startswith("（二）")


def test_refused_text_gets_the_reason_and_no_points(made):
    card, page = made["refused"]
    assert card.refusal.code is RefusalCode.NOT_A_REPORT
    head = words(by_id(page, "result"))
    assert f"不像法治政府建设报告，不评分。{card.refusal.reason}" in head
    assert page.xpath("//*[@id='remedies' or @id='checklist']") == []
    assert page.xpath("//*[@class='row' or @class='tag' or @class='score'] | //mark") == []
    assert not re.search(r"[0-9] ?分", head)


def test_a_few_rows_alone_are_shown_alone(auditor, book, made):
    card = auditor.only(made["full"][0], frozenset(("E1", "E2")))
    page = html.document_fromstring(to_html(card, book))
    assert page.xpath("//li[contains(@class, 'row')]/@id") == ["E1", "E2"]
    assert {tag.get("href") for tag in page.xpath("//div[@class='words']//a")} == {"#E1", "#E2"}


def test_nothing_to_add_is_told(auditor, book, made):
    card = made["full"][0]
    page = html.document_fromstring(to_html(replace(card, remedies=()), book))
    assert "没有可以补的。" in words(by_id(page, "remedies"))
    assert page.xpath("//ol[@class='remedies']") == []


def test_flaws_are_listed_and_marked(auditor, book):
    card = auditor.audit(Document.of(cards.BUREAU))
    flaw = Flaw("数字", "error", "3000人次", 100, 106, 5, "前后不一", "改为一致")
    page = html.document_fromstring(to_html(replace(card, flaws=(flaw,)), book))
    row = by_id(page, "f-1")
    assert words(row) == "1 前后不一 3000人次 第5行 建议改为一致"
    assert row.xpath(".//a/@href") == ["#f-1-1"]
    assert by_id(page, "f-1-1").get("href") == "#f-1"
    assert "".join(m.text for m in marks(page, "f-1-1")) == shown(card, 100, 106)


def test_results_are_known_as_such(made, book):
    card, page = made["full"]
    assert page.xpath("//meta[@name='generator']/@content") == [MARK]
    assert MARK.encode() in to_html(card, book).encode()[:4_000]


def test_nothing_is_loaded_and_nothing_runs(pair):
    _, page = pair
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy
    assert "unsafe" not in policy
    tags = {node.tag for node in page.iter() if isinstance(node.tag, str)}
    assert (
        tags & {"script", "link", "img", "iframe", "object", "embed", "base", "form", "audio", "video", "use"} == set()
    )
    keys = {key for node in page.iter() for key in node.attrib}
    assert {key for key in keys if key.startswith("on") or key in ADDRESSES} == set()
    assert not re.search(r"url\(|@import", page.xpath("string(//style)"))
    assert page.xpath("//comment()") == []


def test_hostile_report_is_shown_and_changes_nothing(made, book):
    card, page = made["hostile"]
    assert any("<script>" in e.quote for v in card.verdicts for e in v.evidence)
    assert any("<script>alert(1)</script>" in said(line) for line in lines(page))
    assert "{{ 7 * 7 }}" in words(by_id(page, "text"))
    whole = to_html(card, book)
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", whole
    )
    assert whole.encode("utf-8")


@settings(max_examples=40, deadline=None)
@given(text=st.text(st.sampled_from("<>&\"'`=/{}%#!-镇a\u202e\x1b\ud800\U0001f600"), min_size=1, max_size=12))
def test_any_words_are_shown_as_they_are_and_change_nothing_around_them(auditor, book, text):
    def page_of(words):
        document = Document.of("一份 " + words, path=words, warnings=(words,))
        card = replace(auditor.audit(document), title=words, unit=words, date=words, refusal=None)
        return html.document_fromstring(to_html(card, book))

    page = page_of(text)
    assert page.xpath("string(//h1/bdi)") == visible(text)
    assert page.xpath("string(//*[@class='facts']/span[1]/bdi)") == visible(text)
    assert page.xpath("string(//ul[@class='warnings']//bdi)") == visible(text)
    assert said(lines(page)[0]) == visible("一份 " + text)
    assert len(list(page.iter())) == len(list(page_of("镇").iter()))


def test_the_same_result_gives_the_same_page(pair, book):
    card, _ = pair
    assert to_html(card, book) == to_html(card, book)


def test_a_very_long_report_takes_no_more_than_its_share(auditor, book):
    spent = []
    for characters in (100_000, 400_000):
        card = cards.long(auditor, characters)
        began = process_time()
        page = to_html(card, book)
        spent.append(process_time() - began)
        assert characters < len(page) < 3 * characters + 200_000
    # quadratic would be sixteen times; what a start costs and what other work on the machine costs is let pass
    assert spent[1] < 8 * spent[0] + 0.5


PAIRS = [
    ("ink", "sheet", 4.5),
    ("ink", "head", 4.5),
    ("soft", "sheet", 4.5),
    ("soft", "warn", 4.5),
    ("accent", "warn", 4.5),
]
PAIRS += [("ink", f"m{level}", 4.5) for level in (1, 2, 3)] + [("ink", "off", 4.5), ("aimt", "aim", 4.5)]
PAIRS += [
    ("warnt", "warn", 4.5),
    ("u0", "sheet", 4.5),
    ("ink", "warn", 4.5),
    ("accent", "band", 4.5),
    ("ink", "band", 4.5),
]
PAIRS += [(f"u{level}", "sheet", 3.0) for level in (1, 2, 3)]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_letters_and_lines_stand_out_from_their_ground(made, theme, ink, ground, least):
    themes = re.findall(r":root \{(.*?)\}", made["full"][1].xpath("string(//style)"), re.S)
    house, own = themes[theme], themes[3 + theme]
    colors = dict(re.findall(r"--(\w+): (#\w+)", house + own))
    assert contrast(colors[ink], colors[ground]) >= least
