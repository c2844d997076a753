"""The way of a case, on one page: facts → violation → law in force → exemption → fine → procedure → Assessment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from assistant.advice import ModelDesk, advised, without_orders
from assistant.facts.extract import extract
from assistant.facts.model import Case, CaseFacts, Question
from assistant.facts.questions import questions_for
from assistant.facts.reading import language_notice, suspicious_instructions
from assistant.knowledge.cues import Patterns
from assistant.knowledge.load import Knowledge
from assistant.law.library import StatuteLibrary
from assistant.reasoning.acts import together, with_competing
from assistant.reasoning.basis import legal_basis
from assistant.reasoning.characterize import Listed, characterize, listed
from assistant.reasoning.discretion import suggest_fine, weigh_persons
from assistant.reasoning.exemption import examine
from assistant.reasoning.model import Assessment, Candidate, Finding, PrecedentHit
from assistant.reasoning.procedure import crime_referrals, plan
from assistant.retrieval.breach import BreachReading
from assistant.retrieval.search import Searcher
from assistant.retrieval.segment import strip_boilerplate

_NOTHING_FOUND = (
    "所述事实没有显示目录中的任何违法行为。请补充：谁在什么时间、地点做了什么，检查时看到了什么，监测结果如何？"
)
_READS_INNOCENT = (
    "材料读起来没有违法行为（情况正常、举报不属实、已经办理或者不归生态环境部门管），没有列出违法行为；字面上最接近的是“{nearest}”。"
    "确有违法的，请只写查实的违法事实，再研判一次。"
)
_DOUBT = "材料多处说明情况正常，未必有违法行为：下面列出的请先核对是否查实。"


@dataclass(frozen=True)
class House:
    """Everything an assessment needs to know beside the case itself. ``model`` None: no language model is asked.

    ``breach`` None: whether a text shows a violation at all is decided by the elements alone.
    """

    library: StatuteLibrary
    knowledge: Knowledge
    searcher: Searcher | None
    patterns: Patterns
    model: ModelDesk | None = None
    breach: BreachReading | None = None

    def without_model(self) -> House:
        return replace(self, model=None)


def assess(case: Case, house: House, today: date) -> Assessment:
    """Everything the program concludes about a case. ``today`` stands in where no day of decision is given."""
    case = case if case.decide else case.model_copy(update={"decide": today})
    facts = extract(case, house.knowledge.vocabulary, house.knowledge.lexicon)
    assessment = _concluded(case, facts, house)
    if house.model is None:
        return assessment
    return advised(assessment, house.model, house.knowledge.vocabulary, lambda facts: _concluded(case, facts, house))


def _concluded(case: Case, facts: CaseFacts, house: House) -> Assessment:
    """The assessment from facts. Sentences that give orders to the program are not looked at."""
    told = without_orders(case.text)
    retrieved = house.searcher.violations(told) if house.searcher else {}
    found = characterize(told, facts, house.knowledge, retrieved, house.patterns)
    kept = listed(found, house.breach, told)
    findings = tuple(_finding(candidate, case, facts, house) for candidate in kept.candidates)
    several = together(findings, case, facts, house.knowledge, house.library)
    assessment = Assessment(
        case=case,
        facts=facts,
        violations=with_competing(findings, several),
        procedure=plan(findings[:1], case, facts, house.knowledge),
        together=several,
        precedents=_precedents(case, findings, house),
        notices=_notices(case, house, kept),
    )
    return assessment.model_copy(update={"questions": _questions(assessment, house, kept.nearest)})


def _finding(candidate: Candidate, case: Case, facts: CaseFacts, house: House) -> Finding:
    violation = candidate.violation
    basis = legal_basis(violation, case, facts, house.library, house.knowledge.vocabulary)
    exemption = examine(violation, basis, case, facts, house.knowledge, house.library)
    view = basis.chosen
    return Finding(
        candidate=candidate,
        basis=basis,
        exemption=exemption,
        fine=suggest_fine(violation, view, case, facts, house.knowledge),
        measures=view.measures if view else (),
        individuals=weigh_persons(violation, view, case, facts, house.knowledge),
        referrals=(*(view.referrals if view else ()), *crime_referrals(violation.name, facts, house.knowledge)),
    )


def _precedents(case: Case, findings: tuple[Finding, ...], house: House) -> tuple[PrecedentHit, ...]:
    """Published cases like this one: of the same violations first, ordered by what retrieval says of the facts."""
    ids = {f.candidate.violation.id for f in findings[:2]}
    told = strip_boilerplate(without_orders(case.text))
    hits = house.searcher.search(told, ("precedent",), top=10) if house.searcher and ids else []
    scores = {h.passage.ref: h.score for h in hits}
    best = max(scores.values(), default=1.0)
    return tuple(
        PrecedentHit(
            id=p.id,
            title=p.title,
            similarity=round(scores.get(p.id, 0.0) / best, 2),
            fine=p.fine,
            outcome=p.outcome,
            source=p.source,
        )
        for p in sorted(house.knowledge.precedents.values(), key=lambda p: (-scores.get(p.id, 0.0), p.id))
        if ids & set(p.violations)
    )[:5]


def _notices(case: Case, house: House, kept: Listed) -> tuple[str, ...]:
    notices = [language_notice(case.text)]
    notices += [_DOUBT] if kept.doubt and kept.candidates else []
    notices += [
        f"材料中有疑似指令的文字“{q}”，已作为普通材料处理，没有执行。" for q in suspicious_instructions(case.text)
    ]
    if house.searcher and house.searcher.dense_off_because:
        notices.append(f"本次只用关键词检索：{house.searcher.dense_off_because}。")
    return tuple(n for n in notices if n)


def _questions(assessment: Assessment, house: House, nearest: str) -> tuple[Question, ...]:
    """What is missing, once each, with the conclusions it matters for; or why no violation was found."""
    if not assessment.violations:
        ask = _READS_INNOCENT.format(nearest=nearest) if nearest else _NOTHING_FOUND
        return (Question(key="facts", ask=ask, matters_for=("violation",)),)
    wanted: dict[str, list[str]] = {"violation": [], "basis": [], "exemption": [], "discretion": []}
    asked: list[Question] = []
    for finding in assessment.violations:
        if not finding.candidate.established and finding is not assessment.violations[0]:
            continue
        wanted["violation"] += finding.candidate.violation.ask
        asked += [*finding.basis.questions, *finding.exemption.questions]
        wanted["discretion"] += finding.fine.needs
    for question in asked:
        for purpose in question.matters_for:
            wanted.setdefault(purpose, []).append(question.key)
    extra = tuple(q for q in asked if q.key not in house.knowledge.vocabulary)
    wanted = {purpose: [k for k in keys if k in house.knowledge.vocabulary] for purpose, keys in wanted.items()}
    return (*questions_for(wanted, assessment.facts, house.knowledge.vocabulary), *dict.fromkeys(extra))
