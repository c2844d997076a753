"""Properties of every suggestion: inside the range, the same whatever the order of facts, the same bytes each time."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assistant.facts.model import Case, CaseFacts, Fact
from assistant.knowledge.load import default_knowledge
from assistant.knowledge.model import FactKey
from assistant.knowledge.predicate import keys_of
from assistant.law.library import default_library
from assistant.reasoning.basis import legal_basis
from assistant.reasoning.discretion import suggest_fine

from .test_tables import by_hand, by_hand_middle

KNOWLEDGE, LIBRARY = default_knowledge(), default_library()
COVERED = sorted({c for b in KNOWLEDGE.benchmarks.values() for c in b.covers})
PLACES = ("广东", "湖南省长沙市", "广西", "山西", "浙江", "")
DAYS = (date(2026, 7, 20), date(2026, 11, 20), date(2027, 3, 1))
QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def _value(key: FactKey) -> st.SearchStrategy[Any]:
    if key.kind == "bool":
        return st.booleans()
    if key.kind == "choice":
        return st.sampled_from(key.choices)
    if key.kind == "choices":
        return st.lists(st.sampled_from(key.choices), min_size=1, max_size=2, unique=True)
    if key.kind == "money":
        return st.integers(0, 30_000_000)
    return st.integers(0, 50)


def _keys(violation: str) -> list[FactKey]:
    tables = [b for b in KNOWLEDGE.benchmarks.values() if violation in b.covers]
    conditions = [b.when for b in tables] + [c.when for b in tables for c in b.bands]
    conditions += [v.when for b in tables for f in b.factors for v in f.levels]
    names = dict.fromkeys(k for c in conditions for k in keys_of(c))
    names |= dict.fromkeys(("total_investment", "illegal_gains", "goods_value", "disposal_cost", "mitigated", "intent"))
    usable = (KNOWLEDGE.vocabulary[n] for n in names if n != "fined_as")
    return [k for k in usable if k.kind in ("bool", "choice", "choices", "money", "number")]


RISING = ("number", "money")
NOT_RISING = {"ph"}
"""Numbers of which more is not heavier: pH is heavy at both ends."""


@st.composite
def rising(draw: st.DrawFn) -> tuple[str, Case, list[Fact], list[Fact]]:
    """Two cases that differ in one number alone, the second with more of it."""
    violation, case, facts = draw(cases())
    keys = [k for k in _keys(violation) if k.kind in RISING and k.key not in NOT_RISING]
    key = draw(st.sampled_from(keys))
    few, more = sorted((draw(_value(key)), draw(_value(key))))
    rest = [f for f in facts if f.key != key.key]
    lighter, heavier = ([*rest, Fact(key=key.key, value=v, source="officer")] for v in (few, more))
    return violation, case, lighter, heavier


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, Case, list[Fact]]:
    violation = draw(st.sampled_from(COVERED))
    chosen = draw(st.lists(st.sampled_from(_keys(violation)), max_size=8, unique_by=lambda k: k.key))
    facts = [Fact(key=k.key, value=draw(_value(k)), source="officer") for k in chosen]
    decide = draw(st.sampled_from(DAYS))
    act = draw(st.sampled_from([date(2026, 6, 1), date(2026, 9, 1)]))
    act = min(act, decide)
    return violation, Case(region=draw(st.sampled_from(PLACES)), act=(act, act), found=act, decide=decide), facts


def suggested(violation: str, case: Case, facts: list[Fact]) -> Any:
    found, known = KNOWLEDGE.violations[violation], CaseFacts(facts=tuple(facts))
    basis = legal_basis(found, case, known, LIBRARY, KNOWLEDGE.vocabulary)
    return suggest_fine(found, basis.chosen, case, known, KNOWLEDGE), basis.chosen


@QUICK
@given(cases())
def test_every_figure_lies_in_the_statutory_range(drawn: tuple[str, Case, list[Fact]]) -> None:
    result, view = suggested(*drawn)
    if result.suggested is None:
        assert result.note
        return
    low, high = view.fine.min or 0, view.fine.max
    reach = result.suggested_range
    assert low <= reach[0] <= result.suggested <= reach[1] <= high
    assert all(low <= a["amount"] <= high for a in result.alternatives if not a["name"].startswith("减轻"))


@QUICK
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_facts_is_irrelevant_and_the_bytes_are_the_same(
    drawn: tuple[str, Case, list[Fact]], mix: Any
) -> None:
    violation, case, facts = drawn
    shuffled = list(facts)
    mix.shuffle(shuffled)
    first, second = (suggested(violation, case, order)[0] for order in (facts, shuffled))
    assert _bytes(first) == _bytes(second)


def _bytes(result: Any) -> str:
    return json.dumps(result.model_dump(mode="json"), ensure_ascii=False)


@QUICK
@given(cases())
def test_a_benchmark_that_is_not_plainly_in_force_says_why(drawn: tuple[str, Case, list[Fact]]) -> None:
    result, _ = suggested(*drawn)
    if result.benchmark and result.benchmark.standing != "in_force":
        assert result.benchmark.note


@QUICK
@given(rising())
def test_more_of_anything_never_lowers_the_fine(drawn: tuple[str, Case, list[Fact], list[Fact]]) -> None:
    """超标倍数、次数、天数、数量、金额: with the same law and table, more of it is never cheaper."""
    violation, case, lighter, heavier = drawn
    (before, law), (after, then) = suggested(violation, case, lighter), suggested(violation, case, heavier)
    assume(before.suggested is not None and after.suggested is not None)
    assume(before.benchmark and after.benchmark and before.benchmark.id == after.benchmark.id)
    assume((law.regime, law.fine.step, law.fine.kind) == (then.regime, then.fine.step, then.fine.kind))
    assert after.suggested >= before.suggested


@QUICK
@given(cases())
def test_the_trace_alone_recomputes_the_same_yuan(drawn: tuple[str, Case, list[Fact]]) -> None:
    """Steps, formula and range as shown, pen and paper: the sum of the scores, the product, the clamp, the rounding."""
    result, _ = suggested(*drawn)
    assume(result.suggested is not None and result.steps)
    if "÷2" in result.formula:
        exact = by_hand_middle(result.formula)
    else:
        exact = by_hand(result.formula)
        scores = sum((s.score or Decimal(0) for s in result.steps), Decimal(0))
        start = re.search(r"裁量起点([\d.]+)%", result.formula)
        summed = re.search(r"＝([\d.]+)%(?:，超过|；罚款)", result.formula)
        assert summed and Decimal(summed.group(1)) == scores + Decimal(start.group(1) if start else 0)
    yuan = int(exact.quantize(Decimal("0.01")).to_integral_value(ROUND_FLOOR))
    assert result.suggested == min(max(yuan, result.min or 0), result.max)
    assert bool(result.clamped) == (yuan != result.suggested)
    assert not result.clamped or result.clamped in result.formula
    assert result.rounding
