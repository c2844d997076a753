"""Checks of the basic elements (基本要素): head and foot of every paper, opinions, the party's block, service."""

from __future__ import annotations

import re

from assistant.drafting.kinds import document_kinds

from ..model import Answer
from ..papers import Paper
from .registry import Subject, absent, check, kept, lost, not_here, undecided

_SIGNED = r"(?:签名|签字|签章)?[：:]?[^\n]{0,24}\d{4}\s*[年\-./]\s*\d{1,2}\s*[月\-./]\s*\d{1,2}"
_UNSERVED = ("result-notice",)


@check("heads")
def heads(subject: Subject) -> Answer:
    """External papers: agency, number, date; forms: the chief's opinion, signature and date. Seals need the original."""
    paper = subject.paper
    assert paper is not None and paper.kind is not None
    if paper.kind.scope == "forms":
        return _opinion(
            paper, r"(?:单位|机关|主要|部门)?(?:主要)?负责人(?:审批)?意见", "单位负责人", only=("filing", "closing")
        )
    drafted = document_kinds().get(paper.kind.kind) if paper.kind.kind else None
    missing = []
    if not paper.context.agency:
        missing.append("机关名称")
    if not paper.number and (drafted is None or drafted.numbering == "code"):
        missing.append("发文字号")
    if paper.context.dated is None:
        missing.append("日期")
    if missing:
        return lost(f"《{paper.name}》缺少{'、'.join(missing)}", (paper.file,))
    return undecided("机关名称、文书名称、文号、日期齐全，印章要看原件")


@check("opinions")
def opinions(subject: Subject) -> Answer:
    """承办人 and 承办机构负责人: opinion, signature, date."""
    paper = subject.paper
    assert paper is not None and paper.kind is not None
    wanted = {
        "filing": ("承办人", "承办机构负责人"),
        "closing": ("承办人", "承办机构负责人"),
        "investigation-report": ("调查人员", "调查机构负责人"),
    }.get(paper.kind.id)
    if wanted is None:
        return not_here("不是审批表或者调查报告")
    lacking = [role for role in wanted if not _given(paper.said, role)]
    if lacking:
        return _not_given(paper, "、".join(lacking))
    return kept(f"《{paper.name}》意见、签名、日期齐全")


def _not_given(paper: Paper, who: str) -> Answer:
    """Lost; open in a pdf, whose tables do not keep their cells apart."""
    if paper.file.lower().endswith(".pdf"):
        return undecided(f"《{paper.name}》没有认出{who}的意见、签名、日期，pdf 的表格请看原件", (paper.file,))
    return lost(f"《{paper.name}》没有{who}的意见、签名或者日期", (paper.file,))


def _given(text: str, role: str) -> bool:
    """Whether a role's opinion or signature, with a date, stands on a form; only its own cell is read."""
    spread = re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", r"\\s*", role)
    for match in re.finditer(rf"{spread}\s*(?:意\s*见|签\s*名|签\s*字)?[：:\s|]*", text):
        cell = re.split(r"\n(?=[^\n]{2,14}(?:意见|签名)[\t |：:])|\n(?=指定办案人员)", text[match.end() :], maxsplit=1)[
            0
        ]
        if re.search(_SIGNED, cell[:400]) and re.search(r"[\u4e00-\u9fff]{2,}", cell[:60]):
            return True
    return False


def _opinion(paper: Paper, pattern: str, role: str, only: tuple[str, ...]) -> Answer:
    if paper.kind is None or paper.kind.id not in only:
        return not_here("不是须由机关负责人审批的文书")
    if _given(paper.said, f"(?:{pattern}|{role})"):
        return kept(f"《{paper.name}》有负责人的意见、签名、日期")
    return _not_given(paper, "负责人")


@check("party_block")
def party_block(subject: Subject) -> Answer:
    """Name, address and number of the party."""
    paper = subject.paper
    assert paper is not None
    natural = subject.dossier.case.party.kind == "natural"
    wanted = {
        "名称（姓名）": r"(?:当事人|被处罚|受送达人|被查封|名称|姓名)[^\n]{0,12}[：:\t |]\s*\S{2,}",
        "地址": r"(?:住所|住址|地址|经营场所)[^\n]{0,6}[：:\t |]\s*\S{4,}",
        "证件号码" if natural else "统一社会信用代码": r"身份证[^\n]{0,8}[：:\t |]*\S{6,}|证件号码[：:\t |]*\S{6,}"
        if natural
        else r"信用代码[：:\t |]*[0-9A-Za-z]{15,18}",
    }
    missing = [n for n, p in wanted.items() if not re.search(p, paper.said[:1500])]
    if missing:
        return lost(f"《{paper.name}》当事人缺少{'、'.join(missing)}", (paper.file,))
    return kept("当事人信息齐全")


@check("receipts")
def receipts(subject: Subject) -> Answer:
    """A receipt of service that names the paper, by its number or title."""
    paper = subject.paper
    assert paper is not None and paper.kind is not None
    if paper.kind.id in _UNSERVED:
        return not_here("不是须送达的文书")
    found = [
        r
        for r in subject.dossier.of("receipt")
        if (paper.number and paper.number in r.text) or paper.name.split("（")[0] in r.text
    ]
    if found:
        return kept("有送达回证", (found[0].file,))
    return absent(subject.dossier, f"卷内没有《{paper.name}》的送达回证")
