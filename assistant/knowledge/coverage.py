"""``shuoli corpus coverage``: every provision of the statutes that carries a fine, and whether the catalogue has it.

A paragraph counts where it speaks of 罚款; where its fine is for listed items, each item counts for itself. It is covered
by a regime or variant that cites it, the whole paragraph, or an article of a single paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.law.citation import parse_place, place
from assistant.law.library import StatuteLibrary
from assistant.law.model import Article, Citation, Frozen, Paragraph, Statute

from .load import Knowledge

_FINE = re.compile(r"罚款")
_EARLIER_ITEMS = re.compile(r"前(?:款|两款|三款)(?:规定的)?(?:违法)?(?:情形|行为|第)|有前款")


class Gap(Frozen):
    """A provision with a fine that no entry cites."""

    citation: Citation
    cite: str
    text: str


class Coverage(Frozen):
    """How many provisions with a fine one statute has, how many are covered, and the gaps."""

    statute: str
    title: str
    provisions: int
    gaps: tuple[Gap, ...]


def coverage(knowledge: Knowledge, library: StatuteLibrary) -> list[Coverage]:
    """Coverage of the statutes of corpus/coverage.yaml (short name → ranges of penalty articles, first and last).

    Provisions listed there as ``without_own_fine`` (daily fines, a fine without a figure) need no entry.
    """
    data = knowledge.data("coverage.yaml")
    plan: dict[str, list[list[int]]] = data["statutes"]
    excused = {parse_place(e["statute"], p) for e in data["without_own_fine"] for p in e["places"]}
    cited = _cited(knowledge, library) | excused
    results = []
    for name, ranges in plan.items():
        statute = library.statute(name)
        wanted = list(_with_fines(statute, ranges))
        gaps = [
            Gap(citation=c, cite=f"《{statute.title}》{place(c)}", text=text[:60])
            for c, text in wanted
            if not _is_covered(c, cited, statute)
        ]
        results.append(Coverage(statute=name, title=statute.title, provisions=len(wanted), gaps=tuple(gaps)))
    return results


def _cited(knowledge: Knowledge, library: StatuteLibrary) -> set[Citation]:
    found: set[Citation] = set()
    for violation in knowledge.violations.values():
        for regime in violation.regimes:
            law = library.resolve_name(regime.statute)
            if law is None:
                continue
            places = [regime.penalty, regime.fine_in, *(i.cite for i in regime.individuals)]
            places += [p for v in regime.variants for p in (v.penalty, v.fine_in)]
            for text in places:
                if text and "《" not in text:
                    found.add(parse_place(law, text))
    return found


def _with_fines(statute: Statute, ranges: list[list[int]]) -> Iterator[tuple[Citation, str]]:
    for article in statute.articles:
        if not any(first <= article.no <= last for first, last in ranges):
            continue
        for paragraph in article.paragraphs:
            for item in _units(article, paragraph):
                text = paragraph.text if item is None else paragraph.items[item - 1].text
                yield Citation(law=statute.name, article=article.no, paragraph=paragraph.no, item=item), text


def _units(article: Article, paragraph: Paragraph) -> list[int | None]:
    """The items (or None for the whole paragraph) that are punished by a fine; none where there is no fine."""
    fined_later = any(
        _EARLIER_ITEMS.search(p.text) and _FINE.search(p.text) for p in article.paragraphs[paragraph.no :]
    )
    if paragraph.items and (_FINE.search(paragraph.text) or fined_later):
        return [i.no for i in paragraph.items]
    return [None] if _FINE.search(paragraph.full) else []


def _is_covered(citation: Citation, cited: set[Citation], statute: Statute) -> bool:
    single = len(next(a for a in statute.articles if a.no == citation.article).paragraphs) == 1
    paragraphs = {citation.paragraph, *([None] if single else [])}
    wanted = {citation.model_copy(update={"paragraph": p}) for p in paragraphs}
    return bool(wanted & cited)


def what_became(knowledge: Knowledge, law: str, article: int, on: date) -> list[tuple[str, str, str]]:
    """For a former penalty article: (violation, its relation, the Code's penalty place) of every entry that cites it."""
    found: list[tuple[str, str, str]] = []
    for violation in knowledge.violations.values():
        now = [r for r in violation.regimes if r.statute == "生态环境法典"]
        for regime in violation.regimes:
            if regime.statute == law and parse_place(law, regime.penalty).article == article:
                found += [(violation.name, regime.relation or "", r.penalty) for r in now] or [
                    (violation.name, regime.relation or "dropped", "")
                ]
    return found
