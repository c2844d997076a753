"""Building blocks: a case's facts, a regime's view, and an independent recomputation from the YAML."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter

from assistant.facts.model import Case, CaseFacts, Fact
from assistant.knowledge.fines import Fine
from assistant.knowledge.load import Knowledge, default_knowledge
from assistant.knowledge.model import Benchmark
from assistant.reasoning.discretion.factors import Reading, read_cell
from assistant.reasoning.discretion.formulas import FORMULAS, Inputs, Outcome
from assistant.reasoning.fines import statutory_range
from assistant.reasoning.model import FineRange, FineStep, RegimeView

FINE = TypeAdapter(Fine)
DECIDED = date(2026, 11, 20)
BASE = 1_234_567
"""A base in yuan for shares and multiples: odd, so that rounding is exercised."""


def facts_of(**values: Any) -> CaseFacts:
    return CaseFacts(facts=tuple(Fact(key=k, value=v, source="officer") for k, v in values.items()))


def view_of(statute: str, fine: dict[str, Any], facts: CaseFacts, regime: str = "former", step: str = "") -> RegimeView:
    amount = statutory_range(FINE.validate_python(fine), facts.get, step=step)
    return RegimeView(regime=regime, statute=statute, fine=amount)


def case_in(region: str, decide: date | None = DECIDED) -> Case:
    return Case(region=region, decide=decide)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return default_knowledge()


def lookup_for(benchmark: Benchmark) -> Callable[[str], Any]:
    """Knows nothing but the base or count that the statutory fine needs."""
    base = getattr(benchmark.statutory, "base", None) or getattr(benchmark.statutory, "count", None)
    return lambda key: BASE if key == base else None


def compute(benchmark: Benchmark, steps: tuple[FineStep, ...], fine: Fine | None = None) -> tuple[Outcome, FineRange]:
    """A table's formula applied to given steps over its own statutory fine (2万 to 20万 for general tables)."""
    fine = fine or benchmark.statutory or FINE.validate_python({"min": 20000, "max": 200000})
    lookup = lookup_for(benchmark)
    amount = statutory_range(fine, lookup)
    cell = read_cell(benchmark, CaseFacts(), {}).chosen if benchmark.bands else None
    return FORMULAS[benchmark.formula](Inputs(benchmark, steps, fine, amount, lookup, cell)), amount


def whole(exact: Decimal) -> int:
    return int(exact.quantize(Decimal("0.01")).to_integral_value(ROUND_FLOOR))


__all__ = ["BASE", "FINE", "Reading", "case_in", "compute", "facts_of", "view_of", "whole"]
