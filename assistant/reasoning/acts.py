"""Several violations in one text: which may be one act under several rules, and what they come to together.

For one act the rule with the higher fine is applied (Code 1055, 行政处罚法 29); different acts are each weighed and then
fined together. Whether two are one act is for the officer to say: the program groups what may be (corpus/one_act.yaml
and the catalogue's ``prefer_over``) and states both sums where they differ.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.facts.model import Case, CaseFacts
from assistant.knowledge.acts import OneAct, one_act
from assistant.knowledge.load import Knowledge
from assistant.law.citation import official
from assistant.law.library import StatuteLibrary

from .basis import HIGHER_FINE
from .fines import money
from .model import Act, Finding, Together
from .procedure import plan


def together(
    findings: Sequence[Finding], case: Case, facts: CaseFacts, knowledge: Knowledge, library: StatuteLibrary
) -> Together | None:
    """The acts that the established violations come to, with the procedure for all of them; None for fewer than two.

    Violations for other authorities to punish, or that must go unpunished, are left out.
    """
    counted = [f for f in findings if _counts(f)]
    if len(counted) < 2:
        return None
    families = one_act(knowledge)
    acts = [_act(group, families, library) for group in _groups(counted, families)]
    applied = [f for f in counted if f.candidate.violation.id in {a.applied for a in acts}]
    return Together(
        acts=tuple(acts),
        total=_sum(applied),
        at_most=_sum(counted) if len(applied) < len(counted) else None,
        unknown=tuple(f.candidate.violation.name for f in applied if f.fine.suggested is None),
        procedure=plan(applied, case, facts, knowledge),
    )


def with_competing(findings: Sequence[Finding], several: Together | None) -> tuple[Finding, ...]:
    """The findings, each with the ids of those that may be the same act."""
    alike = [(a.applied, *(i for i, _ in a.others)) for a in several.acts] if several else []
    of = {i: tuple(o for o in ids if o != i) for ids in alike for i in ids}
    return tuple(f.model_copy(update={"competing": of.get(f.candidate.violation.id, ())}) for f in findings)


def _counts(finding: Finding) -> bool:
    chosen = finding.basis.chosen
    punishable = chosen is not None and chosen.punishable and not finding.candidate.violation.thin
    return finding.candidate.established and punishable and finding.exemption.outcome != "must_exempt"


def _groups(findings: Sequence[Finding], families: OneAct) -> list[list[Finding]]:
    """Findings that may be one act with any other of their group, in the order of the first of each."""
    groups: list[list[Finding]] = []
    for finding in findings:
        near = [g for g in groups if any(_shared(finding, other, families) for other in g)]
        if not near:
            groups.append([finding])
            continue
        for further in near[1:]:  # the finding links groups that were apart
            near[0] += further
            groups.remove(further)
        near[0].append(finding)
    return groups


def _shared(one: Finding, other: Finding, families: OneAct) -> str:
    """What act two findings may share, or the empty string."""
    a, b = one.candidate.violation, other.candidate.violation
    shared = families.shared_by(a.id, b.id)
    return shared or ("同一个行为" if b.id in a.prefer_over or a.id in b.prefer_over else "")


def _act(group: Sequence[Finding], families: OneAct, library: StatuteLibrary) -> Act:
    """One act with the rule of the highest fine: by the statutory maximum, then the minimum, then the fine proposed.

    The law does not say whether 罚款数额高 means the fine a rule allows or the one to be imposed: where they lead apart
    ``why`` says so.
    """
    ranked = sorted(group, key=_height, reverse=True)
    applied = ranked[0]
    what = next((s for f in group for g in group if f is not g and (s := _shared(f, g, families))), "")
    return Act(
        applied=applied.candidate.violation.id,
        name=applied.candidate.violation.name,
        fine=applied.fine.suggested,
        others=tuple((f.candidate.violation.id, f.candidate.violation.name) for f in ranked[1:]),
        what=what,
        why=_why(ranked, library) if ranked[1:] else "",
    )


def _height(finding: Finding) -> tuple[float, float, float]:
    fine = finding.fine
    return (
        float("inf") if fine.max is None else fine.max,
        fine.min or 0,
        -1 if fine.suggested is None else fine.suggested,
    )


def _why(ranked: Sequence[Finding], library: StatuteLibrary) -> str:
    applied, next_ = ranked[0], ranked[1]
    rule = HIGHER_FINE[applied.basis.chosen.regime if applied.basis.chosen else "code"]
    cite = official(rule, library.head(rule.law).title)
    levels = ("法定最高罚款较高", "法定最高罚款相同，法定最低罚款较高", "法定幅度相同，拟罚数额较高")
    differs = next((n for n, (a, b) in enumerate(zip(_height(applied), _height(next_), strict=True)) if a != b), None)
    because = levels[differs] if differs is not None else "法定幅度和拟罚数额相同"
    said = f"{because}，适用“{applied.candidate.violation.name}”的规定（{cite}）"
    dearest = max(ranked, key=lambda f: -1 if f.fine.suggested is None else f.fine.suggested)
    if applied.fine.suggested is None or (dearest.fine.suggested or 0) <= applied.fine.suggested:
        return said
    more = money(dearest.fine.suggested or 0)
    return f"{said}；按拟罚数额比较，“{dearest.candidate.violation.name}”较高（{more}），以哪一种比较为准请法制审核确定"


def _sum(findings: Sequence[Finding]) -> int | None:
    fines = [f.fine.suggested for f in findings]
    return None if any(f is None for f in fines) else sum(f for f in fines if f is not None)
