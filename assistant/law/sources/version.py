"""One version of a law as a source offers it: its head at once, its articles on demand; and the order of versions."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
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
    """Oldest first; doubles of a day reduced to the best; each version closed by the next one's first day."""
    best: dict[date | None, Version] = {}
    for version in sorted(versions, key=lambda v: v.rank):
        best[version.head.in_force.start] = version
    official = [v.head.in_force.start or date.min for v in best.values() if v.head.standing is Standing.VERBATIM]
    kept = [v for v in best.values() if not _superseded(v.head, official)]
    kept.sort(key=lambda v: v.head.in_force.start or date.min)
    closed = [_closed(version, following.head.in_force.start) for version, following in pairwise(kept)]
    return (*closed, *kept[-1:])


def _superseded(head: Statute, official: list[date]) -> bool:
    """A gist gives way to an official text of the same or a later day."""
    return head.standing is Standing.GIST and any((head.in_force.start or date.min) <= day for day in official)


def _closed(version: Version, following: date | None) -> Version:
    period = version.head.in_force
    if following is None or (period.end and period.end <= following):
        return version
    head = version.head.model_copy(update={"in_force": Period(start=period.start, end=following)})
    return Version(head=head, load=version.load, rank=version.rank)
