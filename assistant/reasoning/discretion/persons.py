"""Persons responsible (直接负责的主管人员和其他直接责任人员): the suggested fine beside the range each may be fined in."""

from __future__ import annotations

from typing import Any

from assistant.facts.model import Case, CaseFacts
from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import Violation
from assistant.reasoning.model import FineRange, RegimeView

from .suggest import suggest_individual_fine


def weigh_persons(
    violation: Violation, view: RegimeView | None, case: Case, facts: CaseFacts, knowledge: Knowledge
) -> tuple[dict[str, Any], ...]:
    """The persons of the regime applied, each with ``suggested`` (yuan, None where it cannot be said) and its trace.

    Whether a person is to be fined at all is for the officer: only the sum that the benchmark gives is said here.
    """
    if view is None:
        return ()
    return tuple({**person, **_weighed(person, violation, view, case, facts, knowledge)} for person in view.individuals)


def _weighed(
    person: dict[str, Any],
    violation: Violation,
    view: RegimeView,
    case: Case,
    facts: CaseFacts,
    knowledge: Knowledge,
) -> dict[str, Any]:
    fine = person["fine"]
    if not fine or fine["max"] is None or not view.punishable:
        return {"suggested": None}
    amount = FineRange(kind="range", min=fine["min"], max=fine["max"], text=fine["text"])
    result = suggest_individual_fine(violation, view, amount, case, facts, knowledge)
    return {
        "suggested": result.suggested,
        "suggested_range": result.suggested_range,
        "benchmark": result.benchmark.model_dump() if result.benchmark else None,
        "steps": [s.model_dump(include={"factor", "level", "score", "because", "chosen_by"}) for s in result.steps],
        "formula": result.formula,
        "asks": list(result.needs),
    }
