"""A report on the page: counts by family add up, every place marked where it stands, nothing from a document is markup."""

from __future__ import annotations

import re

from assistant.knowledge.load import Knowledge
from assistant.law.library import StatuteLibrary
from assistant.ui.checking import Mark, families, marked_text, report_view
from assistant.validation.run import validate_document

TEXT = "行政处罚决定书\n当事人：<b>某公司</b>\n依据《生态环境法典》第一千三百零二条，罚款贰拾万元整（200000元）。\n2026年11月20日"


def words(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_marks_stand_around_their_words_and_the_rest_is_untouched() -> None:
    html = marked_text("甲乙丙丁", [Mark(1, 3, "place-1", "warn")])
    assert html == '甲<span id="place-1"></span><mark class="warn" data-mark="place-1">乙丙</mark>丁'


def test_overlapping_marks_share_their_words_and_the_worse_shows() -> None:
    html = marked_text("甲乙丙丁", [Mark(0, 3, "place-1", "warn"), Mark(2, 4, "place-2", "fail")])
    assert words(html) == "甲乙丙丁"
    assert '<mark class="fail" data-mark="place-1 place-2">丙</mark>' in html
    assert html.count('id="place-1"') == 1


def test_a_place_beyond_the_text_breaks_nothing() -> None:
    assert words(marked_text("甲乙", [Mark(1, 99, "place-1", "fail")])) == "甲乙"


def test_every_result_is_counted_in_one_family(library: StatuteLibrary, knowledge: Knowledge) -> None:
    report = validate_document(TEXT, library, knowledge)
    shown = families(report, {})
    assert sum(f["failed"] + f["warned"] + f["passed"] + f["skipped"] for f in shown) == len(report.checks)
    assert all(len(f["wrong"]) == f["failed"] + f["warned"] for f in shown)


def test_the_wrong_article_is_marked_and_markup_stays_text(library: StatuteLibrary, knowledge: Knowledge) -> None:
    html = report_view(validate_document(TEXT, library, knowledge), TEXT, "")
    marked = re.findall(r'<mark class="fail"[^>]*>(.*?)</mark>', html)
    assert any("第一千三百零二条" in m for m in marked)
    assert "<b>某公司" not in html
    places = set(re.findall(r'data-goto="(place-\d+)"', html))
    assert places and places <= set(re.findall(r'id="(place-\d+)"', html))
