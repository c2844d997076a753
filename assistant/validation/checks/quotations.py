"""Quotations: character for character the official text, of the place cited, and never a gist in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from assistant.law.citation import place
from assistant.law.model import Citation

from ..check import Check, check
from ..context import Context, once
from ..judging import is_gist
from ..model import CheckResult

_SPACES = re.compile(r"[\s　]+")
_PUNCTUATION = str.maketrans(",;:()?!", "，；：（）？！")
_INTRODUCED = re.compile(
    r"[，,]?(?:(?:明确|的)?(?:规定|指出|载明)(?:了)?[：:，,]?|[：:]|即[：:，,]?|关于|中(?:关于|规定)[：:]?|[（(]即[：:]?|（)\s*$"
)
_LED_IN = re.compile(r"(?:依据|根据|违反了?|按照|依照|适用)[^“。]{0,60}$")
_SHORTEST, _SHORTEST_BARE, _LIKE = 6, 20, 0.5


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
        bare = not between.strip() and (
            "规定" in after
            or (len(words) >= _SHORTEST_BARE and bool(_LED_IN.search(lead)) and "符合" not in lead[-60:])
        )
        if bare or _INTRODUCED.fullmatch(between.strip()):
            found.append(Quotation(citation, start, words))
    return tuple(found)


def _cited_before(context: Context, mark: int) -> tuple[Citation, str, str] | None:
    """The citation that ends shortly before a quotation mark, what stands between, and what led to it."""
    for one, citation in reversed(context.resolved):
        if one.span[1] <= mark:
            between = context.text[one.span[1] : mark]
            if len(between) > 12 or "“" in between or "\n" in between.strip():
                return None
            return citation, between, context.text[max(0, one.span[0] - 70) : one.span[0]]
    return None


@check("quote.verbatim", "quotation", "引号中的条文与原文一致")
def verbatim(context: Context, me: Check) -> Iterator[CheckResult]:
    checked = wrong = 0
    for quotation in quotations(context):
        if is_gist(context, quotation.citation):
            continue
        checked += 1
        if same_somewhere(context, quotation):
            continue
        wrong += 1
        near = nearest(quotation.words, texts(context, whole(quotation.citation)))
        text = f"《{quotation.citation.law}》{place(quotation.citation)}的引文与原文不一致。"
        yield me.at("fail", text, context, quotation.span, expected=near)
    if checked and not wrong:
        yield me.says("pass", f"{checked} 处条文引文与原文一致。")


@check("quote.place", "quotation", "引文出自所引的条、款、项")
def of_its_place(context: Context, me: Check) -> Iterator[CheckResult]:
    checked = wrong = 0
    for quotation in quotations(context):
        if is_gist(context, quotation.citation) or not same_somewhere(context, quotation):
            continue
        checked += 1
        if any(same(quotation.words, t) for t in texts(context, quotation.citation)):
            continue
        wrong += 1
        real = _place_of(context, quotation)
        text = f"引文不在{place(quotation.citation)}，而在{place(real) if real else '该条的其他款项'}。"
        yield me.at("fail", text, context, quotation.span, expected=place(real) if real else "")
    if checked and not wrong:
        yield me.says("pass", "引文都出自所引的款、项。")


@check("quote.gist", "quotation", "要旨不作为原文引用", "warning")
def gist(context: Context, me: Check) -> Iterator[CheckResult]:
    """Our own words for a provision must not stand in quotation marks; a quotation of it cannot be checked."""
    any_marked = False
    for quotation in quotations(context):
        if not is_gist(context, quotation.citation):
            continue
        ours = normal(context.library.provision(quotation.citation).text)
        words = normal(quotation.words).strip("。，；：")
        alike = SequenceMatcher(None, words, ours, autojunk=False).find_longest_match().size >= max(
            12, len(words) * 0.6
        )
        name = f"《{quotation.citation.law}》{place(quotation.citation)}"
        if alike:
            yield me.at("fail", f"{name}的引号中是要旨，不是正式条文，请换成原文。", context, quotation.span)
        else:
            yield me.at("warn", f"{name}只有要旨，没有正式文本，引文无法核对。", context, quotation.span)
        any_marked = True
    if quotations(context) and not any_marked:
        yield me.says("pass", "没有把要旨当作原文引用。")


@check("quote.marked_gist", "quotation", "要旨已换成正式条文", "warning")
def marked_gist(context: Context, me: Check) -> Iterator[CheckResult]:
    marks = list(re.finditer(r"[（(]要旨[^）)]{0,12}[：:]?", context.text))
    for match in marks:
        yield me.at("warn", "这里是条文要旨，签发前请换成正式文本。", context, match.span())
    if context.citations and not marks:
        yield me.says("pass", "没有留下要旨。")


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


def _place_of(context: Context, quotation: Quotation) -> Citation | None:
    """Which paragraph or item of the article the words stand in."""
    article = whole(quotation.citation)
    for number in range(1, 30):
        part = article.model_copy(update={"paragraph": number})
        if not context.library.exists(part):
            return None
        if any(same(quotation.words, t) for t in texts(context, part)):
            return part
    return None


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
