"""Vetoes about procedure: rights told and served, pleas heard, deliberation, legal review, limitation, daily fines."""

from __future__ import annotations

import re
from datetime import date, timedelta

from assistant.knowledge.predicate import Truth
from assistant.reasoning.daily import RECHECK_DAYS
from assistant.reasoning.workdays import after_workdays

from ..model import Answer
from ..papers import Dossier, told
from .registry import Subject, absent, check, kept, lost, not_here, together, undecided

STATEMENT_DAYS = 5
"""陈述、申辩: five working days after the notice (生态环境行政处罚办法第四十四条、第九十条)."""


def _notice(dossier: Dossier) -> tuple[str, str]:
    return ("daily-notice", "按日连续处罚告知书") if dossier.kind == "daily" else ("notice", "行政处罚告知书")


@check("told_rights")
def told_rights(subject: Subject) -> Answer:
    """Told, served, the period run out or waived, the hearing told where due, results of tests told."""
    dossier = subject.dossier
    if dossier.kind in ("no-penalty", "seizure", "crime"):
        return not_here("本类案卷没有处罚告知")
    kinds = [_notice(dossier)] if dossier.kind != "daily" else [("notice", "行政处罚告知书"), _notice(dossier)]
    return together([*(_told(dossier, kind, name) for kind, name in kinds), _results(dossier)])


def _told(dossier: Dossier, kind: str, name: str) -> Answer:
    paper, record = dossier.first(kind), dossier.case.procedure.document(kind)
    if paper is None and not record.number and record.served_on is None:
        return absent(dossier, f"没有{name}")
    where = (paper.file,) if paper else ()
    decided = dossier.case.procedure.decided_on if kind == "notice" else dossier.decided_on
    if kind == "notice" and decided is None and (decision := dossier.first("decision")):
        decided = decision.dated
    if record.served_on is None:
        return undecided(f"{name}的送达日期没有登记，不能证明已经送达", where)
    if decided is None:
        return undecided("决定日期没有登记")
    last = after_workdays(record.served_on, STATEMENT_DAYS)
    waived = any(re.search("放弃", p.text) for p in dossier.papers if p.kind is None)
    if decided <= last.day and not waived:
        return lost(
            f"{name}{told(record.served_on)}送达，陈述申辩到{told(last.day)}届满，{told(decided)}就作出决定{'（' + last.note + '）' if last.note else ''}",
            where,
        )
    if (
        kind == "notice"
        and dossier.assessment.procedure.hearing
        and paper
        and not re.search("听证", re.sub("事先（听证）|事先\\(听证\\)", "", paper.said))
    ):
        return lost("达到听证标准，告知书没有告知听证权利", where)
    return kept(f"{name}{told(record.served_on)}送达，{told(last.day)}期满后作出决定")


def _results(dossier: Dossier) -> Answer:
    """Reports of monitoring or identification have to be made known to the party."""
    reports = dossier.of("report")
    if not reports:
        return kept("卷内没有监测等报告")
    if dossier.of("result-notice"):
        return kept("有结果告知书")
    if any(
        re.search("(?:监测|检测|鉴定|检验)[^。]{0,20}(?:结果|报告)[^。]{0,30}(?:告知|知道|清楚|异议|出示)", p.text)
        for p in dossier.of("interview")
    ):
        return undecided("询问笔录提到监测等结果，是否已经告知请核对")
    return absent(dossier, "有监测等报告，没有告知当事人的证明")


@check("heard")
def heard(subject: Subject) -> Answer:
    """Every plea answered, a hearing held where asked for, applications for recusal decided."""
    dossier = subject.dossier
    p = dossier.case.procedure
    if p.made_statement is None and p.requested_hearing is None and not p.defences:
        return undecided("当事人是否陈述、申辩，是否要求听证没有登记")
    unanswered = [d for d in p.defences if d.accepted is None or not d.reason]
    if unanswered:
        return lost(f"意见“{unanswered[0].opinion}”没有复核或者没有理由")
    if p.made_statement and not p.defences and not dossier.of("defence-review"):
        return absent(dossier, "当事人陈述、申辩，没有复核的记录")
    if p.requested_hearing and not (p.hearing and p.hearing.held_on) and not dossier.of("hearing-record"):
        return absent(dossier, "当事人要求听证，没有举行的记录")
    asked = [
        q
        for q in dossier.papers
        if re.search("(?<!不)(?<!是否)(?<!有权)申请[^。，]{0,8}回避(?!的权利)", q.text)
        and q.kind
        and q.kind.id == "recusal"
    ]
    if asked and not any("决定" in q.text or "答复" in q.text for q in asked):
        return lost("有回避申请，没有决定", tuple(q.file for q in asked))
    return kept("意见逐条复核" if p.defences else "当事人没有提出意见")


@check("deliberated")
def deliberated(subject: Subject) -> Answer:
    """生态环境行政处罚办法第五十二条第二款: due, held, before the decision, and after the hearing."""
    dossier = subject.dossier
    p, due = dossier.case.procedure, dossier.assessment.procedure.deliberation
    why = dossier.assessment.procedure.reasons.get("deliberation", "")
    paper = dossier.first("deliberation")
    held = p.deliberated_on or (paper.dated if paper else None)
    if due is False and held is None:
        return undecided(f"按数额和种类不属于应当集体讨论的；案情是否疑难复杂由人判断（{why}）")
    if held is None:
        return undecided(f"报警：{'应当' if due else '可能应当'}集体讨论，没有记录（{why}）")
    decided = dossier.decided_on
    if decided and held > decided:
        return undecided(f"报警：集体讨论（{told(held)}）晚于决定（{told(decided)}）")
    hearing = p.hearing.held_on if p.hearing else None
    if hearing and held < hearing:
        return undecided(f"报警：集体讨论（{told(held)}）早于听证（{told(hearing)}），没有再次讨论的记录")
    served = p.document("notice").served_on
    if served and held <= served and (p.made_statement or p.requested_hearing):
        return undecided(f"报警：集体讨论（{told(held)}）在告知之前，其后有申辩或者听证，没有再次讨论的记录")
    return undecided(f"{told(held)}集体讨论，在决定之前；记录是否真实完整由人核对")


@check("law_reviewed")
def law_reviewed(subject: Subject) -> Answer:
    """生态环境行政处罚办法第四十九条: due, consented, before the decision, after the last evidence."""
    dossier = subject.dossier
    p, due = dossier.case.procedure, dossier.assessment.procedure.legal_review
    why = dossier.assessment.procedure.reasons.get("legal_review", "")
    day = p.legal_review_on
    if day is None and not dossier.of("legal-review"):
        if due:
            return undecided(f"报警：应当法制审核，没有记录（{why}）")
        return undecided(f"没有见到应当法制审核的情形，是否疑难复杂由人判断（{why}）")
    if p.review.result not in (None, "同意"):
        return undecided(f"报警：法制审核意见是“{p.review.result}”")
    decided = dossier.decided_on
    if day and decided and day > decided:
        return undecided(f"报警：法制审核（{told(day)}）晚于决定（{told(decided)}）")
    later = [e.name for e in dossier.case.evidence if day and e.obtained_on and e.obtained_on > day]
    if later:
        return undecided(f"报警：审核后又取得证据“{'”“'.join(later[:3])}”，没有再次审核的记录")
    return undecided(f"{told(day)}法制审核{'同意' if p.review.result else '，结论没有登记'}；内容由人核对")


@check("in_limitation")
def in_limitation(subject: Subject) -> Answer:
    """生态环境法典第一千零五十四条、行政处罚法第三十六条, as the assessment counted it."""
    finding = subject.dossier.finding
    if finding is None:
        return undecided("程序没有认出违法行为，未能计算")
    for ground in finding.exemption.grounds:
        if "追责期限" in ground.item and ground.conditions:
            condition = ground.conditions[0]
            if condition.status is Truth.UNMET:
                return kept(condition.because)
            return (lost if condition.status is Truth.MET else undecided)(condition.because)
    return undecided("没有算出追责期限")


@check("ordered_first")
def ordered_first(subject: Subject) -> Answer:
    """The order to correct was served before the daily fine."""
    dossier = subject.dossier
    served = dossier.case.procedure.document("rectification").served_on
    if served is None:
        if not dossier.of("rectification"):
            return absent(dossier, "没有责令改正决定书")
        return undecided("责令改正决定书的送达日期没有登记")
    if dossier.decided_on and served >= dossier.decided_on:
        return lost(f"责令改正{told(served)}送达，不早于按日连续处罚决定（{told(dossier.decided_on)}）")
    return kept(f"责令改正{told(served)}送达")


@check("rechecked")
def rechecked(subject: Subject) -> Answer:
    """环境保护主管部门实施按日连续处罚办法第十条: within thirty days of the order's service."""
    dossier = subject.dossier
    served = dossier.case.procedure.document("rectification").served_on
    checks = [r.day for r in dossier.case.procedure.rechecks]
    if not checks:
        papers = [p.dated for p in dossier.of("recheck") if p.dated]
        if not papers:
            return absent(dossier, "没有复查记录")
        checks = papers
    if served is None:
        return undecided("责令改正决定书的送达日期没有登记，复查期限未能计算")
    in_time = [d for d in checks if served < d <= served + timedelta(days=RECHECK_DAYS)]
    if in_time:
        return kept(f"{told(in_time[0])}复查，在送达后{RECHECK_DAYS}日内")
    return lost(f"责令改正{told(served)}送达，复查在{'、'.join(told(d) for d in checks)}，不在{RECHECK_DAYS}日内")


@check("daily_after")
def daily_after(subject: Subject) -> Answer:
    """The daily fine is decided and served after the original decision."""
    p = subject.dossier.case.procedure
    original, daily = p.document("decision"), p.document("daily-decision")
    pairs: list[tuple[str, date | None, date | None]] = [
        ("作出", original.dated or p.decided_on, daily.dated or subject.dossier.decided_on),
        ("送达", original.served_on or p.served_on, daily.served_on),
    ]
    early = [what for what, first, then in pairs if first and then and then < first]
    if early:
        return lost(f"按日连续处罚决定{'、'.join(early)}早于原处罚决定")
    unknown = [what for what, first, then in pairs if not first or not then]
    if unknown:
        return undecided(f"原处罚决定或者按日连续处罚决定的{'、'.join(unknown)}日期没有登记")
    return kept("作出和送达都在原处罚决定之后")
