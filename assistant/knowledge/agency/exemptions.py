"""The sheets of an exemption workbook as ExemptionItems."""

from __future__ import annotations

import re
from collections.abc import Iterable

from openpyxl.workbook import Workbook

from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import ExemptionCondition, ExemptionItem

from .cells import Reader, Row, rows
from .conditions import condition_of
from .head import Head
from .sheets import ALL_OR_ANY, CONDITIONS, EVERY, EXAMPLE, EXCLUSIONS, ITEMS, KINDS, MUST, VIOLATIONS, SheetPlan


class ExemptionReader:
    """Reads one workbook; mistakes are noted in ``reader``."""

    def __init__(self, book: Workbook, head: Head, file: str, knowledge: Knowledge, reader: Reader, id_: str):
        self.book, self.head, self.file, self.knowledge, self.reader, self.id = book, head, file, knowledge, reader, id_
        self.skipped = 0

    def items(self) -> tuple[ExemptionItem, ...]:
        listed = self._listed()
        conditions, exclusions = self._conditions(CONDITIONS, "条件"), self._conditions(EXCLUSIONS, "排除情形")
        for plan, groups in ((CONDITIONS, conditions), (EXCLUSIONS, exclusions)):
            for number in groups.keys() - listed.keys() - {EVERY}:
                groups[number][0][0].wrong("编号", f"“{ITEMS.name}”工作表里没有编号“{number}”。请核对（{plan.name}）")
        if not listed:
            self.reader.wrong(ITEMS.name, 3, "A", "没有填写任何事项（示例行会被跳过）。请至少填写一项")
        found = []
        for number, row in listed.items():
            own = [c for _, c in conditions.get(number, ())]
            out = [c for key in (number, EVERY) for _, c in exclusions.get(key, ())]
            found.append(self._item(number, row, own, out))
        return tuple(i for i in found if i)

    def _item(
        self, number: str, row: Row, conditions: list[ExemptionCondition], exclusions: list[ExemptionCondition]
    ) -> ExemptionItem | None:
        known = {v.id: v.name for v in self.knowledge.violations.values()}
        covers = [row.named(c.heading, known, "违法行为") for c in VIOLATIONS]
        if not any(row.text(c.heading) for c in VIOLATIONS):
            row.wrong(VIOLATIONS[0].heading, "没有写违法行为。请从下拉列表选择")
        kind, effect = row.pick("类型", KINDS, required=True), row.pick("效力", MUST, required=True)
        any_of = row.pick("条件关系", ALL_OR_ANY, default="全部具备")
        what = row.text("事项", required=True)
        if not conditions:
            row.wrong("编号", f"“{CONDITIONS.name}”工作表里没有这一项的条件。请至少写一个条件")
        if kind is None or effect is None or any_of is None or not what or not conditions:
            return None
        head = self.head
        return ExemptionItem(
            id=f"{self.id}.{number}",
            list=head.title + (f"（{head.number}）" if head.number else ""),
            jurisdiction=head.place,
            kind=kind,
            effect=effect,
            violation=what,
            covers=tuple(dict.fromkeys(v for v in covers if v)),
            basis=tuple(t for t in re.split(r"[、;；\n]", row.text("依据")) if t),
            in_force_from=head.start,
            in_force_until=head.end,
            conditions=tuple(conditions),
            any_of=any_of,
            excluded_when=tuple(exclusions),
            source=f"{head.issuer}《{head.title}》{head.number}，由本机关导入（{self.file}）",
            note=row.text("备注"),
        )

    def _listed(self) -> dict[str, Row]:
        found: dict[str, Row] = {}
        for row in self._rows(ITEMS):
            number = row.text("编号", required=True)
            if number.startswith(EXAMPLE):
                self.skipped += 1
            elif number in found:
                row.wrong("编号", f"编号“{number}”与第 {found[number].number} 行重复。请改用没有用过的编号")
            elif number:
                found[number] = row
        return found

    def _conditions(self, plan: SheetPlan, heading: str) -> dict[str, list[tuple[Row, ExemptionCondition]]]:
        found: dict[str, list[tuple[Row, ExemptionCondition]]] = {}
        for row in self._rows(plan):
            number, text = row.text("编号", required=True), row.text(heading, required=True)
            if not number or not text or number.startswith(EXAMPLE) or text.startswith(EXAMPLE):
                continue
            when = condition_of(row, 2, self.knowledge.vocabulary)
            found.setdefault(number, []).append((row, ExemptionCondition(text=text, when=when)))
        return found

    def _rows(self, plan: SheetPlan) -> Iterable[Row]:
        return rows(self.book[plan.name], plan, self.reader) if plan.name in self.book.sheetnames else ()
