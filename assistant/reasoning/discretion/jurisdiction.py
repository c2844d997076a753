"""Whose discretion rules govern: from the region of a case to its jurisdictions, nearest first, the nation last."""

from __future__ import annotations

from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import Jurisdiction
from assistant.reasoning.regions import place_in

NATIONAL = "national"


def jurisdiction_of(region: str, knowledge: Knowledge) -> tuple[Jurisdiction, ...]:
    """The jurisdictions of a region as written (湖南省长沙市 → 长沙, 湖南, 全国), each by its name or an alias.

    A province without an entry in corpus/benchmarks, and a region that is not recognised, get an entry that says so;
    the national one comes last in any case.
    """
    known = knowledge.jurisdictions
    place = place_in(region.strip(), knowledge.data("regions.yaml"))
    names = [n for n in reversed(place) if n] if place else []
    chain = [j for n in names if (j := _named(n, known))]
    if not chain:
        chain.append(_without_benchmark(names[-1] if names else "", region.strip()))
    if NATIONAL in known:
        chain.append(known[NATIONAL])
    return tuple(chain)


def _named(name: str, known: dict[str, Jurisdiction]) -> Jurisdiction | None:
    return next((j for j in known.values() if name in (j.name, *j.aliases) and j.id != NATIONAL), None)


def _without_benchmark(province: str, region: str) -> Jurisdiction:
    if province:
        missing = f"没有取得{province}的裁量基准，请以当地公布的基准为准"
    elif region:
        missing = f"不认识地区“{region}”，不知道适用哪里的裁量基准；请写明省、市"
    else:
        missing = "没有写明案件所在地区，不知道适用哪里的裁量基准；请写明省、市"
    name = province or region or "未写明地区"
    return Jurisdiction(id=f"none.{province}", name=name, parent=NATIONAL, missing=missing)
