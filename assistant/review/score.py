"""The rubric's formula: 50 for lawfulness, 50 for form in proportion to what takes part, less the basic elements.

The rule is that of 生态环境行政执法案卷评查细则 (2024); its figures stand in corpus/review/rubric.yaml.
"""

from __future__ import annotations

from collections.abc import Sequence

from .model import Line, Score
from .rubric import rubric


def formula(scored: float, standard: float, deducted: float, vetoed: bool = False) -> float:
    """The score of a dossier, to two decimals: 0 with a veto, else 50 + (50 × scored ÷ standard − deducted).

    Where nothing takes part (standard 0) form is full; deductions are capped, and the whole is never below 0.
    """
    if vetoed:
        return 0.0
    rules = rubric().rules
    share = scored / standard if standard else 1.0
    return max(0.0, round(rules.lawfulness + rules.form * share - min(deducted, rules.basics), 2))


def score(vetoes: Sequence[Line], basics: Sequence[Line], items: Sequence[Line]) -> Score:
    """The range from all open lost to all open kept, and the total where nothing is open."""
    part = [x for x in items if x.status != "na"]
    standard = sum(x.points for x in part)
    sure = sum(x.score or 0 for x in part if x.status != "open")
    pending = sum(x.points for x in part if x.status == "open")
    taken = sum(x.points - (x.score or 0) for x in basics if x.status == "lost")
    doubtful = sum(x.points for x in basics if x.status == "open")
    vetoed = any(v.status == "lost" for v in vetoes)
    open_vetoes = sum(v.status == "open" for v in vetoes)
    lowest = formula(sure, standard, taken + doubtful, vetoed)
    highest = formula(sure + pending, standard, taken, vetoed)
    settled = vetoed or (not open_vetoes and not pending and not doubtful)
    return Score(
        total=highest if settled else None,
        lowest=0.0 if open_vetoes else lowest,
        lowest_without_veto=lowest,
        highest=highest,
        vetoed=vetoed,
        open_vetoes=open_vetoes,
        open_points=round(pending + doubtful, 2),
        scored=(round(sure, 2), round(sure + pending, 2)),
        standard=(round(standard, 2), round(standard, 2)),
        deducted=(round(taken + doubtful, 2), round(taken, 2)),
    )
