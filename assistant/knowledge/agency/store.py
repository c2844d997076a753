"""The benchmarks and exemption lists an agency brought itself: one YAML file a version, the newer closing the older.

Files lie in ``agency`` below the home folder. What is written there is the version as it was imported; until when it
holds beside a newer one is worked out when it is read, so that removing the newer one opens the older again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import ValidationError

from assistant.errors import BadInput, CorpusError
from assistant.knowledge.model import Benchmark, ExemptionItem, Jurisdiction
from assistant.law.model import Frozen
from assistant.settings import settings

Kind = Literal["benchmark", "exemption"]
Change = Literal["new", "changed", "same"]
NAMES: dict[Kind, str] = {"benchmark": "裁量基准", "exemption": "免罚清单"}


class Version(Frozen):
    """One imported document: its kind, place (short name of a province or city), days in force and content.

    ``in_force_until`` is its own last day (not included) or, when read back, the day a newer version begins
    (``closed_by`` names it). ``sha256`` is of the workbook it came from.
    """

    kind: Kind
    region: str
    title: str
    number: str = ""
    issuer: str = ""
    in_force_from: date
    in_force_until: date | None = None
    imported_on: date
    file: str
    sha256: str
    jurisdiction: Jurisdiction | None = None
    benchmarks: tuple[Benchmark, ...] = ()
    exemptions: tuple[ExemptionItem, ...] = ()
    closed_by: str = ""

    @property
    def id(self) -> str:
        name = "" if self.kind == "benchmark" else f".{_bare(self.title)}"
        return f"agency.{self.region}{name}.{self.in_force_from}"

    @property
    def series(self) -> tuple[str, ...]:
        """What a newer version takes the place of: a place's benchmark, or its list of the same name but for the year."""
        return (self.kind, self.region, _bare(self.title) if self.kind == "exemption" else "")

    @property
    def file_name(self) -> str:
        name = "" if self.kind == "benchmark" else f"-{_bare(self.title)}"
        return f"{self.kind}-{self.region}{name}-{self.in_force_from}.yaml"


def _bare(title: str) -> str:
    return re.sub(r"[（(].*?[）)]|[0-9〔〕\[\]]+年?版?|[/\\:*?\"<>|\s]", "", title)[:40]


def agency_dir() -> Path:
    """Where this machine keeps them."""
    return settings().home / "agency"


def stamp(folder: Path) -> int:
    """Changes whenever a version is added or removed; 0 where there is none."""
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0


def versions(folder: Path) -> list[Version]:
    """Every version, the newest of each place first, with the days a newer one leaves it. Raises CorpusError."""
    found = [_read(path, folder) for path in sorted(folder.glob("*.yaml"))]
    found.sort(key=lambda v: (v.series, v.in_force_from), reverse=True)
    closed: list[Version] = []
    for version in found:
        newer = closed[-1] if closed and closed[-1].series == version.series else None
        closed.append(_closed(version, newer))
    return closed


def put(version: Version, folder: Path) -> Change:
    """Keep a version; one of the same document and first day is replaced."""
    path = folder / version.file_name
    status: Change = "new"
    if path.exists():
        old = _read(path, folder)
        if old.sha256 == version.sha256:
            return "same"
        status = "changed"
    folder.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(version.model_dump(mode="json", exclude_defaults=True), allow_unicode=True, sort_keys=False)
    draft = path.with_suffix(".part")
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, path)
    return status


def remove(name: str, folder: Path) -> list[Version]:
    """Remove the versions called ``name`` (title, document number, id or file). Raises BadInput where there is none."""
    gone = [v for v in versions(folder) if name in (v.title, f"《{v.title}》", v.number, v.id, v.file_name) and name]
    if not gone:
        raise BadInput(f"没有导入过“{name}”。已导入的裁量基准和免罚清单见 shuoli corpus status。")
    for version in gone:
        (folder / version.file_name).unlink()
    return gone


def holds(name: str, folder: Path) -> bool:
    """Whether ``remove`` would find something called so."""
    return any(name and name in (v.title, f"《{v.title}》", v.number, v.id, v.file_name) for v in versions(folder))


def closing(version: Version, existing: Iterable[Version]) -> tuple[Version | None, Version | None]:
    """The older version this one would close, and the newer one that would close it."""
    others = [v for v in existing if v.series == version.series and v.in_force_from != version.in_force_from]
    older = [v for v in others if v.in_force_from < version.in_force_from]
    newer = [v for v in others if v.in_force_from > version.in_force_from]
    return (
        max(older, key=lambda v: v.in_force_from, default=None),
        min(newer, key=lambda v: v.in_force_from, default=None),
    )


def _closed(version: Version, newer: Version | None) -> Version:
    if newer is None or (version.in_force_until and version.in_force_until <= newer.in_force_from):
        return version
    until = {"in_force_until": newer.in_force_from}
    return version.model_copy(
        update={
            **until,
            "closed_by": newer.title,
            "jurisdiction": version.jurisdiction and version.jurisdiction.model_copy(update=until),
            "benchmarks": tuple(b.model_copy(update=until) for b in version.benchmarks),
            "exemptions": tuple(e.model_copy(update=until) for e in version.exemptions),
        }
    )


def _read(path: Path, folder: Path) -> Version:
    where = f"{folder.name}/{path.name}"
    try:
        data: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Version.model_validate(data)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CorpusError(where, "整个文件", "内容", "读不出来", "删去该文件后重新导入工作簿") from error
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors()[0]["loc"]) or "整体"
        raise CorpusError(where, path.stem, field, "写法不对", "删去该文件后重新导入工作簿") from error
