"""Nothing numeric in a document that the case, the law or the computation does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.law.money import amounts_in

from ..context import Check, Context, check
from ..model import CheckResult

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def known_amounts(context: Context) -> set[int | Decimal] | None:
    """Every amount the file, the cited provisions and the computation hold; None where no case is known."""
    if context.assessment is None:
        return None
    return {a.yuan for a in amounts_in(_held(context)) if a.yuan is not None} | _computed(context)


def _computed(context: Context) -> set[int | Decimal]:
    finding = context.finding
    if finding is None:
        return set()
    fine = finding.fine
    found: set[int | Decimal | None] = {fine.suggested, fine.min, fine.max}
    views = [v for v in (finding.basis.chosen, *finding.basis.compared) if v]
    for view in views:
        for step in (view.fine, *view.heavier_steps):
            found |= {step.min, step.max, step.base_value}
    return {n for n in found if n is not None}


def _held(context: Context) -> str:
    """All text that may lend its numbers: the case, the law cited, the reasons computed."""
    finding, case = context.finding, context.case
    parts = [case.model_dump_json() if case else ""]
    parts += [str(v) for v in _provision_texts(context)]
    if finding:
        parts += [finding.basis.model_dump_json(), finding.fine.model_dump_json(), finding.exemption.model_dump_json()]
    return "\n".join(parts)


def _provision_texts(context: Context) -> Iterator[str]:
    for _, citation in context.resolved:
        if context.library.exists(citation):
            yield context.library.provision(citation).text


@check("numbers.from_case", "facts", "正文中的数额都有来源")
def from_case(context: Context, me: Check) -> Iterator[CheckResult]:
    known = known_amounts(context)
    if known is None:
        return
    wrong = 0
    for amount in context.amounts:
        if amount.yuan is not None and amount.yuan not in known:
            wrong += 1
            yield me.says(
                "fail",
                f"“{context.text[amount.span[0] : amount.span[1]]}”在案卷、法条和裁量计算中都没有出现。",
                context.around(amount.span),
                amount.span,
            )
    if context.amounts and not wrong:
        yield me.says("pass", f"{len(context.amounts)} 处数额都有来源。")


@check("numbers.other", "facts", "正文中的其他数字都有来源", severity="warning")
def other(context: Context, me: Check) -> Iterator[CheckResult]:
    if context.assessment is None:
        return
    held = set(_NUMBER.findall(_held(context))) | _COMMON
    covered = [a.span for a in context.amounts] + [f.span for f in context.citations] + [d.span for d in context.dates]
    wrong = []
    for match in _NUMBER.finditer(context.text):
        if any(s <= match.start() < e for s, e in covered) or match.group() in held:
            continue
        if not _listing(context.text, match):
            wrong.append(match)
    for match in wrong:
        yield me.says(
            "warn", f"数字“{match.group()}”在案卷和法条中没有出现，请核对。", context.around(match.span()), match.span()
        )
    if not wrong:
        yield me.says("pass", "正文数字都有来源。")


_COMMON = {"5", "15", "60", "6", "3", "1", "2", "24", "90", "100"}
"""Periods of the procedure that documents state; whether they are right is checked by the form family."""


def _listing(text: str, match: re.Match[str]) -> bool:
    """1. 2、 （3） at the beginning of a line or sentence number a list."""
    after, before = text[match.end() : match.end() + 1], text[max(0, match.start() - 1) : match.start()]
    return (after in (".", "、", "．") and before in ("", "\n")) or (
        before in "（(" and after in "）)" and len(match.group()) <= 2
    )
