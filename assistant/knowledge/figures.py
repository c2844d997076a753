"""The figures of a fine, and whether they stand in a provision's text as the law writes them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.law.numerals import to_chinese

from .fines import BandedFine, Fine, MultipleFine, PerUnitFine, RangeFine, ShareFine


def figures_of(fine: Fine | None) -> Iterator[str]:
    """Every figure of a fine in a neutral form: 200000元, 1%, 5倍."""
    if isinstance(fine, RangeFine | PerUnitFine):
        yield from (f"{n}元" for n in (fine.min, fine.max) if n)
    elif isinstance(fine, ShareFine):
        yield from (f"{(r * 100).normalize():f}%" for r in (fine.min, fine.max) if r)
    elif isinstance(fine, MultipleFine):
        yield from (f"{r.normalize():f}倍" for r in (fine.min, fine.max) if r)
        if fine.base_floor:
            yield f"{fine.base_floor}元"
    elif isinstance(fine, BandedFine):
        for band in fine.bands:
            yield from figures_of(band.fine)


def written_forms(figure: str) -> tuple[str, ...]:
    """The ways a statute or a gist may write a neutral figure."""
    if figure.endswith("元"):
        return _money_forms(int(figure[:-1]))
    if figure.endswith("%"):
        return (figure, f"百分之{_number(figure[:-1])}")
    times = (figure, f"{_number(figure[:-1])}倍")
    return (*times, "等值") if figure == "1倍" else times  # 货值金额等值以上三倍以下


def stands_in(figure: str, text: str) -> bool:
    """Whether a neutral figure stands in the text, not as the tail of a larger number."""
    for form in written_forms(figure):
        start = text.find(form)
        while start >= 0:
            before = text[start - 1] if start else ""
            if before not in "一二三四五六七八九十百千万亿0123456789." or not before:
                return True
            start = text.find(form, start + 1)
    return False


def _money_forms(yuan: int) -> tuple[str, ...]:
    forms = [f"{yuan}元", f"{to_chinese(yuan)}元"]
    if yuan % 10_000 == 0:
        wan = yuan // 10_000
        # 十万元以上一百万元以下 writes both; 一至五万元 only the latter with its unit.
        forms += [f"{wan}万元", f"{to_chinese(wan)}万元", f"{wan}万", f"{to_chinese(wan)}万"]
    elif yuan % 1000 == 0 and yuan < 10_000:
        forms.append(f"{yuan // 1000}千元")
    elif yuan % 1000 == 0:
        forms.append(f"{Decimal(yuan) / 10_000}万元")
    return tuple(dict.fromkeys(forms))


def _number(text: str) -> str:
    value = Decimal(text)
    return to_chinese(int(value)) if value == int(value) else text
