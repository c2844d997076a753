"""What a law is to the program: citations, provisions, articles, statutes, and the days on which they hold."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value: never changed after it is made, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Period(Frozen):
    """Days from ``start`` (included) to ``end`` (excluded); ``None`` means open on that side.

    A statute repealed on 2026-08-15 has ``end = 2026-08-15``: its last day in force is the 14th.
    """

    start: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def as_list(self) -> list[str | None]:
        return [d.isoformat() if d else None for d in (self.start, self.end)]


class Citation(Frozen):
    """One place in one law, not yet looked up. ``law`` is the library's short name (生态环境法典, 行政处罚法).

    Article, paragraph (款), item (项) and subitem (目) are 1-based integers; ``article_sub`` is the number after 之
    (第二十条之一 → 1). Levels not written are ``None``.
    """

    law: str
    article: int
    article_sub: int | None = None
    paragraph: int | None = None
    item: int | None = None
    subitem: int | None = None


class Standing(StrEnum):
    """How far a text may be trusted and quoted."""

    VERBATIM = "verbatim"  # official text, character for character
    GIST = "gist"  # our own words (要旨), until the official file is imported


class Item(Frozen):
    """项: number and text without its （一）; subitems are kept inside the text."""

    no: int
    text: str


class Paragraph(Frozen):
    """款: ``text`` is the lead without the items; ``items`` follow it, then ``tail``."""

    no: int
    text: str
    items: tuple[Item, ...] = ()
    tail: str = ""

    @property
    def full(self) -> str:
        lines = [self.text, *(f"（{chinese_number(i.no)}）{i.text}" for i in self.items), self.tail]
        return "\n".join(line for line in lines if line)


class Article(Frozen):
    """条, with its place in the book (编章节) and its paragraphs.

    ``no`` 0 is the whole text of a document that has no articles (复函, 立法解释). ``appendix`` is what is printed
    behind the last article (附表); it is no paragraph of it.
    """

    no: int
    sub: int | None = None
    headings: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...]
    appendix: str = ""

    @property
    def text(self) -> str:
        return "\n".join(p.full for p in self.paragraphs)


class Statute(Frozen):
    """One version of a law, regulation or rule.

    ``name`` is the short name used in citations, ``title`` the official one, ``level`` 法律/行政法规/部门规章/…,
    ``in_force`` the days on which this text holds, ``source`` where the text came from.
    """

    name: str
    title: str
    level: str
    in_force: Period
    standing: Standing
    source: str
    issuer: str = ""
    number: str = ""
    aliases: tuple[str, ...] = ()
    articles: tuple[Article, ...] = ()
    note: str = ""


class Provision(Frozen):
    """A citation looked up in a statute: the text that stands there, and the days on which it holds."""

    citation: Citation
    cite: str
    text: str
    standing: Standing
    in_force: Period
    level: str = ""
    source: str = ""


def chinese_number(n: int) -> str:
    """12 → 十二, 1102 → 一千一百零二: as articles are numbered in statutes."""
    from .numerals import to_chinese

    return to_chinese(n)
