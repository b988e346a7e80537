"""Hits of a row -> its finding, by topic x stance x figure.

3 a deed with its figure; 2 a deed; 1 spoken of otherwise, or too few elements; 0 not spoken of.
"""

from __future__ import annotations

import re

from auditor.book import Rule
from auditor.judge.reasons import because
from auditor.match.emptiness import BARE
from auditor.match.figures import Figure
from auditor.match.said import Said, Spot, spot_of, take_apart
from auditor.match.stance import Stances
from auditor.match.vocabulary import Vocabulary
from auditor.model import MOST_PROOFS, Finding, Flag, Hit, Level, Proof, Reading, Report, Stance, Strength, Unbound

_EACH = re.compile(r"^(?:件件|均|都|全部|逐|个个|每[件个名人]|一律|人手)")
_WHEN = re.compile(r"^(?:[\d年月日上中下旬底初、至，—-]|今年|年初|年末|全年|先后|分别|以来){2,16}$")
# ……开展宣传活动。共发放手册200份: the sum of what the sentence before told
_SUMS_UP = re.compile(r"(?:(?:20\d\d年|本?年度|全年|今年|一年)(?:以?来)?，?)?(?:共计?|累计|合计|总计)")
_FLAG = {
    Stance.PLAN: Flag.PLAN_ONLY,
    Stance.SHORTFALL: Flag.SHORTFALL_ONLY,
    Stance.DENIED: Flag.NEGATED,
    Stance.BORROWED: Flag.BORROWED,
}
_MAX_QUOTE = 110
_NEAR = 20
"""Characters between two quotes of a sentence that are shown as one."""


class Passages:
    """A report's sentences, each taken apart when first asked for."""

    def __init__(self, report: Report, stances: Stances, hits: list[Hit]) -> None:
        """Index the hits by sentence."""
        self.report = report
        self.words = stances.words
        self._said: dict[int, Said] = {}
        self._around: dict[tuple[int, int, int], list[Hit]] = {}
        self._quoted: dict[tuple[int, int, int, tuple[int, int] | None], Proof] = {}
        self._scopes = stances.scopes(report)
        self.hits: dict[int, list[Hit]] = {}
        for hit in hits:
            self.hits.setdefault(hit.sentence, []).append(hit)

    def said(self, sentence: int) -> Said:
        """Return a sentence taken apart."""
        said = self._said.get(sentence)
        if said is None:
            scope = self._scopes[sentence]
            said = take_apart(self.report.sentences[sentence], self.report, scope, self.words)
            self._said[sentence] = said
        return said

    def around(self, spot: Spot) -> list[Hit]:
        """Return the hits of all rows that begin in the clauses of a hit, itself among them."""
        at = (spot.hit.sentence, spot.first, spot.last)
        around = self._around.get(at)
        if around is None:
            base = spot.said.sentence.start
            low, high = base + spot.first, base + spot.last
            around = [other for other in self.hits.get(spot.hit.sentence, ()) if low <= other.start < high]
            self._around[at] = around
        return around

    def quote(self, start: int, end: int, sentence: int, figure: tuple[int, int] | None = None) -> Proof:
        """Return the clauses that hold a span, with the figure that continues them, at most 110 characters."""
        key = (start, end, sentence, figure)
        proof = self._quoted.get(key)
        if proof is None:
            proof = self._quoted[key] = self._quote(start, end, sentence, figure)
        return proof

    def _quote(self, start: int, end: int, sentence: int, figure: tuple[int, int] | None) -> Proof:
        said = self.said(sentence)
        base = said.sentence.start
        low, high = (base + at for at in said.clause_at(start - base, end - base))
        if figure and figure[1] > high and figure[1] - low <= _MAX_QUOTE:
            high = figure[1]
        if high - low > _MAX_QUOTE:
            low = max(low, start - 30)
            high = min(high, max(end, low + _MAX_QUOTE))
        text = self.report.clean.text
        while low < high and text[low] in "，、；：\n":
            low += 1
        while high > low and text[high - 1] in "，、；：。\n":
            high -= 1
        return Proof(low, high, said.sentence.section)


def readings(rule: Rule, hits: list[Hit], passages: Passages, stances: Stances) -> list[Reading]:
    """Understand every hit of a row; order of the text."""
    rows = []
    caps = {element.id: min(element.cap, rule.cap) for element in rule.elements}
    beside: dict[int, list[Hit]] = {}
    for hit in hits:
        beside.setdefault(hit.sentence, []).append(hit)
    for hit in hits:
        said = passages.said(hit.sentence)
        spot = spot_of(hit, said, passages.words)
        around = passages.around(spot)
        if _taken(hit, rule, around):
            continue
        crowd = _crowd(rule, around)
        stance, cue = stances.stance(spot, rule, [*beside[hit.sentence], *crowd], crowded=bool(crowd))
        level, figure = Level.MENTIONED, None
        if stance in (Stance.DONE, Stance.PAST) or cue == BARE:
            figure = (hit.start, hit.end) if hit.strength is Strength.FACT else _figure(spot, rule, passages)
        if stance is Stance.PAST and figure and figure[0] - said.sentence.start >= said.present:
            # engaged last year, at work with figures this year
            stance, cue = Stance.DONE, ""
        if cue == BARE and figure and not crowd:
            # 落实普法责任制，明确10个科室24项任务: the name is bare, what follows it is not
            stance, cue = Stance.DONE, ""
        if stance is Stance.DONE:
            level = Level.EVIDENCED if figure else Level.DONE
        else:
            figure = None
        rows.append(Reading(hit, stance, min(level, caps[hit.element]), cue, figure))
    return rows


def _taken(hit: Hit, rule: Rule, around: list[Hit]) -> bool:
    """Return whether another row, to which this one yields, tells of a deed in the clause of a hit."""
    if not rule.yields:
        return False
    least = max(Strength.DEED, hit.strength)
    return any(other.rule in rule.yields and other.strength >= least for other in around)


def _crowd(rule: Rule, around: list[Hit]) -> list[Hit]:
    """Return the other rows' hits in the clause of a hit, where at least two more rows are named beside it."""
    others = [other for other in around if other.rule != rule.id and other.rule not in rule.shares]
    return others if len({other.rule for other in others}) > 1 else []


def judge_ladder(rule: Rule, hits: list[Hit], passages: Passages, stances: Stances) -> Finding:
    """Judge a row by its best readings. Never raises."""
    rows = readings(rule, hits, passages, stances)
    if not rows:
        return Finding(rule.id, Level.ABSENT, (), because(rule, Level.ABSENT, [], 0), ())
    best: dict[str, Reading] = {}
    for row in rows:
        held = best.get(row.hit.element)
        if held is None or _rank(row) > _rank(held):
            best[row.hit.element] = row
    done = [row for row in best.values() if row.level >= Level.DONE]
    level = Level.MENTIONED
    if len(done) >= rule.need:
        level = Level.DONE
        if len(done) >= rule.need_fact and any(row.level is Level.EVIDENCED for row in done):
            level = Level.EVIDENCED
    flags = _flags(rule, level, rows, done)
    # the best of every element first, then what else speaks for the level
    shown = sorted(done, key=_rank, reverse=True)
    shown += sorted((row for row in rows if row.level >= min(level, Level.DONE)), key=_rank, reverse=True)
    return Finding(
        rule.id, level, flags, because(rule, level, shown, len(done)), _proofs(shown, passages), readings=tuple(rows)
    )


def _rank(row: Reading) -> tuple[int, int, int, int, int]:
    return (
        row.level,
        row.stance is not Stance.SLOGAN if row.level is Level.MENTIONED else 1,
        row.hit.strength,
        row.hit.end - row.hit.start,
        -row.hit.start,
    )


def _flags(rule: Rule, level: Level, rows: list[Reading], done: list[Reading]) -> tuple[Flag, ...]:
    if level >= Level.DONE:
        return ()
    if done:
        return (Flag.PARTIAL,)
    # a word in passing beside them does not make the others less of a plan or a shortfall
    said = [row for row in rows if row.hit.strength is not Strength.PASSING] or rows
    stances = {row.stance for row in said}
    if Stance.SLOGAN in stances:
        return ()
    return tuple(flag for stance, flag in _FLAG.items() if stance in stances)


def _figure(spot: Spot, rule: Rule, passages: Passages) -> tuple[int, int] | None:
    """Find the fact that belongs to a deed: in its clause, in those that continue it, or in a date before it."""
    said, first, last = spot.said, spot.first, spot.last
    fitting = [fact for fact in said.figures if _fits(fact, rule)]
    own = next((fact for fact in fitting if first <= fact.start and fact.end <= last), None)
    if fitting and own is None:
        own = _continued(fitting, spot, _turn(said, last, rule, passages), passages.words)
    if own is None:
        return _sum_of(spot.hit, rule, passages)
    base = said.sentence.start
    return base + own.start, base + own.end


def _continued(facts: list[Figure], spot: Spot, reach: int, words: Vocabulary) -> Figure | None:
    """Find a fact between the clauses of a hit and `reach`, else in the one before where it tells when or of all."""
    said, first = spot.said, spot.first
    # 3月5日，召开……; 办结的18件处罚，件件由两名队员经办
    all_of_them = _EACH.match(spot.clause)
    before = [(a, b) for a, b in said.clauses if b == first and (all_of_them or _WHEN.match(said.sentence.text[a:b]))]
    spans = ((spot.last, reach), *before)
    inside = (fact for low, high in spans for fact in facts if low <= fact.start and fact.end <= high)
    return next((fact for fact in inside if said.goes_on_at(fact.start, words)), None)


def _sum_of(hit: Hit, rule: Rule, passages: Passages) -> tuple[int, int] | None:
    """Find the fact with which the next sentence sums up, before it turns to another row."""
    sentences = passages.report.sentences
    here, after = sentences[hit.sentence], hit.sentence + 1
    if after >= len(sentences) or sentences[after].paragraph != here.paragraph:
        return None
    if not _SUMS_UP.match(sentences[after].text):
        return None
    said, base = passages.said(after), sentences[after].start
    end = _turn(said, 0, rule, passages)
    fact = next((f for f in said.figures if f.end <= end and _fits(f, rule)), None)
    return (base + fact.start, base + fact.end) if fact else None


def _turn(said: Said, since: int, rule: Rule, passages: Passages) -> int:
    """Return where a sentence, from an offset on, turns to another row or to other work; its end if it does not."""
    base = said.sentence.start
    rows = passages.hits.get(said.sentence.index, ())
    for start, end in said.clauses:
        if start < since:
            continue
        if said.off_topic_at(start):
            return start
        inside = [h for h in rows if start <= h.start - base < end]
        if any(_foreign(h, rule) for h in inside) and not any(h.rule == rule.id for h in inside):
            return start
    return len(said.sentence.text)


def _foreign(hit: Hit, rule: Rule) -> bool:
    return hit.rule != rule.id and hit.strength >= Strength.TOPIC and hit.rule not in rule.shares


def _fits(fact: Figure, rule: Rule) -> bool:
    return fact.kind in rule.fact_kinds or (fact.kind == "count" and fact.unit in rule.units)


def why_unbound(row: Reading, rule: Rule, passages: Passages) -> tuple[Unbound, tuple[int, int] | None]:
    """Say why a reading has no figure, with the cleaned span of the fact that comes closest, if there is one."""
    if row.stance is not Stance.DONE:
        return Unbound.NOT_SOUGHT, None
    said = passages.said(row.hit.sentence)
    base = said.sentence.start
    fitting = [fact for fact in said.figures if _fits(fact, rule)]
    facts = fitting or said.figures
    if not facts:
        return Unbound.NONE, None
    fact = min(facts, key=lambda f: abs(base + f.start - row.hit.end))
    return (Unbound.APART if fitting else Unbound.UNFIT), (base + fact.start, base + fact.end)


def _proofs(rows: list[Reading], passages: Passages) -> tuple[Proof, ...]:
    """Quote the passages that show most; what stands close together in one sentence is one quote."""
    proofs: list[Proof] = []
    sentences: list[int] = []
    for row in rows:
        proof = passages.quote(row.hit.start, row.hit.end, row.hit.sentence, row.figure)
        if proof.end <= proof.start:
            continue
        at = row.hit.sentence
        beside = next((i for i, held in enumerate(proofs) if sentences[i] == at and _near(held, proof)), None)
        if beside is not None:
            held = proofs[beside]
            proofs[beside] = Proof(min(held.start, proof.start), max(held.end, proof.end), held.section)
        elif len(proofs) < MOST_PROOFS and not any(p.start < proof.end and proof.start < p.end for p in proofs):
            proofs.append(proof)
            sentences.append(at)
    return tuple(proofs)


def _near(one: Proof, other: Proof) -> bool:
    gap = max(one.start, other.start) - min(one.end, other.end)
    return gap <= _NEAR and max(one.end, other.end) - min(one.start, other.start) <= _MAX_QUOTE
