"""Quotations spoilt."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.law.model import Standing

from ..samples import Sample
from ..tools import duty_of, operator, penalty_of, swap, text_of


def _in_quotation(sample: Sample, change: Callable[[str], str]) -> Sample | None:
    """Change the words of the first long quotation of a verbatim provision."""
    for provision in (penalty_of(sample), duty_of(sample)):
        if provision is None or provision.standing is not Standing.VERBATIM:
            continue
        words = provision.text.replace("\n", "")
        if f"“{words}" in sample.text and change(words) != words:
            return text_of(sample, sample.text.replace(words, change(words), 1))
    return None


@operator("引文改一个字", "quote.verbatim")
def one_character(sample: Sample) -> Sample | None:
    middle = {"或者": "和者", "应当": "应该", "规定": "归定", "责令": "责今"}
    return _in_quotation(sample, lambda w: next((w.replace(a, b, 1) for a, b in middle.items() if a in w), w))


@operator("引文中的数额改一个字", "quote.verbatim")
def figure_in_quotation(sample: Sample) -> Sample | None:
    return _in_quotation(
        sample, lambda w: re.sub("([一二三五])十?万元以上", lambda m: m.group().replace(m[1], "四", 1), w, count=1)
    )


@operator("引文漏掉半句", "quote.verbatim")
def half_a_sentence_dropped(sample: Sample) -> Sample | None:
    return _in_quotation(sample, lambda w: re.sub("，[^，。；]{6,30}，", "，", w, count=1))


@operator("引文多一个字", "quote.verbatim")
def one_word_added(sample: Sample) -> Sample | None:
    return _in_quotation(sample, lambda w: w.replace("的", "的其他", 1))


@operator("引文与条号不符：引的是另一条的文字", "quote.verbatim", "quote.place", "cite.of_the_case")
def words_of_another_article(sample: Sample) -> Sample | None:
    penalty, duty = penalty_of(sample), duty_of(sample)
    if penalty is None or duty is None or penalty.standing is Standing.GIST or f"“{penalty.text}" not in sample.text:
        return None
    return (
        swap(sample, f"“{penalty.text.replace(chr(10), '')}”", f"“{duty.text.replace(chr(10), '')}”")
        if duty.standing is Standing.VERBATIM
        else None
    )


@operator("把要旨当作原文加引号", "quote.gist")
def gist_in_quotation_marks(sample: Sample) -> Sample | None:
    penalty = penalty_of(sample)
    if penalty is None or penalty.standing is not Standing.GIST or penalty.cite not in sample.text:
        return None
    return swap(sample, penalty.cite, f"{penalty.cite}规定：“{penalty.text.replace(chr(10), '')}”，{penalty.cite}")
