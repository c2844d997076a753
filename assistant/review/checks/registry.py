"""A check: a small function over the case record and a paper, known by the name corpus/review gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ..model import Answer
from ..papers import Dossier, Paper


@dataclass(frozen=True)
class Subject:
    """What a check looks at: the dossier, and the paper it is about (None: the whole file). ``role`` is its scope."""

    dossier: Dossier
    paper: Paper | None = None
    arguments: Any = None

    @property
    def text(self) -> str:
        """The paper's words without what is still to be filled in."""
        return self.paper.said if self.paper else ""

    def get(self, name: str, default: Any = None) -> Any:
        return (self.arguments or {}).get(name, default)

    def at(self, words: str = "") -> tuple[str, ...]:
        return (self.paper.at(words),) if self.paper else ()


Check = Callable[[Subject], Answer]
CHECKS: dict[str, Check] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Register a check; names are unique."""

    def register(run: Check) -> Check:
        if name in CHECKS:
            raise ValueError(f"check registered twice: {name}")
        CHECKS[name] = run
        return run

    return register


def kept(why: str = "", where: tuple[str, ...] = ()) -> Answer:
    return Answer(status="kept", why=why, where=where)


def lost(why: str, where: tuple[str, ...] = ()) -> Answer:
    return Answer(status="lost", why=why, where=where)


def undecided(why: str, where: tuple[str, ...] = ()) -> Answer:
    return Answer(status="open", why=why, where=where)


def absent(dossier: Dossier, why: str) -> Answer:
    """Lost because something is not in the file; open where it may be among the files that could not be read."""
    if dossier.unread:
        return undecided(f"{why}（有{len(dossier.unread)}个文件没有读出文字，请看原件）")
    return lost(why)


def not_here(why: str) -> Answer:
    return Answer(status="na", why=why)


def together(answers: Iterable[Answer]) -> Answer:
    """Lost where any is lost, open where any is open, na where all are; the reasons of what decides."""
    found = list(answers)
    for status in ("lost", "open", "kept"):
        same = [a for a in found if a.status == status]
        if same:
            why = "；".join(dict.fromkeys(a.why.rstrip("。；") for a in same if a.why))
            return Answer(status=status, why=why, where=tuple(dict.fromkeys(w for a in same for w in a.where)))
    return found[0] if found else undecided("没有核查")
