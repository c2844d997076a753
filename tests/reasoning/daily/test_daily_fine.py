"""按日连续处罚: days counted from the day after the order's service to the recheck that found the act going on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from assistant.facts.model import Recheck
from assistant.reasoning.daily import daily_fine

ORDERED = date(2026, 9, 10)


def recheck(days: int, still: bool | None = True, obstructed: bool = False) -> Recheck:
    return Recheck(day=ORDERED + timedelta(days=days), still=still, obstructed=obstructed)


@pytest.mark.parametrize("days", [1, 14, 30])
def test_the_day_of_the_order_is_not_counted_and_the_day_of_the_recheck_is(days: int) -> None:
    found = daily_fine(200_000, ORDERED, [recheck(days)])
    assert found is not None
    assert (found.start, found.end, found.days) == (date(2026, 9, 11), ORDERED + timedelta(days=days), days)
    assert found.amount == 200_000 * days and found.daily == 200_000


def test_rechecks_in_a_row_that_find_it_going_on_add_up() -> None:
    found = daily_fine(100_000, ORDERED, [recheck(28), recheck(10)])
    assert found is not None and (found.days, found.amount) == (28, 2_800_000)
    assert any("累计" in doubt for doubt in found.doubts)


def test_a_recheck_that_finds_it_corrected_ends_the_row() -> None:
    found = daily_fine(100_000, ORDERED, [recheck(10), recheck(20, still=False), recheck(30)])
    assert found is not None and found.days == 10
    assert daily_fine(100_000, ORDERED, [recheck(10, still=False), recheck(20)]) is None


def test_an_obstructed_recheck_counts_and_is_said() -> None:
    found = daily_fine(100_000, ORDERED, [recheck(5, still=None, obstructed=True)])
    assert found is not None and found.days == 5 and any("阻挠" in doubt for doubt in found.doubts)


def test_a_recheck_later_than_thirty_days_is_said() -> None:
    found = daily_fine(100_000, ORDERED, [recheck(31)])
    assert found is not None and any("三十日" in doubt for doubt in found.doubts)


def test_without_a_fine_or_a_recheck_after_the_order_there_is_none() -> None:
    assert daily_fine(100_000, ORDERED, []) is None
    assert daily_fine(0, ORDERED, [recheck(5)]) is None
    assert daily_fine(100_000, ORDERED, [recheck(0)]) is None
