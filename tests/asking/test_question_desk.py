"""The question desk: what is answered, from which provisions, on which day; and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from assistant.asking.desk import ask, ask_row
from assistant.asking.guide import guide_of
from assistant.asking.model import Answer, Outcome, as_json, as_text, by_words
from assistant.errors import BadInput
from assistant.law.model import Citation
from assistant.pipeline import House

TODAY = date(2026, 11, 22)

Asks = Callable[..., Answer]


def cited(answer: Answer) -> set[str]:
    return {f"{p.citation.law} {p.citation.article}" for p in answer.provisions}


@pytest.mark.parametrize(
    ("question", "on", "wanted"),
    [
        ("法典第一千一百零二条讲什么", None, "生态环境法典 1102"),
        ("第1108条是什么", None, "生态环境法典 1108"),
        ("大气法99条", "2025-03-01", "大气污染防治法 99"),
        ("无证排污怎么罚", None, "生态环境法典 1102"),
        ("无证排污怎么罚", "2025-03-01", "水污染防治法 83"),
        ("2025年3月无证排放废气怎么罚", None, "大气污染防治法 99"),
        ("油烟扰民谁来管", None, "生态环境法典 1132"),
        ("听证期限是几天", None, "行政处罚法 64"),
        ("首违不罚要什么条件", None, "生态环境法典 1056"),
        ("首违不罚要什么条件", "2025-01-01", "行政处罚法 33"),
        ("什么是危险废物", None, "生态环境法典 528"),
        ("危险废物贮存不得超过多久", None, "生态环境法典 535"),
        ("碳排放权交易由谁监督管理", None, "生态环境法典 1039"),
    ],
)
def test_question_is_answered_from_the_law_of_its_day(asks_: Asks, question: str, on: str | None, wanted: str) -> None:
    answer = asks_(question, on)
    assert answer.outcome is Outcome.GROUNDED
    assert wanted in cited(answer)


@pytest.fixture
def asks_(answered: Asks) -> Asks:
    return answered


def test_every_sentence_is_cited_and_every_quotation_is_verbatim(asks_: Asks, house: House) -> None:
    for question in (
        "无证排污怎么罚",
        "听证期限是几天",
        "原大气法第九十九条现在是哪一条",
        "法典有几编",
        "什么是光污染",
    ):
        answer = asks_(question)
        assert all(s.cites for s in answer.sentences)
        for line in answer.text.splitlines():
            assert re.search(r"\[\d+\]$", line), line
        for sentence in answer.sentences:
            for quoted in re.findall("规定：“(.+)”$", sentence.text):
                assert quoted in sentence.cites[0].text.replace("\n", "")


def test_former_article_leads_to_the_code_and_back(asks_: Asks) -> None:
    assert "生态环境法典 1102" in cited(asks_("原大气法第九十九条现在是哪一条？"))
    assert {"大气污染防治法 99", "水污染防治法 83"} <= cited(asks_("法典1102条对应以前哪一条"))


def test_article_the_catalogue_does_not_know_is_compared_by_its_words_and_says_so(asks_: Asks) -> None:
    answer = asks_("水污染防治法第一百零二条现在对应法典哪一条")
    assert "生态环境法典 267" in cited(answer)
    assert "非官方对照" in answer.text


def test_repealed_article_without_a_day_is_quoted_with_its_repeal_and_its_successor(asks_: Asks) -> None:
    answer = asks_("大气法99条")
    assert {"大气污染防治法 99", "生态环境法典 1242", "生态环境法典 1102"} <= cited(answer)


def test_repealed_article_on_a_later_day_is_said_not_to_hold(asks_: Asks) -> None:
    assert "已于2026年8月15日废止" in asks_("大气法99条", "2026-09-01").text


def test_structure_is_counted_from_the_headings(asks_: Asks) -> None:
    counted = asks_("法典有几编").text
    assert "1242条" in counted and "五编" in counted
    assert "下分七章" in asks_("第三编有几章").text
    assert "生态环境法典 546" in cited(asks_("噪声污染防治在法典哪一分编"))
    assert "生态环境法典 1085" in cited(asks_("第五编第二章是什么"))


def test_violation_of_another_authority_is_said_not_to_be_ours(asks_: Asks) -> None:
    assert "不属于生态环境部门的处罚权" in asks_("广场舞扰民怎么罚").text


@pytest.mark.parametrize(
    "question",
    [
        "今天天气怎么样",
        "写一首关于春天的诗",
        "美国清洁空气法怎么规定",
        "红烧肉怎么做",
        "阿斯顿发送到发",
        "离婚冷静期多久",
        "1+1等于几",
    ],
)
def test_what_the_law_does_not_answer_is_refused_with_a_reason(asks_: Asks, question: str) -> None:
    answer = asks_(question)
    assert answer.refused and answer.outcome is Outcome.NO_MATCH
    assert answer.why and not answer.provisions


def test_heavy_pollution_weather_is_not_taken_for_a_question_about_the_weather(asks_: Asks) -> None:
    assert "生态环境法典 1134" in cited(asks_("重污染天气不停产怎么罚"))


def test_article_beyond_the_last_is_refused(asks_: Asks) -> None:
    answer = asks_("法典第一千三百条")
    assert answer.refused and "共一千二百四十二条" in answer.why


def test_named_violation_does_not_hide_an_open_question(asks_: Asks) -> None:
    """污染事故 names a violation, but what must be done in one is another question."""
    assert asks_("发生污染事故企业要先做什么").kind != "violation"


def test_without_index_only_open_questions_are_unavailable(blind: House) -> None:
    assert ask("碳排放权交易由谁监督管理", blind, None, TODAY).outcome is Outcome.UNAVAILABLE
    assert ask("无证排污怎么罚", blind, None, TODAY).outcome is Outcome.GROUNDED
    refused = as_json(ask("碳排放权交易由谁监督管理", blind, None, TODAY))
    assert refused["refused"] is True and "shuoli setup" in refused["why"]


def test_json_has_the_fields_of_the_contract(asks_: Asks) -> None:
    found = as_json(asks_("无证排污怎么罚"))
    assert {"answer", "citations", "refused", "why"} <= set(found)
    assert {"law", "article", "cite", "text", "in_force"} <= set(found["citations"][0])
    assert found["why"] is None
    assert "依据：" in as_text(asks_("无证排污怎么罚"))


def test_empty_endless_or_undated_questions_are_bad_input(house: House) -> None:
    for question in ("", "  ", "问" * 501):
        with pytest.raises(BadInput):
            ask(question, house, None, TODAY)
    with pytest.raises(BadInput):
        ask_row({"question": "无证排污", "on": "2026-13-01"}, house)
    with pytest.raises(BadInput):
        ask_row({"id": "x"}, house)


def test_all_that_the_guide_points_to_exists(house: House) -> None:
    guide = guide_of(house.knowledge)
    periods = {p["id"] for p in house.knowledge.data("procedure.yaml")["periods"]}
    for topic in guide.settings.topics:
        assert topic.period in periods | {""}
        for words in topic.cites:
            assert house.library.provision(by_words(words, house.library)).text
    for entry in guide.colloquial:
        assert all(v in house.knowledge.violations for v in entry.violations), entry.words
    for law in (*guide.settings.scope, *guide.settings.only_if):
        assert house.library.resolve_name(law) == law
    words = [w for c in guide.colloquial for w in c.words]
    assert len(words) == len(set(words))


def test_topic_of_former_days_cites_only_what_was_in_force(asks_: Asks) -> None:
    day = date(2025, 1, 10)
    assert all(p.in_force.covers(day) for p in asks_("按日计罚的依据是什么", "2025-01-10").provisions)


def test_by_words_reads_a_place_and_refuses_an_unknown_law(house: House) -> None:
    wanted = Citation(law="行政处罚法", article=64, item=1)
    assert by_words("《行政处罚法》第六十四条第一项", house.library) == wanted
    with pytest.raises(ValueError):
        by_words("《不存在的法》第一条", house.library)
