"""Whose discretion rules govern: from the region of a case to its jurisdictions, nearest first, the nation last."""

from __future__ import annotations

from datetime import date

from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import Jurisdiction
from assistant.reasoning.regions import place_in

NATIONAL = "national"
UNKNOWN_PLACE = "none."
"""The id of the entry for a region that is not named, or not known."""


def jurisdiction_of(region: str, knowledge: Knowledge, day: date | None = None) -> tuple[Jurisdiction, ...]:
    """The jurisdictions of a region as written (湖南省长沙市 → 长沙, 湖南, 全国), each by its name or an alias.

    What an agency imported for a place comes before what ships with the program, as far as it had begun by ``day``
    (the newest such version). A province without an entry in corpus/benchmarks, and a region that is not recognised, get
    an entry that says so; the national one comes last in any case.
    """
    known = knowledge.jurisdictions
    place = place_in(region.strip(), knowledge.data("regions.yaml"))
    names = [n for n in reversed(place) if n] if place else []
    chain = [j for n in names for j in _named(n, known, day)]
    if not chain:
        chain.append(_without_benchmark(names[-1] if names else "", region.strip()))
    if NATIONAL in known:
        chain.append(known[NATIONAL])
    return tuple(chain)


def _named(name: str, known: dict[str, Jurisdiction], day: date | None) -> list[Jurisdiction]:
    """The imported entry of a place that had begun by the day, then the shipped one."""
    found = [j for j in known.values() if name in (j.name, *j.aliases) and j.id != NATIONAL]
    imported = [j for j in found if j.imported and (day is None or j.in_force_from is None or j.in_force_from <= day)]
    newest = sorted(imported, key=lambda j: j.in_force_from or date.min)[-1:]
    return [*newest, *[j for j in found if not j.imported][:1]]


def _without_benchmark(province: str, region: str) -> Jurisdiction:
    if province:
        missing = f"没有取得{province}的裁量基准，请以当地公布的基准为准"
    elif region:
        missing = f"不认识地区“{region}”，不知道适用哪里的裁量基准，请写明省、市"
    else:
        missing = "没有写明案件所在地区，不知道适用哪里的裁量基准，请写明省、市"
    name = province or region or "未写明地区"
    return Jurisdiction(id=f"{UNKNOWN_PLACE}{province}", name=name, parent=NATIONAL, missing=missing)
