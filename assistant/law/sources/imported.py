"""Official files that a user imported: one JSON file a version in the imports folder. Written by ``law.importing``."""

from __future__ import annotations

import json
from collections.abc import Iterator
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


def _version(path: Path, catalog: Catalog) -> Version:
    try:
        stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["statute"]
        head = Statute.model_validate({**stored, "articles": ()})
        repeal = catalog.repeal_of(head.name)
        if repeal:
            head = head.model_copy(update={"in_force": Period(start=head.in_force.start, end=repeal.day)})
    except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
        raise DataError(f"导入的法规文件 {path.name} 已损坏，请删除它后重新导入原文件。") from error
    return Version(head=head, load=lambda: _articles(stored, path.name), rank=_RANK)


def _articles(stored: dict[str, Any], name: str) -> tuple[Article, ...]:
    try:
        return tuple(Article.model_validate(article) for article in stored["articles"])
    except (KeyError, ValidationError) as error:
        raise DataError(f"导入的法规文件 {name} 已损坏，请删除它后重新导入原文件。") from error
