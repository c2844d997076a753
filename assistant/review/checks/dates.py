"""Checks of days: filing and deciding in time, reports after sampling, periods of seizure."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from assistant.validation.dating import written_dates

from ..model import Answer
from ..papers import Dossier, told
from .registry import Subject, check, kept, lost, undecided


def days_of(dossier: Dossier) -> dict[str, date | None]:
    """The days of the procedure: as recorded, else as the papers bear them."""
    case, p = dossier.case, dossier.case.procedure
    filing = dossier.first("filing")
    signed = [o.day for o in p.opinions if o.document == "filing" and o.role == "单位负责人" and o.day]
    decision = dossier.first("decision", "no-penalty")
    daily = dossier.first("daily-decision")
    return {
        "found": case.found,
        "filed": p.filed_on or (signed[0] if signed else filing.dated if filing else None),
        "decided": p.decided_on or (decision.dated if decision else None),
        "daily": p.document("daily-decision").dated or (daily.dated if daily else None),
    }


@check("days")
def days(subject: Subject) -> Answer:
    """``to`` within ``count`` calendar days after ``from``; up to ``extended`` it depends on approval, beyond on deductions.

    生态环境行政处罚办法第十八条（立案）、第五十七条（作出决定；听证、监测、送达等时间不计入）.
    """
    known = days_of(subject.dossier)
    start, end = known[subject.get("from")], known[subject.get("to")]
    what, count, extended = subject.get("what"), int(subject.get("count")), int(subject.get("extended"))
    if start is None or end is None:
        return undecided(f"没有登记起算日或者{what}日，未能计算期限")
    if subject.get("to") == "daily":
        rechecks = [r.day for r in subject.dossier.case.procedure.rechecks if r.still or r.obstructed]
        start = max([start, *rechecks]) if rechecks else start
    used = (end - start).days
    span = f"{told(start)}至{told(end)}，{used}日"
    if used < 0:
        return lost(f"{what}日早于起算日（{span}）", subject.at())
    if used <= count:
        return kept(f"{span}，在{count}日内")
    if used <= extended:
        return undecided(f"{span}，超过{count}日，请核对延长的批准和应当扣除的时间", subject.at())
    if what == "立案":
        return lost(f"{span}，超过延长后的{extended}日", subject.at())
    return undecided(f"{span}，超过延长后的{extended}日，只有扣除听证、监测、送达等时间才可能在期限内", subject.at())


@check("report_dates")
def report_dates(subject: Subject) -> Answer:
    """采样 ≤ 分析 ≤ 出具."""
    assert subject.paper is not None
    sampled = _labelled(subject.text, "采样|取样|监测(?:日期|时间)")
    issued = _labelled(subject.text, "签发|出具|报告日期|批准") or subject.paper.context.dated
    if not sampled or not issued:
        return undecided("没有认出采样时间或者出具时间", subject.at())
    if sampled > issued:
        return lost(f"采样时间{told(sampled)}晚于出具时间{told(issued)}", subject.at())
    return kept(f"{told(sampled)}采样，{told(issued)}出具")


def _labelled(text: str, label: str) -> date | None:
    for match in re.finditer(rf"(?:{label})[^\n。]{{0,30}}", text):
        found = [w.value for w in written_dates(text[match.start() : match.end() + 14]) if w.value]
        if found:
            return found[0]
    return None


@check("period_within")
def period_within(subject: Subject) -> Answer:
    """A period from one day to another of at most ``count`` days."""
    spans = periods(subject.text)
    if not spans:
        return undecided("没有认出起止日期", subject.at())
    start, end = spans[-1]
    length = (end - start).days
    count = int(subject.get("count"))
    if length > count:
        return lost(f"{told(start)}至{told(end)}超过{count}日", subject.at())
    return kept(f"{told(start)}至{told(end)}")


def periods(text: str) -> list[tuple[date, date]]:
    """自…起至…止 in a text."""
    found = []
    days_ = written_dates(text)
    for one, other in pairwise(days_):
        between = text[one.span[1] : other.span[1]]
        if one.value and other.value and re.match(r"\s*(?:起)?\s*(?:至|到|—|－|-)", between):
            found.append((one.value, other.value))
    return found
