"""Judges every citation-shaped and every amount-shaped thing of a document: verified, failed, or unresolved.

found = verified + failed + unresolved: what could not be judged is kept with the reason, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from assistant.law.citation import parse_place, place
from assistant.law.finding import Found
from assistant.law.library import Verdict
from assistant.law.model import Citation

from .context import Context, once
from .model import Tally
from .quoting import is_gist, quotations, same_somewhere
from .rules import rule_before

Outcome = Literal["verified", "failed", "unresolved"]


_MADE_UNDER = re.compile("制定|废止|修订前|原法")
_NUMBERED = re.compile(r"[\u4e00-\u9fff]{1,8}〔\d{4}〕\d+号\s*$")


class Judged(NamedTuple):
    """One citation with its outcome. ``check`` is the id of the check that reports it, ``why`` what it says."""

    found: Found
    outcome: Outcome
    check: str = ""
    why: str = ""


@once
def judged(context: Context) -> tuple[Judged, ...]:
    """Every citation of the document, judged."""
    return tuple(_judge(context, found) for found in context.citations)


def tally_of(outcomes: Iterable[Outcome]) -> Tally:
    """The sums; they always add up."""
    listed = list(outcomes)
    return Tally(
        found=len(listed),
        verified=listed.count("verified"),
        failed=listed.count("failed"),
        unresolved=listed.count("unresolved"),
    )


def _judge(context: Context, found: Found) -> Judged:
    citation = found.citation
    before = _NUMBERED.search(context.text, max(0, found.span[0] - 30), found.span[0])
    if before and (citation is None or found.inferred):
        why = f"“{before.group()}{found.quote}”所指的文件不在法规库，未能核对"
        return Judged(found, "unresolved", "cite.covered", why)
    if citation is None:
        return _judge_unresolved(context, found)
    if older := _older_than_the_library(context, citation):
        return Judged(found, "unresolved", "cite.covered", older)
    verdict = context.library.verdict(citation)
    name = f"《{citation.law}》"
    if verdict is Verdict.NOT_COVERED:
        why = f"{name}只收录了部分条文的要旨，{place(citation)}未能核对"
        return Judged(found, "unresolved", "cite.covered", why)
    if verdict is not Verdict.STANDS:
        whole = Citation(law=citation.law, article=citation.article, article_sub=citation.article_sub)
        if citation != whole and context.library.exists(whole):
            return Judged(
                found, "failed", "cite.paragraph", f"{name}{place(whole)}没有{place(citation)[len(place(whole)) :]}"
            )
        return Judged(found, "failed", "cite.exists", f"{name}没有{place(citation)}")
    return _judge_in_time(context, found, citation)


def _judge_unresolved(context: Context, found: Found) -> Judged:
    """A citation of no law of the library: part of a right quotation, or of a benchmark or list that the corpus knows."""
    if _inside_a_right_quotation(context, found):
        return Judged(found, "verified")
    at = context.text.find("第", *found.span)
    rule = rule_before(context.text, at if at >= 0 else found.span[0], context.knowledge)
    if rule is None:
        return Judged(found, "unresolved", "cite.resolved", found.problem)
    numbers = {c.article for c in _articles_in(context, at, found.span[1])}
    if numbers and numbers <= rule.articles:
        return Judged(found, "verified")
    return Judged(
        found, "unresolved", "cite.covered", f"《{rule.name}》的条文不在法规库，“{found.quote[-12:]}”未能核对"
    )


def _inside_a_right_quotation(context: Context, found: Found) -> bool:
    """前款, 本法 in words that are the law's own: they point where the law points."""
    for quotation in quotations(context):
        if quotation.start <= found.span[0] < quotation.span[1]:
            return not is_gist(context, quotation.citation) and same_somewhere(context, quotation)
    return False


def _articles_in(context: Context, start: int, end: int) -> list[Citation]:
    try:
        return [parse_place("规则", context.text[start:end])] if start >= 0 else []
    except ValueError:
        return []


def _judge_in_time(context: Context, found: Found, citation: Citation) -> Judged:
    days = context.days
    if not days or any(context.library.exists(citation, day) for day in days):
        return Judged(found, "verified")
    start, end = context.sentence(found.span[0])
    if _MADE_UNDER.search(context.text[found.span[1] : end]) or _MADE_UNDER.search(context.text[start : found.span[0]]):
        return Judged(found, "verified")  # told as what a benchmark was made under, not applied
    versions = context.library.versions(citation.law)
    if not any(v.in_force.covers(day) for v in versions for day in days):
        return Judged(found, "failed", "cite.in_force", _why_not(context, citation, days))
    return Judged(
        found, "failed", "cite.in_force", f"《{citation.law}》{place(citation)}在文书所涉日期有效的文本中不存在"
    )


def _older_than_the_library(context: Context, citation: Citation) -> str:
    """Why a citation cannot be judged where every day told lies before the law's oldest text in the library."""
    if not context.days or citation.law in context.data["first_texts"]:
        return ""
    first = context.library.versions(citation.law)[0].in_force.start
    if first is None or context.days[-1] >= first:
        return ""
    return f"法规库里最早的《{citation.law}》文本自{first}起施行，文书所涉日期有效的文本没有收录，未能核对"


def _why_not(context: Context, citation: Citation, days: tuple[date, ...]) -> str:
    last = context.library.versions(citation.law)[-1].in_force
    name = f"《{citation.law}》{place(citation)}"
    said = f"{days[0]}" if len(days) == 1 else f"{days[0]}至{days[-1]}"
    if last.end and days[0] >= last.end:
        return f"{name}已于{last.end}废止，对{said}的行为和决定都不再有效"
    return f"{name}自{last.start}起施行，对{said}的行为和决定还没有效力"
