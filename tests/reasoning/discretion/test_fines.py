"""The statutory range of every kind of fine."""

from decimal import Decimal

import pytest
from pydantic import TypeAdapter

from assistant.knowledge.fines import Fine
from assistant.reasoning.fines import money, statutory_range

FINE = TypeAdapter(Fine)
MULTIPLE = {"type": "multiple", "base": "goods_value", "min": 1, "max": 5, "base_floor": 50000}
SHARE = {"type": "share", "base": "total_investment", "min": "0.01", "max": "0.05"}
PER_UNIT = {"type": "per_unit", "unit": "辆", "count": "machine_count", "min": 5000, "max": 5000}
BANDED = {
    "type": "banded",
    "bands": [
        {"when": {"illegal_gains": {"gte": 100000}}, "fine": {**MULTIPLE, "base": "illegal_gains", "base_floor": None}},
        {
            "when": {"any": [{"illegal_gains": {"lt": 100000}}, {"illegal_gains": {"known": False}}]},
            "fine": {"min": 10000, "max": 100000},
        },
    ],
}
OPEN_BANDS = {
    "type": "banded",
    "bands": [
        {"when": {"toxic": True}, "fine": {"min": 50000, "max": 200000}},
        {"when": {"toxic": False}, "fine": {"min": 10000, "max": 50000}},
    ],
}


@pytest.mark.parametrize(
    ("fine", "facts", "low", "high"),
    [
        ({"min": 20000, "max": 200000}, {}, 20000, 200000),
        ({"max": 50000, "optional": True}, {}, None, 50000),
        (SHARE, {"total_investment": 5_000_000}, 50000, 250000),
        (SHARE, {"total_investment": 1_000_050}, 10001, 50002),
        (MULTIPLE, {"goods_value": 300_000}, 300_000, 1_500_000),
        (MULTIPLE, {"goods_value": 8_000}, 50_000, 250_000),
        (PER_UNIT, {"machine_count": 3}, 15000, 15000),
        (BANDED, {"illegal_gains": 200_000}, 200_000, 1_000_000),
        (BANDED, {"illegal_gains": 99_999}, 10000, 100000),
    ],
)
def test_range_is_exact_yuan(fine, facts, low, high):
    got = statutory_range(FINE.validate_python(fine), facts.get)
    assert (got.min, got.max, got.needs) == (low, high, ())


@pytest.mark.parametrize(
    ("fine", "needed"),
    [(SHARE, "total_investment"), (MULTIPLE, "goods_value"), (PER_UNIT, "machine_count"), (OPEN_BANDS, "toxic")],
)
def test_missing_base_is_asked_and_no_bound_is_invented(fine, needed):
    got = statutory_range(FINE.validate_python(fine), {}.get)
    assert got.needs == (needed,)
    assert got.min is None and got.max is None


def test_unknown_gains_count_as_none_where_the_band_says_so_but_are_asked():
    got = statutory_range(FINE.validate_python(BANDED), {}.get)
    assert (got.min, got.max, got.needs) == (10000, 100000, ("illegal_gains",))


def test_text_says_the_rate_and_the_yuan():
    got = statutory_range(FINE.validate_python(SHARE), {"total_investment": 5_000_000}.get, step="情节严重")
    assert got.text == "项目总投资额的1%以上5%以下，即5万元以上25万元以下"
    assert got.step == "情节严重"


def test_no_fine_is_said():
    got = statutory_range(None, {}.get)
    assert (got.kind, got.min, got.max) == ("none", None, None)
    assert got.text


@pytest.mark.parametrize(("yuan", "text"), [(260000, "26万元"), (29000, "2.9万元"), (3050, "3050元"), (0, "0元")])
def test_money_is_printed_exactly(yuan, text):
    assert money(yuan) == text


def test_shares_are_decimals_not_floats():
    fine = FINE.validate_python({"type": "share", "base": "total_investment", "max": 0.05})
    assert fine.max == Decimal("0.05")
    assert statutory_range(fine, {"total_investment": 2_000_001}.get).max == 100_000
