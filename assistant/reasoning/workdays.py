"""Working days and the ends of periods: which days count, and where a period ends when its last day is a holiday.

Working days follow the State Council's yearly arrangement (chinese_calendar). What the days are for is ``deadlines``.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple

import chinese_calendar

EVERY_YEAR = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
"""元旦、劳动节、国庆节: off in any year, whatever its arrangement (全国年节及纪念日放假办法第二条)."""


class HolidaysUnknown(Exception):
    """The holiday arrangement of this year is not in the calendar's data; ``year`` is the year asked for."""

    def __init__(self, year: int) -> None:
        super().__init__(f"程序所带的节假日安排不含{year}年")
        self.year = year


class End(NamedTuple):
    """The last day of a period. ``unknown_years``: years whose arrangement is not known, counted without it."""

    day: date
    unknown_years: tuple[int, ...] = ()

    @property
    def note(self) -> str:
        if not self.unknown_years:
            return ""
        years = "、".join(f"{y}年" for y in self.unknown_years)
        return f"程序所带的节假日安排不含{years}，这部分只扣除了周六、周日和日期固定的法定节日（元旦、五一、十一），请按国务院办公厅公布的安排核对"


def is_workday(day: date) -> bool:
    """Whether the day is a working day (weekends made up for holidays are). Raises HolidaysUnknown."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError as error:
        raise HolidaysUnknown(day.year) from error


class _Counter:
    """Asks for working days and remembers the years it had to answer without their arrangement."""

    def __init__(self) -> None:
        self.unknown: dict[int, None] = {}

    def works(self, day: date) -> bool:
        try:
            return is_workday(day)
        except HolidaysUnknown as error:
            self.unknown[error.year] = None
            return day.weekday() < 5 and (day.month, day.day) not in EVERY_YEAR

    def rolled(self, day: date) -> date:
        while not self.works(day):
            day += timedelta(days=1)
        return day

    def end(self, day: date) -> End:
        return End(day, tuple(self.unknown))


def after_workdays(start: date, count: int) -> End:
    """The ``count``-th working day after ``start``; ``start`` itself is not counted (行政处罚法第八十五条)."""
    counter, day = _Counter(), start
    for _ in range(count):
        day = counter.rolled(day + timedelta(days=1))
    return counter.end(day)


def after_days(start: date, count: int, *, roll: bool = True) -> End:
    """``count`` calendar days after ``start`` (not counted); an end on a holiday moves to the next working day."""
    counter, day = _Counter(), start + timedelta(days=count)
    return counter.end(counter.rolled(day) if roll else day)


def after_months(start: date, count: int, *, roll: bool = True) -> End:
    """The same day of the month ``count`` months later (its last day where that month is shorter), rolled likewise."""
    counter, day = _Counter(), add_months(start, count)
    return counter.end(counter.rolled(day) if roll else day)


def add_months(day: date, count: int) -> date:
    """31 August plus 6 months is 28 (29) February."""
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))


def workdays_between(start: date, end: date) -> int:
    """Working days after ``start`` up to and including ``end``; 0 where ``end`` is not later."""
    counter = _Counter()
    return sum(counter.works(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
