"""Which violations of the catalogue a question names: by everyday words, by name, or by shared words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import Violation

from .guide import guide_of
from .overlap import Rarity, coverage, grams

NAMED = 0.8  # from here on the question clearly names the violation
LIKELY = 0.5  # from here on it is worth answering when the question asks about punishment
_FAINT = 0.3  # below it the best of them says nothing
_NEGATION = re.compile(r"没有|未能|未曾|尚未|[未没无不]")
_NEAR = 0.93  # violations this close to the best are answered together
_MOST = 3


@dataclass(frozen=True)
class _Entry:
    """The bigrams of a violation: of its name, of name and aliases, and of each description."""

    id: str
    name: frozenset[str]
    titles: frozenset[str]
    described: tuple[frozenset[str], ...]
    said: tuple[str, ...]


class Matcher:
    """The catalogue's names, aliases and descriptions, compared with a question."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge, self._guide = knowledge, guide_of(knowledge)
        self._entries = [_entry(v) for v in knowledge.violations.values()]
        self._rarity = Rarity(text for e in self._entries for text in (e.titles, *e.described))

    def find(self, question: str) -> list[tuple[Violation, float]]:
        """At most three violations with a score in 0–1, best first; those named outright stand alone."""
        scores = self._scores(question)
        for entry in self._guide.said(question)[:1]:
            for rank, name in enumerate(entry.violations):
                scores[name] = max(scores.get(name, 0.0), 1.0) + 0.3 - 0.01 * rank
        ranked = sorted(scores.items(), key=lambda s: (-s[1], s[0]))
        if not ranked or ranked[0][1] < LIKELY:
            return []
        best = ranked[0][1]
        return [(self._knowledge.violations[i], min(s, 1.0)) for i, s in ranked if s >= best * _NEAR][:_MOST]

    def likeness(self, question: str) -> dict[str, float]:
        """How like the question each violation is, the most alike 1.0; empty where none is like it at all."""
        scores = self._scores(question)
        best = max(scores.values(), default=0.0)
        return {i: s / best for i, s in scores.items()} if best >= _FAINT else {}

    def _scores(self, question: str) -> dict[str, float]:
        legal = self._guide.in_legal_words(_without(question, self._guide.settings.punish))
        wanted = _positive(self._guide.content(legal))
        if not wanted:
            return {}
        return {e.id: score for e in self._entries if (score := self._score(e, wanted, question)) > 0.2}

    def _score(self, entry: _Entry, wanted: frozenset[str], question: str) -> float:
        named = max((1.0 + len(s) / 1000 for s in entry.said if len(s) > 2 and s in question), default=0.0)
        if named:
            return named
        by_name = coverage(wanted, entry.titles, self._rarity)
        by_text = max((coverage(wanted, d | entry.titles, self._rarity) for d in entry.described), default=0.0)
        specific = coverage(entry.name, wanted, self._rarity)
        return 0.75 * max(by_name, 0.85 * by_text) + 0.25 * specific


def _entry(violation: Violation) -> _Entry:
    titles = "，".join((violation.name, *violation.aliases))
    elements = "；".join(e.text for e in violation.elements)
    return _Entry(
        id=violation.id,
        name=_positive(violation.name),
        titles=_positive(titles),
        described=tuple(_positive(t) for t in (*violation.described_as, elements) if t),
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
