"""corpus/one_act.yaml: which violations may be one act seen under several rules."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from assistant.errors import CorpusError
from assistant.law.model import Frozen

from .load import Knowledge

FILE = "one_act.yaml"


class Family(Frozen):
    """Violations that may be the same ``act`` (in words that complete “可能是……”)."""

    act: str
    violations: tuple[str, ...]


class OneAct(Frozen):
    """All families; ``unverified``: no official list says so."""

    unverified: bool
    families: tuple[Family, ...]

    def shared_by(self, one: str, other: str) -> str:
        """What act two violations may share, or the empty string."""
        return next((f.act for f in self.families if one in f.violations and other in f.violations), "")


def one_act(knowledge: Knowledge) -> OneAct:
    """The families of the corpus. Raises CorpusError."""
    try:
        return OneAct.model_validate(knowledge.data(FILE))
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise CorpusError(FILE, "families", field, "写法不对", "每组写 act 和 violations") from error


def wrong_families(knowledge: Knowledge) -> Iterator[CorpusError]:
    """Families that name a violation the catalogue lacks, name one twice, or hold fewer than two."""
    if not (knowledge.root / FILE).exists():
        return
    for number, family in enumerate(one_act(knowledge).families, 1):
        field = f"families[{number}].violations"
        for unknown in [v for v in family.violations if v not in knowledge.violations]:
            yield CorpusError(FILE, family.act, field, f"目录中没有“{unknown}”", "改为目录里的编号")
        if len(set(family.violations)) < max(2, len(family.violations)):
            yield CorpusError(FILE, family.act, field, "不足两项，或者有重复", "写两项以上不同的违法行为")
