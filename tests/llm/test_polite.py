"""A stand-in that rewords: words that change nothing are used, and of sentences with one small error each none is."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
from sample_case import TODAY

from assistant.drafting.compose import draft
from assistant.facts.model import Case
from assistant.llm.standins import Polite, slip
from assistant.pipeline import House, assess
from assistant.service import written


@pytest.mark.parametrize("kind", ["decision", "notice", "no-penalty"])
def test_a_polite_rewording_is_used(
    kind: str, sample: Case, plain_house: House, with_model: Callable[..., House]
) -> None:
    assessment = assess(sample, plain_house, TODAY)
    document = written(assessment, with_model(Polite()), kind)
    assert document.by_model and all(re.match("经审查|综上|对此", b.text) for b in document.by_model)


@pytest.mark.parametrize("kind", ["decision", "notice", "no-penalty"])
def test_of_sentences_with_one_slip_each_none_is_used(
    kind: str, sample: Case, plain_house: House, with_model: Callable[..., House]
) -> None:
    assessment = assess(sample, plain_house, TODAY)
    document = written(assessment, with_model(Polite(slips=True)), kind)
    assert document.by_model == () and document.blocks == draft(assessment, kind).blocks


def test_a_slip_changes_one_place_and_is_the_same_each_time() -> None:
    line = "依据第一百零二条，应当处二十万元以上的罚款，没有从轻情节，合计3项。"
    slipped = {slip(line, random.Random(n)) for n in range(40)}
    assert line not in slipped and len(slipped) >= 5
    assert slip(line, random.Random(7)) == slip(line, random.Random(7))
    assert slip("本案已经查明。", random.Random(1)).endswith("当事人已经全额缴清罚款。")


def test_it_decides_nothing(sample: Case, plain_house: House, with_model: Callable[..., House]) -> None:
    plain, after = assess(sample, plain_house, TODAY), assess(sample, with_model(Polite()), TODAY)
    assert after.violations == plain.violations and after.facts == plain.facts
