"""What can be found: passages of statutes, catalogue, benchmarks, exemptions and precedents, each with its days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from assistant.knowledge.load import Knowledge
from assistant.law.citation import place
from assistant.law.library import StatuteLibrary
from assistant.law.model import Article, Citation, Frozen, Period, Statute

Kind = Literal["law", "violation", "benchmark", "exemption", "precedent"]


class Passage(Frozen):
    """One findable piece of text. ``ref`` is what it stands for (a violation's id, a citation's place …)."""

    id: str
    kind: Kind
    ref: str
    title: str
    text: str
    law: str = ""
    article: int | None = None
    in_force: Period = Period()
    dense: bool = False


def law_passages(library: StatuteLibrary, name: str, dense: bool) -> Iterator[Passage]:
    """Every article of every version of one law; ``dense``: they are also embedded."""
    for head in library.versions(name):
        statute = library.statute(name, head.in_force.start)
        for article in statute.articles:
            yield _article_passage(statute, article, dense)


def _article_passage(statute: Statute, article: Article, dense: bool) -> Passage:
    citation = Citation(law=statute.name, article=article.no, article_sub=article.sub)
    start = statute.in_force.start.isoformat() if statute.in_force.start else ""
    return Passage(
        id=f"law:{statute.name}:{start}:{article.no}.{article.sub or 0}",
        kind="law",
        ref=place(citation),
        title=f"《{statute.title}》{place(citation)}",
        text=article.text,
        law=statute.name,
        article=article.no,
        in_force=statute.in_force,
        dense=dense,
    )


def violation_passages(knowledge: Knowledge) -> Iterator[Passage]:
    """Name with aliases, each description and the elements together, of every violation."""
    for violation in knowledge.violations.values():
        texts = [
            "，".join((violation.name, *violation.aliases)),
            *violation.described_as,
            "；".join(e.text for e in violation.elements),
        ]
        for number, text in enumerate(t for t in texts if t):
            yield Passage(
                id=f"violation:{violation.id}:{number}",
                kind="violation",
                ref=violation.id,
                title=violation.name,
                text=text,
                dense=not violation.thin or number < 3,
            )


def other_passages(knowledge: Knowledge) -> Iterator[Passage]:
    """Benchmarks, exemption items and precedents."""
    for benchmark in knowledge.benchmarks.values():
        factors = "、".join(f.name for f in benchmark.factors)
        yield Passage(
            id=f"benchmark:{benchmark.id}",
            kind="benchmark",
            ref=benchmark.id,
            title=benchmark.name,
            text=f"{benchmark.jurisdiction} {benchmark.name} {benchmark.legal_basis} 裁量因素：{factors}",
            in_force=Period(start=benchmark.in_force_from, end=benchmark.in_force_until),
        )
    for item in knowledge.exemptions.values():
        conditions = "；".join(c.text for c in item.conditions)
        yield Passage(
            id=f"exemption:{item.id}",
            kind="exemption",
            ref=item.id,
            title=item.list,
            text=f"{item.jurisdiction} {item.violation}：{conditions}",
            in_force=Period(start=item.in_force_from, end=item.in_force_until),
        )
    for precedent in knowledge.precedents.values():
        yield Passage(
            id=f"precedent:{precedent.id}",
            kind="precedent",
            ref=precedent.id,
            title=precedent.title,
            text=f"{precedent.title}。{precedent.facts} {precedent.outcome}",
            dense=True,
        )
