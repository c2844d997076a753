"""The index on disk: passages and their BM25 postings in SQLite (FTS5), vectors in ChromaDB.

Built source by source (a statute, a part of the corpus), each in one transaction: a killed build goes on where it
stopped, and adding one law costs the same however large the rest is.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from langchain_core.embeddings import Embeddings

from .embeddings import VectorStoreFile, embed_all
from .passages import Kind, Passage
from .segment import tokens

KINDS: tuple[Kind, ...] = ("law", "violation", "benchmark", "exemption", "precedent")
Progress = Callable[[str, int, int], None]
LAYOUT = "2"
"""Changes with the tables, so that an index made before is made anew by ``shuoli setup``."""
FEW = 4  # so many words of a query are always looked for
POSTINGS = 4000  # articles scored for a query, counted once for every word they hold

_SCHEMA = """
create table if not exists sources (name text primary key, sha text, dense text);
create table if not exists passages (rowid integer primary key, id text unique, source text, kind text, body text);
create index if not exists passages_source on passages(source);
create table if not exists meta (key text primary key, value text);
"""


class Index:
    """An opened index. ``folder`` holds index.db and chroma/."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._db = sqlite3.connect(folder / "index.db", timeout=60, check_same_thread=False, isolation_level=None)
        self._db.execute("pragma journal_mode=wal")
        self._db.execute("pragma synchronous=normal")
        self._db.executescript(_SCHEMA)
        self._create_postings()
        self._chroma: Any = None
        self._collections: dict[Kind, Any] = {}
        self._held: dict[Kind, int] = {}

    def close(self) -> None:
        self._db.close()

    # ---- building ----
    @contextmanager
    def _change(self) -> Iterator[None]:
        """One write transaction, begun before anything is read: of two builds at once the second waits."""
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")

    def _create_postings(self) -> None:
        # With detail=none bm25() would have to cut every matching article into words again: eight times slower.
        for kind in KINDS:
            self._db.execute(f"create virtual table if not exists fts_{kind} using fts5(body)")

    def renew(self) -> None:
        """Empty an index laid out by an earlier version, so that it is built anew; vectors stay in their cache."""
        if self.meta("layout") == LAYOUT:
            return
        with self._change():
            for kind in KINDS:
                self._db.execute(f"drop table fts_{kind}")
            self._create_postings()
            self._db.execute("delete from passages")
            self._db.execute("delete from sources")
            self._db.execute("insert or replace into meta values ('layout', ?)", (LAYOUT,))

    def meta(self, key: str) -> str | None:
        row = self._db.execute("select value from meta where key=?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: str) -> None:
        with self._change():
            self._db.execute("insert or replace into meta values (?, ?)", (key, value))

    def sources(self) -> dict[str, str]:
        return dict(self._db.execute("select name, sha from sources"))

    def put_source(self, name: str, passages: Sequence[Passage]) -> bool:
        """Insert or replace one source's passages in one transaction. False where nothing changed."""
        sha = hashlib.sha256("\n".join(p.model_dump_json() for p in passages).encode()).hexdigest()
        if self.sources().get(name) == sha:
            return False
        with self._change():
            self._remove(name)
            for p in passages:
                row = self._db.execute(
                    "insert into passages (id, source, kind, body) values (?, ?, ?, ?)",
                    (p.id, name, p.kind, p.model_dump_json()),
                ).lastrowid
                body = " ".join(tokens(f"{p.title} {p.text}"))
                self._db.execute(f"insert into fts_{p.kind} (rowid, body) values (?, ?)", (row, body))
            self._db.execute("insert into sources values (?, ?, null)", (name, sha))
        return True

    def drop_sources(self, keep: Iterable[str]) -> None:
        """Remove every source not in ``keep``."""
        wanted = set(keep)
        with self._change():
            for name in self.sources():
                if name not in wanted:
                    self._remove(name)

    def drop_law(self, law: str, keep: Iterable[str] = ()) -> int:
        """Remove the sources of one law that are not in ``keep``. Returns how many."""
        stale = [n for n in self.sources() if n.rsplit(":", 1)[0] == f"law:{law}" and n not in set(keep)]
        with self._change():
            for name in stale:
                self._remove(name)
        return len(stale)

    def _remove(self, name: str) -> None:
        rows = self._db.execute("select rowid, kind, id from passages where source=?", (name,)).fetchall()
        for row, kind, _ in rows:
            self._db.execute(f"delete from fts_{kind} where rowid=?", (row,))
        self._db.execute("delete from passages where source=?", (name,))
        self._db.execute("delete from sources where name=?", (name,))
        self._held.clear()
        stale = [i for _, _, i in rows]
        if stale and (self.folder / "chroma").exists():
            for kind in KINDS:
                collection = self.collection(kind)
                for start in range(0, len(stale), 500):
                    collection.delete(ids=stale[start : start + 500])

    def put_vectors(
        self,
        model: Embeddings,
        model_name: str,
        store: VectorStoreFile,
        progress: Progress | None = None,
        only: Iterable[str] | None = None,
    ) -> int:
        """Embed and upsert the dense passages of every source (or of ``only`` these) not yet done for this model.

        Returns how many.
        """
        pending = [r[0] for r in self._db.execute("select name from sources where dense is not ?", (model_name,))]
        pending = pending if only is None else [name for name in pending if name in set(only)]
        done = 0
        for number, name in enumerate(pending, 1):
            passages = [p for p in self._of_source(name) if p.dense]
            if passages:
                vectors = embed_all(model, store, [p.text for p in passages])
                for kind in {p.kind for p in passages}:
                    part = [(p, v) for p, v in zip(passages, vectors, strict=True) if p.kind == kind]
                    for start in range(0, len(part), 1000):
                        chunk = part[start : start + 1000]
                        self.collection(kind).upsert(
                            ids=[p.id for p, _ in chunk],
                            embeddings=[v.astype("float32").tolist() for _, v in chunk],
                            metadatas=[{"ref": p.ref, "law": p.law} for p, _ in chunk],
                        )
                done += len(passages)
            with self._change():
                self._db.execute("update sources set dense=? where name=?", (model_name, name))
            if progress:
                progress("向量", number, len(pending))
        return done

    def _of_source(self, name: str) -> Iterator[Passage]:
        for (body,) in self._db.execute("select body from passages where source=?", (name,)):
            yield Passage.model_validate_json(body)

    # ---- reading ----
    def lexical(self, query: str, kind: Kind, most: int) -> list[tuple[str, float]]:
        """Passage ids by BM25 over character bigrams, best first, with the score (higher is better)."""
        words = list(dict.fromkeys(tokens(query)))
        words = self._telling(words, kind) if kind == "law" and len(words) > FEW else words
        if not words:
            return []
        match = " OR ".join('"' + w.replace('"', "") + '"' for w in words[:400])
        rows = self._db.execute(
            f"select p.id, -bm25(fts_{kind}) s from fts_{kind} f join passages p on p.rowid=f.rowid "
            f"where fts_{kind} match ? order by bm25(fts_{kind}) limit ?",
            (match, most),
        )
        return [(i, float(s)) for i, s in rows]

    def _telling(self, words: list[str], kind: Kind) -> list[str]:
        """The rarest words, as many as cost no more than POSTINGS to score, and never fewer than FEW.

        The common ones take most of the time and tell least.
        """
        self._db.execute(f"create virtual table if not exists temp.vocab_{kind} using fts5vocab(main, fts_{kind}, row)")
        marks = ",".join("?" * len(words[:400]))
        found = self._db.execute(f"select term, doc from temp.vocab_{kind} where term in ({marks})", words[:400])
        kept: list[str] = []
        cost = 0
        for word, held in sorted(found, key=lambda f: f[1]):
            cost += held
            if cost > POSTINGS and len(kept) >= FEW:
                break
            kept.append(word)
        return kept

    def dense(self, vector: Sequence[float], kind: Kind, most: int) -> list[tuple[str, float]]:
        """Passage ids by cosine similarity, best first."""
        collection = self.collection(kind)
        if self._held.get(kind, 0) < most:
            self._held[kind] = collection.count()
        held = min(most, self._held[kind])
        if not held:
            return []
        result = collection.query(query_embeddings=[list(vector)], n_results=held, include=["distances"])
        return [(i, 1.0 - float(d)) for i, d in zip(result["ids"][0], result["distances"][0], strict=True)]

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        wanted = list(ids)
        marks = ",".join("?" * len(wanted))
        rows = self._db.execute(f"select id, body from passages where id in ({marks})", wanted)
        return {i: Passage.model_validate_json(body) for i, body in rows}

    def count(self, kind: Kind) -> int:
        return int(self._db.execute("select count(*) from passages where kind=?", (kind,)).fetchone()[0])

    def collection(self, kind: Kind) -> Any:
        """The Chroma collection of one kind, opened when first used (importing Chroma takes seconds)."""
        if self._chroma is None:
            os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
            import chromadb
            from chromadb.config import Settings as ChromaSettings

            self._chroma = chromadb.PersistentClient(
                path=str(self.folder / "chroma"), settings=ChromaSettings(anonymized_telemetry=False)
            )
        if kind not in self._collections:
            self._collections[kind] = self._chroma.get_or_create_collection(
                kind, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
        return self._collections[kind]


def fingerprint(*parts: str) -> str:
    """One hash of what an index was built from."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
