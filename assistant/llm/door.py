"""The door every call goes through: mask, look once more, budget, breaker, retries, shape, log. Trouble stays inside."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from .limits import Breaker, Budget, tokens_of
from .log import Log, Record
from .masking import Masker
from .model import SAID, Call, ModelTrouble, Trouble, schema_of
from .prompts import Prompt, load_prompt
from .wire import Reply, Wire

A = TypeVar("A", bound=BaseModel)
_AGAIN = {Trouble.DOWN, Trouble.SLOW, Trouble.BUSY, Trouble.SERVER, Trouble.BROKEN}
_ONCE_AGAIN = {Trouble.EMPTY, Trouble.MALFORMED, Trouble.SHAPE, Trouble.TRUNCATED}
_OURS = {Trouble.OFF, Trouble.OPEN, Trouble.BUDGET, Trouble.LEAK}


@dataclass(frozen=True)
class Options:
    """What the settings say about the endpoint; seconds, tokens, yuan a million tokens."""

    model: str
    host: str = ""
    send: bool = True
    timeout: float = 60
    retries: int = 2
    budget_tokens: int = 40_000
    budget_seconds: float = 120
    output_tokens: int = 2_000
    price_in: float = 0
    price_out: float = 0


@dataclass(frozen=True)
class Given:
    """An answer of the right shape, with personal data restored. ``by`` says which prompt and model gave it."""

    answer: Any
    by: str
    record: int


@dataclass
class _Sent:
    """One call under way: what it says masked, and what it has cost so far."""

    call: Call
    prompt: Prompt
    system: str
    user: str
    schema: dict[str, Any]
    started: float
    attempts: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    output: str = ""


class Door:
    """One endpoint with its breaker and log. ``sleep`` waits between attempts."""

    def __init__(
        self,
        wire: Wire,
        options: Options,
        log: Log | None = None,
        sleep: Callable[[float], None] = time.sleep,
        breaker: Breaker | None = None,
    ) -> None:
        self.options, self._wire, self._log, self._sleep = options, wire, log, sleep
        self._breaker = breaker or Breaker()

    def session(self, masker: Masker) -> Session:
        """A new piece of work with its own budget and notices."""
        return Session(self, masker, Budget(self.options.budget_tokens, self.options.budget_seconds))

    def ask(self, call: Call, masker: Masker, budget: Budget) -> Given:
        """The checked answer to one call. Raises ModelTrouble."""
        prompt = load_prompt(call.job)
        masked = {k: masker.mask(v) if isinstance(v, str) else v for k, v in call.values.items()}
        schema = schema_of(call)
        sent = _Sent(call, prompt, *prompt.render(masked, schema), schema, time.monotonic())
        try:
            answer = self._send(sent, masker, budget)
        except ModelTrouble as trouble:
            self._record(sent, trouble)
            raise
        return Given(answer, f"{self.options.model}，提示词 {prompt.label}", self._record(sent, None))

    def checked(self, given: Given, checks: Mapping[str, Any]) -> None:
        """Adds to the log what became of an answer's parts."""
        if self._log and given.record:
            self._log.check(given.record, checks)

    def _send(self, sent: _Sent, masker: Masker, budget: Budget) -> Any:
        if not self.options.send:
            raise ModelTrouble(Trouble.OFF)
        if masker.leaks(sent.user):
            raise ModelTrouble(Trouble.LEAK)
        self._breaker.enter()
        while True:
            needed = tokens_of(sent.system) + tokens_of(sent.user) + self.options.output_tokens // 4
            seconds = budget.left(needed)
            sent.attempts += 1
            try:
                reply = self._wire.send(sent.system, sent.user, sent.schema, min(self.options.timeout, seconds))
                self._count(sent, reply, budget)
                answer = _shaped(_with_words(reply.parsed(), masker.restore), sent.call)
                self._breaker.done(True)
                return answer
            except ModelTrouble as trouble:
                self._breaker.done(trouble.trouble in _OURS)
                self._wait_or_give_up(sent, trouble, budget, needed)

    def _wait_or_give_up(self, sent: _Sent, trouble: ModelTrouble, budget: Budget, needed: int) -> None:
        """Waits before the next attempt (half a second, one, two … or what the server asks), or raises the trouble."""
        limit = self.options.retries if trouble.trouble in _AGAIN else min(self.options.retries, 1)
        if trouble.trouble not in _AGAIN | _ONCE_AGAIN or sent.attempts > limit:
            raise trouble
        wait = trouble.wait if trouble.wait is not None else 0.5 * 2 ** (sent.attempts - 1)
        try:
            seconds = budget.left(needed)
        except ModelTrouble:
            raise trouble from None
        if wait >= seconds:
            raise trouble
        self._sleep(wait if trouble.trouble in _AGAIN else 0)

    def _count(self, sent: _Sent, reply: Reply, budget: Budget) -> None:
        used_in = reply.tokens_in or tokens_of(sent.system) + tokens_of(sent.user)
        used_out = reply.tokens_out or tokens_of(reply.text)
        sent.output, sent.tokens_in, sent.tokens_out = (
            reply.text[:20_000],
            sent.tokens_in + used_in,
            sent.tokens_out + used_out,
        )
        budget.spend(used_in + used_out)

    def _record(self, sent: _Sent, trouble: ModelTrouble | None) -> int:
        if self._log is None:
            return 0
        o = self.options
        sending = trouble is None or trouble.trouble not in (Trouble.OFF, Trouble.LEAK)
        text = f"{sent.system}\n\n{sent.user}"
        return self._log.add(
            Record(
                at=datetime.now().isoformat(timespec="seconds"),
                job=sent.call.job,
                prompt=sent.prompt.label,
                model=o.model,
                host=o.host,
                input_hash=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
                input=sent.user if sending else "",
                output=sent.output,
                trouble=trouble.trouble.value if trouble else "",
                detail=trouble.detail if trouble and sending else "",
                seconds=round(time.monotonic() - sent.started, 3),
                tokens_in=sent.tokens_in,
                tokens_out=sent.tokens_out,
                cost=round((sent.tokens_in * o.price_in + sent.tokens_out * o.price_out) / 1_000_000, 6),
                attempts=sent.attempts,
            )
        )


@dataclass
class Session:
    """One assessment, document or question: its masked names, its budget, what the officer must be told, and how many
    answers of the right shape came."""

    door: Door
    masker: Masker
    budget: Budget
    notices: list[str] = field(default_factory=list)
    answers: int = 0

    def ask(self, call: Call) -> Given | None:
        """The answer, or None where there is none: a notice says why, once."""
        try:
            given = self.door.ask(call, self.masker, self.budget)
            self.answers += 1
            return given
        except ModelTrouble as trouble:
            self.tell(f"{SAID[trouble.trouble]}，以下按程序的确定结果。")
        except sqlite3.Error as error:
            self.tell(f"语言模型的日志写不进去（{error}），没有使用语言模型。请检查数据目录的空间和权限。")
        return None

    def checked(self, given: Given, **checks: Any) -> None:
        """Logs what became of an answer's parts, masked again: they were checked with the names restored."""
        self.door.checked(given, _with_words(checks, self.masker.mask))

    def tell(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices.append(notice)


def _shaped(data: Any, call: Call) -> Any:
    try:
        return call.shape.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(p) for p in first["loc"])
        raise ModelTrouble(Trouble.SHAPE, f"{where}: {first['type']}") from error


def _with_words(data: Any, change: Callable[[str], str]) -> Any:
    """The data with every string in it changed; keys stay."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, list | tuple):
        return [_with_words(v, change) for v in data]
    return {k: _with_words(v, change) for k, v in data.items()} if isinstance(data, dict) else data
