"""Reads cells with the place of each mistake: 工作表“因素”第 7 行 C 列. What a cell means is read by its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple, TypeVar

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .sheets import SheetPlan

V = TypeVar("V")
_HEADINGS_WITHIN = 10
_UNITS = {"亿": 100_000_000, "万": 10_000, "千": 1_000}
_NUMBER = re.compile(r"^([0-9]+(?:\.[0-9]+)?)\s*([亿万千]?)\s*(元|%|％|倍|个百分点)?$")


class Problem(NamedTuple):
    """One mistake and where it stands."""

    sheet: str
    row: int
    column: str
    text: str

    @property
    def message(self) -> str:
        return f"工作表“{self.sheet}”第 {self.row} 行 {self.column} 列：{self.text}"


class Reader:
    """Collects the mistakes of one workbook."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.warnings: list[str] = []

    def wrong(self, sheet: str, row: int, column: str, text: str) -> None:
        self.problems.append(Problem(sheet, row, column, text))


class Row:
    """One row by the headings of its sheet; reading a wrong value notes the mistake and gives None."""

    def __init__(self, sheet: str, number: int, cells: Mapping[str, Cell], letters: Mapping[str, str], reader: Reader):
        self.sheet, self.number, self._cells, self._letters, self._reader = sheet, number, cells, letters, reader

    def wrong(self, heading: str, text: str) -> None:
        self._reader.wrong(self.sheet, self.number, self._letters.get(heading, "A"), text)

    def warn(self, text: str) -> None:
        self._reader.warnings.append(f"工作表“{self.sheet}”第 {self.number} 行：{text}")

    def raw(self, heading: str) -> Any:
        cell = self._cells.get(heading)
        value = None if cell is None else cell.value
        return (value.strip() or None) if isinstance(value, str) else value

    def text(self, heading: str, *, required: bool = False) -> str:
        """The cell as text, "" where it is empty."""
        value = self.raw(heading)
        if value is None and required:
            self.wrong(heading, f"没有填写“{heading}”。请填写")
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else str(value)

    def pick(self, heading: str, options: Mapping[str, V], default: str = "", *, required: bool = False) -> V | None:
        """One of a list's options."""
        text = self.text(heading, required=required) or default
        if not text:
            return None
        if text not in options:
            self.wrong(heading, f"“{text}”不在可选的范围里。请从下拉列表选择：{'、'.join(options)}")
            return None
        return options[text]

    def named(self, heading: str, known: Mapping[str, str], what: str) -> str | None:
        """The id in a cell written 名称｜标识, a bare id, or a bare name. ``known`` maps ids to names."""
        text = self.text(heading)
        if not text:
            return None
        name = re.split(r"[｜|]", text)[-1].strip()
        if name in known:
            return name
        same = [k for k, label in known.items() if label == text]
        if len(same) == 1:
            return same[0]
        self.wrong(heading, f"没有“{text}”这个{what}。请从下拉列表选择")
        return None

    def number_of(self, heading: str, *, required: bool = False) -> Decimal | None:
        """A number or a sum: 12, 12%, 20万元. A cell formatted as per cent counts in per cent (0.12 → 12)."""
        cell, value = self._cells.get(heading), self.raw(heading)
        if value is None:
            if required:
                self.wrong(heading, f"没有填写“{heading}”。请填写数字")
            return None
        found = parse_number(value)
        if found is None:
            self.wrong(heading, f"“{value}”不是数字。请写成 12、12% 或者 20万元 的样子")
        elif cell is not None and not isinstance(value, str) and "%" in str(cell.number_format):
            found *= 100
        return found

    def day(self, heading: str, *, required: bool = False) -> date | None:
        """A day, as a date cell or as text."""
        value = self.raw(heading)
        if value is None:
            if required:
                self.wrong(heading, f"没有填写“{heading}”。请写成 2026-12-01 的样子")
            return None
        found = parse_day(value)
        if found is None:
            self.wrong(heading, f"“{value}”不是日期。请写成 2026-12-01 的样子")
        return found


def rows(sheet: Worksheet, plan: SheetPlan, reader: Reader) -> Iterator[Row]:
    """The rows below the headings that are not empty. Missing headings are noted."""
    top, places = _headings(sheet, plan)
    missing = [c.heading for c in plan.columns if c.heading not in places]
    if missing:
        names = "、".join(f"“{m}”" for m in missing)
        reader.wrong(sheet.title, top, "A", f"缺少{names}列的标题。请照模板补上，不要改动标题")
        return
    letters = {heading: get_column_letter(at) for heading, at in places.items()}
    for number in range(top + 1, sheet.max_row + 1):
        cells = {heading: sheet.cell(number, at) for heading, at in places.items()}
        row = Row(sheet.title, number, cells, letters, reader)
        if any(row.raw(heading) is not None for heading in cells):
            yield row


def _headings(sheet: Worksheet, plan: SheetPlan) -> tuple[int, dict[str, int]]:
    wanted = {c.heading for c in plan.columns}
    best: tuple[int, dict[str, int]] = (1, {})
    for number in range(1, min(_HEADINGS_WITHIN, sheet.max_row) + 1):
        found = {
            str(cell.value).strip(): cell.column for cell in sheet[number] if str(cell.value or "").strip() in wanted
        }
        if len(found) > len(best[1]):
            best = (number, found)
    return best


def parse_number(value: Any) -> Decimal | None:
    """12, '12%', '20万元', '1.5倍' → the figure; None where it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return Decimal(str(value))
    written = _NUMBER.match(str(value).replace(",", "").replace("，", "").strip())
    if not written:
        return None
    try:
        return Decimal(written[1]) * _UNITS.get(written[2], 1)
    except InvalidOperation:
        return None


def shown(number: Decimal) -> str:
    """A figure without exponent or trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def parse_day(value: Any) -> date | None:
    """A date cell, 2026-12-01, 2026/12/1 or 2026年12月1日."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    written = re.match(r"^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?$", str(value).strip())
    try:
        return date(int(written[1]), int(written[2]), int(written[3])) if written else None
    except ValueError:
        return None
