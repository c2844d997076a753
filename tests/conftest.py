"""Shared fixtures: a home of the tests' own, with an index built once, and commands run in a process of their own."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.knowledge.cues import Patterns
from assistant.knowledge.load import Knowledge, default_knowledge
from assistant.law.library import StatuteLibrary, default_library
from assistant.pipeline import House

ROOT = Path(__file__).resolve().parent.parent

# No test calls another machine, nor does a program it starts (tests/guard); no model is set but by the test itself.
GUARD = str(ROOT / "tests" / "guard")
os.environ.setdefault("SHUOLI_TEST_GUARD", tempfile.mkstemp(prefix="shuoli-guard-")[1])
os.environ["PYTHONPATH"] = os.pathsep.join([GUARD, *filter(None, [os.environ.get("PYTHONPATH")])])
for _name in [n for n in os.environ if n.startswith("SHUOLI_LLM_")]:
    del os.environ[_name]
_spec = importlib.util.spec_from_file_location("shuoli_guard", f"{GUARD}/sitecustomize.py")
assert _spec and _spec.loader
guard = sys.modules["shuoli_guard"] = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(guard)


@pytest.fixture(autouse=True)
def at_home() -> Iterator[None]:
    """Fails a test that reached for another machine, even where the program took the failure in its stride."""
    before = len(guard.attempts())
    yield
    tried = guard.attempts()[before:]
    assert not tried, f"this test reached outside: {tried}"


_WORK_SECONDS = 0.0093
"""What _work takes on the machine the time limits of the tests were set on."""


def _work() -> None:
    text = "某公司未取得排污许可证，2026年9月3日排放废水12.5吨。" * 40
    counts: dict[str, int] = {}
    for pair in pairwise(text):
        counts["".join(pair)] = counts.get("".join(pair), 0) + 1
    for _ in range(200):
        for match in re.finditer(r"[0-9]+(?:\.[0-9]+)?[吨年月日]", text[:400]):
            counts[match.group()] = match.start()


def seconds_of(run: Callable[[], object], times: int = 1) -> float:
    """The least processor time one of several runs takes."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.fixture
def slowness() -> float:
    """How many times slower than the machine the limits were set on this one is just now; 1 where it is faster."""
    return max(1.0, seconds_of(_work, 9) / _WORK_SECONDS)


@pytest.fixture
def cpu_seconds() -> Callable[..., float]:
    """``cpu_seconds(run, times)``: the least processor time of several runs."""
    return seconds_of


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
