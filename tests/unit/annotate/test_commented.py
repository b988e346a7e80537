"""The copy of a Word draft: comments at the very words, everything else as it was."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from random import Random

import docx
import pytest
from formats import office, word
from formats.tabled import tabled
from marked import File, Marked, check_quotes, check_same_but_for_comments

from auditor.annotate.commented import commented
from auditor.book import RuleBook
from auditor.card import Flaw, Refusal, RefusalCode, Scorecard
from auditor.load import load_bytes
from auditor.model import Level
from auditor.pipeline import Auditor
from auditor.render.remedies import HONESTY

KINDS = {
    "plain": word.plain,
    "numbered": word.numbered,
    "tracked": lambda text: word.tracked(text, Random(7)),
    "boxed": word.boxed,
    "tabled": tabled,
}
TEXTS = Path(__file__).resolve().parents[2] / "gold" / "texts"
SAMPLE = ["w03", "w10", "w57", "seed-beihe-2022"]


@pytest.fixture(scope="module")
def card_of(auditor: Auditor):
    def audit(data: bytes) -> Scorecard:
        return auditor.audit(load_bytes(data, "草稿.docx"))

    return audit


def with_flaws(card: Scorecard, *words: str) -> Scorecard:
    """Put flaws into a scorecard, at the first place of some words."""
    text = card.document.text
    places = [(text.index(one), one) for one in words]
    flaws = [Flaw("错别字", "warning", one, at, at + len(one), 1, "写错了。", "改过来。") for at, one in places]
    return replace(card, flaws=tuple(flaws))


def saying(added: dict[str, Marked], head: str) -> list[Marked]:
    return [one for one in added.values() if any(said.startswith(head) for said in one.said)]


@pytest.mark.parametrize("name", SAMPLE)
@pytest.mark.parametrize("kind", KINDS)
def test_comments_stand_at_their_quotes_and_the_rest_is_untouched(kind, name, card_of, book):
    data = KINDS[kind]((TEXTS / f"{name}.txt").read_text("utf-8"))
    card = with_flaws(card_of(data), "法治政府建设", "2")
    made = commented(data, card, book)
    added = check_same_but_for_comments(data, made)
    exact, quoted = check_quotes(card, made, added, numbered=kind == "numbered")
    assert exact > 20
    assert quoted == 0 or kind == "boxed"
    assert load_bytes(made, "a.docx").text == card.document.text
    assert {one.author for one in added.values()} == {"auditor 自查"}
    opened = {str(one.comment_id): one.text.split("\n") for one in docx.Document(io.BytesIO(made)).comments}
    assert all(opened[number] == one.said for number, one in added.items())
    assert commented(data, card, book) == made


@pytest.mark.skipif(not office.AVAILABLE, reason=office.MISSING)
def test_an_office_program_opens_the_copies(card_of, book):
    files = {}
    for kind, make in KINDS.items():
        data = make((TEXTS / "w10.txt").read_text("utf-8"))
        files[f"{kind}.docx"] = commented(data, card_of(data), book)
    printed = office.convert_all(files, "pdf")
    assert len(printed) == len(KINDS)
    assert all(data.startswith(b"%PDF") for data in printed.values())


@pytest.fixture(scope="module")
def card(auditor: Auditor) -> Scorecard:
    data = word.plain((TEXTS / "w10.txt").read_text("utf-8"))
    return auditor.audit(load_bytes(data, "草稿.docx"))


@pytest.fixture(scope="module")
def added(card: Scorecard, book: RuleBook) -> dict[str, Marked]:
    data = word.plain((TEXTS / "w10.txt").read_text("utf-8"))
    return check_same_but_for_comments(data, commented(data, card, book))


def test_the_title_bears_the_sum(card, added):
    (one,) = saying(added, "自查总分")
    assert one.words == card.title
    assert one.said[0].startswith(f"自查总分 {card.score:g}/100，{card.grade}。")
    counts = {level: sum(v.level is level for v in card.verdicts) for level in Level}
    assert f"缺失 {counts[Level.ABSENT]} 行" in one.said[0]
    assert [said[:6] for said in one.said[2:5]] == [f"{n}. {a.rule} " for n, a in enumerate(card.remedies[:3], 1)]
    assert HONESTY in one.said


def test_every_row_that_can_gain_is_told_what_to_add(card, added):
    titles = {verdict.rule: verdict.title for verdict in card.verdicts}
    for addition in card.remedies:
        head = f"{addition.rule} {titles[addition.rule]}"
        told = [
            one.said[at + 1 : at + 3]
            for one in added.values()
            for at, said in enumerate(one.said)
            if said.startswith(head) and "".join(one.said[at + 1 : at + 2]).startswith("补写：")
        ]
        assert len(told) == 1
        assert told[0][0].startswith(f"补写：{addition.advice}")
        assert told[0][1].startswith("依据：《")


def test_what_is_missing_stands_at_the_nearest_passage(card, added):
    verdict = next(v for v in card.verdicts if v.nearest and not v.evidence)
    (one,) = saying(added, verdict.rule)
    assert one.words == "".join(verdict.nearest.quote.split())
    assert "这一处最接近" in "".join(one.said)


def test_or_at_the_end_of_the_part_where_its_group_stands(card, added):
    (one,) = saying(added, "E2 ")
    part = next(p for p in card.outline if p.heading == "3、队伍形象树起来")
    assert card.document.text[: part.end].rstrip().endswith(one.words)
    assert "行政执法的其他内容在这里" in one.said[0]


def test_or_at_the_end_of_the_body(card, added):
    assert not any(v.evidence for v in card.verdicts if v.group == "F")
    (one,) = saying(added, "F1 ")
    assert card.document.text.rstrip().endswith(one.words)


def test_rows_that_quote_the_same_words_share_a_comment(card, added):
    shared = [one for one in added.values() if sum(said[:3] in ("D1 ", "D3 ") for said in one.said) == 2]
    assert [one.words for one in shared] == ["凡以镇政府名义出台的规范性文件一律先审后发、按时报备"]
    assert len({(one.words, one.before) for one in added.values() if one.said[0][1].isdigit()}) > 30


def test_comments_are_short(added):
    assert max(len(said) for one in added.values() for said in one.said) < 300


def test_a_text_without_a_grade_is_told_why_and_no_more(card_of, book):
    data = word.plain((TEXTS / "w10.txt").read_text("utf-8"))
    card = replace(card_of(data), refusal=Refusal(RefusalCode.NOT_A_REPORT, "这是一份会议纪要。"), grade=None)
    added = check_same_but_for_comments(data, commented(data, card, book))
    assert [one.said for one in added.values()] == [["不像法治政府建设报告，不评分。这是一份会议纪要。"]]


def test_another_file_than_was_judged_is_refused(card_of, book):
    card = card_of(word.plain((TEXTS / "w10.txt").read_text("utf-8")))
    other = word.plain((TEXTS / "w03.txt").read_text("utf-8"))
    with pytest.raises(Exception, match="与评定时不同"):
        commented(other, card, book)


def test_existing_comments_stay_and_keep_their_ids(card_of, book):
    data = word.tracked((TEXTS / "w10.txt").read_text("utf-8"), Random(3))
    before = File(data).marked()
    assert before
    after = File(commented(data, card_of(data), book)).marked()
    assert {number: after[number] for number in before} == before


def test_commenting_twice_is_as_commenting_once(card_of, book):
    data = word.plain((TEXTS / "w10.txt").read_text("utf-8"))
    once = commented(data, card_of(data), book)
    twice = commented(once, card_of(once), book)
    assert len(File(twice).comments) == len(File(once).comments)
    assert File(twice).marked().keys() == File(once).marked().keys()
