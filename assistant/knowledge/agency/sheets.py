"""The workbooks' sheets, their headings and drop-down lists: what the template writes is what the reading expects."""

from __future__ import annotations

from typing import Literal, NamedTuple

from .store import Kind

MARKERS: dict[Kind, str] = {"benchmark": "说理导入模板：裁量基准", "exemption": "说理导入模板：免罚清单"}
"""Cell A1 of the first sheet; a workbook without one of them is not ours."""

EXAMPLE = "示例"
"""Rows whose number begins so are examples and are not read."""
PLACE_TO_FILL = "（请填写省或者地级市）"

FORMULAS = {
    "百分值累加×法定最高": "weights_times_max",
    "下限锚定[Y＋ΣP(1－Y)]×法定最高": "floor_anchored",
    "按情形定幅度": "banded",
}
FINES = {
    "定额（元）": "range",
    "基数的比例（%）": "share",
    "基数的倍数（倍）": "multiple",
    "每单位（元）": "per_unit",
}
USES = ("专用表", "通用表", "责任人员通用表")
COMPARISONS = {
    "等于": "eq",
    "不等于": "ne",
    "以上（含本数）": "gte",
    "超过（不含本数）": "gt",
    "以下（含本数）": "lte",
    "不足（不含本数）": "lt",
    "属于其中之一": "in",
    "包含": "has",
}
CORRECTIONS: dict[str, Literal["lenient", "reduced", "aggravated"]] = {
    "从重": "aggravated",
    "从轻": "lenient",
    "减轻": "reduced",
}
EFFECTS: dict[str, Literal["should", "may"]] = {"应当": "should", "可以": "may"}
CAPS: dict[str, Literal["max", "min", "amount"]] = {"法定最高": "max", "法定最低": "min", "裁定金额": "amount"}
KINDS: dict[str, Literal["minor", "first", "other"]] = {"轻微不罚": "minor", "首违不罚": "first", "其他": "other"}
MUST: dict[str, Literal["must", "may"]] = {"应当不予处罚": "must", "可以不予处罚": "may"}
ALL_OR_ANY = {"全部具备": False, "具备其一": True}
YES_NO = ("是", "否")


class Column(NamedTuple):
    """One column: heading, width, the drop-down list it offers (a name of ``lists``), and a hint for the writer."""

    heading: str
    width: int = 16
    choices: str = ""
    hint: str = ""
    required: bool = False


class SheetPlan(NamedTuple):
    """One sheet: name, what it is for (first row), columns."""

    name: str
    about: str
    columns: tuple[Column, ...]


def _conditions(count: int) -> tuple[Column, ...]:
    found: list[Column] = []
    for n in range(1, count + 1):
        found += [
            Column(f"事实{n}", 24, "事实", "从下拉列表选；含义和取值见“事实词表”"),
            Column(f"比较{n}", 16, "比较", "是非题选“等于”"),
            Column(f"值{n}", 16, "", "是/否、数字、金额（20万元）、日期，或者事实词表里的取值；几个值用顿号隔开"),
        ]
    return tuple(found)


VIOLATIONS = tuple(Column(f"违法行为{n}", 34, "违法行为", "从下拉列表选", required=n == 1) for n in (1, 2, 3))

HEAD = SheetPlan(
    "基本信息",
    "整份文件的情况。A列不要改，在B列填写。",
    (Column("项目", 26), Column("填写", 60), Column("说明", 60)),
)
HEAD_ROWS: dict[Kind, tuple[tuple[str, str, str], ...]] = {
    "benchmark": (
        ("适用地区", PLACE_TO_FILL, "省、自治区、直辖市，或者地级市；如：广西、南宁市"),
        ("文件名称", "", "裁量基准的全称，不加书名号"),
        ("文号", "", "如：桂环规范〔2026〕1号；没有就空着"),
        ("发布机关", "", ""),
        ("施行日期", "", "如 2026-12-01"),
        ("失效日期", "", "从这一天起不再适用；没有就空着"),
        ("查不清的因素", "没有查明的因素暂按最低档，查明后重新计算", "文件规定的办法；程序总是先按最低档计算并标明"),
        ("取整办法", "", "文件没有写明就空着"),
        ("听证标准（单位，元）", "", "本地规定的数额；没有就空着"),
        ("听证标准（个人，元）", "", "本地规定的数额；没有就空着"),
    ),
    "exemption": (
        ("适用地区", PLACE_TO_FILL, "省、自治区、直辖市，或者地级市；如：广西、南宁市"),
        ("文件名称", "", "清单的全称，不加书名号"),
        ("文号", "", "没有就空着"),
        ("发布机关", "", ""),
        ("施行日期", "", "如 2026-12-01"),
        ("失效日期", "", "从这一天起不再适用；没有就空着"),
    ),
}

TABLES = SheetPlan(
    "裁量表",
    "每行一张裁量表。专用表写明违法行为；通用表用于没有专用表的违法行为，可以不写违法行为和法定幅度。",
    (
        Column("表号", 10, "", "本文件里的编号，如 表1；示例行会被跳过", required=True),
        Column("名称", 30, required=True),
        Column("用途", 14, "用途"),
        *VIOLATIONS,
        Column("依据的法律", 20, "", "这张表是为哪部法律的罚款制定的；空着表示生态环境法典"),
        Column("依据的条款", 26, "", "如：第一千一百零二条"),
        Column("计算方法", 30, "计算方法", required=True),
        Column("罚款方式", 16, "罚款方式", "空着表示定额（元）"),
        Column("基数或者数量", 26, "事实", "比例、倍数写基数（如总投资额），每单位写数量"),
        Column("法定最低", 14, "", "元、%或者倍；法律没有下限就空着"),
        Column("法定最高", 14, "", "元、%或者倍"),
        Column("裁量起点", 12, "", "百分值；没有起点就空着"),
        *_conditions(1),
        Column("合计说明", 24, "", "起点加各因素最大值不是100的，说明为什么"),
        Column("备注", 30),
    ),
)
FACTORS = SheetPlan(
    "因素",
    "每行一个档次，由轻到重。同一档次有几种情形的，写几行（表号、因素、档次、百分值相同）；一行里的两个事实要同时满足。",
    (
        Column("表号", 10, required=True),
        Column("因素", 24, required=True),
        Column("档次", 34, required=True),
        Column("百分值", 10, required=True),
        *_conditions(2),
    ),
)
BANDS = SheetPlan(
    "幅度",
    "“按情形定幅度”的表用本页：每行一种情形组合和它的罚款区间；一行里的事实要同时满足。",
    (
        Column("表号", 10, required=True),
        Column("情形", 40, required=True),
        Column("最低", 14, "", "元，或者比例、倍数", required=True),
        Column("最高", 14, "", "元，或者比例、倍数", required=True),
        *_conditions(4),
    ),
)
CIRCUMSTANCES = SheetPlan(
    "从重从轻",
    "从重、从轻、减轻情形。它们不改动算出的金额，只列出允许浮动的范围，由集体讨论决定。",
    (
        Column("种类", 10, "种类", required=True),
        Column("情形", 44, required=True),
        Column("应当或者可以", 14, "应当可以"),
        Column("幅度上限（%）", 14, "", "如 20；没有规定就空着"),
        Column("占谁的比例", 16, "占谁的比例"),
        *_conditions(2),
        Column("依据", 30, "", "文件的条款"),
    ),
)
ITEMS = SheetPlan(
    "事项",
    "每行一个免罚事项。",
    (
        Column("编号", 10, required=True),
        Column("事项", 40, "", "清单里的违法行为，用自己的话概括", required=True),
        *VIOLATIONS,
        Column("类型", 12, "类型", required=True),
        Column("效力", 16, "效力", required=True),
        Column("条件关系", 14, "条件关系", "空着表示全部具备"),
        Column("依据", 36, "", "清单写明的法律条款，几条用顿号隔开"),
        Column("备注", 30),
    ),
)
CONDITIONS = SheetPlan(
    "条件",
    "每行一个条件。没有对应事实的条件只写文字，程序会向执法人员询问。",
    (Column("编号", 10, required=True), Column("条件", 44, required=True), *_conditions(2)),
)
EXCLUSIONS = SheetPlan(
    "排除情形",
    "清单不适用的情形。编号写“全部”的，对所有事项都适用。",
    (Column("编号", 10, required=True), Column("排除情形", 44, required=True), *_conditions(2)),
)

PLANS: dict[Kind, tuple[SheetPlan, ...]] = {
    "benchmark": (TABLES, FACTORS, BANDS, CIRCUMSTANCES),
    "exemption": (ITEMS, CONDITIONS, EXCLUSIONS),
}
EVERY = "全部"

LISTS: dict[str, tuple[str, ...]] = {
    "比较": tuple(COMPARISONS),
    "计算方法": tuple(FORMULAS),
    "罚款方式": tuple(FINES),
    "用途": USES,
    "种类": tuple(CORRECTIONS),
    "应当可以": tuple(EFFECTS),
    "占谁的比例": tuple(CAPS),
    "类型": tuple(KINDS),
    "效力": tuple(MUST),
    "条件关系": tuple(ALL_OR_ANY),
}
"""The short lists; 违法行为 and 事实 come from the catalogue and the vocabulary."""


def choice(name: str, label: str) -> str:
    """How a violation or a fact stands in a list: 名称｜标识."""
    return f"{label}｜{name}"
