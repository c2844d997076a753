"""Sums of money: printed, read back, found in text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.law.money import amounts_in, capital, format_yuan, parse_amount
from assistant.law.numerals import to_chinese

whole_yuan = st.integers(min_value=0, max_value=10**12 - 1)


@pytest.mark.parametrize(
    ("yuan", "printed"),
    [
        (260000, "26万元"),
        (2639, "2639元"),
        (15000, "1.5万元"),
        (263900, "26.39万元"),
        (263901, "263901元"),
        (0, "0元"),
        (9999, "9999元"),
        (10000, "1万元"),
        (1000000, "100万元"),
        (120000000, "1.2亿元"),
        (100000000, "1亿元"),
    ],
)
def test_a_fine_is_printed_in_the_shortest_exact_form(yuan: int, printed: str) -> None:
    assert format_yuan(yuan) == printed


@pytest.mark.parametrize(
    ("yuan", "printed"),
    [
        (260000, "贰拾陆万元整"),
        (2639, "贰仟陆佰叁拾玖元整"),
        (100005, "壹拾万零伍元整"),
        (1000000, "壹佰万元整"),
        (10, "壹拾元整"),
    ],
)
def test_a_fine_is_printed_in_capital_numerals(yuan: int, printed: str) -> None:
    assert capital(yuan) == printed


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("26万元", 260000),
        ("260000元", 260000),
        ("260,000元", 260000),
        ("260，000元", 260000),
        ("二十万元", 200000),
        ("十万元", 100000),
        ("贰拾陆万元整", 260000),
        ("人民币贰拾陆万圆正", 260000),
        ("1,234.56元", Decimal("1234.56")),
        ("壹仟贰佰叁拾肆元伍角陆分", Decimal("1234.56")),
        ("1.5万元", 15000),
        ("3万5千元", 35000),
        ("26万5000元", 265000),
        ("一亿二千万元", 120000000),
        ("五百元", 500),
        ("一千零五十元", 1050),
        ("￥2639", 2639),
        ("２６万元", 260000),
        ("一百零五万元", 1050000),
    ],
)
def test_every_usual_writing_of_a_sum_is_read(text: str, yuan: int) -> None:
    assert parse_amount(text) == yuan


@pytest.mark.parametrize(
    "text", ["三万五元", "数十万元", "3万余元", "元", "", "万元", "一二三元", "百元", "二十二十元", "12,34元"]
)
def test_what_is_no_exact_sum_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_amount(text)


@given(whole_yuan)
def test_every_printed_sum_reads_back(n: int) -> None:
    assert parse_amount(format_yuan(n)) == n
    assert parse_amount(capital(n)) == n
    assert parse_amount(f"{to_chinese(n)}元") == n
    assert parse_amount(f"{n:,}元") == n


@given(whole_yuan.filter(bool))
def test_every_printed_sum_is_found_in_a_sentence(n: int) -> None:
    text = f"决定处罚款人民币{capital(n)}（{n}元），即{format_yuan(n)}。"
    found = amounts_in(text)
    assert [(a.yuan, a.kind) for a in found] == [(n, "capital"), (n, "plain"), (n, "plain")]
    assert [text[slice(*a.span)] for a in found] == [capital(n), f"{n}元", format_yuan(n)]


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("处二万元以上二十万元以下的罚款", [20000, 200000]),
        ("处五百元的罚款", [500]),
        ("处10-50万元罚款", [100000, 500000]),
        ("处10万—50万元罚款", [100000, 500000]),
        ("处一至五万元罚款", [10000, 50000]),
        ("罚款5000元至2万元", [5000, 20000]),
        ("5000-2万元", [5000, 20000]),
        ("罚款26万，责令改正", [260000]),
        ("年处理26万吨废水", []),
        ("总投资额3000万元，其中环保投资120.5万元", [30000000, 1205000]),
        ("损失3万余元", [None]),
        ("处罚款____元", [None]),
        ("处罚款××万元", [None]),
        ("三元催化器失效，更换费用二千元", [2000]),
        ("公元2026年，采用多元化单元", []),
        ("共计￥1,234.56", [Decimal("1234.56")]),
        ("罚款数额为 20 万元", [200000]),
        ("1,000元，2,000元", [1000, 2000]),
        ("罚款50000元，100000元", [50000, 100000]),
        ("造成数十万元损失", [None]),
        ("处12,3456元", [None]),
        ("罚款人民币 20 万元整", [200000]),
        ("统一社会信用代码9145010009876543210987654321", []),
    ],
)
def test_sums_are_found_in_text(text: str, sums: list[int | Decimal | None]) -> None:
    assert [a.yuan for a in amounts_in(text)] == sums
