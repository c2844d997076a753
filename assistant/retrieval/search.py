"""Hybrid search: BM25 and dense retrieval fused by reciprocal rank, filtered by the day asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from langchain_core.embeddings import Embeddings

from assistant.errors import IndexMissing
from assistant.law.model import Frozen

from .embeddings import load_model
from .index import Index
from .passages import Kind, Passage
from .segment import strip_boilerplate, windows

RRF = 60
SPEAKS_OF = 16.0
"""The BM25 score of the best passage from which a text speaks of a violation at all: measured on eight everyday texts
(8 to 14, one of traffic 28) and on published cases (19 and more)."""


class Hit(Frozen):
    """A found passage with its fused score (larger is better; comparable within one search only)."""

    passage: Passage
    score: float


class Searcher:
    """An opened index with its embedding model; both are loaded when first used."""

    def __init__(self, folder: Path, model_name: str, query_prompt: str = "") -> None:
        if not (folder / "index" / "index.db").exists():
            raise IndexMissing("检索索引还没有建立。请先运行 shuoli setup。")
        self.index = Index(folder / "index")
        self.model_name, self._prompt = model_name, query_prompt
        self._last: tuple[str, list[float]] | None = None

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
        vector = self._vector(query)
        for kind in kinds:
            rankings = [self.index.lexical(query, kind, depth)]
            if vector is not None:
                rankings.append(self.index.dense(vector, kind, depth))
            for ranking in rankings:
                for rank, (name, _) in enumerate(ranking):
                    scores[name] = scores.get(name, 0.0) + 1.0 / (RRF + rank)
        found = self.index.passages(scores)
        hits = [Hit(passage=p, score=scores[i]) for i, p in found.items() if _wanted(p, on, laws)]
        return sorted(hits, key=lambda h: (-h.score, h.passage.id))[:top]

    def violations(self, text: str) -> dict[str, float]:
        """Violation ids with a retrieval score in 0–1 for a narrative: its windows, lexical and dense, the best kept.

        Empty where the words of the text have too little in common with any violation (BM25 below ``SPEAKS_OF``).
        """
        scores: dict[str, float] = {}
        stripped = strip_boilerplate(text)
        best = self.index.lexical(stripped, "violation", 1)
        if not best or best[0][1] < SPEAKS_OF:
            return {}
        pieces = windows(stripped) or [stripped]
        for piece in pieces:
            for ref, score in self._ranked(piece).items():
                scores[ref] = max(scores.get(ref, 0.0), score)
        highest = max(scores.values(), default=1.0)
        return {ref: score / highest for ref, score in scores.items()}

    def _ranked(self, piece: str) -> dict[str, float]:
        rankings = [self._by_ref(self.index.lexical(piece, "violation", 80))]
        vector = self._vector(piece)
        if vector is not None:
            rankings.append(self._by_ref(self.index.dense(vector, "violation", 80)))
        fused: dict[str, float] = {}
        for ranking in rankings:
            for rank, ref in enumerate(ranking):
                fused[ref] = fused.get(ref, 0.0) + 1.0 / (10 + rank)
        return fused

    @staticmethod
    def _by_ref(ranking: list[tuple[str, float]]) -> list[str]:
        return list(dict.fromkeys(i.split(":")[1] for i, _ in ranking))

    def similar(self, query: str, kind: Kind, most: int) -> dict[str, float]:
        """Passage ids with their cosine similarity to a query; empty where dense retrieval is off."""
        vector = self._vector(query)
        return dict(self.index.dense(vector, kind, most)) if vector is not None else {}

    def _vector(self, text: str) -> list[float] | None:
        """The query's vector; the last one is kept, for the several searches of one question."""
        model = self._loaded[0]
        if model is None:
            return None
        if self._last is None or self._last[0] != text:
            self._last = (text, model.embed_query(text[:1000]))
        return self._last[1]


def _wanted(passage: Passage, on: date | None, laws: frozenset[str] | None) -> bool:
    if laws is not None and passage.law not in laws:
        return False
    return on is None or passage.in_force.covers(on)
