"""The filled example of each template: invented figures that show how a table, a list and conditions are written."""

from __future__ import annotations

from .sheets import EVERY, EXAMPLE
from .store import Kind

_T = f"{EXAMPLE}1"
_B = f"{EXAMPLE}2"
_EASY, _IS, _FROM, _BELOW, _IN = "", "等于", "以上（含本数）", "不足（不含本数）", "属于其中之一"
_HAZ_LAW = "第一千一百七十五条第一款第一项、第二款"

Rows = tuple[dict[str, object], ...]
"""Rows by heading; a fact stands by its key, a violation by its id."""


def _when(*triples: tuple[str, str, object]) -> dict[str, object]:
    found: dict[str, object] = {}
    for n, (fact, comparison, value) in enumerate(triples, 1):
        found |= {f"事实{n}": fact, f"比较{n}": comparison, f"值{n}": value}
    return found


def _level(factor: str, level: str, points: int, *triples: tuple[str, str, object]) -> dict[str, object]:
    return {"表号": _T, "因素": factor, "档次": level, "百分值": points, **_when(*triples)}


def _band(what: str, low: int, high: int, *triples: tuple[str, str, object]) -> dict[str, object]:
    return {"表号": _B, "情形": what, "最低": low, "最高": high, **_when(*triples)}


def _condition(text: str, *triples: tuple[str, str, object]) -> dict[str, object]:
    return {"编号": _T, "条件": text, **_when(*triples)}


ROWS: dict[Kind, dict[str, Rows]] = {
    "benchmark": {
        "裁量表": (
            {
                "表号": _T, "名称": "超过水污染物排放标准（数字为虚构）", "用途": "专用表",
                "违法行为1": "discharge.over-standard-water", "依据的法律": "生态环境法典",
                "依据的条款": "第一千一百零七条", "计算方法": "百分值累加×法定最高", "罚款方式": "定额（元）",
                "法定最低": 100000, "法定最高": 1000000, "裁量起点": 10, "备注": "权重表：起点加各因素最大值合计100",
            },
            {
                "表号": _B, "名称": "未设置危险废物识别标志（数字为虚构）", "用途": "专用表",
                "违法行为1": "hazwaste.sign", "依据的法律": "生态环境法典", "依据的条款": _HAZ_LAW,
                "计算方法": "按情形定幅度", "罚款方式": "定额（元）", "法定最低": "5万元", "法定最高": "20万元",
            },
        ),
        "因素": (
            _level("超标倍数", "不足0.5倍", 0, ("exceed_times", _BELOW, 0.5)),
            _level("超标倍数", "0.5倍以上不足2倍", 20, ("exceed_times", _FROM, 0.5), ("exceed_times", _BELOW, 2)),
            _level("超标倍数", "2倍以上", 50, ("exceed_times", _FROM, 2)),
            _level("排放去向", "集中处理设施、Ⅴ类水体", 0, ("water_class", _IN, "集中处理设施、Ⅴ类水体")),
            _level("排放去向", "其他水体", 10, ("water_class", _IN, "Ⅳ类水体、Ⅲ类水体")),
            _level("排放去向", "饮用水水源保护区", 20, ("water_class", _IS, "饮用水水源保护区")),
            _level("两年内违法次数（含本次）", "1次", 0, ("offences_2y", "以下（含本数）", 1)),
            _level("两年内违法次数（含本次）", "1次", 0, ("first_offence", _IS, "是")),
            _level("两年内违法次数（含本次）", "2次以上", 20, ("offences_2y", _FROM, 2)),
        ),
        "幅度": (
            _band("标志不合要求，限期内改正", 50000, 80000, ("sign_state", _IS, "已设置不合要求"), ("corrected_in_time", _IS, "是")),
            _band("标志不合要求，没有按期改正", 80000, 110000, ("sign_state", _IS, "已设置不合要求"), ("corrected_in_time", _IS, "否")),
            _band("没有设置，限期内改正", 110000, 150000, ("sign_state", _IS, "未设置"), ("corrected_in_time", _IS, "是")),
            _band("没有设置，没有按期改正", 150000, 200000, ("sign_state", _IS, "未设置"), ("corrected_in_time", _IS, "否")),
        ),
        "从重从轻": (
            {
                "种类": "从轻", "情形": "示例：主动消除或者减轻危害后果", "应当或者可以": "应当", "幅度上限（%）": 20,
                "占谁的比例": "法定最高", "依据": "第十条", **_when(("mitigated", _IS, "是")),
            },
        ),
    },
    "exemption": {
        "事项": (
            {
                "编号": _T, "事项": "未按时限记录环境管理台账，及时补齐（虚构）", "违法行为1": "permit.ledger-missing",
                "类型": "首违不罚", "效力": "可以不予处罚", "条件关系": "全部具备", "依据": "《生态环境法典》第一千零八十六条",
            },
        ),
        "条件": (
            _condition("初次违法", ("first_offence", _IS, "是")),
            _condition("在责令改正期限内改正", ("corrected_in_time", _IS, "是")),
            _condition("危害后果轻微", ("harm", _IN, "无、轻微")),
            _condition("当事人书面承诺守法"),
        ),
        "排除情形": (
            {"编号": EVERY, "排除情形": "示例：位于饮用水水源保护区", **_when(("area", _IN, "饮用水水源一级保护区、饮用水水源二级保护区"))},
        ),
    },
}  # fmt: skip
