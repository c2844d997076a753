"""Every call of a model, kept in a local SQLite file: masked texts and hashes, never what was masked."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import Field

from assistant.law.model import Frozen


class Record(Frozen):
    """One call. ``input`` and ``output`` are masked; ``trouble`` empty: an answer of the right shape came.

    ``checks`` says what became of the answer's parts; ``cost`` is yuan by the prices of the settings, ``attempts``
    how often it was sent.
    """

    id: int = 0
    at: str
    job: str
    prompt: str
    model: str
    host: str
    input_hash: str
    input: str
    output: str
    trouble: str
    detail: str = ""
    checks: dict[str, Any] = Field(default_factory=dict)
    seconds: float
    tokens_in: int
    tokens_out: int
    cost: float
    attempts: int


# Numbered steps of the file's shape; each runs once, in order.
_STEPS = (
    # 1: the calls
    "CREATE TABLE calls (id INTEGER PRIMARY KEY, at TEXT NOT NULL, job TEXT NOT NULL, prompt TEXT NOT NULL, model TEXT NOT NULL,"
    " host TEXT NOT NULL, input_hash TEXT NOT NULL, input TEXT NOT NULL, output TEXT NOT NULL, trouble TEXT NOT NULL,"
    " detail TEXT NOT NULL, checks TEXT NOT NULL, seconds REAL NOT NULL, tokens_in INTEGER NOT NULL, tokens_out INTEGER NOT NULL,"
    " cost REAL NOT NULL, attempts INTEGER NOT NULL)",
    # 2: listed by time, counted by job
    "CREATE INDEX calls_at ON calls (at)",
)
_FIELDS = tuple(f for f in Record.model_fields if f != "id")


class Log:
    """An opened log file, readable by its owner only. Safe to use from several threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        with self._open() as db:
            for number, step in enumerate(_STEPS, 1):
                if db.execute("PRAGMA user_version").fetchone()[0] < number:
                    db.execute(step)
                    db.execute(f"PRAGMA user_version = {number}")

    def add(self, record: Record) -> int:
        """Keeps a record and returns its number."""
        row = record.model_dump() | {"checks": json.dumps(record.checks, ensure_ascii=False)}
        places = ", ".join("?" * len(_FIELDS))
        with self._lock, self._open() as db:
            cursor = db.execute(
                f"INSERT INTO calls ({', '.join(_FIELDS)}) VALUES ({places})", [row[f] for f in _FIELDS]
            )
            return int(cursor.lastrowid or 0)

    def check(self, number: int, checks: Mapping[str, Any]) -> None:
        """What became of the answer's parts, once they were checked."""
        with self._lock, self._open() as db:
            db.execute("UPDATE calls SET checks = ? WHERE id = ?", [json.dumps(checks, ensure_ascii=False), number])

    def last(self, count: int) -> list[Record]:
        """The newest records, newest first."""
        with self._open() as db:
            rows = db.execute(
                f"SELECT id, {', '.join(_FIELDS)} FROM calls ORDER BY id DESC LIMIT ?", [count]
            ).fetchall()
        names = ("id", *_FIELDS)
        return [
            Record.model_validate(r | {"checks": json.loads(r["checks"])})
            for r in (dict(zip(names, row, strict=True)) for row in rows)
        ]

    def prune(self, before: datetime) -> int:
        """Deletes the calls made before a moment; returns how many."""
        with self._lock, self._open() as db:
            return db.execute("DELETE FROM calls WHERE at < ?", [before.isoformat(timespec="seconds")]).rowcount

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=10)) as db, db:
            yield db
