"""从重、从轻、减轻: which corrections the facts show, and how far each may move the benchmark figure, in yuan.

A correction never changes the suggested figure by itself: whether and how far to use it is for collective deliberation.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, NamedTuple

from assistant.facts.model import CaseFacts
from assistant.knowledge.model import CorrectionRule, FactKey, Jurisdiction
from assistant.knowledge.predicate import Truth, evaluate, keys_of
from assistant.reasoning.fines import money, percent
from assistant.reasoning.model import Correction, FineRange

CODE = "生态环境法典"


class Figure(NamedTuple):
    """The benchmark figure and what bounds it: the statutory range, and the band of a banded table."""

    amount: int
    statutory: FineRange
    band: tuple[int, int] | None = None

    @property
    def floor(self) -> int:
        return self.statutory.min or 0

    @property
    def ceiling(self) -> int:
        return self.amount if self.statutory.max is None else self.statutory.max


def find_corrections(
    chain: tuple[Jurisdiction, ...],
    facts: CaseFacts,
    vocabulary: dict[str, FactKey],
    figure: Figure,
    regime: str,
    violation: str = "",
) -> tuple[Correction, ...]:
    """The corrections whose conditions are met; a nearer rule replaces a farther one on the same facts.

    A rule that rests on the Code counts only where the Code is the regime applied; one that the source forbids for this
    violation, or on these facts, does not count (see ``forbidden``).
    """
    found: list[Correction] = []
    for jurisdiction, rule in _met(chain, facts, regime):
        if not list(_exclusions(rule, facts, violation, Truth.MET)):
            found.append(_correction(rule, jurisdiction, facts, vocabulary, figure))
    return tuple(found)


def forbidden(chain: tuple[Jurisdiction, ...], facts: CaseFacts, regime: str, violation: str) -> list[str]:
    """The corrections that the facts show but the source excludes here, each with the exclusion that is met."""
    return [
        f"“{rule.text}”不适用于本案：{'、'.join(barred)}（{rule.cite or jurisdiction.rules}）"
        for jurisdiction, rule in _met(chain, facts, regime)
        if (barred := list(_exclusions(rule, facts, violation, Truth.MET)))
    ]


def _met(
    chain: tuple[Jurisdiction, ...], facts: CaseFacts, regime: str
) -> Iterator[tuple[Jurisdiction, CorrectionRule]]:
    taken: set[tuple[str, str]] = set()
    for jurisdiction in chain:
        here = set()
        for rule in jurisdiction.corrections:
            if regime != "code" and rule.cite.startswith(CODE):
                continue
            mark = (rule.kind, repr(sorted(keys_of(rule.when))))
            if rule.when is None or mark in taken or evaluate(rule.when, facts.get) is not Truth.MET:
                continue
            here.add(mark)
            yield jurisdiction, rule
        taken |= here


def _exclusions(rule: CorrectionRule, facts: CaseFacts, violation: str, status: Truth) -> Iterator[str]:
    if violation in rule.not_for and status is Truth.MET:
        yield "属于规定排除的违法行为"
    for exclusion in rule.excluded_when:
        known = Truth.UNKNOWN if exclusion.when is None else evaluate(exclusion.when, facts.get)
        if known is status:
            yield exclusion.text


def bounds(rule: CorrectionRule, figure: Figure) -> tuple[int | None, int | None]:
    """The least and the greatest fine a correction allows, in yuan.

    Aggravated never goes above the statutory ceiling, lenient never below its floor; reduced (减轻)
    may go below the floor, by at most ``cap`` of it as the source's words run.
    """
    amount, low, high = figure.amount, figure.floor, figure.ceiling
    inner_low, inner_high = figure.band or (low, high)
    if rule.cap is None:
        lenient = (min(amount, inner_low), amount)
        return {"aggravated": (amount, inner_high), "lenient": lenient, "reduced": (None, max(0, low - 1))}[rule.kind]
    most = _share(rule.cap, rule, figure)
    least = _share(rule.cap_min, rule, figure) if rule.cap_min is not None else 0
    if rule.kind == "aggravated":
        return min(high, amount + least), min(high, amount + most)
    if rule.kind == "lenient":
        return max(low, amount - most), max(low, amount - least)
    return max(0, amount - most), amount


def reduction_readings(
    corrections: tuple[Correction, ...], rules: tuple[CorrectionRule, ...], figure: Figure
) -> list[dict[str, Any]]:
    """Where a source caps 减轻 at a share of the statutory minimum, its words read two ways: both, for deliberation."""
    rule = next((r for r in rules if r.kind == "reduced" and r.cap is not None and r.cap_of == "min"), None)
    if rule is None or rule.cap is None or not any(c.kind == "reduced" for c in corrections):
        return []
    cut = int((rule.cap * figure.floor).to_integral_value(ROUND_FLOOR))
    share, rest = percent(rule.cap), percent(1 - rule.cap)
    literal = max(0, figure.amount - cut)
    least = int(((1 - rule.cap) * figure.floor).to_integral_value(ROUND_CEILING))
    return [
        {
            "name": "减轻处罚（字面读法）",
            "amount": literal,
            "text": f"在裁定额上减，减额一般不超过法定最低的{share}："
            f"{money(figure.amount)}－{money(cut)}＝{money(literal)}",
        },
        {
            "name": "减轻处罚（另一读法）",
            "amount": least,
            "text": f"减到法定最低以下，一般不低于其{rest}：{money(figure.floor)}×{rest}＝{money(least)}",
        },
    ]


def _correction(
    rule: CorrectionRule,
    jurisdiction: Jurisdiction,
    facts: CaseFacts,
    vocabulary: dict[str, FactKey],
    figure: Figure,
) -> Correction:
    known = [f for k in dict.fromkeys(keys_of(rule.when)) if (f := facts.find(k))]
    because = "；".join(
        (vocabulary[f.key].label if f.key in vocabulary else f.key) + (f"（“{f.quote}”）" if f.quote else "")
        for f in known
    )
    low, high = bounds(rule, figure)
    return Correction(
        kind=rule.kind,
        text=rule.text,
        effect=rule.effect,
        because=because,
        cite=rule.cite or jurisdiction.rules,
        allows=(low, high),
        note="；".join(n for n in (_limit(rule), rule.note, _to_check(rule, facts)) if n),
    )


def _to_check(rule: CorrectionRule, facts: CaseFacts) -> str:
    open_ones = list(_exclusions(rule, facts, "", Truth.UNKNOWN))
    return f"适用前核实没有下列排除情形：{'、'.join(open_ones)}" if open_ones else ""


def _limit(rule: CorrectionRule) -> str:
    if rule.cap is None:
        return ""
    of = {"max": "法定最高", "min": "法定最低", "amount": "基准金额", None: "基准金额"}[rule.cap_of]
    cap = percent(rule.cap)
    if rule.cap_min is not None:
        return f"幅度为{of}的{percent(rule.cap_min)}至{cap}"
    if rule.hard:
        return f"幅度不得超过{of}的{cap}"
    return f"幅度一般不超过{of}的{cap}，超过的须集体审议并说明理由"


def _share(rate: Decimal, rule: CorrectionRule, figure: Figure) -> int:
    base = {"max": figure.ceiling, "min": figure.floor}.get(rule.cap_of or "amount", figure.amount)
    return int((rate * base).to_integral_value(ROUND_FLOOR))
