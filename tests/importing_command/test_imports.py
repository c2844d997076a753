"""``shuoli corpus add`` and ``remove``: shown before used, stored once, indexed alone, and the gist gives way everywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant import house, imports
from assistant.cli import app
from assistant.errors import BadInput
from assistant.house import open_house
from assistant.knowledge.load import default_knowledge
from assistant.law.library import default_library
from assistant.law.model import Citation, Standing
from assistant.retrieval.build import law_sources, mark_current, state
from assistant.retrieval.index import Index
from assistant.settings import settings
from assistant.validation.run import validate_document

LAW = "排污许可管理条例"
PLACE = Citation(law=LAW, article=2)
# A text of our own, in the form of the official one.
TEXT = f"""# {LAW}

（2021年1月24日中华人民共和国国务院令第736号公布，自2021年3月1日起施行）

## 第一章　总则

第一条　下列各项仅供核对：
（一）第一项；
（二）第二项。

第二条　为了检验导入，本示例以自己的话写成，任何人不得把这里的一句话当作官方的规定来引用或者执行。

第三条　本条例自2021年3月1日起施行。
"""


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home with an index of one law, marked current, so that adding one need not build the rest."""
    monkeypatch.setenv("SHUOLI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SHUOLI_EMBEDDING_MODEL", "none")
    settings.cache_clear()
    (tmp_path / "home").mkdir()
    library, knowledge = default_library(), default_knowledge()
    index = Index(tmp_path / "home" / "index")
    for name, passages in law_sources(library, LAW, dense=False):
        index.put_source(name, passages)
    index.close()
    mark_current(tmp_path / "home", state(library, knowledge, "none"))
    yield tmp_path
    settings.cache_clear()


@pytest.fixture
def file(at: Path) -> Path:
    path = at / "条例.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def always(_: imports.Understood) -> bool:
    return True


def test_imported_text_replaces_the_gist_at_once(file: Path) -> None:
    assert default_library().provision(PLACE).standing is Standing.GIST
    (done,) = imports.add([file], always)
    assert done.status == "new" and "要旨" in done.replaces
    found = default_library().provision(PLACE)
    assert found.standing is Standing.VERBATIM and "检验导入" in found.text


def test_imported_text_is_found_at_once_and_the_index_stays_current(file: Path) -> None:
    imports.add([file], always)
    assert house.index_is_current()
    searcher = open_house().searcher
    assert searcher is not None
    hits = searcher.search("检验导入本示例以自己的话写成", ("law",), 5)
    assert [h.passage.article for h in hits if h.passage.law == LAW][:1] == [2]


def test_validator_then_demands_the_very_words(file: Path) -> None:
    document = f"《{LAW}》第二条规定：“为了检验导入，本示例以别人的话写成，任何人不得引用。”"
    before = validate_document(document, default_library(), default_knowledge())
    imports.add([file], always)
    after = validate_document(document, default_library(), default_knowledge())
    assert "fail" not in [c.status for c in before.checks if c.id == "quote.verbatim"]
    assert [c.status for c in after.checks if c.id == "quote.verbatim"] == ["fail"]


def test_importing_the_same_file_again_changes_nothing(file: Path) -> None:
    imports.add([file], always)
    stored = next(settings().imports.glob("*.json"))
    before = stored.read_bytes()
    (again,) = imports.add([file], always)
    assert again.status == "same"
    assert stored.read_bytes() == before and len(imports.imported()) == 1


def test_newer_version_closes_the_older(file: Path, at: Path) -> None:
    newer = at / "新条例.md"
    newer.write_text(TEXT.replace("2021年3月1日", "2025年1月1日"), encoding="utf-8")
    imports.add([file, newer], always)
    assert [one["in_force"] for one in imports.imported()] == [["2021-03-01", "2025-01-01"], ["2025-01-01", None]]


def test_file_that_cannot_be_understood_is_refused_and_the_others_are_done(file: Path, at: Path) -> None:
    bad = at / "坏.docx"
    bad.write_bytes(b"not a docx")
    refused, done = imports.add([bad, file], always)
    assert refused.status == "refused" and "打不开" in refused.error and "\n" not in refused.error
    assert done.status == "new"


def test_nothing_is_stored_without_consent(file: Path) -> None:
    (shown,) = imports.add([file], lambda _: False)
    assert shown.status == "shown"
    assert not settings().imports.exists()


def test_removing_brings_the_gist_back(file: Path) -> None:
    imports.add([file], always)
    assert imports.remove(f"《{LAW}》") == [f"{LAW}@2021-03-01.json"]
    assert default_library().provision(PLACE).standing is Standing.GIST
    assert house.index_is_current()
    with pytest.raises(BadInput):
        imports.remove(LAW)


def test_adding_touches_no_other_source(file: Path) -> None:
    index = Index(settings().home / "index")
    other = next(iter(law_sources(default_library(), "行政复议法", dense=False)))
    index.put_source(*other)
    before = {n: sha for n, sha in index.sources().items() if LAW not in n}
    imports.add([file], always)
    assert {n: sha for n, sha in index.sources().items() if LAW not in n} == before
    index.close()


# ---- the command ----
def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["corpus", *arguments])
    return done.exit_code, done.stdout


def test_command_without_a_terminal_shows_what_it_understood_and_imports(file: Path) -> None:
    code, out = run("add", str(file))
    assert code == 0
    for words in (f"《{LAW}》", "国务院", "第736号", "2021-03-01", "3 条"):
        assert words in out
    assert imports.imported()


def test_command_with_yes_stores_and_lists(file: Path) -> None:
    assert run("add", str(file), "--yes")[0] == 0
    code, out = run("status")
    assert code == 0 and LAW in out and "2021-03-01 起" in out
    listed = json.loads(run("status", "--json")[1])["导入的法规"]
    assert listed[0]["articles"] == 3 and len(listed[0]["sha256"]) == 64


def test_command_says_2_when_a_file_was_refused_and_prints_one_json(file: Path, at: Path) -> None:
    code, out = run("add", str(at / "没有.md"), str(file), "--yes", "--json")
    files = json.loads(out)["files"]
    assert code == 2
    assert [f["status"] for f in files] == ["refused", "new"]
    assert "找不到文件" in files[0]["error"] and files[1]["in_force"] == ["2021-03-01", None]
