"""Deadlines: due dates counted again across holidays, nothing decided before the party's time is up, the case in time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from assistant.law.numerals import to_int
from assistant.reasoning.workdays import End, after_days, after_months, after_workdays

from ..check import Check, check
from ..context import Context
from ..dating import Written, zh
from ..model import CheckResult
from .dates import notice_served

_N = r"(?P<n>\d{1,3}|[一二三四五六七八九十百]{1,4})"
_PERIOD = re.compile(_N + r"\s*(?P<unit>个?工作日|日|天|个月)(?:之?内|以内|期满)")
_DUE = re.compile(r"[（(，,]?\s*(?:即|也就是|至|到|截至|截止到?|于|在|，)*\s*$")
_WAIVED = re.compile(r"(?:书面|明确|当场)[^。]{0,12}放弃|放弃[^。]{0,8}(?:声明|承诺书)|声明放弃")
_WORKDAY_NUMBERS = (2, 3, 5, 7)
"""Periods of 二日、三日、五日、七日 are working days (行政处罚法第八十五条)."""


class Due(NamedTuple):
    """A period in the text with the due date written behind it."""

    length: int
    unit: str
    written: Written
    start: date | None
    span: tuple[int, int]

    @property
    def counted(self) -> End | None:
        if self.start is None:
            return None
        if self.unit == "个月":
            return after_months(self.start, self.length)
        if "工作日" in self.unit or self.length in _WORKDAY_NUMBERS:
            return after_workdays(self.start, self.length)
        return after_days(self.start, self.length)


def dues(context: Context) -> tuple[Due, ...]:
    """Periods followed, within the same sentence, by the day on which they end."""
    found = []
    for match in _PERIOD.finditer(context.text):
        following = next((d for d in context.dates if d.span[0] >= match.end()), None)
        if following is None or following.span[0] - match.end() > 12:
            continue
        if not _DUE.fullmatch(context.text[match.end() : following.span[0]]):
            continue
        start, _ = context.sentence(match.start())
        before = [d for d in context.dates if start <= d.span[0] < match.start()]
        begin = before[-1].value if before else None
        unit = match["unit"].replace("天", "日")
        found.append(
            Due(_number(match["n"]), unit, following, begin or _served(context), (match.start(), following.span[1]))
        )
    return tuple(found)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else to_int(text)


def _served(context: Context) -> date | None:
    served = notice_served(context)
    if served:
        return served[0]
    return context.case.procedure.notice_served_on if context.case else None


@check("date.due", "dates", "文书写的届满日期计算正确")
def due(context: Context, me: Check) -> Iterator[CheckResult]:
    """The day of service is not counted, an end on a holiday moves on, 五日、七日 are working days."""
    wrong = 0
    for one in dues(context):
        end = one.counted
        if end is None or one.written.value is None:
            yield me.at("warn", f"“{one.written.text}”的起算日没有写明，届满日未能核对。", context, one.span)
            wrong += 1
        elif end.day != one.written.value:
            wrong += 1
            text = f"自{zh(one.start or end.day)}起{one.length}{one.unit}，应于{zh(end.day)}届满，文书写作{one.written.text}。"
            yield me.at(
                "fail", text + (end.note and f"（{end.note}）"), context, one.span, zh(end.day), one.written.text
            )
    if dues(context) and not wrong:
        yield me.says("pass", f"{len(dues(context))} 个届满日期计算正确。")


@check("date.statement_period", "dates", "陈述申辩期满才作出决定", needs=("date",))
def statement_period(context: Context, me: Check) -> Iterator[CheckResult]:
    """Not before the fifth working day after service has passed, unless the party waived (行政处罚法第四十四、六十二条)."""
    decided = context.dated
    served = _served(context)
    if (context.kind is not None and context.kind.id not in ("decision", "no-penalty")) or decided is None:
        return
    if served is None:
        if "告知" in context.text and context.decides:
            yield me.says("warn", "没有写明告知书送达的日期，陈述申辩期是否届满未能判断。")
        return
    days = context.knowledge.data("procedure.yaml")["statement"]["days"]
    end = after_workdays(served, days)
    if decided > end.day:
        yield me.says("pass", f"告知书{zh(served)}送达，期满日{zh(end.day)}，决定在其后。")
    elif _WAIVED.search(context.unquoted):
        yield me.says("pass", "当事人明确放弃陈述申辩，决定可以在期满前作出。")
    else:
        text = f"告知书{zh(served)}送达，陈述申辩期到{zh(end.day)}届满，{zh(decided)}就作出决定，期限不足。"
        yield me.says("fail", text, zh(decided), expected=f"{zh(end.day)}之后", found=zh(decided))


@check("date.handling", "dates", "在办案期限内作出决定", "warning", needs=("case",))
def handling(context: Context, me: Check) -> Iterator[CheckResult]:
    assert context.case is not None
    filed = context.case.procedure.filed_on
    decided = context.dated or context.decided
    if filed is None or decided is None or (context.kind and context.kind.id not in ("decision", "no-penalty")):
        return
    rule = next(r for r in context.knowledge.data("procedure.yaml")["periods"] if r["id"] == "handling")
    plain = after_days(filed, rule["count"]).day
    longest = after_days(filed, rule["count"] + sum(e["count"] for e in rule["extensions"])).day
    if decided <= plain:
        yield me.says("pass", f"立案（{zh(filed)}）到决定没有超过{rule['count']}日。")
    elif decided <= longest:
        yield me.says("warn", f"立案到决定超过{rule['count']}日，应当有延长期限的批准（{rule['cite']}）。", zh(decided))
    else:
        yield me.says("fail", f"立案到决定超过延长后的最长期限，请核对扣除的时间（{rule['cite']}）。", zh(decided))


@check("date.filing", "dates", "发现后在期限内立案", "warning", needs=("case",))
def filing(context: Context, me: Check) -> Iterator[CheckResult]:
    assert context.case is not None
    found, filed = context.case.found, context.case.procedure.filed_on
    if found is None or filed is None:
        return
    rule = next(r for r in context.knowledge.data("procedure.yaml")["periods"] if r["id"] == "filing")
    end = after_days(found, rule["count"]).day
    if filed <= end:
        yield me.says("pass", f"发现到立案没有超过{rule['count']}日。")
    else:
        text = f"{zh(found)}发现、{zh(filed)}立案，超过{rule['count']}日，应当有延长的批准（{rule['cite']}）。"
        yield me.says("warn", text, expected=f"不晚于{zh(end)}", found=zh(filed))


@check("date.delivery", "dates", "决定书在期限内送达", "warning", needs=("case",))
def delivery(context: Context, me: Check) -> Iterator[CheckResult]:
    assert context.case is not None
    p = context.case.procedure
    if p.decided_on is None or p.served_on is None:
        return
    end = after_workdays(p.decided_on, 7).day
    if p.served_on <= end:
        yield me.says("pass", "决定书在七个工作日内送达。")
    else:
        yield me.says(
            "fail", f"决定书{zh(p.served_on)}送达，应当不晚于{zh(end)}（行政处罚法第六十一条）。", zh(p.served_on)
        )


@check("date.daily_count", "dates", "按日连续处罚的计罚期间和日数正确")
def daily_count(context: Context, me: Check) -> Iterator[CheckResult]:
    """From the day after the order's service to the recheck, both counted (按日连续处罚办法第十七条)."""
    match = re.search(r"计罚(?:期间|日期)?[^。\d]{0,6}自?", context.text)
    if match is None:
        return
    days = [d for d in context.dates if match.start() <= d.span[0] <= match.end() + 40][:2]
    stated = re.search(r"计罚日数为?\s*(?P<n>\d{1,3}|[一二三四五六七八九十百]{1,5})\s*[日天]", context.text)
    if len(days) < 2 or stated is None or days[0].value is None or days[1].value is None:
        yield me.says("warn", "没有读出计罚的起止日期和日数，未能核对。", context.around(match.span()))
        return
    first, last = days[0].value, days[1].value
    counted, wrong = (last - first).days + 1, 0
    if counted != _number(stated["n"]):
        wrong += 1
        text = f"{zh(first)}至{zh(last)}首末日均计入为{counted}日。"
        yield me.at("fail", text, context, stated.span("n"), str(counted), stated["n"])
    served = context.case.procedure.document("rectification").served_on if context.case else None
    if served and first != served + timedelta(days=1):
        wrong += 1
        text = f"责令改正决定书{zh(served)}送达，应当自次日起计罚。"
        yield me.at("fail", text, context, days[0].span, zh(served + timedelta(days=1)), days[0].text)
    if not wrong:
        yield me.says("pass", f"计罚{counted}日，起止正确。")
