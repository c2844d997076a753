"""Runs every check over a document, or over an assessment's own conclusions."""

from __future__ import annotations

from datetime import date

from assistant.drafting.kinds import document_kind
from assistant.knowledge.load import Knowledge
from assistant.law.library import StatuteLibrary
from assistant.reasoning.model import Assessment

from . import checks
from .assessment import assessment_checks
from .check import CHECKS
from .context import Context
from .figures import judged_amounts
from .judging import judged, tally_of
from .model import CheckResult, Report
from .parts import unmarked

__all__ = ["checks", "validate_assessment", "validate_document"]


def validate_document(
    text: str,
    library: StatuteLibrary,
    knowledge: Knowledge,
    assessment: Assessment | None = None,
    kind: str | None = None,
    violation: int = 0,
    public: bool = False,
    today: date | None = None,
) -> Report:
    """Every check over one document's text, with its case where one is known.

    ``public``: the text is meant for publication. ``today`` is the day of checking (for dates in the future).
    A check that finds nothing to look at, or lacks what it needs, is reported as n/a; none is left out.
    """
    given = document_kind(kind) if kind else None
    context = Context(unmarked(text), library, knowledge, assessment, violation, given, public, today or date.today())
    results: list[CheckResult] = [result for check in CHECKS for result in check.results(context)]
    return Report(
        checks=tuple(results),
        citations=tally_of(j.outcome for j in judged(context)),
        amounts=tally_of(j.outcome for j in judged_amounts(context)),
    )


def validate_assessment(assessment: Assessment, library: StatuteLibrary, knowledge: Knowledge) -> Report:
    """Whether the conclusions hold together: provisions exist and were in force, figures stand in them, fines fit."""
    return Report(checks=tuple(assessment_checks(assessment, library, knowledge)))
