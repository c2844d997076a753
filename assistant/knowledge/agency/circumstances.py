"""The sheet 从重从轻: corrections of a jurisdiction, each with its limit and the facts that show it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from openpyxl.workbook import Workbook

from assistant.knowledge.model import CorrectionRule, FactKey

from .cells import Reader, Row, rows
from .conditions import condition_of
from .sheets import CAPS, CIRCUMSTANCES, CORRECTIONS, EFFECTS, EXAMPLE


def read_corrections(
    book: Workbook, title: str, vocabulary: Mapping[str, FactKey], reader: Reader
) -> tuple[CorrectionRule, ...]:
    """Every correction of the sheet but the examples; mistakes are noted."""
    written = rows(book[CIRCUMSTANCES.name], CIRCUMSTANCES, reader)
    found = (_one(row, title, vocabulary) for row in written if not row.text("情形").startswith(EXAMPLE))
    return tuple(rule for rule in found if rule)


def _one(row: Row, title: str, vocabulary: Mapping[str, FactKey]) -> CorrectionRule | None:
    kind, text = row.pick("种类", CORRECTIONS, required=True), row.text("情形", required=True)
    when = condition_of(row, 2, vocabulary)
    cap, cap_of = row.number_of("幅度上限（%）"), row.pick("占谁的比例", CAPS)
    if cap is not None and cap_of is None and not row.text("占谁的比例"):
        row.wrong("占谁的比例", "写了幅度上限，没有选它占谁的比例。请选择")
    if when is None and not row.text("事实1"):
        row.warn("没有写事实，程序不会自动提示这一情形")
    if kind is None or not text:
        return None
    return CorrectionRule(
        kind=kind,
        text=text,
        when=when,
        cap=cap / Decimal(100) if cap is not None else None,
        cap_of=cap_of,
        effect=row.pick("应当或者可以", EFFECTS, default="可以") or "may",
        cite=f"《{title}》{row.text('依据')}",
    )
