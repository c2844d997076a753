"""The rubric as data (corpus/review): veto items, basic elements, papers with their items, dossiers with their points."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

from pydantic import Field

from assistant.knowledge.load import read_entries, read_yaml
from assistant.law.model import Frozen
from assistant.paths import data_dir

Machine = Literal["yes", "partly", "no"]
Scope = Literal["external", "forms", "records", "referral", "other"]


class VetoItem(Frozen):
    """A 重大问题: if it holds the whole dossier scores 0. ``only``: dossiers in which it is asked (empty: all)."""

    id: int
    group: str
    machine: Machine
    check: str
    text: str
    ask: str = ""
    not_when: str = ""
    only: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"V{self.id}"


class BasicElement(Frozen):
    """A 基本要素: its points are deducted once where it is missing anywhere. ``needs`` and ``soft`` are for ``says``."""

    id: str
    points: float
    scope: Literal["papers", "external", "forms", "records", "file"]
    machine: Machine
    check: str
    text: str
    ask: str = ""
    needs: dict[str, str] = Field(default_factory=dict)
    soft: dict[str, str] = Field(default_factory=dict)


class Item(Frozen):
    """A scored item of a paper. ``checks``: names of check functions with their arguments; all have to be kept.

    ``zeroes``: where it is lost, so is the whole paper. ``ask``: what the reviewer looks at.
    """

    text: str
    machine: Machine
    checks: tuple[dict[str, dict[str, Any]], ...]
    ask: str = ""
    zeroes: bool = False


class PaperKind(Frozen):
    """A kind of paper: how its title reads, the kind of document it is, and its items.

    ``needed`` names the function that tells in which case it has to be there; ``together``: several are read as one.
    """

    id: str
    name: str
    titles: tuple[str, ...] = ()
    same_as: str = ""
    kind: str = ""
    scope: Scope
    needed: str = "always"
    together: bool = False
    items: tuple[Item, ...] = ()


class Place(Frozen):
    """A paper's place in a dossier: the points of its items; ``instead`` may stand for it; ``missing`` na: not scored."""

    paper: str
    points: tuple[float, ...]
    instead: str = ""
    missing: Literal["zero", "na"] = "zero"


class DossierKind(Frozen):
    """A kind of dossier; ``detect``: papers by which it is recognised, ``bonus``: the condition of the extra points."""

    id: str
    name: str
    total: float
    detect: tuple[str, ...]
    papers: tuple[Place, ...]
    bonus: str = ""


class Example(Frozen):
    """A worked example of the rubric."""

    scored: float
    standard: float
    deducted: float
    total: float


class Rules(Frozen):
    """The formula's figures, its worked examples, and what the rubric leaves open."""

    source: str
    issued: Any
    lawfulness: float
    form: float
    basics: float
    bonus: float
    examples: tuple[Example, ...]
    open: tuple[str, ...]


class Rubric(Frozen):
    """All of it."""

    rules: Rules
    vetoes: tuple[VetoItem, ...]
    basics: tuple[BasicElement, ...]
    papers: dict[str, PaperKind]
    dossiers: dict[str, DossierKind]


@lru_cache(maxsize=1)
def rubric() -> Rubric:
    """The rubric that ships with the program. Raises CorpusError where a file has a mistake."""
    root = data_dir("corpus")
    folder = root / "review"
    return Rubric(
        rules=Rules.model_validate(read_yaml(folder / "rubric.yaml", root)),
        vetoes=tuple(read_entries(folder / "veto.yaml", root, VetoItem)),
        basics=tuple(read_entries(folder / "basics.yaml", root, BasicElement)),
        papers={p.id: p for p in read_entries(folder / "papers.yaml", root, PaperKind)},
        dossiers={d.id: d for d in read_entries(folder / "dossiers.yaml", root, DossierKind)},
    )
