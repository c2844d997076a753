"""Drafts a document of a kind from an Assessment: builds the template's context and renders it in a sandbox."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.errors import NeedsFacts
from assistant.facts.model import Case
from assistant.paths import data_dir
from assistant.reasoning.model import Assessment, Finding

from . import reasons
from .blocks import Document, parse, shield
from .kinds import DocumentKind, document_kind
from .reasons import todo

_TODO = re.compile(r"【待填：([^】]+)】")
_EXEMPT = ("must_exempt", "may_exempt")


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(data_dir("templates") / "documents"),
        undefined=StrictUndefined,
        finalize=shield,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    environment.globals.update(day=reasons.day, todo=todo, money=reasons.money)
    return environment


def draft(assessment: Assessment, kind_name: str, violation: int = 0, fine: int | None = None) -> Document:
    """The document of a kind for one violation of an assessment (0: the most likely).

    ``fine`` overrides the suggested fine (integer yuan). Raises NeedsFacts where no violation was found.
    """
    kind = document_kind(kind_name)
    if violation >= len(assessment.violations):
        raise NeedsFacts("案情没有显示违法行为，不能起草文书。请先补充案件事实。")
    finding = assessment.violations[violation]
    markup = _environment().get_template(kind.template).render(context(assessment, finding, kind, fine))
    blocks = parse(markup)
    document = Document(kind=kind.id, name=kind.name, blocks=blocks)
    return document.model_copy(update={"todo": tuple(dict.fromkeys(_TODO.findall(document.text)))})


def context(assessment: Assessment, finding: Finding, kind: DocumentKind, fine: int | None) -> dict[str, Any]:
    """What a template may use. Plain values and lists of sentences only."""
    case, basis, result = assessment.case, finding.basis, finding.fine
    view = basis.chosen
    amount = fine if fine is not None else result.suggested
    has_hearing = bool(assessment.procedure.hearing)
    voice = "经集体讨论认为" if case.procedure.requested_hearing else "经复核认为"
    return {
        "kind": kind,
        "case": case,
        "agency": case.agency.name or todo("机关名称"),
        "number": _number(case, kind),
        "party": _party(case),
        "you": "你单位" if case.party.kind == "legal" else "你",
        "found": reasons.day(case.found),
        "act": _act(case),
        "violation": finding.candidate.violation.name,
        "narrative": reasons.narrative(case),
        "evidence": reasons.evidence_lines(case.evidence),
        "elements": reasons.elements(finding),
        "breach": reasons.breach(basis),
        "law_in_time": reasons.law_in_time(basis),
        "penalty": [reasons.quote(p) for p in view.penalty] if view else [todo("处罚条款")],
        "penalty_cites": "、".join(p.cite for p in view.penalty) if view else todo("处罚条款"),
        "fine": reasons.money(amount),
        "fine_yuan": amount,
        "range": view.fine.text if view else "",
        "step": view.fine.step if view else "",
        "factors": [
            (s.factor, s.level, "—" if s.score is None else f"{s.score.normalize():f}%", s.because or "按最低档")
            for s in result.steps
        ],
        "discretion": reasons.discretion(result),
        "exemption": reasons.exemption_considered(finding.exemption),
        "grounds": reasons.met_grounds(finding.exemption) or [todo("不予处罚的法定理由")],
        "ground_cites": "、".join(
            dict.fromkeys(g.cite or g.list for g in finding.exemption.grounds if g.outcome in _EXEMPT)
        )
        or todo("不予处罚的依据"),
        "educate": finding.exemption.duty_to_educate,
        "measures": [m for m in finding.measures if "责令改正" in m or "责令停止" in m],
        "confiscation": view.confiscation if view else (),
        "referrals": [str(r.get("text", "")) for r in finding.referrals if r.get("status") == "met"],
        "hearing": has_hearing,
        "answers": reasons.answer(case.procedure.defences, voice),
        "procedure": case.procedure,
        "decided": reasons.day(case.procedure.decided_on or case.decide),
        "rectification": _rectification(case),
    }


def _number(case: Case, kind: DocumentKind) -> str:
    given = {"decision": case.procedure.decision_no, "no-penalty": case.procedure.decision_no}.get(kind.id, "")
    given = case.procedure.notice_no if kind.id == "notice" else given
    if given:
        return given
    day = case.decide or case.found
    year = day.year if day else todo("年份")
    return f"{case.agency.code or todo('机关代字')}{kind.code}〔{year}〕{todo('序号')}号"


def _act(case: Case) -> str:
    if not case.act:
        return todo("违法行为时间")
    start, end = case.act
    return reasons.day(start) if start == end else f"{reasons.day(start)}至{reasons.day(end)}"


def _party(case: Case) -> list[tuple[str, str]]:
    party = case.party
    name = party.name or todo("当事人名称")
    if party.kind == "natural":
        return [
            ("当事人", name),
            ("身份证件号码", party.id_no or todo("证件号码")),
            ("住址", party.address or todo("住址")),
        ]
    head = [("经营者" if party.kind == "soho_unnamed" else "当事人", name)]
    place = "住所" if party.kind == "legal" else "经营场所"
    rows = [
        *head,
        (place, party.address or todo(place)),
        ("统一社会信用代码", party.uscc or todo("统一社会信用代码")),
    ]
    if party.kind != "soho_unnamed":
        title = party.representative_title if party.kind == "legal" else "经营者"
        rows.append((title, party.representative or todo(title)))
    return rows


def _rectification(case: Case) -> str:
    if not case.procedure.rectification_no:
        return ""
    served = case.procedure.rectification_served_on
    return f"{case.procedure.rectification_no}{f'（{reasons.day(served)}送达）' if served else ''}"
