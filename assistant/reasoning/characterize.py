"""Which violation is this? Elements decided by cues and facts, ordered together with what retrieval found.

A violation whose required elements are all shown is established; one of which some are shown and none refuted is
possible. Retrieval scores order them and settle ties; they never establish anything alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

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

NEAR = 0.6
"""Retrieval score from which cues may reach across sentences."""

_ENDS = str.maketrans(dict.fromkeys("。；;！!？?\n", "，"))


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

    Cues are read within one sentence; where that establishes nothing, once more across sentences, for the violations
    that retrieval finds near. ``retrieved`` gives retrieval scores (0–1) by violation id.
    """
    patterns = patterns or Patterns(knowledge.lexicon)
    told = heard(text, patterns)
    reading = Reading(text, told.text, told.believed(facts), patterns)
    found = _all(knowledge.violations.values(), reading, retrieved)
    if not any(c.confidence >= ESTABLISHED for c in found):
        near = [v for v in knowledge.violations.values() if retrieved.get(v.id, 0.0) >= NEAR]
        across = [c for c in _all(near, reading.across(), retrieved) if c.confidence >= ESTABLISHED]
        found = across + [c for c in found if c.violation not in [a.violation for a in across]]
    if any(c.confidence >= ESTABLISHED for c in found) or told.wrong:
        found = [c for c in found if c.confidence >= WORTH_SHOWING]
    else:
        found = []
    found.sort(key=lambda c: (-_rank(c, retrieved.get(c.violation.id, 0.0)), c.violation.id))
    return tuple(_apply_preferences(found)[:SHOWN_AT_MOST])


class Reading(NamedTuple):
    """What elements are read from: the officer's text (for quoting), the same length of text heard, and the facts."""

    original: str
    text: str
    facts: CaseFacts
    patterns: Patterns

    def across(self) -> Reading:
        """The same, with the ends of sentences made commas, so that cues reach from one sentence into the next."""
        return self._replace(text=self.text.translate(_ENDS))

    def quotes(self, cues: Iterable[str]) -> tuple[str, ...]:
        """The officer's own words in which the cues match, each once."""
        matches = (self.patterns.clause(cue, self.text) for cue in cues)
        return tuple(dict.fromkeys(self.original[m.start : m.end] for m in matches if m))


def _all(violations: Iterable[Violation], reading: Reading, retrieved: Mapping[str, float]) -> list[Candidate]:
    candidates = (_candidate(v, reading, retrieved.get(v.id, 0.0)) for v in violations)
    return [c for c in candidates if c]


def _candidate(violation: Violation, reading: Reading, retrieved: float) -> Candidate | None:
    findings = tuple(_decide(e, reading) for e in violation.elements)
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


def _decide(element: Element, reading: Reading) -> ElementFinding:
    by_facts = evaluate(element.facts, reading.facts.get) if element.facts else Truth.UNKNOWN
    quotes = reading.quotes(element.cues)
    refuted = any(reading.patterns.first(cue, reading.text) for cue in element.against)
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
