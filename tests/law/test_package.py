"""The statutes of the package as they come out of it: complete, clean, dated, and the errata that make them so."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.errors import DataError
from assistant.law.cleaning import HEADING, clean_article
from assistant.law.library import StatuteLibrary
from assistant.law.model import Article
from assistant.law.sources.catalog import Erratum, load_catalog, load_errata
from assistant.law.sources.package import PackageSource, Row, apply_errata, database_path

CODE = "生态环境法典"
REPEALED = load_catalog().repeals[0].statutes
GLUED = [147, 186, 265, 333, 393, 463, 545, 599, 643, 673, 937, 1051]


@pytest.fixture(scope="module")
def code(library: StatuteLibrary) -> tuple[Article, ...]:
    return library.statute(CODE).articles


def lines_of(articles: tuple[Article, ...]) -> list[tuple[int, str]]:
    return [(a.no, line) for a in articles for line in a.text.split("\n")]


def test_the_code_has_every_article_once_in_order(code: tuple[Article, ...]) -> None:
    assert [a.no for a in code] == list(range(1, 1243))


@pytest.mark.parametrize("name", REPEALED)
def test_the_repealed_statutes_have_every_article_once_in_order(name: str, library: StatuteLibrary) -> None:
    numbers = [a.no for a in library.statute(name).articles]
    assert numbers == list(range(1, numbers[-1] + 1))
    assert numbers[-1] >= 37


@pytest.mark.parametrize("name", [CODE, *REPEALED])
def test_no_text_has_spaces_headings_page_numbers_or_broken_lines(name: str, library: StatuteLibrary) -> None:
    for no, line in lines_of(library.statute(name).articles):
        assert not re.search(r"\s", line), (no, line)
        assert not HEADING.match(line), (no, line)
        assert not re.fullmatch(r"[-—\d]+", line), (no, line)
        assert line[-1] in "。；：", (no, line[-30:])


@pytest.mark.parametrize("name", [CODE, *REPEALED])
def test_items_are_numbered_without_a_gap(name: str, library: StatuteLibrary) -> None:
    for article in library.statute(name).articles:
        for paragraph in article.paragraphs:
            assert [i.no for i in paragraph.items] == list(range(1, len(paragraph.items) + 1)), article.no


def test_the_stored_code_has_exactly_the_known_glued_headings() -> None:
    source = PackageSource()
    query = "SELECT a.* FROM articles a JOIN laws l USING (law_id) WHERE l.law_name LIKE '%生态环境法典'"
    rows = [dict(row) for row in source._rows(query)]
    assert len(rows) == 1240
    assert [r["article_no_arabic"] for r in rows if clean_article(r["article_text"]).headings] == GLUED


def test_headings_glued_to_an_article_name_the_place_of_the_next(code: tuple[Article, ...]) -> None:
    place = {a.no: a.headings for a in code}
    assert place[147][0] == "第一编 总则"
    assert place[148][:2] == ("第二编 污染防治", "第一分编 通则")
    assert place[187][:2] == ("第二编 污染防治", "第二分编 大气污染防治")
    assert place[1052][0] == "第五编 法律责任和附则"
    assert all(len(a.headings) >= 2 for a in code)


@pytest.mark.parametrize(
    ("no", "items", "paragraphs", "ends"),
    [(1119, 4, 2, "罚款。"), (1120, 8, 2, "予以处罚。"), (1200, 0, 1, "停产整治。"), (1201, 5, 2, "罚款。")],
)
def test_the_two_glued_articles_stand_alone(
    no: int, items: int, paragraphs: int, ends: str, library: StatuteLibrary
) -> None:
    article = library.article(CODE, no)
    assert (len(article.paragraphs[0].items), len(article.paragraphs)) == (items, paragraphs)
    assert article.text.endswith(ends)


def test_a_restored_first_line_reads_as_its_neighbours_do(library: StatuteLibrary) -> None:
    for no in (1120, 1201):
        first = library.article(CODE, no).paragraphs[0].text
        assert first.startswith("违反本法规定，有下列情形之一的，由生态环境主管部门责令")


def test_the_list_of_the_repealed_is_the_one_in_the_code(library: StatuteLibrary) -> None:
    repeal = load_catalog().repeals[0]
    text = library.article(CODE, repeal.article or 0).text
    assert set(re.findall(r"《中华人民共和国([^》]+)》", text)) == set(repeal.statutes)
    assert f"{repeal.day.year}年{repeal.day.month}月{repeal.day.day}日起施行" in text
    assert len(repeal.statutes) == 10


def test_every_correction_of_a_day_meets_a_version(library: StatuteLibrary) -> None:
    starts = {(s.name, s.in_force.start) for name in library.names() for s in library.versions(name)}
    package = {version.head.name for version in PackageSource().versions}
    wrong = [k.name for k in load_catalog().in_force_from if k.name in package and (k.name, k.start) not in starts]
    assert wrong == []


def test_every_erratum_has_a_reason_and_repairs_little() -> None:
    for erratum in load_errata():
        assert erratum.reason
        assert len(erratum.lead + erratum.new + erratum.heading) < 40


def test_an_erratum_that_no_longer_fits_is_refused() -> None:
    rows = [Row(no=5, sub=None, places=(), text="甲乙")]
    gone = Erratum.model_validate(
        {"statute": "某法", "kind": "detach", "article": 5, "at": "丙", "as": 6, "lead": "丁", "reason": "因"}
    )
    with pytest.raises(DataError, match="勘误与数据不符"):
        apply_errata(rows, [gone])
    with pytest.raises(DataError, match="不存在"):
        apply_errata(rows, [gone.model_copy(update={"article": 7})])


def test_a_replacement_must_fit_exactly_once() -> None:
    rows = [Row(no=5, sub=None, places=(), text="甲乙")]
    entry = {"statute": "某法", "kind": "replace", "article": 5, "from": "乙", "to": "丙", "reason": "因"}
    assert apply_errata(rows, [Erratum.model_validate(entry)])[0].text == "甲丙"


def test_changed_data_is_refused_in_chinese(tmp_path: Path) -> None:
    copy = tmp_path / "laws.db"
    copy.write_bytes(database_path().read_bytes()[:-1])
    with pytest.raises(DataError, match=r"不一致.*重新安装"):
        PackageSource(copy)


def test_no_other_law_has_a_space_between_characters_or_a_heading_in_its_text(library: StatuteLibrary) -> None:
    for name in library.names():
        for article in library.statute(name, library.versions(name)[-1].in_force.start).articles:
            for paragraph in article.paragraphs:
                assert not re.search(r"[\u4e00-\u9fff][ \u3000]+[\u4e00-\u9fff]", paragraph.full), (name, article.no)
                assert not any(HEADING.match(line) for line in paragraph.full.split("\n")), (name, article.no)


def test_laws_of_several_versions_follow_each_other_without_a_gap(library: StatuteLibrary) -> None:
    several = [n for n in library.names() if len(library.versions(n)) > 1]
    assert "仲裁法" in several
    for name in several:
        versions = library.versions(name)
        for older, newer in pairwise(versions):
            assert older.in_force.end == newer.in_force.start, name


def test_the_water_law_began_on_the_day_of_its_revision_not_of_its_decision(library: StatuteLibrary) -> None:
    assert library.versions("水污染防治法")[0].in_force.start == date(2018, 1, 1)
