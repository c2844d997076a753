"""Procedure: working days, the arithmetic of surcharges, and figures that stand in the articles they cite."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.facts.model import CaseFacts, Fact
from assistant.knowledge.load import default_knowledge
from assistant.knowledge.predicate import problems
from assistant.law.citation import parse_place
from assistant.law.library import default_library
from assistant.law.numerals import to_chinese
from assistant.reasoning.deadlines import surcharge, surcharge_note
from assistant.reasoning.duties import duties
from assistant.reasoning.workdays import (
    HolidaysUnknown,
    add_months,
    after_days,
    after_workdays,
    is_workday,
    workdays_between,
)

RULES = default_knowledge().data("procedure.yaml")
LIBRARY = default_library()
_CITED = re.compile(
    r"《([^》]+)》((?:第[一二三四五六七八九十百千零]+[条款项])+(?:、第[一二三四五六七八九十百千零条款项第]+)*)"
)


def cited(text: str) -> list[tuple[str, str]]:
    return [(law, place) for law, places in _CITED.findall(text) for place in places.split("、")]


def all_cites() -> list[str]:
    blocks = [RULES[k]["cite"] for k in ("hearing", "deliberation", "legal_review", "surcharge", "statement", "crime")]
    return blocks + [p["cite"] for p in (*RULES["periods"], *RULES["duties"])]


def test_every_cited_place_exists() -> None:
    places = [pair for text in all_cites() for pair in cited(text)]
    assert len(places) > 20
    for law, place in places:
        name = LIBRARY.resolve_name(law)
        assert name, law
        assert LIBRARY.provision(parse_place(name, place)).text


@pytest.mark.parametrize("period", [p for p in RULES["periods"] if p["id"] != "enforcement"], ids=lambda p: p["id"])
def test_period_stands_in_an_article_it_cites(period: dict[str, object]) -> None:
    unit = "个月" if period["unit"] == "months" else "日"
    wanted = to_chinese(int(str(period["count"]))) + unit
    texts = [
        LIBRARY.provision(parse_place(LIBRARY.resolve_name(law) or law, place)).text
        for law, place in cited(str(period["cite"]))
    ]
    assert any(wanted in text for text in texts), (wanted, texts)


def test_surcharge_rate_stands_in_the_penalty_act() -> None:
    assert Decimal(str(RULES["surcharge"]["rate"])) == Decimal("0.03")
    assert "百分之三" in LIBRARY.provision(parse_place("行政处罚法", "第七十二条第一款第一项")).text


def test_surcharge_grows_daily_and_stops_at_the_fine() -> None:
    rate = Decimal("0.03")
    assert surcharge(100000, rate, 1) == 3000
    assert surcharge(100000, rate, 33) == 99000
    assert surcharge(100000, rate, 34) == surcharge(100000, rate, 400) == 100000
    assert "第34日达到上限" in surcharge_note(100000, rate)


def test_year_without_arrangement_is_a_named_condition() -> None:
    with pytest.raises(HolidaysUnknown) as error:
        is_workday(date(2030, 1, 2))
    assert error.value.year == 2030


def test_counting_into_an_unknown_year_is_said() -> None:
    end = after_workdays(date(2026, 12, 30), 3)
    assert end.unknown_years == (2027,) and "2027年" in end.note
    assert after_workdays(date(2026, 11, 16), 5).note == ""


def test_new_years_day_is_off_in_any_year() -> None:
    assert after_workdays(date(2026, 12, 30), 2).day == date(2027, 1, 4), "31 December, then past Friday 1 January"
    assert after_days(date(2026, 12, 17), 15).day == date(2027, 1, 4), "an end on 1 January moves past the weekend"
    assert after_workdays(date(2027, 9, 30), 1).day == date(2027, 10, 4)


def test_made_up_weekend_counts_and_holiday_does_not() -> None:
    assert is_workday(date(2026, 10, 10)) and not is_workday(date(2026, 10, 5))
    assert is_workday(date(2026, 2, 14)) and not is_workday(date(2026, 2, 16))


@given(st.dates(date(2020, 1, 1), date(2026, 9, 1)), st.integers(1, 20))
def test_end_is_the_counted_working_day(start: date, count: int) -> None:
    end = after_workdays(start, count).day
    assert end > start and is_workday(end)
    assert workdays_between(start, end) == count


@given(st.dates(date(2020, 1, 1), date(2026, 6, 1)), st.integers(1, 60))
def test_calendar_days_only_roll_forward_over_days_off(start: date, count: int) -> None:
    plain, end = start + timedelta(days=count), after_days(start, count).day
    assert end >= plain and is_workday(end)
    assert all(not is_workday(plain + timedelta(days=n)) for n in range((end - plain).days))


def test_months_end_on_the_last_day_of_a_shorter_month() -> None:
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2026, 10, 15), 3) == date(2027, 1, 15)


def said(day: date | None, apply: set[str], **values: object) -> dict[str, tuple[str, bool]]:
    facts = CaseFacts(facts=tuple(Fact(key=k, value=v, source="officer") for k, v in values.items()))
    return {d.what: (d.cite, d.settled) for d in duties(RULES["duties"], facts, day, apply)}


def test_competence_recusal_and_separation_of_roles_are_always_said() -> None:
    found = said(date(2026, 11, 20), set())
    assert {"管辖", "执法人员和回避", "岗位分离", "陈述、申辩"} <= set(found)
    assert "听证主持人" not in found and "缴款和困难" not in found
    assert {"听证主持人", "缴款和困难", "复议、诉讼期间"} <= set(said(date(2026, 11, 20), {"hearing", "fine"}))


def test_compensation_follows_harm_and_the_law_of_the_day() -> None:
    after, before = date(2026, 11, 20), date(2026, 8, 14)
    assert said(after, set(), harm_to_environment=True)["生态环境损害赔偿"] == (
        "《中华人民共和国生态环境法典》第一千零七十三条第一款",
        True,
    )
    assert "民法典" in said(before, set(), harm_to_environment=True)["生态环境损害赔偿"][0]
    assert said(after, set())["生态环境损害赔偿"][1] is False, "unknown harm is said to be unknown"
    assert "生态环境损害赔偿" not in said(after, set(), harm_to_environment=False, ecological_damage=False)


def test_crime_conditions_use_the_vocabulary() -> None:
    for rule in RULES["crime"]["thresholds"]:
        assert problems(rule["when"], default_knowledge().vocabulary) == [], rule["text"]
