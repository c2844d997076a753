"""Daily continuing fines: which days count, and what they cost (生态环境法典第一千零六十条; 按日连续处罚办法)."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.drafting.compose import draft
from assistant.facts.model import Recheck
from assistant.reasoning.daily import daily_fine

from .conftest import sample, with_procedure

ORDERED = date(2026, 9, 4)


def seen(month: int, day: int, still: bool = True) -> Recheck:
    return Recheck(day=date(2026, month, day), still=still)


def test_days_run_from_the_day_after_service_to_the_recheck_both_included() -> None:
    found = daily_fine(200_000, ORDERED, [seen(9, 29)])
    assert found
    assert (found.start, found.end) == (date(2026, 9, 5), date(2026, 9, 29))
    assert found.days == 25 and found.amount == 5_000_000 and found.doubts == ()


def test_a_recheck_the_next_day_is_one_day() -> None:
    found = daily_fine(10_000, ORDERED, [seen(9, 5)])
    assert found and (found.days, found.amount) == (1, 10_000)


@pytest.mark.parametrize("rechecks", [[], [seen(9, 20, still=False)], [seen(9, 4)], [seen(9, 1)]])
def test_no_daily_fine_where_no_later_recheck_found_the_act_going_on(rechecks: list[Recheck]) -> None:
    assert daily_fine(200_000, ORDERED, rechecks) is None


def test_rechecks_in_a_row_add_up_and_a_correction_ends_the_row() -> None:
    twice = daily_fine(200_000, ORDERED, [seen(10, 9), seen(9, 20)])
    assert twice and twice.days == 35 and any("累计" in d for d in twice.doubts)
    broken = daily_fine(200_000, ORDERED, [seen(9, 20), seen(9, 28, still=False), seen(10, 9)])
    assert broken and broken.end == date(2026, 9, 20)


def test_obstruction_counts_as_refusal_and_is_left_to_review() -> None:
    found = daily_fine(200_000, ORDERED, [Recheck(day=date(2026, 9, 10), obstructed=True)])
    assert found and found.days == 6 and any("阻挠" in d for d in found.doubts)


def test_a_recheck_after_thirty_days_is_doubted() -> None:
    on_time, late = daily_fine(1, ORDERED, [seen(10, 4)]), daily_fine(1, ORDERED, [seen(10, 5)])
    assert on_time and on_time.doubts == ()
    assert late and "31日" in late.doubts[0]


def test_the_decision_shows_start_end_days_and_the_multiplication() -> None:
    text = draft(sample("daily"), "daily-decision").text
    assert "计罚期间自2026年9月5日起至2026年9月29日止，首日、末日均计入，计罚日数为25日" in text
    assert "200000元×25日＝5000000元" in text and "人民币伍佰万元整（5000000元）" in text
    assert "《中华人民共和国生态环境法典》第一千零六十条第一款" in text


def test_before_the_code_the_former_law_is_cited() -> None:
    p = sample("daily").case.procedure
    former = with_procedure(
        sample("daily"),
        rectification_served_on=date(2026, 6, 1),
        rechecks=(p.rechecks[0].model_copy(update={"day": date(2026, 6, 21)}),),
    )
    assert "依据《中华人民共和国环境保护法》第五十九条第一款" in draft(former, "daily-decision").text


def test_an_act_that_allows_no_daily_fine_is_questioned() -> None:
    base = sample("daily")
    finding = base.violations[0]
    assert finding.basis.chosen
    view = finding.basis.chosen.model_copy(update={"daily": False})
    other = finding.model_copy(update={"basis": finding.basis.model_copy(update={"chosen": view})})
    document = draft(base.model_copy(update={"violations": (other,)}), "daily-decision")
    assert any("按日连续处罚的种类" in t for t in document.todo)


def test_the_surcharge_of_a_demand_stops_at_the_fine() -> None:
    text = draft(sample("demand"), "demand").text
    assert "缴款期限于2026年3月18日届满" in text and "已达到罚款数额，不再增加" in text
