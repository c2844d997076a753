"""The party spoilt."""

from __future__ import annotations

import re

from ..samples import Sample
from ..tools import in_facts, last, operator, sub, swap, text_of


def _name(sample: Sample) -> str:
    return str(sample.case.party.name)


@operator("当事人名称错一个字（首部）", "party.consistent")
def name_changed_once(sample: Sample) -> Sample | None:
    name = _name(sample)
    return swap(sample, name, name.replace("环保", "环宝")) if "环保" in name else None


@operator("当事人名称漏一个字", "party.consistent")
def character_dropped(sample: Sample) -> Sample | None:
    name = _name(sample)
    return swap(sample, name, name.replace("材料", "材")) if "材料" in name else None


@operator("当事人换成另一家公司", "party.consistent", "party.others")
def another_company(sample: Sample) -> Sample | None:
    name = _name(sample)
    return swap(sample, f"：{name}", "：南方化工有限公司") if sample.case.party.kind == "legal" else None


@operator("正文混入案外公司", "party.others")
def stranger_in_the_text(sample: Sample) -> Sample | None:
    return in_facts(sample, "现场由北方电镀有限公司负责运行。")


@operator("统一社会信用代码错一位", "party.uscc", "party.as_in_case")
def code_one_digit_off(sample: Sample) -> Sample | None:
    code = sample.case.party.uscc
    return swap(sample, code, code[:-2] + ("8" if code[-2] != "8" else "7") + code[-1]) if code else None


@operator("信用代码前后不一", "party.code_consistent")
def two_codes(sample: Sample) -> Sample | None:
    code = sample.case.party.uscc
    if not code or code not in sample.text:
        return None
    return in_facts(sample, f"（统一社会信用代码：{code[:-4]}ABCD）")


@operator("法定代表人与案卷不符", "party.as_in_case")
def another_representative(sample: Sample) -> Sample | None:
    return sub(sample, r"(?<=法定代表人[：:])示例人甲", "示例人癸")


@operator("住所与案卷不符", "party.as_in_case")
def another_address(sample: Sample) -> Sample | None:
    return sub(sample, r"((?:住所|地址|住址)[：:])示例市示例区示例[路街]\d号(?=\n)", r"\1示例市示例县示例路99号")


@operator("身份证号码校验位错", "party.id_number")
def id_digit_off(sample: Sample) -> Sample | None:
    number = sample.case.party.id_no
    return swap(sample, number, number[:-1] + ("1" if number[-1] != "1" else "2"), count=-1) if number else None


@operator("删去当事人", "party.named")
def party_left_out(sample: Sample) -> Sample | None:
    if sample.kind not in ("decision", "notice", "no-penalty", "rectification"):
        return None
    text = re.sub(r"^(?:当事人|被处罚(?:人|单位))[：:][^\n]*\n", "", sample.text, flags=re.M)
    return text_of(sample, text.replace(_name(sample), "当事单位")) if text != sample.text else None


@operator("落款机关与首部不同", "party.agency")
def another_agency_signs(sample: Sample) -> Sample | None:
    if not re.search(r"\n示例市生态环境局\n\d{4}年\d{1,2}月\d{1,2}日\s*$", sample.text):
        return None
    return last(sample, "\n示例市生态环境局\n", "\n示范市生态环境局\n")


@operator("缺统一社会信用代码", "party.fields")
def code_left_out(sample: Sample) -> Sample | None:
    if sample.kind not in ("decision", "notice", "no-penalty", "rectification"):
        return None
    return sub(sample, r"^统一社会信用代码[：:][^\n]*\n", "")
