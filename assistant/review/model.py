"""What a review says: one answer an item, and the whole with its score and the range of what is still open."""

from __future__ import annotations

from typing import Literal

from assistant.law.model import Frozen

from .rubric import Machine

Status = Literal["kept", "lost", "open", "na"]

STATUS: dict[Status, str] = {"kept": "得分", "lost": "失分", "open": "待评", "na": "不评"}


class Answer(Frozen):
    """What one check says of one paper or of the whole file. ``where`` are places: file names, with words quoted.

    kept: it is there; lost: it is missing or wrong; open: cannot be judged here; na: not to be judged in this case.
    """

    status: Status
    why: str = ""
    where: tuple[str, ...] = ()


class Line(Frozen):
    """One item of the rubric as judged. ``points`` is its standard, ``score`` what it gets (None: open).

    ``group`` is the name of the paper (``paper`` its id) or the group of vetoes; ``by``: the program, or the reviewer whose answer outranks it.
    """

    key: str
    group: str
    paper: str = ""
    text: str
    machine: Machine
    points: float = 0
    status: Status
    score: float | None = None
    why: str = ""
    where: tuple[str, ...] = ()
    ask: str = ""
    by: Literal["程序", "评查人员"] = "程序"


class Score(Frozen):
    """The score by the rubric's formula, as a range: ``lowest`` if all that is open were lost, ``highest`` if kept.

    ``lowest`` is 0 while a veto is open; ``lowest_without_veto`` leaves vetoes aside. ``total`` only where nothing is
    open. ``scored``, ``standard``, ``deducted`` are those of the highest and the lowest end.
    """

    total: float | None
    lowest: float
    lowest_without_veto: float
    highest: float
    vetoed: bool
    open_vetoes: int
    open_points: float
    scored: tuple[float, float]
    standard: tuple[float, float]
    deducted: tuple[float, float]


class Read(Frozen):
    """One file of the folder as understood: which paper it was taken for, its date, number and party."""

    file: str
    paper: str
    name: str
    dated: str = ""
    number: str = ""
    party: str = ""
    officers: tuple[str, ...] = ()
    problem: str = ""


class Review(Frozen):
    """The review of one dossier."""

    case: str
    kind: str
    kind_name: str
    kind_why: str
    files: tuple[Read, ...]
    vetoes: tuple[Line, ...]
    basics: tuple[Line, ...]
    items: tuple[Line, ...]
    score: Score
    bonus: str = ""
    source: str = ""
    notes: tuple[str, ...] = ()

    @property
    def lost(self) -> tuple[Line, ...]:
        """What was lost: vetoes, then the rubric's order."""
        return tuple(x for x in (*self.vetoes, *self.basics, *self.items) if x.status == "lost")

    @property
    def open(self) -> tuple[Line, ...]:
        """The reviewer's checklist, alarms first."""
        found = [x for x in (*self.vetoes, *self.basics, *self.items) if x.status == "open"]
        return tuple(sorted(found, key=lambda x: not x.why.startswith("报警")))
