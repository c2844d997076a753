"""A filled workbook becomes benchmark tables or items; a mistake is named with its sheet, row and column."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assistant.errors import BadInput
from assistant.knowledge.agency import add_workbook
from assistant.knowledge.agency.cells import parse_day, parse_number
from assistant.knowledge.agency.reading import read_workbook
from assistant.knowledge.load import default_knowledge
from assistant.law.library import default_library

from .conftest import set_head

TODAY = date(2026, 11, 22)


def read(path):
    return read_workbook(path, default_knowledge(), default_library(), TODAY)


def refused(path):
    with pytest.raises(BadInput) as error:
        read(path)
    return error.value.message


def put(sheet, place, value):
    def edit(book):
        book[sheet][place].value = value

    return edit


def test_benchmark_example_is_read_in_full(fill):
    version = read(fill()).version
    table, bands = version.benchmarks
    assert (version.region, version.in_force_from, version.title) == (
        "广西",
        date(2026, 10, 1),
        "广西裁量基准（2026版）",
    )
    assert (table.covers, table.statutes, table.formula) == (
        ("discharge.over-standard-water",),
        ("生态环境法典",),
        "weights_times_max",
    )
    assert (table.statutory.min, table.statutory.max, table.start) == (100000, 1000000, 10)
    assert [(f.name, [v.score for v in f.levels]) for f in table.factors] == [
        ("超标倍数", [0, 20, 50]),
        ("排放去向", [0, 10, 20]),
        ("两年内违法次数（含本次）", [0, 20]),
    ]
    assert [(c.min, c.max) for c in bands.bands] == [
        (50000, 80000),
        (80000, 110000),
        (110000, 150000),
        (150000, 200000),
    ]


def test_two_bounds_of_a_fact_are_one_range_and_repeated_rows_are_alternatives(fill):
    times, _, count = read(fill()).version.benchmarks[0].factors
    assert times.levels[1].when == {"exceed_times": {"gte": 0.5, "lt": 2}}
    assert count.levels[0].when == {"any": [{"offences_2y": {"lte": 1}}, {"first_offence": True}]}


def test_a_value_that_holds_the_separator_is_kept_whole(fill):
    levels = read(fill()).version.benchmarks[0].factors[1].levels
    assert sorted(levels[0].when["water_class"]["in"]) == ["Ⅴ类水体", "集中处理设施"]
    path = fill(edit=put("因素", "G7", "Ⅰ、Ⅱ类水体、Ⅲ类水体"))
    assert sorted(read(path).version.benchmarks[0].factors[1].levels[1].when["water_class"]["in"]) == [
        "Ⅰ、Ⅱ类水体",
        "Ⅲ类水体",
    ]


def test_a_correction_keeps_its_cap_and_its_source(fill):
    (rule,) = read(fill()).version.jurisdiction.corrections
    assert (rule.kind, rule.cap, rule.cap_of, rule.effect, rule.when) == (
        "lenient", Decimal("0.2"), "max", "should", {"mitigated": True},
    )  # fmt: skip
    assert rule.cite == "《广西裁量基准（2026版）》第十条"


def test_exemption_example_is_read_in_full(fill):
    (item,) = read(fill("exemption", title="广西免罚清单")).version.exemptions
    assert (item.kind, item.effect, item.any_of) == ("first", "may", False)
    assert item.covers == ("permit.ledger-missing",)
    assert [c.when for c in item.conditions] == [
        {"first_offence": True},
        {"corrected_in_time": True},
        {"harm": {"in": ["无", "轻微"]}},
        None,
    ]
    assert len(item.excluded_when) == 1


def under(heading, value, row=3):
    """Fills in one cell of the sheet 裁量表 by its heading."""

    def edit(book):
        sheet = book["裁量表"]
        column = next(c.column_letter for c in sheet[2] if c.value == heading)
        sheet[f"{column}{row}"].value = value

    return edit


def test_percent_cells_and_written_sums_are_understood(fill):
    def edit(book):
        cell = book["因素"]["D5"]
        cell.value, cell.number_format = 0.5, "0%"
        under("法定最高", "100万元")(book)

    table = read(fill(edit=edit)).version.benchmarks[0]
    assert table.factors[0].levels[-1].score == 50 and table.statutory.max == 1000000


def test_shares_and_multiples_have_a_base(fill):
    def edit(book):
        for heading, value in {"罚款方式": "基数的比例（%）", "法定最低": 1, "法定最高": 5}.items():
            under(heading, value)(book)

    assert "要选基数或者数量" in refused(fill(edit=edit))

    def with_base(book):
        edit(book)
        under("基数或者数量", "项目总投资额｜total_investment")(book)

    table = read(fill(edit=with_base)).version.benchmarks[0]
    assert table.formula == "share_of_investment"
    assert (table.statutory.base, table.statutory.min, table.statutory.max) == (
        "total_investment", Decimal("0.01"), Decimal("0.05"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "place", "value", "message"),
    [
        ("因素", "E7", "没有的事实", "工作表“因素”第 7 行 E 列：没有“没有的事实”这个事实"),
        ("因素", "G4", "很多", "工作表“因素”第 4 行 G 列：“很多”不是数字"),
        ("因素", "F4", "大约", "工作表“因素”第 4 行 F 列：“大约”不在可选的范围里"),
        ("因素", "D4", None, "工作表“因素”第 4 行 D 列：没有填写“百分值”"),
        ("因素", "G8", "Ⅵ类水体", "工作表“因素”第 8 行 G 列：“受纳水体”没有“Ⅵ类水体”这个取值"),
        ("因素", "A4", "表9", "工作表“因素”第 4 行 A 列：“裁量表”工作表里没有表号“表9”"),
        ("裁量表", "D3", "吃饭", "工作表“裁量表”第 3 行 D 列：没有“吃饭”这个违法行为"),
        ("裁量表", "G3", "月球法", "工作表“裁量表”第 3 行 G 列：法规库里没有“月球法”"),
        ("裁量表", "A4", "表1", "工作表“裁量表”第 4 行 A 列：表号“表1”与第 3 行重复"),
        ("因素", "D5", 40, "起点加各因素最大值合计 90，不是100"),
        ("幅度", "D6", 300000, "工作表“幅度”第 6 行 D 列：区间 150000～300000 超出法定幅度"),
        ("幅度", "C3", 90000, "工作表“幅度”第 3 行 C 列：最低 90000 高于最高 80000"),
        ("从重从轻", "A3", "加重", "工作表“从重从轻”第 3 行 A 列：“加重”不在可选的范围里"),
    ],
)
def test_a_mistake_is_named_with_sheet_row_and_column(fill, sheet, place, value, message):
    assert message in refused(fill(edit=put(sheet, place, value)))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"适用地区": "火星"}, "工作表“基本信息”第 3 行 B 列：不认识“火星”"),
        ({"适用地区": "（请填写省或者地级市）"}, "第 3 行 B 列：没有填写适用地区"),
        ({"施行日期": "明年"}, "工作表“基本信息”第 7 行 B 列：“明年”不是日期"),
        ({"失效日期": "2026-09-01"}, "失效日期 2026-09-01 不晚于施行日期"),
        ({"文件名称": None}, "工作表“基本信息”第 4 行 B 列：没有填写文件名称"),
    ],
)
def test_a_mistake_of_the_head_is_named(fill, values, message):
    assert message in refused(fill(edit=lambda book: set_head(book, **values)))


def test_all_mistakes_are_listed_at_once(fill):
    def edit(book):
        book["因素"]["E7"].value = "没有的事实"
        book["裁量表"]["G3"].value = "月球法"

    message = refused(fill(edit=edit))
    assert "没有的事实" in message and "月球法" in message and "2 处" in message


@pytest.mark.parametrize(
    ("written", "region"),
    [("广西壮族自治区", "广西"), ("南宁市", "南宁"), ("广西南宁市", "南宁"), ("北京市", "北京"), ("湖南省", "湖南")],
)
def test_places_are_known_by_their_usual_names(fill, written, region):
    assert read(fill(region=written)).version.region == region


def test_example_rows_are_skipped_and_an_unfilled_template_is_refused(fill):
    def keep_examples(book):
        for name in ("裁量表", "因素", "幅度"):
            for row in book[name].iter_rows(min_row=3, max_col=1):
                row[0].value = row[0].value and row[0].value.replace("表", "示例")

    assert "没有填写任何裁量表" in refused(fill(edit=keep_examples))


def test_a_renamed_heading_or_a_missing_sheet_is_said(fill):
    assert "缺少“百分值”列的标题" in refused(fill(edit=put("因素", "D2", "分数")))
    assert "缺少工作表“因素”" in refused(fill(edit=lambda book: book.remove(book["因素"])))


def test_another_workbook_or_a_damaged_file_is_refused_in_one_sentence(fill, tmp_path):
    other = fill(edit=put("说明", "A1", "别的表格"))
    assert "不是说理的导入模板" in refused(other)
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK not a workbook")
    assert "打不开" in refused(broken)
    assert add_workbook(tmp_path / "没有.xlsx", yes=False).status == "refused"


def test_a_range_unlike_the_catalogues_is_only_a_warning(fill):
    warnings = read(fill(edit=under("法定最高", 900000))).warnings
    assert any("与目录里“超过水污染物排放标准排放水污染物”的幅度" in w for w in warnings)


@pytest.mark.parametrize(
    ("text", "figure"), [("20万元", 200000), ("12%", 12), (3.5, Decimal("3.5")), ("1,000", 1000), ("三", None)]
)
def test_figures_are_read_as_lawyers_write_them(text, figure):
    assert parse_number(text) == figure


@pytest.mark.parametrize("text", ["2026-12-01", "2026/12/1", "2026年12月1日", "2026.12.1"])
def test_days_are_read_as_lawyers_write_them(text):
    assert parse_day(text) == date(2026, 12, 1)
    assert parse_day("2026-13-01") is None
