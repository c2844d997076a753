"""Form: what a document of its kind must contain, no placeholder left, the number in the right form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.kinds import RequiredElement

from ..context import Check, Context, check
from ..model import CheckResult

_PLACEHOLDER = re.compile(r"【待填[^】]*】|_{3,}|×{2,}|[xX]{3,}|\{\{[^}]*\}\}|某年某月某日|X年X月X日|XX")
_NUMBER = re.compile(r"^[\u4e00-\u9fff]{1,8}环[^〔字第\s]{1,8}〔20\d{2}〕\d+号$")
_NUMBER_SHAPED = re.compile(r"\S{1,12}环\S{0,8}[〔\[（(]20\d{2}[〕\]）)]\S{0,6}号")


@check("form.placeholder", "form", "没有留下待填的空")
def placeholder(context: Context, me: Check) -> Iterator[CheckResult]:
    left = list(_PLACEHOLDER.finditer(context.text))
    for match in left:
        yield me.says("fail", f"还有没有填写的内容：{match.group()}。", context.around(match.span()), match.span())
    if not left:
        yield me.says("pass", "没有待填的内容。")


@check("form.kind", "form", "文书种类能够识别", severity="warning")
def kind(context: Context, me: Check) -> Iterator[CheckResult]:
    if context.kind is None:
        yield me.says("warn", "没有从标题认出文书种类，必备要素没有检查。")
    else:
        yield me.says("pass", f"文书种类：{context.kind.name}。")


@check("form.required", "rights", "必备要素和权利告知齐全")
def required(context: Context, me: Check) -> Iterator[CheckResult]:
    if context.kind is None:
        return
    for element in context.kind.requires:
        if element.when and not _applies(element, context):
            continue
        if any(re.search(p, context.text, re.S) for p in element.any_of):
            yield me.says("pass", f"有“{element.name}”。")
        else:
            yield me.says("fail", f"缺少“{element.name}”{f'（{element.cite}）' if element.cite else ''}。")


def _applies(element: RequiredElement, context: Context) -> bool:
    if element.when == "hearing":
        return bool(context.assessment and context.assessment.procedure.hearing)
    if element.when == "fine":
        return "罚款" in context.text
    return True


@check("form.number", "form", "文号写法规范", severity="warning")
def number(context: Context, me: Check) -> Iterator[CheckResult]:
    if context.kind is None or not context.kind.code:
        return
    head = [line.strip() for line in context.text.strip().splitlines()[:8]]
    shaped = [line for line in head if _NUMBER_SHAPED.fullmatch(line)]
    if not shaped:
        if not any("【待填" in line and "号" in line for line in head):
            yield me.says("warn", f"没有找到“机关代字+{context.kind.code}〔年份〕序号号”形式的文号。")
        return
    if _NUMBER.match(shaped[0]):
        yield me.says("pass", f"文号 {shaped[0]} 写法规范。")
    else:
        yield me.says("fail", f"文号“{shaped[0]}”写法不规范：年份用六角括号，不写“字”“第”。", shaped[0])
