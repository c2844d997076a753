"""A house with a small index: the Code, two former laws and the general penalty statute, by keywords alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.asking.desk import ask
from assistant.asking.model import Answer
from assistant.knowledge.cues import Patterns
from assistant.knowledge.load import default_knowledge
from assistant.law.library import StatuteLibrary
from assistant.pipeline import House
from assistant.retrieval.build import law_sources
from assistant.retrieval.index import Index
from assistant.retrieval.search import Searcher

TODAY = date(2026, 11, 22)
LAWS = ("生态环境法典", "大气污染防治法", "水污染防治法", "行政处罚法", "民法典")


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    folder: Path = tmp_path_factory.mktemp("home")
    library, knowledge = StatuteLibrary(), default_knowledge()
    index = Index(folder / "index")
    for law in LAWS:
        for name, passages in law_sources(library, law, dense=False):
            index.put_source(name, passages)
    index.close()
    return House(library, knowledge, Searcher(folder, "none"), Patterns(knowledge.lexicon))


@pytest.fixture(scope="session")
def blind(house: House) -> House:
    """The same house without an index."""
    return House(house.library, house.knowledge, None, house.patterns)


@pytest.fixture(scope="session")
def answered(house: House) -> Callable[..., Answer]:
    def answer(question: str, on: str | None = None) -> Answer:
        return ask(question, house, date.fromisoformat(on) if on else None, TODAY)

    return answer
