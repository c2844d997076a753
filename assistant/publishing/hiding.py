"""Placeholders for values, the same for the same value and unlike any other, and the way there and back in a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .finding import HIDDEN, NAME, Personal
from .words import Words

_HEAVENLY = "甲乙丙丁戊己庚辛壬癸"


class Spans:
    """Words and what is put in their place; ``kept`` words are stepped over."""

    def __init__(self, table: Mapping[str, str], kept: tuple[str, ...] = ()) -> None:
        self._table = dict(table)
        self._pattern = _alternatives(self._table, kept)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and replacement, in order."""
        for match in self._pattern.finditer(text) if self._pattern else ():
            if match.group() in self._table:
                yield match.start(), match.end(), self._table[match.group()]

    def replace(self, text: str) -> str:
        pieces, done = [], 0
        for start, end, other in self.find(text):
            pieces += [text[done:start], other]
            done = end
        return "".join([*pieces, text[done:]])


class Hiding:
    """Which placeholder stands for which value. ``shielded`` names (of units) stay, even with a person's name in them."""

    def __init__(self, pairs: Sequence[tuple[str, str, str]], shielded: Iterable[str] = ()) -> None:
        self.pairs = tuple(sorted(pairs, key=lambda p: -len(p[1])))
        kept = tuple(sorted({s for s in shielded if s}, key=len, reverse=True))
        self.there = Spans({value: placeholder for _, value, placeholder in self.pairs}, kept)
        self.back = Spans({placeholder: value for _, value, placeholder in self.pairs})

    def hide(self, text: str) -> str:
        """The text with placeholders."""
        return self.there.replace(text)

    def show(self, text: str) -> str:
        """The text with the values again."""
        return self.back.replace(text)

    def left(self, text: str) -> list[str]:
        """Values that still stand in a text, outside the names of units."""
        return list(dict.fromkeys(text[start:end] for start, end, _ in self.there.find(text)))


def _alternatives(values: Mapping[str, str], shielded: tuple[str, ...]) -> re.Pattern[str] | None:
    if not values:
        return None
    parts = [re.escape(s) for s in shielded]
    for value in sorted(values, key=len, reverse=True):
        head = r"(?<![0-9A-Za-z])" if value[0].isascii() and value[0].isalnum() else ""
        tail = r"(?![0-9A-Za-z])" if value[-1].isascii() and value[-1].isalnum() else ""
        parts.append(f"{head}{re.escape(value)}{tail}")
    return re.compile("|".join(parts))


def hiding(found: Sequence[Personal], text: str, words: Words, shielded: Iterable[str] = ()) -> Hiding:
    """A placeholder for every value found; none of them stands in the original text already.

    Names: 张某; two of one surname 张某甲, 张某乙. Reporters and the like: 某某. Numbers: （手机号码隐去）, the second with 2.
    Where these do not lead back to the very same text, placeholders carry a number in brackets.
    """
    kept = tuple(shielded)
    plain = Hiding(_pairs(found, text, words, False), kept)
    return plain if plain.show(plain.hide(text)) == text else Hiding(_pairs(found, text, words, True), kept)


def _pairs(found: Sequence[Personal], text: str, words: Words, marked: bool) -> list[tuple[str, str, str]]:
    pairs: list[tuple[str, str, str]] = []
    taken: set[str] = set()
    surnames = [_surname(p.value, words) for p in found if p.kind == NAME]
    for one in sorted(found, key=lambda p: (text.find(p.value) if p.value in text else len(text), -len(p.value))):
        person = one.kind in (NAME, HIDDEN)
        base = one.kept + words.placeholders.get(one.kind, "")
        if person:
            surname = "某" if one.kind == HIDDEN else _surname(one.value, words)
            base = f"{surname}某"
        if marked:
            placeholder = _marked(base, text, taken)
        elif person:
            placeholder = _person(base, one.kind == NAME and surnames.count(base[:-1]) > 1, text, taken)
        else:
            placeholder = _numbered(base, text, taken)
        taken.add(placeholder)
        pairs.append((one.kind, one.value, placeholder))
    return pairs


def _marked(base: str, text: str, taken: set[str]) -> str:
    number = 1
    while f"{base}〔{number}〕" in text or f"{base}〔{number}〕" in taken:
        number += 1
    return f"{base}〔{number}〕"


def _surname(name: str, words: Words) -> str:
    return next((s for s in words.compound if name.startswith(s)), name[0])


def _person(plain: str, several: bool, text: str, taken: set[str]) -> str:
    """张某, or 张某甲 where there are more of the name or the text has a 张某 of its own."""
    if not several and plain not in text and not any(t.startswith(plain) for t in taken):
        return plain
    for sign in _HEAVENLY:
        if f"{plain}{sign}" not in text and f"{plain}{sign}" not in taken:
            return f"{plain}{sign}"
    number = 11
    while f"{plain}{number}" in text or f"{plain}{number}" in taken:
        number += 1
    return f"{plain}{number}"


def _numbered(base: str, text: str, taken: set[str]) -> str:
    if base not in text and base not in taken:
        return base
    number = 2
    while True:
        made = f"{base[:-1]}{number}）" if base.endswith("）") else f"{base}{number}"
        if made not in text and made not in taken:
            return made
        number += 1


def as_map(hidden: Hiding, text: str) -> list[dict[str, Any]]:
    """The map's entries: placeholder, value, kind, how often it stood there."""
    counts = Counter(text[start:end] for start, end, _ in hidden.there.find(text))
    return [{"placeholder": p, "value": v, "kind": k, "count": counts[v]} for k, v, p in hidden.pairs if counts[v]]


def from_map(entries: Iterable[Mapping[str, Any]]) -> Hiding:
    """A Hiding that shows again what a map says."""
    return Hiding([(str(e["kind"]), str(e["value"]), str(e["placeholder"])) for e in entries])
