"""Elements decide, retrieval only orders; what is lawful or beside the point is no violation."""

from __future__ import annotations

import pytest

from assistant.facts.case import case_from_text
from assistant.facts.extract import extract
from assistant.knowledge.predicate import Truth
from assistant.pipeline import House
from assistant.reasoning.characterize import characterize
from assistant.reasoning.model import Candidate
from assistant.retrieval.likeness import Likeness


def found(text: str, house: House, retrieved: dict[str, Likeness] | None = None) -> tuple[Candidate, ...]:
    facts = extract(case_from_text(text), house.knowledge.vocabulary, house.knowledge.lexicon)
    return characterize(text, facts, house.knowledge, retrieved or {}, house.patterns)


def established(text: str, house: House) -> list[str]:
    return [c.violation.id for c in found(text, house) if c.established]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某公司正在生产并外排废气，没有取得排污许可证。", "permit.discharge-without-permit"),
        ("某公司报告表没有批准就开工建设厂房。", "eia.build-without-approval"),
        ("某公司私设暗管把未经处理的生产废水直排河道。", "discharge.evasion-water"),
        ("某公司厂区露天堆放废活性炭3吨，危险废物没有设置识别标志。", "hazwaste.sign"),
        ("监测报告显示某公司废水总排口化学需氧量超过排放标准1.2倍。", "discharge.over-standard-water"),
        (
            "夜间监测某厂厂界噪声62分贝，超过工业企业厂界环境噪声排放标准限值12分贝。",
            "discharge.over-standard-noise-industrial",
        ),
    ],
)
def test_common_violations_are_established_without_retrieval(text: str, expected: str, plain_house: House) -> None:
    assert expected in established(text, plain_house)


@pytest.mark.parametrize(
    "text",
    [
        "执法人员检查某公司，该公司持有排污许可证，污染防治设施正常运行，监测结果全部达标，没有发现违法行为。",
        "经核查某厂喷漆房密闭，废气经活性炭吸附后排放，监测达标，群众反映的问题不属实。",
        "今天天气晴朗，全家去公园散步。",
        "请写一首关于春天的诗，不少于八句。",
        "某小区业主认为物业服务不到位，拒绝缴纳物业费。",
    ],
)
def test_lawful_or_unrelated_texts_show_no_violation(text: str, plain_house: House) -> None:
    assert found(text, plain_house) == ()


def test_two_violations_in_one_text_are_both_found(plain_house: House) -> None:
    text = "某公司私设暗管把未经处理的生产废水直排河道。该公司没有建立危险废物管理台账，产生的废机油去向没有记录。"
    assert {"discharge.evasion-water", "hazwaste.ledger"} <= set(established(text, plain_house))


def test_retrieval_alone_establishes_nothing(plain_house: House) -> None:
    retrieved = dict.fromkeys(plain_house.knowledge.violations, Likeness(1.0))
    assert not any(c.established for c in found("某公司院内有一台叉车。", plain_house, retrieved))


def test_every_quote_stands_in_the_text_and_belongs_to_a_shown_element(plain_house: House) -> None:
    text = "某公司正在生产并外排废气，没有取得排污许可证。"
    for candidate in found(text, plain_house):
        for element in candidate.elements:
            assert all(q in text for q in element.quotes)
            if element.quotes:
                assert element.status is not Truth.UNKNOWN


def test_the_same_text_gives_the_same_answer(plain_house: House) -> None:
    text = "某公司私设暗管排放废水，超过排放标准2倍，没有取得排污许可证。"
    assert found(text, plain_house) == found(text, plain_house)
