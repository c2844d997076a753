"""Every benchmark table: its sums, its figure against an independent recomputation, and monotony in every factor."""

from __future__ import annotations

import random
import re
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path

import pytest
import yaml

from assistant.knowledge.predicate import problems
from assistant.paths import data_dir
from assistant.reasoning.discretion.formulas import FORMULAS
from assistant.reasoning.model import FineStep

from .conftest import BASE, compute, whole

ROOT = data_dir("corpus") / "benchmarks"
RAW = {
    entry["id"]: entry
    for path in sorted(Path(ROOT).rglob("*.yaml"))
    if path.name != "jurisdiction.yaml"
    for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
}
WEIGHTED = sorted(i for i, raw in RAW.items() if raw.get("factors"))
BANDED = sorted(i for i, raw in RAW.items() if raw.get("bands"))
TIMES = 200


def steps_at(raw: dict, choice: list[int]) -> tuple[FineStep, ...]:
    return tuple(
        FineStep(factor=f["name"], level=f["levels"][i]["label"], score=Decimal(str(f["levels"][i]["score"])))
        for f, i in zip(raw["factors"], choice, strict=True)
    )


def recompute(raw: dict, choice: list[int]) -> int:
    """The fine from the YAML alone, by fractions of hundredths: no function of the engine is used."""
    points = sum(Decimal(str(f["levels"][i]["score"])) for f, i in zip(raw["factors"], choice, strict=True))
    fine = raw.get("statutory") or {"min": 20000, "max": 200000}
    rate = Decimal(str(fine["max"]))
    floor_rate = Decimal(str(fine["min"]))
    base = Decimal(max(BASE, fine.get("base_floor") or 0)) if "base" in fine else Decimal(1)
    if raw["formula"] == "floor_anchored":
        exact = base * (floor_rate + points * (rate - floor_rate) / 100)
    else:
        exact = base * rate * min(Decimal(100), Decimal(str(raw["start"])) + points) / 100
    return int(exact.quantize(Decimal("0.01")).to_integral_value(ROUND_FLOOR))


@pytest.mark.parametrize("table", WEIGHTED)
def test_start_and_maxima_make_one_hundred_or_the_table_says_why(table):
    raw = RAW[table]
    total = Decimal(str(raw.get("start") or 0)) + sum(
        max(Decimal(str(v["score"])) for v in f["levels"]) for f in raw["factors"]
    )
    assert total == 100 or raw.get("sum_note"), f"{table}: {total}"


@pytest.mark.parametrize("table", WEIGHTED)
def test_fine_equals_an_independent_recomputation(table, knowledge):
    raw, benchmark, draw = RAW[table], knowledge.benchmarks[table], random.Random(table)
    for _ in range(TIMES):
        choice = [draw.randrange(len(f["levels"])) for f in raw["factors"]]
        outcome, amount = compute(benchmark, steps_at(raw, choice))
        assert whole(outcome.exact) == recompute(raw, choice), (table, choice)
        assert amount.max is not None and whole(outcome.exact) <= amount.max


@pytest.mark.parametrize("table", WEIGHTED)
def test_a_heavier_level_never_lowers_the_fine(table, knowledge):
    raw, benchmark, draw = RAW[table], knowledge.benchmarks[table], random.Random(table)
    for _ in range(20):
        choice = [draw.randrange(len(f["levels"])) for f in raw["factors"]]
        before = compute(benchmark, steps_at(raw, choice))[0].exact
        for at, factor in enumerate(raw["factors"]):
            if choice[at] + 1 < len(factor["levels"]):
                heavier = [*choice[:at], choice[at] + 1, *choice[at + 1 :]]
                assert compute(benchmark, steps_at(raw, heavier))[0].exact >= before


@pytest.mark.parametrize("table", WEIGHTED)
def test_the_written_sum_alone_gives_the_same_yuan(table, knowledge):
    raw, benchmark, draw = RAW[table], knowledge.benchmarks[table], random.Random(table)
    for _ in range(20):
        choice = [draw.randrange(len(f["levels"])) for f in raw["factors"]]
        outcome, _ = compute(benchmark, steps_at(raw, choice))
        assert whole(by_hand(outcome.text)) == whole(outcome.exact), outcome.text


def by_hand(text: str) -> Decimal:
    """Reads the last computation of a trace with nothing but arithmetic."""
    if "ΣP" in text:
        low, points, high = re.search(r"即(.+?)＋([\d.]+)%×\((.+?)－", text).groups()
        return yuan(low) + Decimal(points) / 100 * (yuan(high) - yuan(low))
    terms = re.search(r"罚款＝([\d.]+)%×(.+?)＝", text).groups()
    product = Decimal(terms[0]) / 100
    for factor in terms[1].split("×"):
        product *= yuan(factor)
    return product


def yuan(text: str) -> Decimal:
    number = Decimal(re.search(r"[\d.]+", text).group())
    return number * (10000 if "万元" in text else 1) / (100 if text.endswith("%") else 1)


@pytest.mark.parametrize("table", BANDED)
def test_every_cell_lies_in_the_statutory_range_and_its_middle_is_suggested(table, knowledge):
    benchmark = knowledge.benchmarks[table]
    floor = Decimal(str(benchmark.statutory.min or 0))
    for cell in benchmark.bands:
        assert floor <= cell.min <= cell.max <= Decimal(str(benchmark.statutory.max)), cell.label
        only = benchmark.model_copy(update={"bands": (cell,)})
        outcome, amount = compute(only, ())
        times = amount.base_value or 1
        assert outcome.exact == (cell.min + cell.max) / 2 * times
        assert whole(by_hand_middle(outcome.text)) == whole(outcome.exact)


def by_hand_middle(text: str) -> Decimal:
    low, high = re.search(r"（([\d.]+万?元)＋([\d.]+万?元)）÷2", text).groups()
    return (yuan(low) + yuan(high)) / 2


@pytest.mark.parametrize("table", BANDED)
def test_cells_cover_the_range_from_floor_to_ceiling(table, knowledge):
    benchmark = knowledge.benchmarks[table]
    siblings = [b for b in knowledge.benchmarks.values() if b.table == benchmark.table and b.bands]
    assert max(c.max for b in siblings for c in b.bands) == max(b.statutory.max for b in siblings)
    assert min(c.min for b in siblings for c in b.bands) >= min(b.statutory.min or 0 for b in siblings)
    assert len({str(c.when) for c in benchmark.bands}) == len(benchmark.bands), "two cells for the same facts"


def test_levels_stand_lightest_first():
    wrong = [
        (table, f["name"])
        for table in WEIGHTED
        for f in RAW[table]["factors"]
        if [v["score"] for v in f["levels"]] != sorted(v["score"] for v in f["levels"])
    ]
    assert wrong == []


def test_every_condition_uses_known_keys_and_values(knowledge):
    found = []
    for benchmark in knowledge.benchmarks.values():
        conditions = [benchmark.when, *(c.when for c in benchmark.bands)]
        conditions += [v.when for f in benchmark.factors for v in f.levels] + [f.when for f in benchmark.factors]
        found += [(benchmark.id, p) for c in conditions for p in problems(c, knowledge.vocabulary)]
    for jurisdiction in knowledge.jurisdictions.values():
        found += [
            (jurisdiction.id, p) for r in jurisdiction.corrections for p in problems(r.when, knowledge.vocabulary)
        ]
    assert found == []


def test_every_table_names_its_formula_source_and_days(knowledge):
    for benchmark in knowledge.benchmarks.values():
        assert benchmark.formula in FORMULAS, benchmark.id
        assert benchmark.source and benchmark.doc, benchmark.id
        assert benchmark.jurisdiction in knowledge.jurisdictions, benchmark.id
        if benchmark.jurisdiction == "guangdong":
            assert str(benchmark.in_force_until) == "2027-01-01"


def test_all_published_tables_are_here():
    hunan = {raw["table"] for raw in RAW.values() if raw["jurisdiction"] == "hunan"}
    weights = {
        raw["table"] for raw in RAW.values() if raw["jurisdiction"] == "guangdong" and raw["formula"] != "banded"
    }
    assert len(hunan) == 29
    assert len(weights) == 45


def test_covers_name_violations_of_the_catalogue(knowledge):
    unknown = {(b.id, c) for b in knowledge.benchmarks.values() for c in b.covers if c not in knowledge.violations}
    assert unknown == set()
