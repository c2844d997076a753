"""From the cells 事实、比较、值 to a condition over facts, checked against the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assistant.knowledge.model import Condition, FactKey

from .cells import Row, parse_day, parse_number
from .sheets import COMPARISONS

_ORDERED = ("gte", "gt", "lte", "lt")
_SIGNS = {
    "≥": "gte",
    ">=": "gte",
    "＞": "gt",
    ">": "gt",
    "≤": "lte",
    "<=": "lte",
    "＜": "lt",
    "<": "lt",
    "=": "eq",
    "是": "eq",
}
_MANY = re.compile(r"[;；,，\n]|、")


def condition_of(row: Row, count: int, vocabulary: Mapping[str, FactKey]) -> Condition | None:
    """All the facts of a row together; None where it names none."""
    parts = [p for n in range(1, count + 1) if (p := _one(row, n, vocabulary))]
    return merge(parts)


def merge(parts: list[Condition]) -> Condition | None:
    """Conditions that must all hold, as one; two bounds of the same fact become one range."""
    found: Condition = {}
    for part in parts:
        for key, wanted in part.items():
            if key not in found:
                found[key] = wanted
            elif isinstance(found[key], dict) and isinstance(wanted, dict) and not set(found[key]) & set(wanted):
                found[key] = {**found[key], **wanted}
            else:
                return {"all": parts}
    return found or None


def either(conditions: list[Condition | None]) -> Condition | None:
    """Alternatives: any of them; None where one of them is open (always asked)."""
    known = [c for c in conditions if c]
    if len(known) != len(conditions) or not known:
        return None
    return known[0] if len(known) == 1 else {"any": known}


def _one(row: Row, n: int, vocabulary: Mapping[str, FactKey]) -> Condition | None:
    fact, comparison, value = f"事实{n}", f"比较{n}", f"值{n}"
    if not row.text(fact):
        if row.text(comparison) or row.text(value):
            row.wrong(fact, "写了比较或者值，没有选事实。请从下拉列表选择事实")
        return None
    key = row.named(fact, {k: f.label for k, f in vocabulary.items()}, "事实")
    if key is None:
        return None
    if row.raw(value) is None:
        row.wrong(value, f"没有写“{vocabulary[key].label}”要比较的值。请填写")
        return None
    op = _SIGNS.get(row.text(comparison)) or row.pick(comparison, COMPARISONS, default="等于")
    if op is None:
        return None
    if op in _ORDERED and vocabulary[key].kind not in ("number", "money", "date"):
        row.wrong(comparison, f"“{vocabulary[key].label}”不是数量，不能比较大小。请改用“等于”或者“属于其中之一”")
        return None
    return _written(key, op, row, value, vocabulary[key])


def _written(key: str, op: str, row: Row, heading: str, definition: FactKey) -> Condition | None:
    raw = row.raw(heading)
    many = op in ("in",) or (
        op == "eq" and definition.kind in ("choice", "choices") and str(raw) not in definition.choices
    )
    texts = _values(str(raw), definition) if many and not isinstance(raw, int | float) else [raw]
    values = [_value(text, row, heading, definition) for text in texts]
    if any(v is None for v in values):
        return None
    if op == "in" or len(values) > 1:
        return {key: {"in": values}}
    if op == "eq":
        return {key: {"has": values[0]}} if definition.kind in ("choices", "texts") else {key: values[0]}
    return {key: {op: values[0]}}


def _values(text: str, definition: FactKey) -> list[str]:
    """Several values of one cell; a value that itself holds the mark (Ⅰ、Ⅱ类水体) is kept whole."""
    found: list[str] = []
    rest = text
    for option in sorted(definition.choices, key=len, reverse=True):
        if _MANY.search(option) and option in rest:
            found.append(option)
            rest = rest.replace(option, "")
    return found + [part.strip() for part in _MANY.split(rest) if part.strip()]


def _value(raw: Any, row: Row, heading: str, definition: FactKey) -> Any:
    kind, label = definition.kind, definition.label
    if kind == "bool":
        found = {"是": True, "否": False, "True": True, "False": False}.get(str(raw).strip())
        if found is None:
            row.wrong(heading, f"“{label}”只能填 是 或者 否，实际是“{raw}”")
        return found
    if kind in ("number", "money"):
        number = parse_number(raw)
        if number is None:
            row.wrong(heading, f"“{raw}”不是数字。“{label}”要填{'金额，如 20万元' if kind == 'money' else '数字'}")
            return None
        return _plain(number)
    if kind == "date":
        day = parse_day(raw)
        if day is None:
            row.wrong(heading, f"“{raw}”不是日期。请写成 2026-12-01 的样子")
        return day and day.isoformat()
    text = str(raw).strip()
    if definition.choices and text not in definition.choices:
        row.wrong(heading, f"“{label}”没有“{text}”这个取值。可以填：{'、'.join(definition.choices)}")
        return None
    return text


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
