"""Language: no old names of agencies, empty phrases, words of the program, mixed forms of address, slips of punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..check import Check, check
from ..context import Context
from ..model import CheckResult

_YOU_UNIT = re.compile(r"你(?:单位|公司|厂|局|店|场|院|站|中心|合作社|部)")
_YOU = re.compile(
    r"(?<!对)(?<!由)你(?!单位|公司|厂|局|店|场|院|站|中心|合作社|部|们|方|[（(]单位)|(?<=[对由])你(?!单位|公司|厂|局|店|场|院|站|中心|合作社|部|们|方|[（(]单位)"
)
_HALF = re.compile(
    r"(?<=[\u4e00-\u9fff”》）])[,;:?!](?=[\u4e00-\u9fff“《（\s]|$)|(?<=[\u4e00-\u9fff])\((?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\.(?=\s|$|[\u4e00-\u9fff])"
)
_DOUBLED = re.compile(r"。。|，，|；；|、、|：：|，。|、。|；。|。，|。；|：。|，；|、，|。”。|，、")
_PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("〔", "〕"), ("【", "】"))
_REPEATED = re.compile(
    r"(?P<word>[\u4e00-\u9fff]{2,10})(?P=word)(?![\u4e00-\u9fff]?[号条])|(?P<one>[的了是在和于为及])(?P=one)(?!解)"
)
_ALLOWED_TWICE = ("研究研究", "常常", "日日", "人人", "逐项逐项")


@check("lang.old_agency", "language", "没有沿用旧的机关名称", "warning")
def old_agency(context: Context, me: Check) -> Iterator[CheckResult]:
    """Since the reform of 2018; names of laws, quoted words and names in the case's own words are left alone."""
    rules = context.data["old_agencies"]
    day, since = context.decided, rules["since"]
    if not isinstance(since, date) or (day is not None and day < since):
        return
    bare = re.sub(r"《[^》]*》", lambda m: " " * len(m.group()), context.unquoted)
    pattern = re.compile("|".join(sorted(map(re.escape, rules["words"]), key=len, reverse=True)))
    found = [m for m in pattern.finditer(bare) if bare[max(0, m.start() - 1)] != "原"]
    for match in found:
        new = rules["words"][match.group()]
        if day is None:
            yield me.at(
                "warn", f"“{match.group()}”现在称“{new}”，没有认出文书日期，请核对。", context, match.span(), new
            )
        else:
            yield me.at("fail", f"“{match.group()}”现在称“{new}”。", context, match.span(), new)
    if not found:
        yield me.says("pass", "没有旧的机关名称。")


@check("lang.empty_phrases", "language", "没有空话", "warning")
def empty_phrases(context: Context, me: Check) -> Iterator[CheckResult]:
    pattern = re.compile("|".join(map(re.escape, context.data["empty_phrases"])))
    found = list(pattern.finditer(context.unquoted))
    for match in found:
        yield me.at("warn", f"“{match.group()}”没有事实内容，请写具体或者删去。", context, match.span())
    if not found:
        yield me.says("pass", "没有空话。")


@check("lang.trace", "language", "没有程序内部的字眼")
def trace(context: Context, me: Check) -> Iterator[CheckResult]:
    pattern = re.compile("|".join(f"(?:{p})" for p in context.data["trace"]), re.M)
    held = context.case.text if context.case else ""
    found = [m for m in pattern.finditer(context.text) if m.group() not in held]
    for match in found:
        yield me.at("fail", f"“{match.group()}”是程序内部的字眼。", context, match.span())
    if not found:
        yield me.says("pass", "没有程序内部的字眼。")


@check("lang.pronoun", "language", "对当事人的称呼一致", "warning")
def pronoun(context: Context, me: Check) -> Iterator[CheckResult]:
    """你单位 for an organisation, 你 for a person, not both; one word for the unit throughout."""
    units = [m.group() for m in _YOU_UNIT.finditer(context.unquoted)]
    persons = list(_YOU.finditer(context.unquoted))
    kind = context.case.party.kind if context.case else None
    if kind == "natural" and units:
        place = _YOU_UNIT.search(context.unquoted)
        assert place is not None
        yield me.at("fail", "当事人是自然人，应当称“你”。", context, place.span(), "你", place.group())
    elif kind == "legal" and persons:
        yield me.at("fail", "当事人是单位，应当称“你单位”。", context, persons[0].span(), "你单位", "你")
    elif units and persons:
        yield me.at("fail", "有时称“你”，有时称“你单位”。", context, persons[0].span(), units[0], "你")
    elif len(set(units)) > 1:
        yield me.says("warn", f"对当事人的称呼有{'、'.join(sorted(set(units)))}，请统一。", units[0])
    elif units or persons:
        yield me.says("pass", "对当事人的称呼一致。")


@check("lang.punctuation", "language", "中文标点规范", "warning")
def punctuation(context: Context, me: Check) -> Iterator[CheckResult]:
    half, doubled = list(_HALF.finditer(context.text)), list(_DOUBLED.finditer(context.text))
    if half:
        text = f"中文之间用了半角标点，共 {len(half)} 处，如“{half[0].group()}”。"
        yield me.at("warn", text, context, half[0].span())
    for match in doubled[:5]:
        yield me.at("warn", f"标点重复：“{match.group()}”。", context, match.span())
    if not half and not doubled:
        yield me.says("pass", "标点规范。")


@check("lang.pairs", "language", "书名号、引号、括号成对", "warning")
def brackets(context: Context, me: Check) -> Iterator[CheckResult]:
    wrong = 0
    for opening, closing in _PAIRS:
        place = _unpaired(context.text, opening, closing)
        if place is not None:
            wrong += 1
            yield me.at("fail", f"“{opening}{closing}”不成对。", context, (place, place + 1))
    if not wrong and any(o in context.text for o, _ in _PAIRS):
        yield me.says("pass", "书名号、引号、括号成对。")


def _unpaired(text: str, opening: str, closing: str) -> int | None:
    if text.count(opening) == text.count(closing) == 0:
        return None
    open_at: list[int] = []
    for match in re.finditer(f"[{opening}{closing}]", text):
        if match.group() == opening:
            open_at.append(match.start())
        elif not open_at:
            return match.start()
        else:
            open_at.pop()
    return open_at[0] if open_at else None


@check("lang.repeated", "language", "没有重复的字句", "warning")
def repeated(context: Context, me: Check) -> Iterator[CheckResult]:
    found = [m for m in _REPEATED.finditer(context.unquoted) if m.group() not in _ALLOWED_TWICE]
    for match in found[:5]:
        yield me.at("warn", f"字句重复：“{match.group()}”。", context, match.span())
    sentences: dict[str, int] = {}
    for match in re.finditer(r"[^。\n\t]{30,}。", context.unquoted):
        words = match.group().strip()
        if words in sentences and " " * 8 not in words:
            yield me.at("warn", f"整句重复：“{words[:24]}……”。", context, match.span())
            found.append(match)
        sentences.setdefault(words, match.start())
    if not found:
        yield me.says("pass", "没有重复的字句。")


@check("lang.uncertain", "language", "认定事实用确定的语言", "warning")
def uncertain(context: Context, me: Check) -> Iterator[CheckResult]:
    """In a final decision: no 大概, 疑似 among the facts, no 涉嫌 for what is decided (crimes are for others to find)."""
    if context.kind is not None and context.kind.id not in ("decision", "no-penalty"):
        return
    start, end = context.facts_part
    words = "|".join(map(re.escape, context.data["uncertain"]))
    found = list(re.compile(words).finditer(context.unquoted, start, end))
    found += [
        m
        for m in re.finditer(r"涉嫌(?!(?:环境|污染环境)?犯罪|[^。，]{0,12}罪)", context.unquoted)
        if "移送" not in context.text[slice(*context.sentence(m.start()))]
    ]
    for match in found:
        yield me.at("warn", f"“{match.group()}”不是确定的认定。", context, match.span())
    if not found:
        yield me.says("pass", "认定用语确定。")
