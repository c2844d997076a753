"""Reads corpus/ into one Knowledge object; a mistake in a file is a CorpusError naming file, entry, field and remedy."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from assistant.errors import CorpusError
from assistant.paths import data_dir

from .agency.store import Version, agency_dir, versions
from .agency.store import stamp as agency_stamp
from .model import Benchmark, ExemptionItem, FactKey, Jurisdiction, Precedent, Ranking, Violation

M = TypeVar("M", bound=BaseModel)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Knowledge:
    """Everything lawyers wrote, by kind. ``origin`` tells the file of an entry (id or key → path below corpus/).

    ``agency`` is a second root: the benchmarks and exemption lists an agency imported, as they are at ``stamp``; all else
    is shared with the knowledge of ``root`` alone.
    """

    root: Path
    agency: Path | None = None
    stamp: int = 0

    @cached_property
    def origin(self) -> dict[str, str]:
        return {} if self.agency is None else self._shipped.origin

    @property
    def _shipped(self) -> Knowledge:
        return load_knowledge(self.root)

    @cached_property
    def imported(self) -> tuple[Version, ...]:
        """The versions an agency imported, the newest of each place first."""
        return tuple(versions(self.agency)) if self.agency else ()

    @cached_property
    def vocabulary(self) -> dict[str, FactKey]:
        if self.agency:
            return self._shipped.vocabulary
        return self._by_id("vocabulary", FactKey, lambda e: e.key)

    @cached_property
    def lexicon(self) -> dict[str, str]:
        if self.agency:
            return self._shipped.lexicon
        groups: dict[str, str] = {}
        for path in _files(self.root / "lexicon"):
            for name, pattern in (read_yaml(path, self.root) or {}).items():
                if name in groups:
                    raise CorpusError(_below(path, self.root), name, "名称", "词组名重复", "换一个名称")
                groups[name] = pattern
        return groups

    @cached_property
    def violations(self) -> dict[str, Violation]:
        if self.agency:
            return self._shipped.violations
        return self._by_id("violations", Violation, lambda v: v.id)

    @cached_property
    def benchmarks(self) -> dict[str, Benchmark]:
        if self.agency:
            own = {b.id: self._from(v, b.id, b) for v in self.imported for b in v.benchmarks}
            return {**self._shipped.benchmarks, **own}
        return self._by_id("benchmarks", Benchmark, lambda b: b.id, skip=("jurisdiction.yaml",))

    @cached_property
    def jurisdictions(self) -> dict[str, Jurisdiction]:
        """Imported ones first, so that a place's own rules are met before what ships with the program."""
        if self.agency:
            own = {j.id: self._from(v, j.id, j) for v in self.imported if (j := v.jurisdiction)}
            return {**own, **self._shipped.jurisdictions}
        return self._by_id("benchmarks", Jurisdiction, lambda j: j.id, only=("jurisdiction.yaml",))

    @cached_property
    def exemptions(self) -> dict[str, ExemptionItem]:
        if self.agency:
            own = {e.id: self._from(v, e.id, e) for v in self.imported for e in v.exemptions}
            return {**self._shipped.exemptions, **own}
        return self._by_id("exemptions", ExemptionItem, lambda e: e.id)

    @cached_property
    def precedents(self) -> dict[str, Precedent]:
        if self.agency:
            return self._shipped.precedents
        return self._by_id("precedents", Precedent, lambda p: p.id)

    @cached_property
    def ranking(self) -> Ranking:
        """What each sign of a violation weighs (ranking.yaml). Raises CorpusError."""
        raw = self.data("ranking.yaml")
        try:
            return Ranking.model_validate(raw)
        except ValidationError as error:
            raise CorpusError(
                "ranking.yaml", "整个文件", "权重", "缺少权重或者写法不对", "运行 make ranking 重新测定"
            ) from error

    def data(self, name: str) -> Any:
        """A single file of another shape, e.g. ``procedure.yaml``, as plain data."""
        return _plain(self.root, name)

    @cached_property
    def fingerprint(self) -> str:
        """sha256 over every file of the corpus and of the agency: two runs with the same fingerprint know the same."""
        root = self.agency or self.root
        digest = hashlib.sha256(self._shipped.fingerprint.encode() if self.agency else b"")
        for path in sorted(root.rglob("*.yaml")):
            digest.update(_below(path, root).encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()

    def _from(self, version: Version, name: str, entry: M) -> M:
        self.origin[name] = f"agency/{version.file_name}"
        return entry

    def _by_id(
        self,
        folder: str,
        model: type[M],
        key: Callable[[M], str],
        skip: tuple[str, ...] = (),
        only: tuple[str, ...] = (),
    ) -> dict[str, M]:
        found: dict[str, M] = {}
        for path in _files(self.root / folder):
            if path.name in skip or (only and path.name not in only):
                continue
            for entry in read_entries(path, self.root, model):
                name = key(entry)
                if name in found:
                    raise CorpusError(
                        _below(path, self.root),
                        name,
                        "id",
                        f"与 {self.origin[name]} 中的条目重复",
                        "改用没有用过的标识",
                    )
                found[name] = entry
                self.origin[name] = _below(path, self.root)
        return found


def _files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.yaml"))


def _below(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


@lru_cache(maxsize=64)
def _plain(root: Path, name: str) -> Any:
    return read_yaml(root / name, root)


def read_yaml(path: Path, root: Path) -> Any:
    """The plain data of one YAML file. Raises CorpusError with the line where it is not YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 1} 行" if mark else "某处"
        raise CorpusError(_below(path, root), where, "格式", "不是有效的 YAML", "检查缩进、冒号和引号") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(_below(path, root), "整个文件", "内容", "读不出来", "存为 UTF-8 编码") from error


def read_entries(path: Path, root: Path, model: type[M]) -> list[M]:
    """The entries of one file (a list of mappings, or a single mapping), as ``model``."""
    raw = read_yaml(path, root)
    items = raw if isinstance(raw, list) else [raw] if isinstance(raw, Mapping) else []
    if raw is not None and not items and raw != []:
        raise CorpusError(_below(path, root), "整个文件", "格式", "应是条目列表", "每个条目以“- id:”开头")
    return [_entry(item, path, root, model, number) for number, item in enumerate(items, 1)]


def _entry(item: Any, path: Path, root: Path, model: type[M], number: int) -> M:
    name = (
        str(item.get("id") or item.get("key") or f"第 {number} 项") if isinstance(item, Mapping) else f"第 {number} 项"
    )
    try:
        return model.model_validate(item)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "整体"
        raise CorpusError(_below(path, root), name, field, _explain(first), _remedy(first)) from error


def _explain(error: Mapping[str, Any]) -> str:
    kind = error["type"]
    if kind == "missing":
        return "缺少这个字段"
    if kind == "extra_forbidden":
        return "没有这个字段名"
    if kind.startswith("literal"):
        return f"取值不在允许的范围内（实际是“{error.get('input')}”）"
    return f"写法不对（实际是“{str(error.get('input'))[:60]}”）"


def _remedy(error: Mapping[str, Any]) -> str:
    kind = error["type"]
    if kind == "missing":
        return "补上它"
    if kind == "extra_forbidden":
        return "对照 docs/catalogue.md 检查拼写或删去"
    if kind.startswith("literal"):
        return f"改为 {error.get('ctx', {}).get('expected', '允许的取值')}"
    return "对照 docs/catalogue.md 的写法修改"


@lru_cache(maxsize=4)
def load_knowledge(root: Path) -> Knowledge:
    """The knowledge below ``root``; parts are read when first used."""
    return Knowledge(root)


@lru_cache(maxsize=2)
def _with_agency(root: Path, folder: Path, stamp: int) -> Knowledge:
    return Knowledge(root, folder, stamp)


def default_knowledge() -> Knowledge:
    """The knowledge that ships with the program, with what the agency of this machine imported."""
    root, folder = data_dir("corpus"), agency_dir()
    stamp = agency_stamp(folder)
    return _with_agency(root, folder, stamp) if stamp else load_knowledge(root)


def known_ids(knowledge: Knowledge, ids: Iterable[str]) -> list[str]:
    """Those of ``ids`` that are not violations of the catalogue."""
    return [i for i in ids if i not in knowledge.violations]
