"""What the tests of facts share: extraction with the knowledge that ships."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.facts.extract import extract
from assistant.facts.model import Case, CaseFacts
from assistant.knowledge.load import default_knowledge


@pytest.fixture(scope="session")
def read() -> Callable[..., CaseFacts]:
    """Facts of a text; keywords are fields of the Case."""
    knowledge = default_knowledge()

    def facts(text: str, **case: Any) -> CaseFacts:
        return extract(Case(text=text, **case), knowledge.vocabulary, knowledge.lexicon)

    return facts
