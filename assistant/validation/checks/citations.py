"""Citations: each exists, was in force on a day that matters, is quoted as printed; duty and penalty are both there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.law.citation import place
from assistant.law.library import Verdict
from assistant.law.model import Citation, Provision, Standing

from ..context import Check, Context, check
from ..model import CheckResult, Tally

_SPACES = re.compile(r"[\s　]+")
_PUNCTUATION = str.maketrans(",;:()", "，；：（）")


def tally(context: Context) -> Tally:
    """found = verified + failed + unresolved over every citation-shaped thing of the document."""
    verified = failed = unresolved = 0
    for found in context.citations:
        verdict = context.library.verdict(found.citation) if found.citation else Verdict.NOT_COVERED
        if verdict is Verdict.STANDS:
            verified += 1
        elif verdict is Verdict.NOT_COVERED:
            unresolved += 1
        else:
            failed += 1
    return Tally(found=len(context.citations), verified=verified, failed=failed, unresolved=unresolved)


@check("cite.resolved", "citation", "像法条引用的文字都能读懂", severity="warning")
def resolved(context: Context, me: Check) -> Iterator[CheckResult]:
    open_ones = [f for f in context.citations if f.citation is None]
    for found in open_ones:
        yield me.says("warn", f"引用没有读懂：{found.problem}，请人工核对。", context.around(found.span), found.span)
    if context.citations and not open_ones:
        yield me.says("pass", f"{len(context.citations)} 处引用都能确定所指的条款。")


@check("cite.exists", "citation", "所引条款存在")
def exists(context: Context, me: Check) -> Iterator[CheckResult]:
    good = True
    for found, citation in context.resolved:
        verdict = context.library.verdict(citation)
        if verdict is Verdict.STANDS:
            continue
        good = False
        where = context.around(found.span)
        if verdict is Verdict.NOT_COVERED:
            text = f"《{citation.law}》只收录了部分条文的要旨，{place(citation)}未能核对。"
            yield me.says("warn", text, where, found.span)
        else:
            yield me.says("fail", f"《{citation.law}》没有{place(citation)}。", where, found.span, found=found.quote)
    if context.resolved and good:
        yield me.says("pass", f"所引 {len(context.resolved)} 处条款都存在。")


@check("cite.in_force", "law in time", "所引条款在行为时或决定时有效")
def in_force(context: Context, me: Check) -> Iterator[CheckResult]:
    if not context.days:
        if context.resolved:
            yield me.says("warn", "文书没有可用的日期，无法核对所引条款当时是否有效。")
        return
    wrong = False
    for found, citation in context.resolved:
        if not context.library.exists(citation):
            continue
        if not any(context.library.exists(citation, on) for on in _days_that_matter(context)):
            wrong = True
            yield me.says(
                "fail",
                f"《{citation.law}》{place(citation)}在违法行为发生日和决定日都不是有效的规定。",
                context.around(found.span),
                found.span,
            )
    if context.resolved and not wrong:
        yield me.says("pass", "所引条款在行为时或者决定时有效。")


def _days_that_matter(context: Context) -> list[date]:
    """The act's days and the decision's day; every date of the document where the act is not known."""
    if context.case and context.case.act:
        return [*context.case.act, *([context.decided] if context.decided else [])]
    return list(context.days)


@check("cite.governs", "law in time", "处罚依据是本案应当适用的法律")
def governs(context: Context, me: Check) -> Iterator[CheckResult]:
    finding = context.finding
    if finding is None or finding.basis.chosen is None:
        return
    wanted = {(p.citation.law, p.citation.article) for p in finding.basis.chosen.penalty}
    cited = {(c.law, c.article) for _, c in context.resolved}
    compared = {(p.citation.law, p.citation.article) for v in finding.basis.compared for p in v.penalty}
    if wanted & cited:
        yield me.says("pass", "引用了本案应当适用的处罚条款。")
    elif cited & compared:
        other = "、".join(sorted(f"《{law}》第{no}条" for law, no in cited & compared))
        yield me.says(
            "fail",
            f"文书以{other}处罚；按行为日和决定日，应当适用{_cites(finding.basis.chosen.penalty)}。",
            finding.basis.why,
        )
    else:
        yield me.says("fail", f"没有引用本案的处罚条款{_cites(finding.basis.chosen.penalty)}。")


def _cites(provisions: tuple[Provision, ...]) -> str:
    return "、".join(p.cite for p in provisions)


@check("cite.duty_and_penalty", "citation", "违反条款和处罚条款都写明")
def duty_and_penalty(context: Context, me: Check) -> Iterator[CheckResult]:
    if context.kind is None or context.kind.needs == "any":
        return
    breach = re.search(r"违反(?:了)?[^。]{0,40}第", context.text)
    basis = re.search(r"(?:依据|根据|按照|依照)[^。]{0,120}第[^。]{1,12}条", context.text)
    if not breach:
        yield me.says("fail", "没有写明违反了哪一条义务规定。")
    if not basis:
        yield me.says("fail", "没有写明处罚（不予处罚）的法律依据。")
    if breach and basis:
        yield me.says("pass", "违反条款和处罚依据都已写明。")


@check("quote.verbatim", "quotation", "引号中的条文与原文一致")
def verbatim(context: Context, me: Check) -> Iterator[CheckResult]:
    checked = wrong = 0
    for start, words in context.quotes:
        citation = _cited_before(context, start)
        if citation is None or len(words) < 8 or not context.library.exists(citation):
            continue
        provision = context.library.provision(citation)
        if provision.standing is Standing.GIST:
            yield me.says("warn", f"{provision.cite}只有要旨，没有正式文本，引文无法核对。", words[:30])
            continue
        checked += 1
        whole = context.library.provision(
            citation.model_copy(update={"paragraph": None, "item": None, "subitem": None})
        )
        if any(_same(words, text) for text in (provision.text, whole.text)):
            continue
        wrong += 1
        near = _nearest(words, whole.text)
        yield me.says(
            "fail",
            f"{provision.cite}的引文与原文不一致。",
            words[:60],
            (start, start + len(words)),
            expected=near,
            found=words,
        )
    if checked and not wrong:
        yield me.says("pass", f"{checked} 处条文引文与原文一致。")


def _cited_before(context: Context, start: int) -> Citation | None:
    """The citation whose words stand right before a quotation (《…》第…条规定：“…)."""
    for found, citation in reversed(context.resolved):
        if found.span[1] <= start and start - found.span[1] <= 24:
            between = context.text[found.span[1] : start]
            if "规定" in between or "：" in between or "即" in between:
                return citation
    return None


def _normal(text: str) -> str:
    return _SPACES.sub("", text).translate(_PUNCTUATION)


def _same(quoted: str, official: str) -> bool:
    """Whether the quotation is the official text, or whole parts of it left out with ……."""
    rest = _normal(official)
    for part in re.split(r"…+|\.{3,}", _normal(quoted)):
        part = part.strip("。，；：")
        at = rest.find(part)
        if at < 0:
            return False
        rest = rest[at + len(part) :]
    return True


def _nearest(quoted: str, official: str) -> str:
    from difflib import SequenceMatcher

    normal = _normal(official)
    block = SequenceMatcher(None, normal, _normal(quoted), autojunk=False).find_longest_match()
    return normal[max(0, block.a - 20) : block.a + block.size + 20]
