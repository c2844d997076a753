"""Checks of what a paper says: words that must stand there, the six elements of facts, the four of evidence, provisions."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.validation.parts import ListedEvidence, evidence_of

from ..model import Answer
from .registry import Subject, check, kept, lost, not_here, undecided

DATE = r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
_SIX = {
    "时间": DATE,
    "地点": r"(?:位于|在)[^。，；]{2,40}|厂区|车间|现场|[路街村]\d*号?|地点",
    "行为": r"行为|违法|没有取得|未取得|擅自|排放|倾倒|超过",
    "情节": r"自\s*\d{4}年|\d日至\d{4}年|持续|起(?:投入|投产|生产|排放|贮存|倾倒)|初次|首次|多次|\d+次|再次|改正|停止|数量|\d(?:吨|台|辆|立方米|公斤)",
    "动机": "主观|过错|动机|故意|过失|为了?逃避|以为|明知|为(?:了)?(?:节省|牟利|赶)",
    "后果": "后果|危害|造成|影响|污染",
}
_CITE = r"《[^》]{2,60}》(?:[（(][^）)]{1,30}[）)])?第[一二三四五六七八九十百千零〇\d]+条[^。：“]{0,24}"
_QUOTED = re.compile(rf"(?P<cite>{_CITE})(?:规定|载明)?[^。“]{{0,10}}[：:]?\s*[“\"](?P<words>[^”\"]{{8,}})[”\"]")
_PENALTY_WORDS = re.compile("罚款|没收|吊销|责令停|警告|拘留|处罚")
_ORDER_WORDS = re.compile("责令")
_REVIEW = re.compile(r"六十日内[\s\S]{0,60}?复议|60日内[\s\S]{0,60}?复议")
_SUIT = re.compile(r"六个月内[\s\S]{0,60}?诉讼|6个月内[\s\S]{0,60}?诉讼")


@lru_cache(maxsize=512)
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of corpus/review; ``{date}`` stands for a date."""
    return re.compile(pattern.replace("{date}", DATE), re.M)


@check("says")
def says(subject: Subject) -> Answer:
    """``needs``: lost where one is not written; ``soft``: open where one is not recognised."""
    missing = [
        name for name, pattern in (subject.get("needs") or {}).items() if not compiled(pattern).search(subject.text)
    ]
    if missing:
        return lost(f"没有写明{'、'.join(missing)}", subject.at())
    unsure = [
        name for name, pattern in (subject.get("soft") or {}).items() if not compiled(pattern).search(subject.text)
    ]
    if unsure:
        return undecided(f"没有认出{'、'.join(unsure)}，请核对", subject.at())
    names = [*(subject.get("needs") or {}), *(subject.get("soft") or {})]
    return kept(f"写明了{'、'.join(names)}")


@check("facts")
def facts(subject: Subject) -> Answer:
    """时间 地点 行为 情节 动机 后果: the first three must be written, the others are open where not recognised.

    ``before``: only the part before the first sentence with this word (the facts of the first check).
    """
    assert subject.paper is not None
    start, end = subject.paper.context.facts_part
    part = (
        subject.paper.text[start:end] if subject.get("before") is None else _before(subject.text, subject.get("before"))
    )
    if len(part) < 30:
        part = subject.text
    missing = [name for name in ("时间", "地点", "行为") if not re.search(_SIX[name], part)]
    if missing:
        return lost(f"违法事实没有写明{'、'.join(missing)}", subject.at())
    unsure = [name for name in ("情节", "动机", "后果") if not re.search(_SIX[name], part)]
    if unsure:
        return undecided(f"违法事实没有认出{'、'.join(unsure)}，请核对", subject.at())
    return kept("六要素齐全")


def _before(text: str, word: str) -> str:
    """The text up to the heading of the part that speaks of the recheck."""
    heading = re.search(rf"^[一二三四五六七八九十]、[^\n]*{word}[^\n]*$", text, re.M)
    return text[: heading.start()] if heading else text.split(word)[0]


@check("names_violation")
def names_violation(subject: Subject) -> Answer:
    """Whether the paper calls the act as the catalogue does."""
    finding = subject.dossier.finding
    if finding is None:
        return undecided("程序没有认出违法行为，未能比对")
    violation = finding.candidate.violation
    if any(name in subject.text for name in violation.names):
        return kept(f"认定为{violation.name}")
    return undecided(f"没有见到“{violation.name}”的认定，请核对表述与条文是否一致", subject.at())


@check("evidence")
def evidence(subject: Subject) -> Answer:
    """名称 时间 提供单位 证明内容 of every piece listed. ``at``: 1 the first list, -1 the last of two lists or more."""
    lists = evidence_lists(subject.text)
    which = subject.get("at")
    if which == 1 and len(lists) < 2:
        return lost("没有列明初查的证据", subject.at()) if lists else lost("没有列明证据", subject.at())
    if not lists:
        if re.search("证据", subject.text):
            return lost("证据没有逐项列明名称、时间、提供单位和证明内容", subject.at())
        return lost("没有列明证据", subject.at())
    items = lists[-1] if which == -1 else lists[0]
    wrong = [(i, [m for m in i.missing if m != "份数"]) for i in items]
    wrong = [(i, m) for i, m in wrong if m]
    if wrong:
        told = "；".join(f"“{i.name[:20]}”缺{'、'.join(m)}" for i, m in wrong[:4])
        return lost(told, subject.at(wrong[0][0].name))
    return kept(f"{len(items)}项证据四要素齐全")


def evidence_lists(text: str) -> list[tuple[ListedEvidence, ...]]:
    """The lists of evidence of a text, in order."""
    found: list[tuple[ListedEvidence, ...]] = []
    while items := evidence_of(text):
        found.append(items)
        text = text[items[-1].span[1] :]
    return found


@check("elements_proved")
def elements_proved(subject: Subject) -> Answer:
    """Whether every element of the violation has evidence in the case record."""
    finding, case = subject.dossier.finding, subject.dossier.case
    if finding is None or not case.evidence:
        return undecided("案卷记录没有证据与要件的对应，请核对证据链")
    shown = {name for e in case.evidence for name in e.elements}
    if not shown:
        return undecided("案卷记录没有写明每项证据支持哪个要件")
    missing = [e.text for e in finding.candidate.violation.elements if e.required and e.id not in shown]
    if missing:
        return undecided(f"没有登记证明“{'”“'.join(missing)}”的证据，请核对", subject.at())
    return kept("每个要件都登记了证据")


@check("provisions")
def provisions(subject: Subject) -> Answer:
    """A provision cited by law and article together with its words. ``role``: duty 违反的, penalty 处罚的, order 责令改正的."""
    role = subject.get("role")
    quoted = [(m["cite"], m["words"]) for m in _QUOTED.finditer(subject.text)]
    name = {"duty": "违反的条款", "penalty": "处罚的条款", "order": "责令改正的条款"}[role]
    fits = {
        "duty": [q for q in quoted if not re.search(r"罚款|拘留", q[1])],
        "penalty": [q for q in quoted if _PENALTY_WORDS.search(q[1])],
        "order": [q for q in quoted if _ORDER_WORDS.search(q[1])],
    }[role]
    if fits:
        return kept(f"{name}写明了内容")
    cited = re.search(_CITE, subject.text)
    if not cited:
        return lost(f"没有引用{name}", subject.at())
    return lost(f"{name}只有条号，没有写明具体内容", subject.at(cited.group()))


@check("penalty_told")
def penalty_told(subject: Subject) -> Answer:
    """告知书: the kind and sum proposed, the range, and how it was weighed."""
    wanted = {
        "拟处罚的种类和数额": r"拟[^。]{0,60}(?:处罚|罚款|没收)[\s\S]{0,40}",
        "幅度": r"幅度|\d万?元以上|元以上[^。]{0,20}元以下|以上[^。]{0,12}以下",
        "裁量的基准或者因素": "裁量|基准|从轻|从重",
    }
    own = re.sub("“[^”]*”", "", subject.text)
    missing = [n for n, p in wanted.items() if not re.search(p, own)]
    return lost(f"没有写明{'、'.join(missing)}", subject.at()) if missing else kept("种类、幅度、裁量写明")


@check("rights_told")
def rights_told(subject: Subject) -> Answer:
    """陈述申辩 within five working days, how to reach the agency, and the hearing where the threshold is reached."""
    text = subject.text
    missing = []
    if not re.search(r"陈述[、和，]?\s*申辩", text):
        missing.append("陈述申辩权")
    elif not re.search(r"(?:五|5)个?(?:工作)?日内", text):
        missing.append("陈述申辩的期限")
    if not re.search(r"电话[：:]?\s*[\d\-—]{6,}|联系人[：:]\s*\S", text):
        missing.append("联系方式")
    asks = re.search(r"(?:要求|申请)(?:举行)?听证", text)
    needed = (
        subject.dossier.assessment.procedure.hearing
        if subject.paper and subject.paper.kind and subject.paper.kind.id == "notice"
        else False
    )
    if needed and not asks:
        missing.append("听证权和期限")
    if missing:
        return lost(f"没有写明{'、'.join(missing)}", subject.at())
    if needed is None and not asks:
        return undecided("是否达到听证标准没有查明，文书没有告知听证", subject.at())
    return kept("权利、期限和联系方式写明")


@check("answers_told")
def answers_told(subject: Subject) -> Answer:
    """What the party answered and, for each point, whether it was accepted and why; silence has to be told as well."""
    text, procedure = subject.text, subject.dossier.case.procedure
    if not re.search(r"陈述[、和，]?\s*申辩", text):
        return lost("没有写陈述、申辩的情况", subject.at())
    told = re.search(
        r"(?:没有|未|放弃)[^。]{0,20}(?:陈述|申辩|要求听证)|(?:予以|不予|全部|部分)(?:予以)?采纳|采纳", text
    )
    if not told:
        return lost("没有写明当事人是否陈述、申辩以及是否采纳", subject.at())
    earlier = (
        subject.dossier.of("daily-decision")
        and subject.paper
        and subject.paper.kind
        and subject.paper.kind.id == "decision"
    )
    points = 0 if earlier else len(procedure.defences)
    heard = len(re.findall(r"(?:不予|予以|全部|部分)采纳|不采纳|采纳(?:该|上述|其)", text))
    if points and heard < points:
        return lost(f"案卷记录的意见有{points}条，文书只答复了{heard}条", subject.at())
    return kept("写明了过程、意见和采纳情况")


@check("exempt_told")
def exempt_told(subject: Subject) -> Answer:
    """不予处罚 with its provision and the conditions or words of it."""
    cite = re.search(rf"{_CITE}", subject.text)
    reason = re.search(
        r"(?:初次|首次)违法|违法行为轻微|没有主观过错|及时改正|未满十四|不予(?:行政)?处罚的?(?:理由|条件|情形)",
        subject.text,
    )
    if cite and reason and re.search("不予(?:行政)?处罚", subject.text):
        return kept("不予处罚的条款和条件写明")
    return lost("没有写明不予处罚的条款及其内容", subject.at())


@check("imposed")
def imposed(subject: Subject) -> Answer:
    """The penalty's kind and sum, in the sentence that decides, and the statutory range."""
    decided = re.search(
        r"(?:决定|作出)[^。]{0,60}(?:处罚|罚款)[^。]{0,60}(?:\d[\d,，.]*万?元|[壹贰叁肆伍陆柒捌玖拾佰仟万]+元|警告|通报批评|没收|吊销|责令)",
        subject.text,
    )
    if not decided:
        return lost("没有写明处罚的种类和数额", subject.at())
    if re.search(r"幅度|以上[^。]{0,16}以下", subject.text):
        return kept("种类、数额和幅度写明")
    return undecided("没有认出法定幅度，请核对", subject.at())


@check("remedies")
def remedies(subject: Subject) -> Answer:
    """复议 within sixty days and 诉讼 within six months, and to whom."""
    missing = [
        n for n, p in (("六十日内申请行政复议", _REVIEW), ("六个月内提起行政诉讼", _SUIT)) if not p.search(subject.text)
    ]
    if missing:
        return lost(f"没有写明{'、'.join(missing)}", subject.at())
    whom = [
        n
        for n, p in (("复议机关", r"向[^，。]{3,30}申请[^。]{0,6}复议"), ("法院", r"向[^，。]{3,30}法院"))
        if not re.search(p, subject.text)
    ]
    return lost(f"没有写明{'、'.join(whom)}", subject.at()) if whom else kept("救济途径和期限写明")


@check("daily_counted")
def daily_counted(subject: Subject) -> Answer:
    """First and last day, the days and the sum; and that the sum is the original fine times the days."""
    text = subject.text
    counted = re.search(rf"自?({DATE})起至({DATE})[\s\S]{{0,60}}?(?P<days>\d+)日", text)
    if not counted:
        return lost("没有写明计罚的起止时间和日数", subject.at())
    product = re.search(r"(?P<a>\d+)元?[×xX*](?P<d>\d+)日?[＝=](?P<sum>\d+)元", text)
    if not product:
        return undecided("没有写出计算式，请核对罚款数额", subject.at(counted.group()))
    if int(product["a"]) * int(product["d"]) != int(product["sum"]) or product["d"] != counted["days"]:
        return lost("计罚日数与计算式不一致，或者乘积有误", subject.at(product.group()))
    return kept("起止、日数和数额一致")


@check("not_for")
def not_for(subject: Subject) -> Answer:
    """An item that this paper cannot have."""
    return not_here(str(subject.get("why")))


@check("by_hand")
def by_hand(subject: Subject) -> Answer:
    """Only the original shows it."""
    return undecided("要看原件")
