"""Finding the lexicon's word groups and cue patterns in text, one sentence at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_CLAUSE = "，。；！？,;!?\n"
_MACRO = re.compile(r"\{([a-z_]+)\}")


class Sentence(NamedTuple):
    """A sentence and where it starts in the text (characters)."""

    start: int
    text: str


class Match(NamedTuple):
    """A pattern's match: offsets into the whole text, and the words."""

    start: int
    end: int
    quote: str


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[Sentence, ...]:
    """The text cut at 。！？； and line ends; empty pieces are left out."""
    return tuple(Sentence(m.start(), m.group()) for m in _SENTENCE.finditer(text) if m.group().strip())


class Patterns:
    """Compiles cues with their {macros} once. Raises ValueError for an unknown macro or a broken expression."""

    def __init__(self, lexicon: Mapping[str, str]) -> None:
        self._lexicon = dict(lexicon)
        self._compiled: dict[str, re.Pattern[str]] = {}

    def expand(self, cue: str) -> str:
        def replace(match: re.Match[str]) -> str:
            name = match.group(1)
            if name not in self._lexicon:
                raise ValueError(f"词组库里没有“{name}”")
            return "(?:" + self.expand(self._lexicon[name]) + ")"

        return _MACRO.sub(replace, cue)

    def compiled(self, cue: str) -> re.Pattern[str]:
        if cue not in self._compiled:
            try:
                self._compiled[cue] = re.compile(self.expand(cue))
            except re.error as error:
                raise ValueError(f"模式“{cue}”不是有效的正则表达式：{error}") from error
        return self._compiled[cue]

    def clause(self, cue: str, text: str) -> Match | None:
        """The first match widened to the clause it stands in (between ，。；), for quoting to people."""
        match = self.first(cue, text)
        if match is None:
            return None
        start = max((text.rfind(mark, 0, match.start) for mark in _CLAUSE), default=-1) + 1
        ends = [at for mark in _CLAUSE if (at := text.find(mark, match.end)) >= 0]
        end = min(ends, default=len(text))
        while start < match.start and text[start].isspace():
            start += 1
        return Match(start, end, text[start:end])

    def blanked(self, cue: str, text: str) -> str:
        """The text, of the same length, with every clause in which the cue matches made blank."""
        pattern = self.compiled(cue)
        pieces = [
            " " * len(piece) if pattern.search(piece) else piece for piece in re.split(f"([{_CLAUSE}])", text) if piece
        ]
        return "".join(pieces)

    def first(self, cue: str, text: str) -> Match | None:
        """The first match of a cue inside one sentence of the text."""
        pattern = self.compiled(cue)
        for sentence in sentences(text):
            match = pattern.search(sentence.text)
            if match:
                return Match(sentence.start + match.start(), sentence.start + match.end(), match.group())
        return None
