"""An Assessment and a Report as plain Chinese text for the terminal."""

from __future__ import annotations

from assistant.knowledge.predicate import Truth
from assistant.law.model import Provision, Standing
from assistant.law.money import format_yuan
from assistant.reasoning.model import Assessment, Correction, Finding, FineResult, ProcedurePlan, Together
from assistant.validation.model import Report

OUTCOME = {
    "must_exempt": "应当不予处罚",
    "may_exempt": "可以不予处罚",
    "not_exempt": "不符合不予处罚条件",
    "needs_facts": "需补充事实才能判断",
}
STATUS = {Truth.MET: "具备", Truth.UNMET: "不具备", Truth.UNKNOWN: "待查"}
STANDING = {
    "in_force": "现行有效",
    "made_under_former_law": "依原法制定，暂套用于现行法",
    "expired": "已失效，仅供参考",
    "generic": "没有可以直接适用的基准",
    "none": "没有可用的裁量基准",
}
LIST_STANDING = {
    "made_under_former_law": "清单制定于法典施行前",
    "expired": "清单已失效，仅供参考",
    "not_yet": "清单尚未施行",
}
"""How a list of exemptions stands: it has no range of fines, so nothing of it was converted."""
KIND = {"lenient": "从轻", "reduced": "减轻", "aggravated": "从重"}
MARK = {"pass": "✓", "fail": "✗", "warn": "！", "n/a": "·"}


def assessment_text(assessment: Assessment, report: Report) -> str:
    """Everything an officer needs to read, in the order of a decision."""
    lines = [f"【提示】{n}" for n in assessment.notices]
    if not assessment.violations:
        lines.append("没有识别出违法行为。")
    places = places_shown(assessment)
    for number, place in enumerate(places, 1):
        lines += ["", *finding_lines(number, assessment.violations[place])]
    others = tuple(f for n, f in enumerate(assessment.violations) if n not in places)
    lines += [f"\n其他可能：{_others(others)}"] if others else []
    lines += ["", *together_lines(assessment.together)] if assessment.together else []
    lines += ["", *_procedure(assessment)]
    if assessment.precedents:
        lines.append("\n相近案例")
        lines += [f"  {p.title}：{p.outcome}（{p.source}）" for p in assessment.precedents[:3]]
    if assessment.questions:
        lines.append("\n还需查明")
        lines += [
            f"  {n}. {q.ask}（影响：{'、'.join(_PURPOSE.get(m, m) for m in q.matters_for)}）"
            for n, q in enumerate(assessment.questions, 1)
        ]
    lines += ["", report_text(report).rstrip(), ""]
    return "\n".join(lines) + "\n"


def places_shown(assessment: Assessment) -> list[int]:
    """Where the violations stand that are told in full: the first, and every other that is established."""
    return [n for n, f in enumerate(assessment.violations) if n == 0 or f.candidate.established]


def together_lines(several: Together) -> list[str]:
    """Several violations as one decision: each act with its fine, what may be one act, the total, the procedure."""
    lines = [
        f"合并：成立的违法行为看作 {len(several.acts)} 个行为，分别裁量，一并处罚（是不是同一个行为由执法人员认定）"
    ]
    for number, act in enumerate(several.acts, 1):
        fine = format_yuan(act.fine) if act.fine is not None else "数额待定"
        lines.append(f"  行为{number}：{act.name}，{fine}")
        if act.others:
            lines.append(
                f"    与“{'”“'.join(name for _, name in act.others)}”可能是同一个行为（{act.what}）：{act.why}"
            )
    if several.total is not None:
        lines.append(
            f"  合计 {format_yuan(several.total)}"
            + (f"；都算不同行为时 {format_yuan(several.at_most)}" if several.at_most else "")
        )
    else:
        lines.append(f"  合计待定：{'、'.join(several.unknown)}的罚款还算不出")
    lines.append(f"  按合计数额：{needed(several.procedure)}。{several.procedure.reasons['hearing']}")
    return lines


def needed(plan: ProcedurePlan) -> str:
    """Hearing, legal review and deliberation in a few words."""
    return f"听证告知{_YES[plan.hearing]}，法制审核{_YES[plan.legal_review]}，集体讨论{_YES[plan.deliberation]}"


_YES = {True: "需要", False: "不需要", None: "待定"}
_PURPOSE = {
    "violation": "定性",
    "basis": "法律适用",
    "exemption": "免罚",
    "discretion": "裁量",
    "procedure": "程序",
    "limitation": "追责期限",
}


def finding_lines(number: int, finding: Finding) -> list[str]:
    """One violation: elements, basis, comparison, exemption, fine."""
    candidate, basis = finding.candidate, finding.basis
    lines = [f"{number}. {candidate.violation.name}（{candidate.violation.id}，把握 {candidate.confidence:.2f}）"]
    if candidate.violation.thin:
        lines.append(f"   不属于生态环境主管部门处罚：由{candidate.violation.authority}管辖，应当移送。")
    for element in candidate.elements:
        quotes = "；".join(f"“{q}”" for q in element.quotes)
        lines.append(f"   要件 {element.text}：{STATUS[element.status]}{f'（{quotes}）' if quotes else ''}")
    lines.append(f"   适用：{basis.why or '没有可适用的处罚规定'}")
    if basis.chosen:
        lines += [f"   违反 {_cited(p)}" for p in basis.chosen.duty]
        lines += [f"   处罚 {_cited(p)}" for p in basis.chosen.penalty]
        lines.append(f"   法定幅度 {basis.chosen.fine.text or '—'}")
    for view in basis.compared:
        places = "、".join(p.cite for p in view.penalty)
        lines.append(f"   对照 {places}：{view.fine.text or '不罚款'}{f'；{view.why}' if view.why else ''}")
    lines.append(f"   免罚审查：{OUTCOME[finding.exemption.outcome]}")
    for ground in finding.exemption.grounds:
        if ground.outcome == "not_exempt":
            continue
        states = "；".join(f"{c.text}［{STATUS[c.status]}］" for c in ground.conditions)
        lines.append(f"     {ground.cite or ground.list} {ground.item}：{OUTCOME[ground.outcome]}。{states}")
        if ground.note:
            lines.append(f"       {ground.note}")
    return lines + _fine_lines(finding.fine) + _person_lines(finding)


def _fine_lines(fine: FineResult) -> list[str]:
    lines = []
    if fine.suggested is not None:
        lines.append(
            f"   建议罚款 {format_yuan(fine.suggested)}"
            + (
                f"（可在 {format_yuan(fine.suggested_range[0])}–{format_yuan(fine.suggested_range[1])} 间）"
                if fine.suggested_range
                else ""
            )
        )
    if fine.benchmark:
        lines.append(f"   裁量基准 {fine.benchmark.name}（{STANDING[fine.benchmark.standing]}）")
        lines += [f"     {text}。" for text in (fine.benchmark.note, fine.benchmark.details) if text]
    lines += [
        f"     {s.factor}：{s.level}"
        + (f"，{s.score.normalize():f}%" if s.score is not None else "")
        + f"（{s.because}）"
        for s in fine.steps
    ]
    for extra in (fine.formula, fine.clamped, fine.note):
        if extra:
            lines.append(f"     {extra}")
    lines += [f"     {KIND[c.kind]} {c.text}：{c.because}{_reach(c)}" for c in fine.corrections]
    lines += [f"     其他算法 {a['name']}：{format_yuan(a['amount'])}（{a['text']}）" for a in fine.alternatives]
    return lines


def _reach(correction: Correction) -> str:
    """How far a correction may move the fine, and what limits it."""
    low, high = correction.allows
    reach = f"，可至{format_yuan(low)}–{format_yuan(high)}" if low is not None and high is not None else ""
    return reach + (f"；{correction.note}" if correction.note else "")


def _person_lines(finding: Finding) -> list[str]:
    """Who else may be fined, in what range, and what the benchmark gives."""
    lines = []
    for person in finding.individuals:
        parts = [person["fine"]["text"] if person["fine"] else "", *person["other"]]
        if person.get("suggested") is not None:
            parts.append(f"按基准{format_yuan(person['suggested'])}（{person['formula']}）")
        lines.append(f"   {person['who']}：{'；'.join(p for p in parts if p)}")
    return lines


def _cited(provision: Provision) -> str:
    mark = "（要旨）" if provision.standing is Standing.GIST else ""
    return f"{provision.cite}{mark}：{provision.text.replace(chr(10), '')}"


def _others(findings: tuple[Finding, ...]) -> str:
    return "、".join(f"{f.candidate.violation.name}（{f.candidate.confidence:.2f}）" for f in findings)


def _procedure(assessment: Assessment) -> list[str]:
    plan = assessment.procedure
    lines = [f"程序{'（只处罚第一项时）' if assessment.together else ''}：{needed(plan)}"]
    lines += [
        f"  {d.what}：{d.due.isoformat() if d.due else '起算日待定'}（{d.rule}{f'，{d.cite}' if d.cite else ''}）{d.note}"
        for d in plan.deadlines
    ]
    lines += [f"  {d.what}：{d.text}（{d.cite}）" for d in plan.duties]
    return lines + [f"  【注意】{w}" for w in plan.warnings]


def report_text(report: Report) -> str:
    """The checks: failures and warnings first, then how many passed."""
    lines = [
        f"校验：严重 {report.blocking} 项，提醒 {report.warnings} 项，通过 {sum(c.status == 'pass' for c in report.checks)} 项。"
    ]
    for check in report.checks:
        if check.status in ("fail", "warn"):
            place = f"（{check.where}）" if check.where else ""
            lines.append(f"  {MARK[check.status]} [{check.id}] {check.message}{place}")
    c, a = report.citations, report.amounts
    if c.found or a.found:
        lines.append(
            f"  引用 {c.found} 处：核实 {c.verified}、错误 {c.failed}、未能判断 {c.unresolved}；数额 {a.found} 处：核实 {a.verified}、错误 {a.failed}、未能判断 {a.unresolved}。"
        )
    return "\n".join(lines) + "\n"
