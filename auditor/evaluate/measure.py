"""`Gold` and an `Auditor` -> `Evaluation`: verdicts and two baselines measured over reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from auditor.book import RuleBook
from auditor.card import Verdict
from auditor.errors import ReadError
from auditor.evaluate.agreement import CELLS, MEASURES, compared, confusion, figures, headline, tally
from auditor.evaluate.baselines import ALL_PRESENT, KEYWORD_PRESENCE, Keywords
from auditor.evaluate.bootstrap import intervals
from auditor.evaluate.gold import Gold, GoldReport, Label
from auditor.evaluation import Baseline, Counted, Disagreement, Evaluation, Figure, RowFigures
from auditor.model import Level
from auditor.pipeline import Auditor

RESAMPLES = 1000
SEED = 1


@dataclass(frozen=True, slots=True)
class _Judged:
    """A report's labels beside the verdicts, and beside what keywords alone would say."""

    doc: str
    pairs: list[tuple[Label, Verdict]]
    keywords: dict[str, Level]


def evaluate(
    gold: Gold,
    auditor: Auditor,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    advance: Callable[[], None] = lambda: None,
) -> Evaluation:
    """Measure how far verdicts and labels agree; `advance` is called after every report.

    Levels are compared on all rows, applicable or not. Raises `ReadError` when no labelled row is left.
    """
    keywords = Keywords(auditor.book)
    judged = []
    for report in gold.reports:
        judged.append(_judge(report, auditor, keywords))
        advance()
    tallies = [tally(report.pairs, auditor.book.shares) for report in judged if report.pairs]
    if not tallies:
        raise ReadError("no-gold", "标注的行这套规则里都没有，没有可比的。", "请检查 --rules 指向的目录。")
    total = [sum(column) for column in zip(*tallies, strict=True)]
    bounds = intervals(tallies, headline, resamples=resamples, seed=seed)
    core = total[CELLS : 2 * CELLS]
    hits, equal, error = (
        None if value is None else Figure(value, *(bound or ()))
        for value, bound in zip(headline(total)[2 * MEASURES :], bounds[2 * MEASURES :], strict=True)
    )
    _, shown, _, low, _, scored = map(int, total[2 * CELLS :])
    return Evaluation(
        gold=gold.path,
        reports=len(tallies),
        all=figures(total[:CELLS], bounds[:MEASURES]),
        core=figures(core, bounds[MEASURES : 2 * MEASURES]) if any(core) else None,
        rows=tuple(_rows(judged, auditor.book)),
        flags=Counted(low, equal),
        evidence=Counted(shown, hits),
        score_error=Counted(scored, error),
        baselines=tuple(_baselines(judged)),
        disagreements=tuple(_disagreements(judged)),
        unlabelled=gold.unlabelled,
        unused=gold.unused,
        resamples=resamples,
        seed=seed,
    )


def _judge(report: GoldReport, auditor: Auditor, keywords: Keywords) -> _Judged:
    pairs = compared(auditor.audit(report.document), report.rows)
    return _Judged(report.doc, pairs, keywords.levels(auditor.read(report.document)))


def _rows(judged: Sequence[_Judged], book: RuleBook) -> list[RowFigures]:
    by_row: dict[str, list[tuple[int, int]]] = {}
    for report in judged:
        for label, verdict in report.pairs:
            by_row.setdefault(verdict.rule, []).append((label.level, verdict.level))
    return [
        RowFigures(rule.id, rule.title, rule.core, figures(confusion(by_row[rule.id])))
        for rule in book.rules
        if rule.id in by_row
    ]


def _baselines(judged: Sequence[_Judged]) -> list[Baseline]:
    pairs = [(label.level, v, report.keywords[v.rule]) for report in judged for label, v in report.pairs]
    present = [(level, Level.DONE, v.core) for level, v, _ in pairs]
    keyword = [(level, ours, v.core) for level, v, ours in pairs]
    return [_baseline(ALL_PRESENT, present), _baseline(KEYWORD_PRESENCE, keyword)]


def _baseline(name: str, levels: Sequence[tuple[Level, Level, bool]]) -> Baseline:
    core = [(gold, ours) for gold, ours, is_core in levels if is_core]
    over_all = figures(confusion([(gold, ours) for gold, ours, _ in levels]))
    return Baseline(name, over_all, figures(confusion(core)) if core else None)


def _disagreements(judged: Sequence[_Judged]) -> list[Disagreement]:
    return [
        Disagreement(
            doc=report.doc,
            row=verdict.rule,
            gold=label.level,
            ours=verdict.level,
            gold_quote=label.evidence[0] if label.evidence else "",
            quote=verdict.evidence[0].quote if verdict.evidence else "",
            reason=verdict.reason,
        )
        for report in judged
        for label, verdict in report.pairs
        if label.level is not verdict.level
    ]
