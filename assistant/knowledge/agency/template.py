"""Writes the empty workbook an agency fills in: headings, drop-down lists, a filled example, and an explanation."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assistant.errors import BadInput
from assistant.knowledge.load import Knowledge

from .examples import ROWS
from .sheets import EXAMPLE, HEAD, HEAD_ROWS, LISTS, MARKERS, PLANS, Column, SheetPlan, choice
from .store import NAMES, Kind

DICTIONARY, VOCABULARY = "选项", "事实词表"
_LAST_ROW = 2000
_HEADING = PatternFill("solid", fgColor="DCE6F1")
_GREY = Font(color="7F7F7F", italic=True)
_BOLD = Font(bold=True)
_WRAP = Alignment(wrap_text=True, vertical="top")

_STEPS: dict[Kind, tuple[str, ...]] = {
    "benchmark": (
        "1. 在“基本信息”的B列填写适用地区、文件名称、文号、施行日期。",
        "2. 在“裁量表”每行写一张表：对应的违法行为、依据的条款、计算方法、法定幅度、裁量起点。",
        "3. 累加百分值的表，在“因素”里逐行写每个档次和百分值，并选择由哪个事实判断。",
        "4. 按情形定幅度的表，在“幅度”里逐行写情形和罚款区间。",
        "5. “从重从轻”可以不填。不填的，按法律规定的情形提示。",
    ),
    "exemption": (
        "1. 在“基本信息”的B列填写适用地区、清单名称、文号、施行日期。",
        "2. 在“事项”每行写一个免罚事项：对应的违法行为、类型、效力。",
        "3. 在“条件”逐行写每个事项的条件，并选择由哪个事实判断；没有对应事实的只写文字，程序会向执法人员询问。",
        "4. 在“排除情形”写清单不适用的情形；编号写“全部”的对所有事项适用。",
    ),
}
_THEN = (
    f"表号（编号）以“{EXAMPLE}”开头的行是示例，数字是虚构的，导入时跳过；照着写完可以删去，也可以留着。",
    "填好后存为 .xlsx，运行 shuoli corpus add 文件.xlsx：先逐格检查并显示读懂的内容，确认后加 --yes 导入。",
    "同一地区导入新的版本，旧版本在新版本施行之日自动停止适用；shuoli corpus remove 文件名称 可以撤回。",
    "不要改动工作表的名称和各列的标题；可以增加行，可以调整列宽。",
)


def template_called(name: str, knowledge: Knowledge) -> bytes:
    """The workbook of a kind as a user names it. Raises BadInput for another name."""
    kinds: dict[str, Kind] = {"benchmark": "benchmark", "exemption": "exemption"}
    if name not in kinds:
        raise BadInput(f"没有“{name}”这种模板。可用：benchmark（裁量基准）、exemption（免罚清单）。")
    return template(kinds[name], knowledge)


def template(kind: Kind, knowledge: Knowledge) -> bytes:
    """The workbook as bytes of an xlsx file."""
    book = Workbook()
    book.remove(book.active)
    _explanation(book.create_sheet("说明"), kind)
    _head(book.create_sheet(HEAD.name), kind)
    lists = _lists(knowledge)
    for plan in PLANS[kind]:
        _table(book.create_sheet(plan.name), plan, kind, knowledge, lists)
    _dictionary(book.create_sheet(DICTIONARY), lists)
    _vocabulary(book.create_sheet(VOCABULARY), knowledge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lists(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    return {
        "违法行为": tuple(choice(v.id, v.name) for v in knowledge.violations.values()),
        "事实": tuple(choice(f.key, f.label) for f in knowledge.vocabulary.values()),
        **LISTS,
    }


def _explanation(sheet: Worksheet, kind: Kind) -> None:
    lines = (
        MARKERS[kind],
        f"把本机关的{NAMES[kind]}填进这个工作簿，导入后马上用于研判，不需要编写程序。",
        "",
        "怎样填",
        *_STEPS[kind],
        "",
        "然后",
        *_THEN,
    )
    for number, line in enumerate(lines, 1):
        sheet.cell(number, 1, line).alignment = _WRAP
    sheet.cell(1, 1).font = _BOLD
    sheet.column_dimensions["A"].width = 100


def _head(sheet: Worksheet, kind: Kind) -> None:
    _headings(sheet, HEAD)
    for number, row in enumerate(HEAD_ROWS[kind], 3):
        for at, text in enumerate(row, 1):
            sheet.cell(number, at, text).alignment = _WRAP
        sheet.cell(number, 3).font = _GREY
        sheet.cell(number, 2).number_format = "@"


def _headings(sheet: Worksheet, plan: SheetPlan) -> None:
    sheet.cell(1, 1, plan.about).font = _GREY
    for at, column in enumerate(plan.columns, 1):
        cell = sheet.cell(2, at, column.heading)
        cell.font, cell.fill, cell.alignment = _BOLD, _HEADING, _WRAP
        if column.hint or column.required:
            hint = "；".join(t for t in ("必填" if column.required else "", column.hint) if t)
            cell.comment = Comment(hint, "说理", width=260, height=90)
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.freeze_panes = "B3"


def _table(
    sheet: Worksheet, plan: SheetPlan, kind: Kind, knowledge: Knowledge, lists: dict[str, tuple[str, ...]]
) -> None:
    _headings(sheet, plan)
    for number, row in enumerate(ROWS[kind].get(plan.name, ()), 3):
        for at, column in enumerate(plan.columns, 1):
            sheet.cell(number, at, _shown(row.get(column.heading), column, knowledge)).font = _GREY
    for at, column in enumerate(plan.columns, 1):
        if column.choices:
            _drop_down(sheet, at, column.choices, lists)


def _shown(value: Any, column: Column, knowledge: Knowledge) -> Any:
    if isinstance(value, str) and column.choices == "违法行为":
        return choice(value, knowledge.violations[value].name)
    if isinstance(value, str) and column.choices == "事实":
        return choice(value, knowledge.vocabulary[value].label)
    return value


def _drop_down(sheet: Worksheet, at: int, name: str, lists: dict[str, tuple[str, ...]]) -> None:
    place = get_column_letter(list(lists).index(name) + 1)
    source = f"'{DICTIONARY}'!${place}$2:${place}${len(lists[name]) + 1}"
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True, errorStyle="warning")
    rule.errorTitle, rule.error = "不在列表里", "请从下拉列表选择。"
    letter = get_column_letter(at)
    rule.add(f"{letter}3:{letter}{_LAST_ROW}")
    sheet.add_data_validation(rule)


def _dictionary(sheet: Worksheet, lists: dict[str, tuple[str, ...]]) -> None:
    for at, (name, options) in enumerate(lists.items(), 1):
        sheet.cell(1, at, name).font = _BOLD
        for number, option in enumerate(options, 2):
            sheet.cell(number, at, option)
        sheet.column_dimensions[get_column_letter(at)].width = 40 if at < 3 else 22


def _vocabulary(sheet: Worksheet, knowledge: Knowledge) -> None:
    kinds = {
        "bool": "是/否", "number": "数字", "money": "金额", "date": "日期", "choice": "选一个", "choices": "可以选几个",
        "text": "文字", "texts": "几段文字",
    }  # fmt: skip
    for at, (heading, width) in enumerate(
        (("事实", 36), ("怎样填值", 14), ("单位", 10), ("取值", 60), ("问法", 60)), 1
    ):
        sheet.cell(1, at, heading).font = _BOLD
        sheet.column_dimensions[get_column_letter(at)].width = width
    for number, fact in enumerate(knowledge.vocabulary.values(), 2):
        row = (choice(fact.key, fact.label), kinds[fact.kind], fact.unit, "、".join(fact.choices), fact.ask)
        for at, text in enumerate(row, 1):
            sheet.cell(number, at, text)
    sheet.freeze_panes = "B2"
