"""From the old law to the Code: when the act was, on which side of the change it falls, and which law is the lighter.

Code art. 1057 and 行政处罚法 art. 37 (从旧兼从轻). The day of the change is read from the Code's own days in force.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from assistant.facts.model import Case, CaseFacts
from assistant.knowledge.fines import MultipleFine, ShareFine
from assistant.knowledge.model import Violation
from assistant.law.library import StatuteLibrary
from assistant.law.model import Citation, Frozen

from .fines import BASE_NAMES, money
from .model import FineRange, RegimeView

CODE = "生态环境法典"
LIGHTER_LAW = (Citation(law=CODE, article=1057), Citation(law="行政处罚法", article=37))
"""从旧兼从轻: the later law applies to an earlier act only where it is lighter or no longer punishes it."""

_PAIRS = (("act_start", "act_end"), ("construction_start_on", "construction_end_on"), ("production_start_on", None))


class Timeline(Frozen):
    """The days that decide which law governs.

    ``start`` and ``end`` are the first and last day of the act (``end`` is the day of decision where it continues),
    ``assumed`` says in Chinese what was assumed for want of a date, ``needs`` the fact keys that would settle it.
    """

    start: date
    end: date
    decide: date
    transition: date
    continuing: bool = False
    assumed: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def phase(self) -> Literal["former", "compare", "code"]:
        """former: ended and decided before the Code; compare: decided after; code: begun after or continuing across."""
        if self.end >= self.transition:
            return "code"
        return "former" if self.decide < self.transition else "compare"


def transition_day(library: StatuteLibrary) -> date:
    """The Code's first day in force. Raises LawNotFound where the library does not hold the Code."""
    days = [s.in_force.start for s in library.versions(CODE) if s.in_force.start]
    return min(days)


def timeline(violation: Violation, case: Case, facts: CaseFacts, transition: date) -> Timeline:
    """The act's days from the case, else the facts, else assumed (from the day of discovery or decision) and said."""
    notes: list[str] = []
    needs: list[str] = []
    decide = case.procedure.decided_on or case.decide or facts.get("decide_on")
    found = case.found or facts.get("found_on")
    start, end = _act_days(violation, case, facts)
    continuing = _continues(case, facts, end)
    if decide is None:
        decide = max(d for d in (transition, found, start, end) if d)
        notes.append(f"没有给出拟决定日，按{zh(decide)}或者以后作出决定考虑")
        needs.append("decide_on")
    if start is None and end is None:
        start = found or decide
        notes.append(f"没有行为日期，暂以{'发现日' if found else '拟决定日'}{zh(start)}为行为日")
        needs += ["act_start", "act_end"]
    if continuing:
        if found and found < transition <= decide and end is None:
            notes.append(f"材料写明行为仍在继续，按持续到{zh(transition)}以后考虑，请核实")
            needs.append("act_end")
        end = decide
    elif end is None:
        end, said = _assumed_end(start or decide, found, facts)
        if said and facts.get("ongoing") is not False and (start or end) < transition <= decide:
            notes.append(said)
            needs.append("act_end")
    start = start or end
    corrected = facts.get("corrected_on")
    if case.act is None and not continuing and corrected and end < transition <= corrected:
        notes.append(f"改正完成于{zh(corrected)}，违法行为是否持续到该日请核实")
        needs.append("act_end")
    return Timeline(
        start=min(start, end), end=end, decide=max(decide, end) if continuing else decide, transition=transition,
        continuing=continuing, assumed=tuple(notes), needs=tuple(dict.fromkeys(needs)),
    )  # fmt: skip


def _act_days(violation: Violation, case: Case, facts: CaseFacts) -> tuple[date | None, date | None]:
    if case.act:
        return case.act
    for first, last in _PAIRS:
        if first == "act_start" or first in violation.ask or (last and last in violation.ask):
            start, end = facts.get(first), facts.get(last) if last else None
            if start or end:
                return start, end
    return None, None


def _continues(case: Case, facts: CaseFacts, end: date | None) -> bool:
    """An explicit period outranks what the text says of the act going on; the officer's own answer outranks both."""
    fact = facts.find("ongoing")
    if fact is None or fact.value is not True:
        return False
    return fact.source == "officer" or (case.act is None and end is None)


def _assumed_end(start: date, found: date | None, facts: CaseFacts) -> tuple[date, str]:
    lasted = facts.get("duration_days")
    if lasted:
        return start + timedelta(days=max(int(lasted) - 1, 0)), ""
    if found and found > start:
        return found, f"没有行为终了日，暂按持续到发现日{zh(found)}考虑"
    return start, "" if found else f"没有行为终了日，暂按{zh(start)}当日终了考虑"


class Comparison(Frozen):
    """Which law is the lighter for this party and these facts. ``lighter`` None: not to be told without ``needs``."""

    lighter: Literal["former", "code", "same"] | None
    why: str
    needs: tuple[str, ...] = ()


def compare(former: RegimeView, code: RegimeView, kinds: tuple[int, int] = (0, 0)) -> Comparison:
    """Kinds of penalty first (``kinds``: rank of the heaviest other kind imposed), then ceiling, then floor."""
    light: Literal["former", "code"]
    if former.punishable != code.punishable:
        light, view = ("former", former) if code.punishable else ("code", code)
        return Comparison(lighter=light, why=f"{_law(light)}{view.why or '对该行为不处罚'}，较轻")
    if not former.punishable:
        return Comparison(lighter="same", why="新旧法律对该行为都不直接处以罚款")
    if kinds[0] != kinds[1]:
        light = "former" if kinds[0] < kinds[1] else "code"
        return Comparison(lighter=light, why=f"先比处罚种类：{_law(light)}没有另一部法律必须并处的更重种类，较轻")
    if "elsewhere" in (former.fine.kind, code.fine.kind):
        said = f"旧法：{former.fine.text}；法典：{code.fine.text}；数额由其他规定确定，轻重须由有权处罚的机关比较"
        return Comparison(lighter=None, why=said)
    missing = (*_missing(former.fine), *_missing(code.fine))
    if missing:
        return Comparison(lighter=None, why=_undecided(former, code), needs=tuple(dict.fromkeys(missing)))
    old, new = _bounds(former.fine), _bounds(code.fine)
    figures = f"旧法{_said(former)}，法典{_said(code)}"
    if old[1] != new[1]:
        light = "former" if old[1] < new[1] else "code"
        return Comparison(lighter=light, why=f"{figures}；{_law(light)}罚款上限较低，较轻")
    if old[0] != new[0]:
        light = "former" if old[0] < new[0] else "code"
        return Comparison(lighter=light, why=f"{figures}；上限相同，{_law(light)}罚款下限较低，较轻")
    if former.fine.optional != code.fine.optional:
        light = "former" if former.fine.optional else "code"
        return Comparison(lighter=light, why=f"{figures}；幅度相同，{_law(light)}是“可以处”罚款，较轻")
    return Comparison(lighter="same", why=f"{figures}；轻重相同")


def _missing(fine: FineRange) -> tuple[str, ...]:
    return fine.needs if fine.max is None else ()


def _bounds(fine: FineRange) -> tuple[int, int]:
    floor = 0 if fine.optional else fine.min or 0
    return floor, fine.max or 0


def _law(side: str) -> str:
    return "旧法" if side == "former" else "法典"


def _said(view: RegimeView) -> str:
    step = f"（{view.fine.step}）" if view.fine.step else ""
    return f"处罚款{view.fine.text}{step}" if view.fine.max is not None else "不处罚款"


def _undecided(former: RegimeView, code: RegimeView) -> str:
    """What is missing, and from which base on the other law is the lighter (break-even), where that can be said."""
    text = f"旧法罚款幅度为{former.fine.text}，法典为{code.fine.text}；缺少所需事实，轻重尚不能比较"
    for view, other, light in ((former, code, "法典"), (code, former, "旧法")):
        fine = view.fine.fine
        if isinstance(fine, ShareFine | MultipleFine) and view.fine.max is None and other.fine.max:
            even = Decimal(other.fine.max) / Decimal(fine.max)
            base = BASE_NAMES.get(fine.base, fine.base)
            text += f"（{base}超过{money(int(even))}的，{light}较轻）"
    return text


def zh(day: date) -> str:
    """2026年8月15日."""
    return f"{day.year}年{day.month}月{day.day}日"
