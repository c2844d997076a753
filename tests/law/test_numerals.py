"""Whatever stands where a number should, it is read or refused; nothing else happens."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.law.finding import find_citations
from assistant.law.library import default_library
from assistant.law.money import amounts_in
from assistant.law.numerals import to_int

RESOLVE = default_library().resolve_name


@pytest.mark.parametrize(
    ("text", "value"), [("十五", 15), ("一千二百四十二", 1242), ("一百〇三", 103), ("两百", 200), ("37", 37), ("三", 3)]
)
def test_numbers_of_articles_are_read(text: str, value: int) -> None:
    assert to_int(text) == value


@pytest.mark.parametrize("text", ["十零", "零十零", "条", ""])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        to_int(text)


def test_an_impossible_article_is_passed_over() -> None:
    assert find_citations("依据第十零条处理", RESOLVE) == ()


@settings(max_examples=200, deadline=None)
@given(st.text("零〇一二两三十百千万亿点第条款项至、（）12《》之元角", max_size=14))
def test_no_text_breaks_the_reading_of_citations_and_amounts(text: str) -> None:
    for found in find_citations(text, RESOLVE):
        assert found.quote
    for amount in amounts_in(text):
        assert text[slice(*amount.span)]
