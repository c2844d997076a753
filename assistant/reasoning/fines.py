"""The statutory fine for given facts, in exact yuan: what a statute allows, before any discretion.

Choosing the heavier stage or the variant is ``reasoning.basis``; choosing a figure inside the range is ``discretion``.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import singledispatch

from assistant.knowledge.fines import BandedFine, Fine, MultipleFine, PerUnitFine, RangeFine, ShareFine
from assistant.knowledge.predicate import Lookup, Truth, evaluate, keys_of

from .model import FineRange

BASE_NAMES = {
    "total_investment": "项目总投资额",
    "illegal_gains": "违法所得",
    "goods_value": "货值金额",
    "disposal_cost": "所需处置费用",
    "service_fee": "所收费用",
    "direct_loss": "直接损失",
    "annual_income": "上一年度从本单位取得的收入",
    "contract_price": "工程合同价款",
    "property_loss": "公私财产损失",
}
"""How the statutes call the usual bases; another base is called by its fact key."""


def money(yuan: int) -> str:
    """260000 → 26万元, 29000 → 2.9万元, 3050 → 3050元: the exact amount, in 万元 where that stays short."""
    if abs(yuan) < 10000 or yuan % 100:
        return f"{yuan}元"
    return f"{plain(Decimal(yuan) / 10000)}万元"


def statutory_range(fine: Fine | None, lookup: Lookup, *, step: str = "") -> FineRange:
    """The fine a provision allows for these facts, in whole yuan.

    ``min`` None with a ``max`` means the provision has no floor (…元以下). Where a base, a count or the fact that
    decides a band is unknown, ``needs`` names it and both bounds are None; a later band that holds by ``known: false``
    (没有违法所得的) gives the range while ``needs`` still asks. A fraction of a yuan is rounded into the
    range: the floor up, the ceiling down. ``fine`` None gives kind ``none``: this provision sets no fine.
    ``step`` is carried through (拒不改正, 情节严重 …).
    """
    if fine is None:
        return FineRange(step=step, text="未规定罚款")
    return _range(fine, lookup).model_copy(update={"step": step, "fine": fine})


def base_of(fine: MultipleFine | ShareFine, lookup: Lookup) -> Decimal | None:
    """The base in yuan, raised to the statutory ``base_floor`` (不足五万元按五万元计); None where unknown."""
    value = lookup(fine.base)
    if value is None:
        return None
    floor = fine.base_floor if isinstance(fine, MultipleFine) else None
    return max(Decimal(str(value)), Decimal(floor or 0))


@singledispatch
def _range(fine: Fine, lookup: Lookup) -> FineRange:
    raise TypeError(f"unknown kind of fine: {fine!r}")


@_range.register
def _(fine: RangeFine, lookup: Lookup) -> FineRange:
    return FineRange(
        kind="range", min=fine.min, max=fine.max, optional=fine.optional,
        text=_may(fine.optional) + _between(None if fine.min is None else money(fine.min), money(fine.max)),
    )  # fmt: skip


@_range.register
def _(fine: ShareFine, lookup: Lookup) -> FineRange:
    rates = _between(None if fine.min is None else percent(fine.min), percent(fine.max))
    return _of_base(fine, lookup, f"{_base_name(fine.base)}的{rates}")


@_range.register
def _(fine: MultipleFine, lookup: Lookup) -> FineRange:
    text = f"{_base_name(fine.base)}的{_between(None if fine.min is None else _times(fine.min), _times(fine.max))}"
    if fine.base_floor:
        least = money(fine.base_floor)
        text += f"（{_base_name(fine.base)}不足{least}的按{least}计）"
    return _of_base(fine, lookup, text)


@_range.register
def _(fine: PerUnitFine, lookup: Lookup) -> FineRange:
    each = money(fine.min) if fine.min == fine.max else _between(money(fine.min), money(fine.max))
    text = f"{_may(fine.optional)}每{fine.unit}{each}"
    count = lookup(fine.count)
    if count is None:
        return FineRange(kind="per_unit", text=text, optional=fine.optional, needs=(fine.count,), base=fine.count)
    low, high = _floor(count, fine.min, up=True), _floor(count, fine.max)
    total = money(low) if low == high else _between(money(low), money(high))
    return FineRange(
        kind="per_unit", min=low, max=high, text=f"{text}，{plain(Decimal(str(count)))}{fine.unit}计{total}",
        optional=fine.optional, base=fine.count, base_value=int(count),
    )  # fmt: skip


@_range.register
def _(fine: BandedFine, lookup: Lookup) -> FineRange:
    missing: dict[str, None] = {}
    for band in fine.bands:
        truth = evaluate(band.when, lookup)
        if truth is Truth.MET:
            return _range(band.fine, lookup).model_copy(update={"needs": tuple(missing)})
        if truth is Truth.UNKNOWN:
            missing |= dict.fromkeys(k for k in keys_of(band.when) if lookup(k) is None)
    if missing:
        options = "；".join(_range(b.fine, _nothing).text for b in fine.bands)
        return FineRange(kind="banded", needs=tuple(missing), text=f"依情形分档：{options}")
    return FineRange(kind="banded", text="所列各档均与已知事实不符")


def _of_base(fine: ShareFine | MultipleFine, lookup: Lookup, text: str) -> FineRange:
    text = _may(fine.optional) + text
    known = FineRange(kind=fine.type, optional=fine.optional, base=fine.base, text=text)
    base = base_of(fine, lookup)
    if base is None:
        return known.model_copy(update={"needs": (fine.base,)})
    high = _floor(base, fine.max)
    low = None if fine.min is None else min(high, _floor(base, fine.min, up=True))
    amount = _between(None if low is None else money(low), money(high))
    found = {"min": low, "max": high, "base_value": int(lookup(fine.base)), "text": f"{text}，即{amount}"}
    return known.model_copy(update=found)


def _floor(base: object, rate: Decimal | int, *, up: bool = False) -> int:
    exact = Decimal(str(base)) * Decimal(rate)
    return int(exact.to_integral_value(rounding=ROUND_CEILING if up else ROUND_FLOOR))


def _between(low: str | None, high: str) -> str:
    return f"{high}以下" if low is None else f"{low}以上{high}以下"


def _base_name(key: str) -> str:
    return BASE_NAMES.get(key, key)


def _may(optional: bool) -> str:
    return "可以处" if optional else ""


def _nothing(key: str) -> None:
    return None


def _times(rate: Decimal) -> str:
    return f"{plain(rate)}倍"


def percent(rate: Decimal) -> str:
    """0.05 → 5%."""
    return f"{plain(rate * 100)}%"


def plain(number: Decimal) -> str:
    """A decimal without exponent or trailing zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def resolve(fine: Fine | None, lookup: Lookup) -> Fine | None:
    """The fine with its bands decided by the facts; None where no band is met."""
    if not isinstance(fine, BandedFine):
        return fine
    return next((resolve(b.fine, lookup) for b in fine.bands if evaluate(b.when, lookup) is Truth.MET), None)
