"""What the party said: every plea answered as the file has it, and told as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from ..check import Check, check
from ..context import Context
from ..model import CheckResult


@check("rights.answered", "rights", "逐条回应陈述申辩、听证意见", needs=("case", "kind"))
def answered(context: Context, me: Check) -> Iterator[CheckResult]:
    assert context.case is not None and context.kind is not None
    defences = context.case.procedure.defences
    if context.kind.id not in ("decision", "no-penalty") or not defences:
        return
    for defence in defences:
        near = _nearest_sentence(context, defence.opinion)
        if near is None:
            yield me.says("fail", f"没有回应意见“{defence.opinion[:30]}”。", expected=defence.opinion)
            continue
        start, end = near
        answer = context.text[start : min(len(context.text), end + 200)]
        verdict = re.search(r"(?P<no>不予采纳|不采纳|不能成立|不成立)|部分采纳|予以采纳|采纳|成立", answer)
        if verdict is None:
            yield me.at("fail", f"意见“{defence.opinion[:30]}”没有写是否采纳。", context, (start, min(end, start + 60)))
        elif defence.accepted is not None and bool(verdict["no"]) == defence.accepted:
            expected = "予以采纳" if defence.accepted else "不予采纳"
            yield me.at(
                "fail", "是否采纳与案卷不一致。", context, (start, min(end, start + 60)), expected, verdict.group()
            )
        else:
            yield me.says("pass", f"回应了意见“{defence.opinion[:20]}”。")


def _nearest_sentence(context: Context, opinion: str) -> tuple[int, int] | None:
    words = opinion.rstrip("。")
    at = context.text.find(words)
    if at >= 0:
        return context.sentence(at)
    for part in re.split("[，；。]", words):
        if len(part) >= 6 and (at := context.text.find(part)) >= 0:
            return context.sentence(at)
    block = SequenceMatcher(None, context.text, words, autojunk=False).find_longest_match()
    return context.sentence(block.a) if block.size >= max(6, len(words) // 2) else None


@check("rights.as_in_case", "rights", "陈述申辩、听证情况与案卷一致", needs=("case", "kind"))
def as_in_case(context: Context, me: Check) -> Iterator[CheckResult]:
    assert context.case is not None and context.kind is not None
    if context.kind.id not in ("decision", "no-penalty"):
        return
    p = context.case.procedure
    none_made = re.search(r"(?:未|没有)[^。，；]{0,10}陈述[、和]?申辩|没有陈述、申辩", context.unquoted)
    none_heard = re.search(r"(?:未|没有)[^。；，]{0,14}(?:要求|申请)(?:举行)?听证|也没有要求听证", context.unquoted)
    made = re.search(r"(?:进行|提出|作出|提交)(?:了)?[^。，；]{0,6}陈述|你(?:单位|公司)?提出[：:]", context.unquoted)
    wrong = 0
    contradictions: list[tuple[bool, re.Match[str] | None, str]] = [
        (p.made_statement is True and not made, none_made, "案卷中当事人作了陈述申辩，文书写没有"),
        (p.made_statement is False and p.requested_hearing is not True, made, "案卷中当事人没有陈述申辩，文书写有"),
        (p.requested_hearing is True, none_heard, "案卷中当事人要求听证，文书写没有"),
    ]
    for applies, match, text in contradictions:
        if applies and match:
            wrong += 1
            yield me.at("fail", f"{text}。", context, match.span())
    if not wrong and (p.made_statement is not None or p.requested_hearing is not None):
        yield me.says("pass", "陈述申辩、听证情况与案卷一致。")
