"""Law in time spoilt."""

from __future__ import annotations

import re

from ..samples import Sample
from ..tools import decision, operator, own_layout, penalty_of, sub, swap, text_of

_OLD = "《中华人民共和国大气污染防治法》第九十九条第二项"
_NEW = "《中华人民共和国生态环境法典》第一千一百零七条"


@operator("对法典施行后的行为以已废止的法律处罚", "cite.in_force", "time.later_act")
def repealed_law_for_a_later_act(sample: Sample) -> Sample | None:
    penalty = penalty_of(sample)
    return swap(sample, penalty.cite, _OLD, count=-1) if penalty and sample.regime == "code" else None


@operator("义务条款引用已废止的法律", "cite.in_force")
def repealed_duty(sample: Sample) -> Sample | None:
    if sample.regime != "code":
        return None
    return sub(sample, r"违反了《[^》]+》第[^，。；：“（的、]+", "违反了《中华人民共和国环境保护法》第四十二条第一款")


@operator("对法典施行前作出的决定以法典处罚", "cite.in_force")
def code_before_its_day(sample: Sample) -> Sample | None:
    penalty = penalty_of(sample)
    return swap(sample, penalty.cite, _NEW, count=-1) if penalty and sample.regime == "former" else None


@operator("跨法典施行日，以较重的那部法处罚", "cite.governs")
def heavier_law_across(sample: Sample) -> Sample | None:
    view = sample.assessment.violations[0].basis
    penalty = penalty_of(sample)
    others = [p for v in view.compared for p in v.penalty if penalty and p.citation.law != penalty.citation.law]
    if sample.regime != "across" or not others or penalty is None or sample.kind not in ("decision", "notice"):
        return None
    return swap(sample, penalty.cite, others[0].cite, count=-1)


@operator("跨法典施行日，删去新旧法律的比较", "time.explained")
def comparison_left_out(sample: Sample) -> Sample | None:
    if sample.regime != "across" or sample.kind not in ("decision", "notice"):
        return None
    text = re.sub(
        r"[^\n。]*(?:从旧兼从轻|较轻|第一千零五十七条|第三十七条|行为时的法律|溯及|行为终了于)[^\n。]*。?",
        "",
        sample.text,
    )
    return text_of(sample, text)


@operator("引用后来才施行的规章", "cite.in_force", "cite.covered")
def rule_not_yet_in_force(sample: Sample) -> Sample | None:
    if sample.regime != "former" or not (decision(sample) and own_layout(sample)):
        return None
    return swap(
        sample, "依据《中华人民共和国行政处罚法》第六十七条第三款", "依据《中华人民共和国生态环境法典》第一千零五十九条"
    )
