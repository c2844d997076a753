"""Whose discretion rules govern: from the name of a region to its jurisdiction, and upward to the national rules."""

from __future__ import annotations

from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import Jurisdiction

NATIONAL = "national"


def jurisdiction_of(region: str, knowledge: Knowledge) -> tuple[Jurisdiction, ...]:
    """The jurisdictions of a region, nearest first, the national one last: 长沙 → 长沙, 湖南, 全国.

    A region names a jurisdiction by holding its name or an alias (州、市 of a province are aliases of it). The deepest
    one wins, then the one named first, then the longer name. An unknown region gives the national rules alone.
    """
    all_known = knowledge.jurisdictions
    found = [
        (-_depth(j, all_known), position, -len(name), j.id)
        for j in all_known.values()
        if j.id != NATIONAL
        for name in (j.name, *j.aliases)
        if name and (position := region.find(name)) >= 0
    ]
    chain: list[Jurisdiction] = []
    current: str | None = min(found)[-1] if found else NATIONAL
    while current and current in all_known:
        chain.append(all_known[current])
        current = all_known[current].parent
    if NATIONAL in all_known and all_known[NATIONAL] not in chain:
        chain.append(all_known[NATIONAL])
    return tuple(chain)


def _depth(jurisdiction: Jurisdiction, all_known: dict[str, Jurisdiction]) -> int:
    depth = 0
    while jurisdiction.parent in all_known:
        jurisdiction = all_known[jurisdiction.parent]
        depth += 1
    return depth
