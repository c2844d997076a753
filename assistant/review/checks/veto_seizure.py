"""Vetoes about seizure (查封、扣押), read from the papers: what was told on the spot, when it ended, what was seized."""

from __future__ import annotations

import re
from datetime import timedelta

from ..model import Answer
from ..papers import told
from .dates import periods
from .registry import Subject, absent, check, kept, lost, undecided

SEIZURE_DAYS = 30
"""查封、扣押 at most thirty days, extended at most thirty (行政强制法第二十五条)."""

_TOLD = {"理由": "理由", "依据": "依据", "权利": "权利", "救济途径": "救济|复议|诉讼", "陈述申辩": "申辩"}


@check("seizure_told")
def seizure_told(subject: Subject) -> Answer:
    """The five things told on the spot, in the seizure's record or in that of the inspection."""
    papers = subject.dossier.of("seizure-record", "inspection")
    if not papers:
        return absent(subject.dossier, "没有查封（扣押）现场笔录")
    best = min(papers, key=lambda p: sum(not re.search(w, p.text) for w in _TOLD.values()))
    missing = [name for name, word in _TOLD.items() if not re.search(word, best.text)]
    if missing:
        return lost(f"现场笔录没有记载告知{'、'.join(missing)}", (best.file,))
    return kept("现场笔录记载了告知和申辩", (best.file,))


@check("seizure_ends")
def seizure_ends(subject: Subject) -> Answer:
    """Ended by a release within the period, or extended with the chief's approval."""
    dossier = subject.dossier
    decision = dossier.first("seizure-decision")
    spans = periods(decision.text) if decision else []
    if decision is None or not spans:
        return undecided("没有认出查封（扣押）的起止日期")
    start, end = spans[-1]
    if (end - start).days > SEIZURE_DAYS:
        return lost(f"查封（扣押）期限{told(start)}至{told(end)}，超过{SEIZURE_DAYS}日", (decision.file,))
    extension = dossier.first("seizure-extension")
    if extension and (later := periods(extension.text)):
        end = max(end, later[-1][1])
        if end > start + timedelta(days=2 * SEIZURE_DAYS):
            return lost(f"延长到{told(end)}，超过{SEIZURE_DAYS}日", (extension.file,))
        if not any(
            "延" in p.text and re.search("负责人[^。\n]{0,10}(?:意见|批准)", p.text)
            for p in dossier.of("seizure-approval")
        ):
            return undecided("有延期决定，没有认出负责人批准延长的记录", (extension.file,))
    release = dossier.first("seizure-release")
    if release is None:
        return undecided(f"期限到{told(end)}届满，卷内没有解除决定")
    if release.dated and release.dated > end:
        return lost(f"{told(end)}届满，{told(release.dated)}才解除", (release.file,))
    return kept(f"{told(release.dated)}解除，在期限内", (release.file,))


@check("seized_things")
def seized_things(subject: Subject) -> Answer:
    """What the list says; whether it belongs to the act is the reviewer's to say."""
    papers = subject.dossier.of("seizure-decision", "seizure-record")
    if not papers:
        return undecided("没有认出查封（扣押）决定书和清单")
    return undecided("清单各项与违法行为的关系由人核对", tuple(p.file for p in papers))
