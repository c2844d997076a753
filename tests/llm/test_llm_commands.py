"""``shuoli llm check`` and ``log``, and ``--no-llm``: what they print and how they end."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from misbehaving import Server

from assistant.errors import BadConfig
from assistant.knowledge.load import Knowledge
from assistant.law.library import StatuteLibrary
from assistant.llm.check import check_endpoint, lines_of
from assistant.settings import Settings

pytest.importorskip("langchain_openai")
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    one = Server()
    yield one
    one.close()


def settings(server: Server, folder: Path, **changed: Any) -> Settings:
    given = {"home": folder, "llm_base_url": server.url, "llm_model": "m", "llm_timeout": 2, "llm_retries": 0}
    return Settings(**{**given, **changed})


def test_an_endpoint_that_speaks_but_does_nothing_right_is_not_fit(
    server: Server, library: StatuteLibrary, knowledge: Knowledge, tmp_path: Path
) -> None:
    server.way = "good"
    checked = check_endpoint(settings(server, tmp_path), library, knowledge)
    assert checked.method == "json_schema" and not checked.usable
    assert {r.item: r.fit for r in checked.results}["地址"] is True
    assert "不会有帮助" in list(lines_of(checked))[-1]


def test_an_endpoint_without_json_schema_is_told_which_method_to_set(
    server: Server, library: StatuteLibrary, knowledge: Knowledge, tmp_path: Path
) -> None:
    server.way = "only json mode"
    checked = check_endpoint(settings(server, tmp_path), library, knowledge)
    assert checked.method == "json_mode"
    assert [r.fit for r in checked.results if r.item.startswith("方式")] == [False, False, True]


def test_an_endpoint_that_fails_is_not_fit_for_anything(
    server: Server, library: StatuteLibrary, knowledge: Knowledge, tmp_path: Path
) -> None:
    server.way = "500"
    checked = check_endpoint(settings(server, tmp_path), library, knowledge)
    assert checked.method is None and not checked.usable
    assert "不能使用" in list(lines_of(checked))[-1]


def test_an_endpoint_that_keeps_silent_is_given_up_in_the_time_set(
    server: Server, library: StatuteLibrary, knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.llm import check

    assert check._A_METHOD * len(check._METHODS) < check._SECONDS <= 60
    monkeypatch.setattr(check, "_SECONDS", 3.0)
    monkeypatch.setattr(check, "_A_METHOD", 0.5)
    server.way = "silent"
    started = time.monotonic()
    checked = check_endpoint(settings(server, tmp_path, llm_timeout=60), library, knowledge)
    assert time.monotonic() - started < 8
    assert not checked.usable and "限定时间" in checked.results[1].said


def test_an_endpoint_that_falls_silent_in_the_middle_is_given_up_too(
    server: Server, library: StatuteLibrary, knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.llm import check

    monkeypatch.setattr(check, "_SECONDS", 4.0)
    server.way = "good once"
    server.requests.clear()
    started = time.monotonic()
    checked = check_endpoint(settings(server, tmp_path, llm_timeout=60), library, knowledge)
    assert time.monotonic() - started < 9
    assert checked.method == "json_schema" and not checked.usable
    assert any("没有来得及试" in r.said for r in checked.results)


@pytest.mark.parametrize(("base", "model"), [("ftp://x", "m"), ("not a url", "m"), ("http://127.0.0.1:1/v1", "")])
def test_settings_that_cannot_be_are_refused(
    base: str, model: str, server: Server, library: StatuteLibrary, knowledge: Knowledge, tmp_path: Path
) -> None:
    with pytest.raises(BadConfig, match="SHUOLI_LLM"):
        check_endpoint(settings(server, tmp_path, llm_base_url=base, llm_model=model), library, knowledge)


def test_without_a_model_check_says_so(shuoli: Run) -> None:
    done = shuoli("llm", "check")
    assert done.returncode == 2
    assert "SHUOLI_LLM_BASE_URL" in done.stderr and "Traceback" not in done.stderr


def test_the_commands_use_the_model_unless_told_not_to(
    shuoli: Run, server: Server, sample: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.way = "good"
    monkeypatch.setenv("SHUOLI_LLM_BASE_URL", server.url)
    monkeypatch.setenv("SHUOLI_LLM_MODEL", "m")
    server.requests.clear()
    without = json.loads(shuoli("assess", "-", "--no-llm", "--json", stdin=sample.text).stdout)
    assert server.requests == []
    with_it = json.loads(shuoli("assess", "-", "--json", stdin=sample.text).stdout)
    assert len(server.requests) >= 1
    assert with_it["violations"] == without["violations"] and with_it["proposals"] == []
    rows = json.loads(shuoli("llm", "log", "--json", "--top", "1").stdout)
    assert rows[0]["prompt"] == "read_facts@1" and "input" not in rows[0]
    full = json.loads(shuoli("llm", "log", "--json", "--top", "1", "--full").stdout)
    assert "示例科技公司" not in full[0]["input"] and "【单位1】" in full[0]["input"]


def test_a_draft_tells_what_became_of_the_model_and_can_do_without(
    shuoli: Run, server: Server, sample: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.way = "500"
    monkeypatch.setenv("SHUOLI_LLM_BASE_URL", server.url)
    monkeypatch.setenv("SHUOLI_LLM_MODEL", "m")
    monkeypatch.setenv("SHUOLI_LLM_RETRIES", "0")
    server.requests.clear()
    out = tmp_path / "决定书.md"
    without = shuoli("draft", "-", "--out", str(out), "--no-llm", stdin=sample.text)
    assert without.returncode == 0 and server.requests == [] and "语言模型" not in without.stderr
    words = out.read_text(encoding="utf-8")
    with_it = shuoli("draft", "-", "--out", str(out), stdin=sample.text)
    assert with_it.returncode == 0 and server.requests
    assert "语言模型服务出错，以下按程序的确定结果。" in with_it.stderr
    assert out.read_text(encoding="utf-8") == words
