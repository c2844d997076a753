"""The fine: capitals equal digits, inside the statutory range, one figure throughout, sums that add up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.law.money import capital, format_yuan

from ..check import Check, check
from ..context import Context
from ..figures import daily, imposed, imposed_all, judged_amounts, pairs, statutory_ranges
from ..model import CheckResult

_REDUCED = re.compile("减轻处罚|予以减轻|减轻行政处罚")
_TOTAL = re.compile(r"(?:合计|共计|总计|总额为)(?:罚款|缴纳)?(?:人民币)?[（(]?$")
_PART = re.compile(r"第[一二三四五六七八九十\d]+(?:期|项)|分期|[（(][一二三四五六七八九十\d][)）]")


@check("fine.capital_equals_digits", "fine", "大写金额与数字一致")
def capital_equals_digits(context: Context, me: Check) -> Iterator[CheckResult]:
    wrong = 0
    for first, second in pairs(context):
        if first.yuan == second.yuan:
            continue
        wrong += 1
        span = (first.span[0], second.span[1])
        said = context.text[slice(*(first if first.kind == "capital" else second).span)]
        digits = context.text[slice(*(second if first.kind == "capital" else first).span)]
        text = f"大写“{said}”与数字“{digits}”不一致。"
        yield me.says("fail", text, context.around(span), span, expected=digits, found=said)
    if pairs(context) and not wrong:
        yield me.says("pass", f"{len(pairs(context))} 处金额大写与数字一致。")


@check("fine.in_capitals", "fine", "罚款数额用大写", "warning")
def in_capitals(context: Context, me: Check) -> Iterator[CheckResult]:
    fines = imposed(context)
    kinds = {a.span: a.kind for a in context.amounts}
    paired = {a.span for pair in pairs(context) for a in pair}
    plain = [f for f in fines if kinds[f.span] == "plain" and f.span not in paired]
    if fines and len(plain) == len(fines):
        fine = plain[0]
        text = "罚款数额只有数字，没有大写。"
        yield me.at("warn", text, context, fine.span, expected=f"人民币{capital(fine.yuan)}")
    elif fines:
        yield me.says("pass", "罚款数额有大写。")


@check("fine.within_statutory", "fine", "罚款在法定幅度内")
def within_statutory(context: Context, me: Check) -> Iterator[CheckResult]:
    fines, allowed = imposed(context), statutory_ranges(context)
    if not fines:
        return
    if not allowed:
        text = "文书所引条款没有可以核对的罚款幅度，罚款数额未能判断。"
        yield me.at("warn", text, context, fines[0].span)
        return
    said = "，".join(_range(low, high) for low, high in sorted(allowed, key=lambda r: (r[1], r[0] or 0)))
    wrong = 0
    for fine in fines:
        if any((low or 0) <= fine.yuan <= high for low, high in allowed):
            continue
        wrong += 1
        if _REDUCED.search(context.unquoted) and all(fine.yuan < (low or 0) for low, _ in allowed):
            text = f"罚款 {fine.yuan} 元低于法定幅度（{said}），文书写明减轻处罚，请核对减轻的法定情形和集体讨论。"
            yield me.at("warn", text, context, fine.span, expected=said)
        else:
            text = f"罚款 {fine.yuan} 元不在法定幅度内（{said}）。"
            yield me.at("fail", text, context, fine.span, expected=said, found=f"{fine.yuan}元")
    if not wrong:
        yield me.says("pass", f"罚款 {format_yuan(fines[0].yuan)} 在法定幅度内（{said}）。")


def _range(low: int | None, high: int) -> str:
    return f"{format_yuan(low)}以上{format_yuan(high)}以下" if low else f"{format_yuan(high)}以下"


@check("fine.consistent", "fine", "全文的罚款数额一致")
def consistent(context: Context, me: Check) -> Iterator[CheckResult]:
    """Different fines are in order only where the document imposes several and adds them up."""
    fines = imposed(context)
    figures = sorted({f.yuan for f in fines})
    if len(figures) <= 1:
        if fines:
            yield me.says("pass", "全文罚款数额一致。")
        return
    several = re.search("合计|共计|分别|合并|第[一二]项|分期|按日", context.unquoted)
    listed = "、".join(f"{y}元" for y in figures)
    odd = min(fines, key=lambda f: sum(o.yuan == f.yuan for o in fines))
    yield me.at("warn" if several else "fail", f"文书中出现不同的罚款数额：{listed}。", context, odd.span)


@check("fine.not_above_notice", "fine", "决定的罚款不高于事先告知的数额")
def not_above_notice(context: Context, me: Check) -> Iterator[CheckResult]:
    told = [f for f in imposed_all(context) if f.announced]
    own = [f for f in imposed_all(context) if not f.announced]
    if context.kind is None or context.kind.id != "decision" or not own:
        return
    if not told:
        return
    ceiling = max(f.yuan for f in told)
    over = [f for f in own if f.yuan > ceiling]
    for fine in over:
        text = f"决定罚款 {fine.yuan} 元高于告知的 {ceiling} 元，应当重新告知。"
        yield me.at("fail", text, context, fine.span, expected=f"不高于{ceiling}元")
    if not over:
        yield me.says("pass", "决定的罚款不高于告知的数额。")


@check("fine.total", "fine", "分项金额之和等于合计")
def total(context: Context, me: Check) -> Iterator[CheckResult]:
    """Each 合计 equals the sum of the parts listed before it in the same section (each fine counted once)."""
    doubled = {b.span for _, b in pairs(context)}
    amounts = [a for a in context.amounts if a.span not in doubled and a.yuan is not None]
    totals = [i for i, a in enumerate(amounts) if _TOTAL.search(context.text[max(0, a.span[0] - 14) : a.span[0]])]
    for index in totals:
        whole = amounts[index]
        start = max(context.text.rfind("\n\n", 0, whole.span[0]), whole.span[0] - 400, 0)
        parts = [
            a for a in amounts[:index]
            if a.span[0] >= start and _PART.search(context.text[max(start, a.span[0] - 40) : a.span[0]])
        ]  # fmt: skip
        if len(parts) < 2:
            yield me.at("warn", "合计数没有找到两项以上的分项，未能核对。", context, whole.span)
            continue
        added = sum(a.yuan for a in parts if a.yuan is not None)
        if added == whole.yuan:
            yield me.says("pass", f"{len(parts)} 项之和等于合计 {format_yuan(int(added))}。")
        else:
            text = f"各项之和为 {added} 元，合计写作 {whole.yuan} 元。"
            yield me.at("fail", text, context, whole.span, expected=f"{added}元")


@check("fine.daily", "fine", "按日连续处罚的数额等于原罚款乘以日数")
def daily_total(context: Context, me: Check) -> Iterator[CheckResult]:
    """原罚款数额 × 计罚日数 (按日连续处罚办法第十七条至第十九条)."""
    count = daily(context)
    if count is None:
        if context.kind is not None and context.kind.fine == "daily":
            yield me.says("warn", "没有读出原罚款数额、计罚日数或者按日处罚的总额，未能核对。")
        return
    original, days, total = count
    if original * days == total.yuan:
        yield me.says("pass", f"{format_yuan(original)}×{days}日＝{format_yuan(total.yuan)}。")
    else:
        text = f"原罚款 {original} 元，计罚 {days} 日，应为 {original * days} 元。"
        yield me.at("fail", text, context, total.span, f"{original * days}元", f"{total.yuan}元")


@check("fine.judged", "fine", "像金额的文字都能核对", "warning")
def judged(context: Context, me: Check) -> Iterator[CheckResult]:
    """Every amount that could not be judged is named, so that none passes in silence."""
    left = [j for j in judged_amounts(context) if j.outcome == "unresolved"]
    for one in left:
        said = context.text[slice(*one.amount.span)]
        yield me.at("warn", f"“{said}”未能核对：{one.why}。", context, one.amount.span)
    if context.amounts and not left:
        yield me.says("pass", f"{len(context.amounts)} 处金额都能核对。")


@check("fine.imposed", "fine", "写明处罚的种类和数额", needs=("kind",))
def imposes(context: Context, me: Check) -> Iterator[CheckResult]:
    if context.kind is None or context.kind.id not in ("decision", "notice"):
        return
    fines = imposed(context)
    if fines:
        yield me.says("pass", f"罚款 {format_yuan(fines[0].yuan)}。")
    elif re.search("警告|通报批评|没收|吊销|停产整治|停业|关闭|行政拘留", context.unquoted):
        yield me.says("warn", "没有找到罚款数额，请核对处罚的种类。")
    else:
        yield me.says("fail", "没有写明处罚的种类和数额。")
