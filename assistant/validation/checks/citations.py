"""Citations: each exists down to its item, duty and penalty are both there and belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.drafting.bases import bases
from assistant.law.citation import place
from assistant.law.finding import Found, find_citations
from assistant.law.library import StatuteLibrary
from assistant.law.model import Citation, Provision

from ..catalogue import fits, index
from ..check import Check, check
from ..context import Context, once
from ..grounds import based, deciding, duties
from ..judging import judged
from ..model import CheckResult, Status

_BARE_LAW = re.compile(
    r"(?:依据|根据|违反了?|按照|依照)\s*《(?P<law>[^《》]{2,40})》(?:的|之)?(?:有关|相关)?(?:规定|要求)"
)
_GENERAL = ("行政处罚法", "行政强制法", "行政复议法", "行政诉讼法", "生态环境行政处罚办法", "刑法", "行政许可法")


def _report(context: Context, me: Check, passed: str) -> Iterator[CheckResult]:
    """What was judged under this check's id; a pass where it found nothing wrong."""
    mine = [j for j in judged(context) if j.check == me.id]
    for one in mine:
        status: Status = "fail" if one.outcome == "failed" else "warn"
        yield me.at(status, f"{one.why.rstrip('。')}，请核对。", context, one.found.span)
    if context.citations and not mine:
        yield me.says("pass", passed)


@check("cite.resolved", "citation", "像法条引用的文字都能读懂", "warning")
def resolved(context: Context, me: Check) -> Iterator[CheckResult]:
    yield from _report(context, me, f"{len(context.citations)} 处引用都能确定所指的条款。")


@check("cite.covered", "citation", "所引条款的文本都能核对", "warning")
def covered(context: Context, me: Check) -> Iterator[CheckResult]:
    yield from _report(context, me, "所引条款的文本都在法规库中。")


@check("cite.exists", "citation", "所引的条存在")
def exists(context: Context, me: Check) -> Iterator[CheckResult]:
    yield from _report(context, me, "所引的条都存在。")


@check("cite.paragraph", "citation", "所引的款、项存在")
def paragraph(context: Context, me: Check) -> Iterator[CheckResult]:
    yield from _report(context, me, "所引的款、项都存在。")


@check("cite.without_article", "citation", "引用法律写明条文序号", "warning")
def without_article(context: Context, me: Check) -> Iterator[CheckResult]:
    bare = [m for m in _BARE_LAW.finditer(context.unquoted) if context.library.resolve_name(m["law"])]
    for match in bare:
        yield me.at("warn", f"引用《{match['law']}》没有写明第几条。", context, match.span())
    if context.citations and not bare:
        yield me.says("pass", "引用法律都写明了条文序号。")


@check("cite.full_name", "citation", "法律用全称", "warning")
def full_name(context: Context, me: Check) -> Iterator[CheckResult]:
    """The full title at least once, or an abbreviation announced (以下简称)."""
    short: dict[str, Found] = {}
    seen: set[str] = set()
    for found, citation in context.resolved:
        title = context.library.head(citation.law).title
        if f"《{title}》" in context.text or "简称" in context.text:
            seen.add(citation.law)
        elif found.law and not found.relative:
            short.setdefault(citation.law, found)
    for law, found in short.items():
        title = context.library.head(law).title
        yield me.at("warn", f"“{law}”没有用全称。", context, found.span, expected=f"《{title}》")
    if context.resolved and not short:
        yield me.says("pass", "所引法律都用了全称。")


@check("cite.duty_and_penalty", "citation", "违反条款和处罚条款都写明", needs=("kind",))
def duty_and_penalty(context: Context, me: Check) -> Iterator[CheckResult]:
    assert context.kind is not None
    if context.kind.needs == "any":
        return
    if not duties(context):
        yield me.says("fail", "没有写明违反了哪一条义务规定。")
    if not based(context):
        yield me.says("fail", "没有写明处罚（不予处罚）的法律依据。")
    elif duties(context):
        yield me.says("pass", "违反条款和处罚依据都已写明。")


@check("cite.of_the_case", "citation", "处罚条款、违反条款与本案一致到款项", needs=("finding",))
def of_the_case(context: Context, me: Check) -> Iterator[CheckResult]:
    """A citation of the case's own article must not name another paragraph or item of it.

    Another violation of the file may rest on another item of the same article, so that item alone is no fault; a
    document that names only the other one's, never that of the violation it is about, has the wrong one.
    """
    chosen = [p for f in context.findings if (v := f.basis.chosen) for p in (*v.duty, *v.penalty)]
    articles = {(p.citation.law, p.citation.article) for p in chosen}
    others = [p for f in context.findings for v in f.basis.compared for p in (*v.duty, *v.penalty)]
    own = chosen + [p for p in others if (p.citation.law, p.citation.article) not in articles]
    articles |= {(p.citation.law, p.citation.article) for p in others}
    wrong = checked = 0
    for found, citation in context.resolved:
        if (citation.law, citation.article) not in articles or context.in_quotes(found.span[0]):
            continue
        checked += 1
        same = [p for p in own if (p.citation.law, p.citation.article) == (citation.law, citation.article)]
        exact = [p for p in same if p.citation.paragraph or p.citation.item]
        if not any(fits(citation, p.citation) for p in exact or same):
            wrong += 1
            text = f"款、项与本案不符：《{citation.law}》{place(citation)}。"
            yield me.at("fail", text, context, found.span, expected=_cites(same))
    for found, citation, provisions in () if wrong else _of_another_violation(context):
        wrong += 1
        text = f"《{citation.law}》{place(citation)}是本案另一违法行为的款、项，文书所述违法行为的款、项没有引用。"
        yield me.at("fail", text, context, found.span, expected=_cites(provisions))
    if checked and not wrong:
        yield me.says("pass", "所引款、项与本案一致。")


def _of_another_violation(context: Context) -> Iterator[tuple[Found, Citation, list[Provision]]]:
    """Articles of the violation the document is about that are cited down to the paragraph or item, but never to its own."""
    view = context.finding.basis.chosen if context.finding else None
    exact = [p for p in (*view.duty, *view.penalty) if p.citation.paragraph or p.citation.item] if view else []
    for provision in exact:
        own = provision.citation
        cited = [
            (f, c)
            for f, c in context.resolved
            if (c.law, c.article) == (own.law, own.article)
            and (c.item is not None if own.item else c.item is None and c.paragraph is not None)
            and not context.in_quotes(f.span[0])
        ]
        same = [p.citation for p in exact if (p.citation.law, p.citation.article) == (own.law, own.article)]
        if (
            cited
            and not any(fits(c, own) for _, c in cited)
            and not all(any(fits(c, o) for o in same) for _, c in cited)
        ):
            yield *cited[0], [provision]


@check("cite.all_duties", "citation", "本案的义务条款都已引用", "warning", needs=("finding", "kind"))
def all_duties(context: Context, me: Check) -> Iterator[CheckResult]:
    """Where a document cites what was breached, it cites all of it (one citation twice may hide another left out)."""
    assert context.finding is not None and context.kind is not None
    view = context.finding.basis.chosen
    if view is None or not duties(context):
        return
    cited = [c for _, c in context.resolved]
    missing = [p for p in view.duty if not any(fits(c, p.citation) for c in cited)]
    for provision in missing:
        yield me.says("warn", f"没有引用义务条款{provision.cite}。", expected=provision.cite)
    if not missing:
        yield me.says("pass", "本案的义务条款都已引用。")


def _cites(provisions: list[Provision] | tuple[Provision, ...]) -> str:
    return "、".join(dict.fromkeys(p.cite for p in provisions))


@check("cite.stranger", "citation", "所引实体法条款与本案有关", "warning", needs=("finding",))
def stranger(context: Context, me: Check) -> Iterator[CheckResult]:
    """Every citation of a law that punishes is one of the case's own, or a general rule of procedure (bases.yaml)."""
    known = _of_case(context) | _general(context.library)
    punishing = {law for law, _ in index(context.knowledge, context.library).penalties}
    wrong = [
        (f, c)
        for f, c in context.resolved
        if c.law in punishing and (c.law, c.article) not in known and not context.in_quotes(f.span[0])
    ]
    for found, citation in wrong:
        text = f"《{citation.law}》{place(citation)}不是本案适用或者比较过的条款。"
        yield me.at("warn", text, context, found.span)
    if context.resolved and not wrong:
        yield me.says("pass", "所引实体法条款都与本案有关。")


@once
def _of_case(context: Context) -> set[tuple[str, int]]:
    """Places the assessment itself names: both regimes, exemptions, corrections, referrals, the benchmark's origin."""
    finding = context.finding
    assert finding is not None
    views = [v for f in context.findings for v in (f.basis.chosen, *f.basis.compared) if v]
    found = {(p.citation.law, p.citation.article) for v in views for p in (*v.duty, *v.penalty)}
    said = [finding.basis.why, finding.fine.note, *(g.cite for g in finding.exemption.grounds)]
    said += [c.cite for c in finding.fine.corrections]
    said += [f"{r.get('cite') or ''}。{r.get('text') or ''}" for r in finding.referrals]
    said += [
        f"《{v.statute}》{r['cite']}" for v in views for r in v.referrals if str(r.get("cite") or "").startswith("第")
    ]
    ref = finding.fine.benchmark
    if ref is not None and ref.id in context.knowledge.benchmarks:
        said.append(context.knowledge.benchmarks[ref.id].legal_basis)
    return found | _places_in("。".join(dict.fromkeys(said)), context.library)


@lru_cache(maxsize=2)
def _general(library: StatuteLibrary) -> frozenset[tuple[str, int]]:
    text = "。".join(c.cite for basis in bases().values() for c in basis.cites)
    return frozenset(_places_in(text, library))


def _places_in(text: str, library: StatuteLibrary) -> set[tuple[str, int]]:
    found = find_citations(text, library.resolve_name)
    return {(f.citation.law, f.citation.article) for f in found if f.citation}


@check("cite.pair", "citation", "违反条款与处罚条款属于同一违法行为")
def pair(context: Context, me: Check) -> Iterator[CheckResult]:
    if context.finding is not None and context.finding.basis.chosen is not None:
        yield from _pair_of_case(context, me)
        return
    catalogue = index(context.knowledge, context.library)
    broken = [(f, c) for f, c in duties(context) if c.law not in _GENERAL]
    rests = [(f, c) for f, c in deciding(context) if c.law not in _GENERAL]
    duty = {e.violation for _, c in broken for e in catalogue.duties.get((c.law, c.article), ())}
    entries = [e for _, c in rests for e in catalogue.penalties.get((c.law, c.article), ()) if fits(c, e.place)]
    penalty = {e.violation for e in entries}
    if not duty or not penalty:
        if broken and rests:
            yield me.says(
                "warn",
                "目录没有收录所引的违反条款或者处罚条款，两者是否对应未能判断。",
                context.around(broken[0][0].span),
            )
        return
    if duty & penalty:
        yield me.says("pass", "违反条款与处罚条款对应同一违法行为。")
    else:
        names = "、".join(sorted({e.name for e in entries})[:3])
        text = f"所引违反条款与处罚条款（{names}）在目录中不属于同一违法行为，请核对。"
        yield me.at("fail", text, context, broken[0][0].span)


def _pair_of_case(context: Context, me: Check) -> Iterator[CheckResult]:
    finding = context.finding
    assert finding is not None and finding.basis.chosen is not None
    views = [v for f in context.findings for v in (f.basis.chosen, *f.basis.compared) if v]
    own = {(p.citation.law, p.citation.article) for v in views for p in v.duty}
    if not own:
        return
    wrong = [(f, c) for f, c in duties(context) if (c.law, c.article) not in own and c.law not in _GENERAL]
    for found, citation in wrong:
        text = f"《{citation.law}》{place(citation)}不是“{finding.candidate.violation.name}”的义务条款。"
        yield me.at("fail", text, context, found.span, expected=_cites(finding.basis.chosen.duty))
    if duties(context) and not wrong:
        yield me.says("pass", "违反条款与本案的违法行为一致。")
