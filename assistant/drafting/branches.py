"""Which ways a document goes for this case: the six ways a party may answer, and the other forks of the kinds."""

from __future__ import annotations

from assistant.facts.model import Case
from assistant.reasoning.model import Finding, ProcedurePlan

ANSWERS = {
    "both": "有听证权，陈述、申辩并要求听证",
    "hearing-only": "有听证权，只要求听证",
    "statement-only": "有听证权，只陈述、申辩",
    "neither": "有听证权，既没有陈述、申辩也没有要求听证",
    "statement": "无听证权，陈述、申辩",
    "silent": "无听证权，没有陈述、申辩",
    "unanswered": "当事人如何答复尚不清楚",
}

FORKS = {
    "hearing": "应当告知听证权利",
    "hearing-open": "是否达到听证标准尚不清楚",
    "natural": "当事人是自然人",
    "separate-order": "已经单独下达责令改正决定",
    "order-at-once": "责令立即改正",
    "order-within": "责令限期改正",
    "daily": "可以按日连续处罚的行为",
    "rechecked": "已经复查",
    "fined": "有罚款",
    "confiscated": "有没收",
    "exempt": "符合或者可以不予处罚",
    "spared": "已经作出不予处罚决定",
    "formal-review": "应当法制审核",
    "deferred": "延期缴纳",
    "instalments": "分期缴纳",
    "crime": "涉嫌犯罪",
    "detention": "涉嫌拘留",
    "first-minor": "初次违法且后果轻微的免罚承诺",
    "minor-none": "轻微并及时改正、没有后果的免罚承诺",
    "lenient": "主动消除或者减轻后果的轻罚承诺",
    "corrected": "已经改正并核查",
}


def answer(hearing: bool, made: bool | None, asked: bool | None) -> str:
    """The way the party answered the notice; unanswered where it is not known."""
    if hearing:
        if made is None and asked is None:
            return "unanswered"
        return {(True, True): "both", (False, True): "hearing-only", (True, False): "statement-only"}.get(
            (bool(made), bool(asked)), "neither"
        )
    if made is None:
        return "unanswered"
    return "statement" if made else "silent"


def branches(case: Case, finding: Finding, plan: ProcedurePlan, fine: int | None) -> frozenset[str]:
    """Every branch that holds."""
    procedure, order, view = case.procedure, case.rectification, finding.basis.chosen
    ground = procedure.commitment.ground
    instalments = bool(procedure.deferral and procedure.deferral.instalments)
    met = [r for r in finding.referrals if r.get("status") == "met"]
    hearing = plan.hearing is not False
    holds = {
        answer(hearing, procedure.made_statement, procedure.requested_hearing): True,
        "hearing": hearing,
        "hearing-open": plan.hearing is None,
        "natural": case.party.kind == "natural",
        "separate-order": bool(procedure.document("rectification").number),
        "order-at-once": order.days is None,
        "order-within": order.days is not None,
        "daily": bool(view and view.daily),
        "rechecked": bool(procedure.rechecks),
        "fined": bool(fine),
        "confiscated": bool(procedure.confiscated) or bool(view and view.confiscation),
        "exempt": finding.exemption.outcome in ("must_exempt", "may_exempt"),
        "spared": bool(procedure.document("no-penalty-notice").number) or "不罚" in procedure.decision_no,
        "formal-review": plan.legal_review is not False,
        "deferred": bool(procedure.deferral) and not instalments,
        "instalments": instalments,
        "crime": any("涉嫌环境犯罪" in str(r.get("text")) for r in met),
        "detention": any("拘留" in str(r.get("text")) for r in met),
        "first-minor": ground == "exempt_first_minor",
        "minor-none": ground == "exempt_minor_none",
        "lenient": ground == "lenient",
        "corrected": bool(order.done_on or order.checked),
    }
    return frozenset(name for name, true in holds.items() if true)
