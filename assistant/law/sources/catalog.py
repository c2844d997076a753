"""corpus/statutes.yaml and corpus/errata.yaml as values: the package, corrected days, aliases, repairs."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError

from assistant.errors import CorpusError
from assistant.law.model import Frozen
from assistant.paths import data_dir

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):
    """YAML in which ``no:`` is a key and not the value False: only true and false are booleans."""


_BOOL = "tag:yaml.org,2002:bool"
_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != _BOOL]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_BOOL, re.compile("^(?:true|True|false|False)$"), list("tTfF"))


class PackageRef(Frozen):
    """The installed package of statutes: its version and the sha256 of its database. ``as_of``: day of its data."""

    name: str
    version: str
    sha256: str
    as_of: date


class Repeal(Frozen):
    """A law that repealed others: which, when, and the article that says so (or another ``source``)."""

    by: str
    article: int | None = None
    source: str = ""
    day: date
    statutes: tuple[str, ...]


class Start(Frozen):
    """The first day of a version, where the data does not give it."""

    name: str
    version: date
    start: date = Field(alias="from")
    source: str
    unverified: bool = False


class Catalog(Frozen):
    """corpus/statutes.yaml."""

    package: PackageRef
    repeals: tuple[Repeal, ...] = ()
    repealed_on_unknown_day: tuple[str, ...] = ()
    in_force_from: tuple[Start, ...] = ()
    notes: dict[str, str] = Field(default_factory=dict)
    aliases: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    def repeal_of(self, name: str) -> Repeal | None:
        return next((r for r in self.repeals if name in r.statutes), None)


class Erratum(Frozen):
    """One repair of the package's text, with its reason. ``kind`` decides which fields are used (see errata.yaml)."""

    statute: str
    kind: Literal["detach", "replace", "opening"]
    article: int
    reason: str
    at: str = ""
    new_article: int = Field(default=0, alias="as")
    lead: str = ""
    old: str = Field(default="", alias="from")
    new: str = Field(default="", alias="to")
    heading: str = ""


def read_yaml(path: Path, root: Path) -> Any:
    """Plain data of a YAML file. Raises CorpusError where it cannot be read."""
    name = path.relative_to(root).as_posix()
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 1} 行" if mark else "某处"
        raise CorpusError(name, where, "格式", "不是有效的 YAML", "检查缩进、冒号和引号") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(name, "整个文件", "内容", "读不出来", "存为 UTF-8 编码") from error


def invalid(file: str, entry: str, error: ValidationError) -> CorpusError:
    """The first mistake of an entry as a CorpusError."""
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"]) or "整体"
    return CorpusError(file, entry, field, "缺少、多余或写法不对", "对照同一文件里的其他条目修改")


@lru_cache(maxsize=4)
def load_catalog(root: Path | None = None) -> Catalog:
    """corpus/statutes.yaml. Raises CorpusError."""
    root = root or data_dir("corpus")
    try:
        return Catalog.model_validate(read_yaml(root / "statutes.yaml", root))
    except ValidationError as error:
        raise invalid("statutes.yaml", "整个文件", error) from error


@lru_cache(maxsize=4)
def load_errata(root: Path | None = None) -> tuple[Erratum, ...]:
    """corpus/errata.yaml. Raises CorpusError."""
    root = root or data_dir("corpus")
    entries = read_yaml(root / "errata.yaml", root) or []
    errata = []
    for number, entry in enumerate(entries, 1):
        try:
            errata.append(Erratum.model_validate(entry))
        except ValidationError as error:
            raise invalid("errata.yaml", f"第 {number} 项", error) from error
    return tuple(errata)
