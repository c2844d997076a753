"""The stale radar: expired tables and tables resting on repealed laws, on any day."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.knowledge.load import default_knowledge
from assistant.knowledge.stale import repeals, stale_benchmark, stale_on

BEFORE, TODAY, AFTER = date(2026, 8, 14), date(2026, 11, 22), date(2027, 1, 1)


@pytest.fixture(scope="module")
def knowledge():
    return default_knowledge()


def kinds(knowledge, table, day):
    return {s.kind for s in stale_benchmark(knowledge.benchmarks[table], knowledge, day)}


@pytest.mark.parametrize(
    ("table", "day", "expected"),
    [
        ("guangdong.2.7.1", BEFORE, set()),
        ("guangdong.2.7.1", TODAY, {"repealed"}),
        ("guangdong.2.7.1", AFTER, {"repealed", "expired"}),
        ("guangdong.8.36", TODAY, set()),
        ("guangdong.8.36", AFTER, {"expired"}),
        ("guangdong.3.34", TODAY, {"unchecked"}),
        ("hunan.7-1", TODAY, {"repealed"}),
        ("national.general", TODAY, set()),
    ],
)
def test_each_reason_is_found_on_its_day(knowledge, table, day, expected):
    assert kinds(knowledge, table, day) == expected


def test_what_is_said_names_the_law_and_the_day(knowledge):
    (found,) = stale_benchmark(knowledge.benchmarks["hunan.7-1"], knowledge, TODAY)
    assert found.says == "所依据的《水污染防治法》已于2026年8月15日废止"
    expired = [s for s in stale_benchmark(knowledge.benchmarks["guangdong.8.36"], knowledge, AFTER)]
    assert expired[0].says == "有效期至2026年12月31日，已经届满"


def test_expired_lists_and_items_on_repealed_law_are_found(knowledge):
    found = {(s.id, s.kind) for s in stale_on(knowledge, TODAY)}
    assert ("jiangmen.01", "expired") in found
    assert ("guangdong.01", "repealed") in found and ("guangdong.01", "expired") not in found
    assert ("guangdong.01", "expired") in {(s.id, s.kind) for s in stale_on(knowledge, AFTER)}


def test_every_repealed_law_of_the_code_is_known(knowledge):
    assert repeals(knowledge)["大气污染防治法"] == date(2026, 8, 15)
    assert len([d for d in repeals(knowledge).values() if d == date(2026, 8, 15)]) == 10
