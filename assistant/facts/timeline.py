"""Which date is which: finding, act, construction, production, correction. The words are corpus/extraction/timeline.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from .dates import Mention, mentions
from .passages import Document, Passage
from .rules import Extraction, Find, extraction_data

_REACH = 60
_KEY = {
    "found": "found_on",
    "constructed": "construction_start_on",
    "built": "construction_end_on",
    "produced": "production_start_on",
    "corrected": "corrected_on",
    "filed": "filed_on",
    "notice": "notice_served_on",
    "rectification": "rectification_served_on",
    "served": "served_on",
}
_OF_THE_FILE = ("filed", "notice", "rectification", "served")
"""Days of handling the case: no day of the act, however the words around them run."""
_LABELS = {"found": 8, "constructed": 7, "built": 7, "produced": 7, "corrected": 7}
_LAST_DAY = ("built", "corrected")


class Timeline:
    """Reads a document's dates into finds of the vocabulary's date keys."""

    def __init__(self, extraction: Extraction) -> None:
        data: Mapping[str, str] = {k: v for k, v in extraction_data("timeline.yaml").items() if isinstance(v, str)}
        roles: Mapping[str, str] = extraction_data("timeline.yaml")["roles"]
        self._words = {name: extraction.compile(pattern, f"timeline.yaml {name}") for name, pattern in data.items()}
        self._roles = {name: extraction.compile(pattern, f"timeline.yaml {name}") for name, pattern in roles.items()}

    def find(self, document: Document, anchor: date | None) -> Iterator[Find]:
        """Finds with dates as values; an impossible date has the value None."""
        by_sentence: dict[int, list[Mention]] = {}
        for mention in mentions(document.masked, anchor):
            by_sentence.setdefault(document.sentence_at(mention.start), []).append(mention)
        finds = [f for number, group in by_sentence.items() for f in self._sentence(document.sentences[number], group)]
        found = next((f.value for f in finds if f.key == "found_on" and f.value and f.priority > 5), None)
        for find in finds:
            # A day only near a word of acting, and after the finding, is a later event of the procedure.
            if not (found and find.value and find.key.startswith("act_") and find.priority <= 5 and find.value > found):
                yield find

    def _sentence(self, sentence: Passage, group: list[Mention]) -> Iterator[Find]:
        """Each date with the words before and after it; two dates joined by 至 are one range."""
        local = [m for m in group if sentence.start <= m.start and m.end <= sentence.start + len(sentence.text)]
        i = 0
        while i < len(local):
            before, after, between = _around(sentence, local, i)
            i += 1
            if i < len(local) and self._words["listed"].match(between):
                after = _around(sentence, local, i)[1]
            if i < len(local) and self._words["range_between"].match(between):
                _, after, _ = _around(sentence, local, i)
                finds = list(self._range(local[i - 1], local[i], before, after))
                yield from finds
                if finds:
                    i += 1
                    continue
            yield from self._single(local[i - 1], before, after)

    def _range(self, first: Mention, second: Mention, before: str, reach: str) -> Iterator[Find]:
        role = self._first_role(reach)
        if self._words["not_act"].search(before + reach[:12]) or self._words["past"].search(before):
            return
        if role in ("found", "document", *_OF_THE_FILE) or not self._words["range_act"].search(reach):
            return
        if role == "constructed":
            yield from self._of("constructed", first, 7)
            yield from self._of("built", second, 7)
            return
        yield from _fact("act_start", first, first.first, 8)
        yield from _fact("act_end", second, second.last, 8)

    def _single(self, mention: Mention, before: str, after: str) -> Iterator[Find]:
        words = self._words
        if words["deadline_after"].match(after) or words["past"].search(before[-8:]):
            return
        for labelled, priority in _LABELS.items():
            if words[f"before_{labelled}"].search(before):
                yield from self._of(labelled, mention, priority)
                return
        if words["before_act"].search(before):
            yield from _fact("act_start", mention, mention.first, 8)
            yield from _fact("act_end", mention, mention.last, 8)
            return
        role = self._first_role(after)
        if role in _OF_THE_FILE:
            yield from self._of(role, mention, 5)
            return
        since = words["before_start"].search(before) and words["after_start"].match(after)
        if role is None and since and words["range_act"].search(after):
            role = "acted"
        if words["not_act"].search(after[:8]) or role is None or role == "document":
            return
        if role == "sampled":
            yield from _fact("found_on", mention, mention.first, 4)
        elif role == "acted":
            yield from self._act(mention, before, after)
        else:
            yield from self._of(role, mention, 6 if role == "found" else 5)

    def _act(self, mention: Mention, before: str, after: str) -> Iterator[Find]:
        """A date of the act itself; 自……起 gives only its beginning. Found while it was done: the day of finding too."""
        if self._words["before_end"].search(before):
            yield from _fact("act_end", mention, mention.last, 5)
        elif self._words["before_start"].search(before) or self._words["after_start"].match(after):
            yield from _fact("act_start", mention, mention.first, 7)
        elif mention.precision == "day" or mention.impossible:
            yield from _fact("act_start", mention, mention.first, 5)
            yield from _fact("act_end", mention, mention.last, 5)

    def _of(self, role: str, mention: Mention, priority: int) -> Iterator[Find]:
        yield from _fact(_KEY[role], mention, mention.last if role in _LAST_DAY else mention.first, priority)

    def _first_role(self, text: str) -> str | None:
        """The role whose word comes first; longer words win where two start together, and any other before document."""
        hits = [
            (m.start(), -len(m.group()), role == "document", role)
            for role, p in self._roles.items()
            if (m := p.search(text))
        ]
        return min(hits)[3] if hits else None


def _around(sentence: Passage, group: list[Mention], i: int) -> tuple[str, str, str]:
    """The words before a date (after the one before it), those in reach after it, and all up to the next date."""
    text, offset = sentence.text, sentence.start
    start = max(group[i - 1].end - offset if i else 0, group[i].start - offset - 24)
    stop = group[i + 1].start - offset if i + 1 < len(group) else len(text)
    end = group[i].end - offset
    return text[start : group[i].start - offset], text[end : min(stop, end + _REACH)], text[end:stop]


def _fact(key: str, mention: Mention, day: date | None, priority: int) -> Iterator[Find]:
    if day is not None or mention.impossible:
        yield Find(key, day, mention.start, mention.end, priority)


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to another."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)


def last_offence(document: Document, pattern: re.Pattern[str], anchor: date | None) -> Iterator[tuple[Mention, int]]:
    """Dates of an earlier offence (曾于2024年5月因……被处罚), with the whole months from then to ``anchor``."""
    if anchor is None:
        return
    for mention in mentions(document.masked, anchor):
        sentence = document.sentences[document.sentence_at(mention.start)] if document.sentences else None
        if sentence is None or mention.first is None or mention.last is None or mention.last >= anchor:
            continue
        local = mention.start - sentence.start
        around = sentence.text[max(local - 20, 0) : local + 70]
        if pattern.search(around):
            yield mention, months_between(mention.last if mention.precision == "day" else mention.first, anchor)
