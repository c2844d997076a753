"""The fast part of the sabotage: every operator on the first clean document it fits; the whole runs by ``shuoli eval mutations``."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.mutations import news, operators, results_of
from assistant.pipeline import House
from assistant.validation.check import CHECKS

OPERATORS = operators()
IDS = {c.id for c in CHECKS}


def test_there_are_sixty_operators_and_each_names_checks_that_exist() -> None:
    assert len(OPERATORS) >= 60
    assert all(o.checks and set(o.checks) <= IDS and o.about for o in OPERATORS)


def test_nothing_blocks_on_a_clean_document(house: House, clean: dict[str, Any]) -> None:
    assert len(clean) >= 40
    blocked = {
        name: [
            f"{c.id}：{c.message}" for c in results_of(sample, house) if c.status == "fail" and c.severity == "blocking"
        ]
        for name, sample in clean.items()
    }
    assert {n: found for n, found in blocked.items() if found} == {}


def test_nothing_blocks_on_a_clean_document_without_its_case(house: House, clean: dict[str, Any]) -> None:
    blocked = {
        name: [
            f"{c.id}：{c.message}"
            for c in results_of(sample, house, with_case=False)
            if c.status == "fail" and c.severity == "blocking"
        ]
        for name, sample in clean.items()
    }
    assert {n: found for n, found in blocked.items() if found} == {}


@pytest.mark.parametrize("operator", OPERATORS, ids=[o.name for o in OPERATORS])
def test_an_injected_fault_is_reported_by_the_check_that_should(
    operator: Any, house: House, clean: dict[str, Any]
) -> None:
    fits = [(s, spoilt) for s in clean.values() if (spoilt := operator.spoil(s)) is not None]
    assert fits, "没有一份干净文书适用这个算子"
    sample, spoilt = fits[0]
    from dataclasses import replace

    before = results_of(replace(sample, public=spoilt.public), house)
    found = news(before, results_of(spoilt, house))
    assert found & set(operator.checks), f"{sample.name}：只有 {sorted(found)} 报出"
