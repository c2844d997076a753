"""CaseFacts: what is known of a case, each fact with the place it was read from; and the Case it belongs to."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field

from assistant.law.model import Frozen

from .file import (
    Closing,
    Commitment,
    Deferral,
    Deliberation,
    Handover,
    Hearing,
    Issued,
    LegalReview,
    Opinion,
    Payment,
    Rectification,
)

Source = Literal["text", "officer", "model"]


class Fact(Frozen):
    """One known fact. ``value`` has the kind of its key (knowledge.FactKey); money is yuan, dates are dates.

    ``span`` are character offsets into the case's text (start, end), ``quote`` the text that stands there.
    """

    key: str
    value: Any
    source: Source
    span: tuple[int, int] | None = None
    quote: str = ""


class Question(Frozen):
    """What the officer is asked, and for which conclusions it matters (basis, exemption, discretion, procedure …)."""

    key: str
    ask: str
    matters_for: tuple[str, ...] = ()


class Evidence(Frozen):
    """证据四要素: name and copies, day obtained, who provided it, what it proves; ``elements`` name what it supports."""

    name: str
    copies: int = 1
    obtained_on: date | None = None
    provider: str = ""
    proves: str = ""
    elements: tuple[str, ...] = ()


class Party(Frozen):
    """当事人 as it stands on the licence. ``kind``: legal 法人或其他组织, natural 自然人, soho_named, soho_unnamed 个体户."""

    kind: Literal["legal", "natural", "soho_named", "soho_unnamed"] = "legal"
    name: str = ""
    uscc: str = ""
    id_no: str = ""
    address: str = ""
    representative: str = ""
    representative_title: str = "法定代表人"


class Agency(Frozen):
    """The deciding agency and what its documents need: name, code for document numbers, payment, remedies."""

    name: str = ""
    code: str = ""
    address: str = ""
    postcode: str = ""
    contact: str = ""
    phone: str = ""
    bank: str = ""
    account_name: str = ""
    account: str = ""
    reconsideration_body: str = ""
    court: str = ""


class Defence(Frozen):
    """One point of a statement or (``at_hearing``) hearing, whether it was accepted, and why."""

    opinion: str
    accepted: bool | None = None
    reason: str = ""
    at_hearing: bool = False


class Recheck(Frozen):
    """复查: the day, whether the act went on (``still``) or the check was obstructed, what was seen and the evidence; ``order``
    is the 再次责令改正 that followed."""

    day: date
    still: bool | None = None
    obstructed: bool = False
    found: str = ""
    evidence: tuple[Evidence, ...] = ()
    order: Issued = Issued()


class Procedure(Frozen):
    """Dates and answers of the procedure, as far as they are known. ``made_statement`` / ``requested_hearing`` None: unknown.

    ``issued`` holds the documents of the file by kind (templates/kinds.yaml); the older single fields say the same.
    ``proposed_fine`` is what the notice announced; ``fine``, ``confiscated`` (yuan) and ``other_penalties`` are what was decided, where it differs from the suggestion.
    """

    filing_no: str = ""
    source: str = ""
    source_detail: str = ""
    filed_on: date | None = None
    investigators: tuple[str, ...] = ()
    certificates: dict[str, str] = Field(default_factory=dict)
    rectification_no: str = ""
    rectification_served_on: date | None = None
    notice_no: str = ""
    notice_served_on: date | None = None
    made_statement: bool | None = None
    requested_hearing: bool | None = None
    defences: tuple[Defence, ...] = ()
    hearing: Hearing | None = None
    legal_review_on: date | None = None
    review: LegalReview = LegalReview()
    deliberated_on: date | None = None
    deliberation: Deliberation = Deliberation()
    decision_no: str = ""
    decided_on: date | None = None
    served_on: date | None = None
    fine: int | None = None
    fine_reason: str = ""
    proposed_fine: int | None = None
    confiscated: int | None = None
    other_penalties: tuple[str, ...] = ()
    education: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    issued: dict[str, Issued] = Field(default_factory=dict)
    opinions: tuple[Opinion, ...] = ()
    rechecks: tuple[Recheck, ...] = ()
    deferral: Deferral | None = None
    payments: tuple[Payment, ...] = ()
    commitment: Commitment = Commitment()
    handover: Handover = Handover()
    closing: Closing = Closing()

    def document(self, kind: str) -> Issued:
        """Number, date and service of a kind's document, from ``issued`` or the older fields."""
        given = self.issued.get(kind, Issued())
        older = {
            "rectification": Issued(number=self.rectification_no, served_on=self.rectification_served_on),
            "notice": Issued(number=self.notice_no, served_on=self.notice_served_on),
            "decision": Issued(number=self.decision_no, dated=self.decided_on, served_on=self.served_on),
            "no-penalty": Issued(number=self.decision_no, dated=self.decided_on, served_on=self.served_on),
        }.get(kind, Issued())
        return Issued(
            number=given.number or older.number,
            dated=given.dated or older.dated,
            served_on=given.served_on or older.served_on,
        )

    @property
    def sums(self) -> tuple[int, ...]:
        """Every sum of money (yuan) the file itself holds."""
        instalments = self.deferral.instalments if self.deferral else ()
        found = (
            self.fine,
            self.proposed_fine,
            self.confiscated,
            *(p.yuan for p in self.payments),
            *(i.yuan for i in instalments),
        )
        return tuple(s for s in found if s is not None)


class Case(Frozen):
    """A case as given: the officer's text, the days, the region, answers already given, and the file's formal data.

    ``act`` are the first and last day of the act (both included; equal for one day); ``ongoing`` True where it goes on.
    ``answers`` are facts stated by the officer; they outrank what is read out of the text. ``place`` is where it happened.
    """

    id: str = ""
    text: str = ""
    region: str = ""
    act: tuple[date, date] | None = None
    found: date | None = None
    decide: date | None = None
    place: str = ""
    answers: dict[str, Any] = Field(default_factory=dict)
    party: Party = Party()
    agency: Agency = Agency()
    evidence: tuple[Evidence, ...] = ()
    procedure: Procedure = Procedure()
    rectification: Rectification = Rectification()


class CaseFacts(Frozen):
    """All facts of one case. Unknown keys are absent; contradictory ones are absent and stand in ``conflicts``."""

    text: str = ""
    facts: tuple[Fact, ...] = ()
    conflicts: tuple[tuple[Fact, ...], ...] = ()

    def find(self, key: str) -> Fact | None:
        return next((f for f in self.facts if f.key == key), None)

    def get(self, key: str) -> Any:
        """The value of a key, or None where it is unknown: usable as a predicate lookup."""
        fact = self.find(key)
        return None if fact is None else fact.value

    def with_facts(self, *new: Fact) -> CaseFacts:
        """These facts, with others added; a new fact replaces an old one of its key."""
        keys = {f.key for f in new}
        return self.model_copy(update={"facts": (*[f for f in self.facts if f.key not in keys], *new)})
