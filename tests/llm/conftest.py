"""What the tests of the model share: a door to a stand-in, and a desk over the house without retrieval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sample_case import SAMPLE

from assistant.facts.case import load_case
from assistant.facts.model import Case
from assistant.llm.desk import Desk
from assistant.llm.door import Door, Options
from assistant.llm.log import Log
from assistant.llm.standins import StandIn
from assistant.llm.wire import Wire
from assistant.pipeline import House


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path / "llm.db")


@pytest.fixture
def door_to(log: Log) -> Callable[..., Door]:
    """A door to a stand-in; keywords are Options."""

    def door(model: StandIn, method: Any = "json_schema", **options: Any) -> Door:
        given = Options(**{"model": "替身", "retries": 0, "budget_tokens": 10**7, **options})
        return Door(Wire(lambda: model, method, False, given.output_tokens, 4), given, log, sleep=lambda _: None)

    return door


@pytest.fixture
def with_model(plain_house: House, door_to: Callable[..., Door]) -> Callable[..., House]:
    """The house with a stand-in at its model desk. ``screens`` False shows the model every text."""

    def house(model: StandIn, screens: bool = True, base: House = plain_house, **options: Any) -> House:
        return replace(base, model=Desk(door_to(model, **options), base.library, base.knowledge, screens))

    return house


@pytest.fixture(scope="session")
def sample() -> Case:
    return load_case(SAMPLE)
