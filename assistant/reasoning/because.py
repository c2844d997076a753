"""Why a condition is met, unmet or unknown, in one Chinese sentence: the fact with its quote, or what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.facts.model import CaseFacts
from assistant.knowledge.model import Condition, FactKey
from assistant.knowledge.predicate import Truth, keys_of

from .fines import money
from .transition import zh

_UNTIL = {
    "corrected": "须在作出处罚决定前改正并核查",
    "corrected_in_time": "须在责令改正期限届满前改正并核查",
    "corrected_at_once": "须在责令改正后立即改正并核查",
    "correction_days": "须在清单规定的期限内改正并核查",
}
"""By when something would have to be done or shown; anything else before the decision."""


def because(condition: Condition | None, status: Truth, facts: CaseFacts, vocabulary: Mapping[str, FactKey]) -> str:
    """The facts that decided the condition, or what is missing and by when it would have to be done."""
    keys = tuple(dict.fromkeys(keys_of(condition)))
    known = [said(key, facts, vocabulary) for key in keys if facts.find(key)]
    missing = [key for key in keys if not facts.find(key)]
    if status is Truth.UNKNOWN:
        names = "、".join(label(key, vocabulary) for key in missing) or "有关事实"
        have = f"已知{'；'.join(known)}；" if known else ""
        until = next((_UNTIL[key] for key in missing if key in _UNTIL), "须在作出处罚决定前查明")
        return f"{have}材料没有写明：{names}，{until}"
    if known:
        return "；".join(known)
    names = "、".join(label(key, vocabulary) for key in missing)
    return f"材料中没有“{names}”的记载，没有证明的按不符合处理；当事人提出的，应当重新审查"


def said(key: str, facts: CaseFacts, vocabulary: Mapping[str, FactKey]) -> str:
    """违法行为轻微：是（“……”）."""
    fact = facts.find(key)
    if fact is None:
        return ""
    quote = f"（“{fact.quote}”）" if fact.quote else "（执法人员填写）" if fact.source == "officer" else ""
    return f"{label(key, vocabulary)}：{shown(fact.value, vocabulary.get(key))}{quote}"


def label(key: str, vocabulary: Mapping[str, FactKey]) -> str:
    return vocabulary[key].label if key in vocabulary else key


def shown(value: Any, key: FactKey | None) -> str:
    """A value as it is read: 是/否, 26万元, 2026年9月3日, 0.05倍."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return zh(value)
    if isinstance(value, list | tuple):
        return "、".join(str(v) for v in value)
    if key and key.kind == "money":
        return money(int(value))
    return f"{value}{key.unit if key else ''}"
