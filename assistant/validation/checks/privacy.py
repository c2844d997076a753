"""Privacy: what must not stand in a version for publication, and what must not stand in any document that leaves the house."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..check import Check, check
from ..context import Context
from ..identifiers import card_numbers, personal_data
from ..model import CheckResult

_ACCOUNT = re.compile(r"(?:账号|帐号|账户|卡号|开户行[^。；\n]{0,20}号)[：:为]?\s*(?P<no>\d[\d ]{7,24}\d)")
_PAYEE = re.compile("财政|国库|非税|收款|缴款|代收")
_HOME = re.compile(r"(?:住址|家庭住址|户籍(?:地|所在地)?)[：:]?\s*(?P<where>[^\n，。；]{6,60})")
_BIRTH = re.compile(
    r"(?:出生(?:日期|年月)?[：:]?\s*\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{4}年\d{1,2}月\d{1,2}日(?:出)?生(?=[，。；）]))"
)
_REPORTER = re.compile(
    r"(?:举报人|投诉人|信访人|检举人)(?:[：:]|为|系)?\s*(?P<name>[\u4e00-\u9fff]{2,3})(?=[，。；、（(]|于|反映|称|来电|向)"
)
_NOT_NAME = re.compile(
    "反映|要求|称其|认为|提供|举报|投诉|来电|来信|通过|提出|表示|身份|信息|匿名|多次|曾经|同意|电话|某"
)
_WITNESS = re.compile(
    r"(?:证人|被询问人|现场负责人|联系人)[：:]?\s*(?P<name>[\u4e00-\u9fff]{2,4})(?=[，。；、（(\s]|$)", re.M
)
_MINOR = re.compile(r"(?:未成年|不满十[四六八]周岁|(?<!\d)1?[0-7]周岁)")
_MASKED = re.compile(r"[某*＊×xX]")


def _kind_of_data(id: str, kind: str) -> None:
    @check(id, "privacy", f"公开版本没有{kind}", needs=("public",))
    def run(context: Context, me: Check) -> Iterator[CheckResult]:
        found = [p for p in personal_data(context.text) if p.kind == kind]
        for one in found:
            yield me.at("fail", f"公开版本里还有{kind}。", context, one.span)
        if not found:
            yield me.says("pass", f"没有{kind}。")


_kind_of_data("privacy.id_number", "身份证件号码")
_kind_of_data("privacy.phone", "手机号码")
_kind_of_data("privacy.plate", "车牌号")
_kind_of_data("privacy.email", "电子邮箱")


@check("privacy.account", "privacy", "公开版本没有当事人的银行账号", needs=("public",))
def account(context: Context, me: Check) -> Iterator[CheckResult]:
    """The treasury's account for the fine may stand; other accounts and card numbers may not."""
    found = []
    for match in _ACCOUNT.finditer(context.text):
        start, end = context.sentence(match.start())
        if not _PAYEE.search(context.text[start:end]):
            found.append(match)
    spans = [m.span() for m in found]
    for match in card_numbers(context.text):
        start, end = context.sentence(match.start())
        if not any(s <= match.start() < e for s, e in spans) and not _PAYEE.search(context.text[start:end]):
            found.append(match)
    for match in found:
        yield me.at("fail", "公开版本里还有银行账号。", context, match.span())
    if not found:
        yield me.says("pass", "没有当事人的银行账号。")


@check("privacy.address", "privacy", "公开版本没有自然人的住址", needs=("public",))
def address(context: Context, me: Check) -> Iterator[CheckResult]:
    found = [m for m in _HOME.finditer(context.text) if not _MASKED.search(m["where"])]
    for match in found:
        yield me.at("fail", "公开版本里还有自然人的住址。", context, match.span("where"))
    if not found:
        yield me.says("pass", "没有自然人的住址。")


@check("privacy.birthday", "privacy", "公开版本没有出生日期", needs=("public",))
def birthday(context: Context, me: Check) -> Iterator[CheckResult]:
    found = list(_BIRTH.finditer(context.text))
    for match in found:
        yield me.at("fail", "公开版本里还有出生日期。", context, match.span())
    if not found:
        yield me.says("pass", "没有出生日期。")


@check("privacy.names", "privacy", "公开版本没有自然人的姓名", "warning", needs=("public",))
def names(context: Context, me: Check) -> Iterator[CheckResult]:
    """A natural party, witnesses and contacts; the legal representative of a unit may be named."""
    found = [(m["name"], m.span("name")) for m in _WITNESS.finditer(context.text) if not _MASKED.search(m["name"])]
    if context.case and context.case.party.kind == "natural" and context.case.party.name:
        name = context.case.party.name
        found += [(name, m.span()) for m in re.finditer(re.escape(name), context.text)][:1]
    for name, span in found:
        yield me.at("fail", f"公开版本里还有自然人的姓名“{name}”。", context, span)
    if not found:
        yield me.says("pass", "没有自然人的姓名。")


@check("privacy.minor", "privacy", "公开版本不涉及可识别的未成年人", "warning", needs=("public",))
def minor(context: Context, me: Check) -> Iterator[CheckResult]:
    found = list(_MINOR.finditer(context.unquoted))
    for match in found[:5]:
        yield me.at("warn", "提到未成年人，请核对能否识别出本人。", context, match.span())
    if not found:
        yield me.says("pass", "没有提到未成年人。")


@check("privacy.reporter", "privacy", "没有写举报人的姓名")
def reporter(context: Context, me: Check) -> Iterator[CheckResult]:
    """Whoever reported the act is never named, in any document that leaves the house."""
    if context.kind is not None and context.kind.audience != "external":
        return
    found = [m for m in _REPORTER.finditer(context.text) if not _NOT_NAME.search(m["name"])]
    for match in found:
        yield me.at("fail", "对外文书写了举报人的姓名。", context, match.span("name"))
    if not found and re.search("举报|投诉|信访", context.text):
        yield me.says("pass", "没有写举报人的姓名。")
