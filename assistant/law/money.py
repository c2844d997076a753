"""Sums of money in integer yuan: printed (26万元, 贰拾陆万元整), read, and found in text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

import cn2an

Yuan = int | Decimal
"""Whole yuan as int; a Decimal only where the text writes 角 and 分."""

Kind = Literal["plain", "capital"]

_WAN, _YI = 10_000, 100_000_000
_CAPITAL = "壹贰叁肆伍陆柒捌玖拾佰仟萬億"
_LOWER = str.maketrans(
    "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億〇两兩圆圓０１２３４５６７８９．",
    "一二二三三四五六六七八九十百千万亿零二二元元0123456789.",
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": _WAN, "亿": _YI}

_GROUPED = re.compile(r"(?<![0-9])[0-9]{1,3}(?:[,，][0-9]{3})+(?![0-9,，])")
# Atomic, so that a long run of digits that is no sum (a licence number) is passed over at once.
_ARABIC = r"(?>[0-9０-９]{1,3}(?:[,，][0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9０-９]+(?:,[0-9]+)*(?:[.．][0-9０-９]+)?)"
_WORDS = "零〇一二两三四五六七八九十百千万亿" + _CAPITAL
_NUMBER = rf"(?:{_ARABIC}|[{_WORDS}余多几数])+(?:[ \u3000][百千万亿]+)?"
_CENTS = rf"(?:[{_WORDS}0-9]角)?(?:零?[{_WORDS}0-9]分)?"
_BLANK = r"(?:[_＿]{2,}|[XxＸ×＊*]{2,}|[【\[（(]\s*[】\]）)])"
_NOT_MONEY = "(?!催化|乙丙|共聚|锂|材料|前驱|正极|电池|酸|醇|论|结构|复合|素|件|器|化|旦|月|年|宝)"
_AMOUNT = re.compile(
    rf"(?:(?P<low>{_NUMBER})\s*(?:[-－—–~～]{{1,2}}|至|到)\s*)?"
    rf"(?P<sign>[¥￥])?\s*(?P<number>{_NUMBER}|{_BLANK}\s*[十百千万亿]*)\s*(?:元|圆){_NOT_MONEY}(?P<cents>{_CENTS})[整正]?"
    rf"|[¥￥]\s*(?P<signed>{_ARABIC}[万亿]?)"
    rf"|(?<=罚款)(?:人民币)?(?P<bare>{_ARABIC}[万亿]|[{_WORDS}]+[万亿])(?![{_WORDS}0-9元圆余多吨平立米千公斤])"
)
_READ = re.compile(r"^(?P<number>.*?)(?:元(?P<jiao>.)?(?(jiao)角)(?:零?(?P<fen>.)分)?[整正]?)?$")
_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|.")


class Amount(NamedTuple):
    """A sum found in text: where, how much (None: shaped like a sum, but unreadable), in plain or capital numerals."""

    span: tuple[int, int]
    yuan: Yuan | None
    kind: Kind


def format_yuan(n: int) -> str:
    """26万元, 1.5万元, 2639元, 1.2亿元: in 万 or 亿 if two decimals do. ``n``: whole yuan."""
    if n < 0:
        raise ValueError(f"not a sum of money: {n}")
    for size, unit in ((_YI, "亿元"), (_WAN, "万元")):
        if n >= size and n % (size // 100) == 0:
            return f"{(Decimal(n) / size).normalize():f}{unit}"
    return f"{n}元"


def capital(n: int) -> str:
    """贰拾陆万元整: whole yuan in the numerals of receipts and decisions."""
    if n < 0:
        raise ValueError(f"not a sum of money: {n}")
    return str(cn2an.an2cn(n, "rmb"))


def parse_amount(text: str) -> Yuan:
    """Yuan of one sum: 26万元, 260000元, 1,234.56元, 二十万元, 贰拾陆万元整. Raises ValueError if unreadable."""
    normal = re.sub(r"\s|人民币|[¥￥]", "", text.translate(_LOWER))
    normal = _GROUPED.sub(lambda match: re.sub("[,，]", "", match[0]), normal)
    match = _READ.match(normal)
    if not match or not match["number"]:
        raise ValueError(f"not a sum of money: {text}")
    value = _read_number(match["number"])
    for part, size in (("jiao", "0.1"), ("fen", "0.01")):
        if match[part]:
            value += _read_number(match[part]) * Decimal(size)
    return _whole(value)


def amounts_in(text: str) -> list[Amount]:
    """Every sum in a text, in order. 10-50万元 is two; what is shaped like a sum but unreadable has yuan None."""
    return [amount for match in _AMOUNT.finditer(text) for amount in _found(match)]


def _found(match: re.Match[str]) -> Iterator[Amount]:
    group = next(g for g in ("number", "signed", "bare") if match[g] is not None)
    written = match[group]
    if not re.search(rf"[0-9０-９{_WORDS}]|{_BLANK}", written) or not _whole_word(match):
        return
    if match["low"] is not None:
        yield Amount(match.span("low"), _low(match["low"], written), _kind(match["low"]))
    start = match.start("sign") if match["sign"] else match.start(group)
    yield Amount((start, match.end()), _try(written, match["cents"] or ""), _kind(written))


def _whole_word(match: re.Match[str]) -> bool:
    """第一百元 and 公元 are no sums."""
    return not (match.start() and match.string[match.start() - 1] in "第公")


def _low(low: str, high: str) -> Yuan | None:
    """The lower end of 10-50万元, which may leave its unit to the upper end."""
    unit = re.search("[万亿千百]+$", high.translate(_LOWER))
    first, second = _try(low), _try(high)
    if first is None or second is None or not unit or re.search("[十百千万亿]$", low.translate(_LOWER)):
        return first if unit is None or first is None or second is None or first < second else None
    shared = _try(low + unit[0])
    return shared if shared is not None and shared < second else first


def _try(number: str, cents: str = "") -> Yuan | None:
    try:
        return parse_amount(f"{number}元{cents}")
    except ValueError:
        return None


def _kind(written: str) -> Kind:
    return "capital" if any(c in _CAPITAL for c in written) else "plain"


def _whole(value: Decimal) -> Yuan:
    return int(value) if value == value.to_integral_value() else value


def _read_number(text: str) -> Decimal:
    """A number in Arabic digits, Chinese numerals or both (3万5千). Strict: anything irregular raises ValueError."""
    total = section = Decimal(0)
    pending: Decimal | None = None
    last_unit, zero = 10 * _YI, False
    for token in _TOKEN.findall(text):
        if token[0].isdigit() or token in _DIGITS:
            digit = Decimal(_DIGITS[token]) if token in _DIGITS else Decimal(token)
            if pending:
                raise ValueError(f"two numbers side by side: {text}")
            pending, zero = digit, zero or token == "零"
        elif token in _SMALL:
            size = _SMALL[token]
            if size >= last_unit or (not pending and size != 10):
                raise ValueError(f"units out of order: {text}")
            section, pending, last_unit, zero = section + (pending or 1) * size, None, size, False
        elif token in _LARGE:
            whole = section + (pending or 0)
            if not whole and token == "万":
                raise ValueError(f"no number before its unit: {text}")
            total = (total + whole) * _LARGE[token] if token == "亿" else total + whole * _LARGE[token]
            section, pending, last_unit, zero = Decimal(0), None, 10_000, False
        else:
            raise ValueError(f"not a number: {text}")
    if pending and pending < 10 and 100 <= last_unit <= 10_000 and not zero:
        raise ValueError(f"colloquial number: {text}")  # 三万五 may mean 35000
    if pending is None and not total and not section:
        raise ValueError(f"not a number: {text}")
    return total + section + (pending or 0)
