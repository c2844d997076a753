"""The Assessment as the JSON that others script against (field names fixed; see docs/contract.md)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from assistant.facts.model import Fact, Question
from assistant.law.model import Provision, Standing
from assistant.reasoning.model import Assessment, Exemption, Finding, FineRange, FineResult, RegimeView
from assistant.validation.model import Report


def assessment_json(assessment: Assessment, report: Report) -> dict[str, Any]:
    """The whole document of ``shuoli assess --json``."""
    case, plan = assessment.case, assessment.procedure
    return {
        "case": {
            "id": case.id,
            "region": case.region,
            "act": _act(assessment),
            "found": _plain(case.found or assessment.facts.get("found_on")),
            "decide": _plain(case.decide),
        },
        "facts": [_fact(f) for f in assessment.facts.facts],
        "proposals": [_fact(f) for f in assessment.proposals],
        "questions": [_question(q) for q in assessment.questions],
        "violations": [_finding(f) for f in assessment.violations],
        "procedure": {
            "hearing": plan.hearing,
            "legal_review": plan.legal_review,
            "deliberation": plan.deliberation,
            "reasons": plan.reasons,
            "deadlines": [
                {
                    "what": d.what,
                    "due": _plain(d.due),
                    "start": _plain(d.start),
                    "rule": d.rule,
                    "cite": d.cite,
                    "note": d.note,
                }
                for d in plan.deadlines
            ],
            "duties": [d.model_dump() for d in plan.duties],
            "warnings": list(plan.warnings),
        },
        "together": _together(assessment),
        "precedents": [p.model_dump() for p in assessment.precedents],
        "notices": list(assessment.notices),
        "validation": report_json(report),
    }


def _together(assessment: Assessment) -> dict[str, Any] | None:
    """Several established violations as one decision, or None."""
    several = assessment.together
    if several is None:
        return None
    return {
        "acts": [
            {
                "applied": a.applied,
                "name": a.name,
                "fine": a.fine,
                "may_be_the_same": [i for i, _ in a.others],
                "what": a.what,
                "why": a.why,
            }
            for a in several.acts
        ],
        "total": several.total,
        "at_most": several.at_most,
        "unknown": list(several.unknown),
        "hearing": several.procedure.hearing,
        "legal_review": several.procedure.legal_review,
        "deliberation": several.procedure.deliberation,
        "reasons": several.procedure.reasons,
    }


def _act(assessment: Assessment) -> list[str] | None:
    """The days of the act as given, else as read from the text."""
    if assessment.case.act:
        return [d.isoformat() for d in assessment.case.act]
    start, end = assessment.facts.get("act_start"), assessment.facts.get("act_end")
    return [(start or end).isoformat(), (end or start).isoformat()] if start or end else None


def report_json(report: Report) -> dict[str, Any]:
    """The ``validation`` object, also what ``shuoli validate --json`` prints."""
    return {
        "blocking": report.blocking,
        "warnings": report.warnings,
        "checks": [
            {k: v for k, v in c.model_dump().items() if v not in (None, "") or k in ("message", "where")}
            for c in report.checks
        ],
        "citations": report.citations.model_dump(),
        "amounts": report.amounts.model_dump(),
    }


def provision_json(provision: Provision) -> dict[str, Any]:
    """One cited provision with its text and days."""
    c = provision.citation
    return {
        "law": c.law,
        "article": c.article,
        "paragraph": c.paragraph,
        "item": c.item,
        "cite": provision.cite,
        "text": provision.text,
        "verbatim": provision.standing is Standing.VERBATIM,
        "in_force": provision.in_force.as_list(),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    violation, basis = finding.candidate.violation, finding.basis
    chosen = basis.chosen
    return {
        "id": violation.id,
        "name": violation.name,
        "confidence": finding.candidate.confidence,
        "evidence": list(finding.candidate.evidence),
        "elements": [e.model_dump(mode="json") for e in finding.candidate.elements],
        "authority": violation.authority,
        "yours": not violation.thin,
        "basis": {
            "regime": chosen.regime if chosen else None,
            "why": basis.why,
            "unsettled": basis.unsettled,
            "duty": [provision_json(p) for p in chosen.duty] if chosen else [],
            "penalty": [provision_json(p) for p in chosen.penalty] if chosen else [],
            "compared": [_view(v) for v in basis.compared],
        },
        "exemption": _exemption(finding.exemption),
        "fine": _fine(finding.fine, chosen),
        "measures": list(finding.measures),
        "individuals": {"items": [_plain(i) for i in finding.individuals]} if finding.individuals else {},
        "referrals": [_plain(r) for r in finding.referrals],
        "competing": list(finding.competing),
    }


def _view(view: RegimeView) -> dict[str, Any]:
    return {
        "regime": view.regime,
        "statute": view.statute,
        "penalty": [provision_json(p) for p in view.penalty],
        "duty": [provision_json(p) for p in view.duty],
        "fine": _range(view.fine),
        "punishable": view.punishable,
        "unsettled": view.unsettled,
        "relation": view.relation,
        "lighter": view.lighter,
        "why": view.why,
    }


def _range(fine: FineRange) -> dict[str, Any]:
    found = {"kind": fine.kind, "min": fine.min, "max": fine.max, "text": fine.text, "step": fine.step}
    return found | {"needs": list(fine.needs)} if fine.needs else found


def _exemption(exemption: Exemption) -> dict[str, Any]:
    return {
        "outcome": exemption.outcome,
        "grounds": [g.model_dump(mode="json") for g in exemption.grounds],
        "duty_to_educate": exemption.duty_to_educate,
    }


def _fine(result: FineResult, view: RegimeView | None) -> dict[str, Any]:
    found = _plain(result.model_dump())
    found["text"] = view.fine.text if view else ""
    found["step"] = view.fine.step if view else ""
    return dict(found)


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "key": fact.key,
        "value": _plain(fact.value),
        "source": fact.source,
        "span": list(fact.span) if fact.span else None,
        "quote": fact.quote,
    }


def _question(question: Question) -> dict[str, Any]:
    return {"key": question.key, "ask": question.ask, "matters_for": list(question.matters_for)}


def _plain(value: Any) -> Any:
    """Dates as ISO text, Decimals as numbers, containers through and through."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value
