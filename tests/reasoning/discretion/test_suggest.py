"""The suggested fine end to end: published examples, standing of the benchmark, unknown facts, bounds, determinism."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.knowledge.model import Violation
from assistant.reasoning.discretion import jurisdiction_of, suggest_fine, suggest_individual_fine
from assistant.reasoning.fines import statutory_range
from assistant.reasoning.model import RegimeView

from .conftest import FINE, case_in, facts_of, view_of

WAN = 10_000
SHARE = {"type": "share", "base": "total_investment", "min": "0.01", "max": "0.05"}
COSTS = {"type": "multiple", "base": "disposal_cost", "min": 3, "max": 5, "base_floor": 20 * WAN}
COMMON = {"offences_2y": 1, "complaint_verified": False}


def between(low, high):
    return {"min": int(low * WAN), "max": int(high * WAN)}


def act(violation: str) -> Violation:
    return Violation(id=violation, name=violation, field="", regimes=())


def suggest(knowledge, violation, statute, fine, region="湖南", regime="former", decide=date(2026, 11, 20), **facts):
    known = facts_of(**facts)
    view = view_of(statute, fine, known, regime)
    return suggest_fine(act(violation), view, case_in(region, decide), known, knowledge)


# ---- published examples (湖南基准的算例) ----

WATER = {
    "pollutant_count": 1, "wastewater_kind": "一般工业废水", "exceed_times": 0.6, "daily_discharge": 50,
    "water_class": "Ⅲ类水体", **COMMON,
}  # fmt: skip
EXAMPLES = [
    ("discharge.over-standard-water", "水污染防治法", between(10, 100), WATER, "hunan.7-1", 24 * WAN),
    (
        "eia.build-without-approval", "环境影响评价法", SHARE,
        {"eia_category": "报告表", "area": "一般区域", "construction_stage": "设备安装", "construction_months": 4,
         "total_investment": 500 * WAN, **COMMON},
        "hunan.1", 7 * WAN,
    ),
    (
        "eia.three-simultaneous", "建设项目环境保护管理条例", between(100, 200),
        {"eia_category": "报告书", "permit_management": "简化管理", "facilities_built": "未建设", "area": "一般区域",
         "pollution_discharged": True, "toxic": False, "refused_correction": True},
        "hunan.2-1b", 144 * WAN,
    ),
    (
        "waste.hazardous-to-unlicensed", "固体废物污染环境防治法", COSTS,
        {"waste_tons": 2, "waste_destination": "暂未处置", "duration_months": 1, "disposal_cost": 8 * WAN, **COMMON},
        "hunan.8-1", 62 * WAN,
    ),
    (
        "no.table-of-its-own", "大气污染防治法", between(2, 20),
        {"cross_region": "县内", "cross_town": False, "duration_months": 4, "area": "一般区域", "offences_2y": 2,
         "complaint_verified": False},
        "hunan.13", int(3.8 * WAN),
    ),
    (  # 娄底 2025 年 12 月露天堆煤案
        "air.dusty-material-not-covered", "大气污染防治法", between(2, 20),
        {"cross_region": "县内", "cross_town": False, "duration_months": 1, "area": "一般区域", "offences_2y": 2,
         "complaint_verified": False},
        "hunan.13", 29_000,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("violation", "statute", "fine", "facts", "table", "yuan"), EXAMPLES)
def test_published_example_comes_out_exactly(knowledge, monkeypatch, violation, statute, fine, facts, table, yuan):
    if table != "hunan.13":
        use_for(knowledge, monkeypatch, table, violation)
    result = suggest(knowledge, violation, statute, fine, **facts)
    assert result.benchmark.id == table
    assert result.suggested == yuan
    assert all(s.chosen_by == "officer" for s in result.steps)


def test_person_responsible_by_table_12_3(knowledge):
    facts = facts_of(harm="轻微", responsible_role="直接负责的主管人员", offences_2y=1)
    fine = statutory_range(FINE.validate_python(between(5, 20)), facts.get)
    view = RegimeView(regime="former", statute="建设项目环境保护管理条例")
    result = suggest_individual_fine(act("eia.three-simultaneous"), view, fine, case_in("湖南"), facts, knowledge)
    assert (result.benchmark.id, result.suggested) == ("hunan.12-3", 116_000)


@pytest.mark.parametrize(("late", "yuan", "reach"), [(False, 8_500, (5_000, 12_000)), (True, 16_000, (12_000, 20_000))])
def test_person_responsible_by_the_persons_column_of_a_banded_table(knowledge, late, yuan, reach):
    facts = facts_of(refused_correction=late)
    fine = statutory_range(FINE.validate_python({"min": 5000, "max": 20000}), facts.get)
    view = RegimeView(regime="former", statute="土壤污染防治法")
    result = suggest_individual_fine(act("soil.secondary-pollution"), view, fine, case_in("广东"), facts, knowledge)
    assert (result.benchmark.id, result.benchmark.standing) == ("guangdong.6.12p", "in_force")
    assert (result.suggested, result.suggested_range) == (yuan, reach)


def test_guangdong_banded_table_gives_the_middle_of_its_cell(knowledge, monkeypatch):
    table = "guangdong.4.12"
    use_for(knowledge, monkeypatch, table, "hazwaste.sign")
    result = suggest(
        knowledge, "hazwaste.sign", "固体废物污染环境防治法", between(10, 100), "广东",
        sign_state="已设置不合要求", waste_tons=1, corrected_in_time=True, same_offences_2y=1,
    )  # fmt: skip
    assert result.suggested_range == (10 * WAN, 12 * WAN)
    assert result.suggested == 11 * WAN


def test_carried_band_keeps_its_place_between_floor_and_ceiling(knowledge, monkeypatch):
    use_for(knowledge, monkeypatch, "guangdong.4.12", "hazwaste.sign")
    result = suggest(
        knowledge, "hazwaste.sign", "生态环境法典", between(5, 20), "广东", "code",
        sign_state="未设置", waste_tons=12, refused_correction=True, same_offences_2y=4,
    )  # fmt: skip
    assert result.benchmark.standing == "made_under_former_law"
    assert result.suggested_range == (175_000, 200_000)
    assert result.suggested == 187_500


# ---- standing of the benchmark ----


def test_table_made_for_the_statute_is_in_force(knowledge):
    result = suggest(knowledge, "discharge.over-standard-water", "水污染防治法", between(10, 100), **WATER)
    assert result.benchmark.standing == "in_force"


def test_table_carried_to_the_code_says_so(knowledge):
    result = suggest(
        knowledge, "discharge.over-standard-water", "生态环境法典", between(10, 100), regime="code", **WATER
    )
    assert result.benchmark.standing == "made_under_former_law"
    assert "水污染防治法" in result.benchmark.note
    assert result.suggested == 24 * WAN


def test_share_of_investment_is_not_carried_to_the_code(knowledge):
    for region, expected in (("湖南", "hunan.13"), ("广东", "national.eia")):
        result = suggest(
            knowledge, "eia.build-without-approval", "生态环境法典", between(10, 50), region, "code",
            eia_category="报告表",
        )  # fmt: skip
        assert result.benchmark.standing == "generic"
        assert result.benchmark.id == expected
        assert "总投资额" in result.benchmark.note
        assert 10 * WAN <= result.suggested <= 50 * WAN


def test_the_table_whose_range_is_the_codes_is_preferred(knowledge):
    result = suggest(
        knowledge, "permit.discharge-without-permit", "生态环境法典", between(20, 100), regime="code", toxic=False
    )
    assert result.benchmark.id == "hunan.3-2"


def test_expired_benchmark_is_said(knowledge):
    late = suggest(
        knowledge, "discharge.over-standard-water", "水污染防治法", between(10, 100), "广东",
        decide=date(2027, 1, 1), exceed_times=1,
    )  # fmt: skip
    in_time = suggest(
        knowledge, "discharge.over-standard-water", "水污染防治法", between(10, 100), "广东",
        decide=date(2026, 12, 31), exceed_times=1,
    )  # fmt: skip
    assert (late.benchmark.standing, in_time.benchmark.standing) == ("expired", "in_force")
    assert "有效期" in late.benchmark.note


def test_unknown_province_is_generic_and_says_whose_benchmark_is_missing(knowledge):
    for region, word in (("广西南宁", "广西"), ("山西", "山西"), ("浙江杭州", "浙江"), ("", "地区"), ("月球", "月球")):
        result = suggest(knowledge, "permit.discharge-without-permit", "生态环境法典", between(20, 100), region, "code")
        assert result.benchmark.standing == "generic"
        assert word in result.benchmark.note
        assert 20 * WAN <= result.suggested <= 100 * WAN


@pytest.mark.parametrize(
    ("region", "ids"),
    [
        ("广东", ["guangdong", "national"]),
        ("广东省广州市天河区", ["guangdong", "national"]),
        ("湖南省长沙市", ["changsha", "hunan", "national"]),
        ("娄底", ["hunan", "national"]),
        ("广西壮族自治区南宁市", ["guangxi", "national"]),
        ("太原市", ["shanxi", "national"]),
        ("吉林", ["none.吉林", "national"]),
    ],
)
def test_region_resolves_to_its_jurisdictions(knowledge, region, ids):
    assert [j.id for j in jurisdiction_of(region, knowledge)] == ids


# ---- levels, unknown facts, bounds ----


@pytest.mark.parametrize(("times", "score"), [(0.49, 0), (0.5, 2), (0.99, 2), (1, 8), (3, 11), (5, 19), (10, 30)])
def test_hunan_levels_include_their_lower_bound(knowledge, times, score):
    facts = {**WATER, "exceed_times": times}
    result = suggest(knowledge, "discharge.over-standard-water", "水污染防治法", between(10, 100), **facts)
    assert step(result, "超标状况").score == score


@pytest.mark.parametrize(("tons", "score"), [(49.9, 0), (50, 3), (199, 3), (200, 10)])
def test_guangdong_up_to_excludes_and_from_includes_the_number(knowledge, tons, score):
    result = suggest(
        knowledge, "discharge.over-standard-water", "水污染防治法", between(10, 100), "广东", daily_discharge=tons
    )
    assert step(result, "废水日排放量").score == score


@pytest.mark.parametrize(("months_to", "score"), [("2026-06-04", 0), ("2026-06-05", 3), ("2026-09-05", 8)])
def test_duration_counts_full_months_to_the_day_of_discovery(knowledge, months_to, score):
    result = suggest(
        knowledge, "eia.build-without-approval", "环境影响评价法", SHARE, total_investment=500 * WAN,
        construction_start_on=date(2026, 3, 5), found_on=date.fromisoformat(months_to),
    )  # fmt: skip
    assert step(result, "持续时间").score == score


def test_unknown_factor_takes_the_lowest_level_and_is_asked(knowledge):
    result = suggest(knowledge, "discharge.over-standard-water", "水污染防治法", between(10, 100), exceed_times=0.6)
    unknown = step(result, "排放去向")
    assert (unknown.chosen_by, unknown.score) == ("default", 0)
    assert "water_class" in result.needs and "exceed_times" not in result.needs
    assert any(a["name"] == "未查明的因素都取最高档" and a["amount"] > result.suggested for a in result.alternatives)


def test_excluded_level_is_not_the_default(knowledge):
    result = suggest(
        knowledge, "eia.build-without-approval", "环境影响评价法", SHARE,
        total_investment=500 * WAN, eia_category="报告书",
    )  # fmt: skip
    assert step(result, "环评文件类别").score == 5


def test_heaviest_of_several_levels_counts(knowledge):
    facts = {**WATER, "ph": 3.0}
    result = suggest(knowledge, "discharge.over-standard-water", "水污染防治法", between(10, 100), **facts)
    assert step(result, "超标状况").score == 30


def test_figure_below_the_floor_is_raised_and_said(knowledge):
    result = suggest(
        knowledge, "discharge.over-standard-water", "排污许可管理条例", between(20, 100), "广东",
        only_ph=True, ph=4, pollutant_count=1, class_a_pollutant=False, area="一般区域", daily_discharge=10,
        same_offences_2y=1,
    )  # fmt: skip
    assert result.suggested == 20 * WAN
    assert "法定最低" in result.clamped


def test_missing_base_gives_no_figure_but_is_asked(knowledge):
    result = suggest(knowledge, "eia.build-without-approval", "环境影响评价法", SHARE, eia_category="报告表")
    assert result.suggested is None
    assert "total_investment" in result.needs


def test_no_fine_gives_no_figure_and_the_reason(knowledge):
    view = RegimeView(regime="code", statute="生态环境法典", punishable=False, why="只有拒不改正的才罚款")
    result = suggest_fine(act("x"), view, case_in("湖南"), facts_of(), knowledge)
    assert (result.suggested, result.note) == (None, "只有拒不改正的才罚款")
    assert suggest_fine(act("x"), None, case_in("湖南"), facts_of(), knowledge).suggested is None


def test_fixed_sum_is_not_discretionary(knowledge):
    fine = {"type": "per_unit", "unit": "辆", "count": "machine_count", "min": 5000, "max": 5000}
    result = suggest(knowledge, "x", "生态环境法典", fine, regime="code", machine_count=3)
    assert result.suggested == 15000
    assert "固定数额" in result.note


def test_fine_without_floor_starts_from_the_cap_of_the_simple_procedure(knowledge):
    result = suggest(
        knowledge, "x", "水污染防治法", {"max": 5 * WAN}, cross_region="县内", cross_town=False, duration_months=1,
        area="一般区域", offences_2y=1, complaint_verified=False, party_kind="单位",
    )  # fmt: skip
    assert result.suggested == 3000


# ---- corrections ----


def test_correction_is_listed_with_yuan_and_does_not_move_the_figure(knowledge):
    plain = suggest(knowledge, "discharge.over-standard-water", "水污染防治法", between(10, 100), **WATER)
    eased = suggest(
        knowledge, "discharge.over-standard-water", "水污染防治法", between(10, 100), **WATER, mitigated=True
    )
    assert eased.suggested == plain.suggested == 24 * WAN
    lenient = next(c for c in eased.corrections if c.kind == "lenient")
    assert lenient.allows == (10 * WAN, 24 * WAN)
    assert eased.suggested_range == (10 * WAN, 24 * WAN)


def test_aggravation_goes_up_by_a_fifth_of_the_ceiling_at_most(knowledge):
    facts = {**WATER, "social_impact": True}
    result = suggest(knowledge, "discharge.over-standard-water", "水污染防治法", between(10, 100), **facts)
    heavier = next(c for c in result.corrections if c.kind == "aggravated")
    assert heavier.allows == (24 * WAN, 44 * WAN)


def test_both_readings_of_hunans_reduction_are_shown(knowledge):
    facts = {**WATER, "merit": True}
    result = suggest(knowledge, "discharge.over-standard-water", "水污染防治法", between(10, 100), **facts)
    readings = {a["name"]: a["amount"] for a in result.alternatives}
    assert readings == {"减轻处罚（字面读法）": 19 * WAN, "减轻处罚（另一读法）": 5 * WAN}


def test_public_apology_lowers_by_thirty_to_fifty_per_cent_not_below_the_floor(knowledge):
    result = suggest(
        knowledge, "discharge.over-standard-water", "水污染防治法", between(10, 100), "广东",
        public_apology=True, corrected=True, exceed_times=25, pollutant_count=1, class_a_pollutant=False,
        area="一般区域", daily_discharge=10, same_offences_2y=1,
    )  # fmt: skip
    assert result.suggested == 30 * WAN
    apology = next(c for c in result.corrections if "道歉" in c.text)
    assert apology.allows == (15 * WAN, 21 * WAN)


def test_rules_of_the_code_are_not_applied_to_the_former_law(knowledge):
    facts = {"exceed_times": 1, "refused_correction": True}
    code = suggest(
        knowledge, "discharge.over-standard-water", "生态环境法典", between(10, 100), "山西", "code", **facts
    )
    former = suggest(knowledge, "discharge.over-standard-water", "水污染防治法", between(10, 100), "山西", **facts)
    assert any("拒不改正" in c.text for c in code.corrections)
    assert not any("拒不改正" in c.text for c in former.corrections)


def test_same_input_gives_the_same_result(knowledge):
    first, second = (
        suggest(knowledge, "discharge.over-standard-water", "水污染防治法", between(10, 100), **WATER) for _ in range(2)
    )
    assert first == second


def test_every_suggestion_lies_in_the_range(knowledge):
    for violation in sorted({c for b in knowledge.benchmarks.values() for c in b.covers}):
        for region in ("湖南", "广东", "广西"):
            result = suggest(knowledge, violation, "生态环境法典", between(5, 20), region, "code")
            assert 5 * WAN <= result.suggested <= 20 * WAN
            low, high = result.suggested_range
            assert 5 * WAN <= low <= result.suggested <= high <= 20 * WAN


def use_for(knowledge, monkeypatch, table, violation):
    """Lets a table cover a violation of the test's own, whatever the catalogue calls the act."""
    changed = knowledge.benchmarks[table].model_copy(update={"covers": (violation,)})
    monkeypatch.setitem(knowledge.__dict__, "benchmarks", {**knowledge.benchmarks, table: changed})


def step(result, factor):
    return next(s for s in result.steps if s.factor == factor)
