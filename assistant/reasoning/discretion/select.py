"""Which benchmark serves a violation in a jurisdiction on a day, and how that benchmark stands."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from assistant.knowledge.fines import Fine
from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import Benchmark, Jurisdiction
from assistant.knowledge.predicate import Lookup, Truth, evaluate, keys_of
from assistant.law.model import Period
from assistant.reasoning.model import BenchmarkRef, RegimeView

from .jurisdiction import NATIONAL

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
    said: list[str] = []
    for jurisdiction in chain:
        tables = _tables(wanted, jurisdiction, lookup, knowledge)
        if tables:
            table = tables[0]
            reason = _not_carried(table, wanted)
            if reason is None:
                return _special(table, jurisdiction, wanted, tables, lookup, said)
            said.append(f"{jurisdiction.name}《{table.name}》没有使用：{reason}")
        elif jurisdiction.missing:
            said.append(jurisdiction.missing)
        general = _general(jurisdiction, wanted, knowledge)
        if general:
            return _ref_general(general, jurisdiction, wanted, said, chain[0])
    name = chain[0].name if chain else ""
    ref = BenchmarkRef(id="", name="没有可用的裁量基准", region=name, standing="none", note="；".join(said))
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


def _fit(table: Benchmark, wanted: Wanted, lookup: Lookup) -> tuple[bool, ...]:
    """Sort key, best first: made for the statute, carried over at all, same range, its own condition met, having one."""
    return (
        not _made_for(table, wanted),
        _not_carried(table, wanted) is not None,
        not same_fine(table.statutory, wanted.fine),
        evaluate(table.when, lookup) is not Truth.MET,
        table.when is None,
    )


def same_fine(one: Fine | None, other: Fine | None) -> bool:
    """Whether two fines are the same in figures, whether or not they may be left out (可以处)."""
    if one is None or other is None:
        return one is other
    return one.model_dump(exclude={"optional"}) == other.model_dump(exclude={"optional"})


def _made_for(table: Benchmark, wanted: Wanted) -> bool:
    return wanted.view.statute in table.statutes


def _not_carried(table: Benchmark, wanted: Wanted) -> str | None:
    """Why a table cannot be used on the fine applied; None where it can."""
    if table.statutory and wanted.fine and table.statutory.type != wanted.fine.type:
        return table.carry_over_why or "它是按另一种罚款方式制定的，不能套用于本条的罚款"
    if _made_for(table, wanted) or table.carry_over == "same":
        return None
    return table.carry_over_why or "它不能沿用于本条的罚款"


def _special(
    table: Benchmark,
    jurisdiction: Jurisdiction,
    wanted: Wanted,
    tables: list[Benchmark],
    lookup: Lookup,
    said: list[str],
) -> Choice:
    carried = not _made_for(table, wanted)
    notes = list(said)
    standing: Literal["in_force", "made_under_former_law", "expired", "generic"] = "in_force"
    if jurisdiction.id == NATIONAL:
        standing = "generic"
        notes.append("以下是通用推算，不是当地的裁量基准")
    elif carried:
        standing = "made_under_former_law"
        notes.append(
            f"该表依据{table.legal_basis or '原法律法规'}制定，不是为《{wanted.view.statute}》制定的；"
            f"这里借用其因素和百分值，套用于本条的罚款幅度，是否沿用由本机关决定"
        )
        notes += [n for n in (table.carry_over_why, jurisdiction.missing) if n]
    if _expired(table, wanted.day):
        standing = "expired"
        notes.append(f"该基准有效期至{table.in_force_until}（不含当日），拟决定日已过有效期，结果只供参考")
    rivals = [t for t in tables[1:] if _fit(t, wanted, lookup) == _fit(table, wanted, lookup)]
    needs = _undecided(table, lookup) if rivals and evaluate(table.when, lookup) is Truth.UNKNOWN else ()
    if needs:
        notes.append("还有" + "、".join(f"《{t.name}》" for t in rivals) + "可能适用，取决于尚未查明的事实")
    return Choice(table, _ref(table, jurisdiction, standing, notes), carried, needs)


def _general(jurisdiction: Jurisdiction, wanted: Wanted, knowledge: Knowledge) -> Benchmark | None:
    name = jurisdiction.general_individuals if wanted.individual else jurisdiction.general
    return knowledge.benchmarks.get(name) if name else None


def _ref_general(
    table: Benchmark, jurisdiction: Jurisdiction, wanted: Wanted, said: list[str], nearest: Jurisdiction
) -> Choice:
    """A general table is in force only where it is this jurisdiction's own and the law applied is of its time."""
    of_its_time = wanted.view.regime == "former" and jurisdiction.id != NATIONAL and not said
    standing: Literal["in_force", "expired", "generic"] = "in_force" if of_its_time else "generic"
    notes = list(said)
    if wanted.view.regime == "code" and jurisdiction.id != NATIONAL:
        notes.append("通用表制定于生态环境法典施行以前，这里按本条的罚款幅度使用其公式，是否沿用由本机关决定")
    if _expired(table, wanted.day):
        standing = "expired"
        notes.append(f"该基准有效期至{table.in_force_until}（不含当日），拟决定日已过有效期，结果只供参考")
    if jurisdiction.id != nearest.id:
        notes.append(f"以下是通用推算，不是{nearest.name}的裁量基准")
    return Choice(table, _ref(table, jurisdiction, standing, notes))


def _ref(
    table: Benchmark,
    jurisdiction: Jurisdiction,
    standing: Literal["in_force", "made_under_former_law", "expired", "generic"],
    notes: list[str],
) -> BenchmarkRef:
    if table.missing:
        notes.append(table.missing)
    if table.unverified:
        notes.append("数据来自二手材料，使用前请核对原件")
    return BenchmarkRef(
        id=table.id,
        name=table.name,
        region=jurisdiction.name,
        standing=standing,
        doc=table.doc,
        source=table.source,
        note="；".join(dict.fromkeys(notes)),
    )


def _expired(table: Benchmark, day: date | None) -> bool:
    return bool(day and not Period(start=table.in_force_from, end=table.in_force_until).covers(day))


def _undecided(table: Benchmark, lookup: Lookup) -> tuple[str, ...]:
    return tuple(dict.fromkeys(k for k in keys_of(table.when) if lookup(k) is None and k != PERSON_KEY))
