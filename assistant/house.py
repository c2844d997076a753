"""Opens the house: library, knowledge and index of this machine's settings, ready for assessments."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from assistant.advice import ModelDesk
from assistant.knowledge.agency import agency_dir, stamp
from assistant.knowledge.cues import Patterns
from assistant.knowledge.load import default_knowledge
from assistant.law.library import StatuteLibrary, default_library, imports_stamp
from assistant.pipeline import House
from assistant.retrieval.breach import load_breach_reading
from assistant.retrieval.build import build, state
from assistant.retrieval.search import Searcher
from assistant.settings import settings

Progress = Callable[[str, int, int], None]


def library() -> StatuteLibrary:
    """The statute library with this machine's imports."""
    return default_library()


def build_index(progress: Progress | None = None) -> tuple[int, str]:
    """``shuoli setup``: see retrieval.build.build."""
    s = settings()
    s.home.mkdir(parents=True, exist_ok=True)
    return build(s.home, library(), default_knowledge(), s.embedding_model, s.embedding_query_prompt, progress)


def open_house() -> House:
    """The house of this process, opened anew when a law, a benchmark or a list was imported or removed meanwhile.

    Raises IndexMissing where ``shuoli setup`` has not been run.
    """
    s = settings()
    return _house(s.home, (imports_stamp(s.imports), stamp(agency_dir())))


@lru_cache(maxsize=1)
def _house(home: Path, stamps: tuple[int, int]) -> House:
    s = settings()
    knowledge = default_knowledge()
    searcher = Searcher(home, s.embedding_model, s.embedding_query_prompt)
    return House(library(), knowledge, searcher, Patterns(knowledge.lexicon), _desk(), load_breach_reading())


def _desk() -> ModelDesk | None:
    """The language model of the settings; its parts are loaded only where one is set."""
    s = settings()
    if not s.llm_base_url or not s.llm_send:
        return None
    from assistant.llm.desk import open_desk

    return open_desk(s, library(), default_knowledge())


def without_index() -> House:
    """The house where there is no index: everything but search."""
    knowledge = default_knowledge()
    return House(library(), knowledge, None, Patterns(knowledge.lexicon), breach=load_breach_reading())


def index_is_current() -> bool:
    """Whether the index was built from what is installed now."""
    s = settings()
    if not (s.home / "index" / "index.db").exists():
        return False
    return Searcher(s.home, s.embedding_model).index.meta("built_from") == state(
        library(), default_knowledge(), s.embedding_model
    )
