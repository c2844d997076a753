"""Which violation is this? Elements decided by cues and facts, ordered together with what retrieval found.

A violation whose required elements are all shown is established; one of which some are shown and none refuted is
possible. Retrieval scores order them and settle ties; they never establish anything alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from assistant.facts.model import CaseFacts
from assistant.knowledge.cues import Patterns
from assistant.knowledge.fines import RangeFine
from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import Element, Violation
from assistant.knowledge.predicate import Truth, evaluate

from .lawful import heard
from .model import Candidate, ElementFinding

ESTABLISHED = 0.5
"""Confidence from which a candidate counts as established by its elements."""

SHOWN_AT_MOST = 6

WORTH_SHOWING = 0.15
"""Confidence below which a possible violation is not shown."""


def characterize(
    text: str,
    facts: CaseFacts,
    knowledge: Knowledge,
    retrieved: Mapping[str, float],
    patterns: Patterns | None = None,
) -> tuple[Candidate, ...]:
    """The violations the text may describe, the most likely first; empty where nothing fits.

    Clauses saying that all is in order, and allegations found untrue, show no element (see lawful.py); where what is left
    speaks of nothing wrong, nothing merely possible is listed.

    ``retrieved`` gives retrieval scores (0–1) by violation id.
    """
    patterns = patterns or Patterns(knowledge.lexicon)
    told = heard(text, patterns)
    text, facts = told.text, told.believed(facts)
    found = [
        candidate
        for violation in knowledge.violations.values()
        if (candidate := _candidate(violation, text, facts, patterns, retrieved.get(violation.id, 0.0)))
    ]
    if any(c.confidence >= ESTABLISHED for c in found) or told.wrong or not told.clean:
        found = [c for c in found if c.confidence >= WORTH_SHOWING]
    else:
        found = []
    found.sort(key=lambda c: (-_rank(c, retrieved.get(c.violation.id, 0.0)), c.violation.id))
    return tuple(_apply_preferences(found)[:SHOWN_AT_MOST])


def _candidate(
    violation: Violation, text: str, facts: CaseFacts, patterns: Patterns, retrieved: float
) -> Candidate | None:
    findings = tuple(_decide(e, text, facts, patterns) for e in violation.elements)
    required = [f for f, e in zip(findings, violation.elements, strict=True) if e.required]
    if any(f.status is Truth.UNMET for f in required):
        return None
    shown = [f for f in required if f.status is Truth.MET]
    if not shown:
        return None
    share = len(shown) / len(required)
    quotes = dict.fromkeys(q for f in findings for q in f.quotes)
    established = 0.55 + 0.3 * retrieved + 0.02 * min(len(quotes), 6)
    confidence = established if share == 1 else 0.45 * share * retrieved
    return Candidate(violation=violation, confidence=round(confidence, 4), elements=findings, evidence=tuple(quotes))


def _rank(candidate: Candidate, retrieved: float) -> float:
    """The order of candidates: established before possible; among established ones those that more of the text and
    retrieval speak for and that weigh more (the higher ceiling), another authority's last."""
    if candidate.confidence < ESTABLISHED:
        return candidate.confidence
    words = min(len(candidate.evidence), 6) / 6
    weight = math.log10(ceiling(candidate.violation)) / 7
    return 1.0 + 0.2 * retrieved + 0.1 * words + 0.4 * weight - 0.1 * candidate.violation.thin


def ceiling(violation: Violation) -> int:
    """The highest fine, in yuan, that any regime of a violation states as a range; 100,000 where none does."""
    fines = [f for r in violation.regimes for f in (r.fine, *(s.fine for s in r.steps)) if isinstance(f, RangeFine)]
    return max((f.max for f in fines), default=100_000)


def _decide(element: Element, text: str, facts: CaseFacts, patterns: Patterns) -> ElementFinding:
    by_facts = evaluate(element.facts, facts.get) if element.facts else Truth.UNKNOWN
    quotes = tuple(dict.fromkeys(m.quote for cue in element.cues if (m := patterns.clause(cue, text))))
    refuted = any(patterns.first(cue, text) for cue in element.against)
    if refuted or by_facts is Truth.UNMET:
        status = Truth.UNMET
    elif quotes or by_facts is Truth.MET:
        status = Truth.MET
    else:
        status = Truth.UNKNOWN
    return ElementFinding(element=element.id, text=element.text, status=status, quotes=quotes[:3])


def _apply_preferences(found: list[Candidate]) -> list[Candidate]:
    """A violation stands before those it outranks, where both are established."""
    order = list(found)
    for candidate in found:
        if candidate.confidence < ESTABLISHED:
            continue
        for other in candidate.violation.prefer_over:
            places = [i for i, c in enumerate(order) if c.violation.id == other]
            mine = order.index(candidate)
            if places and places[0] < mine:
                order.insert(places[0], order.pop(mine))
    return order
