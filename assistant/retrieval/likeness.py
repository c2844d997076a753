"""How like a text each violation is: what retrieval tells characterisation."""

from __future__ import annotations

from typing import NamedTuple

FAINTEST = -8.0
"""Where the logarithm of a share ends: less likely than that makes no difference."""


class Likeness(NamedTuple):
    """``words``: BM25 of its best passage as a share of the best violation's (0–1). ``sense``, ``whole``: the recogniser's
    log share against the best violation's (FAINTEST–0), of the piece of the text most like it and of the text as a whole;
    0 where there is no dense retrieval."""

    words: float = 0.0
    sense: float = 0.0
    whole: float = 0.0


UNLIKE = Likeness(0.0, FAINTEST, FAINTEST)
"""Of a violation that retrieval did not find."""
