"""Dates as documents write them, in digits or in Chinese numerals, possible or not."""

from __future__ import annotations

import re
from datetime import date

_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0, "Ｏ": 0}
DATE = re.compile(
    r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日"
    r"|(?P<cy>[〇○零Ｏ一二三四五六七八九]{4})年(?P<cm>十[一二]?|[一二三四五六七八九])月"
    r"(?P<cd>[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日"
)


class Written:
    """A date as written; ``value`` None where no such day exists (2月30日)."""

    def __init__(self, match: re.Match[str]) -> None:
        self.span, self.text = match.span(), match.group()
        try:
            self.value: date | None = date(*_numbers(match))
        except ValueError:
            self.value = None


def written_dates(text: str) -> tuple[Written, ...]:
    """Every date of a text, in order."""
    return tuple(Written(m) for m in DATE.finditer(text))


def _numbers(match: re.Match[str]) -> tuple[int, int, int]:
    if match["y"]:
        return int(match["y"]), int(match["m"]), int(match["d"])
    year = int("".join(str(_DIGIT[c]) for c in match["cy"]))
    return year, _small(match["cm"]), _small(match["cd"])


def _small(text: str) -> int:
    """一 … 三十一."""
    if "十" not in text:
        return _DIGIT[text]
    tens, ones = text.split("十")
    return (_DIGIT[tens] if tens else 1) * 10 + (_DIGIT[ones] if ones else 0)


def zh(day: date) -> str:
    """2026年8月15日."""
    return f"{day.year}年{day.month}月{day.day}日"
