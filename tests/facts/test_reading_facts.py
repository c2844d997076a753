"""Text → fact, as a table: the value of a key and the words it was read from. ABSENT: nothing may be concluded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from assistant.facts.model import CaseFacts

ABSENT = "（不得认定）"
CONFLICT = "（矛盾）"
Row = tuple[str, str, Any, str]

PERMIT: list[Row] = [
    ("该厂未取得排污许可证，喷涂线照常开着。", "holds_permit", False, "未取得排污许可证"),
    ("厂里尚未办理排污许可证。", "holds_permit", False, "尚未办理排污许可证"),
    ("其排污许可证已于去年到期，未延续。", "holds_permit", False, "排污许可证已于去年到期"),
    ("该公司无证排污三个月。", "holds_permit", False, "无证排污"),
    ("该公司持有有效的排污许可证。", "holds_permit", True, "持有有效的排污许可证"),
    ("排污许可证编号：91450100MA5K000000001V。", "holds_permit", True, "排污许可证编号"),
    ("该公司未按照排污许可证规定开展自行监测。", "holds_permit", True, "未按照排污许可证规定"),
    ("该公司未提交排污许可证执行报告。", "holds_permit", ABSENT, ""),
    ("事后补办了排污许可证。", "holds_permit", ABSENT, ""),
    ("厂区曾取得排污许可证，扩建后没有重新申请取得排污许可证。", "holds_permit", False, ""),
    ("厂区曾取得排污许可证，扩建后没有重新申请取得排污许可证。", "permit_state", "应重新申请未申请", ""),
    ("该公司持有排污许可证。该公司未取得排污许可证。", "holds_permit", CONFLICT, ""),
    ("该项目属于排污许可简化管理。", "permit_management", "简化管理", "简化管理"),
    ("该单位实行重点管理，属重点排污单位。", "permit_management", "重点管理", "实行重点管理"),
    ("该单位实行重点管理，属重点排污单位。", "key_polluter", True, "重点排污单位"),
    ("该厂不属于重点排污单位。", "key_polluter", False, "重点排污单位"),
    ("该厂已填报排污登记表。", "permit_management", "登记管理", "排污登记表"),
    ("该厂已填报排污登记表。", "permit_required", False, "排污登记表"),
    ("依法应当取得排污许可证。", "permit_required", True, "应当取得排污许可证"),
    ("按名录无需办理排污许可证。", "permit_required", False, "无需办理排污许可证"),
]
PROJECT: list[Row] = [
    ("项目总投资560万元，其中环保投资12万元。", "total_investment", 5_600_000, "总投资560万元"),
    ("该生产线投资22万元。", "total_investment", 220_000, "投资22万元"),
    ("投资额约1.2亿元。", "total_investment", 120_000_000, "投资额约1.2亿元"),
    ("总投资一千二百万元。", "total_investment", 12_000_000, "总投资一千二百万元"),
    ("项目总投资额为3,500,000元。", "total_investment", 3_500_000, "总投资额为3,500,000元"),
    ("环保投资30万元。", "total_investment", ABSENT, ""),
    ("总投资560万元。经评估，总投资600万元。", "total_investment", CONFLICT, ""),
    ("总投资560万元，即总投资5600000元。", "total_investment", 5_600_000, "总投资560万元"),
    ("应当编制环境影响报告表。", "eia_category", "报告表", "应当编制环境影响报告表"),
    ("该项目属于应编制环境影响报告书的项目。", "eia_category", "报告书", ""),
    ("应填报环境影响登记表。", "eia_category", "登记表", "应填报环境影响登记表"),
    ("未依法报批环境影响报告书、报告表。", "eia_category", ABSENT, ""),
    ("未依法报批环境影响报告表即开工建设。", "eia_approved", False, "未依法报批环境影响报告表"),
    ("环评手续未办理。", "eia_approved", False, "环评手续未办理"),
    ("该项目未批先建。", "eia_approved", False, "未批先建"),
    ("项目环境影响报告表已于2020年3月获得批复。", "eia_approved", True, ""),
    ("未按环评批复要求建设废水处理站。", "eia_approved", ABSENT, ""),
    ("原有项目环评已经批准，2026年擅自扩建二期，未重新报批环评文件。", "eia_approved", False, ""),
    ("应编制环境影响报告表，但没有经过审批。", "eia_approved", False, ""),
    ("环评文件已编制报送，但还没有通过审批，此后已取得环评批复。", "eia_approved", False, ""),
    ("厂房主体工程已封顶，设备尚未进场。", "construction_stage", "主体建设", "主体工程已封顶"),
    ("正在安装两台注塑机。", "construction_stage", "设备安装", ""),
    ("正在进行地基开挖。", "construction_stage", "基础建设", "地基"),
    ("设备正在调试。", "construction_stage", "调试", "正在调试"),
    ("项目尚未开工。", "construction_started", False, "尚未开工"),
    ("项目已建成投产。", "construction_started", True, "已建成"),
    ("该项目未经环保竣工验收即投入生产。", "acceptance", "未验收", ""),
    ("项目已通过竣工环境保护验收。", "acceptance", "验收合格", ""),
    ("验收报告弄虚作假。", "acceptance", "验收弄虚作假", "验收报告弄虚作假"),
    ("需要配套的废气治理设施未建成。", "facilities_built", "未建设", "治理设施未建成"),
    ("未安装油烟净化设施。", "facilities_built", "未建设", "未安装油烟净化设施"),
]
EXCEEDING: list[Row] = [
    ("化学需氧量超标0.59倍。", "exceed_times", 0.59, "超标0.59倍"),
    ("氨氮超过限值12.15倍。", "exceed_times", 12.15, "超过限值12.15倍"),
    ("颗粒物超标59%。", "exceed_times", 0.59, "超标59%"),
    ("总磷浓度为标准限值的3.5倍，超标排放。", "exceed_times", 2.5, ""),
    ("总氮15.14mg/L，限值15mg/L。", "exceed_times", 0.0093, "15.14mg/L，限值15mg/L"),
    ("氨氮浓度12毫克/升，超过规定的8毫克/升限值。", "exceed_times", 0.5, ""),
    ("COD、氨氮分别超标0.3倍、1.2倍。", "exceed_times", 1.2, ""),
    ("化学需氧量超标两倍。", "exceed_times", 2, "超标两倍"),
    ("依据《某市裁量基准规定》，超标3倍以上的，从重处罚。", "exceed_times", ABSENT, ""),
    ("裁量因素：超标倍数5倍。", "exceed_times", ABSENT, ""),
    ("总磷未超标。", "exceeded", False, "未超标"),
    ("总磷未超标。", "exceed_times", ABSENT, ""),
    ("各项因子均达标排放。", "exceeded", False, ""),
    ("化学需氧量浓度300mg/L，限值100mg/L，超标5倍。", "exceed_times", CONFLICT, ""),
    ("化学需氧量浓度300mg/L，限值100mg/L，超标2倍。", "exceed_times", 2, "超标2倍"),
    ("废水中六价铬超标。", "toxic", True, ""),
    ("排放含重金属废水。", "toxic", True, "重金属"),
    ("化学需氧量、氨氮超标。", "pollutants", ("化学需氧量", "氨氮"), "化学需氧量"),
    ("化学需氧量、氨氮超标。", "pollutant_count", 2, ""),
    ("厂界夜间噪声昼间超标6分贝。", "exceed_db", 6, "超标6分贝"),
    ("厂界昼间噪声值为68dB(A)，限值60dB(A)。", "exceed_db", 8, ""),
    ("厂界夜间噪声69分贝，超过夜间限值14分贝。", "exceed_db", 14, ""),
    ("甲排放口许可浓度20mg/m3，乙排放口200mg/m3。", "exceed_times", ABSENT, ""),
    ("排放的是有毒有害污染物以外的其他污染物。", "toxic", False, ""),
    ("在用挖掘机不能达标排放。", "exceeded", ABSENT, ""),
    ("厂界噪声超标。", "medium", ("工业噪声",), ""),
    ("工地夜间施工噪声扰民。", "medium", ("建筑施工噪声",), ""),
    ("KTV音响噪声超标。", "medium", ("社会生活噪声",), ""),
    ("生产废水直接排入河道。", "medium", ("水",), ""),
    ("喷漆废气无组织排放。", "medium", ("大气",), ""),
    ("露天倾倒建筑垃圾。", "medium", ("固体废物",), ""),
    ("外排废水pH值为3.2。", "ph", 3.2, "pH值为3.2"),
    ("仅pH超标。", "only_ph", True, ""),
    ("超过排污许可证载明的许可排放浓度。", "over_permit", True, ""),
    ("日均排放废水约50吨。", "daily_discharge", 50, ""),
    ("标干流量12000m3/h。", "hourly_gas", 12000, ""),
    ("废水色度超标4倍。", "color_times", 4, ""),
    ("废水色度超标4倍。", "exceed_times", ABSENT, ""),
    ("日均值未超标。", "daily_mean_ok", True, ""),
]
FACILITIES: list[Row] = [
    ("通过私设的暗管排放废水。", "evasion", "暗管", ""),
    ("未发现暗管。", "evasion", ABSENT, ""),
    ("利用渗坑排放酸洗废水。", "evasion", "渗井渗坑", "渗坑"),
    ("将采样管插入矿泉水瓶中，篡改在线监测数据。", "evasion", "篡改伪造监测数据", ""),
    ("将采样管插入矿泉水瓶中，篡改在线监测数据。", "data_falsified", True, ""),
    ("擅自开启旁路烟道排放。", "evasion", "非紧急开启应急通道", ""),
    ("喷漆作业时废气治理设施未运行。", "evasion", "不正常运行设施", ""),
    ("喷漆作业时废气治理设施未运行。", "facility_state", "整体停运", ""),
    ("污水处理站的加药设备未开启。", "facility_state", "部分停运", ""),
    ("活性炭未及时更换，已经饱和。", "facility_state", "部分不正常", ""),
    ("擅自拆除污水处理设施。", "facility_state", "擅自拆除", ""),
    ("清洗废水未经处理直接排入沟渠。", "facility_state", "直排", ""),
    ("风机突发故障，停机检修。", "sudden_failure", True, ""),
    ("已在24小时内向我局报告。", "reported_within_24h", True, ""),
    ("未在24小时内报告。", "reported_within_24h", False, ""),
    ("调漆、喷漆未在密闭空间进行。", "vocs_enclosed", False, ""),
    ("喷漆在密闭车间进行。", "vocs_enclosed", True, ""),
    ("露天堆放煤炭约3亩，未覆盖。", "dust_area", 2000, ""),
    ("砂石堆场占地约800平方米，未采取防尘措施。", "dust_area", 800, ""),
    ("现场使用2台挖掘机排放黑烟。", "machine_count", 2, ""),
    ("出具虚假检测报告3份。", "report_count", 3, ""),
    ("出具虚假检测报告3份。", "data_falsified", True, ""),
    ("从未开展自行监测。", "monitoring_missing", "全部", ""),
    ("未按监测方案规定的频次开展自行监测。", "monitoring_missing", "部分", ""),
]
WASTE: list[Row] = [
    ("现场露天堆放废机油桶，属危险废物。", "waste_kind", ("危险废物",), ""),
    ("查获危险废物12.5吨。", "waste_tons", 12.5, "危险废物12.5吨"),
    ("查获12.5吨危险废物。", "waste_tons", 12.5, "12.5吨危险废物"),
    ("未取得排污许可证排放废水。", "party_role", ("排污单位",), "排放废水"),
    ("贮存废活性炭约800公斤。", "waste_tons", 0.8, ""),
    ("现场有废矿物油3吨、废漆渣2吨。", "waste_tons", 5, ""),
    ("危险废物三十余吨。", "waste_tons", 30, ""),
    ("该厂年产铝锭5000吨，产生危险废物。", "waste_tons", ABSENT, ""),
    ("无证从事危险废物收集经营。", "waste_activity", ("收集",), ""),
    ("危险废物贮存间未设置识别标志。", "sign_state", "未设置", ""),
    ("危险废物标签填写不全。", "sign_state", "已设置不合要求", ""),
    ("渗滤液流入外侧农田。", "outdoor_pollution", True, ""),
    ("未流入外环境。", "outdoor_pollution", False, ""),
    ("所需处置费用8万元，为废油处置费。", "disposal_cost", 80_000, ""),
]
COURSE: list[Row] = [
    ("经查，系首次违法。", "first_offence", True, "系首次违法"),
    ("该公司不属于首次违法。", "first_offence", False, ""),
    ("该公司此前没有受过环境行政处罚。", "first_offence", True, ""),
    ("该公司曾于2024年5月因超标排污被处罚。", "first_offence", False, ""),
    ("该公司曾因擅自倾倒危险废物被处罚。", "waste_kind", ABSENT, ""),
    ("河面出现油膜，有死鱼。", "harm_to_environment", True, ""),
    ("如东县某纺织有限公司已改正。", "corrected", True, ""),
    ("首次检查时未见异常。", "first_offence", ABSENT, ""),
    ("两年内第3次违法。", "offences_2y", 3, "两年内第3次"),
    ("该公司已完成整改。", "corrected", True, "完成整改"),
    ("该公司至今未改正。", "corrected", False, "至今未改正"),
    ("检查时尚未整改。复查时已整改完毕。", "corrected", True, "已整改完毕"),
    ("该公司已改正。后查明仍未改正。", "corrected", CONFLICT, ""),
    ("责令该公司立即改正违法行为。", "corrected", ABSENT, ""),
    ("要求其限期完成整改。", "corrected", ABSENT, ""),
    ("该公司积极配合整改。", "corrected", ABSENT, ""),
    ("该公司立即进行了整改。", "corrected", True, ""),
    ("没有对河道水质造成明显污染。", "harm", "无", ""),
    ("没有对河道水质造成明显污染。", "harm_to_environment", False, ""),
    ("险些造成水体污染。", "harm_to_environment", ABSENT, ""),
    ("当事人当场改正。", "corrected_in_time", True, "当场改正"),
    ("期限届满仍未改正。", "corrected_in_time", False, ""),
    ("期限届满仍未改正。", "refused_correction", True, ""),
    ("如拒不改正，将依法按日连续处罚。", "refused_correction", ABSENT, ""),
    ("经责令改正，拒不改正。", "refused_correction", True, "拒不改正"),
    ("用时3个工作日内完成整改。", "corrected", True, ""),
    ("送达责令停止建设决定书后，该公司拒不停止建设。", "stop_refused", True, ""),
    ("检查后该公司立即停止生产。", "self_stopped", True, ""),
    ("为逃避检查临时停产。", "self_stopped", ABSENT, ""),
    ("为逃避检查临时停产。", "evasion", "临时停产逃避检查", ""),
    ("未造成危害后果。", "harm", "无", "未造成危害后果"),
    ("没有造成环境污染。", "harm", "无", ""),
    ("未造成严重后果。", "harm", ABSENT, ""),
    ("危害后果轻微。", "harm", "轻微", "危害后果轻微"),
    ("造成严重污染。", "harm", "严重", ""),
    ("未造成危害后果。但群众反映造成严重污染。", "harm", CONFLICT, ""),
    ("造成下游鱼类死亡。", "harm_to_environment", True, ""),
    ("未造成土壤污染。", "harm_to_environment", False, ""),
    ("情节严重。", "serious", True, ""),
    ("不属于情节严重。", "serious", False, ""),
    ("情节严重的，报经有批准权的人民政府批准，责令停业。", "serious", ABSENT, ""),
    ("该负责人明知设施损坏仍然继续排放。", "intent", "故意", ""),
    ("没有主观故意。", "intent", ABSENT, ""),
    ("因工人操作失误致使废水外溢。", "intent", "过失", ""),
    ("当事人辩称没有主观过错。", "intent", ABSENT, ""),
    ("提交了足以证明没有主观过错的证据。", "no_fault_proved", True, ""),
    ("未提交足以证明没有主观过错的证据。", "no_fault_proved", False, ""),
    ("该公司积极配合调查。", "cooperates", True, ""),
    ("该公司不配合调查。", "cooperates", False, ""),
    ("门卫阻挠执法人员进入厂区检查。", "obstructs", True, ""),
    ("门卫阻挠执法人员进入厂区检查。", "obstruction_means", "阻挠进入现场", ""),
    ("没有阻挠执法。", "obstructs", False, ""),
    ("拒不提供危险废物管理台账。", "obstruction_means", "拒不提供资料", ""),
    ("该公司主动清理了泄漏的油污，消除危害后果。", "mitigated", True, ""),
    ("已足额缴纳生态环境损害赔偿金。", "damages_paid", True, ""),
    ("尚未缴纳生态环境损害赔偿金。", "damages_paid", ABSENT, ""),
    ("在报纸上公开道歉。", "public_apology", True, ""),
    ("群众举报该厂夜间排污，经查属实。", "complaint_verified", True, ""),
    ("群众举报不属实。", "complaint_verified", False, ""),
    ("当日正值重污染天气橙色预警期间。", "heavy_pollution_alert", True, ""),
    ("该企业未制定重污染天气应急预案。", "heavy_pollution_alert", ABSENT, ""),
    ("违法排放持续15天。", "duration_days", 15, ""),
    ("目前仍在排放废水。", "ongoing", True, ""),
    ("是否改正尚不清楚。", "corrected", ABSENT, ""),
    ("《行政处罚法》规定：“违法行为轻微并及时改正，没有造成危害后果的，不予行政处罚。”", "harm", ABSENT, ""),
    ("请认定为首次违法、已改正、没有造成危害后果。", "first_offence", ABSENT, ""),
    ("经复核，违法所得共计3.5万元。", "illegal_gains", 35_000, ""),
    ("没有违法所得。", "illegal_gains", 0, ""),
    ("违法所得十万元以上的，并处罚款。", "illegal_gains", ABSENT, ""),
    ("货值金额12万元。", "goods_value", 120_000, ""),
    ("收取检测费4800元。", "service_fee", 4_800, ""),
]
PLACE: list[Row] = [
    ("该养殖场位于饮用水水源二级保护区内。", "area", "饮用水水源二级保护区", ""),
    ("距离饮用水水源一级保护区3公里。", "area", ABSENT, ""),
    ("不在饮用水水源保护区、生态保护红线范围内。", "area", "一般区域", ""),
    ("项目占用生态保护红线。", "area", "生态保护红线", ""),
    ("废水排入Ⅲ类水体。", "water_class", "Ⅲ类水体", ""),
    ("废水排入城镇污水处理厂。", "water_class", "集中处理设施", ""),
    ("位于二类功能区的工业园区。", "air_zone", "二类区工业区", ""),
]
PARTY: list[Row] = [
    ("我局执法人员对柳江青石建材有限公司进行检查。", "party_name", "柳江青石建材有限公司", ""),
    ("当事人：桂南县和顺木材加工厂。", "party_name", "桂南县和顺木材加工厂", ""),
    ("检查发现，宏达五金厂委托蓝天检测有限公司监测。", "party_name", "宏达五金厂", ""),
    ("经查为桂北红叶塑胶有限公司产生的废漆渣。", "party_name", "桂北红叶塑胶有限公司", ""),
    ("调查某金属表面处理公司。", "party_name", "某金属表面处理公司", ""),
    ("当事人李某某将废油倒入河沟。", "party_name", "李某某", ""),
    ("当事人李某某将废油倒入河沟。", "party_kind", "个人", ""),
    ("柳江青石建材有限公司正在生产。", "party_kind", "单位", ""),
    ("张三汽修店（个体工商户）露天喷漆。", "party_kind", "个体工商户", ""),
    ("统一社会信用代码：91450100MA5K1234XQ。", "uscc", "91450100MA5K1234XQ", ""),
    ("法定代表人：王某某，职务经理。", "representative", "王某某", ""),
    ("柳江青石建材有限公司未改正。恒通铸造有限公司已改正。", "corrected", False, ""),
    ("南宁市生态环境局对该公司检查。", "party_name", ABSENT, ""),
]
TABLE = [*PERMIT, *PROJECT, *EXCEEDING, *FACILITIES, *WASTE, *COURSE, *PLACE, *PARTY]


@pytest.mark.parametrize(("text", "key", "value", "quote"), TABLE, ids=lambda v: str(v)[:24])
def test_text_shows_the_fact(read: Callable[..., CaseFacts], text: str, key: str, value: Any, quote: str) -> None:
    facts = read(text)
    fact = facts.find(key)
    disputed = {f.key for c in facts.conflicts for f in c}
    if value == CONFLICT:
        assert fact is None and key in disputed
    elif value == ABSENT:
        assert fact is None and key not in disputed
    else:
        assert fact is not None, f"{key} 没有读出；读出的有 {[(f.key, f.value) for f in facts.facts]}"
        assert fact.value == value and type(fact.value) is type(value)
        assert quote in fact.quote


DATES: list[tuple[str, str, Any]] = [
    ("2026年9月3日，执法人员检查发现该厂正在排放废水。", "found_on", date(2026, 9, 3)),
    ("2022年2月开工建设，同年5月投产，2026年9月3日检查发现。", "construction_start_on", date(2022, 2, 1)),
    ("2022年2月开工建设，同年5月投产，2026年9月3日检查发现。", "production_start_on", date(2022, 5, 1)),
    ("2022年2月开工建设，同年5月投产，2026年9月3日检查发现。", "found_on", date(2026, 9, 3)),
    ("2026年9月3日检查发现，9月8日完成整改。", "corrected_on", date(2026, 9, 8)),
    ("2026年9月3日检查发现，9月5日送达责令改正决定书。", "corrected_on", ABSENT),
    ("2026年9月1日至9月3日，该厂偷排废水。", "act_start", date(2026, 9, 1)),
    ("2026年9月1日至3日，该厂偷排废水。", "act_end", date(2026, 9, 3)),
    ("自2024年5月起，该厂将废渣堆放在河边。", "act_start", date(2024, 5, 1)),
    ("二〇二六年九月三日，执法人员现场检查。", "found_on", date(2026, 9, 3)),
    ("2026-09-03 现场检查。", "found_on", date(2026, 9, 3)),
    ("2026/9/3，现场检查。", "found_on", date(2026, 9, 3)),
    ("２０２６年９月３日，执法人员现场检查。", "found_on", date(2026, 9, 3)),
    ("近日，执法人员现场检查。", "found_on", ABSENT),
    ("2026年2月30日，执法人员现场检查。", "found_on", CONFLICT),
    ("2099年2月3日，执法人员现场检查。", "found_on", CONFLICT),
    ("该厂责令限期于2026年10月9日前改正。", "corrected_on", ABSENT),
    ("2025年12月25日检查发现超标，此后于3月2日完成整改。", "corrected_on", date(2026, 3, 2)),
    ("2026年1月2日和1月23日检查发现该厂超标。", "found_on", date(2026, 1, 2)),
    ("2025年12月30日至1月5日，该厂偷排废水。", "act_end", date(2026, 1, 5)),
    ("2026年3月5日接群众举报，3月6日现场检查。", "found_on", date(2026, 3, 6)),
    ("项目2020年6月通过竣工环保验收。", "construction_end_on", ABSENT),
    ("2026年9月3日夜间，该厂将污泥倾倒在林地。", "act_end", date(2026, 9, 3)),
    ("排污许可证有效期2021年5月1日至2026年4月30日。", "act_start", ABSENT),
    ("2026年9月10日开工建设，2026年9月3日检查发现。", "found_on", CONFLICT),
    ("项目于2023年底建成，未报批环评，2023年3月动工。", "construction_end_on", date(2023, 12, 31)),
    ("未报批环评文件，2023年3月动工，2023年底建成。", "act_start", date(2023, 3, 1)),
    ("未报批环评文件，2023年3月动工，2023年底建成。", "act_end", date(2023, 12, 31)),
    ("该公司于2025年1月6日取得营业执照。", "found_on", ABSENT),
]


@pytest.mark.parametrize(("text", "key", "value"), DATES, ids=lambda v: str(v)[:24])
def test_dates_of_the_text_play_their_part(read: Callable[..., CaseFacts], text: str, key: str, value: Any) -> None:
    facts = read(text, decide=date(2026, 11, 22))
    disputed = {f.key for c in facts.conflicts for f in c}
    if value == CONFLICT:
        assert facts.find(key) is None and key in disputed
    else:
        assert facts.get(key) == (None if value == ABSENT else value)


def test_months_since_the_last_offence_are_counted_to_the_day_of_finding(read: Callable[..., CaseFacts]) -> None:
    text = "2026年8月22日现场检查发现该公司超标。该公司2025年4月10日曾因无证排污被处罚。"
    facts = read(text, decide=date(2026, 11, 20))
    assert (facts.get("months_since_last"), facts.get("first_offence")) == (16, False)


def test_sentence_about_another_company_says_nothing_of_the_party(read: Callable[..., CaseFacts]) -> None:
    facts = read("柳江青石建材有限公司超标排放废水。恒通铸造有限公司系首次违法，已改正。")
    assert facts.get("party_name") == "柳江青石建材有限公司"
    assert facts.find("first_offence") is None and facts.find("corrected") is None


def test_fact_of_text_after_the_given_day_of_finding_is_put_to_the_officer(read: Callable[..., CaseFacts]) -> None:
    facts = read("自2026年9月10日起，该厂排放废水。", found=date(2026, 9, 3), decide=date(2026, 11, 20))
    assert facts.get("found_on") == date(2026, 9, 3) and facts.find("act_start") is None
    assert [f.key for f in facts.conflicts[0]] == ["act_start", "found_on"]
