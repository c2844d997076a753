"""What a case and its assessment hold, as numbers, sums and days: the only figures a document may take from."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from assistant.law.money import amounts_in
from assistant.reasoning.daily import daily_fine
from assistant.reasoning.model import Assessment, Finding

from .context import Context
from .dating import written_dates

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


class Held(NamedTuple):
    """Sums in yuan, other numbers as plain text (see ``plain``), and days."""

    sums: frozenset[int | Decimal]
    numbers: frozenset[str]
    days: frozenset[date]


_LATEST: list[tuple[Assessment, Finding | None, Held]] = []
"""The last assessment read, so that several documents of one case read it once."""


def held(context: Context) -> Held | None:
    """What the case beside a document holds; None where there is none."""
    assessment, finding = context.assessment, context.finding
    if assessment is None:
        return None
    for known, about, found in tuple(_LATEST):
        if known is assessment and about is finding:
            return found
    found = _read(assessment, finding)
    _LATEST[:] = [(assessment, finding, found)]
    return found


def plain(number: str) -> str:
    """5.0 and 5 are one number; leading zeros do not count."""
    return (number.rstrip("0").rstrip(".") if "." in number else number).lstrip("0") or "0"


def numbers_of(text: str) -> frozenset[str]:
    return frozenset(plain(n) for n in _NUMBER.findall(text))


def days_of(text: str) -> frozenset[date]:
    """Every day written in a text, in words or in digits (2026-09-03)."""
    found = {d.value for d in written_dates(text) if d.value}
    for written in _ISO.findall(text):
        try:
            found.add(date.fromisoformat(written))
        except ValueError:
            continue  # 2026-13-40 is no day
    return frozenset(found)


def _read(assessment: Assessment, finding: Finding | None) -> Held:
    parts = [
        assessment.case.model_dump_json(),
        assessment.facts.model_dump_json(),
        assessment.procedure.model_dump_json(),
    ]
    sums: set[int | Decimal | None] = set()
    if finding:
        fine = finding.fine
        parts += [finding.basis.model_dump_json(), fine.model_dump_json(), finding.exemption.model_dump_json()]
        parts.append(finding.candidate.model_dump_json(exclude={"violation"}))
        sums |= {fine.suggested, fine.min, fine.max}
        for view in (finding.basis.chosen, *finding.basis.compared):
            for step in (view.fine, *view.heavier_steps) if view else ():
                sums |= {step.min, step.max, step.base_value}
    text = "\n".join(parts)
    sums |= {a.yuan for a in amounts_in(text)} | set(assessment.case.procedure.sums)
    days, numbers = set(days_of(text)), set(numbers_of(text))
    ordered = assessment.case.procedure.document("rectification").served_on
    count = daily_fine(1, ordered, assessment.case.procedure.rechecks) if ordered else None
    if count:
        days |= {count.start, count.end}
        numbers.add(str(count.days))
    return Held(frozenset(s for s in sums if s is not None), frozenset(numbers), frozenset(days))
