"""The party: named, the same throughout and as in the case, with numbers whose check digits are right; the agency likewise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from ..check import Check, check
from ..context import Context, once
from ..identifiers import id_is_valid, identity_numbers, uscc_is_valid
from ..model import CheckResult

_NAMED = re.compile(
    r"(?:^|(?<=[\s：，。]))(?:当事人|被处罚(?:人|单位|当事人)|受处罚(?:人|单位)|经营者|受送达人)(?:名称|姓名|[（(][^）)]{1,8}[)）])?[：:]\s*(?P<name>[^\s，。；]+)"
)
_ADDRESSEE = re.compile(
    r"^(?P<name>[\u4e00-\u9fffA-Za-z0-9（）()·]{2,40}(?:公司|厂|店|场|院|中心|合作社|站|部|所|矿|行))[：:]\s*$", re.M
)
_USCC = re.compile(r"(?:统一社会)?信用代码[：:]?\s*(?P<code>[0-9A-Za-z]{10,20})")
_LABELS = {
    "统一社会信用代码": ("uscc", r"(?:统一社会)?信用代码"),
    "住所": ("address", r"住所(?:地)?|住址|经营场所|地址"),
    "法定代表人": ("representative", r"法定代表人(?:[（(]负责人[）)])?|负责人|经营者"),
}
_ORGANISATION = re.compile(r"[\u4e00-\u9fff]{2,20}(?:有限责任公司|股份有限公司|有限公司|合作社|集团公司)")


@once
def named(context: Context) -> tuple[tuple[str, tuple[int, int]], ...]:
    """The party's name wherever a label announces it, else the addressee's line."""
    head = context.text[: max(len(context.text) // 2, 600)]
    found = [(m["name"], m.span("name")) for m in _NAMED.finditer(context.text)]
    found = found or [(m["name"], m.span("name")) for m in _ADDRESSEE.finditer(head)][:1]
    return tuple(found)


@once
def expected_name(context: Context) -> str:
    """The case's party, else the name first written."""
    given = context.case.party.name if context.case else ""
    return given or (named(context)[0][0] if named(context) else "")


@check("party.named", "party", "写明当事人", needs=("external",))
def is_named(context: Context, me: Check) -> Iterator[CheckResult]:
    if named(context):
        yield me.says("pass", f"当事人：{named(context)[0][0]}。")
    elif expected_name(context) and expected_name(context) in context.text:
        yield me.says("warn", "没有“当事人：……”一行，但是正文中有当事人名称。")
    else:
        yield me.says("fail", "没有写明当事人。")


@check("party.consistent", "party", "当事人名称全文一致")
def consistent(context: Context, me: Check) -> Iterator[CheckResult]:
    expected = expected_name(context)
    if not expected or expected.startswith("【"):
        return
    wrong = 0
    for name, span in named(context):
        if name != expected and not name.startswith("【"):
            wrong += 1
            yield me.at("fail", f"当事人写成“{name}”，应为“{expected}”。", context, span, expected, name)
    for piece, span in _near_misses(context.text, expected):
        wrong += 1
        text = f"“{piece}”与当事人“{expected}”只差一两个字，请核对。"
        yield me.at("fail", text, context, span, expected, piece)
    if not wrong:
        yield me.says("pass", f"当事人名称一致：{expected}。")


def _near_misses(text: str, name: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Where the name stands with one character changed, dropped or added (two in a long name)."""
    if len(name) < 4:
        return
    allowed = 1 if len(name) < 10 else 2
    seen: set[str] = set()
    for start, end in _candidates(text, name):
        piece = text[start:end]
        if (
            piece in seen
            or name in text[max(0, start - 2) : end + 2]
            or not re.fullmatch(r"[\u4e00-\u9fffA-Za-z0-9（）()·]+", piece)
        ):
            continue
        same = sum(b.size for b in SequenceMatcher(None, piece, name, autojunk=False).get_matching_blocks())
        if max(len(piece), len(name)) - same <= allowed:
            seen.add(piece)
            yield piece, (start, end)


def _candidates(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Stretches that share one half of the name and begin or end as it does."""
    half = len(name) // 2
    head, tail = name[:half], name[half:]
    for at in _places(text, head):
        for size in (len(name), len(name) - 1, len(name) + 1):
            if text[at : at + size].endswith(name[-1:]):
                yield at, at + size
    for at in _places(text, tail):
        end = at + len(tail)
        for size in (len(name), len(name) - 1, len(name) + 1):
            if end - size >= 0 and (text[end - size] == name[0] or size == len(name)):
                yield end - size, end


def _places(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


@check("party.others", "party", "没有出现案卷以外的单位", "warning", needs=("case",))
def others(context: Context, me: Check) -> Iterator[CheckResult]:
    assert context.case is not None
    held = context.case.model_dump_json()
    wrong = []
    for match in _ORGANISATION.finditer(context.text):
        name = match.group()
        if not any(name[i:] in held for i in range(max(1, len(name) - 5))):
            wrong.append(match)
    for match in wrong:
        yield me.at("warn", f"“{match.group()}”在案卷中没有出现，请核对是否张冠李戴。", context, match.span())
    if not wrong and named(context):
        yield me.says("pass", "文书中的单位都在案卷中。")


@check("party.as_in_case", "party", "代码、住所、法定代表人与案卷一致", needs=("case",))
def as_in_case(context: Context, me: Check) -> Iterator[CheckResult]:
    assert context.case is not None
    wrong = checked = 0
    for label, (field, pattern) in _LABELS.items():
        own = getattr(context.case.party, field)
        match = re.search(rf"(?:^|\n)\s*(?:{pattern})[：:]\s*(?P<value>[^\n]+)", context.text)
        if not own or not match or match["value"].startswith("【"):
            continue
        checked += 1
        if own not in match["value"]:
            wrong += 1
            text = f"{label}与案卷不一致。"
            yield me.at("fail", text, context, match.span("value"), own, match["value"].strip())
    if checked and not wrong:
        yield me.says("pass", f"当事人信息 {checked} 项与案卷一致。")


@check("party.code_consistent", "party", "全文只有一个信用代码")
def code_consistent(context: Context, me: Check) -> Iterator[CheckResult]:
    codes = [(m["code"].upper(), m.span("code")) for m in _USCC.finditer(context.text)]
    if not codes:
        return
    odd = [(c, s) for c, s in codes if c != codes[0][0]]
    for code, span in odd:
        yield me.at("fail", "前后两个统一社会信用代码不同。", context, span, codes[0][0], code)
    if not odd:
        yield me.says("pass", "信用代码前后一致。")


@check("party.fields", "party", "当事人信息齐全", "warning", needs=("external",))
def fields(context: Context, me: Check) -> Iterator[CheckResult]:
    """法人: name, address, code, representative; 自然人: name, identity number, address (as its kind asks)."""
    if not named(context):
        return
    natural = context.case.party.kind == "natural" if context.case else context.natural
    wanted = {"身份证件号码": "身份证|证件号码", "住址": "住址|住所|地址"}
    if not natural:
        wanted = {
            "住所": "住所|地址|经营场所",
            "统一社会信用代码": "信用代码|注册号",
            "法定代表人": "法定代表人|负责人|经营者",
        }
    missing = [label for label, pattern in wanted.items() if not re.search(pattern, context.text[:1200])]
    if missing:
        yield me.says("fail", f"当事人信息缺少{'、'.join(missing)}。", context.around(named(context)[0][1]))
    else:
        yield me.says("pass", "当事人信息齐全。")


@check("party.uscc", "party", "统一社会信用代码校验位正确", "warning")
def uscc(context: Context, me: Check) -> Iterator[CheckResult]:
    for match in _USCC.finditer(context.text):
        code = match["code"].upper()
        if uscc_is_valid(code):
            yield me.says("pass", "统一社会信用代码校验位正确。")
        elif "0000000" in code:
            yield me.at("warn", f"“{code}”是示例代码，请换成真实的统一社会信用代码。", context, match.span("code"))
        else:
            yield me.at("fail", f"“{code}”不是有效的统一社会信用代码。", context, match.span("code"))


@check("party.id_number", "party", "身份证件号码校验位正确", "warning")
def id_number(context: Context, me: Check) -> Iterator[CheckResult]:
    codes = {m["code"] for m in _USCC.finditer(context.text)}
    for match in identity_numbers(context.text):
        number = match.group()
        if number in codes or "账号" in context.text[max(0, match.start() - 6) : match.start()]:
            continue
        if len(number) == 15:
            yield me.at("warn", f"“{number}”是旧的 15 位证件号码，未能核对。", context, match.span())
        elif id_is_valid(number):
            yield me.says("pass", "身份证件号码校验位正确。")
        elif not uscc_is_valid(number):
            yield me.at("fail", f"“{number}”不是有效的身份证件号码。", context, match.span())


@check("party.agency", "party", "首部、落款和案卷的机关名称一致")
def agency(context: Context, me: Check) -> Iterator[CheckResult]:
    lines = [line.strip() for line in context.text.strip().splitlines() if line.strip()]
    ends = [
        line
        for line in (*lines[:3], *lines[-3:])
        if re.fullmatch(r"[\u4e00-\u9fff（）()]{2,30}(?:局|厅|部|分局|支队)", line)
    ]
    given = context.case.agency.name if context.case else ""
    expected = given or (ends[0] if ends else "")
    if not expected or not ends:
        return
    wrong = [line for line in ends if line != expected]
    for line in wrong:
        yield me.says("fail", f"机关名称写成“{line}”，应为“{expected}”。", line, expected=expected, found=line)
    if not wrong and (given or len(ends) > 1):
        yield me.says("pass", f"机关名称一致：{expected}。")
