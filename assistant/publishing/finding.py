"""What identifies a natural person in a text: the values to hide, by kind. Finds values; hiding them is ``hiding``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.facts.model import Case
from assistant.facts.normal import WIDE
from assistant.validation.identifiers import card_numbers, personal_data, uscc_is_valid

from .words import HAN, Words

_WIDE = str.maketrans(WIDE)
_IDENTITY = re.compile(
    r"(?:身份证|护照|通行证|居留证)(?:件)?(?:号码?)?[：:为是\s]*(?P<v>[0-9A-Za-z]{6,20})|(?<!执法)证件号码?[：:为是\s]*(?P<w>[0-9A-Za-z]{8,20})"
)
_CERTIFICATE = re.compile(
    r"(?:执法证|执法证件|检查证)(?:编)?(?:号码?)?[：:为是\s]*(?P<v>[0-9A-Za-z\-]{4,20}(?:[、，,和及 ]+[0-9A-Za-z\-]{4,20})*)"
)
_MOBILE = re.compile(r"(?<![0-9])(?:\+?86[- ]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![0-9])")
_LANDLINE = re.compile(r"(?<![0-9])(?:[（(]?0\d{2,3}[)）]?[-—－ ]?)\d{7,8}(?![0-9])")
_LABELLED_PHONE = re.compile(r"(?:电话|手机|联系方式)(?:号码)?[：:为是\s]*(?P<v>\d{7,8})(?![0-9])")
_ACCOUNT = re.compile(r"(?:账号|帐号|账户|卡号|开户行[^。；\n]{0,20}号)[：:为]?\s*(?P<v>\d[\d \-]{6,26}\d)")
_NET = re.compile(r"(?:微信|QQ|qq|支付宝)(?:号|账号)?[：:为是\s]*(?P<v>[A-Za-z0-9_@.\-]{5,30})")
_HOME = re.compile(
    r"(?:家庭住址|现住址|住址|户籍所在地|户籍地址|户籍地|户籍|居住地|现住|家住|住于)[：:为是在\t 　]*(?P<v>[^\s，。；（(]{4,60})"
)
_DOMICILE = re.compile(r"(?:住所(?:地)?|地址|经营场所)[：:为是在\t 　]*(?P<v>[^\s，。；（(]{4,60})")
_BORN = re.compile(
    r"\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?(?:出)?生(?![产态活效命])|出生(?:日期|年月)?[：:为是于\s]*\d{4}\s*[年\-./]\s*\d{1,2}\s*[月\-./]?(?:\s*\d{1,2}\s*日?)?"
)
_DISTRICT = re.compile(
    rf"^(?:[{HAN}]{{2,8}}?(?:省|自治区))?(?:[{HAN}]{{2,9}}?(?:市|自治州|州|盟|地区))?(?:[{HAN}]{{1,9}}?(?:区|县|旗|市))?"
)
_PLACE = re.compile(r"[省市区县旗镇乡村路街巷号栋室组屯社]")
_NATURAL = re.compile(
    rf"(?:^|(?<=[\s，。；]))(?:当事人|被处罚人|受送达人)(?:姓名|名称)?[：:\t 　]+(?P<name>[{HAN}·]{{2,20}})(?=[\s，。；（(]|$)",
    re.M,
)
_MASKED = re.compile(r"[某*＊×]|隐去")

NAME, HIDDEN = "姓名", "不写姓氏的姓名"


class Personal(NamedTuple):
    """One value to hide wherever it stands. ``kept`` is what stays in front of an address."""

    kind: str
    value: str
    kept: str = ""


class Remark(NamedTuple):
    """Something a human has to decide: kind, why, and the words."""

    kind: str
    why: str
    where: str


def find(text: str, words: Words, case: Case | None = None) -> list[Personal]:
    """Every value to hide in a text, each once, the longest first. ``case`` tells names and numbers for certain.

    Full-width digits and letters are read as half-width; the value is as it stands in the text.
    """
    plain = text.translate(_WIDE)
    found: dict[str, Personal] = {}
    for one in (
        *_known(case),
        *_numbers(plain, words, case),
        *_places(plain, words, case),
        *_names(plain, words, case),
    ):
        value = one.value.strip()
        if len(value) > 1 and value not in found and not _MASKED.search(value):
            found[value] = one._replace(value=value)
    written = {p.value: p for p in found.values()}
    for one in list(written.values()):
        for variant in _as_written(text, plain, one.value):
            written.setdefault(variant, one._replace(value=variant))
    return sorted(written.values(), key=lambda p: -len(p.value))


def _as_written(text: str, plain: str, value: str) -> Iterator[str]:
    """The value in the widths in which the text has it."""
    at = plain.find(value)
    while at >= 0:
        yield text[at : at + len(value)]
        at = plain.find(value, at + 1)


# ---- names ----
def _known(case: Case | None) -> Iterator[Personal]:
    if case is None:
        return
    p, party = case.procedure, case.party
    people = [party.representative, case.agency.contact, *p.investigators, *p.certificates, p.review.reviewer]
    people += [p.hearing.host, p.hearing.clerk] if p.hearing else []
    people += [
        p.deliberation.host,
        p.deliberation.clerk,
        *(s.name for s in p.deliberation.speeches),
        *case.rectification.checkers,
    ]
    people += [name for o in p.opinions for name in re.split("[、，,]", o.signer)]
    people += [party.name] if party.kind == "natural" else []
    yield from (Personal(NAME, name) for name in people if name.strip())
    yield from (Personal("执法证号", number) for number in p.certificates.values())
    if party.id_no:
        yield Personal("身份证件号码", party.id_no)


def _names(text: str, words: Words, case: Case | None) -> Iterator[Personal]:
    for match in _NATURAL.finditer(text):
        if (_is_name(match["name"], words, sure=True) and len(match["name"]) <= 4) or "·" in match["name"]:
            yield Personal(NAME, match["name"])
    for pattern, sure in ((words.labelled, True), (words.named, False)):
        for match in pattern.finditer(text):
            hidden = bool(words.hidden.search(text[max(0, match.start("name") - 10) : match.start("name")]))
            yield from _listed(text, match, words, HIDDEN if hidden else NAME, sure)
    for pattern in words.around:
        for match in pattern.finditer(text):
            if _is_name(match["name"], words):
                yield Personal(NAME, match["name"])
    for match in re.finditer(rf"(?<![{HAN}])[{HAN}]{{2,6}}·[{HAN}]{{2,8}}(?:·[{HAN}]{{2,8}})?", text):
        yield Personal(NAME, words.role.sub("", match.group()))


def _listed(text: str, match: re.Match[str], words: Words, kind: str, sure: bool) -> Iterator[Personal]:
    """The name matched, and those that follow it in a list."""
    named: re.Match[str] | None = match
    while named and _is_name(named["name"], words, sure):
        yield Personal(kind, named["name"])
        named = words.more.match(text, named.end("name"))
        if named and not sure and not words.surname.match(named["name"]):
            return
        if named and len(named["name"]) > 4 and "·" not in named["name"]:
            return


def _is_name(word: str, words: Words, sure: bool = False) -> bool:
    """Whether a word can be a person's name: of no organisation, no word of a form; ``sure``: its place says so."""
    if _MASKED.search(word) or words.not_name.match(word) or words.organisation.search(word):
        return False
    if "·" in word or word.isascii():
        return True
    if words.surname.match(word):
        return len(word) <= 4
    return sure and len(word) <= 4


# ---- numbers ----
def _numbers(text: str, words: Words, case: Case | None) -> Iterator[Personal]:
    for one in personal_data(text):
        yield Personal(one.kind, text[slice(*one.span)])
    for match in _IDENTITY.finditer(text):
        value = match["v"] or match["w"]
        if re.search(r"\d{4}", value) and not (case and value == case.party.uscc):
            yield Personal("身份证件号码", value)
    for match in _CERTIFICATE.finditer(text):
        yield from (Personal("执法证号", v) for v in re.split("[、，,和及 ]+", match["v"]) if re.search(r"\d", v))
    yield from (Personal("手机号码", m.group()) for m in _MOBILE.finditer(text))
    office = {case.agency.phone} if case and case.agency.phone else set()
    for match in (*_LANDLINE.finditer(text), *_LABELLED_PHONE.finditer(text)):
        value = match["v"] if "v" in match.re.groupindex else match.group()
        if value not in office and not words.office.search(sentence(text, match.start())):
            yield Personal("固定电话", value)
    for match in _ACCOUNT.finditer(text):
        if not words.payee.search(sentence(text, match.start())):
            yield Personal("银行账号", match["v"])
    for match in card_numbers(text):
        if not words.payee.search(sentence(text, match.start())) and not uscc_is_valid(match.group()):
            yield Personal("银行账号", match.group())
    yield from (Personal("网络账号", m["v"]) for m in _NET.finditer(text))
    yield from (Personal("出生日期", m.group()) for m in _BORN.finditer(text))


def sentence(text: str, at: int) -> str:
    """The sentence (or line) at a place."""
    start = max(text.rfind("。", 0, at), text.rfind("\n", 0, at)) + 1
    ends = [e for e in (text.find("。", at), text.find("\n", at)) if e >= 0]
    return text[start : min(ends) if ends else len(text)]


# ---- addresses ----
def _places(text: str, words: Words, case: Case | None) -> Iterator[Personal]:
    """Homes, always; the address of a party only where the party is a person."""
    natural = case.party.kind == "natural" if case else _natural(text, words)
    matches = [*_HOME.finditer(text), *(_DOMICILE.finditer(text[:1500]) if natural else ())]
    for match in matches:
        value = match["v"]
        if words.office.search(sentence(text, match.start())) and match.re is _DOMICILE:
            continue
        kept = _DISTRICT.match(value)
        front = kept.group() if kept else ""
        rest = value[len(front) :]
        if len(rest) < 2 or not _PLACE.search(value):
            continue
        yield Personal("住址", value, front)
        if re.search(r"\d", rest) and len(rest) >= 4:
            yield Personal("住址", rest)


def _natural(text: str, words: Words) -> bool:
    """Whether the party named at the head is a person."""
    first = _NATURAL.search(text)
    return bool(first and _is_name(first["name"], words, sure=True))


def remarks(text: str, words: Words) -> list[Remark]:
    """What a human has to decide: what looks like a name left, trade secrets, minors, health, property."""
    found = [
        Remark("疑似姓名", f"“{m['name']}”像是人名而没有隐去，请核对", sentence(text, m.start()).strip()[:80])
        for m in words.perhaps.finditer(text)
        if _is_name(m["name"], words)
    ]
    for kind, pattern, why in (
        ("商业秘密", words.secrets, "可能涉及商业秘密、技术秘密，请确认能否公开"),
        ("未成年人", words.minors, "提到未成年人，请确认不能识别出本人"),
        ("敏感信息", words.sensitive, "可能涉及健康、财产等个人隐私，请确认能否公开"),
    ):
        seen: dict[str, None] = {}
        for match in pattern.finditer(text):
            seen.setdefault(sentence(text, match.start()).strip()[:80])
        found += [Remark(kind, why, where) for where in seen]
    return found
