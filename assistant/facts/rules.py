"""Extraction rules as lawyers write them (corpus/extraction/rules/*.yaml), and how one is read out of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from assistant.errors import CorpusError
from assistant.knowledge.cues import Patterns
from assistant.knowledge.load import read_entries, read_yaml
from assistant.knowledge.model import FactKey
from assistant.law.model import Frozen
from assistant.paths import data_dir

from .passages import BLANK, Document, Mask
from .prefilter import required_words
from .quantities import in_unit, in_yuan

_MOST_FINDS = 60


class Rule(Frozen):
    """One way a text shows a fact.

    ``patterns`` are expressions matched inside a sentence; {name} stands for a group of the lexicon. The value is ``value``,
    or the number of group ``num`` in the unit of group ``unit`` (else ``unit``), or the words of group ``t``.
    ``negated`` is the value where a negation stands right before the match (absent: a negated match says nothing);
    ``plain`` switches that test off for patterns that hold their own negation. ``needs`` must stand in the same sentence,
    ``unless`` must not, ``unless_clause`` must not stand between the commas around the match. Higher ``priority``
    outranks lower. ``about_others``: the rule also reads sentences about somebody else than the party.
    """

    key: str
    value: Any = None
    negated: Any = None
    patterns: tuple[str, ...]
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    unless_clause: tuple[str, ...] = ()
    unit: str = ""
    priority: int = 5
    plain: bool = False
    about_others: bool = False


class Find(NamedTuple):
    """A value read from a span of the text, not yet weighed against others of its key."""

    key: str
    value: Any
    start: int
    end: int
    priority: int = 5


@dataclass(frozen=True)
class CompiledRule:
    """A rule with its expressions compiled; ``find`` reads it out of a document."""

    rule: Rule
    kind: str
    patterns: tuple[tuple[re.Pattern[str], frozenset[str] | None], ...]
    needs: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    unless_clause: tuple[re.Pattern[str], ...]
    before: re.Pattern[str]
    after: re.Pattern[str]

    def find(self, document: Document) -> Iterator[Find]:
        count = 0
        for pattern, words in self.patterns:
            for number in document.holding(words):
                sentence = document.sentences[number]
                for match in _matches(pattern, sentence.text, self.rule.value is not None):
                    found = self._read(document, sentence.start, sentence.text, match)
                    if found:
                        yield found
                        count += 1
                        if count >= _MOST_FINDS:
                            return

    def _read(self, document: Document, offset: int, sentence: str, match: re.Match[str]) -> Find | None:
        start, end = match.start() + offset, match.end() + offset
        if start == end or BLANK in match.group():
            return None
        if any(p.search(sentence) for p in self.unless) or not all(p.search(sentence) for p in self.needs):
            return None
        left, right = document.clause(start, end)
        if any(p.search(document.masked, left, right) for p in self.unless_clause):
            return None
        value = self._value(match)
        negation = None if self.rule.plain else self._negation(document, left, start, end)
        if negation:
            value, (start, end) = self.rule.negated, negation
        return None if value is None else Find(self.rule.key, value, start, end, self.rule.priority)

    def _negation(self, document: Document, left: int, start: int, end: int) -> tuple[int, int] | None:
        """The match with the negation before or after it, so that a quotation shows both; None where there is none."""
        lead_at = max(left, start - 24)
        before = self.before.search(document.masked[lead_at:start])
        if before:
            return lead_at + before.start(), end
        after = self.after.match(document.masked[end : end + 12])
        return (start, end + after.end()) if after else None

    def _value(self, match: re.Match[str]) -> Any:
        groups = match.groupdict()
        if self.rule.value is not None:
            return self.rule.value
        if groups.get("num") is not None:
            unit = groups.get("unit") or self.rule.unit
            return in_yuan(groups["num"], unit) if self.kind == "money" else in_unit(groups["num"], unit)
        return (groups.get("t") or "").strip(" ：:、") or None


def _matches(pattern: re.Pattern[str], text: str, overlapping: bool) -> Iterator[re.Match[str]]:
    """Matches in order; ``overlapping`` gives also the match that starts inside one: 未取得(排污许可证(排放废水))."""
    at = 0
    while match := pattern.search(text, at):
        yield match
        inner = pattern.search(text, match.start() + 1) if overlapping and len(match.group()) > 4 else None
        if inner and inner.start() < match.end():
            yield inner
        at = max(match.end(), match.start() + 1)


class Extraction:
    """All rules of corpus/extraction compiled with a lexicon."""

    def __init__(self, vocabulary: Mapping[str, FactKey], lexicon: Mapping[str, str]) -> None:
        self.cues = Patterns(lexicon)
        common = extraction_data("common.yaml")
        self.masks = tuple(
            Mask(self.compile(m["find"], "common.yaml"), m.get("from", ""), m.get("to", "")) for m in common["masks"]
        )
        self.before = self.compile(common["negation_before"], "common.yaml")
        self.after = self.compile(common["negation_after"], "common.yaml")
        self.rules = tuple(self._compiled(r, vocabulary[r.key].kind) for r in load_rules() if r.key in vocabulary)

    def compile(self, pattern: str, where: str) -> re.Pattern[str]:
        """The expression with its groups filled in. Raises CorpusError naming the file or key."""
        try:
            return self.cues.compiled(pattern)
        except ValueError as error:
            raise CorpusError("extraction", where, "patterns", str(error), "改正这条模式") from error

    def _compiled(self, rule: Rule, kind: str) -> CompiledRule:
        def every(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
            return tuple(self.compile(p, rule.key) for p in patterns)

        return CompiledRule(
            rule=rule,
            kind=kind,
            patterns=tuple((p, required_words(p.pattern)) for p in every(rule.patterns)),
            needs=every(rule.needs),
            unless=every(rule.unless),
            unless_clause=every(rule.unless_clause),
            before=self.before,
            after=self.after,
        )


@lru_cache(maxsize=1)
def load_rules() -> tuple[Rule, ...]:
    """Every rule below corpus/extraction/rules, in the order of files. Raises CorpusError for a mistake."""
    root = data_dir("corpus")
    return tuple(
        r for path in sorted((root / "extraction" / "rules").glob("*.yaml")) for r in read_entries(path, root, Rule)
    )


@lru_cache(maxsize=16)
def extraction_data(name: str) -> Any:
    """Another file of corpus/extraction as plain data."""
    root = data_dir("corpus")
    return read_yaml(root / "extraction" / name, root)
