"""Doubts worth showing before an import: a statutory range that differs from the catalogue's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.knowledge.fines import RangeFine
from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import Regime
from assistant.law.money import format_yuan

from .cells import Row


def compare_with_catalogue(row: Row, covers: tuple[str, ...], statute: str, fine: Any, knowledge: Knowledge) -> None:
    """Warn where no regime of the violation under the statute has the fine written, or there is no such regime."""
    for name in covers:
        violation = knowledge.violations[name]
        regimes = [r for r in violation.regimes if r.statute == statute]
        if not regimes:
            row.warn(f"目录里《{statute}》没有处罚“{violation.name}”的规定，请核对依据的法律")
        elif isinstance(fine, RangeFine):
            known = [f for r in regimes for f in _fines(r) if isinstance(f, RangeFine)]
            if known and not any((f.min, f.max) == (fine.min, fine.max) for f in known):
                options = "、".join(dict.fromkeys(_said(f) for f in known))
                row.warn(f"法定幅度 {_said(fine)} 与目录里“{violation.name}”的幅度（{options}）不同，请核对")


def _fines(regime: Regime) -> Iterator[Any]:
    yield regime.fine
    yield from (s.fine for s in regime.steps)
    for variant in regime.variants:
        yield variant.fine
        yield from (s.fine for s in variant.steps or ())


def _said(fine: RangeFine) -> str:
    return f"{format_yuan(fine.min)}至{format_yuan(fine.max)}" if fine.min else f"{format_yuan(fine.max)}以下"
