"""No character is lost, moved or shown twice, whatever begins and ends where."""

from dataclasses import replace
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.card import Evidence, Part, Scorecard, Verdict
from auditor.model import Document, Level, Role
from auditor.render.marked_text import BLANKS, Sort, lines_of, marks_of

TEXT = "标题\n\n一、工作。做了三件事，\n开了 4 次会。\n \n尾"


def card_of(text, spans, *, near=(), pages=(), parts=()):
    quotes = tuple(Evidence(text[s:e], "", s, e, 1, None) for s, e in spans)
    nearest = [Evidence(text[s:e], "", s, e, 1, None) for s, e in near]
    verdict = Verdict("E2", "三项制度", "E", True, Level.DONE, (), 1, 2, "", "", (), quotes)
    verdicts = (verdict, *(replace(verdict, rule=f"B{at}", evidence=(), nearest=e) for at, e in enumerate(nearest, 1)))
    outline = tuple(Part(text[s:e], level, Role.WORK, s, e, len(text)) for s, e, level in parts)
    document = Document.of(text, page_starts=tuple(pages))
    return Scorecard(document, "标题", "", None, 0, 2, None, None, verdicts, outline=outline)


def said_of(lines, id):
    return "\n".join(
        filter(None, ("".join(p.text for p in li.pieces if id in {m.id for m in p.marks}) for li in lines))
    )


def test_lines_have_their_numbers_and_levels_and_blank_ones_are_left_out():
    lines = lines_of(card_of(TEXT, [], parts=[(4, 8, 1), (18, 20, 2)]))
    assert [(li.number, li.level, li.title) for li in lines] == [
        (1, 0, True),
        (3, 0, False),
        (4, 0, False),
        (6, 0, False),
    ]
    assert [p.text for p in lines[1].pieces if p.heading == 0] == ["一、工作"]


def test_heading_that_fills_its_line_is_one_blanks_apart():
    text = "前\n　　一、工作情况 \n后"
    assert [li.level for li in lines_of(card_of(text, [], parts=[(4, 10, 2)]))] == [0, 2, 0]


def test_passages_that_overlap_are_cut_where_one_begins_or_ends():
    (line,) = lines_of(card_of("零一二三四五六七", [(1, 5), (3, 7), (3, 7)]))
    assert [(p.text, [m.id for m in p.marks]) for p in line.pieces] == [
        ("零", []), ("一二", ["q-E2-1"]), ("三四", ["q-E2-1", "q-E2-2", "q-E2-3"]), ("五六", ["q-E2-2", "q-E2-3"]),
        ("七", []),
    ]  # fmt: skip
    assert [[m.id for m in p.opening] for p in line.pieces] == [[], ["q-E2-1"], ["q-E2-2", "q-E2-3"], [], []]


def test_what_begins_on_a_line_that_is_not_shown_begins_with_the_next():
    lines = lines_of(card_of("一\n\n\n二\n\n", [(2, 5), (6, 6)], pages=(0, 2, 3, 6)))
    assert [[m.id for p in li.pieces for m in p.opening] for li in lines] == [[], ["q-E2-1"], ["q-E2-2"]]
    assert [[page for p in li.pieces for page in p.pages] for li in lines] == [[1], [2, 3], [4]]
    assert said_of(lines, "q-E2-1") == "二"


def test_text_without_a_grade_has_no_marks(auditor):
    card = auditor.audit(Document.of("第一条 为了规范执法活动，制定本规定。\n第二条 本规定自印发之日起施行。\n" * 5))
    assert card.refusal
    assert any(v.evidence for v in card.verdicts)
    assert marks_of(card) == []
    assert all(not p.marks for li in lines_of(card) for p in li.pieces)


def test_what_comes_near_is_of_another_sort():
    card = card_of(TEXT, [(0, 2)], near=[(9, 12)])
    assert [(m.id, m.sort) for m in marks_of(card)] == [("q-E2-1", Sort.QUOTE), ("n-B1", Sort.NEAR)]


TEXTS = st.text(st.sampled_from("法治\n\n 　\t\u200b\r"), max_size=60)


@st.composite
def marked(draw):
    text = draw(TEXTS)
    places = st.integers(0, len(text))
    spans = st.tuples(places, places).map(lambda pair: tuple(sorted(pair)))
    parts = sorted((s, e) for s, e in draw(st.lists(spans, max_size=4)) if e > s and "\n" not in text[s:e])
    return card_of(
        text, draw(st.lists(spans, max_size=6)), near=draw(st.lists(spans, max_size=2)),
        pages=sorted(draw(st.lists(places, max_size=4))), parts=[(s, e, 1) for s, e in parts],
    )  # fmt: skip


@given(marked())
def test_every_character_stands_once_and_every_passage_is_whole(card):
    lines = lines_of(card)
    shown = [line for line in card.document.text.split("\n") if line.strip(BLANKS)]
    assert ["".join(p.text for p in li.pieces) for li in lines][: len(shown)] == shown
    for mark in marks_of(card):
        inside = card.document.text[mark.start : mark.end].split("\n")
        at = card.document.text.count("\n", 0, mark.start) + 1
        whole = card.document.text.split("\n")
        want = [part for part, line in zip(inside, whole[at - 1 :], strict=False) if part and line.strip(BLANKS)]
        assert said_of(lines, mark.id) == "\n".join(want)
    opened = [m.id for li in lines for p in li.pieces for m in p.opening]
    assert sorted(opened) == sorted(m.id for m in marks_of(card))
    assert [page for li in lines for p in li.pieces for page in p.pages] == list(
        range(1, len(card.document.page_starts) + 1)
    )


@pytest.mark.parametrize("name", ["beihe-2022", "guantang-2021", "wutang-2021"])
def test_real_reports_keep_their_offsets(auditor, root, name):
    from auditor.load import load_file

    card = auditor.audit(load_file(root / "seeds" / f"{name}.txt"))
    text = card.document.text
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    for line in lines_of(card):
        at = starts[line.number - 1]
        for piece in line.pieces:
            assert text[at : at + len(piece.text)] == piece.text
            assert {m.id for m in piece.marks} == {m.id for m in marks_of(card) if m.start <= at < m.end}
            at += len(piece.text)
