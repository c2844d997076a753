"""Every official file beside the repository: imported as docs/imports.md says, and the catalogue's figures stand in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import imports
from assistant.knowledge.check import check_corpus
from assistant.law.library import StatuteLibrary
from assistant.settings import settings

SHARED = Path(__file__).resolve().parents[3] / "shared"
FILES = sorted(SHARED.glob("statutes/*.md")) + sorted(SHARED.glob("sources/*"))
TABLES = {"广东省生态环境不予行政处罚的轻微违法行为目录.pdf", "广东省生态环境违法行为行政处罚罚款金额裁量表.pdf"}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILES, reason="没有 ../shared 资料，跳过官方文件的导入"),
]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[imports.Understood]]:
    """All files imported into a home of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHUOLI_HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("SHUOLI_EMBEDDING_MODEL", "none")
        settings.cache_clear()
        yield imports.add(FILES, lambda seen: True)
    settings.cache_clear()


def test_all_are_imported_but_the_two_tables(done: list[imports.Understood]) -> None:
    assert {one.file for one in done if one.status == "refused"} == TABLES
    assert all(one.status == "new" for one in done if one.file not in TABLES)


def test_gists_give_way_and_their_hash_is_kept(done: list[imports.Understood]) -> None:
    library = StatuteLibrary(imports=settings().imports)
    replaced = [one for one in done if one.understood and "要旨" in one.replaces]
    assert len(replaced) >= 18
    for one in replaced:
        assert one.understood and library.head(one.understood.statute.name).standing.value == "verbatim"
    for path in settings().imports.glob("*.json"):
        assert len(json.loads(path.read_text(encoding="utf-8"))["sha256"]) == 64


def test_every_figure_of_the_catalogue_stands_in_the_official_text(done: list[imports.Understood]) -> None:
    """What was written from a gist is checked against the text itself."""
    wrong = [
        error.message
        for error in check_corpus(library=StatuteLibrary(imports=settings().imports)).errors
        if "数额" in error.problem or "条" in error.problem
    ]
    assert wrong == []
