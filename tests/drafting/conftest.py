"""The six sample files, assessed once without an index, and drafts made from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from assistant.drafting.blocks import Document
from assistant.drafting.compose import draft
from assistant.facts.case import case_from_text, load_case
from assistant.facts.model import Case
from assistant.knowledge.cues import Patterns
from assistant.knowledge.load import default_knowledge
from assistant.law.library import default_library
from assistant.pipeline import House, assess
from assistant.reasoning.model import Assessment

SAMPLES = Path(__file__).parents[2] / "evals" / "samples"
TODAY = date(2026, 11, 22)
BARE = "2026年9月3日检查发现某厂没有取得排污许可证，正在生产并向河里排放废水。"

FILES = {
    "after": "无证排污（法典施行后）",
    "before": "无证排污（法典施行前）",
    "exempt": "首次违法不予处罚（法典施行后）",
    "daily": "拒不停止排污（按日连续处罚）",
    "crime": "涉嫌环境犯罪（倾倒危险废物）",
    "demand": "逾期不缴纳罚款（催告）",
}

FULL = {
    "filing": "after",
    "investigation-report": "after",
    "rectification": "after",
    "notice": "after",
    "no-penalty-notice": "exempt",
    "defence-review": "after",
    "legal-review": "after",
    "deliberation": "after",
    "decision": "after",
    "no-penalty": "exempt",
    "daily-notice": "daily",
    "daily-decision": "daily",
    "deferral": "before",
    "demand": "demand",
    "detention-referral": "daily",
    "crime-referral": "crime",
    "commitment": "exempt",
    "closing": "before",
    "reminder": "after",
    "guidance": "after",
}
"""For each kind the sample whose file holds everything it needs."""


@lru_cache(maxsize=1)
def house() -> House:
    knowledge = default_knowledge()
    return House(default_library(), knowledge, None, Patterns(knowledge.lexicon))


def assessed(case: Case) -> Assessment:
    return assess(case, house(), TODAY)


@lru_cache(maxsize=16)
def sample(name: str) -> Assessment:
    """The assessment of one sample file, or of the bare text."""
    return assessed(case_from_text(BARE) if name == "bare" else load_case(SAMPLES / f"{FILES[name]}.yaml"))


def with_procedure(assessment: Assessment, **changes: Any) -> Assessment:
    """The same assessment with other entries in the procedure's file."""
    case = assessment.case
    procedure = case.procedure.model_copy(update=changes)
    return assessment.model_copy(update={"case": case.model_copy(update={"procedure": procedure})})


def with_case(assessment: Assessment, **changes: Any) -> Assessment:
    return assessment.model_copy(update={"case": assessment.case.model_copy(update=changes)})


@pytest.fixture(scope="session")
def drafted() -> Callable[[str], Document]:
    """The draft of a kind from the sample that holds everything for it."""

    @lru_cache(maxsize=64)
    def make(kind: str) -> Document:
        return draft(sample(FULL[kind]), kind)

    return make
