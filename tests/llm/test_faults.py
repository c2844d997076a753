"""However an endpoint fails, the deterministic result stands, with a notice, within the budget; over a real connection."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from misbehaving import WAYS, Server
from sample_case import TODAY

from assistant.drafting.compose import draft
from assistant.facts.model import Case
from assistant.law.model import Citation
from assistant.llm.desk import Desk, open_desk, options_of
from assistant.llm.door import Door
from assistant.llm.log import Log
from assistant.llm.model import SAID, Trouble
from assistant.pipeline import House, assess
from assistant.settings import Settings

pytest.importorskip("langchain_openai")

IMPATIENT = {"llm_timeout": 0.6, "llm_budget_seconds": 1.0}
EXPECTED = {
    "silent": Trouble.SLOW,
    "slow words": Trouble.SLOW,
    "drip": Trouble.SLOW,
    "429": Trouble.BUSY,
    "429 for an hour": Trouble.BUSY,
    "500": Trouble.SERVER,
    "500 in html": Trouble.SERVER,
    "401": Trouble.KEY,
    "400": Trouble.REFUSED,
    "redirect": Trouble.REFUSED,
    "malformed": Trouble.MALFORMED,
    "prose": Trouble.MALFORMED,
    "wrong schema": Trouble.SHAPE,
    "a list": Trouble.SHAPE,
    "null": Trouble.SHAPE,
    "deep": Trouble.MALFORMED,
    "empty": Trouble.EMPTY,
    "blank": Trouble.EMPTY,
    "endless": Trouble.ENDLESS,
    "truncated": Trouble.TRUNCATED,
    "half a stream": Trouble.BROKEN,
    "no end": Trouble.TRUNCATED,
    "bad event": Trouble.BROKEN,
}


LATE = {way for way, trouble in EXPECTED.items() if trouble is Trouble.SLOW}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    one = Server()
    yield one
    one.close()


@pytest.fixture
def settings_for(server: Server, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Settings]:
    def make(**changed: Any) -> Settings:
        server.requests.clear()
        server.headers.clear()
        given = {
            "home": tmp_path,
            "llm_base_url": server.url,
            "llm_model": "m",
            "llm_timeout": 8,
            "llm_budget_seconds": 12,
            "llm_retries": 0,
            "llm_output_tokens": 300,
        }
        return Settings(**{**given, **changed})

    return make


@pytest.fixture
def served(settings_for: Callable[..., Settings], plain_house: House) -> Callable[..., House]:
    def house(**changed: Any) -> House:
        return replace(
            plain_house, model=open_desk(settings_for(**changed), plain_house.library, plain_house.knowledge)
        )

    return house


@pytest.fixture(scope="module", autouse=True)
def warm(plain_house: House, sample: Case, server: Server, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Everything is loaded once before times are taken."""
    home = tmp_path_factory.mktemp("warm")
    settings = Settings(home=home, llm_base_url=server.url, llm_model="m")
    assess(sample, replace(plain_house, model=open_desk(settings, plain_house.library, plain_house.knowledge)), TODAY)


@pytest.mark.parametrize("stream", [True, False], ids=["streamed", "whole"])
@pytest.mark.parametrize("way", sorted(EXPECTED))
def test_every_fault_ends_in_the_deterministic_result_with_a_notice(
    way: str,
    stream: bool,
    server: Server,
    served: Callable[..., House],
    plain_house: House,
    sample: Case,
    tmp_path: Any,
) -> None:
    if not stream and way in ("slow words", "drip", "endless", "half a stream", "no end", "bad event"):
        pytest.skip("这种故障只出现在流式传输中")
    server.way = way
    plain = assess(sample, plain_house, TODAY)
    started = time.monotonic()
    faulty = assess(sample, served(llm_stream=stream, **(IMPATIENT if way in LATE else {})), TODAY)
    assert time.monotonic() - started < (5 if way in LATE else 20)
    assert faulty.violations == plain.violations
    assert faulty.questions == plain.questions
    assert faulty.facts == plain.facts
    told = [n for n in faulty.notices if n not in plain.notices]
    assert told == [f"{SAID[EXPECTED[way]]}，以下按程序的确定结果。"]
    assert [r.trouble for r in Log(tmp_path / "llm.db").last(1)] == [EXPECTED[way].value]


def test_an_endpoint_that_is_down_is_told(served: Callable[..., House], sample: Case) -> None:
    import socket

    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    assessment = assess(sample, served(llm_base_url=f"http://127.0.0.1:{port}/v1"), TODAY)
    assert any(SAID[Trouble.DOWN] in n for n in assessment.notices)


def test_an_answer_in_another_language_is_told_and_adds_nothing(
    server: Server, served: Callable[..., House], plain_house: House, sample: Case
) -> None:
    server.way = "english"
    plain, after = assess(sample, plain_house, TODAY), assess(sample, served(), TODAY)
    assert (after.questions, after.facts, after.violations) == (plain.questions, plain.facts, plain.violations)
    assert any("没有通过核对" in n for n in after.notices)


@pytest.mark.parametrize("way", [*sorted(EXPECTED), "english"])
def test_a_document_and_an_answer_stand_as_they_are_whatever_fails(
    way: str, server: Server, served: Callable[..., House], plain_house: House, sample: Case
) -> None:
    server.way = "english sentence" if way == "english" else way
    assessment = assess(sample, plain_house, TODAY)
    plain = draft(assessment, "notice")
    provision = plain_house.library.provision(Citation(law="行政处罚法", article=33))
    started = time.monotonic()
    desks: list[Any] = [served(**(IMPATIENT if way in LATE else {})).model for _ in range(2)]
    document, told = desks[0].phrased(plain, assessment)
    said, also = desks[1].answered("首次违法怎么办？", [provision])
    assert time.monotonic() - started < (8 if way in LATE else 30)
    assert document == plain and said == ()
    assert told and also, "the officer is told"


def test_a_busy_server_is_asked_again(server: Server, served: Callable[..., House], sample: Case) -> None:
    server.way = "busy once"
    assessment = assess(sample, served(llm_retries=2), TODAY)
    assert len(server.requests) == 2
    assert not [n for n in assessment.notices if "429" in n]


def test_the_breaker_stops_asking_after_three_failures(
    server: Server, served: Callable[..., House], sample: Case
) -> None:
    server.way = "500"
    house = served()
    notices = [assess(sample, house, TODAY).notices for _ in range(5)]
    assert len(server.requests) == 3
    assert any(SAID[Trouble.OPEN] in n for n in notices[-1])


@pytest.mark.parametrize("method", ["json_schema", "function_calling", "json_mode"])
@pytest.mark.parametrize("stream", [True, False])
def test_every_method_is_spoken(
    method: str, stream: bool, server: Server, served: Callable[..., House], sample: Case, tmp_path: Any
) -> None:
    server.way = "good"
    assessment = assess(sample, served(llm_method=method, llm_stream=stream), TODAY)
    sent = server.requests[0]
    assert ("tools" in sent) == (method == "function_calling")
    assert sent.get("response_format", {}).get("type") == {
        "json_schema": "json_schema",
        "json_mode": "json_object",
    }.get(method)
    assert not [n for n in assessment.notices if "语言模型" in n]
    record = Log(tmp_path / "llm.db").last(1)[0]
    assert (record.trouble, record.tokens_in, record.tokens_out) == ("", 11, 7)


def test_a_server_without_json_schema_is_named_as_such(
    server: Server, served: Callable[..., House], sample: Case
) -> None:
    server.way = "only json mode"
    assert any("shuoli llm check" in n for n in assess(sample, served(), TODAY).notices)
    assert not [n for n in assess(sample, served(llm_method="json_mode"), TODAY).notices if "语言模型" in n]


def test_no_tool_but_the_answer_is_ever_offered(server: Server, served: Callable[..., House], sample: Case) -> None:
    server.way = "good"
    assess(sample, served(llm_method="function_calling"), TODAY)
    assert [t["function"]["name"] for t in server.requests[0]["tools"]] == ["answer"]


def test_nothing_is_sent_where_sending_is_forbidden(server: Server, served: Callable[..., House], sample: Case) -> None:
    server.way = "good"
    assert served(llm_send=False).model is None
    assess(sample, served(llm_send=False), TODAY)
    assert server.requests == []


def test_a_door_with_sending_forbidden_refuses_by_itself(
    server: Server, settings_for: Callable[..., Settings], plain_house: House, sample: Case
) -> None:
    desk = open_desk(settings_for(), plain_house.library, plain_house.knowledge)
    assert isinstance(desk, Desk)
    door = Door(desk.door._wire, replace(desk.door.options, send=False), None)
    assessment = assess(sample, replace(plain_house, model=replace(desk, door=door)), TODAY)
    assert server.requests == []
    assert any(SAID[Trouble.OFF] in n for n in assessment.notices)


def test_the_key_comes_from_the_environment_and_is_never_logged(
    server: Server, served: Callable[..., House], sample: Case, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("MY_KEY", "sk-secret-0815")
    server.way = "good"
    assess(sample, served(llm_key_env="MY_KEY"), TODAY)
    assert server.headers[0]["authorization"] == "Bearer sk-secret-0815"
    assert b"sk-secret" not in (tmp_path / "llm.db").read_bytes()


def test_neither_proxy_nor_tracing_of_the_environment_gets_the_text(
    server: Server, served: Callable[..., House], sample: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://192.0.2.1:8080")
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "x")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://192.0.2.1/v1")
    server.way = "good"
    assess(sample, served(), TODAY)
    assert len(server.requests) == 1


def test_what_identifies_somebody_never_leaves(
    server: Server, served: Callable[..., House], sample: Case, tmp_path: Any
) -> None:
    server.way = "good"
    party = sample.party.model_copy(update={"name": "桂北明远化工有限公司", "representative": "欧阳明远"})
    text = sample.text.replace("示例科技公司", "桂北明远化工有限公司") + (
        "法定代表人欧阳明远，身份证号450102198001011234，电话13907710000，车牌桂A12B34，账号6222020200112233445，"
        "统一社会信用代码91450000MA5KAAAA0X，住址：南宁市青秀区民族大道100号3栋。"
    )
    case = sample.model_copy(update={"party": party, "text": text})
    assess(case, served(), TODAY)
    sent = json.dumps(server.requests, ensure_ascii=False)
    kept = (tmp_path / "llm.db").read_bytes().decode("utf-8", "replace")
    for secret in (
        "明远化工", "欧阳明远", "450102198001011234", "13907710000", "桂A12B34", "6222020200112233445", "91450000MA5KAAAA0X", "民族大道",
    ):  # fmt: skip
        assert secret not in sent and secret not in kept, secret
    assert "【单位1】" in sent and "【人员1】" in sent


def test_the_token_budget_stops_before_sending(server: Server, served: Callable[..., House], sample: Case) -> None:
    server.way = "good"
    assessment = assess(sample, served(llm_budget_tokens=50), TODAY)
    assert server.requests == []
    assert any(SAID[Trouble.BUDGET] in n for n in assessment.notices)


def test_options_carry_every_setting(settings_for: Callable[..., Settings]) -> None:
    options = options_of(settings_for(llm_price_in=2, llm_price_out=8, llm_retries=5))
    assert (options.price_in, options.price_out, options.retries, options.model) == (2, 8, 5, "m")


def test_every_way_of_the_server_is_used() -> None:
    assert set(WAYS) == set(EXPECTED) | {
        "good",
        "english",
        "english sentence",
        "busy once",
        "good once",
        "only json mode",
    }
