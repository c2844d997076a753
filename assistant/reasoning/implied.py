"""Facts that follow at once from other facts (corpus/implications.yaml), with the quotes they were read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.facts.model import CaseFacts, Fact
from assistant.knowledge.load import Knowledge
from assistant.knowledge.predicate import Truth, evaluate, keys_of

_PASSES = 3


def with_implied(facts: CaseFacts, knowledge: Knowledge) -> CaseFacts:
    """These facts and what they imply; a known fact is never replaced, and a contradicted one is not filled in."""
    rules: Sequence[Mapping[str, Any]] = knowledge.data("implications.yaml")
    disputed = {f.key for group in facts.conflicts for f in group}
    for _ in range(_PASSES):
        new = [fact for rule in rules for fact in _follows(rule, facts) if fact.key not in disputed]
        if not new:
            break
        facts = facts.with_facts(*{f.key: f for f in reversed(new)}.values())
    return facts


def _follows(rule: Mapping[str, Any], facts: CaseFacts) -> list[Fact]:
    if evaluate(rule["when"], facts.get) is not Truth.MET:
        return []
    from_fact = next(f for key in keys_of(rule["when"]) if (f := facts.find(key)))
    return [
        Fact(key=key, value=value, source=from_fact.source, span=from_fact.span, quote=from_fact.quote)
        for key, value in rule["then"].items()
        if facts.find(key) is None
    ]
