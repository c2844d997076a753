"""Officer's answers outrank the text and must fit; what is missing or contradicted is asked once, in order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from assistant.errors import BadInput
from assistant.facts.model import CaseFacts
from assistant.facts.questions import questions_for
from assistant.knowledge.load import default_knowledge

VOCABULARY = default_knowledge().vocabulary


@pytest.mark.parametrize(
    ("key", "given", "value"),
    [
        ("holds_permit", True, True),
        ("holds_permit", "否", False),
        ("total_investment", "560万元", 5_600_000),
        ("total_investment", 5_600_000, 5_600_000),
        ("total_investment", "5,600,000", 5_600_000),
        ("exceed_times", "0.59", 0.59),
        ("exceed_times", 2, 2),
        ("waste_tons", "3吨", 3),
        ("found_on", "2026-09-03", date(2026, 9, 3)),
        ("harm", "轻微", "轻微"),
        ("water_class", "Ⅰ、Ⅱ类水体", "Ⅰ、Ⅱ类水体"),
        ("medium", "水", ("水",)),
        ("medium", ["水", "大气"], ("水", "大气")),
        ("medium", "水、大气", ("水", "大气")),
        ("pollutants", "氨氮、总磷", ("氨氮", "总磷")),
        ("party_name", "甲公司", "甲公司"),
    ],
)
def test_answers_are_taken_in_the_kind_of_their_key(
    read: Callable[..., CaseFacts], key: str, given: Any, value: Any
) -> None:
    fact = read("某厂情况。", answers={key: given}).find(key)
    assert fact is not None and fact.value == value and fact.source == "officer"


@pytest.mark.parametrize(
    ("key", "given", "says"),
    [
        ("harm", "很大", "无、轻微、一般、严重"),
        ("holds_permit", "也许", "是或否"),
        ("total_investment", "很多", "整数元"),
        ("total_investment", -5, "整数元"),
        ("found_on", "2026-02-30", "日期"),
        ("exceed_times", "几倍", "单位：倍"),
        ("exceed_times", float("nan"), "数字"),
        ("medium", ["水", "火"], "下列中的一个或几个"),
        ("first_offense", True, "first_offence"),
        ("exceed_times", True, "数字"),
    ],
)
def test_answers_that_do_not_fit_are_refused_by_name(
    read: Callable[..., CaseFacts], key: str, given: Any, says: str
) -> None:
    with pytest.raises(BadInput, match=says) as caught:
        read("某厂情况。", answers={key: given})
    assert key in caught.value.message and "请" in caught.value.message


def test_officer_outranks_the_text_and_settles_its_contradiction(read: Callable[..., CaseFacts]) -> None:
    text = "总投资560万元。经评估，总投资600万元。"
    assert read(text).conflicts
    settled = read(text, answers={"total_investment": 6_000_000})
    assert settled.get("total_investment") == 6_000_000 and not settled.conflicts


def test_given_days_become_facts_of_the_officer(read: Callable[..., CaseFacts]) -> None:
    day = date(2026, 9, 3)
    facts = read("2026年9月1日检查发现该厂排污。", act=(day, day), found=day)
    assert [(k, facts.get(k)) for k in ("act_start", "act_end", "found_on")] == [
        (k, day) for k in ("act_start", "act_end", "found_on")
    ]
    assert facts.find("found_on").source == "officer"


def test_null_answers_are_left_out(read: Callable[..., CaseFacts]) -> None:
    assert read("某厂情况。", answers={"harm": None}).find("harm") is None


def test_missing_facts_are_asked_once_with_all_they_matter_for(read: Callable[..., CaseFacts]) -> None:
    facts = read("该公司未取得排污许可证。")
    asked = questions_for(
        {
            "discretion": ["corrected", "harm", "corrected"],
            "exemption": ["corrected"],
            "basis": ["holds_permit", "act_end"],
        },
        facts,
        VOCABULARY,
    )
    assert [q.key for q in asked] == ["act_end", "corrected", "harm"]
    assert asked[1].matters_for == ("exemption", "discretion")
    assert asked[2].ask == VOCABULARY["harm"].ask


def test_contradictions_are_asked_first_quoting_both_places(read: Callable[..., CaseFacts]) -> None:
    facts = read("总投资560万元。经评估，总投资600万元。")
    first = questions_for({"basis": ["act_end"]}, facts, VOCABULARY)[0]
    assert first.key == "total_investment" and "总投资560万元" in first.ask and "总投资600万元" in first.ask


def test_impossible_date_is_asked_for_by_its_words(read: Callable[..., CaseFacts]) -> None:
    facts = read("2026年2月30日，执法人员现场检查。")
    first = questions_for({}, facts, VOCABULARY)[0]
    assert first.key == "found_on" and "2026年2月30日" in first.ask and "不是真实存在" in first.ask


def test_dates_in_the_wrong_order_are_asked_for_together(read: Callable[..., CaseFacts]) -> None:
    facts = read("2026年9月10日开工建设，2026年9月3日检查发现。", decide=date(2026, 11, 22))
    ask = questions_for({}, facts, VOCABULARY)[0].ask
    assert "矛盾" in ask and "2026年9月10日" in ask and "2026年9月3日" in ask


def test_known_facts_and_unknown_words_are_not_asked(read: Callable[..., CaseFacts]) -> None:
    assert questions_for({"basis": ["holds_permit", "no_such_key"]}, read("无证排污。"), VOCABULARY) == ()
