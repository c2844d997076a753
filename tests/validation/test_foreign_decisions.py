"""A decision in another agency's words, without its case: sound but for one fault at a time, which must be reported."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.pipeline import House
from assistant.validation.model import Report
from assistant.validation.run import validate_document

PARTS = {
    "seen": "我局于2026年9月2日对你公司进行了现场检查，发现你公司废气排放口非甲烷总烃浓度为136mg/m³，超过许可排放浓度。以上事实，有2026年9月5日监测报告等证据为证。",
    "duty": "你公司的上述行为违反了《中华人民共和国生态环境法典》第一百五十一条的规定。",
    "told": "我局于2026年10月9日向你公司送达了《行政处罚事先（听证）告知书》，你公司在法定期限内未提出陈述申辩意见，也未要求听证。",
    "fine": "依据《中华人民共和国生态环境法典》第一千一百零七条的规定，参照《广东省生态环境行政处罚自由裁量权规定》，我局决定对你公司处以罚款人民币贰拾万元整（200,000元）。",
    "pay": "你公司应于收到本决定书之日起十五日内将罚款缴至指定银行。逾期不缴纳罚款的，每日按罚款数额的3%加处罚款。",
    "remedy": "你公司如不服本决定，可在收到本决定书之日起六十日内向某某市人民政府申请行政复议，也可以在收到本决定书之日起六个月内向某某市某某区人民法院提起行政诉讼。",
    "force": "逾期不申请行政复议，不提起行政诉讼，又不履行本决定的，我局将依法申请人民法院强制执行。",
    "day": "2026年10月28日",
}
CODE_1107 = "《中华人民共和国生态环境法典》第一千一百零七条"
FORMER = "《中华人民共和国大气污染防治法》第九十九条第（二）项"

FAULTS = [
    ("以废止的法处罚施行后的行为", {"fine": f"依据{FORMER}的规定，决定对你公司处以罚款人民币贰拾万元整（200,000元）。"}, "time.later_act"),
    ("简称加阿拉伯数字条号的旧法", {"fine": "根据《大气污染防治法》第99条第2项之规定，决定罚款20万元。"}, "cite.in_force"),
    ("法典施行前适用法典", {"day": "2026年7月28日", "month": "5"}, "cite.in_force"),
    ("大小写不一", {"fine": f"依据{CODE_1107}，我局决定对你公司处以罚款人民币伍万元整（500,000元）。"}, "fine.capital_equals_digits"),
    ("数字在前、大写在后且不一", {"fine": f"依据{CODE_1107}，我局决定对你公司处以20万元（大写：人民币贰拾壹万元整）的罚款。"}, "fine.capital_equals_digits"),
    ("带角分的数字与大写不一", {"fine": f"依据{CODE_1107}，决定处罚款人民币100000.00元（壹拾壹万元整）。"}, "fine.capital_equals_digits"),
    ("废气案件罚到噪声的幅度里", {"fine": f"依据{CODE_1107}，决定对你公司处以罚款人民币伍万元整（50,000元）。"}, "fine.within_statutory"),
    ("数额写在罚款之前而低于下限", {"fine": f"依据{CODE_1107}，决定对你公司处5万元（大写：伍万元整）的罚款。"}, "fine.within_statutory"),
    ("先引条文再据此决定，引文数额错", {"fine": f"{CODE_1107}规定：“违反本法规定，超过污染物排放标准或者超过重点污染物排放总量控制指标排放污染物的，由生态环境主管部门责令改正，处十万元以上五十万元以下的罚款。”据此，我局决定对你公司处罚款人民币贰拾万元整（200,000元）。"}, "quote.verbatim"),
    ("直引号里改了一个字", {"fine": f'根据{CODE_1107}"违反本法规定，超过污染物排放标准或者超过重点污染物排放总量控制指标排放污染物的，由生态环境主管部门责令整改，处十万元以上一百万元以下的罚款"的规定，决定罚款贰拾万元。'}, "quote.verbatim"),
    ("款不存在", {"fine": f"依据{CODE_1107}第三款，决定处以罚款人民币贰拾万元整（200,000元）。"}, "cite.paragraph"),
    ("行政处罚法的旧条号", {"pay": "应于收到本决定书之日起十五日内缴款。逾期不缴纳的，依据《中华人民共和国行政处罚法》第五十一条第（一）项，每日按3%加处罚款。"}, "cite.paragraph"),
    ("限三十日内缴清", {"pay": "限你公司自收到本决定书之日起三十日内缴清罚款。逾期每日按3%加处罚款。"}, "rights.payment_days"),
    ("加处罚款两倍封顶", {"pay": "应于收到本决定书之日起十五日内缴款。逾期每日按3%加处罚款，加处罚款最高不超过罚款数额的两倍。"}, "rights.surcharge_rate"),
    ("两个月内复议", {"remedy": "如不服，可于接到决定书次日起两个月内申请复议，或者六个月内向某某市某某区人民法院起诉。"}, "rights.reconsideration_days"),
    ("六十个工作日内复议", {"remedy": "如不服，可在60个工作日内向某某市人民政府申请行政复议，或者六个月内向某某市某某区人民法院起诉。"}, "rights.reconsideration_days"),
    ("一年内起诉", {"remedy": "如不服，可在六十日内向某某市人民政府申请行政复议，也可以在收到本决定书之日起一年内向某某市某某区人民法院提起行政诉讼。"}, "rights.litigation_months"),
    ("申辩期未满就决定", {"day": "2026年10月13日"}, "date.statement_period"),
    ("够听证标准而没有告知", {"told": "我局于2026年10月9日向你公司送达了《行政处罚事先告知书》，你公司在法定期限内未提出陈述申辩意见。"}, "rights.hearing"),
]  # fmt: skip
LAWFUL = {
    "上述规定": {
        "duty": "《中华人民共和国生态环境法典》第一百五十一条规定，排放污染物应当符合排放标准。你公司的上述行为违反了该规定。"
    },
    "据此": {"fine": f"{CODE_1107}规定了罚款的幅度。据此，我局决定对你公司处以罚款人民币贰拾万元整（200,000元）。"},
    "数额在前": {"fine": f"依据{CODE_1107}，我局决定对你公司处以20万元（大写：人民币贰拾万元整）的罚款。"},
}
"""Other ways to say the same: nothing of the penalty, its basis or the duty may be missed."""


def checked(house: House, changes: dict[str, str]) -> Report:
    parts = PARTS | {k: v for k, v in changes.items() if k in PARTS}
    head = "某某市生态环境局\n行政处罚决定书\n某环罚〔2026〕23号\n当事人：某某金属制品有限公司\n统一社会信用代码：91440000MA5EXAMP10\n住所：某某市某某区工业路8号\n法定代表人：王某"
    lines = [head, *(parts[k] for k in PARTS if k != "day"), "某某市生态环境局", parts["day"]]
    text = "\n".join(lines)
    if month := changes.get("month"):
        text = text.replace("2026年9月", f"2026年{month}月").replace("2026年10月9日", f"2026年{month}月20日")
    return validate_document(text, house.library, house.knowledge, today=date(2026, 11, 28))


def failed(report: Report) -> set[str]:
    return {c.id for c in report.checks if c.status == "fail" and c.severity == "blocking"}


def test_the_sound_decision_has_no_such_fault(house: House) -> None:
    assert not failed(checked(house, {})) & {check for _, _, check in FAULTS}


@pytest.mark.parametrize(("changes", "check"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_fault_is_reported_in_whatever_words(changes: dict[str, str], check: str, house: House) -> None:
    assert check in failed(checked(house, changes))


@pytest.mark.parametrize("changes", LAWFUL.values(), ids=LAWFUL)
def test_the_same_in_other_words_is_no_fault(changes: dict[str, str], house: House) -> None:
    assert not failed(checked(house, changes)) & {
        "cite.duty_and_penalty",
        "fine.imposed",
        "fine.within_statutory",
        "quote.verbatim",
    }
