"""What a term means, where a statute defines it: 本法所称…，是指…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.law.model import Article, Citation, Provision
from assistant.pipeline import House

from .guide import guide_of
from .model import Sentence, quote

_ASKS = (
    re.compile(r"(?P<term>[^，。？?]{2,20}?)的?(?:定义|含义|概念|法律含义|意思)"),
    re.compile(r"(?P<term>[^，。？?]{2,16})怎么(?:定义|界定)"),
    re.compile(r"(?:什么|啥)(?:是|叫做?|算)(?P<term>[^，。？?]{2,20})"),
    re.compile(r"何(?:为|谓)(?P<term>[^，。？?]{2,20})"),
    re.compile(r"(?P<term>[^，。？?是指叫]{2,20})(?:是|指的?是?|是指)(?:什么意思|什么|啥意思|啥)"),
    re.compile(r"^(?P<term>[^，。？?]{2,16}?)(?:都)?(?:包括|包含|有)(?:哪些|什么)"),
)
_TRIM = re.compile(
    r"^[“\"《‘（(\s]+|[”\"》’）)？?吗呢\s]+$|(?:是|是什么|叫什么)$|^(?:请问|所谓|法律上的?|法典(?:里|中)?的?|生态环境法典中?的?)"
)


def term_of(question: str) -> str:
    """The term asked about, or the empty string."""
    for pattern in _ASKS:
        match = pattern.search(question)
        if match:
            return _TRIM.sub("", _TRIM.sub("", match["term"]))
    return ""


def definition(term: str, on: date, house: House, laws: list[str] | None = None) -> list[Sentence]:
    """The provisions that define a term on a day: the Code's first, at most two."""
    found = [quote(p) for p in _defining(term, on, house, laws)]
    return found[:2]


def _defining(term: str, on: date, house: House, laws: list[str] | None) -> Iterator[Provision]:
    guide = guide_of(house.knowledge)
    named = re.compile(
        rf"(?:所称|所指|^|[（(。；）\n]|(?:保护)?的){re.escape(term)}(?:[（(][^）)]{{1,20}}[）)])?\s*[，,]?\s*(?:是指|是[^。；]{{1,30}}的简称)",
        re.M,
    )
    scope = laws or [guide.settings.default_law, *sorted(guide.scope - {guide.settings.default_law})]
    for law in scope:
        if house.library.resolve_name(law) != law or not _holds(law, on, house):
            continue
        for article in house.library.statute(law, on).articles:
            if term in article.text and named.search(article.text):
                yield house.library.provision(_place(law, article, named), on)


def _holds(law: str, on: date, house: House) -> bool:
    return any(v.in_force.covers(on) for v in house.library.versions(law))


def _place(law: str, article: Article, named: re.Pattern[str]) -> Citation:
    """The paragraph or item in which the definition stands."""
    base = Citation(law=law, article=article.no, article_sub=article.sub)
    for paragraph in article.paragraphs:
        for item in paragraph.items:
            if named.search(item.text):
                return base.model_copy(update={"paragraph": paragraph.no, "item": item.no})
        if named.search(paragraph.text):
            return base.model_copy(update={"paragraph": paragraph.no}) if len(article.paragraphs) > 1 else base
    return base
