"""Exemption: the data holds what the sources say, and every condition says why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.facts.merge import with_implied
from assistant.facts.model import Case, CaseFacts, Fact
from assistant.knowledge.load import default_knowledge, read_entries
from assistant.knowledge.model import ExemptionItem, Violation
from assistant.knowledge.predicate import Truth, problems
from assistant.law.citation import parse_place
from assistant.law.library import default_library
from assistant.reasoning.basis import legal_basis
from assistant.reasoning.exemption import examine
from assistant.reasoning.model import Exemption
from assistant.reasoning.regions import within

HERE = Path(__file__).parents[2] / "rules"
EXCEED = {v.id: v for v in read_entries(HERE / "examples.yaml", HERE, Violation)}["example.exceed"]
KNOWLEDGE, LIBRARY = default_knowledge(), default_library()
CASE = Case(act=(date(2026, 9, 1), date(2026, 9, 1)), found=date(2026, 9, 1), decide=date(2026, 11, 20), region="广东")


def facts(**values: object) -> CaseFacts:
    return CaseFacts(facts=tuple(Fact(key=k, value=v, source="text", quote=f"“{k}”") for k, v in values.items()))


def examined(known: CaseFacts, violation: Violation = EXCEED) -> Exemption:
    return examine(violation, legal_basis(violation, CASE, known, LIBRARY), CASE, known, KNOWLEDGE, LIBRARY)


def items() -> list[ExemptionItem]:
    return list(KNOWLEDGE.exemptions.values())


def test_every_researched_item_is_in_the_corpus() -> None:
    by_place: dict[str, int] = {}
    for item in items():
        place = item.id.split(".")[0]
        by_place[place] = by_place.get(place, 0) + 1
    assert by_place["guangdong"] == 20 and by_place["jiangmen"] == 40
    assert by_place["shanxi2025"] + by_place["shanxi2022"] == 8
    assert sum(n for place, n in by_place.items() if place != "statutory") == 78  # and three statutory: 81


def test_conditions_of_items_use_the_vocabulary() -> None:
    for item in items():
        for condition in (*item.conditions, *item.excluded_when):
            assert problems(condition.when, KNOWLEDGE.vocabulary) == [], item.id


def test_implications_use_the_vocabulary() -> None:
    for rule in KNOWLEDGE.data("implications.yaml"):
        assert problems(rule["when"], KNOWLEDGE.vocabulary) == []
        assert not set(rule["then"]) - set(KNOWLEDGE.vocabulary)


def test_every_statutory_basis_is_a_place_of_the_law() -> None:
    for item in (i for i in items() if i.id.startswith("statutory.")):
        for text in item.basis:
            law, place = text.removeprefix("《").split("》")
            assert LIBRARY.provision(parse_place(law, place)).text


def test_statutory_texts_say_what_their_items_say() -> None:
    text = LIBRARY.provision(parse_place("行政处罚法", "第三十三条第一款")).text
    for words in ("违法行为轻微并及时改正", "没有造成危害后果", "初次违法且危害后果轻微并及时改正"):
        assert words in text
    assert "没有过错" in LIBRARY.provision(parse_place("生态环境法典", "第一千零五十三条第一款")).text


def test_only_seen_in_part_never_decides_by_itself() -> None:
    assert all(i.partial for i in items() if i.id.split(".")[0] in ("shanxi2025", "ningxia", "neimenggu"))


def test_statutory_grounds_are_examined_for_every_violation() -> None:
    found = {g.item for g in examined(facts()).grounds if g.list.startswith("法定")}
    assert len(found) == 5


def test_met_condition_quotes_its_fact() -> None:
    ground = next(g for g in examined(facts(first_offence=True)).grounds if g.item.startswith("初次违法"))
    assert ground.conditions[0].status is Truth.MET
    assert "first_offence" in ground.conditions[0].because


def test_unknown_condition_says_what_is_missing_and_by_when() -> None:
    ground = next(g for g in examined(facts()).grounds if g.item.startswith("初次违法"))
    correction = next(c for c in ground.conditions if c.text == "及时改正")
    assert correction.status is Truth.UNKNOWN
    assert "责令改正期限届满前" in correction.because


def test_before_the_code_only_the_penalty_act_is_cited() -> None:
    early = CASE.model_copy(
        update={"act": (date(2026, 5, 1), date(2026, 5, 1)), "found": date(2026, 5, 1), "decide": date(2026, 7, 1)}
    )
    known = facts()
    found = examine(EXCEED, legal_basis(EXCEED, early, known, LIBRARY), early, known, KNOWLEDGE, LIBRARY)
    ground = next(g for g in found.grounds if g.item.startswith("初次违法"))
    assert "行政处罚法" in ground.cite and "生态环境法典" not in ground.cite


def test_duty_to_educate_is_cited_when_and_only_when_not_punished() -> None:
    exempt = examined(facts(first_offence=True, corrected_in_time=True, harm="轻微"))
    assert "第三十三条第三款" in exempt.duty_to_educate
    assert examined(facts(harm="严重")).duty_to_educate == ""


def test_exclusion_is_shown_with_its_reason() -> None:
    found = examined(facts(first_offence=True, corrected_in_time=True, harm="轻微", obstructs=True))
    ground = next(g for g in found.grounds if g.item.startswith("初次违法"))
    assert ground.outcome == "not_exempt"
    assert any("阻挠执法" in c.text and c.status is Truth.UNMET for c in ground.conditions)


def test_more_facts_never_turn_a_met_ground_unknown() -> None:
    met = facts(first_offence=True, corrected_in_time=True, harm="轻微")
    assert examined(met).outcome == "may_exempt"
    assert examined(met.with_facts(Fact(key="cooperates", value=True, source="text"))).outcome == "may_exempt"


def test_implied_fact_carries_the_quote_and_replaces_nothing() -> None:
    known = with_implied(facts(corrected_in_time=True, refused_correction=True), KNOWLEDGE.vocabulary)
    assert known.get("corrected") is True and "corrected_in_time" in known.find("corrected").quote  # type: ignore[union-attr]
    assert known.get("refused_correction") is True


def test_disputed_fact_is_not_filled_in_by_implication() -> None:
    disputed = Fact(key="corrected", value=False, source="text"), Fact(key="corrected", value=True, source="text")
    known = facts(corrected_in_time=True).model_copy(update={"conflicts": (disputed,)})
    assert with_implied(known, KNOWLEDGE.vocabulary).get("corrected") is None


@pytest.mark.parametrize(
    ("region", "jurisdiction", "holds"),
    [
        ("佛山", "广东省", True),
        ("广东省江门市", "广东省江门市", True),
        ("广东", "广东省江门市", False),
        ("广州", "广东省江门市", False),
        ("广西壮族自治区", "广东省", False),
        ("南宁市", "国家", True),
        ("", "国家", True),
        ("", "广东省", False),
        ("吉林省吉林市", "吉林省", True),
        ("海南省海口市", "青海省", False),
        ("湖北", "未明示", False),
    ],
)
def test_province_holds_in_its_cities_and_city_only_in_itself(region: str, jurisdiction: str, holds: bool) -> None:
    assert within(region, jurisdiction, KNOWLEDGE.data("regions.yaml")) is holds
