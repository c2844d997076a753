"""Answers about a violation: who punishes it, by which provision in force on the day, how, and against which duty."""

from __future__ import annotations

import re
from datetime import date

from assistant.errors import LawNotFound
from assistant.knowledge.fines import Fine
from assistant.knowledge.model import Condition, FactKey, Referral, Regime, Violation
from assistant.law.citation import parse_place
from assistant.law.library import StatuteLibrary
from assistant.law.model import Provision
from assistant.pipeline import House
from assistant.reasoning.fines import statutory_range

from .guide import guide_of
from .model import Sentence, by_words, quote

_MOST_REGIMES = 4
_KEY = re.compile(r"[a-z_]{4,}")  # a base the statutes have no usual name for is called by its fact key


def about_violation(
    violation: Violation, on: date, house: House, duty_first: bool = False, media: frozenset[str] = frozenset()
) -> list[Sentence]:
    """The sentences on one violation as the law stood on ``on``; empty where nothing of it can be cited.

    ``duty_first``: the question asks what must be done, not what it costs. ``media``: regimes for other media are left out.
    """
    regimes = _in_force(violation, on, house)
    regimes = [r for r in regimes if _fits(r.when, media)] or regimes
    if not regimes:
        return _not_punished(violation, on, house)
    said: list[Sentence] = []
    for regime in regimes[:_MOST_REGIMES]:
        said += _about_regime(violation, regime, on, house, duty_first)
    return said


def penalties_on(violation: Violation, on: date, house: House) -> list[Provision]:
    """The penalty provisions of a violation in force on a day, the governing ones first."""
    found = (_provision(house.library, r.statute, r.penalty, on) for r in _in_force(violation, on, house))
    return [p for p in found if p]


def _in_force(violation: Violation, on: date, house: House) -> list[Regime]:
    """The regimes that hold on a day, the Code's and the unconditional first."""
    code = guide_of(house.knowledge).settings.default_law
    found = [r for r in violation.regimes if holds(r, on) and _provision(house.library, r.statute, r.penalty, on)]
    return sorted(
        found, key=lambda r: (r.statute != code, house.library.head(r.statute).level != "法律", r.when is not None)
    )


def _fits(when: Condition | None, media: frozenset[str]) -> bool:
    medium = (when or {}).get("medium")
    named = medium.get("in", []) if isinstance(medium, dict) else [medium]
    return not media or medium is None or bool(media & set(named))


def holds(regime: Regime, on: date) -> bool:
    """Whether the entry itself lets the regime hold on a day (the statute's own days come on top)."""
    return (regime.since is None or regime.since <= on) and (regime.until is None or on < regime.until)


def _about_regime(violation: Violation, regime: Regime, on: date, house: House, duty_first: bool) -> list[Sentence]:
    penalty = _provision(house.library, regime.statute, regime.penalty, on)
    if penalty is None:
        return []
    case = f"（{_when(regime.when, house)}）" if regime.when and _when(regime.when, house) else ""
    whose = "，不属于生态环境部门的处罚权" if violation.thin else ""
    said = [
        Sentence(
            text=f"“{violation.name}”{case}由{violation.authority}依据{penalty.cite}处罚{whose}。", cites=(penalty,)
        ),
        *_fine(regime, penalty, on, house),
        quote(penalty),
    ]
    amount = _provision(house.library, regime.statute, regime.fine_in or "", on)
    said += [quote(amount)] if amount and "罚款" not in penalty.text else []
    duties = _duties(regime, on, house)
    said = [*duties, *said] if duty_first else [*said, *duties]
    if regime.daily and (cited := _daily(on, house)):
        said.append(Sentence(text="受到罚款处罚、被责令改正而拒不改正的，可以按日连续处罚。", cites=(cited,)))
    said += [_referral(r, regime, penalty, on, house) for r in regime.referrals]
    if regime.status == "unsettled":
        said.append(Sentence(text=f"适用本条有疑义，须经法制审核：{regime.doubt.rstrip('。')}。", cites=(penalty,)))
    return said


def _referral(referral: Referral, regime: Regime, penalty: Provision, on: date, house: House) -> Sentence:
    """移送 with the provision that demands it: its own, else the penalty provision."""
    words = referral.cite or ""
    source = cited(words, on, house.library) if "《" in words else _provision(house.library, regime.statute, words, on)
    return Sentence(text=f"{referral.text.rstrip('。')}。", cites=(source or penalty,))


def _duties(regime: Regime, on: date, house: House) -> list[Sentence]:
    found = [d for words in regime.duty[:2] if (d := _provision(house.library, regime.statute, words, on))]
    return [quote(d).model_copy(update={"text": f"应当遵守的义务，{quote(d).text}"}) for d in found]


def _fine(regime: Regime, penalty: Provision, on: date, house: House) -> list[Sentence]:
    """The fine in one sentence: the usual amount, other cases, heavier stages, persons responsible."""
    parts = [_amount(regime.fine, house)] if regime.fine else []
    for variant in regime.variants:
        case = variant.name or _when(variant.when, house)
        if variant.fine and case:
            parts.append(f"{case}的，{_amount(variant.fine, house)}")
    parts += [f"{step.step}的，{_amount(step.fine, house)}" for step in regime.steps if step.fine]
    parts += [f"对{p.who}，{_amount(p.fine, house)}" for p in regime.individuals if p.fine]
    if not parts:
        return []
    written = _provision(house.library, regime.statute, regime.fine_in or "", on) or penalty
    text = f"依{penalty.cite}，罚款数额：{'；'.join(dict.fromkeys(parts))}。"
    return [Sentence(text=text, cites=tuple({p.cite: p for p in (penalty, written)}.values()))]


def _amount(fine: Fine, house: House) -> str:
    words = house.knowledge.vocabulary
    text = statutory_range(fine, _unknown).text
    return _KEY.sub(lambda m: words[m[0]].label if m[0] in words else m[0], text)


def _unknown(key: str) -> None:
    return None


def _not_punished(violation: Violation, on: date, house: House) -> list[Sentence]:
    """The act was, or will be, punished by another law: say which, citing it."""
    said = []
    for regime in violation.regimes[:2]:
        provision = _provision(house.library, regime.statute, regime.penalty, None)
        if provision is None:
            continue
        start, end = regime.since or provision.in_force.start, regime.until or provision.in_force.end
        days = f"自{start}起" if start else ""
        days += f"至{end}前" if end else ""
        note = f"{regime.note.rstrip('。')}。" if regime.note else ""
        text = f"“{violation.name}”在{on}没有可适用的处罚规定；{provision.cite}的处罚规定{days}有效。{note}"
        said.append(Sentence(text=text, cites=(provision,)))
    return said


def _daily(on: date, house: House) -> Provision | None:
    topics = {t.id: t for t in guide_of(house.knowledge).settings.topics}
    found = (cited(words, on, house.library) for words in topics["daily"].cites)
    return next((p for p in found if p), None)


def cited(words: str, on: date | None, library: StatuteLibrary) -> Provision | None:
    """The provision written as 《…》第…条, where it is in force on the day."""
    try:
        return library.provision(by_words(words, library), on)
    except (LawNotFound, ValueError):
        return None


def _provision(library: StatuteLibrary, statute: str, words: str, on: date | None) -> Provision | None:
    name = library.resolve_name(statute)
    if not words or name is None:
        return None
    try:
        return library.provision(parse_place(name, words), on)
    except (LawNotFound, ValueError):
        return None


def _when(condition: Condition | None, house: House) -> str:
    """A condition in words, where it is simple: 污染物介质为工业噪声."""
    if not condition:
        return ""
    parts = [_clause(house.knowledge.vocabulary.get(k), v) for k, v in condition.items()]
    return "，".join(parts) if all(parts) else ""


def _clause(key: FactKey | None, value: object) -> str:
    if key is None:
        return ""
    if isinstance(value, bool):
        return key.label if value else f"没有{key.label}"
    if isinstance(value, dict):
        value = value.get("has") or value.get("in")
    if isinstance(value, list):
        return f"{key.label}为{'、'.join(map(str, value))}"
    return f"{key.label}为{value}" if isinstance(value, str) else ""
