"""Job (a): facts a model finds in the text. Code finds the words again, reads figures itself, and trusts nothing else.

A figure is used where the words hold it and its name, once, beside no order to anybody. Everything else that stands in
the text is put to the officer as a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.errors import BadInput
from assistant.facts.answers import checked
from assistant.facts.model import CaseFacts, Fact
from assistant.facts.reading import suspicious_instructions
from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import FactKey
from assistant.law.money import amounts_in
from assistant.law.numerals import to_int

from .door import Session
from .grounding import gives_orders
from .model import Call, ReadFact, ReadFacts

_KINDS = {
    "bool": "是/否",
    "money": "金额",
    "number": "数量",
    "date": "日期",
    "choice": "单选",
    "choices": "多选",
    "text": "文字",
    "texts": "文字",
}
_NUMBER = re.compile(r"(?P<n>\d+(?:\.\d+)?|[零一二两三四五六七八九十百千万]+)\s*(?P<unit>[\u4e00-\u9fa5]{0,2})")
_SENTENCE_END = "。！？；!?;\n"
_LONGEST_QUOTE = 120
_KNOWN = ("已有事实", "重复")
"""Why a fact falls that may well be right."""


class Reading:
    """What was read: ``used`` figures code has read again, ``asked`` facts only the officer can confirm, how many fell, and
    which model and prompt read it."""

    def __init__(
        self,
        used: Iterable[Fact] = (),
        asked: Iterable[Fact] = (),
        dropped: Mapping[str, int] | None = None,
        by: str = "",
    ) -> None:
        self.used, self.asked, self.by = tuple(used), tuple(asked), by
        self.dropped = dict(dropped or {})


def read_facts(
    text: str, facts: CaseFacts, wanted: Sequence[FactKey], knowledge: Knowledge, session: Session
) -> Reading:
    """The facts of ``wanted`` that a model finds in the text and code finds again. Facts already known are never touched."""
    if not wanted:
        return Reading()
    rows = [
        {"key": k.key, "label": k.label, "kind": _KINDS[k.kind], "unit": k.unit, "choices": "、".join(k.choices)}
        for k in wanted
    ]
    choices = {"key": tuple(k.key for k in wanted)}
    given = session.ask(Call("read_facts", {"wanted": rows, "text": text}, ReadFacts, choices))
    if given is None:
        return Reading()
    reading = _weighed(given.answer.facts, text, facts, {k.key: k for k in wanted}, knowledge, given.by)
    session.checked(
        given, used=[f.key for f in reading.used], asked=[f.key for f in reading.asked], dropped=reading.dropped
    )
    unproved = sum(n for why, n in reading.dropped.items() if why not in _KNOWN)
    if unproved:
        session.tell(f"语言模型读出的事实有 {unproved} 项没有通过核对（原文中没有、取值不合等），没有采用。")
    return reading


def _weighed(
    read: Iterable[ReadFact],
    text: str,
    facts: CaseFacts,
    wanted: Mapping[str, FactKey],
    knowledge: Knowledge,
    by: str,
) -> Reading:
    used: dict[str, Fact] = {}
    asked: dict[str, Fact] = {}
    dropped: dict[str, int] = {}
    disputed = {f.key for conflict in facts.conflicts for f in conflict}
    for one in read:
        fact, why = _verified(one, text, wanted)
        if fact is None:
            dropped[why] = dropped.get(why, 0) + 1
        elif facts.find(fact.key) or fact.key in disputed:
            dropped["已有事实"] = dropped.get("已有事实", 0) + 1
        elif fact.key in used or fact.key in asked:
            dropped["重复"] = dropped.get("重复", 0) + 1
        elif (figure := _figure(fact, text, wanted[fact.key], knowledge)) is not None:
            used[fact.key] = figure
        else:
            asked[fact.key] = fact
    return Reading(used.values(), asked.values(), dropped, by)


def _verified(one: ReadFact, text: str, wanted: Mapping[str, FactKey]) -> tuple[Fact | None, str]:
    """The fact with its place in the text, or why it falls."""
    definition = wanted.get(one.key)
    if definition is None:
        return None, "没有问到的键"
    quote = one.quote.strip()
    start = text.find(quote)
    if len(quote) < 2 or len(quote) > _LONGEST_QUOTE or start < 0:
        return None, "原文中没有"
    around = _around(text, start, start + len(quote))
    if gives_orders(around) or suspicious_instructions(around):
        return None, "不是陈述事实的话"
    try:
        value = _value(one.value, quote, definition, wanted)
    except (BadInput, ValueError):
        return None, "取值不合类型"
    return Fact(key=one.key, value=value, source="model", span=(start, start + len(quote)), quote=quote), ""


def _value(said: str, quote: str, definition: FactKey, wanted: Mapping[str, FactKey]) -> Any:
    """The value in its kind; numbers, sums and words must stand in the quote. Raises where they do not."""
    if definition.kind == "money":
        sums = {a.yuan for a in amounts_in(quote) if a.yuan is not None}
        value = checked(definition.key, said, wanted)
        if value not in sums:
            raise ValueError(said)
        return value
    value = checked(definition.key, said, wanted)
    if definition.kind == "number" and value not in {n for n, unit in _numbers(quote) if _fits(unit, definition)}:
        raise ValueError(said)
    if definition.kind == "date" and not all(str(part) in quote for part in (value.month, value.day)):
        raise ValueError(said)
    if definition.kind == "text" and value not in quote:
        raise ValueError(said)
    if definition.kind == "texts" and not all(v in quote for v in value):
        raise ValueError(said)
    if definition.kind in ("bool", "choice", "choices") and not _speaks_of(definition, quote):
        raise ValueError(said)
    return value


def _fits(unit: str, definition: FactKey) -> bool:
    """Whether what is written behind a number is the unit of the fact (无 for a fact without one)."""
    return unit[:1] == definition.unit[:1] if definition.unit else True


def _speaks_of(definition: FactKey, quote: str) -> bool:
    """Whether a quote shares two characters in a row with the name, the question or the choices of a fact."""
    words = "，".join((definition.label, definition.ask, *definition.choices))
    return any(words[i : i + 2] in quote for i in range(len(words) - 1) if "，" not in words[i : i + 2])


def _figure(fact: Fact, text: str, definition: FactKey, knowledge: Knowledge) -> Fact | None:
    """The fact where code reads the same figure: alone in its words, beside its name, in the right unit."""
    rule = knowledge.data("llm.yaml")["figures"].get(fact.key)
    if rule is None or fact.span is None:
        return None
    clause = _around(text, *fact.span, ends=_SENTENCE_END + "，,")
    if not any(w in clause for w in rule["near"]) or any(w in _around(text, *fact.span) for w in rule["not"]):
        return None
    if definition.kind == "money":
        found: list[Any] = [a.yuan for a in amounts_in(clause)]
    else:
        found = [n for n, unit in _numbers(clause) if unit[:1] == definition.unit[:1]]
    return fact if found == [fact.value] else None


def _numbers(text: str) -> list[tuple[float, str]]:
    found = []
    for match in _NUMBER.finditer(text):
        word = match["n"]
        try:
            found.append((float(word) if word[0].isdigit() else float(to_int(word)), match["unit"]))
        except ValueError:
            continue
    return found


def _around(text: str, start: int, end: int, ends: str = _SENTENCE_END) -> str:
    """The sentence (or clause) around a place."""
    left = max((text.rfind(mark, 0, start) for mark in ends), default=-1) + 1
    right = min((at for mark in ends if (at := text.find(mark, max(end - 1, start))) >= 0), default=len(text))
    return text[left : max(right, end)]
