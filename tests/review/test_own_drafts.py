"""What we draft from a full record loses nothing that a machine can check."""

from __future__ import annotations

import pytest

from assistant.review.model import Line
from assistant.review.rubric import rubric

from .conftest import FILES, papers, reviewed


def _of_our_kinds(name: str, kind: str = "") -> list[Line]:
    ids = {p.kind.id for p in papers(name) if p.kind} | {"closing-no-penalty"}
    return [x for x in reviewed(name, kind=kind).items if x.paper in ids]


@pytest.mark.parametrize("name", FILES)
def test_our_drafts_get_full_marks_on_every_item_a_machine_can_judge(name: str) -> None:
    kind = {"detention": "detention"}.get(name, "")
    lines = [x for x in _of_our_kinds(name, kind) if x.machine == "yes"]
    assert lines
    assert [(x.key, x.status, x.why) for x in lines if x.status not in ("kept", "na")] == []
    assert sum(x.score or 0 for x in lines if x.status != "na") == sum(x.points for x in lines if x.status != "na")


@pytest.mark.parametrize("name", FILES)
def test_what_is_only_partly_checkable_stays_open_and_is_never_lost_in_our_drafts(name: str) -> None:
    lines = [x for x in _of_our_kinds(name) if x.machine != "yes"]
    assert [(x.key, x.status, x.why) for x in lines if x.status not in ("open", "na")] == []


def test_every_kind_of_the_rubric_that_we_draft_is_covered_by_these_samples() -> None:
    ours = {p.kind for p in rubric().papers.values() if p.kind and p.items}
    assert ours <= {k for _, kinds in FILES.values() for k in kinds}


@pytest.mark.parametrize("name", ["after", "exempt", "daily"])
def test_no_veto_holds_in_our_own_files(name: str) -> None:
    held = [(v.key, v.why) for v in reviewed(name).vetoes if v.status == "lost"]
    assert held == []


@pytest.mark.parametrize("name", ["after", "exempt"])
def test_the_basic_elements_our_drafts_carry_are_not_deducted(name: str) -> None:
    found = {b.key: b.status for b in reviewed(name).basics}
    assert found["B2"] == found["B3"] == "kept"
    assert found["B1"] == "open", "a seal cannot be read from the text"
    assert found["B4"] == "lost", "there is no receipt of service among drafts"
