"""The benchmark a document uses: in force on its day, made for its place, and owned up to where made under a former law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.reasoning.regions import place_in, within

from ..check import Check, check
from ..context import Context
from ..grounds import deciding
from ..model import CheckResult
from ..rules import Mention, mentions
from ..weighing import benchmarks_cited, rows

_NAMED_RULE = re.compile(r"《(?P<name>[^《》\n]{4,50}(?:裁量|自由裁量)[^《》\n]{0,30})》")


@check("disc.benchmark_in_force", "discretion", "裁量基准在决定日有效")
def benchmark_in_force(context: Context, me: Check) -> Iterator[CheckResult]:
    yield from in_force(context, me, benchmarks_cited(context), "裁量基准")
    unknown = [m for m in _unknown_rules(context)]
    for match in unknown:
        yield me.at("warn", f"《{match['name']}》没有收录，是否有效未能核对。", context, match.span())


def in_force(context: Context, me: Check, cited: tuple[Mention, ...], what: str) -> Iterator[CheckResult]:
    """Each rule mentioned holds on the day of the document."""
    day = context.decided
    if not cited:
        return
    if day is None:
        yield me.says("warn", f"没有认出文书日期，{what}当时是否有效未能判断。")
        return
    wrong = 0
    for name in dict.fromkeys(m.rule for m in cited):
        place = next(m.span for m in cited if m.rule is name)
        if name.holds.covers(day):
            continue
        wrong += 1
        days = f"{name.holds.start or '……'}至{name.holds.end or '……'}"
        text = f"{what}“{name.name}”的有效期是{days}，{day}不再（尚未）有效。"
        yield me.at("fail", text, context, place, expected=days, found=day.isoformat())
    if not wrong:
        yield me.says("pass", f"{what}在文书日期有效。")


def _unknown_rules(context: Context) -> list[re.Match[str]]:
    known = {m.span for m in mentions(context.text, context.knowledge)}
    return [
        m for m in _NAMED_RULE.finditer(context.text)
        if not any(m.start() <= s < m.end() for s, _ in known) and not context.library.resolve_name(m["name"])
    ]  # fmt: skip


@check("disc.benchmark_place", "discretion", "裁量基准是本地的")
def benchmark_place(context: Context, me: Check) -> Iterator[CheckResult]:
    named = [(m.rule.name, m.rule.jurisdiction, m.span) for m in benchmarks_cited(context)]
    regions = context.knowledge.data("regions.yaml")
    for match in _unknown_rules(context):
        there = place_in(match["name"], regions)
        named.append((match["name"], "".join(there) if there else "", match.span()))
    yield from of_this_place(context, me, named, "裁量基准")


def of_this_place(
    context: Context, me: Check, named: list[tuple[str, str, tuple[int, int]]], what: str
) -> Iterator[CheckResult]:
    """Each rule holds where the case is; the nation's everywhere."""
    regions = context.knowledge.data("regions.yaml")
    local = [n for n in named if n[1] not in ("国家", "全国", "national")]
    if not named:
        return
    if local and place_in(context.region, regions) is None:
        yield me.at("warn", f"没有认出案件所在地区，{what}是否适用于本地未能判断。", context, local[0][2])
        return
    wrong = 0
    for name, jurisdiction, span in local:
        if not jurisdiction or place_in(jurisdiction, regions) is None:
            yield me.at("warn", f"没有认出“{name}”是哪个地区的，是否适用于本地未能判断。", context, span)
        elif not within(context.region, jurisdiction, regions):
            wrong += 1
            text = f"“{name}”是{jurisdiction}的{what}，不适用于{context.region}的案件。"
            yield me.at("fail", text, context, span, expected=context.region, found=jurisdiction)
    if not wrong:
        yield me.says("pass", f"{what}适用于本地。")


@check("disc.former_law_said", "discretion", "旧法下制定的裁量基准用于法典，已经说明", "warning")
def former_law_said(context: Context, me: Check) -> Iterator[CheckResult]:
    finding = context.finding
    if finding is not None and finding.fine.benchmark is not None:
        made_before = finding.fine.benchmark.standing == "made_under_former_law"
    else:
        code = any(c.law == "生态环境法典" for _, c in deciding(context))
        starts = [m.rule.holds.start for m in benchmarks_cited(context)]
        change = context.library.versions("生态环境法典")[0].in_force.start
        if not code or not starts:
            return
        made_before = any(s is None or (change is not None and s < change) for s in starts)
    if not made_before:
        yield me.says("pass", "所用裁量基准就是为适用的法律制定的。")
    elif not benchmarks_cited(context) and not rows(context):
        return
    elif any(word in _said_of_benchmark(context) for word in context.data["former_words"]):
        yield me.says("pass", "说明了裁量基准是在旧法下制定的。")
    else:
        yield me.says("warn", "裁量基准是为旧法制定的，用于法典的罚款幅度应当在文书中说明。")


def _said_of_benchmark(context: Context) -> str:
    """The lines that name a benchmark; all of the text where none is named."""
    lines = dict.fromkeys(context.line(m.span[0]) for m in benchmarks_cited(context))
    return "\n".join(context.text[slice(*line)] for line in lines) or context.text
