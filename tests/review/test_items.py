"""Scored items: what is struck from a paper is lost there, with the place; a paper that is missing is lost or not scored."""

from __future__ import annotations

import re
from datetime import date

import pytest

from assistant.facts.file import Closing, Issued

from .conftest import changed, drafted, line, paper, reviewed, sample

INSPECTION = """现场检查（勘察）笔录
检查时间：2026年9月3日9时10分至11时20分　检查地点：示例市示例区示例路1号
被检查人：示例科技公司　现场负责人：示例人甲，职务：厂长，与本案关系：负责人
检查人：示例人丙　执法证号：190001001　示例人丁　执法证号：190001002　记录人：示例人丁
执法人员出示执法证件，表明身份。问：是否看清？答：看清了。
告知有权申请回避，有权陈述、申辩，有配合检查、如实提供情况的义务。问：是否清楚？答：清楚，不申请回避。
该公司生产纸板，环评已经批复，没有取得排污许可证。废水经治理设施后由总排口排放，现场拍摄照片5张。
以上笔录属实。
"""

STRUCK = [
    ("after", "filing", "案由\t", "立案审批表.1", "案由"),
    ("after", "rectification", "《中华人民共和国生态环境法典》第一百七十四条第二款规定：", "责令改正违法行为决定书.4", "具体内容"),
    ("after", "rectification", "没有改正|拒不", "责令改正违法行为决定书.6", "逾期不改的后果"),
    ("after", "notice", "要求听证", "行政处罚事先告知书.5", "听证权"),
    ("after", "notice", "裁量|基准", "行政处罚事先告知书.4", "裁量"),
    ("after", "decision", "由示例市生态环境局制作，", "行政处罚决定书.2", "提供（作出）单位"),
    ("after", "decision", "。对该意见予以采纳", "行政处罚决定书.4", "只答复了0条"),
    ("after", "decision", "六十日内", "行政处罚决定书.8", "六十日内"),
    ("after", "decision", "百分之三", "行政处罚决定书.9", "加处罚款"),
    ("exempt", "no-penalty", "教育", "不予行政处罚决定书.7", "教育"),
    ("daily", "daily-decision", "＝5000000元", "按日连续处罚决定书.12", "计算式"),
    ("crime", "crime-referral", "提供部门", "涉嫌环境犯罪案件移送书.4", "提供部门"),
    ("demand", "demand", "陈述、申辩", "督促履行义务催告书.2", "陈述申辩"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind", "words", "key", "why"), STRUCK, ids=[s[3] for s in STRUCK])
def test_what_is_struck_from_a_paper_loses_its_item(name: str, kind: str, words: str, key: str, why: str) -> None:
    told = drafted(name, kind).text
    assert re.search(words, told)
    struck = paper(f"{kind}-改.txt", re.sub(words, "", told), name)
    dossier = {"crime": "crime", "demand": "general"}.get(name, "")
    before = line(reviewed(name, kind=dossier), key)
    found = line(reviewed(name, None, (struck,), without=(kind,), kind=dossier), key)
    assert before.status == "kept", before.why
    assert found.status in ("lost", "open") and why in found.why
    assert any(struck.file in w for w in found.where)


def test_a_day_too_late_to_file_is_lost_and_an_extension_is_left_to_the_reviewer() -> None:
    kept, asked, late = (
        line(reviewed("after", changed(sample("after"), filed_on=day)), "立案审批表.3")
        for day in (date(2026, 9, 18), date(2026, 9, 19), date(2026, 10, 4))
    )
    assert (kept.status, asked.status, late.status) == ("kept", "open", "lost")
    assert "延长" in asked.why


def test_a_decision_after_more_than_ninety_days_is_open_because_deductions_are_not_recorded() -> None:
    found = line(reviewed("after", changed(sample("after"), filed_on=date(2026, 8, 1))), "行政处罚决定书.10")
    assert found.status == "open" and "111日" in found.why


def test_a_decision_dated_before_filing_is_lost() -> None:
    found = line(reviewed("after", changed(sample("after"), filed_on=date(2026, 11, 21))), "行政处罚决定书.10")
    assert found.status == "lost"


def test_a_missing_paper_loses_all_its_points() -> None:
    found = reviewed("after", without=("investigation-report",))
    lost = [x for x in found.items if x.paper == "investigation-report"]
    assert {x.status for x in lost} == {"lost"} and sum(x.points for x in lost) == 8


def test_papers_that_the_case_does_not_need_take_no_part() -> None:
    found = reviewed("after")
    for key in ("行政处罚听证通知书.1", "听证笔录.1", "结案审批表.1"):
        assert line(found, key).status == "na"
    assert found.score.standard == (78.0, 78.0)


def test_whether_a_report_was_needed_is_for_the_reviewer_where_the_record_does_not_tell() -> None:
    assert line(reviewed("after"), "监测报告.1").status == "open"


def test_a_hearing_asked_for_makes_its_papers_due() -> None:
    found = reviewed("after", changed(sample("after"), requested_hearing=True))
    assert line(found, "听证笔录.1").status == "lost"


def test_a_closed_case_needs_its_form() -> None:
    closed = changed(sample("after"), closing=Closing(ground="处罚决定由当事人履行完毕"))
    assert line(reviewed("after", closed), "结案审批表.1").status == "lost"


def test_an_order_inside_the_decision_needs_no_order_of_its_own() -> None:
    assessment = changed(sample("after"), rectification_no="", issued={})
    told = drafted("after", "decision").text.replace("责令你单位改正", "现责令你单位立即改正")
    found = reviewed("after", assessment, (paper("决定.txt", told),), without=("rectification", "decision"))
    assert line(found, "责令改正违法行为决定书.1").status == "na"


def test_a_report_without_its_number_loses_all_of_it() -> None:
    report = paper(
        "报告.txt",
        "检测报告\n示例检测公司\n委托单位：示例市生态环境局　项目名称：废水\n采样日期：2026年9月3日\n方法：HJ 828，仪器：滴定管\n结果：化学需氧量 60mg/L\n签发日期：2026年9月10日\n",
    )
    found = [x for x in reviewed("after", None, (report,)).items if x.paper == "report"]
    assert {x.status for x in found} == {"lost"} and "整项不得分" in found[0].why


def test_a_report_signed_before_the_sampling_loses_that_item() -> None:
    text = "检测报告\n报告编号：示检字2026第1号 CMA\n采样日期：2026年9月13日\n签发日期：2026年9月10日\n"
    assert "晚于" in line(reviewed("after", None, (paper("报告.txt", text),)), "监测报告.4").why


def test_an_inspection_record_carries_the_basic_elements() -> None:
    found = reviewed("after", None, (paper("笔录.txt", INSPECTION),))
    assert [line(found, k).status for k in ("B6", "B7", "B8", "B9", "B10")] == ["kept"] * 5
    assert line(found, "B11").status == "open"
    assert [line(found, f"现场检查笔录.{n}").status for n in range(1, 6)] == ["open"] * 5


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("B6", "9时10分至11时20分"),
        ("B7", "执法证号：190001001　示例人丁　执法证号：190001002"),
        ("B9", "执法人员出示执法证件，表明身份。"),
        ("B10", "回避"),
    ],
)
def test_an_inspection_record_that_leaves_one_out_loses_that_element(key: str, words: str) -> None:
    found = reviewed("after", None, (paper("笔录.txt", INSPECTION.replace(words, "")),))
    assert line(found, key).status == "lost"
    assert any("笔录.txt" in w for w in line(found, key).where)


def test_sampling_left_out_of_the_record_is_lost_where_there_is_a_report() -> None:
    report = paper("报告.txt", "检测报告\n报告编号：示检字2026第1号\n")
    assert line(reviewed("after", None, (paper("笔录.txt", INSPECTION), report)), "现场检查笔录.5").status == "lost"


def test_receipts_that_name_every_paper_keep_that_element() -> None:
    numbers = ["示环责改〔2026〕1号", "示环罚告〔2026〕1号", "示环罚〔2026〕1号"]
    receipts = tuple(paper(f"回证{n}.txt", f"送达回证\n送达文书：{no}\n") for n, no in enumerate(numbers))
    assert line(reviewed("after", None, receipts), "B4").status == "kept"
    found = line(reviewed("after", None, receipts[:2]), "B4")
    assert found.status == "lost" and "行政处罚决定书" in found.why


def test_an_opinion_left_blank_is_deducted() -> None:
    told = re.sub(
        r"同意立案。\n签名：示例人壬　　日期：2026年9月7日",
        "　\n签名：　　　　日期：　　　",
        drafted("after", "filing").text,
    )
    found = reviewed("after", None, (paper("立案.txt", told),), without=("filing",))
    assert line(found, "B2").status == "lost" and "承办机构负责人" in line(found, "B2").why


def test_a_number_missing_at_the_head_is_deducted() -> None:
    told = drafted("after", "decision").text.replace("示环罚〔2026〕1号\n", "", 1)
    found = reviewed("after", None, (paper("决定.txt", told),), without=("decision",))
    assert line(found, "B1").status == "lost" and "发文字号" in line(found, "B1").why


def test_a_placeholder_still_to_be_filled_in_counts_as_not_written() -> None:
    told = drafted("after", "decision").text.replace("六十日内向示例市人民政府", "六十日内向【待填：复议机关】")
    found = reviewed("after", None, (paper("决定.txt", told),), without=("decision",))
    assert line(found, "行政处罚决定书.8").status == "lost"


def test_daily_dossier_asks_for_both_notices_before_it() -> None:
    p = sample("daily").case.procedure
    issued = {
        **p.issued,
        "daily-notice": Issued(number="示环连罚告〔2026〕1号", dated=date(2026, 11, 12), served_on=date(2026, 11, 16)),
    }
    found = line(reviewed("daily", changed(sample("daily"), issued=issued)), "V14")
    assert found.status == "lost" and "按日连续处罚告知书" in found.why
