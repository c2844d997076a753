"""Levels of factors chosen by facts: the heaviest level shown, else the lowest that the facts do not exclude."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from assistant.facts.model import CaseFacts, Fact
from assistant.knowledge.model import BandCell, Benchmark, Condition, FactKey, Factor, Level
from assistant.knowledge.predicate import Truth, evaluate, keys_of
from assistant.reasoning.fines import money
from assistant.reasoning.model import FineStep

Vocabulary = dict[str, FactKey]


class Cell(NamedTuple):
    """The cell of a banded table, the heaviest cell the facts leave open, how it was chosen, and what to ask."""

    chosen: BandCell
    heaviest: BandCell
    step: FineStep
    needs: tuple[str, ...] = ()


class Reading(NamedTuple):
    """The level read for each factor; the same with unknown factors at their highest; what should be asked."""

    steps: tuple[FineStep, ...] = ()
    heaviest: tuple[FineStep, ...] = ()
    needs: tuple[str, ...] = ()
    heaviest_cell: BandCell | None = None


def read_factors(benchmark: Benchmark, facts: CaseFacts, vocabulary: Vocabulary) -> Reading:
    """Every factor of a table, read from the facts.

    Where several levels are shown the heaviest counts (广东规定第十七条; 湖南各表注). Where none is shown, the lowest
    level that is not excluded counts (广东规定第五条) with ``chosen_by`` default, and its key is asked.
    """
    steps: list[FineStep] = []
    heaviest: list[FineStep] = []
    needs: list[str] = []
    for factor in benchmark.factors:
        if evaluate(factor.when, facts.get) is Truth.UNMET:
            continue
        step, top, missing = _read(factor, facts, vocabulary)
        steps.append(step)
        heaviest.append(top)
        needs += missing
    return Reading(tuple(steps), tuple(heaviest), tuple(dict.fromkeys(needs)))


def read_cell(benchmark: Benchmark, facts: CaseFacts, vocabulary: Vocabulary) -> Cell:
    """The cell of a banded table that the facts fall into, chosen by the same rule as levels."""
    truths = [evaluate(c.when, facts.get) for c in benchmark.bands]
    met = [c for c, t in zip(benchmark.bands, truths, strict=True) if t is Truth.MET]
    open_cells = [c for c, t in zip(benchmark.bands, truths, strict=True) if t is Truth.UNKNOWN]
    if met:
        cell = max(met, key=_weight)
        return Cell(cell, cell, _step("幅度档次", cell.label, None, cell.when, facts, vocabulary))
    pool = open_cells or benchmark.bands
    low, high = min(pool, key=_weight), max(pool, key=_weight)
    missing = _missing([c.when for c in open_cells], facts)
    because = _default_because(missing, vocabulary, bool(open_cells))
    return Cell(low, high, FineStep(factor="幅度档次", level=low.label, because=because, missing=missing), missing)


def _weight(cell: BandCell) -> tuple[Decimal, Decimal]:
    return cell.max, cell.min


def _read(factor: Factor, facts: CaseFacts, vocabulary: Vocabulary) -> tuple[FineStep, FineStep, tuple[str, ...]]:
    truths = [evaluate(v.when, facts.get) if v.when is not None else Truth.UNKNOWN for v in factor.levels]
    met = [v for v, t in zip(factor.levels, truths, strict=True) if t is Truth.MET]
    if met:
        level = max(met, key=lambda v: v.score)
        step = _step(factor.name, level.label, level.score, level.when or {}, facts, vocabulary)
        return step, step, ()
    open_levels = [v for v, t in zip(factor.levels, truths, strict=True) if t is Truth.UNKNOWN]
    pool: Iterable[Level] = open_levels or factor.levels
    low, high = min(pool, key=lambda v: v.score), max(pool, key=lambda v: v.score)
    missing = _missing([v.when for v in open_levels], facts)
    step = FineStep(
        factor=factor.name,
        level=low.label,
        score=low.score,
        because=_default_because(missing, vocabulary, bool(open_levels)),
        missing=missing,
    )
    return step, step.model_copy(update={"level": high.label, "score": high.score}), missing


def _missing(conditions: Iterable[Condition | None], facts: CaseFacts) -> tuple[str, ...]:
    """The first unknown key of each condition: a factor is asked by its main key alone."""
    return tuple(dict.fromkeys(k for c in conditions if (k := _leading(c, facts))))


def _leading(condition: Condition | None, facts: CaseFacts) -> str | None:
    return next((k for k in keys_of(condition) if facts.get(k) is None), None)


def _step(
    factor: str, level: str, score: Any, condition: Condition, facts: CaseFacts, vocabulary: Vocabulary
) -> FineStep:
    known = [f for k in dict.fromkeys(keys_of(condition)) if (f := facts.find(k))]
    chosen_by: Literal["facts", "officer"] = "officer" if any(f.source == "officer" for f in known) else "facts"
    told = "；".join(_tell(f, vocabulary) for f in known)
    return FineStep(factor=factor, level=level, score=score, because=told, chosen_by=chosen_by, facts=tuple(known))


def _tell(fact: Fact, vocabulary: Vocabulary) -> str:
    """近两年违法次数：2次（“…原文…”）; a derived fact shows how it was counted, without quotation marks."""
    definition = vocabulary.get(fact.key)
    told = f"{definition.label if definition else fact.key}：{_shown(fact.value, definition)}"
    if not fact.quote:
        return told
    return f"{told}（“{fact.quote}”）" if fact.span else f"{told}（{fact.quote}）"


def _shown(value: Any, definition: FactKey | None) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "、".join(str(v) for v in value)
    if definition and definition.kind == "money":
        return money(int(value))
    return f"{value}{definition.unit if definition else ''}"


def _default_because(missing: tuple[str, ...], vocabulary: Vocabulary, open_levels: bool) -> str:
    if not open_levels:
        return "已知事实不符合表中任何一档，暂按最低档，请人工核对"
    labels = "、".join(vocabulary[k].label if k in vocabulary else k for k in missing)
    return f"未查明（{labels}），按最低档" if labels else "未查明，按最低档"
