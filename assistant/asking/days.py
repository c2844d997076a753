"""Which day a question is about: a date or year written in it, or before the Code began."""

from __future__ import annotations

import re
from datetime import date, timedelta

_FULL = re.compile(r"((?:19|20)\d{2})\s*[年\-/.]\s*(\d{1,2})\s*[月\-/.]\s*(\d{1,2})\s*日?")
_MONTH = re.compile(r"((?:19|20)\d{2})\s*[年\-/.]\s*(\d{1,2})\s*月?(?!\d)")
_YEAR = re.compile(r"((?:19|20)\d{2})\s*年(?!版|修[订正改]|公布|发布|第\d)")
_BEFORE_CODE = re.compile(
    r"(?:法典|新法)(?:施行|实施|生效|出台)(?:之前|以前|前)|(?:旧法|老法|原法)(?:时期|下|怎么|如何)|按(?:照)?(?:旧法|老法|原法|原来的法)"
)
_LAST_YEAR = {"去年": 1, "前年": 2}


def day_of(question: str, today: date, code_day: date) -> tuple[date | None, str]:
    """The day meant (None: not said) and the question without the words that said so."""
    for pattern in (_FULL, _MONTH, _YEAR):
        match = pattern.search(question)
        day = _day(*(int(g) for g in match.groups()), today=today) if match else None
        if match and day:
            return day, question[: match.start()] + " " + question[match.end() :]
    if match := _BEFORE_CODE.search(question):
        return code_day - timedelta(days=1), question[: match.start()] + " " + question[match.end() :]
    for word, back in _LAST_YEAR.items():
        if word in question:
            return date(today.year - back, 7, 1), question.replace(word, " ")
    return None, question


def _day(year: int, month: int = 0, day: int = 0, *, today: date) -> date | None:
    """A month means its first day, a bare year its middle (the current year: today). None where there is no such day."""
    if not month:
        return today if year == today.year else date(year, 7, 1)
    try:
        return date(year, month, day or 1)
    except ValueError:
        return None
