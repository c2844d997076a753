"""Facts that follow from other conclusions and that benchmark rules ask for: how long the act lasted, referrals."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.facts.model import Case, CaseFacts, Fact, Source
from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import Violation
from assistant.knowledge.predicate import Truth
from assistant.reasoning.model import RegimeView
from assistant.reasoning.procedure import crime_referrals

_STARTS = {
    "construction_months": ("construction_start_on", "act_start"),
    "production_months": ("production_start_on", "act_start"),
    "duration_months": ("act_start",),
}
"""Which day each duration starts from: 开工日, 投产日 or 行为开始日, the first that is known."""

DAYS_IN_MONTH = 30
"""Only where a number of days is all that is known."""


def with_durations(facts: CaseFacts, case: Case) -> CaseFacts:
    """The facts, with durations counted to the day of discovery (not counting it) where the days are known.

    A month is complete on the same day of a later month, so 2026-03-05 to 2026-06-05 is 3 months. An act that ended
    before it was found is counted to its end.
    """
    end = _end(facts, case)
    derived: list[Fact] = []
    for key, starts in _STARTS.items():
        start = next((d for s in starts if (d := _day(facts, case, s))), None)
        if facts.get(key) is not None:
            continue
        if start and end and start <= end:
            derived.append(_fact(facts, key, full_months(start, end), starts, f"{start}至{end}"))
        elif (days := facts.get("duration_days")) is not None:
            months = int(days) // DAYS_IN_MONTH
            derived.append(_fact(facts, key, months, ("duration_days",), f"{days}天，按每月{DAYS_IN_MONTH}天折算"))
    start = _day(facts, case, "act_start")
    if facts.get("duration_days") is None and start and end and start <= end:
        derived.append(_fact(facts, "duration_days", (end - start).days, ("act_start",), f"{start}至{end}"))
    return facts.with_facts(*derived)


def with_referrals(facts: CaseFacts, violation: Violation, view: RegimeView, knowledge: Knowledge) -> CaseFacts:
    """The facts, with whether the police are to detain (``detention_referral``) and whether a crime is suspected.

    Where a referral hangs on an unknown fact, or no threshold of a crime is reached, the key stays unknown.
    """
    detention = [r["status"] for r in view.referrals if r["to"] == "公安机关" and "拘留" in r["text"]]
    derived = []
    if not detention or Truth.MET in detention:
        derived.append(Fact(key="detention_referral", value=bool(detention), source="text"))
    if crime_referrals(violation.name, facts, knowledge):
        derived.append(Fact(key="crime_suspected", value=True, source="text"))
    return facts.with_facts(*derived)


def full_months(start: date, end: date) -> int:
    """Complete months from ``start`` to ``end`` (``end`` not counted)."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def _end(facts: CaseFacts, case: Case) -> date | None:
    found = facts.get("found_on") or case.found
    ended = None if facts.get("ongoing") else facts.get("act_end")
    if ended is None and case.act and case.act[0] != case.act[1] and not facts.get("ongoing"):
        ended = case.act[1]
    days = [d for d in (found, ended) if d]
    return min(days) if days else None


def _day(facts: CaseFacts, case: Case, key: str) -> date | None:
    day: date | None = facts.get(key)
    return day if day or key != "act_start" or not case.act else case.act[0]


def _fact(facts: CaseFacts, key: str, value: Any, sources: tuple[str, ...], quote: str) -> Fact:
    source: Source = next((f.source for s in sources if (f := facts.find(s))), "text")
    return Fact(key=key, value=value, source=source, quote=quote)
