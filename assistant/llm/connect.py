"""Connects to an OpenAI-compatible endpoint with LangChain: no proxy, no redirect, no other address than the one set."""

from __future__ import annotations

import ipaddress
import os
import queue
import socket
import threading
from collections.abc import Callable
from urllib.parse import urlsplit

from langchain_core.language_models.chat_models import BaseChatModel

from assistant.errors import BadConfig
from assistant.settings import Settings


def connector(settings: Settings) -> Callable[[], BaseChatModel]:
    """What opens the model of the settings. Raises BadConfig for an address or name that cannot be."""
    parts = urlsplit(settings.llm_base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadConfig(f"SHUOLI_LLM_BASE_URL“{settings.llm_base_url}”不是网址。请写成 http://地址:端口/v1。")
    if not settings.llm_model:
        raise BadConfig("设置了 SHUOLI_LLM_BASE_URL，没有设置 SHUOLI_LLM_MODEL。请写明模型名称。")

    def connect() -> BaseChatModel:
        try:
            from langchain_openai import ChatOpenAI
            from openai import DefaultHttpxClient
        except ImportError as error:
            raise BadConfig("没有安装连接语言模型的组件。请运行 pip install 'shuoli[llm]'。") from error
        model = ChatOpenAI(
            base_url=settings.llm_base_url,
            model=settings.llm_model,
            api_key=os.environ.get(settings.llm_key_env) or "none",  # type: ignore[arg-type]
            temperature=0,
            max_retries=0,
            timeout=settings.llm_timeout,
            stream_usage=True,
            use_responses_api=False,
            http_client=DefaultHttpxClient(trust_env=False, follow_redirects=False, timeout=settings.llm_timeout),
        )
        if str(model.openai_api_base) != settings.llm_base_url:
            raise BadConfig("环境变量改动了语言模型的地址。请删去 LANGSMITH_… 和 OPENAI_… 一类变量后再试。")
        return model

    return connect


def host_of(settings: Settings) -> str:
    """The address and port a call goes to."""
    return urlsplit(settings.llm_base_url).netloc.rsplit("@", 1)[-1]


def is_public(settings: Settings, seconds: float = 5) -> bool | None:
    """Whether the endpoint lies outside the own network; None where its name cannot be resolved in time."""
    host = urlsplit(settings.llm_base_url).hostname or ""
    answers: queue.SimpleQueue[set[str]] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answers.put({str(info[4][0]) for info in socket.getaddrinfo(host, None)})
        except OSError:
            answers.put(set())

    threading.Thread(target=look_up, name="shuoli-llm-name", daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except queue.Empty:
        return None
    return any(ipaddress.ip_address(a.split("%")[0]).is_global for a in found) if found else None
