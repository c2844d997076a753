"""The library answers by name, place and day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.errors import CorpusError, LawNotFound, NotInForce
from assistant.law.library import StatuteLibrary, Verdict
from assistant.law.model import Citation, Standing
from assistant.law.sources.catalog import load_catalog
from assistant.law.sources.gist import gist_versions
from assistant.law.sources.package import PackageSource
from assistant.law.sources.version import in_order

CODE, AIR = "生态环境法典", "大气污染防治法"
BEFORE, AFTER = date(2026, 8, 14), date(2026, 8, 15)

GIST = """
name: 某某管理条例
title: 某某管理条例
level: 行政法规
aliases: [某条例]
in_force_from: 2021-03-01
source: 测试
articles:
  - no: 5
    gist: 甲不得乙，处五万元以上二十万元以下罚款
  - no: 7
    items:
      - {no: 1, gist: 子}
      - {no: 2, gist: 丑}
  - no: 8
    gist: 概要
    paragraphs:
      - {no: 2, gist: 第二款的意思, items: [{no: 1, gist: 寅}]}
"""


@pytest.fixture()
def corpus(tmp_path: Path) -> Path:
    shipped = Path(__file__).parents[2] / "corpus"
    for name in ("statutes.yaml", "errata.yaml"):
        (tmp_path / name).write_bytes((shipped / name).read_bytes())
    (tmp_path / "regulations").mkdir()
    (tmp_path / "regulations" / "some.yaml").write_text(GIST, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("《中华人民共和国生态环境法典》", CODE),
        ("生态环境法典", CODE),
        ("法典", CODE),
        ("环境法典", CODE),
        ("大气法", AIR),
        ("《大气污染防治法》", AIR),
        ("中华人民共和国大气污染防治法（2018年修正）", AIR),
        ("水法", "水法"),
        ("水污染防治法", "水污染防治法"),
        ("固废法", "固体废物污染环境防治法"),
        ("噪声法", "噪声污染防治法"),
        ("土壤法", "土壤污染防治法"),
        ("环评法", "环境影响评价法"),
        ("环保法", "环境保护法"),
        ("海环法", "海洋环境保护法"),
        ("处罚法", "行政处罚法"),
        ("强制法", "行政强制法"),
        ("复议法", "行政复议法"),
        ("诉讼法", "行政诉讼法"),
        ("治安管理处罚法", "治安管理处罚法"),
        ("某某法", None),
        ("", None),
    ],
)
def test_a_law_is_known_by_its_usual_names(text: str, name: str | None, library: StatuteLibrary) -> None:
    assert library.resolve_name(text) == name


def test_no_alias_stands_for_two_laws_or_hides_a_name() -> None:
    owners: dict[str, str] = {}
    for name, aliases in load_catalog().aliases.items():
        for alias in aliases:
            assert owners.setdefault(alias, name) == name, alias
    names = {v.head.name for v in PackageSource().versions}
    assert not names & owners.keys()


def test_a_law_repealed_by_the_code_held_until_the_day_before(library: StatuteLibrary) -> None:
    citation = Citation(law=AIR, article=99, item=2)
    found = library.provision(citation, BEFORE)
    assert found.cite == "《中华人民共和国大气污染防治法》第九十九条第二项"
    assert found.in_force.as_list() == ["2018-10-26", "2026-08-15"]
    assert found.standing is Standing.VERBATIM
    with pytest.raises(NotInForce):
        library.provision(citation, AFTER)


def test_the_message_says_since_when_it_is_repealed_and_what_replaced_it(library: StatuteLibrary) -> None:
    with pytest.raises(NotInForce) as error:
        library.provision(Citation(law=AIR, article=99), date(2026, 9, 1))
    assert "已于2026年8月15日废止" in error.value.message
    assert "《中华人民共和国生态环境法典》" in error.value.message


def test_the_code_does_not_hold_before_its_day(library: StatuteLibrary) -> None:
    citation = Citation(law=CODE, article=1102)
    assert library.exists(citation, AFTER)
    assert library.verdict(citation, BEFORE) is Verdict.NOT_IN_FORCE
    with pytest.raises(NotInForce, match="2026年8月15日起施行"):
        library.provision(citation, BEFORE)


def test_a_paragraph_and_an_item_are_given_alone(library: StatuteLibrary) -> None:
    whole = library.article(CODE, 1201)
    second = library.provision(Citation(law=CODE, article=1201, paragraph=2)).text
    assert second == whole.paragraphs[1].text
    item = library.provision(Citation(law=CODE, article=1201, paragraph=1, item=3)).text.split("\n")
    assert item[0] == whole.paragraphs[0].text
    assert len(item) == 2 and item[1].startswith("（三）不按照规定处理")
    assert library.provision(Citation(law=CODE, article=1201, item=3)).text.split("\n") == item


@pytest.mark.parametrize(
    ("citation", "verdict"),
    [
        (Citation(law=CODE, article=1242), Verdict.STANDS),
        (Citation(law=CODE, article=1243), Verdict.NO_SUCH_PLACE),
        (Citation(law=CODE, article=1201, paragraph=3), Verdict.NO_SUCH_PLACE),
        (Citation(law=CODE, article=1201, item=6), Verdict.NO_SUCH_PLACE),
        (Citation(law=CODE, article=1102, item=1), Verdict.NO_SUCH_PLACE),
        (Citation(law="某某法", article=1), Verdict.NO_SUCH_LAW),
        (Citation(law="刑法", article=120, article_sub=1), Verdict.STANDS),
        (Citation(law="刑法", article=120, article_sub=9), Verdict.NO_SUCH_PLACE),
        (Citation(law="大气法", article=99), Verdict.STANDS),
    ],
)
def test_a_cited_place_stands_or_does_not(citation: Citation, verdict: Verdict, library: StatuteLibrary) -> None:
    assert library.verdict(citation) is verdict


@pytest.mark.parametrize(
    ("citation", "words"),
    [
        (Citation(law=CODE, article=1300), "没有第一千三百条（共一千二百四十二条）"),
        (Citation(law=CODE, article=1201, paragraph=9), "没有第一千二百零一条第九款"),
        (Citation(law="某某法", article=1), r"没有“某某法”.*导入"),
    ],
)
def test_what_is_missing_is_said_in_chinese(citation: Citation, words: str, library: StatuteLibrary) -> None:
    with pytest.raises(LawNotFound, match=words):
        library.provision(citation)


def test_of_two_versions_the_day_decides(library: StatuteLibrary) -> None:
    old = library.statute("仲裁法", date(2026, 2, 28))
    new = library.statute("仲裁法", date(2026, 3, 1))
    assert old.in_force.end == new.in_force.start == date(2026, 3, 1)
    assert len(old.articles) != len(new.articles)
    assert [s.in_force.start for s in library.history("仲裁法")] == [old.in_force.start, new.in_force.start]


def test_versions_are_given_without_articles(library: StatuteLibrary) -> None:
    assert all(not s.articles for s in library.versions(CODE))
    assert len(library.names()) >= 367


def test_a_gist_answers_for_what_it_covers_and_says_what_it_does_not(corpus: Path) -> None:
    library = StatuteLibrary(corpus=corpus)
    on = date(2024, 1, 1)
    assert library.resolve_name("《某条例》") == "某某管理条例"
    article = library.provision(Citation(law="某条例", article=5), on)
    assert (article.standing, article.text) == (Standing.GIST, "甲不得乙，处五万元以上二十万元以下罚款")
    assert library.provision(Citation(law="某条例", article=7, item=2), on).text == "（二）丑"
    assert library.provision(Citation(law="某条例", article=8, paragraph=2), on).text == "第二款的意思\n（一）寅"
    assert library.provision(Citation(law="某条例", article=8), on).text == "概要\n第二款的意思\n（一）寅"
    assert library.verdict(Citation(law="某条例", article=9), on) is Verdict.NOT_COVERED
    assert library.verdict(Citation(law="某条例", article=5), date(2020, 1, 1)) is Verdict.NOT_IN_FORCE
    with pytest.raises(LawNotFound, match=r"要旨未收录第九条.*corpus add"):
        library.article("某条例", 9, on)


def test_a_broken_gist_names_file_entry_and_field(corpus: Path) -> None:
    (corpus / "regulations" / "bad.yaml").write_text("{name: 坏条例, level: 行政法规}", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"regulations/bad\.yaml.*坏条例") as error:
        list(gist_versions(corpus))
    assert error.value.field == "title"


def test_the_fingerprint_changes_with_the_corpus(corpus: Path) -> None:
    before = StatuteLibrary(corpus=corpus).fingerprint()
    (corpus / "regulations" / "some.yaml").write_text(GIST + "note: 改\n", encoding="utf-8")
    assert StatuteLibrary(corpus=corpus).fingerprint() != before


def test_a_version_ends_where_the_next_begins(corpus: Path) -> None:
    (first,) = gist_versions(corpus)
    later = first.head.model_copy(
        update={"in_force": first.head.in_force.model_copy(update={"start": date(2025, 1, 1)})}
    )
    ordered = in_order([type(first)(head=later, load=first.load), first])
    assert [v.head.in_force.as_list() for v in ordered] == [["2021-03-01", "2025-01-01"], ["2025-01-01", None]]
