"""What the procedure demands of a case: hearing, legal review, deliberation, deadlines, referrals and warnings.

Thresholds and periods are data (corpus/procedure.yaml); counting days is ``deadlines``, checking dates ``chronology``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from assistant.facts.merge import with_implied
from assistant.facts.model import Case, CaseFacts
from assistant.knowledge.load import Knowledge
from assistant.knowledge.predicate import Truth, evaluate

from .chronology import date_warnings
from .deadlines import deadlines, known_days, surcharge_note
from .duties import duties
from .fines import money
from .model import Finding, ProcedurePlan
from .regimes import is_conditional
from .regions import within

_EXEMPT = ("must_exempt",)


class Answer(NamedTuple):
    """True, False, or None where the facts do not settle it; and why."""

    yes: bool | None
    why: str


def plan(findings: Sequence[Finding], case: Case, facts: CaseFacts, knowledge: Knowledge) -> ProcedurePlan:
    """The procedure for these violations together, as one decision (行政处罚法 44–73; 生态环境行政处罚办法)."""
    rules: Mapping[str, Any] = knowledge.data("procedure.yaml")
    facts = with_implied(facts, knowledge.vocabulary)
    punished = [f for f in findings if f.exemption.outcome not in _EXEMPT]
    hearing = _hearing(punished, case, facts, knowledge, rules["hearing"])
    review = _legal_review(findings, hearing, case, rules["legal_review"])
    deliberation = _deliberation(findings, punished, facts, rules["deliberation"])
    fine = _total(punished, facts)
    apply = _applying(punished, hearing, fine)
    days = known_days(case, facts)
    due = deadlines(rules["periods"], days, apply)
    if fine:
        note = surcharge_note(fine, Decimal(str(rules["surcharge"]["rate"])))
        due = tuple(_noted(d, note) if d.what == "缴纳罚款" else d for d in due)
    warnings = [
        *date_warnings(case, facts, days, rules, knowledge.vocabulary),
        *_limitation(findings),
        *(w["text"] for f in findings for w in crime_referrals(f.candidate.violation.name, facts, knowledge)),
        *_unsettled(findings),
    ]
    return ProcedurePlan(
        hearing=hearing.yes,
        legal_review=review.yes,
        deliberation=deliberation.yes,
        reasons={"hearing": hearing.why, "legal_review": review.why, "deliberation": deliberation.why},
        deadlines=due,
        duties=duties(rules["duties"], facts, days.get("decided"), apply),
        warnings=tuple(dict.fromkeys(warnings)),
    )


def crime_referrals(violation_name: str, facts: CaseFacts, knowledge: Knowledge) -> tuple[dict[str, Any], ...]:
    """Thresholds of environmental crime that the facts reach (法释〔2023〕7号), as referrals to the police."""
    rules = knowledge.data("procedure.yaml")["crime"]
    facts = with_implied(facts, knowledge.vocabulary)
    found = []
    for rule in rules["thresholds"]:
        if rule.get("acts") and not any(word in violation_name for word in rule["acts"]):
            continue
        if evaluate(rule["when"], facts.get) is not Truth.MET:
            continue
        cite, text = rule["cite"], rule["text"]
        if "grave" in rule and evaluate(rule["grave"]["when"], facts.get) is Truth.MET:
            text, cite = f"{text}（{rule['grave']['text']}）", f"{cite}、{rule['grave']['cite']}"
        said = f"涉嫌环境犯罪：{text}（{cite}），应当移送公安机关，不得以罚代刑；{rules['deadline']}（{rules['cite']}）"
        article = rule.get("article", rules["article"])
        found.append(
            {"to": "公安机关", "text": said, "cite": f"{article}、{cite}", "status": "met", "needs": [], "note": ""}
        )
    return tuple(found)


def _hearing(
    findings: Sequence[Finding], case: Case, facts: CaseFacts, knowledge: Knowledge, rules: Mapping[str, Any]
) -> Answer:
    if not findings:
        return Answer(False, "不予处罚，没有拟作出的较重处罚，不适用听证")
    cite = rules["cite"]
    certain, possible = _kinds(findings, rules["kinds"])
    threshold, where = _threshold(case, facts, knowledge)
    if certain:
        return Answer(True, f"拟作出的处理包括{'、'.join(certain)}，应当告知听证权利（{cite}）")
    also = f"；一并{'、'.join(possible)}的，无论罚款多少都应当告知听证" if possible else ""
    highest = _highest(findings)
    ceiling = f"，法定最高{money(highest)}" if highest else ""
    amount = _total(findings, facts)
    if amount is None:
        if highest is not None and highest < threshold:
            return Answer(False, f"法定最高罚款{money(highest)}，低于听证标准{money(threshold)}{where}（{cite}）{also}")
        return Answer(None, f"拟罚款数额尚未确定{ceiling}；达到{money(threshold)}{where}的应当告知听证（{cite}）{also}")
    compared = f"拟罚没{money(amount)}{ceiling}，听证标准为{money(threshold)}以上{where}"
    if amount >= threshold:
        return Answer(True, f"{compared}，应当告知听证权利（{cite}）")
    return Answer(False, f"{compared}，未达到（{cite}）{also}")


def _threshold(case: Case, facts: CaseFacts, knowledge: Knowledge) -> tuple[int, str]:
    kind, doubt = _party(case, facts)
    return hearing_threshold(case.region, kind != "单位", knowledge, doubt)


def hearing_threshold(region: str, natural: bool, knowledge: Knowledge, doubt: str = "") -> tuple[int, str]:
    """From how many yuan a hearing must be offered: locally for this kind of party, else nationally; and whose it is."""
    kind, rules = "个人" if natural else "单位", knowledge.data("procedure.yaml")["hearing"]
    regions = knowledge.data("regions.yaml")
    for jurisdiction in knowledge.jurisdictions.values():
        local = _local(jurisdiction.hearing_threshold, kind)
        if local is not None and region and within(region, jurisdiction.name, regions):
            return local, f"（{jurisdiction.name}对{kind}的标准{doubt}）"
    for entry in rules["by_jurisdiction"]:
        if kind in entry and region and within(region, entry["jurisdiction"], regions):
            check = "，据报道，须核对原文" if entry.get("unverified") else ""
            return entry[kind], f"（{entry['jurisdiction']}对{kind}的标准{check}{doubt}）"
    return rules["threshold"][kind], f"（对{kind}的标准{doubt}）"


def _local(thresholds: Mapping[str, int], kind: str) -> int | None:
    names = ("单位", "法人", "legal", "organization") if kind == "单位" else ("个人", "公民", "natural", "individual")
    return next((thresholds[n] for n in names if n in thresholds), None)


def _party(case: Case, facts: CaseFacts) -> tuple[str, str]:
    """单位 or 个人; sole traders by the lower threshold, which protects them, and said so."""
    stated = facts.get("party_kind")
    if case.party.kind == "natural" or stated == "个人":
        return "个人", ""
    if case.party.kind in ("soho_named", "soho_unnamed") or stated == "个体工商户":
        return "个人", "，个体工商户按较低标准掌握，当地另有规定的从其规定"
    return "单位", ""


def _legal_review(findings: Sequence[Finding], hearing: Answer, case: Case, rules: Mapping[str, Any]) -> Answer:
    cite = rules["cite"]
    reasons = []
    if case.procedure.requested_hearing or (hearing.yes and case.procedure.requested_hearing is None):
        asked = "已经听证程序" if case.procedure.requested_hearing else "达到听证标准，经过听证程序的"
        reasons.append(f"直接关系当事人重大权益，{asked}")
    if len(findings) > 1:
        reasons.append("涉及多个违法行为和法律关系")
    if any(f.basis.unsettled for f in findings):
        reasons.append("法律适用存疑")
    if any(f.basis.compared and f.basis.compared[0].lighter is not None for f in findings):
        reasons.append("跨法典施行前后，须比较新旧法律")
    if reasons:
        return Answer(True, f"{'；'.join(reasons)}，决定前应当法制审核（{cite}）")
    if hearing.yes is None:
        return Answer(None, f"是否经过听证程序尚不确定；涉及重大公共利益、案情疑难复杂的也应当法制审核（{cite}）")
    return Answer(False, f"没有见到应当法制审核的情形；涉及重大公共利益、案情疑难复杂的除外（{cite}）")


def _deliberation(
    findings: Sequence[Finding], punished: Sequence[Finding], facts: CaseFacts, rules: Mapping[str, Any]
) -> Answer:
    cite = rules["cite"]
    exempted = [f for f in findings if f.exemption.outcome in ("must_exempt", "may_exempt")]
    if exempted:
        return Answer(True, f"拟（可能）不予处罚，应当集体讨论（{rules['exemption_cite']}）")
    if any(f.fine.min and f.fine.suggested is not None and f.fine.suggested < f.fine.min for f in findings):
        return Answer(True, f"拟减轻处罚，低于法定幅度，应当集体讨论（{cite}）")
    certain, possible = _kinds(punished, rules["kinds"])
    if certain:
        return Answer(True, f"拟作出的处理包括{'、'.join(certain)}，应当集体讨论（{cite}）")
    if any(f.basis.unsettled for f in findings):
        return Answer(True, f"法律适用疑难，应当集体讨论（{cite}）")
    threshold, amount = rules["threshold"], _total(punished, facts)
    also = f"；一并{'、'.join(possible)}的应当集体讨论" if possible else ""
    if amount is None:
        return Answer(None, f"拟罚没数额尚未确定；达到{money(threshold)}的应当集体讨论（{cite}）{also}")
    if amount >= threshold:
        return Answer(True, f"拟罚没{money(amount)}，达到{money(threshold)}，应当集体讨论（{cite}）")
    return Answer(False, f"拟罚没{money(amount)}，未达到{money(threshold)}；案情疑难复杂的除外（{cite}）{also}")


def _kinds(findings: Iterable[Finding], kinds: Sequence[str]) -> tuple[list[str], list[str]]:
    """Measures of the heavier kinds: those that must be imposed, and those that may be."""
    heavy = dict.fromkeys(m for f in findings for m in f.measures if any(k in m for k in kinds))
    return [m for m in heavy if not is_conditional(m)], [m for m in heavy if is_conditional(m)]


def _total(findings: Sequence[Finding], facts: CaseFacts) -> int | None:
    """Fines proposed and gains confiscated, in yuan; None where some fine is not yet known."""
    fines = [f.fine.suggested for f in findings]
    if any(f is None for f in fines):
        return None
    confiscated = (
        facts.get("illegal_gains") if any(f.basis.chosen and f.basis.chosen.confiscation for f in findings) else 0
    )
    return sum(f for f in fines if f is not None) + int(confiscated or 0)


def _highest(findings: Sequence[Finding]) -> int | None:
    highest = [f.basis.chosen.fine.max if f.basis.chosen else 0 for f in findings]
    return None if any(h is None for h in highest) else sum(h for h in highest if h is not None)


def _applying(findings: Sequence[Finding], hearing: Answer, fine: int | None) -> set[str]:
    chosen = [f.basis.chosen for f in findings if f.basis.chosen]
    apply = set()
    if hearing.yes is not False:
        apply.add("hearing")
    if any(view.daily for view in chosen):
        apply.add("daily")
    if any(r["to"] == "公安机关" and "拘留" in r["text"] for view in chosen for r in view.referrals):
        apply.add("detention")
    if fine or any(view.punishable for view in chosen):
        apply.add("fine")
    return apply


def _noted(deadline: Any, note: str) -> Any:
    return deadline.model_copy(update={"note": "；".join(n for n in (deadline.note, note) if n)})


def _limitation(findings: Iterable[Finding]) -> Iterable[str]:
    for finding in findings:
        for ground in finding.exemption.grounds:
            condition = ground.conditions[0] if ground.conditions else None
            if ground.item == "超过追责期限" and condition and condition.status is not Truth.UNMET:
                doubt = "" if condition.status is Truth.MET else "是否超过追责期限尚不清楚："
                yield f"{doubt}{condition.because}（{ground.cite}）"


def _unsettled(findings: Iterable[Finding]) -> Iterable[str]:
    for finding in findings:
        if finding.basis.unsettled:
            yield f"“{finding.candidate.violation.name}”的法律适用存疑，须请法制审核人员定夺：{finding.basis.why}"
