"""One version of a law as a source offers it: its head at once, its articles on demand; and the order of versions."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from assistant.law.model import Article, Period, Standing, Statute

_STATE = "中华人民共和国"
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Version:
    """``head`` has no articles; ``load`` reads them. ``rank`` decides between versions of the same first day."""

    head: Statute
    load: Callable[[], tuple[Article, ...]] = field(compare=False, repr=False)
    rank: int = 0


def short_name(title: str) -> str:
    """中华人民共和国大气污染防治法 → 大气污染防治法; brackets, blanks and the day in a file's name are dropped."""
    name = _SPACE.sub("", title).strip("《》")
    name = name.replace("(", "（").replace(")", "）")
    name = re.sub(r"（\d{4}-\d{2}-\d{2}）$", "", name)
    return name.removeprefix(_STATE) if len(name) > len(_STATE) + 1 else name


def in_order(versions: list[Version]) -> tuple[Version, ...]:
    """Oldest first; doubles of a day reduced to the best; each version closed by the next one's first day.

    A gist gives way to the official text of the same or a later day, which takes over its day of repeal and aliases.
    """
    best: dict[date | None, Version] = {}
    for version in sorted(versions, key=lambda v: v.rank):
        best[version.head.in_force.start] = version
    kept = sorted(best.values(), key=lambda v: v.head.in_force.start or date.min)
    gists = [v for v in versions if v.head.standing is Standing.GIST]
    official = [v for v in kept if v.head.standing is Standing.VERBATIM]
    if gists and official:
        newest = official[-1]
        replaced = [g for g in gists if _replaces(newest.head, g.head)]
        kept = [v for v in kept if v not in replaced]
        kept[kept.index(newest)] = _inheriting(newest, replaced)
    closed = [_ending(version, following.head.in_force.start) for version, following in pairwise(kept)]
    return (*closed, *kept[-1:])


def _replaces(official: Statute, gist: Statute) -> bool:
    """An imported version's day is often that of its revision: up to a year before the gist's counts as the same."""
    return (official.in_force.start or date.max) >= (gist.in_force.start or date.min) - timedelta(days=366)


def _inheriting(version: Version, gists: list[Version]) -> Version:
    aliases = dict.fromkeys([*version.head.aliases, *(a for g in gists for a in g.head.aliases)])
    head = version.head.model_copy(update={"aliases": tuple(aliases)})
    ends = [g.head.in_force.end for g in gists if g.head.in_force.end]
    version = replace(version, head=head)
    return _ending(version, max(ends)) if ends else version


def _ending(version: Version, day: date | None) -> Version:
    period = version.head.in_force
    if day is None or (period.end and period.end <= day):
        return version
    head = version.head.model_copy(update={"in_force": Period(start=period.start, end=day)})
    return replace(version, head=head)
