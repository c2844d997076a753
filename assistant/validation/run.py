"""Runs every check over a document, or over an assessment's own conclusions."""

from __future__ import annotations

from assistant.drafting.kinds import document_kind
from assistant.knowledge.load import Knowledge
from assistant.law.library import StatuteLibrary
from assistant.reasoning.model import Assessment

from . import checks
from .assessment import assessment_checks
from .checks import citations, fines
from .context import CHECKS, Context
from .model import CheckResult, Report

__all__ = ["checks", "validate_assessment", "validate_document"]


def validate_document(
    text: str,
    library: StatuteLibrary,
    knowledge: Knowledge,
    assessment: Assessment | None = None,
    kind: str | None = None,
    violation: int = 0,
) -> Report:
    """Every check over one document's text, with its case where one is known.

    A check that finds nothing to look at is reported as n/a; none is left out.
    """
    context = Context(text, library, knowledge, assessment, violation, document_kind(kind) if kind else None)
    results: list[CheckResult] = []
    for check in CHECKS:
        results += list(check.run(context, check)) or [check.says("n/a", f"{check.title}：没有可检查的内容。")]
    return Report(checks=tuple(results), citations=citations.tally(context), amounts=fines.tally(context))


def validate_assessment(assessment: Assessment, library: StatuteLibrary, knowledge: Knowledge) -> Report:
    """Whether the conclusions hold together: provisions exist and were in force, figures stand in them, fines fit."""
    return Report(checks=tuple(assessment_checks(assessment, library, knowledge)))
