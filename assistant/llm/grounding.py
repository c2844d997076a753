"""Whether a sentence says only what its grounds say: numbers, citations, names, quotations, verdicts, and the words at large.

Pure and strict: what cannot be shown to stand in the grounds counts as invented.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

from assistant.knowledge.load import default_knowledge
from assistant.law.finding import find_citations
from assistant.law.money import amounts_in

Resolver = Callable[[str], str | None]

_NUMERAL = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
_ARABIC = re.compile(r"\d+(?:[.,]\d+)*")
_COUNTED = re.compile(
    rf"(?:百分之|千分之|万分之)?[{_NUMERAL}]+(?:点[{_NUMERAL}]+)?(?=元|日|天|个?月|年|周|小时|吨|公斤|千克|倍|条|款|项|目|次|人|辆|台|家|处|份|级|%|％|万|亿|分之|以上|以下|以内)"
    rf"|(?:百分之|千分之|万分之)[{_NUMERAL}]+"
)
_QUOTED = re.compile(r"[“\"「『]([^”\"」』]*)[”\"」』]")
_BOOK = re.compile(r"《[^》]*》")
_PLACE = re.compile(rf"第[{_NUMERAL}\d]+[条款项目章节编]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*")
_NAMED = re.compile(
    r"[\u4e00-\u9fa5某×]{2,20}?(?:公司|集团|工厂|厂|局|法院|检察院|委员会|政府|医院|学校|合作社|中心|大队|支队|省|市|县|区|镇|乡|村)"
)
_MARKUP = re.compile(r"[<>＜＞#`|\[\]{}\\*_~]|https?:|www\.|\n|【|】")
_HAN = re.compile(r"[\u4e00-\u9fa5]")
_SIGN = re.compile(r"[+＋\-－×÷＝=%％≤≥<>]")
_PLAIN = re.compile(r"[\s，,。；;：:、（）()“”\"]")
_LONGEST = 300
_COVERED = 0.65
_FEWEST = 3
_CLAUSE = re.compile(r"[，。；：！？,;:!?（）()]")


def inventions(sentence: str, grounds: Iterable[str], resolver: Resolver) -> tuple[str, ...]:
    """What the sentence holds and none of its grounds does, in Chinese; empty where it is grounded."""
    held = "\n".join(grounds)
    found = list(_form(sentence))
    found += [f"数字“{n}”没有出处" for n in numbers(sentence) - numbers(held)]
    found += [f"金额“{n}”没有出处" for n in _amounts(sentence) - _amounts(held)]
    found += [f"“{c}”没有出处" for c in citations(sentence, resolver) - citations(held, resolver)]
    found += [f"引文“{q[:30]}”没有出处" for q in _QUOTED.findall(sentence) if q not in held]
    found += [f"“{w}”没有出处" for w in {*_BOOK.findall(sentence), *_LATIN.findall(sentence)} if w not in held]
    found += [f"名称“{n}”没有出处" for n in _names(sentence) if n[-6:] not in held]
    found += [f"结论“{v}”没有出处" for v in verdicts(sentence) - verdicts(held)]
    found += [f"“{c[:20]}”只有 {share:.0%} 的文字有出处" for c, share in _uncovered(sentence, held)]
    return tuple(found)


def misplaced(sentence: str, grounds: Iterable[str]) -> tuple[str, ...]:
    """Numbers that stand in the grounds, but not beside the same words."""
    held = _PLAIN.sub("", "\n".join(grounds))
    found = []
    for pattern in (_ARABIC, _COUNTED):
        for match in pattern.finditer(sentence):
            before = _PLAIN.sub("", sentence[: match.start()])[-1:]
            after = _PLAIN.sub("", sentence[match.end() :])[:3]
            if before + match.group() + after not in held:
                found.append(f"“{match.group()}”不在原来的位置")
    return tuple(found)


def changes(line: str, sentences: Iterable[str], resolver: Resolver) -> tuple[str, ...]:
    """What of a line the sentences in its place have lost or put in another order: numbers, verdicts, citations, quotations.

    The order counts, because 二十万元以上一百万元以下 turned round holds the same numbers.
    """
    said = "".join(sentences)
    lost = list(citations(line, resolver) ^ citations(said, resolver))
    lost += [q for q in (*_QUOTED.findall(line), *_BOOK.findall(line)) if q not in said]
    if _sequence(line) != _sequence(said):
        lost.append("数字、算式或者结论的先后")
    if _negations(line) != _negations(said):
        lost.append("肯定与否定")
    return tuple(f"改动了“{str(what)[:30]}”" for what in lost)


def _sequence(text: str) -> list[str]:
    """Numbers, signs of a computation and verdicts in their order."""
    patterns = (_ARABIC, _COUNTED, _SIGN)
    found = [(m.start(), m.group().replace(",", "")) for p in patterns for m in p.finditer(text)]
    return [what for _, what in sorted(found + _verdicts_at(text))]


def _negations(text: str) -> int:
    return sum(text.count(c) for c in _words()["negations"])


def numbers(text: str) -> set[str]:
    """Every number as written: Arabic digits, and Chinese numerals that count something."""
    return {n.replace(",", "").rstrip(".") for n in _ARABIC.findall(text)} | set(_COUNTED.findall(text))


def _amounts(text: str) -> set[str]:
    return {str(a.yuan if a.yuan is not None else text[slice(*a.span)]) for a in amounts_in(text)}


def citations(text: str, resolver: Resolver) -> set[str]:
    """Every place in a law: resolved where it can be, as written where not."""
    found = set()
    for one in find_citations(text, resolver):
        c = one.citation
        found.add(f"{c.law}{c.article}.{c.article_sub or 0}.{c.paragraph or 0}.{c.item or 0}" if c else one.quote)
    return found | set(_PLACE.findall(text))


def verdicts(text: str) -> set[str]:
    """The conclusions drawn, each with the negation before it: 不符合 is not 符合."""
    return {what for _, what in _verdicts_at(text)}


def _verdicts_at(text: str) -> list[tuple[int, str]]:
    found = []
    for match in _verdict().finditer(text):
        before = text[max(match.start() - 3, 0) : match.start()]
        negated = any(c in _words()["negations"] for c in before)
        found.append((match.start(), ("不" if negated else "") + match.group()))
    return found


def _uncovered(sentence: str, held: str) -> Iterator[tuple[str, float]]:
    """The clauses of which too few Chinese character pairs stand in the grounds, with their share."""
    grams = {held[i : i + 2] for i in range(len(held) - 1)}
    for word in sorted(_words()["glue"], key=len, reverse=True):
        if len(word) > 1:
            sentence = sentence.replace(word, " ")
    for clause in _CLAUSE.split(sentence):
        pairs = [a + b for a, b in pairwise(clause) if _HAN.match(a) and _HAN.match(b)]
        there = sum(p in grams or p[0] in _single() or p[1] in _single() for p in pairs)
        if len(pairs) >= _FEWEST and there < _COVERED * len(pairs):
            yield clause.strip(), there / len(pairs)


def _form(sentence: str) -> Iterable[str]:
    if not sentence.strip():
        yield "没有文字"
    if len(sentence) > _LONGEST:
        yield f"超过 {_LONGEST} 字"
    if _MARKUP.search(sentence):
        yield "含有标记或者网址"
    if len(_HAN.findall(sentence)) < 0.4 * len(re.sub(r"[\d\W]", "", sentence)) or not _HAN.search(sentence):
        yield "不是中文"


def _names(text: str) -> set[str]:
    return {m.group() for m in _NAMED.finditer(text)}


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    words: dict[str, Any] = default_knowledge().data("llm.yaml")
    return words


@lru_cache(maxsize=1)
def _single() -> frozenset[str]:
    return frozenset(w for w in _words()["glue"] if len(w) == 1)


@lru_cache(maxsize=1)
def _verdict() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_words()["verdicts"], key=len, reverse=True)))


@lru_cache(maxsize=1)
def _orders() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p) for p in _words()["orders"])


def gives_orders(text: str) -> bool:
    """Whether words speak to a reader or a program instead of telling what happened."""
    return any(p.search(text) for p in _orders())
