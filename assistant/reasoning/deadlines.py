"""When each step of the procedure is due, counted from the days known (periods in corpus/procedure.yaml).

The day a period starts from is not counted; an end on a holiday moves to the next working day; 三日、五日、七日 are
working days (行政处罚法第八十五条, 生态环境行政处罚办法第九十条).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any

from assistant.facts.model import Case, CaseFacts

from .fines import money
from .model import Deadline
from .transition import zh
from .workdays import End, after_days, after_months, after_workdays

_UNITS = {"workdays": "个工作日", "days": "日", "months": "个月"}
_FROM = {
    "found": "发现",
    "filed": "立案",
    "notice": "告知书送达",
    "rectification": "责令改正决定送达",
    "decided": "作出决定",
    "served": "决定书送达",
    "transfer": "作出移送决定",
    "litigation": "起诉期限届满",
}


def known_days(case: Case, facts: CaseFacts) -> dict[str, date]:
    """The days of this case from which periods run, as far as they are known."""
    p = case.procedure
    days = {
        "found": case.found or facts.get("found_on"),
        "filed": p.filed_on or facts.get("filed_on"),
        "notice": p.notice_served_on or facts.get("notice_served_on"),
        "rectification": p.rectification_served_on or facts.get("rectification_served_on"),
        "decided": p.decided_on or case.decide or facts.get("decide_on"),
        "served": p.served_on or facts.get("served_on"),
    }
    return {name: day for name, day in days.items() if day}


def deadlines(
    rules: Sequence[Mapping[str, Any]], days: Mapping[str, date], apply: Collection[str], fine: int | None = None
) -> tuple[Deadline, ...]:
    """Every period that applies (``only`` names a condition that must be in ``apply``), due or with its rule alone."""
    ends: dict[str, date] = dict(days)
    found = []
    for rule in rules:
        if "only" in rule and rule["only"] not in apply:
            continue
        deadline = one(rule, ends.get(rule["from"]))
        if deadline.due:
            ends[rule["id"]] = deadline.due
        found.append(deadline)
    return tuple(found)


def one(rule: Mapping[str, Any], start: date | None) -> Deadline:
    """One period: its end where the starting day is known, its extensions, and what was counted without a calendar."""
    unit = _UNITS[rule["unit"]]
    rolled = "，末日逢节假日顺延" if rule.get("roll", True) else ""
    said = f"自{_FROM[rule['from']]}之日起{rule['count']}{unit}内（当日不计入{rolled}）"
    if start is None:
        return Deadline(what=rule["what"], rule=said, cite=rule["cite"], note=_joined(rule.get("note"), "起算日未知"))
    end = _end(rule, start, rule["count"])
    notes = [rule.get("note"), end.note]
    total = rule["count"]
    for extension in rule.get("extensions", ()):
        total += extension["count"]
        notes.append(f"{extension['why']}可再延长{extension['count']}{unit}，至{zh(_end(rule, start, total).day)}")
    return Deadline(what=rule["what"], due=end.day, start=start, rule=said, cite=rule["cite"], note=_joined(*notes))


def _end(rule: Mapping[str, Any], start: date, count: int) -> End:
    if rule["unit"] == "workdays":
        return after_workdays(start, count)
    count_off = after_days if rule["unit"] == "days" else after_months
    return count_off(start, count, roll=rule.get("roll", True))


def surcharge_note(fine: int, rate: Decimal) -> str:
    """加处罚款 in figures: so much a day, capped at the fine, reached after so many days (行政处罚法第七十二条)."""
    daily = int(Decimal(fine) * rate)
    days = int((Decimal(1) / rate).to_integral_value(rounding=ROUND_CEILING))
    return f"到期不缴纳的，每日加处罚款{money(daily)}，加处总额不超过{money(fine)}（第{days}日达到上限）"


def surcharge(fine: int, rate: Decimal, days_late: int) -> int:
    """加处罚款 after so many days late, in yuan, never more than the fine itself."""
    return min(fine, int(Decimal(fine) * rate * days_late))


def _joined(*notes: str | None) -> str:
    return "；".join(n for n in notes if n)
