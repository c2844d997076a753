"""Where a local rule holds: whether a place lies in the province or city whose rule it is (corpus/regions.yaml)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

NATIONAL = "国家"
_KIND = re.compile("(?:维吾尔|壮族|回族)?自治区|省|自治州|市|州|盟|地区")

Regions = Mapping[str, Sequence[str]]
"""Province → its cities, by short names."""


def place_in(region: str, regions: Regions) -> tuple[str, str] | None:
    """Province and city ("" where only the province is named) of a region as written (广东省江门市, 江门, 广西)."""
    named = [p for p in regions if region.startswith(p)]
    provinces = named or list(regions)
    rest = region[len(named[0]) :] if named else region
    for province in provinces:
        for city in regions[province]:
            short = _KIND.sub("", city) if city not in rest else city
            if short and short in rest and not (short == province and not rest.startswith(short)):
                return province, city
    return (named[0], "") if named else None


def within(region: str, jurisdiction: str, regions: Regions) -> bool:
    """Whether a rule of ``jurisdiction`` holds in ``region``: the nation everywhere, a province in all its cities."""
    if jurisdiction == NATIONAL:
        return True
    here, there = place_in(region, regions), place_in(jurisdiction, regions)
    if here is None or there is None or here[0] != there[0]:
        return False
    return not there[1] or here[1] == there[1]
