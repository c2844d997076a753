"""Which violation a piece of text speaks of: a linear reading of sentence vectors, fitted to the catalogue's descriptions.

The nearest description says less than all of them weighed together: on narratives never seen, the right violation comes
first nearly twice as often (docs/search.md). It is fitted when the index is built; the fit for the shipped catalogue
travels with the program. It orders candidates; what establishes a violation are its elements.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.paths import data_dir

from .passages import Passage

STEPS = 60
SHARPNESS = 8.0
"""How much a vector's direction weighs: unit vectors of one language lie close together."""
_RATE, _DECAY = 0.1, 1e-4

Floats = NDArray[np.float32]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Recogniser:
    """A fitted reading: ``names`` are violation ids, ``weights`` a column each; ``made_from`` names texts and model."""

    names: tuple[str, ...]
    mean: Floats
    weights: Floats
    made_from: str

    def read(self, vectors: Floats) -> Floats:
        """For each vector (a row) the natural logarithm of each violation's share, in the order of ``names``."""
        told = _unit(vectors - self.mean) @ self.weights * SHARPNESS
        told -= told.max(axis=1, keepdims=True)
        shares: Floats = told - np.log(np.exp(told).sum(axis=1, keepdims=True))
        return shares

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part.npz")
        np.savez_compressed(
            part,
            names=np.array(self.names),
            made_from=np.array(self.made_from),
            mean=self.mean.astype(np.float16),
            weights=self.weights.astype(np.float16),
        )
        part.replace(path)


def load_recogniser(path: Path) -> Recogniser | None:
    """The fit in a file; None where there is none."""
    if not path.exists():
        return None
    with np.load(path) as data:
        return Recogniser(
            names=tuple(str(n) for n in data["names"]),
            mean=data["mean"].astype(np.float32),
            weights=data["weights"].astype(np.float32),
            made_from=str(data["made_from"]),
        )


def shipped_recogniser(model_name: str) -> Path:
    """Where the fit for the shipped catalogue lies."""
    return data_dir("corpus") / "vectors" / f"{model_name}-recogniser.npz"


def made_from(passages: Sequence[Passage], model_name: str) -> str:
    """What names the texts and the model of a fit: the sha256 of both, the settings of the fit with them."""
    lines = [f"{model_name}|{STEPS}|{SHARPNESS}|{_RATE}|{_DECAY}", *(f"{p.ref}|{p.text}" for p in passages)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def fit(
    passages: Sequence[Passage],
    vectors: Sequence[NDArray[np.float16]],
    model_name: str,
    progress: Progress | None = None,
) -> Recogniser:
    """Softmax regression of violations on the vectors of their passages, by Adam from nought: same input, same fit."""
    names = tuple(sorted({p.ref for p in passages}))
    column = {name: n for n, name in enumerate(names)}
    wanted = np.array([column[p.ref] for p in passages])
    texts = np.stack(vectors).astype(np.float32)
    mean: Floats = texts.mean(axis=0)
    texts = _unit(texts - mean)
    weights = np.zeros((texts.shape[1], len(names)), np.float32)
    first: Any = np.zeros_like(weights)
    second: Any = np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        shares = texts @ weights * SHARPNESS
        shares -= shares.max(axis=1, keepdims=True)
        np.exp(shares, out=shares)
        shares /= shares.sum(axis=1, keepdims=True)
        shares[np.arange(len(wanted)), wanted] -= 1
        slope = texts.T @ shares * (SHARPNESS / len(wanted)) + _DECAY * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope * slope
        weights -= _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
        if progress:
            progress(step, STEPS)
    return Recogniser(names, mean, weights, made_from(passages, model_name))


def _unit(rows: Floats) -> Floats:
    unit: Floats = (rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)).astype(np.float32)
    return unit
