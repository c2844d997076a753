"""Each veto: where the fault is absent, where it is there, and where the record cannot tell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from assistant.facts.file import Hearing, Issued, LegalReview, Opinion
from assistant.facts.model import Agency, Defence, Recheck
from assistant.review.model import Review

from .conftest import changed, line, paper, reviewed, sample, with_case

HEAD = "示例市生态环境局\n{title}\n示环查〔2026〕1号\n当事人：示例科技公司\n住所：示例市示例区示例路1号\n统一社会信用代码：91440101MA5XHLT007\n"
SEIZURE = (
    HEAD.format(title="查封（扣押）决定书")
    + "查封期限自2026年9月3日起至2026年{end}止。\n示例市生态环境局\n2026年9月3日\n"
)
RELEASE = HEAD.format(title="解除查封（扣押）决定书") + "自2026年{day}起解除查封。\n示例市生态环境局\n2026年{day}\n"
ON_THE_SPOT = "查封（扣押）现场笔录\n当场告知了查封的理由、依据，当事人享有的权利和救济途径，当事人没有申辩意见。\n"
REPORT = "检测报告\n报告编号：示检字2026第001号\n采样日期：2026年9月3日\n签发日期：2026年9月10日\n"


def _procedure(name: str = "after", **changes: Any) -> Review:
    return reviewed(name, changed(sample(name), **changes))


def _seizure(*texts: str) -> Review:
    papers = tuple(paper(f"{n}.txt", t) for n, t in enumerate(texts))
    return reviewed("after", None, papers, kind="seizure")


def _without(sentence: str, name: str, kind: str, instead: str = "") -> Review:
    from .conftest import drafted

    told = drafted(name, kind).text
    assert sentence in told, sentence
    return reviewed(name, None, (paper(f"{kind}.txt", told.replace(sentence, instead), name),), without=(kind,))


CASES: list[tuple[str, str, Callable[[], Review]]] = [
    ("V1", "open", lambda: reviewed("after")),
    ("V1", "open", lambda: reviewed("after", with_case(sample("after"), agency=Agency(name="示例县生态环境局")))),
    ("V2", "kept", lambda: reviewed("after", None, (paper("证1.txt", "执法证件复印件\n有效期至2027年1月1日"), paper("证2.txt", "执法证件复印件\n有效期至2028年1月1日")))),
    ("V2", "lost", lambda: reviewed("after", None, (paper("证1.txt", "执法证件复印件\n有效期至2025年1月1日"),))),
    ("V2", "open", lambda: reviewed("after")),
    ("V3", "kept", lambda: reviewed("after")),
    ("V3", "lost", lambda: reviewed("after", None, (paper("照.txt", "现场照片说明\n当事人：示例科技有限公司\n"),))),
    ("V3", "open", lambda: reviewed("after", None, (paper("照.txt", "现场照片说明\n当事人：示例科技有限公司\n"), paper("更名.txt", "准予变更登记通知书\n")))),
    ("V6", "open", lambda: reviewed("after")),
    ("V7", "kept", lambda: _procedure(made_statement=False, defences=())),
    ("V7", "open", lambda: _procedure(defences=(Defence(opinion="我公司没有主观过错，设备故障是供应商造成的"),))),
    ("V11", "kept", lambda: reviewed("after")),
    ("V11", "open", lambda: reviewed("after", without=("decision",))),
    ("V12", "kept", lambda: reviewed("after")),
    ("V12", "lost", lambda: _procedure(proposed_fine=150000)),
    ("V12", "open", lambda: reviewed("after", changed(sample("after"), proposed_fine=None), without=("notice",))),
    ("V14", "kept", lambda: reviewed("after")),
    ("V14", "lost", lambda: _procedure(notice_served_on=date(2026, 11, 13), issued={})),
    ("V14", "open", lambda: _procedure(notice_served_on=None)),
    ("V14", "lost", lambda: reviewed("after", None, (paper("报告.txt", REPORT),))),
    ("V14", "na", lambda: reviewed("exempt")),
    ("V15", "kept", lambda: reviewed("after")),
    ("V15", "lost", lambda: _procedure(defences=(Defence(opinion="数额过高", accepted=False, reason=""),))),
    ("V15", "lost", lambda: _procedure(requested_hearing=True)),
    ("V15", "open", lambda: _procedure(made_statement=None, requested_hearing=None, defences=())),
    ("V18", "kept", lambda: reviewed("after")),
    ("V18", "lost", lambda: _procedure(investigators=("示例人己", "示例人丁"))),
    ("V18", "open", lambda: _procedure(investigators=())),
    ("V20", "kept", lambda: reviewed("after")),
    ("V21", "kept", lambda: reviewed("after")),
    ("V21", "lost", lambda: _procedure(review=LegalReview(reviewer="示例人丙", result="同意"))),
    ("V21", "lost", lambda: _procedure(hearing=Hearing(host="示例人丁", held_on=date(2026, 11, 1)))),
    ("V21", "open", lambda: _procedure(review=LegalReview(), opinions=(Opinion(document="filing", role="承办人", signer="示例人丙"),))),
    ("V22", "kept", lambda: reviewed("daily")),
    ("V22", "lost", lambda: _procedure("daily", rectification_served_on=date(2026, 11, 19))),
    ("V22", "open", lambda: _procedure("daily", rectification_served_on=None)),
    ("V22", "na", lambda: reviewed("after")),
    ("V23", "kept", lambda: reviewed("daily")),
    ("V23", "lost", lambda: _procedure("daily", rechecks=(Recheck(day=date(2026, 10, 6), still=True),))),
    ("V23", "lost", lambda: _procedure("daily", rechecks=())),
    ("V23", "open", lambda: _procedure("daily", rectification_served_on=None)),
    ("V24", "kept", lambda: reviewed("daily")),
    ("V24", "lost", lambda: _procedure("daily", served_on=date(2026, 11, 20))),
    ("V24", "open", lambda: _procedure("daily", issued={"daily-decision": Issued(dated=date(2026, 11, 18))})),
    ("V16", "kept", lambda: _seizure(SEIZURE.format(end="10月2日"), ON_THE_SPOT)),
    ("V16", "lost", lambda: _seizure(SEIZURE.format(end="10月2日"), ON_THE_SPOT.replace("救济途径", ""))),
    ("V16", "lost", lambda: _seizure(SEIZURE.format(end="10月2日"))),
    ("V25", "kept", lambda: _seizure(SEIZURE.format(end="10月2日"), RELEASE.format(day="9月30日"))),
    ("V25", "lost", lambda: _seizure(SEIZURE.format(end="10月20日"))),
    ("V25", "lost", lambda: _seizure(SEIZURE.format(end="10月2日"), RELEASE.format(day="10月9日"))),
    ("V25", "open", lambda: _seizure(SEIZURE.format(end="10月2日"))),
    ("V25", "na", lambda: reviewed("after")),
]  # fmt: skip


@pytest.mark.parametrize(("key", "status", "make"), CASES, ids=[f"{k}-{s}-{n}" for n, (k, s, _) in enumerate(CASES)])
def test_veto_is_judged(key: str, status: str, make: Callable[[], Review]) -> None:
    found = line(make(), key)
    assert (found.status, bool(found.why)) == (status, True), found.why


ALARMS: list[tuple[str, str, Callable[[], Review]]] = [
    ("V1", "不一致", lambda: reviewed("after", with_case(sample("after"), agency=Agency(name="示例县生态环境局")))),
    ("V5", "报警", lambda: _without("；\n2.现场照片和执法视频（1份），2026年9月3日由示例市生态环境局制作，证明生产设备运行、废水经厂区污水总排口排放的情况", "after", "decision")),
    ("V6", "采样记录", lambda: reviewed("after", None, (paper("报告.txt", REPORT),))),
    ("V7", "报警", lambda: _procedure(defences=(Defence(opinion="我公司没有主观过错"),))),
    ("V8", "报警", lambda: _without("第一百七十四条第二款", "after", "decision")),
    ("V10", "报警", lambda: _without("应当按照规定取得", "after", "decision", "可以按照规定取得")),
    ("V17", "报警", lambda: _procedure(deliberated_on=date(2026, 11, 21))),
    ("V17", "再次讨论", lambda: _procedure(deliberated_on=date(2026, 10, 19))),
    ("V19", "报警", lambda: _procedure(review=LegalReview(reviewer="示例人戊", result="不同意"))),
    ("V19", "晚于决定", lambda: _procedure(legal_review_on=date(2026, 11, 21))),
    ("V19", "没有记录", lambda: reviewed("daily")),
]  # fmt: skip


@pytest.mark.parametrize(("key", "words", "make"), ALARMS, ids=[f"{k}-{n}" for n, (k, _, _) in enumerate(ALARMS)])
def test_what_only_a_human_may_conclude_is_an_alarm_and_no_zero(
    key: str, words: str, make: Callable[[], Review]
) -> None:
    found = make()
    assert line(found, key).status == "open"
    assert words in line(found, key).why
    assert key not in [x.key for x in found.lost]


def test_one_veto_makes_the_whole_dossier_zero_with_its_reason() -> None:
    found = _procedure(proposed_fine=150000)
    assert found.score.vetoed and found.score.total == found.score.highest == 0
    assert "高于告知的15万元" in found.lost[0].why


def test_an_open_veto_keeps_the_lowest_score_at_zero_and_no_total_is_given() -> None:
    score = reviewed("after").score
    assert score.total is None and score.lowest == 0
    assert 50 < score.lowest_without_veto < score.highest < 100


def test_what_seems_missing_is_not_held_against_a_file_that_could_not_be_read_through() -> None:
    scan = paper("扫描件.jpg", "")
    scan = type(scan)(scan.file, scan.text, None, scan.context, "读不出文字")
    found = reviewed("after", None, (scan,), without=("notice",), kind="general")
    assert line(found, "现场检查笔录.1").status == "open"
    assert any("扫描件.jpg" in n for n in found.notes)


def test_a_notice_that_is_not_there_is_a_veto_once_every_file_was_read() -> None:
    bare = changed(sample("after"), notice_no="", notice_served_on=None, issued={})
    assert line(reviewed("after", bare, without=("notice",)), "V14").status == "lost"
