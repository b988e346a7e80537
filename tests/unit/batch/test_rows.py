"""A scorecard taken apart for the store and put together again."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from auditor.batch.rows import CARD, EVIDENCE, FLAW, VERDICT, Rows, card_of, rows_of
from auditor.book import RuleBook
from auditor.card import Flaw, Refusal, RefusalCode, Scorecard
from auditor.model import Document
from auditor.pipeline import Auditor, audit_file
from auditor.render.to_json import to_json

FLAWS = (Flaw("sum", "error", "13宗=5宗+10宗", 3, 12, 2, "加起来是 15。", "核对数字。"),)


@pytest.fixture(scope="module")
def cards(auditor: Auditor, root: Path) -> list[Scorecard]:
    return [audit_file(path, auditor) for path in sorted((root / "tests/gold/texts").glob("w0*.txt"))]


def back(card: Scorecard) -> Scorecard:
    return card_of(rows_of(card), card.document.path, card.document.sha256)


def test_every_gold_report_comes_back_as_it_was(cards: list[Scorecard], book: RuleBook) -> None:
    assert to_json([back(card) for card in cards], [], book) == to_json(cards, [], book)


def test_nothing_is_lost_but_what_the_text_or_the_rules_tell(cards: list[Scorecard]) -> None:
    for card in cards:
        found = back(card)
        for field in fields(card):
            if field.name not in ("document", "outline", "remedies"):
                assert getattr(found, field.name) == getattr(card, field.name), field.name


def test_a_document_comes_back_without_its_text(cards: list[Scorecard]) -> None:
    read = Document.of(
        "全文", path="a.pdf", sha256="ab", format="pdf", quality=0.5, warnings=("一", "二"), page_starts=(0, 7),
        unread_pages=(2,), recognised=((0, 1), (3, 4)), confidence=0.9, page_confidence=(0.9, None), published="昨天",
        source="某网",
    )  # fmt: skip
    found = back(replace(cards[0], document=read)).document
    assert found == replace(read, text="", _line_starts=())


def test_flaws_refusal_and_overlays_come_back(cards: list[Scorecard]) -> None:
    refusal = Refusal(RefusalCode.NOT_A_REPORT, "像一份新闻稿。")
    card = replace(
        cards[0], flaws=FLAWS, refusal=refusal, overlays=("甲", "乙"), grade=None, passed=None, year=None, date=""
    )
    found = back(card)
    assert (found.flaws, found.refusal, found.overlays) == (FLAWS, refusal, ("甲", "乙"))
    assert (found.grade, found.passed, found.year) == (None, None, None)


def changed(rows: Rows, part: str, column: int) -> Rows:
    """Return rows with one cell of a part's first row changed."""
    row = list(getattr(rows, part)[0])
    row[column] = "甲" if row[column] != "甲" else "乙"
    return replace(rows, **{part: (tuple(row), *getattr(rows, part)[1:])})


@pytest.mark.parametrize(
    ("part", "columns"), [("verdicts", VERDICT), ("evidence", EVIDENCE), ("flaws", FLAW)], ids=lambda p: str(p)[:8]
)
def test_the_digest_hangs_on_every_cell(cards: list[Scorecard], part: str, columns: tuple[str, ...]) -> None:
    rows = rows_of(replace(cards[0], flaws=FLAWS))
    digests = {changed(rows, part, column).digest() for column in range(len(columns))}
    assert len(digests | {rows.digest()}) == len(columns) + 1


def test_the_digest_hangs_on_the_whole_card(cards: list[Scorecard]) -> None:
    rows = rows_of(cards[0])
    digests = {replace(rows, card=(*rows.card[:at], "别的", *rows.card[at + 1 :])).digest() for at in range(len(CARD))}
    assert len(digests | {rows.digest()}) == len(CARD) + 1


def test_the_digest_stays_the_same(cards: list[Scorecard], auditor: Auditor) -> None:
    again = audit_file(Path(cards[0].document.path), auditor)
    assert rows_of(again).digest() == rows_of(cards[0]).digest()
