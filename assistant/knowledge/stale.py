"""The stale radar: which benchmarks and exemption items have expired on a day, or rest on provisions repealed by then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from assistant.law.model import Frozen, Period

from .load import Knowledge
from .model import Benchmark, ExemptionItem

Kind = Literal["expired", "repealed", "unchecked"]


class Stale(Frozen):
    """Why one entry is not what it was: ``expired`` its own days are over, ``repealed`` a law it rests on is, since
    ``since``; ``unchecked`` nobody here knows whether that law (``law``) is still in force."""

    id: str
    name: str
    kind: Kind
    says: str
    law: str = ""
    since: date | None = None


def stale_on(knowledge: Knowledge, day: date) -> list[Stale]:
    """Every stale benchmark and exemption item on a day, in the corpus' order; an entry may appear for several reasons."""
    found = [s for b in knowledge.benchmarks.values() for s in stale_benchmark(b, knowledge, day)]
    return found + [s for i in knowledge.exemptions.values() for s in _stale_item(i, knowledge, day)]


def stale_benchmark(table: Benchmark, knowledge: Knowledge, day: date) -> tuple[Stale, ...]:
    """Why a benchmark table is stale on a day; empty where it is not."""
    period = Period(start=table.in_force_from, end=table.in_force_until)
    found = list(_expired(table.id, table.name, period, day))
    repealed = repeals(knowledge)
    for law in table.statutes:
        since = repealed.get(law)
        if since and since <= day:
            found.append(_repealed(table.id, table.name, law, since))
        elif since is None and law not in _cited(knowledge):
            says = f"所依据的《{law}》没有收录在本库，是否仍然有效没有核对"
            found.append(Stale(id=table.id, name=table.name, kind="unchecked", says=says, law=law))
    return tuple(found)


def repeals(knowledge: Knowledge) -> dict[str, date]:
    """Laws repealed together with the day, by short name (corpus/statutes.yaml), in one mapping."""
    return _repeals(knowledge)


@lru_cache(maxsize=4)
def _repeals(knowledge: Knowledge) -> dict[str, date]:
    data = knowledge.data("statutes.yaml") or {}
    return {law: entry["day"] for entry in data.get("repeals", ()) for law in entry["statutes"]}


@lru_cache(maxsize=4)
def _cited(knowledge: Knowledge) -> frozenset[str]:
    """The laws the catalogue applies: those are in the library, so their days are known."""
    return frozenset(r.statute for v in knowledge.violations.values() for r in v.regimes)


def _stale_item(item: ExemptionItem, knowledge: Knowledge, day: date) -> Iterator[Stale]:
    name = f"{item.list}：{item.violation}"
    yield from _expired(item.id, name, Period(start=item.in_force_from, end=item.in_force_until), day)
    for law, since in repeals(knowledge).items():
        if since <= day and any(text.lstrip("《").startswith((law, f"中华人民共和国{law}")) for text in item.basis):
            yield _repealed(item.id, name, law, since)


def _expired(entry: str, name: str, period: Period, day: date) -> Iterator[Stale]:
    if period.end and period.end <= day:
        says = f"有效期至{chinese_day(period.end - timedelta(days=1))}，已经届满"
        yield Stale(id=entry, name=name, kind="expired", says=says, since=period.end)


def _repealed(entry: str, name: str, law: str, since: date) -> Stale:
    says = f"所依据的《{law}》已于{chinese_day(since)}废止"
    return Stale(id=entry, name=name, kind="repealed", says=says, law=law, since=since)


def chinese_day(day: date) -> str:
    """2026年8月15日."""
    return f"{day.year}年{day.month}月{day.day}日"
