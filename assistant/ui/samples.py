"""The sample cases offered on the page, from evals/samples."""

from __future__ import annotations

from typing import NamedTuple

from assistant.facts.case import load_case
from assistant.facts.model import Case
from assistant.paths import data_dir


class Sample(NamedTuple):
    """A sample as the page's first step takes it."""

    name: str
    text: str
    region: str
    act_from: str
    act_to: str
    found: str
    case: Case


def _samples() -> tuple[Sample, ...]:
    found = []
    for path in sorted((data_dir("evals") / "samples").glob("*.yaml")):
        case = load_case(path)
        start, end = case.act or ("", "")
        found.append(Sample(path.stem, case.text, case.region, str(start), str(end), str(case.found or ""), case))
    return tuple(found)


SAMPLES = _samples()
