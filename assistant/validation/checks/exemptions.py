"""Exemption: a ground in law, its conditions not contradicted by the facts, correction and education told, no fine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.knowledge.predicate import Truth, evaluate

from ..check import Check, check
from ..context import Context, once
from ..figures import imposed
from ..model import CheckResult
from ..rules import Mention, mentions
from .benchmarks import in_force, of_this_place

_NEGATED = re.compile(
    r"不符合|没有足以|不足以|不能证明|没有[^。，；]{0,8}证据|不具备|不属于|不构成|尚无证据|没有证据|未查明|请求|提出|认为自己|辩称|主张|如果|方可|的，(?:可以|应当)?不予"
)
_GROUNDS = {
    "行政处罚法": {30, 31, 33, 36, 37},
    "生态环境法典": {1053, 1054, 1056, 1057},
    "生态环境行政处罚办法": {42},
}
"""The general grounds for not punishing (行政处罚法第三十、三十一、三十三、三十六条；法典第一千零五十三、一千零五十四、一千零五十六条)."""
_EDUCATE = re.compile(r"(?:进行|予以|开展|给予)(?:[^。]{0,10})教育|教育(?:内容|如下|你)|应当认真学习")
_CORRECTED = re.compile(r"改正|整改|停止|拆除|恢复|补办")
_WHEN = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|(?:按期|按要求|已经?)完成|复查|核查")


@check("exempt.ground", "exemption", "不予处罚写明法定依据")
def ground(context: Context, me: Check) -> Iterator[CheckResult]:
    if not context.exempts:
        return
    grounds = [
        f for f, c in context.resolved
        if c.article in _GROUNDS.get(c.law, set()) and not _NEGATED.search(context.text[slice(*context.sentence(f.span[0]))])
    ]  # fmt: skip
    if grounds:
        yield me.says("pass", f"不予处罚有依据：{grounds[0].quote}。", context.around(grounds[0].span), grounds[0].span)
    elif lists(context):
        yield me.says("warn", "只引用了不予处罚清单，没有引用法律的规定，请核对。")
    else:
        yield me.says("fail", "没有写明不予处罚的法律依据。", expected="《中华人民共和国行政处罚法》第三十三条等")


@check("exempt.education", "exemption", "不予处罚写明教育内容")
def education(context: Context, me: Check) -> Iterator[CheckResult]:
    if not context.exempts or (context.kind is not None and context.kind.id != "no-penalty"):
        return
    found = _EDUCATE.search(context.unquoted)
    if found:
        yield me.says("pass", "写明了对当事人的教育。", context.around(found.span()), found.span())
    else:
        yield me.says("fail", "没有写对当事人进行教育的内容（行政处罚法第三十三条第三款）。")


@check("exempt.correction", "exemption", "不予处罚写明改正情况")
def correction(context: Context, me: Check) -> Iterator[CheckResult]:
    if not context.exempts:
        return
    told = [
        m for m in _CORRECTED.finditer(context.unquoted)
        if _WHEN.search(context.unquoted[slice(*context.sentence(m.start()))])
    ]  # fmt: skip
    if told:
        yield me.says("pass", "写明了改正情况。", context.around(told[0].span()), told[0].span())
    elif _CORRECTED.search(context.unquoted):
        yield me.says("warn", "提到改正，但是没有写明何时改正、怎样核查。")
    else:
        yield me.says("fail", "没有写明改正情况。")


@check("exempt.no_fine", "exemption", "不予处罚的文书不处罚款")
def no_fine(context: Context, me: Check) -> Iterator[CheckResult]:
    if not context.exempts:
        return
    fines = imposed(context)
    for fine in fines:
        yield me.at("fail", f"不予处罚的文书又写了罚款 {fine.yuan} 元。", context, fine.span)
    if not fines:
        yield me.says("pass", "没有处以罚款。")


@check("exempt.outcome", "exemption", "文书的处理与免罚审查的结论一致", needs=("finding", "kind"))
def outcome(context: Context, me: Check) -> Iterator[CheckResult]:
    assert context.finding is not None
    result = context.finding.exemption.outcome
    if context.exempts:
        if result in ("must_exempt", "may_exempt"):
            yield me.says("pass", "免罚审查的结论支持不予处罚。")
        elif result == "needs_facts":
            yield me.says("warn", "免罚的条件还缺少事实，请补充证据后再决定不予处罚。")
        else:
            missed = next(
                (c.text for g in context.finding.exemption.grounds for c in g.conditions if c.status is Truth.UNMET), ""
            )
            yield me.says("fail", f"案件事实不符合不予处罚的条件{f'（{missed}）' if missed else ''}。")
    elif context.decides and imposed(context):
        if result == "must_exempt":
            grounds = [g for g in context.finding.exemption.grounds if g.outcome == "must_exempt"]
            yield me.says("fail", f"依法应当不予处罚（{grounds[0].cite or grounds[0].list}），文书却处以罚款。")
        elif result == "may_exempt":
            yield me.says("warn", "本案可以不予处罚，决定处罚应当说明理由。")
        else:
            yield me.says("pass", "没有依法应当不予处罚的情形。")


@once
def lists(context: Context) -> tuple[Mention, ...]:
    """Exemption lists whose name or number stands in the document."""
    return tuple(m for m in mentions(context.text, context.knowledge) if m.rule.kind == "exemption")


def _relied_on(context: Context) -> tuple[Mention, ...]:
    """Lists the document relies on, not those it only says were not met."""
    return tuple(m for m in lists(context) if not _NEGATED.search(context.text[slice(*context.sentence(m.span[0]))]))


@check("exempt.list_in_force", "exemption", "所引不予处罚清单在决定日有效")
def list_in_force(context: Context, me: Check) -> Iterator[CheckResult]:
    yield from in_force(context, me, _relied_on(context), "不予处罚清单")


@check("exempt.list_place", "exemption", "所引不予处罚清单是本地的")
def list_place(context: Context, me: Check) -> Iterator[CheckResult]:
    named = [(m.rule.name, m.rule.jurisdiction, m.span) for m in _relied_on(context)]
    yield from of_this_place(context, me, named, "不予处罚清单")


@check("exempt.contradiction", "exemption", "免罚、从轻的条件与事实不矛盾")
def contradiction(context: Context, me: Check) -> Iterator[CheckResult]:
    """What the document claims for the party (初次违法, 已经改正 …) against its own words and the facts of the case."""
    found = False
    for rule in context.data["claims"]:
        claim = _claimed(context, rule)
        if claim is None:
            continue
        found = True
        yield _against(context, me, rule, claim)
    if not found:
        return


def _claimed(context: Context, rule: dict[str, Any]) -> re.Match[str] | None:
    """Where the document itself (not the party's plea, nor a condition found missing) makes the claim."""
    for match in re.finditer(rule["claim"], context.unquoted):
        start, end = context.sentence(match.start())
        clause = context.unquoted[start:end]
        if not _NEGATED.search(clause) and not re.search(r"责令[^。]{0,20}$", context.unquoted[start : match.start()]):
            return match
    return None


def _against(context: Context, me: Check, rule: dict[str, Any], claim: re.Match[str]) -> CheckResult:
    denied = _denied(context, rule, claim)
    if denied:
        words = context.text[slice(*context.sentence(denied.start()))].strip()
        text = f"“{claim.group()}”与“{words[:40]}”矛盾。"
        return me.says(
            "fail", text, context.around(denied.span()), denied.span(), expected=rule["name"], found=denied.group()
        )
    if context.assessment is not None:
        truth = evaluate(rule["facts"], context.assessment.facts.get)
        if truth is Truth.UNMET:
            return me.at("fail", f"“{claim.group()}”与案件事实不符（{rule['name']}）。", context, claim.span())
        if truth is Truth.UNKNOWN and context.exempts:
            return me.at("warn", f"“{claim.group()}”在案件事实中没有依据，请补充证据。", context, claim.span())
    return me.says("pass", f"“{claim.group()}”没有与之矛盾的事实。", context.around(claim.span()), claim.span())


def _denied(context: Context, rule: dict[str, Any], claim: re.Match[str]) -> re.Match[str] | None:
    for match in re.finditer(rule["against"], context.unquoted):
        start, _ = context.sentence(match.start())
        if not re.search(
            r"不得|应当|如(?:果|有)?|将(?:依法)?|的，|请求|提出|没有发现|是否|有无",
            context.unquoted[start : match.end() + 1],
        ):
            return match
    return None
