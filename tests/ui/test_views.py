"""The other tabs without a browser: an article with its counterpart, answers, a dossier, the state of the corpus."""

from __future__ import annotations

import os
import sqlite3
import time
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import BadInput
from assistant.knowledge.load import Knowledge
from assistant.law.library import StatuteLibrary
from assistant.paths import data_dir
from assistant.pipeline import House
from assistant.ui import dossier_page, files, law_page
from assistant.ui.about_page import gists, unverified
from assistant.ui.guard import sentence

SAMPLE = str(data_dir("evals") / "samples" / "无证排污（法典施行后）.yaml")


@pytest.fixture(autouse=True)
def house(plain_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The house without an index, which none of these views needs."""
    for module in (law_page, dossier_page):
        monkeypatch.setattr(module, "open_house", lambda: plain_house)


def test_a_new_article_stands_beside_the_former_ones() -> None:
    html = law_page.article_view("法典", "1102", "")
    assert html.index("生态环境法典》第一千一百零二条") < html.index("大气污染防治法》第九十九条第一项")


def test_a_repealed_article_is_shown_with_a_notice() -> None:
    html = law_page.article_view("大气污染防治法", "99", "2026-09-03")
    assert "不再有效" in html and "已废止" in html and "生态环境法典》第一千一百零八条" in html
    assert "不再有效" not in law_page.article_view("大气污染防治法", "99", "2026-08-14")


@pytest.mark.parametrize(
    "fields", [("", "1", ""), ("法典", "", ""), ("没有这部法", "1", ""), ("法典", "1", "2026-13-01")]
)
def test_bad_fields_are_one_sentence(fields: tuple[str, str, str]) -> None:
    html = law_page._safely(law_page.article_view)(*fields)
    assert 'role="alert"' in html and html.count("<p") == 1


def test_an_answer_numbers_its_provisions() -> None:
    html = law_page.answer_view("无证排污怎么罚", "2026-09-03")
    assert 'data-goto="cite-1"' in html and 'id="cite-1"' in html
    assert "没有回答" in law_page.answer_view("今天天气怎么样", "")


def test_markup_in_a_question_stays_text() -> None:
    assert "<script>" not in law_page._safely(law_page.article_view)("<script>", "1", "")


def test_a_dossier_of_one_paper_loses_what_is_missing(tmp_path: Path) -> None:
    paper = tmp_path / "决定书.txt"
    paper.write_text("某市生态环境局\n行政处罚决定书\n示环罚〔2026〕1号\n当事人：示例科技公司\n", encoding="utf-8")
    review = dossier_page.reviewed(SAMPLE, [str(paper)])
    assert [f.name for f in review.files] == ["行政处罚决定书"]
    html = dossier_page.review_view(review)
    assert "卷内没有立案审批表" in html and "分" in html


def test_a_dossier_without_record_or_papers_is_refused() -> None:
    with pytest.raises(BadInput, match="案件记录"):
        dossier_page.reviewed(None, ["x"])
    with pytest.raises(BadInput, match="案卷文书"):
        dossier_page.reviewed(SAMPLE, [])


def test_what_is_not_verified_is_listed(knowledge: Knowledge, library: StatuteLibrary) -> None:
    listed = unverified(knowledge)
    assert len([u for u in listed if u[0] == "免罚事项"]) == sum(i.unverified for i in knowledge.exemptions.values())
    assert any("排污许可管理条例" in title for title in gists(library))


def test_old_downloads_are_removed_and_each_has_its_own_folder() -> None:
    old, now = files.fresh_folder(), files.fresh_folder()
    assert old != now
    past = time.time() - files.KEPT_SECONDS - 10
    os.utime(old, (past, past))
    files.fresh_folder()
    assert not old.exists() and now.exists()


def test_an_unexpected_error_is_a_sentence_without_the_cases_words() -> None:
    assert sentence(BadInput("请重写。")) == "请重写。"
    told = sentence(KeyError("某公司的秘密"))
    assert "KeyError" in told and "秘密" not in told
    assert "磁盘" in sentence(sqlite3.OperationalError("database or disk is full"))


def test_today_is_the_day_where_none_is_given() -> None:
    assert law_page._day("") is None
    assert law_page._day("2026年9月3日") == date(2026, 9, 3)
