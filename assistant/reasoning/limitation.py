"""Whether the act was found in time to be punished (追责期限): 生态环境法典第一千零五十四条, 行政处罚法第三十六条."""

from __future__ import annotations

from datetime import date

from assistant.errors import LawNotFound
from assistant.facts.model import Case, CaseFacts
from assistant.knowledge.predicate import Truth
from assistant.law.library import StatuteLibrary
from assistant.law.model import Citation, Frozen

from .transition import CODE, Timeline, zh
from .workdays import add_months

SHORT_YEARS, LONG_YEARS = 2, 5
"""Two years; five where harm resulted (Code 1054(1); 行政处罚法 36(1): life, health, with harm), from the end of a
continuing act (Code 1054(2), 行政处罚法 36(2))."""

_CODE_RULE = Citation(law=CODE, article=1054)
_GENERAL_RULE = Citation(law="行政处罚法", article=36)
_ENVIRONMENT, _HEALTH = "harm_to_environment", "harm_to_health"
_CONDITION = {_ENVIRONMENT: "造成环境污染、生态破坏等危害后果", _HEALTH: "涉及公民生命健康安全且有危害后果"}


class Limitation(Frozen):
    """``status`` met: found in time; unmet: too late, must not be punished; unknown: ``needs`` would settle it.

    ``due`` is the last day on which the act could be found in time (where harm is unknown: under the short period).
    """

    status: Truth
    due: date | None = None
    start: date | None = None
    years: int = SHORT_YEARS
    because: str = ""
    cite: str = ""
    needs: tuple[str, ...] = ()


def limitation(case: Case, facts: CaseFacts, time: Timeline, library: StatuteLibrary) -> Limitation:
    """Counts from the act's last day to the day of discovery; a continuing act is always in time."""
    found = case.found or facts.get("found_on")
    until = found or time.decide
    known = Limitation(
        status=Truth.MET, start=time.end, due=add_months(time.end, 12 * SHORT_YEARS), cite=_cite(until, time, library)
    )
    if time.continuing:
        return known.model_copy(update={"due": None, "because": "行为仍在继续，追责期限尚未起算"})
    assumed = "" if found else "（没有发现日，按拟决定日计算）"
    because = f"行为终了于{zh(time.end)}，{zh(until)}发现{assumed}"
    if known.due and until <= known.due:
        return known.model_copy(update={"because": f"{because}，在二年追责期限（至{zh(known.due)}）内"})
    return _after_the_short_period(known, because, until, facts, time, assumed)


def _after_the_short_period(
    known: Limitation, because: str, until: date, facts: CaseFacts, time: Timeline, assumed: str
) -> Limitation:
    """More than two years: in time only under the five-year period, on the terms of the law of the day it was found."""
    key = _ENVIRONMENT if until >= time.transition else _HEALTH
    harm = _harm(facts, key)
    due = add_months(time.end, 12 * LONG_YEARS)
    too_late = f"{because}，已超过追责期限，不再给予处罚"
    if assumed:
        said = f"{because}，按此计算已满二年，请先补充发现日"
        return known.model_copy(update={"status": Truth.UNKNOWN, "because": said, "needs": ("found_on",)})
    if harm is False or until > due:
        return known.model_copy(update={"status": Truth.UNMET, "because": too_late})
    long = known.model_copy(update={"years": LONG_YEARS, "due": due})
    if harm is None:
        said = f"{because}，已满二年；{_CONDITION[key]}的为五年，有无这种后果尚不清楚"
        return known.model_copy(update={"status": Truth.UNKNOWN, "because": said, "needs": (key,)})
    if key == _ENVIRONMENT and known.due and known.due < time.transition:
        said = f"{because}，二年期限在法典施行前已经届满，能否适用五年期限存疑，请法制审核"
        return long.model_copy(update={"status": Truth.UNKNOWN, "because": said})
    return long.model_copy(update={"because": f"{because}，{_CONDITION[key]}，在五年追责期限（至{zh(due)}）内"})


def _harm(facts: CaseFacts, key: str) -> bool | None:
    """Whether the harm that lengthens the period is known to have resulted, or known not to have."""
    stated = facts.get(key)
    level = facts.get("harm")
    if isinstance(stated, bool):
        return stated
    if level == "无":
        return False
    return True if key == _ENVIRONMENT and level in ("一般", "严重") else None


def _cite(found: date, time: Timeline, library: StatuteLibrary) -> str:
    rules = [_CODE_RULE, _GENERAL_RULE] if found >= time.transition else [_GENERAL_RULE]
    cites = []
    for rule in rules:
        try:
            cites.append(library.provision(rule, max(found, time.decide)).cite)
        except LawNotFound:
            continue  # a library without the general statute (tests, partial imports) still counts the period
    return "、".join(cites)
