"""Which violations of the catalogue a question names: by everyday words, by name, or by shared words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import Violation
from assistant.retrieval.likeness import Likeness

from .guide import guide_of
from .overlap import Rarity, coverage, grams

NAMED = 0.8  # from here on the question clearly names the violation
LIKELY = 0.5  # from here on it is worth answering when the question asks about punishment
_MOSTLY = 0.45
_FAINT = 0.3  # below it the best of them says nothing
_NEGATION = re.compile(r"没有|未能|未曾|尚未|[未没无不]")
_NEAR = 0.93  # violations this close to the best are answered together
_MOST = 3


@dataclass(frozen=True)
class _Entry:
    """The bigrams of a violation: of its name, of name and aliases, and of each description beyond these.

    ``weight`` is that of the whole name.
    """

    id: str
    name: frozenset[str]
    titles: frozenset[str]
    described: tuple[frozenset[str], ...]
    said: tuple[str, ...]
    weight: float = 0.0


class Matcher:
    """The catalogue's names, aliases and descriptions, compared with a question."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge, self._guide = knowledge, guide_of(knowledge)
        self._entries = [_entry(v) for v in knowledge.violations.values()]
        self._rarity = Rarity(text for e in self._entries for text in (e.titles, *e.described))
        self._entries = [replace(e, weight=sum(map(self._rarity, e.name))) for e in self._entries]

    def find(self, question: str, mostly: bool = False) -> list[tuple[Violation, float]]:
        """At most three violations with a score in 0–1, best first; those named outright stand alone.

        ``mostly``: a name counts only where it is most of the question (one that does not ask about punishment).
        """
        scores = self._scores(question, mostly)
        for entry in self._guide.said(question)[:1]:
            if mostly and not self._is_most(entry.said_in(question), question):
                continue
            for rank, name in enumerate(entry.violations):
                scores[name] = max(scores.get(name, 0.0), 1.0) + 0.3 - 0.01 * rank
        ranked = sorted(scores.items(), key=lambda s: (-s[1], s[0]))
        if not ranked or ranked[0][1] < LIKELY:
            return []
        best = ranked[0][1]
        return [(self._knowledge.violations[i], min(s, 1.0)) for i, s in ranked if s >= best * _NEAR][:_MOST]

    def likeness(self, question: str) -> dict[str, Likeness]:
        """How like the question each violation is by its words, the most alike 1.0; empty where none is like it at all."""
        scores = self._scores(question)
        best = max(scores.values(), default=0.0)
        return {i: Likeness(words=s / best) for i, s in scores.items()} if best >= _FAINT else {}

    def _is_most(self, words: str, question: str) -> bool:
        return coverage(_positive(self._guide.content(question)), _positive(words), self._rarity) >= _MOSTLY

    def _scores(self, question: str, mostly: bool = False) -> dict[str, float]:
        legal = self._guide.in_legal_words(_without(question, self._guide.settings.punish))
        wanted = _positive(self._guide.content(legal))
        weights = {g: self._rarity(g) for g in wanted}
        total = sum(weights.values())
        if not total:
            return {}
        scores = {e.id: self._score(e, weights, total, question, mostly) for e in self._entries}
        return {i: score for i, score in scores.items() if score > 0.2}

    def _score(self, entry: _Entry, weights: dict[str, float], total: float, question: str, mostly: bool) -> float:
        name = max((s for s in entry.said if len(s) > 2 and s in question), key=len, default="")
        if name and (not mostly or self._is_most(name, question)):
            return 1.0 + len(name) / 1000
        wanted = weights.keys()
        titles = sum(weights[g] for g in wanted & entry.titles)
        added = max((sum(weights[g] for g in wanted & text) for text in entry.described), default=0.0)
        specific = sum(weights[g] for g in wanted & entry.name) / entry.weight if entry.weight else 0.0
        return 0.75 * max(titles, 0.85 * (titles + added)) / total + 0.25 * specific


def _entry(violation: Violation) -> _Entry:
    titles = "，".join((violation.name, *violation.aliases))
    elements = "；".join(e.text for e in violation.elements)
    known = _positive(titles)
    return _Entry(
        id=violation.id,
        name=_positive(violation.name),
        titles=known,
        described=tuple(_positive(t) - known for t in (*violation.described_as, elements) if t),
        said=(violation.name, *violation.aliases),
    )


def _positive(text: str) -> frozenset[str]:
    """Bigrams without negations: 没有标签, 未设置标签 and 无标签 are about the same thing."""
    return grams(_NEGATION.sub(" ", text))


def _without(question: str, words: tuple[str, ...]) -> str:
    for word in sorted(words, key=len, reverse=True):
        question = question.replace(word, " ")
    return question


@lru_cache(maxsize=2)
def matcher_of(knowledge: Knowledge) -> Matcher:
    return Matcher(knowledge)
