"""Nothing numeric in a document that the case, the law or the computation does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..check import Check, check
from ..context import Context
from ..figures import judged_amounts
from ..held import days_of, held, numbers_of, plain
from ..model import CheckResult

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def _cited_text(context: Context) -> str:
    """The provisions cited, which may lend their figures."""
    cited = dict.fromkeys(c for _, c in context.resolved if context.library.exists(c))
    return "\n".join(context.library.provision(c).text for c in cited)


@check("numbers.from_case", "facts", "正文中的金额都有来源", needs=("case",))
def from_case(context: Context, me: Check) -> Iterator[CheckResult]:
    wrong = [j for j in judged_amounts(context) if j.outcome == "failed" and "没有这个数额" in j.why]
    for one in wrong:
        said = context.text[slice(*one.amount.span)]
        yield me.at("fail", f"“{said}”在案卷、法条和裁量计算中都没有出现。", context, one.amount.span)
    if context.amounts and not wrong:
        yield me.says("pass", f"{len(context.amounts)} 处金额都有来源。")


@check("numbers.other", "facts", "正文中的其他数字都有来源", "warning", needs=("case",))
def other(context: Context, me: Check) -> Iterator[CheckResult]:
    case = held(context)
    assert case is not None
    known = case.numbers | numbers_of(_cited_text(context)) | _COMMON
    covered = [a.span for a in context.amounts] + [f.span for f in context.citations] + [d.span for d in context.dates]
    covered += [m.span() for m in _ISO.finditer(context.text)]
    inside = _marks(covered, len(context.text))
    wrong = [
        m for m in _NUMBER.finditer(context.text)
        if not inside[m.start()] and plain(m.group()) not in known and not _listing(context.text, m)
    ]  # fmt: skip
    for match in wrong:
        yield me.at("warn", f"数字“{match.group()}”在案卷和法条中没有出现，请核对。", context, match.span())
    if not wrong:
        yield me.says("pass", "正文数字都有来源。")


@check("date.from_case", "facts", "正文中的日期都有来源", "warning", needs=("case",))
def dates_from_case(context: Context, me: Check) -> Iterator[CheckResult]:
    """Every day written is told by the case, counted from it, or stands in the law or the computation."""
    case = held(context)
    assert case is not None
    known = case.days | days_of(_cited_text(context)) | {context.decided}
    wrong = [d for d in context.dates if d.value and d.value not in known]
    for written in wrong:
        yield me.at("warn", f"日期“{written.text}”在案卷中没有出现，请核对。", context, written.span)
    if context.dates and not wrong:
        yield me.says("pass", f"{len(context.dates)} 个日期都有来源。")


def _marks(spans: list[tuple[int, int]], length: int) -> bytearray:
    marks = bytearray(length + 1)
    for start, end in spans:
        marks[start:end] = b"\1" * (end - start)
    return marks


_COMMON = {"5", "15", "60", "6", "3", "1", "2", "24", "90", "100", "10", "7", "30"}
"""Periods and shares of the procedure that documents state; whether they are right is for the family of rights."""


def _listing(text: str, match: re.Match[str]) -> bool:
    """1. 2、 （3） at the beginning of a line or sentence number a list."""
    after, before = text[match.end() : match.end() + 1], text[max(0, match.start() - 1) : match.start()]
    if len(match.group()) > 2:
        return False
    return (after in (".", "、", "．", "\t") and before in ("", "\n")) or (before in "（(" and after in "）)")
