"""Law in time: every citation in force on a day that matters, the right regime chosen, and the choice explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.law.citation import place
from assistant.law.finding import Found
from assistant.law.model import Citation, Provision
from assistant.reasoning.transition import CODE, transition_day

from ..catalogue import fits, index
from ..check import Check, check
from ..context import Context
from ..grounds import deciding
from ..judging import judged
from ..model import CheckResult

_SPARES = re.compile("不予(?:行政)?处罚")


@check("cite.in_force", "law in time", "所引条款在行为时或决定时有效")
def in_force(context: Context, me: Check) -> Iterator[CheckResult]:
    if not context.days:
        if context.resolved:
            yield me.says("warn", "文书没有可用的日期，无法核对所引条款当时是否有效。")
        return
    mine = [j for j in judged(context) if j.check == me.id]
    for one in mine:
        yield me.at("fail", f"{one.why}。", context, one.found.span)
    if context.resolved and not mine:
        yield me.says("pass", "所引条款在行为时或者决定时有效。")


@check("cite.governs", "law in time", "处罚依据是本案应当适用的法律", needs=("finding",))
def governs(context: Context, me: Check) -> Iterator[CheckResult]:
    """The provision the decision rests on is that of the regime that governs, not of the one compared with it."""
    finding = context.finding
    assert finding is not None
    if finding.basis.chosen is None:
        return
    if context.kind and context.kind.needs == "any" and not deciding(context) and not _names_a_penalty(context):
        return
    wanted = _articles(finding.basis.chosen.penalty)
    compared = {a for v in finding.basis.compared for a in _articles(v.penalty)} - wanted
    based = [(f, c) for f, c in deciding(context)]
    cited = {(c.law, c.article) for _, c in context.resolved}
    wrong = [(f, c) for f, c in based if (c.law, c.article) in compared]
    for found, citation in wrong:
        text = f"以《{citation.law}》{place(citation)}为依据；按行为日和决定日，应当适用另一部法。"
        yield me.at("fail", text, context, found.span, expected=_cites(finding.basis.chosen.penalty))
    if wrong:
        return
    if not wanted & cited:
        yield me.says("fail", "没有引用本案应当适用的处罚条款。", expected=_cites(finding.basis.chosen.penalty))
    elif (imposing := _imposing(context)) and not wanted & {(c.law, c.article) for _, c in imposing}:
        text = "作出处罚的依据中没有本案应当适用的处罚条款。"
        yield me.at("fail", text, context, imposing[0][0].span, expected=_cites(finding.basis.chosen.penalty))
    else:
        yield me.says("pass", "引用了本案应当适用的处罚条款。")


def _names_a_penalty(context: Context) -> bool:
    """Whether a form or letter that decides nothing yet names the penalty of any violation the file might hold."""
    views = [f.basis.chosen for f in (context.assessment.violations if context.assessment else ()) if f.basis.chosen]
    penalties = {a for v in views for a in _articles(v.penalty)}
    return any((c.law, c.article) in penalties for f, c in context.resolved if not context.in_quotes(f.span[0]))


def _imposing(context: Context) -> list[tuple[Found, Citation]]:
    """The bases of sentences that punish: not those that decide, or ask to decide, not to."""
    if context.exempts:
        return []
    return [
        (f, c) for f, c in deciding(context) if not _SPARES.search(context.text[slice(*context.sentence(f.span[0]))])
    ]


def _articles(provisions: tuple[Provision, ...]) -> set[tuple[str, int]]:
    return {(p.citation.law, p.citation.article) for p in provisions}


def _cites(provisions: tuple[Provision, ...]) -> str:
    return "、".join(p.cite for p in provisions)


@check("time.later_act", "law in time", "对法典施行后的行为不以已废止的法律处罚")
def later_act(context: Context, me: Check) -> Iterator[CheckResult]:
    """An act found and decided after a law's repeal cannot rest on it, whatever older days the document tells."""
    day, end = context.found_day, context.act_days[-1] if context.act_days else None
    based = [(f, c) for f, c in deciding(context)]
    if not based:
        return
    last = max((d for d in (day, end) if d), default=None)
    if last is None:
        yield me.says("warn", "没有认出行为日和发现日，处罚依据当时是否有效未能判断。")
        return
    wrong = 0
    for found, citation in based:
        repealed = context.library.versions(citation.law)[-1].in_force.end
        if repealed and end and end >= repealed:
            wrong += 1
            text = f"《{citation.law}》已于{repealed}废止，违法行为持续到{end}，不能再以它处罚。"
            yield me.at("fail", text, context, found.span)
    if not wrong:
        yield me.says("pass", "处罚依据没有早于违法行为废止的法律。")


@check("time.explained", "law in time", "跨法典施行日的案件说明适用哪一部法", "warning", needs=("date",))
def explained(context: Context, me: Check) -> Iterator[CheckResult]:
    change, decided = transition_day(context.library), context.dated
    ended = context.act_days[-1] if context.act_days else context.found_day
    if decided is None or ended is None:
        return
    if not ended < change <= decided:
        yield me.says("pass", "行为和决定在法典施行日的同一侧，不须比较新旧法律。")
    elif not deciding(context):
        return
    elif any(word in context.text for word in context.data["across_words"]):
        yield me.says("pass", "说明了跨法典施行日时适用哪一部法。")
    else:
        text = f"行为终了于{ended}、决定于{decided}，跨《{CODE}》施行日，应当说明从旧兼从轻的比较和结论。"
        yield me.says("warn", text)


@check("time.gave_way", "law in time", "处罚依据没有让位于法典", "warning")
def gave_way(context: Context, me: Check) -> Iterator[CheckResult]:
    """Regulations that give way to the Code for the same act (the catalogue's ``until``)."""
    catalogue = index(context.knowledge, context.library)
    ended = context.act_days[-1] if context.act_days else context.found_day
    based = [(f, c) for f, c in deciding(context) if (c.law, c.article) in catalogue.penalties]
    if not based:
        return
    if ended is None:
        yield me.says("warn", "没有认出行为日，所引法规是否让位于法典未能判断。")
        return
    wrong = 0
    for found, citation in based:
        until = _gave_way(context, citation)
        if until and ended >= until:
            wrong += 1
            text = f"《{citation.law}》{place(citation)}处罚的行为自{until}起由法典处罚，请核对应当适用的条款。"
            yield me.at("warn", text, context, found.span)
    if not wrong:
        yield me.says("pass", "处罚依据没有让位于法典。")


def _gave_way(context: Context, citation: Citation) -> date | None:
    """The day from which every entry of the catalogue at this place has given way; None where one still stands."""
    catalogue = index(context.knowledge, context.library)
    entries = [e for e in catalogue.penalties[(citation.law, citation.article)] if fits(citation, e.place)]
    days = [e.regime.until for e in entries]
    return max(d for d in days if d) if days and all(days) else None
