"""Conditions over the facts of a case, decided in three values: met, unmet, unknown.

Written in YAML as ``{key: value}`` (equal), ``{key: {lt: 0.1}}``, ``{key: {in: [a, b]}}``, ``{key: {has: a}}`` (a list
holds a value), ``{key: {known: true}}``, and combined with ``all``, ``any``, ``not``. Several keys in one mapping mean all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

Lookup = Callable[[str], Any]
"""Gives the value of a fact key, or None where it is unknown."""

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "lte": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "gte": lambda a, b: a >= b,
    "in": lambda a, b: any(x in b for x in a) if isinstance(a, list | tuple) else a in b,
    "has": lambda a, b: b in a if isinstance(a, list | tuple) else a == b,
    "matches": lambda a, b: any(w in str(a) for w in b),
}


class Truth(StrEnum):
    """Kleene's three values."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"

    @property
    def negated(self) -> Truth:
        return {Truth.MET: Truth.UNMET, Truth.UNMET: Truth.MET}.get(self, self)


def conjunction(values: list[Truth]) -> Truth:
    """All of them: unmet if any is unmet, else unknown if any is unknown, else met (met when empty)."""
    if Truth.UNMET in values:
        return Truth.UNMET
    return Truth.UNKNOWN if Truth.UNKNOWN in values else Truth.MET


def disjunction(values: list[Truth]) -> Truth:
    """Any of them: met if one is met, else unknown if one is unknown, else unmet (unmet when empty)."""
    if Truth.MET in values:
        return Truth.MET
    return Truth.UNKNOWN if Truth.UNKNOWN in values else Truth.UNMET


def evaluate(condition: Mapping[str, Any] | bool | None, lookup: Lookup) -> Truth:
    """Decide a condition (see the module's docstring for its form). None and True are met, False is unmet."""
    if condition is None or condition is True:
        return Truth.MET
    if condition is False:
        return Truth.UNMET
    return conjunction([_clause(key, wanted, lookup) for key, wanted in condition.items()])


def _clause(key: str, wanted: Any, lookup: Lookup) -> Truth:
    if key == "all":
        return conjunction([evaluate(c, lookup) for c in wanted])
    if key == "any":
        return disjunction([evaluate(c, lookup) for c in wanted])
    if key == "not":
        return evaluate(wanted, lookup).negated
    value = lookup(key)
    tests = wanted if isinstance(wanted, Mapping) else {"eq": wanted}
    return conjunction([_test(op, value, operand) for op, operand in tests.items()])


def _test(op: str, value: Any, operand: Any) -> Truth:
    if op == "known":
        return Truth.MET if (value is not None) == operand else Truth.UNMET
    if value is None:
        return Truth.UNKNOWN
    if op == "eq" and isinstance(value, list | tuple):
        op = "has"
    if isinstance(value, date) and isinstance(operand, str):
        operand = date.fromisoformat(operand)
    return Truth.MET if _COMPARE[op](value, operand) else Truth.UNMET


def keys_of(condition: Mapping[str, Any] | bool | None) -> Iterator[str]:
    """Every fact key a condition asks for, in order of appearance, with repeats."""
    if not isinstance(condition, Mapping):
        return
    for key, wanted in condition.items():
        if key in ("all", "any"):
            for part in wanted:
                yield from keys_of(part)
        elif key == "not":
            yield from keys_of(wanted)
        else:
            yield key


def problems(condition: Any, known_keys: Mapping[str, Any]) -> list[str]:
    """What is wrong with a condition as written: unknown keys, operators or values not in the key's list."""
    if condition is None or isinstance(condition, bool):
        return []
    if not isinstance(condition, Mapping):
        return [f"条件应写成“键: 值”，实际是 {condition!r}"]
    found: list[str] = []
    for key, wanted in condition.items():
        if key in ("all", "any"):
            if not isinstance(wanted, list):
                found.append(f"“{key}”后面应是列表")
                continue
            for part in wanted:
                found += problems(part, known_keys)
        elif key == "not":
            found += problems(wanted, known_keys)
        elif key not in known_keys:
            found.append(f"事实词表中没有“{key}”")
        else:
            found += _value_problems(key, wanted, known_keys[key])
    return found


def _value_problems(key: str, wanted: Any, definition: Any) -> list[str]:
    tests = wanted if isinstance(wanted, Mapping) else {"eq": wanted}
    choices = getattr(definition, "choices", ())
    found = [f"“{key}”的比较“{op}”不认识" for op in tests if op not in _COMPARE and op != "known"]
    if choices:
        for op, operand in tests.items():
            if op in ("eq", "ne", "in", "has"):
                values = operand if isinstance(operand, list) else [operand]
                found += [f"“{key}”没有“{v}”这个取值" for v in values if v not in choices]
    return found
