"""The reasons of a document, sentence by sentence, from an Assessment: facts, law, discretion, exemption, defences.

Every sentence comes from the case, a provision or a computed step; nothing is added that the file does not hold.
"""

from __future__ import annotations

from datetime import date

from assistant.facts.model import Case, Defence, Evidence
from assistant.knowledge.predicate import Truth
from assistant.law.model import Provision, Standing
from assistant.law.money import capital, format_yuan
from assistant.reasoning.model import Exemption, Finding, FineResult, LegalBasis


def day(value: date | None) -> str:
    """2026年9月3日, or the placeholder that asks for it."""
    return f"{value.year}年{value.month}月{value.day}日" if value else todo("日期")


def todo(what: str) -> str:
    """A place the officer has to fill in; the validator reports every one left."""
    return f"【待填：{what}】"


def money(yuan: int | None) -> str:
    """人民币贰拾万元整（200000元）: capitals and digits together, so that each checks the other."""
    return todo("金额") if yuan is None else f"人民币{capital(yuan)}（{yuan}元）"


def quote(provision: Provision) -> str:
    """《…》第…条…规定：“…”; a gist is marked as such and never put in quotation marks."""
    text = provision.text.replace("\n", "")
    if provision.standing is Standing.GIST:
        return f"{provision.cite}（要旨，正式文本待核对：{text.rstrip('。')}）"
    return f"{provision.cite}规定：“{text}”"


def breach(basis: LegalBasis) -> str:
    """违反条款: the duty provisions with their words."""
    duties = basis.chosen.duty if basis.chosen else ()
    if not duties:
        return f"上述行为违反了{todo('义务条款')}的规定。"
    return "上述行为违反了" + "；".join(quote(p) for p in duties).rstrip("。") + "。"


def evidence_lines(evidence: tuple[Evidence, ...]) -> list[str]:
    """证据: name and copies, day, provider, what it proves."""
    return [
        f"{number}.{e.name}（{e.copies}份），{day(e.obtained_on)}由{e.provider or todo('提供单位')}提供（作出），"
        f"证明{(e.proves or todo('证明内容')).rstrip('。')}；"
        for number, e in enumerate(evidence, 1)
    ]


def law_in_time(basis: LegalBasis) -> list[str]:
    """法律适用: which law governs and why, with what it was compared."""
    lines = [basis.why] if basis.why else []
    for view in basis.compared:
        if view.penalty and view.why:
            lines.append(view.why)
    return list(dict.fromkeys(lines))


def elements(finding: Finding) -> list[str]:
    """小前提: each element that is shown, by which words of the file."""
    return [
        f"{e.text.rstrip('。')}：由案卷中“{'”“'.join(e.quotes)}”等事实证明"
        for e in finding.candidate.elements
        if e.status is Truth.MET and e.quotes
    ]


def discretion(fine: FineResult) -> list[str]:
    """裁量: benchmark and how it stands, what was computed, what was corrected or clamped."""
    lines = []
    ref = fine.benchmark
    if ref:
        lines.append(
            f"裁量适用{ref.name}{f'（{ref.doc}）' if ref.doc and ref.doc not in ref.name else ''}。{ref.note}".strip()
        )
    if fine.formula:
        lines.append(f"计算：{fine.formula.rstrip('。')}。")
    if fine.clamped:
        lines.append(fine.clamped.rstrip("。") + "。")
    lines += [f"{_CORRECTION[c.kind]}情节：{c.text.rstrip('。')}（{c.because or c.cite}）。" for c in fine.corrections]
    if fine.note:
        lines.append(fine.note.rstrip("。") + "。")
    return lines


_CORRECTION = {"lenient": "从轻", "reduced": "减轻", "aggravated": "从重"}


def exemption_considered(exemption: Exemption) -> list[str]:
    """不予处罚审查: every ground that was examined and why it was or was not met (at most the five nearest)."""
    order = {"must_exempt": 0, "may_exempt": 1, "needs_facts": 2, "not_exempt": 3}
    lines = []
    for ground in sorted(exemption.grounds, key=lambda g: order[g.outcome])[:5]:
        missed = [c for c in ground.conditions if c.status is not Truth.MET]
        if not missed:
            lines.append(f"符合{ground.cite or ground.list}“{ground.item}”的条件。")
            continue
        why = "；".join(f"“{c.text}”{'不具备' if c.status is Truth.UNMET else '尚无证据证明'}" for c in missed[:3])
        lines.append(f"不符合{ground.cite or ground.list}“{ground.item}”：{why}。")
    return lines


def met_grounds(exemption: Exemption) -> list[str]:
    """不予处罚的理由: each met ground, condition by condition."""
    lines = []
    for ground in exemption.grounds:
        if ground.outcome in ("must_exempt", "may_exempt"):
            because = "；".join(f"{c.text}（{c.because}）" if c.because else c.text for c in ground.conditions)
            lines.append(f"依据{ground.cite or ground.list}，{ground.item}：{because}。")
    return lines


def answer(defences: tuple[Defence, ...], voice: str) -> list[str]:
    """逐条回应陈述申辩: the opinion, whether it is accepted, and why. ``voice`` is 经复核认为 or 经集体讨论认为."""
    lines = []
    for number, defence in enumerate(defences, 1):
        verdict = {True: "予以采纳", False: "不予采纳", None: todo("是否采纳")}[defence.accepted]
        opinion, reason = defence.opinion.rstrip("。"), (defence.reason or todo("理由")).rstrip("。")
        lines.append(f"（{number}）你单位提出：{opinion}。{voice}：{reason}，对该意见{verdict}。")
    return lines


def narrative(case: Case) -> list[str]:
    """违法事实: the officer's own words, paragraph by paragraph."""
    return [line.strip() for line in case.text.splitlines() if line.strip()]


def amount_text(yuan: int | None) -> str:
    return format_yuan(yuan) if yuan is not None else todo("金额")
