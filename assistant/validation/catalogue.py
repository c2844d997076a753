"""The catalogue seen from a cited article: which violations it is a duty or a penalty of, and within which fines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from assistant.knowledge.fines import Fine
from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import Regime, Variant
from assistant.law.citation import parse_place
from assistant.law.library import StatuteLibrary
from assistant.law.model import Citation
from assistant.reasoning.fines import statutory_range

Article = tuple[str, int]
Range = tuple[int | None, int]


class Entry(NamedTuple):
    """One regime of one violation at the article cited."""

    violation: str
    name: str
    regime: Regime
    place: Citation
    field: str = ""


class Index(NamedTuple):
    """Entries by article: as duty and as penalty."""

    duties: dict[Article, tuple[Entry, ...]]
    penalties: dict[Article, tuple[Entry, ...]]


@lru_cache(maxsize=4)
def index(knowledge: Knowledge, library: StatuteLibrary) -> Index:
    """The whole catalogue by article; made once."""
    duties: dict[Article, list[Entry]] = {}
    penalties: dict[Article, list[Entry]] = {}
    for violation in knowledge.violations.values():
        for regime in violation.regimes:
            law = library.resolve_name(regime.statute)
            if law is None:
                continue
            for text, table in _places(regime, duties, penalties):
                place = _parse(law, text, library)
                if place:
                    entry = Entry(violation.id, violation.name, regime, place, violation.field)
                    table.setdefault((place.law, place.article), []).append(entry)
    return Index({k: tuple(v) for k, v in duties.items()}, {k: tuple(v) for k, v in penalties.items()})


def _places(
    regime: Regime, duties: dict[Article, list[Entry]], penalties: dict[Article, list[Entry]]
) -> Iterator[tuple[str, dict[Article, list[Entry]]]]:
    for text in (*regime.duty, *(d for v in regime.variants for d in v.duty or ())):
        yield text, duties
    for penalty in (regime.penalty, regime.fine_in, *(p for v in regime.variants for p in (v.penalty, v.fine_in))):
        if penalty:
            yield penalty, penalties


def _parse(law: str, text: str, library: StatuteLibrary) -> Citation | None:
    """A place of the catalogue, which may name another law (《…》第…条)."""
    named = re.match(r"《(?P<law>[^》]+)》(?P<place>.+)", text)
    if named:
        law, text = library.resolve_name(named["law"]) or "", named["place"]
    try:
        return parse_place(law, text) if law else None
    except ValueError:
        return None


def fits(citation: Citation, place: Citation) -> bool:
    """The same article, and no level written in both differs."""
    if (citation.law, citation.article, citation.article_sub) != (place.law, place.article, place.article_sub):
        return False
    pairs = ((citation.paragraph, place.paragraph), (citation.item, place.item))
    return all(a is None or b is None or a == b for a, b in pairs)


def ranges(citation: Citation, text: str, catalogue: Index, field_words: Mapping[str, str]) -> set[Range]:
    """The statutory fines, in yuan, that the catalogue knows for a cited penalty provision.

    ``field_words`` are patterns by field: one article may fine noise less than other pollutants, and the lower range
    holds only for a document that speaks of noise.

    Heavier steps (拒不改正, 情节严重) and variants count where the document speaks of them; fines that need a base
    (总投资额, 货值金额) cannot be told from the text alone and are left out.
    """
    found: set[Range] = set()
    for entry in catalogue.penalties.get((citation.law, citation.article), ()):
        if not fits(citation, entry.place) or not _of_its_field(entry, text, field_words):
            continue
        regime = entry.regime
        spoken = [v for v in regime.variants if _spoken_of(v, text)]
        fines = [f for v in spoken for f in (v.fine, *(s.fine for s in v.steps or () if s.step in text))]
        if not any(v.fine for v in spoken):
            fines += [regime.fine, *(v.fine for v in regime.variants if regime.fine is None)]
        fines += [s.fine for s in regime.steps if s.step in text]
        if regime.fine is None and not any(fines):
            fines += [s.fine for s in regime.steps]
        found |= {r for fine in fines if (r := _range(fine))}
    return found


def _of_its_field(entry: Entry, text: str, field_words: Mapping[str, str]) -> bool:
    words = next((w for field, w in field_words.items() if entry.field.startswith(field)), "")
    return re.search(words, text) is not None


def _spoken_of(variant: Variant, text: str) -> bool:
    return any(word in text for word in _words(variant.when))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)


def _range(fine: Fine | None) -> Range | None:
    if fine is None:
        return None
    result = statutory_range(fine, lambda _: None)
    return (result.min, result.max) if result.max is not None else None
