"""What the forms of the procedure say: conditions of filing, points of the legal review, attendance, what is still owed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from assistant.facts.model import Case, CaseFacts, Procedure
from assistant.knowledge.load import default_knowledge
from assistant.knowledge.predicate import Truth
from assistant.reasoning.deadlines import surcharge
from assistant.reasoning.model import Finding, ProcedurePlan
from assistant.reasoning.workdays import after_days, after_months

from . import provisions, reasons
from .referral import detention_cite
from .words import day, stripped, todo

PAYMENT_DAYS = 15
"""行政处罚法第六十七条第三款."""


class Surcharge(NamedTuple):
    """加处罚款 up to a day: when payment fell due, days late, yuan, and whether the cap is reached."""

    due: date
    until: date
    days: int
    amount: int
    capped: bool


def filing_conditions(finding: Finding, case: Case, facts: CaseFacts, agency: str) -> list[str]:
    """The four conditions of 立案, each with what the file shows."""
    view = finding.basis.chosen
    proof = f"有{'、'.join(e.name for e in case.evidence)}等初步证据" if case.evidence else todo("初步证据")
    return [
        f"（一）有初步证据证明：{proof}。",
        f"（二）依法应当或者可以处罚：{provisions.cites(view.penalty if view else (), '处罚条款')}。",
        f"（三）属于本机关管辖：违法行为发生在{reasons.place(case, facts)}，由{agency}管辖。",
        f"（四）没有超过追责期限：{_limitation(finding)}。",
    ]


def _limitation(finding: Finding) -> str:
    for ground in finding.exemption.grounds:
        if "追责期限" in ground.item and ground.conditions:
            condition = ground.conditions[0]
            return stripped(condition.because) if condition.status is Truth.UNMET else todo("是否超过追责期限")
    return todo("是否超过追责期限")


def review_rows(
    finding: Finding, case: Case, plan: ProcedurePlan, agency: str, crime: list[str], fine: str
) -> list[tuple[str, str, str]]:
    """The nine points of a legal review: the point, what the file holds, and the box ticked (empty: left to the reviewer).

    Only a review that ended in consent ticks the first seven; the eighth says 是 where a crime is suspected.
    """
    view, p = finding.basis.chosen, case.procedure
    agreed = "是" if p.review.result == "同意" else ""
    proved = [e for e in finding.candidate.elements if e.status is Truth.MET]
    officers = "、".join(p.investigators) or todo("办案人员")
    law = f"义务条款：{provisions.cites(view.duty if view else (), '义务条款')}；罚则：{provisions.cites(view.penalty if view else (), '处罚条款')}"
    weighed = f"；法定幅度{view.fine.text}，拟罚款{fine}" if view and view.fine.text else ""
    if p.document("no-penalty-notice").number:
        weighed = f"；拟不予处罚，依据{reasons.ground_cites(finding.exemption)}"
    return [
        ("执法主体是否合法", f"{agency}", agreed),
        ("是否超越权限", f"该类行为由{finding.candidate.violation.authority}处罚", agreed),
        ("执法人员是否具备资格", f"{officers}，执法证{_certificates(p)}", agreed),
        ("执法程序是否合法", _course(p), agreed),
        (
            "事实是否清楚、证据是否充分",
            f"构成要件{len(finding.candidate.elements)}项，有证据证明{len(proved)}项；证据{len(case.evidence)}件",
            agreed,
        ),
        ("适用法律是否准确、裁量是否适当", f"{law}{weighed}", agreed),
        ("文书是否完备、规范", _papers(p), agreed),
        (
            "是否涉嫌犯罪应当移送",
            "；".join(crime) or "案件事实没有达到程序所列的环境犯罪标准",
            "是" if crime else ("否" if agreed else ""),
        ),
        (
            "是否属于重大执法决定",
            stripped(plan.reasons.get("legal_review", "")) or "—",
            {True: "是", False: "否", None: ""}[plan.legal_review],
        ),
    ]


def _certificates(procedure: Procedure) -> str:
    numbers = [procedure.certificates.get(n, "") for n in procedure.investigators]
    return "号" + "、".join(numbers) if numbers and all(numbers) else todo("执法证号")


def _course(p: Procedure) -> str:
    steps = [
        ("立案", p.filed_on),
        ("责令改正送达", p.document("rectification").served_on),
        ("告知送达", p.document("notice").served_on or p.document("no-penalty-notice").served_on),
        ("听证", p.hearing.held_on if p.hearing else None),
    ]
    known = "；".join(f"{name}（{day(on)}）" for name, on in steps if on)
    return known or todo("立案、告知等程序的日期")


def _papers(p: Procedure) -> str:
    given = [
        d.number
        for k in ("rectification", "notice", "no-penalty-notice", "daily-notice")
        if (d := p.document(k)).number
    ]
    return f"随案文书：{'、'.join(given)}" if given else todo("随案文书的名称、文号")


def attendance(procedure: Procedure, role: str) -> str:
    """张三（副局长）、李四（科长）."""
    people = [s for s in procedure.deliberation.speeches if s.role == role]
    return "、".join(f"{s.name}（{s.post}）" if s.post else s.name for s in people)


def paid(procedure: Procedure) -> int:
    """What was paid so far, in yuan."""
    return sum(p.yuan for p in procedure.payments)


def owed(fine: int | None, procedure: Procedure) -> int | None:
    """What is still to be paid of the fine, in yuan."""
    return None if fine is None else max(0, fine - paid(procedure))


def payable(procedure: Procedure) -> date | None:
    """The day by which the fine was to be paid: fifteen days after service, or the last day an extension allowed."""
    served, deferral = procedure.document("decision").served_on, procedure.deferral
    if deferral:
        return max((i.due for i in deferral.instalments), default=deferral.until)
    return after_days(served, PAYMENT_DAYS).day if served else None


def remedies_over(procedure: Procedure, on: date | None) -> bool:
    """Whether both periods for a remedy (sixty days, six months) have run out by a day."""
    served = procedure.document("decision").served_on
    return bool(served and on and on > max(after_days(served, 60).day, after_months(served, 6).day))


def course(procedure: Procedure, called: Callable[[str], str]) -> str:
    """查处经过: the steps the file holds, in the order of their days. ``called`` names a document with its number."""
    p, spared = procedure, procedure.document("no-penalty-notice")
    notice = "no-penalty-notice" if spared.number else "notice"
    decision = "no-penalty" if spared.number else "decision"
    ordered, informed = p.document("rectification"), p.document(notice)
    answer = {True: "，当事人进行了陈述、申辩", False: "，当事人没有陈述、申辩", None: ""}[p.made_statement]
    steps = [
        (p.filed_on, "立案"),
        (ordered.served_on if ordered.number else None, f"送达{called('rectification')}"),
        (informed.served_on if informed.number else None, f"送达{called(notice)}{answer}"),
        (p.hearing.held_on if p.hearing else None, "举行听证"),
        (p.legal_review_on, "法制审核"),
        (p.deliberated_on, "集体讨论"),
        (p.document(decision).dated, f"作出{called(decision)}"),
    ]
    told = [f"{day(on)}{what}" for on, what in sorted((s for s in steps if s[0]), key=lambda s: s[0] or date.min)]
    return f"{'；'.join(told)}。" if told else ""


def surcharge_until(fine: int | None, procedure: Procedure, until: date | None) -> Surcharge | None:
    """加处罚款 up to a day (行政处罚法第七十二条第一款第一项), where nothing was paid and the days are known.

    Payment falls due fifteen days after service, or on the day an extension allowed; instalments are left to the officer.
    """
    deferral = procedure.deferral
    if fine is None or until is None or procedure.payments or (deferral and not deferral.until):
        return None
    due = payable(procedure)
    if due is None or until <= due:
        return None
    days = (until - due).days
    rate = Decimal(str(default_knowledge().data("procedure.yaml")["surcharge"]["rate"]))
    amount = surcharge(fine, rate, days)
    return Surcharge(due, until, days, amount, amount == fine)


def refusal(finding: Finding) -> list[str]:
    """What the law attaches to a refusal to correct: the heavier stage of the fine, and referral to the police."""
    view = finding.basis.chosen
    if view is None:
        return []
    name = provisions.cites(view.penalty, "处罚条款")
    lines = [
        f"{s.step}的，依据{name}，罚款幅度为{stripped(s.text)}。" for s in view.heavier_steps if "不改正" in s.step
    ]
    for referral in finding.referrals:
        text = stripped(str(referral.get("text", "")))
        if "拘留" in text and ("拒不" in text or "拒绝" in text):
            lines.append(f"依据{detention_cite(referral, finding)}，{text}。")
    return lines
