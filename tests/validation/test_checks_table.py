"""Every check: a document where it passes, one where it fails, one where it cannot tell (table.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.drafting.kinds import document_kind
from assistant.knowledge.predicate import Truth
from assistant.pipeline import House
from assistant.reasoning.model import Assessment
from assistant.validation.check import CHECKS
from assistant.validation.context import Context
from assistant.validation.model import CheckResult

TABLE: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "table.yaml").read_text(encoding="utf-8"))
BY_ID = {c.id: c for c in CHECKS}


def rows() -> Iterator[Any]:
    for check, states in TABLE.items():
        for state, given in states.items():
            if not (isinstance(given, dict) and "skip" in given):
                yield pytest.param(check, state, given, id=f"{check}-{state}")


def test_every_check_stands_in_the_table_with_three_states() -> None:
    assert set(TABLE) == set(BY_ID)
    assert all(set(states) == {"pass", "fail", "unsure"} for states in TABLE.values())


@pytest.mark.parametrize(("check", "state", "given"), list(rows()))
def test_check_says_what_the_table_says(
    check: str, state: str, given: Any, house: House, clean: dict[str, Any]
) -> None:
    results = BY_ID[check].results(context_of(given, house, clean))
    assert results
    statuses = {r.status for r in results}
    if state == "pass":
        assert statuses == {"pass"}, results
    elif state == "fail":
        assert failed(check, results), results
    else:
        assert statuses <= {"warn", "n/a"}, results


def failed(check: str, results: list[CheckResult]) -> bool:
    """A blocking check fails; one that only warns warns or fails. What it says must name a place or the two texts."""
    enough = {"fail"} if BY_ID[check].severity == "blocking" else {"fail", "warn"}
    told = [r for r in results if r.status in enough]
    return bool(told) and all(r.message for r in told)


def context_of(given: Any, house: House, clean: dict[str, Any]) -> Context:
    given = {"text": given} if isinstance(given, str) else given
    text, assessment, kind = given.get("text", ""), None, given.get("kind")
    if "doc" in given:
        sample = clean[given["doc"]]
        text, assessment, kind = sample.text, sample.assessment, kind or sample.kind
        for pattern in given.get("drop", ()):
            assert re.search(pattern, text, re.M), pattern
            text = re.sub(pattern, "", text, flags=re.M)
        for old, new in given.get("replace", {}).items():
            assert old in text, old
            text = text.replace(old, new)
        assessment = None if given.get("alone") else changed(assessment, given)
    return Context(
        text, house.library, house.knowledge, assessment, 0, document_kind(kind) if kind else None,
        bool(given.get("public")), date(2026, 11, 22),
    )  # fmt: skip


def changed(assessment: Assessment, given: dict[str, Any]) -> Assessment:
    """The assessment with the case's fields, the exemption's outcome or the limitation changed."""
    case = assessment.case
    for name, value in given.get("case", {}).items():
        part = getattr(case, name)
        case = case.model_copy(update={name: part.model_copy(update=value) if isinstance(value, dict) else value})
    first, *rest = assessment.violations
    exemption = first.exemption
    if "exemption" in given:
        exemption = exemption.model_copy(update={"outcome": given["exemption"]})
    if "limitation" in given:
        grounds = [
            g.model_copy(update={"conditions": tuple(c.model_copy(update={"status": Truth(given["limitation"])}) for c in g.conditions)})
            if g.item == "超过追责期限" else g
            for g in exemption.grounds
        ]  # fmt: skip
        exemption = exemption.model_copy(update={"grounds": tuple(grounds)})
    first = first.model_copy(update={"exemption": exemption})
    return assessment.model_copy(update={"case": case, "violations": (first, *rest)})
