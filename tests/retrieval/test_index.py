"""The index: complete, resumable, by day; words found in BM25; a killed build goes on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.errors import IndexMissing
from assistant.law.model import Period
from assistant.retrieval.index import Index
from assistant.retrieval.passages import Passage
from assistant.retrieval.search import Searcher
from assistant.retrieval.segment import strip_boilerplate, tokens, windows


def passage(name: str, text: str, **more: object) -> Passage:
    return Passage(id=f"law:{name}", kind="law", ref="第一条", title=f"《{name}》第一条", text=text, law=name, **more)


def test_tokens_are_bigrams_and_whole_numbers() -> None:
    assert tokens("排放DR机1.4MW") == ["排放", "dr", "机", "1d4mw"]


def test_windows_keep_whole_sentences_and_lose_nothing() -> None:
    text = "甲厂排污。乙厂倾倒。" * 60
    pieces = windows(text, size=50, most=6)
    assert "".join(pieces) == text
    assert len(pieces) <= 7
    assert all(p.endswith("。") for p in pieces)


def test_boilerplate_is_left_out() -> None:
    assert strip_boilerplate("2024年5月1日，执法人员现场检查发现喷漆房敞开") == "，发现喷漆房敞开"


def test_an_unchanged_source_is_not_written_again(tmp_path: Path) -> None:
    index = Index(tmp_path)
    assert index.put_source("a", [passage("甲法", "排放污水")]) is True
    assert index.put_source("a", [passage("甲法", "排放污水")]) is False
    assert index.put_source("a", [passage("甲法", "倾倒废物")]) is True
    assert index.lexical("排放污水", "law", 5) == []
    assert [i for i, _ in index.lexical("倾倒废物", "law", 5)] == ["law:甲法"]


def test_two_builds_at_once_leave_one_sound_index(tmp_path: Path) -> None:
    one, two = Index(tmp_path), Index(tmp_path)
    for round_ in range(3):
        for index in (one, two):
            index.put_source("a", [passage("甲法", f"排放污水{round_}{id(index)}")])
            index.put_source("b", [passage("乙法", f"倾倒废物{round_}{id(index)}")])
    assert one.count("law") == two.count("law") == 2
    assert [i for i, _ in one.lexical("排放污水", "law", 5)] == ["law:甲法"]


def test_a_build_cut_off_in_a_source_keeps_the_sources_before_it(tmp_path: Path) -> None:
    index = Index(tmp_path)
    index.put_source("a", [passage("甲法", "排放污水")])
    twice = [passage("乙法", "倾倒"), passage("乙法", "倾倒")]  # the same id twice fails half-way
    with pytest.raises(Exception, match="UNIQUE"):
        index.put_source("b", twice)
    again = Index(tmp_path)
    assert set(again.sources()) == {"a"}
    assert again.put_source("b", twice[:1]) is True


def test_sources_that_are_gone_are_dropped(tmp_path: Path) -> None:
    index = Index(tmp_path)
    index.put_source("a", [passage("甲法", "排放污水")])
    index.put_source("b", [passage("乙法", "排放污水")])
    index.drop_sources(["b"])
    assert [i for i, _ in index.lexical("排放污水", "law", 5)] == ["law:乙法"]


def test_search_respects_the_day(tmp_path: Path) -> None:
    index = Index(tmp_path / "index")
    old = passage("旧法", "无证排污", in_force=Period(start=date(2018, 1, 1), end=date(2026, 8, 15)))
    new = passage("新法", "无证排污", in_force=Period(start=date(2026, 8, 15)))
    index.put_source("a", [old, new])
    searcher = Searcher(tmp_path, "none")
    assert [h.passage.law for h in searcher.search("无证排污", ["law"], on=date(2026, 8, 14))] == ["旧法"]
    assert [h.passage.law for h in searcher.search("无证排污", ["law"], on=date(2026, 8, 15))] == ["新法"]
    assert searcher.dense_off_because == "设置关闭了语义检索"


def test_a_query_of_marks_or_digits_is_no_error(tmp_path: Path) -> None:
    index = Index(tmp_path / "index")
    index.put_source("a", [passage("甲法", '排放 3.5 倍 "引号" OR NOT')])
    searcher = Searcher(tmp_path, "none")
    for query in ("", "？？", '"', "3.5", "OR NOT", "a*b", "：（）"):
        searcher.search(query, ["law"])


def test_a_missing_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="shuoli setup"):
        Searcher(tmp_path, "none")


def test_an_index_of_an_earlier_layout_is_made_anew_and_a_present_one_kept(tmp_path: Path) -> None:
    index, articles = Index(tmp_path), [passage("甲法", "排放污水")]
    index.renew()
    index.put_source("a", articles)
    index.renew()
    assert index.count("law") == 1, "the present layout is kept"
    index.set_meta("layout", "1")
    index.renew()
    assert index.count("law") == 0 and index.sources() == {} and index.lexical("排放污水", "law", 5) == []
    assert index.put_source("a", articles)
    assert [i for i, _ in index.lexical("排放污水", "law", 5)] == ["law:甲法"]
