"""Vetoes about who decided and who is punished: agency, officers, the party's name, and whether it is the right party.

Kept means that the fault does not exist as far as the record shows; lost that it does (the whole file then scores 0).
"""

from __future__ import annotations

import re
from datetime import date

from assistant.validation.dating import written_dates

from ..model import Answer
from ..papers import joined, told
from .registry import Subject, check, kept, lost, undecided

_VALID = re.compile(r"有效期[^\n。]{0,10}?(?:至|到|截止)[^\n。]{0,6}?(?=\d{4}年)")


@check("agency")
def agency(subject: Subject) -> Answer:
    """The agency at the head and foot of every external paper against the record."""
    dossier = subject.dossier
    expected = dossier.case.agency.name
    wrong = [p for p in dossier.external if p.context.agency and expected and p.context.agency != expected]
    if wrong:
        return undecided(
            f"落款机关与案卷记录的“{expected}”不一致，请核对职权和委托", tuple(p.at(p.context.agency) for p in wrong)
        )
    if not expected:
        return undecided("案卷记录没有登记机关名称")
    return undecided(f"文书的机关都是{expected}；职权、管辖和印章由人核对")


@check("officers")
def officers(subject: Subject) -> Answer:
    """Two officers or more with certificates, and the certificates valid on the day of the inspection."""
    dossier = subject.dossier
    procedure = dossier.case.procedure
    names = dict.fromkeys([*procedure.investigators, *(n for p in dossier.papers for n in p.officers)])
    numbers = {**{n: c for p in dossier.papers for n, c in p.officers.items()}, **procedure.certificates}
    certified = [n for n in names if numbers.get(n)]
    records = dossier.of("inspection", "interview")
    alone = [p for p in records if len(p.certificates) == 1 and len(p.officers) <= 1]
    if procedure.investigators and len(names) < 2:
        return lost(f"案卷只有一名办案人员：{'、'.join(names)}")
    if alone:
        return undecided("笔录只见到一名执法人员的证号，请核对", tuple(p.file for p in alone))
    if len(certified) < 2:
        return undecided("不能从案卷确认两名有证号的执法人员")
    expired = [
        (p, d) for p in dossier.papers for d in _valid_until(p.text) if dossier.case.found and d < dossier.case.found
    ]
    if expired:
        paper, day = expired[0]
        return lost(f"执法证有效期至{told(day)}，早于检查日{told(dossier.case.found)}", (paper.file,))
    if sum(len(_valid_until(p.text)) for p in dossier.papers) >= 2:
        return kept(f"{'、'.join(certified)}有证号，证件在有效期内")
    return undecided(f"{'、'.join(certified)}有证号；证件有效期没有登记，请核对")


def _valid_until(text: str) -> list[date]:
    found: list[date] = []
    for match in _VALID.finditer(text):
        days = [w.value for w in written_dates(text[match.start() : match.end() + 12]) if w.value]
        found += days[:1]
    return found


@check("party_names")
def party_names(subject: Subject) -> Answer:
    """One name and one credit code in the whole file."""
    dossier = subject.dossier
    party = dossier.case.party
    odd = [
        (p, n)
        for p in dossier.papers
        for n in p.parties
        if party.name and _plain(n) != _plain(party.name) and _same_kind(n, party.name)
    ]
    codes = [(p, c) for p in dossier.papers for c in p.codes if party.uscc and c != party.uscc.upper()]
    if not party.name:
        return undecided("案卷记录没有登记当事人名称")
    if odd or codes:
        where = tuple(p.at(words) for p, words in [*odd, *codes])
        what = "、".join(dict.fromkeys(words for _, words in [*odd, *codes]))
        if dossier.of("rename"):
            return undecided(f"与“{party.name}”不一致：{what}；卷内有更名材料，请核对", where)
        return lost(f"当事人应为“{party.name}”（{party.uscc or '没有代码'}），文书写成{what}", where)
    if not any(p.parties for p in dossier.papers):
        return undecided("没有从文书中认出当事人名称")
    return kept(f"全卷都是{party.name}")


def _plain(name: str) -> str:
    return re.sub(r"[\s（）()《》“”]", "", name)


def _same_kind(name: str, expected: str) -> bool:
    """Whether a labelled name can stand for the party: an organisation where the party is one."""
    organised = re.compile("公司|厂|店|场|院|中心|合作社|站|部$|所$|矿|行$")
    return bool(organised.search(name)) == bool(organised.search(expected))


@check("liable")
def liable(subject: Subject) -> Answer:
    """Whether the party's role is the one the provision binds (catalogue: party)."""
    dossier = subject.dossier
    role = dossier.assessment.facts.get("party_role")
    if dossier.finding is None:
        return undecided("程序没有认出违法行为，责任主体由人判断")
    bound = dossier.finding.candidate.violation.party
    if role in ("施工单位", "运维单位", "设备生产单位", "监测机构", "环评技术单位") and bound and role not in bound:
        return undecided(f"该行为的责任主体是{bound}，案情显示当事人是{role}，请核对是否罚错对象")
    return undecided(f"该行为的责任主体是{bound or '目录没有写明'}，当事人是否就是证据查明的违法者由人判断")


@check("reviewers")
def reviewers(subject: Subject) -> Answer:
    """Nobody who investigated reviews the case or presides at its hearing."""
    dossier = subject.dossier
    procedure = dossier.case.procedure
    judges = {
        "法制审核人": [procedure.review.reviewer],
        "听证主持人": [procedure.hearing.host] if procedure.hearing else [],
        "审查人": [
            s
            for o in procedure.opinions
            if re.search("审核|审查|复核|法制", o.role)
            for s in re.split("[、，]", o.signer)
        ],
    }
    both = [
        f"{role}{name}" for role, names in judges.items() for name in names if name and name in procedure.investigators
    ]
    if both:
        return lost(f"{'、'.join(dict.fromkeys(both))}是本案调查人员")
    if not procedure.investigators:
        return undecided("案卷记录没有登记调查人员")
    known = [n for names in judges.values() for n in names if n]
    return (
        kept(f"审核、复核、听证人员（{'、'.join(dict.fromkeys(known))}）都没有参加调查")
        if known
        else undecided("案卷记录没有登记审核人员")
    )


@check("voters")
def voters(subject: Subject) -> Answer:
    """Nobody who investigated votes at the deliberation; sitting in is allowed."""
    dossier = subject.dossier
    procedure = dossier.case.procedure
    speeches = procedure.deliberation.speeches
    papers = dossier.of("deliberation")
    if dossier.assessment.procedure.deliberation is False and not speeches and not papers:
        return Answer(status="na", why="不属于应当集体讨论的案件")
    voting = [s.name for s in speeches if s.role == "参加"]
    for paper in papers:
        row = re.search(r"参加人(?:员)?[：:\t |]*(?P<names>[^\n]+)", paper.said)
        voting += [n for n in procedure.investigators if row and n in row["names"]]
    wrong = [n for n in dict.fromkeys(voting) if n in procedure.investigators]
    if wrong:
        return lost(f"调查人员{'、'.join(wrong)}参加了集体讨论的表决", (joined(papers),) if papers else ())
    if not voting and not papers:
        return undecided("没有集体讨论参加人员的记录")
    return kept("参加讨论的没有调查人员") if procedure.investigators else undecided("没有登记调查人员")
