"""The text as extraction sees it: same length, digits folded, quoted law and suppositions blanked, cut into sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from .normal import WIDE
from .prefilter import required_words

BLANK = "\ufffc"
_FOLD = WIDE | {"．": ".", "％": "%", "\u00a0": " ", "\u3000": " ", "（": "(", "）": ")", "○": "〇"}
_FOLDED = str.maketrans(_FOLD)
_SENTENCE = re.compile(r"[^。！？!?；;\n]{1,400}")
_SENTENCE_END = "。；;！？!?\n"
_CLAUSE_END = "，," + _SENTENCE_END
_LONGEST = 400


class Mask:
    """What is blanked before reading: the matches of an expression, stretched to their clause or sentence."""

    def __init__(self, pattern: re.Pattern[str], left: str = "", right: str = "") -> None:
        self.pattern, self.words = pattern, required_words(pattern.pattern)
        self._group = "m" if "m" in pattern.groupindex else 0
        self._left, self._right = _ENDS.get(left, ""), _ENDS.get(right, "")

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        if self.words is not None and not any(word in text for word in self.words):
            return
        done = 0
        for match in self.pattern.finditer(text):
            start, end = match.span(self._group)
            if start < done:
                continue
            start = _stretch(text, start, self._left, -1) if self._left else start
            end = _stretch(text, end, self._right, 1) if self._right else end
            start = max(start, done)
            if end > start:
                yield start, end
                done = end


_ENDS = {"clause": _CLAUSE_END, "sentence": _SENTENCE_END}


def _stretch(text: str, at: int, ends: str, step: int) -> int:
    """From an offset to the nearest end mark, at most 400 characters away."""
    limit = at + step * _LONGEST
    if step < 0:
        while at > max(limit, 0) and text[at - 1] not in ends:
            at -= 1
    else:
        while at < min(limit, len(text)) and text[at] not in ends:
            at += 1
    return at


class Passage(NamedTuple):
    """A sentence (at most 400 characters), and where it starts in the text."""

    start: int
    text: str


class Stretches:
    """Parts of a text, to be asked whether they hold an offset."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def hold(self, offset: int) -> bool:
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]


class Document:
    """One text prepared for extraction. Offsets of the masked text are offsets of the original.

    ``masks`` find what says nothing about the facts of the case.
    """

    def __init__(self, text: str, masks: Iterable[Mask] = ()) -> None:
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
        numbers: set[int] = set()
        for word in words:
            if word[:2] in self._beginnings:
                numbers |= self._with(word)
        return sorted(numbers)

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """Every character and pair of characters of the text: most words asked for stand nowhere, and this says so at once."""
        return frozenset(self.masked).union(map("".join, pairwise(self.masked)))

    def _with(self, word: str) -> frozenset[int]:
        known = self._sentences_with.get(word)
        if known is None:
            known = frozenset(self.sentence_at(offset) for offset in _offsets(self.masked, word))
            self._sentences_with[word] = known
        return known

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The bounds of the clause (between commas) around a span."""
        return _stretch(self.masked, start, _CLAUSE_END, -1), _stretch(self.masked, end, _CLAUSE_END, 1)

    def quote(self, start: int, end: int) -> str:
        return self.original[start:end]


def _offsets(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _blank(text: str, masks: Iterable[Mask]) -> str:
    for mask in masks:
        pieces: list[str] = []
        done = 0
        for start, end in mask.spans(text):
            pieces += [text[done:start], BLANK * (end - start)]
            done = end
        if pieces:
            text = "".join([*pieces, text[done:]])
    return text
