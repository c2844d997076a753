"""``make vectors``: writes the vectors and the recogniser that travel with the program, so that ``setup`` embeds only what
users add."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assistant.errors import BadConfig
from assistant.knowledge.load import default_knowledge
from assistant.law.library import default_library
from assistant.settings import settings

from .build import sources
from .embeddings import VectorStoreFile, embed_all, load_model, shipped_path, text_key
from .passages import violation_passages
from .recogniser import fit, shipped_recogniser


def ship() -> Path:
    """Embed every dense passage of the shipped corpus and write them, float16, keyed by the text's hash; fit the recogniser."""
    model, why = load_model(settings().embedding_model)
    if model is None:
        raise BadConfig(f"不能计算向量：{why}。")
    name = getattr(model, "name", settings().embedding_model)
    texts = sorted({p.text for _, group in sources(default_library(), default_knowledge()) for p in group if p.dense})
    store = VectorStoreFile(name, settings().home / "vectors.db")
    vectors = embed_all(model, store, texts, lambda done, total: print(f"\r{done}/{total}", end="", flush=True))
    catalogue = [p for p in violation_passages(default_knowledge()) if p.dense]
    fit(catalogue, embed_all(model, store, [p.text for p in catalogue]), name).save(shipped_recogniser(name))
    store.close()
    path = shipped_path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    keys = np.array([text_key(t).encode() for t in texts])
    np.savez_compressed(path, keys=keys, vectors=np.stack(vectors).astype(np.float16))
    return path


if __name__ == "__main__":
    print("\n已写出", ship())
