"""Numbers with check digits (credit codes, identity numbers, bank cards) and other personal data, found in text."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[0-9Xx](?![0-9A-Za-z])|(?<![0-9A-Za-z])[1-9]\d{14}(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9])1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![0-9])")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·\s]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警](?![A-Z0-9])"
)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{2,}@[A-Za-z0-9-]+(?:\.[A-Za-z]{2,})+")
_CARD = re.compile(r"(?<![0-9A-Za-z])\d{4}(?:[ ]?\d{4}){2,3}(?:[ ]?\d{1,4})?(?![0-9A-Za-z])")


def uscc_is_valid(code: str) -> bool:
    """Whether an 18-character unified social credit code has the right check character (GB 32100-2015)."""
    if len(code) != 18 or any(c not in _ALPHABET for c in code):
        return False
    total = sum(_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17]))
    return _ALPHABET[(31 - total % 31) % 31] == code[17]


def uscc_for(seventeen: str) -> str:
    """The code with its check character: for samples and tests."""
    return next(seventeen + c for c in _ALPHABET if uscc_is_valid(seventeen + c))


def id_is_valid(number: str) -> bool:
    """Whether an 18-digit identity number has a possible birthday and the right check digit (GB 11643-1999)."""
    number = number.upper()
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", number):
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(d) * w for d, w in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17]


def id_for(seventeen: str) -> str:
    """The number with its check digit: for samples and tests."""
    return next(seventeen + c for c in "0123456789X" if id_is_valid(seventeen + c))


class Personal(NamedTuple):
    """A piece of personal data in a text: its kind in Chinese, and where."""

    kind: str
    span: tuple[int, int]


def identity_numbers(text: str) -> tuple[re.Match[str], ...]:
    """What is shaped like an identity number: 18 characters, or 15 digits of the old form with a possible birthday."""
    return tuple(m for m in _ID.finditer(text) if len(m.group()) == 18 or _old_birthday(m.group()))


def _old_birthday(number: str) -> bool:
    try:
        date(1900 + int(number[6:8]), int(number[8:10]), int(number[10:12]))
    except ValueError:
        return False
    return True


def personal_data(text: str) -> tuple[Personal, ...]:
    """Identity numbers, mobile numbers, plates and e-mail addresses, in order."""
    found = [Personal("身份证件号码", m.span()) for m in identity_numbers(text) if _is_identity(m.group())]
    found += [Personal("手机号码", m.span()) for m in _MOBILE.finditer(text)]
    found += [Personal("车牌号", m.span()) for m in _PLATE.finditer(text)]
    found += [Personal("电子邮箱", m.span()) for m in _EMAIL.finditer(text)]
    return tuple(sorted(found, key=lambda p: p.span))


def _is_identity(number: str) -> bool:
    """Not a credit code written in digits alone."""
    return len(number) == 15 or id_is_valid(number) or not uscc_is_valid(number)


def card_numbers(text: str) -> tuple[re.Match[str], ...]:
    """Bank card numbers with a right check digit (Luhn)."""
    return tuple(m for m in _CARD.finditer(text) if 15 <= len(_digits(m)) <= 19 and _luhn(_digits(m)))


def _digits(match: re.Match[str]) -> str:
    return match.group().replace(" ", "")


def _luhn(number: str) -> bool:
    total = 0
    for place, char in enumerate(reversed(number)):
        digit = int(char) * (2 if place % 2 else 1)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0
