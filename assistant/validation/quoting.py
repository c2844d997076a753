"""Quotations of law in a document: which words in quotation marks are given out as the text of which provision, and whether they are."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from assistant.law.model import Citation, Standing

from .context import Context, once

_SPACES = re.compile(r"[\s　]+")
_PUNCTUATION = str.maketrans(",;:()?!", "，；：（）？！")
_INTRODUCED = re.compile(
    r"[，,]?(?:(?:明确|的)?(?:规定|指出|载明)(?:了)?[：:，,]?|[：:]|即[：:，,]?|关于|中(?:关于|规定)[：:]?|[（(]即[：:]?|（)\s*$"
)
_LED_IN = re.compile(r"(?:依据|根据|违反了?|按照|依照|适用)[^“。]{0,60}$")
_SHORTEST, _SHORTEST_BARE, _SENTENCE, _LIKE = 6, 20, 24, 0.5


class Quotation(NamedTuple):
    """Words in quotation marks given out as the text of a cited provision."""

    citation: Citation
    start: int
    words: str

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.start + len(self.words)


@once
def quotations(context: Context) -> tuple[Quotation, ...]:
    """Quoted words introduced as the text of the citation right before them.

    规定“…”, ：“…”, 即“…”, 关于“…” count, and words directly behind the citation where it is given as a basis or as
    breached and 的规定 follows or they are as long as a sentence; a name or a condition in quotation marks does not.
    """
    found = []
    for start, words in context.quotes:
        cited = _cited_before(context, start - 1)
        if cited is None or len(words) < _SHORTEST or not context.library.exists(cited[0]):
            continue
        citation, between, lead = cited
        after = context.text[start + len(words) + 1 : start + len(words) + 5]
        bare = (
            not between.strip()
            and "符合" not in lead[-60:]
            and (
                "规定" in after
                or (len(words) >= _SHORTEST_BARE and bool(_LED_IN.search(lead)))
                or (len(words) >= _SENTENCE and (words.endswith("。") or _alike(context, citation, words)))
            )
        )
        if bare or _INTRODUCED.fullmatch(between.strip()):
            found.append(Quotation(citation, start, words))
    return tuple(found)


def _alike(context: Context, citation: Citation, words: str) -> bool:
    """Long enough and near enough to the article to be meant as its text."""
    quoted = normal(words)
    parts = [quoted[i : i + 8] for i in range(0, len(quoted) - 8, 8)]
    article = normal("".join(texts(context, whole(citation)))) if context.library.exists(whole(citation)) else ""
    return bool(parts) and sum(p in article for p in parts) >= len(parts) * _LIKE


def _cited_before(context: Context, mark: int) -> tuple[Citation, str, str] | None:
    """The citation that ends shortly before a quotation mark, what stands between, and what led to it."""
    for one, citation in reversed(context.resolved):
        if one.span[1] <= mark:
            between = context.text[one.span[1] : mark]
            if len(between) > 12 or "“" in between or "\n" in between.strip():
                return None
            return citation, between, context.text[max(0, one.span[0] - 70) : one.span[0]]
    return None


def whole(citation: Citation) -> Citation:
    """The article of a citation."""
    return citation.model_copy(update={"paragraph": None, "item": None, "subitem": None})


def texts(context: Context, citation: Citation) -> list[str]:
    """The text of the place in every version in force on a day that matters, else in the newest."""
    found = [context.library.provision(citation, d).text for d in context.days if context.library.exists(citation, d)]
    return list(dict.fromkeys(found)) or [context.library.provision(citation).text]


def same_somewhere(context: Context, quotation: Quotation) -> bool:
    """Whether the words are of the cited article at all."""
    article = whole(quotation.citation)
    candidates = [
        *texts(context, quotation.citation),
        *(texts(context, article) if context.library.exists(article) else []),
    ]
    return any(same(quotation.words, text) for text in candidates)


def normal(text: str) -> str:
    """Without spaces, punctuation at full width."""
    return _SPACES.sub("", text).translate(_PUNCTUATION)


def same(quoted: str, official: str) -> bool:
    """Whether the quotation is the official text, or whole parts of it left out with ……."""
    rest = normal(official)
    for part in re.split(r"…+|\.{3,}", normal(quoted)):
        part = part.strip("。，；：")
        at = rest.find(part)
        if at < 0:
            return False
        rest = rest[at + len(part) :]
    return True


def nearest(quoted: str, candidates: list[str]) -> str:
    """The part of the official text that the words come nearest to."""
    words = normal(quoted)
    best, size = "", -1
    for text in candidates:
        official = normal(text)
        block = SequenceMatcher(None, official, words, autojunk=False).find_longest_match()
        if block.size > size:
            start = max(0, block.a - block.b)
            best, size = official[start : start + len(words) + 10], block.size
    return best


def is_gist(context: Context, citation: Citation) -> bool:
    """Whether only a gist of the cited place is known."""
    return context.library.provision(citation).standing is Standing.GIST
