"""What became of a former provision, and where a new one comes from: by the catalogue's regimes, else by their words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from assistant.errors import LawNotFound
from assistant.knowledge.model import Regime, Violation
from assistant.law.citation import parse_place
from assistant.law.model import Citation, Provision
from assistant.law.sources.catalog import load_catalog
from assistant.pipeline import House

from .guide import guide_of
from .model import Answer, Sentence, grounded, quote, refusal
from .overlap import Rarity, coverage, grams
from .penalties import cited

RELATIONS = {
    "same": "内容相同",
    "merged": "已并入",
    "split": "已拆分",
    "changed": "有改变",
    "dropped": "不再单独处罚",
    "new": "新增规定",
    "stands": "仍然有效",
}
_ALIKE = 0.45  # share of an article's words a counterpart must hold to be named by its words alone
_MOST = 12


def crosswalk(citation: Citation, house: House) -> Answer:
    """The counterparts of a cited article in the other regime."""
    code = guide_of(house.knowledge).settings.default_law
    try:
        asked = house.library.provision(citation, None)
    except LawNotFound as error:
        return refusal(error.message, kind="crosswalk")
    said = [quote(asked)]
    said += _by_catalogue(citation, asked, citation.law == code, house) or _by_words(
        citation, asked, citation.law == code, house
    )
    if len(said) == 1:
        return refusal(f"目录和条文比对都没有找到与{asked.cite}对应的规定。", kind="crosswalk")
    said += repeal_of(citation.law, house) if citation.law != code else []
    return grounded(said, "crosswalk")


class _Pair(NamedTuple):
    """Two provisions on one violation, and what the entry says of their relation. ``theirs`` None: no counterpart."""

    mine: Provision
    theirs: Provision | None
    said: str
    name: str
    duty: bool


def _by_catalogue(citation: Citation, asked: Provision, from_code: bool, house: House) -> list[Sentence]:
    """One sentence for every pair of provisions, penalties first, in the order of the places asked about."""
    groups: dict[tuple[str, str, str, bool], list[_Pair]] = {}
    for pair in _pairs(citation, asked, from_code, house):
        key = (pair.mine.cite, pair.theirs.cite if pair.theirs else "", pair.said, pair.duty)
        groups.setdefault(key, []).append(pair)
    ordered = sorted(groups.values(), key=lambda g: (g[0].duty, g[0].mine.citation.item or 0))
    return [_sentence(group, from_code) for group in ordered][:_MOST]


def _sentence(group: list[_Pair], from_code: bool) -> Sentence:
    mine, theirs, said, _, duty = group[0]
    names = list(dict.fromkeys(p.name for p in group))
    what = "、".join(f"“{n}”" for n in names[:4]) + (f"等{len(names)}项" if len(names) > 4 else "")
    what += "的义务规定" if duty else ""
    if theirs is None:
        return Sentence(text=f"{what}：{mine.cite}{said}。", cites=(mine,))
    way = "对应此前的" if from_code else "现在对应"
    note = f"（{said}）" if said else ""
    return Sentence(text=f"{what}：{mine.cite}{way}{theirs.cite}{note}。", cites=(mine, theirs))


def _pairs(citation: Citation, asked: Provision, from_code: bool, house: House) -> Iterator[_Pair]:
    for violation in house.knowledge.violations.values():
        for regime in violation.regimes:
            if house.library.resolve_name(regime.statute) != citation.law:
                continue
            for duty, places in ((False, _penalties(regime)), (True, regime.duty)):
                here = [p for p in places if _within(citation, parse_place(citation.law, p))]
                if here:
                    mine = _look_up(regime.statute, here[0], house) or asked
                    yield from _counterparts(violation, regime, mine, duty, from_code, house)
                    break


def _counterparts(
    violation: Violation, regime: Regime, mine: Provision, duty: bool, from_code: bool, house: House
) -> Iterator[_Pair]:
    """The regimes of the same entry on the other side of the Code."""
    code = guide_of(house.knowledge).settings.default_law
    others = [r for r in violation.regimes if (house.library.resolve_name(r.statute) == code) is not from_code]
    if not others or (not from_code and regime.relation in ("dropped", "stands")):
        yield _Pair(mine, None, _alone(regime, from_code), violation.name, duty)
        return
    for other in others:
        words = (other.duty[:1] or (other.penalty,))[0] if duty else other.penalty
        theirs = _look_up(other.statute, words, house)
        if theirs:
            relation = RELATIONS.get((other if from_code else regime).relation or "", "")
            yield _Pair(mine, theirs, relation, violation.name, duty)


def _alone(regime: Regime, from_code: bool) -> str:
    note = f"：{regime.note.rstrip('。')}" if regime.note else ""
    if from_code:
        return f"是新增的规定，此前没有对应的处罚条款{note}"
    if regime.relation == "stands":
        return f"仍然有效，法典没有另作规定{note}"
    return f"在法典里没有对应的处罚规定{note}"


def _by_words(citation: Citation, asked: Provision, from_code: bool, house: House) -> list[Sentence]:
    """The articles of the other regime that share most of this article's words."""
    code = guide_of(house.knowledge).settings.default_law
    laws = _former_laws(house) if from_code else [code]
    pool = [(law, a.no, a.sub, grams(a.text)) for law in laws for a in house.library.statute(law).articles]
    rarity, wanted = Rarity(text for *_, text in pool), grams(asked.text)
    scored = sorted(((_mutual(wanted, text, rarity), law, no, sub) for law, no, sub, text in pool), key=lambda s: -s[0])
    said = []
    for score, law, no, sub in scored[:2]:
        if score < _ALIKE or score < scored[0][0] * 0.8:
            break
        other = house.library.provision(Citation(law=law, article=no, article_sub=sub))
        way = "此前文字最接近的是" if from_code else "现在文字最接近的是"
        said.append(
            Sentence(text=f"按条文文字比对（非官方对照），与{asked.cite}{way}{other.cite}。", cites=(asked, other))
        )
        said.append(quote(other))
    return said


def _mutual(a: frozenset[str], b: frozenset[str], rarity: Rarity) -> float:
    return (coverage(a, b, rarity) + coverage(b, a, rarity)) / 2


def _former_laws(house: House) -> list[str]:
    code = guide_of(house.knowledge).settings.default_law
    return [name for repeal in load_catalog().repeals if repeal.by == code for name in repeal.statutes]


def repeal_of(law: str, house: House) -> list[Sentence]:
    """That the law was repealed, by which article."""
    repeal = load_catalog().repeal_of(law)
    if repeal is None or repeal.article is None:
        return []
    by = house.library.provision(Citation(law=repeal.by, article=repeal.article))
    title = house.library.head(law).title
    day = f"{repeal.day.year}年{repeal.day.month}月{repeal.day.day}日"
    return [Sentence(text=f"《{title}》自{day}起废止，此前的行为仍依从旧兼从轻适用。", cites=(by, *_lighter(house)))]


def _lighter(house: House) -> tuple[Provision, ...]:
    topics = {t.id: t for t in guide_of(house.knowledge).settings.topics}
    found = cited(topics["lighter-law"].cites[0], None, house.library)
    return (found,) if found else ()


def _penalties(regime: Regime) -> list[str]:
    places = [regime.penalty, regime.fine_in, *(p for v in regime.variants for p in (v.penalty, v.fine_in))]
    return [p for p in places if p]


def _within(asked: Citation, place: Citation) -> bool:
    """Whether a place of the catalogue lies in what was asked, or holds it."""
    if (asked.article, asked.article_sub) != (place.article, place.article_sub):
        return False
    return all(
        a is None or b is None or a == b for a, b in ((asked.paragraph, place.paragraph), (asked.item, place.item))
    )


def _look_up(statute: str, words: str, house: House) -> Provision | None:
    name = house.library.resolve_name(statute)
    try:
        return house.library.provision(parse_place(name, words)) if name else None
    except (LawNotFound, ValueError):
        return None
