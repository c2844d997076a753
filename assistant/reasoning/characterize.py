"""Which violation is this? Elements decided by cues and facts; the order weighs them together with what retrieval tells.

A violation whose required elements are all shown is established; one of which none is refuted is possible. Retrieval
orders them; it never establishes anything alone. The weights are measured: corpus/ranking.yaml.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from assistant.facts.model import CaseFacts
from assistant.knowledge.cues import Patterns
from assistant.knowledge.fines import RangeFine
from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import Element, Ranking, Violation
from assistant.knowledge.predicate import Truth, evaluate
from assistant.retrieval.breach import SHORTEST, BreachReading
from assistant.retrieval.likeness import UNLIKE, Likeness

from .lawful import heard
from .model import Candidate, ElementFinding

SHOWN_AT_MOST = 8
"""So many violations are listed, and however many are established."""

LIKELY = 0.5
"""Confidence from which something merely possible is listed although the text says that things are in order."""

WORTH_SHOWING = 0.1
"""Confidence below which a possible violation is not shown, unless it comes first."""


def characterize(
    text: str,
    facts: CaseFacts,
    knowledge: Knowledge,
    retrieved: Mapping[str, Likeness],
    patterns: Patterns | None = None,
) -> tuple[Candidate, ...]:
    """The violations the text may describe, the most likely first; empty where nothing fits.

    Clauses saying that all is in order, and allegations found untrue, show no element (see lawful.py); where there are such
    and what is left hardly speaks of anything wrong, or where retrieval finds nothing like it, nothing merely possible is listed. ``retrieved``: by
    violation id.
    """
    found = candidates(text, facts, knowledge, retrieved, patterns or Patterns(knowledge.lexicon))
    found = _apply_preferences(found)
    kept = [c for n, c in enumerate(found) if n == 0 or c.established or c.confidence >= WORTH_SHOWING]
    return tuple(c for n, c in enumerate(kept) if n < SHOWN_AT_MOST or c.established)


class Listed(NamedTuple):
    """What is listed of the violations found; ``doubt``: the text reads like one that shows none; ``nearest``: the name of
    the first of those kept back for that, or the empty string."""

    candidates: tuple[Candidate, ...]
    doubt: bool = False
    nearest: str = ""


def listed(found: tuple[Candidate, ...], reading: BreachReading | None, text: str) -> Listed:
    """The violations found, as far as the text reads like one that shows a violation (see retrieval.breach)."""
    if reading is None or not found or len(text.strip()) < SHORTEST:
        return Listed(found)
    score = reading.score(text)
    established = any(c.established for c in found)
    if score < (reading.none if established else reading.doubtful):
        return Listed((), True, found[0].violation.name)
    return Listed(found, score < reading.doubtful)


def candidates(
    text: str, facts: CaseFacts, knowledge: Knowledge, retrieved: Mapping[str, Likeness], patterns: Patterns
) -> list[Candidate]:
    """Every violation the text may describe, in the order of their scores."""
    told = heard(text, patterns)
    reading = Reading(text, told.text, told.believed(facts), patterns)
    found = []
    for violation in knowledge.violations.values():
        likeness = retrieved.get(violation.id, UNLIKE if retrieved else Likeness())
        candidate = _candidate(violation, reading, likeness, knowledge.ranking)
        found += [candidate] if candidate else []
    if not any(c.established for c in found):
        likely = max((c.confidence for c in found), default=0.0) >= LIKELY
        if not retrieved or (told.clean and not (told.wrong and likely)):
            return []
    return sorted(found, key=lambda c: (-c.confidence, c.violation.id))


class Reading(NamedTuple):
    """What elements are read from: the officer's text (for quoting), the same length of text heard, and the facts."""

    original: str
    text: str
    facts: CaseFacts
    patterns: Patterns

    def quotes(self, cues: Iterable[str]) -> tuple[str, ...]:
        """The officer's own words in which the cues match, each once."""
        matches = (self.patterns.clause(cue, self.text) for cue in cues)
        return tuple(dict.fromkeys(self.original[m.start : m.end] for m in matches if m))


class Signals(NamedTuple):
    """What speaks for a violation: see ``Ranking`` for each."""

    sense: float
    whole: float
    words: float
    shown: float
    partly: float
    cued: float
    weight: float


def _candidate(violation: Violation, reading: Reading, likeness: Likeness, ranking: Ranking) -> Candidate | None:
    findings = tuple(_decide(e, reading) for e in violation.elements)
    required = [f for f, e in zip(findings, violation.elements, strict=True) if e.required]
    if any(f.status is Truth.UNMET for f in required):
        return None
    shown = [f for f in required if f.status is Truth.MET]
    if not shown:
        return None
    quotes = tuple(dict.fromkeys(q for f in findings for q in f.quotes))
    established = len(shown) == len(required)
    signals = Signals(
        sense=likeness.sense,
        whole=likeness.whole,
        words=likeness.words,
        shown=float(established),
        partly=0.0 if established else len(shown) / len(required),
        cued=sum(bool(f.quotes) for f in required) / len(required),
        weight=math.log10(ceiling(violation)) / 7 if established else 0.0,
    )._asdict()
    return Candidate(
        violation=violation,
        confidence=round(ranking.confidence(signals), 4),
        established=established,
        signals=signals,
        elements=findings,
        evidence=quotes,
    )


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
    """An established violation stands before those it outranks, with no less confidence than they."""
    order = list(found)
    for candidate in found:
        if not candidate.established:
            continue
        mine = next(i for i, c in enumerate(order) if c.violation.id == candidate.violation.id)
        places = [i for i, c in enumerate(order[:mine]) if c.violation.id in candidate.violation.prefer_over]
        if places:
            risen = candidate.model_copy(update={"confidence": order[places[0]].confidence})
            del order[mine]
            order.insert(places[0], risen)
    return order
