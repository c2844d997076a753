"""One version of a law as a source offers it: its head at once, its articles when asked for; and the short name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.law.model import Article, Statute

_STATE = "中华人民共和国"
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Version:
    """``head`` has no articles; ``load`` reads them. ``rank`` decides between versions of the same first day."""

    head: Statute
    load: Callable[[], tuple[Article, ...]] = field(compare=False, repr=False)
    rank: int = 0


def short_name(title: str) -> str:
    """中华人民共和国大气污染防治法 → 大气污染防治法; brackets, blanks and year marks of a file name are dropped."""
    name = _SPACE.sub("", title).strip("《》")
    name = name.replace("(", "（").replace(")", "）")
    name = re.sub(r"（\d{4}[-年.].*?）$", "", name)
    return name.removeprefix(_STATE) if len(name) > len(_STATE) + 1 else name
