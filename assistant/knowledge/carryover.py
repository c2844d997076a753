"""Which former benchmark tables are used on the Code's fines, violation by violation: the table of docs/discretion.md.

``python -m assistant.knowledge.carryover`` rewrites that table; a test keeps it current.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from assistant.law.model import Frozen

from .fines import Fine
from .load import Knowledge, default_knowledge
from .model import Benchmark, Regime, Violation
from .predicate import keys_of

BEGIN, END = "<!-- carryover:begin -->", "<!-- carryover:end -->"
CODE = "生态环境法典"
_VERDICT = {"same": "沿用", "generic": "不沿用，改用通用方法", "none": "不沿用，改用通用方法"}


class CarryOver(Frozen):
    """One table and one violation it covers: used on the Code's fine or not, and why."""

    violation: str
    name: str
    jurisdiction: str
    table: str
    verdict: str
    why: str


def decisions(knowledge: Knowledge) -> list[CarryOver]:
    """Every shipped table with every violation that the Code punishes by a fine, in the catalogue's order."""
    rows = []
    for violation in knowledge.violations.values():
        regimes = [r for r in violation.regimes if r.statute == CODE]
        of_party = [f for r in regimes for f in _fines(r)]
        of_persons = [p.fine for r in regimes for p in r.individuals if p.fine is not None]
        for table in knowledge.benchmarks.values():
            fines = of_persons if _of_persons(table) else of_party
            if not fines or violation.id not in table.covers or CODE in table.statutes or _generic(table):
                continue
            rows.append(_decision(violation, table, fines))
    return rows


def _of_persons(table: Benchmark) -> bool:
    """A table for persons responsible: it is compared with what the Code fines them, not the company."""
    return "fined_as" in keys_of(table.when)


def _generic(table: Benchmark) -> bool:
    return table.jurisdiction == "national" or table.id.startswith("agency.")


def _decision(violation: Violation, table: Benchmark, fines: list[Fine]) -> CarryOver:
    same_kind = table.statutory is None or any(f.type in (table.statutory.type, "banded") for f in fines)
    verdict = _VERDICT[table.carry_over] if same_kind else _VERDICT["none"]
    same_figures = any(_figures(f) == _figures(table.statutory) for f in fines)
    alike = "行为、罚款方式和幅度都相同" if same_figures else "行为和罚款方式相同，幅度不同，按百分值或者相对位置折算"
    why = table.carry_over_why or (alike if same_kind else "罚款方式不同")
    return CarryOver(
        violation=violation.id,
        name=violation.name,
        jurisdiction=table.jurisdiction,
        table=(table.table or table.name) + ("（责任人员）" if _of_persons(table) else ""),
        verdict=verdict,
        why=why,
    )


def _figures(fine: Fine | None) -> dict[str, object]:
    return fine.model_dump(exclude={"optional"}) if fine else {}


def _fines(regime: Regime) -> Iterator[Fine]:
    variants = [f for v in regime.variants for f in (v.fine, *(s.fine for s in v.steps or ()))]
    for fine in (regime.fine, *(s.fine for s in regime.steps), *variants):
        if fine is not None:
            yield fine


def as_markdown(knowledge: Knowledge) -> str:
    """The decisions as one table, a row a violation and jurisdiction; tables with the same reason stand together."""
    grouped: dict[tuple[str, str, str, str], list[str]] = {}
    for row in decisions(knowledge):
        key = (row.name, knowledge.jurisdictions[row.jurisdiction].name, row.verdict, row.why)
        tables = grouped.setdefault(key, [])
        if row.table not in tables:
            tables.append(row.table)
    lines = ["| 违法行为 | 基准 | 表 | 用于法典的罚款 | 理由 |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| {name} | {where} | {'、'.join(tables)} | {verdict} | {why} |"
        for (name, where, verdict, why), tables in grouped.items()
    ]
    return "\n".join(lines)


def in_document(text: str, knowledge: Knowledge) -> str:
    """The document with its table as the data now say it."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{as_markdown(knowledge)}\n{END}{after}"


if __name__ == "__main__":
    document = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/discretion.md")
    document.write_text(in_document(document.read_text(encoding="utf-8"), default_knowledge()), encoding="utf-8")
