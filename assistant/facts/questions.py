"""What the officer is asked: each missing or contradicted fact once, the most consequential first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from assistant.knowledge.model import FactKey

from .model import CaseFacts, Fact, Question

# Which conclusion a question serves, the weightiest first; others follow as given.
_WEIGHT = ("violation", "basis", "exemption", "discretion", "procedure")
_SOURCES = {"officer": "执法人员填写", "model": "模型读出", "text": "材料"}


def questions_for(
    keys_by_purpose: Mapping[str, Iterable[str]],
    facts: CaseFacts,
    vocabulary: Mapping[str, FactKey],
) -> tuple[Question, ...]:
    """Questions for the keys that are wanted and not known, and for every contradiction.

    Contradictions come first, then by the weightiest conclusion served, then by how many it serves, then as asked.
    """
    wanted: dict[str, list[str]] = {}
    for purpose, keys in keys_by_purpose.items():
        for key in keys:
            purposes = wanted.setdefault(key, [])
            if purpose not in purposes:
                purposes.append(purpose)
    order = {p: i for i, p in enumerate(dict.fromkeys([*_WEIGHT, *keys_by_purpose]))}
    merged: dict[str, Question] = {}
    for conflict in facts.conflicts:
        key = conflict[0].key
        if key in vocabulary and key not in merged:
            merged[key] = Question(
                key=key, ask=_ask_conflict(conflict, vocabulary), matters_for=_sorted(wanted.get(key, []), order)
            )
    missing = [k for k in wanted if k in vocabulary and k not in merged and facts.get(k) is None]
    missing.sort(key=lambda k: (min(order[p] for p in wanted[k]), -len(wanted[k])))
    asked = [Question(key=k, ask=vocabulary[k].ask, matters_for=_sorted(wanted[k], order)) for k in missing]
    return (*merged.values(), *asked)


def _sorted(purposes: list[str], order: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(purposes, key=lambda p: order[p]))


def _ask_conflict(conflict: tuple[Fact, ...], vocabulary: Mapping[str, FactKey]) -> str:
    definition = vocabulary[conflict[0].key]
    if len(conflict) == 1:
        return _ask_doubtful(conflict[0], definition)
    if len({f.key for f in conflict}) > 1:
        parts = "，".join(f"{_label(f, vocabulary)}是{_show(f.value)}（{_origin(f)}）" for f in conflict)
        return f"日期前后矛盾：{parts}。请核对，以哪个为准？"
    parts = "，".join(f"{_origin(f)}（{_show(f.value)}）" for f in conflict)
    return f"关于{definition.label}有不同说法：{parts}。以哪个为准？{definition.ask}"


def _ask_doubtful(fact: Fact, definition: FactKey) -> str:
    if fact.value is None:
        return f"材料写的“{fact.quote}”不是真实存在的日期。{definition.ask}"
    if isinstance(fact.value, date):
        return f"材料写的“{fact.quote}”还没有到，作为{definition.label}不成立。{definition.ask}"
    return f"材料写的“{fact.quote}”有疑问。{definition.ask}"


def _label(fact: Fact, vocabulary: Mapping[str, FactKey]) -> str:
    return vocabulary[fact.key].label if fact.key in vocabulary else fact.key


def _origin(fact: Fact) -> str:
    return f"{_SOURCES[fact.source]}“{fact.quote}”" if fact.quote else f"{_SOURCES[fact.source]}的内容"


def _show(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "、".join(map(str, value))
    return str(value)
