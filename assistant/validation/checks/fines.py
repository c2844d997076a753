"""Amounts: capitals equal digits, the fine lies in the statutory range and equals what was computed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.knowledge.fines import Fine
from assistant.law.citation import parse_place
from assistant.law.model import Citation
from assistant.law.money import format_yuan
from assistant.reasoning.fines import statutory_range

from ..context import Check, Context, check
from ..model import CheckResult, Tally

_FINE_BEFORE = re.compile(r"(?:罚款|处以|并处)(?:数额)?(?:为|计)?(?:人民币)?[（(]?$")


def tally(context: Context) -> Tally:
    """found = verified + failed + unresolved over every amount: an amount is verified where case, law or computation
    holds it (see numbers.from_case)."""
    from .numbers import known_amounts

    known = known_amounts(context)
    verified = failed = unresolved = 0
    for amount in context.amounts:
        if amount.yuan is None or known is None:
            unresolved += 1
        elif amount.yuan in known:
            verified += 1
        else:
            failed += 1
    return Tally(found=len(context.amounts), verified=verified, failed=failed, unresolved=unresolved)


def imposed(context: Context) -> list[tuple[int, tuple[int, int]]]:
    """The fines the document imposes or proposes: amounts written right after 罚款 in a sentence that decides."""
    found = []
    for amount in context.amounts:
        start, end = amount.span
        before = context.text[max(0, start - 14) : start]
        sentence = context.text[context.text.rfind("。", 0, start) + 1 : end]
        decides = re.search(
            r"作出(?:如下|以下)?[^。]{0,12}处罚|决定[^。]{0,20}罚款|拟[^。]{0,40}罚款|处(?:以)?罚款", sentence
        )
        after = context.text[end : end + 2]
        if amount.yuan is not None and _FINE_BEFORE.search(before) and decides and after not in ("以上", "以下"):
            found.append((int(amount.yuan), amount.span))
    return found


@check("fine.capital_equals_digits", "fine", "大写金额与数字一致")
def capital_equals_digits(context: Context, me: Check) -> Iterator[CheckResult]:
    pairs = wrong = 0
    for first, second in pairwise(context.amounts):
        gap = context.text[first.span[1] : second.span[0]]
        if {first.kind, second.kind} != {"capital", "plain"} or not re.fullmatch(r"[（(\s：:，,即￥¥人民币整]*", gap):
            continue
        pairs += 1
        if first.yuan != second.yuan:
            wrong += 1
            span = (first.span[0], second.span[1])
            yield me.says("fail", f"大写和数字不一致：{context.text[span[0] : span[1]]}。", context.around(span), span)
    if pairs and not wrong:
        yield me.says("pass", f"{pairs} 处金额大写与数字一致。")


@check("fine.within_statutory", "fine", "罚款在法定幅度内")
def within_statutory(context: Context, me: Check) -> Iterator[CheckResult]:
    fines = imposed(context)
    if not fines:
        return
    ranges = _ranges(context)
    if not ranges:
        yield me.says("warn", "文书所引条款没有可以核对的罚款幅度，罚款数额未能判断。", context.around(fines[0][1]))
        return
    for yuan, span in fines:
        if any((low or 0) <= yuan <= high for low, high in ranges):
            yield me.says("pass", f"罚款 {format_yuan(yuan)} 在法定幅度内。")
        else:
            text = "，".join(
                f"{format_yuan(low or 0)}至{format_yuan(high)}" for low, high in sorted(ranges, key=lambda r: r[1])
            )
            yield me.says("fail", f"罚款 {yuan} 元不在法定幅度内（{text}）。", context.around(span), span)


def _ranges(context: Context) -> set[tuple[int | None, int]]:
    """Statutory ranges in yuan: the assessed view's where the case is known, else of every cited penalty provision."""
    finding = context.finding
    if finding and finding.basis.chosen:
        view = finding.basis.chosen
        views = [view.fine, *view.heavier_steps] if view.fine.max is None else [view.fine]
        return {(v.min, v.max) for v in views if v.max is not None}
    cited = {c for _, c in context.resolved}
    found: set[tuple[int | None, int]] = set()
    for violation in context.knowledge.violations.values():
        for regime in violation.regimes:
            name = context.library.resolve_name(regime.statute)
            if name and any(_covers(c, name, regime.penalty) for c in cited):
                fines = [regime.fine, *[s.fine for s in regime.steps]]
                for variant in regime.variants:
                    fines += [variant.fine, *[s.fine for s in variant.steps or ()]]
                found |= {r for fine in fines if (r := _range(fine))}
    return found


def _covers(citation: Citation, law: str, penalty: str) -> bool:
    wanted = parse_place(law, penalty)
    if (citation.law, citation.article) != (law, wanted.article):
        return False
    return citation.item is None or wanted.item is None or citation.item == wanted.item


def _range(fine: Fine | None) -> tuple[int | None, int] | None:
    if fine is None:
        return None
    result = statutory_range(fine, lambda _: None)
    return (result.min, result.max) if result.max is not None else None


@check("fine.equals_computed", "discretion", "罚款等于裁量计算的结果", severity="warning")
def equals_computed(context: Context, me: Check) -> Iterator[CheckResult]:
    finding = context.finding
    fines = imposed(context)
    if finding is None or not fines or finding.fine.suggested is None:
        return
    for yuan, span in fines:
        if yuan == finding.fine.suggested:
            yield me.says("pass", f"罚款与裁量计算结果 {format_yuan(yuan)} 一致。")
        else:
            yield me.says(
                "warn",
                f"罚款 {yuan} 元与裁量计算结果 {finding.fine.suggested} 元不同，应当在文书中说明理由。",
                context.around(span),
                span,
                expected=str(finding.fine.suggested),
                found=str(yuan),
            )


@check("fine.consistent", "fine", "全文的罚款数额一致")
def consistent(context: Context, me: Check) -> Iterator[CheckResult]:
    fines = imposed(context)
    if len({yuan for yuan, _ in fines}) > 1:
        listed = "、".join(f"{y}元" for y in sorted({yuan for yuan, _ in fines}))
        yield me.says("warn", f"文书中出现不同的罚款数额：{listed}，请核对是否为不同处罚。")
    elif fines:
        yield me.says("pass", "全文罚款数额一致。")
