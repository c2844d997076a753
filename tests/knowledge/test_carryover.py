"""The table of docs/discretion.md says what the data say."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.knowledge.carryover import CarryOver, decisions, in_document
from assistant.knowledge.load import Knowledge, load_knowledge
from assistant.paths import data_dir

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "discretion.md"


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return load_knowledge(data_dir("corpus"))


@pytest.fixture(scope="module")
def rows(shipped: Knowledge) -> list[CarryOver]:
    return decisions(shipped)


def test_the_table_in_the_document_is_current(shipped: Knowledge) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert in_document(text, shipped) == text, "运行 python -m assistant.knowledge.carryover 更新 docs/discretion.md"


@pytest.mark.parametrize(
    ("violation", "jurisdiction", "verdict"),
    [
        ("eia.build-without-approval", "guangdong", "不沿用，改用通用方法"),
        ("eia.build-without-approval", "hunan", "不沿用，改用通用方法"),
        ("discharge.over-standard-water", "guangdong", "沿用"),
        ("discharge.over-standard-water", "hunan", "沿用"),
        ("radiation.no-licence", "guangdong", "不沿用，改用通用方法"),
        ("hazwaste.dumping", "hunan", "不沿用，改用通用方法"),
    ],
)
def test_the_decision_of_each_kind(rows: list[CarryOver], violation: str, jurisdiction: str, verdict: str) -> None:
    found = {r.verdict for r in rows if r.violation == violation and r.jurisdiction == jurisdiction}
    assert found == {verdict}


def test_no_decision_is_silent(rows: list[CarryOver]) -> None:
    assert len(rows) > 200 and all(r.why for r in rows)
    assert {r.verdict for r in rows} == {"沿用", "不沿用，改用通用方法"}


def test_every_covered_violation_the_code_fines_has_a_decision(rows: list[CarryOver], shipped: Knowledge) -> None:
    local = {c for b in shipped.benchmarks.values() if b.jurisdiction in ("guangdong", "hunan") for c in b.covers}
    assert {c for c in local if _has_fine(shipped, c)} == {r.violation for r in rows}


def _has_fine(shipped: Knowledge, violation: str) -> bool:
    regimes = [r for r in shipped.violations[violation].regimes if r.statute == "生态环境法典"]
    return any(
        r.fine or any(s.fine for s in r.steps) or any(v.fine or any(s.fine for s in v.steps or ()) for v in r.variants)
        for r in regimes
    )
