"""按日连续处罚: from the day after the order to the recheck that found the act going on, the original fine each day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from assistant.facts.model import Recheck
from assistant.law.model import Frozen

RECHECK_DAYS = 30
"""复查 within 30 days of the order's service (环境保护主管部门实施按日连续处罚办法第十条)."""


class DailyFine(Frozen):
    """First and last day counted (both included), their number, yuan a day and in all; ``doubts`` for the reviewer."""

    start: date
    end: date
    days: int
    daily: int
    amount: int
    doubts: tuple[str, ...] = ()


def daily_fine(original: int, ordered: date, rechecks: Sequence[Recheck]) -> DailyFine | None:
    """The daily continuing fine, or None where no recheck after the order found the act going on.

    ``original``: the fine already imposed, yuan; ``ordered``: the day the order to correct was served. Counted from the
    day after it (生态环境法典第一千零六十条第一款; before 2026-08-15 环境保护法第五十九条第一款) to the last recheck in an
    unbroken row that found the act going on or was obstructed (按日连续处罚办法第十三条、第十七条); each day costs the
    original fine (第十九条). A recheck that finds it corrected ends the row: what comes after starts anew (第十八条).
    """
    row: list[Recheck] = []
    for recheck in sorted(rechecks, key=lambda r: r.day):
        if recheck.day <= ordered:
            continue
        if not (recheck.still or recheck.obstructed):
            break
        row.append(recheck)
    if not row or original <= 0:
        return None
    days = (row[-1].day - ordered).days
    return DailyFine(
        start=ordered + timedelta(days=1),
        end=row[-1].day,
        days=days,
        daily=original,
        amount=original * days,
        doubts=tuple(_doubts(ordered, row)),
    )


def _doubts(ordered: date, row: list[Recheck]) -> list[str]:
    found = []
    late = (row[0].day - ordered).days
    if late > RECHECK_DAYS:
        found.append(f"首次复查距责令改正决定书送达{late}日，超过三十日的复查期限")
    if any(r.obstructed and not r.still for r in row):
        found.append("有一次复查因被拒绝、阻挠没有查见排放，计罚止日请法制审核核对")
    if len(row) > 1:
        found.append("计罚日数累计了多次复查，请核对每次复查之间均有再次责令改正并且没有改正")
    return found
