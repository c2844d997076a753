"""Sums written out in a document (裁量起点10%＋地点5%＝15%；15%×20万元＝3万元), read and worked out again.

What has an operand without a number (Y＝法定最低÷法定最高) is no sum that could be checked; it is left out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import NamedTuple

_STOP = re.compile(r"[；;。，,\n：:\t]")
_OPERATORS = {"＋": "+", "+": "+", "－": "-", "−": "-", "×": "*", "*": "*", "÷": "/", "/": "/"}
_NOTE = re.compile(r"[（(][^（）()＋+－−×÷＝=\d]*[)）]|[（(][^（）()]*[\u4e00-\u9fff][^（）()]*[)）](?=\d)")
_OPERAND = re.compile(r"^(?P<label>.*?)(?P<number>\d+(?:\.\d+)?)(?P<unit>亿元|万元|元|[%％]|倍|[\u4e00-\u9fff]{1,3})?$")
_UNIT = {
    "亿元": Decimal(100_000_000),
    "万元": Decimal(10_000),
    "元": Decimal(1),
    "%": Decimal("0.01"),
    "％": Decimal("0.01"),
}
_TOKEN = re.compile(r"[（(\[【]|[)）\]】]|[＋+×÷*/]|[－−]|(?<=[\d%％元倍])-(?=\d)")
_BROKEN = re.compile(r"\n(?:[万亿]?元|[%％]|[＋+×÷＝=\d])")


class Equation(NamedTuple):
    """One sum: the expression, what it comes to, and what the document says it comes to.

    Percentages are held as points where the sum adds percentages, else as their value. ``money``: the result is yuan.
    """

    text: str
    value: Decimal
    stated: Decimal
    money: bool
    span: tuple[int, int]

    @property
    def right(self) -> bool:
        tolerance = Decimal("0.01") if self.money else Decimal("0.0001")
        return abs(self.value - self.stated) <= tolerance


def equations(text: str) -> tuple[Equation, ...]:
    """Every sum of the text that can be worked out."""
    return tuple(_equations(text))


def _equations(text: str) -> Iterator[Equation]:
    for mark in re.finditer(r"[＝=]", text):
        start = _back(text, mark.start())
        end = _ahead(text, mark.end())
        left, right = _evaluate(text[start : mark.start()]), _evaluate(text[mark.end() : end])
        if left is None or right is None or "约" in text[start:end]:
            continue
        if not re.search(r"[＋+×÷*/－−]", text[start : mark.start()]):
            continue
        yield Equation(text[start:end].strip(), left[0], right[0], right[1], (start, end))


def _goes_on(text: str, index: int) -> bool:
    """1,000 is one number, and a page may break its line inside a sum (13万↵元)."""
    if text[index] == "\n":
        return bool(_BROKEN.match(text, index)) and text[index - 1 : index] not in "。；：\t"
    return text[index] == "," and bool(re.match(r"\d,\d{3}", text[index - 1 : index + 4]))


def _back(text: str, position: int) -> int:
    """Where the expression before a mark begins: behind the last stop or = outside brackets."""
    depth = 0
    for index in range(position - 1, max(-1, position - 400), -1):
        char = text[index]
        if char in ")）]】":
            depth += 1
        elif char in "(（[【":
            if depth == 0:
                return index + 1
            depth -= 1
        elif depth == 0 and (char in "＝=" or _STOP.match(char)):
            if _goes_on(text, index):
                continue
            return index + 1
    return max(0, position - 400)


def _ahead(text: str, position: int) -> int:
    depth = 0
    for index in range(position, min(len(text), position + 200)):
        char = text[index]
        if char in "(（[【":
            depth += 1
        elif char in ")）]】":
            if depth == 0:
                return index
            depth -= 1
        elif depth == 0 and (char in "＝=" or _STOP.match(char)):
            if _goes_on(text, index):
                continue
            return index
    return min(len(text), position + 200)


def _evaluate(text: str) -> tuple[Decimal, bool] | None:
    """The value of an expression and whether it is money; None where an operand is no number."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", re.sub(r"\s", "", text)).lstrip("即为得")
    text = _NOTE.sub("", text)
    try:
        value, money, rest = _sum(_tokens(text))
    except (ValueError, InvalidOperation, DivisionByZero, ZeroDivisionError):
        return None
    return None if rest else (value, money)


def _tokens(text: str) -> list[str]:
    tokens, position = [], 0
    for match in _TOKEN.finditer(text):
        if match.start() > position:
            tokens.append(text[position : match.start()])
        tokens.append(match.group())
        position = match.end()
    if position < len(text):
        tokens.append(text[position:])
    return tokens


def _sum(tokens: list[str]) -> tuple[Decimal, bool, list[str]]:
    value, money, rest = _product(tokens)
    while rest and _OPERATORS.get(rest[0], rest[0]) in ("+", "-"):
        operator = _OPERATORS.get(rest[0], rest[0])
        other, also, rest = _product(rest[1:])
        value, money = value + other if operator == "+" else value - other, money or also
    return value, money, rest


def _product(tokens: list[str]) -> tuple[Decimal, bool, list[str]]:
    value, money, rest = _operand(tokens)
    while rest and _OPERATORS.get(rest[0]) in ("*", "/"):
        operator = _OPERATORS[rest[0]]
        other, also, rest = _operand(rest[1:])
        value, money = value * other if operator == "*" else value / other, money or also
    return value, money, rest


def _operand(tokens: list[str]) -> tuple[Decimal, bool, list[str]]:
    if not tokens:
        raise ValueError("nothing to read")
    first, rest = tokens[0], tokens[1:]
    if first in "（([【":
        value, money, rest = _sum(rest)
        if not rest or rest[0] not in ")）]】":
            raise ValueError("bracket left open")
        return value, money, rest[1:]
    match = _OPERAND.match(first)
    if not match or re.search(r"\d$", match["label"]):
        if rest and rest[0] in "（([【" and not re.search(r"\d", first):  # a label before a bracket
            return _operand(rest)
        raise ValueError(f"no number: {first}")
    unit = match["unit"] or ""
    return Decimal(match["number"]) * _UNIT.get(unit, Decimal(1)), unit.endswith("元"), rest
