"""Procedure and rights: hearing iff the threshold is reached, periods as the law has them, the right bodies, every plea answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher

from assistant.law.money import format_yuan
from assistant.law.numerals import to_int
from assistant.reasoning.procedure import hearing_threshold

from ..check import Check, check
from ..context import Context
from ..figures import daily, imposed
from ..model import CheckResult

_N = r"(?P<n>\d{1,3}|[零一二三四五六七八九十百]{1,4})"
_HEAVY = re.compile("吊销|暂扣|降低资质|停产整治|停产停业|责令停业|责令关闭|限制从业|禁止从业|限制生产|不得申请")
_HEARING = re.compile(r"(?:要求|申请|举行|组织)听证|听证(?:的)?权利|听证申请")
_NO_HEARING = re.compile(r"不(?:适用|属于)[^。]{0,10}听证|未达到[^。]{0,10}听证")
_BODY = re.compile(r"向(?P<body>[^，。；、向]{2,40}?)(?:依法)?(?:申请|提出|提起)(?:行政)?复议")
_COURT = re.compile(r"向(?P<court>[^，。；、向]{2,40}?)(?:依法)?(?:提起|起诉|提出)(?:行政)?诉讼?")
_RULES_OF_2023, _PENALTY_LAW_OF_2021 = date(2023, 7, 1), date(2021, 7, 15)
"""生态环境行政处罚办法, 行政处罚法（2021年修订）: before them other periods and thresholds held."""
_ONLY_GOVERNMENTS = date(2024, 1, 1)
"""From this day reconsideration belongs to governments, not to the department above (行政复议法第二十四条)."""


@check("form.required", "rights", "必备要素和权利告知齐全", needs=("kind",))
def required(context: Context, me: Check) -> Iterator[CheckResult]:
    assert context.kind is not None
    for element in context.kind.requires:
        if element.when == "hearing" and _must_hear(context)[0] is not True:
            continue
        if element.when == "fine" and "罚款" not in context.text:
            continue
        others = tuple(context.data["elements"].get(element.name, ()))
        if any(re.search(p, context.text, re.S) for p in (*element.any_of, *others)):
            yield me.says("pass", f"有“{element.name}”。")
        else:
            cite = f"（{element.cite}）" if element.cite else ""
            yield me.says("fail", f"缺少“{element.name}”{cite}。", expected=element.name)


def _must_hear(context: Context) -> tuple[bool | None, str]:
    """Whether the penalty in this document gives the right to a hearing, and why; None where it cannot be told."""
    counted = daily(context)
    sentences = [context.unquoted[slice(*context.sentence(f.span[0]))] for f in imposed(context)]
    if any(_HEAVY.search(s) for s in sentences):
        return True, "处罚种类属于应当告知听证的范围"
    if not imposed(context) and counted is None:
        plan = context.assessment.procedure if context.assessment else None
        return (plan.hearing, plan.reasons.get("hearing", "")) if plan else (None, "没有找到罚款数额")
    fine = counted[2].yuan if counted else max(f.yuan for f in imposed(context))
    threshold, whose = hearing_threshold(context.region, context.natural, context.knowledge)
    compared = f"罚款{format_yuan(fine)}，听证标准为{format_yuan(threshold)}以上{whose}"
    return fine >= threshold, compared


@check("rights.hearing", "rights", "达到听证标准的告知听证权利")
def hearing(context: Context, me: Check) -> Iterator[CheckResult]:
    """The right is told iff the threshold (default or local) is reached (行政处罚法第六十三条)."""
    if context.kind is not None and context.kind.id not in ("decision", "notice", "daily-notice", "daily-decision"):
        return
    if not context.decides:
        return
    needed, why = _must_hear(context)
    told = _HEARING.search(context.unquoted)
    if needed is None:
        yield me.says("warn", f"是否应当告知听证未能判断：{why}。")
    elif context.dated is not None and context.dated < _RULES_OF_2023 and not told:
        yield me.says("warn", f"{_RULES_OF_2023}以前的听证标准没有收录，是否应当告知听证请按当时的规定核对。")
    elif needed and (not told or _NO_HEARING.search(context.unquoted)):
        yield me.says("fail", f"{why}，应当告知听证权利，文书没有告知。", expected="听证权利")
    elif not needed and told and context.kind is not None and context.kind.id == "notice":
        yield me.at("warn", f"{why}，没有达到，文书却告知听证。", context, told.span())
    else:
        yield me.says("pass", f"{why}，听证权利的告知与此一致。")


@check("rights.statement", "rights", "告知陈述申辩权利")
def statement(context: Context, me: Check) -> Iterator[CheckResult]:
    if context.kind is not None and context.kind.id not in ("decision", "notice", "no-penalty"):
        return
    if not context.decides and not context.exempts:
        return
    if re.search(r"陈述[、和，]?\s*(?:、)?申辩", context.unquoted):
        yield me.says("pass", "告知（写明）了陈述、申辩。")
    else:
        yield me.says("fail", "没有写陈述、申辩的权利或者情况（行政处罚法第四十四条、第四十五条）。")


def _period(id: str, title: str, what: str, expected: int, unit: str, cite: str, since: date) -> None:
    """A check that a period is written with the number and unit the law has; before ``since`` it was another."""
    units = "个?工作日|日|天|个月|月"
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
    _RULES_OF_2023,
)
_period(
    "rights.hearing_days", "听证申请期限正确", "听证", 5, "个工作日", "行政处罚法第六十四条第一项", _PENALTY_LAW_OF_2021
)
_period(
    "rights.payment_days",
    "缴纳罚款期限正确",
    r"缴(?:纳|至|到|付|款|入)|交纳|交至",
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


@check("rights.surcharge_rate", "rights", "加处罚款的比例和上限正确")
def surcharge_rate(context: Context, me: Check) -> Iterator[CheckResult]:
    """每日百分之三, never more than the fine (行政处罚法第七十二条第一款第一项)."""
    rate = context.knowledge.data("procedure.yaml")["surcharge"]["rate"]
    expected = round(rate * 100)
    seen = 0
    for match in re.finditer(r"加处[^。]{0,6}罚款", context.unquoted):
        start, end = context.sentence(match.start())
        said = re.search(
            r"百分之(?P<zh>[零一二三四五六七八九十]+)|(?P<d>\d+(?:\.\d+)?)\s*[%％]|千分之(?P<q>[一二三四五六七八九十]+)",
            context.text[start:end],
        )
        if said is None or seen:
            continue
        seen += 1
        value = to_int(said["zh"]) if said["zh"] else float(said["d"]) if said["d"] else to_int(said["q"]) / 10
        span = (start + said.start(), start + said.end())
        if value == expected:
            yield me.says("pass", f"每日按罚款数额的百分之{expected}加处罚款。")
        else:
            yield me.at(
                "fail", f"加处罚款的比例应为每日百分之{expected}。", context, span, f"{expected}%", said.group()
            )
    if not seen and re.search(r"加处[^。]{0,6}罚款", context.unquoted):
        yield me.says("warn", "写了加处罚款，没有读出比例。")


@check("rights.reconsideration_body", "rights", "行政复议机关正确")
def reconsideration_body(context: Context, me: Check) -> Iterator[CheckResult]:
    """The people's government of the agency's own level; for the ministry, the ministry itself."""
    match = _BODY.search(context.unquoted)
    if match is None:
        return
    body, own = match["body"], context.case.agency.reconsideration_body if context.case else ""
    decided, name = context.decided, context.agency
    if own and body != own:
        yield me.at("fail", "行政复议机关与案卷不一致。", context, match.span("body"), own, body)
    elif name.endswith("生态环境部"):
        yield me.says("pass" if "生态环境部" in body else "fail", "生态环境部的决定向生态环境部申请复议。", body)
    elif not re.search(r"人民政府(?:行政复议(?:局|机构|办公室|委员会))?$", body):
        if decided is None or decided >= _ONLY_GOVERNMENTS:
            text = "行政复议应当向本级人民政府申请（行政复议法第二十四条）。"
            yield me.at("fail", text, context, match.span("body"), "人民政府", body)
        else:
            yield me.at("warn", "2024年以前可以选择上一级主管部门，请核对。", context, match.span("body"))
    elif not own and name and not _same_place(name, body):
        yield me.at("warn", f"“{body}”与“{name}”不是同一地方，请核对。", context, match.span("body"))
    else:
        yield me.says("pass", f"行政复议机关：{body}。")


def _same_place(agency: str, body: str) -> bool:
    place = re.split("人民政府", body)[0]
    return agency.startswith(place) or place.startswith(re.split("(?:生态环境|环境保护)", agency)[0])


@check("rights.court", "rights", "起诉的法院正确")
def court(context: Context, me: Check) -> Iterator[CheckResult]:
    match = _COURT.search(context.unquoted)
    if match is None:
        return
    name, own = match["court"], context.case.agency.court if context.case else ""
    if own and name != own:
        yield me.at("fail", "起诉的法院与案卷不一致。", context, match.span("court"), own, name)
    elif "人民法院" not in name:
        yield me.at("fail", "行政诉讼应当向人民法院提起。", context, match.span("court"), "人民法院", name)
    elif re.search("最高人民法院|高级人民法院", name):
        yield me.at(
            "fail", "第一审应当向基层或者指定管辖的人民法院提起。", context, match.span("court"), "基层人民法院", name
        )
    elif not own and name in ("人民法院", "有管辖权的人民法院", "当地人民法院"):
        yield me.at("warn", "没有写明具体的人民法院。", context, match.span("court"))
    else:
        yield me.says("pass", f"起诉的法院：{name}。")


@check("rights.enforcement", "rights", "写明逾期不履行的后果", "warning", needs=("kind",))
def enforcement(context: Context, me: Check) -> Iterator[CheckResult]:
    if context.kind is None or context.kind.id != "decision":
        return
    if re.search(r"申请(?:[^。]{0,12})人民法院强制执行|人民法院强制执行", context.unquoted):
        yield me.says("pass", "写明申请人民法院强制执行。")
    else:
        yield me.says("fail", "没有写逾期不履行的后果（行政强制法第五十三条）。")


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


@check("rights.deliberation", "rights", "应当集体讨论、法制审核的已经办理", "warning", needs=("case", "kind"))
def deliberation(context: Context, me: Check) -> Iterator[CheckResult]:
    assert context.assessment is not None and context.kind is not None
    if context.kind.id not in ("decision", "no-penalty"):
        return
    plan, p = context.assessment.procedure, context.assessment.case.procedure
    steps: list[tuple[str, bool | None, date | None]] = [
        ("集体讨论", plan.deliberation, p.deliberated_on), ("法制审核", plan.legal_review, p.legal_review_on),
    ]  # fmt: skip
    for name, needed, day in steps:
        if needed and day is None and name not in context.text:
            key = "deliberation" if name == "集体讨论" else "legal_review"
            yield me.says("warn", f"没有{name}的记录：{plan.reasons.get(key, '')}。", expected=name)
        elif needed:
            yield me.says("pass", f"有{name}的记录。")
