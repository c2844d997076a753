"""Exemptions spoilt."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.facts.model import Fact

from ..samples import Sample
from ..tools import imposes, in_facts, insert_after, operator, sub, text_of


def _exempt(sample: Sample) -> bool:
    return sample.kind in ("no-penalty", "no-penalty-notice")


@operator("事实写明曾受处罚，却以初次违法不罚", "exempt.contradiction")
def punished_before(sample: Sample) -> Sample | None:
    return (
        in_facts(sample, "该单位曾于2025年5月10日因同类行为受到行政处罚。")
        if _exempt(sample) and "初次违法" in sample.text
        else None
    )


@operator("事实写明造成鱼类死亡，却以没有危害后果不罚", "exempt.contradiction")
def harm_told(sample: Sample) -> Sample | None:
    return (
        in_facts(sample, "该行为造成下游鱼类死亡。") if _exempt(sample) and re.search("危害后果", sample.text) else None
    )


@operator("事实写明拒不改正，却以及时改正不罚", "exempt.contradiction")
def refusal_told(sample: Sample) -> Sample | None:
    return in_facts(sample, "复查时该单位仍未停止，拒不改正。") if _exempt(sample) and "改正" in sample.text else None


@operator("案件事实为危害后果严重，文书仍不予处罚", "exempt.contradiction", "exempt.outcome")
def facts_deny_the_condition(sample: Sample) -> Sample | None:
    if not _exempt(sample):
        return None
    facts = sample.assessment.facts.with_facts(
        Fact(key="harm", value="严重", source="officer"), Fact(key="first_offence", value=False, source="officer"),
        Fact(key="corrected", value=False, source="officer"), Fact(key="corrected_in_time", value=False, source="officer"),
        Fact(key="self_stopped", value=False, source="officer"), Fact(key="corrected_at_once", value=False, source="officer"),
        Fact(key="offences_2y", value=3, source="officer"),
    )  # fmt: skip
    return replace(sample, assessment=sample.assessment.model_copy(update={"facts": facts}))


@operator("不符合免罚条件，文书仍不予处罚", "exempt.outcome")
def not_exempt_at_all(sample: Sample) -> Sample | None:
    return _with_outcome(sample, "not_exempt") if _exempt(sample) else None


@operator("依法应当不予处罚，文书却处以罚款", "exempt.outcome")
def punished_though_exempt(sample: Sample) -> Sample | None:
    return _with_outcome(sample, "must_exempt") if imposes(sample) else None


def _with_outcome(sample: Sample, outcome: str) -> Sample:
    first, *rest = sample.assessment.violations
    grounds = tuple(g.model_copy(update={"outcome": outcome}) for g in first.exemption.grounds[:1])
    exemption = first.exemption.model_copy(update={"outcome": outcome, "grounds": grounds})
    found = (first.model_copy(update={"exemption": exemption}), *rest)
    return replace(sample, assessment=sample.assessment.model_copy(update={"violations": found}))


@operator("删去教育内容", "exempt.education", "form.required")
def education_left_out(sample: Sample) -> Sample | None:
    if sample.kind != "no-penalty":
        return None
    return text_of(sample, re.sub(r"[^\n]*教育[^\n]*\n|[^\n]*认真学习[^\n]*\n", "", sample.text))


@operator("删去改正情况", "exempt.correction", "form.required")
def correction_left_out(sample: Sample) -> Sample | None:
    if sample.kind != "no-penalty":
        return None
    return text_of(sample, re.sub(r"改正|整改|停止|拆除|恢复|补办", "处理", sample.text))


@operator("删去不予处罚的法律依据", "exempt.ground")
def ground_left_out(sample: Sample) -> Sample | None:
    if sample.kind != "no-penalty":
        return None
    return sub(
        sample,
        r"《中华人民共和国(?:行政处罚法|生态环境法典)》第(?:三十三|三十六|一千零五十(?:三|四|五|六|七))条(?:第[一二三]款)?",
        "有关规定",
        count=0,
    )


@operator("不予处罚的文书又写罚款", "exempt.no_fine")
def fine_in_an_exemption(sample: Sample) -> Sample | None:
    return (
        insert_after(
            sample, r"(?<=\n)[^\n]*不予行政处罚[^\n]*。(?=\n)", "\n同时决定对你单位罚款人民币伍仟元整（5000元）。"
        )
        if sample.kind == "no-penalty"
        else None
    )


@operator("引用已经过期的不予处罚清单", "exempt.list_in_force")
def expired_list(sample: Sample) -> Sample | None:
    if not _exempt(sample):
        return None
    return (
        insert_after(
            sample,
            r"(?:综上，|，)依据(?=[《》第])",
            "《宁夏生态环境领域实施包容免罚清单（2022版，宁环规发〔2022〕5号）》、",
        )
        or None
    )


@operator("引用外省的不予处罚清单", "exempt.list_place")
def list_of_another_province(sample: Sample) -> Sample | None:
    if not _exempt(sample):
        return None
    return insert_after(
        sample,
        r"(?<=\n)[^\n]*不予行政处罚[^\n]*。(?=\n)",
        "\n依据山西省生态环境轻微违法行为不予处罚事项清单（2025年版），决定不予行政处罚。",
    )
