"""The reasons of a document, sentence by sentence, from an Assessment: facts, evidence, law, exemption, defences.

Every sentence comes from the case, a provision or a computed step; nothing is added that the file does not hold.
How the fine was weighed is ``weighing``.
"""

from __future__ import annotations

import re

from assistant.facts.model import Case, CaseFacts, Defence, Evidence, Fact
from assistant.knowledge.predicate import Truth
from assistant.reasoning.model import ConditionFinding, ElementFinding, Exemption, ExemptionGround, Finding, LegalBasis

from .words import Voice, clause, clauses, day, joined, readable_days, sentence, stripped, todo

_QUOTED = re.compile("“([^”]+)”")
_HARM = {"无": "没有造成危害后果", "轻微": "危害后果轻微", "一般": "造成一般危害后果", "严重": "造成严重危害后果"}
_ASSUMED = re.compile("材料没有|按不存在处理|暂以|暂按|尚不清楚")
_UNCOMPARED = re.compile("；缺少所需事实，轻重尚不能比较(?:（[^（）]*）)*")
_TO_DECIDE = re.compile("拟于(\\d+年\\d+月\\d+日)决定")
_LIST = re.compile(r"^([^《》（]+(?:目录|清单)(?:（\d{4}年?版）)?)")
_STATUTORY = ("法定不予处罚", "法定可以不予处罚")
_MINORS = "不满十四周岁"
_EXCLUDED = "不属于排除情形："
_ORDER = {"must_exempt": 0, "may_exempt": 1, "needs_facts": 2, "not_exempt": 3}


# ---- law ----
def law_in_time(basis: LegalBasis, decided: bool) -> list[str]:
    """法律适用: which law governs and why. What was only assumed is for the officer (``assumed``), an open question is asked.

    ``decided``: the document is the decision itself, which no longer says when it is to be made.
    """
    why = "。".join(s for s in basis.why.split("。") if not _ASSUMED.search(s))
    if decided:
        why = _TO_DECIDE.sub(r"本决定于\1作出", why)
    why, open_ = _UNCOMPARED.subn("", why)
    lines = [sentence(why)] if why.strip() else []
    if open_:
        lines.append(todo("补充比较新旧法律轻重所缺的事实，写明比较的结论"))
    return [*lines, todo("法律适用存疑，由法制审核确定后写明适用的规定和理由")] if basis.unsettled else lines


def assumed(basis: LegalBasis) -> list[str]:
    """What the choice of law took for granted."""
    return [sentence(s) for s in basis.why.split("。") if _ASSUMED.search(s)]


# ---- facts ----
def narrative(case: Case) -> list[str]:
    """违法事实: the officer's own words, paragraph by paragraph."""
    return [line.strip() for line in case.text.splitlines() if line.strip()]


def period(case: Case, facts: CaseFacts) -> str:
    """When the act took place."""
    start, end = case.act or (facts.get("act_start"), facts.get("act_end"))
    if start is None:
        return todo("违法行为时间")
    if facts.get("ongoing"):
        return f"自{day(start)}起"
    return day(start) if end is None or start == end else f"{day(start)}至{day(end)}"


def place(case: Case, facts: CaseFacts) -> str:
    """Where: as given, else as read in the text."""
    return case.place or todo("违法行为地点")


def _said(fact: Fact | None, case: Case) -> str:
    return f"（案卷记载“{clause(case.text, fact.quote)}”）" if fact and fact.span and fact.quote else ""


def motive(case: Case, facts: CaseFacts, you: str) -> str:
    """主观方面: what the file shows, else that nothing shows the absence of fault."""
    fact = facts.find("intent")
    if fact:
        return f"主观上{'没有过错' if fact.value == '无过错' else '为' + str(fact.value)}{_said(fact, case)}"
    if facts.get("no_fault_proved"):
        return f"有证据足以证明{you}没有过错"
    return f"案卷中没有足以证明{you}没有过错的证据"


def consequence(case: Case, facts: CaseFacts) -> str:
    """危害后果: as the file shows it."""
    fact = facts.find("harm")
    if fact is None:
        return todo("危害后果及其证据")
    told, said = _HARM[str(fact.value)], _said(fact, case)
    return told if told in said else told + said


def correction(case: Case, facts: CaseFacts) -> str:
    """改正情况: what was checked, else what the text says; empty where nothing is known."""
    order = case.rectification
    if order.done_on:
        checked = f"，{day(order.checked_on)}经核查{stripped(order.checked)}" if order.checked else ""
        return f"已于{day(order.done_on)}改正{checked}"
    if facts.get("refused_correction"):
        return f"责令改正后拒不改正{_said(facts.find('refused_correction'), case)}"
    if facts.get("corrected"):
        return f"已经改正{_said(facts.find('corrected'), case)}"
    return "尚未改正" if facts.get("corrected") is False else ""


def found(finding: Finding, case: Case, facts: CaseFacts, voice: Voice, corrected: bool = True) -> str:
    """总结性定性: time, place, act, motive, consequence and (unless not yet asked for) correction in one sentence."""
    name, you = finding.candidate.violation.called, voice.you
    parts = [
        f"{period(case, facts)}，{you}在{place(case, facts)}，有{name}的行为",
        motive(case, facts, you),
        consequence(case, facts),
        correction(case, facts) if corrected else "",
    ]
    return f"综合全案证据，{voice.we}认定：" + "；".join(p for p in parts if p) + "。"


def circumstances(finding: Finding, case: Case, facts: CaseFacts, you: str) -> list[tuple[str, str]]:
    """六要素 one by one, as an investigation report lists them."""
    return [
        ("时间", period(case, facts)),
        ("地点", place(case, facts)),
        ("行为", finding.candidate.violation.name),
        ("情节", correction(case, facts) or todo("持续时间、次数、改正等情节")),
        ("动机和主观方面", motive(case, facts, you)),
        ("后果", consequence(case, facts)),
    ]


# ---- evidence and elements ----
def evidence_lines(evidence: tuple[Evidence, ...], agency: str = "") -> list[str]:
    """证据四要素: name and copies, day, provider, what it proves."""
    told = [_evidence(e, agency) for e in evidence]
    return [f"{n}.{line}{'。' if n == len(told) else '；'}" for n, line in enumerate(told, 1)]


def _evidence(e: Evidence, agency: str) -> str:
    made = "制作" if agency and e.provider == agency else "提供"
    return (
        f"{e.name}（{e.copies}份），{day(e.obtained_on)}由{e.provider or todo('提供单位')}{made}，"
        f"证明{stripped(e.proves) or todo('证明内容')}"
    )


def elements(finding: Finding, case: Case) -> list[str]:
    """小前提: each element, the words of the file that show it, and the evidence that proves it."""
    return [f"（{n}）{_element(e, case)}" for n, e in enumerate(finding.candidate.elements, 1)]


def _element(element: ElementFinding, case: Case) -> str:
    text = stripped(element.text)
    if element.status is not Truth.MET or not element.quotes:
        return f"{text}：{todo('证明该项事实的证据')}。"
    shown = "”“".join(clauses(case.text, element.quotes))
    numbers = [str(n) for n, e in enumerate(case.evidence, 1) if element.element in e.elements]
    proof = f"，有证据{'、'.join(numbers)}证明" if numbers else ""
    return f"{text}。案卷记载“{shown}”{proof}。"


# ---- exemption ----
def exemption_considered(exemption: Exemption, case: Case, facts: CaseFacts, you: str) -> list[str]:
    """不予处罚审查: the statutory grounds and the lists in force, and why each is not met."""
    lines = []
    intent = facts.get("intent") if facts.get("intent") in ("故意", "过失") else None
    for ground in sorted(exemption.grounds, key=lambda g: _ORDER[g.outcome]):
        if ground.outcome in ("must_exempt", "may_exempt") or not _worth_saying(ground, case):
            continue
        why = "；".join(dict.fromkeys(_missed(c, case, you) for c in _decisive(ground)))
        item = stripped(ground.item)
        if intent and "没有过错" in item:
            item, why = "主观过错", f"已经查明{you}主观上为{intent}"
        lines.append(f"{_source(ground)}（{item}）：{why}。")
    return [f"{n}.{line}" for n, line in enumerate(lines[:5], 1)]


def _worth_saying(ground: ExemptionGround, case: Case) -> bool:
    """Statutory grounds (minors only for persons), and lists in force whose text is fully known."""
    if ground.list in _STATUTORY:
        return _MINORS not in ground.item or case.party.kind != "legal"
    open_source = any(c.text.startswith("清单") for c in ground.conditions)
    return ground.standing == "in_force" and not open_source


def _decisive(ground: ExemptionGround) -> list[ConditionFinding]:
    """What is lacking for certain, before what is only not shown."""
    unmet = [c for c in ground.conditions if c.status is Truth.UNMET]
    unmet = [c for c in unmet if not c.text.startswith(_EXCLUDED)] or unmet
    return (unmet or [c for c in ground.conditions if c.status is Truth.UNKNOWN])[:3]


def _missed(condition: ConditionFinding, case: Case, you: str) -> str:
    text = stripped(condition.text)
    shown = "”“".join(clauses(case.text, _quotes(condition, case)))
    if text.startswith(_EXCLUDED):
        return f"本案有{text.removeprefix(_EXCLUDED)}的情形，不适用该规定" + (f"（案卷记载“{shown}”）" if shown else "")
    if "没有过错" in text:
        return f"案卷中没有足以证明{you}没有过错的证据"
    if "追责期限" in text:
        return stripped(condition.because)
    if condition.status is Truth.UNKNOWN:
        return f"现有证据不能证明{text}"
    return f"本案不属于{text}的情形" + (f"（案卷记载“{shown}”）" if shown else "")


def met_grounds(exemption: Exemption, case: Case) -> list[str]:
    """不予处罚的理由: each met ground, condition by condition with what shows it."""
    lines = []
    for ground in _relied_on(exemption):
        lines.append(f"{_source(ground)}：{stripped(ground.item)}。本案逐项情况如下：")
        lines += [f"（{n}）{_met(c, case)}" for n, c in enumerate(ground.conditions, 1)]
    return lines


def _relied_on(exemption: Exemption) -> list[ExemptionGround]:
    """The met grounds a decision names. Where the law itself says the act must not be punished, its 可以 is not named beside it
    (没有造成危害后果 and 危害后果轻微 cannot both be the ground)."""
    met = [g for g in exemption.grounds if g.outcome in ("must_exempt", "may_exempt")]
    if not any(g.outcome == "must_exempt" and g.list in _STATUTORY for g in met):
        return met
    return [g for g in met if g.outcome == "must_exempt" or g.list not in _STATUTORY]


def _met(condition: ConditionFinding, case: Case) -> str:
    shown = "”“".join(clauses(case.text, _quotes(condition, case)))
    if "改正" in condition.text and case.rectification.done_on:
        return f"{stripped(condition.text)}：{correction(case, CaseFacts())}，符合。"
    if shown:
        return f"{stripped(condition.text)}：案卷记载“{shown}”，符合。"
    if "执法人员填写" in condition.because:
        return f"{stripped(condition.text)}：经执法人员核实，符合。"
    because = stripped(readable_days(condition.because))
    return f"{stripped(condition.text)}：{because}，符合。" if because else f"{stripped(condition.text)}：符合。"


def _quotes(condition: ConditionFinding, case: Case) -> list[str]:
    return [q for q in _QUOTED.findall(condition.because) if q in case.text]


def _source(ground: ExemptionGround) -> str:
    """The provision of a statutory ground; a published list by its own name, not by the provisions it once named."""
    if ground.list in _STATUTORY:
        return ground.cite or ground.list
    return _LIST.sub(r"《\1》", ground.list, count=1)


def ground_cites(exemption: Exemption) -> str:
    """The provisions and lists of the met grounds."""
    return joined(_source(g) for g in _relied_on(exemption)) or todo("不予处罚的依据")


# ---- defences ----
def answers(defences: tuple[Defence, ...], you: str) -> list[str]:
    """逐条回应: the opinion, whether it is accepted, and why; hearing opinions answered after deliberation."""
    return [f"（{n}）{_answer(d, you)}" for n, d in enumerate(defences, 1)]


def _answer(defence: Defence, you: str) -> str:
    verdict = {True: "予以采纳", False: "不予采纳", None: todo("是否采纳")}[defence.accepted]
    voice = "经集体讨论认为" if defence.at_hearing else "经复核认为"
    where = "在听证中提出" if defence.at_hearing else "提出"
    reason = stripped(defence.reason) or todo("采纳或者不采纳的理由")
    return f"{you}{where}：{stripped(defence.opinion)}。{voice}：{reason}。对该意见{verdict}。"
