"""Who the case is about: the party's name and kind, and which clauses speak of somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .passages import BLANK, Document
from .rules import Extraction, Find, extraction_data

_LONGEST = 40
_EDGE = re.compile(rf"[，,。；;！？!?\n：:、“”\"‘’《》【】\[\]{BLANK}]")
_TRAILING = re.compile(r"^[\s·\-—]+|[\s·]+$")
_COMPANY = re.compile("公司|集团|医院|学校|合作社|中心|矿$|幼儿园|卫生院")


class Name(NamedTuple):
    """A name of an organisation (or person) in the text."""

    start: int
    end: int
    text: str


class Parties:
    """Finds the party's name and kind, by the words of corpus/extraction/parties.yaml."""

    def __init__(self, extraction: Extraction) -> None:
        data = extraction_data("parties.yaml")

        def compiled(key: str) -> re.Pattern[str]:
            return extraction.compile(data[key], f"parties.yaml {key}")

        suffixes = "|".join(map(re.escape, sorted(data["suffixes"], key=len, reverse=True)))
        self._suffix = extraction.compile(
            f"(?:{suffixes})(?<!厂(?=[区房家界外内门长方址商部]))", "parties.yaml suffixes"
        )
        self._lead = extraction.compile("|".join(f"(?:{lead})" for lead in data["lead"]), "parties.yaml lead")
        self._agencies, self._pronouns = compiled("agencies"), compiled("pronouns")
        self._before, self._after = compiled("third_before"), compiled("third_after")
        self._people, self._person_clause = compiled("people"), compiled("person_clause")
        self._labelled = re.compile(
            r"(?:当事人|被处罚人|被处罚单位|单位名称|企业名称|被检查单位)(?:名称)?(?:[:：]|为|是|系)?\s*$"
        )

    def names(self, document: Document) -> list[Name]:
        """Names of organisations that are no authority, in order; short forms of pronouns left out."""
        found: list[Name] = []
        done = 0
        for match in self._suffix.finditer(document.masked):
            name = self._name(document.masked, match, done)
            if name:
                found.append(name)
                done = name.end
            if len(found) >= 300:
                break
        return found

    def _name(self, text: str, suffix: re.Match[str], done: int) -> Name | None:
        low = max(done, suffix.start() - _LONGEST)
        run = text[low : suffix.end()]
        cut = max((m.end() for m in _EDGE.finditer(run[: -len(suffix.group())])), default=0)
        for lead in self._lead.finditer(run, cut, len(run) - len(suffix.group())):
            cut = max(cut, lead.end())
        name = _TRAILING.sub("", run[cut:])
        start = suffix.end() - len(run[cut:].lstrip(" ·-—"))
        if (
            name.count("(") != name.count(")")
            or (len(name) < 4 and "某" not in name)
            or self._pronouns.search(name)
            or self._agencies.search(name)
        ):
            return None
        return Name(start, suffix.end(), name)

    def party(self, document: Document, names: list[Name]) -> Name | None:
        """The party: a labelled name, else the first that is not a third party, else a person."""
        text = document.masked
        labelled = [n for n in names if self._labelled.search(text[max(n.start - 12, 0) : n.start])]
        person = self._person(text)
        if labelled:
            return labelled[0]
        plain = [n for n in names if not self._third(text, n)]
        if person and person[1] and not (plain and plain[0].start < person[0].start):
            return person[0]
        if plain:
            return plain[0]
        return person[0] if person else None

    def _person(self, text: str) -> tuple[Name, bool] | None:
        for pattern in (self._people, self._person_clause):
            match = pattern.search(text)
            if match and not self._suffix.search(match["t"]) and not self._pronouns.search(match["t"]):
                return Name(match.start("t"), match.end("t"), match["t"]), pattern is self._people or match["t"][
                    1:2
                ] == "某"
        return None

    def _third(self, text: str, name: Name) -> bool:
        return bool(
            self._before.search(text[max(name.start - 14, 0) : name.start])
            or self._after.match(text[name.end : name.end + 10])
        )

    def find(self, document: Document, party: Name | None) -> Iterator[Find]:
        """The finds party_name and, by the name alone, party_kind."""
        if party is None:
            return
        yield Find("party_name", document.quote(party.start, party.end), party.start, party.end, 5)
        if _COMPANY.search(party.text):
            yield Find("party_kind", "单位", party.start, party.end, 5)
        elif not self._suffix.search(party.text):
            yield Find("party_kind", "个人", party.start, party.end, 5)


def others(document: Document, names: list[Name], party: Name | None) -> list[tuple[int, int]]:
    """Stretches about somebody else: from a clause that opens with another's name to the sentence's end or the party."""
    if party is None:
        return []
    core = party.text[-12:]
    stretches: list[tuple[int, int]] = []
    back = re.compile(r"[，,](?:当事人|该公司|该单位|该厂|你公司|你单位|其|" + re.escape(party.text) + ")")
    for name in names:
        if name.text == party.text or name.text in party.text or core in name.text:
            continue
        lead = document.masked[max(name.start - 10, 0) : name.start]
        opening = re.split("[，,。；;！？!?\n：:]", lead)[-1]
        if opening.strip() not in (
            "",
            "另查明",
            "另有",
            "另",
            "隔壁",
            "邻近的",
            "附近的",
            "相邻的",
            "同一园区的",
            "而",
            "经查",
        ):
            continue
        end = _end_of_sentence(document.masked, name.end)
        returned = back.search(document.masked, name.end, end)
        stretches.append((name.start, returned.start() if returned else end))
    return stretches


def _end_of_sentence(text: str, start: int) -> int:
    match = re.compile("[。！？!?；;\n]").search(text, start)
    return min(match.start() if match else len(text), start + 400)
