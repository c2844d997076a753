"""Our tables against what was published: Hunan's 29 level by level, Guangdong's 45 and its bands figure by figure.

Needs the research beside the repository; without it every test here is skipped, and says so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from .test_tables import RAW

SHARED = Path(__file__).resolve().parents[4] / "shared"
HUNAN = SHARED / "facts" / "hunan_benchmark_tables.yaml"
GUANGDONG = SHARED / "sources" / "广东省生态环境违法行为行政处罚罚款金额裁量表.pdf"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not (HUNAN.exists() and GUANGDONG.exists()), reason="没有 ../shared 资料，跳过与原表的核对"),
]

READ_AS = {
    "§1.3": {("30000", "50000"): 1},
    "§6.16": {("11000", "13000"): 1, ("13000", "15000"): 1, ("19000", "20000"): 1},
    "§8.2": {("50000", "100000"): 1, ("150000", "200000"): 1},
    "§8.21": {("200000", "350000"): 1},
    "§2.12": {("450000", "600000"): 1},
    "§2.35": {("75000", "85000"): 1, ("85000", "100000"): 1},
    "§3.32": {("10000", "15000"): 1},
}
"""Bands printed with a slip (…以上…以上, 万元元) or broken by a page: read by a person, not by the pattern."""


def ours(jurisdiction: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for raw in RAW.values():
        if raw["jurisdiction"] == jurisdiction:
            found[raw["table"]].append(raw)
    return found


def published_hunan() -> list[Any]:
    if not HUNAN.exists():
        return [pytest.param(None, None, id="没有资料")]
    tables = yaml.safe_load(HUNAN.read_text(encoding="utf-8"))["tables"]
    return [pytest.param(t, c, id=f"表{t['table']}·{c}") for t in tables for c in t["columns"]]


def numbers(label: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?", label)


@pytest.mark.parametrize(("table", "column"), published_hunan())
def test_every_level_of_hunan_is_as_published(table: dict[str, Any], column: str) -> None:
    at = table["columns"].index(column)
    mine = ours("hunan")[f"表{table['table']}"]
    assert len(mine) == len(table["columns"])
    raw = mine[at]
    start = table["start_point"][column]
    assert raw.get("start") == (start if isinstance(start, int) else None)
    factors = [(f["name"], [v for v in f["levels"] if v.get(column) is not None]) for f in table["factors"]]
    factors = [(name, levels) for name, levels in factors if levels]
    assert [name.split("（")[0] for name, _ in factors] == [f["name"].split("（")[0] for f in raw["factors"]]
    for (name, levels), factor in zip(factors, raw["factors"], strict=True):
        assert [v[column] for v in levels] == [v["score"] for v in factor["levels"]], name
        for level, mine_level in zip(levels, factor["levels"], strict=True):
            said, have = level["level"], mine_level["label"]
            assert numbers(said) == numbers(have), (name, said, have)
            assert numbers(said) or said == have, (name, said, have)


@pytest.fixture(scope="module")
def sections() -> dict[str, str]:
    """The pdf's text below each heading §x.y 裁量标准, without page numbers."""
    from pypdf import PdfReader

    pages = [re.sub(r"^\s*\d+\s*\n", "", page.extract_text() or "") for page in PdfReader(GUANGDONG).pages[15:]]
    parts = re.split(r"§\s*([\d.]+)\s*裁量标准", "\n".join(pages))
    found: dict[str, str] = defaultdict(str)
    for number, body in zip(parts[1::2], parts[2::2], strict=True):
        found[f"§{number}"] += body
    return found


WEIGHTS = sorted(t for t, raws in ours("guangdong").items() if raws[0]["formula"] != "banded")
BANDS = sorted(t for t, raws in ours("guangdong").items() if raws[0]["formula"] == "banded")


def test_the_pdf_has_the_45_weight_tables_that_we_have(sections: dict[str, str]) -> None:
    assert {name for name, body in sections.items() if "裁量起点" in body} == set(WEIGHTS)


@pytest.mark.parametrize("table", WEIGHTS)
def test_every_weight_of_guangdong_is_as_published(table: str, sections: dict[str, str]) -> None:
    body = sections[table].split("裁量起点", 1)[1]
    body = re.split(r"备注|注：", body)[0]
    body = re.sub(r"量\s*\d+%\s*以(?:上|下)(?:\s*\d+%\s*以下)?", "量", body)  # 超量30%以上50%以下 is no weight
    body = body.replace("限期内改正 0 ", "限期内改正 0% ")  # the pdf lacks the sign once
    printed = [Decimal(n) for n in re.findall(r"(\d+(?:\.\d+)?)\s*%", body)]
    raws = ours("guangdong")[table]
    if "1/3" in body:
        printed = [Decimal(a) / Decimal(b) * 100 for a, b in re.findall(r"(\d)/(\d+)", body)]
        scores = [v["score"] for f in raws[0]["factors"] for v in f["levels"] if v["score"]]
        have = [Decimal(str(n)) for n in (raws[0]["start"], *scores)]
        assert [round(n, 6) for n in have] == [round(n, 6) for n in printed]
        return
    starts = [Decimal(str(r["start"])) for r in raws]
    assert Counter(printed[: len(starts)]) == Counter(starts)
    for raw in raws:
        scores = [Decimal(str(v["score"])) for f in raw["factors"] for v in f["levels"]]
        assert scores == printed[len(starts) :], raw["id"]


@pytest.mark.parametrize("table", BANDS)
def test_every_band_of_guangdong_is_as_published(table: str, sections: dict[str, str]) -> None:
    """Bands with a floor; those printed …以下 alone, and the fixed heaviest sums, have no pair to compare."""
    have = Counter(
        (Decimal(str(c["min"])), Decimal(str(c["max"])))
        for raw in ours("guangdong")[table]
        for c in raw["bands"]
        if c["min"] and c["min"] != c["max"]
    )
    assert have - printed_bands(sections[table]) == Counter(
        {tuple(Decimal(n) for n in pair): times for pair, times in READ_AS.get(table, {}).items()}
    )


def printed_bands(body: str) -> Counter[tuple[Decimal, Decimal]]:
    heads = [m.start() for m in re.finditer(r"违\s*法\s*行\s*为 [^\n]*", body)]
    flat = re.sub(r"\s+", "", body[heads[0] if heads else 0 :])
    found: Counter[tuple[Decimal, Decimal]] = Counter()
    pair = r"(\d+(?:\.\d+)?)(万)?(元|倍|%)?以上(\d+(?:\.\d+)?)(万)?(元|倍|%)以下"
    for low, low_wan, low_unit, high, high_wan, unit in re.findall(pair, flat):
        scale = Decimal(10000) if high_wan else Decimal("0.01") if unit == "%" else Decimal(1)
        low_scale = scale if not low_unit or unit != "元" else Decimal(10000 if low_wan else 1)
        found[Decimal(low) * low_scale, Decimal(high) * scale] += 1
    return found
