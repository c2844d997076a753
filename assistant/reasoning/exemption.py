"""Must not, or may not, be punished: every statutory ground and every published item, condition by condition.

Off every list is not ineligible: statutory grounds are always examined. Lists are data (corpus/exemptions).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from assistant.errors import LawNotFound
from assistant.facts.merge import with_implied
from assistant.facts.model import Case, CaseFacts, Fact, Question
from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import ExemptionCondition, ExemptionItem, FactKey, Violation
from assistant.knowledge.predicate import Truth, conjunction, disjunction, evaluate, keys_of
from assistant.law.citation import parse_place
from assistant.law.library import StatuteLibrary
from assistant.law.model import Citation, Period

from .because import because
from .limitation import Limitation, limitation
from .model import ConditionFinding, Exemption, ExemptionGround, LegalBasis
from .regions import within
from .transition import timeline, transition_day

_WRITTEN = re.compile(r"^《(?P<law>[^》]+)》(?P<place>第.+)$")
_EDUCATE = Citation(law="行政处罚法", article=33, paragraph=3)
"""不予处罚的，应当对当事人进行教育."""

_NOTES = {
    "expired": "清单已经失效，只供了解，不作为不予处罚的依据",
    "not_yet": "决定日清单尚未施行，不作为不予处罚的依据",
    "made_under_former_law": "清单制定于法典施行前，所引旧法条已由法典取代，适用前请法制审核核对",
}
_DECIDES = ("in_force", "made_under_former_law")

Outcome = Literal["must_exempt", "may_exempt", "not_exempt", "needs_facts"]
_ORDER: tuple[Outcome, ...] = ("must_exempt", "may_exempt", "needs_facts")


def examine(
    violation: Violation,
    basis: LegalBasis,
    case: Case,
    facts: CaseFacts,
    knowledge: Knowledge,
    library: StatuteLibrary,
) -> Exemption:
    """Whether this party must or may go unpunished (行政处罚法 30, 31, 33, 36; Code 1053, 1054, 1056; local lists).

    ``must_exempt``: a must-ground is fully met; ``may_exempt``: a may-ground is; ``needs_facts``: some ground is open
    (no condition unmet, something unknown); ``not_exempt``: every ground fails. Expired lists are shown, and decide
    nothing.
    """
    examiner = _Examiner(violation, case, facts, knowledge, library)
    grounds = [*_no_penalty(basis), *(examiner.ground(item) for item in examiner.items())]
    deciding = [g for g in grounds if g.standing in _DECIDES]
    outcomes = {g.outcome for g in deciding}
    outcome: Outcome = next((o for o in _ORDER if o in outcomes), "not_exempt")
    asked = dict.fromkeys(key for g in deciding for key in g.missing)
    return Exemption(
        outcome=outcome,
        grounds=tuple(grounds),
        questions=tuple(_question(key, knowledge.vocabulary) for key in asked),
        duty_to_educate=examiner.duty_to_educate() if outcome in ("must_exempt", "may_exempt") else "",
    )


def _question(key: str, vocabulary: Mapping[str, FactKey]) -> Question:
    ask = vocabulary[key].ask if key in vocabulary else f"请补充“{key}”"
    return Question(key=key, ask=ask, matters_for=("exemption",))


class _Examiner:
    """Examines one case: its facts with what they imply, the day of decision, and the limitation of the act."""

    def __init__(
        self, violation: Violation, case: Case, facts: CaseFacts, knowledge: Knowledge, library: StatuteLibrary
    ) -> None:
        self.violation, self.case, self.knowledge, self.library = violation, case, knowledge, library
        self.transition = transition_day(library)
        facts = with_implied(facts, knowledge.vocabulary)
        self.time = timeline(violation, case, facts, self.transition)
        self.limit = limitation(case, facts, self.time, library)
        self.facts = _with_limitation(facts, self.limit)
        self.vocabulary = knowledge.vocabulary
        self.regions = knowledge.data("regions.yaml")

    def items(self) -> Iterable[ExemptionItem]:
        """Items for this violation and this place: statutory grounds first, then from the nation down to the city."""
        fitting = [
            item
            for item in self.knowledge.exemptions.values()
            if (item.general or self.violation.id in item.covers)
            and within(self.case.region, item.jurisdiction, self.regions)
        ]
        return sorted(fitting, key=lambda i: (not i.id.startswith("statutory."), self.standing(i) not in _DECIDES))

    def standing(self, item: ExemptionItem) -> str:
        """in_force, made_under_former_law, expired or not_yet, on the day of decision."""
        period, day = Period(start=item.in_force_from, end=item.in_force_until), self.time.decide
        if not period.covers(day):
            return "expired" if period.end and period.end <= day else "not_yet"
        written_before = item.in_force_from is not None and item.in_force_from < self.transition <= day
        return "made_under_former_law" if written_before and not _statutory(item) else "in_force"

    def ground(self, item: ExemptionItem) -> ExemptionGround:
        findings = [self._finding(c) for c in item.conditions]
        truth = (disjunction if item.any_of else conjunction)([f.status for f in findings])
        findings += _caveats(item)
        if truth is Truth.MET:
            truth = conjunction([truth, *(f.status for f in _caveats(item))])
        excluded = [(c, evaluate(c.when, self.facts.get)) for c in item.excluded_when if self._concerns(c)]
        barred = [c for c, status in excluded if status is Truth.MET]
        if barred:
            truth = Truth.UNMET
            findings += [self._barred(c) for c in barred]
        return ExemptionGround(
            list=item.list,
            item=item.violation,
            cite="、".join(self._cites(item)),
            outcome=self._outcome(truth, item),
            conditions=tuple(findings),
            standing=self.standing(item),
            source=item.source,
            missing=self._missing(item, truth),
            note="；".join(self._notes(item, truth, [c for c, status in excluded if status is Truth.UNKNOWN])),
        )

    def _concerns(self, exclusion: ExemptionCondition) -> bool:
        return not exclusion.acts or any(act in self.violation.name for act in exclusion.acts)

    def duty_to_educate(self) -> str:
        cite = self._cite(_EDUCATE)
        return f"依法不予行政处罚的，应当对当事人进行教育，教育内容记入不予行政处罚决定书（{cite}）"

    def _finding(self, condition: ExemptionCondition) -> ConditionFinding:
        status = Truth.UNKNOWN if condition.when is None else evaluate(condition.when, self.facts.get)
        if "beyond_limitation" in keys_of(condition.when):
            return ConditionFinding(text=condition.text, status=status, because=self.limit.because)
        reason = because(condition.when, status, self.facts, self.vocabulary)
        return ConditionFinding(text=condition.text, status=status, because=reason)

    def _barred(self, condition: ExemptionCondition) -> ConditionFinding:
        reason = because(condition.when, Truth.MET, self.facts, self.vocabulary)
        return ConditionFinding(text=f"不属于排除情形：{condition.text}", status=Truth.UNMET, because=reason)

    def _outcome(self, truth: Truth, item: ExemptionItem) -> Outcome:
        if truth is Truth.MET:
            return "must_exempt" if item.effect == "must" else "may_exempt"
        return "needs_facts" if truth is Truth.UNKNOWN else "not_exempt"

    def _missing(self, item: ExemptionItem, truth: Truth) -> tuple[str, ...]:
        """Keys that would settle an open ground; of an open alternative only those not already unmet."""
        if truth is not Truth.UNKNOWN:
            return ()
        open_conditions = [c for c in item.conditions if evaluate(c.when, self.facts.get) is Truth.UNKNOWN]
        keys = dict.fromkeys(k for c in open_conditions for k in keys_of(c.when) if self.facts.get(k) is None)
        if "beyond_limitation" in keys:
            del keys["beyond_limitation"]
            keys |= dict.fromkeys(self.limit.needs)
        return tuple(keys)

    def _notes(self, item: ExemptionItem, truth: Truth, unseen: list[ExemptionCondition]) -> Iterable[str]:
        standing = self.standing(item)
        if standing in _NOTES:
            yield _NOTES[standing]
        if item.note:
            yield item.note
        if truth is Truth.MET and unseen and not _statutory(item):
            yield f"材料中没有见到清单的排除情形（{'、'.join(c.text for c in unseen)}），请核实"

    def _cites(self, item: ExemptionItem) -> list[str]:
        found = []
        for text in item.basis:
            written = _WRITTEN.match(text)
            cite = self._cite(parse_place(written["law"], written["place"])) if written else text
            if cite:
                found.append(cite)
        return found

    def _cite(self, citation: Citation) -> str:
        try:
            return self.library.provision(citation, self.time.decide).cite
        except LawNotFound:
            return ""  # not in force on the day of decision: not cited for it


def _statutory(item: ExemptionItem) -> bool:
    return item.id.startswith("statutory.")


def _with_limitation(facts: CaseFacts, limit: Limitation) -> CaseFacts:
    if limit.status is Truth.UNKNOWN:
        return facts
    return facts.with_facts(Fact(key="beyond_limitation", value=limit.status is Truth.UNMET, source="text"))


def _caveats(item: ExemptionItem) -> list[ConditionFinding]:
    """What keeps an item that was only seen in part, or whose source is unproved, from deciding by itself."""
    found = []
    if item.partial:
        found.append(
            ConditionFinding(
                text="清单原文列出的其他条件", status=Truth.UNKNOWN, because="只见到报道的节录，请核对清单原文"
            )
        )
    if item.unverified:
        found.append(
            ConditionFinding(text="清单出处", status=Truth.UNKNOWN, because="出处没有核实，请核对发布机关的原文")
        )
    return found


def _no_penalty(basis: LegalBasis) -> list[ExemptionGround]:
    """Nothing to exempt from: the governing law does not punish the act, or not before a refusal to correct."""
    if basis.chosen is not None and basis.chosen.punishable:
        return []
    view = basis.chosen
    if view is None:
        status = Truth.UNKNOWN if basis.unsettled else Truth.MET
        finding = ConditionFinding(text="适用的法律没有处罚该行为的规定", status=status, because=basis.why)
        return [_absent("没有处罚依据", "", finding)]
    open_steps = "尚不清楚" in view.why
    status = Truth.UNKNOWN if open_steps else Truth.MET
    finding = ConditionFinding(text="适用的法律对该行为（尚）不处罚款，只责令改正", status=status, because=view.why)
    return [_absent("法律没有直接规定罚款", "、".join(p.cite for p in view.penalty), finding)]


def _absent(item: str, cite: str, finding: ConditionFinding) -> ExemptionGround:
    met = finding.status is Truth.MET
    return ExemptionGround(
        list="法定不予处罚",
        item=item,
        cite=cite,
        outcome="must_exempt" if met else "needs_facts",
        conditions=(finding,),
        standing="in_force",
        source="法律适用结论",
    )
