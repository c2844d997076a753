"""Periods as documents state them: the number and the unit the law has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.law.numerals import to_int

from ..check import Check, check
from ..context import Context
from ..model import CheckResult
from .rights import RULES_OF_2023

_N = r"(?P<n>\d{1,3}|[零一二两三四五六七八九十百]{1,4})"
_PENALTY_LAW_OF_2021 = date(2021, 7, 15)
"""行政处罚法（2021年修订）: before it other periods held."""


def _period(id: str, title: str, what: str, expected: int, unit: str, cite: str, since: date) -> None:
    """A check that a period is written with the number and unit the law has; before ``since`` it was another."""
    units = "个?工作日|日|天|个月|月" + ("|年" if unit == "个月" else "")
    pattern = re.compile(_N + rf"\s*(?P<unit>{units})(?:之?内|以内)(?P<rest>(?:(?!之?内)[^。；]){{0,46}}?)(?:{what})")

    @check(id, "rights", title)
    def run(context: Context, me: Check) -> Iterator[CheckResult]:
        wrong = seen = 0
        if context.kind is not None and context.kind.id in ("demand", "deferral"):
            return
        for match in pattern.finditer(context.text):
            if context.in_quotes(match.start()) or re.search("复议决定|补正|受理", match["rest"]):
                continue
            seen += 1
            number = int(match["n"]) if match["n"].isdigit() else to_int(match["n"])
            if number != expected or not _unit_is(match["unit"], unit, number):
                wrong += 1
                said = f"{expected}{unit}"
                text = f"{title[:-2]}：文书写作“{match['n']}{match['unit']}”，应为{said}（{cite}）。"
                older = context.dated is not None and context.dated < since
                text += f"这是{since}起的规定，请按当时的规定核对。" if older else ""
                yield me.at(
                    "warn" if older else "fail", text, context, match.span("n"), said, match["n"] + match["unit"]
                )
        if seen and not wrong:
            yield me.says("pass", f"{title}。")
        elif not seen and context.kind is not None and context.kind.audience == "external":
            mention = re.search(
                rf"(?:\d|[一二三四五六七八九十])[^。]{{0,10}}(?:内|之日起)[^。]{{0,40}}(?:{what})", context.unquoted
            )
            if mention:
                yield me.at("warn", f"没有读出期限，{title[:-2]}未能核对。", context, mention.span())


def _unit_is(written: str, unit: str, number: int) -> bool:
    plain = written.replace("天", "日")
    if unit == "个工作日":
        return "工作日" in plain or (plain == "日" and number in (2, 3, 5, 7))
    if unit == "个月":
        return plain in ("个月", "月")
    return plain == unit


_period(
    "rights.statement_days",
    "陈述申辩期限正确",
    r"陈述[、和，]?申辩",
    5,
    "个工作日",
    "行政处罚法第四十四条、生态环境行政处罚办法第四十四条",
    RULES_OF_2023,
)
_period(
    "rights.hearing_days", "听证申请期限正确", "听证", 5, "个工作日", "行政处罚法第六十四条第一项", _PENALTY_LAW_OF_2021
)
_period(
    "rights.payment_days",
    "缴纳罚款期限正确",
    r"缴(?:纳|至|到|付|款|入|清|齐|存|交)|交纳|交至",
    15,
    "日",
    "行政处罚法第六十七条第三款",
    date.min,
)
_period(
    "rights.reconsideration_days",
    "申请行政复议期限正确",
    r"(?:申请|提出|提起)(?:行政)?复议",
    60,
    "日",
    "行政复议法第二十条第一款",
    date.min,
)
_period(
    "rights.litigation_months",
    "提起行政诉讼期限正确",
    r"(?:行政)?诉讼|起诉",
    6,
    "个月",
    "行政诉讼法第四十六条第一款",
    date(2015, 5, 1),
)
