"""Whether the days of a case can be true together, and whether each step was in time; each problem one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from assistant.facts.model import Case, CaseFacts
from assistant.knowledge.model import FactKey

from .because import label, shown
from .transition import zh
from .workdays import after_days, after_workdays


def date_warnings(
    case: Case,
    facts: CaseFacts,
    days: Mapping[str, date],
    rules: Mapping[str, Any],
    vocabulary: Mapping[str, FactKey],
) -> tuple[str, ...]:
    """Contradictory days, a decision before the statement period ended, filing or handling out of time."""
    return (
        *_conflicts(facts, vocabulary),
        *_order(case, facts, days),
        *_statement(case, days, rules["statement"]),
        *_late(days, rules["periods"]),
    )


def _conflicts(facts: CaseFacts, vocabulary: Mapping[str, FactKey]) -> Iterable[str]:
    for group in facts.conflicts:
        key = vocabulary.get(group[0].key)
        if key and key.kind == "date":
            told = "、".join(dict.fromkeys(shown(f.value, key) for f in group))
            yield f"材料中“{label(group[0].key, vocabulary)}”前后不一致（{told}），请核实"


def _order(case: Case, facts: CaseFacts, days: Mapping[str, date]) -> Iterable[str]:
    """The chain of the file: act, discovery, filing, notice, review, deliberation, decision, service."""
    p = case.procedure
    chain = (
        ("行为开始日", case.act[0] if case.act else facts.get("act_start")),
        ("发现日", days.get("found")),
        ("立案日", days.get("filed")),
        ("告知书送达日", days.get("notice")),
        ("法制审核日", p.legal_review_on),
        ("集体讨论日", p.deliberated_on),
        ("决定日", days.get("decided")),
        ("决定书送达日", days.get("served")),
    )
    known = [(name, day) for name, day in chain if day]
    for (earlier, first), (later, second) in pairwise(known):
        if second < first:
            yield f"日期矛盾：{later}（{zh(second)}）早于{earlier}（{zh(first)}），请核实"
    act_end = case.act[1] if case.act else facts.get("act_end")
    if act_end and "decided" in days and act_end > days["decided"]:
        yield f"日期矛盾：行为终了日（{zh(act_end)}）晚于决定日（{zh(days['decided'])}），请核实"
    start, corrected = known[0][1] if known and known[0][0] == "行为开始日" else None, facts.get("corrected_on")
    if start and corrected and corrected < start:
        yield f"日期矛盾：改正日（{zh(corrected)}）早于行为开始日（{zh(start)}），请核实"


def _statement(case: Case, days: Mapping[str, date], rule: Mapping[str, Any]) -> Iterable[str]:
    if "notice" not in days or "decided" not in days or case.procedure.made_statement is False:
        return
    end = after_workdays(days["notice"], rule["days"])
    if days["notice"] <= days["decided"] <= end.day:
        yield (
            f"决定日（{zh(days['decided'])}）在陈述申辩期满（{zh(end.day)}）之前或当日，"
            f"当事人没有明确放弃的不得作出决定（{rule['cite']}）"
        )


def _late(days: Mapping[str, date], periods: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """立案 and 办理 beyond their days, without and with every extension."""
    for rule, last in ((r, {"filing": "filed", "handling": "decided"}.get(r["id"])) for r in periods):
        if last is None or rule["from"] not in days or last not in days:
            continue
        start, end = days[rule["from"]], days[last]
        taken, most = (end - start).days, rule["count"] + sum(e["count"] for e in rule["extensions"])
        known = f"（{rule['cite']}）" + (f"；{rule['note']}" if rule.get("note") else "")
        if end > after_days(start, most).day:
            yield f"{rule['what']}用了{taken}日，超过经批准延长后的最长期限{most}日{known}"
        elif end > after_days(start, rule["count"]).day:
            why = "、".join(e["why"] for e in rule["extensions"])
            yield f"{rule['what']}用了{taken}日，超过{rule['count']}日，须有延长批准（{why}）{known}"
