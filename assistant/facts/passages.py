"""The text as extraction sees it: same length, digits folded, quoted law and suppositions blanked, cut into sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

BLANK = "\ufffc"
_FOLD = {c: chr(ord(c) - 0xFEE0) for c in map(chr, range(0xFF10, 0xFF5B)) if chr(ord(c) - 0xFEE0).isalnum()}
_FOLD |= {"．": ".", "％": "%", "\u00a0": " ", "\u3000": " ", "（": "(", "）": ")", "○": "〇", "ｐ": "p"}
_FOLDED = str.maketrans(_FOLD)
_SENTENCE = re.compile(r"[^。！？!?；;\n]{1,400}")
_CLAUSE_END = "，,。；;！？!?\n"


class Passage(NamedTuple):
    """A sentence (at most 400 characters), and where it starts in the text."""

    start: int
    text: str


class Document:
    """One text prepared for extraction. Offsets of the masked text are offsets of the original.

    ``masks`` are expressions whose matches (or whose group ``m``) say nothing about the facts of the case.
    """

    def __init__(self, text: str, masks: Iterable[re.Pattern[str]] = ()) -> None:
        self.original = text
        self.folded = text.translate(_FOLDED)
        self.masked = _blank(self.folded, masks)
        self._sentences_with: dict[str, frozenset[int]] = {}

    @cached_property
    def sentences(self) -> tuple[Passage, ...]:
        return tuple(Passage(m.start(), m.group()) for m in _SENTENCE.finditer(self.masked) if m.group().strip())

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence an offset stands in (the one before it where it stands between two)."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def holding(self, words: frozenset[str] | None) -> Iterable[int]:
        """The numbers of the sentences that hold one of the words, in order; all of them for None."""
        if words is None:
            return range(len(self.sentences))
        return sorted(frozenset().union(*(self._with(word) for word in words)))

    def _with(self, word: str) -> frozenset[int]:
        known = self._sentences_with.get(word)
        if known is None:
            known = frozenset(self.sentence_at(offset) for offset in _offsets(self.masked, word))
            self._sentences_with[word] = known
        return known

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The bounds of the clause (between commas) around a span."""
        while start > 0 and self.masked[start - 1] not in _CLAUSE_END:
            start -= 1
        while end < len(self.masked) and self.masked[end] not in _CLAUSE_END:
            end += 1
        return start, end

    def quote(self, start: int, end: int) -> str:
        return self.original[start:end]


def _offsets(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _blank(text: str, masks: Iterable[re.Pattern[str]]) -> str:
    for mask in masks:
        group = "m" if "m" in mask.groupindex else 0
        pieces: list[str] = []
        done = 0
        for match in mask.finditer(text):
            start, end = match.span(group)
            if start < done or end <= start:
                continue
            pieces += [text[done:start], BLANK * (end - start)]
            done = end
        if pieces:
            text = "".join([*pieces, text[done:]])
    return text
