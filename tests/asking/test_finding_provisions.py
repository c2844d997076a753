"""Search: exact places first, everyday words understood, one version of an article, the day asked for."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.asking.days import day_of
from assistant.asking.finding import citations_in, laws_in, search
from assistant.asking.guide import guide_of
from assistant.pipeline import House

TODAY = date(2026, 11, 22)

CODE_DAY = date(2026, 8, 15)


def found(house: House, query: str, on: str | None = None) -> list[str]:
    day = date.fromisoformat(on) if on else None
    return [f"{h.passage.law} {h.passage.article}" for h in search(house, query, ("law",), 10, day)]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("大气法99条", "大气污染防治法 99"),
        ("法典 1102", "生态环境法典 1102"),
        ("1102", "生态环境法典 1102"),
        ("无证排污", "生态环境法典 1102"),
        ("偷排", "生态环境法典 1108"),
    ],
)
def test_article_number_or_everyday_word_puts_the_provision_first(house: House, query: str, wanted: str) -> None:
    assert found(house, query)[0] == wanted


def test_search_on_a_former_day_finds_the_law_of_that_day(house: House) -> None:
    hits = found(house, "无证排污", "2025-01-01")
    assert hits[0] in ("水污染防治法 83", "大气污染防治法 99")
    assert not any(h.startswith("生态环境法典") for h in hits)


def test_an_article_is_found_once_however_many_versions_it_has(house: House) -> None:
    hits = found(house, "行政处罚应当遵循公正公开的原则")
    assert len(hits) == len(set(hits))


def test_bare_number_means_the_code_and_a_year_means_no_article(house: House) -> None:
    guide = guide_of(house.knowledge)
    assert [c.article for c in citations_in("法典1102对应以前哪一条", guide, house.library)] == [1102]
    assert citations_in("2025年排污怎么罚", guide, house.library) == []


def test_longest_name_of_a_law_wins(house: House) -> None:
    assert laws_in("生态环境法典怎么说", house.library) == ["生态环境法典"]


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("2025年3月5日偷排怎么罚", date(2025, 3, 5)),
        ("2025年3月偷排怎么罚", date(2025, 3, 1)),
        ("2024年偷排怎么罚", date(2024, 7, 1)),
        ("法典施行前偷排怎么罚", date(2026, 8, 14)),
        ("去年偷排怎么罚", date(2025, 7, 1)),
        ("偷排怎么罚", None),
        ("2014年修订的环保法", None),
        ("2025年13月偷排", date(2025, 7, 1)),
    ],
)
def test_day_is_read_from_the_question(question: str, day: date | None) -> None:
    assert day_of(question, TODAY, CODE_DAY)[0] == day
