"""The general legal bases of documents (rights, payment, referral …), dated, from templates/bases.yaml.

What punishes the act comes from the assessment; these are the rules of procedure that every document of a kind cites.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import yaml

from assistant.law.model import Frozen, Period
from assistant.paths import data_dir

from .words import joined, todo


class DatedCite(Frozen):
    """A provision as printed, the days on which it is cited (``until`` excluded), and words that must stand in it."""

    cite: str
    since: date
    until: date | None = None
    holds: tuple[str, ...] = ()
    gist: bool = False


class Basis(Frozen):
    """One rule by its id, with the provisions that have carried it over time."""

    id: str
    what: str
    cites: tuple[DatedCite, ...]

    def on(self, day: date | None) -> tuple[str, ...]:
        """The provisions in force on a day (the newest where no day is known)."""
        if day is None:
            return tuple(c.cite for c in self.cites if c.until is None)
        return tuple(c.cite for c in self.cites if Period(start=c.since, end=c.until).covers(day))


@lru_cache(maxsize=1)
def bases() -> dict[str, Basis]:
    """Every basis by id."""
    raw = yaml.safe_load((data_dir("templates") / "bases.yaml").read_text(encoding="utf-8"))
    return {b.id: b for b in (Basis.model_validate(entry) for entry in raw)}


def cited(ids: str | tuple[str, ...], day: date | None) -> str:
    """《…》第…条、第…条、《…》第…条: the provisions of one basis or several in force on a day, a law named once; a place
    to fill in where none is."""
    wanted = [bases()[id] for id in ([ids] if isinstance(ids, str) else ids)]
    return joined(cite for b in wanted for cite in b.on(day) or (todo(f"法律依据（{b.what}）"),))
