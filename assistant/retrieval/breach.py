"""Does a text read like one that shows a violation at all? A linear reading of its character sequences.

It establishes nothing: it can only keep back what words alone would list, where a text says that a complaint was untrue,
that figures keep the limit, or that the matter is another's. Fitted by ``make ranking`` (assistant/breach_fit.py) to notes
with and without a violation; the fit travels with the program. What it knows are words, so no vectors are needed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.paths import data_dir

LONGEST = 3
"""Characters of the longest sequence that is looked at."""
SHORTEST = 50
"""Characters below which a text says too little to be read so: all notes that taught are longer."""
_READ = 3000
_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_SPACE = re.compile(r"\s+")

Floats = NDArray[np.float32]


def sequences(text: str) -> set[str]:
    """The character sequences of a text, up to ``LONGEST`` long; figures count as one 0, spaces as nothing."""
    told = _FIGURES.sub("0", _SPACE.sub("", text))[:_READ]
    return {told[i : i + n] for n in range(1, LONGEST + 1) for i in range(len(told) - n + 1)}


@dataclass(frozen=True)
class BreachReading:
    """A fit: ``weights`` by sequence (already times its rarity), their ``rarity``, the ``offset``, and two bounds.
    ``made_from`` names the notes and settings.

    Below ``none`` a text reads like one without a violation whatever its words establish; below ``doubtful`` it does so
    where they establish nothing, and else leaves a doubt worth telling.
    """

    place: dict[str, int]
    weights: Floats
    rarity: Floats
    offset: float
    none: float
    doubtful: float
    made_from: str = ""

    def score(self, text: str) -> float:
        """The log odds that the text shows a violation, as far as its words tell."""
        found = [n for s in sequences(text) if (n := self.place.get(s)) is not None]
        if not found:
            return self.offset
        length = float(np.sqrt((self.rarity[found] ** 2).sum())) or 1.0
        return float(self.weights[found].sum()) / length + self.offset

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part.npz")
        np.savez_compressed(
            part,
            sequences=np.array("\n".join(self.place)),
            weights=self.weights.astype(np.float16),
            rarity=self.rarity.astype(np.float16),
            made_from=np.array(self.made_from),
            bounds=np.array([self.offset, self.none, self.doubtful], np.float32),
        )
        part.replace(path)


def load_breach_reading(path: Path | None = None) -> BreachReading | None:
    """The fit in a file (the shipped one by default); None where there is none."""
    path = path or shipped_breach_reading()
    if not path.exists():
        return None
    with np.load(path) as data:
        offset, none, doubtful = (float(b) for b in data["bounds"])
        return BreachReading(
            place={s: n for n, s in enumerate(str(data["sequences"]).split("\n"))},
            weights=data["weights"].astype(np.float32),
            rarity=data["rarity"].astype(np.float32),
            offset=offset,
            none=none,
            doubtful=doubtful,
            made_from=str(data["made_from"]),
        )


def shipped_breach_reading() -> Path:
    """Where the fit that travels with the program lies."""
    return data_dir("corpus") / "vectors" / "breach.npz"
