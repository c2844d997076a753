"""A house without an index, and the clean samples of a few case files."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.knowledge.cues import Patterns
from assistant.knowledge.load import default_knowledge
from assistant.law.library import default_library
from assistant.mutations import load
from assistant.pipeline import House


@pytest.fixture(scope="session")
def house() -> House:
    knowledge = default_knowledge()
    return House(default_library(), knowledge, None, Patterns(knowledge.lexicon))


@pytest.fixture(scope="session")
def clean(house: House) -> dict[str, Any]:
    """The clean documents by name that the table and the fast subset use."""
    import importlib

    load()
    samples = importlib.import_module("shuoli_mutations.samples")
    wanted = (
        "c188-code",
        "c188-former",
        "c121-across",
        "c103-code-exempt",
        "c103-former-exempt",
        "c159-code-natural",
        "c177-across",
        "c003-former",
        "c281-code",
    )
    return {s.name: s for s in samples.samples(house, only=wanted)}
