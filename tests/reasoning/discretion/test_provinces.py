"""The same facts in Guangdong, Hunan, Guangxi, Shanxi, an unknown province and nowhere: standing, and an honest note."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.facts.model import Case
from assistant.pipeline import assess

WAN = 10_000
CODE_DAYS = {"act": (date(2026, 8, 20), date(2026, 9, 3)), "found": date(2026, 9, 3)}
FORMER_DAYS = {"act": (date(2026, 3, 1), date(2026, 5, 30)), "found": date(2026, 6, 3)}
CASES = {
    "未批先建（法典）": (
        "eia.build-without-approval",
        "检查发现，某建材公司机制砂项目应当编制环境影响报告表，环评文件未经批准，擅自开工建设，已完成主体建设，"
        "项目总投资额500万元。首次违法。",
        CODE_DAYS,
    ),
    "未批先建（旧法）": (
        "eia.build-without-approval",
        "检查发现，某建材公司机制砂项目应当编制环境影响报告表，环评文件未经批准，于2026年3月1日擅自开工建设，"
        "2026年5月30日建成，项目总投资额200万元。首次违法。",
        FORMER_DAYS,
    ),
    "超标排放水污染物": (
        "discharge.over-standard-water",
        "对某食品公司废水总排口采样监测，化学需氧量浓度超过水污染物排放标准2.2倍，日排水量60吨，排入Ⅳ类水体。首次违法。",
        CODE_DAYS,
    ),
    "无证排污": (
        "permit.discharge-without-permit",
        "检查时，某塑料制品公司正在生产，外排废气，按名录应当取得排污许可证（简化管理）而未取得排污许可证。",
        CODE_DAYS,
    ),
    "危废贮存": (
        "hazwaste.storage",
        "检查发现，某机械厂产生废机油2吨，未按照国家环境保护标准贮存危险废物，将废机油与一般工业固体废物混放在车间角落。首次违法。",
        CODE_DAYS,
    ),
}
PLACES = ("广东", "湖南", "广西", "山西", "浙江", "")
OLD, GENERIC, NOW = "made_under_former_law", "generic", "in_force"
EXPECTED = {
    "未批先建（法典）": [GENERIC] * 6,
    "未批先建（旧法）": [NOW, NOW, *[GENERIC] * 4],
    "超标排放水污染物": [OLD, OLD, *[GENERIC] * 4],
    "无证排污": [OLD, OLD, *[GENERIC] * 4],
    "危废贮存": [OLD, *[GENERIC] * 5],
}
MATRIX = [
    (name, place, standing) for name, row in EXPECTED.items() for place, standing in zip(PLACES, row, strict=True)
]


@pytest.fixture(scope="module")
def findings(plain_house):
    seen = {}

    def of(name, place):
        if (name, place) not in seen:
            violation, text, days = CASES[name]
            case = Case(text=text, region=place, decide=date(2026, 11, 20), **days)
            found = assess(case, plain_house, date(2026, 11, 22)).violations
            seen[name, place] = next(f for f in found if f.candidate.violation.id == violation)
        return seen[name, place]

    return of


@pytest.mark.parametrize(("name", "place", "standing"), MATRIX)
def test_standing_of_the_benchmark_in_each_place(findings, name, place, standing):
    assert findings(name, place).fine.benchmark.standing == standing


@pytest.mark.parametrize(("name", "place", "standing"), MATRIX)
def test_the_note_is_plain_short_and_honest(findings, name, place, standing):
    ref = findings(name, place).fine.benchmark
    assert len(ref.note) <= 110, ref.note
    assert ref.note.count("；") <= 2 and "national" not in ref.note and "（无证排污）" not in ref.name
    if standing == GENERIC:
        assert "推算" in ref.note
    if standing == GENERIC and place not in ("湖南",):
        assert "金额只供参考" in ref.note and f"不是{place or '当地'}的裁量基准" in ref.note
    if standing == OLD:
        assert "不是为《生态环境法典》制定的" in ref.note and "是否沿用由本机关决定" in ref.note


@pytest.mark.parametrize(("name", "place", "standing"), MATRIX)
def test_the_sum_lies_in_the_range_of_the_law_applied(findings, name, place, standing):
    finding = findings(name, place)
    chosen = finding.basis.chosen.fine
    assert chosen.min <= finding.fine.suggested <= chosen.max
    assert (finding.basis.chosen.regime == "former") == (name == "未批先建（旧法）")


def test_what_is_missing_is_said_place_by_place(findings):
    note = {place: findings("超标排放水污染物", place).fine.benchmark.note for place in PLACES}
    assert note["广西"].startswith("没有取得广西的裁量基准")
    assert note["山西"].startswith("没有取得山西的裁量基准")
    assert note["浙江"].startswith("没有取得浙江的裁量基准")
    assert "请写明省、市" in note[""]
    details = findings("超标排放水污染物", "广西").fine.benchmark.details
    assert "2023版" in details and "请用广西规则核算" in details


def test_share_of_investment_is_not_carried_to_the_codes_fixed_range(findings):
    for place, said in (("广东", "现按通用方法推算"), ("湖南", "按湖南通用裁量表的公式推算")):
        ref = findings("未批先建（法典）", place).fine.benchmark
        assert "按项目总投资额的比例罚款" in ref.note and said in ref.note


def test_a_table_for_the_former_law_says_that_the_law_is_repealed(findings):
    for place in ("广东", "湖南"):
        ref = findings("未批先建（旧法）", place).fine.benchmark
        assert "《环境影响评价法》已于2026年8月15日废止" in ref.note and "从旧兼从轻" in ref.note
        assert findings("未批先建（旧法）", place).fine.suggested == 2 * WAN


def test_a_carried_table_names_the_repealed_law_it_was_made_for(findings):
    note = findings("超标排放水污染物", "湖南").fine.benchmark.note
    assert "《水污染防治法》（已于2026年8月15日废止）" in note
