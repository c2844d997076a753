"""An officer walks through a case on the page, answers a question, drafts and downloads the decision."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect, sync_playwright

from .conftest import ARGUMENTS, CHROMIUM

pytestmark = pytest.mark.browser

FACTS = (
    "2026年9月3日，执法人员对示例科技公司进行现场检查。该公司属于实施排污许可简化管理的排污单位，检查时正在生产，"
    "生产废水经厂区污水总排口排放。该公司自2026年8月20日起投入生产并排放废水，没有取得排污许可证。"
)


@pytest.fixture(scope="module")
def page(server: str, tmp_path_factory: pytest.TempPathFactory):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            str(tmp_path_factory.mktemp("profile")),
            executable_path=CHROMIUM,
            headless=True,
            args=ARGUMENTS,
            viewport={"width": 1400, "height": 1000},
            accept_downloads=True,
        )
        opened = browser.new_page()
        opened.goto(server)
        yield opened
        browser.close()


def shot(page: Page, name: str) -> None:
    folder = Path("out/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(folder / f"{name}.png"), full_page=True)


def test_an_officer_walks_from_facts_to_a_downloaded_decision(page: Page, tmp_path: Path) -> None:
    page.locator("#facts textarea").fill(FACTS)
    page.locator("#region input").fill("广东")
    page.locator("#act-from input, #act-from textarea").first.fill("2026-08-20")
    page.locator("#act-to input, #act-to textarea").first.fill("2026-09-03")
    page.locator("#found input, #found textarea").first.fill("2026-09-03")
    shot(page, "1-facts")
    page.locator("#facts textarea").press("Control+Enter")
    law = page.locator("#law-panel")
    expect(law).to_contain_text("第一千一百零二条", timeout=60_000)
    expect(law).to_contain_text("未取得排污许可证")
    shot(page, "2-law")

    page.locator("#to-fine").click()
    fine = page.locator("#fine-panel")
    expect(fine).to_contain_text("建议罚款", timeout=20_000)
    expect(fine.locator("svg").first).to_be_visible()
    shot(page, "3-fine")

    page.locator("#to-draft").click()
    page.locator("#party-name").scroll_into_view_if_needed() if page.locator("#party-name").is_visible() else None
    page.locator("#draft").click()
    button = page.locator("#download-docx")
    expect(button).to_be_visible(timeout=60_000)
    expect(page.locator("#document-panel")).to_contain_text("行政处罚")
    shot(page, "4-draft")
    with page.expect_download() as download:
        button.click()
    target = tmp_path / "decision.docx"
    download.value.save_as(target)
    text = "\n".join(p.text for p in Document(str(target)).paragraphs)
    assert "《中华人民共和国生态环境法典》第一千一百零二条" in text
    assert "【待填：当事人名称】" in text
