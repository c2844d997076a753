"""Provisions as documents name and quote them: officially cited, word for word, nothing quoted twice."""

from __future__ import annotations

import re

from assistant.law.model import Citation, Provision, Standing

from .words import joined, stripped, todo

_ITEM_AFTER_LEAD = re.compile("：（(?=[一二三四五六七八九十]+）)")


def finest(provisions: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """Without the whole article or paragraph where an item of it stands beside it: the item's text has its lead.

    The catalogue names both where the sum stands in the lead; a document that did would quote every item of the article.
    """
    return tuple(p for p in provisions if not any(_within(q.citation, p.citation) for q in provisions))


def _within(inner: Citation, outer: Citation) -> bool:
    """Whether one place lies inside another."""
    levels = ("law", "article", "article_sub", "paragraph", "item", "subitem")
    named = {n: v for n in levels if (v := getattr(outer, n)) is not None}
    return inner != outer and all(getattr(inner, n) == v for n, v in named.items())


def quote(provision: Provision) -> str:
    """《…》第…条规定：“…”; a gist is never put in quotation marks, and asks for the official text.

    What is left out between the lead and an item is marked (……), so that nobody takes the item for the next words.
    """
    text = provision.text.replace("\n", "")
    if provision.citation.item not in (None, 1):
        text = _ITEM_AFTER_LEAD.sub("：……（", text, count=1)
    if provision.standing is Standing.GIST:
        return f"{provision.cite}规定了相应内容（要旨：{stripped(text)}；{todo('导入官方文本，写明本条原文')}）。"
    if text.endswith("；"):
        text += "……"
    return f"{provision.cite}规定：“{text}”" + ("" if text.endswith("。") else "。")


def cites(provisions: tuple[Provision, ...], what: str) -> str:
    """The provisions by name, or a place to fill in."""
    return joined(p.cite for p in finest(provisions)) or todo(what)
