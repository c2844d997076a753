"""Finding provisions: exact places first, everyday words understood, one version of an article, the day asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.errors import LawNotFound
from assistant.law.citation import place
from assistant.law.finding import find_citations
from assistant.law.library import StatuteLibrary
from assistant.law.model import Citation, Provision
from assistant.pipeline import House
from assistant.retrieval.passages import Kind, Passage
from assistant.retrieval.search import Hit

from .guide import Guide, guide_of
from .matching import NAMED, matcher_of
from .penalties import penalties_on

_BARE_NUMBER = re.compile(r"(?<=[法典例定则释])\s*第?\s*(\d{1,4})(?!\s*[条年月日号款项\d])")
_ALONE = re.compile(r"^\s*第?\s*(\d{1,4})\s*条?\s*$")
_FORMERLY = re.compile(r"原(?=[^，。]{1,14}(?:法|条例|办法))")
_NOT_IN_FORCE = 0.6  # how much the score of a text not in force today counts where no day is asked for


def citations_in(question: str, guide: Guide, library: StatuteLibrary) -> list[Citation]:
    """The articles a question names; a bare 第…条 is one of the default law."""
    text = _FORMERLY.sub("", question)
    text = _ALONE.sub(lambda m: f"{guide.settings.default_law}第{m[1]}条", text)
    text = _BARE_NUMBER.sub(lambda m: f"第{m[1]}条", text)
    found = find_citations(text, library.resolve_name)
    cited = [f.citation for f in found if f.citation]
    if not cited and found:
        own = Citation(law=guide.settings.default_law, article=0)
        cited = [f.citation for f in find_citations(text, library.resolve_name, own) if f.citation and not f.relative]
    return list(dict.fromkeys(cited))


def laws_in(question: str, library: StatuteLibrary) -> list[str]:
    """The laws a question names, the longest name first; part of a longer name does not count."""
    names = sorted(library.written_names().items(), key=lambda n: -len(n[0]))
    found: dict[str, None] = {}
    rest = question
    for written, law in names:
        if len(written) > 1 and written in rest:
            found[law] = None
            rest = rest.replace(written, "\n")
    return list(found)


def search(house: House, query: str, kinds: Sequence[Kind], top: int, on: date | None) -> list[Hit]:
    """Hits for a query: places named in it first, then by fused score; of an article only one version."""
    assert house.searcher is not None
    guide = guide_of(house.knowledge)
    exact = list(_exact(query, on, house)) if "law" in kinds else []
    exact += _of_violations(query, on or date.today(), house) if "law" in kinds else []
    named = frozenset(laws_in(query, house.library)) if "law" in kinds else frozenset()
    depth = max(20, top * 2)
    hits = house.searcher.search(guide.expanded(query), kinds, depth, on)
    if named:
        hits += house.searcher.search(guide.expanded(query), ("law",), depth, on, laws=named)
    today = date.today()
    scored = [Hit(passage=h.passage, score=_weighed(h, on, today, named)) for h in hits]
    ranked = sorted(scored, key=lambda h: (-h.score, h.passage.id))
    return _one_version([*exact, *ranked], on or today)[:top]


def _weighed(hit: Hit, on: date | None, today: date, named: frozenset[str]) -> float:
    held = on is not None or hit.passage.in_force.covers(today)
    score = hit.score if held or hit.passage.law in named else hit.score * _NOT_IN_FORCE
    return score + 0.05 if hit.passage.law in named else score


def _exact(query: str, on: date | None, house: House) -> Iterator[Hit]:
    for citation in citations_in(query, guide_of(house.knowledge), house.library):
        try:
            found = house.library.provision(citation, on)
        except LawNotFound:
            continue
        yield Hit(passage=_passage(found), score=1.0)


def _of_violations(query: str, day: date, house: House) -> list[Hit]:
    """Where the query names a violation, the articles that punish it on the day."""
    found = [v for v, score in matcher_of(house.knowledge).find(query) if score >= NAMED]
    places = [p for v in found[:2] for p in penalties_on(v, day, house)[:2]]
    whole = [p.citation.model_copy(update={"paragraph": None, "item": None}) for p in places]
    provisions = [house.library.provision(c, day) for c in dict.fromkeys(whole)]
    return [Hit(passage=_passage(p), score=0.9 - 0.01 * n) for n, p in enumerate(provisions)]


def _passage(found: Provision) -> Passage:
    citation = found.citation
    start = found.in_force.start.isoformat() if found.in_force.start else ""
    return Passage(
        id=f"law:{citation.law}:{start}:{citation.article}.{citation.article_sub or 0}",
        kind="law",
        ref=place(citation),
        title=found.cite,
        text=found.text,
        law=citation.law,
        article=citation.article,
        in_force=found.in_force,
    )


def _one_version(hits: list[Hit], day: date) -> list[Hit]:
    """Of several versions of an article the one in force on the day, else the best."""
    best: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        passage = hit.passage
        key = (passage.law, passage.id.rsplit(":", 1)[-1]) if passage.kind == "law" else (passage.kind, passage.id)
        held = best.get(key)
        if held is None:
            best[key] = hit
        elif not held.passage.in_force.covers(day) and passage.in_force.covers(day) and held.score < 1.0:
            best[key] = Hit(passage=passage, score=held.score)
    return list(best.values())
