"""What the later steps of a case leave in its file: documents issued, opinions, hearing, review, deliberation, payment.

Everything is optional: what is not given stands as 待填 in a document, or blank where it is written by hand.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from assistant.law.model import Frozen


class Issued(Frozen):
    """One document of the file: its number, its own date, and the day it was served."""

    number: str = ""
    dated: date | None = None
    served_on: date | None = None


class Rectification(Frozen):
    """责令改正: what exactly is to be done; ``days`` after receipt, or at once where None. ``done_on`` and ``checked``
    tell when the correction was complete and what the check of it found."""

    actions: tuple[str, ...] = ()
    days: int | None = None
    done_on: date | None = None
    checked_on: date | None = None
    checkers: tuple[str, ...] = ()
    checked: str = ""


class Opinion(Frozen):
    """An opinion on an internal form. ``document`` is the kind's id, ``role`` as printed (承办人, 单位负责人 …)."""

    document: str
    role: str
    text: str = ""
    signer: str = ""
    day: date | None = None


class Hearing(Frozen):
    """听证: when and where it was held, who presided (no investigator of the case) and who recorded."""

    held_on: date | None = None
    place: str = ""
    host: str = ""
    clerk: str = ""


class LegalReview(Frozen):
    """法制审核: ``problems`` are the questions raised; ``result`` None until the reviewer has decided."""

    sent_on: date | None = None
    reviewer: str = ""
    result: Literal["同意", "退回补充完善", "不同意"] | None = None
    problems: tuple[str, ...] = ()


class Speech(Frozen):
    """One person at the deliberation and what he or she said. ``role`` 参加 votes, 列席 does not."""

    name: str
    post: str = ""
    role: Literal["参加", "列席"] = "参加"
    view: str = ""
    reason: str = ""


class Deliberation(Frozen):
    """集体讨论: place, chair, clerk, everyone's view and reasons, and what was concluded."""

    place: str = ""
    host: str = ""
    clerk: str = ""
    speeches: tuple[Speech, ...] = ()
    conclusion: str = ""


class Payment(Frozen):
    """A payment of the fine in yuan, with the receipt's number."""

    day: date
    yuan: int
    receipt: str = ""


class Instalment(Frozen):
    """One instalment: due day and yuan."""

    due: date
    yuan: int


class Deferral(Frozen):
    """延期或分期: applied for before the payment fell due; either one later day or instalments that add up."""

    applied_on: date | None = None
    reason: str = ""
    until: date | None = None
    instalments: tuple[Instalment, ...] = ()


class Promise(Frozen):
    """One promise of the party, its day, and what proof it owes."""

    text: str
    due: date | None = None
    proof: str = ""


class Commitment(Frozen):
    """免罚轻罚承诺: the ground the agency names (only one), the promises, and what the check of them found."""

    ground: Literal["exempt_first_minor", "exempt_minor_none", "lenient"] | None = None
    promises: tuple[Promise, ...] = ()
    signed_on: date | None = None
    checked_on: date | None = None
    checked: str = ""


class Handover(Frozen):
    """移送: to which police authority, whom it concerns, what goes with it (name, number of copies)."""

    to: str = ""
    persons: tuple[str, ...] = ()
    approved_on: date | None = None
    materials: tuple[tuple[str, int], ...] = ()
    goods: tuple[str, ...] = ()


class Closing(Frozen):
    """结案: the ground ticked, how the decision was carried out, and whether it was challenged."""

    ground: str = ""
    summary: str = ""
    litigation: str = ""
    day: date | None = None
