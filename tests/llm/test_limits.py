"""Waits between attempts, budgets, the breaker, and how many calls run at once: by a clock of their own."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from pydantic import Field

from assistant.llm.door import Door, Options
from assistant.llm.limits import Breaker, Budget, tokens_of
from assistant.llm.masking import Masker
from assistant.llm.model import Call, ModelTrouble, ReadFacts, Trouble
from assistant.llm.standins import Queued, StandIn
from assistant.llm.wire import Wire

ROWS = [{"key": "corrected", "label": "已改正", "kind": "是/否", "unit": "", "choices": ""}]
CALL = Call("read_facts", {"wanted": ROWS, "text": "设备已经拆除。"}, ReadFacts, {"key": ("corrected",)})
GOOD = {"facts": [{"key": "corrected", "value": "是", "quote": "设备已经拆除"}]}


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Broken(StandIn):
    """Fails with the given errors, one a call, and then answers."""

    errors: list[Exception] = Field(default_factory=list)

    def reply(self, schema: dict[str, Any], user: str, material: str, system: str) -> str:
        if self.errors:
            raise self.errors.pop(0)
        return '{"facts": []}'


class Busy(Exception):
    status_code = 429

    def __init__(self, after: str = "") -> None:
        super().__init__("busy")
        self.response = type("Response", (), {"headers": {"retry-after": after} if after else {}})


def door(model: StandIn, waits: list[float], **options: Any) -> Door:
    given = Options(**{"model": "替身", "budget_tokens": 10**6, **options})
    return Door(Wire(lambda: model, "json_schema", False, given.output_tokens, 4), given, None, sleep=waits.append)


def trouble(door: Door, budget: Budget | None = None) -> Trouble:
    with pytest.raises(ModelTrouble) as raised:
        door.ask(CALL, Masker(), budget or Budget(10**6, 100))
    return raised.value.trouble


def test_each_wait_is_twice_the_one_before() -> None:
    waits: list[float] = []
    given = door(Broken(errors=[ConnectionError("x") for _ in range(3)]), waits, retries=3)
    assert given.ask(CALL, Masker(), Budget(10**6, 100)).answer.facts == ()
    assert waits == [0.5, 1.0, 2.0]


def test_a_server_that_says_how_long_to_wait_is_obeyed() -> None:
    waits: list[float] = []
    door(Broken(errors=[Busy("7")]), waits, retries=1).ask(CALL, Masker(), Budget(10**6, 100))
    assert waits == [7.0]


def test_a_wait_longer_than_the_time_left_is_not_begun() -> None:
    waits: list[float] = []
    assert trouble(door(Broken(errors=[Busy("200")]), waits, retries=3)) is Trouble.BUSY
    assert waits == []


def test_an_answer_of_the_wrong_shape_is_asked_for_once_more_only() -> None:
    waits: list[float] = []
    model = Queued(answers=["[]"])
    assert trouble(door(model, waits, retries=5)) is Trouble.SHAPE
    assert len(model.seen) == 2
    mended = Queued(answers=["[]", GOOD])
    assert door(mended, waits).ask(CALL, Masker(), Budget(10**6, 100)).answer.facts[0].key == "corrected"


def test_what_a_retry_cannot_mend_is_not_retried() -> None:
    class Refused(Exception):
        status_code = 400

    waits: list[float] = []
    assert trouble(door(Broken(errors=[Refused("no")]), waits, retries=5)) is Trouble.REFUSED
    assert waits == []


def test_a_budget_counts_tokens_and_the_seconds_since_the_first_call() -> None:
    clock = Clock()
    budget = Budget(100, 60, clock)
    clock.now += 500
    assert budget.left(100) == 60, "the time runs from the first call"
    clock.now += 45
    assert budget.left(100) == 15
    budget.spend(30)
    assert budget.left(70) == 15
    with pytest.raises(ModelTrouble, match="budget"):
        budget.left(71)
    clock.now += 15
    with pytest.raises(ModelTrouble, match="budget"):
        budget.left(1)


def test_calls_of_one_case_share_its_budget() -> None:
    model = Queued(answers=[GOOD])
    given, budget = door(model, []), Budget(5_000, 100)
    with pytest.raises(ModelTrouble, match="budget"):
        for _ in range(20):
            given.ask(CALL, Masker(), budget)
    assert 1 <= len(model.seen) < 10


def test_the_breaker_lets_one_call_through_after_its_rest() -> None:
    clock = Clock()
    breaker = Breaker(limit=3, rest=60, clock=clock)
    for _ in range(3):
        breaker.enter()
        breaker.done(False)
    with pytest.raises(ModelTrouble, match="open"):
        breaker.enter()
    clock.now += 61
    breaker.enter()
    with pytest.raises(ModelTrouble, match="open"):
        breaker.enter()
    breaker.done(True)
    breaker.enter()
    breaker.enter()


class Slow(StandIn):
    """Counts how many calls run at once."""

    running: list[int] = Field(default_factory=lambda: [0])
    most: list[int] = Field(default_factory=lambda: [0])
    lock: Any = Field(default_factory=threading.Lock)

    def reply(self, schema: dict[str, Any], user: str, material: str, system: str) -> str:
        with self.lock:
            self.running[0] += 1
            self.most[0] = max(self.most[0], self.running[0])
        time.sleep(0.05)
        with self.lock:
            self.running[0] -= 1
        return '{"facts": []}'


@pytest.mark.parametrize("places", [1, 2])
def test_no_more_calls_run_at_once_than_the_settings_say(places: int) -> None:
    model = Slow()
    wire = Wire(lambda: model, "json_schema", False, 100, places)
    given = Door(wire, Options(model="替身", budget_tokens=10**6), None)
    threads = [
        threading.Thread(target=given.ask, args=(CALL, Masker(), Budget(10**6, 100)), daemon=True) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert model.most[0] == places and model.running[0] == 0


@pytest.mark.parametrize("text", ["", "罚款二十万元。", "The fine is 200000 yuan.", "好" * 1000])
def test_tokens_are_rather_too_many_than_too_few(text: str) -> None:
    assert tokens_of(text) >= sum(ord(c) > 0x2E7F for c in text) + 1
