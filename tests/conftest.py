"""Shared fixtures: a home of the tests' own, with an index built once, and commands run in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.knowledge.cues import Patterns
from assistant.knowledge.load import Knowledge, default_knowledge
from assistant.law.library import StatuteLibrary, default_library
from assistant.pipeline import House

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return default_knowledge()


@pytest.fixture(scope="session")
def library() -> StatuteLibrary:
    return default_library()


@pytest.fixture(scope="session")
def plain_house(knowledge: Knowledge, library: StatuteLibrary) -> House:
    """The house without retrieval: elements alone decide."""
    return House(library, knowledge, None, Patterns(knowledge.lexicon))


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a BM25 index, built as ``shuoli setup`` builds it."""
    folder = tmp_path_factory.mktemp("home")
    done = _run(folder, ["setup"])
    assert done.returncode == 0, done.stderr
    return folder


def _run(home: Path, arguments: list[str], stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SHUOLI_HOME": str(home), "SHUOLI_EMBEDDING_MODEL": "none", "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "assistant.cli", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        cwd=ROOT,
        timeout=180,
        check=False,
    )


@pytest.fixture(scope="session")
def shuoli(home: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command as a user would: ``shuoli("law", "法典", "1102")``."""
    return lambda *arguments, stdin=None: _run(home, list(arguments), stdin)
