"""A workbook an agency filled in, read as one Version; every mistake is named with its sheet, row and column."""

from __future__ import annotations

import hashlib
import zipfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from assistant.errors import BadInput
from assistant.knowledge.load import Knowledge
from assistant.law.library import StatuteLibrary

from .benchmarks import BenchmarkReader
from .cells import Reader
from .circumstances import read_corrections
from .exemptions import ExemptionReader
from .head import Head, read_head
from .sheets import HEAD, MARKERS, PLANS
from .store import Kind, Version

MAX_BYTES = 20_000_000
_SHOWN = 30


class Read(NamedTuple):
    """A workbook read without mistakes: the version, doubts worth showing, and how many example rows were skipped."""

    version: Version
    warnings: tuple[str, ...] = ()
    skipped: int = 0


def read_workbook(path: Path, knowledge: Knowledge, library: StatuteLibrary, today: date) -> Read:
    """The workbook's content. Raises BadInput listing every mistake with its sheet, row and column."""
    data, book = _open(path)
    kind = _kind(book, path)
    reader = Reader()
    missing = [name for name in (HEAD.name, *(p.name for p in PLANS[kind])) if name not in book.sheetnames]
    if missing:
        raise BadInput(
            f"{path.name} 缺少工作表{'、'.join(f'“{m}”' for m in missing)}。请重新生成模板，把内容复制过去。"
        )
    head = read_head(book, kind, knowledge.data("regions.yaml"), reader)
    _stop(path, reader, head is None)
    assert head is not None
    version = Version(
        kind=kind,
        region=head.region,
        title=head.title,
        number=head.number,
        issuer=head.issuer,
        in_force_from=head.start,
        in_force_until=head.end,
        imported_on=today,
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    filled, skipped = _fill(version, book, head, knowledge, library, reader)
    _stop(path, reader, False)
    return Read(filled, tuple(dict.fromkeys(reader.warnings)), skipped)


def _fill(
    version: Version, book: Workbook, head: Head, knowledge: Knowledge, library: StatuteLibrary, reader: Reader
) -> tuple[Version, int]:
    if version.kind == "benchmark":
        tables = BenchmarkReader(book, head, version.file, knowledge, library, reader)
        found = tables.tables()
        corrections = read_corrections(book, head.title, knowledge.vocabulary, reader)
        update = {"benchmarks": found, "jurisdiction": tables.jurisdiction(corrections)}
        return version.model_copy(update=update), tables.skipped
    items = ExemptionReader(book, head, version.file, knowledge, reader, version.id)
    return version.model_copy(update={"exemptions": items.items()}), items.skipped


def _open(path: Path) -> tuple[bytes, Workbook]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"读不出“{path}”。请确认文件存在，并且没有被别的程序独占。") from error
    if len(data) > MAX_BYTES:
        raise BadInput(f"{path.name} 超过 {MAX_BYTES // 1_000_000} MB。请删去无关的内容后再导入。")
    try:
        return data, load_workbook(path, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise BadInput(
            f"打不开 {path.name}：不是完好的 .xlsx 工作簿。请用 Excel 或 WPS 另存为 .xlsx 后再导入。"
        ) from error


def _kind(book: Workbook, path: Path) -> Kind:
    cells = [str(sheet.cell(1, 1).value or "").strip() for sheet in book.worksheets]
    found = next((kind for kind, marker in MARKERS.items() if marker in cells), None)
    if found is None:
        raise BadInput(
            f"{path.name} 不是说理的导入模板（“说明”工作表的 A1 没有模板标记）。"
            "请用 shuoli corpus template benchmark（或 exemption）--out 文件.xlsx 生成模板再填写。"
        )
    return found


def _stop(path: Path, reader: Reader, always: bool) -> None:
    if not reader.problems and not always:
        return
    shown = sorted(reader.problems, key=lambda p: (p.sheet, p.row, p.column))
    lines = [f"{p.message}。" for p in shown[:_SHOWN]]
    more = f"\n  ……还有 {len(shown) - _SHOWN} 处。" if len(shown) > _SHOWN else ""
    raise BadInput(f"{path.name} 有 {len(shown)} 处需要改正：\n  " + "\n  ".join(lines) + more)
