"""Which benchmark serves a violation in a jurisdiction on a day, and how that benchmark stands."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from assistant.knowledge.fines import Fine, RangeFine
from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import Benchmark, Jurisdiction
from assistant.knowledge.predicate import Lookup, Truth, evaluate, keys_of
from assistant.law.model import Period
from assistant.reasoning.model import BenchmarkRef, RegimeView

from .jurisdiction import NATIONAL, UNKNOWN_PLACE
from .saying import Said, carried_over, generic, in_force, unused

PERSON_KEY = "fined_as"
"""Tables for persons responsible say so in ``when``; the engine sets the key, nobody is asked for it."""


class Choice(NamedTuple):
    """A benchmark and its standing; ``carried`` where it was made for another provision than the one applied."""

    benchmark: Benchmark | None
    ref: BenchmarkRef
    carried: bool = False
    needs: tuple[str, ...] = ()


class Wanted(NamedTuple):
    """What a benchmark is wanted for."""

    violation: str
    view: RegimeView
    fine: Fine | None
    day: date | None
    individual: bool = False


def choose(wanted: Wanted, chain: tuple[Jurisdiction, ...], lookup: Lookup, knowledge: Knowledge) -> Choice:
    """The benchmark to compute with, nearest jurisdiction first.

    A table made for the statute applied is used as it is; one made for a former statute is used on the Code's range
    where the kind of fine is the same (its ``carry_over``), and is said to be so; otherwise the jurisdiction's general
    table, or the next jurisdiction upward, down to the national generic method.
    """
    said = Said(chain[0].name if chain and chain[0].id != UNKNOWN_PLACE else "")
    for jurisdiction in chain:
        tables = _tables(wanted, jurisdiction, lookup, knowledge)
        passed_over = bool(tables) and not _usable(tables[0], wanted)
        if tables and not passed_over:
            return _special(tables, jurisdiction, wanted, lookup, knowledge, said)
        if passed_over:
            unused(said, tables[0], jurisdiction, _not_carried(tables[0], wanted) or "")
        else:
            said.nothing_in(jurisdiction, _has_tables(jurisdiction, knowledge))
        general = _general(jurisdiction, wanted, knowledge)
        if general:
            return _by_general(general, jurisdiction, wanted, knowledge, said, passed_over)
    ref = BenchmarkRef(
        id="", name="没有可用的裁量基准", region=said.region, standing="none", note=said.passed, details=said.detail
    )
    return Choice(None, ref)


def _tables(wanted: Wanted, jurisdiction: Jurisdiction, lookup: Lookup, knowledge: Knowledge) -> list[Benchmark]:
    """The jurisdiction's tables that cover the violation and are not excluded by the facts, the best fit first."""
    found = [
        b
        for b in knowledge.benchmarks.values()
        if b.jurisdiction == jurisdiction.id
        and wanted.violation in b.covers
        and (PERSON_KEY in keys_of(b.when)) == wanted.individual
        and evaluate(b.when, lookup) is not Truth.UNMET
        and not (b.in_force_from and wanted.day and wanted.day < b.in_force_from)
    ]
    return sorted(found, key=lambda b: _fit(b, wanted, lookup))


def _has_tables(jurisdiction: Jurisdiction, knowledge: Knowledge) -> bool:
    return any(b.jurisdiction == jurisdiction.id for b in knowledge.benchmarks.values())


def _fit(table: Benchmark, wanted: Wanted, lookup: Lookup) -> tuple[bool, ...]:
    """Sort key, best first: usable, made for the statute, same range, same floor, its own condition met, having one."""
    return (
        not _usable(table, wanted),
        not _made_for(table, wanted),
        not same_fine(table.statutory, wanted.fine),
        not _same_floor(table.statutory, wanted.fine),
        evaluate(table.when, lookup) is not Truth.MET,
        table.when is None,
    )


def same_fine(one: Fine | None, other: Fine | None) -> bool:
    """Whether two fines are the same in figures, whether or not they may be left out (可以处)."""
    if one is None or other is None:
        return one is other
    return one.model_dump(exclude={"optional"}) == other.model_dump(exclude={"optional"})


def _same_floor(one: Fine | None, other: Fine | None) -> bool:
    return isinstance(one, RangeFine) and isinstance(other, RangeFine) and one.min == other.min


def _made_for(table: Benchmark, wanted: Wanted) -> bool:
    return wanted.view.statute in table.statutes


def _usable(table: Benchmark, wanted: Wanted) -> bool:
    return _not_carried(table, wanted) is None


def _not_carried(table: Benchmark, wanted: Wanted) -> str | None:
    """Why a table cannot be used on the fine applied; None where it can."""
    if table.statutory and wanted.fine and table.statutory.type != wanted.fine.type:
        return table.carry_over_why or "它是按另一种罚款方式制定的"
    if _made_for(table, wanted) or table.carry_over == "same":
        return None
    return table.carry_over_why or "它不能沿用于本条的罚款"


def _special(
    tables: list[Benchmark],
    jurisdiction: Jurisdiction,
    wanted: Wanted,
    lookup: Lookup,
    knowledge: Knowledge,
    said: Said,
) -> Choice:
    table = tables[0]
    carried = not _made_for(table, wanted)
    if jurisdiction.id == NATIONAL:
        ref = generic(table, jurisdiction, said)
    elif carried:
        ref = carried_over(table, jurisdiction, wanted.view, wanted.day, knowledge, said)
    else:
        ref = in_force(table, jurisdiction, wanted.view, wanted.day, knowledge, said)
    rivals = [t for t in tables[1:] if _fit(t, wanted, lookup) == _fit(table, wanted, lookup)]
    needs = _undecided(table, lookup) if rivals and evaluate(table.when, lookup) is Truth.UNKNOWN else ()
    if needs:
        also = "还有" + "、".join(f"《{t.name}》" for t in rivals) + "可能适用，取决于尚未查明的事实"
        ref = ref.model_copy(update={"details": "；".join(d for d in (ref.details, also) if d)})
    return Choice(table, _dated(ref, table, wanted.day), carried, needs)


def _general(jurisdiction: Jurisdiction, wanted: Wanted, knowledge: Knowledge) -> Benchmark | None:
    name = jurisdiction.general_individuals if wanted.individual else jurisdiction.general
    return knowledge.benchmarks.get(name) if name else None


def _by_general(
    table: Benchmark,
    jurisdiction: Jurisdiction,
    wanted: Wanted,
    knowledge: Knowledge,
    said: Said,
    passed_over: bool,
) -> Choice:
    """A general table is in force only where it is this jurisdiction's own, none of its own tables was passed over, and
    the law applied is of its time; otherwise it is a generic method."""
    if jurisdiction.id == NATIONAL:
        return Choice(table, _dated(generic(table, jurisdiction, said), table, wanted.day))
    of_its_time = wanted.view.regime == "former" or jurisdiction.imported
    if of_its_time and not passed_over:
        ref = in_force(table, jurisdiction, wanted.view, wanted.day, knowledge, said, general=True)
    else:
        ref = generic(table, jurisdiction, said, old=not of_its_time)
    return Choice(table, _dated(ref, table, wanted.day))


def _dated(ref: BenchmarkRef, table: Benchmark, day: date | None) -> BenchmarkRef:
    """An expired table says so first, whatever else there is to say."""
    if not day or Period(start=table.in_force_from, end=table.in_force_until).covers(day):
        return ref
    note = f"该基准有效期至{table.in_force_until}（不含当日），拟决定日已过有效期，结果只供参考"
    details = "；".join(d for d in (ref.note, ref.details) if d)
    return ref.model_copy(update={"standing": "expired", "note": note, "details": details})


def _undecided(table: Benchmark, lookup: Lookup) -> tuple[str, ...]:
    return tuple(dict.fromkeys(k for k in keys_of(table.when) if lookup(k) is None and k != PERSON_KEY))
