"""The other tabs: a finished document checked, an article beside its former text, a question, a dossier, the corpus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Shot = Callable[[str], None]
SAMPLE = "evals/samples/无证排污（法典施行后）.yaml"
WAIT = 90_000
TEXT = """某市生态环境局
行政处罚决定书
示环罚〔2026〕9号
当事人：某公司
2026年9月3日，我局对你单位进行检查，发现你单位没有取得排污许可证排放废水。
依据《中华人民共和国生态环境法典》第一千三百零二条，决定处罚款人民币贰拾万元整（200000元）。
依据《中华人民共和国大气污染防治法》第九十九条，责令改正。
如不服本决定，可以自收到本决定书之日起三十日内申请行政复议。
某市生态环境局
2026年11月20日
"""


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def fill(page: Page, field: str, text: str) -> None:
    page.locator(f"{field} input, {field} textarea").first.fill(text)


def test_a_pasted_document_is_checked_and_its_errors_shown_in_place(page: Page, shot: Shot) -> None:
    tab(page, "文书校验")
    fill(page, "#document-text", TEXT)
    page.keyboard.press("Control+Enter")
    report = page.locator("#document-report")
    expect(report).to_contain_text("严重问题", timeout=WAIT)
    expect(report).to_contain_text("引用找到")
    expect(report.locator("mark.fail").first).to_be_attached()
    place = report.locator("[data-goto]").first
    place.click()
    expect(report.locator("mark.sl-here").first).to_be_visible()
    shot("6-document")


def test_an_uploaded_docx_is_read_into_the_field(page: Page, tmp_path: Path) -> None:
    paper = Document()
    for line in TEXT.splitlines():
        paper.add_paragraph(line)
    paper.save(str(tmp_path / "决定书.docx"))
    tab(page, "文书校验")
    page.locator("#document-clear").click()
    expect(page.locator("#document-text textarea")).to_have_value("", timeout=WAIT)
    page.locator("#document-restore").click()
    expect(page.locator("#document-text textarea")).to_have_value(TEXT, timeout=WAIT)
    page.locator("#document-clear").click()
    expect(page.locator("#document-text textarea")).to_have_value("", timeout=WAIT)
    page.locator("#document-file input[type=file]").set_input_files(str(tmp_path / "决定书.docx"))
    expect(page.locator("#document-note")).to_contain_text("已读入", timeout=WAIT)
    page.locator("#check").click()
    expect(page.locator("#document-report")).to_contain_text("第一千三百零二条", timeout=WAIT)


def test_a_former_article_stands_beside_its_counterpart(page: Page, shot: Shot) -> None:
    tab(page, "法条与问答")
    fill(page, "#law-name", "大气污染防治法")
    fill(page, "#law-number", "99")
    fill(page, "#law-day", "2026-09-03")
    page.keyboard.press("Control+Enter")
    found = page.locator("#law-article")
    expect(found).to_contain_text("不再有效", timeout=WAIT)
    expect(found).to_contain_text("沿革")
    expect(found).to_contain_text("生态环境法典》第一千一百零二条")
    shot("7-law")


def test_a_question_is_answered_with_the_text_of_what_it_rests_on(page: Page, shot: Shot) -> None:
    tab(page, "法条与问答")
    tab(page, "提问")
    fill(page, "#ask-question", "无证排污怎么罚")
    page.keyboard.press("Enter")
    answer = page.locator("#ask-answer")
    expect(answer).to_contain_text("第一千一百零二条", timeout=WAIT)
    expect(answer.locator("#cite-1")).to_be_visible()
    shot("8-ask")
    tab(page, "检索")
    fill(page, "#search-query", "喷漆房没有密闭")
    page.locator("#search-go").click()
    expect(page.locator("#search-hits")).to_contain_text("找到 15 条", timeout=WAIT)


def test_a_dossier_is_scored_and_its_report_downloaded(page: Page, shot: Shot, tmp_path: Path) -> None:
    tab(page, "案卷评查")
    page.locator("#dossier-go").click()
    expect(page.locator("#dossier-note")).to_contain_text("还没有案件记录", timeout=WAIT)
    paper = tmp_path / "决定书.txt"
    paper.write_text(TEXT, encoding="utf-8")
    page.locator("#dossier-case input[type=file]").set_input_files(SAMPLE)
    expect(page.locator("#dossier-case")).to_contain_text("无证排污", timeout=WAIT)
    page.locator("#dossier-papers input[type=file]").set_input_files(str(paper))
    expect(page.locator("#dossier-papers")).to_contain_text("决定书", timeout=WAIT)
    page.locator("#dossier-go").click()
    button = page.locator("#dossier-docx")
    expect(button).to_be_visible(timeout=WAIT)
    expect(page.locator("#dossier-result")).to_contain_text("卷内没有")
    shot("9-dossier")
    with page.expect_download() as download:
        button.click()
    download.value.save_as(tmp_path / "评查.docx")
    assert "案卷评查报告" in "".join(p.text for p in Document(str(tmp_path / "评查.docx")).paragraphs)


def test_the_state_of_the_corpus_is_told(page: Page, shot: Shot) -> None:
    tab(page, "关于")
    about = page.locator("#about-page")
    expect(about).to_contain_text("裁量基准表", timeout=WAIT)
    expect(about).to_contain_text("没有核实的内容")
    expect(about).to_contain_text("只有要旨的法规")
    shot("10-about")
