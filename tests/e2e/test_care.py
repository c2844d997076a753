"""Nothing typed is lost, no session sees another, bad files are one sentence, the keyboard is enough, nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfWriter

from assistant.facts.case import load_case

pytestmark = pytest.mark.browser
Shot = Callable[[str], None]
WAIT = 90_000
SAMPLE = "无证排污（法典施行后）"
FACTS = "2026年9月3日检查发现，某公司没有取得排污许可证，生产废水经总排口排放，正在生产。"


def test_nothing_is_fetched_from_outside(page: Page, server: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server)
    expect(page.locator("#facts textarea")).to_be_visible(timeout=WAIT)
    for name in ("文书校验", "法条与问答", "案卷评查", "关于"):
        page.get_by_role("tab", name=name, exact=True).click()
    expect(page.locator("#about-page")).to_contain_text("收录", timeout=WAIT)
    hosts = {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}, hosts


def test_bad_files_are_one_sentence_and_what_was_typed_stays(
    page: Page, server: str, shot: Shot, tmp_path: Path
) -> None:
    page.goto(server)
    scanned, empty, huge = tmp_path / "扫描.pdf", tmp_path / "空.txt", tmp_path / "大.txt"
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(str(scanned))
    empty.write_bytes(b"")
    huge.write_text("排放废水。" * 350_000, encoding="utf-8")
    page.locator("#facts textarea").fill(FACTS)
    for path, words in ((scanned, "扫描"), (empty, "空"), (huge, "上限")):
        page.locator("#upload input[type=file]").set_input_files(str(path))
        expect(page.locator("#problem [role=alert]")).to_contain_text(words, timeout=WAIT)
        expect(page.locator("#facts textarea")).to_have_value(FACTS)
        page.locator("#upload").get_by_label(re.compile("clear|清除|Remove|移除", re.I)).first.click()
    shot("11-bad-file")


def test_gbk_text_is_read_and_what_stood_there_can_be_brought_back(page: Page, server: str, tmp_path: Path) -> None:
    page.goto(server)
    page.locator("#facts textarea").fill("先写了几个字")
    path = tmp_path / "gbk.txt"
    path.write_bytes(FACTS.encode("gbk"))
    page.locator("#upload input[type=file]").set_input_files(str(path))
    expect(page.locator("#facts textarea")).to_have_value(FACTS, timeout=WAIT)
    page.locator("#restore").click()
    expect(page.locator("#facts textarea")).to_have_value("先写了几个字", timeout=WAIT)
    page.locator("#clear").click()
    expect(page.locator("#facts textarea")).to_have_value("", timeout=WAIT)
    page.locator("#restore").click()
    expect(page.locator("#facts textarea")).to_have_value("先写了几个字", timeout=WAIT)


def test_a_case_is_saved_and_taken_up_again_whole(page: Page, server: str, tmp_path: Path) -> None:
    page.goto(server)
    page.get_by_role("button", name=SAMPLE).click()
    expect(page.locator("#problem")).to_contain_text("示例科技公司", timeout=WAIT)
    with page.expect_download(timeout=WAIT) as download:
        page.locator("#save-case").click()
    saved = tmp_path / "案件.yaml"
    download.value.save_as(saved)
    assert load_case(saved) == load_case(f"evals/samples/{SAMPLE}.yaml").model_copy(update={"id": load_case(saved).id})
    page.goto(server)
    page.locator("#upload input[type=file]").set_input_files(str(saved))
    expect(page.locator("#problem")).to_contain_text("示例科技公司", timeout=WAIT)
    expect(page.locator("#decide input, #decide textarea").first).to_have_value("2026-11-20")


def test_the_assessment_is_downloaded_as_a_page_and_as_data(page: Page, server: str, tmp_path: Path) -> None:
    page.goto(server)
    page.locator("#facts textarea").fill(FACTS)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#law-panel")).to_contain_text("第一千一百零二条", timeout=WAIT)
    for button, words in (("#save-report", "研判报告"), ("#save-json", '"violations"')):
        with page.expect_download(timeout=WAIT) as download:
            page.locator(button).click()
        target = tmp_path / "x"
        download.value.save_as(target)
        assert words in target.read_text(encoding="utf-8")


def test_one_session_sees_nothing_of_another(page: Page, server: str) -> None:
    page.goto(server)
    page.locator("#facts textarea").fill(FACTS)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#law-panel")).to_contain_text("第一千一百零二条", timeout=WAIT)
    other = page.context.new_page()
    other.goto(server)
    expect(other.locator("#facts textarea")).to_have_value("", timeout=WAIT)
    assert "未取得排污许可证排放污染物" not in other.content()
    other.locator("#assess").click()
    expect(other.locator("#problem")).to_contain_text("还没有案情", timeout=WAIT)
    other.close()
    expect(page.locator("#law-panel")).to_contain_text("第一千一百零二条")


def test_the_browser_remembers_the_region_and_the_agency(page: Page, server: str) -> None:
    page.goto(server)
    expect(page.locator("#facts textarea")).to_be_visible(timeout=WAIT)
    before = page.evaluate("localStorage.getItem('shuoli')")
    page.locator("#region input").click()
    page.get_by_role("option", name="湖南").click()
    expect(page.locator("#region input")).to_have_value("湖南")
    page.wait_for_function("before => localStorage.getItem('shuoli') !== before", arg=before)
    page.goto(server)
    expect(page.locator("#region input")).to_have_value("湖南", timeout=WAIT)


def test_the_keyboard_reaches_the_fields_in_the_order_they_are_filled_in(page: Page, server: str) -> None:
    page.goto(server)
    page.locator("#facts textarea").focus()
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        inside = "document.activeElement.closest('[id]:not([id^=range])') && [...document.querySelectorAll('#region,#act-from,#act-to,#found,#decide,#assess,#save-case,#clear')].find(e => e === document.activeElement || e.contains(document.activeElement))?.id"
        reached.append(page.evaluate(inside))
    wanted = ["region", "act-from", "act-to", "found", "decide", "assess", "save-case", "clear"]
    assert [name for name in dict.fromkeys(reached) if name] == wanted


def test_a_narrow_window_needs_no_sideways_scrolling(page: Page, server: str, shot: Shot) -> None:
    page.set_viewport_size({"width": 800, "height": 900})
    try:
        page.goto(server)
        page.locator("#facts textarea").fill(FACTS)
        page.keyboard.press("Control+Enter")
        expect(page.locator("#law-panel")).to_contain_text("第一千一百零二条", timeout=WAIT)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
        shot("12-narrow")
    finally:
        page.set_viewport_size({"width": 1400, "height": 1000})
