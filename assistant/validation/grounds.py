"""What a document says was breached (违反《…》第…条) and what it rests its decision on (依据《…》第…条，决定 …)."""

from __future__ import annotations

import re

from assistant.law.finding import Found
from assistant.law.model import Citation

from .context import Context, once

_BREACH = re.compile(r"违反(?:了)?(?:下列|以下|上述)?")
_BASIS = re.compile(r"(?:依据|根据|按照|依照)")
_DECIDING = re.compile(
    r"(?:决定|拟|建议)[^。]{0,40}(?:处罚|罚款|警告|没收|责令|不予)|作出[^。]{0,14}处罚|处以?[^。]{0,6}罚款"
)
_SAYS = r"的?(?:明确)?规定[^。\n]*?[。”\"]\s*"
_THEREFORE = re.compile(_SAYS + r"(?:据此|依此|(?:依照|依据|根据|按照)(?:上述|该|前述|以上)(?:条款|规定))[，,]")
_BREACHED_IT = re.compile(_SAYS + r"[^。\n“]{0,40}违反了?(?:上述|该|前述|以上)(?:条款|规定|条)")
_NOT_DECIDING = re.compile("不符合|每日按|加处罚款|陈述|申请(?:行政)?复议|延期|分期")

Grounds = tuple[tuple[Found, Citation], ...]


@once
def duties(context: Context) -> Grounds:
    """Citations said to be breached, outside quoted words."""
    return tuple((f, c) for f, c in context.resolved if _said_breached(context, f))


@once
def based(context: Context) -> Grounds:
    """Every citation given as a basis (依据, 根据 …), outside quoted words."""
    found = []
    for one, citation in context.resolved:
        start, _ = context.sentence(one.span[0])
        if context.in_quotes(one.span[0]) or _said_breached(context, one):
            continue
        if _BASIS.search(context.unquoted[start : one.span[0]]) or _leads_to(_THEREFORE, context, one):
            found.append((one, citation))
    return tuple(found)


@once
def deciding(context: Context) -> Grounds:
    """Those of ``based`` in a sentence that goes on to decide or to propose a decision."""
    found = []
    for one, citation in based(context):
        start, end = context.sentence(one.span[0])
        if _leads_to(_THEREFORE, context, one):
            end = context.sentence(end)[1] if not _DECIDING.search(context.unquoted, one.span[1], end) else end
        sentence, after = context.unquoted[start:end], context.unquoted[one.span[1] : end]
        if sentence.rstrip().endswith(("：", ":")):  # 作出如下处罚： and the list below it
            after += context.unquoted[end : end + 60]
        if _DECIDING.search(after) and not _NOT_DECIDING.search(sentence):
            found.append((one, citation))
    return tuple(found)


def _said_breached(context: Context, found: Found) -> bool:
    if context.in_quotes(found.span[0]):
        return False
    start, _ = context.sentence(found.span[0])
    before = context.unquoted[start : found.span[0]]
    if _leads_to(_BREACHED_IT, context, found) and not _BASIS.search(before):
        return True
    return _last(_BREACH, before) > _last(_BASIS, before)


def _leads_to(pattern: re.Pattern[str], context: Context, found: Found) -> bool:
    """Whether what follows a provision's text takes it up: 《…》第…条规定：“…”。据此，决定 …"""
    return pattern.match(context.unquoted, found.span[1]) is not None


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((m.start() for m in pattern.finditer(text)), default=-1)
