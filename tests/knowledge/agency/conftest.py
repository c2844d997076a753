"""A home of the test's own, and workbooks filled in as a lawyer would: the template's examples under another number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from assistant.knowledge.agency.sheets import EXAMPLE
from assistant.knowledge.agency.template import DICTIONARY, VOCABULARY, template
from assistant.knowledge.load import default_knowledge
from assistant.settings import settings

Edit = Callable[[Workbook], None]
Fill = Callable[..., Path]


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("SHUOLI_HOME", str(tmp_path / "home"))
    settings.cache_clear()
    yield tmp_path / "home"
    settings.cache_clear()


@pytest.fixture
def fill(own_home: Path, tmp_path: Path) -> Fill:
    """Writes a filled workbook: region, title and first day as given; ``edit`` changes cells before it is saved."""

    def write(
        kind: str = "benchmark",
        region: str = "广西",
        title: str = "广西裁量基准（2026版）",
        start: str = "2026-10-01",
        edit: Edit | None = None,
        name: str = "填好.xlsx",
    ) -> Path:
        path = tmp_path / name
        path.write_bytes(template(kind, default_knowledge()))  # type: ignore[arg-type]
        book = load_workbook(path)
        set_head(book, 适用地区=region, 文件名称=title, 文号="测环〔2026〕1号", 发布机关="测试厅", 施行日期=start)
        for sheet in book.worksheets:
            if sheet.title not in ("说明", DICTIONARY, VOCABULARY):
                _rename(sheet)
        if edit:
            edit(book)
        book.save(path)
        return path

    return write


def set_head(book: Workbook, **values: Any) -> None:
    sheet = book["基本信息"]
    for row in range(3, sheet.max_row + 1):
        if sheet.cell(row, 1).value in values:
            sheet.cell(row, 2).value = values[sheet.cell(row, 1).value]


def _rename(sheet: Any) -> None:
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith(EXAMPLE):
                cell.value = cell.value.replace(f"{EXAMPLE}：", "").replace(EXAMPLE, "表")
