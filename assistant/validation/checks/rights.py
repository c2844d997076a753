"""Procedure and rights: hearing iff the threshold is reached, periods as the law has them, the right bodies, every plea answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.law.money import format_yuan
from assistant.law.numerals import to_chinese, to_int
from assistant.reasoning.procedure import hearing_threshold

from ..check import Check, check
from ..context import Context
from ..figures import daily, imposed
from ..model import CheckResult

_HEAVY = re.compile("吊销|暂扣|降低资质|停产整治|停产停业|责令停业|责令关闭|限制从业|禁止从业|限制生产|不得申请")
_HEARING = re.compile(r"(?:要求|申请|举行|组织)听证|听证(?:的)?权利|听证申请")
_NO_HEARING = re.compile(r"不(?:适用|属于)[^。]{0,10}听证|未达到[^。]{0,10}听证")
_BODY = re.compile(r"向(?P<body>[^，。；、向]{2,40}?)(?:依法)?(?:申请|提出|提起)(?:行政)?复议")
_COURT = re.compile(r"向(?P<court>[^，。；、向]{2,40}?)(?:依法)?(?:提起|起诉|提出)(?:行政)?诉讼?")
RULES_OF_2023 = date(2023, 7, 1)
"""生态环境行政处罚办法: before it other periods and thresholds held."""
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
    elif context.dated is not None and context.dated < RULES_OF_2023 and not told:
        yield me.says("warn", f"{RULES_OF_2023}以前的听证标准没有收录，是否应当告知听证请按当时的规定核对。")
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


_OTHER_CAP = re.compile(
    r"(?:不(?:得)?超[过出]|以)[^。，；]{0,12}罚款(?:数额|金额|本金|本数)?的?\s*(?:[二两三四五\d.]+\s*倍|百分之(?!一百)[一二三四五六七八九十]+|\d+\s*[%％])"
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
        cap = _OTHER_CAP.search(context.text[start:end])
        if cap:
            text = "加处罚款的数额不得超出罚款的数额。"
            yield me.at(
                "fail", text, context, (start + cap.start(), start + cap.end()), "不超出罚款的数额", cap.group()
            )
        elif value == expected:
            yield me.says("pass", f"每日按罚款数额的百分之{to_chinese(expected)}加处罚款。")
        else:
            yield me.at(
                "fail",
                f"加处罚款的比例应为每日百分之{to_chinese(expected)}。",
                context,
                span,
                f"{expected}%",
                said.group(),
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
