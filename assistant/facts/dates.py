"""Dates written in a text, with their years inherited from what stands before them; impossible ones are marked."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

from assistant.law.numerals import to_int

_N2 = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?:19|20)\d{2}|[一二][九〇零O][〇零O一二三四五六七八九]{2})"
_PART = r"(?:上旬|中旬|下旬|初|底|末|月末)"
_DATE = re.compile(
    rf"(?<!\d)(?P<iy>(?:19|20)\d{{2}})(?P<sep>[-/.])(?P<im>\d{{1,2}})(?P=sep)(?P<id>\d{{1,2}})(?![\d.])"
    rf"|(?<![\d〔\[(第])(?P<y>{_YEAR}) ?年(?: ?(?P<m>{_N2}) ?月(?:份)?(?: ?(?P<d>{_N2}) ?[日号]|(?P<part>{_PART}))?|(?P<ypart>[初底末]))?"
    rf"|(?:(?P<rel>同年|当年|次年|翌年|第二年|今年|本年|去年|上年) ?)?(?<![\d.第个一二三四五六七八九十])(?P<m2>{_N2}) ?月(?:份)?(?: ?(?P<d2>{_N2}) ?[日号]|(?P<part2>{_PART}))?(?![\d])"
    rf"|(?P<same>同月|当月|本月)(?P<d3>{_N2}) ?[日号]"
    rf"|(?P<near>同日|当日|当天|次日|翌日|第二天)"
    rf"|(?<=[至到~～—\-－、和])(?P<d4>{_N2}) ?[日号](?!内)"
)
_LATER = re.compile(r"[至到~—]\s*$|(?:此后|随后|之后|其后|事后|后来)[^。；\n]*$")
Precision = Literal["day", "month", "year"]


class Mention(NamedTuple):
    """A date in the text: the first and last day it can mean, both None where its year is unknown.

    ``impossible``: written like a date, but there is no such day (2月30日).
    """

    start: int
    end: int
    first: date | None
    last: date | None
    precision: Precision
    impossible: bool = False


def mentions(text: str, anchor: date | None = None) -> list[Mention]:
    """Every date of a text in order. ``anchor`` (the day of finding) gives the year where the text never names one.

    The text's digits must be half-width.
    """
    found: list[Mention] = []
    previous: date | None = None
    explicit = False
    for match in _DATE.finditer(text):
        mention = _read(match, previous, anchor if not explicit else None)
        if mention and _turns_the_year(match, mention, previous):
            mention = _next_year(mention)
        if mention is None:
            continue
        found.append(mention)
        if mention.first:
            previous, explicit = mention.first, True
    return found


def _turns_the_year(match: re.Match[str], mention: Mention, previous: date | None) -> bool:
    """2024年12月31日……至1月2日, 此后……4月2日: a later day, written without its year."""
    if not (previous and mention.first and match["m2"] and match["rel"] is None):
        return False
    lead = match.string[max(match.start() - 30, 0) : match.start()]
    return mention.first < previous and bool(_LATER.search(lead))


def _next_year(mention: Mention) -> Mention:
    assert mention.first and mention.last
    final = calendar.monthrange(mention.last.year + 1, mention.last.month)[1]
    first = mention.first.replace(year=mention.first.year + 1, day=min(mention.first.day, final))
    return mention._replace(
        first=first, last=mention.last.replace(year=mention.last.year + 1, day=min(mention.last.day, final))
    )


def _read(match: re.Match[str], previous: date | None, anchor: date | None) -> Mention | None:
    g = match.groupdict()
    span = match.span()
    if g["iy"]:
        return _build(span, int(g["iy"]), int(g["im"]), int(g["id"]), None)
    if g["y"]:
        month, day = _int(g["m"]), _int(g["d"])
        return _build(span, _year(g["y"]), month, day, g["part"] or g["ypart"])
    if g["m2"]:
        month, day = _int(g["m2"]), _int(g["d2"])
        if g["d2"] is None and g["part2"] is None and g["rel"] is None and previous is None:
            return None
        year = _inherited(g["rel"], month, day, previous, anchor)
        return _build(span, year, month, day, g["part2"])
    if g["near"]:
        return _near(span, g["near"], previous)
    if previous is None:
        return None
    return _build(span, previous.year, previous.month, _int(g["d3"] or g["d4"]), None)


def _near(span: tuple[int, int], word: str, previous: date | None) -> Mention | None:
    if previous is None:
        return None
    try:
        day = previous + timedelta(days=0 if word in ("同日", "当日", "当天") else 1)
    except OverflowError:
        return None
    return Mention(*span, day, day, "day")


def _inherited(
    rel: str | None, month: int | None, day: int | None, previous: date | None, anchor: date | None
) -> int | None:
    """The year of a date that does not name it."""
    if previous:
        return previous.year + (1 if rel in ("次年", "翌年", "第二年") else -1 if rel in ("去年", "上年") else 0)
    if anchor is None:
        return None
    year = anchor.year - (rel in ("去年", "上年"))
    later = rel is None and (month or 1, day or 1) > (anchor.month, anchor.day)
    return year - 1 if later else year


def _build(span: tuple[int, int], year: int | None, month: int | None, day: int | None, part: str | None) -> Mention:
    precision: Precision = "day" if day is not None else "month" if month is not None else "year"
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return Mention(*span, None, None, precision, impossible=True)
    if year is None:
        return Mention(*span, None, None, precision)
    if month is None:
        first, last = date(year, 1, 1), date(year, 12, 31)
        if part:
            first, last = (first, date(year, 3, 31)) if part == "初" else (date(year, 10, 1), last)
        return Mention(*span, first, last, precision)
    final = calendar.monthrange(year, month)[1]
    if day is None:
        low, high = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "下旬": (21, final)}.get(
            part or "", (21, final) if part else (1, final)
        )
        return Mention(*span, date(year, month, low), date(year, month, high), precision)
    if day > final:
        return Mention(*span, None, None, precision, impossible=True)
    return Mention(*span, date(year, month, day), date(year, month, day), precision)


def _year(text: str) -> int:
    if text.isdigit():
        return int(text)
    digits = {"〇": "0", "零": "0", "O": "0"} | {c: str(i) for i, c in enumerate("一二三四五六七八九", 1)}
    return int("".join(digits[c] for c in text))


def _int(text: str | None) -> int | None:
    if text is None:
        return None
    try:
        return to_int(text)
    except (ValueError, KeyError, IndexError):
        return 99
