"""Builds the index from the library and the corpus: only what changed, resumable, with progress."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.knowledge.load import Knowledge
from assistant.law.library import StatuteLibrary

from .embeddings import VectorStoreFile, load_model
from .index import Index, Progress
from .passages import Passage, law_passages, other_passages, violation_passages


def dense_laws(knowledge: Knowledge) -> frozenset[str]:
    """The laws whose articles are embedded, those the catalogue cites and the general penalty statute; all others are
    found by BM25 alone (embedding 26,000 articles would take half an hour)."""
    cited = {r.statute for v in knowledge.violations.values() for r in v.regimes}
    return frozenset(cited | {"行政处罚法"})


def sources(library: StatuteLibrary, knowledge: Knowledge) -> Iterator[tuple[str, list[Passage]]]:
    """Every source of the index with its passages: the corpus first, then each statute version."""
    yield "corpus:violations", list(violation_passages(knowledge))
    yield "corpus:other", list(other_passages(knowledge))
    group: list[Passage] = []
    name = ""
    for passage in law_passages(library, dense_laws(knowledge)):
        key = passage.id.rsplit(":", 1)[0]
        if key != name and group:
            yield name, group
            group = []
        name = key
        group.append(passage)
    if group:
        yield name, group


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
            store.close()
        index.set_meta("built_from", state(library, knowledge, model_name))
        return changed, why
    finally:
        index.close()


def state(library: StatuteLibrary, knowledge: Knowledge, model_name: str) -> str:
    """What an index must have been built from to be current: corpus, statute texts, model."""
    return f"1|{knowledge.fingerprint}|{library.fingerprint()}|{model_name}"
