"""Facts and evidence: the facts are told, each piece of evidence has its four elements, each element its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.facts.model import Evidence

from ..check import Check, check
from ..context import Context, once
from ..dating import zh
from ..model import CheckResult
from ..parts import ListedEvidence, evidence_of

_CONCLUSION = re.compile(r"(?:属于|构成|系|已违反|违反了)[^。]{2,60}")
_PLACE = re.compile(r"(?:位于|在)[^。，；]{2,40}|厂区|车间|现场|项目|公司|路\d*号")
_EVIDENCE_WORDS = re.compile("笔录|监测报告|检测报告|照片|视频|执照|身份证|证据")


@once
def listed(context: Context) -> tuple[ListedEvidence, ...]:
    return evidence_of(context.text)


@check("facts.told", "facts", "违法事实写明时间、地点和定性", "warning", needs=("external",))
def told(context: Context, me: Check) -> Iterator[CheckResult]:
    section = context.section("事实")
    if section is None and "违法" not in context.text:
        return
    start, end = (section.start, section.end) if section else context.facts_part
    part = context.text[start:end]
    missing = []
    if not any(start <= d.span[0] < end for d in context.dates):
        missing.append("时间")
    if not _PLACE.search(part):
        missing.append("地点")
    if not _CONCLUSION.search(context.unquoted[start:]):
        missing.append("定性（属于、构成什么违法行为）")
    if missing:
        yield me.says("fail", f"违法事实没有写明{'、'.join(missing)}。", context.around((start, start + 20)))
    else:
        yield me.says("pass", "违法事实有时间、地点和定性。")


@check("facts.violation_named", "facts", "定性与本案的违法行为一致", "warning", needs=("finding",))
def violation_named(context: Context, me: Check) -> Iterator[CheckResult]:
    assert context.finding is not None
    violation = context.finding.candidate.violation
    named = re.search(r"(?:行为|据此|因此)[^。；，]{0,12}(?:属于|构成)(?P<what>[^。；，]{4,60})", context.unquoted)
    if any(name in context.text for name in violation.names):
        yield me.says("pass", f"定性为“{violation.name}”。")
    elif named:
        text = f"文书定性为“{named['what']}”，本案是“{violation.name}”。"
        yield me.at("fail", text, context, named.span("what"), expected=violation.name)


@check("evidence.listed", "facts", "列明证据", needs=("external",))
def is_listed(context: Context, me: Check) -> Iterator[CheckResult]:
    wanted = context.kind is not None and any("证据" in e.name for e in context.kind.requires)
    if not wanted:
        return
    if listed(context):
        yield me.says("pass", f"逐项列明 {len(listed(context))} 项证据。")
    elif _EVIDENCE_WORDS.search(context.unquoted):
        yield me.says("warn", "提到了证据，但是没有逐项列明名称、时间、提供单位和证明内容。")
    else:
        yield me.says("fail", "没有列明证据。")


@check("evidence.four_elements", "facts", "每项证据四要素齐全")
def four_elements(context: Context, me: Check) -> Iterator[CheckResult]:
    wrong = 0
    for item in listed(context):
        if item.missing:
            wrong += 1
            text = f"证据“{item.name}”缺少{'、'.join(item.missing)}。"
            yield me.at("fail", text, context, item.span, expected="、".join(item.missing))
    if listed(context) and not wrong:
        yield me.says("pass", f"{len(listed(context))} 项证据都写明份数、时间、提供单位和证明内容。")


@check("evidence.numbering", "facts", "证据序号连续", "warning")
def numbering(context: Context, me: Check) -> Iterator[CheckResult]:
    lines = [context.text[slice(*context.line(e.span[0]))] for e in listed(context)]
    numbers = [int(m.group()) for line in lines if (m := re.search(r"\d+", line[:5]))]
    if not numbers:
        return
    if numbers == list(range(1, len(numbers) + 1)):
        yield me.says("pass", "证据序号连续。")
    else:
        yield me.says("fail", f"证据序号不连续：{'、'.join(map(str, numbers))}。", lines[0][:30])


@check("evidence.of_the_case", "facts", "所列证据与案卷一致", needs=("case",))
def of_the_case(context: Context, me: Check) -> Iterator[CheckResult]:
    assert context.case is not None
    if not context.case.evidence or not listed(context):
        return
    held = [*context.case.evidence, *(e for r in context.case.procedure.rechecks for e in r.evidence)]
    wrong = 0
    for item in listed(context):
        own = next((e for e in held if _same(e.name, item.name)), None)
        for message, expected, found in _differences(own, item):
            wrong += 1
            yield me.at("fail", f"证据“{item.name}”{message}。", context, item.span, expected, found)
    names = [i.name for i in listed(context)]
    every = context.kind is not None and context.kind.fine != "daily"
    for left in (
        e for e in context.case.evidence if every and _by_then(e, context) and not any(_same(e.name, n) for n in names)
    ):
        yield me.says("warn", f"案卷中的证据“{left.name}”没有列入文书。", expected=left.name)
        wrong += 1
    if not wrong:
        yield me.says("pass", "所列证据与案卷一致。")


def _by_then(evidence: Evidence, context: Context) -> bool:
    """Obtained on or before the day of the document."""
    return not (evidence.obtained_on and context.dated and evidence.obtained_on > context.dated)


def _same(one: str, other: str) -> bool:
    plain = [re.sub(r"[《》“”\s]", "", n) for n in (one, other)]
    return plain[0] == plain[1] or plain[0].split("（")[0] == plain[1].split("（")[0]


def _differences(own: Evidence | None, item: ListedEvidence) -> Iterator[tuple[str, str, str]]:
    if own is None:
        yield "在案卷中没有", "", item.name
        return
    if own.obtained_on and item.day and item.day.value and item.day.value != own.obtained_on:
        yield "的取得时间与案卷不符", zh(own.obtained_on), item.day.text
    if own.provider and item.provider and own.provider not in item.provider and item.provider not in own.provider:
        yield "的提供单位与案卷不符", own.provider, item.provider
    if own.proves and item.proves and own.proves.rstrip("。") not in item.proves.rstrip("。；"):
        yield "的证明内容与案卷不符", own.proves, item.proves


@check("evidence.elements", "facts", "每个构成要件都有证据", "warning", needs=("finding",))
def elements(context: Context, me: Check) -> Iterator[CheckResult]:
    """Evidence says in the case which elements it supports; only what the document lists counts."""
    assert context.finding is not None and context.case is not None
    evidence = [e for e in context.case.evidence if e.elements]
    if context.kind is not None and context.kind.fine == "daily":
        return
    if not evidence or not listed(context):
        if context.case.evidence and listed(context):
            yield me.says("warn", "案卷没有写明各项证据支持哪个构成要件，未能核对。")
        return
    names = [i.name for i in listed(context)]
    shown = {element for e in evidence if any(_same(e.name, n) for n in names) for element in e.elements}
    missing = [e for e in context.finding.candidate.violation.elements if e.required and e.id not in shown]
    for element in missing:
        yield me.says("fail", f"构成要件“{element.text}”没有列出证据。", expected=element.text)
    if not missing:
        yield me.says("pass", "每个构成要件都有证据。")


@check("evidence.dates", "facts", "证据取得在行为之后、文书日期之前")
def dates(context: Context, me: Check) -> Iterator[CheckResult]:
    days = [(i, i.day) for i in listed(context) if i.day and i.day.value]
    if not days:
        return
    if context.dated is None:
        if context.kind is not None and context.kind.audience != "external":
            return
        yield me.says("warn", "没有认出文书日期，证据取得时间未能核对。")
        return
    late = [(i, d) for i, d in days if d.value and d.value > context.dated]
    for item, written in late:
        yield me.at("fail", f"证据“{item.name}”取得于{written.text}，晚于文书日期。", context, item.span)
    if not late:
        yield me.says("pass", "证据都在文书日期之前取得。")
