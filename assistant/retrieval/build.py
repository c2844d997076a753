"""Builds the index from the library and the corpus: only what changed, resumable, with progress."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from langchain_core.embeddings import Embeddings

from assistant.knowledge.load import Knowledge
from assistant.law.library import StatuteLibrary

from .embeddings import VectorStoreFile, embed_all, load_model
from .index import LAYOUT, Index, Progress
from .passages import Passage, law_passages, other_passages, violation_passages
from .recogniser import fit, load_recogniser, made_from, shipped_recogniser


def dense_laws(knowledge: Knowledge) -> frozenset[str]:
    """The laws whose articles are embedded, those the catalogue cites and the general penalty statute; all others are
    found by BM25 alone (embedding 26,000 articles would take half an hour)."""
    cited = {r.statute for v in knowledge.violations.values() for r in v.regimes}
    return frozenset(cited | {"行政处罚法"})


def sources(library: StatuteLibrary, knowledge: Knowledge) -> Iterator[tuple[str, list[Passage]]]:
    """Every source of the index with its passages: the corpus first, then each statute version."""
    yield "corpus:violations", list(violation_passages(knowledge))
    yield "corpus:other", list(other_passages(knowledge))
    dense = dense_laws(knowledge)
    for name in library.names():
        yield from law_sources(library, name, name in dense)


def law_sources(library: StatuteLibrary, name: str, dense: bool) -> Iterator[tuple[str, list[Passage]]]:
    """The sources of one law: each of its versions with its articles."""
    for key, group in groupby(law_passages(library, name, dense), key=lambda p: p.id.rsplit(":", 1)[0]):
        yield key, list(group)


def build(
    folder: Path,
    library: StatuteLibrary,
    knowledge: Knowledge,
    model_name: str,
    query_prompt: str = "",
    progress: Progress | None = None,
) -> tuple[int, str]:
    """Bring the index in ``folder`` up to date. Returns the number of changed sources and, where there is no dense
    retrieval, the reason."""
    index = Index(folder / "index")
    try:
        index.renew()
        changed, names = 0, []
        every = list(sources(library, knowledge))
        for number, (name, passages) in enumerate(every, 1):
            changed += index.put_source(name, passages)
            names.append(name)
            if progress:
                progress("条文", number, len(every))
        index.drop_sources(names)
        model, why = load_model(model_name, query_prompt)
        if model is not None:
            store = VectorStoreFile(getattr(model, "name", model_name), folder / "vectors.db")
            index.put_vectors(model, getattr(model, "name", model_name), store, progress)
            fit_recogniser(model, getattr(model, "name", model_name), store, folder, every[0][1], progress)
            store.close()
        index.set_meta("built_from", state(library, knowledge, model_name))
        return changed, why
    finally:
        index.close()


def recogniser_path(folder: Path) -> Path:
    """Where the recogniser of an index lies."""
    return folder / "index" / "recogniser.npz"


def fit_recogniser(
    model: Embeddings,
    model_name: str,
    store: VectorStoreFile,
    folder: Path,
    passages: list[Passage],
    progress: Progress | None = None,
) -> None:
    """Have the recogniser of the catalogue's passages beside the index: as it is, as shipped, or fitted anew."""
    dense = [p for p in passages if p.dense]
    wanted, path = made_from(dense, model_name), recogniser_path(folder)
    for known in (path, shipped_recogniser(model_name)):
        found = load_recogniser(known)
        if found and found.made_from == wanted:
            if known != path:
                found.save(path)
            return
    vectors = embed_all(model, store, [p.text for p in dense])
    fit(dense, vectors, model_name, lambda n, of: progress("认读", n, of) if progress else None).save(path)


def refresh_law(
    folder: Path,
    library: StatuteLibrary,
    knowledge: Knowledge,
    law: str,
    model_name: str,
    query_prompt: str = "",
) -> int:
    """Bring the sources of one law up to date and leave all others alone. Returns how many sources changed.

    The cost depends on the law, not on the corpus. A law no longer in the library loses its sources.
    """
    index = Index(folder / "index")
    try:
        wanted = dict(law_sources(library, law, law in dense_laws(knowledge))) if law in library.names() else {}
        changed = index.drop_law(law, keep=wanted)
        changed += sum(index.put_source(name, passages) for name, passages in wanted.items())
        if any(p.dense for passages in wanted.values() for p in passages):
            model, _ = load_model(model_name, query_prompt)
            if model is not None:
                store = VectorStoreFile(getattr(model, "name", model_name), folder / "vectors.db")
                index.put_vectors(model, getattr(model, "name", model_name), store, only=wanted)
                store.close()
        return changed
    finally:
        index.close()


def mark_current(folder: Path, built_from: str) -> None:
    """Note what the index was built from, after ``refresh_law`` brought in all that changed."""
    index = Index(folder / "index")
    index.set_meta("built_from", built_from)
    index.close()


def state(library: StatuteLibrary, knowledge: Knowledge, model_name: str) -> str:
    """What an index must have been built from to be current: layout, corpus, statute texts, model."""
    return f"{LAYOUT}|{knowledge.fingerprint}|{library.fingerprint()}|{model_name}"
