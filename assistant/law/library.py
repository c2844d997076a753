"""The statute library: which law, which version on a day, and the text that stands at a cited place."""

from __future__ import annotations

import hashlib
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path

from assistant.errors import LawNotFound, NotInForce
from assistant.paths import data_dir
from assistant.settings import settings

from .citation import official, place
from .model import Article, Citation, Paragraph, Period, Provision, Standing, Statute
from .names import Names
from .numerals import to_chinese
from .sources.catalog import load_catalog
from .sources.gist import gist_versions
from .sources.imported import digest as imported_digest
from .sources.imported import imported_versions
from .sources.package import PackageSource
from .sources.version import Version, in_order


class Verdict(StrEnum):
    """What the library knows of a cited place on a day."""

    STANDS = "stands"  # it exists and is in force
    NO_SUCH_LAW = "no_such_law"
    NO_SUCH_PLACE = "no_such_place"
    NOT_IN_FORCE = "not_in_force"
    NOT_COVERED = "not_covered"  # only a gist of the law is here, and it does not hold this place


class StatuteLibrary:
    """Laws of the package, gists of the corpus and imported files under one roof; articles are read when asked for.

    ``on`` None always means the newest version that has begun, repealed or not. An imported file replaces a gist of
    the same law, and the package's text of the same day; of several versions each ends where the next begins.
    """

    def __init__(
        self, imports: Path | None = None, corpus: Path | None = None, package: PackageSource | None = None
    ) -> None:
        self._imports, self._corpus, self._given = imports, corpus, package
        self._articles: dict[tuple[str, Period], dict[tuple[int, int | None], Article]] = {}

    @cached_property
    def _versions(self) -> dict[str, tuple[Version, ...]]:
        package = self._given or PackageSource(catalog=load_catalog(self._corpus))
        found: dict[str, list[Version]] = {}
        imported = imported_versions(self._imports, load_catalog(self._corpus)) if self._imports else ()
        for source in (package.versions, gist_versions(self._corpus), imported):
            for version in source:
                found.setdefault(version.head.name, []).append(version)
        return {name: in_order(versions) for name, versions in found.items()}

    @cached_property
    def _names(self) -> Names:
        heads = (version.head for versions in self._versions.values() for version in versions)
        return Names(heads, load_catalog(self._corpus).aliases)

    def fingerprint(self) -> str:
        """Changes whenever any text or day of the library changes: what an index over it was built from."""
        corpus = self._corpus or data_dir("corpus")
        files = [corpus / "statutes.yaml", corpus / "errata.yaml", *sorted((corpus / "regulations").rglob("*.yaml"))]
        digest = hashlib.sha256(load_catalog(self._corpus).package.sha256.encode())
        for path in files:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        for path in sorted(self._imports.glob("*.json")) if self._imports else ():
            digest.update(path.name.encode() + b"\0" + imported_digest(path).encode())
        return digest.hexdigest()

    def names(self) -> tuple[str, ...]:
        """The short names of all laws, in the order of the sources."""
        return tuple(self._versions)

    def written_names(self) -> dict[str, str]:
        """Every name a law is known to be written by → its short name."""
        return dict(self._names.written())

    def resolve_name(self, text: str) -> str | None:
        """The short name of the law called ``text`` (full title, short name or abbreviation, with or without 《》)."""
        return self._names.resolve(text)

    def versions(self, name: str) -> tuple[Statute, ...]:
        """The versions of a law, oldest first, without their articles. Raises LawNotFound."""
        return tuple(version.head for version in self._of(name))

    def history(self, name: str) -> tuple[Statute, ...]:
        """The same, for showing: each with the days on which it holds."""
        return self.versions(name)

    def head(self, name: str, on: date | None = None) -> Statute:
        """The version in force on a day, without its articles. Raises LawNotFound, NotInForce."""
        return self._version(name, on).head

    def statute(self, name: str, on: date | None = None) -> Statute:
        """The version in force on a day, with its articles. Raises LawNotFound, NotInForce."""
        version = self._version(name, on)
        return version.head.model_copy(update={"articles": tuple(self._table(version).values())})

    def article(self, name: str, no: int, on: date | None = None, sub: int | None = None) -> Article:
        """One article (``sub`` 1 is 第…条之一). Raises LawNotFound, NotInForce."""
        version = self._version(name, on)
        article = self._table(version).get((no, sub))
        if article is None:
            citation = Citation(law=version.head.name, article=no, article_sub=sub)
            raise LawNotFound(self._missing(version, citation))
        return article

    def provision(self, citation: Citation, on: date | None = None) -> Provision:
        """The text of exactly the cited level (an item with its paragraph's lead). Raises LawNotFound, NotInForce."""
        version = self._version(citation.law, on)
        head = version.head
        text = text_at(self.article(citation.law, citation.article, on, citation.article_sub), citation)
        if text is None:
            raise LawNotFound(self._missing(version, citation))
        return Provision(
            citation=citation.model_copy(update={"law": head.name}),
            cite=official(citation, head.title),
            text=text,
            standing=head.standing,
            in_force=head.in_force,
            level=head.level,
            source=head.source,
        )

    def exists(self, citation: Citation, on: date | None = None) -> bool:
        """Whether the cited place exists (and, with a day, is in force on it)."""
        return self.verdict(citation, on) is Verdict.STANDS

    def verdict(self, citation: Citation, on: date | None = None) -> Verdict:
        """As ``exists``, with the reason."""
        if self.resolve_name(citation.law) is None:
            return Verdict.NO_SUCH_LAW
        try:
            self.provision(citation, on)
        except NotInForce:
            return Verdict.NOT_IN_FORCE
        except LawNotFound:
            gist = self.head(citation.law, on).standing is Standing.GIST
            return Verdict.NOT_COVERED if gist else Verdict.NO_SUCH_PLACE
        return Verdict.STANDS

    def _of(self, name: str) -> tuple[Version, ...]:
        known = name if name in self._versions else self.resolve_name(name)
        if known is None:
            raise LawNotFound(f"资料库里没有“{name}”。请核对名称，或者用 shuoli corpus add 导入官方文件。")
        return self._versions[known]

    def _version(self, name: str, on: date | None) -> Version:
        versions = self._of(name)
        if on is None:
            begun = [v for v in versions if (v.head.in_force.start or date.min) <= date.today()]
            return (begun or versions)[-1]
        for version in reversed(versions):
            if version.head.in_force.covers(on):
                return version
        raise NotInForce(self._why_not(versions, on))

    def _table(self, version: Version) -> dict[tuple[int, int | None], Article]:
        key = (version.head.name, version.head.in_force)
        if key not in self._articles:
            self._articles[key] = {(article.no, article.sub): article for article in version.load()}
        return self._articles[key]

    def _why_not(self, versions: tuple[Version, ...], on: date) -> str:
        first, last = versions[0].head, versions[-1].head
        if last.in_force.end and last.in_force.end <= on:
            repeal = load_catalog(self._corpus).repeal_of(last.name)
            by = self._versions.get(repeal.by) if repeal else None
            now = f"；现行规定见《{by[-1].head.title if by else repeal.by}》" if repeal else ""
            return f"《{last.title}》已于{_day(last.in_force.end)}废止，{_day(on)}不再有效{now}。"
        if first.in_force.start and on < first.in_force.start:
            begun = f"自{_day(first.in_force.start)}起施行"
            return f"资料库里最早的《{first.title}》文本{begun}，{_day(on)}还不能适用它；该日有效的文本请另行导入。"
        return f"资料库里没有《{last.title}》在{_day(on)}有效的文本，请导入该日有效的官方文件。"

    def _missing(self, version: Version, citation: Citation) -> str:
        head = version.head
        if head.standing is Standing.GIST:
            missing = f"《{head.title}》的官方文本尚未导入，现有要旨未收录{place(citation)}"
            return f"{missing}。请用 shuoli corpus add 导入官方文件。"
        known = {no for no, _ in self._table(version)}
        if citation.article not in known:
            last = to_chinese(max(known, default=0))
            return f"《{head.title}》没有第{to_chinese(citation.article)}条（共{last}条）。"
        return f"《{head.title}》没有{place(citation)}，请核对款、项的序号。"


def text_at(article: Article, citation: Citation) -> str | None:
    """The text at the cited level of an article, or None where there is no such paragraph or item."""
    if citation.paragraph is None and citation.item is None:
        return article.text
    paragraph = _paragraph(article, citation)
    if paragraph is None:
        return None
    if citation.item is None:
        return paragraph.full
    item = next((i for i in paragraph.items if i.no == citation.item), None)
    if item is None:
        return None
    lines = (paragraph.text, f"（{to_chinese(item.no)}）{item.text}", paragraph.tail)
    return "\n".join(line for line in lines if line)


def _paragraph(article: Article, citation: Citation) -> Paragraph | None:
    """An item cited without its paragraph is one of the first paragraph that has items."""
    if citation.paragraph is not None:
        return next((p for p in article.paragraphs if p.no == citation.paragraph), None)
    return next((p for p in article.paragraphs if p.items), None)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@lru_cache(maxsize=2)
def open_library(imports: Path, stamp: int = 0) -> StatuteLibrary:
    """The library with the imports kept in one folder, as it stood at ``stamp``."""
    return StatuteLibrary(imports=imports)


def imports_stamp(imports: Path) -> int:
    """Changes whenever a file is imported or removed: the folder's time of change, 0 where there is none."""
    return imports.stat().st_mtime_ns if imports.is_dir() else 0


def default_library() -> StatuteLibrary:
    """The library of this installation, with its imports (SHUOLI_HOME); opened anew when an import changed them."""
    imports = settings().imports
    return open_library(imports, imports_stamp(imports))
