"""Dates: every one possible, not in the future, the procedure's days in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from assistant.reasoning.workdays import add_months

from ..check import Check, check
from ..context import Context, once
from ..dating import zh
from ..grounds import deciding
from ..model import CheckResult

_EARLIEST = 1979
_AHEAD = re.compile(r"拟于|前|之前|期限|届满|截至|至|到期|缴|交纳|改正|完成|第[一二三四五六七八九十\d]+期")


@check("date.possible", "dates", "日期都存在")
def possible(context: Context, me: Check) -> Iterator[CheckResult]:
    wrong = 0
    for written in context.dates:
        if written.value is None:
            wrong += 1
            yield me.at("fail", f"“{written.text}”不是存在的日期。", context, written.span)
        elif written.value.year < _EARLIEST:
            wrong += 1
            yield me.at("fail", f"“{written.text}”早于 {_EARLIEST} 年，多半是写错了。", context, written.span)
    if context.dates and not wrong:
        yield me.says("pass", f"{len(context.dates)} 个日期都存在。")


@check("date.future", "dates", "文书日期和事实日期不在将来")
def future(context: Context, me: Check) -> Iterator[CheckResult]:
    """The day of the document is not after today, and nothing told as done lies after it (due dates may)."""
    day = context.dated
    if day is None:
        if context.dates and (context.kind is None or context.kind.audience == "external"):
            yield me.says("warn", "没有认出文书日期，日期是否在将来未能判断。")
        return
    wrong = 0
    if day > context.today:
        wrong += 1
        yield me.says("fail", f"文书日期{zh(day)}在今天（{zh(context.today)}）之后。", zh(day))
    for written in context.dates:
        if written.value is None or written.value <= day or context.in_quotes(written.span[0]):
            continue
        start, end = context.sentence(written.span[0])
        near = context.text[max(start, written.span[0] - 12) : min(end, written.span[1] + 8)]
        if not _AHEAD.search(near) and "施行" not in near:
            wrong += 1
            yield me.at("fail", f"“{written.text}”晚于文书日期{zh(day)}。", context, written.span)
    if not wrong:
        yield me.says("pass", "正文日期都不晚于文书日期。")


@check("date.order", "dates", "案件各步的日期先后正确", needs=("case",))
def order(context: Context, me: Check) -> Iterator[CheckResult]:
    """The chain of the procedure (立案 ≤ 告知 ≤ 法制审核 ≤ 集体讨论 ≤ 决定 ≤ 送达); evidence may precede filing."""
    case = context.case
    assert case is not None
    p = case.procedure
    steps = [
        ("违法行为", case.act[0] if case.act else None),
        ("发现", case.found),
        ("立案", p.filed_on),
        ("告知书送达", p.notice_served_on),
        ("法制审核", p.legal_review_on),
        ("集体讨论", p.deliberated_on),
        ("决定", p.decided_on or case.decide),
        ("送达", p.served_on),
    ]
    known = [(name, day) for name, day in steps if day]
    wrong = [(a, b) for a, b in pairwise(known) if a[1] > b[1]]
    for (first, a), (second, b) in wrong:
        yield me.says("fail", f"{first}（{a.isoformat()}）晚于{second}（{b.isoformat()}）。")
    if len(known) > 1 and not wrong:
        yield me.says("pass", "案件各步日期先后正确。")


@check("date.as_in_case", "dates", "文书中各步的日期与案卷一致", needs=("case", "kind"))
def as_in_case(context: Context, me: Check) -> Iterator[CheckResult]:
    """The day of a decision and of the notice's service, as far as the document tells them."""
    case = context.case
    assert case is not None and context.kind is not None
    if context.kind.id not in ("decision", "no-penalty"):
        return
    pairs: list[tuple[str, date, date | None, tuple[int, int]]] = []
    if context.dated:
        place = next(d.span for d in reversed(context.dates) if d.value == context.dated)
        pairs.append(("决定日期", context.dated, case.procedure.decided_on or case.decide, place))
    served = notice_served(context)
    if served:
        pairs.append(("告知书送达日期", served[0], case.procedure.notice_served_on, served[1]))
    wrong = [(what, written, own, span) for what, written, own, span in pairs if own and written != own]
    for what, written, own, span in wrong:
        yield me.at("fail", f"{what}与案卷不符。", context, span, expected=zh(own) if own else "", found=zh(written))
    if not wrong and any(own for _, _, own, _ in pairs):
        yield me.says("pass", "文书日期与案卷一致。")


@once
def notice_served(context: Context) -> tuple[date, tuple[int, int]] | None:
    """The day the notice was served as the document tells it (我局于…送达…告知书)."""
    if context.kind is not None and context.kind.audience != "external":
        return None
    for word in re.finditer(r"送达|收到|签收|告知", context.unquoted):
        start, end = context.sentence(word.start())
        sentence = context.unquoted[start:end]
        if "告知" not in sentence or re.search("听证会|复核", sentence):
            continue
        before = [d for d in context.dates if d.value and start <= d.span[0] < word.start()]
        if before and before[-1].value:
            return before[-1].value, before[-1].span
    return None


@check("date.sequence", "dates", "正文所述检查、告知、决定依次发生")
def sequence(context: Context, me: Check) -> Iterator[CheckResult]:
    """From the text alone: found, then told of the penalty, then decided."""
    served = notice_served(context)
    found, decided = context.found_day, context.dated
    steps = [("发现", found), ("告知", served[0] if served else None), ("文书", decided)]
    known = [(name, day) for name, day in steps if day]
    if len(known) < 2:
        return
    wrong = [(a, b) for a, b in pairwise(known) if a[1] > b[1]]
    for (first, a), (second, b) in wrong:
        yield me.says("fail", f"{first}日期（{zh(a)}）晚于{second}日期（{zh(b)}）。", zh(a))
    if not wrong:
        yield me.says("pass", "检查、告知、决定依次发生。")


@check("date.period_of_act", "dates", "违法行为的起止先后正确")
def period_of_act(context: Context, me: Check) -> Iterator[CheckResult]:
    """自A至B: A is not after B."""
    spans = list(pairwise(context.dates))
    periods = [
        (a, b) for a, b in spans
        if re.fullmatch(r"\s*(?:起)?(?:至|到|—{1,2}|－|-|~|～)\s*", context.text[a.span[1] : b.span[0]])
    ]  # fmt: skip
    wrong = [(a, b) for a, b in periods if a.value and b.value and a.value > b.value]
    for a, b in wrong:
        yield me.at("fail", f"起止日期颠倒：{a.text}至{b.text}。", context, (a.span[0], b.span[1]))
    if periods and not wrong:
        yield me.says("pass", "起止日期先后正确。")


@check("date.limitation", "dates", "没有超过追责期限")
def limitation(context: Context, me: Check) -> Iterator[CheckResult]:
    """Two years, five with harm, from the end of the act to its discovery (行政处罚法第三十六条，法典第一千零五十四条)."""
    finding = context.finding
    if context.exempts:
        return
    if finding is not None:
        ground = next((g for g in finding.exemption.grounds if g.item == "超过追责期限"), None)
        if ground is None or not ground.conditions:
            return
        condition = ground.conditions[0]
        if condition.status.value == "met":
            yield me.says("fail", f"{condition.because}，超过追责期限，不得处罚（{ground.cite}）。")
        elif condition.status.value == "unknown":
            yield me.says("warn", f"是否超过追责期限尚不清楚：{condition.because}。")
        else:
            yield me.says("pass", "没有超过追责期限。")
        return
    start, end = context.facts_part
    ended = [d.value for d in context.dates if d.value and start <= d.span[0] < end]
    if not ended or context.found_day is None or not deciding(context):
        return
    last = max(d for d in ended)
    if add_months(last, 24) < (context.dated or context.found_day):
        yield me.says("warn", f"所述违法事实最晚为{zh(last)}，到文书日期已满二年，请核对发现日和追责期限。", zh(last))
    else:
        yield me.says("pass", "从文书看没有超过追责期限。")
