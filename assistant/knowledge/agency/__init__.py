"""An agency's own benchmark or exemption list, brought in Excel: template, reading, checking, keeping, removing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Literal

from assistant.errors import BadInput
from assistant.law.model import Frozen

from .store import NAMES, Kind, Version, agency_dir, holds, stamp, versions

Status = Literal["refused", "shown", "same", "new", "changed"]
_SAID: dict[Status, str] = {
    "refused": "不能导入",
    "shown": "未导入（只显示）",
    "same": "已导入过，内容没有变化",
    "new": "已导入，马上生效",
    "changed": "已更新，马上生效",
}


class Added(Frozen):
    """One workbook: what was understood (``text``), what became of it, or why it was refused (``error``)."""

    file: str
    status: Status
    text: str = ""
    error: str = ""
    version: Version | None = None
    warnings: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The status in Chinese."""
        return _SAID[self.status]


def is_workbook(path: Path) -> bool:
    """Whether a file is brought by this way, by its suffix."""
    return path.suffix.lower() in (".xlsx", ".xlsm")


def add_workbook(path: Path, yes: bool) -> Added:
    """Read and check a filled template; keep it where ``yes``, else only show what was understood.

    A mistake refuses the whole workbook: ``error`` lists every one with sheet, row and column.
    """
    from assistant.knowledge.load import default_knowledge
    from assistant.law.library import default_library

    from .preview import preview
    from .reading import read_workbook
    from .store import put

    knowledge, folder = default_knowledge(), agency_dir()
    try:
        read = read_workbook(path, knowledge, default_library(), date.today())
    except BadInput as error:
        return Added(file=path.name, status="refused", error=error.message)
    text = preview(read, versions(folder), knowledge)
    status: Status = put(read.version, folder) if yes else "shown"
    return Added(file=path.name, status=status, text=text, version=read.version, warnings=read.warnings)


def remove_version(name: str) -> list[str]:
    """Remove what an agency imported under this title, number or id; returns the titles. Raises BadInput."""
    from .store import remove

    return [f"《{v.title}》（{v.in_force_from} 起）" for v in remove(name, agency_dir())]


def is_imported(name: str) -> bool:
    """Whether an imported version is called so."""
    return holds(name, agency_dir())


def imported() -> list[dict[str, Any]]:
    """Every imported version as ``corpus status`` lists it."""
    return [
        {
            "kind": NAMES[v.kind],
            "title": v.title,
            "number": v.number,
            "region": v.region,
            "in_force": [str(v.in_force_from), str(v.in_force_until) if v.in_force_until else None],
            "closed_by": v.closed_by or None,
            "entries": len(v.benchmarks) + len(v.exemptions),
            "imported_on": str(v.imported_on),
            "file": v.file,
            "sha256": v.sha256,
        }
        for v in versions(agency_dir())
    ]


def as_json(one: Added) -> dict[str, Any]:
    """One line of ``corpus add --json`` for a workbook."""
    head: dict[str, Any] = {"file": one.file, "status": one.status, "error": one.error or None}
    if one.version is None:
        return head
    v = one.version
    return head | {
        "kind": NAMES[v.kind],
        "title": v.title,
        "region": v.region,
        "in_force": [str(v.in_force_from), str(v.in_force_until) if v.in_force_until else None],
        "entries": len(v.benchmarks) + len(v.exemptions),
        "doubts": list(one.warnings),
        "sha256": v.sha256,
    }


__all__ = [
    "Added",
    "Kind",
    "Version",
    "add_workbook",
    "agency_dir",
    "as_json",
    "imported",
    "is_imported",
    "is_workbook",
    "remove_version",
    "stamp",
    "versions",
]
