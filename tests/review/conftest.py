"""Sample files assessed without an index, their drafts as papers, and reviews of them with parts of the record changed."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.drafting.compose import draft
from assistant.facts.case import load_case
from assistant.knowledge.cues import Patterns
from assistant.knowledge.load import default_knowledge
from assistant.law.library import default_library
from assistant.pipeline import House, assess
from assistant.reasoning.model import Assessment
from assistant.review.model import Line, Review
from assistant.review.papers import Paper, paper_of
from assistant.review.run import review

SAMPLES = Path(__file__).parents[2] / "evals" / "samples"
TODAY = date(2026, 11, 22)

FILES = {
    "after": ("无证排污（法典施行后）", ("filing", "investigation-report", "rectification", "notice", "defence-review", "legal-review", "deliberation", "decision")),
    "before": ("无证排污（法典施行前）", ("filing", "deferral", "closing")),
    "exempt": ("首次违法不予处罚（法典施行后）", ("filing", "investigation-report", "rectification", "no-penalty-notice", "legal-review", "deliberation", "no-penalty", "closing")),
    "daily": ("拒不停止排污（按日连续处罚）", ("filing", "investigation-report", "rectification", "notice", "daily-notice", "daily-decision")),
    "detention": ("拒不停止排污（按日连续处罚）", ("filing", "investigation-report", "rectification", "notice", "detention-referral")),
    "crime": ("涉嫌环境犯罪（倾倒危险废物）", ("filing", "crime-referral")),
    "demand": ("逾期不缴纳罚款（催告）", ("demand",)),
}  # fmt: skip
"""Per dossier the sample and the kinds for which its record holds everything."""


@lru_cache(maxsize=1)
def house() -> House:
    knowledge = default_knowledge()
    return House(default_library(), knowledge, None, Patterns(knowledge.lexicon))


@lru_cache(maxsize=16)
def sample(name: str) -> Assessment:
    return assess(load_case(SAMPLES / f"{FILES[name][0]}.yaml"), house(), TODAY)


@lru_cache(maxsize=64)
def drafted(name: str, kind: str) -> Paper:
    """One draft of a sample as a paper of the file."""
    text = draft(sample(name), kind).text
    return paper_of(f"{kind}.txt", text, house(), sample(name))


def papers(name: str, without: tuple[str, ...] = ()) -> tuple[Paper, ...]:
    return tuple(drafted(name, kind) for kind in FILES[name][1] if kind not in without)


def paper(file: str, text: str, name: str = "after") -> Paper:
    return paper_of(file, text, house(), sample(name))


def changed(assessment: Assessment, **procedure: Any) -> Assessment:
    """The assessment with other entries in the procedure's record."""
    case = assessment.case
    new = case.procedure.model_copy(update=procedure)
    return assessment.model_copy(update={"case": case.model_copy(update={"procedure": new})})


def with_case(assessment: Assessment, **changes: Any) -> Assessment:
    return assessment.model_copy(update={"case": assessment.case.model_copy(update=changes)})


def reviewed(
    name: str,
    assessment: Assessment | None = None,
    more: tuple[Paper, ...] = (),
    without: tuple[str, ...] = (),
    **options: Any,
) -> Review:
    """The review of a sample's drafts, with other papers added or left out."""
    return review(assessment or sample(name), (*papers(name, without), *more), house(), **options)


def line(review_: Review, key: str) -> Line:
    return next(x for x in (*review_.vetoes, *review_.basics, *review_.items) if x.key == key)
