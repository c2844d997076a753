"""Regulations whose official text is not shipped: needed articles in our own words (corpus/regulations/*.yaml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.errors import CorpusError
from assistant.law.model import Article, Item, Paragraph, Period, Standing, Statute
from assistant.paths import data_dir

from .catalog import invalid, read_yaml
from .version import Version

_FOLDER = "regulations"


def gist_versions(root: Path | None = None) -> Iterator[Version]:
    """Every gist of the corpus below ``root``. Raises CorpusError naming file, entry and field."""
    root = root or data_dir("corpus")
    for path in sorted((root / _FOLDER).rglob("*.yaml")):
        raw = read_yaml(path, root)
        for entry in raw if isinstance(raw, list) else [raw] if raw else []:
            yield _version(entry, path.relative_to(root).as_posix())


def _version(entry: Any, file: str) -> Version:
    if not isinstance(entry, Mapping):
        raise CorpusError(file, "整个文件", "格式", "不是一部法规的要旨", "写成 name、title、articles 等字段")
    name = str(entry.get("name", "没有名称"))
    for field in ("name", "title", "level", "source"):
        if not entry.get(field):
            raise CorpusError(file, name, field, "缺少这个字段", "补上它")
    try:
        head = Statute(
            name=entry["name"],
            title=entry["title"],
            level=entry["level"],
            in_force=Period(start=_day(entry, "in_force_from"), end=_day(entry, "repealed_on")),
            standing=Standing.GIST,
            source=entry["source"],
            issuer=entry.get("issuer") or "",
            number=entry.get("number") or "",
            aliases=tuple(entry.get("aliases") or ()),
            note=_note(entry),
        )
    except ValidationError as error:
        raise invalid(file, name, error) from error
    return Version(head=head, load=lambda: _articles(entry, file), rank=0)


def _day(entry: Mapping[str, Any], key: str) -> date | None:
    value = entry.get(key)
    return date.fromisoformat(value) if isinstance(value, str) else value


def _note(entry: Mapping[str, Any]) -> str:
    notes = [str(entry["note"])] if entry.get("note") else []
    if entry.get("unverified"):
        notes.append("未逐条核对官方文本，引用前请核实")
    return "；".join(notes)


def _articles(entry: Mapping[str, Any], file: str) -> tuple[Article, ...]:
    try:
        return tuple(Article(no=a["no"], paragraphs=tuple(_paragraphs(a))) for a in entry.get("articles") or ())
    except (ValidationError, KeyError, TypeError) as error:
        raise CorpusError(file, str(entry.get("name")), "articles", "写法不对", "对照其他要旨修改") from error


def _paragraphs(article: Mapping[str, Any]) -> Iterator[Paragraph]:
    """The article's own gist is its only paragraph, or a summary (no 0) where paragraphs are written out."""
    written = article.get("paragraphs") or ()
    items = _items(article)
    if article.get("gist") or items:
        numbers = {p["no"] for p in written}
        only = 1 not in numbers and (items or not written)
        yield Paragraph(no=1 if only else 0, text=article.get("gist", ""), items=items)
    for paragraph in written:
        yield Paragraph(no=paragraph["no"], text=paragraph["gist"], items=_items(paragraph))


def _items(holder: Mapping[str, Any]) -> tuple[Item, ...]:
    return tuple(Item(no=i["no"], text=i["gist"]) for i in holder.get("items") or ())
