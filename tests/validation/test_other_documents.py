"""Finished documents as files: ours printed to docx and pdf and read back, and decisions in other layouts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.drafting.compose import draft
from assistant.drafting.export import save
from assistant.facts.reading import read_document
from assistant.pipeline import House
from assistant.validation.model import Report
from assistant.validation.run import validate_document


def read_back(sample: Any, path: Path, house: House, with_case: bool) -> Report:
    save(draft(sample.assessment, sample.kind), path)
    return validate_document(
        read_document(path),
        house.library,
        house.knowledge,
        assessment=sample.assessment if with_case else None,
        today=date(2026, 11, 22),
    )


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".md"])
@pytest.mark.parametrize("with_case", [True, False])
def test_a_printed_decision_is_read_back_without_a_blocking_finding(
    suffix: str, with_case: bool, tmp_path: Path, house: House, clean: dict[str, Any]
) -> None:
    report = read_back(clean["c188-code/decision"], tmp_path / f"d{suffix}", house, with_case)
    blocking = [f"{c.id}：{c.message}" for c in report.checks if c.status == "fail" and c.severity == "blocking"]
    assert blocking == []
    assert report.citations.verified >= 15 and report.amounts.verified >= 5


OTHER = """某甲市生态环境局
行政处罚决定书
某甲环罚〔2024〕12号
某乙金属制品有限公司：
统一社会信用代码：91440000MA5EXAMP10
地址：某甲市某丙镇1号
法定代表人：某丁
2024年3月5日，我局执法人员对你公司检查时发现，喷漆房门窗敞开，产生含挥发性有机物废气的生产活动未在密闭空间中进行。
上述事实，有2024年3月5日现场检查（勘察）笔录、2024年3月6日调查询问笔录及现场照片等证据为证。
你公司的行为违反了《中华人民共和国大气污染防治法》第四十五条的规定。
我局于2024年4月1日送达《行政处罚事先（听证）告知书》，你公司在规定期限内没有陈述申辩，也没有申请听证。
根据《中华人民共和国大气污染防治法》第一百零八条第一项，参照《某甲市生态环境行政处罚裁量基准》，我局决定对你公司处罚款人民币叁万元整（￥30000.00）。
限你公司自收到本决定书之日起15日内缴至指定银行。逾期不缴纳的，每日按罚款数额的3%加处罚款。
如不服本决定，可在收到之日起60日内向某甲市人民政府申请行政复议，也可以在6个月内向某甲市中级人民法院提起行政诉讼。
逾期不申请行政复议、不提起行政诉讼又不履行的，我局将申请人民法院强制执行。
某甲市生态环境局
2024年4月25日
"""


def test_a_decision_of_another_hand_is_understood(house: House) -> None:
    report = validate_document(OTHER, house.library, house.knowledge, today=date(2026, 11, 22))
    by_id = {c.id: c for c in report.checks}
    assert by_id["form.kind"].status == "pass"
    assert by_id["fine.within_statutory"].status == "pass"
    assert by_id["rights.reconsideration_body"].status == "pass"
    assert report.citations.failed == 0 and report.amounts.failed == 0
    assert [c.id for c in report.checks if c.status == "fail" and c.severity == "blocking"] == []


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        ("第一百零八条第一项", "第一百零八条第二十九项", "cite.paragraph"),
        ("叁万元整", "叁拾万元整", "fine.capital_equals_digits"),
        ("叁万元整（￥30000.00）", "叁拾万元整（￥300000.00）", "fine.within_statutory"),
        ("60日内", "30日内", "rights.reconsideration_days"),
        ("2024年4月25日", "2024年4月3日", "date.statement_period"),
        ("某甲市人民政府", "某省生态环境厅", "rights.reconsideration_body"),
    ],
)
def test_a_fault_in_a_decision_of_another_hand_is_reported(old: str, new: str, check: str, house: House) -> None:
    assert old in OTHER
    report = validate_document(OTHER.replace(old, new), house.library, house.knowledge, today=date(2026, 11, 22))
    assert [c for c in report.checks if c.id == check and c.status == "fail"]


def test_a_public_version_may_hold_no_personal_data(house: House) -> None:
    text = OTHER.replace("法定代表人：某丁", "现场负责人：某丁，电话13800000000")
    report = validate_document(text, house.library, house.knowledge, public=True, today=date(2026, 11, 22))
    assert [c.id for c in report.checks if c.family == "privacy" and c.status == "fail"] == ["privacy.phone"]
