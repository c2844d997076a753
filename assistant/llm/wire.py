"""The wire to one chat model: how a structured answer is asked for, sent, cut off in time, and told apart from trouble."""

from __future__ import annotations

import json
import queue
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from assistant.errors import BadConfig

from .model import ModelTrouble, Trouble

Method = Literal["json_schema", "function_calling", "json_mode"]
_TOOL = "answer"
_THOUGHT = re.compile(r"<think>.*?</think>|^.*?</think>", re.S)
_BLOCK = re.compile(r"^\s*```(?:json)?\s*\n?(.*?)\n?\s*```\s*$", re.S)


@dataclass(frozen=True)
class Reply:
    """What came back: the text that should be JSON, why it ended, and the tokens as counted by the server (0: not told)."""

    text: str
    finish: str
    tokens_in: int
    tokens_out: int

    def parsed(self) -> Any:
        """The JSON. Raises ModelTrouble for what is none."""
        text = _THOUGHT.sub("", self.text)
        match = _BLOCK.match(text)
        text = (match.group(1) if match else text).strip()
        if not text:
            raise ModelTrouble(Trouble.EMPTY)
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            cut = self.finish in ("length", "") and not text.endswith(("}", "]"))
            raise ModelTrouble(Trouble.TRUNCATED if cut else Trouble.MALFORMED, str(error)) from error


class Wire:
    """One model behind ``connect``, opened when first used and again after it was cut off."""

    def __init__(
        self, connect: Callable[[], BaseChatModel], method: Method, stream: bool, output_tokens: int, concurrency: int
    ) -> None:
        self._connect, self._method, self._stream = connect, method, stream
        self._output_tokens, self._places = output_tokens, threading.BoundedSemaphore(concurrency)
        self._model: BaseChatModel | None = None
        self._lock = threading.Lock()

    def send(self, system: str, user: str, schema: dict[str, Any], seconds: float) -> Reply:
        """One attempt, at most ``seconds`` long. Raises ModelTrouble."""
        deadline = time.monotonic() + seconds
        if not self._places.acquire(timeout=seconds):
            raise ModelTrouble(Trouble.BUSY, "同时进行的调用已满")
        answers: queue.SimpleQueue[Reply | Exception] = queue.SimpleQueue()

        def work() -> None:
            try:
                answers.put(self._talk([SystemMessage(system), HumanMessage(user)], schema, deadline))
            except Exception as error:
                answers.put(error)
            finally:
                self._places.release()

        threading.Thread(target=work, name="shuoli-llm", daemon=True).start()
        try:
            answer = answers.get(timeout=max(deadline - time.monotonic(), 0.01))
        except queue.Empty:
            self._hang_up()
            raise ModelTrouble(Trouble.SLOW, f"{seconds:.1f} 秒内没有答完") from None
        if isinstance(answer, Exception):
            raise trouble_of(answer) from answer
        return answer

    def _talk(self, messages: list[BaseMessage], schema: dict[str, Any], deadline: float) -> Reply:
        from langsmith.run_helpers import tracing_context

        model, extra = self._opened(), self._asked(schema)
        with tracing_context(enabled=False):
            if not self._stream:
                return _reply(model.invoke(messages, **extra))
            return self._listen(model, messages, extra, deadline)

    def _listen(
        self, model: BaseChatModel, messages: list[BaseMessage], extra: dict[str, Any], deadline: float
    ) -> Reply:
        pieces: list[str] = []
        length, finish, used = 0, "", (0, 0)
        stream = model.stream(messages, **extra)
        while (chunk := self._next(stream, bool(pieces))) is not None:
            pieces.append(_text(chunk))
            length += len(pieces[-1])
            finish = str(chunk.response_metadata.get("finish_reason") or finish)
            usage = getattr(chunk, "usage_metadata", None)
            used = (usage["input_tokens"], usage["output_tokens"]) if usage else used
            if time.monotonic() > deadline:
                raise ModelTrouble(Trouble.SLOW)
            if length > self._output_tokens * 6 or len(pieces) > self._output_tokens * 2 + 50:
                self._hang_up()
                raise ModelTrouble(Trouble.ENDLESS, f"已有 {length} 字")
        return Reply("".join(pieces), finish, *used)

    def _next(self, stream: Iterator[AIMessage], begun: bool) -> AIMessage | None:
        """The next piece; a connection that breaks once the answer has begun was not down."""
        try:
            return next(stream, None)
        except Exception as error:
            trouble = trouble_of(error)
            if begun and trouble.trouble is Trouble.DOWN:
                raise ModelTrouble(Trouble.BROKEN, trouble.detail) from error
            raise

    def _asked(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The request's extra fields for the method; sent as extra_body, so that the answer arrives untouched."""
        body: dict[str, Any] = {"max_tokens": self._output_tokens}
        if self._method == "json_schema":
            body["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": _TOOL, "schema": schema, "strict": True},
            }
        elif self._method == "json_mode":
            body["response_format"] = {"type": "json_object"}
        else:
            function = {"name": _TOOL, "description": "按要求的结构给出回答", "parameters": schema}
            body["tools"] = [{"type": "function", "function": function}]
            body["tool_choice"] = {"type": "function", "function": {"name": _TOOL}}
        return {"extra_body": body}

    def _opened(self) -> BaseChatModel:
        with self._lock:
            self._model = self._model or self._connect()
            return self._model

    def _hang_up(self) -> None:
        """Closes the connection, so that a server that goes on and on is not listened to any longer."""
        with self._lock:
            model, self._model = self._model, None
        client = getattr(model, "http_client", None)
        if client is not None:
            client.close()


def _text(message: AIMessage) -> str:
    """The words of a message, or the arguments of the one tool it was asked to fill in."""
    calls = getattr(message, "tool_call_chunks", None)
    if calls is None:
        calls = [{"args": json.dumps(c["args"], ensure_ascii=False)} for c in message.tool_calls]
    arguments = "".join(c.get("args") or "" for c in calls)
    return arguments or str(message.text)


def _reply(message: AIMessage) -> Reply:
    usage = message.usage_metadata
    used = (usage["input_tokens"], usage["output_tokens"]) if usage else (0, 0)
    return Reply(_text(message), str(message.response_metadata.get("finish_reason") or ""), *used)


def trouble_of(error: Exception) -> ModelTrouble:
    """An exception of a client library as one of our troubles; nothing of its text but its kind is relied on."""
    if isinstance(error, ModelTrouble):
        return error
    status = getattr(error, "status_code", None)
    name, detail = type(error).__name__, str(error)
    if status == 429:
        return ModelTrouble(Trouble.BUSY, detail, _wait(error))
    if status in (401, 403):
        return ModelTrouble(Trouble.KEY, detail)
    if status is not None:
        return ModelTrouble(Trouble.SERVER if status >= 500 or status == 408 else Trouble.REFUSED, detail)
    if "Timeout" in name or "TimedOut" in name:
        return ModelTrouble(Trouble.SLOW, detail)
    if "Connection" in name or "Connect" in name:
        return ModelTrouble(Trouble.DOWN, detail)
    if isinstance(error, BadConfig | ImportError):
        return ModelTrouble(Trouble.OFF, detail)
    return ModelTrouble(Trouble.BROKEN, f"{name}: {detail}")


def _wait(error: Exception) -> float | None:
    """Retry-After in seconds, where the server said so."""
    try:
        return float(error.response.headers["retry-after"])  # type: ignore[attr-defined]
    except (AttributeError, KeyError, ValueError):
        return None
