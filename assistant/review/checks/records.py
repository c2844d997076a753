"""Checks of evidence and of what has to lie in the file beside the documents."""

from __future__ import annotations

import re

from ..model import Answer
from .registry import Subject, absent, check, kept, lost, not_here, undecided

_TESTED = re.compile("监测|检测|检验|采样|鉴定")


@check("sampling")
def sampling(subject: Subject) -> Answer:
    """Where a report rests on samples, the record of the inspection must tell of them (生态环境行政处罚办法第二十九条)."""
    if not subject.dossier.of("report"):
        return kept("卷内没有监测（检测）报告")
    if re.search("采样|取样|抽样", subject.text):
        return kept("笔录记载了采样")
    return lost("卷内有监测（检测）报告，笔录没有记载采样", subject.at())


@check("identity_proof")
def identity_proof(subject: Subject) -> Answer:
    """A copy of the licence or identity card among the papers."""
    dossier = subject.dossier
    named = [p for p in dossier.papers if re.search("执照|法人证书|身份证", p.file + p.text[:200])]
    listed = [e.name for e in dossier.case.evidence if re.search("执照|法人证书|身份证", e.name)]
    if named:
        return kept("有主体资格证明", tuple(p.file for p in named[:2]))
    if listed:
        return undecided(f"案卷记录有“{listed[0]}”，文件夹里没有")
    return absent(dossier, "没有当事人主体资格的书证")


@check("obtained")
def obtained(subject: Subject) -> Answer:
    """Day and provider of each written piece of evidence in the record."""
    missing = [e.name for e in subject.dossier.case.evidence if not e.obtained_on or not e.provider]
    if missing:
        return undecided(f"案卷记录里“{'”“'.join(missing[:4])}”没有登记调取时间或者提供人")
    return kept("案卷记录的证据都登记了时间和提供人")


@check("receipt_kept")
def receipt_kept(subject: Subject) -> Answer:
    """Receipts of the fine among the papers, or their numbers on the form."""
    procedure = subject.dossier.case.procedure
    papers = subject.dossier.of("payment", "enforcement")
    if papers:
        return kept("卷内有执行文书", tuple(p.file for p in papers[:3]))
    if re.search("☑[^☐☑]{0,12}无须执行|执行情况[：:\\s]*[^\\n]{0,12}无须执行", subject.text):
        return not_here("没有需要执行的内容")
    if procedure.payments and all(p.receipt for p in procedure.payments):
        return undecided("登记了票据号，文件夹里没有票据，请看原件", subject.at())
    return undecided("文件夹里没有执行文书，请看原件", subject.at())
