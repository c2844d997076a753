"""Dates: every one possible, the procedure's days in order, periods kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from ..context import Check, Context, check
from ..model import CheckResult


@check("date.possible", "dates", "日期存在且不在将来")
def possible(context: Context, me: Check) -> Iterator[CheckResult]:
    wrong = 0
    horizon = (context.decided or date.today()) + timedelta(days=366)
    for written in context.dates:
        if written.value is None:
            wrong += 1
            yield me.says("fail", f"“{written.text}”不是存在的日期。", context.around(written.span), written.span)
        elif written.value > horizon or written.value.year < 1979:
            wrong += 1
            yield me.says("fail", f"“{written.text}”与案件时间不符。", context.around(written.span), written.span)
    if context.dates and not wrong:
        yield me.says("pass", f"{len(context.dates)} 个日期都可能。")


@check("date.order", "dates", "程序各步的日期先后正确")
def order(context: Context, me: Check) -> Iterator[CheckResult]:
    case = context.case
    if case is None:
        yield from _order_without_case(context, me)
        return
    p = case.procedure
    steps = [
        ("违法行为", case.act[0] if case.act else None),
        ("发现", case.found),
        ("立案", p.filed_on),
        ("告知书送达", p.notice_served_on),
        ("法制审核", p.legal_review_on),
        ("集体讨论", p.deliberated_on),
        ("决定", p.decided_on or context.decided),
        ("送达", p.served_on),
    ]
    known = [(name, day) for name, day in steps if day]
    wrong = [(a, b) for a, b in pairwise(known) if a[1] > b[1]]
    for (first, a), (second, b) in wrong:
        yield me.says("fail", f"{first}（{a.isoformat()}）晚于{second}（{b.isoformat()}）。")
    if len(known) > 1 and not wrong:
        yield me.says("pass", "案件各步日期先后正确。")


def _order_without_case(context: Context, me: Check) -> Iterator[CheckResult]:
    decided = context.decided
    if decided is None or len(context.dates) < 2:
        return
    later = [d for d in context.dates if d.value and d.value > decided]
    for written in later:
        yield me.says(
            "warn",
            f"“{written.text}”晚于文书落款日期{decided.isoformat()}，请核对。",
            context.around(written.span),
            written.span,
        )
    if not later:
        yield me.says("pass", "正文日期都不晚于落款日期。")
