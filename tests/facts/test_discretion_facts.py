"""The facts benchmarks and exemption lists ask for, read from an officer's text; near misses conclude nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from assistant.facts.model import CaseFacts

ABSENT = "（不得认定）"
Row = tuple[str, str, Any]

COUNTED: list[Row] = [
    ("近两年内同类违法行为第2次被查。", "same_offences_2y", 2),
    ("该厂两年内第三次因同类违法行为被查处。", "same_offences_2y", 3),
    ("经查询，近二年同类违法行为含本次共3次。", "same_offences_2y", 3),
    ("近两年无同类违法行为。", "same_offences_2y", 1),
    ("两年内未发现该公司有同类违法记录。", "same_offences_2y", 1),
    ("近两年内曾因同类违法行为被处罚1次。", "same_offences_2y", 2),
    ("两年内已因相同违法行为被处罚两次。", "same_offences_2y", 3),
    ("两年内第一次违法。", "same_offences_2y", 1),
    ("系首次违法。", "same_offences_1y", 1),
    ("五年前曾因超标排放被处罚。", "same_offences_2y", ABSENT),
    ("近一年内无同类违法记录。", "same_offences_1y", 1),
    ("近一年内曾因同类违法行为被处罚。", "same_offences_1y", 2),
]
IMPACT: list[Row] = [
    ("该行为造成恶劣社会影响。", "major_impact", True),
    ("渗漏造成重大生态环境影响。", "major_impact", True),
    ("没有造成重大环境影响，也没有引发不良社会影响。", "major_impact", False),
    ("该行为可能造成不良社会影响。", "major_impact", ABSENT),
    ("污染范围仅限于厂区内。", "cross_region", "县内"),
    ("污染影响跨市。", "cross_region", "跨市"),
]
AIR: list[Row] = [
    ("喷漆废气未经处理直接排入外环境。", "collected_treated", False),
    ("打磨粉尘无任何收集治理设施。", "collected_treated", False),
    ("熔炼烟气经布袋除尘设施处理后由15米排气筒排放。", "collected_treated", True),
    ("环评批复要求废气应经活性炭吸附装置处理后排放。", "collected_treated", ABSENT),
    ("生产废水未经处理直接排入河道。", "collected_treated", ABSENT),
    ("检查时正在排放含油废气。", "pollution_discharged", True),
    ("该项目投产后未排放污染物。", "pollution_discharged", False),
    ("依照大气污染物排放标准执行。", "pollution_discharged", ABSENT),
    ("应当取得排污许可证后方可排放污染物。", "pollution_discharged", ABSENT),
    ("外排颗粒物，不含挥发性有机物，不属于有毒有害大气污染物。", "pollutants", ("颗粒物",)),
    ("外排颗粒物，不含挥发性有机物，不属于有毒有害大气污染物。", "air_pollutant_class", "B类"),
    ("外排颗粒物和非甲烷总烃。", "air_pollutant_class", "含挥发性有机物"),
    ("外排废气属于有毒有害大气污染物。", "air_pollutant_class", "A类"),
    ("外排颗粒物超标。", "special_period", ABSENT),
    ("行为发生在一般期间。", "special_period", "一般期间"),
    ("检查当日不在重污染天气预警期间。", "special_period", "一般期间"),
    ("活性炭吸附装置未开启，喷漆废气逸散至厂区。", "vocs_equipment", "已安装未按规定使用"),
    ("活性炭长期未更换，已经饱和。", "vocs_equipment", "已安装未按规定使用"),
    ("催化燃烧装置正在运行，喷漆房大门敞开。", "vocs_equipment", "已安装并按规定使用"),
    ("喷漆工序未安装有机废气处理设施。", "vocs_equipment", "未安装"),
    ("应当保证有机废气处理设施正常运行。", "vocs_equipment", ABSENT),
    ("活性炭吸附装置未开启，喷漆废气逸散至厂区。", "vocs_facility", False),
    ("活性炭吸附装置未开启，喷漆废气逸散至厂区。", "vocs_spread", "厂区内"),
    ("调漆废气在车间内无组织逸散。", "vocs_spread", "车间内"),
    ("喷漆废气直接排放至外环境。", "vocs_spread", "厂界"),
    ("喷漆废气没有逸散到厂区。", "vocs_spread", ABSENT),
    ("全厂VOCs年排放量约3.2吨。", "vocs_annual", 3.2),
    ("挥发性有机物年排放总量为800千克。", "vocs_annual", 0.8),
    ("年用含挥发性有机物油漆12吨。", "vocs_annual", ABSENT),
]
AWAY: list[Row] = [
    ("布袋除尘器风机被人为关闭，烟气直排。", "evasion", "不正常运行设施"),
    ("布袋除尘器风机被人为关闭，烟气直排。", "facility_state", "整体停运"),
    ("停产检修期间，除尘器风机被工人关闭。", "evasion", ABSENT),
    ("烟气未经处理经旁路直接排放。", "evasion", "非紧急开启应急通道"),
    ("烟气没有经旁路排放。", "evasion", ABSENT),
    ("厂区周边无环境敏感目标。", "area", "一般区域"),
    ("厂区周边有居民小区，属于敏感目标。", "area", "限批区或人居敏感区"),
]
WATER: list[Row] = [
    ("外排废水为食品加工废水。", "wastewater_kind", "一般工业废水"),
    ("生产废水与生活污水混合后外排。", "wastewater_kind", "一般工业废水"),
    ("外排食堂废水和生活污水。", "wastewater_kind", "生活或服务业废水"),
    ("含铬废水经暗管外排。", "wastewater_kind", "有毒有害或医疗废水"),
    ("该厂不产生生产废水。", "wastewater_kind", ABSENT),
    ("生活污水排入镇污水处理厂。", "wastewater_kind", "生活或服务业废水"),
    ("废水中六价铬超标排放。", "water_pollutant_class", "有毒有害"),
    ("废水中总镍超标排放。", "water_pollutant_class", "A类"),
    ("废水中化学需氧量超标排放。", "class_a_pollutant", False),
    ("化学需氧量年排放量超过许可排放量32%。", "excess_share", 0.32),
    ("超过许可排放量30%以上的，从重处罚。", "excess_share", ABSENT),
]
MONITORING: list[Row] = [
    ("2个点位未开展自行监测。", "missing_points", 2),
    ("未对三个排放口开展监测。", "missing_points", 3),
    ("共设3个监测点位，均按方案监测。", "missing_points", ABSENT),
    ("自行监测缺测2项指标。", "missing_indicators", 2),
    ("方案中4项因子未监测。", "missing_indicators", 4),
    ("监测了4项指标。", "missing_indicators", ABSENT),
    ("全年少测2次。", "missing_times", 2),
    ("全年监测4次。", "missing_times", ABSENT),
    ("在线监测设备已停用。", "auto_monitor_state", "已联网但未使用"),
    ("企业停产，在线监测设备停运。", "auto_monitor_state", ABSENT),
    ("未安装自动监测设备。", "auto_monitor_state", "未安装"),
]
WASTE: list[Row] = [
    ("收购的废铅蓄电池已被拆解炼铅。", "waste_destination", "资源化综合利用"),
    ("该批废机油暂未处置，仍存放在仓库。", "waste_destination", "暂未处置"),
    ("将漆渣送砖厂焚烧。", "waste_destination", "焚烧等处理处置"),
    ("该厂年产生废机油2吨。", "waste_destination", ABSENT),
    ("未按规定填写危险废物转移联单。", "filing_state", "未做或弄虚作假"),
    ("危险废物管理计划内容不完整。", "filing_state", "已做但不符合要求"),
    ("已填写危险废物转移联单。", "filing_state", ABSENT),
    ("废机油不属于剧毒化学品、医疗废物和实验室废物。", "special_hazwaste", False),
    ("废机油不属于剧毒化学品、医疗废物和实验室废物。", "waste_kind", ("危险废物",)),
    ("实验室废液混放在过道。", "special_hazwaste", True),
    ("当事人主动清运并完全消除了污染影响。", "cleanup_state", "主动整改并完全消除影响"),
    ("当事人主动清理，但没有完全消除影响。", "cleanup_state", "主动整改未完全消除影响"),
]
CORRECTED: list[Row] = [
    ("限期内已改正。", "corrected_in_time", True),
    ("责令改正后，该厂在限期内建立了台账。", "corrected_in_time", True),
    ("应当在限期内建立台账。", "corrected_in_time", ABSENT),
    ("责令改正后限期内已联网。", "corrected_in_time", True),
    ("责令改正后限期内仍未联网。", "corrected_in_time", ABSENT),
    ("该公司当日即完成整改。", "corrected_at_once", True),
    ("责令其当日完成整改。", "corrected_at_once", ABSENT),
    ("当事人五日内已完成覆盖。", "correction_days", 5),
    ("当事人五日内已完成覆盖。", "corrected", True),
    ("责令七日内完成覆盖。", "correction_days", ABSENT),
    ("责令七日内完成覆盖。", "corrected", ABSENT),
    ("用了3天完成整改。", "correction_days", 3),
    ("项目位于风景名胜区。", "area", "生态敏感区"),
    ("项目不位于风景名胜区等生态敏感区。", "area", "一般区域"),
    ("某某电镀有限公司年产五金件项目。", "heavy_industry", True),
    ("年产三万件家具项目。", "production_project", True),
    ("年产三万件家具项目。", "heavy_industry", ABSENT),
]
HANDLED: list[Row] = [
    (
        "2026年9月18日检查发现超标，2026年9月21日立案，9月25日送达责令改正违法行为决定书。",
        "filed_on",
        date(2026, 9, 21),
    ),
    (
        "2026年9月18日检查发现超标，2026年9月21日立案，9月25日送达责令改正违法行为决定书。",
        "found_on",
        date(2026, 9, 18),
    ),
    (
        "2026年9月18日检查发现超标，2026年9月21日立案，9月25日送达责令改正违法行为决定书。",
        "rectification_served_on",
        date(2026, 9, 25),
    ),
    ("2026年10月19日向该公司送达行政处罚事先（听证）告知书。", "notice_served_on", date(2026, 10, 19)),
    ("2026年11月9日送达行政处罚决定书。", "served_on", date(2026, 11, 9)),
    ("2026年10月19日出具监测报告。", "notice_served_on", ABSENT),
    ("2026年10月19日接到投诉。", "filed_on", ABSENT),
    ("2026年8月20日至9月5日，某电镀有限公司将废水通过暗管直接排入河道。", "act_start", date(2026, 8, 20)),
    ("限2026年9月30日前改正。", "corrected_on", ABSENT),
]
ROWS = COUNTED + IMPACT + AIR + AWAY + WATER + MONITORING + WASTE + CORRECTED + HANDLED


@pytest.mark.parametrize(("text", "key", "value"), ROWS, ids=lambda v: str(v)[:24])
def test_the_text_says_so_or_nothing_is_concluded(
    read: Callable[..., CaseFacts], text: str, key: str, value: Any
) -> None:
    facts = read(text, decide=date(2026, 11, 22))
    assert facts.get(key) == (None if value == ABSENT else value)


def test_a_denied_fact_is_quoted_with_its_denial(read: Callable[..., CaseFacts]) -> None:
    facts = read("外排废气不属于有毒有害污染物，该厂不是重点排污单位。")
    quotes = {key: fact.quote for key in ("toxic", "key_polluter") if (fact := facts.find(key))}
    assert quotes == {"toxic": "不属于有毒有害污染物", "key_polluter": "不是重点排污单位"}
