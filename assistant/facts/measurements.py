"""Measured values and limits: how many times or decibels over, and which pollutants. Words: corpus/extraction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from .passages import BLANK, Document, Passage
from .prefilter import required_words
from .quantities import parse_number, plain
from .rules import Extraction, Find, extraction_data

_DECIBEL = re.compile(r"[dD][bB]|分贝")
_MOST = 200
_SOFTEST = 30  # no noise limit is lower (dB)


class Pollutant(NamedTuple):
    """A pollutant of corpus/extraction/pollutants.yaml."""

    name: str
    words: re.Pattern[str]
    required: frozenset[str] | None
    medium: str
    toxic: bool


class Value(NamedTuple):
    """A value with a unit in a sentence; offsets into the sentence."""

    start: int
    end: int
    number: Decimal
    unit: str
    limit: bool


class Measurements:
    """Reads exceedances and pollutants out of a document."""

    def __init__(self, extraction: Extraction) -> None:
        data = extraction_data("measurements.yaml")
        compiled = {
            k: extraction.compile(v, f"measurements.yaml {k}")
            for k, v in data.items()
            if k not in ("unit", "earlier_keys")
        }
        self._value = extraction.compile(
            "(?<![0-9.])(?P<low>[0-9]{1,9}(?:\\.[0-9]{1,6})?) ?(?P<what>" + data["unit"] + ")", "unit"
        )
        self._times, self._over = compiled["times"], compiled["over"]
        self._ratio, self._not_over = compiled["ratio_of"], compiled["not_over"]
        self._limit_before, self._limit_after = compiled["limit_before"], compiled["limit_after"]
        self._absent = compiled["absent_before"]
        self._exceed = extraction.compile("{exceed}|超出|高于", "exceed")
        self._denied = re.compile("(?:未|没有|均未|不|并未)(?:出现|发现)?$")
        self._discharge = extraction.compile("{discharge}|产生|含有?|浓度|超|监测|检测|无组织", "discharge")
        self._pollutants = tuple(
            Pollutant(
                p["name"],
                re.compile(p["words"]),
                required_words(p["words"]),
                p.get("medium", ""),
                p.get("toxic", False),
            )
            for p in extraction_data("pollutants.yaml")
        )

    def find(self, document: Document) -> Iterator[Find]:
        """Finds of exceed_times, exceed_db, exceeded, pollutants, pollutant_count, medium and toxic."""
        explicit = [f for s in self._sentences_with(document, ("倍", "%")) for f in self._stated(s)]
        yield from explicit
        computed: list[Find] = []
        for sentence in self._sentences_with(document, ("/", "分贝", "d", "D", "毫克", "微克")):
            computed += self._computed(sentence)
        yield from (f for f in computed if f.key != "exceed_times" or not explicit)
        yield from _doubt(explicit, [f for f in computed if f.key == "exceed_times"])
        yield from self._named(document)

    def _sentences_with(self, document: Document, words: tuple[str, ...]) -> list[Passage]:
        return [document.sentences[i] for i in list(document.holding(frozenset(words)))[:_MOST]]

    def _stated(self, sentence: Passage) -> Iterator[Find]:
        """超标0.59倍, 超过限值12.15倍, 超标59%; 为限值的3.5倍 is 2.5 times over."""
        for match in self._times.finditer(sentence.text):
            lead, tail = (
                sentence.text[max(match.start() - 40, 0) : match.start()],
                sentence.text[match.end() : match.end() + 3],
            )
            number = parse_number(match["num"])
            clause = re.split("[，,。；]", lead)[-1]
            if number is None or BLANK in clause or self._not_over.search(clause + "|" + tail):
                continue
            if match["unit"] == "%":
                number /= 100
            if self._ratio.search(lead):
                number -= 1
            elif not self._over.search(clause) and not (
                self._over.search(lead) and re.search(r"[倍%][、，和及与]", lead)
            ):
                continue
            over = list(self._over.finditer(lead))
            if (over and self._denied.search(lead[: over[-1].start()])) or not 0 < number < 100_000:
                continue
            start = sentence.start + match.start() - (len(lead) - over[-1].start() if over else len(clause))
            yield Find("exceed_times", plain(number), start, sentence.start + match.end(), 6)

    def _computed(self, sentence: Passage) -> Iterator[Find]:
        """Pairs of a measured value and the limit that follows it (or goes before it), in one unit."""
        values = list(self._values(sentence.text))
        limits = [v for v in values if v.limit]
        measured = [v for v in values if not v.limit]
        says_over = bool(self._exceed.search(sentence.text))
        for index, value in enumerate(measured):
            limit = _limit_of(value, index, measured, limits)
            if limit is None or limit.number <= 0 or value.number <= limit.number:
                continue
            if not says_over and limit.start < value.start:
                continue  # limits listed one after the other (载明……20mg/m3，……200mg/m3)
            start, end = sentence.start + min(value.start, limit.start), sentence.start + max(value.end, limit.end)
            yield Find("exceeded", True, start, end, 5)
            if _DECIBEL.match(value.unit):
                yield Find("exceed_db", plain(value.number - limit.number), start, end, 5)
            else:
                yield Find("exceed_times", plain(round(value.number / limit.number - 1, 4)), start, end, 5)

    def _values(self, text: str) -> Iterator[Value]:
        for match in self._value.finditer(text):
            number = parse_number(match["low"])
            if number is None:
                continue
            lead = re.split("[，,；]", text[max(match.start() - 20, 0) : match.start()])[-1]
            limit = bool(
                self._limit_before.search(lead) or self._limit_after.match(text[match.end() : match.end() + 20])
            )
            unit = _normal_unit(match["what"])
            if unit == "dB" and number < _SOFTEST:
                continue  # 超过限值14分贝: a difference, not a level
            yield Value(match.start(), match.end(), number, unit, limit)

    def _named(self, document: Document) -> Iterator[Find]:
        """Pollutants of sentences on exceedance; where there are none, of sentences on discharge."""
        over: dict[str, tuple[int, int]] = {}
        seen: list[Find] = []
        for pollutant in self._pollutants:
            for number in list(document.holding(pollutant.required))[:_MOST]:
                sentence = document.sentences[number]
                for match in pollutant.words.finditer(sentence.text):
                    if self._absent.search(sentence.text, max(match.start() - 30, 0), match.start()):
                        continue
                    place = (sentence.start + match.start(), sentence.start + match.end())
                    exceeding = self._exceeds(sentence.text, match)
                    if not exceeding and not self._discharge.search(sentence.text):
                        break
                    priority = 6 if exceeding else 4
                    seen.append(Find("pollutants", pollutant.name, *place, priority))
                    if pollutant.medium:
                        seen.append(Find("medium", pollutant.medium, *place, 5 if exceeding else 3))
                    if pollutant.toxic:
                        seen.append(Find("toxic", True, *place, 5))
                    if exceeding:
                        over.setdefault(pollutant.name, place)
                    break
        yield from seen
        if over:
            first = min(over.values())
            yield Find("pollutant_count", len(over), *first, 4)

    def _exceeds(self, sentence: str, match: re.Match[str]) -> bool:
        """Whether the pollutant stands in a clause (or just before one) that says it is over the limit."""
        rest = sentence[match.end() : match.end() + 90]
        found = self._exceed.search(rest)
        if found:
            return not self._denied.search(rest[: found.start()][-6:])
        lead = sentence[max(match.start() - 30, 0) : match.start()]
        found = self._exceed.search(lead)
        return bool(found and not self._denied.search(lead[: found.start()][-6:]))


def _limit_of(value: Value, index: int, measured: list[Value], limits: list[Value]) -> Value | None:
    """The limit a value is compared with: as many limits as values pair in order, else the next one, else the last."""
    same = [v for v in limits if v.unit == value.unit]
    if len(limits) == len(measured) > 1 and all(v.start > measured[-1].start for v in limits):
        return limits[index] if limits[index].unit == value.unit else None
    after = [v for v in same if v.start > value.start]
    return after[0] if after else same[-1] if same else None


def _doubt(explicit: list[Find], computed: list[Find]) -> Iterator[Find]:
    """One stated multiple and one computed that differ by more than a tenth: both are put to the officer."""
    if len(explicit) == 1 == len(computed):
        stated, counted = explicit[0].value, computed[0].value
        if abs(stated - counted) > 0.1 * max(counted, 0.1):
            yield computed[0]._replace(key="exceed_times!", priority=6)


def _normal_unit(unit: str) -> str:
    table = {
        "毫克/升": "mg/l",
        "毫克每升": "mg/l",
        "微克/升": "μg/l",
        "ug/l": "μg/l",
        "毫克/立方米": "mg/m3",
        "毫克/标立方米": "mg/m3",
    }
    lower = unit.lower().replace("³", "3").replace("nm3", "m3")
    if _DECIBEL.match(unit):
        return "dB"
    return table.get(lower, {"毫克每立方米": "mg/m3", "微克/立方米": "μg/m3"}.get(lower, lower))
