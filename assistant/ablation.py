"""``shuoli eval parts``: what each part of recognition adds, under the Code.

Each way orders the violations for a narrative; it is right where one of the first punishes by an accepted article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from datetime import date, timedelta
from typing import Any, NamedTuple

from assistant.advice import without_orders
from assistant.facts.case import case_from_text
from assistant.facts.extract import extract
from assistant.facts.model import CaseFacts
from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import Violation
from assistant.law.citation import parse_place
from assistant.pipeline import House
from assistant.reasoning.characterize import characterize
from assistant.retrieval.likeness import Likeness
from assistant.retrieval.search import RRF
from assistant.retrieval.segment import strip_boilerplate

CODE = "生态环境法典"
_SENSE = ("sense", "whole")
_DEPTH = 200


class Told(NamedTuple):
    """A narrative as the parts see it: its text, its facts, how like it each violation is."""

    text: str
    facts: CaseFacts
    likeness: Mapping[str, Likeness]


def parts(rows: list[dict[str, Any]], house: House, day: date) -> dict[str, Any]:
    """Top-1 and top-3 by each way, of the rows that have an answer under the Code."""
    asked = [row for row in rows if row.get("code") or row.get("expect")]
    told = [_told(row["facts"], house, day) for row in asked]
    summary: dict[str, Any] = {"案件数": len(asked)}
    for name, way in ways(house):
        ranks = [
            _rank(way(t), _wanted(row, house.knowledge), house.knowledge) for t, row in zip(told, asked, strict=True)
        ]
        first, third = (sum(r is not None and r <= n for r in ranks) for n in (1, 3))
        summary[name] = f"{100 * first / len(asked):.1f}% / {100 * third / len(asked):.1f}%"
    return {"summary": summary, "rows": []}


def ways(house: House) -> Iterator[tuple[str, Callable[[Told], list[str]]]]:
    """Each way by name; those that need vectors only where there are any."""
    dense = house.searcher is not None and not house.searcher.dense_off_because
    yield "字词（BM25）", lambda t: list(_by_words(t.text, house))
    if dense:
        yield "意思（最相近的一条描述）", lambda t: list(_by_sense(t.text, house))
        yield "字词与意思按名次融合", lambda t: _fused(_by_words(t.text, house), _by_sense(t.text, house))
        yield "分类器", lambda t: sorted(t.likeness, key=lambda i: (-t.likeness[i].sense - t.likeness[i].whole, i))
    yield "要件", _weighed(house, without=("words", *_SENSE))
    yield "要件＋字词", _weighed(house, without=_SENSE)
    if dense:
        yield "要件＋分类器", _weighed(house, without=("words",))
    yield "全部，不用 prefer_over", _weighed(house, preferring=False)
    yield "全部", _weighed(house)


def _weighed(house: House, without: Iterable[str] = (), preferring: bool = True) -> Callable[[Told], list[str]]:
    """Recognition as it is, with some weights at nought."""
    knowledge = _altered(house.knowledge, {name: 0.0 for name in without}, preferring)

    def order(told: Told) -> list[str]:
        found = characterize(told.text, told.facts, knowledge, told.likeness, house.patterns)
        return [c.violation.id for c in found]

    return order


def _altered(knowledge: Knowledge, weights: dict[str, float], preferring: bool) -> Knowledge:
    altered = copy(knowledge)
    altered.__dict__["ranking"] = knowledge.ranking.model_copy(update=weights)
    if not preferring:
        plain = {i: v.model_copy(update={"prefer_over": ()}) for i, v in knowledge.violations.items()}
        altered.__dict__["violations"] = plain
    return altered


def _told(text: str, house: House, day: date) -> Told:
    case = case_from_text(text, act=(day, day), found=day)
    case = case.model_copy(update={"decide": day + timedelta(days=5)})
    text = without_orders(case.text)
    facts = extract(case, house.knowledge.vocabulary, house.knowledge.lexicon)
    return Told(text, facts, house.searcher.violations(text) if house.searcher else {})


def _by_words(text: str, house: House) -> dict[str, float]:
    found = house.searcher.index.lexical(strip_boilerplate(text), "violation", _DEPTH) if house.searcher else []
    return _best(found)


def _by_sense(text: str, house: House) -> dict[str, float]:
    found = house.searcher.similar(strip_boilerplate(text), "violation", _DEPTH) if house.searcher else {}
    return _best(sorted(found.items(), key=lambda f: -f[1]))


def _best(passages: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The violations of ranked passages in the order of the best passage of each."""
    best: dict[str, float] = {}
    for passage, score in passages:
        best.setdefault(passage.split(":")[1], score)
    return best


def _fused(*rankings: Mapping[str, float]) -> list[str]:
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, name in enumerate(ranking):
            scores[name] = scores.get(name, 0.0) + 1.0 / (RRF + rank)
    return sorted(scores, key=lambda i: (-scores[i], i))


def _wanted(row: dict[str, Any], knowledge: Knowledge) -> set[int]:
    if row.get("expect"):
        return {a for i in (*row["expect"], *row.get("also", [])) for a in code_articles(knowledge.violations[i])}
    return {a if isinstance(a, int) else a["article"] for a in (row["code"], *row.get("code_ok", []))}


def _rank(order: list[str], wanted: set[int], knowledge: Knowledge) -> int | None:
    """The 1-based place of the first violation punished under the Code by an accepted article."""
    places = (n for n, i in enumerate(order, 1) if code_articles(knowledge.violations[i]) & wanted)
    return next(places, None)


def code_articles(violation: Violation) -> set[int]:
    """The articles of the Code under which a violation is punished."""
    regimes = [r for r in violation.regimes if r.statute == CODE]
    places = [p for r in regimes for p in (r.penalty, *(v.penalty for v in r.variants)) if p]
    return {parse_place(CODE, place).article for place in places}
