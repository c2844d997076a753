"""An officer walks through a case on the page, answers a question, drafts and downloads the decision."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Shot = Callable[[str], None]
FACTS = (
    "2026年9月3日，执法人员对示例科技公司进行现场检查。该公司属于实施排污许可简化管理的排污单位，检查时正在生产，"
    "生产废水经厂区污水总排口排放。该公司自2026年8月20日起投入生产并排放废水，没有取得排污许可证。"
)


def test_an_officer_walks_from_facts_to_a_downloaded_decision(page: Page, shot: Shot, tmp_path: Path) -> None:
    page.locator("#facts textarea").fill(FACTS)
    page.locator("#region input").fill("广东")
    page.locator("#act-from input, #act-from textarea").first.fill("2026-08-20")
    page.locator("#act-to input, #act-to textarea").first.fill("2026-09-03")
    page.locator("#found input, #found textarea").first.fill("2026-09-03")
    shot("1-facts")
    page.locator("#facts textarea").press("Control+Enter")
    law = page.locator("#law-panel")
    expect(law).to_contain_text("第一千一百零二条", timeout=120_000)
    expect(law).to_contain_text("未取得排污许可证")
    expect(law).to_contain_text("对照：法典施行前")
    expect(law).to_contain_text("读出的事实")
    shot("2-law")

    page.locator("#to-fine").click()
    fine = page.locator("#fine-panel")
    expect(fine).to_contain_text("建议罚款", timeout=90_000)
    expect(fine.locator("svg").first).to_be_visible()
    shot("3-fine")

    page.locator("#to-draft").click()
    page.locator("#draft").click()
    button = page.locator("#download-docx")
    expect(button).to_be_visible(timeout=120_000)
    expect(page.locator("#document-panel .sl-paper")).to_contain_text("行政处罚")
    expect(page.locator("#notes")).to_contain_text("给承办人的说明")
    shot("4-draft")
    with page.expect_download() as download:
        button.click()
    target = tmp_path / "decision.docx"
    download.value.save_as(target)
    text = "\n".join(p.text for p in Document(str(target)).paragraphs)
    assert "《中华人民共和国生态环境法典》第一千一百零二条" in text
    assert "当事人：示例科技公司" in text
    assert "【待填：住所】" in text


def test_a_sample_case_brings_its_party_and_evidence(page: Page, shot: Shot, server: str) -> None:
    page.goto(server)
    page.get_by_role("button", name="无证排污（法典施行后）").click()
    expect(page.locator("#facts textarea")).to_have_value(re.compile("排污许可证"))
    page.locator("#assess").click()
    expect(page.locator("#law-panel")).to_contain_text("第一千一百零二条", timeout=120_000)
    page.locator("#to-fine").click()
    page.locator("#to-draft").click()
    page.locator("#draft").click()
    expect(page.locator("#document-panel")).to_contain_text("当事人：示例科技公司", timeout=120_000)
    shot("5-sample-draft")


def test_an_answer_changes_the_result_and_can_be_taken_back(page: Page, server: str) -> None:
    page.goto(server)
    page.locator("#facts textarea").fill(FACTS)
    page.locator("#act-from input, #act-from textarea").first.fill("2026-09-03")
    page.locator("#assess").click()
    expect(page.locator("#law-panel")).to_contain_text("第一千一百零二条", timeout=120_000)
    page.locator("#to-fine").click()
    field = page.locator("#q-harm")
    expect(field).to_be_visible(timeout=90_000)
    field.get_by_text("严重", exact=True).click()
    page.locator("#again").click()
    expect(page.locator("#q-harm")).to_have_count(0, timeout=120_000)
    page.locator("#undo").click()
    expect(page.locator("#q-harm")).to_be_visible(timeout=120_000)


def test_bad_input_is_one_sentence_on_the_page(page: Page, server: str) -> None:
    page.goto(server)
    page.locator("#assess").click()
    expect(page.locator("#problem")).to_contain_text("还没有案情", timeout=90_000)
    page.locator("#facts textarea").fill(FACTS)
    page.locator("#found input, #found textarea").first.fill("2026-02-30")
    page.locator("#assess").click()
    expect(page.locator("#problem")).to_contain_text("2026-02-30", timeout=90_000)


def test_a_case_that_must_go_unpunished_leads_to_the_decision_not_to_punish(
    page: Page, shot: Shot, server: str
) -> None:
    page.goto(server)
    page.get_by_role("button", name="首次违法不予处罚（法典施行后）").click()
    expect(page.locator("#facts textarea")).to_have_value(re.compile("识别标志"))
    page.locator("#assess").click()
    expect(page.locator("#law-panel")).to_contain_text("第一千一百七十五条", timeout=120_000)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#fine-panel")).to_contain_text("本案应当不予处罚", timeout=90_000)
    page.locator("#to-draft").click()
    page.locator("#draft").click()
    expect(page.locator("#document-panel .title")).to_contain_text("不予行政处罚决定书", timeout=120_000)
    shot("13-no-penalty")


def told(page: Page, server: str, found: str, facts: str) -> None:
    """Fills in a case on a fresh page and has it assessed."""
    page.goto(server)
    page.locator("#facts textarea").fill(facts)
    page.locator("#found input, #found textarea").first.fill(found)
    page.locator("#assess").click()


def test_several_violations_are_added_up_and_each_has_its_own_document(page: Page, shot: Shot, server: str) -> None:
    told(
        page,
        server,
        "2026-10-09",
        "2026年10月9日，执法人员对示例五金公司检查，电镀车间正在生产，没有取得排污许可证，废水经一根软管直接排入雨水沟。"
        "危废间内废槽液桶未贴识别标志，危险废物管理台账自2026年3月以来没有记录。",
    )
    expect(page.locator("#law-panel")).to_contain_text("适用的法律", timeout=120_000)
    page.locator("#choice").get_by_text("未设置危险废物识别标志").click()
    expect(page.locator("#law-panel")).to_contain_text("第五百三十一条", timeout=120_000)
    page.locator("#to-fine").click()
    expect(page.locator("#together")).to_contain_text("可能是同一个行为", timeout=90_000)
    expect(page.locator("#together")).to_contain_text("合计")
    shot("6-together")
    page.locator("#to-draft").click()
    page.locator("#draft").click()
    expect(page.locator("#document-panel .sl-paper")).to_contain_text("第五百三十一条", timeout=120_000)
    expect(page.locator("#notes")).to_contain_text("本文书只写“未设置危险废物识别标志”")


def test_a_complaint_found_untrue_draws_nothing_and_says_what_was_nearest(page: Page, shot: Shot, server: str) -> None:
    told(
        page,
        server,
        "2026-09-13",
        "群众来电称示例食品厂围墙外有暗管排污水。挖开看，是自来水公司的旧供水管，已停用，管口干燥；厂内废水进化粪池后接市政管网，"
        "有排水许可证；取雨水井水样化学需氧量15mg/L。已当面向来电人说明。",
    )
    expect(page.locator("#law-panel")).to_contain_text("读起来没有违法行为", timeout=120_000)
    expect(page.locator("#law-panel")).to_contain_text("再研判一次")
    shot("7-nothing")
