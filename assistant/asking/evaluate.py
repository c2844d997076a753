"""The suite ``ask``: whether each question of evals/ask.jsonl is answered from an expected provision, or refused."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date
from typing import Any

from assistant.pipeline import House

from .desk import ask
from .model import Answer

TODAY = date(2026, 11, 22)  # the questions were written for this day; later law must not change their answers


def evaluate(rows: Iterable[dict[str, Any]], house: House) -> dict[str, Any]:
    """Scores rows of the form {id, question, on, expect: {cites: [any of], refused}}."""
    results, seconds = [], []
    for row in rows:
        started = time.perf_counter()
        answer = ask(row["question"], house, date.fromisoformat(row["on"]) if row.get("on") else None, TODAY)
        seconds.append(time.perf_counter() - started)
        results.append(_result(row, answer))
    return {"summary": _summary(results, seconds), "rows": results}


def _result(row: dict[str, Any], answer: Answer) -> dict[str, Any]:
    got = [f"{p.citation.law} {p.citation.article}" for p in answer.provisions]
    wanted = row["expect"].get("cites") or []
    refused = bool(row["expect"].get("refused"))
    right = answer.refused if refused else bool(set(got) & set(wanted))
    return {
        "id": row["id"],
        "question": row["question"],
        "right": right,
        "first": right and (refused or bool(set(got[:3]) & set(wanted))),
        "kind": answer.kind,
        "want": "拒答" if refused else wanted,
        "got": got[:6] if got else answer.why[:40],
    }


def _summary(results: list[dict[str, Any]], seconds: list[float]) -> dict[str, Any]:
    kinds: dict[str, list[bool]] = {}
    for r in results:
        kinds.setdefault(r["id"].rsplit("-", 1)[0], []).append(r["right"])
    ordered = sorted(seconds)
    return {
        "问题数": len(results),
        "答对": _share(sum(r["right"] for r in results), len(results)),
        "前三条引用内": _share(sum(r["first"] for r in results), len(results)),
        **{f"  {kind}": _share(sum(right), len(right)) for kind, right in kinds.items()},
        "每问用时 p95（秒）": round(ordered[int(len(ordered) * 0.95)], 3) if ordered else 0.0,
    }


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole}（{100 * part / max(whole, 1):.1f}%）"
