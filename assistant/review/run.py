"""Reviews a dossier: which kind it is, every veto, every basic element, every scored item, and the score."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from assistant.errors import BadInput
from assistant.facts.model import Case
from assistant.pipeline import House, assess
from assistant.reasoning.model import Assessment

from . import checks
from .checks.registry import CHECKS, Subject, absent, together
from .judgments import Judgments, applied
from .model import Answer, Line, Read, Review
from .needed import NEEDED
from .papers import Dossier, Paper, read_folder
from .rubric import BasicElement, DossierKind, Item, PaperKind, Place, VetoItem, rubric
from .score import score

__all__ = ["checks", "review", "review_folder"]

_ONE_OF_EACH = frozenset({"external", "forms", "referral"})


def review_folder(
    case: Case,
    folder: Path,
    house: House,
    kind: str = "",
    judgments: Judgments | None = None,
    today: date | None = None,
) -> Review:
    """The review of a folder with its case record. Raises BadInput for a folder or kind that cannot be used."""
    assessment = assess(case, house.without_model(), today or date.today())
    return review(assessment, read_folder(folder, house, assessment), house, kind, judgments)


def review(
    assessment: Assessment, papers: tuple[Paper, ...], house: House, kind: str = "", judgments: Judgments | None = None
) -> Review:
    """The review of papers already read. ``kind`` is the id or name of a dossier kind; empty: by the papers there are."""
    chosen, why = _kind(kind, papers)
    dossier = Dossier(assessment.case, assessment, papers, chosen.id, house)
    given = judgments or {}
    vetoes = tuple(applied(x, given) for x in _vetoes(dossier))
    basics = tuple(applied(x, given) for x in _basics(dossier))
    items = tuple(applied(x, given) for x in _items(dossier, chosen))
    known = {x.key for x in (*vetoes, *basics, *items)}
    unknown = [key for key in given if key not in known]
    if unknown:
        raise BadInput(
            f"评查意见里的“{'、'.join(unknown[:5])}”不是本类案卷（{chosen.name}）的编号。请对照报告中的编号修改。"
        )
    return Review(
        case=f"{dossier.case.party.name or '当事人不明'}{_act(dossier)}案",
        kind=chosen.id,
        kind_name=chosen.name,
        kind_why=why,
        files=tuple(_read(p) for p in papers),
        vetoes=vetoes,
        basics=basics,
        items=items,
        score=score(vetoes, basics, items),
        bonus=f"{chosen.bonus}的，加{rubric().rules.bonus:g}分，由评查人员凭材料认定" if chosen.bonus else "",
        source=rubric().rules.source,
        notes=(*_notes(papers), *rubric().rules.open),
    )


def _act(dossier: Dossier) -> str:
    return dossier.finding.candidate.violation.name if dossier.finding else ""


def _kind(asked: str, papers: tuple[Paper, ...]) -> tuple[DossierKind, str]:
    """The kind asked for, else the first whose papers are there, else the general one."""
    kinds = rubric().dossiers
    if asked:
        found = next((k for k in kinds.values() if asked in (k.id, k.name)), None)
        if found is None:
            listed = "、".join(f"{k.id}（{k.name}）" for k in kinds.values())
            raise BadInput(f"没有“{asked}”这类案卷。可用的有：{listed}。")
        return found, "按指定的类型评查"
    there = {p.kind.id for p in papers if p.kind}
    for kind in kinds.values():
        names = [rubric().papers[d].name for d in kind.detect if d in there]
        if names:
            return kind, f"卷内有{names[0]}"
    return kinds["general"], "没有认出决定文书，按一般行政处罚评查"


def _read(paper: Paper) -> Read:
    return Read(
        file=paper.file,
        paper=paper.kind.id if paper.kind else "",
        name=paper.name,
        dated=paper.dated.isoformat() if paper.dated and paper.kind else "",
        number=paper.number,
        party="、".join(paper.parties) if paper.kind else "",
        officers=tuple(paper.officers),
        problem=paper.problem,
    )


def _notes(papers: tuple[Paper, ...]) -> Iterator[str]:
    unread = [p for p in papers if p.problem]
    if unread:
        yield f"有{len(unread)}个文件没有读出文字，其中的内容没有核查：{'、'.join(p.file for p in unread[:10])}。"
    other = [p for p in papers if not p.problem and p.kind is None]
    if other:
        yield f"有{len(other)}个文件没有认出是什么文书：{'、'.join(p.file for p in other[:10])}。"


# ---- the three parts ----
def _vetoes(dossier: Dossier) -> Iterator[Line]:
    for veto in rubric().vetoes:
        yield _veto(veto, dossier)


def _veto(veto: VetoItem, dossier: Dossier) -> Line:
    if veto.only and dossier.kind not in veto.only:
        answer = Answer(status="na", why="本类案卷不涉及")
    else:
        answer = CHECKS[veto.check](Subject(dossier))
        if veto.machine != "yes" and answer.status == "lost":
            answer = answer.model_copy(update={"status": "open", "why": f"报警：{answer.why}"})
    ask = veto.ask + (f"；不作为重大问题的：{veto.not_when}" if veto.not_when else "")
    return Line(
        key=f"V{veto.id}", group=veto.group, text=veto.text, machine=veto.machine, status=answer.status,
        why=answer.why, where=answer.where, ask=ask,
    )  # fmt: skip


def _basics(dossier: Dossier) -> Iterator[Line]:
    for element in rubric().basics:
        answer = _scoped(element, dossier)
        if element.machine == "partly" and answer.status == "kept":
            answer = answer.model_copy(update={"status": "open", "why": f"形式已核：{answer.why}"})
        yield Line(
            key=element.id, group="基本要素", text=element.text, machine=element.machine, points=element.points,
            status=answer.status, score=_points(answer, element.points), why=answer.why, where=answer.where, ask=element.ask,
        )  # fmt: skip


def _scoped(element: BasicElement, dossier: Dossier) -> Answer:
    """The element over every paper of its scope: one fault is enough to lose it."""
    check = CHECKS[element.check]
    arguments = {"needs": element.needs, "soft": element.soft}
    if element.scope == "file":
        return check(Subject(dossier, None, arguments))
    scopes = {"papers": ("external", "referral", "forms"), "external": ("external",)}.get(
        element.scope, (element.scope,)
    )
    papers = [p for p in dossier.papers if p.kind and p.kind.scope in scopes and not p.problem]
    if not papers:
        return Answer(status="na", why="卷内没有这类文书")
    return together(check(Subject(dossier, p, arguments)) for p in papers)


def _items(dossier: Dossier, kind: DossierKind) -> Iterator[Line]:
    for place in kind.papers:
        yield from _place(place, dossier)


def _place(place: Place, dossier: Dossier) -> Iterator[Line]:
    """The items of one paper: of each paper of that kind, of those read together, or why there is none."""
    own = rubric().papers[place.paper]
    found, kind = dossier.of(own.same_as or own.id), own
    if not found and place.instead:
        other = rubric().papers[place.instead]
        found = dossier.of(other.id)
        kind = other if found and len(other.items) == len(place.points) else own
    answers = _judged(kind, found, dossier) if found else [_absent(own, place, dossier)] * len(own.items)
    for number, (item, points, answer) in enumerate(zip(kind.items, place.points, answers, strict=True), 1):
        yield Line(
            key=f"{short(own.name)}.{number}", group=own.name, paper=place.paper, text=item.text, machine=item.machine, points=points,
            status=answer.status, score=_points(answer, points), why=answer.why, where=answer.where, ask=item.ask,
        )  # fmt: skip


def short(name: str) -> str:
    """A paper's name without what stands in brackets: the first part of its items' keys."""
    return re.sub(r"（[^）]*）", "", name)


def _points(answer: Answer, points: float) -> float | None:
    return {"kept": points, "lost": 0.0}.get(answer.status)


def _absent(kind: PaperKind, place: Place, dossier: Dossier) -> Answer:
    needed = NEEDED[kind.needed](dossier)
    if place.missing == "na":
        return Answer(status="na", why=f"卷内没有{kind.name}，不评")
    if needed is None:
        return Answer(status="open", why=f"卷内没有{kind.name}；本案是否应当有，由评查人员判断")
    if not needed:
        return Answer(status="na", why=f"本案不需要{kind.name}")
    return absent(dossier, f"卷内没有{kind.name}")


def _judged(kind: PaperKind, papers: tuple[Paper, ...], dossier: Dossier) -> list[Answer]:
    unread = [p for p in papers if p.problem]
    readable = tuple(p for p in papers if not p.problem)
    if not readable:
        return [Answer(status="open", why="没有读出文字，请看原件", where=tuple(p.file for p in unread))] * len(
            kind.items
        )
    groups = [_as_one(readable)] if kind.together else list(readable)
    answers = [_combined(item, [_item(item, p, dossier) for p in groups]) for item in kind.items]
    if any(item.zeroes and a.status == "lost" for item, a in zip(kind.items, answers, strict=True)):
        why = next(a.why for item, a in zip(kind.items, answers, strict=True) if item.zeroes)
        return [Answer(status="lost", why=f"整项不得分：{why}", where=answers[0].where)] * len(kind.items)
    return answers


def _as_one(papers: tuple[Paper, ...]) -> Paper:
    """Several papers of a kind read as one text."""
    if len(papers) == 1:
        return papers[0]
    first = papers[0]
    text = "\n".join(p.text for p in papers)
    context = type(first.context)(
        text, first.context.library, first.context.knowledge, first.context.assessment, 0, first.context.given_kind,
        False, first.context.today,
    )  # fmt: skip
    return Paper("、".join(p.file for p in papers), text, first.kind, context)


def _combined(item: Item, answers: Iterable[Answer]) -> Answer:
    found = list(answers)
    return found[0] if len(found) == 1 else together(found)


def _item(item: Item, paper: Paper, dossier: Dossier) -> Answer:
    """What the checks of an item say. Form alone never earns the points of an item only partly checkable."""
    called = [(name, arguments) for one in item.checks for name, arguments in one.items()]
    answer = together(CHECKS[name](Subject(dossier, paper, arguments)) for name, arguments in called)
    if item.machine != "yes" and answer.status == "kept":
        return answer.model_copy(
            update={"status": "open", "why": f"形式已核：{answer.why}" if answer.why else "内容由人评"}
        )
    return answer
