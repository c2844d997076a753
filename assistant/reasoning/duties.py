"""What the procedure demands without a period to count: competence, recusal, separation of roles, hardship, compensation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from assistant.facts.model import CaseFacts
from assistant.knowledge.predicate import Truth, evaluate
from assistant.law.model import Period

from .model import Duty


def duties(
    rules: Sequence[Mapping[str, Any]], facts: CaseFacts, day: date | None, apply: Collection[str]
) -> tuple[Duty, ...]:
    """The duties that apply on the day of decision (corpus/procedure.yaml).

    One that hangs on a fact is left out where the fact is known not to be so, and said with its ``open`` words where it
    is unknown. Without a day only what holds on any day is said.
    """
    found = []
    for rule in rules:
        if "only" in rule and rule["only"] not in apply:
            continue
        if not _in_time(rule, day):
            continue
        status = evaluate(rule.get("when"), facts.get) if "when" in rule else Truth.MET
        if status is Truth.UNMET:
            continue
        text = rule["text"] if status is Truth.MET else rule["open"]
        found.append(Duty(what=rule["what"], text=text, cite=rule["cite"], settled=status is Truth.MET))
    return tuple(found)


def _in_time(rule: Mapping[str, Any], day: date | None) -> bool:
    period = Period(start=rule.get("since"), end=rule.get("until"))
    if day is None:
        return period.start is None and period.end is None
    return period.covers(day)
