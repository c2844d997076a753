"""Discretion: table, formula and fine agree when worked out again, and the document says why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.knowledge.model import Benchmark
from assistant.law.money import format_yuan
from assistant.reasoning.fines import plain

from ..arithmetic import equations
from ..check import Check, check
from ..context import Context
from ..figures import imposed, statutory_ranges
from ..model import CheckResult
from ..weighing import benchmarks_cited, rows

_REASON = re.compile("从重|从轻|减轻|集体讨论|集体审议|理由|综合考虑|调整")
_POINTS = re.compile(r"(?:裁量起点|起点)(?P<start>\d+(?:\.\d+)?)[%％]")
_SUM = re.compile(
    r"(?:百分值|ΣP|总百分值|裁量百分值|百分值合计)[＝=](?:[^。；\n]*?[＝=])?(?P<total>\d+(?:\.\d+)?)[%％](?=[；。，,\n]|$)"
)
_CLAIMED = re.compile(r"(?<!不)(?<!没有)(?:予以|给予|依法|应当|可以|决定)?(?P<kind>从重|从轻|减轻)(?:行政)?处罚")
_OPEN = re.compile(r"不符合|不具备|没有(?:从|减)|不予(?:从|减)|请求|要求|提出|希望|申请|尚无|未发现|没有发现")


@check("disc.arithmetic", "discretion", "文书写出的算式重算无误")
def arithmetic(context: Context, me: Check) -> Iterator[CheckResult]:
    sums = equations(context.text)
    wrong = [e for e in sums if not e.right]
    for one in wrong:
        value = (
            format_yuan(int(one.value)) if one.money and one.value == int(one.value) else _points(one.value, one.money)
        )
        stated = context.text[slice(*one.span)].rsplit("＝", 1)[-1]
        yield me.at("fail", f"算式重算得{value}，文书写作{stated}。", context, one.span, expected=value, found=one.text)
    if sums and not wrong:
        yield me.says("pass", f"{len(sums)} 个算式重算无误。")
    elif not sums and re.search("计算[：:]|公式", context.text):
        yield me.says("warn", "文书提到计算，但是没有可以重算的算式。")


def _points(value: Decimal, money: bool) -> str:
    return f"{plain(value)}元" if money else f"{plain(value * 100)}%"


@check("disc.table_sum", "discretion", "裁量表各项之和与文书所写一致")
def table_sum(context: Context, me: Check) -> Iterator[CheckResult]:
    scored = [r for r in rows(context) if r.score is not None]
    if not scored:
        return
    total = _SUM.search(context.text, scored[-1].span[1]) or _SUM.search(context.text)
    if not total:
        yield me.says("warn", "裁量表有分值，但是没有写明合计，未能核对。", context.around(scored[-1].span))
        return
    start = _POINTS.search(context.text[slice(*context.line(total.start()))])
    added = sum((r.score or Decimal(0) for r in scored), Decimal(start["start"]) if start else Decimal(0))
    stated = Decimal(total["total"])
    if added == stated:
        yield me.says("pass", f"裁量表各项相加为 {plain(added)}%，与文书一致。")
    else:
        text = f"裁量表各项{'加起点' if start else ''}相加为 {plain(added)}%，文书写作 {plain(stated)}%。"
        yield me.at("fail", text, context, total.span("total"), expected=f"{plain(added)}%")


@check("disc.table_matches_formula", "discretion", "裁量表与算式的每一项一致")
def table_matches_formula(context: Context, me: Check) -> Iterator[CheckResult]:
    scored = [r for r in rows(context) if r.score is not None]
    if not scored:
        return
    wrong = checked = 0
    for row in scored:
        pattern = re.escape(row.factor) + r"\s*(?P<score>\d+(?:\.\d+)?)[%％]"
        match = re.search(pattern, context.text[scored[-1].span[1] :])
        if not match:
            continue
        checked += 1
        if Decimal(match["score"]) != row.score:
            wrong += 1
            text = f"“{row.factor}”在裁量表中为 {plain(row.score or Decimal(0))}%，在算式中为 {match['score']}%。"
            yield me.at("fail", text, context, row.span, expected=f"{match['score']}%")
    if checked and not wrong:
        yield me.says("pass", f"裁量表 {checked} 项与算式一致。")
    elif not checked:
        yield me.says("warn", "算式没有逐项列出裁量表的分值，未能核对。")


@check("disc.levels", "discretion", "所选档次和分值是裁量基准中有的")
def levels(context: Context, me: Check) -> Iterator[CheckResult]:
    listed = rows(context)
    if not listed:
        return
    table = _table(context)
    if table is None:
        yield me.says("warn", "没有找到文书所用的裁量表，档次和分值未能核对。", context.around(listed[0].span))
        return
    factors = {f.name: f for f in table.factors}
    wrong = checked = 0
    for row in listed:
        factor = factors.get(row.factor)
        if factor is None:
            if table.factors and not table.bands:
                wrong += 1
                yield me.at("fail", f"裁量表“{table.name}”没有“{row.factor}”这一因素。", context, row.span)
            continue
        checked += 1
        level = next((v for v in factor.levels if v.label == row.level), None)
        said = f"{row.level}（{plain(row.score) if row.score is not None else '—'}%）"
        known = "、".join(f"{v.label}（{plain(v.score)}%）" for v in factor.levels)
        if level is None or (row.score is not None and level.score != row.score):
            wrong += 1
            text = f"裁量表“{row.factor}”没有{said}这一档。"
            yield me.at("fail", text, context, row.span, expected=known, found=said)
    if checked and not wrong:
        yield me.says("pass", f"{checked} 项档次和分值都在裁量表“{table.name}”中。")


def _table(context: Context) -> Benchmark | None:
    """The table the fine was computed with, else the one the document names."""
    finding = context.finding
    if finding and finding.fine.benchmark and finding.fine.benchmark.id in context.knowledge.benchmarks:
        return context.knowledge.benchmarks[finding.fine.benchmark.id]
    factors = {r.factor for r in rows(context)}
    named = [
        b
        for b in context.knowledge.benchmarks.values()
        if len(_short(b)) > 4 and _short(b) in context.text and factors <= {f.name for f in b.factors}
    ]
    return max(named, key=lambda b: len(_short(b)), default=None)


def _short(table: Benchmark) -> str:
    """The table's name without its number (§2.5.2)."""
    return table.name.removeprefix(table.table).strip(" §.0123456789-表")


@check("disc.as_computed", "discretion", "所选档次与案件事实判断一致", "warning", needs=("finding",))
def as_computed(context: Context, me: Check) -> Iterator[CheckResult]:
    assert context.finding is not None
    steps = {s.factor: s for s in context.finding.fine.steps}
    wrong = checked = 0
    for row in rows(context):
        step = steps.get(row.factor)
        if step is None:
            continue
        checked += 1
        if step.level != row.level:
            wrong += 1
            text = f"“{row.factor}”按案件事实应为“{step.level}”，文书认定为“{row.level}”，应当说明理由。"
            yield me.at("warn", text, context, row.span, expected=step.level, found=row.level)
    if checked and not wrong:
        yield me.says("pass", "所选档次与案件事实一致。")


@check("disc.equals_computed", "discretion", "罚款等于裁量计算的结果，或者说明理由", "warning")
def equals_computed(context: Context, me: Check) -> Iterator[CheckResult]:
    """The fine is what the case's computation gives; without a case, what the document's own last sum gives."""
    fines = imposed(context)
    if not fines:
        return
    computed = _computed(context)
    if computed is None:
        if rows(context):
            yield me.says("warn", "有裁量表而没有可以重算的算式，罚款是否等于计算结果未能判断。")
        return
    wrong = 0
    for fine in fines:
        if fine.yuan == computed:
            continue
        wrong += 1
        adjusted = bool(_CLAIMED.search(context.unquoted))
        text = f"罚款 {fine.yuan} 元与裁量计算结果 {computed} 元不同"
        more = "，文书提到从重、从轻或者减轻，请核对幅度。" if adjusted else "，文书没有说明理由。"
        yield me.at("warn", text + more, context, fine.span, expected=f"{computed}元", found=f"{fine.yuan}元")
    if not wrong:
        yield me.says("pass", f"罚款与裁量计算结果 {format_yuan(computed)} 一致。")


def _computed(context: Context) -> int | None:
    if context.finding is not None and context.finding.fine.suggested is not None:
        return context.finding.fine.suggested
    sums = [e for e in equations(context.text) if e.money]
    if not sums:
        return None
    amount, allowed = int(sums[-1].stated), statutory_ranges(context)
    if len(allowed) == 1:
        low, high = next(iter(allowed))
        amount = min(max(amount, low or 0), high)
    return amount


@check("disc.range_stated", "discretion", "文书写的法定幅度与法条一致")
def range_stated(context: Context, me: Check) -> Iterator[CheckResult]:
    stated = [
        m for m in re.finditer(r"(?:法定|罚款)(?:罚款)?幅度(?:为|是)?[：:]?(?P<range>[^。；，\n（(]{4,60})", context.text)
        if "以" in m["range"] and not context.in_quotes(m.start())
    ]  # fmt: skip
    allowed = statutory_ranges(context)
    if not stated:
        return
    if not allowed:
        yield me.at("warn", "所引条款没有可以核对的罚款幅度，文书写的幅度未能判断。", context, stated[0].span("range"))
        return
    wrong = 0
    for match in stated:
        figures = {int(a.yuan) for a in context.amounts if a.yuan is not None and _inside(a.span, match.span("range"))}
        if not figures or any(figures == {n for n in (low, high) if n} for low, high in allowed):
            continue
        wrong += 1
        said = "，".join(
            f"{format_yuan(low or 0)}以上{format_yuan(high)}以下" for low, high in sorted(allowed, key=str)
        )
        yield me.at("fail", f"法定幅度应为{said}。", context, match.span("range"), expected=said)
    if not wrong:
        yield me.says("pass", "文书写的法定幅度与法条一致。")


def _inside(span: tuple[int, int], of: tuple[int, int]) -> bool:
    return of[0] <= span[0] and span[1] <= of[1]


@check("disc.adjustment_grounded", "discretion", "从重、从轻、减轻写明法定理由", "warning")
def adjustment_grounded(context: Context, me: Check) -> Iterator[CheckResult]:
    """A sentence that applies 从重/从轻/减轻 names a provision, or one stands in the sentence before it."""
    claims = []
    for match in _CLAIMED.finditer(context.unquoted):
        start, end = context.sentence(match.start())
        if not _OPEN.search(context.unquoted[start:end]) and not context.in_quotes(match.start()):
            claims.append((match, start, end))
    wrong = 0
    for match, start, end in claims:
        previous = context.sentence(max(0, start - 2))[0]
        if re.search(r"第[^。]{1,8}条|规定[）)]", context.text[previous:end]):
            continue
        wrong += 1
        yield me.at("warn", f"{match['kind']}处罚没有写明法律依据。", context, match.span())
    if claims and not wrong:
        yield me.says("pass", "从重、从轻、减轻都写明了依据。")


@check("disc.explained", "discretion", "罚款数额有裁量说明", "warning")
def explained(context: Context, me: Check) -> Iterator[CheckResult]:
    if not imposed(context) or (context.kind is not None and context.kind.fine in ("stated", "daily", "none")):
        return
    if rows(context) or benchmarks_cited(context) or equations(context.text):
        yield me.says("pass", "有裁量说明。")
    elif "裁量" in context.unquoted:
        yield me.says("warn", "提到裁量，但是没有写明基准、因素和计算。")
    else:
        yield me.says("fail", "没有裁量说明：基准、因素、所选档次和理由。")
