"""Fits the reading of retrieval/breach.py to the notes in evals/innocent and evals/narratives, and sets its bounds.

The held-out notes (evals/innocent/held.jsonl), the published cases and the blind sets take no part.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation import read_jsonl
from assistant.paths import data_dir
from assistant.retrieval.breach import LONGEST, BreachReading, sequences, shipped_breach_reading

HELD = "held.jsonl"
_RARE = 4
"""A sequence in fewer notes says nothing."""
_STEPS, _RATE, _DECAY = 300, 0.3, 3e-5
_FOLDS = 5
_MISSED = {"none": 0.01, "doubtful": 0.03}
"""So many of the notes with a violation may read like none, at each bound (by cross-validation)."""

Numbers = NDArray[np.float64]


class Notes(NamedTuple):
    """Texts and whether each shows a violation; ``group`` keeps the two of a pair together."""

    texts: list[str]
    guilty: NDArray[np.bool_]
    group: NDArray[np.int_]


def notes() -> Notes:
    """All notes that teach."""
    told: list[tuple[str, bool]] = []
    for path in sorted((data_dir("evals") / "innocent").glob("*.jsonl")):
        if path.name != HELD:
            told += [(row["facts"], not row["none"]) for row in read_jsonl(path)]
    for path in sorted((data_dir("evals") / "narratives").glob("*.jsonl")):
        told += [(row["facts"], bool(row["expect"])) for row in read_jsonl(path)]
    return Notes([t for t, _ in told], np.array([g for _, g in told]), np.arange(len(told)) // 2)


def made_from(told: Notes) -> str:
    """What names the notes and the settings of a fit: the sha256 of both."""
    lines = [f"{LONGEST}|{_RARE}|{_STEPS}|{_RATE}|{_DECAY}|{_FOLDS}|{_MISSED}"]
    lines += [f"{guilty}|{text}" for text, guilty in zip(told.texts, told.guilty.tolist(), strict=True)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def fit(texts: list[str], guilty: NDArray[np.bool_]) -> BreachReading:
    """Logistic regression on which sequences stand in a text, both kinds weighing the same: same input, same fit."""
    held = [sequences(t) for t in texts]
    counts = Counter(s for h in held for s in h)
    place = {s: n for n, s in enumerate(sorted(s for s, c in counts.items() if c >= _RARE and "\n" not in s))}
    rarity = np.array([np.log(len(texts) / counts[s]) for s in place])
    rows = np.zeros((len(texts), len(place)))
    for row, found in zip(rows, held, strict=True):
        known = [place[s] for s in found if s in place]
        row[known] = rarity[known]
    rows /= np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9
    share = np.where(guilty, 0.5 / guilty.sum(), 0.5 / (~guilty).sum())
    mean = share @ rows
    weights, offset = _descend(rows - mean, guilty.astype(float), share)
    return BreachReading(
        place=place,
        weights=(weights * rarity).astype(np.float32),
        rarity=rarity.astype(np.float32),
        offset=float(offset - mean @ weights),
        none=-np.inf,
        doubtful=-np.inf,
    )


def _descend(rows: Numbers, wanted: Numbers, share: Numbers) -> tuple[Numbers, float]:
    values = np.zeros(rows.shape[1] + 1)
    first, second = np.zeros_like(values), np.zeros_like(values)
    for step in range(1, _STEPS + 1):
        missed = (1 / (1 + np.exp(-(rows @ values[:-1] + values[-1]))) - wanted) * share
        slope = np.append(rows.T @ missed + _DECAY * values[:-1], missed.sum())
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope * slope
        values -= _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return values[:-1], float(values[-1])


def crossed(told: Notes) -> Numbers:
    """Each note's score by a fit that has not seen it (nor the other of its pair)."""
    fold = np.random.default_rng(0).permutation(told.group.max() + 1)[told.group] % _FOLDS
    scores = np.zeros(len(told.texts))
    for n in range(_FOLDS):
        seen = fold != n
        reading = fit([t for t, s in zip(told.texts, seen, strict=True) if s], told.guilty[seen])
        scores[~seen] = [reading.score(t) for t, s in zip(told.texts, seen, strict=True) if not s]
    return scores


def measure() -> tuple[BreachReading, dict[str, float]]:
    """The fit to all notes with its bounds, and of the notes without a violation the share below each bound."""
    told = notes()
    scores = crossed(told)
    bounds = {name: float(np.quantile(scores[told.guilty], missed)) for name, missed in _MISSED.items()}
    whole = fit(told.texts, told.guilty)
    reading = replace(whole, none=bounds["none"], doubtful=bounds["doubtful"], made_from=made_from(told))
    return reading, {name: float((scores[~told.guilty] < bound).mean()) for name, bound in bounds.items()}


def main() -> Path:
    reading, kept_back = measure()
    print(f"{len(reading.place)} 个字序；没有违法的材料低于各界限的比例：{kept_back}")
    reading.save(shipped_breach_reading())
    return shipped_breach_reading()


if __name__ == "__main__":
    print("已写出", main())
