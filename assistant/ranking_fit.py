"""``make ranking``: measures what each sign of a violation weighs and writes corpus/ranking.yaml.

The narratives in evals/narratives teach it, whose writers had not seen the catalogue: the descriptions written beside the
catalogue would make its own words weigh too much. The published cases and the blind sets do not, so that they can judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.advice import without_orders
from assistant.evaluation import CODE_DAY, accepted_ids, read_jsonl
from assistant.facts.case import case_from_text
from assistant.facts.extract import extract
from assistant.house import open_house
from assistant.paths import data_dir
from assistant.pipeline import House
from assistant.reasoning.characterize import Signals, candidates

_STEPS, _RATE, _DECAY = 400, 0.1, 1e-2
_NEAR = 10
"""So many of the best candidates of a narrative say how sure a score is."""
_HEAD = """\
# 各种迹象在候选违法行为排序中的权重，由 make ranking 测定（{narratives} 段说明材料，答案已知；公开案例和盲测题没有参加）。
# 含义见 assistant/knowledge/model.py 的 Ranking。不要手改：改目录或词组以后重新运行 make ranking。
"""

Numbers = NDArray[np.float64]


class Taught(NamedTuple):
    """A narrative's candidates: a row of signals each, and which of them are right."""

    signals: Numbers
    right: NDArray[np.bool_]


def narratives() -> Iterator[dict[str, Any]]:
    for path in sorted((data_dir("evals") / "narratives").glob("*.jsonl")):
        yield from read_jsonl(path)


def taught(row: dict[str, Any], house: House) -> Taught:
    """The signals of every candidate of one narrative under the Code."""
    case = case_from_text(row["facts"], act=(CODE_DAY, CODE_DAY), found=CODE_DAY)
    case = case.model_copy(update={"decide": CODE_DAY + timedelta(days=5)})
    facts = extract(case, house.knowledge.vocabulary, house.knowledge.lexicon)
    told = without_orders(case.text)
    retrieved = house.searcher.violations(told) if house.searcher else {}
    found = candidates(told, facts, house.knowledge, retrieved, house.patterns)
    wanted = accepted_ids(row, house)
    rows = [[c.signals[name] for name in Signals._fields] for c in found]
    right = np.array([c.violation.id in wanted for c in found], bool)
    return Taught(np.array(rows).reshape(len(rows), len(Signals._fields)), right)


def order_weights(cases: list[Taught]) -> Numbers:
    """The weights by which the right candidates come first: softmax over each narrative's candidates, by Adam."""
    weights = np.zeros(len(Signals._fields))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        slope = _DECAY * weights
        for case in cases:
            shares = _shares(case.signals @ weights)
            wanted = _shares(np.where(case.right, case.signals @ weights, -np.inf))
            slope = slope + (shares - wanted) @ case.signals / len(cases)
        first, second, weights = _adam(weights, slope, first, second, step)
    return weights


def sureness(cases: list[Taught], weights: Numbers) -> tuple[float, float]:
    """Slope and offset that turn a score into how often a candidate with that score was right (logistic regression)."""
    scores, right = [], []
    for case in cases:
        told = case.signals @ weights
        best = np.argsort(-told)[:_NEAR]
        scores += told[best].tolist()
        right += case.right[best].tolist()
    x, y = np.array(scores), np.array(right, float)
    middle, spread = x.mean(), x.std() or 1.0
    values = np.zeros(2)
    first, second = np.zeros(2), np.zeros(2)
    for step in range(1, _STEPS + 1):
        z = (x - middle) / spread
        missed = 1 / (1 + np.exp(-(values[0] * z + values[1]))) - y
        slope = np.array([(missed * z).mean(), missed.mean()])
        first, second, values = _adam(values, slope, first, second, step)
    return float(values[0] / spread), float(values[1] - values[0] * middle / spread)


def _adam(
    values: Numbers, slope: Numbers, first: Numbers, second: Numbers, step: int
) -> tuple[Numbers, Numbers, Numbers]:
    """One step of Adam: the two running means and the values after it."""
    first = 0.9 * first + 0.1 * slope
    second = 0.99 * second + 0.01 * slope * slope
    change = _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return first, second, values - change


def _shares(scores: Numbers) -> Numbers:
    raised = np.exp(scores - scores.max())
    shares: Numbers = raised / raised.sum()
    return shares


def measure(house: House, progress: Any = None) -> tuple[dict[str, float], int]:
    """The weights, slope and offset by name, and the number of narratives they were learnt from."""
    cases = []
    for number, row in enumerate(narratives(), 1):
        cases.append(taught(row, house))
        if progress:
            progress(number)
    some = [c for c in cases if len(c.right)]
    weights = order_weights([c for c in some if c.right.any()])
    slope, offset = sureness(some, weights)
    values = dict(zip(Signals._fields, weights.tolist(), strict=True)) | {"slope": slope, "offset": offset}
    return {name: round(value, 3) for name, value in values.items()}, len(cases)


def main() -> Path:
    values, count = measure(open_house(), lambda n: print(f"\r{n}", end="", flush=True))
    path = data_dir("corpus") / "ranking.yaml"
    path.write_text(_HEAD.format(narratives=count) + yaml.safe_dump(values, sort_keys=False), encoding="utf-8")
    return path


if __name__ == "__main__":
    print("\n已写出", main())
