"""One regime applied to one case: its provisions on a day, the fine these facts lead to, and what follows from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from assistant.errors import LawNotFound
from assistant.knowledge.model import Condition, Individuals, Referral, Regime, Step, Variant
from assistant.knowledge.predicate import Lookup, Truth, evaluate, keys_of
from assistant.law.citation import parse_place
from assistant.law.library import StatuteLibrary
from assistant.law.model import Period, Provision

from .fines import statutory_range
from .model import FineRange, RegimeView

_OTHER_LAW = re.compile(r"^《(?P<law>[^》]+)》(?P<place>.+)$")
_CONDITIONAL = re.compile("可以|可以并处|或者|严重的?|拒不|逾期|造成|报经|批准|必要时|情节")
_KINDS = (("拘留", 5), ("停产|停业|关闭|吊销|限制从业|禁止从业", 4), ("暂扣|降低资质|限制生产|限制开展", 3))
_WARNING = re.compile("警告|通报批评")


@dataclass(frozen=True)
class Applied:
    """A regime and its view. ``certain`` False: a condition for applying it is unknown; ``open`` names its keys.

    ``likely``: it applies if what the file does not mention (the sea, radiation …) is not so. ``needs`` are the keys
    missing for its fine, ``options`` the fines of the variants among which one of them decides (报告书, 报告表).
    """

    regime: Regime
    view: RegimeView
    certain: bool
    likely: bool
    open: tuple[str, ...]
    needs: tuple[str, ...]
    options: tuple[FineRange, ...] = ()


class _Unmentioned:
    """Stands for a fact the file does not mention: equal to nothing, neither more nor less than anything."""

    def __lt__(self, other: object) -> bool:
        return False

    __le__ = __gt__ = __ge__ = __lt__

    def __str__(self) -> str:
        return ""


def applied(
    regime: Regime, side: Literal["code", "former"], day: date, lookup: Lookup, library: StatuteLibrary
) -> Applied | None:
    """The regime as it applies on ``day`` to the facts; None where it was not in force or its conditions are unmet."""
    name = library.resolve_name(regime.statute)
    if not _holds(regime, name, day, library):
        return None
    whether = evaluate(regime.when, lookup)
    if whether is Truth.UNMET:
        return None
    variant, open_variants = _variant(regime, lookup)
    fine, heavier, punishable, why, needs = _fine(regime, variant, open_variants, lookup)
    if fine.kind == "none" and regime.variants and variant is None and not open_variants and regime.fine is None:
        return None  # the variants are all the cases this regime knows, and this is none of them
    measures = regime.measures + _met_measures(_steps(regime, variant), lookup)
    view = RegimeView(
        regime=side,
        statute=name or regime.statute,
        duty=_provisions(_duty(regime, variant), name, day, library),
        penalty=_provisions(_penalty(regime, variant), name, day, library),
        fine=fine,
        heavier_steps=heavier,
        measures=measures,
        confiscation=regime.confiscation,
        individuals=tuple(_individuals(regime.individuals, lookup)),
        referrals=tuple(_referrals(regime.referrals, lookup)),
        daily=regime.daily,
        punishable=punishable,
        unsettled=regime.status == "unsettled" or name is None,
        relation=regime.relation,
        why=why,
    )
    unknown = [k for k in keys_of(regime.when) if lookup(k) is None] if whether is Truth.UNKNOWN else []
    likely = evaluate(regime.when, lambda key: _Unmentioned() if lookup(key) is None else lookup(key)) is Truth.MET
    options = [_fine(regime, v, (), lookup)[0] for v in open_variants] if fine.kind == "variants" else ()
    return Applied(regime, view, whether is Truth.MET, likely, tuple(unknown), needs, tuple(options))


def is_conditional(measure: str) -> bool:
    """Whether a measure is only possible (可以), or tied to a condition (情节严重, 拒不改正 …), as it is written."""
    return bool(_CONDITIONAL.search(measure))


def rank_of_kinds(view: RegimeView) -> int:
    """Rank (in the order of 行政处罚法第九条) of the heaviest penalty that must be imposed beside the fine; 0: none."""
    pieces = [p for m in view.measures for p in re.split("[；;，,。]", m) if not is_conditional(m)]
    return max((rank for p in pieces for words, rank in _KINDS if re.search(words, p)), default=0)


def imposed_beside(measures: Iterable[str]) -> list[str]:
    """The measures that are penalties of their own (警告, 责令停产整治 …) and must be imposed whatever the fine."""
    return [m for m in measures if penalty_kinds(m) and not is_conditional(m)]


def penalty_kinds(text: str) -> set[str]:
    """Which kinds of penalty beside fines and confiscation a text speaks of: the words that name them."""
    return {m for words in (_WARNING.pattern, *(w for w, _ in _KINDS)) for m in re.findall(words, text)}


def _other_kinds(measures: Iterable[str]) -> bool:
    """Whether some other penalty than a fine must be imposed."""
    return bool(imposed_beside(measures))


def _holds(regime: Regime, name: str | None, day: date, library: StatuteLibrary) -> bool:
    if not Period(start=regime.since, end=regime.until).covers(day):
        return False
    return name is None or any(s.in_force.covers(day) for s in library.versions(name))


def _variant(regime: Regime, lookup: Lookup) -> tuple[Variant | None, tuple[Variant, ...]]:
    """The first variant whose condition is met, or those that may still be met."""
    open_variants: list[Variant] = []
    for variant in regime.variants:
        truth = evaluate(variant.when, lookup)
        if truth is Truth.MET:
            return variant, ()
        if truth is Truth.UNKNOWN:
            open_variants.append(variant)
    return None, tuple(open_variants)


def _fine(
    regime: Regime, variant: Variant | None, open_variants: Sequence[Variant], lookup: Lookup
) -> tuple[FineRange, tuple[FineRange, ...], bool, str, tuple[str, ...]]:
    """The fine, the heavier steps not applied, whether the act is fined, why not, and the keys that are missing."""
    base = variant.fine if variant and variant.fine is not None else regime.fine
    steps = _steps(regime, variant)
    needs = tuple(k for v in open_variants for k in keys_of(v.when) if lookup(k) is None)
    if base is None and open_variants:
        options = "；".join(f"{_called(v)}{statutory_range(v.fine or regime.fine, lookup).text}" for v in open_variants)
        fine = FineRange(kind="variants", needs=tuple(dict.fromkeys(needs)), text=f"依情形：{options}")
    else:
        fine = statutory_range(base, lookup)
    met = [s for s in steps if evaluate(s.when, lookup) is Truth.MET]
    applied_step = next((s for s in reversed(met) if s.fine is not None), None)
    if applied_step:
        fine = statutory_range(applied_step.fine, lookup, step=applied_step.step)
    heavier = tuple(
        statutory_range(s.fine, lookup, step=s.step) for s in steps if s is not applied_step and s.fine is not None
    )
    if fine.kind != "none":
        return fine, heavier, True, "", (*needs, *fine.needs)
    if _other_kinds(regime.measures) or (regime.confiscation and not steps):
        return fine, heavier, True, "", needs
    if not steps:
        return _without_steps(regime, fine, heavier, needs)
    return fine, heavier, False, *_only_after(steps, lookup, needs)


def _without_steps(
    regime: Regime, fine: FineRange, heavier: tuple[FineRange, ...], needs: tuple[str, ...]
) -> tuple[FineRange, tuple[FineRange, ...], bool, str, tuple[str, ...]]:
    """No fine is written here: another law fixes the penalty (由公安机关依法处罚), or there is none."""
    if regime.referrals or any("处罚" in m or "处以" in m or "处罚款" in m for m in regime.measures):
        return FineRange(kind="elsewhere", text="依照其他法律、法规的规定处罚"), heavier, True, "", needs
    return fine, heavier, False, "对该行为没有规定罚款", needs


def _only_after(steps: Sequence[Step], lookup: Lookup, needs: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Why the act is not fined as the facts stand: only after refusal to correct (拒不改正的才处罚), or if serious."""
    names = "、".join(s.step for s in steps)
    unknown = [k for s in steps for k in keys_of(s.when) if lookup(k) is None]
    missing = f"，是否{names}尚不清楚" if unknown else f"，没有{names}的事实"
    return f"只有{names}的才处罚款{missing}", (*needs, *unknown)


def _steps(regime: Regime, variant: Variant | None) -> tuple[Step, ...]:
    return variant.steps if variant and variant.steps is not None else regime.steps


def _met_measures(steps: Iterable[Step], lookup: Lookup) -> tuple[str, ...]:
    return tuple(m for s in steps if s.measures and evaluate(s.when, lookup) is Truth.MET for m in s.measures)


def _called(variant: Variant) -> str:
    values = [str(v) for v in variant.when.values() if isinstance(v, str | int)]
    name = variant.name or "、".join(values)
    return f"{name}的" if name else ""


def _duty(regime: Regime, variant: Variant | None) -> tuple[str, ...]:
    return variant.duty if variant and variant.duty is not None else regime.duty


def _penalty(regime: Regime, variant: Variant | None) -> tuple[str, ...]:
    if variant and variant.penalty:
        places = [variant.penalty, variant.fine_in]
    else:
        places = [regime.penalty, (variant.fine_in if variant else None) or regime.fine_in]
    return tuple(dict.fromkeys(p for p in places if p))


def _provisions(places: Iterable[str], name: str | None, day: date, library: StatuteLibrary) -> tuple[Provision, ...]:
    """The texts at these places on ``day``; a place the library does not hold is left out (corpus check reports it)."""
    found = []
    for place in places:
        other = _OTHER_LAW.match(place)
        law = library.resolve_name(other["law"]) if other else name
        if law is None:
            continue
        try:
            found.append(library.provision(parse_place(law, other["place"] if other else place), day))
        except LawNotFound:
            continue
    return tuple(found)


def _individuals(people: Iterable[Individuals], lookup: Lookup) -> Iterable[dict[str, Any]]:
    for person in people:
        status = evaluate(person.when, lookup)
        if status is Truth.UNMET:
            continue
        fine = statutory_range(person.fine, lookup)
        yield {
            "who": person.who,
            "fine": {"min": fine.min, "max": fine.max, "text": fine.text} if person.fine is not None else None,
            "other": list(person.other),
            "cite": person.cite,
            **_status(status, person.when, lookup),
        }


def _referrals(referrals: Iterable[Referral], lookup: Lookup) -> Iterable[dict[str, Any]]:
    for referral in referrals:
        status = evaluate(referral.when, lookup)
        if status is not Truth.UNMET:
            yield {
                "to": referral.to,
                "text": referral.text,
                "cite": referral.cite,
                **_status(status, referral.when, lookup),
            }


def _status(status: Truth, when: Condition | None, lookup: Lookup) -> dict[str, Any]:
    needs = list(dict.fromkeys(k for k in keys_of(when) if lookup(k) is None)) if status is Truth.UNKNOWN else []
    return {"status": str(status), "needs": needs, "note": "条件是否满足尚不清楚，请核实" if needs else ""}
