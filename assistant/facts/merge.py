"""From many finds to one fact a key: the best priority counts, differing values are resolved or become a conflict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from assistant.knowledge.load import default_knowledge
from assistant.knowledge.model import FactKey
from assistant.knowledge.predicate import Truth, evaluate, keys_of

from .model import CaseFacts, Fact
from .passages import Document
from .rules import Find, extraction_data

_ORDER_OF_DAYS = (
    ("act_start", "found_on"),
    ("act_start", "act_end"),
    ("construction_start_on", "found_on"),
    ("construction_start_on", "construction_end_on"),
    ("construction_start_on", "production_start_on"),
)


def merged(finds: Iterable[Find], document: Document, vocabulary: Mapping[str, FactKey]) -> CaseFacts:
    """All finds as facts of source text; contradictions stand in ``conflicts`` and their key stays unknown."""
    by_key: dict[str, list[Find]] = {}
    for find in finds:
        by_key.setdefault(find.key.removesuffix("!"), []).append(find)
    facts: list[Fact] = []
    conflicts: list[tuple[Fact, ...]] = []
    for key, group in by_key.items():
        if key not in vocabulary:
            continue
        best = _best(group)
        if vocabulary[key].kind in ("choices", "texts"):
            facts.append(_listed(key, best, document, vocabulary[key]))
            continue
        chosen = _resolve(key, best, vocabulary[key])
        if isinstance(chosen, Find):
            facts.append(_fact(chosen, document))
        else:
            conflicts.append(tuple(_fact(f, document) for f in chosen))
    return CaseFacts(text=document.original, facts=tuple(facts), conflicts=tuple(conflicts))


def _best(group: list[Find]) -> list[Find]:
    top = max(f.priority for f in group)
    return sorted((f for f in group if f.priority == top), key=lambda f: (f.start, -f.end))


def _listed(key: str, finds: list[Find], document: Document, definition: FactKey) -> Fact:
    values = list(dict.fromkeys(f.value for f in finds))
    if definition.choices:
        values = [c for c in definition.choices if c in values]
    return _fact(finds[0]._replace(value=tuple(values)), document)


def _resolve(key: str, finds: list[Find], definition: FactKey) -> Find | list[Find]:
    """The find that stands for all, or the differing ones where they contradict each other."""
    doubtful = [f for f in finds if f.value is None]
    if doubtful:
        return doubtful[:1]
    distinct = list({_same(f.value): f for f in reversed(finds)}.values())[::-1]
    if len(distinct) == 1 and not any(f.key.endswith("!") for f in finds):
        return finds[0]
    if any(f.key.endswith("!") for f in finds):
        return distinct[:2] if len(distinct) > 1 else finds[0]
    way = extraction_data("common.yaml")["resolve"].get(key)
    if way == "then_true":
        return _then_true(finds) or distinct
    return _WAYS[way](finds, definition) if way else _sum_or_conflict(key, finds, distinct)


def _same(value: Any) -> Any:
    return (type(value) is bool, value)


def _then_true(finds: list[Find]) -> Find | None:
    """First false, later true (not yet corrected at the inspection, corrected afterwards): true."""
    first_true = next(i for i, f in enumerate(finds) if f.value is True)
    return finds[first_true] if all(f.value is True for f in finds[first_true:]) else None


def _sum_or_conflict(key: str, finds: list[Find], distinct: list[Find]) -> Find | list[Find]:
    """Amounts listed side by side in one sentence (3吨、2吨) add up; anything else that differs is a contradiction."""
    if key == "waste_tons" and finds[-1].start - finds[0].start < 80 and all(f.value > 0 for f in finds):
        apart = all(a.end <= b.start for a, b in pairwise(finds))
        if apart:
            total = sum(f.value for f in finds)
            return finds[0]._replace(value=round(total, 6), end=finds[-1].end)
    return distinct


def _by_choice(sign: int) -> Callable[[list[Find], FactKey], Find]:
    def pick(finds: list[Find], definition: FactKey) -> Find:
        return max(finds, key=lambda f: sign * definition.choices.index(f.value))

    return pick


_WAYS: dict[str, Callable[[list[Find], FactKey], Find]] = {
    "max": lambda finds, d: max(finds, key=lambda f: f.value),
    "min": lambda finds, d: min(finds, key=lambda f: f.value),
    "first": lambda finds, d: finds[0],
    "last": lambda finds, d: finds[-1],
    "true_wins": lambda finds, d: next(f for f in finds if f.value is True),
    "false_wins": lambda finds, d: next(f for f in finds if f.value is False),
    "heavier": _by_choice(1),
    "earlier": _by_choice(-1),
}


def _fact(find: Find, document: Document) -> Fact:
    key = find.key.removesuffix("!")
    return Fact(
        key=key,
        value=find.value,
        source="text",
        span=(find.start, find.end),
        quote=document.quote(find.start, find.end),
    )


def with_answers(facts: CaseFacts, answers: Iterable[Fact]) -> CaseFacts:
    """The facts with the officer's in place of the text's; what the officer settled is no conflict any more."""
    given = tuple(_with_words(f, facts.find(f.key)) for f in answers)
    settled = {f.key for f in given}
    kept = tuple(c for c in facts.conflicts if not all(f.key in settled for f in c))
    return facts.with_facts(*given).model_copy(update={"conflicts": kept})


def _with_words(answer: Fact, read: Fact | None) -> Fact:
    """The answer with the words of the text that say the same: they are what a document can show for it."""
    if answer.quote or read is None or not read.span or read.value != answer.value:
        return answer
    return answer.model_copy(update={"span": read.span, "quote": read.quote})


def with_implied(facts: CaseFacts, vocabulary: Mapping[str, FactKey]) -> CaseFacts:
    """Facts that follow at once (corpus/implications.yaml and the dates of extraction/common.yaml), quoted like their grounds."""
    rules = [*default_knowledge().data("implications.yaml"), *extraction_data("common.yaml")["implications"]]
    disputed = {f.key for c in facts.conflicts for f in c}
    for _ in range(3):
        before = facts
        for rule in rules:
            missing = {
                k: v for k, v in rule["then"].items() if facts.find(k) is None and k not in disputed and k in vocabulary
            }
            if missing and evaluate(rule["when"], facts.get) is Truth.MET:
                facts = facts.with_facts(*(_implied(k, v, rule["when"], facts) for k, v in missing.items()))
        if facts is before:
            break
    return facts


def _implied(key: str, value: Any, when: Mapping[str, Any], facts: CaseFacts) -> Fact:
    copied = value[1:-1] if isinstance(value, str) and value.startswith("{") else None
    ground = facts.find(copied) if copied else next((f for k in keys_of(when) if (f := facts.find(k))), None)
    if ground is None:
        return Fact(key=key, value=value, source="text")
    return ground.model_copy(update={"key": key, "value": ground.value if copied else value})


def with_checked_order(facts: CaseFacts, today: date) -> CaseFacts:
    """Days in the wrong order, and days still to come, are taken out of the facts and put to the officer."""
    for earlier, later in _ORDER_OF_DAYS:
        a, b = facts.find(earlier), facts.find(later)
        if a and b and a.value > b.value:
            facts = _set_aside(facts, a, b)
    for key in ("found_on", "act_start", "construction_start_on", "production_start_on"):
        fact = facts.find(key)
        if fact and fact.source == "text" and fact.value > today:
            facts = _set_aside(facts, fact)
    return facts


def _set_aside(facts: CaseFacts, *doubtful: Fact) -> CaseFacts:
    gone = {f.key for f in doubtful if f.source == "text"}
    conflict = tuple(sorted(doubtful, key=lambda f: f.source != "text"))
    return facts.model_copy(
        update={"facts": tuple(f for f in facts.facts if f.key not in gone), "conflicts": (*facts.conflicts, conflict)}
    )
