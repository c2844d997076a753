"""The written parts of citations in text: names in brackets, 第…条, 款, 项, 目, words that point (本法, 前款)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from .numerals import to_int

_N = r"(?:[零〇一二两三四五六七八九十百千]+|[0-9０-９]{1,4})"
_BN = rf"[（(﹙]\s*{_N}\s*[）)﹚]"
_NB = rf"(?:{_BN}|{_N})"
_RANGE = r"(?:至|到|[-－—–~～]{1,2})"
_SEP = rf"\s*(?:、|，|,|和|及|以及|与|或者?|{_RANGE})\s*"
_BRACKETED = "|".join(
    (
        r"《(?:[^《》]|《[^《》]*》){2,90}》",
        r"〈[^《》〈〉\n]{2,60}〉",
        r"＜[^＜＞\n]{2,60}＞",
        r"<[^<>\n]{2,60}>",
        r"「[^「」\n]{2,60}」",
    )
)
_POINTING_LAW = r"(?:本|同|该|此|上述|前述)(?:法典|法律|法(?!律责任|定|人|院|规)|条例|办法|规定(?=第)|规则|细则|解释)"
_POINTING_PLACE = r"前(?:[一二两三四五]|几)?[条款项]|[本该上同](?:条(?!例|件|款|文)|款(?!项)|项(?!目))"
# 条 also counts lines, pipes, rivers and opinions.
_NOT_ARTICLE = r"(?!生产线|流水线|[生产]?线|管|沟|渠|河|船|输送|皮带|路|街|意见|建议|措施|理由|证据|规律|例)"


class Kind(StrEnum):
    """What a token is."""

    LAW = "law"
    POINTING_LAW = "pointing_law"
    ARTICLE = "article"
    LOOSE_ARTICLE = "loose_article"  # without 第: only behind the name of a law
    PARAGRAPH = "paragraph"
    ITEM = "item"
    SUBITEM = "subitem"
    POINTING_PLACE = "pointing_place"


class Token(NamedTuple):
    """One part of a citation. ``numbers`` are those written in it, in order, ranges written out."""

    kind: Kind
    start: int
    end: int
    text: str
    numbers: tuple[int, ...] = ()
    sub: int | None = None


_TOKEN = re.compile(
    rf"(?P<law>{_BRACKETED})"
    rf"|(?P<pointing_law>{_POINTING_LAW})"
    rf"|(?P<article>第\s*{_N}(?:{_SEP}第?\s*{_N})*\s*条(?:\s*之\s*(?P<sub>{_N}))?{_NOT_ARTICLE})"
    rf"|(?P<loose_article>(?<![0-9０-９.第]){_N}\s*条(?:\s*之\s*(?P<loose_sub>{_N}))?{_NOT_ARTICLE})"
    rf"|(?P<paragraph>第\s*{_N}(?:{_SEP}第?\s*{_N})*\s*款)"
    rf"|(?P<item>第\s*{_NB}(?:{_SEP}第?\s*{_NB}|\s*{_BN})*\s*项(?!目)|{_BN}(?:{_SEP}{_BN})*\s*项?)"
    rf"|(?P<subitem>第\s*{_N}(?:{_SEP}第?\s*{_N})*\s*目(?!标|的|前|录))"
    rf"|(?P<pointing_place>{_POINTING_PLACE})"
)
_PART = re.compile(rf"(?P<range>{_RANGE})|(?P<number>{_N})")
_TO_HALF = str.maketrans("０１２３４５６７８９", "0123456789")
_WIDEST_RANGE = 300


def tokenize(text: str) -> list[Token]:
    """Every part of a citation in the text, in order."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind = Kind(next(k for k in Kind if match[k.value] is not None))
        written = match[kind.value]
        sub = match["sub"] or match["loose_sub"]
        try:
            numbers = tuple(_numbers(re.split(r"条\s*之", written)[0])) if kind in _NUMBERED else ()
            yield Token(kind, match.start(), match.end(), written, numbers, number(sub) if sub else None)
        except ValueError:
            continue  # 第十百条 is no number


_NUMBERED = {Kind.ARTICLE, Kind.LOOSE_ARTICLE, Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM}


def number(text: str) -> int:
    """The integer written in Chinese or (full-width) Arabic digits; ValueError where it is none."""
    return to_int(text.translate(_TO_HALF))


def _numbers(text: str) -> Iterator[int]:
    previous, through = 0, False
    for match in _PART.finditer(text):
        if match["range"]:
            through = True
            continue
        value = number(match["number"])
        if through and previous < value <= previous + _WIDEST_RANGE:
            yield from range(previous + 1, value)
        yield value
        previous, through = value, False


def is_range(gap: str) -> bool:
    """Whether the words between two parts say 至."""
    return bool(re.fullmatch(rf"\s*{_RANGE}\s*", gap))


def span_between(first: int, last: int) -> range:
    """The numbers between two ends of a range, without the ends; none for a range that cannot be meant."""
    return range(first + 1, last) if first < last <= first + _WIDEST_RANGE else range(0)
