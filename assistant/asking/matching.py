"""Which violations of the catalogue a question names: by everyday words, by name, or by shared words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    """A violation by its names: ``said`` are name and aliases, ``weight`` is that of the bigrams of the name."""

    id: str
    said: tuple[str, ...]
    weight: float


class Matcher:
    """The catalogue's names, aliases and descriptions, compared with a question.

    Kept as postings: for every bigram the entries whose name, or whose name or aliases, hold it, and the descriptions
    (of each, what it has beyond these).
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge, self._guide = knowledge, guide_of(knowledge)
        violations = knowledge.violations.values()
        names = [_positive(v.name) for v in violations]
        titles = [_positive("，".join((v.name, *v.aliases))) for v in violations]
        described = [(n, text - titles[n]) for n, v in enumerate(violations) for text in _descriptions(v)]
        self._rarity = Rarity(text for text in (*titles, *(text for _, text in described)))
        self._entries = [
            _Entry(v.id, (v.name, *v.aliases), sum(map(self._rarity, name)))
            for v, name in zip(violations, names, strict=True)
        ]
        self._described = [n for n, _ in described]
        self._in_names, self._in_titles = _postings(names), _postings(titles)
        self._in_described = _postings([text for _, text in described])

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
        specific, titles = _weights(weights, self._in_names), _weights(weights, self._in_titles)
        added: dict[int, float] = {}
        for text, weight in _weights(weights, self._in_described).items():
            described = self._described[text]
            added[described] = max(added.get(described, 0.0), weight)
        scores = {}
        for n, entry in enumerate(self._entries):
            held = titles.get(n, 0.0)
            score = 0.75 * max(held, 0.85 * (held + added.get(n, 0.0))) / total
            score += 0.25 * specific.get(n, 0.0) / entry.weight if entry.weight else 0.0
            scores[entry.id] = self._named(entry, question, mostly) or score
        return {i: score for i, score in scores.items() if score > 0.2}

    def _named(self, entry: _Entry, question: str, mostly: bool) -> float:
        """Above 1 where the question says a name of the entry outright, the longer the more; else 0."""
        name = max((s for s in entry.said if len(s) > 2 and s in question), key=len, default="")
        return 1.0 + len(name) / 1000 if name and (not mostly or self._is_most(name, question)) else 0.0


def _descriptions(violation: Violation) -> list[frozenset[str]]:
    elements = "；".join(e.text for e in violation.elements)
    return [_positive(text) for text in (*violation.described_as, elements) if text]


def _postings(texts: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    held: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        for gram in text:
            held.setdefault(gram, []).append(number)
    return held


def _weights(weights: Mapping[str, float], postings: Mapping[str, list[int]]) -> dict[int, float]:
    """What each text holds of the weighted bigrams."""
    held: dict[int, float] = {}
    for gram, weight in weights.items():
        for number in postings.get(gram, ()):
            held[number] = held.get(number, 0.0) + weight
    return held


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
