"""Checks of an assessment's own conclusions, before any document is written."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.knowledge.load import Knowledge
from assistant.law.library import StatuteLibrary
from assistant.law.model import Provision
from assistant.reasoning.model import Assessment, Finding

from .model import CheckResult, Severity, Status


def assessment_checks(assessment: Assessment, library: StatuteLibrary, knowledge: Knowledge) -> Iterator[CheckResult]:
    """One result for each statement checked, over every established violation."""
    for number, finding in enumerate(assessment.violations):
        if number == 0 or finding.candidate.established:
            yield from _finding(finding, assessment, library)


def _finding(finding: Finding, assessment: Assessment, library: StatuteLibrary) -> Iterator[CheckResult]:
    name, view = finding.candidate.violation.name, finding.basis.chosen
    if view is None:
        yield _say("basis.present", "citation", "warn", f"{name}：没有可适用的处罚规定。")
        return
    for provision in (*view.duty, *view.penalty):
        yield from _provision(provision, assessment, library)
    if not view.duty:
        yield _say("cite.duty", "citation", "warn", f"{name}：没有义务条款。")
    yield from _fine(finding)
    for fact in assessment.facts.facts:
        if fact.span and assessment.case.text[fact.span[0] : fact.span[1]] != fact.quote:
            yield _say("fact.span", "facts", "fail", f"事实“{fact.key}”的出处与原文不符。", fact.quote)


def _provision(provision: Provision, assessment: Assessment, library: StatuteLibrary) -> Iterator[CheckResult]:
    case = assessment.case
    days = [d for d in (*(case.act or ()), case.found, case.decide) if d]
    exists = library.exists(provision.citation)
    yield _say(
        "cite.exists", "citation", "pass" if exists else "fail", f"{provision.cite}{'存在' if exists else '不存在'}。"
    )
    if exists and days:
        held = any(provision.in_force.covers(d) for d in days)
        text = f"{provision.cite}在行为日或决定日{'有效' if held else '不是有效的规定'}。"
        yield _say("cite.in_force", "law in time", "pass" if held else "fail", text)
    if exists:
        start = provision.in_force.start
        same = library.provision(provision.citation, start).text == provision.text
        yield _say(
            "quote.verbatim",
            "quotation",
            "pass" if same else "fail",
            f"{provision.cite}的文字与法规库{'一致' if same else '不一致'}。",
        )


def _fine(finding: Finding) -> Iterator[CheckResult]:
    view, fine = finding.basis.chosen, finding.fine
    if view is None or fine.suggested is None or view.fine.max is None:
        return
    inside = (view.fine.min or 0) <= fine.suggested <= view.fine.max
    text = (
        f"建议罚款 {fine.suggested} 元{'在' if inside else '不在'}法定幅度 {view.fine.min or 0}–{view.fine.max} 元内。"
    )
    yield _say("fine.within_statutory", "fine", "pass" if inside else "fail", text)


def _say(
    id: str, family: str, status: Status, message: str, where: str = "", severity: Severity = "blocking"
) -> CheckResult:
    return CheckResult(id=id, family=family, status=status, severity=severity, message=message, where=where)
