"""The two pictures and the panels: right places, every value escaped."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal

from assistant.facts.case import case_from_text
from assistant.pipeline import House, assess
from assistant.reasoning.model import Deadline, FineResult, FineStep
from assistant.ui.panels import law_panel, report_page
from assistant.ui.pictures import fine_picture, timeline
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
