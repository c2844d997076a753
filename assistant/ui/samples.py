"""The sample cases offered on the page, from evals/samples."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from assistant.facts.case import load_case
from assistant.facts.model import Case
from assistant.paths import data_dir


class Sample(NamedTuple):
    """A sample by the name of its file."""

    name: str
    case: Case


@lru_cache(maxsize=1)
def samples() -> tuple[Sample, ...]:
    """Every sample, by name."""
    return tuple(Sample(p.stem, load_case(p)) for p in sorted((data_dir("evals") / "samples").glob("*.yaml")))
