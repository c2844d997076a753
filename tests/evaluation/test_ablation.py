"""What each part of recognition adds is measured by the parts themselves: each way orders, and leaving a part out changes it."""

from __future__ import annotations

from datetime import date

from assistant.ablation import parts, ways
from assistant.pipeline import House

DAY = date(2026, 9, 10)
ROWS = [
    {"facts": "某厂未取得排污许可证，将生产废水排入沟渠。", "code": {"article": 1102, "paragraph": None, "item": None}},
    {"facts": "危废间内废油桶没有贴危险废物标签。", "expect": ["hazwaste.sign"]},
    {"facts": "没有答案的一段。"},
]


def test_rows_with_an_answer_are_scored_by_every_way(plain_house: House) -> None:
    summary = parts(ROWS, plain_house, DAY)["summary"]
    assert summary["案件数"] == 2
    assert summary["全部"] == "100.0% / 100.0%" == summary["要件"]
    assert summary["字词（BM25）"] == "0.0% / 0.0%", "without an index there are no words to compare"


def test_without_vectors_no_way_needs_them(plain_house: House) -> None:
    assert not {"分类器", "要件＋分类器"} & {name for name, _ in ways(plain_house)}


def test_a_wrong_answer_is_counted_as_wrong(plain_house: House) -> None:
    wrong = [{**ROWS[0], "code": {"article": 1, "paragraph": None, "item": None}}]
    assert parts(wrong, plain_house, DAY)["summary"]["全部"] == "0.0% / 0.0%"


def test_measuring_leaves_the_knowledge_as_it_was(plain_house: House) -> None:
    ranking, violations = plain_house.knowledge.ranking, plain_house.knowledge.violations
    parts(ROWS, plain_house, DAY)
    assert plain_house.knowledge.ranking is ranking and plain_house.knowledge.violations is violations
    assert ranking.words and any(v.prefer_over for v in violations.values())
