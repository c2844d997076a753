"""Decisions in other layouts than our own: running text as many agencies write it, with periods and due dates spelt out."""

from __future__ import annotations

from assistant.law.model import Standing
from assistant.law.money import capital
from assistant.reasoning.model import Assessment
from assistant.reasoning.workdays import after_workdays
from assistant.validation.dating import zh


def other_layout(assessment: Assessment) -> str:
    """A decision without numbered parts: 被处罚单位, one paragraph each for facts, evidence, law, notice, decision, rights."""
    case, finding = assessment.case, assessment.violations[0]
    p, party, agency, view = case.procedure, case.party, case.agency, finding.basis.chosen
    assert view is not None and p.notice_served_on is not None and p.decided_on is not None
    you = "你" if party.kind == "natural" else "你单位"
    fine = p.fine if p.fine is not None else finding.fine.suggested
    assert fine is not None
    hearing = "陈述、申辩和要求听证的权利" if assessment.procedure.hearing else "陈述、申辩的权利"
    ended = after_workdays(p.notice_served_on, 5).day
    identity = f"身份证件号码：{party.id_no}" if party.kind == "natural" else f"统一社会信用代码：{party.uscc}"
    evidence = "".join(
        f"{n}.{e.name}（{e.copies}份），{zh(e.obtained_on)}由{e.provider}提供，证明{e.proves}；\n"
        for n, e in enumerate(case.evidence, 1) if e.obtained_on
    )  # fmt: skip
    duty = "、".join(_quoted(d) for d in view.duty) or "有关规定"
    penalty = "、".join(_quoted(d) for d in view.penalty)
    cites = "、".join(d.cite for d in view.penalty)
    across = f"{finding.basis.why}\n" if finding.basis.compared else ""
    weighed = finding.fine.benchmark.name if finding.fine.benchmark else ""
    lines = [
        agency.name, "行政处罚决定书", p.decision_no,
        f"被处罚{'人' if party.kind == 'natural' else '单位'}：{party.name}", identity,
        f"{'住址' if party.kind == 'natural' else '地址'}：{party.address}",
        *([f"法定代表人：{party.representative}"] if party.kind == "legal" else []),
        f"我局于{zh(case.found or p.decided_on)}对{you}进行了调查，发现{you}在{case.place}实施了违法行为。{case.text}"
        f"上述行为属于{finding.candidate.violation.name}。",
        "以上事实，有以下证据证明：", evidence.rstrip("\n"),
        f"{you}的上述行为违反了{duty}的规定。",
        f"我局于{zh(p.notice_served_on)}向{you}送达{p.notice_no}《行政处罚事先（听证）告知书》，告知拟罚款人民币{capital(fine)}（￥{fine}元），"
        f"以及{you}依法享有的{hearing}，{you}可以自{zh(p.notice_served_on)}起五个工作日内（至{zh(ended)}）陈述、申辩。",
        *[f"{you}提出：{d.opinion}。经复核，{d.reason}，{'予以采纳' if d.accepted else '不予采纳'}。" for d in p.defences],
        f"{penalty}。", f"{across}裁量参照{weighed or '有关裁量基准'}确定。",
        f"根据{cites}，我局决定对{you}作出如下行政处罚：\n罚款人民币{capital(fine)}（￥{fine}元）。",
        f"{you}应当自收到本决定书之日起15日内将罚款缴至{agency.bank}（户名：{agency.account_name}，账号：{agency.account}）。"
        "逾期不缴纳的，我局将依据《中华人民共和国行政处罚法》第七十二条第一款第一项，每日按罚款数额的3%加处罚款，加处罚款的数额不超过罚款的数额。",
        f"{you}不服本决定的，可以自收到本决定书之日起60日内向{agency.reconsideration_body}申请行政复议，也可以自收到本决定书之日起6个月内向{agency.court}提起行政诉讼。",
        "逾期不申请行政复议，不提起行政诉讼，又不履行本决定的，我局将依法申请人民法院强制执行。",
        agency.name, zh(p.decided_on),
    ]  # fmt: skip
    return "\n".join(lines)


def _quoted(provision: object) -> str:
    from assistant.law.model import Provision

    assert isinstance(provision, Provision)
    if provision.standing is Standing.GIST:
        return provision.cite
    return f"{provision.cite}“{provision.text.replace(chr(10), '')}”"
