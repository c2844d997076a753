"""Fines, factors with their levels, and bands, read from the rows of a benchmark workbook."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.knowledge.fines import Fine, RangeFine
from assistant.knowledge.model import BandCell, Condition, FactKey, Factor, Level

from .cells import Row, shown
from .conditions import condition_of, either
from .sheets import FINES

HUNDRED = Decimal(100)
_FINE: TypeAdapter[Any] = TypeAdapter(Fine)
Vocabulary = Mapping[str, FactKey]


def read_fine(row: Row, vocabulary: Vocabulary, *, required: bool) -> Any:
    """The statutory fine of a table's row; None where it has none or a mistake was noted."""
    kind = row.pick("罚款方式", FINES, default="定额（元）")
    low, high = row.number_of("法定最低"), row.number_of("法定最高", required=required)
    base = row.named("基数或者数量", {k: f.label for k, f in vocabulary.items()}, "事实")
    if kind is None or high is None:
        return None
    if low is not None and low > high:
        row.wrong("法定最低", f"法定最低 {shown(low)} 高于法定最高 {shown(high)}。请核对")
        return None
    if kind != "range" and base is None:
        row.wrong("基数或者数量", "按比例、倍数或者每单位罚款的，要选基数或者数量。请从下拉列表选择")
        return None
    rate = HUNDRED if kind == "share" else Decimal(1)
    data: dict[str, Any] = {"type": kind, "min": None if low is None else low / rate, "max": high / rate}
    if kind == "per_unit":
        data |= {"unit": vocabulary[base or ""].unit or "件", "count": base, "min": low or 0}
    elif kind != "range":
        data["base"] = base
    try:
        return _FINE.validate_python(data)
    except ValidationError:
        row.wrong("法定最高", "罚款数额要写整数元。请核对")
        return None


def read_factors(rows: list[Row], vocabulary: Vocabulary) -> tuple[Factor, ...]:
    """The factors of one table, each with its levels, lightest first; rows of the same level are alternatives."""
    grouped: dict[str, dict[tuple[str, Decimal], list[Condition | None]]] = {}
    for row in rows:
        factor, label = row.text("因素", required=True), row.text("档次", required=True)
        points = row.number_of("百分值", required=True)
        when = condition_of(row, 2, vocabulary)
        if not factor or not label or points is None:
            continue
        if points > HUNDRED:
            row.wrong("百分值", f"百分值 {shown(points)} 超过100。请核对")
        if when is None and not row.text("事实1"):
            row.warn(f"档次“{label}”没有写事实，程序不能自动判断")
        grouped.setdefault(factor, {}).setdefault((label, points), []).append(when)
    return tuple(Factor(name=factor, levels=_levels(found)) for factor, found in grouped.items())


def _levels(found: dict[tuple[str, Decimal], list[Condition | None]]) -> tuple[Level, ...]:
    ordered = sorted(found.items(), key=lambda item: item[0][1])
    return tuple(Level(label=label, score=points, when=either(whens)) for (label, points), whens in ordered)


def read_bands(rows: list[Row], fine: Any, vocabulary: Vocabulary) -> tuple[BandCell, ...]:
    """The cells of one banded table, each inside the statutory range."""
    rate = HUNDRED if fine is not None and fine.type == "share" else Decimal(1)
    found = []
    for row in rows:
        label = row.text("情形", required=True)
        low, high = row.number_of("最低", required=True), row.number_of("最高", required=True)
        when = condition_of(row, 4, vocabulary)
        if low is None or high is None or not label:
            continue
        if low > high:
            row.wrong("最低", f"最低 {shown(low)} 高于最高 {shown(high)}。请核对")
        elif isinstance(fine, RangeFine) and not (fine.min or 0) <= low <= high <= fine.max:
            row.wrong("最高", f"区间 {shown(low)}～{shown(high)} 超出法定幅度 {fine.min or 0}～{fine.max}。请核对")
        if when is None:
            if not row.text("事实1"):
                row.wrong("事实1", "没有写由哪个事实判断。请从下拉列表选择事实")
            continue
        found.append(BandCell(label=label, when=when, min=low / rate, max=high / rate))
    return tuple(found)
