"""What a template may use: plain values and sentences, made from an Assessment for one kind of document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from assistant.facts.model import Case, Evidence
from assistant.reasoning.model import Assessment, Finding

from . import provisions, reasons, steps
from .referral import referrals
from .sheet import Sheet
from .weighing import weigh
from .words import day, money, stripped, todo

_CALLED = ("section", "has", "basis", "reference", "served", "opinion", "signed", "boxes", "officers", "order")
"""What templates call on the sheet."""


def context(sheet: Sheet) -> Mapping[str, Any]:
    """Everything a template sees."""
    case, finding, facts, voice = sheet.case, sheet.finding, sheet.facts, sheet.voice
    view, result = finding.basis.chosen, finding.fine
    you = voice.you
    weighing = weigh(finding, case, sheet.fine, voice)
    helpers: dict[str, Callable[..., Any]] = {name: getattr(sheet, name) for name in _CALLED}
    return {
        **helpers,
        "kind": sheet.kind,
        "case": case,
        "procedure": case.procedure,
        "agency": case.agency.name or todo("机关名称"),
        "number": sheet.number(),
        "party": sheet.party(),
        "you": you,
        "we": voice.we,
        "party_name": case.party.name or todo("当事人名称"),
        "document_day": day(sheet.day) if sheet.day else todo("文书日期"),
        "violation": finding.candidate.violation.called,
        "violation_in_full": finding.candidate.violation.name,
        "cause": sheet.cause(),
        "case_name": sheet.case_name(),
        "period": reasons.period(case, facts),
        "narrative": reasons.narrative(case),
        "found": reasons.found(finding, case, facts, voice, sheet.kind.id != "rectification"),
        "six": reasons.circumstances(finding, case, facts, you),
        "correction": reasons.correction(case, facts),
        "evidence": reasons.evidence_lines(case.evidence, case.agency.name),
        "elements": reasons.elements(finding, case),
        "duty": [provisions.quote(p) for p in provisions.finest(view.duty)] if view else [],
        "duty_cites": provisions.cites(view.duty if view else (), "违反的义务条款"),
        "penalty": [provisions.quote(p) for p in provisions.finest(view.penalty)]
        if view
        else [todo("处罚条款及其内容")],
        "penalty_cites": provisions.cites(view.penalty if view else (), "处罚条款"),
        "law_in_time": reasons.law_in_time(
            finding.basis, sheet.kind.fine == "imposed" or sheet.kind.id == "no-penalty"
        ),
        "weighing": weighing,
        "fine": sheet.fine,
        "fine_text": money(sheet.fine),
        "penalties": sheet.penalties(),
        "exemption_outcome": finding.exemption.outcome,
        "considered": reasons.exemption_considered(finding.exemption, case, facts, you),
        "grounds": reasons.met_grounds(finding.exemption, case) or [todo("不予处罚的法定理由和逐项条件")],
        "ground_cites": reasons.ground_cites(finding.exemption),
        "answers": reasons.answers(case.procedure.defences, you),
        "referrals": referrals(finding, case, facts),
        "plan": sheet.plan,
        "result": result,
        "daily": sheet.daily,
        "materials": sheet.materials(),
        "doubts": doubts(finding, sheet.assessment),
        "facts": facts,
    } | _steps(sheet)


def _steps(sheet: Sheet) -> dict[str, Any]:
    """What the forms of the procedure need beside the reasons."""
    case, finding, p = sheet.case, sheet.finding, sheet.procedure
    agency = case.agency.name or todo("机关名称")
    crime = [f"{r.text}（{r.cite}），涉嫌{r.crime}" for r in referrals(finding, case, sheet.facts)["crime"]]
    payable = steps.payable(p)
    checks = [r for r in p.rechecks if r.still or r.obstructed]
    return {
        "conditions": steps.filing_conditions(finding, case, sheet.facts, agency),
        "review_rows": steps.review_rows(finding, case, sheet.plan, agency, crime, money(sheet.fine)),
        "attending": steps.attendance(p, "参加"),
        "present": steps.attendance(p, "列席"),
        "paid": steps.paid(p),
        "owed": steps.owed(sheet.fine, p),
        "payable": payable if payable and not (sheet.day and sheet.day <= payable) else None,
        "not_yet_due": payable if payable and sheet.day and sheet.day <= payable else None,
        "remedies_over": steps.remedies_over(p, sheet.day),
        "course": steps.course(p, sheet.reference),
        "surcharge": steps.surcharge_until(sheet.fine, p, sheet.issued.dated),
        "refusal": steps.refusal(finding),
        "first_evidence": reasons.evidence_lines(_before_recheck(case), case.agency.name),
        "evidence_of": lambda evidence: reasons.evidence_lines(evidence, case.agency.name),
        "obstructed_only": bool(checks) and not any(r.still for r in checks),
    }


def _before_recheck(case: Case) -> tuple[Evidence, ...]:
    """The evidence of the first inspection: what was obtained before the first recheck."""
    first = min((r.day for r in case.procedure.rechecks), default=None)
    return tuple(e for e in case.evidence if not (first and e.obtained_on and e.obtained_on >= first))


def doubts(finding: Finding, assessment: Assessment) -> list[str]:
    """What an internal reviewer should look at: warnings, unsettled law, elements without proof, open questions."""
    found = [w for w in assessment.procedure.warnings if not w.startswith("涉嫌环境犯罪")]
    if finding.basis.unsettled:
        found.append(finding.basis.why)
    found += [f"构成要件“{e.text}”没有证据" for e in finding.candidate.elements if not e.quotes]
    found += [q.ask for q in assessment.questions if "violation" in q.matters_for or "basis" in q.matters_for]
    return list(dict.fromkeys(stripped(f) for f in found))
