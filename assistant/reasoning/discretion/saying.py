"""What is said of the benchmark used: one or two plain sentences (``note``), and what stands behind them (``details``)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import Benchmark, Jurisdiction
from assistant.knowledge.stale import Stale, chinese_day, stale_benchmark
from assistant.reasoning.model import BenchmarkRef, RegimeView

from .jurisdiction import NATIONAL, UNKNOWN_PLACE

Standing = Literal["in_force", "made_under_former_law", "expired", "generic", "none"]


class Said:
    """Collects, along the chain of jurisdictions, why the nearer ones gave no table: short clauses, and details.

    ``region``: the nearest jurisdiction's name, "" where the place is not known.
    """

    def __init__(self, region: str) -> None:
        self.region = region
        self._imported: set[str] = set()
        self._short: list[str] = []
        self._long: list[str] = []

    def add(self, short: str = "", long: str = "") -> None:
        if short:
            self._short.append(short)
        if long:
            self._long.append(long)

    def nothing_in(self, jurisdiction: Jurisdiction, has_tables: bool) -> None:
        """A jurisdiction without a table for the act."""
        if jurisdiction.id == NATIONAL:
            return
        if jurisdiction.imported:
            self._imported.add(jurisdiction.name)
            self.add(f"导入的{jurisdiction.name}裁量基准没有收录这一行为")
        elif has_tables:
            self.add(f"{jurisdiction.name}裁量表没有收录这一行为", jurisdiction.missing)
        elif jurisdiction.id == UNKNOWN_PLACE:
            self.add(jurisdiction.missing)
        elif jurisdiction.name in self._imported:
            self.add(long=jurisdiction.missing)
        elif jurisdiction.parent == NATIONAL:
            self.add(f"没有取得{jurisdiction.name}的裁量基准", jurisdiction.missing)
        else:
            self.add(jurisdiction.missing or f"没有取得{jurisdiction.name}的裁量基准")

    @property
    def passed(self) -> str:
        return "；".join(dict.fromkeys(self._short))

    @property
    def detail(self) -> str:
        return "；".join(dict.fromkeys(self._long))


def unused(said: Said, table: Benchmark, jurisdiction: Jurisdiction, reason: str) -> None:
    """Note that a jurisdiction's table for the act cannot be used on the fine applied."""
    said.add(
        f"{jurisdiction.name}原裁量表没有使用：{reason}",
        "；".join(d for d in (f"没有使用的是《{table.name}》", table.details, jurisdiction.missing) if d),
    )


def generic(table: Benchmark, jurisdiction: Jurisdiction, said: Said, *, old: bool = False) -> BenchmarkRef:
    """The generic method: the nation's, or a province's general table on a law it was not made for (``old``)."""
    if jurisdiction.id == NATIONAL:
        whose = f"不是{said.region or '当地'}的裁量基准"
        then = f"现按通用方法推算，{whose}，金额只供参考"
    else:
        then = f"现按{jurisdiction.name}通用裁量表的公式推算"
        then += "，该表制定于法典施行以前，是否沿用由本机关决定" if old else ""
    return _ref(table, jurisdiction, "generic", _sentences(said.passed, then), said)


def carried_over(
    table: Benchmark, jurisdiction: Jurisdiction, view: RegimeView, day: date | None, knowledge: Knowledge, said: Said
) -> BenchmarkRef:
    """A table made for another law, used on the range of the law applied."""
    stale = _laws(table, knowledge, day)
    repealed = next((s for s in stale if s.kind == "repealed" and s.since), None)
    made = "、".join(f"《{law}》" for law in table.statutes) or table.legal_basis or "原法律法规"
    gone = f"（已于{chinese_day(repealed.since)}废止）" if repealed and repealed.since else ""
    first = f"{jurisdiction.name}裁量表是为{made}{gone}制定的，不是为《{view.statute}》制定的"
    then = "这里暂用其因素和百分值，套用于本条的罚款幅度，是否沿用由本机关决定"
    unchecked = "；".join(s.says for s in stale if s.kind == "unchecked")
    said.add(long=table.carry_over_why)
    said.add(long=f"原依据：{table.legal_basis}" if table.legal_basis else "")
    said.add(long=jurisdiction.missing)
    return _ref(table, jurisdiction, "made_under_former_law", _sentences(said.passed, first, unchecked, then), said)


def in_force(
    table: Benchmark,
    jurisdiction: Jurisdiction,
    view: RegimeView,
    day: date | None,
    knowledge: Knowledge,
    said: Said,
    *,
    general: bool = False,
) -> BenchmarkRef:
    """A table made for the law applied; where that law is repealed by the day of decision, both are said."""
    sentences = [said.passed]
    for stale in _laws(table, knowledge, day):
        if stale.kind == "repealed" and stale.law == view.statute:
            sentences.append(f"{stale.says}，本案依从旧兼从轻仍适用该法，故仍按该表计算")
        elif stale.kind == "repealed":
            said.add(long=stale.says)
        else:
            sentences.append(stale.says)
    if general:
        sentences.append(f"按{jurisdiction.name}通用裁量表计算")
    return _ref(table, jurisdiction, "in_force", _sentences(*sentences), said)


def _laws(table: Benchmark, knowledge: Knowledge, day: date | None) -> list[Stale]:
    return [s for s in stale_benchmark(table, knowledge, day) if s.kind != "expired"] if day else []


def _sentences(*parts: str) -> str:
    return "；".join(p for p in parts if p)


def _ref(table: Benchmark, jurisdiction: Jurisdiction, standing: Standing, note: str, said: Said) -> BenchmarkRef:
    said.add(long=table.details)
    said.add(long=table.missing)
    said.add(long="数据来自二手材料，使用前请核对原件" if table.unverified else "")
    return BenchmarkRef(
        id=table.id,
        name=table.name,
        region=jurisdiction.name,
        standing=standing,
        doc=table.doc,
        source=table.source,
        note=note,
        details=said.detail,
    )
