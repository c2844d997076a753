"""The six ways a party may answer, and the other forks: each says what happened and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.drafting.branches import answer
from assistant.drafting.compose import draft
from assistant.facts.file import Commitment, Deferral, Hearing, Instalment, Promise, Rectification
from assistant.facts.model import Defence
from assistant.reasoning.model import Assessment

from .conftest import sample, with_case, with_procedure

HELD = Hearing(place="会议室", host="示例人未")
SAID = (Defence(opinion="系初犯", accepted=True, reason="属实"),)
HEARD = (Defence(opinion="请求听取质证", accepted=False, reason="证据已经质证", at_hearing=True),)


def answered(hearing: bool, made: bool | None, asked: bool | None, **more: Any) -> Assessment:
    """The sample, with or without the right to a hearing, and the party's answer."""
    base = with_procedure(sample("after"), made_statement=made, requested_hearing=asked, hearing=HELD, **more)
    return base.model_copy(update={"procedure": base.procedure.model_copy(update={"hearing": hearing})})


@pytest.mark.parametrize(
    ("hearing", "made", "asked", "says", "never"),
    [
        (True, True, True, "进行了陈述、申辩，并要求听证", "视为放弃"),
        (True, False, True, "要求听证，没有另行陈述、申辩", "视为放弃"),
        (True, True, False, "进行了陈述、申辩，没有要求听证", "举行听证"),
        (True, False, False, "没有陈述、申辩，也没有要求听证，视为放弃上述权利", "举行听证"),
        (False, True, None, "在上述期限内进行了陈述、申辩。", "听证的"),
        (False, False, None, "没有陈述、申辩，视为放弃该权利", "要求听证"),
    ],
)
@pytest.mark.parametrize("kind", ["decision", "deliberation"])
def test_each_answer_of_the_party_is_told_as_it_was(
    kind: str, hearing: bool, made: bool, asked: bool, says: str, never: str
) -> None:
    defences = (SAID if made else ()) + (HEARD if asked else ())
    text = draft(answered(hearing, made, asked, defences=defences), kind).text
    part = text[text.index("二、陈述") : text.index("三、")]
    assert says in part and never not in part
    assert ("要求听证" in part) == hearing
    assert "【待填" not in part.replace("【待填：听证日期】", "")


def test_an_answer_that_is_not_known_is_asked_for() -> None:
    document = draft(answered(True, None, None, defences=()), "decision")
    assert "当事人是否陈述、申辩，是否要求听证" in document.todo
    assert answer(False, None, None) == "unanswered"


def test_every_opinion_is_answered_and_the_hearings_after_deliberation() -> None:
    text = draft(answered(True, True, True, defences=SAID + HEARD), "decision").text
    assert "（1）你单位提出：系初犯。经复核认为：属实。对该意见予以采纳。" in text
    assert "（2）你单位在听证中提出：请求听取质证。经集体讨论认为：证据已经质证。对该意见不予采纳。" in text


def test_a_statement_without_its_points_is_not_passed_over() -> None:
    document = draft(answered(True, True, False, defences=()), "decision")
    assert any("逐条写明" in t for t in document.todo)


def test_the_hearing_is_told_only_where_the_threshold_is_reached() -> None:
    with_right, without = answered(True, None, None), answered(False, None, None)
    assert "五个工作日内向我局要求听证" in draft(with_right, "notice").text
    assert "要求听证" not in draft(without, "notice").text.replace("陈述、申辩、要求听证", "")


def test_a_fine_that_reaches_the_threshold_brings_the_right_to_a_hearing() -> None:
    small = sample("demand")
    assert small.procedure.hearing is False
    assert "要求听证" not in draft(small, "notice").text
    assert "要求听证" in draft(small, "notice", fine=200_000).text


def test_an_open_threshold_tells_the_right_and_asks() -> None:
    base = sample("after")
    unsure = base.model_copy(update={"procedure": base.procedure.model_copy(update={"hearing": None})})
    document = draft(unsure, "notice")
    assert "要求听证" in document.text and any("听证标准" in t for t in document.todo)


def test_an_order_already_served_is_referred_to_and_a_new_one_is_spelt_out() -> None:
    served = draft(sample("after"), "decision").text
    assert "示环责改〔2026〕1号" in served and "立即改正" not in served
    fresh = with_procedure(sample("after"), rectification_no="", issued={})
    within = with_case(fresh, rectification=Rectification(days=30, actions=("拆除暗管", "恢复原状")))
    text = draft(within, "decision").text
    assert "责令你单位自收到本决定书之日起三十日内改正违法行为：（一）拆除暗管；（二）恢复原状。" in text
    at_once = with_case(fresh, rectification=Rectification(actions=("停止排放",)))
    assert "责令你单位立即改正违法行为：停止排放。" in draft(at_once, "decision").text


def test_an_order_without_content_is_not_issued() -> None:
    bare = with_case(sample("after"), rectification=Rectification())
    assert "改正的具体内容和期限" in draft(bare, "rectification").todo


def test_instalments_must_add_up_to_the_fine() -> None:
    base = sample("before")
    deferral = base.case.procedure.deferral
    assert deferral is not None
    assert "第二期" in draft(base, "deferral").text
    short = Deferral(
        applied_on=deferral.applied_on,
        reason="困难",
        instalments=(*deferral.instalments[:1], Instalment(due=deferral.instalments[1].due, yuan=90_000)),
    )
    assert any("各期合计" in t for t in draft(with_procedure(base, deferral=short), "deferral").todo)
    later = Deferral(applied_on=deferral.applied_on, reason="困难", until=deferral.instalments[1].due)
    text = draft(with_procedure(base, deferral=later), "deferral").text
    assert "请你单位在2026年10月20日以前（含当日）缴清全部罚款" in text and "第一期" not in text


@pytest.mark.parametrize(
    ("ground", "says", "never"),
    [
        ("exempt_first_minor", "我局可以不予行政处罚", "从轻"),
        ("exempt_minor_none", "我局依法不予行政处罚", "从轻"),
        ("lenient", "依法从轻或者减轻行政处罚", "不予行政处罚"),
    ],
)
def test_a_commitment_names_one_ground_only(ground: Any, says: str, never: str) -> None:
    made = Commitment(ground=ground, promises=(Promise(text="停止排放"),))
    text = draft(with_procedure(sample("exempt"), commitment=made), "commitment").text
    assert says in text and never not in text


def test_a_party_that_may_go_unpunished_is_not_fined_without_a_reason() -> None:
    document = draft(sample("exempt"), "decision")
    assert any("不予行政处罚决定书" in t or "仍予处罚的理由" in t for t in document.todo)


def test_a_case_without_an_exemption_is_not_spared() -> None:
    document = draft(sample("after"), "no-penalty")
    assert "不予处罚的法定理由和逐项条件" in document.todo
