"""Form: nothing left to fill in or to choose, the number in the right form, parts in order, a day and an agency at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..check import Check, check
from ..context import Context
from ..model import CheckResult

_PLACEHOLDER = re.compile(
    r"【待填[^】]*】|【\s*】|_{3,}|＿{2,}|×{2,}|[xX]{3,}|\{\{[^}]*\}\}|某年某月某日|[xX×X]{1,4}年[xX×X]{1,2}月[xX×X]{1,2}日|XX|……年|年\s+月\s+日"
)
_NUMBER = re.compile(r"^[\u4e00-\u9fff]{1,8}环[^〔字第\s]{1,8}〔20\d{2}〕\d+号$")
_NUMBER_SHAPED = re.compile(r"\S{1,12}环\S{0,12}[〔\[（(【]20\d{2}[〕\]）)】]\S{0,8}号")
_SURNAMES = set(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程苏魏吕丁任卢姚沈钟姜崔谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_ORDER = "一二三四五六七八九十"
_LOOSE_DATE = re.compile(r"(?<![\d.])(?:20\d{2}[-./]\d{1,2}[-./]\d{1,2}|\d{2}年\d{1,2}月\d{1,2}日)(?![\d.])")
_LOOSE_SUM = re.compile(
    r"\d+(?:\.\d+)?万多元|[一二三四五六七八九十\d]+万[一二三四五六七八九\d]+千\d+元|\d+多元|\d元整?左右"
)


@check("form.placeholder", "form", "没有留下待填的空")
def placeholder(context: Context, me: Check) -> Iterator[CheckResult]:
    left = [m for m in _PLACEHOLDER.finditer(context.text) if not _for_signing(context, m)]
    for match in left:
        if _masked_name(context.text, match):
            yield me.at("warn", f"“{match.group()}”像是隐去的姓名，也可能没有填写，请核对。", context, match.span())
        else:
            yield me.at("fail", f"还有没有填写的内容：{match.group()}。", context, match.span())
    if not left:
        yield me.says("pass", "没有待填的内容。")


def _masked_name(text: str, match: re.Match[str]) -> bool:
    """李××: a surname and crosses, as published decisions hide names."""
    return bool(re.fullmatch("[×xX]{2}", match.group())) and text[match.start() - 1 : match.start()] in _SURNAMES


def _for_signing(context: Context, match: re.Match[str]) -> bool:
    """A blank beside or below a signature is filled in by hand."""
    return match.group()[0] not in "【{" and bool(
        re.search("签名|签章|签字|签收", context.text[max(0, match.start() - 40) : match.start()])
    )


@check("form.alternatives", "form", "没有留下未选择的样本文字", "warning")
def alternatives(context: Context, me: Check) -> Iterator[CheckResult]:
    pattern = re.compile("|".join(f"(?:{p})" for p in context.data["alternatives"]))
    ticked = context.kind is not None and bool(context.kind.options)
    left = [m for m in pattern.finditer(context.unquoted) if not re.search(r"\d", m.group())]
    left = [m for m in left if not (ticked and m.group() in "□☐")]
    if left:
        text = f"有 {len(left)} 处没有选择的样本文字，如“{left[0].group()}”。"
        yield me.at("fail", text, context, left[0].span())
    else:
        yield me.says("pass", "没有未选择的样本文字。")


@check("form.kind", "form", "文书种类能够识别", "warning")
def kind(context: Context, me: Check) -> Iterator[CheckResult]:
    if context.kind is None:
        yield me.says("warn", "没有从标题认出文书种类，必备要素没有检查。")
    else:
        yield me.says("pass", f"文书种类：{context.kind.name}。")


@check("form.number", "form", "文号写法规范", "warning", needs=("kind",))
def number(context: Context, me: Check) -> Iterator[CheckResult]:
    """机关代字＋环＋类〔年份〕序号号: hexagonal brackets, no 字, no 第."""
    if context.kind is None or not context.kind.code:
        return
    head = [line.strip() for line in context.text.strip().splitlines()[:8]]
    shaped = [m.group() for line in head if (m := _NUMBER_SHAPED.search(line))]
    if not shaped:
        if not any("【待填" in line and "号" in line for line in head):
            yield me.says("warn", f"没有找到“机关代字+{context.kind.code}〔年份〕序号号”形式的文号。")
        return
    if _NUMBER.match(shaped[0]):
        yield me.says("pass", f"文号 {shaped[0]} 写法规范。")
    else:
        yield me.says(
            "fail", f"文号“{shaped[0]}”写法不规范：年份用六角括号，不写“字”“第”。", shaped[0], found=shaped[0]
        )


@check("form.number_year", "form", "文号的年份与文书日期一致", "warning", needs=("date",))
def number_year(context: Context, me: Check) -> Iterator[CheckResult]:
    head = "\n".join(context.text.strip().splitlines()[:8])
    match = _NUMBER_SHAPED.search(head)
    if match is None or context.dated is None:
        return
    year = re.search(r"20\d{2}", match.group())
    if year and int(year.group()) == context.dated.year:
        yield me.says("pass", "文号的年份与文书日期一致。")
    elif year:
        text = f"文号写{year.group()}年，文书日期是{context.dated.year}年。"
        yield me.says("fail", text, match.group(), expected=str(context.dated.year), found=year.group())


@check("form.number_in_case", "form", "引用的文号与案卷一致", needs=("case",))
def number_in_case(context: Context, me: Check) -> Iterator[CheckResult]:
    """Every number of a document of this agency is one of the case's, or is being given now."""
    assert context.case is not None
    p, code = context.case.procedure, context.case.agency.code
    own = {
        n
        for n in (p.filing_no, p.decision_no, p.notice_no, p.rectification_no, *(i.number for i in p.issued.values()))
        if n
    }
    if not own or not code:
        return
    mine = list(re.finditer(rf"{re.escape(code)}环[^〔\s]{{1,10}}〔20\d{{2}}〕[^号\s]{{1,8}}号", context.text))
    wrong = [m for m in mine if m.group() not in own and not _stands_alone(context, m)]
    for match in wrong:
        yield me.at("fail", f"文号“{match.group()}”与案卷不一致。", context, match.span(), "、".join(sorted(own)))
    if mine and not wrong:
        yield me.says("pass", "引用的文号与案卷一致。")


def _stands_alone(context: Context, match: re.Match[str]) -> bool:
    """The document's own number, on a line of its own."""
    return context.text[slice(*context.line(match.start()))].strip() == match.group()


@check("form.signature", "form", "有落款日期和机关", "warning", needs=("external",))
def signature(context: Context, me: Check) -> Iterator[CheckResult]:
    if context.kind is not None and context.kind.id == "commitment":
        return  # ends with what the party and the officers sign
    lines = [line.strip() for line in context.text.strip().splitlines() if line.strip()][-6:]
    missing = []
    if context.dated is None:
        missing.append("日期")
    if not any(re.search(r"(?:局|厅|部|队|政府)(?:[（(][印公章盖 ]+[)）])?$", line) for line in lines):
        missing.append("机关名称")
    if missing:
        yield me.says("fail", f"落款没有{'和'.join(missing)}。", lines[-1] if lines else "")
    else:
        yield me.says("pass", "落款有机关名称和日期。")


@check("form.sections", "form", "各部分的序号连续", "warning")
def sections(context: Context, me: Check) -> Iterator[CheckResult]:
    numbers = [s.number for s in context.sections]
    if not numbers:
        return
    wanted = list(_ORDER[: len(numbers)])
    if numbers == wanted or len(numbers) > len(_ORDER):
        yield me.says("pass", f"{len(numbers)} 个部分序号连续。")
    else:
        bad = next((s for s, w in zip(context.sections, wanted, strict=False) if s.number != w), context.sections[-1])
        yield me.says(
            "fail", f"部分的序号不连续：{'、'.join(numbers)}。", f"{bad.number}、{bad.title}", (bad.at, bad.start)
        )


@check("form.figures", "form", "日期和数额写法规范", "warning")
def figures(context: Context, me: Check) -> Iterator[CheckResult]:
    """Dates in full (2026年9月3日), sums exact (no 多元, 左右)."""
    loose = [m for m in _LOOSE_DATE.finditer(context.unquoted) if not _in_brackets(context.text, m.start())]
    loose += list(_LOOSE_SUM.finditer(context.unquoted))
    for match in loose:
        yield me.at("warn", f"“{match.group()}”的写法不规范，请写全年月日或者准确数额。", context, match.span())
    if not loose and (context.dates or context.amounts):
        yield me.says("pass", "日期和数额写法规范。")


def _in_brackets(text: str, position: int) -> bool:
    return "（" in text[max(0, position - 30) : position].split("）")[-1]


@check("form.complete", "form", "文书没有截断", "warning")
def complete(context: Context, me: Check) -> Iterator[CheckResult]:
    """Ends with a date, an agency, a full stop or a note; an unfinished sentence at the end means a lost page."""
    lines = [line.strip() for line in context.text.strip().splitlines() if line.strip()]
    if not lines:
        return
    last = lines[-1]
    if re.search(r"[。；！）)”日号页：:　]$|(?:局|厅|部|章|份|字|卷)$", last) or len(last) <= 12:
        yield me.says("pass", "文书完整。")
    else:
        yield me.says("warn", "文书最后一句没有写完，可能缺页。", last[-40:])
