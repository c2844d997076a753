"""The facts of a case, read from its text by rules and taken from the officer's answers. No model, no guesses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from assistant.knowledge.model import FactKey

from .answers import officer_facts
from .measurements import Measurements
from .merge import merged, with_answers, with_checked_order, with_implied
from .model import Case, CaseFacts, Fact
from .parties import Parties, others
from .passages import Document, Mask, Stretches
from .rules import Extraction, Find, extraction_data
from .timeline import Timeline, last_offence


class Extractor:
    """Everything needed to read facts, compiled once for a vocabulary and a lexicon."""

    def __init__(self, vocabulary: Mapping[str, FactKey], lexicon: Mapping[str, str]) -> None:
        extraction = Extraction(vocabulary, lexicon)
        self._extraction = extraction
        self._parties, self._timeline, self._measurements = (
            Parties(extraction),
            Timeline(extraction),
            Measurements(extraction),
        )
        instructions = tuple(
            Mask(extraction.compile(p, "instructions.yaml"), "sentence", "sentence")
            for p in extraction_data("instructions.yaml")["patterns"]
        )
        self._masks = (*instructions, *extraction.masks)
        past = extraction_data("measurements.yaml")
        self._earlier = extraction.compile(past["earlier_offence"], "measurements.yaml")
        self._of_earlier = frozenset(past["earlier_keys"].split())

    def document(self, text: str) -> Document:
        return Document(text, self._masks)

    def finds(self, document: Document, found: date | None, decide: date | None) -> Iterator[Find]:
        """Every value read from the text, before they are weighed against each other. Days are the case's own."""
        names = self._parties.names(document)
        party = self._parties.party(document, names)
        elsewhere = others(document, names, party)
        before = [m.span() for m in self._earlier.finditer(document.masked)]
        aside = {True: Stretches(before), False: Stretches([*before, *elsewhere])}
        elsewhere_only = Stretches(elsewhere)
        for rule in self._extraction.rules:
            skipped = elsewhere_only if rule.rule.key in self._of_earlier else aside[rule.rule.about_others]
            yield from (f for f in rule.find(document) if not skipped.hold(f.start))
        dates = list(self._timeline.find(document, found or decide))
        yield from self._parties.find(document, party)
        yield from dates
        yield from self._measurements.find(document)
        found = found or next((f.value for f in dates if f.key == "found_on" and f.priority > 5), None)
        for mention, months in last_offence(document, self._earlier, found or decide):
            yield Find("months_since_last", months, mention.start, mention.end, 4)


def extract(case: Case, vocabulary: Mapping[str, FactKey], lexicon: Mapping[str, str]) -> CaseFacts:
    """All facts of a case. Officer's answers and the case's own days outrank the text; spans are offsets into its text.

    Unknown stays absent; what the text contradicts stands in ``conflicts``. Raises BadInput for answers that do not fit.
    """
    given = (*_days(case, vocabulary), *officer_facts(case.answers, vocabulary))
    extractor = _extractor(_Key(vocabulary, lexicon))
    document = extractor.document(case.text)
    facts = merged(extractor.finds(document, case.found, case.decide), document, vocabulary)
    facts = with_checked_order(with_answers(facts, given), case.decide or date.today())
    return with_checked_order(with_implied(facts, vocabulary), case.decide or date.today())


def _days(case: Case, vocabulary: Mapping[str, FactKey]) -> Iterator[Fact]:
    """The case's own days as facts of the officer."""
    days = {"act_start": case.act and case.act[0], "act_end": case.act and case.act[1], "found_on": case.found}
    for key, day in days.items():
        if day and key in vocabulary:
            yield Fact(key=key, value=day, source="officer")


class _Key:
    """A vocabulary and a lexicon, compared by identity: they are loaded once and never changed."""

    def __init__(self, vocabulary: Mapping[str, FactKey], lexicon: Mapping[str, str]) -> None:
        self.vocabulary, self.lexicon = vocabulary, lexicon

    def __hash__(self) -> int:
        return hash((id(self.vocabulary), id(self.lexicon)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.vocabulary is other.vocabulary and self.lexicon is other.lexicon


@lru_cache(maxsize=8)
def _extractor(key: _Key) -> Extractor:
    return Extractor(key.vocabulary, key.lexicon)
