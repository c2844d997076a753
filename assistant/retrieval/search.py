"""Hybrid search: BM25 and dense retrieval fused by reciprocal rank, filtered by the day asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.errors import IndexMissing
from assistant.law.model import Frozen

from .build import recogniser_path
from .embeddings import load_model
from .index import Index
from .likeness import FAINTEST, Likeness
from .passages import Kind, Passage
from .recogniser import Recogniser, load_recogniser
from .segment import strip_boilerplate, windows

RRF = 60
SPEAKS_OF = 16.0
"""The BM25 score of the best passage from which a text speaks of a violation at all: measured on eight everyday texts
(8 to 14, one of traffic 28) and on published cases (19 and more)."""
_SHORT = 60
"""Characters of a piece read for its sense: a sentence or two."""
_PIECES = 4
_ASKED = 160
"""Characters of a query read for its sense: a question is shorter, and reading takes its time by the character."""
_KEPT = 8
"""Vectors kept for the several searches of one question or case."""


class Hit(Frozen):
    """A found passage with its fused score (larger is better; comparable within one search only)."""

    passage: Passage
    score: float


class Searcher:
    """An opened index with its embedding model; both are loaded when first used."""

    def __init__(self, folder: Path, model_name: str, query_prompt: str = "") -> None:
        if not (folder / "index" / "index.db").exists():
            raise IndexMissing("检索索引还没有建立。请先运行 shuoli setup。")
        self._folder = folder
        self.index = Index(folder / "index")
        self.model_name, self._prompt = model_name, query_prompt
        self._vectors: dict[str, list[float]] = {}
        self._keeping = Lock()

    @cached_property
    def _loaded(self) -> tuple[Embeddings | None, str]:
        return load_model(self.model_name, self._prompt)

    @property
    def dense_off_because(self) -> str:
        """Why dense retrieval is off, or the empty string."""
        return self._loaded[1]

    def search(
        self,
        query: str,
        kinds: Sequence[Kind],
        top: int = 10,
        on: date | None = None,
        laws: frozenset[str] | None = None,
    ) -> list[Hit]:
        """The best passages of the kinds for a query, in force on ``on`` where a day is given."""
        scores: dict[str, float] = {}
        depth = max(50, top * 5)
        vector = self._vector(query if query in self._vectors else query[:_ASKED])
        for kind in kinds:
            rankings = [self.index.lexical(query, kind, depth)]
            if vector is not None:
                rankings.append(self.index.dense(vector, kind, depth))
            for ranking in rankings:
                for rank, (name, _) in enumerate(ranking):
                    scores[name] = scores.get(name, 0.0) + 1.0 / (RRF + rank)
        order = sorted(scores, key=lambda i: (-scores[i], i))
        hits: list[Hit] = []
        for start in range(0, len(order), step := 2 * top):
            batch = order[start : start + step]
            read = self.index.passages(batch)
            hits += [Hit(passage=read[i], score=scores[i]) for i in batch if i in read and _wanted(read[i], on, laws)]
            if len(hits) >= top:
                break
        return hits[:top]

    def violations(self, text: str) -> dict[str, Likeness]:
        """How like a narrative each violation is, by words and, where there is dense retrieval, by sense.

        Empty where the words of the text have too little in common with any violation (BM25 below ``SPEAKS_OF``).
        """
        stripped = strip_boilerplate(text)
        best = self.index.lexical(stripped, "violation", 1)
        if not best or best[0][1] < SPEAKS_OF:
            return {}
        words = self._by_words(windows(stripped) or [stripped])
        most = max(words.values(), default=1.0)
        sense = self._by_sense(stripped)
        unheard = (FAINTEST, FAINTEST) if sense else (0.0, 0.0)
        return {ref: Likeness(words.get(ref, 0.0) / most, *sense.get(ref, unheard)) for ref in sorted({*words, *sense})}

    def _by_words(self, pieces: list[str]) -> dict[str, float]:
        scores: dict[str, float] = {}
        for piece in pieces:
            for passage, score in self.index.lexical(piece, "violation", 200):
                ref = passage.split(":")[1]
                scores[ref] = max(scores.get(ref, 0.0), score)
        return scores

    def _by_sense(self, stripped: str) -> dict[str, tuple[float, float]]:
        """The recogniser's reading of the pieces (the best of them, and the whole) against the best violation's."""
        model, recogniser = self._loaded[0], self._recogniser
        if model is None or recogniser is None:
            return {}
        pieces = windows(stripped, _SHORT, _PIECES)
        pieces += [stripped] if pieces != [stripped] else []
        shares = recogniser.read(np.array([self._vector(p) for p in pieces], dtype=np.float32))
        top, whole = shares.max(axis=0), shares[-1]
        relative = zip(recogniser.names, top - top.max(), whole - whole.max(), strict=True)
        return {ref: (max(float(t), FAINTEST), max(float(w), FAINTEST)) for ref, t, w in relative}

    @cached_property
    def _recogniser(self) -> Recogniser | None:
        return load_recogniser(recogniser_path(self._folder))

    def similar(self, query: str, kind: Kind, most: int) -> dict[str, float]:
        """Passage ids with their cosine similarity to a query; empty where dense retrieval is off."""
        vector = self._vector(query)
        return dict(self.index.dense(vector, kind, most)) if vector is not None else {}

    def _vector(self, text: str) -> list[float] | None:
        """The query's vector; the last few are kept."""
        model = self._loaded[0]
        if model is None:
            return None
        vector = self._vectors.get(text)
        if vector is None:
            vector = model.embed_query(text[:1000])
            with self._keeping:  # several sessions of the page search at once
                while len(self._vectors) >= _KEPT:
                    self._vectors.pop(next(iter(self._vectors)))
                self._vectors[text] = vector
        return vector


def _wanted(passage: Passage, on: date | None, laws: frozenset[str] | None) -> bool:
    if laws is not None and passage.law not in laws:
        return False
    return on is None or passage.in_force.covers(on)
