"""Numbers with units as officers write them: 1.2亿元, 五百六十万元, 12.5吨, 3亩. Values come out in a key's own unit."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache

from assistant.law.money import parse_amount
from assistant.law.numerals import to_int

# A measure's units, each as its size in the first one, which is the unit of the vocabulary.
_MEASURES: tuple[dict[str, Decimal], ...] = (
    {
        "吨": Decimal(1),
        "t": Decimal(1),
        "万吨": Decimal(10_000),
        "千克": Decimal("0.001"),
        "公斤": Decimal("0.001"),
        "kg": Decimal("0.001"),
        "斤": Decimal("0.0005"),
        "克": Decimal("0.000001"),
    },
    {
        "平方米": Decimal(1),
        "㎡": Decimal(1),
        "m2": Decimal(1),
        "m²": Decimal(1),
        "亩": Decimal(2000) / 3,
        "公顷": Decimal(10_000),
        "平方公里": Decimal(1_000_000),
    },
    {
        "天": Decimal(1),
        "日": Decimal(1),
        "小时": Decimal(1) / 24,
        "周": Decimal(7),
        "个月": Decimal(30),
        "年": Decimal(365),
    },
    {"倍": Decimal(1), "%": Decimal("0.01")},
)
_UNITS = {unit: (group, size) for group in _MEASURES for unit, size in group.items()}
_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "两": "2"}
_LONGEST = 20


@lru_cache(maxsize=4096)
def parse_number(text: str) -> Decimal | None:
    """The number written in Arabic digits (thousands separators allowed) or Chinese numerals; None where it is none."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    if text[0].isascii():
        try:
            number = Decimal(text.replace(",", "").replace("，", ""))
        except InvalidOperation:
            return None
        return number if number.is_finite() else None
    whole, _, fraction = text.partition("点")
    try:
        number = Decimal(to_int(whole))
    except (ValueError, KeyError, IndexError):
        return None
    digits = "".join(_DIGITS.get(c, "") for c in fraction)
    return number + Decimal(f"0.{digits}") if digits else number


def in_yuan(number: str, unit: str) -> int | None:
    """Integer yuan of a number and its unit (元, 万元, 亿元 …); None where it is no sum."""
    if len(number) > _LONGEST:
        return None
    try:
        return int(parse_amount(number.replace(" ", "") + unit.removesuffix("元") + "元"))
    except (ValueError, ArithmeticError):
        return None


def in_unit(number: str, unit: str | None) -> int | float | None:
    """The number in the vocabulary's unit of its measure: tons, square metres, days, times; other units unchanged."""
    value = parse_number(number)
    if value is None:
        return None
    known = _UNITS.get(unit.lower() if unit else "") or _UNITS.get(unit or "")
    return plain(value * known[1] if known else value)


def plain(value: Decimal) -> int | float:
    """The number as int where it is whole, else as a float of at most six decimals."""
    return int(value) if value == value.to_integral_value() else round(float(value), 6)
