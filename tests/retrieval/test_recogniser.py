"""The recogniser weighs all descriptions of a violation together, and is fitted anew only when they change."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.retrieval.build import fit_recogniser, recogniser_path
from assistant.retrieval.embeddings import VectorStoreFile
from assistant.retrieval.passages import Passage
from assistant.retrieval.recogniser import fit, load_recogniser, made_from

WORDS = ("废水", "废气", "噪声", "台账")


class CountsWords(Embeddings):
    """A vector of how often each word stands in the text, with a share that all texts have in common."""

    calls = 0

    def embed_query(self, text: str) -> list[float]:
        vector = np.array([3.0, *(text.count(w) for w in WORDS)])
        return list(vector / np.linalg.norm(vector))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.calls += len(texts)
        return [self.embed_query(t) for t in texts]


def passage(ref: str, number: int, text: str) -> Passage:
    return Passage(id=f"violation:{ref}:{number}", kind="violation", ref=ref, title=ref, text=text, dense=True)


CATALOGUE = [
    passage("water", 0, "废水直排"),
    passage("water", 1, "废水废水外排，有废气"),
    passage("air", 0, "废气直排"),
    passage("air", 1, "废气废气外排，有废水"),
    passage("ledger", 0, "没有台账"),
]


def vectors(texts: list[str]) -> list[np.ndarray]:
    return [np.asarray(v, np.float16) for v in CountsWords().embed_documents(texts)]


def test_a_text_is_read_as_the_violation_it_is_most_like() -> None:
    fitted = fit(CATALOGUE, vectors([p.text for p in CATALOGUE]), "counts")
    told = fitted.read(np.array(vectors(["废水废水废水，也有废气", "台账空白"]), np.float32))
    assert [fitted.names[n] for n in told.argmax(axis=1)] == ["water", "ledger"]
    assert np.allclose(np.exp(told).sum(axis=1), 1.0, atol=1e-3)


def test_the_same_catalogue_gives_the_same_fit_and_a_changed_text_another_name() -> None:
    texts = vectors([p.text for p in CATALOGUE])
    assert (fit(CATALOGUE, texts, "counts").weights == fit(CATALOGUE, texts, "counts").weights).all()
    changed = [*CATALOGUE[:-1], passage("ledger", 0, "台账空白")]
    assert made_from(CATALOGUE, "counts") != made_from(changed, "counts") != made_from(changed, "another")


def test_it_is_kept_beside_the_index_until_the_catalogue_changes(tmp_path: Path) -> None:
    model = CountsWords()
    store = VectorStoreFile("counts", tmp_path / "vectors.db")
    fit_recogniser(model, "counts", store, tmp_path, CATALOGUE)
    path = recogniser_path(tmp_path)
    kept, written = load_recogniser(path), path.stat().st_mtime_ns
    assert kept is not None and kept.names == ("air", "ledger", "water")
    fit_recogniser(model, "counts", store, tmp_path, CATALOGUE)
    assert path.stat().st_mtime_ns == written and model.calls == len(CATALOGUE)
    fit_recogniser(model, "counts", store, tmp_path, [*CATALOGUE, passage("noise", 0, "噪声扰民")])
    again = load_recogniser(path)
    assert again is not None and "noise" in again.names
    store.close()
