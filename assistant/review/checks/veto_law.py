"""Vetoes about the law applied: the same rule throughout, in force, cited exactly, no catch-all, the fine in its bounds."""

from __future__ import annotations

import re

from assistant.errors import LawNotFound
from assistant.law.money import format_yuan
from assistant.validation.figures import imposed

from ..model import Answer
from ..papers import Dossier, Paper
from .registry import Subject, check, kept, lost, undecided
from .veto_proof import alarm

_CATCH_ALL = re.compile(
    r"^(?:[（(][一二三四五六七八九十]+[）)])?\s*(?:法律[、，].{0,12}规定的)?其他|^.{0,6}法律、(?:行政)?法规[^。；]{0,12}规定的其他"
)


@check("same_rule")
def same_rule(subject: Subject) -> Answer:
    """Duty and penalty cited by the decision belong to the violation the program finds."""
    dossier = subject.dossier
    paper = dossier.decision
    if paper is None or dossier.finding is None or dossier.finding.basis.chosen is None:
        return undecided("没有决定书，或者程序没有认出适用的条款")
    view = dossier.finding.basis.chosen
    cited = {(c.law, c.article) for _, c in paper.context.resolved}
    absent = [p.cite for p in (*view.duty, *view.penalty) if (p.citation.law, p.citation.article) not in cited]
    if absent and dossier.kind != "no-penalty":
        return undecided(f"报警：按案情应当适用{'、'.join(absent)}，决定书没有引用", (paper.file,))
    return undecided("决定书引用的条款与程序的判断一致；事实与要件是否相符由人判断", (paper.file,))


@check("has_basis")
def has_basis(subject: Subject) -> Answer:
    return alarm(
        subject,
        ("cite.in_force", "cite.governs", "time.later_act", "time.gave_way"),
        "所引法律在决定之日有效；处罚种类是否在条款之内由人核对",
    )


@check("exact_citations")
def exact_citations(subject: Subject) -> Answer:
    """Whether the validator finds a citation or quotation wrong."""
    return alarm(
        subject,
        ("cite.exists", "cite.paragraph", "cite.pair", "cite.of_the_case", "quote.verbatim", "quote.place"),
        "引用的条款都存在，引文与库内原文一致；从旧兼从轻的理由由人核对",
    )


@check("catch_all")
def catch_all(subject: Subject) -> Answer:
    """An item 其他… cited as a basis needs another provision beside it."""
    dossier = subject.dossier
    paper = dossier.first("decision", "seizure-decision", "no-penalty", "daily-decision")
    if paper is None:
        return undecided("卷内没有认出决定书")
    found = [words for words in _items(dossier, paper) if _CATCH_ALL.search(words[1])]
    if not found:
        return kept("没有引用兜底项")
    return undecided(f"报警：引用了兜底项{found[0][0]}，请核对另一部法律的具体规定和证据", (paper.at(found[0][0]),))


def _items(dossier: Dossier, paper: Paper) -> list[tuple[str, str]]:
    """The items cited, with their text on the day of the decision."""
    house, day = dossier.house, paper.context.decided
    found = []
    for mention, citation in paper.context.resolved:
        if not citation.item or house is None or day is None:
            continue
        try:
            found.append((paper.text[slice(*mention.span)], house.library.provision(citation, day).text))
        except LawNotFound:
            continue  # told by the check of citations
    return found


@check("fine_bounds")
def fine_bounds(subject: Subject) -> Answer:
    """The fine of the decision against the statutory range and against what the notice announced."""
    dossier = subject.dossier
    procedure = dossier.case.procedure
    paper = dossier.first("decision")
    if dossier.kind in ("no-penalty", "crime") and paper is None:
        return Answer(status="na", why="没有作出处罚")
    fine = _fine(paper) if paper else None
    fine = fine if fine is not None else procedure.fine
    if fine is None:
        return undecided("没有认出决定的罚款数额")
    notice = dossier.first("notice")
    announced = procedure.proposed_fine if procedure.proposed_fine is not None else _fine(notice) if notice else None
    where = (paper.file,) if paper else ()
    if announced is not None and fine > announced:
        return lost(f"决定罚款{format_yuan(fine)}，高于告知的{format_yuan(announced)}", where)
    view = dossier.finding.basis.chosen if dossier.finding else None
    if view is None or view.fine.max is None:
        return undecided(f"决定罚款{format_yuan(fine)}，法定幅度没有算出，请核对", where)
    if fine > view.fine.max:
        return lost(f"决定罚款{format_yuan(fine)}，高于法定最高{format_yuan(view.fine.max)}", where)
    if view.fine.min is not None and fine < view.fine.min:
        text = paper.said if paper else ""
        if "减轻" in text and (procedure.deliberated_on or dossier.of("deliberation")):
            return undecided(
                f"决定罚款{format_yuan(fine)}低于法定最低{format_yuan(view.fine.min)}，写有减轻，请核对情形和证据",
                where,
            )
        return lost(f"决定罚款{format_yuan(fine)}，低于法定最低{format_yuan(view.fine.min)}，没有减轻的理由", where)
    against = f"，不高于告知的{format_yuan(announced)}" if announced is not None else "；告知数额没有登记"
    answer = f"罚款{format_yuan(fine)}在法定幅度之内{against}"
    return kept(answer, where) if announced is not None else undecided(answer, where)


def _fine(paper: Paper | None) -> int | None:
    """The fine a paper imposes or proposes: the greatest of those it decides."""
    if paper is None:
        return None
    found = [f.yuan for f in imposed(paper.context) if not (f.announced and paper.kind and paper.kind.id == "decision")]
    return max(found) if found else None
