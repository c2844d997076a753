"""The sheets of a benchmark workbook as Benchmark tables and their jurisdiction."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from openpyxl.workbook import Workbook

from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import Benchmark, Condition, CorrectionRule, Factor, Jurisdiction
from assistant.law.library import StatuteLibrary

from .cells import Reader, Row, rows, shown
from .conditions import condition_of, merge
from .head import Head
from .levels import read_bands, read_factors, read_fine
from .sheets import (
    BANDS,
    EXAMPLE,
    FACTORS,
    FORMULAS,
    TABLES,
    USES,
    VIOLATIONS,
)
from .warnings import compare_with_catalogue

HUNDRED = Decimal(100)
_BY_TYPE = {"share": "share_of_investment", "multiple": "multiple_of_base", "per_unit": "per_unit"}
"""The weighted sum has a name of its own for every kind of fine."""


class BenchmarkReader:
    """Reads one workbook; mistakes are noted in ``reader``."""

    def __init__(
        self, book: Workbook, head: Head, file: str, knowledge: Knowledge, library: StatuteLibrary, reader: Reader
    ):
        self.book, self.head, self.file, self.reader = book, head, file, reader
        self.knowledge, self.library = knowledge, library
        self.id = f"agency.{head.region}.{head.start}"
        self.skipped = 0
        self.general: dict[str, str] = {}

    def tables(self) -> tuple[Benchmark, ...]:
        listed = self._numbered(TABLES.name)
        factors, bands = self._groups(FACTORS.name), self._groups(BANDS.name)
        for name, groups in ((FACTORS.name, factors), (BANDS.name, bands)):
            for number in groups.keys() - listed.keys():
                groups[number][0].wrong("表号", f"“裁量表”工作表里没有表号“{number}”。请核对表号（{name}）")
        found = [self._table(n, r, factors.get(n, []), bands.get(n, [])) for n, r in listed.items()]
        if not listed:
            self.reader.wrong(TABLES.name, 3, "A", "没有填写任何裁量表（示例行会被跳过）。请至少填写一张")
        return tuple(t for t in found if t)

    def jurisdiction(self, corrections: tuple[CorrectionRule, ...]) -> Jurisdiction:
        head = self.head
        return Jurisdiction(
            id=self.id,
            name=head.region,
            aliases=(head.place,) if head.place != head.region else (),
            parent="national",
            general=self.general.get("通用表"),
            general_individuals=self.general.get("责任人员通用表"),
            rules=head.title,
            source=self._source(),
            in_force_from=head.start,
            in_force_until=head.end,
            corrections=corrections,
            unknown_factor=head.unknown_factor,
            rounding=head.rounding,
            hearing_threshold=dict(head.hearing),
            imported=True,
        )

    # ---- tables ----
    def _table(self, number: str, row: Row, levels: list[Row], cells: list[Row]) -> Benchmark | None:
        use = row.text("用途") or USES[0]
        if use not in USES:
            row.wrong("用途", f"“{use}”不在可选的范围里。请从下拉列表选择：{'、'.join(USES)}")
        formula = row.pick("计算方法", FORMULAS, required=True)
        name, covers = row.text("名称", required=True), self._covers(row, use)
        statute = self._statute(row)
        fine = read_fine(row, self.knowledge.vocabulary, required=use == USES[0])
        start = row.number_of("裁量起点")
        if formula is None:
            return None
        factors = read_factors(levels, self.knowledge.vocabulary) if formula != "banded" else ()
        bands = read_bands(cells, fine, self.knowledge.vocabulary) if formula == "banded" else ()
        self._fitting(row, formula, start, factors, levels, cells)
        if not name or statute is None:
            return None
        if use != USES[0]:
            self._as_general(row, use, number)
        compare_with_catalogue(row, covers, statute, fine, self.knowledge)
        return Benchmark(
            id=f"{self.id}.{number}",
            name=f"{number} {name}",
            jurisdiction=self.id,
            table=number,
            doc=self.head.number or f"《{self.head.title}》",
            source=self._source(),
            in_force_from=self.head.start,
            in_force_until=self.head.end,
            covers=covers,
            statutes=(statute,),
            legal_basis=f"{statute}{row.text('依据的条款')}",
            when=self._table_condition(row, use),
            formula=_BY_TYPE.get(fine.type, formula) if fine and formula == "weights_times_max" else formula,
            statutory=fine,
            start=start if start is not None or formula != "weights_times_max" else Decimal(0),
            factors=factors,
            bands=bands,
            sum_note=row.text("合计说明"),
            notes=(row.text("备注"),) if row.text("备注") else (),
        )

    def _covers(self, row: Row, use: str) -> tuple[str, ...]:
        known = {v.id: v.name for v in self.knowledge.violations.values()}
        found = [row.named(c.heading, known, "违法行为") for c in VIOLATIONS]
        if use == USES[0] and not any(row.text(c.heading) for c in VIOLATIONS):
            row.wrong(VIOLATIONS[0].heading, "专用表没有写违法行为。请从下拉列表选择，或者把用途改为通用表")
        return tuple(dict.fromkeys(v for v in found if v))

    def _statute(self, row: Row) -> str | None:
        written = row.text("依据的法律") or "生态环境法典"
        name = self.library.resolve_name(written.strip("《》"))
        if name is None:
            row.wrong(
                "依据的法律", f"法规库里没有“{written}”。请写法律的全称；行政法规、规章可先用 shuoli corpus add 导入"
            )
        return name

    def _table_condition(self, row: Row, use: str) -> Condition | None:
        own = condition_of(row, 1, self.knowledge.vocabulary)
        person: list[Condition] = [{"fined_as": "责任人员"}] if use == "责任人员通用表" else []
        return merge([*([own] if own else []), *person])

    def _fitting(
        self,
        row: Row,
        formula: str,
        start: Decimal | None,
        factors: tuple[Factor, ...],
        levels: list[Row],
        cells: list[Row],
    ) -> None:
        """The formula has what it needs, and the percentages make one hundred or the table says why."""
        if formula == "banded":
            if not cells:
                row.wrong("计算方法", "按情形定幅度的表，“幅度”工作表里没有它的行。请填写")
            return
        if not levels:
            row.wrong("计算方法", "“因素”工作表里没有这张表的行。请填写")
            return
        top = sum((max(v.score for v in f.levels) for f in factors), Decimal(0))
        total = top + (start or 0)
        if formula == "floor_anchored" and top > HUNDRED:
            row.wrong("计算方法", f"各因素最大值合计 {shown(top)}，超过100，算出的罚款会超过法定最高。请核对")
        elif formula != "floor_anchored" and total != HUNDRED and not row.text("合计说明"):
            row.wrong("裁量起点", f"起点加各因素最大值合计 {shown(total)}，不是100。请核对，或者在“合计说明”写明原因")

    def _as_general(self, row: Row, use: str, number: str) -> None:
        if use in self.general:
            row.wrong("用途", f"{use}只能有一张。请核对")
        self.general[use] = f"{self.id}.{number}"

    # ---- rows ----
    def _numbered(self, sheet: str) -> dict[str, Row]:
        found: dict[str, Row] = {}
        for row in self._rows(sheet):
            number = row.text("表号", required=True)
            if number.startswith(EXAMPLE):
                self.skipped += 1
            elif number in found:
                row.wrong("表号", f"表号“{number}”与第 {found[number].number} 行重复。请改用没有用过的编号")
            elif number:
                found[number] = row
        return found

    def _groups(self, sheet: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self._rows(sheet):
            number = row.text("表号", required=True)
            if number and not number.startswith(EXAMPLE):
                found.setdefault(number, []).append(row)
        return found

    def _rows(self, sheet: str) -> Iterable[Row]:
        plan = next(p for p in (TABLES, FACTORS, BANDS) if p.name == sheet)
        return rows(self.book[sheet], plan, self.reader) if sheet in self.book.sheetnames else ()

    def _source(self) -> str:
        return f"{self.head.issuer}《{self.head.title}》{self.head.number}，由本机关导入（{self.file}）"
