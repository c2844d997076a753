"""What was known on the day of a document: later evidence, checks and paragraphs of the case do not stand in it yet."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

from assistant.facts.file import Rectification
from assistant.facts.model import Case, CaseFacts, Party, Procedure

_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_KINDS = {"单位": "legal", "个体工商户": "soho_named", "个人": "natural"}


class Stood(NamedTuple):
    """The case and its facts on a day, and the words of the case that are later."""

    case: Case
    facts: CaseFacts
    left_out: tuple[str, ...] = ()


def as_it_stood(case: Case, facts: CaseFacts, on: date | None) -> Stood:
    """The case on a day; as it stands now where the day is not known."""
    if on is None:
        return Stood(case, facts)
    text, left = until(case.text, on)
    known: dict[str, Any] = {
        "text": text,
        "evidence": tuple(e for e in case.evidence if e.obtained_on is None or e.obtained_on <= on),
        "rectification": _order(case.rectification, on),
        "procedure": _procedure(case.procedure, on),
    }
    if case.act and case.act[1] > on >= case.act[0]:
        known["act"] = (case.act[0], on)
    told = tuple(f for f in facts.facts if not f.quote or not f.span or f.quote in text)
    return Stood(case.model_copy(update=known), facts.model_copy(update={"facts": told}), left)


def _order(order: Rectification, on: date) -> Rectification:
    unchecked = {"checked": "", "checked_on": None}
    if order.done_on and order.done_on > on:
        return order.model_copy(update={"done_on": None, **unchecked})
    if order.checked_on and order.checked_on > on:
        return order.model_copy(update=unchecked)
    return order


def _procedure(procedure: Procedure, on: date) -> Procedure:
    """Without a filing or hearing that came later; a hearing that came later answers another notice."""
    later: dict[str, Any] = {}
    if procedure.filed_on and procedure.filed_on > on:
        later["filed_on"] = None
    held = procedure.hearing.held_on if procedure.hearing else None
    if held and held > on:
        later |= {"hearing": None, "requested_hearing": None, "made_statement": None, "defences": ()}
    return procedure.model_copy(update=later) if later else procedure


def known_party(party: Party, facts: CaseFacts) -> Party:
    """The party as given; what is not given, as far as the text names it. A party of which nothing is given has the kind
    the text says."""
    kind = _KINDS.get(str(facts.get("party_kind")), party.kind) if party == Party() else party.kind
    read = {
        key: facts.get(fact)
        for key, fact in (("name", "party_name"), ("uscc", "uscc"), ("representative", "representative"))
    }
    found = {key: str(value) for key, value in read.items() if value and not getattr(party, key)}
    return party.model_copy(update={"kind": kind, **found})


def until(text: str, on: date) -> tuple[str, tuple[str, ...]]:
    """The text as far as it speaks of days up to ``on``, and what was left out.

    Each paragraph is cut before the first sentence that names a later day, for what follows it tells of that day.
    """
    kept, left = [], []
    for paragraph in text.split("\n"):
        sentences = re.findall(r"[^。]*。|[^。]+$", paragraph)
        first = next((n for n, s in enumerate(sentences) if _names_later(s, on)), len(sentences))
        kept.append("".join(sentences[:first]))
        left += ["".join(sentences[first:])] if first < len(sentences) else []
    return "\n".join(kept), tuple(left)


def _names_later(sentence: str, on: date) -> bool:
    return any((int(y), int(m), int(d)) > (on.year, on.month, on.day) for y, m, d in _DAY.findall(sentence))
