"""Vetoes about facts and proof: the decision against the evidence. Alarms only: the conclusion is the reviewer's."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.validation.check import CHECKS as VALIDATOR
from assistant.validation.model import CheckResult

from ..model import Answer
from ..papers import Paper
from .registry import Subject, check, kept, undecided

_NO_FAULT = re.compile("没有主观过错|无主观过错|没有过错|不知情|不是故意|已尽到")


def findings(paper: Paper, *ids: str) -> list[CheckResult]:
    """What the validator's checks of these ids say is wrong or doubtful in a paper."""
    return [r for r in _report(_Held(paper)) if r.status in ("fail", "warn") and r.id in ids]


class _Held:
    """A paper compared by identity, so that it is checked once."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper

    def __hash__(self) -> int:
        return id(self.paper)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.paper is self.paper


@lru_cache(maxsize=8)
def _report(held: _Held) -> tuple[CheckResult, ...]:
    from assistant.validation import checks as _registered

    assert _registered
    return tuple(r for c in VALIDATOR for r in c.results(held.paper.context))


def alarm(subject: Subject, ids: tuple[str, ...], fine: str) -> Answer:
    """Open, with the validator's findings where it has any."""
    paper = subject.dossier.decision
    if paper is None:
        return undecided("卷内没有认出决定书")
    wrong = findings(paper, *ids)
    if wrong:
        told = "；".join(dict.fromkeys(r.message.rstrip("。") for r in wrong[:4]))
        return undecided(f"报警：{told}", tuple(paper.at(r.where) for r in wrong[:4]))
    return undecided(fine)


@check("facts_agree")
def facts_agree(subject: Subject) -> Answer:
    """The decision's evidence and act against the case record."""
    ids = ("facts.violation_named", "evidence.of_the_case", "evidence.dates")
    return alarm(subject, ids, "决定书的定性、所列证据与案卷记录一致；事实与证据的内容由人核对")


@check("proof")
def proof(subject: Subject) -> Answer:
    """Every element has evidence; where a report exists, sampling is recorded; exemptions have proof of each condition."""
    dossier = subject.dossier
    finding, case = dossier.finding, dossier.case
    alarms = []
    if finding is not None and any(e.elements for e in case.evidence):
        shown = {name for e in case.evidence for name in e.elements}
        alarms += [
            f"要件“{e.text}”没有登记证据"
            for e in finding.candidate.violation.elements
            if e.required and e.id not in shown
        ]
    elif not case.evidence:
        alarms.append("案卷记录没有登记证据")
    if dossier.of("report"):
        if not dossier.of("sampling"):
            alarms.append("有监测（检测）报告，没有采样记录")
        if not any(re.search("采样|取样", p.text) for p in dossier.of("inspection")):
            alarms.append("有监测（检测）报告，现场笔录没有记载采样")
    if dossier.kind == "no-penalty" and finding is not None:
        met = [g for g in finding.exemption.grounds if g.outcome in ("must_exempt", "may_exempt")]
        if not met:
            alarms.append("程序没有看到成立的不予处罚条件")
    if alarms:
        return undecided("报警：" + "；".join(alarms))
    return undecided("每个要件都登记了证据；证明力和矛盾由人判断")


@check("no_fault")
def no_fault(subject: Subject) -> Answer:
    """Pleas that there was no fault have to be answered."""
    dossier = subject.dossier
    pleas = [d for d in dossier.case.procedure.defences if _NO_FAULT.search(d.opinion)]
    unanswered = [d for d in pleas if d.accepted is None or not d.reason]
    if unanswered:
        return undecided(f"报警：当事人提出“{unanswered[0].opinion}”，没有核实的记录")
    if pleas:
        return undecided(f"当事人提出“{pleas[0].opinion}”，已有答复，结论由人判断")
    if dossier.case.procedure.made_statement is False:
        return kept("当事人没有陈述、申辩")
    return undecided("案卷记录没有见到无过错的主张，请核对陈述申辩材料")
