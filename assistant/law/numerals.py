"""Numbers as statutes and documents write them: 第一千一百零二条, 二十万元, 贰拾陆万元整. A thin cover over cn2an."""

from __future__ import annotations

from functools import lru_cache

import cn2an


@lru_cache(maxsize=4096)
def to_chinese(n: int) -> str:
    """A non-negative integer in the lower-case Chinese numerals of article numbers (15 → 十五, not 一十五)."""
    if n < 0:
        raise ValueError(f"not a number of an article: {n}")
    text: str = cn2an.an2cn(n, "low")
    return text[1:] if text.startswith("一十") else text


@lru_cache(maxsize=4096)
def to_int(text: str) -> int:
    """The integer written as ``text`` in Chinese or Arabic digits (第 and 条 already removed).

    Raises ValueError where it is not a number.
    """
    text = text.strip()
    if text.isdigit():
        return int(text)
    normal = text.replace("〇", "零").replace("两", "二")
    try:
        return int(cn2an.cn2an(normal, "smart"))
    except KeyError as error:  # cn2an falls over 十零
        raise ValueError(f"not a number: {text}") from error
