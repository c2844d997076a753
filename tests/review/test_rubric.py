"""The rubric's data: complete, named functions exist, points add up, and the formula gives its worked examples."""

from __future__ import annotations

import re

import pytest

from assistant.drafting.kinds import document_kinds
from assistant.review.checks import CHECKS
from assistant.review.needed import NEEDED
from assistant.review.papers import recognised
from assistant.review.rubric import Example, rubric
from assistant.review.score import formula


@pytest.mark.parametrize("example", rubric().rules.examples, ids=lambda e: str(e.total))
def test_formula_gives_the_worked_examples_of_the_rubric(example: Example) -> None:
    assert formula(example.scored, example.standard, example.deducted) == example.total


def test_a_veto_makes_any_dossier_worth_nothing() -> None:
    assert formula(100, 100, 0, vetoed=True) == 0


def test_basic_elements_take_at_most_twenty_points_and_never_more_than_there_are() -> None:
    assert formula(100, 100, 35) == 80
    assert formula(0, 100, 20) == 30


def test_a_dossier_in_which_nothing_is_scored_keeps_its_form() -> None:
    assert formula(0, 0, 2) == 98


def test_there_are_twenty_five_vetoes_and_fourteen_basic_elements_of_twenty_points() -> None:
    assert [v.id for v in rubric().vetoes] == list(range(1, 26))
    assert len(rubric().basics) == 14
    assert sum(b.points for b in rubric().basics) == rubric().rules.basics == 20


@pytest.mark.parametrize("kind", rubric().dossiers.values(), ids=lambda k: k.id)
def test_points_of_a_dossier_add_up_and_fit_its_items(kind) -> None:  # type: ignore[no-untyped-def]
    assert sum(sum(p.points) for p in kind.papers) == kind.total
    for place in kind.papers:
        assert len(place.points) == len(rubric().papers[place.paper].items), place.paper


def test_every_check_and_condition_named_in_the_data_exists() -> None:
    named = {v.check for v in rubric().vetoes} | {b.check for b in rubric().basics}
    named |= {n for p in rubric().papers.values() for i in p.items for c in i.checks for n in c}
    assert named <= set(CHECKS)
    assert {p.needed for p in rubric().papers.values()} <= set(NEEDED)
    assert set(CHECKS) - named == set(), "a check that no data asks for"


def test_every_pattern_in_the_data_compiles() -> None:
    for kind in rubric().papers.values():
        for title in kind.titles:
            re.compile(title)
        for item in kind.items:
            for one in item.checks:
                for arguments in one.values():
                    for group in ("needs", "soft"):
                        for pattern in (arguments.get(group) or {}).values():
                            re.compile(pattern)


@pytest.mark.parametrize("kind", [k for k in document_kinds() if k != "closing-no-penalty"])
def test_every_kind_we_draft_is_recognised_by_its_title(kind: str) -> None:
    drafted = document_kinds()[kind]
    found = recognised(f"示例市生态环境局\n{drafted.title or drafted.name}\n示环某〔2026〕1号\n", "文件")
    assert found is not None and found.kind == kind


@pytest.mark.parametrize(
    ("text", "stem", "expected"),
    [
        ("不予行政处罚决定书\n", "x", "no-penalty"),
        ("再次责令改正违法行为决定书\n", "x", "rectification-again"),
        ("责令改正违法行为决定书\n", "x", "rectification"),
        ("按日连续处罚决定书\n", "x", "daily-decision"),
        ("解除查封决定书\n", "x", "seizure-release"),
        ("查封（扣押）决定书\n", "x", "seizure-decision"),
        ("检测报告\n报告编号：示检字2026001\n", "x", "report"),
        ("某市局\n关于示例公司行政处罚决定书的说明，一式两份\n", "杂件", None),
        ("（没有标题的一页）\n", "03送达回证-决定书", "receipt"),
    ],
)
def test_papers_are_recognised_by_title_then_by_file_name(text: str, stem: str, expected: str | None) -> None:
    found = recognised(text, stem)
    assert (found.id if found else None) == expected
