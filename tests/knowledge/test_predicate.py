"""Conditions decide in three values."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge.model import FactKey
from assistant.knowledge.predicate import Truth, evaluate, keys_of, problems

MET, UNMET, UNKNOWN = Truth.MET, Truth.UNMET, Truth.UNKNOWN


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        ({"corrected": True}, {"corrected": True}, MET),
        ({"corrected": True}, {"corrected": False}, UNMET),
        ({"corrected": True}, {}, UNKNOWN),
        ({"exceed_times": {"lt": 0.1}}, {"exceed_times": 0.1}, UNMET),
        ({"exceed_times": {"lte": 0.1}}, {"exceed_times": 0.1}, MET),
        ({"exceed_times": {"gte": 1, "lt": 3}}, {"exceed_times": 2}, MET),
        ({"medium": "水"}, {"medium": ("大气", "水")}, MET),
        ({"medium": {"in": ["水"]}}, {"medium": ("大气",)}, UNMET),
        ({"corrected": {"known": False}}, {}, MET),
        ({"not": {"corrected": True}}, {}, UNKNOWN),
        ({"all": [{"a": True}, {"b": True}]}, {"a": False}, UNMET),
        ({"any": [{"a": True}, {"b": True}]}, {"b": True}, MET),
        ({"any": [{"a": True}, {"b": True}]}, {"a": False}, UNKNOWN),
        ({"a": True, "b": True}, {"a": True}, UNKNOWN),
        (None, {}, MET),
    ],
)
def test_a_condition_is_met_unmet_or_unknown(condition: Any, facts: dict[str, Any], expected: Truth) -> None:
    assert evaluate(condition, facts.get) is expected


@given(
    st.dictionaries(st.sampled_from("abc"), st.booleans()), st.permutations([{"a": True}, {"b": False}, {"c": True}])
)
def test_the_order_of_parts_never_matters(facts: dict[str, bool], parts: list[dict[str, bool]]) -> None:
    ordered = sorted(parts, key=str)
    for how in ("all", "any"):
        assert evaluate({how: parts}, facts.get) is evaluate({how: ordered}, facts.get)


def test_a_new_fact_never_turns_a_decided_condition_around() -> None:
    condition = {"any": [{"a": True}, {"all": [{"b": True}, {"not": {"c": True}}]}]}
    before = evaluate(condition, {"b": True, "c": False}.get)
    assert before is MET
    assert evaluate(condition, {"b": True, "c": False, "a": False}.get) is MET


def test_a_slip_of_the_pen_in_a_condition_is_named() -> None:
    words = {"medium": FactKey(key="medium", label="", kind="choices", ask="", choices=("水", "大气"))}
    assert problems({"mediun": "水"}, words) == ["事实词表中没有“mediun”"]
    assert problems({"medium": "空气"}, words) == ["“medium”没有“空气”这个取值"]
    assert problems({"medium": {"less": 3}}, words) == ["“medium”的比较“less”不认识"]
    assert problems({"any": [{"medium": "水"}]}, words) == []


def test_keys_are_found_at_any_depth() -> None:
    assert list(keys_of({"any": [{"a": 1}, {"not": {"b": 2}}], "c": 3})) == ["a", "b", "c"]
