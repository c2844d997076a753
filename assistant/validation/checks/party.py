"""The party: one name throughout, the case's party, a credit code with a right check digit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import Check, Context, check
from ..model import CheckResult

_NAMED = re.compile(r"(?:当事人|被处罚(?:人|单位)|经营者)(?:名称|姓名)?[：:]\s*(?P<name>[^\s，。；\t]+)")
_USCC = re.compile(r"统一社会信用代码[：:]?\s*(?P<code>[0-9A-Za-z]{10,20})")
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@check("party.consistent", "party", "当事人名称一致")
def consistent(context: Context, me: Check) -> Iterator[CheckResult]:
    names = [m["name"] for m in _NAMED.finditer(context.text)]
    if not names:
        if context.kind and context.kind.audience == "external":
            yield me.says("fail", "没有写明当事人。")
        return
    given = context.case.party.name if context.case else ""
    expected = given or names[0]
    wrong = [n for n in names if n != expected and not n.startswith("【")]
    for name in wrong:
        yield me.says("fail", f"当事人写成“{name}”，应为“{expected}”。", name, expected=expected, found=name)
    yield from _variants(context, me, expected)
    if not wrong:
        yield me.says("pass", f"当事人名称一致：{expected}。")


def _variants(context: Context, me: Check, expected: str) -> Iterator[CheckResult]:
    """A name of the same length that differs in one or two characters is a slip of the pen."""
    if len(expected) < 4 or expected.startswith("【"):
        return
    seen = set()
    for start in range(len(context.text) - len(expected) + 1):
        piece = context.text[start : start + len(expected)]
        if piece == expected or piece[-1] != expected[-1] or piece in seen:
            continue
        differing = sum(a != b for a, b in zip(piece, expected, strict=True))
        if differing <= max(1, len(expected) // 5) and re.fullmatch(r"[\u4e00-\u9fffA-Za-z0-9（）()]+", piece):
            seen.add(piece)
            yield me.says(
                "fail",
                f"“{piece}”与当事人“{expected}”只差 {differing} 个字，请核对。",
                piece,
                expected=expected,
                found=piece,
            )


@check("party.uscc", "party", "统一社会信用代码校验位正确", severity="warning")
def uscc(context: Context, me: Check) -> Iterator[CheckResult]:
    for match in _USCC.finditer(context.text):
        code = match["code"].upper()
        if uscc_is_valid(code):
            yield me.says("pass", "统一社会信用代码校验位正确。")
        elif "0000000" in code:
            yield me.says("warn", f"“{code}”是示例代码，请换成真实的统一社会信用代码。", code)
        else:
            yield me.says("fail", f"“{code}”不是有效的统一社会信用代码。", code)


def uscc_is_valid(code: str) -> bool:
    """Whether an 18-character unified social credit code has the right check character (GB 32100-2015)."""
    if len(code) != 18 or any(c not in _ALPHABET for c in code):
        return False
    total = sum(_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17]))
    return _ALPHABET[(31 - total % 31) % 31] == code[17]
