"""Small words of documents: days, sums, places to fill in, and the clause of the file in which something stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from assistant.law.money import capital
from assistant.law.numerals import to_chinese

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_END = "。；;！!？?\n"
_STOP = "，," + _END
_SHORTEST, _LONGEST = 5, 60


def day(value: date | None) -> str:
    """2026年9月3日, or the placeholder that asks for it."""
    return f"{value.year}年{value.month}月{value.day}日" if value else todo("日期")


def todo(what: str) -> str:
    """A place the officer has to fill in; the validator reports every one left."""
    return f"【待填：{what}】"


def money(yuan: int | None) -> str:
    """人民币贰拾万元整（200000元）: capitals and digits together, so that each checks the other."""
    return todo("金额") if yuan is None else f"人民币{capital(yuan)}（{yuan}元）"


def count(n: int) -> str:
    """十五, 三十: a number as running text of a document writes it."""
    return to_chinese(n)


def sentence(text: str) -> str:
    """The text with exactly one full stop: none is added after a quotation or sentence that has its own."""
    text = text.strip().rstrip("。；;，, ")
    return text if text.endswith(("。”", "！", "？")) else f"{text}。"


def joined(cites: Iterable[str]) -> str:
    """《…》第一条、第二条、《…》第三条: provisions one after another, the law named once where it is the same."""
    told: list[str] = []
    law = ""
    for cite in dict.fromkeys(cites):
        name, mark, place = cite.partition("》")
        told.append(place if mark and place and name == law else cite)
        law = name if mark else ""
    return "、".join(told)


def stripped(text: str) -> str:
    """The text without its final stop, to be put inside another sentence."""
    return text.strip().rstrip("。；;，, ")


def readable_days(text: str) -> str:
    """2026-08-20 → 2026年8月20日 in a computed reason."""
    return _ISO.sub(lambda m: f"{m[1]}年{int(m[2])}月{int(m[3])}日", text)


def clause(text: str, quote: str) -> str:
    """The clause of the file that holds a quote, so that it can be read: 系首次 → 该公司系首次被查处.

    The whole sentence where the clause is very short; the quote itself where it is not found or the clause too long.
    """
    at = text.find(quote) if quote else -1
    if at < 0:
        return quote.strip("，,。；; \n")
    found = _around(text, at, at + len(quote), _STOP)
    if len(found) < _SHORTEST:
        found = _around(text, at, at + len(quote), _END)
    return found if len(found) <= max(_LONGEST, len(quote)) else quote.strip("，,。；; \n")


def _around(text: str, start: int, end: int, stops: str) -> str:
    while start > 0 and text[start - 1] not in stops:
        start -= 1
    while end < len(text) and text[end] not in stops:
        end += 1
    return text[start:end].strip("，,。；; \n")


def clauses(text: str, quotes: list[str] | tuple[str, ...]) -> list[str]:
    """The clauses of several quotes, each once, none inside another."""
    found = list(dict.fromkeys(clause(text, q) for q in quotes if q.strip()))
    return [c for c in found if not any(c != other and c in other for other in found)]


class Voice(NamedTuple):
    """How a document addresses its party and names its agency: 你单位 or 你, 我局, 我厅 or 本机关."""

    you: str
    we: str


def voice_of(party_kind: str, agency: str) -> Voice:
    """The voice for a kind of party (empty: the document does not speak to it) and an agency's name."""
    last = agency.strip()[-1:] if agency.strip() else "局"
    you = {"legal": "你单位", "": "当事人"}.get(party_kind, "你")
    return Voice(you, f"我{last}" if last in "局厅队" else "本机关")
