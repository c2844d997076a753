"""Quotations: character for character the official text, of the place cited, and never a gist in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from assistant.law.citation import place
from assistant.law.model import Citation

from ..check import Check, check
from ..context import Context
from ..model import CheckResult
from ..quoting import Quotation, is_gist, nearest, normal, quotations, same, same_somewhere, texts, whole


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
        where = f"《{quotation.citation.law}》{place(quotation.citation)}"
        text = f"{where}的引文与原文不一致{difference(near, normal(quotation.words))}。"
        yield me.at("fail", text, context, quotation.span, expected=near)
    if checked and not wrong:
        yield me.says("pass", f"{checked} 处条文引文与原文一致。")


def difference(official: str, quoted: str) -> str:
    """The first few characters that differ: ：原文“应当”，引文“应该”."""
    for tag, a, b, c, d in SequenceMatcher(None, official, quoted, autojunk=False).get_opcodes():
        if tag != "equal" and b < len(official) - 1:
            left, right = official[max(0, a - 1) : b + 1], quoted[max(0, c - 1) : d + 1]
            return f"：原文“{left}”，引文“{right}”"
    return ""


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
