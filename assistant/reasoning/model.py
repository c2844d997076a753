"""What reasoning concludes: candidates, legal basis, exemption, fine, procedure, and the Assessment that holds them.

Field names are those of the JSON contract (docs/architecture.md); fields may be added, never renamed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from assistant.facts.model import Case, CaseFacts, Fact, Question
from assistant.knowledge.fines import Fine
from assistant.knowledge.model import Violation
from assistant.knowledge.predicate import Truth
from assistant.law.model import Frozen, Provision


class ElementFinding(Frozen):
    """Whether one element is shown, by which words of the text or which fact."""

    element: str
    text: str
    status: Truth
    quotes: tuple[str, ...] = ()


class Candidate(Frozen):
    """A violation the facts may describe, with its confidence (0–1), elements and evidence quotes. ``established``: every
    required element is shown. ``signals``: what put it where it stands, see knowledge's Ranking."""

    violation: Violation
    confidence: float
    established: bool = False
    signals: Mapping[str, float] = Field(default_factory=dict)
    elements: tuple[ElementFinding, ...] = ()
    evidence: tuple[str, ...] = ()


class FineRange(Frozen):
    """The statutory fine for this party and these facts, in yuan. ``max`` None: not computable without ``needs``.

    ``step`` names the heavier stage applied (拒不改正, 情节严重), ``kind`` the Fine's type, ``text`` says it in Chinese.
    ``optional``: 可以处 (the fine may be left out).
    """

    kind: str = "none"
    min: int | None = None
    max: int | None = None
    text: str = ""
    step: str = ""
    optional: bool = False
    needs: tuple[str, ...] = ()
    base: str = ""
    base_value: int | None = None
    fine: Fine | None = None


class RegimeView(Frozen):
    """One regime applied to this case: its provisions, fine and consequences, and whether it is the lighter one.

    ``regime`` is code (the Code, or a regulation beside it, as in force from 2026-08-15) or former.
    ``punishable`` False: under this regime the act is not fined (or only after refusal to correct), see ``why``.
    """

    regime: Literal["code", "former"]
    statute: str
    duty: tuple[Provision, ...] = ()
    penalty: tuple[Provision, ...] = ()
    fine: FineRange = FineRange()
    heavier_steps: tuple[FineRange, ...] = ()
    measures: tuple[str, ...] = ()
    confiscation: tuple[str, ...] = ()
    individuals: tuple[dict[str, Any], ...] = ()
    referrals: tuple[dict[str, Any], ...] = ()
    daily: bool = False
    punishable: bool = True
    unsettled: bool = False
    lighter: bool | None = None
    relation: str | None = None
    why: str = ""


class LegalBasis(Frozen):
    """Which law governs, why, and what it was compared with. ``chosen`` None: nothing punishes the act on these days."""

    chosen: RegimeView | None
    compared: tuple[RegimeView, ...] = ()
    why: str = ""
    questions: tuple[Question, ...] = ()
    unsettled: bool = False


class ConditionFinding(Frozen):
    """One condition decided in three values, and the reason (a quote, or what is missing)."""

    text: str
    status: Truth
    because: str = ""


class ExemptionGround(Frozen):
    """One ground for not punishing: a statute's or a published list's item, with its conditions."""

    list: str
    item: str
    cite: str = ""
    outcome: Literal["must_exempt", "may_exempt", "not_exempt", "needs_facts"]
    conditions: tuple[ConditionFinding, ...] = ()
    standing: str = ""
    source: str = ""
    missing: tuple[str, ...] = ()
    note: str = ""


class Exemption(Frozen):
    """Whether this party must or may go unpunished, by every ground examined."""

    outcome: Literal["must_exempt", "may_exempt", "not_exempt", "needs_facts"]
    grounds: tuple[ExemptionGround, ...] = ()
    questions: tuple[Question, ...] = ()
    duty_to_educate: str = ""


class BenchmarkRef(Frozen):
    """The benchmark used and how it stands today: ``note`` in one or two plain sentences, ``details`` what is behind it."""

    id: str
    name: str
    region: str
    standing: Literal["in_force", "made_under_former_law", "expired", "generic", "none"]
    doc: str = ""
    source: str = ""
    note: str = ""
    details: str = ""


class FineStep(Frozen):
    """One factor of the computation. ``score`` in percentage points (or None in a banded table).

    ``facts`` are those that chose the level (a counted duration among them), ``missing`` the keys a default stands for.
    """

    factor: str
    level: str
    score: Decimal | None = None
    because: str = ""
    chosen_by: Literal["facts", "default", "officer"] = "default"
    facts: tuple[Fact, ...] = ()
    missing: tuple[str, ...] = ()


class Correction(Frozen):
    """从重/从轻/减轻 found in the facts: what it allows, and the range it may move the fine to (yuan)."""

    kind: Literal["lenient", "reduced", "aggravated"]
    text: str
    effect: Literal["should", "may"] = "may"
    because: str = ""
    cite: str = ""
    allows: tuple[int | None, int | None] = (None, None)
    note: str = ""


class FineResult(Frozen):
    """The suggested fine: integer yuan inside [min, max], with every step needed to recompute it by hand."""

    min: int | None = None
    max: int | None = None
    suggested: int | None = None
    suggested_range: tuple[int, int] | None = None
    benchmark: BenchmarkRef | None = None
    steps: tuple[FineStep, ...] = ()
    formula: str = ""
    corrections: tuple[Correction, ...] = ()
    clamped: str = ""
    rounding: str = ""
    needs: tuple[str, ...] = ()
    note: str = ""
    alternatives: tuple[dict[str, Any], ...] = ()


class Finding(Frozen):
    """Everything concluded about one violation."""

    candidate: Candidate
    basis: LegalBasis
    exemption: Exemption
    fine: FineResult
    measures: tuple[str, ...] = ()
    individuals: tuple[dict[str, Any], ...] = ()
    referrals: tuple[dict[str, Any], ...] = ()
    competing: tuple[str, ...] = ()


class Deadline(Frozen):
    """Something due: ``due`` None where the starting day is unknown; ``rule`` says how it is counted."""

    what: str
    due: date | None = None
    start: date | None = None
    rule: str = ""
    cite: str = ""
    note: str = ""


class Duty(Frozen):
    """What the procedure demands without a day to count: 管辖, 回避, 岗位分离, 分期, 损害赔偿. ``settled`` False: facts are missing."""

    what: str
    text: str
    cite: str = ""
    settled: bool = True


class ProcedurePlan(Frozen):
    """What the procedure demands for this case. Booleans are None where the facts do not settle them."""

    hearing: bool | None = None
    legal_review: bool | None = None
    deliberation: bool | None = None
    reasons: dict[str, str] = Field(default_factory=dict)
    deadlines: tuple[Deadline, ...] = ()
    duties: tuple[Duty, ...] = ()
    warnings: tuple[str, ...] = ()


class Act(Frozen):
    """One act as the facts may show it: the violation ``applied`` (id and name), its proposed fine in yuan, and the
    ``others`` (id, name) that may be the same act, with what it is and why the one is applied."""

    applied: str
    name: str
    fine: int | None = None
    others: tuple[tuple[str, str], ...] = ()
    what: str = ""
    why: str = ""


class Together(Frozen):
    """Several established violations as one decision: yuan in ``total``, None where a fine is not known (``unknown``).

    ``at_most``: the sum if all of them are different acts, where that is not the same. ``procedure``: for the total.
    """

    acts: tuple[Act, ...]
    total: int | None = None
    at_most: int | None = None
    unknown: tuple[str, ...] = ()
    procedure: ProcedurePlan = ProcedurePlan()


class PrecedentHit(Frozen):
    """A published case like this one."""

    id: str
    title: str
    similarity: float
    fine: int | None = None
    outcome: str = ""
    source: str = ""


class Assessment(Frozen):
    """The whole of what the program concluded about a case.

    ``procedure`` is for the first violation alone, ``together`` for all established ones where there are several.
    ``proposals`` are facts a language model believes to stand in the text; no conclusion rests on them.
    """

    case: Case
    facts: CaseFacts
    questions: tuple[Question, ...] = ()
    violations: tuple[Finding, ...] = ()
    procedure: ProcedurePlan = ProcedurePlan()
    together: Together | None = None
    precedents: tuple[PrecedentHit, ...] = ()
    notices: tuple[str, ...] = ()
    proposals: tuple[Fact, ...] = ()
