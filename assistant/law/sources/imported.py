"""Official files that a user imported: one JSON file a version in the imports folder. Written by ``law.importing``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.errors import DataError
from assistant.law.model import Article, Period, Statute

from .catalog import Catalog
from .version import Version

_RANK = 2  # an official file imported for a day stands before the package's text of the same day


def imported_versions(folder: Path, catalog: Catalog) -> Iterator[Version]:
    """Every imported version, ended where the catalog knows its repeal. Raises DataError where a file is damaged."""
    for path in sorted(folder.glob("*.json")):
        yield _version(path, catalog)


def digest(path: Path) -> str:
    """The sha256 of an imported file."""
    return _read(path, *_stamp(path))[1]


def _version(path: Path, catalog: Catalog) -> Version:
    head, _ = _read(path, *_stamp(path))
    repeal = catalog.repeal_of(head.name)
    if repeal:
        head = head.model_copy(update={"in_force": Period(start=head.in_force.start, end=repeal.day)})
    return Version(head=head, load=lambda: _articles(path), rank=_RANK)


def _stamp(path: Path) -> tuple[int, int]:
    known = path.stat()
    return known.st_mtime_ns, known.st_size


@lru_cache(maxsize=4096)
def _read(path: Path, changed: int, size: int) -> tuple[Statute, str]:
    """The head and the sha256 of a file as it was last changed; each is read once, however often a library is opened."""
    try:
        raw = path.read_bytes()
        stored: dict[str, Any] = json.loads(raw)["statute"]
        return Statute.model_validate({**stored, "articles": ()}), hashlib.sha256(raw).hexdigest()
    except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
        raise _damaged(path) from error


def _articles(path: Path) -> tuple[Article, ...]:
    try:
        stored = json.loads(path.read_bytes())["statute"]["articles"]
        return tuple(Article.model_validate(article) for article in stored)
    except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> DataError:
    return DataError(f"导入的法规文件 {path.name} 已损坏，请删除它后重新导入原文件。")
