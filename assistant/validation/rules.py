"""Rules that are no statutes: benchmarks and exemption lists of provinces and cities, by name, alias or number.

They are cited in documents but their text is not in the library; what the corpus knows of them is checked instead:
the articles it relies on, the days they hold, and where.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import Benchmark
from assistant.law.model import Period
from assistant.law.numerals import to_int

_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}〔\d{4}〕\d+号")
_ARTICLE = re.compile(r"第([零〇一二三四五六七八九十百]+)条(?:至第([零〇一二三四五六七八九十百]+)条)?")


class Rule(NamedTuple):
    """One rule: the names and numbers it goes by, the days it holds, whose it is, the articles the corpus relies on.

    ``kind``: benchmark or exemption. ``jurisdiction`` is a place name (广东, 江门, 国家), "" unknown.
    """

    kind: str
    name: str
    aliases: tuple[str, ...]
    jurisdiction: str
    holds: Period
    articles: frozenset[int] = frozenset()
    note: str = ""


class Mention(NamedTuple):
    """A rule as mentioned in a text."""

    rule: Rule
    span: tuple[int, int]


@lru_cache(maxsize=4)
def known_rules(knowledge: Knowledge) -> tuple[Rule, ...]:
    """Every rule the corpus knows, most specific names first."""
    return (*_benchmarks(knowledge), *_lists(knowledge), *_others(knowledge))


def mentions(text: str, knowledge: Knowledge) -> tuple[Mention, ...]:
    """Where known rules are mentioned by a name or number, in order; the longest name at a place wins."""
    by_alias = _aliases(knowledge)
    if not by_alias:
        return ()
    return tuple(Mention(by_alias[m.group()], m.span()) for m in _pattern(knowledge).finditer(text))


def rule_before(text: str, position: int, knowledge: Knowledge) -> Rule | None:
    """The rule whose name ends right before an article (广东规定第五条)."""
    before = text[max(0, position - 60) : position].rstrip("》 ）)")
    by_alias = _aliases(knowledge)
    fit = [a for a in by_alias if before.endswith(a.rstrip("》 ）)"))]
    return by_alias[max(fit, key=len)] if fit else None


@lru_cache(maxsize=4)
def _aliases(knowledge: Knowledge) -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for rule in known_rules(knowledge):
        for alias in (rule.name, *rule.aliases):
            found.setdefault(alias, rule)
    return found


@lru_cache(maxsize=4)
def _pattern(knowledge: Knowledge) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(a) for a in sorted(_aliases(knowledge), key=lambda a: -len(a))))


def _benchmarks(knowledge: Knowledge) -> list[Rule]:
    rules = []
    for j in knowledge.jurisdictions.values():
        tables = [b for b in knowledge.benchmarks.values() if b.jurisdiction == j.id]
        numbers = {n for text in (j.source, *(b.doc for b in tables)) for n in _NUMBER.findall(text)}
        cites = [j.source, *(c.cite for c in j.corrections), *(n for b in tables for n in b.notes)]
        short = {c.split("第")[0] for c in (x.cite for x in j.corrections) if c.startswith(j.name)}
        if not (j.rules or numbers):
            continue
        aliases = numbers | short | {b.doc for b in tables if b.doc} | {f"{j.name}规定", f"{j.name}基准规定"}
        rules.append(
            Rule(
                kind="benchmark",
                name=j.rules or sorted(numbers)[0],
                aliases=tuple(sorted(aliases)),
                jurisdiction="国家" if j.id == "national" else j.name,
                holds=Period(
                    start=j.in_force_from or _first(tables, "in_force_from"),
                    end=j.in_force_until or _first(tables, "in_force_until"),
                ),
                articles=_articles(" ".join(cites), j.name),
            )
        )
    return rules


def _first(tables: list[Benchmark], field: str) -> date | None:
    days = {getattr(t, field) for t in tables}
    return days.pop() if len(days) == 1 else None


def _articles(text: str, name: str) -> frozenset[int]:
    """Articles of the jurisdiction's own rules named in its data; those of statutes beside them are passed over."""
    own = re.sub(r"(?:法典|法|条例|办法)第[零〇一二三四五六七八九十百]+条", "", text)
    found: set[int] = set()
    for first, last in _ARTICLE.findall(own):
        low = to_int(first)
        found |= set(range(low, to_int(last) + 1)) if last else {low}
    return frozenset(found)


def _lists(knowledge: Knowledge) -> list[Rule]:
    by_name: dict[str, Rule] = {}
    for item in knowledge.exemptions.values():
        if item.general or item.list in by_name:
            continue
        bare = re.sub(r"[（(][^（）()]*[）)]$|第\d+项$", "", re.sub(r"第\d+项$", "", item.list))
        aliases = {*_NUMBER.findall(item.list), bare} - {item.list}
        by_name[item.list] = Rule(
            "exemption", item.list, tuple(sorted(a for a in aliases if len(a) > 5)), item.jurisdiction,
            Period(start=item.in_force_from, end=item.in_force_until),
        )  # fmt: skip
    return list(by_name.values())


def _others(knowledge: Knowledge) -> list[Rule]:
    """Rules of which only the name, the place and the days are known (corpus/validation.yaml)."""
    return [
        Rule(
            kind=r["kind"],
            name=r["name"],
            aliases=tuple(r.get("aliases", ())),
            jurisdiction=r["jurisdiction"],
            holds=Period(start=r.get("from"), end=r.get("until")),
            note=r.get("note", ""),
        )
        for r in knowledge.data("validation.yaml")["rules"]
    ]
