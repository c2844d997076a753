"""In which case a paper has to be in the file: True, False, or None where the record does not tell."""

from __future__ import annotations

import re
from collections.abc import Callable

from .papers import Dossier


def _always(dossier: Dossier) -> bool | None:
    return True


def _never(dossier: Dossier) -> bool | None:
    """Only where the occasion arises, which the record does not tell."""
    return None


def _interviewable(dossier: Dossier) -> bool | None:
    return None if any(re.search("拒绝(?:询问|配合|接受)", p.text) for p in dossier.papers) else True


def _tested(dossier: Dossier) -> bool | None:
    """A report is due where the evidence speaks of one; else the reviewer says whether the case needed it."""
    if any(re.search("监测报告|检测报告|检验报告|鉴定意见|鉴定报告|认定意见", e.name) for e in dossier.case.evidence):
        return True
    return None


def _ordered_separately(dossier: Dossier) -> bool | None:
    """Not where the penalty decision itself orders the correction."""
    if dossier.case.procedure.document("rectification").number:
        return True
    decision = dossier.first("decision", "no-penalty")
    if decision and re.search("责令[^。]{0,40}改正", decision.said):
        return False
    return None


def _hearing(dossier: Dossier) -> bool | None:
    """Where the party asked for one."""
    procedure = dossier.case.procedure
    if procedure.hearing and procedure.hearing.held_on:
        return True
    return procedure.requested_hearing


def _demanded(dossier: Dossier) -> bool | None:
    """Not where the fine was paid, nor while its payment is not yet due."""
    procedure = dossier.case.procedure
    if procedure.document("demand").number:
        return True
    return False if _paid(dossier) or procedure.served_on is None or not procedure.closing.ground else None


def _enforced(dossier: Dossier) -> bool | None:
    if "强制执行" in dossier.case.procedure.closing.ground:
        return True
    return False if _paid(dossier) or not dossier.case.procedure.closing.ground else None


def _paid(dossier: Dossier) -> bool:
    procedure = dossier.case.procedure
    fine = procedure.fine if procedure.fine is not None else procedure.proposed_fine
    return bool(fine) and sum(p.yuan for p in procedure.payments) >= (fine or 0)


def _closed(dossier: Dossier) -> bool | None:
    """Where the record says the case is closed; a case still open is not scored for it."""
    closing = dossier.case.procedure.closing
    return bool(closing.ground or closing.day or dossier.case.procedure.document("closing").dated)


NEEDED: dict[str, Callable[[Dossier], bool | None]] = {
    "always": _always,
    "interviewable": _interviewable,
    "tested": _tested,
    "ordered_separately": _ordered_separately,
    "hearing": _hearing,
    "demanded": _demanded,
    "enforced": _enforced,
    "closed": _closed,
    "only_if_present": _never,
}
"""The functions corpus/review names."""
