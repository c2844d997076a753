"""Every general basis of the documents stands in the library, on the days it is cited, with the words it is cited for."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from assistant.drafting.bases import Basis, bases, cited
from assistant.law.citation import parse_place
from assistant.law.library import Verdict
from assistant.law.model import Citation, Standing

from .conftest import house

_CITE = re.compile(r"^《(?P<law>[^》]+)》(?P<place>第.+)$")


def place_of(cite: str) -> Citation:
    match = _CITE.match(cite)
    assert match, cite
    name = house().library.resolve_name(match["law"])
    assert name, f"no such law: {cite}"
    return parse_place(name, match["place"])


@pytest.mark.parametrize("basis", bases().values(), ids=lambda b: b.id)
def test_a_basis_stands_where_it_says_with_the_words_it_is_cited_for(basis: Basis) -> None:
    library = house().library
    for cite in basis.cites:
        citation = place_of(cite.cite)
        assert library.verdict(citation, cite.since) is Verdict.STANDS, cite.cite
        provision = library.provision(citation, cite.since)
        assert provision.cite == cite.cite, "printed as officially named"
        assert (provision.standing is Standing.GIST) <= cite.gist, "a text known only as a gist says so"
        text = re.sub(r"\s", "", provision.text)
        assert [w for w in cite.holds if w not in text] == []
        assert cite.holds


@pytest.mark.parametrize("basis", bases().values(), ids=lambda b: b.id)
def test_no_basis_is_cited_after_its_law_was_repealed(basis: Basis) -> None:
    for cite in basis.cites:
        end = house().library.provision(place_of(cite.cite), cite.since).in_force.end
        assert end is None or (cite.until is not None and cite.until <= end), cite.cite


def test_daily_fines_rest_on_the_code_from_its_first_day() -> None:
    before, after = date(2026, 8, 14), date(2026, 8, 15)
    assert cited("daily", before) == "《中华人民共和国环境保护法》第五十九条第一款"
    assert cited("daily", after) == "《中华人民共和国生态环境法典》第一千零六十条第一款"
    assert after - before == timedelta(days=1)


def test_where_no_rule_was_in_force_the_officer_is_asked() -> None:
    assert cited("notice", date(2015, 1, 1)) == "【待填：法律依据（告知）】"


def test_a_law_cited_twice_is_named_once() -> None:
    assert cited("daily-count", date(2026, 9, 1)) == "《环境保护主管部门实施按日连续处罚办法》第十七条、第十九条"
