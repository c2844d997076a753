"""Job (b): candidates put in order by a model. Asked twice, in both orders; what it says twice and proves by quotes counts."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.facts.prefilter import required_words
from assistant.knowledge.cues import Patterns
from assistant.knowledge.model import Element
from assistant.knowledge.predicate import Truth
from assistant.reasoning.model import Candidate

from .door import Session
from .grounding import gives_orders
from .model import Call, Ranked, Ranking
from .reading import _around

_SHORTEST = 4


class Opinion:
    """A model's first choice among the candidates: its id, the verified quotes, whether they show every element, and which
    model and prompt chose."""

    def __init__(self, id: str, quotes: tuple[str, ...], proved: bool, by: str = "") -> None:
        self.id, self.quotes, self.proved, self.by = id, quotes, proved, by


def first_choice(text: str, candidates: Sequence[Candidate], patterns: Patterns, session: Session) -> Opinion | None:
    """The candidate a model puts first in both of two differently ordered questions; None where it does not hold to one."""
    if len(candidates) < 2:
        return None
    asked = [_first(text, order, session) for order in (candidates, candidates[::-1])]
    firsts, by = [first for first, _ in asked], asked[0][1]
    if firsts[0] is None or firsts[1] is None or firsts[0].id != firsts[1].id:
        return None
    chosen = next((c for c in candidates if c.violation.id == firsts[0].id), None)
    if chosen is None:
        return None
    quotes = {q.element: q.quote for first in firsts if first for q in first.quotes if _stands(q.quote, text)}
    needed = [e for e in chosen.violation.elements if e.required and not _shown(chosen, e)]
    proved = all(e.id in quotes and _about(e, quotes[e.id], patterns) for e in needed)
    apart = len({quotes[e.id] for e in needed if e.id in quotes}) == len(needed)
    return Opinion(chosen.violation.id, tuple(dict.fromkeys(quotes.values())), proved and apart and bool(quotes), by)


def _first(text: str, candidates: Sequence[Candidate], session: Session) -> tuple[Ranked | None, str]:
    """The candidate put first, and which model and prompt did."""
    rows = [
        {
            "id": c.violation.id,
            "name": c.violation.name,
            "elements": [{"id": e.id, "text": e.text} for e in c.violation.elements],
        }
        for c in candidates
    ]
    ids = tuple(c.violation.id for c in candidates)
    elements = tuple(dict.fromkeys(e.id for c in candidates for e in c.violation.elements))
    choices = {"id": ids, "element": elements}
    given = session.ask(Call("rank_violations", {"candidates": rows, "text": text}, Ranking, choices))
    if given is None:
        return None, ""
    known = [r for r in given.answer.order if r.id in ids]
    session.checked(given, order=[r.id for r in known], foreign=len(given.answer.order) - len(known))
    return (known[0] if known else None), given.by


def _stands(quote: str, text: str) -> bool:
    """Whether a quote is in the text, long enough to say something, and no order to anybody."""
    start = text.find(quote)
    return len(quote) >= _SHORTEST and start >= 0 and not gives_orders(_around(text, start, start + len(quote)))


def _shown(candidate: Candidate, element: Element) -> bool:
    return any(f.element == element.id and f.status is Truth.MET for f in candidate.elements)


def _about(element: Element, quote: str, patterns: Patterns) -> bool:
    """Whether a quote holds a word without which no cue of the element could match, and nothing that speaks against it."""
    if any(patterns.first(cue, quote) for cue in element.against):
        return False
    wanted = [required_words(patterns.compiled(cue).pattern) for cue in element.cues]
    return any(words is not None and any(w in quote for w in words) for words in wanted)
