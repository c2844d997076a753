"""How much of a question a text covers: shared character bigrams, rare ones counting more. 0 nothing, 1 everything."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable

from assistant.retrieval.segment import tokens

_UNSEEN = 40
Weight = Callable[[str], float]


def grams(text: str) -> frozenset[str]:
    """The bigrams (and whole words of letters or digits) of a text; lone characters say too little."""
    return frozenset(t for t in tokens(text) if len(t) > 1)


def coverage(wanted: frozenset[str], text: frozenset[str], weight: Weight) -> float:
    """The share of ``wanted``, by weight, that stands in ``text``."""
    total = sum(weight(g) for g in wanted)
    return sum(weight(g) for g in wanted & text) / total if total else 0.0


class Rarity:
    """Weights learned from texts: ln(1 + n / how many hold it).

    A bigram never seen weighs like a fairly common one: it may be foreign to the texts, or only two words' seam.
    """

    def __init__(self, texts: Iterable[frozenset[str]]) -> None:
        self._held: Counter[str] = Counter()
        self._count = 0
        for text in texts:
            self._held.update(text)
            self._count += 1

    def __call__(self, gram: str) -> float:
        return math.log(1 + self._count / (self._held.get(gram) or _UNSEEN))
