"""The two pictures and the panels: right places, every value escaped."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.drafting.compose import draft
from assistant.facts.case import case_from_text, load_case
from assistant.paths import data_dir
from assistant.pipeline import House, assess
from assistant.reasoning.model import Deadline, FineResult, FineStep
from assistant.ui.panels import document_panel, facts_panel, fine_panel, law_panel, report_page
from assistant.ui.pictures import case_line, fine_picture, timeline
from assistant.validation.model import Report


def test_the_suggested_fine_stands_between_floor_and_ceiling() -> None:
    fine = FineResult(
        min=200_000,
        max=1_000_000,
        suggested=600_000,
        steps=(FineStep(factor="持续<时间>", level="3个月", score=Decimal(8), chosen_by="facts"),),
    )
    picture = fine_picture(fine)
    ET.fromstring(picture)
    for words in ("下限 20万元", "上限 100万元", "建议 60万元", "持续&lt;时间&gt;"):
        assert words in picture


def test_no_range_no_picture() -> None:
    assert fine_picture(FineResult()) == ""
    assert timeline([Deadline(what="缴款")], date(2026, 11, 22)) == ""


def test_the_timeline_is_in_order_and_tells_what_is_past() -> None:
    due = [Deadline(what="后", due=date(2026, 12, 1)), Deadline(what="先", due=date(2026, 11, 20))]
    picture = timeline(due, date(2026, 11, 22))
    ET.fromstring(picture)
    assert picture.index("先") < picture.index("后")
    assert "已过 2 天" in picture
    assert "还有 9 天" in picture


def test_markup_in_the_facts_stays_text(plain_house: House) -> None:
    text = "<script>alert(1)</script>某公司正在生产并外排废气，没有取得<b>排污许可证</b>，没有取得排污许可证。"
    assessment = assess(case_from_text(text), plain_house, date(2026, 11, 22))
    page = report_page(assessment, Report(), date(2026, 11, 22)) + law_panel(assessment, 0)
    assert "<script>" not in page
    assert "<b>排污" not in page


HUNAN_WATER = (
    "2026年9月2日，执法人员对湖南省某食品有限公司废水总排口采样监测，化学需氧量浓度超过水污染物排放标准0.4倍，"
    "日排水量8吨，排入Ⅴ类水体。该公司主动消除危害后果，配合调查有立功表现。"
)


def test_report_shows_other_computations_and_both_readings_of_a_reduction(plain_house: House) -> None:
    assessment = assess(case_from_text(HUNAN_WATER, region="湖南"), plain_house, date(2026, 11, 22))
    page = report_page(assessment, Report(), date(2026, 11, 22))
    shown = assessment.violations[0].fine.alternatives
    assert {"减轻处罚（字面读法）", "减轻处罚（另一读法）"} <= {a["name"] for a in shown}
    assert all(a["name"] in page and a["text"] in page for a in shown)


def test_report_shows_what_persons_may_be_fined(plain_house: House) -> None:
    text = (
        "检查发现，某化工公司年产五千吨涂料项目已经投入生产，需要配套建设的废水处理设施没有建成，"
        "环评报告书已经批准，直接负责的主管人员为该公司厂长。"
    )
    assessment = assess(case_from_text(text, region="湖南"), plain_house, date(2026, 11, 22))
    finding = next(f for f in assessment.violations if f.individuals)
    person = finding.individuals[0]
    assert person["fine"]["min"] <= person["suggested"] <= person["fine"]["max"]
    assert person["benchmark"]["id"] == "hunan.12-3"
    page = report_page(assessment, Report(), date(2026, 11, 22))
    assert "责任人员" in page and person["fine"]["text"] in page


def test_no_bar_and_its_words_leave_the_picture() -> None:
    steps = tuple(
        FineStep(factor="持续时间", level="三个月以上六个月以下的情形很长", score=Decimal(n)) for n in (3, 75)
    )
    picture = ET.fromstring(fine_picture(FineResult(min=1, max=100, suggested=50, steps=steps)))
    for text in picture.iter("{http://www.w3.org/2000/svg}text"):
        if text.get("text-anchor") == "start":
            wide = sum(12 if ord(c) > 255 else 6.5 for c in text.text or "")
            assert float(text.get("x") or 0) + wide <= 720, text.text


def test_the_days_of_the_case_stand_on_a_line_around_the_code(plain_house: House) -> None:
    text = "2026年4月20日至2026年9月3日，某公司没有取得排污许可证，生产废水经总排口排放，正在生产。"
    case = case_from_text(text, act=(date(2026, 4, 20), date(2026, 9, 3)), found=date(2026, 9, 3))
    picture = case_line(assess(case, plain_house, date(2026, 11, 22)))
    ET.fromstring(picture)
    places = [picture.index(words) for words in ("行为开始", "法典施行", "发现、行为终了", "决定")]
    assert places == sorted(places)


def test_labels_of_neighbouring_days_do_not_lie_on_each_other(plain_house: House) -> None:
    days = (date(2026, 8, 14), date(2026, 8, 16))
    case = case_from_text("某公司没有取得排污许可证，外排废水。", act=days, found=date(2026, 8, 17))
    picture = case_line(assess(case, plain_house, date(2026, 8, 18)))
    places = [float(c.attrib["cx"]) for c in ET.fromstring(picture).iter("{http://www.w3.org/2000/svg}circle")]
    assert len(places) >= 4
    assert all(b - a >= 95 for a, b in pairwise(places))
    assert places[0] >= 70 and places[-1] <= 650


@pytest.mark.parametrize("path", sorted((data_dir("evals") / "samples").glob("*.yaml")), ids=lambda p: p.stem)
def test_every_sample_can_be_shown_and_drafted(path: Path, plain_house: House) -> None:
    assessment = assess(load_case(path), plain_house, date(2026, 11, 22))
    law, fine = law_panel(assessment, 0), fine_panel(assessment, 0, date(2026, 11, 22))
    finding = assessment.violations[0]
    assert finding.basis.chosen
    for provision in (*finding.basis.chosen.duty, *finding.basis.chosen.penalty):
        assert provision.cite in law
    assert all(step.factor in fine for step in finding.fine.steps)
    kind = "no-penalty" if finding.exemption.outcome == "must_exempt" else "decision"
    paper = document_panel(draft(assessment, kind), Report())
    assert "给承办人的说明" in paper and "sl-paper" in paper
    assert facts_panel(assessment).count("<tr>") == len(assessment.facts.facts) + 1


def test_a_case_without_days_has_no_line(plain_house: House) -> None:
    assessment = assess(case_from_text("某公司没有取得排污许可证，外排废水。"), plain_house, date(2026, 11, 22))
    undated = assessment.model_copy(update={"case": assessment.case.model_copy(update={"decide": None})})
    assert case_line(undated) == ""


def test_where_nothing_is_found_the_page_says_why_and_what_to_do(plain_house: House) -> None:
    nothing = assess(case_from_text("今天天气很好。"), plain_house, date(2026, 11, 22))
    assert nothing.violations == ()
    shown = law_panel(nothing, 0)
    assert "没有识别出违法行为" in shown and nothing.questions[0].ask in shown
